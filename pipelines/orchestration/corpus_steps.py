"""The steps of the group `corpus`: what needs all articles at once."""

import pyarrow as pa

from pipelines.orchestration.reading_steps import collected
from pipelines.orchestration.steps import Outcome, content_of, make, rows_on_disk
from pipelines.store import parquet
from pipelines.store.layout import Layout
from pipelines.tables.catalogue import TABLES


def make_document_copy(layout: Layout) -> Outcome:
    """One row a document: the story that it tells."""
    table = TABLES["core.document_copy"]

    def rows() -> pa.Table:
        ids = rows_on_disk(layout, "core.document", ["document_id"])["document_id"]
        count = len(ids)
        return pa.table(
            {
                "document_id": ids,
                "representative_id": ids,
                "similarity": pa.array([1.0] * count),
                "differing_figures": pa.array([[]] * count, pa.list_(pa.string())),
            }
        )

    return make(layout, table, content_of(layout, ["core.document"]).values(), rows)


def make_correction(layout: Layout) -> Outcome:
    """One row a correction and what became of it."""
    table = TABLES["core.correction"]
    return make(layout, table, [], lambda: parquet.empty(table))


def make_observation(layout: Layout) -> Outcome:
    """Every observation with the cluster it belongs to."""
    return _with_cluster(layout, "observation")


def make_channel_statement(layout: Layout) -> Outcome:
    """Every channel statement with the cluster it belongs to."""
    return _with_cluster(layout, "channel_statement")


def _with_cluster(layout: Layout, name: str) -> Outcome:
    table = TABLES[f"core.{name}"]

    def rows() -> pa.Table:
        found = collected(layout, name, [c.name for c in table.columns if c.name != "cluster_id"])
        return found.append_column("cluster_id", pa.nulls(found.num_rows, pa.string()))

    sources = content_of(layout, ["core.reading", "core.document", "core.document_copy"]).values()
    return make(layout, table, sources, rows)
