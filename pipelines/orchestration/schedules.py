"""Schedules: the whole build once a day, for what no sensor sees (new rates, a new release); feeds every hour."""

from pathlib import Path

import dagster as dg

from pipelines.orchestration.jobs import build, fetch
from pipelines.sources.feeds import FeedsError, read_feeds

daily = dg.ScheduleDefinition(
    name="daily_build",
    job=build,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Builds every day at 05:00 UTC; where nothing changed it takes seconds and publishes nothing.",
)


def feeds_schedule(raw: Path) -> dg.ScheduleDefinition:
    """Return the schedule that fetches what `feeds.toml` lists; it asks for no run while nothing is listed."""

    @dg.schedule(
        name="hourly_fetch",
        job=fetch,
        cron_schedule="17 * * * *",
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Fetches what is new at the addresses of raw/feeds.toml every hour; off while none is listed.",
    )
    def hourly_fetch() -> dg.RunRequest | dg.SkipReason:
        try:
            listed = bool(read_feeds(raw).sources)
        except FeedsError as error:
            return dg.SkipReason(str(error))
        return dg.RunRequest() if listed else dg.SkipReason("feeds.toml lists no address.")

    return hourly_fetch


def build_schedules(raw: Path) -> tuple[dg.ScheduleDefinition, ...]:
    """Return every schedule."""
    return (daily, feeds_schedule(raw))
