-- Targets, forecasts, capacities, contracts and plans never enter the trend marts.
with rows as (
    select 'cluster_output' as mart, unnest(observation_ids) as observation_id from marts.cluster_output
    union all select 'cluster_employment', unnest(observation_ids) from marts.cluster_employment
    union all select 'cluster_position', unnest(observation_ids) from marts.cluster_position
    union all select 'area_output', unnest(observation_ids) from marts.area_output
)
select r.mart, r.observation_id, o.statement_kind
from rows r join core.observation o using (observation_id)
where o.statement_kind <> 'actual' or o.restates is not null;
