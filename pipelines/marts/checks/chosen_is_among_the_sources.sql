-- The value shown is one that a source states: nothing is averaged.
with rows as (
    select 'cluster_output' as mart, cluster_id as row_of, value, chosen_observation_id, observation_ids from marts.cluster_output
    union all select 'cluster_employment', cluster_id, value, chosen_observation_id, observation_ids from marts.cluster_employment
    union all select 'cluster_position', cluster_id, value, chosen_observation_id, observation_ids from marts.cluster_position
    union all select 'area_output', place_code, value, chosen_observation_id, observation_ids from marts.area_output
)
select r.*
from rows r left join core.observation o on o.observation_id = r.chosen_observation_id
where not list_contains(r.observation_ids, r.chosen_observation_id)
   or (r.value is not null and r.value is distinct from o.value);
