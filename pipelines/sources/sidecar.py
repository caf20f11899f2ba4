"""`sources.csv`: what a user knows of the articles beside it, a row to a file."""

import csv
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from pipelines.sources.decoding import decode
from pipelines.sources.listing import SIDECAR, list_settings, real_path, table_path
from pipelines.sources.metadata import Origin, field_key, field_of, origin_of
from pipelines.sources.opening import all_bytes, opened
from pipelines.sources.records import Limits, Refusal, RejectedFile, rejection


@dataclass(frozen=True)
class Sidecars:
    """Every `sources.csv` of a folder: what is known of each path, and the rows that could not be used."""

    origins: Mapping[str, Origin] = field(default_factory=dict)
    rejected: tuple[RejectedFile, ...] = ()

    def of(self, path: str) -> Origin:
        """Return what is known of a path; a row for a file also holds for its records."""
        return self.origins.get(path) or self.origins.get(path.rpartition("#")[0]) or Origin("sidecar")

    def about(self, path: str) -> str:
        """Return all that is known of a file and its records as one string, which changes when any of it does."""
        return "".join(self._by_file.get(path, ()))

    @cached_property
    def _by_file(self) -> Mapping[str, list[str]]:
        known: dict[str, list[str]] = {}
        for path, origin in sorted(self.origins.items()):
            known.setdefault(re.sub(r"#[0-9]+$", "", path), []).append(f"{path}={origin}")
        return known


def read_sidecars(root: Path, *, limits: Limits | None = None) -> Sidecars:
    """Read every `sources.csv` below `root`; its paths are relative to the folder it lies in."""
    origins: dict[str, Origin] = {}
    rejected: list[RejectedFile] = []
    for entry in list_settings(root):
        if PurePosixPath(entry.path).name == SIDECAR:
            try:
                read_sidecar(real_path(root, entry.path), entry.path, origins, rejected, limits or Limits())
            except Refusal as refusal:
                rejected.append(rejection(entry.path, refusal))
    return Sidecars(origins, tuple(rejected))


def read_sidecar(
    file: str, path: str, origins: dict[str, Origin], rejected: list[RejectedFile], limits: Limits
) -> None:
    """Add the rows of one file to `origins`; a row that cannot be used is rejected under its line number."""
    with opened(file) as stream:
        text, _ = decode(all_bytes(stream, limits, packed=False), limits)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    folder = os.path.dirname(path)  # noqa: PTH120 (the escaped path of a table, not one on disk)
    try:
        header = [field_key(name) for name in next(rows, [])]
        if not field_of(dict(zip(header, header, strict=True)), "file"):
            raise Refusal("bad_sidecar", detail=f"it has no column file, but {', '.join(header)[:200] or 'nothing'}")
        for row in rows:
            if not any(row):
                continue
            record = dict(zip(header, row, strict=False))
            name = field_of(record, "file")
            try:
                if name is None:
                    raise Refusal("bad_record", detail="the column file is empty")
                origin = origin_of(record, "sidecar")
                origins[table_path(os.path.normpath(os.path.join(folder, name)))] = origin  # noqa: PTH118
                if origin.published_on is None and (printed := field_of(record, "published")):
                    raise Refusal("bad_date", value=printed[:60])
            except Refusal as refusal:
                rejected.append(rejection(f"{path}#{rows.line_num}", refusal))
    except (csv.Error, ValueError) as error:
        raise Refusal("bad_sidecar", detail=f"line {rows.line_num}: {error}") from None
