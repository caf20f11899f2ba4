"""The steps of a build, one a table: what it is made from, its rows, its rules. No Dagster here.

A step compares what its table was made from with what there is now, and makes it again only when that differs: the
whole of it, or, where the rows of a document depend on that document alone, those of the documents that changed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.engines.fingerprint import code_fingerprint
from pipelines.errors import CheckFailedError
from pipelines.store import parquet
from pipelines.store.basis import Basis, keep_basis, recall_basis
from pipelines.store.checks import Finding, Rule, examine, referring_rules, rules_of
from pipelines.store.files import file_hash, replacing
from pipelines.store.intake import texts_read
from pipelines.store.layout import Layout
from pipelines.store.merging import merged
from pipelines.store.sorting import MissingValuesError, Rows, write_ordered, write_sorted
from pipelines.store.state import Made, forget, hash_of, recall, remember
from pipelines.tables.catalogue import TABLES, Table

# What each table is made from: tables, or parts of the raw folder. These are the arrows of the asset graph; what stands
# before a table, near or far, is what its rules may look at.
MADE_FROM: dict[str, tuple[str, ...]] = {
    "core.document_text": ("raw.articles", "raw.sources"),
    "core.left_out": ("raw.articles", "raw.sources"),
    "core.source_file": ("core.document_text",),
    "core.rejected_file": ("core.document_text",),
    "core.reading": ("core.source_file", "raw.vocabulary", "raw.corrections"),
    "core.document": ("core.reading",),
    "core.sentence": ("core.document",),
    "core.rejected_mention": ("core.document",),
    "core.period_mention": ("core.document",),
    "core.place_mention": ("core.document",),
    "core.organisation_mention": ("core.document",),
    "core.furniture": ("core.document",),
    "core.document_copy": ("core.document",),
    "core.observation": ("core.sentence", "raw.corrections"),
    "core.channel_statement": ("core.sentence", "core.observation", "raw.corrections"),
    "core.correction": ("core.observation", "core.channel_statement", "raw.corrections"),
    "marts.cluster": ("core.observation", "core.channel_statement", "core.document_copy"),
    "marts.evidence": ("core.observation", "core.channel_statement"),
    "marts.coverage": (
        "core.observation",
        "core.channel_statement",
        "core.document_copy",
        "core.period_mention",
        "core.rejected_mention",
        "core.furniture",
    ),
}
MENDED = 0.25  # of the documents: where more of them changed, a table is made anew
MADE_FROM |= {name: ("marts.cluster",) for name in TABLES if name.startswith("marts.") and name not in MADE_FROM}


class FailedRulesError(CheckFailedError):
    """Rules that rows break; nothing was written. `name` is the table's, or that of the warehouse file."""

    def __init__(self, name: str, findings: Iterable[Finding]) -> None:
        findings = list(findings)
        broken = [
            f"{f.rule.says} Broken by {f.failures} rows: {'; '.join(f.examples)}" for f in findings if not f.passed
        ]
        super().__init__(f"{name} was not replaced: {' '.join(broken)}")
        self.name = name
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a table."""

    made: Made
    findings: tuple[Finding, ...]  # empty when the table was left as it is
    path: Path
    mended: int | None = None  # documents whose rows were replaced; None where the table was made anew or left

    @property
    def unchanged(self) -> bool:
        return not self.findings


@cache
def upstream(name: str) -> tuple[str, ...]:
    """Return every table that is made before this one, nearest last."""
    found: dict[str, None] = {}
    for source in MADE_FROM.get(name, ()):
        if source in TABLES:
            found |= dict.fromkeys((*upstream(source), source))
    return tuple(found)


def rules(table: Table) -> tuple[Rule, ...]:
    """Return every rule that the rows of a table must keep before they are written."""
    before = upstream(table.full_name)
    return (*rules_of(table, before), *referring_rules(table, before))


@dataclass(frozen=True, slots=True)
class ByDocument:
    """Rows that each document gives by itself: where little changed, only those of the touched documents are made."""

    basis: Basis
    rows: Callable[[pa.Array], pa.Table]  # of the documents named, as far as there are any


def make(
    layout: Layout,
    table: Table,
    sources: Iterable[str],
    rows: Callable[[], pa.Table | Rows],
    by_document: ByDocument | None = None,
) -> Outcome:
    """Write the table if what it is made from changed; `sources` are hashes of what decides its rows.

    With `by_document` the `sources` are those of all rows alike, and a table that was made from the same but for a few
    documents is mended: the rest of its rows stay, unlooked at but for their checksums and for references to other
    tables.

    Raises:
        FailedRulesError: the new rows break a rule; the old file stays.
    """
    path = layout.parquet(table)
    note = layout.state(table.full_name)
    alike = hash_of(code_fingerprint("tables", "store", "orchestration"), *sources)
    basis = by_document.basis if by_document else None
    from_hash = hash_of(alike, basis.hash) if basis else alike
    known = recall(note, path)
    if known and known.from_hash == from_hash:
        return Outcome(known, (), path)
    touched = _touched(layout, known, alike, by_document)
    with replacing(path) as staged:
        if by_document and touched is not None and known and file_hash(path) != known.content_hash:
            touched = None  # damaged in a way that size and time do not show
        if by_document and touched is not None:
            findings, count = _mended(layout, table, path, staged, touched, by_document)
        else:
            findings, count = _made_anew(layout, table, staged, rows())
        forget(note)
    pa.default_memory_pool().release_unused()  # Arrow would keep it from DuckDB, which comes next
    if basis:
        keep_basis(layout.bases, basis)
    made = remember(note, path, from_hash, count, alike, basis.hash if basis else "")
    return Outcome(made, tuple(findings), path, None if touched is None else len(touched))


def _touched(layout: Layout, known: Made | None, alike: str, by_document: ByDocument | None) -> pa.Array | None:
    """Return the documents to mend a table by; None where it is to be made anew."""
    if known is None or by_document is None or known.rules != alike:
        return None
    old = recall_basis(layout.bases, known.basis)
    if old is None:
        return None
    touched = by_document.basis.touched_since(old)
    return touched if are_few(touched, old) else None


def are_few(touched: pa.Array, old: Basis) -> bool:
    """Say whether so few of the documents changed that what rests on them is made again by itself."""
    return len(touched) <= len(old.documents) * MENDED


def _made_anew(layout: Layout, table: Table, staged: Path, rows: pa.Table | Rows) -> tuple[list[Finding], int]:
    if isinstance(rows, Rows):
        try:
            count = write_sorted(rows, table, staged, layout.spill)
        except MissingValuesError as error:
            _accepted(table, error.rows, layout)  # says which rows lack what
            raise
        return _accepted(table, staged, layout), count
    conformed = parquet.conform(rows, table)
    findings = _accepted(table, conformed, layout)
    return findings, write_ordered(conformed.to_batches(), table, staged)


def _mended(
    layout: Layout, table: Table, old: Path, staged: Path, touched: pa.Array, by_document: ByDocument
) -> tuple[list[Finding], int]:
    fresh = parquet.conform(by_document.rows(touched), table)
    of_rows = {rule.name: rule for rule in rules(table) if rule.of_one_row}
    found = examine(fresh, of_rows.values(), fetcher(layout), texts_read(layout, pc.unique(fresh["document_id"])))
    _refused(table, found)
    count = write_ordered(merged(old, table, touched, fresh), table, staged)
    found += examine(staged, (rule for rule in rules(table) if rule.name not in of_rows), fetcher(layout))
    _refused(table, found)
    return found, count


def _accepted(table: Table, staged: pa.Table | Path, layout: Layout) -> list[Finding]:
    findings = examine(staged, rules(table), fetcher(layout), layout.texts)
    _refused(table, findings)
    return findings


def _refused(table: Table, findings: list[Finding]) -> None:
    if not all(finding.passed for finding in findings):
        raise FailedRulesError(table.full_name, findings)


def fetcher(layout: Layout) -> Callable[[str, list[str]], pa.Table]:
    """Return a function that reads some columns of a table on disk."""

    def fetch(name: str, columns: list[str]) -> pa.Table:
        table = TABLES[name]
        path = layout.parquet(table)
        return parquet.read(path, columns) if path.exists() else parquet.empty(table).select(columns)

    return fetch


def rows_on_disk(layout: Layout, name: str, columns: list[str] | None = None) -> pa.Table:
    """Read a table that an earlier step made."""
    return parquet.read(layout.parquet(TABLES[name]), columns)


def content_of(layout: Layout, names: Iterable[str]) -> Mapping[str, str]:
    """Return the content hash of tables that earlier steps made."""
    hashes = {}
    for name in names:
        known = recall(layout.state(name), layout.parquet(TABLES[name]))
        if known is None:
            raise CheckFailedError(f"{name} is missing or was changed by hand; run `clusterbook build` for all tables")
        hashes[name] = known.content_hash
    return hashes
