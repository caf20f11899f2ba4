"""Incremental equals full: after any sequence of changes the warehouse holds what a build from nothing would.

`make test-faults` tries three hundred sequences (CLUSTERBOOK_FAULTS=full), otherwise thirty. Fifteen run side by side,
each in a part of the raw folder of its own, so that they share the builds.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.world import Builder, World, builder, contents, write_corrections

SEQUENCES = 300 if os.environ.get("CLUSTERBOOK_FAULTS") == "full" else 30
AT_ONCE = 15
ROUNDS = 3


@pytest.fixture(scope="module")
def workshop() -> Iterator[Builder]:
    with builder() as process:
        yield process


@pytest.mark.parametrize("group", range(SEQUENCES // AT_ONCE))
def test_a_build_after_changes_equals_a_build_from_nothing(workshop: Builder, group: int, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    worlds = [World(raw, f"edits {group} {number}", 3, f"{number}") for number in range(AT_ONCE)]
    workshop.must_build(raw, tmp_path / "kept")
    changes = []
    for _ in range(ROUNDS):
        changes.append([world.change() for world in worlds for _ in range(world.rng.randint(0, 3))])
        write_corrections(raw, worlds)
        workshop.must_build(raw, tmp_path / "kept")
    workshop.must_build(raw, tmp_path / "full")
    assert contents(tmp_path / "kept") == contents(tmp_path / "full"), changes
