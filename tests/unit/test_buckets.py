"""Rows in buckets: a bucket is written where it gains or loses a row, and the rules look at what it gains."""

from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.store.buckets import BUCKETS, Incoming, read_bucket
from pipelines.store.files import file_hash
from pipelines.store.intake import TEXTS

OLD = [f"{digit}{at}" for digit in "05f" for at in range(3)]


class RefusedError(Exception):
    pass


def bring(folder: Path, new: list[str], kept: list[str], accept=lambda table, rows: None) -> None:
    """Let `new` documents come, beside those of the `kept` that are there."""
    with Incoming(TEXTS, folder) as incoming:
        for name in new:
            incoming.add({"document_id": name, "text": f"text of {name}"})
        every = pa.array([*kept, *new], pa.string())
        incoming.merge(every, every, accept)


@pytest.fixture
def folder(tmp_path) -> Path:
    bring(tmp_path / "texts", OLD, [])
    return tmp_path / "texts"


def inodes(folder: Path) -> dict[str, int]:
    return {path.name[7]: path.stat().st_ino for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("new", "gone", "written"),
    [
        (["54", "a1"], [], "5a"),
        ([], ["51"], "5"),
        (["54"], ["f0", "f1", "f2"], "5"),
        (["51", "52"], [], ""),  # opened again, and the same
        (["53"], ["50"], "5"),
    ],
)
def test_only_buckets_that_gain_or_lose_are_written(folder, tmp_path, new, gone, written):
    before = inodes(folder)
    kept = [name for name in OLD if name not in gone]
    bring(folder, new, kept)
    after = inodes(folder)
    assert {digit for digit in after if after[digit] != before.get(digit)} == set(written)
    bring(tmp_path / "at once", [*new, *kept], [])
    assert {p.name: file_hash(p) for p in folder.iterdir()} == {
        p.name: file_hash(p) for p in (tmp_path / "at once").iterdir()
    }


def test_the_rules_see_what_is_new_and_nothing_is_written_against_them(folder):
    seen = []
    bring(folder, ["54", "51", "54"], OLD, lambda table, rows: seen.extend(rows["document_id"].to_pylist()))
    assert seen == ["54"]

    def refuse(table, rows):
        raise RefusedError

    before = inodes(folder)
    with pytest.raises(RefusedError):
        bring(folder, ["55"], [*OLD, "54"], refuse)
    assert inodes(folder) == before
    held = [name for digit in BUCKETS for name in read_bucket(TEXTS, folder, digit)["document_id"].to_pylist()]
    assert held == sorted([*OLD, "54"])
