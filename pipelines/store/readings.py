"""The cache of read articles: parts that are added whole, each with the rows of some articles in every table.

An article's reading is filed under a key of everything that decides it, so a run reads what has no part yet and forgets
what nobody asks for. A part appears by one rename: a killed run keeps what it had read.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.engines.batch import reading_schema
from pipelines.engines.rows import every_table
from pipelines.errors import ClusterbookError
from pipelines.store import parquet
from pipelines.store.files import sync
from pipelines.store.state import hash_of

_SMALL = 64  # articles: parts with fewer are worth joining
_MANY_SMALL = 16  # small parts that may lie about


@dataclass(frozen=True, slots=True)
class Part:
    """One folder of the cache."""

    folder: Path
    keys: frozenset[str]

    def rows(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Return the rows of a table, all of its columns or some.

        Raises:
            ClusterbookError: the file is damaged; the part is removed, so that the next run reads its articles again.
        """
        path = self.folder / f"{table}.parquet"
        try:
            return parquet.read(path, columns)
        except (ClusterbookError, FileNotFoundError) as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise ClusterbookError(
                f"the cached readings in {self.folder} were damaged and have been removed; run again to read them anew"
            ) from error


@dataclass(frozen=True, slots=True)
class Selection:
    """The readings of a part that are wanted."""

    part: Part
    keys: frozenset[str] | None  # None: all of them

    def rows(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """Return the rows of these readings in a table.

        Raises:
            ClusterbookError: the part is damaged.
        """
        if self.keys is None:
            return self.part.rows(table, columns)
        rows = self.part.rows(table, None if columns is None else [*dict.fromkeys((*columns, "reading_key"))])
        kept = parquet.only(rows, "reading_key", pa.array(sorted(self.keys), pa.string()))
        return kept if columns is None else kept.select(columns)


class Readings:
    """The parts of one cache folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob(".tmp-*"):
            shutil.rmtree(leftover)
        self._parts = [part for path in sorted(folder.iterdir()) if (part := _opened(path))]

    @property
    def keys(self) -> set[str]:
        """The keys of every reading held."""
        return {key for part in self._parts for key in part.keys}

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        """File the rows of a batch of articles."""
        keys = tables["reading"]["reading_key"].to_pylist()
        name = f"{_form()}-{hash_of(*sorted(keys))[:24]}"
        staged = self._folder / f".tmp-{os.getpid()}-{name}"
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        for table, rows in tables.items():
            path = staged / f"{table}.parquet"
            pq.write_table(rows, path, compression="zstd", write_page_checksum=True)
            sync(path)
        target = self._folder / name
        if target.exists():  # damaged, or it would not have been read again
            shutil.rmtree(target)
        staged.rename(target)
        sync(self._folder)
        self._parts.append(Part(target, frozenset(keys)))

    def collect(self, table: str, live: Iterable[str]) -> pa.Table:
        """Return the rows of the live readings, each reading once."""
        found = [selection.rows(table) for selection in self.select(live)]
        return pa.concat_tables(found) if found else reading_schema(table).empty_table()

    def select(self, live: Iterable[str]) -> list["Selection"]:
        """Return the parts that hold live readings, each reading in one of them only."""
        open_keys = set(live)
        found = []
        for part in self._parts:
            wanted = part.keys & open_keys
            if wanted:
                open_keys -= wanted
                found.append(Selection(part, None if len(wanted) == len(part.keys) else frozenset(wanted)))
        return found

    def tidy(self, live: set[str]) -> None:
        """Drop parts that nobody asks for, and join small or half-empty ones."""
        dead = [part for part in self._parts if not part.keys & live]
        worn = [part for part in self._parts if part not in dead and 2 * len(part.keys & live) < len(part.keys)]
        small = [part for part in self._parts if part not in dead and len(part.keys & live) < _SMALL]
        joined = list(dict.fromkeys(worn + (small if len(small) > _MANY_SMALL else [])))
        if joined:
            keys = {key for part in joined for key in part.keys} & live
            kept = [part for part in self._parts if part not in joined and part not in dead]
            self._parts = joined
            rows = {table: self.collect(table, keys) for table in every_table()}
            self._parts = kept
            self.add(rows)
        for part in {part.folder for part in dead + joined} - {part.folder for part in self._parts}:
            shutil.rmtree(part)
        self._parts = [part for part in self._parts if part not in dead]


def opened_readings(folder: Path) -> Readings:
    """Return the cache in `folder` as it stands, opened once however many tables are made from it."""
    return _opened_at(folder, folder.stat().st_mtime_ns if folder.exists() else 0)


@lru_cache(maxsize=1)
def _opened_at(folder: Path, changed_at: int) -> Readings:
    return Readings(folder)


@cache
def _form() -> str:
    """Return a hash of the columns that parts have now; a part of another form is of no use."""
    return hash_of(*(f"{table} {reading_schema(table)}" for table in every_table()))[:8]


def _opened(folder: Path) -> Part | None:
    """Return the part in `folder`; one that is damaged or of another form is removed, its articles read again."""
    if not folder.is_dir():
        return None
    files = {path.stem for path in folder.iterdir()}
    if folder.name.startswith(f"{_form()}-") and files >= set(every_table()):
        try:
            with pq.ParquetFile(folder / "reading.parquet") as file:  # of hundreds: `read_table` takes thrice as long
                return Part(folder, frozenset(file.read(["reading_key"])["reading_key"].to_pylist()))
        except (OSError, KeyError, pa.ArrowInvalid):
            pass
    shutil.rmtree(folder)
    return None
