"""kill -9 at random moments and at commit points: the next run gives what an undisturbed run gives.

`make test-faults` kills two hundred times (CLUSTERBOOK_FAULTS=full), otherwise twelve.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.world import Builder, World, builder, contents, published, write_corrections

KILLS = 200 if os.environ.get("CLUSTERBOOK_FAULTS") == "full" else 12


@pytest.fixture(scope="module")
def workshop() -> Iterator[Builder]:
    with builder() as process:
        yield process


@pytest.fixture(scope="module")
def scene(workshop: Builder, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """A warehouse, a raw folder that has changed since, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("scene")
    world = World(folder / "raw", "kills")
    workshop.must_build(world.raw, folder / "before")
    for change in (world.add, world.edit, world.rename, world.remove, world.copy, world.redate, world.correct):
        change()
    write_corrections(world.raw, [world])
    shutil.copytree(folder / "before", folder / "after")
    answer = workshop.must_build(world.raw, folder / "after")
    workshop.must_build(world.raw, folder / "full")
    assert contents(folder / "after") == contents(folder / "full")
    return {
        "folder": folder,
        "raw": world.raw,
        "calls": answer["calls"],
        "seconds": answer["seconds"],
        "old": published(folder / "before"),
        "new": published(folder / "full"),
        "rows": contents(folder / "full"),
    }


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_is_healed_by_the_next(workshop: Builder, scene: dict, number: int, tmp_path: Path) -> None:
    rng = random.Random(f"kill {number}")
    warehouse = tmp_path / "warehouse"
    shutil.copytree(scene["folder"] / "before", warehouse)
    for _ in range(rng.choice([1, 1, 1, 2])):  # some runs die twice
        how = {"at": rng.randint(1, scene["calls"])} if number % 2 else {"after": rng.uniform(0, scene["seconds"])}
        workshop.build(scene["raw"], warehouse, **how)
        assert published(warehouse) in (scene["old"], scene["new"]), "a reader saw a half-built warehouse"
    workshop.must_build(scene["raw"], warehouse)
    assert contents(warehouse) == scene["rows"]
    assert leftovers(warehouse) == leftovers(scene["folder"] / "full")


def leftovers(warehouse: Path) -> set[str]:
    """Return the files that no table accounts for."""
    return {file.name for file in warehouse.rglob(".*") if file.is_file()}


def test_there_are_commit_points_to_die_at(scene: dict) -> None:
    assert scene["calls"] > 50
    assert scene["old"] != scene["new"]
