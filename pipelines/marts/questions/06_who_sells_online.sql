-- For the sourcing manager: Which clusters sell online or by livestream?
SELECT cluster_name, list(DISTINCT channel ORDER BY channel) AS routes, max(share_pct) AS largest_share
FROM marts.trade_channel_mix
WHERE channel IN ('ecommerce', 'cross_border_ecommerce', 'livestream')
GROUP BY cluster_name
ORDER BY cluster_name;
