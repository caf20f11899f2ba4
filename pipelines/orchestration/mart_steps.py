"""The step of the group `marts`: all of them on one connection, checked, written and published together."""

import contextlib
import itertools
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.engines.fingerprint import code_fingerprint
from pipelines.errors import CheckFailedError
from pipelines.marts.build import build_marts, read_checks
from pipelines.marts.mending import Mending, UnlikeError, keep_ledger
from pipelines.orchestration import steps
from pipelines.orchestration.mart_files import MERGED, MartFiles, WrittenFile
from pipelines.orchestration.steps import FailedRulesError, Outcome, content_of, fetcher, rules
from pipelines.store import parquet
from pipelines.store.basis import Basis, basis_of, keep_basis, recall_basis, sweep_bases
from pipelines.store.checks import CONFIG, Finding, Rule, examine, relation, run_rule
from pipelines.store.files import file_hash, file_hashes, replacing, sync
from pipelines.store.layout import Layout
from pipelines.store.snapshots import KEPT, SNAPSHOT_TABLES, take_snapshot
from pipelines.store.state import Made, forget, hash_of, recall, remember
from pipelines.store.warehouse import STORAGE_VERSION, building
from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.duckdb_ddl import comments, create_table, literal, qualified, quoted

MARTS = tuple(table for table in TABLES.values() if table.schema == "marts")
CORE = tuple(table for table in TABLES.values() if table.schema == "core" and table.in_duckdb)
DATABASE = "clusterbook"
LEDGER = "marts.ledger"
# A file that was mended until it is so much larger than one made anew is made anew.
GROWN, ROOM = 1.5, 50_000_000
# Core tables whose rows a document decides, and those of them whose notes say by what.
BY_DOCUMENT = frozenset(
    table.full_name for table in CORE if table.name != "source_file" and "document_id" in (*table.key, *table.others)
)
_ALIKE = ("core.observation", *sorted(BY_DOCUMENT - {"core.observation", "core.document", "core.document_copy"}))


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

    Where few articles changed since the last build, what rests on them is made again in a copy of what is published.
    What was published is kept as a snapshot, of which the last `snapshots` stay.
    """
    sources = content_of(layout, (table.full_name for table in CORE))
    code = code_fingerprint("marts", "tables", "store", "reference", "orchestration")
    from_hash = hash_of(code, STORAGE_VERSION, *sources.values())
    known = _known(layout, from_hash)
    if known:
        return known
    made_from = MadeFrom.now(layout, code)
    touched = made_from.touched(layout) if made_from else None
    filled = None
    if touched is not None:
        with contextlib.suppress(UnlikeError):
            filled = _mend(layout, touched)
    if filled is None:
        filled = _make_anew(layout)
    take_snapshot(
        layout.snapshots,
        {name: layout.parquet(TABLES[name]) for name in SNAPSHOT_TABLES},
        _made_with(),
        hashes=sources | {name: written.content_hash for name, written in filled.files.items()},
        keep=snapshots,
    )
    made = {name: _remember(layout, from_hash, name, written) for name, written in filled.files.items()}
    whole, ledger = file_hashes(layout.database, layout.ledger)
    rows = sum(one.rows for one in made.values())
    database = remember(layout.state(DATABASE), layout.database, from_hash, rows, content_hash=whole)
    if made_from:
        made_from.remember(layout, from_hash, filled.size_anew or database.size, ledger)
    outcomes = {
        table.full_name: Outcome(
            made[table.full_name], tuple(filled.findings[table.full_name]), layout.parquet(table), filled.mended
        )
        for table in MARTS
    }
    sweep_bases(layout.bases, layout.states)
    return Published(outcomes, database, filled.overall)


def _remember(layout: Layout, from_hash: str, name: str, written: WrittenFile) -> Made:
    path = layout.parquet(TABLES[name])
    return remember(layout.state(name), path, from_hash, written.rows, content_hash=written.content_hash)


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling and publishing a warehouse gave."""

    files: dict[str, WrittenFile]
    findings: dict[str, list[Finding]]
    overall: tuple[Finding, ...]
    mended: int | None = None  # documents that were touched; None where all was made anew
    size_anew: int = 0  # of the file when all was last made anew, where it was mended


