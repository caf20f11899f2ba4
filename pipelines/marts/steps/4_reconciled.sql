-- One row a group: the chosen figure with the span of all that is stated, the support, and whether sources agree.
create or replace temp table reconciled as
with grouped as (
    select
        group_id,
        count(*) as observation_count,
        count(distinct source_id) as source_count,
        count(distinct (value, value_low, value_high, qualifier)) as readings,
        min(coalesce(value_low, value, value_high)) as lowest,
        max(coalesce(value_high, value, value_low)) as highest,
        bool_or(relation = 'conflict') as has_conflict,
        list(observation_id order by published_on nulls last, document_id, start, observation_id) as observation_ids
    from judged
    group by group_id
)
select
    s.group_id, s.level, s.holder, s.cluster_id, s.place_code, s.trade, s.product, s.indicator, s.measure, s.growth_of,
    s.unit, s.scope, s.share_basis, s.share_scope, s.share_of, s.statement_kind, s.period_key, s.period_start,
    s.period_end, s.time_period, s.period_basis, s.value, s.qualifier, s.figure, s.reach_from, s.reach_to,
    s.value_low as own_low, s.value_high as own_high,
    if(g.readings = 1, s.value_low, g.lowest) as value_low,
    if(g.readings = 1, s.value_high, g.highest) as value_high,
    s.obs_status, s.confidence, s.published_on,
    case when g.has_conflict then 'conflict' when g.source_count > 1 then 'agree' else 'single' end as agreement,
    g.source_count, g.observation_count, g.observation_ids, s.observation_id as chosen_observation_id
from grouped g
join judged s on s.group_id = g.group_id and s.relation = 'chosen';
