"""The sensor on the raw folder: asks for a build when a file comes, changes or goes.

It keeps one hash of the folder's listing, never the listing, so its cursor stays small however many files there are.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import dagster as dg

from pipelines.orchestration.dead_runs import fail_dead_runs
from pipelines.orchestration.jobs import build
from pipelines.orchestration.standing import listing_hash
from pipelines.project import default_raw
from pipelines.store.state import hash_of

_INTERVAL_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sensor remembers between two looks."""

    built: str | None = None  # the listing that a build was last asked for
    waiting: str | None = None  # a new listing, to be seen twice: a file may still be growing
    last_key: str = ""  # the last run key, so that a folder that returns to an old state gets a run of its own


def look(listing: str, seen: Seen) -> tuple[Seen, str | None]:
    """Return what to remember and, when the folder changed and has come to rest, the key of the run to ask for."""
    if listing == seen.built:
        return Seen(seen.built, None, seen.last_key), None
    if listing != seen.waiting:
        return Seen(seen.built, listing, seen.last_key), None
    key = hash_of(listing, seen.last_key)[:32]
    return Seen(listing, None, key), key


def raw_folder_sensor(raw: Path) -> dg.SensorDefinition:
    """Return the sensor on one raw folder."""

    @dg.sensor(
        name="raw_folder",
        job=build,
        minimum_interval_seconds=_INTERVAL_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Builds when an article, sources.csv, corrections.toml or a vocabulary file comes, changes or "
        "goes; waits until the folder has been still for one look.",
    )
    def raw_folder(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        fail_dead_runs(context.instance)
        if not raw.is_dir():
            return dg.SensorResult(skip_reason=f"There is no folder {raw}.")
        before = _remembered(context.cursor)
        after, key = look(listing_hash(raw), before)
        cursor = json.dumps(asdict(after))
        if key:
            return dg.SensorResult(run_requests=[dg.RunRequest(run_key=key)], cursor=cursor)
        reason = "Something changed; waiting for the folder to be still." if after.waiting else "Nothing changed."
        return dg.SensorResult(skip_reason=reason, cursor=cursor)

    return raw_folder


def _remembered(cursor: str | None) -> Seen:
    try:
        return Seen(**json.loads(cursor)) if cursor else Seen()
    except (ValueError, TypeError):
        return Seen()  # of another version: look at everything anew


def build_sensors(raw: Callable[[], Path] = default_raw) -> tuple[dg.SensorDefinition, ...]:
    """Return every sensor."""
    return (raw_folder_sensor(raw()),)
