-- `figure` holds the figures of the touched articles as they are now: they take the place of what the ledger has.
delete from ledger.figure where document_id in (from touched);
insert into ledger.figure select * from figure;
drop table figure;
create or replace temp view figure as from ledger.figure;
