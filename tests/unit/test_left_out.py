"""core.left_out: what files hold besides their texts is kept by file, and in step with the raw folder."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.orchestration.sources_steps import make_source_file, take_in_folder
from pipelines.store import parquet
from pipelines.store.buckets import BUCKETS, read_bucket
from pipelines.store.files import file_hash
from pipelines.store.intake import LEFT_OUT, left_out_of
from pipelines.store.layout import Layout
from pipelines.tables.catalogue import TABLES

STORY = "The town of Zhili has 7,500 mills, which made 1.4 billion pieces of children's wear last year. "


def page(menu: str, story: str = STORY) -> str:
    return f"<html><body><nav><ul><li>{menu}</ul></nav><article><p>{story * 2}</p></article></body></html>"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.html").write_text(page("Home"))
    (raw / "b.html").write_text(page("Start"))  # the same text on another site
    (raw / "c.html").write_text(page("Markets", STORY.replace("Zhili", "Puyuan")))
    (raw / "d.txt").write_text(STORY)
    return raw


def rows(layout: Layout) -> dict[str, str]:
    found = [row for digit in BUCKETS for row in read_bucket(LEFT_OUT, layout.left_out, digit).to_pylist()]
    assert {row["reason_code"] for row in found} <= {"page_furniture", "running_head"}
    return {row["path"]: row["left_out"] for row in found}


def files(layout: Layout) -> dict[str, str]:
    return {path.name: file_hash(path) for path in layout.left_out.iterdir()}


def test_each_file_keeps_what_its_page_held(raw: Path, tmp_path: Path) -> None:
    layout = Layout(tmp_path / "warehouse")
    take_in_folder(raw, layout)
    assert rows(layout) == {"a.html": "Home", "b.html": "Start", "c.html": "Markets"}
    make_source_file(layout)
    told = parquet.read(layout.parquet(TABLES["core.source_file"])).to_pylist()
    assert {row["path"]: row["lines_left_out"] for row in told} == {"a.html": 1, "b.html": 1, "c.html": 1, "d.txt": 0}
    documents = {row["path"]: row["document_id"] for row in told}
    assert left_out_of(layout, documents.values()) == {
        documents["a.html"]: "Home",
        documents["c.html"]: "Markets",
    }


def test_it_follows_every_change_and_equals_a_fresh_look(raw: Path, tmp_path: Path) -> None:
    kept = Layout(tmp_path / "kept")
    take_in_folder(raw, kept)
    (raw / "a.html").write_text(page("Home and away"))
    (raw / "b.html").write_text(page("Start", STORY.replace("Zhili", "Datang")))
    (raw / "c.html").unlink()
    (raw / "e.html").write_text(page("About us"))
    take_in_folder(raw, kept)
    fresh = Layout(tmp_path / "fresh")
    take_in_folder(raw, fresh)
    assert rows(kept) == {"a.html": "Home and away", "b.html": "Start", "e.html": "About us"}
    assert files(kept) == files(fresh)


def test_a_damaged_bucket_is_made_again(raw: Path, tmp_path: Path) -> None:
    layout = Layout(tmp_path / "warehouse")
    take_in_folder(raw, layout)
    before = files(layout)
    for path in layout.left_out.iterdir():
        path.write_bytes(b"PAR1 not at all")
    take_in_folder(raw, layout)
    assert files(layout) == before
    assert all(pq.read_table(path, partitioning=None).num_rows for path in layout.left_out.iterdir())
