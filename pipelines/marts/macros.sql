-- SQL for people: macros of the published warehouse.

create or replace macro cite(id) as (
    -- the words behind a fact and where they stand: cite(observation_ids[1])
    select '"' || e.quote || '". ' || coalesce(e.title, 'Untitled') || coalesce(', ' || d.publisher, '')
        || coalesce(', ' || e.published_on, ', undated') || coalesce(', ' || e.source_url, '')
    from marts.evidence e join core.document d using (document_id)
    where e.evidence_id = id
);

create or replace macro per_worker(amount, workers) as (amount::double / nullif(workers::double, 0));

create or replace macro growth_pct_of(now, before) as ((now::double / nullif(before::double, 0) - 1) * 100);

create or replace macro cluster_figures(words) as table
    -- all that is known now of the clusters whose name holds these words
    select p.cluster_name, p.measure, p.value, p.value_low, p.value_high, p.qualifier, p.unit, p.value_usd, p.period_key,
           p.agreement, p.plausibility
    from marts.cluster_profile p join marts.cluster c using (cluster_id)
    where contains(lower(p.cluster_name), lower(words)) or list_contains(list_transform(c.names, lambda n: lower(n)), lower(words))
    order by p.cluster_name, p.measure, p.unit;

create or replace macro sources_of(ids) as table
    -- the sentences behind a row: from sources_of((select observation_ids from ...))
    select e.evidence_id, e.published_on, e.title, e.quote, e.sentence, e.source_url
    from marts.evidence e
    where list_contains(ids, e.evidence_id)
    order by e.published_on nulls last, e.evidence_id;

comment on macro cite is 'The words behind a fact and where they stand: cite(observation_id).';
comment on macro per_worker is 'An amount per worker: per_worker(value, employees).';
comment on macro growth_pct_of is 'Growth in percent from one value to another: growth_pct_of(now, before).';
comment on macro table cluster_figures is 'What is known now of the clusters whose name holds these words.';
comment on macro table sources_of is 'The sentences behind a list of observation_ids or statement_ids.';
