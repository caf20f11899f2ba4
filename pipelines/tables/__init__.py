"""Tables: every column and table of the warehouse, once.

`columns` is the dictionary of columns, `catalogue` says which table holds which, `arrow` and `duckdb_ddl` derive the
Arrow schemas, the DuckDB comments and the printed data dictionary. Nothing else in the project repeats a column.
"""
