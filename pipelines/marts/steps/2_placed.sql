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
    -- (a case, so that no other sentence is searched)
    case when o.indicator = 'price' then not coalesce(regexp_matches(
        lower(s.text), '\b(average|averaged|averages|mean|unit price|unit value|price index)\b|均价|均價|单价|單價|平均'
    ), false) else false end as of_one_article,
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

-- Of each what tells it from others and where it belongs, narrow enough to be kept of a whole corpus.
create or replace temp table figure as
select
    observation_id, document_id, source_id, holder, level, product, qualifier, indicator, growth_of, period_key,
    hash(holder, indicator, growth_of, direction, unit, scope, share_basis, share_scope, share_of, statement_kind,
         period_key, value, value_low, value_high) as figure_id
from placed;
