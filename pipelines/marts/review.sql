-- What deserves a look first? One row an item: conflicts, doubtful figures that a mart shows, places not resolved.
-- Weight: how large the figure is among its like (0 to 1) times the doubt about it.
with sized as (
    select
        observation_id,
        percent_rank() over (partition by indicator, unit order by coalesce(value, value_low, value_high)) as size
    from core.observation
),
shown as (
    select distinct observation_id
    from (
        select chosen_observation_id as observation_id from marts.cluster_output
        union all select chosen_observation_id from marts.cluster_employment
        union all select chosen_observation_id from marts.cluster_position
        union all select chosen_observation_id from marts.area_output
    )
),
conflicting as (
    -- told by the statement that would give way: the first that is not the one shown
    select c.conflict_id, c.likely_cause, c.explanation, c.observation_ids, c.observation_id
    from (select *, unnest(observation_ids) as observation_id from marts.conflict) c
    left join shown using (observation_id)
    qualify row_number() over (
        partition by c.conflict_id order by shown.observation_id is not null, list_position(c.observation_ids, c.observation_id)
    ) = 1
),
items as (
    select 'conflict' as kind, 1 + 0.5 * s.size as weight, c.observation_id, c.likely_cause, c.explanation, c.observation_ids
    from conflicting c join sized s using (observation_id)
    union all
    select
        'doubtful figure', (0.25 + 0.75 * s.size) * (1 - o.confidence), o.observation_id, null,
        'Shown in a mart with confidence ' || round(o.confidence, 2) || ' (' || o.indicator || ', '
        || coalesce(o.time_period, 'undated') || ').',
        [o.observation_id]
    from core.observation o join shown using (observation_id) join sized s using (observation_id)
    where o.confidence < 0.95 and not starts_with(o.rule, 'correction')
    union all
    select
        'place not resolved', (0.25 + 0.75 * s.size) * 0.6, o.observation_id, null,
        'The place of ' || coalesce(o.subject, 'the subject') || ' may be ' || array_to_string(o.place_candidates[:3], ' or ')
        || '.',
        [o.observation_id]
    from core.observation o join sized s using (observation_id)
    where o.place_code is null and len(o.place_candidates) > 0 and o.restates is null
)
select
    i.kind, i.weight, i.likely_cause, i.explanation, i.observation_ids, o.observation_id, o.cluster_id, o.subject,
    o.indicator, o.value, o.value_low, o.value_high, o.qualifier, o.unit, o.place_candidates, o.quote, s.text as sentence,
    coalesce(d.source_url, f.path) as source, d.title, d.published_on
from items i
join core.observation o using (observation_id)
join core.document d using (document_id)
left join core.sentence s using (sentence_id)
left join (select document_id, min(path) as path from core.source_file group by document_id) f using (document_id)
order by i.weight desc, i.kind, o.observation_id;
