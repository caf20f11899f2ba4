"""Group `reading`: each article read by itself, from the cache where it was read before."""

from enum import Enum

import dagster as dg
import pyarrow.compute as pc
from pydantic import Field

from pipelines.orchestration.assets.tables import Events, run_step, table_asset, table_spec
from pipelines.orchestration.checks import table_check_specs
from pipelines.orchestration.metadata import bar_chart
from pipelines.orchestration.reading_steps import (
    ReadArticles,
    ReadingOptions,
    make_document,
    make_from_readings,
    make_reading,
)
from pipelines.orchestration.steps import Outcome, rows_on_disk
from pipelines.orchestration.workspace import Workspace
from pipelines.progress import report
from pipelines.tables.catalogue import TABLES

READING = TABLES["core.reading"]
_FROM_READING = (
    "sentence",
    "rejected_mention",
    "period_mention",
    "place_mention",
    "organisation_mention",
    "furniture",
)

_USES = {
    "used in a fact": "figures_used",
    "part of a period": "figures_in_periods",
    "page furniture": "figures_in_furniture",
    "rejected with a reason": "figures_rejected",
}


class Engine(Enum):
    """Where articles are read."""

    LOCAL = "local"
    RAY = "ray"


class ReadingConfig(dg.Config):
    """How articles are read; none of it changes the rows."""

    engine: Engine = Field(Engine.LOCAL, description="local: processes of this machine; ray: Ray Data (extra `ray`).")
    workers: int = Field(0, ge=0, description="Processes to read with; 0: as many as the machine has cores.")
    full: bool = Field(False, description="Read every article again, also those that have not changed.")


@dg.multi_asset(
    name="core__reading",
    specs=[table_spec("core.reading")],
    check_specs=table_check_specs(READING),
)
def reading(context: dg.AssetExecutionContext, workspace: Workspace, config: ReadingConfig) -> Events:
    """Read the articles that are new, or whose date, hints, vocabulary or rules changed."""
    done: list[ReadArticles] = []

    def step() -> Outcome:
        options = ReadingOptions(config.engine.value, config.workers or None, config.full)
        done.append(
            make_reading(
                workspace.raw_folder,
                workspace.layout,
                options,
                lambda read, total: report("reading articles", read, total),
            )
        )
        context.log.info(f"{done[0].read} articles read, {done[0].cached} known from before")
        return done[0].outcome

    def more() -> dict[str, dg.MetadataValue]:
        counts = rows_on_disk(workspace.layout, "core.reading", list(_USES.values()))
        bars = {label: float(pc.sum(counts[column]).as_py() or 0) for label, column in _USES.items()}
        return {
            "articles read now": dg.MetadataValue.int(done[0].read),
            "articles known from before": dg.MetadataValue.int(done[0].cached),
            "what became of the numbers": bar_chart("What became of the numbers in the articles", bars),
        }

    yield from run_step(READING, step, more)


document = table_asset("core.document", lambda w: make_document(w.raw_folder, w.layout))
from_reading = tuple(
    table_asset(f"core.{name}", lambda w, name=name: make_from_readings(w.layout, name)) for name in _FROM_READING
)

ASSETS = (reading, document, *from_reading)
