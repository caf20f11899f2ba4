"""The step of the group `marts`: all of them on one connection, checked, written and published together."""

import contextlib
import itertools
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.engines.fingerprint import code_fingerprint
from pipelines.errors import CheckFailedError
from pipelines.marts.build import build_marts, read_checks
from pipelines.orchestration.steps import FailedRulesError, Outcome, content_of, fetcher, rules
from pipelines.store import parquet
from pipelines.store.checks import Finding, Rule, examine, run_rule
from pipelines.store.files import replacing
from pipelines.store.layout import Layout
from pipelines.store.snapshots import KEPT, SNAPSHOT_TABLES, take_snapshot
from pipelines.store.sorting import write_ordered
from pipelines.store.state import Made, forget, hash_of, recall, remember
from pipelines.store.warehouse import STORAGE_VERSION, building
from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.duckdb_ddl import comments, create_table, literal, qualified, quoted

MARTS = tuple(table for table in TABLES.values() if table.schema == "marts")
CORE = tuple(table for table in TABLES.values() if table.schema == "core" and table.in_duckdb)
DATABASE = "clusterbook"


@dataclass(frozen=True, slots=True)
class Published:
    """What a build of the marts gave."""

    marts: dict[str, Outcome]
    database: Made
    findings: tuple[Finding, ...]  # of the checks that look at several tables; empty when nothing changed

    @property
    def unchanged(self) -> bool:
        return not self.findings and all(outcome.unchanged for outcome in self.marts.values())


def make_marts(layout: Layout, snapshots: int = KEPT) -> Published:
    """Build every mart, check them, and publish them with the core tables; nothing changed, nothing published.

    What was published is kept as a snapshot, of which the last `snapshots` stay.
    """
    sources = content_of(layout, (table.full_name for table in CORE))
    from_hash = hash_of(code_fingerprint("marts", "tables", "store", "reference"), STORAGE_VERSION, *sources.values())
    known = _known(layout, from_hash)
    if known:
        return known
    with building(layout.database, layout.spill) as build:
        connection = build.connection
        _load_core(connection, layout)
        _build_marts(connection)
        with contextlib.ExitStack() as files:
            staged = {table.full_name: files.enter_context(replacing(layout.parquet(table))) for table in MARTS}
            rows = {table.full_name: _write(connection, table, staged[table.full_name]) for table in MARTS}
            findings = {table.full_name: _examined(table, staged, layout) for table in MARTS}
            overall = tuple(run_checks(connection))
            if not all(finding.passed for finding in overall):
                raise FailedRulesError(f"warehouse.{DATABASE}", overall)
            for table in MARTS:
                forget(layout.state(table.full_name))
            forget(layout.state(DATABASE))
        build.publish()
    take_snapshot(
        layout.snapshots, {name: layout.parquet(TABLES[name]) for name in SNAPSHOT_TABLES}, _made_with(), keep=snapshots
    )
    made = {
        table.full_name: remember(
            layout.state(table.full_name), layout.parquet(table), from_hash, rows[table.full_name]
        )
        for table in MARTS
    }
    database = remember(layout.state(DATABASE), layout.database, from_hash, sum(m.rows for m in made.values()))
    outcomes = {
        table.full_name: Outcome(made[table.full_name], tuple(findings[table.full_name]), layout.parquet(table))
        for table in MARTS
    }
    return Published(outcomes, database, overall)


def _made_with() -> dict[str, str]:
    """Return what decides the marts beside the articles and corrections: rules and rates."""
    rules = code_fingerprint("text", "recognise", "interpret", "corpus", "marts", "reference/lexicons")
    return {"rules": rules, "rates": code_fingerprint("reference/fx_annual.csv")}


def _known(layout: Layout, from_hash: str) -> Published | None:
    """Return what is published if it was made from the same."""
    database = recall(layout.state(DATABASE), layout.database)
    made = {table.full_name: recall(layout.state(table.full_name), layout.parquet(table)) for table in MARTS}
    if Path(f"{layout.database}.wal").exists():
        return None  # a foreign log: publishing anew removes it
    if database is None or database.from_hash != from_hash:
        return None
    outcomes = {}
    for table in MARTS:
        known = made[table.full_name]
        if known is None or known.from_hash != from_hash:
            return None
        outcomes[table.full_name] = Outcome(known, (), layout.parquet(table))
    return Published(outcomes, database, ())


def _load_core(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    connection.execute("CREATE SCHEMA IF NOT EXISTS core")
    for table in CORE:
        connection.execute(create_table(table))
        for statement in comments(table):
            connection.execute(statement)
        path = literal(str(layout.parquet(table)))
        connection.execute(f"INSERT INTO {qualified(table)} BY NAME SELECT * FROM read_parquet({path})")


def _build_marts(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        build_marts(connection)
    except duckdb.ConstraintException as error:
        raise CheckFailedError(f"the marts were not replaced: {str(error).splitlines()[0]}") from error


def _write(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> int:
    """Write a mart, sorted by its key, to a file that nobody reads yet; return its rows."""
    key = ", ".join(quoted(name) for name in table.key)
    rows = connection.sql(f"SELECT * FROM {qualified(table)} ORDER BY {key}").to_arrow_reader(parquet.ROW_GROUP)
    return write_ordered(rows, table, path)


def _examined(table: Table, staged: dict[str, Path], layout: Layout) -> list[Finding]:
    on_disk = fetcher(layout)

    def fetch(name: str, columns: list[str]) -> pa.Table:
        return parquet.read(staged[name], columns) if name in staged else on_disk(name, columns)

    findings = examine(staged[table.full_name], rules(table), fetch)
    if not all(finding.passed for finding in findings):
        raise FailedRulesError(table.full_name, findings)
    return findings


def overall_rules() -> tuple[Rule, ...]:
    """Return the checks of the marts that look at several tables: the `.sql` files of `marts/checks`."""
    return tuple(Rule(name, _says(query), query.strip().removesuffix(";")) for name, query in read_checks().items())


def _says(query: str) -> str:
    """Return the comment lines at the head of a query."""
    lines = itertools.takewhile(lambda line: line.startswith("--"), query.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in lines)


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Run the checks of the marts on the staged warehouse."""
    return [run_rule(connection, rule) for rule in overall_rules()]
