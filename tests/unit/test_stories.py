"""What was decided on stories is used again only where it is, for sure, what was written by the same code."""

import os

import pyarrow as pa
import pytest

from pipelines.corpus.redeciding import DECIDED
from pipelines.store.layout import Layout
from pipelines.store.stories import keep_stories, recall_stories

ROW = {
    "document_id": "d1",
    "mark": "key 2023-05-01",
    "published_on": None,
    "passages": [7, 2**61],
    "figures": ["12", "7,500"],
    "representative_id": "d1",
    "similarity": 1.0,
    "differing_figures": [],
}


@pytest.fixture
def layout(tmp_path) -> Layout:
    layout = Layout(tmp_path)
    keep_stories(layout, pa.Table.from_pylist([ROW], schema=DECIDED), "this code")
    return layout


def test_what_was_decided_is_known_to_the_next_build(layout):
    assert recall_stories(layout, DECIDED, "this code").to_pylist() == [ROW]


def test_what_other_code_decided_is_not(layout):
    assert recall_stories(layout, DECIDED, "other code") is None
    assert recall_stories(layout, DECIDED.remove(1), "this code") is None


def test_nor_what_was_damaged_though_size_and_time_are_the_same(layout):
    status = layout.stories.stat()
    data = bytearray(layout.stories.read_bytes())
    data[6] ^= 1
    layout.stories.write_bytes(data)
    os.utime(layout.stories, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert recall_stories(layout, DECIDED, "this code") is None


def test_nor_what_is_missing(layout):
    layout.stories.unlink()
    assert recall_stories(layout, DECIDED, "this code") is None
