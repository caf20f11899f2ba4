"""What the English rules about days mean: dates, days of the week, days told from today."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from pipelines.recognise.mentions import Template
from pipelines.recognise.periods_calendar import (
    Draft,
    Year,
    dated,
    day,
    days_on,
    month_end,
    shifted_months,
)
from pipelines.recognise.periods_en_words import (
    RELATIVE,
    Setting,
    full_year_of,
    month_of,
    ordinal_of,
    year_of,
)


def _day(match: re.Match[str], setting: Setting) -> Draft | None:
    year, _ = year_of(match["y"], setting)
    return day(year, month_of(match["m"], setting), ordinal_of(match["d"], setting))


def _digits_date(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    first, second = int(part["a1"]), int(part["a2"])
    if part.get("front"):
        month, number, year = first, second, int(part["front"])
    else:
        year = full_year_of(part["back"])
        month, number = (second, first) if second <= 12 else (first, second)
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    return day(Year("absolute", year), month, number)


def _compact_date(match: re.Match[str], setting: Setting) -> Draft | None:
    text = match.group()
    return day(Year("absolute", int(text[:4])), int(text[4:6]), int(text[6:]))


def _day_range(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    last_year, _ = year_of(part["y"], setting)
    first_year = year_of(part["y2"], setting)[0] if part.get("y2") else last_year
    month = month_of(part["m"], setting)
    month2 = month_of(part["m2"], setting) if part.get("m2") else month
    if part.get("order") is not None and part.get("m2"):
        month, month2 = month2, month
    d, d2 = ordinal_of(part["d"], setting), ordinal_of(part["d2"], setting)
    back = -1 if first_year == last_year and (month2, d2) < (month, d) else 0
    return Draft("months", last_year.mode, Template(first_year.value + back, month, d, last_year.value, month2, d2))


def _now(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("as_of", "relative", None, basis="as_of", open_start=True)
    return replace(dated("as_of", setting.reference, setting.reference, "as_of"), open_start=True)


def _weekday(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "Monday", "last Friday": the nearest in the past, the coming one after "next" and "this"."""
    if setting.reference is None:
        return Draft("day", "relative", None)
    ref = setting.reference
    number = int(setting.words["weekdays"][match["weekday"]]) - 1
    week = match["rel"] or match["week"]
    monday = days_on(ref, -ref.weekday())
    latest = days_on(ref, -((ref.weekday() - number) % 7))
    at = latest if week is None else days_on(monday, number + 7 * RELATIVE[week])
    return dated("day", at, at, "relative")


_DAYS_ON = {"yesterday": -1, "tomorrow": 1, "last night": -1, "day before yesterday": -2, "day after tomorrow": 2}


def _this_day(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("day", "relative", None)
    word = match.group()
    at = days_on(setting.reference, _DAYS_ON.get(word, 0))
    return dated("day", at, at, "relative")


def _day_alone(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "on the 18th": the latest such day."""
    ref, number = setting.reference, int(match["d"])
    if ref is None:
        return Draft("day", "missing", None)
    for back in (0, -1, -2):
        first = shifted_months(ref.replace(day=1), back)
        if number <= month_end(first.year, first.month) and first.replace(day=number) <= ref:
            at = first.replace(day=number)
            return dated("day", at, at, "relative")
    return None


DAY_READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    "day": _day,
    "digits_date": _digits_date,
    "compact_date": _compact_date,
    "day_range": _day_range,
    "now": _now,
    "this_day": _this_day,
    "weekday": _weekday,
    "day_alone": _day_alone,
}
