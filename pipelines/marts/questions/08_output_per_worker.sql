-- For the economist: What does a worker make, and is it plausible?
SELECT cluster_name, round(value) AS value, value_low, value_high, qualifier, unit, plausibility
FROM marts.cluster_profile
WHERE measure = 'output_per_worker'
ORDER BY cluster_name, unit;
