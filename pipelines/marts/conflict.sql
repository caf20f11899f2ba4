-- Which statements cannot all be right, and why? One row a set of statements: its most telling cause.
-- The detectors are in steps/7_disputes.sql and steps/10_contradictions.sql.
with finding_once as (
    select *, md5(array_to_string(observation_ids, ',')) as conflict_id
    from finding
    qualify row_number() over (
        partition by observation_ids
        order by list_position(['scale_slip', 'unit', 'growth_mismatch', 'part_over_whole', 'garbled', 'definition',
                                'vintage', 'unexplained'], likely_cause),
                 explanation, main_id
    ) = 1
),
printed as (
    select p.conflict_id, list(coalesce(o.value, o.value_low, o.value_high) order by p.position) as "values"
    from (
        select conflict_id, unnest(observation_ids) as observation_id, generate_subscripts(observation_ids, 1) as position
        from finding_once
    ) p
    join core.observation o using (observation_id)
    group by p.conflict_id
)
select
    f.conflict_id, o.subject, o.place_code, o.cluster_id, coalesce(o.product, 'all') as product,
    if(o.indicator = 'growth_rate', coalesce(o.growth_of, o.indicator), o.indicator) as indicator, o.unit, o.scope,
    o.statement_kind,
    coalesce(
        o.time_period, year_closed(o.period_basis, o.period_end, d.published_on), 'published:' || year(d.published_on),
        'undated:' || o.document_id
    ) as period_key,
    f.observation_ids, p."values", f.ratio, f.likely_cause, f.explanation, f.settled_by
from finding_once f
join printed p using (conflict_id)
join core.observation o on o.observation_id = f.main_id
join core.document d using (document_id)
order by f.conflict_id;
