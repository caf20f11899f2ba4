-- For the official: How do the clusters of my province compare?
SELECT c.name, p.measure, p.value, p.qualifier, p.unit, p.period_key
FROM marts.cluster_profile p JOIN marts.cluster c USING (cluster_id)
WHERE c.province = 'Zhejiang' AND p.measure IN ('output_value', 'sales_value', 'employees', 'enterprises')
ORDER BY p.measure, p.unit, p.value DESC NULLS LAST, c.name;
