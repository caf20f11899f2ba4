"""Runs of the command line whose process was killed.

Dagster watches the processes that it started itself. A run of the command line that dies would stay "started" for ever
and keep its place in the queue, so each holds a lock that the kernel frees, and whoever comes next looks at the locks.
"""

import contextlib
import fcntl
import uuid
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

_TAG = "clusterbook/lock"
_UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


@contextlib.contextmanager
def marked_alive(home: Path) -> Iterator[dict[str, str]]:
    """Yield the tags of a run that holds its lock until the block is left or the process dies."""
    file = home / "command_line_runs" / f"{uuid.uuid4()}.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        try:
            yield {_TAG: str(file)}
        finally:
            file.unlink(missing_ok=True)


def fail_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Report every run whose process is gone as failed, which frees its place in the queue; return their ids."""
    dead = [run for run in instance.get_runs(dg.RunsFilter(statuses=_UNDER_WAY)) if _is_dead(run.tags.get(_TAG))]
    for run in dead:
        instance.report_run_failed(run, "Its process was killed. The next build carries on from what it had done.")
        Path(run.tags[_TAG]).unlink(missing_ok=True)
    return [run.run_id for run in dead]


def _is_dead(lock: str | None) -> bool:
    if lock is None:
        return False  # a run that Dagster started and watches
    try:
        with Path(lock).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return True
    except OSError:
        return False  # held, or on a machine whose files are not to be seen from here
    return True
