-- One figure told of goods and, by another source, of goods that they are part of ("25 billion pairs" of socks, of
-- hosiery) is one statement: it goes under the goods that the cluster's articles name more often, else the narrower.
create or replace temp table told_alike as
with figures as (
    select observation_id, source_id, holder, product, qualifier, figure_id,
           count(*) over (partition by holder, product) as uses
    from figure
    where level = 'cluster' and indicator <> 'rank'
),
twice as (
    select * from figures
    where figure_id in (select figure_id from figures group by figure_id having count(distinct product) > 1)
),
pair as (
    select n.holder, n.observation_id as narrow_id, b.observation_id as broad_id, n.product as narrow, b.product as broad,
           n.uses as narrow_uses, b.uses as broad_uses
    from twice n
    join twice b on b.figure_id = n.figure_id and b.source_id <> n.source_id and b.qualifier = n.qualifier
    left join product_within i on i.product = n.product and i.hypernym = b.product
    where n.product <> b.product and (i.product is not null or b.product = 'all')
)
select observation_id, product, holder
from (
    select holder, if(broad_uses > narrow_uses, narrow_id, broad_id) as observation_id,
           if(broad_uses > narrow_uses, broad, narrow) as product, greatest(broad_uses, narrow_uses) as uses
    from pair
)
qualify row_number() over (partition by observation_id order by uses desc, product) = 1;
