-- One row an observation that speaks for itself (repeats and conversions do not), with the key under which it is
-- reconciled and the interval that its wording allows.
create or replace temp table placed as
select
    o.observation_id, o.document_id, o.start, o.quote, o.sentence_id, o.value, o.value_low, o.value_high, o.qualifier,
    o.unit, o.unit_printed, o.indicator, o.growth_of, o.direction, o.compared_to, o.trade, o.subject, o.place_code,
    o.cluster_id, o.period_start, o.period_end, o.period_basis,
    coalesce(o.time_period, year_closed(o.period_basis, o.period_end, d.published_on)) as time_period, o.statement_kind,
    o.scope, o."end", o.obs_status, o.confidence, o.rule, d.published_on,
    coalesce(o.product, 'all') as product,
    is_share(o.indicator) as of_a_whole,
    if(of_a_whole, coalesce(o.share_basis, 'unknown'), 'unknown') as share_basis,
    if(of_a_whole, coalesce(o.share_scope, 'unstated'), 'unstated') as share_scope,
    if(of_a_whole, whole_words(o.share_of, o.share_scope), 'unstated') as share_of,
    coalesce(c.representative_id, o.document_id) as source_id,
    coalesce(c.representative_id, o.document_id) <> o.document_id as from_copy,
    coalesce(s.sentence_kind, 'body') as sentence_kind,
    -- what one shirt costs in one shop is no figure of a cluster; an average or a unit price is
    o.indicator = 'price' and not coalesce(regexp_matches(
        lower(s.text), '\b(average|averaged|averages|mean|unit price|unit value|price index)\b|均价|均價|单价|單價|平均'
    ), false) as of_one_article,
    case
        when o.cluster_id is not null then o.cluster_id
        when is_area(o.place_code) then o.place_code
        when o.subject_kind = 'world' then 'world'
        when o.place_code is not null then 'place:' || o.place_code || ':' || coalesce(o.trade, '')
        when o.subject is not null then 'subject:' || lower(trim(o.subject))
        else 'document:' || o.document_id
    end as holder,
    case
        when o.cluster_id is not null then 'cluster'
        when is_area(holder) then 'area'
        else 'elsewhere'
    end as level,
    coalesce(
        o.time_period, year_closed(o.period_basis, o.period_end, d.published_on), 'published:' || year(d.published_on),
        'undated:' || o.document_id
    ) as period_key
from core.observation o
join core.document d using (document_id)
left join core.document_copy c using (document_id)
left join core.sentence s using (sentence_id)
where o.restates is null;

-- One figure told of goods and, by another source, of goods that they are part of ("25 billion pairs" of socks, of
-- hosiery) is one statement: it goes under the goods that the cluster's articles name more often, else the narrower.
create or replace temp table told_alike as
with figures as (
    select
        observation_id, source_id, product, qualifier,
        hash(holder, indicator, growth_of, direction, unit, scope, share_basis, share_scope, share_of, statement_kind,
             period_key, value, value_low, value_high) as figure_id,
        count(*) over (partition by holder, product) as uses
    from placed
    where level = 'cluster' and indicator <> 'rank'
),
twice as (
    select * from figures
    where figure_id in (select figure_id from figures group by figure_id having count(distinct product) > 1)
),
pair as (
    select n.observation_id as narrow_id, b.observation_id as broad_id, n.product as narrow, b.product as broad,
           n.uses as narrow_uses, b.uses as broad_uses
    from twice n
    join twice b on b.figure_id = n.figure_id and b.source_id <> n.source_id and b.qualifier = n.qualifier
    left join product_within i on i.product = n.product and i.hypernym = b.product
    where n.product <> b.product and (i.product is not null or b.product = 'all')
)
select observation_id, product
from (
    select if(broad_uses > narrow_uses, narrow_id, broad_id) as observation_id,
           if(broad_uses > narrow_uses, broad, narrow) as product, greatest(broad_uses, narrow_uses) as uses
    from pair
)
qualify row_number() over (partition by observation_id order by uses desc, product) = 1;

create or replace temp table named as
select p.* replace (coalesce(t.product, p.product) as product)
from placed p
left join told_alike t using (observation_id);

-- Which level a growth rate is told of: the nearest of its sentence. The growth of a part (what one country bought) is
-- none of the whole's, and a growth told of yuan none of a level in dollars.
create or replace temp table growth_owner as
with levels as (
    select
        *,
        coalesce(value, value_high, value_low) < max(coalesce(value, value_high, value_low)) over (
            partition by document_id, holder, product, indicator, unit, scope, statement_kind, period_key
        ) as is_part
    from named
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
