"""Snapshots: dated, checksummed copies of what was published.

A snapshot is a folder `000012-20261123T074000Z` of Parquet files with a manifest. The number orders them, so a clock
that was set back does no harm. Files are linked, not copied, where the file system can.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.errors import ClusterbookError
from pipelines.store.files import file_hash, sync
from pipelines.tables.catalogue import TABLES

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
    hashes: Mapping[str, str] | None = None,
    keep: int = KEPT,
    now: datetime | None = None,
) -> Snapshot | None:
    """Keep the published Parquet files as a new snapshot; None when they are those of the last one.

    `hashes` are those that the files had when they were written: who opens a file that was damaged since is told so.
    Only the last `keep` snapshots stay.
    """
    existing = list_snapshots(folder)
    known = hashes or {}
    files = {name: known.get(name) or file_hash(tables[name]) for name in sorted(tables)}
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
