-- Findings that rest on what changed: the old ones go, the new ones come, and where they differ a conflict is told anew.
create or replace temp table found as
with told as (
    select
        f.*, unnest(f.observation_ids) as member
    from finding f
),
member as (
    select
        any_value(t.observation_ids) as observation_ids, t.main_id, t.ratio, t.likely_cause, t.explanation, t.settled_by, t.kind,
        list(distinct line_of(g.holder, coalesce(a.product, g.product)))
            filter (t.kind = 'line' and g.observation_id is not null) as member_lines,
        t.line
    from told t
    left join ledger.figure g on g.observation_id = t.member
    left join told_alike a on a.observation_id = t.member
    group by t.observation_ids, t.main_id, t.ratio, t.likely_cause, t.explanation, t.settled_by, t.kind, t.line
)
select
    m.* exclude (member_lines, line),
    case m.kind when 'line' then m.member_lines when 'channel' then [m.line] end as lines,
    if(m.kind = 'cell', cell_of(g.holder, coalesce(a.product, g.product), g.indicator, g.growth_of, g.period_key), null) as cell,
    if(m.kind = 'article', o.document_id, null) as article
from member m
left join ledger.figure g on g.observation_id = m.main_id
left join told_alike a on a.observation_id = m.main_id
left join wh.core.observation o on o.observation_id = m.main_id;
