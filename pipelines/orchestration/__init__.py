"""Orchestration: the only layer that knows Dagster. Bodies are thin: each asset calls one step.

`steps` does the work of one table each, without Dagster; `workspace` is the resource that says which folders and holds
the lock; `assets` has one module a group; `checks` turns rules into asset checks; `metadata` shows tables in the UI;
`jobs`, `schedules`, `sensors` say what runs when; `wiring` puts it all into one `Definitions`; `running` runs a job
from the command line.
"""
