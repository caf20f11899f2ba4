"""The data dictionary in words, derived from the catalogue: what `clusterbook describe` prints."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.tables.catalogue import TABLES, Table


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column as the dictionary prints it."""

    name: str
    type: str
    role: str  # "key", "always set" or ""
    meaning: str
    null_means: str  # "" where the column is never null


def find_table(name: str) -> Table:
    """Return the table called `name`, with or without its schema.

    Raises:
        KeyError: there is no such table; the message names those that there are.
    """
    matches = [table for table in TABLES.values() if name in (table.full_name, table.name)]
    if not matches:
        raise KeyError(f"there is no table {name!r}; the tables are: {', '.join(TABLES)}")
    return matches[0]


def column_lines(table: Table) -> Iterator[ColumnLine]:
    """Yield the table's columns, key first."""
    for column in table.columns:
        nullable = table.nullable(column.name)
        role = "key" if column.name in table.key else "" if nullable else "always set"
        meaning = column.description
        if column.unit:
            meaning += f" Unit: {column.unit}."
        if column.words:
            meaning += f" One of: {', '.join(column.words)}."
        yield ColumnLine(column.name, column.type, role, meaning, (column.null or "") if nullable else "")
