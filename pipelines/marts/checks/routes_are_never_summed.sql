-- Complements exist only inside the market; nothing is computed for routes, which overlap.
select cluster_id, channel, channel_group, method
from marts.trade_channel_mix
where method in ('complement', 'computed') and channel_group <> 'market';
