-- For the economist: Which market shares are claimed, and of which whole?
SELECT cluster_name, product, value, qualifier, share_basis, share_scope, share_of, period_key
FROM marts.cluster_position
WHERE indicator = 'market_share'
ORDER BY cluster_name, product, share_scope, share_of, period_key;
