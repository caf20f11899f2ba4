-- A conflict names what contradicts what, and why; one figure alone is a conflict only where it cannot be at all.
select conflict_id, likely_cause, observation_ids
from marts.conflict
where len(observation_ids) <> len("values") or (len(observation_ids) < 2 and likely_cause <> 'garbled');
