-- Of every finding what it rests on, so that it is told anew when that changes: the lines of what it names, a cell, an article.
create or replace temp table found as
with told as (
    select *, row_number() over () as told_at from (select distinct * from finding)
),
named as (
    -- of most findings only the main statement is asked for; a long list of statements is not looked through
    select t.told_at, list_sort(list(distinct line_of(g.holder, coalesce(a.product, g.product)))) as lines
    from (select told_at, unnest(observation_ids) as member from told where kind = 'line') t
    join ledger.figure g on g.observation_id = t.member
    left join ledger.told_alike a on a.observation_id = t.member
    group by t.told_at
)
select
    t.observation_ids, t.main_id, t.ratio, t.likely_cause, t.explanation, t.settled_by, t.kind,
    case t.kind when 'line' then n.lines when 'channel' then [t.line] end as lines,
    if(t.kind = 'cell', cell_of(g.holder, coalesce(a.product, g.product), g.indicator, g.growth_of, g.period_key), null) as cell,
    if(t.kind = 'article', o.document_id, null) as article
from told t
left join named n using (told_at)
left join ledger.figure g on g.observation_id = t.main_id and t.kind = 'cell'
left join ledger.told_alike a on a.observation_id = t.main_id and t.kind = 'cell'
left join wh.core.observation o on o.observation_id = t.main_id and t.kind = 'article';