def _make_anew(layout: Layout) -> Filled:
    staged_ledger = layout.ledger.with_name(f".{layout.ledger.name}.tmp-{os.getpid()}")
    with building(layout.database, layout.spill) as build:
        connection = build.connection
        _load_core(connection, layout)
        _build_marts(connection)
        with contextlib.ExitStack() as files:
            staged = {table.full_name: files.enter_context(replacing(layout.parquet(table))) for table in MARTS}
            writing = files.enter_context(MartFiles(connection, staged))
            for table in MARTS:
                writing.begin(table.name)
            overall = _checked(connection)
            written = writing.written()
            findings = {table.full_name: _examined(table, staged, layout) for table in MARTS}
            _forget_all(layout)
            _keep_ledger(connection, layout, staged_ledger)
        build.publish()
    return Filled(written, findings, overall)


def _mend(layout: Layout, touched: pa.Array) -> Filled:
    size_anew = _ledger_note(layout).rows
    _forget(layout, LEDGER)
    with building(layout.database, layout.spill, from_published=True) as build:
        connection = build.connection
        connection.execute("USE memory")
        connection.execute(f"ATTACH {literal(str(layout.ledger))} AS ledger")
        mending = Mending(connection, touched.to_pylist())
        _replace_rows(connection, layout)
        with contextlib.ExitStack() as files:
            staged = {table.full_name: files.enter_context(replacing(layout.parquet(table))) for table in MARTS}
            writing = files.enter_context(MartFiles(connection, staged))
            mending.mend(told=lambda name: writing.begin_mended(name, layout.parquet(TABLES[f"marts.{name}"])))
            mending.show_mended()
            findings = {table.full_name: _examined_mended(connection, table) for table in MARTS}
            overall = _checked(connection)
            written = writing.written()
            _forget_all(layout)
            connection.execute("CHECKPOINT ledger")
            connection.execute("DETACH ledger")
        build.publish()
    return Filled(written, findings, overall, len(touched), size_anew)


def _forget(layout: Layout, name: str) -> None:
    forget(layout.state(name))


def _forget_all(layout: Layout) -> None:
    for table in MARTS:
        _forget(layout, table.full_name)
    _forget(layout, DATABASE)
    _forget(layout, LEDGER)


