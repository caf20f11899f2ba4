-- The ledger: of a build what the next one needs to mend the marts instead of making them anew.
create or replace table ledger.figure as from figure;
create or replace table ledger.told_alike as from told_alike;
create or replace table ledger.reconciled as from reconciled;
create or replace table ledger.finding as from found;
create or replace table ledger.spoken_currency as from spoken_currency;
