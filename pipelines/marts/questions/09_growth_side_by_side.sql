-- For the economist: Where do stated growth and the growth of the values differ?
SELECT place_name, product, indicator, period_key, growth_pct AS stated, round(growth_computed_pct, 1) AS computed
FROM marts.area_output
WHERE growth_pct IS NOT NULL AND growth_computed_pct IS NOT NULL
ORDER BY abs(growth_pct - growth_computed_pct) DESC, place_name, product, indicator, period_key
LIMIT 10;
