"""Any number of rows into one sorted Parquet file, without holding them all: DuckDB sorts, beside memory on disk."""

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import ClusterbookError
from pipelines.store.checks import CONFIG
from pipelines.store.parquet import ROW_GROUP, conform_loosely, loose_schema, writer_options
from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import Table
from pipelines.tables.duckdb_ddl import quoted

MEMORY = "600MB"  # what DuckDB may hold beside its connection; the rest goes to the disk


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in parts that come one after another; each part has the table's columns."""

    parts: Iterable[pa.Table]


class MissingValuesError(ClusterbookError):
    """Rows lack what their table always has; `rows` are some of them."""

    def __init__(self, message: str, rows: pa.Table) -> None:
        super().__init__(message)
        self.rows = rows


def write_sorted(rows: Rows, table: Table, path: Path, spill: Path) -> int:
    """Write rows to `path`, sorted by the table's key, and return how many; `spill` is a folder of the sort's own.

    Raises:
        ClusterbookError: a part has other columns or types than the table, or the disk is full.
        MissingValuesError: a column that is never null has a null.
    """
    failed: list[Exception] = []
    schema = loose_schema(table).remove_metadata()
    shutil.rmtree(spill, ignore_errors=True)
    incoming = pa.RecordBatchReader.from_batches(schema, _batches(rows.parts, table, schema, failed))
    key = ", ".join(quoted(name) for name in table.key)
    try:
        with duckdb.connect(
            ":memory:", config={**CONFIG, "memory_limit": MEMORY, "temp_directory": str(spill)}
        ) as connection:
            connection.register("incoming", incoming)
            ordered = connection.sql(f"SELECT * FROM incoming ORDER BY {key}").to_arrow_reader(ROW_GROUP)
            return write_ordered(ordered, table, path)
    except (duckdb.Error, pa.ArrowException) as error:
        if failed:
            raise failed[0] from None
        raise ClusterbookError(f"cannot sort {table.full_name}: {str(error).splitlines()[0]}") from error
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def write_ordered(batches: Iterable[pa.RecordBatch], table: Table, path: Path) -> int:
    """Write rows that come in the order of the table's key to a file that nobody reads yet, and return how many.

    Raises:
        MissingValuesError: a column that is never null has a null.
    """
    schema = arrow_schema(table)
    written = 0
    writing: Future[None] | None = None
    with pq.ParquetWriter(path, schema, **writer_options()) as writer, ThreadPoolExecutor(1) as behind:
        for part in _regrouped(batches):
            for field in schema:
                if not field.nullable and part[field.name].null_count:
                    count = part[field.name].null_count
                    raise MissingValuesError(f"{table.full_name}: {field.name} is null in {count} rows", part)
            columns = [part[field.name].combine_chunks().cast(field.type) for field in schema]
            if writing:
                writing.result()
            # this group is written while the next is gathered
            writing = behind.submit(
                writer.write_table, pa.Table.from_arrays(columns, schema=schema), row_group_size=ROW_GROUP
            )
            written += part.num_rows
        if writing:
            writing.result()
    return written


def _batches(
    parts: Iterable[pa.Table], table: Table, schema: pa.Schema, failed: list[Exception]
) -> Iterator[pa.RecordBatch]:
    """Yield the parts as they are read; what goes wrong is kept, since DuckDB would only pass on its message."""
    try:
        for part in parts:
            yield from conform_loosely(part, table).cast(schema).combine_chunks().to_batches()
    except Exception as error:
        failed.append(error)
        raise


def _regrouped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Yield tables of one row group each, whatever the batches, so that the same rows give the same bytes."""
    waiting: list[pa.RecordBatch] = []
    held = 0
    for batch in batches:
        waiting.append(batch)
        held += batch.num_rows
        while held >= ROW_GROUP:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, ROW_GROUP)
            rest = table.slice(ROW_GROUP)
            waiting, held = rest.to_batches(), rest.num_rows
    if held:
        yield pa.Table.from_batches(waiting)
