"""Group `corpus`: what needs all articles at once: copies, corrections, clusters."""

import dagster as dg

from pipelines.orchestration import corpus_steps as steps
from pipelines.orchestration.assets.tables import MENDABLE, Events, failure, run_step, table_asset, table_spec
from pipelines.orchestration.checks import table_check_specs
from pipelines.orchestration.metadata import bar_chart
from pipelines.orchestration.steps import rows_on_disk
from pipelines.orchestration.workspace import Workspace
from pipelines.tables.catalogue import TABLES


def _by_indicator(workspace: Workspace) -> dict[str, dg.MetadataValue]:
    rows = rows_on_disk(workspace.layout, "core.observation", ["indicator"])
    counts = {row["values"]: float(row["counts"]) for row in rows["indicator"].value_counts().to_pylist()}
    largest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:14]
    return {"observations by indicator": bar_chart("Observations by indicator", dict(largest))}


document_copy = table_asset("core.document_copy", lambda w: steps.make_document_copy(w.layout))

_FACTS = ("core.observation", "core.channel_statement", "core.correction")


@dg.multi_asset(
    name="facts",
    specs=[table_spec(name) for name in _FACTS],
    check_specs=[spec for name in _FACTS for spec in table_check_specs(TABLES[name])],
)
def facts(workspace: Workspace) -> Events:
    """Give every fact its corrections and its cluster."""
    try:
        making = steps.fact_steps(workspace.raw_folder, workspace.layout)
    except MENDABLE as error:
        raise failure(error) from error
    for name, step in making.items():
        more = (lambda: _by_indicator(workspace)) if name == "core.observation" else dict
        yield from run_step(TABLES[name], step, more)


ASSETS = (document_copy, facts)
