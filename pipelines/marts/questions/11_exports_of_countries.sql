-- For the economist: What did countries and provinces export, period by period?
SELECT place_name, product, period_key, value, unit, growth_pct
FROM marts.area_output
WHERE indicator = 'export_value' AND value IS NOT NULL
ORDER BY place_name, product, period_key, unit
LIMIT 15;
