"""A sorted file mended by the rows of some documents is the very file that all rows together give."""

import random
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.errors import ClusterbookError
from pipelines.store import merging, sorting
from pipelines.store.files import file_hash
from pipelines.store.merging import merged
from pipelines.store.parquet import conform
from pipelines.store.sorting import write_ordered
from pipelines.tables.catalogue import TABLES

FURNITURE = TABLES["core.furniture"]


def rows(documents: list[int], version: int = 0) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"document_id": f"{d * 7919 % 1009:04}", "start": at * 100, "end": at * 100 + 9, "quote": f"{d} {version}"}
            for d in documents
            for at in range(d % 5)
        ],
        schema=pa.schema([("document_id", "string"), ("start", "int64"), ("end", "int64"), ("quote", "string")]),
    )


def write(found: pa.Table, path: Path) -> str:
    write_ordered(conform(found, FURNITURE).to_batches(), FURNITURE, path)
    return file_hash(path)


@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("seed", range(5))
def test_what_is_put_in_and_taken_out_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, few: int
) -> None:
    monkeypatch.setattr(merging, "_FEW", few)
    monkeypatch.setattr(sorting, "ROW_GROUP", 64)
    chance = random.Random(seed)
    every = list(range(400))
    old, gone, came = chance.sample(every, 300), chance.randint(0, 20), chance.randint(0, 40)
    dropped = chance.sample(old, gone)
    edited = chance.sample(sorted(set(old) - set(dropped)), 5)
    fresh = pa.concat_tables([rows(chance.sample(sorted(set(every) - set(old)), came)), rows(edited, 1)])
    stays = rows([one for one in old if one not in dropped and one not in edited])
    write(rows(old), tmp_path / "old")
    ids = pa.array([f"{d * 7919 % 1009:04}" for d in (*dropped, *edited)], pa.string())
    write_ordered(merged(tmp_path / "old", FURNITURE, ids, fresh), FURNITURE, tmp_path / "mended")
    assert file_hash(tmp_path / "mended") == write(pa.concat_tables([stays, fresh]), tmp_path / "anew")


@pytest.mark.parametrize("few", [0, 1_000])
def test_two_rows_of_one_key_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(merging, "_FEW", few)
    write(rows([1, 2, 3, 4]), tmp_path / "old")
    none = pa.array([], pa.string())
    for fresh in (rows([3], 1), pa.concat_tables([rows([6]), rows([6], 1)])):
        with pytest.raises(ClusterbookError, match="two rows share"):
            list(merged(tmp_path / "old", FURNITURE, none, fresh))
