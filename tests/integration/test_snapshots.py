"""Snapshots: dated, checksummed, pruned; what changed between two of them has a cause."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipelines.errors import ClusterbookError
from pipelines.marts.build import MartReference, build_marts
from pipelines.store import parquet
from pipelines.store.changes import compare
from pipelines.store.files import file_hash
from pipelines.store.opening import open_warehouse
from pipelines.store.snapshots import SNAPSHOT_TABLES, find_snapshot, list_snapshots, take_snapshot
from pipelines.tables.catalogue import TABLES
from tests.labelled import empty_core, fill, identity, time_period

RATE = [(2022, "CNY", 6.73)]
WITH = {"rules": "r1", "rates": "x1"}


def statement(document: str, value: int, quote: str = "", **fields) -> dict:
    start, end = date(2022, 1, 1), date(2022, 12, 31)
    return {
        "observation_id": identity(document, quote or value), "document_id": document, "start": 0, "end": 5,
        "ordinal": 0, "quote": quote or str(value), "sentence_id": f"s-{document}", "value": Decimal(value),
        "value_low": Decimal(value), "value_high": Decimal(value), "qualifier": "exact", "unit": "CNY",
        "unit_printed": "yuan", "product": "knitwear", "indicator": "output_value", "trade": "knitwear",
        "subject": "Datang", "subject_kind": "cluster",
        "place_code": "cn-330681005", "place_candidates": [], "cluster_id": "cn-330681005-knitwear",
        "period_start": start, "period_end": end, "time_period": time_period(start, end), "period_basis": "stated",
        "statement_kind": "actual", "scope": "all", "obs_status": "A", "confidence": 0.8, "rule": "r", "decisions": [],
    } | fields  # fmt: skip


def published(
    folder: Path, statements: list[dict], *, rates=RATE, corrections=(), inputs=WITH, day=1, keep=30, urls=None
):
    """Build marts from the statements, write their Parquet and take a snapshot."""
    with duckdb.connect() as connection:
        empty_core(connection)
        documents = sorted({s["document_id"] for s in statements})
        fill(connection, "document", [
            {"document_id": d, "title": d, "source_url": (urls or {}).get(d, f"https://example.org/{d}"),
             "language": "en", "published_on": date(2023, 1, 1), "published_basis": "sidecar", "char_count": 9}
            for d in documents
        ])  # fmt: skip
        fill(connection, "document_copy", [
            {"document_id": d, "representative_id": d, "similarity": 1.0, "differing_figures": []} for d in documents
        ])  # fmt: skip
        fill(connection, "sentence", [
            {"sentence_id": f"s-{d}", "document_id": d, "start": 0, "end": 9, "text": "It made much.", "paragraph": 0,
             "sentence_kind": "body"} for d in documents
        ])  # fmt: skip
        fill(connection, "observation", statements)
        fill(connection, "correction", corrections)
        build_marts(connection, MartReference(rates=rates))
        tables = {}
        for name in SNAPSHOT_TABLES:
            path = folder / f"{name}.parquet"
            rows = connection.sql(f"SELECT * FROM {name}").to_arrow_table()
            parquet.write(parquet.conform(rows, TABLES[name]), TABLES[name], path)
            tables[name] = path
    return take_snapshot(folder / "snapshots", tables, inputs, keep=keep, now=datetime(2026, 11, day, tzinfo=UTC))


def causes(folder: Path) -> set[str]:
    before, after = list_snapshots(folder / "snapshots")[-2:]
    return {change.cause for change in compare(before, after)}


def test_nothing_changed_takes_no_snapshot(tmp_path):
    assert published(tmp_path, [statement("d1", 10)]) is not None
    assert published(tmp_path, [statement("d1", 10)], day=2) is None


def test_only_the_last_ones_stay(tmp_path):
    for n in range(1, 6):
        published(tmp_path, [statement("d1", n)], day=n, keep=3)
    assert [snapshot.number for snapshot in list_snapshots(tmp_path / "snapshots")] == [3, 4, 5]


def test_a_clock_set_back_does_not_change_the_order(tmp_path):
    published(tmp_path, [statement("d1", 1)], day=9)
    published(tmp_path, [statement("d1", 2)], day=3)
    assert [snapshot.taken_at.day for snapshot in list_snapshots(tmp_path / "snapshots")] == [9, 3]


def test_a_damaged_file_is_told(tmp_path):
    snapshot = published(tmp_path, [statement("d1", 1)])
    path = snapshot.folder / "marts.cluster.parquet"
    path.unlink()  # it is a link: the published file must not change
    path.write_bytes(b"not it")
    with pytest.raises(ClusterbookError, match="damaged"):
        snapshot.path("marts.cluster")


def test_a_file_damaged_between_its_writing_and_its_snapshot_is_told(tmp_path):
    path = tmp_path / "marts.cluster.parquet"
    path.write_bytes(b"as it was written")
    hashes = {"marts.cluster": file_hash(path)}
    path.write_bytes(b"as the disk has it")
    snapshot = take_snapshot(tmp_path / "snapshots", {"marts.cluster": path}, WITH, hashes=hashes)
    with pytest.raises(ClusterbookError, match="damaged"):
        snapshot.path("marts.cluster")


def test_a_snapshot_is_found_by_day_number_and_name(tmp_path):
    for n in (1, 5, 9):
        published(tmp_path, [statement("d1", n)], day=n)
    folder = tmp_path / "snapshots"
    assert find_snapshot(folder).number == 3
    assert find_snapshot(folder, 2).number == 2
    assert find_snapshot(folder, "2026-11-07").number == 2
    assert find_snapshot(folder, find_snapshot(folder, 1).name).number == 1
    with pytest.raises(ClusterbookError, match="no snapshot"):
        find_snapshot(folder, "2020-01-01")


def test_the_warehouse_opens_as_of_a_day(tmp_path):
    published(tmp_path, [statement("d1", 1)], day=1)
    published(tmp_path, [statement("d1", 2)], day=2)
    with open_warehouse(tmp_path, as_of="2026-11-01") as warehouse:
        assert [int(value) for value in warehouse["marts.cluster_output"]["value"]] == [1]
        cited = warehouse.sql("SELECT cite(observation_ids[1]) AS words FROM marts.cluster_output")
        assert "https://example.org/d1" in cited["words"][0]
        with pytest.raises(duckdb.Error):
            warehouse.sql("SELECT * FROM read_csv('/etc/passwd')")


def test_a_new_article_is_the_cause(tmp_path):
    published(tmp_path, [statement("d1", 100)])
    published(tmp_path, [statement("d1", 100), statement("d2", 150)], day=2)
    assert causes(tmp_path) == {"new article"}


def test_a_removed_article_is_the_cause(tmp_path):
    published(tmp_path, [statement("d1", 100), statement("d2", 150)])
    published(tmp_path, [statement("d1", 100)], day=2)
    assert causes(tmp_path) == {"removed article"}


def test_an_edited_article_is_the_cause(tmp_path):
    address = {"d1": "https://example.org/same", "d2": "https://example.org/same"}
    published(tmp_path, [statement("d1", 100)], urls=address)
    published(tmp_path, [statement("d2", 150)], day=2, urls=address)
    assert causes(tmp_path) == {"edited article"}


def test_new_rates_are_the_cause(tmp_path):
    published(tmp_path, [statement("d1", 100)])
    published(tmp_path, [statement("d1", 100)], rates=[(2022, "CNY", 7.0)], inputs=WITH | {"rates": "x2"}, day=2)
    assert causes(tmp_path) == {"new rates"}


def test_new_rules_are_the_cause(tmp_path):
    published(tmp_path, [statement("d1", 100, quote="a hundred")])
    published(tmp_path, [statement("d1", 101, quote="a hundred")], inputs=WITH | {"rules": "r2"}, day=2)
    assert causes(tmp_path) == {"new rules"}


def test_a_correction_is_the_cause(tmp_path):
    before = statement("d1", 100, quote="a hundred")
    after = statement("d1", 90, quote="a hundred", rule="correction c1 after r")
    correction = {
        "correction_id": "c1", "action": "set", "target": "d1", "status": "applied",
        "applied_to": [after["observation_id"]],
    }  # fmt: skip
    published(tmp_path, [before])
    published(tmp_path, [after], corrections=[correction], day=2)
    assert causes(tmp_path) == {"correction"}


def test_a_snapshot_of_a_version_with_fewer_columns_can_be_compared(tmp_path):
    before = published(tmp_path, [statement("d1", 100)])
    after = published(tmp_path, [statement("d1", 120)], inputs=WITH | {"rules": "r2"}, day=2)
    assert before is not None
    assert after is not None
    path = before.path("marts.cluster")
    table = pq.read_table(path, partitioning=None).drop_columns(["coordinates_of"])
    path.unlink()  # the file is shared with the table that it was linked from
    pq.write_table(table, path)
    assert {change.column for change in compare(before, after)} >= {"value"}


def test_changes_of_some_columns_are_those_among_all(tmp_path):
    published(tmp_path, [statement("d1", 100), statement("d2", 200, product="socks")])
    published(tmp_path, [statement("d1", 150), statement("d3", 300, product="yarn")], rates=[(2022, "CNY", 7.0)], day=2)
    before, after = list_snapshots(tmp_path / "snapshots")
    found, columns = list(compare(before, after)), ("value", "qualifier")
    chosen = [one for one in found if one.table == "marts.cluster_output" and one.column in ("", *columns)]
    assert {one.column for one in chosen} == {"", "value"}
    assert {one.column for one in found} > {"", "value"}
    assert list(compare(before, after, ["marts.cluster_output"], columns)) == chosen
    assert found == sorted(found, key=lambda one: (list(TABLES).index(one.table), one.key))
