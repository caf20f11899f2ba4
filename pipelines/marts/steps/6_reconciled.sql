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
),
chosen as (
    select
        s.* exclude (value_low, value_high), s.value_low as own_low, s.value_high as own_high,
        if(g.readings = 1, s.value_low, g.lowest) as value_low,
        if(g.readings = 1, s.value_high, g.highest) as value_high,
        case when g.has_conflict then 'conflict' when g.source_count > 1 then 'agree' else 'single' end as agreement,
        g.source_count, g.observation_count, g.observation_ids
    from grouped g
    join choice c on c.group_id = g.group_id
    join statement s on s.observation_id = c.chosen_observation_id
    union all by name
    select
        s.*, s.value_low as own_low, s.value_high as own_high, 'single' as agreement, 1 as source_count,
        1 as observation_count, [s.observation_id] as observation_ids
    from statement s
    anti join choice using (group_id)
    where s.figure is not null
)
select
    group_id, level, holder, cluster_id, place_code, trade, product, indicator, measure, growth_of, unit, owner_unit, scope,
    share_basis, share_scope, share_of, statement_kind, period_key, period_start, period_end, time_period, period_basis,
    value, quote, qualifier, figure, reach_from, reach_to, own_low, own_high, value_low, value_high, obs_status, confidence,
    published_on, agreement, source_count, observation_count, observation_ids,
    observation_id as chosen_observation_id,
    cell_of(holder, product, indicator, growth_of, period_key) as cell, line_of(holder, product) as line
from chosen
where not grows_a_part and not of_one_article;
