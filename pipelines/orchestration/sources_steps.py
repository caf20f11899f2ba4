"""The steps of the group `sources`: the raw folder to files, rejections and texts."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.corpus.corrections import Correction, corrected_dates, parse_corrections
from pipelines.engines.fingerprint import intake_fingerprint
from pipelines.errors import ClusterbookError
from pipelines.orchestration.steps import FailedRulesError, Outcome, fetcher, make, rules
from pipelines.sources import RejectedFile, SourceArticle, list_files, read_file
from pipelines.sources.sidecar import read_sidecars
from pipelines.store import parquet
from pipelines.store.checks import Finding, examine
from pipelines.store.intake import LEFT_OUT, MANIFEST, TEXTS, Intake, RawFile, take_in
from pipelines.store.layout import Layout
from pipelines.store.state import hash_of, hash_of_rows
from pipelines.tables.catalogue import TABLES, Table


def take_in_folder(
    raw: Path, layout: Layout, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Intake, dict[str, list[Finding]]]:
    """Look at the raw folder, open what is new, and bring the texts in step; return what the rules found, too."""
    if not raw.is_dir():
        raise ClusterbookError(f"there is no folder {raw}; name the folder of your articles with --raw")
    entries = {entry.path: entry for entry in list_files(raw)}
    sidecars = read_sidecars(raw)
    files = [
        RawFile(path, hash_of(entry.stamp, repr(entry.refusal), sidecars.about(path), intake_fingerprint()))
        for path, entry in entries.items()
    ]
    # A row of sources.csv that cannot be used is no article, but it is told of all the same.
    refused = {row.path: row for row in sidecars.rejected}
    files += [RawFile(path, hash_of(repr(row))) for path, row in refused.items()]

    def read(path: str) -> Iterable[SourceArticle | RejectedFile]:
        return [refused[path]] if path in refused else read_file(raw, entries[path], sidecars=sidecars)

    findings: dict[str, dict[str, Finding]] = {TEXTS.full_name: {}, LEFT_OUT.full_name: {}}

    def accept(table: Table, rows: pa.Table) -> None:
        found = examine(rows, rules(table), fetcher(layout))
        findings[table.full_name].update({finding.rule.name: finding for finding in found})
        if not all(finding.passed for finding in found):
            raise FailedRulesError(table.full_name, found)

    intake = take_in(files, read, layout, accept, progress)
    return intake, {name: list(found.values()) for name, found in findings.items()}


def make_source_file(layout: Layout) -> Outcome:
    """One row a file or record that holds an article."""
    manifest = parquet.read(layout.manifest)
    held = manifest.filter(pc.is_valid(manifest["document_id"]))
    return _from_manifest(layout, "core.source_file", held)


def make_rejected_file(layout: Layout) -> Outcome:
    """One row a file or record that could not be read."""
    manifest = parquet.read(layout.manifest)
    refused = manifest.filter(pc.is_valid(manifest["reason_code"]))
    return _from_manifest(layout, "core.rejected_file", refused)


def _from_manifest(layout: Layout, name: str, rows: pa.Table) -> Outcome:
    table = TABLES[name]
    columns = rows.select([column.name for column in table.columns]) if rows.num_rows else parquet.empty(table)
    return make(layout, table, [hash_of_rows(columns)], lambda: columns)


def corrections_of(raw: Path) -> tuple[Correction, ...]:
    """Return the corrections of the raw folder; none if there is no corrections.toml."""
    path = raw / "corrections.toml"
    return parse_corrections(path.read_text(encoding="utf-8")) if path.is_file() else ()


def sources_of(layout: Layout, wanted: set[str]) -> dict[str, list[str]]:
    """Return the documents that each name means: an address, or a path below the raw folder."""
    found: dict[str, list[str]] = {}
    if not wanted:
        return found
    for row in parquet.read(layout.manifest, ["path", "source_url", "document_id"]).to_pylist():
        for name in (row["path"], row["source_url"]):
            if name in wanted and row["document_id"] and row["document_id"] not in found.setdefault(name, []):
                found[name].append(row["document_id"])
    return found


def documents_of(raw: Path, layout: Layout) -> pa.Table:
    """Return one row a document: what its first file, by path, says of it; one that says a date goes first.

    A date that a correction sets comes before any other, and is read with the article as if the file had it.
    """
    manifest = parquet.read(layout.manifest) if layout.manifest.exists() else MANIFEST.empty_table()
    held = _redated(manifest.filter(pc.is_valid(manifest["document_id"])), corrected_dates(corrections_of(raw)))
    undated = pc.is_null(held["published_on"])
    ordered = held.append_column("undated", undated).sort_by(
        [("document_id", "ascending"), ("undated", "ascending"), ("path", "ascending")]
    )
    numbered = ordered.append_column("at", pa.array(range(ordered.num_rows), pa.int64()))
    first = numbered.group_by("document_id").aggregate([("at", "min")])["at_min"]
    return ordered.take(first).drop_columns(["undated"]).sort_by([("document_id", "ascending")])


def _redated(held: pa.Table, dates: Mapping[str, date]) -> pa.Table:
    if not dates:
        return held
    rows = held.to_pylist()
    for row in rows:
        corrected = dates.get(row["path"]) or dates.get(row["source_url"] or "")
        if corrected:
            row |= {"published_on": corrected, "published_basis": "correction"}
    return pa.Table.from_pylist(rows, schema=held.schema)
