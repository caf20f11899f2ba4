"""Store: what lies on disk and how it gets there whole.

`layout` names every path; `parquet` writes tables atomically and byte for byte the same; `state` remembers what a table
was made from; `intake` keeps the manifest of the raw folder and the texts; `readings` is the cache of read articles;
`checks` holds the rules that rows must keep; `warehouse` builds and publishes the DuckDB file; `opening` reads it.
"""
