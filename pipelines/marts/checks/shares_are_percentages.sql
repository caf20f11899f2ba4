-- A channel's share lies between 0 and 100.
select cluster_id, channel, method, share_pct, share_low, share_high
from marts.trade_channel_mix
where share_pct not between 0 and 100 or share_low not between 0 and 100 or share_high not between 0 and 100;
