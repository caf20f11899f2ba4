-- Levels with what is said of their growth and their value in US dollars; growth without a level has a row of its own.
create or replace temp table series as
with levels as (
    select * from reconciled
    where statement_kind = 'actual' and level in ('cluster', 'area') and indicator <> 'growth_rate'
),
growth as (
    select holder, product, growth_of as indicator, scope, period_key, g.* exclude (holder, product, indicator, scope, period_key)
    from reconciled g
    where statement_kind = 'actual' and level in ('cluster', 'area') and measure like 'growth:%:yoy'
      and growth_of is not null and unit = 'percent'
),
joined as (
    select
        l.level, l.holder, l.cluster_id, l.product, l.indicator, l.unit, l.scope, l.period_key, l.period_start,
        l.period_end, l.time_period, l.period_basis, l.value, l.value_low, l.value_high, l.qualifier, l.figure,
        l.obs_status, l.confidence, l.agreement, l.published_on, l.chosen_observation_id,
        g.figure as growth,
        l.source_count, l.observation_count + coalesce(g.observation_count, 0) as observation_count,
        list_concat(l.observation_ids, coalesce(g.observation_ids, []::varchar[])) as observation_ids
    from levels l
    left join growth g
        on g.holder = l.holder and g.product = l.product and g.indicator = l.indicator and g.scope = l.scope
        and g.period_key = l.period_key and coalesce(g.owner_unit, l.unit) = l.unit
    union all by name
    select
        g.level, g.holder, g.cluster_id, g.product, g.indicator, 'unstated' as unit, g.scope, g.period_key,
        g.period_start, g.period_end, g.time_period, g.period_basis, g.obs_status, g.confidence, g.agreement,
        g.published_on, g.chosen_observation_id, g.figure as growth, g.source_count, g.observation_count,
        g.observation_ids
    from growth g
    anti join levels l using (holder, product, indicator, scope, period_key)
),
dated as (
    select
        *,
        coalesce(year(period_end), year(published_on)) as money_year,
        if(period_end is not null, 'period', 'publication') as money_basis,
        -- the same period a year before: 2023-Q1 gives 2022-Q1
        (left(time_period, 4)::int - 1)::varchar || substr(time_period, 5) as previous_period
    from joined
)
select
    d.* exclude (growth, money_basis, money_year, previous_period, published_on),
    d.growth::decimal(38, 9) as growth_pct,
    if(p.value > 0, (d.value::double / p.value::double - 1) * 100, null) as growth_computed_pct,
    if(d.growth > -100, d.value::double / (1 + d.growth / 100), null) as implied_previous_value,
    case when d.unit = 'USD' then 1.0 when is_money(d.unit) then r.per_usd end as fx_rate,
    if(is_money(d.unit), d.money_year, null) as fx_year,
    case
        when not is_money(d.unit) then null
        when d.unit = 'USD' then 'none_needed'
        when d.money_year is null then 'no_year'
        when r.per_usd is null then 'no_rate'
        else d.money_basis
    end as fx_basis,
    case when d.unit = 'USD' then d.value::double when is_money(d.unit) then d.value::double / r.per_usd end as value_usd
from dated d
left join fx_annual r on r.currency = d.unit and r.year = d.money_year
left join levels p
    on p.holder = d.holder and p.product = d.product and p.indicator = d.indicator and p.unit = d.unit
    and p.scope = d.scope and p.period_key = d.previous_period;
