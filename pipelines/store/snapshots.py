"""Snapshots: dated, checksummed copies of what was published, and what changed between two of them.

A snapshot is a folder `000012-20261123T074000Z` of Parquet files with a manifest. The number orders them, so a clock
that was set back does no harm. Files are linked, not copied, where the file system can.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pipelines.errors import ClusterbookError
from pipelines.store.files import file_hash, sync
from pipelines.tables.catalogue import TABLES
from pipelines.tables.duckdb_ddl import quoted

KEPT = 30
# The marts, and of core what says why they changed.
SNAPSHOT_TABLES = (
    *(name for name, table in TABLES.items() if table.schema == "marts"),
    "core.document",
    "core.document_copy",
    "core.observation",
    "core.channel_statement",
    "core.sentence",
    "core.correction",
)
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published state of the warehouse."""

    folder: Path
    number: int
    taken_at: datetime
    inputs: Mapping[str, str]  # what it was made with: hashes of `rules` and `rates`
    files: Mapping[str, str]  # full name of each table to the sha256 of its Parquet file

    @property
    def name(self) -> str:
        return self.folder.name

    def path(self, table: str) -> Path:
        """Return the Parquet file of a table.

        Raises:
            ClusterbookError: the file is missing or is not the one that was written.
        """
        path = self.folder / f"{table}.parquet"
        if table not in self.files or not path.is_file() or file_hash(path) != self.files[table]:
            raise ClusterbookError(f"snapshot {self.name}: {table} is missing or damaged; remove {self.folder}")
        return path


def take_snapshot(
    folder: Path,
    tables: Mapping[str, Path],
    inputs: Mapping[str, str],
    *,
    keep: int = KEPT,
    now: datetime | None = None,
) -> Snapshot | None:
    """Keep the published Parquet files as a new snapshot; None when they are those of the last one.

    Only the last `keep` snapshots stay.
    """
    existing = list_snapshots(folder)
    files = {name: file_hash(tables[name]) for name in sorted(tables)}
    if existing and dict(existing[-1].files) == files:
        return None
    taken_at = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    number = existing[-1].number + 1 if existing else 1
    final = folder / f"{number:06d}-{taken_at:%Y%m%dT%H%M%SZ}"
    staged = folder / f".{final.name}.tmp-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(".*.tmp-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    staged.mkdir()
    for name in files:
        _link(tables[name], staged / f"{name}.parquet")
    manifest = {"number": number, "taken_at": taken_at.isoformat(), "inputs": dict(inputs), "files": files}
    (staged / _MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
    sync(staged / _MANIFEST)
    staged.rename(final)
    sync(folder)
    for old in existing[: max(len(existing) + 1 - keep, 0)]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return _read(final)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)


def list_snapshots(folder: Path) -> list[Snapshot]:
    """Return the snapshots, the oldest first; a folder without a whole manifest is none."""
    found = [_read(path) for path in folder.glob("[0-9]*-*") if path.is_dir()] if folder.is_dir() else []
    return sorted((snapshot for snapshot in found if snapshot is not None), key=lambda snapshot: snapshot.number)


