"""Reading the published warehouse: read-only, and with no way to any other file."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.errors import ClusterbookError
from pipelines.marts.build import create_macros
from pipelines.project import default_warehouse
from pipelines.store import parquet
from pipelines.store.layout import Layout
from pipelines.store.snapshots import Snapshot, find_snapshot
from pipelines.tables.catalogue import TABLES
from pipelines.tables.duckdb_ddl import comments, qualified, quoted

if TYPE_CHECKING:
    import pandas as pd

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "lock_configuration": True,
}


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse read-only, external access off, configuration locked.

    Raises:
        ClusterbookError: there is no warehouse yet, or it cannot be opened.
    """
    if not database.exists():
        raise ClusterbookError(f"there is no warehouse at {database}; run `clusterbook build` first")
    try:
        return duckdb.connect(str(database), read_only=True, config=_CONFIG)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise ClusterbookError(
            f"{database} cannot be opened ({reason}); `clusterbook build --full` mends it"
        ) from error


def open_warehouse(path: str | Path | None = None, as_of: str | date | int | None = None) -> "Warehouse":
    """Open the published warehouse at `path` (a folder or its .duckdb file; the project's own for None), read-only.

    `open_warehouse()["marts.cluster_output"]` is a pandas DataFrame. Close it to see what is published later.
    With `as_of` the tables are those of a snapshot: the last one of or before a day, or one by its number or name; they
    hold the marts and what core says of them.

    Raises:
        ClusterbookError: there is no warehouse, or no such snapshot.
    """
    folder = Path(path) if path is not None else default_warehouse()
    database = folder if folder.suffix == ".duckdb" else Layout(folder).database
    if as_of is None:
        return Warehouse(connect(database))
    return Warehouse(_connect_snapshot(find_snapshot(Layout(database.parent).snapshots, as_of)))


def _connect_snapshot(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={name: _CONFIG[name] for name in list(_CONFIG)[:2]})
    try:
        for name in snapshot.files:
            table = TABLES[name]
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(table.schema)}")
            # read by Arrow and checked against the manifest: DuckDB itself opens no file
            connection.register("incoming", parquet.read(snapshot.path(name)))
            connection.execute(f"CREATE TABLE {qualified(table)} AS SELECT * FROM incoming")
            connection.unregister("incoming")
            for statement in comments(table):
                connection.execute(statement)
        create_macros(connection)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


class Warehouse(Mapping[str, "pd.DataFrame"]):
    """The tables of a published warehouse by their full names, each a pandas DataFrame with Arrow types."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __getitem__(self, name: str) -> "pd.DataFrame":
        schema, _, table = name.partition(".")
        if name not in set(self):
            raise KeyError(f"no table {name!r}; there are: {', '.join(self)}")
        # rows that were mended lie behind the others
        order = f" ORDER BY {', '.join(map(quoted, TABLES[name].key))}" if name in TABLES else ""
        return self.sql(f'SELECT * FROM "{schema}"."{table}"{order}')

    def __iter__(self) -> Iterator[str]:
        rows = self._connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL")
        return iter([name for (name,) in rows.fetchall()])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def sql(self, query: str) -> "pd.DataFrame":
        """Return the rows of a query as a DataFrame."""
        import pandas as pd

        rows: pd.DataFrame = self._connection.sql(query).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)
        return rows

    def close(self) -> None:
        """Let the file go: the next `open_warehouse` sees what was published since."""
        self._connection.close()

    def __enter__(self) -> "Warehouse":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
