"""The steps of a build, one a table: what it is made from, its rows, its rules. No Dagster here.

A step compares what its table was made from with what there is now, and makes it again only when that differs.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.engines.fingerprint import code_fingerprint
from pipelines.errors import CheckFailedError
from pipelines.store import parquet
from pipelines.store.checks import Finding, Rule, examine, referring_rules, rules_of
from pipelines.store.layout import Layout
from pipelines.store.state import Made, forget, hash_of, recall, remember
from pipelines.tables.catalogue import TABLES, Table

# The tables in the order in which they are made: a table may look at those before it.
ORDER = (
    "core.document_text",
    "core.source_file",
    "core.rejected_file",
    "core.reading",
    "core.document",
    "core.sentence",
    "core.rejected_mention",
    "core.period_mention",
    "core.place_mention",
    "core.organisation_mention",
    "core.furniture",
    "core.document_copy",
    "core.correction",
    "core.observation",
    "core.channel_statement",
    *(name for name in TABLES if name.startswith("marts.")),
)


class FailedRulesError(CheckFailedError):
    """Rules that the rows of a table break; nothing of it was written."""

    def __init__(self, table: Table, findings: list[Finding]) -> None:
        broken = [
            f"{f.rule.says} Broken by {f.failures} rows: {'; '.join(f.examples)}" for f in findings if not f.passed
        ]
        super().__init__(f"{table.full_name} was not replaced: {' '.join(broken)}")
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


def upstream(table: Table) -> tuple[str, ...]:
    """Return the tables made before this one."""
    return ORDER[: ORDER.index(table.full_name)]


def rules(table: Table) -> tuple[Rule, ...]:
    """Return every rule that the rows of a table must keep before they are written."""
    before = upstream(table)
    return (*rules_of(table, before), *referring_rules(table, before))


def make(layout: Layout, table: Table, sources: Iterable[str], rows: Callable[[], pa.Table]) -> Outcome:
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
    staged = parquet.conform(rows(), table)
    findings = examine(staged, rules(table), fetcher(layout), layout.texts)
    if not all(finding.passed for finding in findings):
        raise FailedRulesError(table, findings)
    forget(note)
    parquet.write(staged, table, path)
    return Outcome(remember(note, path, from_hash, staged.num_rows), tuple(findings), path)


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