def _read(folder: Path) -> Snapshot | None:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        taken_at = datetime.fromisoformat(manifest["taken_at"])
        return Snapshot(folder, int(manifest["number"]), taken_at, manifest["inputs"], manifest["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def find_snapshot(folder: Path, wanted: str | date | int | None = None) -> Snapshot:
    """Return the snapshot meant: the last one of or before a day, one by number or name, the last one for None.

    Raises:
        ClusterbookError: there is none; the message names those that there are.
    """
    snapshots = list_snapshots(folder)
    if not snapshots:
        raise ClusterbookError(
            f"there are no snapshots in {folder}; a `clusterbook build` that changes something keeps one"
        )
    if wanted is None:
        return snapshots[-1]
    for snapshot in snapshots:
        if str(wanted) in (snapshot.name, str(snapshot.number), snapshot.name.split("-")[0]):
            return snapshot
    day = _day(wanted)
    if day is not None:
        before = [snapshot for snapshot in snapshots if snapshot.taken_at.date() <= day]
        if before:
            return before[-1]
    names = ", ".join(snapshot.name for snapshot in snapshots[-5:])
    raise ClusterbookError(f"there is no snapshot {wanted}; the last ones are {names}")


def _day(wanted: str | date | int) -> date | None:
    if isinstance(wanted, datetime):
        return wanted.date()
    if isinstance(wanted, date):
        return wanted
    try:
        return date.fromisoformat(str(wanted)[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Change:
    """A mart cell, or row, that differs between two snapshots, and why."""

    table: str
    key: tuple[str, ...]
    column: str  # "" for a row that came or went
    before: Any
    after: Any
    cause: str


def compare(before: Snapshot, after: Snapshot) -> list[Change]:
    """Return every change of the marts from one snapshot to another, in the order of tables and keys."""
    causes = _Causes(before, after)
    changes: list[Change] = []
    for name, table in TABLES.items():
        if table.schema != "marts" or name in ("marts.evidence", "marts.coverage"):
            continue
        if name not in before.files or name not in after.files or before.files[name] == after.files[name]:
            continue
        old, new = _differing(before.path(name), after.path(name), table.key)
        for key in sorted(old.keys() | new.keys()):
            one, two = old.get(key), new.get(key)
            # a column that a snapshot of an older version lacks is no change of its cells
            columns = [""] if one is None or two is None else [c for c in two if c in one and one[c] != two[c]]
            if not columns:
                continue
            cause = causes.of(one, two, columns)
            for column in columns:
                changes.append(
                    Change(name, key, column, one and (one[column] if column else "row"),
                           two and (two[column] if column else "row"), cause)
                )  # fmt: skip
    return changes


Row = dict[str, Any]


def _differing(before: Path, after: Path, key: Sequence[str]) -> tuple[dict[tuple[str, ...], Row], ...]:
    """Return by key the rows of each file that the other does not hold, in the columns that both have."""
    import duckdb
    import pyarrow.parquet as pq

    later = pq.read_schema(after).names
    columns = ", ".join(quoted(name) for name in pq.read_schema(before).names if name in later)
    with duckdb.connect() as connection:
        found = [
            connection.sql(
                f"SELECT {columns} FROM read_parquet(?) EXCEPT SELECT {columns} FROM read_parquet(?)",
                params=[str(one), str(other)],
            )
            .to_arrow_table()
            .to_pylist()
            for one, other in ((before, after), (after, before))
        ]
    return tuple({tuple(str(row.get(name)) for name in key): row for row in rows} for rows in found)


class _Causes:
    """Why a row changed: its articles came or went, a correction, new rates, new rules, or what follows from those."""

    _MONEY = frozenset(("value_usd", "fx_rate", "fx_year", "fx_basis", "band_low", "band_high", "plausibility"))

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        sources = [self._sources(snapshot) for snapshot in (before, after)]
        self._new, self._gone = (set(sources[1]) - set(sources[0])), (set(sources[0]) - set(sources[1]))
        # an edited article is a new document under an old address
        self._edited_addresses = {sources[0][d] for d in self._gone} & {sources[1][d] for d in self._new} - {None}
        self._addresses = sources[0] | sources[1]
        self._document = self._documents_of_facts(before) | self._documents_of_facts(after)
        self._corrected = self._corrections(before) ^ self._corrections(after)
        self._corrected_ids = {identity for _, identity in self._corrected}
        self._new_rates = before.inputs.get("rates") != after.inputs.get("rates")
        self._new_rules = before.inputs.get("rules") != after.inputs.get("rules")

    def of(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, columns: list[str]) -> str:
        """Return the cause of a changed row."""
        facts = {
            identity
            for row in (before, after)
            if row
            for column in ("observation_ids", "statement_ids")
            for identity in row.get(column) or ()
        }
        places = {row["cluster_id"] for row in (before, after) if row and row.get("cluster_id")}
        documents = {self._document[identity] for identity in facts if identity in self._document}
        if (facts | places) & self._corrected_ids:
            return "correction"
        if before and after and self._new_rates and self._MONEY.issuperset(columns):
            return "new rates"
        if documents & (self._new | self._gone):
            return self._of_documents(documents)
        if self._new_rules:
            return "new rules"
        if self._corrected:
            return "correction"
        if self._new or self._gone:
            return self._of_documents(self._new | self._gone)
        return "new rates" if self._new_rates else "new rules"  # of the user's vocabulary

    def _of_documents(self, documents: set[str]) -> str:
        if {self._addresses[d] for d in documents & (self._new | self._gone)} & self._edited_addresses:
            return "edited article"
        return "new article" if documents & self._new else "removed article"

    @staticmethod
    def _sources(snapshot: Snapshot) -> dict[str, str | None]:
        return dict(zip(*_columns(snapshot, "core.document", ["document_id", "source_url"]), strict=True))

    @staticmethod
    def _documents_of_facts(snapshot: Snapshot) -> dict[str, str]:
        return dict(zip(*_columns(snapshot, "marts.evidence", ["evidence_id", "document_id"]), strict=True))

    @staticmethod
    def _corrections(snapshot: Snapshot) -> set[tuple[str, str]]:
        corrections = zip(*_columns(snapshot, "core.correction", ["correction_id", "applied_to"]), strict=True)
        return {(correction, identity) for correction, met in corrections for identity in met}


def _columns(snapshot: Snapshot, table: str, columns: list[str]) -> list[list[Any]]:
    """Return the values of each column of a table."""
    import pyarrow.parquet as pq

    if table not in snapshot.files:
        return [[] for _ in columns]
    rows = pq.read_table(snapshot.path(table), columns=columns, partitioning=None)
    return [rows[name].to_pylist() for name in columns]
