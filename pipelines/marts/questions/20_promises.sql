-- For the official: What was promised and not yet done: targets, contracts, plans?
SELECT coalesce(subject, 'unnamed') AS subject, statement_kind, indicator, value, unit, time_period, quote
FROM core.observation
WHERE statement_kind <> 'actual' AND restates IS NULL
ORDER BY statement_kind, subject, value DESC NULLS LAST, quote
LIMIT 15;
