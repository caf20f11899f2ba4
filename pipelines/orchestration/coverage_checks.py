"""Checks on what came in. They turn red and stop nothing: what did come is worth having."""

from collections.abc import Iterator

import dagster as dg
import pyarrow.compute as pc

from pipelines.orchestration.checks import key_of
from pipelines.sources.coverage import rejections_jump, silent_sources
from pipelines.store.intake import Intake
from pipelines.tables.catalogue import TABLES

_KEY = key_of(TABLES["core.document_text"])
_SILENT = "no_source_falls_silent"
_JUMPS = "rejections_do_not_jump"
_SAYS = {
    _SILENT: "No publisher that used to publish regularly has been silent for five times its usual gap.",
    _JUMPS: "Of the files opened in this run, not far more were rejected than of those before.",
}
COVERAGE_CHECKS = [dg.AssetCheckSpec(name, asset=_KEY, description=says) for name, says in _SAYS.items()]


def coverage_results(intake: Intake) -> Iterator[dg.AssetCheckResult]:
    """Yield what the two checks find in an intake."""
    rows = intake.manifest.select(["publisher", "published_on"])
    silent = silent_sources(zip(rows["publisher"].to_pylist(), rows["published_on"].to_pylist(), strict=True))
    lines = [f"{s.publisher}: nothing since {s.last}, usually every {s.usual_gap_days:g} days" for s in silent]
    yield _result(_SILENT, passed=not silent, silent="\n".join(lines) or "none")
    all_refused = int(pc.sum(pc.is_valid(intake.manifest["reason_code"])).as_py() or 0)
    before = intake.manifest.num_rows - intake.fresh
    jump = rejections_jump(intake.refused, intake.fresh, all_refused - intake.refused, before)
    told = f"{intake.refused} of {intake.fresh}; before {all_refused - intake.refused} of {before}"
    yield _result(_JUMPS, passed=not jump, rejected=told)


def _result(name: str, *, passed: bool, **found: str) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        passed=passed, asset_key=_KEY, check_name=name, description=_SAYS[name], metadata=dict(found)
    )
