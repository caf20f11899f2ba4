"""DuckDB statements, derived from the catalogue: tables with their constraints, and a COMMENT on each table and column.

DuckDB drops NOT NULL and descriptions when it reads Parquet, so both are set from here.
"""

from collections.abc import Iterable, Iterator

from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.columns import Column

_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(38, 9)",
    "double": "DOUBLE",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "strings": "VARCHAR[]",
    "decimals": "DECIMAL(38, 9)[]",
}


def quoted(name: str) -> str:
    """Return `name` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return `text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def qualified(table: Table) -> str:
    """Return the table's quoted name with its schema."""
    return f"{quoted(table.schema)}.{quoted(table.name)}"


def create_table(table: Table) -> str:
    """Return the CREATE TABLE statement with NOT NULL.

    The key is checked on every build and stands in the catalogue; an index of it would double the size of the file.
    """
    columns = [
        f"{quoted(column.name)} {_TYPES[column.type]}" + ("" if table.nullable(column.name) else " NOT NULL")
        for column in table.columns
    ]
    return f"CREATE TABLE {qualified(table)} ({', '.join(columns)})"


def comments(table: Table) -> Iterator[str]:
    """Yield the COMMENT statements of the table and its columns."""
    yield f"COMMENT ON TABLE {qualified(table)} IS {literal(table.description)}"
    for column in table.columns:
        text = literal(comment(table, column))
        yield f"COMMENT ON COLUMN {qualified(table)}.{quoted(column.name)} IS {text}"


def comment(table: Table, column: Column) -> str:
    """Return what a column means here, in one line: description, unit, closed set of words, meaning of null."""
    parts = [column.description]
    if column.unit:
        parts.append(f"Unit: {column.unit}.")
    if column.words:
        parts.append(f"One of: {', '.join(column.words)}.")
    if table.nullable(column.name):
        parts.append(f"Null: {column.null}.")
    return " ".join(parts)


def create_all(tables: Iterable[Table] = TABLES.values()) -> Iterator[str]:
    """Yield the statements that create the schemas and every table that DuckDB holds, with their comments."""
    held = [table for table in tables if table.in_duckdb]
    for schema in dict.fromkeys(table.schema for table in held):
        yield f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}"
    for table in held:
        yield create_table(table)
        yield from comments(table)
