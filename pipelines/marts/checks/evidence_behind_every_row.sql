-- Every row of a mart rests on statements that exist: each id stands in marts.evidence, and there is at least one.
with rows as (
    select 'cluster_output' as mart, cluster_id as row_of, observation_ids as ids from marts.cluster_output
    union all select 'cluster_employment', cluster_id, observation_ids from marts.cluster_employment
    union all select 'cluster_position', cluster_id, observation_ids from marts.cluster_position
    union all select 'area_output', place_code, observation_ids from marts.area_output
    union all select 'cluster_profile', cluster_id, observation_ids from marts.cluster_profile
    union all select 'conflict', conflict_id, observation_ids from marts.conflict
    union all select 'trade_channel_mix', cluster_id, list_concat(statement_ids, observation_ids) from marts.trade_channel_mix
),
ids as (select mart, row_of, unnest(ids) as id from rows)
select mart, row_of, 'no evidence' as problem from rows where coalesce(len(ids), 0) = 0
union all
select mart, row_of, 'unknown ' || id from ids anti join marts.evidence on evidence_id = id where id is not null;
