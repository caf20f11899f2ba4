-- For the economist: How large is each cluster's output in dollars, and at which year's rate?
SELECT cluster_name, value, unit, round(value_usd / 1e6) AS million_usd, fx_year, fx_basis
FROM marts.cluster_output
WHERE indicator = 'output_value' AND value IS NOT NULL
ORDER BY value_usd DESC NULLS LAST, cluster_name, period_key
LIMIT 10;
