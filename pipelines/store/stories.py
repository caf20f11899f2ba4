"""What the stories of documents were decided by, and what was found: the next build decides only what a change touches.

A file that is missing, damaged or of another version costs deciding everything again, never a wrong row.
"""

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.errors import ClusterbookError
from pipelines.store import parquet
from pipelines.store.files import file_hash, replacing
from pipelines.store.layout import Layout
from pipelines.store.state import forget, recall, remember

_NOTE = "stories"
# Hashes of passages repeat too seldom for a dictionary, and nothing makes them smaller.
_HASHES = "passages.list.element"


def keep_stories(layout: Layout, decided: pa.Table, version: str) -> None:
    """Write down what was decided by code of a version."""
    note = layout.state(_NOTE)
    with replacing(layout.stories) as staged:
        leaves = [leaf for leaf in _leaves(decided.schema) if leaf != _HASHES]
        pq.write_table(
            decided,
            staged,
            use_dictionary=leaves,
            compression=dict.fromkeys(leaves, "zstd") | {_HASHES: "none"},
            write_statistics=False,
        )
        forget(note)
    remember(note, layout.stories, version, decided.num_rows)


def recall_stories(layout: Layout, schema: pa.Schema, version: str) -> pa.Table | None:
    """Return what code of the same version decided last; None where that is not known for sure."""
    known = recall(layout.state(_NOTE), layout.stories)
    if known is None or known.from_hash != version or file_hash(layout.stories) != known.content_hash:
        return None
    try:
        return parquet.read(layout.stories).cast(schema)
    except (ClusterbookError, ValueError):
        return None


def _leaves(schema: pa.Schema) -> list[str]:
    return [f"{field.name}.list.element" if pa.types.is_list(field.type) else field.name for field in schema]
