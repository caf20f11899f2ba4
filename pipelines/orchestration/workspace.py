"""The resource that says which folders a run works on, and holds the lock that makes it the only one."""

import contextlib
from collections.abc import Generator
from pathlib import Path

import dagster as dg
from pydantic import Field, PrivateAttr

from pipelines.project import project_root
from pipelines.store.files import locked, sweep_all
from pipelines.store.layout import Layout


class Workspace(dg.ConfigurableResource):
    """The folder of articles and the folder of the warehouse; relative paths are taken from the project's folder."""

    raw: str = Field("raw", description="Folder of the articles, with sources.csv, corrections.toml, vocabulary/.")
    warehouse: str = Field("warehouse", description="Folder that the run fills: Parquet tables, DuckDB file, report.")
    _root: Path = PrivateAttr(default_factory=project_root)

    @property
    def raw_folder(self) -> Path:
        return self._root / self.raw

    @property
    def layout(self) -> Layout:
        return Layout(self._root / self.warehouse)

    @contextlib.contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Generator["Workspace", None, None]:
        """Hold the lock of the warehouse for the whole run: runs started on the command line bypass Dagster's queue."""

        def waiting(holder: str) -> None:
            if context.log:
                context.log.warning(f"Another build ({holder}) holds {self.layout.root}; waiting for it to end.")

        with locked(self.layout.lock, waiting):
            sweep_all(self.layout.root)
            yield self
