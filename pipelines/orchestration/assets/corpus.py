"""Group `corpus`: what needs all articles at once: copies, corrections, clusters."""

import dagster as dg

from pipelines.orchestration import corpus_steps as steps
from pipelines.orchestration.assets.tables import table_asset
from pipelines.orchestration.metadata import bar_chart
from pipelines.orchestration.steps import rows_on_disk
from pipelines.orchestration.workspace import Workspace


def _by_indicator(workspace: Workspace) -> dict[str, dg.MetadataValue]:
    rows = rows_on_disk(workspace.layout, "core.observation", ["indicator"])
    counts = {row["values"]: float(row["counts"]) for row in rows["indicator"].value_counts().to_pylist()}
    largest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:14]
    return {"observations by indicator": bar_chart("Observations by indicator", dict(largest))}


document_copy = table_asset("core.document_copy", lambda w: steps.make_document_copy(w.layout))
correction = table_asset("core.correction", lambda w: steps.make_correction(w.raw_folder, w.layout))
observation = table_asset(
    "core.observation",
    lambda w: steps.make_observation(w.raw_folder, w.layout),
    _by_indicator,
)
channel_statement = table_asset(
    "core.channel_statement",
    lambda w: steps.make_channel_statement(w.raw_folder, w.layout),
)

ASSETS = (document_copy, correction, observation, channel_statement)
