"""Running the build from the command line, through Dagster and its instance, so that the run shows in the UI."""

import warnings
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from pipelines.orchestration.dead_runs import fail_dead_runs, marked_alive
from pipelines.orchestration.jobs import BUILD
from pipelines.orchestration.records import records_kept_open
from pipelines.orchestration.wiring import build_definitions

# How Ctrl-C looks from inside a run.
_INTERRUPTED = ("DagsterExecutionInterruptedError", "KeyboardInterrupt")


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a run."""

    run_id: str
    failed: str | None  # what went wrong and how to mend it, in a sentence
    read: int  # articles read now
    warnings: tuple[str, ...] = ()  # checks that turned red and stopped nothing, each in a sentence


def build_job() -> dg.JobDefinition:
    """Return the job, as the code location that workspace.yaml names has it."""
    return build_definitions().resolve_job_def(BUILD)


def run_build(
    raw: Path, warehouse: Path, engine: str = "local", workers: int | None = None, full: bool = False
) -> Built:
    """Run the whole build in this process on Dagster's persistent instance."""
    config = {
        "resources": {"workspace": {"config": {"raw": str(raw), "warehouse": str(warehouse)}}},
        "ops": {"core__reading": {"config": {"engine": engine.upper(), "workers": workers or 0, "full": full}}},
        # The events go to the instance and show in the UI; the terminal belongs to the summary.
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (
            records_kept_open(),
            dg.DagsterInstance.get() as instance,
            marked_alive(Path(instance.root_directory)) as tags,
        ):
            fail_dead_runs(instance)
            result = dg.execute_job(
                dg.reconstructable(build_job), instance, run_config=config, tags=tags, raise_on_error=False
            )
            return Built(result.run_id, None if result.success else _why(result), _read(result), _warnings(result))


def _warnings(result: dg.JobExecutionResult) -> tuple[str, ...]:
    """Return what the red checks say, with what they found."""
    red = [evaluation for evaluation in result.get_asset_check_evaluations() if not evaluation.passed]
    return tuple(
        f"{evaluation.description} Not so: {'; '.join(str(found.value) for found in evaluation.metadata.values())}"
        for evaluation in red
    )


def _why(result: dg.JobExecutionResult) -> str:
    """Return the sentence of the step that failed first."""
    for event in result.all_events:
        if event.is_step_failure:
            data = event.step_failure_data
            if data.error and data.error.cls_name in _INTERRUPTED:
                raise KeyboardInterrupt
            if data.user_failure_data and data.user_failure_data.description:
                return data.user_failure_data.description
            error = data.error
            while error is not None and error.cause is not None:
                error = error.cause
            return f"step {event.step_key} failed: {error.message.strip() if error else 'for no known reason'}"
    return "the run failed before its first step; `clusterbook ui` shows its log"


def _read(result: dg.JobExecutionResult) -> int:
    for event in result.all_events:
        if event.is_step_materialization and event.step_key == "core__reading":
            return int(event.materialization.metadata["articles read now"].value)
    return 0
