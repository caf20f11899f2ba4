-- What the touched articles said before: the cells, goods, clusters and places that their figures stood under.
create or replace temp table dirty as
select
    cell_of(f.holder, coalesce(t.product, f.product), f.indicator, f.growth_of, f.period_key) as cell,
    line_of(f.holder, coalesce(t.product, f.product)) as line, f.observation_id
from ledger.figure f
left join ledger.told_alike t using (observation_id)
where f.document_id in (from touched);

-- What figures are told of other goods by depends on their holder's alone.
create or replace temp table dirty_holder as
select distinct holder from ledger.figure where document_id in (from touched);

create or replace temp table dirty_cluster as
select distinct cluster_id from wh.core.observation where document_id in (from touched) and cluster_id is not null
union
select distinct cluster_id from wh.core.channel_statement where document_id in (from touched) and cluster_id is not null;

create or replace temp table dirty_channel as
select distinct line_of(cluster_id, coalesce(product, 'all')) as line
from (
    select cluster_id, product, document_id from wh.core.observation
    union all
    select cluster_id, product, document_id from wh.core.channel_statement
)
where document_id in (from touched) and cluster_id is not null;

create or replace temp table dirty_place as
select distinct place_code from wh.core.place_mention where document_id in (from touched) and place_code is not null;

create or replace temp table dirty_story as
select representative_id as document_id from wh.core.document_copy where document_id in (from touched)
union
from touched;

create or replace temp table dirty_fact as
select observation_id as fact_id from wh.core.observation where document_id in (from touched)
union all
select statement_id from wh.core.channel_statement where document_id in (from touched);
