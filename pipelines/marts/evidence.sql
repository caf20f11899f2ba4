-- Which words stand behind a fact? One row an observation or channel statement.
with facts as (
    select observation_id as evidence_id, 'observation' as kind, document_id, quote, sentence_id from core.observation
    union all
    select statement_id, 'channel_statement', document_id, quote, sentence_id from core.channel_statement
)
select f.evidence_id, f.kind, f.document_id, d.title, d.source_url, d.published_on, f.quote, coalesce(s.text, f.quote) as sentence
from facts f
join core.document d using (document_id)
left join core.sentence s using (sentence_id)
order by evidence_id;
