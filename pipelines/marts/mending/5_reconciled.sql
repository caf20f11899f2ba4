-- What was reconciled anew takes the place of what the ledger has, and the lines it belongs to are taken up again.
delete from ledger.reconciled where cell_of(holder, product, indicator, growth_of, period_key) in (from dirty_cell);
insert into ledger.reconciled by name from reconciled;
create or replace temp table reconciled as
from ledger.reconciled where line_of(holder, product) in (from dirty_line);
