-- Where does each cluster stand, and among whom? One row a cluster, product, rank or share, its basis, whole and period.
select c.name as cluster_name, r.*
from reconciled r
join marts.cluster c using (cluster_id)
where r.level = 'cluster' and r.statement_kind = 'actual'
  and ((r.indicator = 'market_share' and r.unit = 'percent') or (r.indicator = 'rank' and r.unit = 'rank'))
order by r.cluster_id, r.product, r.indicator, r.share_basis, r.share_scope, r.share_of, r.period_key;
