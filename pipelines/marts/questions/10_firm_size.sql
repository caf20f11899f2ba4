-- For the economist: How many work in a firm, cluster by cluster?
SELECT cluster_name, round(value, 1) AS workers_per_enterprise, qualifier, plausibility
FROM marts.cluster_profile
WHERE measure = 'workers_per_enterprise'
ORDER BY value DESC NULLS LAST, cluster_name;
