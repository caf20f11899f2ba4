"""Marts: what the sources together support, one `.sql` file a mart.

`steps/` prepares (statements, the choice among them, money), the files here are one SELECT each and fill one table of
the catalogue, `checks/` select rows that must not exist, `questions/` are twenty questions with their query. After a
few articles changed, `mending` runs the same SQL on what rests on them; `mending/` says in SQL what that is.
"""
