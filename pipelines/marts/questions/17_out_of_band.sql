-- For the journalist: Which figures lie outside what is plausible?
SELECT cluster_name, measure, round(value, 2) AS value, qualifier, unit, band_low, band_high, plausibility
FROM marts.cluster_profile
WHERE plausibility IN ('below', 'above')
ORDER BY cluster_name, measure, unit;
