"""The marts are the same whatever the order of the rows that they are made from, and however many threads make them."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.marts.build import MARTS, MartReference, build_marts
from pipelines.tables.catalogue import TABLES
from tests.bench.marts import generate
from tests.labelled import load_labelled
from tests.slips import RATES

GOLD = Path(__file__).parents[1] / "gold"
Rows = dict[str, list[tuple[object, ...]]]


def generated(connection: duckdb.DuckDBPyConnection) -> None:
    generate(connection, 4000)


def labelled(connection: duckdb.DuckDBPyConnection) -> None:
    load_labelled(connection, GOLD)


def marts(connection: duckdb.DuckDBPyConnection, threads: int) -> Rows:
    connection.execute(f"SET threads = {threads}")
    build_marts(connection, MartReference(rates=RATES))
    found: Rows = {}
    for name in MARTS:
        key = ", ".join(f'"{column}"' for column in TABLES[f"marts.{name}"].key)
        found[name] = connection.execute(f"SELECT * FROM marts.{name} ORDER BY {key}").fetchall()
    return found


def shuffle(connection: duckdb.DuckDBPyConnection, seed: int) -> None:
    for table in TABLES.values():
        if table.schema == "core" and table.in_duckdb:
            name = f'core."{table.name}"'
            connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM {name} ORDER BY hash(rowid, {seed})")


@pytest.mark.parametrize("core", [generated, labelled])
def test_the_order_of_the_core_rows_makes_no_difference(core: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
    with duckdb.connect() as connection:
        core(connection)
        ordered = marts(connection, 1)
        assert sum(map(len, ordered.values())) > 500
        for seed in range(3):
            shuffle(connection, seed)
            shuffled = marts(connection, 1 + seed)
            for name, rows in ordered.items():
                different = [pair for pair in zip(rows, shuffled[name], strict=True) if pair[0] != pair[1]]
                assert different == [], f"marts.{name} depends on the order of core rows"
