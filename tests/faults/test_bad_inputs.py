"""Every kind of bad input gives one rejection, costs little, writes nothing, and stops nothing.

`make test-faults` tries every variant (CLUSTERBOOK_FAULTS=full); otherwise the first of each kind.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import bad_inputs
from tests.faults.bad_inputs import KINDS, Kind

FULL = os.environ.get("CLUSTERBOOK_FAULTS") == "full"
SECONDS = 2.0
PEAK_MB = 300
GOOD = "The town of Zhili has 7,500 mills.\n"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_bad_input_is_one_row_and_the_run_goes_on(kind: Kind, tmp_path: Path) -> None:
    folders = [tmp_path / f"{variant}" / "raw" for variant in range(kind.each if FULL else 1)]
    for variant, folder in enumerate(folders):
        bad_inputs.write(folder, kind, variant)
        (folder / "good.txt").write_text(GOOD)
    before = everything_below(tmp_path)

    answers = read(folders, tmp_path)

    assert len(answers) == len(folders)
    for folder, answer in zip(folders, answers, strict=True):
        rejected = [row for row in answer["rows"] if row[1] is not None]
        assert [row[0] for row in answer["rows"] if row[1] is None] == ["good.txt"], (folder, answer)
        assert len(rejected) == 1, (folder, answer)
        assert rejected[0][1] in kind.codes, (folder, rejected)
        assert answer["processor"] < SECONDS, (folder, answer)
        assert answer["peak_mb"] < PEAK_MB, (folder, answer)
    assert everything_below(tmp_path) == before


def read(folders: list[Path], where: Path) -> list[dict]:
    """Read the folders in a process of its own, whose memory is the reader's alone."""
    command = [sys.executable, "-m", "tests.faults.reading", *map(str, folders)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def everything_below(folder: Path) -> set[str]:
    found = set()
    for here, folders, files in os.walk(os.fsencode(folder)):
        found.update(os.path.join(here, name) for name in folders + files)  # noqa: PTH118
    return found


def test_there_are_enough_of_them() -> None:
    assert len(KINDS) >= 40
    assert sum(kind.each for kind in KINDS) >= 500
