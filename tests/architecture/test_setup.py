"""What a fresh machine needs: locks in step with pyproject.toml, no host in them, the same tables in Dagster's eyes."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DEV_LOCK = (ROOT / ".ci" / "requirements-dev.lock").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", lock, re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9._-]+", line)[0].lower().replace("_", "-") for line in requirements}


def test_every_dependency_is_locked():
    assert names(PROJECT["dependencies"]) <= set(pins(LOCK))
    assert names(PROJECT["optional-dependencies"]["dev"]) <= set(pins(DEV_LOCK))


def test_the_tools_for_tests_change_no_locked_version():
    runtime = pins(LOCK)
    assert {name: version for name, version in pins(DEV_LOCK).items() if runtime.get(name, version) != version} == {}


@pytest.mark.parametrize("lock", [LOCK, DEV_LOCK], ids=["run", "dev"])
def test_a_lock_holds_hashes_and_no_place(lock):
    assert not re.search(r"https?:|file:|--index|--find-links|(^|\s)/", lock)
    requirements = re.split(r"\n(?=[a-z0-9])", lock)
    assert all("--hash=sha256:" in text for text in requirements if "==" in text.splitlines()[0])


def test_the_ignored_folders_are_ignored():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {".venv/", "warehouse/*", ".dagster_home/*"} <= set(ignored)
