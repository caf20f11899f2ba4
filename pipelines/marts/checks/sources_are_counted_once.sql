-- Copies of one story count as one source, and no row has more sources than statements.
with rows as (
    select 'cluster_output' as mart, cluster_id as row_of, source_count, observation_ids from marts.cluster_output
    union all select 'cluster_employment', cluster_id, source_count, observation_ids from marts.cluster_employment
    union all select 'cluster_position', cluster_id, source_count, observation_ids from marts.cluster_position
    union all select 'area_output', place_code, source_count, observation_ids from marts.area_output
),
counted as (
    select r.mart, r.row_of, r.source_count, r.observation_ids, count(distinct c.representative_id) as stories
    from rows r, unnest(r.observation_ids) as u(observation_id)
    join core.observation o using (observation_id)
    join core.document_copy c using (document_id)
    group by all
)
select * from counted where source_count > stories or source_count < 1;
