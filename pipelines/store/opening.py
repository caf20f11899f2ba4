"""Reading the published warehouse: read-only, and with no way to any other file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.errors import ClusterbookError
from pipelines.project import default_warehouse
from pipelines.store.layout import Layout

if TYPE_CHECKING:
    import pandas as pd

_CONFIG = {
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


def open_warehouse(path: str | Path | None = None) -> "Warehouse":
    """Open a published warehouse: its folder or its DuckDB file, the project's own when none is named.

    `open_warehouse()["marts.cluster_output"]` is a pandas DataFrame. Close it to see what is published later.

    Raises:
        ClusterbookError: there is no warehouse yet, or it cannot be opened.
    """
    place = Path(path) if path is not None else default_warehouse()
    return Warehouse(place if place.suffix == ".duckdb" else Layout(place).database)


class Warehouse(Mapping[str, "pd.DataFrame"]):
    """The tables of a published warehouse by their full names, each a pandas DataFrame with Arrow types."""

    def __init__(self, database: Path) -> None:
        self._connection = connect(database)

    def __getitem__(self, name: str) -> "pd.DataFrame":
        schema, _, table = name.partition(".")
        if name not in set(self):
            raise KeyError(f"no table {name!r}; there are: {', '.join(self)}")
        return self.sql(f'SELECT * FROM "{schema}"."{table}"')

    def __iter__(self) -> Iterator[str]:
        rows = self._connection.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL")
        return iter([name for (name,) in rows.fetchall()])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def sql(self, query: str) -> "pd.DataFrame":
        """Return the rows of a query as a DataFrame."""
        import pandas as pd

        return self._connection.sql(query).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)

    def close(self) -> None:
        """Let the file go: the next `open_warehouse` sees what was published since."""
        self._connection.close()

    def __enter__(self) -> "Warehouse":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
