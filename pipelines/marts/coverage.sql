-- How much of each document was read, and what was left aside? One row a document.
-- A numeral run is a run of digits or Chinese numerals; each lies in exactly one of the four kinds of mention.
with mentions as (
    select document_id, start, "end", 'used' as kind, quote from core.observation
    union
    select document_id, start, "end", 'used', quote from core.channel_statement
    union
    select document_id, start, "end", 'period', quote from core.period_mention
    union
    select document_id, start, "end", 'furniture', quote from core.furniture
    union
    select document_id, start, "end", 'rejected', quote from core.rejected_mention
),
runs as (
    select document_id, kind, sum(length(regexp_extract_all(quote, '[0-9０-９]+([.,，．][0-9０-９]+)*'))) as n
    from mentions group by all
),
reasons as (
    select document_id, list(reason_code || ' ' || n order by n desc, reason_code) as rejected_by_reason
    from (select document_id, reason_code, count(*) as n from core.rejected_mention group by all)
    group by document_id
),
copies as (
    select representative_id as document_id, count(*) as n
    from core.document_copy where document_id <> representative_id group by all
),
counted as (
    select
        document_id,
        sum(n) as figures_seen,
        sum(n) filter (kind = 'used') as figures_used,
        sum(n) filter (kind = 'period') as figures_in_periods,
        sum(n) filter (kind = 'furniture') as figures_in_furniture,
        sum(n) filter (kind = 'rejected') as figures_rejected
    from runs group by document_id
)
select
    d.document_id, d.title, d.published_on,
    coalesce(c.figures_seen, 0) as figures_seen, coalesce(c.figures_used, 0) as figures_used,
    coalesce(c.figures_in_periods, 0) as figures_in_periods, coalesce(c.figures_in_furniture, 0) as figures_in_furniture,
    coalesce(c.figures_rejected, 0) as figures_rejected,
    coalesce(r.rejected_by_reason, []::varchar[]) as rejected_by_reason, coalesce(o.n, 0) as copies
from core.document d
left join counted c using (document_id)
left join reasons r using (document_id)
left join copies o using (document_id)
order by d.document_id;
