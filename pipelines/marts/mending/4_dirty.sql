-- Which cells are to be reconciled anew: those of the touched articles, and those of figures told under other goods now.
create or replace temp table told_before as from ledger.told_alike where holder in (from dirty_holder);

create or replace temp table retold as
(from told_alike except from told_before) union all (from told_before except from told_alike);

insert into dirty
select cell_of(holder, product, indicator, growth_of, period_key), line_of(holder, product), observation_id
from (
    select f.* replace (coalesce(t.product, f.product) as product)
    from figure f
    left join told_alike t using (observation_id)
    where f.document_id in (from touched) or f.observation_id in (select observation_id from retold)
    union all
    select f.* replace (coalesce(t.product, f.product) as product)
    from figure f
    left join told_before t using (observation_id)
    where f.observation_id in (select observation_id from retold)
);

create or replace temp table dirty_cell as select distinct cell from dirty;
create or replace temp table dirty_line as select distinct line from dirty;

-- The figures of those cells, and whatever else the touched articles state.
create or replace temp table needed as
select f.observation_id
from figure f
left join told_alike t using (observation_id)
where cell_of(f.holder, coalesce(t.product, f.product), f.indicator, f.growth_of, f.period_key) in (from dirty_cell)
union
select observation_id from wh.core.observation where document_id in (from touched);

delete from ledger.told_alike where holder in (from dirty_holder);
insert into ledger.told_alike from told_alike;
