"""Marts that are mended after a few articles changed are those that would be made from nothing, row by row."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.marts.build import MARTS, MartReference, build_marts, run_checks
from pipelines.marts.mending import Mending, UnlikeError, keep_ledger
from pipelines.tables.catalogue import TABLES
from tests.bench.marts import generate
from tests.labelled import load_labelled
from tests.slips import RATES

GOLD = Path(__file__).parents[1] / "gold"
CORE = [table.name for table in TABLES.values() if table.schema == "core" and table.in_duckdb]
BY_DOCUMENT = [name for name in CORE if any(c.name == "document_id" for c in TABLES[f"core.{name}"].columns)]
LEDGER = ("figure", "told_alike", "reconciled", "finding", "spoken_currency")
# Places within places and goods within goods, so that a part may contradict a whole that no touched article speaks of.
HYPERNYMS = {"sweaters": "knitwear", "knitwear": "apparel", "socks": "hosiery"}


def generated(connection: duckdb.DuckDBPyConnection) -> None:
    generate(connection, 1200)
    connection.execute("UPDATE core.observation SET unit = 'INR' WHERE hash(observation_id) % 23 = 0 AND unit = 'CNY'")
    connection.execute("UPDATE core.observation SET time_period = NULL, period_start = NULL, period_end = NULL "
                       "WHERE hash(observation_id, 5) % 3 = 0")  # fmt: skip


def labelled(connection: duckdb.DuckDBPyConnection) -> None:
    load_labelled(connection, GOLD)


def reference(connection: duckdb.DuckDBPyConnection) -> MartReference | None:
    return None if connection.execute("SELECT count(*) FROM core.document").fetchall()[0][0] < 100 else MartReference(
        rates=RATES, hypernyms=HYPERNYMS
    )  # fmt: skip


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for name in ("every", "wh", "ledger", "anew"):
            connection.execute(f"ATTACH ':memory:' AS {name}")
        yield connection


def made(connection: duckdb.DuckDBPyConnection, database: str, world: MartReference | None) -> None:
    """Make marts and ledger from nothing, on what the core tables of a database hold."""
    connection.execute(f"USE {database}")
    build_marts(connection, world)
    connection.execute("USE memory")
    connection.execute("DROP SCHEMA IF EXISTS core CASCADE; CREATE SCHEMA core")
    for name in CORE:
        connection.execute(f'CREATE VIEW core."{name}" AS FROM {database}.core."{name}"')
    keep_ledger(connection)
    connection.execute("DROP SCHEMA core CASCADE")


def put(connection: duckdb.DuckDBPyConnection, database: str, chosen: str) -> None:
    """Let a database hold the chosen documents of all."""
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {database}.core")
    for name in CORE:
        where = f"WHERE document_id IN (FROM {chosen})" if name in BY_DOCUMENT else ""
        connection.execute(f'CREATE OR REPLACE TABLE {database}.core."{name}" AS FROM every.core."{name}" {where}')


def rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f"FROM {table} ORDER BY ALL").fetchall()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("core", [generated, labelled])
def test_mended_marts_are_those_made_from_nothing(
    connection: duckdb.DuckDBPyConnection, core: Callable[[duckdb.DuckDBPyConnection], None], seed: int
) -> None:
    rng = random.Random(seed)
    connection.execute("USE every")
    core(connection)
    world = reference(connection)
    documents = sorted(one for (one,) in connection.execute("SELECT document_id FROM core.document").fetchall())
    connection.execute("USE memory")
    chosen = set(rng.sample(documents, len(documents) * 3 // 4))
    connection.execute("CREATE TEMP TABLE chosen (document_id VARCHAR)")
    connection.executemany("INSERT INTO chosen VALUES (?)", [(one,) for one in sorted(chosen)])
    put(connection, "wh", "chosen")
    made(connection, "wh", world)
    for _ in range(2):
        few = rng.choice((1, 3, len(documents) // 8))
        gone = set(rng.sample(sorted(chosen), min(few, len(chosen) - 2)))
        came = set(rng.sample(sorted(set(documents) - chosen), rng.randint(0, min(few, len(documents) - len(chosen)))))
        redated = set(rng.sample(sorted(chosen - gone), 1))
        chosen = chosen - gone | came
        try:
            mending = Mending(connection, gone | came | redated)
            connection.execute("DELETE FROM chosen")
            connection.executemany("INSERT INTO chosen VALUES (?)", [(one,) for one in sorted(chosen)])
            connection.execute("UPDATE every.core.document SET published_on = published_on + 400 WHERE document_id = ?",
                               sorted(redated))  # fmt: skip
            put(connection, "wh", "chosen")
            mending.mend(world)
        except UnlikeError:
            made(connection, "wh", world)
            continue
        mending.show_mended()
        assert not any(run_checks(connection).values())
        put(connection, "anew", "chosen")
        for name in LEDGER:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE mended_ledger_{name} AS FROM ledger.{name}")
        made(connection, "anew", world)
        for name in LEDGER:
            assert rows(connection, f"mended_ledger_{name}") == rows(connection, f"ledger.{name}"), name
        for name in MARTS:
            assert rows(connection, f"wh.marts.{name}") == rows(connection, f"anew.marts.{name}"), name
