-- For the sourcing manager: Which clusters export most of what they make, and of what is it a share?
SELECT cluster_name, share_pct, qualifier, share_basis, share_scope, method, period_key
FROM marts.trade_channel_mix
WHERE channel = 'export' AND share_pct IS NOT NULL
ORDER BY share_pct DESC, cluster_name, method, period_key;
