"""Dagster's records of a run, written with less work where they lie in SQLite.

Dagster makes an engine for each of the some thousand statements of a run, which compiles the statement anew, and closes
the file after each, which flushes it to the disk. Here each file keeps its engine for as long as a run takes, and one
connection stays open beside it. What is written is the same; a power cut may take the last events of a run with it.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from dagster._core.storage.event_log.sqlite import sqlite_event_log
from sqlalchemy import Engine, event


@contextlib.contextmanager
def records_kept_open() -> Iterator[None]:
    """Keep the files of events open until the block is left."""
    made = sqlite_event_log.create_engine
    with contextlib.ExitStack() as held:
        sqlite_event_log.create_engine = _keeping(made, held)
        try:
            yield
        finally:
            sqlite_event_log.create_engine = made


def _keeping(made: Callable[..., Engine], held: contextlib.ExitStack) -> Callable[..., Engine]:
    engines: dict[str, Engine] = {}
    open_since: set[str] = set()

    def kept(address: str, **settings: Any) -> Engine:
        if address not in engines:
            engines[address] = made(address, **settings)
            event.listen(engines[address], "connect", _flushed_by_the_system)
        elif address not in open_since:  # asked for again: Dagster has set the file up
            open_since.add(address)
            connection = held.enter_context(contextlib.closing(engines[address].raw_connection()))
            connection.cursor().execute("SELECT count(*) FROM sqlite_master").fetchall()
        return engines[address]

    return kept


def _flushed_by_the_system(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")
