-- Which statements cannot all be right, and why? One row a set of statements and a likely cause.
-- The detectors are steps of their own (steps/7_*.sql); here each set of observations keeps its most telling cause.
with ranked as (
    select
        f.*, list_position(['scale_slip', 'unit', 'growth_mismatch', 'part_over_whole', 'garbled', 'definition', 'vintage',
                            'unexplained'], likely_cause) as telling,
        md5(array_to_string(observation_ids, ',')) as conflict_id
    from finding f
)
select
    r.conflict_id, o.subject, o.place_code, o.cluster_id, coalesce(o.product, 'all') as product,
    if(o.indicator = 'growth_rate', coalesce(o.growth_of, o.indicator), o.indicator) as indicator, o.unit, o.scope,
    o.statement_kind,
    coalesce(o.time_period, 'published:' || year(d.published_on), 'undated:' || o.document_id) as period_key,
    r.observation_ids,
    (select list(coalesce(v.value, v.value_low, v.value_high) order by list_position(r.observation_ids, v.observation_id))
     from core.observation v where list_contains(r.observation_ids, v.observation_id)) as "values",
    r.ratio, r.likely_cause, r.explanation, r.settled_by
from ranked r
join core.observation o on o.observation_id = r.main_id
join core.document d using (document_id)
qualify row_number() over (partition by r.conflict_id order by r.telling, r.explanation) = 1
order by r.conflict_id;
