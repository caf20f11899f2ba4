"""The store: bytes, atomic replacement, notes of what was made, the lock, the published file."""

import json
import multiprocessing
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipelines.errors import ClusterbookError
from pipelines.store import parquet
from pipelines.store.files import file_hash, locked, replacing
from pipelines.store.opening import connect, open_warehouse
from pipelines.store.state import forget, hash_of, hash_of_rows, recall, remember
from pipelines.store.warehouse import building
from pipelines.tables.catalogue import TABLES

FILE = TABLES["core.source_file"]
ROWS = [
    {"path": "b.txt", "document_id": "d2", "bytes": 2, "encoding": "utf-8", "format": "text", "lines_left_out": 0},
    {"path": "a.txt", "document_id": "d1", "bytes": 1, "encoding": "utf-8", "format": "text", "lines_left_out": 0},
]


def table(rows=ROWS):
    return pa.Table.from_pylist(rows)


def test_rows_have_one_hash_however_they_lie_and_another_when_a_value_moves():
    assert hash_of_rows(pa.concat_tables([table(ROWS[:1]), table(ROWS[1:])])) == hash_of_rows(table())
    told = [["ab", "c"], ["a", "bc"], ["abc", None], ["abc", ""], [None, "abc"]]
    assert len({hash_of_rows(pa.table({"x": pa.array(column, pa.string())})) for column in told}) == len(told)


def test_the_same_rows_give_the_same_bytes_in_any_order_and_chunks(tmp_path):
    chunked = pa.concat_tables([table(ROWS[:1]), table(ROWS[1:])])
    for name, rows in (("a", table()), ("b", table(ROWS[::-1])), ("c", chunked)):
        parquet.write(parquet.conform(rows, FILE), FILE, tmp_path / name)
    assert len({file_hash(tmp_path / name) for name in "abc"}) == 1
    assert parquet.read(tmp_path / "a")["path"].to_pylist() == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{k: v for k, v in ROWS[0].items() if k != "bytes"}], "missing columns"),
        ([ROWS[0] | {"colour": "red"}], "unknown"),
        ([ROWS[0] | {"bytes": "many"}], "core.source_file"),
    ],
)
def test_rows_of_another_form_are_refused(rows, says):
    with pytest.raises(ClusterbookError, match=says):
        parquet.conform(table(rows), FILE)


