"""Readers are never blocked and never see a mixture while the warehouse is published anew."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.marts.build import MartReference, build_marts
from pipelines.store.layout import Layout
from pipelines.store.warehouse import building
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
    time.sleep(0.02)
print(queries)
"""


def publish(layout: Layout, number: int) -> None:
    world = World(seed=3)
    for group in range(5):
        world.add_clean(group)
    with building(layout.database) as build:
        connection = build.connection
        empty_core(connection)
        fill(connection, "document", [d | {"title": f"publish {number}"} for d in world.documents])
        fill(connection, "sentence", world.sentences)
        fill(connection, "observation", world.observations)
        build_marts(connection, MartReference(rates=RATES))
        build.publish()


def read_while_publishing(folder: Path, readers: int, publishes: int) -> int:
    """Return how many queries were answered; any error or mixture fails."""
    layout, stop = Layout(folder), folder / "stop"
    publish(layout, 0)
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen([sys.executable, "-c", READER, str(layout.database), str(stop)], cwd=root, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(readers)
    ]  # fmt: skip
    try:
        for number in range(1, publishes + 1):
            publish(layout, number)
        time.sleep(0.2)
    finally:
        stop.touch()
        finished = [(*process.communicate(timeout=60), process.returncode) for process in running]
    assert [error for _, error, status in finished if status != 0] == []
    return sum(int(out) for out, _, _ in finished)


def test_readers_see_whole_warehouses_only(tmp_path):
    assert read_while_publishing(tmp_path, readers=2, publishes=6) > 0


@pytest.mark.slow
def test_eight_readers_through_a_hundred_publishes(tmp_path):
    queries = read_while_publishing(tmp_path, readers=8, publishes=100)
    print(f"{queries:,} queries by 8 readers through 100 publishes, 0 errors")
    assert queries > 1000
