-- For the sourcing manager: What is a piece worth at the factory gate?
SELECT cluster_name, measure, round(value, 2) AS value, qualifier, unit, round(value_usd, 2) AS usd, plausibility
FROM marts.cluster_profile
WHERE starts_with(measure, 'value_per_')
ORDER BY cluster_name, measure, unit;
