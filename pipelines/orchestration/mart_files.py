"""The Parquet files of the marts: each written and hashed beside the work on the others, as soon as its rows stand.

A file is written to a staged path from a cursor of its own, which sees what is committed; nothing takes its place in
the warehouse here.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from pipelines.store import parquet
from pipelines.store.files import file_hash
from pipelines.store.merging import merged
from pipelines.store.sorting import write_ordered
from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.duckdb_ddl import qualified, quoted

_AT_ONCE = 2  # files: more of them would only take memory from the marts still being made
# Long marts with a row a fact or document, and the documents whose rows are made again (tables of the mending).
MERGED = {"evidence": "touched", "coverage": "dirty_story"}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What was written of a mart."""

    rows: int
    content_hash: str


class MartFiles:
    """The marts of the database `wh` on a connection, on their way into staged files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, staged: Mapping[str, Path]) -> None:
        """Write to `staged`, a path a table's full name."""
        self._connection = connection
        self._staged = staged
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._under_way: dict[str, Future[WrittenFile]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is being written; what was not begun is left."""
        self._pool.shutdown(cancel_futures=True)

    def begin(self, name: str) -> None:
        """Write a mart whose rows stand, sorted by its key."""
        table = TABLES[f"marts.{name}"]
        cursor = self._connection.cursor()
        self._begin(table, lambda path: _write(cursor, table, path))

    def begin_mended(self, name: str, old: Path) -> None:
        """Write a mart that was mended: of a long one only the rows made again are sorted, into those of `old`."""
        if name not in MERGED:
            self.begin(name)
            return
        table = TABLES[f"marts.{name}"]
        dropped = self._connection.sql(f"SELECT document_id FROM {MERGED[name]}").to_arrow_table()["document_id"]
        fresh = self._connection.sql(f"FROM mended_{name}").to_arrow_table()
        self._begin(table, lambda path: _merge(old, table, dropped.combine_chunks(), fresh, path))

    def _begin(self, table: Table, write: Callable[[Path], int]) -> None:
        path = self._staged[table.full_name]
        self._under_way[table.full_name] = self._pool.submit(lambda: WrittenFile(write(path), file_hash(path)))

    def written(self) -> dict[str, WrittenFile]:
        """Wait for all files that were begun; return what was written of each table."""
        return {name: begun.result() for name, begun in self._under_way.items()}


def _write(cursor: duckdb.DuckDBPyConnection, table: Table, path: Path) -> int:
    key = ", ".join(quoted(name) for name in table.key)
    with cursor:
        rows = cursor.sql(f"SELECT * FROM wh.{qualified(table)} ORDER BY {key}").to_arrow_reader(parquet.ROW_GROUP)
        return write_ordered(rows, table, path)


def _merge(old: Path, table: Table, dropped: pa.Array, fresh: pa.Table, path: Path) -> int:
    return write_ordered(merged(old, table, dropped, fresh), table, path)
