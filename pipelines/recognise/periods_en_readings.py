"""What the English rules of `period_rules.toml` mean: `READINGS` leads from the names in the file to the functions.

Each function reads a match into a `Draft`; they stand in a module for days, weeks, months and years.
"""

import re
from collections.abc import Callable, Mapping

from pipelines.recognise.periods_calendar import Draft
from pipelines.recognise.periods_en_days import DAY_READINGS
from pipelines.recognise.periods_en_months import MONTH_READINGS
from pipelines.recognise.periods_en_weeks import WEEK_READINGS
from pipelines.recognise.periods_en_words import Setting
from pipelines.recognise.periods_en_years import YEAR_READINGS


def _nothing(match: re.Match[str], setting: Setting) -> Draft | None:
    return None


READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    **DAY_READINGS,
    **WEEK_READINGS,
    **MONTH_READINGS,
    **YEAR_READINGS,
    "nothing": _nothing,
}
