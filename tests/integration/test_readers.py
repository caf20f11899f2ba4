"""Readers are never blocked and never see a mixture while the warehouse is published anew."""

import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipelines.marts.build import MartReference, build_marts
from pipelines.store.layout import Layout
from pipelines.store.warehouse import building
from pipelines.tables.catalogue import TABLES
from tests.labelled import empty_core, fill
from tests.slips import RATES, World

# A reader of its own process: opens, asks two tables which publish they are of, closes; until the file `stop` is there.
READER = """
import pathlib, sys, time
from pipelines.store.opening import connect
database, stop = map(pathlib.Path, sys.argv[1:])
queries = 0
while not stop.exists():
    with connect(database) as connection:
        seen = {
            connection.execute("SELECT DISTINCT title FROM core.document").fetchall()[0][0],
            connection.execute("SELECT DISTINCT title FROM marts.evidence").fetchall()[0][0],
            connection.execute("SELECT DISTINCT title FROM marts.coverage").fetchall()[0][0],
        }
        rows = connection.execute("SELECT count(*) FROM marts.cluster_output").fetchall()[0][0]
    assert len(seen) == 1 and rows > 0, (seen, rows)
    queries += 4
    time.sleep(0.1)
print(queries)
"""


def marts_once() -> dict[str, pa.Table]:
    """Build a small warehouse in memory; return its tables."""
    world = World(seed=3)
    for group in range(5):
        world.add_clean(group)
    with duckdb.connect() as connection:
        empty_core(connection)
        fill(connection, "document", world.documents)
        fill(connection, "sentence", world.sentences)
        fill(connection, "observation", world.observations)
        build_marts(connection, MartReference(rates=RATES))
        names = [table.full_name for table in TABLES.values() if table.in_duckdb]
        return {name: connection.sql(f"SELECT * FROM {name}").to_arrow_table() for name in names}


def publish(layout: Layout, tables: dict[str, pa.Table], number: int) -> None:
    """Publish the tables with the number of the publish as every title."""
    with building(layout.database) as build:
        for schema in ("core", "marts"):
            build.connection.execute(f"CREATE SCHEMA {schema}")
        for name, rows in tables.items():
            build.connection.register("rows", rows)
            titled = f"* REPLACE ('publish {number}' AS title)" if "title" in rows.column_names else "*"
            build.connection.execute(f"CREATE TABLE {name} AS SELECT {titled} FROM rows")
            build.connection.unregister("rows")
        build.publish()


def read_while_publishing(folder: Path, readers: int, publishes: int) -> int:
    """Return how many queries were answered; any error or mixture fails."""
    layout, stop = Layout(folder), folder / "stop"
    tables = marts_once()
    publish(layout, tables, 0)
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", READER, str(layout.database), str(stop)], cwd=root, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(readers)
    ]  # fmt: skip
    try:
        for number in range(1, publishes + 1):
            publish(layout, tables, number)
        time.sleep(0.2)
    finally:
        stop.touch()
        finished = [(*process.communicate(timeout=120), process.returncode) for process in running]
    assert [error for _, error, status in finished if status != 0] == []
    return sum(int(out) for out, _, _ in finished)


def test_readers_see_whole_warehouses_only(tmp_path):
    assert read_while_publishing(tmp_path, readers=2, publishes=6) > 0


@pytest.mark.slow
def test_eight_readers_through_a_hundred_publishes(tmp_path):
    queries = read_while_publishing(tmp_path, readers=8, publishes=100)
    print(f"{queries:,} queries by 8 readers through 100 publishes, 0 errors")
    assert queries > 100
