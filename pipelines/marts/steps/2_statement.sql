-- One row an observation that speaks for itself (repeats and conversions do not), with the key under which it is
-- reconciled and the interval that its wording allows.
create or replace temp table statement as
with placed as (
    select
        o.observation_id, o.document_id, o.start, o.quote, o.sentence_id, o.value, o.value_low, o.value_high, o.qualifier,
        o.unit, o.unit_printed, o.indicator, o.growth_of, o.direction, o.compared_to, o.trade, o.subject, o.place_code,
        o.cluster_id, o.period_start, o.period_end, o.time_period, o.period_basis, o.statement_kind, o.scope,
        o.obs_status, o.confidence, o.rule, d.published_on,
        coalesce(o.product, 'all') as product,
        is_share(o.indicator) as of_a_whole,
        if(of_a_whole, coalesce(o.share_basis, 'unknown'), 'unknown') as share_basis,
        if(of_a_whole, coalesce(o.share_scope, 'unstated'), 'unstated') as share_scope,
        if(of_a_whole, coalesce(lower(trim(o.share_of)), 'unstated'), 'unstated') as share_of,
        coalesce(c.representative_id, o.document_id) as source_id,
        coalesce(c.representative_id, o.document_id) <> o.document_id as from_copy,
        coalesce(s.sentence_kind, 'body') as sentence_kind,
        case
            when o.cluster_id is not null then o.cluster_id
            when is_area(o.place_code) then o.place_code
            when o.subject_kind = 'world' then 'world'
            when o.place_code is not null then 'place:' || o.place_code || ':' || coalesce(o.trade, '')
            when o.subject is not null then 'subject:' || lower(trim(o.subject))
            else 'document:' || o.document_id
        end as holder,
        coalesce(o.time_period, 'published:' || year(d.published_on), 'undated:' || o.document_id) as period_key
    from core.observation o
    join core.document d using (document_id)
    left join core.document_copy c using (document_id)
    left join core.sentence s using (sentence_id)
    where o.restates is null
),
keyed as (
    select
        *,
        -- growth is reconciled among itself, by what grows; a fall is negative
        if(indicator = 'growth_rate', 'growth:' || coalesce(growth_of, '?') || ':' || coalesce(compared_to, 'yoy'),
           indicator) as measure,
        if(indicator = 'growth_rate' and direction = 'decrease', -1, 1) as sign,
        case
            when cluster_id is not null then 'cluster'
            when is_area(holder) then 'area'
            else 'elsewhere'
        end as level
    from placed
)
select
    *,
    sign * coalesce(value, (value_low + value_high) / 2, value_low, value_high)::double as figure,
    if(sign > 0, reach_low(value, value_low, value_high, qualifier),
       -reach_high(value, value_low, value_high, qualifier)) as reach_from,
    if(sign > 0, reach_high(value, value_low, value_high, qualifier),
       -reach_low(value, value_low, value_high, qualifier)) as reach_to,
    hash(holder, product, measure, unit, if(of_a_whole, 'all', scope), share_basis, share_scope, share_of, statement_kind, period_key) as group_id,
    case period_basis
        when 'stated' then 0 when 'relative' then 1 when 'as_of' then 2 when 'inferred' then 3 else 4
    end as indirectness,
    case
        when qualifier = 'exact' then 0 when qualifier = 'range' then 1
        when qualifier in ('approx', 'nearly') then 2 else 3
    end as imprecision
from keyed;
