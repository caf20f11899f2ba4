-- For the sourcing manager: Who works for other brands, and who builds brands of their own?
SELECT cluster_name, list(DISTINCT concat_ws(' ', channel, trend) ORDER BY concat_ws(' ', channel, trend)) AS ownership
FROM marts.trade_channel_mix
WHERE channel_group = 'ownership'
GROUP BY cluster_name
ORDER BY cluster_name;
