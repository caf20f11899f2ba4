-- For the journalist: Who claims to be first, and of what?
SELECT cluster_name, product, share_scope, share_of, period_key
FROM marts.cluster_position
WHERE indicator = 'rank' AND value = 1
ORDER BY cluster_name, product, share_scope, share_of, period_key;
