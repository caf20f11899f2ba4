-- The same of what they say now.
insert into dirty_cluster
select cluster_id from wh.core.observation where document_id in (from touched) and cluster_id is not null
union
select cluster_id from wh.core.channel_statement where document_id in (from touched) and cluster_id is not null;

insert into dirty_channel
select distinct line_of(cluster_id, coalesce(product, 'all'))
from (
    select cluster_id, product, document_id from wh.core.observation
    union all
    select cluster_id, product, document_id from wh.core.channel_statement
)
where document_id in (from touched) and cluster_id is not null;

insert into dirty_place
select distinct place_code from wh.core.place_mention where document_id in (from touched) and place_code is not null;

insert into dirty_story
select representative_id from wh.core.document_copy where document_id in (from touched);

insert into dirty_cluster
select cluster_id from cluster_parts where place_code in (from dirty_place);

-- Facts that are gone: nothing may name them any more.
create or replace temp table lost as
select fact_id from dirty_fact
where fact_id not in (select observation_id from wh.core.observation where document_id in (from touched))
  and fact_id not in (select statement_id from wh.core.channel_statement where document_id in (from touched));

insert into dirty_fact
select observation_id from wh.core.observation where document_id in (from touched)
union all
select statement_id from wh.core.channel_statement where document_id in (from touched);
