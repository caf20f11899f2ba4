-- How many work in each cluster, in how many firms and stalls, for what wage?
-- One row a cluster, product, indicator, unit, scope and period.
select c.name as cluster_name, s.*
from series s
join marts.cluster c using (cluster_id)
join mart_of_indicator m on m.indicator = s.indicator and m.mart = 'employment'
where s.level = 'cluster'
order by cluster_id, product, s.indicator, unit, scope, period_key;
