-- `figure` holds the figures of the touched articles as they are now: they take the place of what the ledger has. From
-- here on it holds all figures of the holders that these articles speak of, or spoke of.
delete from ledger.figure where document_id in (from touched);
insert into ledger.figure select * from figure;
insert into dirty_holder select distinct holder from figure;
create or replace temp table figure as from ledger.figure where holder in (from dirty_holder);
