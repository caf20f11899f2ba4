-- What was reconciled anew takes the place of what the ledger has, and the lines it belongs to are taken up again.
delete from ledger.reconciled where cell in (from dirty_cell);
insert into ledger.reconciled by name from reconciled;
create or replace temp table reconciled as
from ledger.reconciled where line in (from dirty_line);
