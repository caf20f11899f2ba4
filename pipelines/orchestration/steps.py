"""The steps of a build, one a table: what it is made from, its rows, its rules. No Dagster here.

A step compares what its table was made from with what there is now, and makes it again only when that differs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from pipelines.engines.fingerprint import code_fingerprint
from pipelines.errors import CheckFailedError
from pipelines.store import parquet
from pipelines.store.checks import Finding, Rule, examine, referring_rules, rules_of
from pipelines.store.files import replacing
from pipelines.store.layout import Layout
from pipelines.store.sorting import MissingValuesError, Rows, write_sorted
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


def make(layout: Layout, table: Table, sources: Iterable[str], rows: Callable[[], pa.Table | Rows]) -> Outcome:
    """Write the table if what it is made from changed; `sources` are hashes of what decides its rows.

    Raises:
        FailedRulesError: the new rows break a rule; the old file stays.
    """
    path = layout.parquet(table)
    note = layout.state(table.full_name)
    from_hash = hash_of(code_fingerprint("tables", "store", "orchestration"), *sources)
    known = recall(note, path)
    if known and known.from_hash == from_hash:
        return Outcome(known, (), path)
    made = rows()
    with replacing(path) as staged:
        if isinstance(made, Rows):
            findings, count = _sorted(made, table, staged, layout)
        else:
            conformed = parquet.conform(made, table)
            findings, count = _accepted(table, conformed, layout), conformed.num_rows
            parquet.write_whole(conformed, table, staged)
        forget(note)
    return Outcome(remember(note, path, from_hash, count), tuple(findings), path)


def _sorted(rows: Rows, table: Table, staged: Path, layout: Layout) -> tuple[list[Finding], int]:
    try:
        count = write_sorted(rows, table, staged, layout.spill)
    except MissingValuesError as error:
        _accepted(table, error.rows, layout)  # says which rows lack what
        raise
    return _accepted(table, staged, layout), count


def _accepted(table: Table, staged: pa.Table | Path, layout: Layout) -> list[Finding]:
    findings = examine(staged, rules(table), fetcher(layout), layout.texts)
    if not all(finding.passed for finding in findings):
        raise FailedRulesError(table.full_name, findings)
    return findings


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
