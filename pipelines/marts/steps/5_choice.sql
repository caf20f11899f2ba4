-- The policy: which statement of a group the mart shows. Nothing is averaged; what is not chosen stays in the row's
-- bounds, its observation_ids and, where it cannot be true beside the chosen one, in marts.conflict.
--
-- First every document speaks with one voice, its lead: a corrected figure, then the body before the title, the
-- better dated, the whole before its parts (the larger), the earlier in the text.
-- Then among the leads:
--   0. a figure that a person corrected;
--   1. an original before a copy;
--   2. where figures differ fivefold, the size that more independent sources state: a slip is no revision;
--   3. directness: a stated period before a relative, dated, inferred or unknown one; the body before the title;
--   4. precision: an exact figure before a range, a hedged one, a bound; more digits before fewer;
--   5. recency of publication; 6. independence: more sources to two digits; 7. confidence; then the smallest id.

-- Groups of one statement, by far the most, need no choice.
-- Only what decides is carried along; the rest of a statement is joined where it is told.
create or replace temp table contested as
select
    s.observation_id, s.group_id, s.document_id, s.source_id, s.from_copy, s.sentence_kind, s.start, s.published_on,
    s.value, s.value_low, s.value_high, s.qualifier, s.figure, s.reach_from, s.reach_to, s.indirectness, s.imprecision,
    s.confidence, starts_with(s.rule, 'correction') as by_person
from statement s
join (select group_id from statement where figure is not null group by group_id having count(*) > 1) using (group_id)
where figure is not null;

create or replace temp table lead as
select * from contested
qualify row_number() over (
    partition by group_id, document_id
    order by by_person desc, sentence_kind = 'title', indirectness, abs(figure) desc,
             imprecision, start, observation_id
) = 1;

create or replace temp table choice as
with lead_figures as (
    select
        *,
        max(abs(figure)) over (partition by group_id) > 5 * min(abs(figure)) over (partition by group_id) as differs_fivefold,
        if(figure = 0, 0, sign(figure) * round(log10(abs(figure)))) as size,
        if(figure = 0, 0, round(figure, (1 - floor(log10(abs(figure))))::int)) as two_digits
    from lead
),
by_size as (
    select group_id, size, count(distinct source_id) as sources from lead_figures group by all
),
by_digits as (
    select group_id, two_digits, count(distinct source_id) as sources from lead_figures group by all
)
select
    l.group_id,
    l.observation_id as chosen_observation_id,
    l.document_id as chosen_document_id,
    l.source_id as chosen_source_id,
    l.figure as chosen_figure,
    l.reach_from as chosen_from,
    l.reach_to as chosen_to,
    l.qualifier as chosen_qualifier,
    l.published_on as chosen_published_on,
    l.by_person as is_corrected,
    l.sentence_kind as chosen_sentence_kind,
    s.sources as size_sources,
    l.indirectness, l.imprecision
from lead_figures l
join by_size s using (group_id, size)
join by_digits g using (group_id, two_digits)
qualify row_number() over (
    partition by l.group_id
    order by l.by_person desc,
             l.from_copy,
             if(l.differs_fivefold, s.sources, 0) desc,
             l.indirectness, l.sentence_kind = 'title',
             l.imprecision, last_digit(abs(coalesce(l.value, l.value_low, l.value_high))) / greatest(abs(l.figure), 1e-9),
             l.published_on desc nulls last,
             g.sources desc,
             l.confidence desc,
             l.observation_id
) = 1;

-- Every statement beside the chosen one: chosen, same, compatible, part (of its own document's whole) or conflict.
create or replace temp table judged as
select
    s.*,
    c.* exclude (group_id, indirectness, imprecision),
    greatest(abs(s.figure), abs(c.chosen_figure)) / nullif(least(abs(s.figure), abs(c.chosen_figure)), 0) as ratio,
    greatest(looseness(s.qualifier), looseness(c.chosen_qualifier)) as tolerance,
    case
        when s.observation_id = c.chosen_observation_id then 'chosen'
        when s.figure = c.chosen_figure and s.qualifier = c.chosen_qualifier then 'same'
        when s.reach_from <= c.chosen_to and s.reach_to >= c.chosen_from then 'compatible'
        when s.sentence_kind <> 'title' and abs(s.figure) < abs(l.figure)
             -- an article that lists several figures under one key gives parts of a whole, unless the digits repeat
             and not (is_scale_slip(l.figure / s.figure, 0.001) and abs(s.figure) / last_digit(abs(s.value)) >= 100)
            then 'part'
        else 'conflict'
    end as relation
from contested s
join choice c using (group_id)
join lead l on l.group_id = s.group_id and l.document_id = s.document_id;
