-- How does each cluster look now, and is it plausible? One row a cluster, measure and unit: the latest of each
-- indicator, and quotients of two of them by interval arithmetic ("45 billion over more than 1 billion" is at most 45).
with latest as (
    select *
    from (
        select * from marts.cluster_output where value is not null or value_low is not null or value_high is not null
        union all
        select * from marts.cluster_employment where value is not null or value_low is not null or value_high is not null
    )
    qualify row_number() over (
        partition by cluster_id, indicator, unit
        order by scope <> 'all', coalesce(period_end, make_date(try_cast(split_part(period_key, ':', 2) as int), 12, 31))
                 desc nulls last,
                 product <> 'all', figure_of(value, value_low, value_high) desc, product, scope, period_key
    ) = 1
),
own as (
    -- the chosen statement's own bounds: a mart row's bounds span all statements
    select
        l.cluster_id, l.cluster_name, l.indicator as measure, l.unit, l.product, l.scope, l.period_key, l.time_period,
        l.period_end, l.value, o.value_low, o.value_high, l.qualifier, l.value_usd, l.fx_rate, l.agreement,
        l.observation_ids, l.growth_pct
    from latest l
    join core.observation o on o.observation_id = l.chosen_observation_id
),
pairs(measure, over, under, unit_over, unit_under) as (
    values ('output_per_worker', 'output_value', 'employees', null, 'person'),
           ('value_per_piece', 'output_value', 'output_volume', null, null),
           ('workers_per_enterprise', 'employees', 'enterprises', 'person', 'enterprise')
),
quotients as (
    select
        a.cluster_id, a.cluster_name,
        if(p.measure = 'value_per_piece' and b.unit <> 'piece', 'value_per_' || b.unit, p.measure) as measure,
        if(p.unit_over is null, a.unit, p.unit_over) as unit,
        a.value::double / nullif(b.value::double, 0) as value,
        a.value_low::double / nullif(b.value_high::double, 0) as value_low,
        a.value_high::double / nullif(b.value_low::double, 0) as value_high,
        a.value_usd / nullif(b.value::double, 0) as value_usd,
        greatest(a.period_key, b.period_key) as period_key,
        if(a.time_period = b.time_period, a.time_period, null) as time_period,
        if('conflict' in (a.agreement, b.agreement), 'conflict', 'single') as agreement,
        list_distinct(list_concat(a.observation_ids, b.observation_ids)) as observation_ids,
        a.qualifier as over_qualifier, b.qualifier as under_qualifier
    from pairs p
    join own a on a.measure = p.over
    join own b on b.cluster_id = a.cluster_id and b.measure = p.under and b.scope = a.scope
    where (p.unit_over is null and is_money(a.unit) or a.unit = p.unit_over)
      and (p.unit_under is null and b.unit in ('piece', 'pair', 'set', 'dozen', 'metre', 'tonne') or b.unit = p.unit_under)
      -- figures of one time: within a year of one another where both are dated
      and coalesce(abs(datediff('day', a.period_end, b.period_end)) <= 400, true)
      and (p.measure <> 'value_per_piece' or a.product = b.product or 'all' in (a.product, b.product))
),
measured as (
    select
        cluster_id, cluster_name, measure, unit, value::double as value, value_low::double as value_low,
        value_high::double as value_high, qualifier, value_usd, period_key, time_period, agreement, observation_ids
    from own
    union all by name
    select
        * exclude (over_qualifier, under_qualifier),
        case
            when value_low is null and value_high is null then 'approx'
            when value_low is null then 'at_most'
            when value_high is null then 'at_least'
            when over_qualifier = 'exact' and under_qualifier = 'exact' then 'exact'
            when value_low < value_high then 'range'
            else 'approx'
        end as qualifier
    from quotients
    qualify row_number() over (partition by cluster_id, measure, unit order by period_key desc, value desc) = 1
    union all by name
    select
        cluster_id, cluster_name, measure || '_growth' as measure, 'percent' as unit, growth_pct::double as value,
        growth_pct::double as value_low, growth_pct::double as value_high, 'exact' as qualifier, period_key, time_period,
        agreement, observation_ids
    from own
    where growth_pct is not null
    qualify row_number() over (partition by cluster_id, own.measure order by period_key desc, own.unit) = 1
    union all by name
    select
        cluster_id, cluster_name, 'market_share_' || share_scope as measure, 'percent' as unit, value::double as value,
        value_low::double as value_low, value_high::double as value_high, qualifier, period_key, time_period, agreement,
        observation_ids
    from marts.cluster_position
    where indicator = 'market_share'
    qualify row_number() over (
        partition by cluster_id, share_scope
        order by period_end desc nulls last, product, share_basis, share_of, period_key
    ) = 1
)
select
    m.cluster_id, m.cluster_name, m.measure, m.unit,
    m.value::decimal(38, 9) as value, m.value_low::decimal(38, 9) as value_low, m.value_high::decimal(38, 9) as value_high,
    m.qualifier, m.value_usd, m.time_period, m.period_key, b.band_low, b.band_high,
    case
        when b.measure is null then null
        -- a figure bounded from one side is taken to lie within twice or half of the bound
        when coalesce(m.value_low, m.value_high / 2, m.value) * factor > b.band_high then 'above'
        when coalesce(m.value_high, m.value_low * 2, m.value) * factor < b.band_low then 'below'
        else 'within'
    end as plausibility,
    m.agreement, m.observation_ids
from (
    select *, if(is_money(unit), value_usd / nullif(value, 0), 1.0) as factor from measured
) m
left join band b
    on b.measure = if(ends_with(m.measure, '_growth'), 'growth', m.measure)
    and b.unit = case when is_money(m.unit) then 'USD' else m.unit end and m.factor is not null
order by m.cluster_id, m.measure, m.unit;
