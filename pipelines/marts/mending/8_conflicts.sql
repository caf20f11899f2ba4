-- Which of the findings, old or new, rest on what changed.
create or replace temp table gone as
select *, rowid as row_at from ledger.finding f
where (kind = 'cell' and cell in (from dirty_cell))
   or (kind = 'article' and article in (from touched))
   or (kind = 'line' and rowid in (
       select row_at from (select rowid as row_at, unnest(lines) as line from ledger.finding where kind = 'line')
       where line in (from dirty_line)
   ))
   or (kind = 'channel' and lines[1] in (from dirty_channel_line));

create or replace temp table came as
select * from found f
where (kind = 'cell' and cell in (from dirty_cell))
   or (kind = 'article' and article in (from touched))
   or (kind = 'line' and rowid in (
       select row_at from (select rowid as row_at, unnest(lines) as line from found where kind = 'line')
       where line in (from dirty_line)
   ))
   or (kind = 'channel' and lines[1] in (from dirty_channel_line));

create or replace temp table disputed as
with old as (select observation_ids, main_id, ratio, likely_cause, explanation, settled_by from gone),
new as (select observation_ids, main_id, ratio, likely_cause, explanation, settled_by from came),
member as (
    select observation_ids, unnest(observation_ids) as fact_id from (from old union all from new)
)
select distinct observation_ids from (
    select observation_ids from ((from old except all from new) union all (from new except all from old))
    union all
    select observation_ids from member where fact_id in (select fact_id from dirty_fact)
);

delete from ledger.finding where rowid in (select row_at from gone);
insert into ledger.finding by name from came;

create or replace temp table finding as
from ledger.finding where observation_ids in (from disputed);

create or replace temp table dirty_conflict as
select md5(array_to_string(observation_ids, ',')) as conflict_id from disputed;
