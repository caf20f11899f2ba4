"""Engines: many articles to many rows, in one process, on a pool of processes, or on Ray, with the same rows out.

`batch` is the pure function of a batch that every engine maps; `rows` puts a reading into rows; `fingerprint` says
which code and vocabulary read; `local` is the pool, sized by `machine`, and `on_ray` the adapter to Ray Data.
"""