def _made_with() -> dict[str, str]:
    """Return what decides the marts beside the articles and corrections: rules and rates."""
    rules = code_fingerprint("text", "recognise", "interpret", "corpus", "marts", "reference/lexicons")
    return {"rules": rules, "rates": code_fingerprint("reference/fx_annual.csv")}


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What the marts rest on: of each document what its core rows are made from, and what is alike for all."""

    alike: str
    basis: Basis

    @classmethod
    def now(cls, layout: Layout, code: str) -> "MadeFrom | None":
        """Return what the core tables are made from; None where it is not known of all of them."""
        notes = [recall(layout.state(name), layout.parquet(TABLES[name])) for name in _ALIKE]
        facts = recall_basis(layout.bases, notes[0].basis) if notes[0] else None
        if facts is None or not all(notes):
            return None
        alike = hash_of(code, STORAGE_VERSION, duckdb.__version__, *(note.rules for note in notes if note))
        documents, copies = (
            literal(str(layout.parquet(TABLES[name]))) for name in ("core.document", "core.document_copy")
        )
        with duckdb.connect(":memory:", config=CONFIG) as connection:
            connection.register("facts", pa.table({"document_id": facts.documents, "mark": facts.marks}))
            rows = connection.sql(
                "SELECT document_id, mark || ' ' || md5(coalesce(d::VARCHAR, '') || coalesce(c::VARCHAR, '')) AS mark "
                f"FROM facts LEFT JOIN read_parquet({documents}) d USING (document_id) "
                f"LEFT JOIN read_parquet({copies}) c USING (document_id)"
            ).to_arrow_table()
        return cls(alike, basis_of(rows["document_id"], rows["mark"]))

    def touched(self, layout: Layout) -> pa.Array | None:
        """Return the documents to mend what is published by; None where it is to be made anew."""
        ledger = recall(layout.state(LEDGER), layout.ledger)
        database = recall(layout.state(DATABASE), layout.database)
        if ledger is None or database is None or ledger.rules != self.alike:
            return None
        if ledger.from_hash != database.from_hash or database.size > GROWN * ledger.rows + ROOM:
            return None
        if any(Path(f"{path}.wal").exists() for path in (layout.database, layout.ledger)):
            return None
        for table in MARTS:
            known = recall(layout.state(table.full_name), layout.parquet(table))
            if known is None or known.from_hash != database.from_hash:
                return None
            if table.name in MERGED and file_hash(layout.parquet(table)) != known.content_hash:
                return None
        old = recall_basis(layout.bases, ledger.basis)
        if old is None:
            return None
        touched = self.basis.touched_since(old)
        if len(touched) > steps.MENDED * len(old.documents):
            return None
        whole = file_hashes(layout.database, layout.ledger)
        return touched if whole == [database.content_hash, ledger.content_hash] else None

    def remember(self, layout: Layout, from_hash: str, size_anew: int, content_hash: str) -> None:
        """Write down what the ledger was made from."""
        keep_basis(layout.bases, self.basis)
        note = layout.state(LEDGER)
        remember(note, layout.ledger, from_hash, size_anew, self.alike, self.basis.hash, content_hash)


def _ledger_note(layout: Layout) -> Made:
    note = recall(layout.state(LEDGER), layout.ledger)
    assert note is not None  # or nothing would be mended
    return note


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


def _keep_ledger(connection: duckdb.DuckDBPyConnection, layout: Layout, staged: Path) -> None:
    connection.execute(f"ATTACH {literal(str(staged))} AS ledger (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        keep_ledger(connection)
        connection.execute("CHECKPOINT ledger")
    finally:
        connection.execute("DETACH ledger")
    Path(f"{layout.ledger}.wal").unlink(missing_ok=True)  # of a mending that was killed
    sync(staged)
    staged.replace(layout.ledger)


def _replace_rows(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """Bring the core tables of a copied warehouse in step: the rows of the touched articles, or all of few rows."""
    for table in CORE:
        path = literal(str(layout.parquet(table)))
        which = "WHERE document_id IN (FROM touched)" if table.full_name in BY_DOCUMENT else ""
        connection.execute(f"DELETE FROM wh.{qualified(table)} {which}")
        connection.execute(f"INSERT INTO wh.{qualified(table)} BY NAME SELECT * FROM read_parquet({path}) {which}")


def _examined_mended(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Finding]:
    """Run the rules of a mart on the rows made again; those of references on all of them.

    The rows that stay kept the rules when they were made, and the file that holds them is the one that was written: no
    two of them share a key, so only rows made again can share one, with each other or with one that stays.
    """
    findings = []
    for rule in rules(table):
        if rule.name == "every_row_has_evidence":
            staged = qualified(table)  # with the rows that name a fact that is gone
        elif rule.name == "key_is_unique":
            key = ", ".join(quoted(name) for name in table.key)
            staged = f"wh.{qualified(table)} SEMI JOIN mended_{table.name} USING ({key})"
        elif rule.of_one_row:
            staged = f"mended_{table.name}"
        else:
            staged = f"wh.{qualified(table)}"
        connection.execute(f"CREATE OR REPLACE TEMP VIEW staged AS FROM {staged}")
        for name, _ in rule.needs:
            connection.execute(f"CREATE OR REPLACE TEMP VIEW {relation(name)} AS FROM wh.{qualified(TABLES[name])}")
        findings.append(run_rule(connection, rule))
    if not all(finding.passed for finding in findings):
        raise FailedRulesError(table.full_name, findings)
    return findings


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


def _checked(connection: duckdb.DuckDBPyConnection) -> tuple[Finding, ...]:
    """Run the checks of the marts; what breaks one is not published."""
    findings = tuple(run_checks(connection))
    if not all(finding.passed for finding in findings):
        raise FailedRulesError(f"warehouse.{DATABASE}", findings)
    return findings


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Run the checks of the marts on the staged warehouse."""
    return [run_rule(connection, rule) for rule in overall_rules()]
