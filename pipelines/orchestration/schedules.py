"""Schedules: the whole build once a day, for what no sensor sees (new rates, a new release)."""

import dagster as dg

from pipelines.orchestration.jobs import build

daily = dg.ScheduleDefinition(
    name="daily_build",
    job=build,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Builds every day at 05:00 UTC; where nothing changed it takes seconds and publishes nothing.",
)
SCHEDULES = (daily,)
