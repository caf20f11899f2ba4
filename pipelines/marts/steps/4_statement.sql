-- Every statement under the goods that it is told of, with the growth that belongs to it, its interval and its group.
create or replace temp view named as
select p.* replace (coalesce(t.product, p.product) as product)
from placed p
left join told_alike t using (observation_id);

-- Which level a growth rate is told of: the nearest of its sentence. The growth of a part (what one country bought) is
-- none of the whole's, and a growth told of yuan none of a level in dollars.
create or replace temp table growth_owner as
with grown as (
    select distinct document_id, holder, growth_of as indicator, product, scope, period_key, statement_kind
    from named where indicator = 'growth_rate'
),
levels as (
    select
        *,
        coalesce(value, value_high, value_low) < max(coalesce(value, value_high, value_low)) over (
            partition by document_id, holder, product, indicator, unit, scope, statement_kind, period_key
        ) as is_part
    from named
    -- of what nothing is said to grow no part is asked for
    semi join grown using (document_id, holder, indicator, product, scope, period_key, statement_kind)
    where indicator <> 'growth_rate' and sentence_kind <> 'title'
)
select g.observation_id, l.unit as owner_unit, l.is_part
from named g
join levels l
    on l.sentence_id = g.sentence_id and l.holder = g.holder and l.indicator = g.growth_of and l.product = g.product
    and l.scope = g.scope and l.period_key = g.period_key and l.statement_kind = g.statement_kind
where g.indicator = 'growth_rate'
qualify row_number() over (
    partition by g.observation_id
    order by if(l.start < g.start, g.start - l."end", l.start - g."end"), l.observation_id
) = 1;

create or replace temp table statement as
with keyed as (
    select
        n.*, o.owner_unit, coalesce(o.is_part, false) as grows_a_part,
        -- growth is reconciled among itself, by what grows; a fall is negative
        if(indicator = 'growth_rate', 'growth:' || coalesce(growth_of, '?') || ':' || coalesce(compared_to, 'yoy'),
           indicator) as measure,
        if(indicator = 'growth_rate' and direction = 'decrease', -1, 1) as sign
    from named n
    left join growth_owner o using (observation_id)
)
select
    *,
    sign * coalesce(value, (value_low + value_high) / 2, value_low, value_high)::double as figure,
    if(sign > 0, reach_low(value, value_low, value_high, qualifier),
       -reach_high(value, value_low, value_high, qualifier)) as reach_from,
    if(sign > 0, reach_high(value, value_low, value_high, qualifier),
       -reach_low(value, value_low, value_high, qualifier)) as reach_to,
    hash(holder, product, measure, unit, if(of_a_whole, 'all', scope), share_basis, share_scope, share_of, statement_kind,
         period_key, if(grows_a_part, observation_id, null)) as group_id,
    case period_basis
        when 'stated' then 0 when 'relative' then 1 when 'as_of' then 2 when 'inferred' then 3 else 4
    end as indirectness,
    case
        when qualifier = 'exact' then 0 when qualifier = 'range' then 1
        when qualifier in ('approx', 'nearly') then 2 else 3
    end as imprecision
from keyed;
