-- Beside those lines the ones that they may contradict: of the same place, or of the same goods in a place around or within.
create or replace temp table partner as
with line as (
    select distinct holder, product, place_code, line from ledger.reconciled
),
place_of as (
    select distinct coalesce(place_code, holder) as place, place_code, product from line
    where line in (from dirty_line)
)
select distinct line.line
from line
where line.line in (from dirty_line)
   or coalesce(line.place_code, line.holder) in (select place from place_of)
   or (line.place_code, line.product) in (
       select i.within, p.product from place_of p join place_within i on i.place_code = p.place_code
       union all
       select i.place_code, p.product from place_of p join place_within i on i.within = p.place_code
   );

create or replace temp table reconciled as
from ledger.reconciled where line in (from partner);
