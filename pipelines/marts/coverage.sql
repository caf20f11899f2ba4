-- How much of each document was read, and what was left aside? One row a document.
with reasons as (
    select document_id, list(reason_code || ' ' || n order by n desc, reason_code) as rejected_by_reason
    from (select document_id, reason_code, count(*) as n from core.rejected_mention group by all)
    group by document_id
),
copies as (
    select representative_id as document_id, count(*) as n
    from core.document_copy where document_id <> representative_id group by all
)
select
    d.document_id, d.title, d.published_on,
    coalesce(r.figures_seen, 0) as figures_seen, coalesce(r.figures_used, 0) as figures_used,
    coalesce(r.figures_in_periods, 0) as figures_in_periods, coalesce(r.figures_in_furniture, 0) as figures_in_furniture,
    coalesce(r.figures_rejected, 0) as figures_rejected,
    coalesce(w.rejected_by_reason, []::varchar[]) as rejected_by_reason, coalesce(c.n, 0) as copies
from core.document d
left join core.reading r using (document_id)
left join reasons w using (document_id)
left join copies c using (document_id)
order by d.document_id;
