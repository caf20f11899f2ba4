-- For the sourcing manager: In which clusters do I find the most firms to choose from?
SELECT cluster_name, value AS enterprises, qualifier, period_key
FROM marts.cluster_profile
WHERE measure = 'enterprises'
ORDER BY value DESC NULLS LAST, cluster_name
LIMIT 10;
