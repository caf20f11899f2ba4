"""The README: its figures are those measured now, and every command in it runs."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from pipelines.cli import parser
from tests.readme import PUBLISHED, README, ROOT, SETS, card_table, cards, filled, published

TEXT = README.read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
OURS = [line.removeprefix("clusterbook ") for line in COMMANDS if line.startswith("clusterbook ")]
REFRESH = "run python -m tests.readme"


def test_the_card_is_what_is_measured_now():
    measured = cards()
    assert filled(TEXT, "card", card_table(measured)) == TEXT, REFRESH
    assert PUBLISHED.read_text(encoding="utf-8") == published(measured["gold"]), REFRESH


def test_every_make_target_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in COMMANDS:
        if command.startswith("make "):
            assert re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE), command


def test_every_command_of_the_command_line_is_named():
    choices = next(action.choices for action in parser()._actions if action.choices)
    missing = [name for name in choices if f"clusterbook {name}" not in TEXT]
    assert missing == []


@pytest.mark.parametrize("command", [one for one in OURS if not one.startswith("ui")])
def test_every_command_runs_as_printed(command, built, tmp_path):
    """Run each line on a warehouse of a few articles, in a folder of its own."""
    words = shlex.split(command)
    warehouse = tmp_path / "warehouse"
    shutil.copytree(built.warehouse, warehouse)
    book = tmp_path / "book"
    shutil.copytree(built.warehouse, book)
    for name in ("raw", "articles"):
        shutil.copytree(built.raw, tmp_path / name)
    shutil.copytree(ROOT / "tests" / "gold", tmp_path / "tests" / "gold", ignore=shutil.ignore_patterns("*.md"))
    for name in SETS.keys() - {"gold"}:
        shutil.copytree(ROOT / "tests" / "gold", tmp_path / "tests" / name)
    words = [str(tmp_path / word.removeprefix("~/")) if word.startswith("~/") else word for word in words]
    if "explain" in words[:1]:
        words[1] = built.sql("select min(observation_id) from core.observation")[0][0]
    if "report" in words[:1]:
        words.append("--no-open")
    if words[0] in ("sql", "explain", "report", "export", "review", "diff") and "--warehouse" not in words:
        words += ["--warehouse", str(warehouse)]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "DAGSTER_HOME": str(tmp_path / "home"),
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", *words], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
