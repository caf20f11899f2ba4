"""The one place where assets, jobs, schedules, sensors and resources come together."""

from pathlib import Path

import dagster as dg

from pipelines.orchestration.assets import corpus, inbox, marts, reading, report, sources
from pipelines.orchestration.jobs import JOBS
from pipelines.orchestration.schedules import build_schedules
from pipelines.orchestration.sensors import build_sensors
from pipelines.orchestration.workspace import Workspace
from pipelines.project import default_raw, default_warehouse


def build_definitions(raw: Path | None = None, warehouse: Path | None = None) -> dg.Definitions:
    """Return the definitions of a project; a test gives folders of its own."""
    raw = raw or default_raw()
    workspace = Workspace(raw=str(raw), warehouse=str(warehouse or default_warehouse()))
    return dg.Definitions(
        assets=[
            inbox.inbox_asset(raw),
            *sources.ASSETS,
            *reading.ASSETS,
            *corpus.ASSETS,
            *marts.ASSETS,
            *report.ASSETS,
        ],
        jobs=JOBS,
        schedules=build_schedules(raw),
        sensors=build_sensors(lambda: raw),
        resources={"workspace": workspace},
        # Assets are short and share the lock of the run; the reading step spreads over processes by itself.
        executor=dg.in_process_executor,
    )
