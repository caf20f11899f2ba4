-- Copies of one story count as one source, and no row has more sources than statements.
with rows as (
    select *, row_number() over () as row_at
    from (
        select 'cluster_output' as mart, cluster_id as row_of, source_count, observation_ids from marts.cluster_output
        union all select 'cluster_employment', cluster_id, source_count, observation_ids from marts.cluster_employment
        union all select 'cluster_position', cluster_id, source_count, observation_ids from marts.cluster_position
        union all select 'area_output', place_code, source_count, observation_ids from marts.area_output
    )
),
counted as (
    select r.row_at, count(distinct c.representative_id) as stories
    from (select row_at, unnest(observation_ids) as observation_id from rows) r
    join core.observation o using (observation_id)
    join core.document_copy c using (document_id)
    group by r.row_at
)
select rows.* exclude (row_at), stories
from rows join counted using (row_at)
where source_count > stories or source_count < 1;
