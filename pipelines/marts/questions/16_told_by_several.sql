-- For the journalist: Which figures rest on several statements, and do these agree?
SELECT cluster_name, indicator, value, unit, period_key, observation_count, source_count, agreement
FROM (SELECT * FROM marts.cluster_output UNION ALL SELECT * FROM marts.cluster_employment)
WHERE observation_count > 1 AND value IS NOT NULL
ORDER BY source_count DESC, observation_count DESC, cluster_name, indicator, period_key
LIMIT 10;
