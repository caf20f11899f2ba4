"""The build without Dagster, step after step as the asset graph goes: for tests that build hundreds of times."""

from pathlib import Path

from pipelines.orchestration.assets.reading import _FROM_READING
from pipelines.orchestration.corpus_steps import fact_steps, make_document_copy
from pipelines.orchestration.mart_steps import make_marts
from pipelines.orchestration.reading_steps import ReadingOptions, make_document, make_from_readings, make_reading
from pipelines.orchestration.sources_steps import make_rejected_file, make_source_file, take_in_folder
from pipelines.store.files import locked, sweep_all
from pipelines.store.layout import Layout


def build(raw: Path, warehouse: Path, *, full: bool = False) -> None:
    """Build everything, as the asset graph would."""
    layout = Layout(warehouse)
    with locked(layout.lock):
        sweep_all(layout.root)
        take_in_folder(raw, layout)
        make_source_file(layout)
        make_rejected_file(layout)
        make_reading(raw, layout, ReadingOptions(workers=1, full=full))
        make_document(raw, layout)
        for name in _FROM_READING:
            make_from_readings(layout, name)
        make_document_copy(layout)
        for step in fact_steps(raw, layout).values():
            step()
        make_marts(layout)
