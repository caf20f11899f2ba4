-- Which clusters do the articles speak of, and under which names? One row a cluster.
with facts as (
    select cluster_id, place_code, trade, subject, document_id, observation_id as id, true as is_observation
    from core.observation where cluster_id is not null
    union all
    select cluster_id, place_code, trade, subject, document_id, statement_id, false
    from core.channel_statement where cluster_id is not null
),
counted as (
    select
        f.cluster_id,
        count(distinct coalesce(c.representative_id, f.document_id)) as documents,
        count(*) filter (is_observation) as observations
    from facts f
    left join core.document_copy c using (document_id)
    group by f.cluster_id
),
mentioned as (
    -- a pronoun ("the town") is no name: names hold a capital or a Chinese character
    select cluster_id, trim(subject) as name, count(*) as uses
    from facts
    where regexp_matches(subject, '[A-Z\p{Han}]')
    group by all
    union all
    select c.cluster_id, trim(m.quote), count(*)
    from cluster_parts c
    join core.place_mention m using (place_code)
    where regexp_matches(m.quote, '[A-Z\p{Han}]')
    group by all
),
named as (
    select cluster_id, list(name order by uses desc, name) as names
    from (select cluster_id, name, sum(uses) as uses from mentioned group by all)
    group by cluster_id
)
select
    n.cluster_id,
    coalesce(p.name, m.names[1], n.place_code) || ' ' || lower(coalesce(t.name, replace(n.trade, '_', ' '))) as name,
    coalesce(m.names, []::varchar[]) as names,
    n.trade, n.place_code, p.name as place_name, p.level as place_level, p.city, p.province, p.country,
    p.latitude, p.longitude, p.coordinates_of, c.documents, c.observations
from cluster_parts n
join counted c using (cluster_id)
left join named m using (cluster_id)
left join place p using (place_code)
left join trade t on t.trade = n.trade
order by n.cluster_id;
