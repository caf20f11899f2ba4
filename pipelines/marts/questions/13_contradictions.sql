-- For the journalist: Which statements cannot both be right, and why?
SELECT subject, indicator, "values", likely_cause, explanation
FROM marts.conflict
ORDER BY ratio DESC NULLS LAST, conflict_id;
