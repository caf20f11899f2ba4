-- No lower bound above its upper bound, and no value outside the span that the sources state.
with rows as (
    select 'cluster_output' as mart, cluster_id as row_of, value, value_low, value_high from marts.cluster_output
    union all select 'cluster_employment', cluster_id, value, value_low, value_high from marts.cluster_employment
    union all select 'cluster_position', cluster_id, value, value_low, value_high from marts.cluster_position
    union all select 'area_output', place_code, value, value_low, value_high from marts.area_output
    union all select 'trade_channel_mix', cluster_id, share_pct, share_low, share_high from marts.trade_channel_mix
)
select * from rows where value_low > value_high or value < value_low or value > value_high;
