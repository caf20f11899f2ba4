"""Parquet files: checked against the catalogue, sorted by key, the same bytes for the same rows, written atomically."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.errors import ClusterbookError
from pipelines.store.files import replacing
from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import Table

ROW_GROUP = 65_536


def conform(rows: pa.Table, table: Table) -> pa.Table:
    """Return `rows` with the table's columns, types and order, sorted by key.

    Raises:
        ClusterbookError: a column is missing, unknown, or of a type that cannot be cast without loss.
    """
    return conform_loosely(rows, table).sort_by([(name, "ascending") for name in table.key])


def conform_loosely(rows: pa.Table, table: Table) -> pa.Table:
    """Return `rows` with the table's columns and types, as they come; nulls are left to the checks, which name them.

    Raises:
        ClusterbookError: a column is missing, unknown, or of a type that cannot be cast without loss.
    """
    schema = arrow_schema(table)
    missing = set(schema.names) - set(rows.column_names)
    unknown = set(rows.column_names) - set(schema.names)
    if missing or unknown:
        raise ClusterbookError(f"{table.full_name}: missing columns {sorted(missing)}, unknown {sorted(unknown)}")
    try:
        arrays = [rows[field.name].cast(field.type) for field in schema]
    except pa.ArrowInvalid as error:
        raise ClusterbookError(f"{table.full_name}: {error}") from error
    return pa.Table.from_arrays(arrays, schema=loose_schema(table))


def write(rows: pa.Table, table: Table, path: Path) -> None:
    """Write conformed rows to `path`, in one step.

    Raises:
        ClusterbookError: a column that is never null has a null.
    """
    with replacing(path) as staged:
        write_whole(rows, table, staged)


def write_whole(rows: pa.Table, table: Table, path: Path) -> None:
    """Write conformed rows to a file that nobody reads yet.

    Raises:
        ClusterbookError: a column that is never null has a null.
    """
    schema = arrow_schema(table)
    for field in schema:
        if not field.nullable and rows[field.name].null_count:
            raise ClusterbookError(f"{table.full_name}: {field.name} is null in {rows[field.name].null_count} rows")
    strict = pa.Table.from_arrays([rows[name].combine_chunks() for name in schema.names], schema=schema)
    pq.write_table(strict, path, row_group_size=ROW_GROUP, **writer_options())


def writer_options() -> dict[str, Any]:
    """Return how the files are written: a dictionary for every column, which one that does not repeat soon gives up."""
    return {"compression": "zstd", "use_dictionary": True, "write_page_checksum": True}


def read(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Read a Parquet file, its page checksums verified.

    Raises:
        ClusterbookError: the file is damaged.
    """
    try:
        return pq.read_table(path, columns=columns, page_checksum_verification=True, partitioning=None)
    except (pa.ArrowInvalid, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise ClusterbookError(
            f"{path} is damaged ({error}); run `clusterbook build --full` to make it anew"
        ) from error


def empty(table: Table) -> pa.Table:
    """Return the table without rows."""
    return arrow_schema(table).empty_table()


def head(path: Path, rows: int) -> pa.Table:
    """Read the first rows of a Parquet file without the rest."""
    for batch in pq.ParquetFile(path).iter_batches(batch_size=rows):
        return pa.Table.from_batches([batch])
    return pq.read_schema(path).empty_table()


def loose_schema(table: Table) -> pa.Schema:
    """Return the table's schema with every column nullable: for rows that the checks have yet to see."""
    schema = arrow_schema(table)
    return pa.schema([field.with_nullable(True) for field in schema], schema.metadata)


def without(rows: pa.Table, column: str, unwanted: pa.Array) -> pa.Table:
    """Return the rows whose `column` is not among `unwanted`."""
    return rows.filter(pc.invert(pc.is_in(rows[column], value_set=unwanted)))


def only(rows: pa.Table, column: str, wanted: pa.Array) -> pa.Table:
    """Return the rows whose `column` is among `wanted`."""
    return rows.filter(pc.is_in(rows[column], value_set=wanted))