def test_a_null_in_a_column_that_has_none_is_refused(tmp_path):
    with pytest.raises(ClusterbookError, match="encoding is null in 1 rows"):
        parquet.write(parquet.conform(table([ROWS[0] | {"encoding": None}]), FILE), FILE, tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_exact_numbers_stay_exact(tmp_path):
    spec = TABLES["core.channel_statement"]
    share = Decimal("33.333333333")
    row = dict.fromkeys(parquet.loose_schema(spec).names) | {"statement_id": "c", "share_pct": share}
    conformed = parquet.conform(pa.Table.from_pylist([row], schema=parquet.loose_schema(spec)), spec)
    assert conformed["share_pct"].to_pylist() == [share]


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")

    def fail():
        with replacing(path) as staged:
            staged.write_text("half of the n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_damage_is_seen_and_told_of(tmp_path):
    path = tmp_path / "t.parquet"
    many = [ROWS[0] | {"path": f"{at * 7919 % 2003}.txt", "bytes": at * 7919 % 65537} for at in range(2000)]
    parquet.write(parquet.conform(table(many), FILE), FILE, path)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(bytes(data))
    with pytest.raises(ClusterbookError, match="damaged"):
        parquet.read(path)


def test_a_note_holds_only_for_the_file_it_was_written_for(tmp_path):
    made, note = tmp_path / "made", tmp_path / "note"
    made.write_text("rows")
    remember(note, made, "inputs", 4)
    assert recall(note, made).rows == 4
    made.write_text("other rows")
    assert recall(note, made) is None
    forget(note)
    assert recall(note, made) is None


def test_parts_of_a_hash_cannot_run_into_each_other():
    assert hash_of("ab", "c") != hash_of("a", "bc")


def _hold(path, ready, release):
    with locked(path):
        ready.set()
        release.wait(20)


def test_a_second_build_waits_for_the_first(tmp_path):
    context = multiprocessing.get_context("spawn")
    ready, release = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(tmp_path / "lock", ready, release))
    holder.start()
    assert ready.wait(20)
    told = []

    def waiting(who):
        told.append(who)
        release.set()

    with locked(tmp_path / "lock", waiting):
        pass
    holder.join()
    assert told == [f"process {holder.pid}"]


def publish(path: Path, value: int) -> None:
    with building(path) as build:
        build.connection.execute("CREATE TABLE t (v INTEGER)")
        build.connection.execute("INSERT INTO t VALUES (?)", [value])
        build.publish()


def test_a_reader_keeps_the_old_file_and_a_new_one_sees_the_new(tmp_path):
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    script = (
        "import duckdb, sys\n"
        "c = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print(c.execute('SELECT v FROM t').fetchall()[0][0], flush=True)\n"
        "sys.stdin.readline()\n"
        "print(c.execute('SELECT v FROM t').fetchall()[0][0])\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout.readline().strip() == "1"
    publish(path, 2)
    rest, _ = reader.communicate("go\n")
    assert rest.strip() == "1"
    with connect(path) as connection:
        assert connection.execute("SELECT v FROM t").fetchall() == [(2,)]


def test_a_build_that_fails_publishes_nothing_and_leaves_nothing(tmp_path):
    path = tmp_path / "w.duckdb"
    publish(path, 1)

    def fail():
        with building(path) as build:
            build.connection.execute("CREATE TABLE t (v INTEGER)")
            build.connection.execute("SELECT nonsense")

    with pytest.raises(duckdb.Error):
        fail()
    assert {p.name for p in tmp_path.iterdir()} == {"w.duckdb", ".w.duckdb.lock"}
    with connect(path) as connection:
        assert connection.execute("SELECT v FROM t").fetchall() == [(1,)]


def test_what_a_killed_build_left_is_swept(tmp_path):
    path = tmp_path / "w.duckdb"
    (tmp_path / ".w.duckdb.build-999").write_bytes(b"half")
    (tmp_path / ".w.duckdb.build-999.wal").write_bytes(b"half")
    publish(path, 1)
    assert {p.name for p in tmp_path.iterdir()} == {"w.duckdb", ".w.duckdb.lock"}


def test_the_published_file_cannot_be_written_by_a_user(tmp_path):
    path = tmp_path / "it's.duckdb"
    publish(path, 1)
    assert path.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/clusterbook-must-not-exist.csv'",
        "ATTACH '/tmp/clusterbook-must-not-exist.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "CREATE TABLE more (v INTEGER)",
        "DELETE FROM t",
    ],
)
def test_a_reader_of_the_warehouse_can_touch_nothing_else(tmp_path, query):
    path = tmp_path / "w.duckdb"
    publish(path, 1)
    with connect(path) as connection, pytest.raises(duckdb.Error):
        connection.execute(query).fetchall()


def test_open_warehouse_gives_tables_by_name(built):
    with open_warehouse(built.warehouse) as warehouse:
        assert "marts.cluster_output" in warehouse
        assert len(warehouse["core.document"]) == warehouse.sql("SELECT count(*) AS n FROM core.document")["n"][0]
        with pytest.raises(KeyError, match="no table"):
            warehouse["marts.nothing"]


def test_no_warehouse_is_said_in_one_sentence(tmp_path):
    with pytest.raises(ClusterbookError, match="run `clusterbook build` first"):
        open_warehouse(tmp_path)


def test_a_note_is_readable(tmp_path):
    made = tmp_path / "made"
    made.write_text("rows")
    remember(tmp_path / "note", made, "inputs", 4)
    assert json.loads((tmp_path / "note").read_text())["content_hash"] == file_hash(made)
