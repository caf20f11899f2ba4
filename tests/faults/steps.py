"""The build without Dagster, step after step as the asset graph goes: for tests that build hundreds of times."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.orchestration import corpus_steps, mart_steps, reading_steps, sources_steps
from pipelines.orchestration.reading_steps import ReadingOptions
from pipelines.orchestration.steps import MADE_FROM
from pipelines.store.files import locked, sweep_all
from pipelines.store.layout import Layout

_WHERE = (sources_steps, reading_steps, corpus_steps)


def build(raw: Path, warehouse: Path, *, full: bool = False) -> None:
    """Build everything, as the asset graph would."""
    layout = Layout(warehouse)
    given = {"raw": raw, "layout": layout, "options": ReadingOptions(workers=1, full=full)}
    with locked(layout.lock):
        sweep_all(layout.root)
        for table in MADE_FROM:
            if table == "core.document_text":
                _call(sources_steps.take_in_folder, given)
            elif table.startswith("core."):
                _call(_maker(table.removeprefix("core.")), given | {"name": table.removeprefix("core.")})
        _call(mart_steps.make_marts, given)


def _maker(name: str) -> Callable[..., Any]:
    """Return the function that makes a core table: one of its name, else the one for rows taken as they are."""
    for module in _WHERE:
        if hasattr(module, f"make_{name}"):
            return getattr(module, f"make_{name}")
    return reading_steps.make_from_readings


def _call(step: Callable[..., Any], given: dict[str, Any]) -> None:
    step(**{name: given[name] for name in inspect.signature(step).parameters if name in given})
