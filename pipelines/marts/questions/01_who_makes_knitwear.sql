-- For the sourcing manager: Who makes knitwear, how much, and since when is the figure?
SELECT cluster_name, value, qualifier, unit, period_key, source_count
FROM marts.cluster_output JOIN marts.cluster USING (cluster_id)
WHERE trade = 'knitwear' AND indicator = 'output_volume' AND value IS NOT NULL
ORDER BY value DESC, cluster_name, period_key;
