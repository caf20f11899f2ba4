-- For the journalist: Who says that Qingshanhu makes more than a billion pieces?
SELECT value, qualifier, cite(observation_ids[1]) AS source
FROM marts.cluster_output
WHERE cluster_id = 'cn-360111-knitwear' AND indicator = 'output_volume';
