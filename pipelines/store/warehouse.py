"""The DuckDB file: built beside the published one, checked, and put in its place in one step.

Readers never meet a lock or a half-built table: who has the old file open keeps it, who opens now sees the new one.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.errors import ClusterbookError
from pipelines.store.checks import CONFIG
from pipelines.store.files import locked, sweep, sync

# DuckDB 1.4 and later open it; older ones would not notice a stray write-ahead log.
STORAGE_VERSION = "v1.4.0"
MEMORY = "900MB"  # what the marts may hold while they are built


@contextlib.contextmanager
def building(final: Path, spill: Path | None = None, *, from_published: bool = False) -> Iterator["Build"]:
    """Yield a new warehouse to fill, or a copy of the published one; leave without `publish` and the old file stays.

    With a folder to `spill` into, memory is bounded, and what it does not hold goes there.
    """
    with locked(final.with_name(f".{final.name}.lock")):
        sweep(final.parent, f".{final.name}.build-*")
        build = Build(final, spill, from_published=from_published)
        try:
            yield build
        finally:
            build.discard()
            if spill is not None:
                shutil.rmtree(spill, ignore_errors=True)


class Build:
    """A warehouse file that nobody sees yet."""

    def __init__(self, final: Path, spill: Path | None = None, *, from_published: bool = False) -> None:
        self._final = final
        self._staged = final.with_name(f".{final.name}.build-{os.getpid()}")
        bounds = {} if spill is None else {"memory_limit": MEMORY, "temp_directory": str(spill)}
        self.connection = duckdb.connect(":memory:", config={**CONFIG, **bounds})
        quoted = str(self._staged).replace("'", "''")
        try:
            if from_published:
                shutil.copyfile(final, self._staged)
            self.connection.execute(f"ATTACH '{quoted}' AS wh (STORAGE_VERSION '{STORAGE_VERSION}')")
        except (duckdb.IOException, OSError) as error:
            self.discard()
            raise ClusterbookError(f"cannot write {self._final}: {error}") from error
        self.connection.execute("USE wh")

    def publish(self) -> None:
        """Put the file in place of the old one."""
        self.connection.execute("CHECKPOINT wh")
        self.connection.execute("USE memory")
        self.connection.execute("DETACH wh")
        self.connection.close()
        if Path(f"{self._staged}.wal").exists():
            raise ClusterbookError("the new warehouse has an unfinished log; nothing was published, run again")
        with duckdb.connect(str(self._staged), read_only=True, config=CONFIG) as connection:
            connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()
        # Not writable: a client that opens it read-write by default would leave a log beside the next file.
        self._staged.chmod(0o444)
        sync(self._staged)
        Path(f"{self._final}.wal").unlink(missing_ok=True)  # a foreign log must not meet the new file
        self._staged.replace(self._final)
        sync(self._final.parent)

    def discard(self) -> None:
        """Close, and remove the file if it was not published."""
        self.connection.close()
        self._staged.unlink(missing_ok=True)
        Path(f"{self._staged}.wal").unlink(missing_ok=True)
