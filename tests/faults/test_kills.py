"""kill -9 at random moments and at commit points: the next run gives what an undisturbed run gives.

`make test-faults` (CLUSTERBOOK_FAULTS=full) kills once at every commit point of a build, then a hundred times at random
moments; otherwise six times each.
"""

import os
import random
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.world import Builder, World, builder, contents, published, write_corrections

FULL = os.environ.get("CLUSTERBOOK_FAULTS") == "full"
AT_POINTS = 300 if FULL else 6  # commit points died at; a build has fewer than the full count
AT_MOMENTS = 100 if FULL else 6


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


@pytest.mark.parametrize("number", range(AT_POINTS))
def test_a_run_killed_at_a_commit_point_is_healed_by_the_next(
    workshop: Builder, scene: dict, number: int, tmp_path: Path
) -> None:
    point = number + 1 if FULL else random.Random(f"point {number}").randint(1, scene["calls"])
    if point > scene["calls"]:
        pytest.skip(f"a build has {scene['calls']} commit points")
    killed_and_healed(workshop, scene, tmp_path / "warehouse", at=point)


@pytest.mark.parametrize("number", range(AT_MOMENTS))
def test_a_run_killed_at_a_random_moment_is_healed_by_the_next(
    workshop: Builder, scene: dict, number: int, tmp_path: Path
) -> None:
    rng = random.Random(f"moment {number}")
    moments = [rng.uniform(0, scene["seconds"]) for _ in range(rng.choice([1, 1, 1, 2]))]  # some runs die twice
    killed_and_healed(workshop, scene, tmp_path / "warehouse", *({"after": moment} for moment in moments))


def killed_and_healed(workshop: Builder, scene: dict, warehouse: Path, *deaths: dict, **death: int) -> None:
    shutil.copytree(scene["folder"] / "before", warehouse)
    for how in deaths or (death,):
        answer = workshop.build(scene["raw"], warehouse, **how)
        assert answer["status"] == -signal.SIGKILL or "after" in how, "the run was to die and did not"
        assert published(warehouse) in (scene["old"], scene["new"]), "a reader saw a half-built warehouse"
    workshop.must_build(scene["raw"], warehouse)
    assert contents(warehouse) == scene["rows"]
    assert leftovers(warehouse) == leftovers(scene["folder"] / "full")


def leftovers(warehouse: Path) -> set[str]:
    """Return the files that no table accounts for."""
    return {file.name for file in warehouse.rglob(".*") if file.is_file()}


def test_there_are_commit_points_to_die_at(scene: dict) -> None:
    assert 50 < scene["calls"] <= 300
    assert scene["old"] != scene["new"]
