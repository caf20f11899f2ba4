"""`sources.csv`: what a user knows of the articles beside it, a row to a file.

A row is kept as printed and read when its file is opened: of 100,000 rows a run mostly asks only whether they changed.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from pipelines.sources.decoding import decode
from pipelines.sources.listing import SIDECAR, list_settings, real_path, table_path
from pipelines.sources.metadata import Origin, field_key, field_names, field_of, origin_of, read_date
from pipelines.sources.opening import all_bytes, opened
from pipelines.sources.records import Limits, Refusal, RejectedFile, rejection

Row = tuple[tuple[str, ...], tuple[str, ...]]  # names of `fields.toml`, and the cells that stand under them
_TOLD = ("title", "source_url", "publisher", "published", "language")
_dated = lru_cache(maxsize=65_536)(read_date)  # of many articles few dates


@dataclass(frozen=True)
class Sidecars:
    """Every `sources.csv` of a folder: what is known of each path, and the rows that could not be used."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    rejected: tuple[RejectedFile, ...] = ()

    def of(self, path: str) -> Origin:
        """Return what is known of a path; a row for a file also holds for its records."""
        row = self.rows.get(path) or self.rows.get(path.rpartition("#")[0])
        return origin_of(dict(zip(*row, strict=True)), "sidecar") if row else Origin("sidecar")

    def about(self, path: str) -> str:
        """Return all that is known of a file and its records as one string, which changes when any of it does."""
        return "".join(f"{name}={self.rows[name]}" for name in sorted(self._by_file.get(path, ())))

    @cached_property
    def _by_file(self) -> Mapping[str, list[str]]:
        known: dict[str, list[str]] = {}
        for path in self.rows:
            known.setdefault(re.sub(r"#[0-9]+$", "", path) if "#" in path else path, []).append(path)
        return known


def read_sidecars(root: Path, *, limits: Limits | None = None) -> Sidecars:
    """Read every `sources.csv` below `root`; its paths are relative to the folder it lies in."""
    rows: dict[str, Row] = {}
    rejected: list[RejectedFile] = []
    for entry in list_settings(root):
        if PurePosixPath(entry.path).name == SIDECAR:
            try:
                read_sidecar(real_path(root, entry.path), entry.path, rows, rejected, limits or Limits())
            except Refusal as refusal:
                rejected.append(rejection(entry.path, refusal))
    return Sidecars(rows, tuple(rejected))


def read_sidecar(file: str, path: str, rows: dict[str, Row], rejected: list[RejectedFile], limits: Limits) -> None:
    """Add the rows of one file to `rows`; a row that cannot be used is rejected under its line number."""
    with opened(file) as stream:
        text, _ = decode(all_bytes(stream, limits, packed=False), limits)
    printed = csv.reader(io.StringIO(text, newline=""), strict=True)
    folder = os.path.dirname(path)  # noqa: PTH120 (the escaped path of a table, not one on disk)
    try:
        header = [field_key(name) for name in next(printed, [])]
        if not field_of(dict(zip(header, header, strict=True)), "file"):
            raise Refusal("bad_sidecar", detail=f"it has no column file, but {', '.join(header)[:200] or 'nothing'}")
        naming, telling = _columns(header, ("file",)), _columns(header, _TOLD)
        dating = {name: at for name, at in telling.items() if name in field_names()["published"]}
        for cells in printed:
            if not any(cells):
                continue
            name = field_of(_picked(cells, naming), "file")
            try:
                if name is None:
                    raise Refusal("bad_record", detail="the column file is empty")
                row = _picked(cells, telling)
                rows[table_path(os.path.normpath(os.path.join(folder, name)))] = tuple(row), tuple(row.values())  # noqa: PTH118
                if (day := field_of(_picked(cells, dating), "published")) and _dated(day) is None:
                    raise Refusal("bad_date", value=day[:60])
            except Refusal as refusal:
                rejected.append(rejection(f"{path}#{printed.line_num}", refusal))
    except (csv.Error, ValueError) as error:
        raise Refusal("bad_sidecar", detail=f"line {printed.line_num}: {error}") from None


def _columns(header: list[str], fields: Iterable[str]) -> dict[str, int]:
    """Return where the columns of some fields stand; of two that are named alike the last."""
    names = {name for field in fields for name in field_names()[field]}
    return {name: at for at, name in enumerate(header) if name in names}


def _picked(cells: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {name: cells[at] for name, at in columns.items() if at < len(cells)}
