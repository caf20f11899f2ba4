"""What the English rules about weeks, seasons, days of the week and dates in figures mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import Template
from pipelines.recognise.periods_calendar import (
    MISSING,
    Draft,
    Year,
    dated,
    day,
    days_on,
    half_a_year,
    latest_weeks,
    month_end,
    months,
    shifted_months,
    until,
    weeks_in,
    whole_year,
)
from pipelines.recognise.periods_changes import moved
from pipelines.recognise.periods_en_words import (
    RELATIVE,
    Setting,
    count_of,
    full_year_of,
    month_of,
    ordinal_of,
    year_of,
)

_AHEAD = re.compile(
    r"(?:\b(?:will|shall|won't|going to|plans? to|expect(?:ed|s) to|schedule[ds]?|due|to be|is to|are to)|'ll)\b"
    r"[^.;]{0,60}\Z"
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FAR = 200  # days: where a day of the month on a day of the week is looked for


def _in_so_long(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "will open in two weeks": that day. Without a word of the future it tells how long something took."""
    count = count_of(match["n"], setting)
    if count == 0 or setting.reference is None:
        return None
    if " time" not in match.group() and not _AHEAD.search(match.string, max(0, match.start() - 80), match.start()):
        return None
    at = moved(setting.reference, count, match["unit"])
    return dated("day", at, at, "relative")


def _weeks_of(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the first week of June 2012", "the last two weeks of the year", "week 3 of 2019"."""
    part = match.groupdict()
    ordinal, count = (ordinal_of(part["o"], setting), 1) if part.get("o") else (int(part["week"] or part["week2"]), 1)
    if part.get("n"):
        count = count_of(part["n"], setting)
    year, _ = year_of(part.get("y") or part.get("y2"), setting)
    month = month_of(part["m"], setting) if part.get("m") else 0
    if not 0 <= ordinal <= (5 if month else 53) or not 1 <= count <= 8:
        return None
    if year.mode == "missing" and not month:
        year = Year("relative", 0)
    if year.mode not in ("absolute", "missing") and setting.reference is None:
        return Draft("months", year.mode, None)
    if year.mode == "missing":
        return latest_weeks(month, ordinal, count, setting.reference)
    number = year.value + (setting.reference.year if year.mode != "absolute" and setting.reference else 0)
    if not 1 <= number <= 9998:
        return None
    start, end = weeks_in(
        date(number, month or 1, 1), date(number, month or 12, month_end(number, month or 12)), ordinal, count
    )
    return dated("months", start, end, "stated" if year.mode == "absolute" else "relative")


def _week_beside(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the week after next" and "the week before last"."""
    if setting.reference is None:
        return Draft("months", "relative", None)
    first = days_on(setting.reference, (14 if match["far"] == "next" else -14) - setting.reference.weekday())
    return dated("months", first, days_on(first, 6), "relative")


def _working_week(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("months", "relative", None)
    first = days_on(setting.reference, 7 * RELATIVE[match["rel"]] - setting.reference.weekday())
    return dated("months", first, days_on(first, 4), "relative")


def _of_the(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the week" behind "the end of": the one that runs."""
    unit, ref = match["unit"], setting.reference
    if unit == "year":
        return whole_year(Year("same", 0), setting.calendar)
    if ref is None:
        return Draft("month" if unit == "month" else "months", "relative", None)
    if unit == "week":
        first = days_on(ref, -ref.weekday())
        return dated("months", first, days_on(first, 6), "relative")
    size = 1 if unit == "month" else 3
    first = date(ref.year, (ref.month - 1) // size * size + 1, 1)
    return dated("month" if unit == "month" else "quarter", first, days_on(shifted_months(first, size), -1), "relative")


def _season(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "spring 2019", "this summer", "last winter": three months, the winter from December."""
    part = match.groupdict()
    first = SEASONS[part["season"]]
    rel, year = part.get("rel"), year_of(part.get("y"), setting)[0]
    if part.get("y") is None and rel is None:
        return None
    if rel is not None and part.get("y") is None:
        return _relative_season(first, rel, setting)
    over = 1 if first == 12 else 0
    return Draft("months", year.mode, Template(year.value, first, 1, year.value + over, 2 if over else first + 2, 31))


def _relative_season(first: int, rel: str, setting: Setting) -> Draft | None:
    ref = setting.reference
    if rel == "that":
        return Draft("months", "same", None)
    if ref is None:
        return Draft("months", "relative", None)
    begin = date(ref.year, first, 1)  # of this year; the winter that runs began in December
    if first == 12 and ref.month < 3:
        begin = date(ref.year - 1, 12, 1)
    end = days_on(shifted_months(begin, 3), -1)
    if rel in ("last", "past") and end >= ref:
        begin = shifted_months(begin, -12)
    elif rel in ("next", "coming") and begin <= ref:
        begin = shifted_months(begin, 12)
    elif rel == "this" and first == 12 and ref.month < 9 and begin > ref:
        begin = shifted_months(begin, -12)
    return dated("months", begin, days_on(shifted_months(begin, 3), -1), "relative")


def _winter_of(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the winter of 2011-12"."""
    first, second = int(match["a"]), match["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return Draft("months", "absolute", Template(first, 12, 1, last, 2, 31)) if last == first + 1 else None


def _weekday_number(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "Tuesday the 11th": the nearest such day."""
    if setting.reference is None:
        return Draft("day", "relative", None)
    number, weekday = ordinal_of(match["d"], setting), int(setting.words["weekdays"][match["weekday"]]) - 1
    for away in range(_FAR):
        for at in (days_on(setting.reference, -away), days_on(setting.reference, away)):
            if at.day == number and at.weekday() == weekday:
                return dated("day", at, at, "relative")
    return None


def _month_day(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "on 11/20": the month first, unless it cannot be."""
    first, second = int(match["a1"]), int(match["a2"])
    number, at = (first, second) if first <= 12 else (second, first)
    return day(MISSING, number, at) if 1 <= number <= 12 and 1 <= at <= 31 else None


def _month_day_range(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "from 10/1 to 11/7", "5/1-5/7, 2020"."""
    first, last = (int(match["a1"]), int(match["a2"])), (int(match["b1"]), int(match["b2"]))
    if not (1 <= first[0] <= 12 and 1 <= last[0] <= 12 and 1 <= first[1] <= 31 and 1 <= last[1] <= 31):
        return None
    year = Year("absolute", full_year_of(match["y"])) if match["y"] else MISSING
    back = -1 if first > last else 0
    return Draft("months", year.mode, Template(year.value + back, *first, year.value, *last))


def _years_to(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the three years to 2012"."""
    count, last = count_of(match["n"], setting) if match["n"] else 10, int(match["a"])
    return Draft("years", "absolute", Template(last - count + 1, 1, 1, last, 12, 31)) if 1 < count < 50 else None


def _year_end(match: re.Match[str], setting: Setting) -> Draft | None:
    return replace(whole_year(Year("same", 0), setting.calendar), kind="as_of", open_start=True)


def _half_years_ago(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "two and a half years ago", "half a year ago": that month."""
    count = count_of(match["n"] or match["n2"] or "", setting) if match["n"] or match["n2"] else 0
    if setting.reference is None:
        return Draft("month", "relative", None)
    first = shifted_months(setting.reference.replace(day=1), -12 * count - 6)
    return dated("month", first, first.replace(day=month_end(first.year, first.month)), "relative")


def _month_end(match: re.Match[str], setting: Setting) -> Draft | None:
    year, calendar = year_of(match["y"], setting)
    month = month_of(match["m"], setting)
    return until(months(year, month, month, "month", calendar), "as_of")


def _two_digit_year(match: re.Match[str], setting: Setting) -> Draft | None:
    month = month_of(match["m"], setting)
    return months(Year("absolute", full_year_of(match["yy"])), month, month, "month", setting.calendar)


def _day_of_relative_month(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the 21st of this month", "the 5th of last month"."""
    if setting.reference is None:
        return Draft("day", "relative", None)
    first = shifted_months(setting.reference.replace(day=1), RELATIVE[match["rel"]])
    number = ordinal_of(match["d"], setting)
    if not 1 <= number <= month_end(first.year, first.month):
        return None
    at = first.replace(day=number)
    return dated("day", at, at, "relative")


def _past_half(match: re.Match[str], setting: Setting) -> Draft | None:
    return half_a_year(setting.reference, match["rel"] in ("next", "coming"))


WEEK_READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    "in_so_long": _in_so_long,
    "weeks_of": _weeks_of,
    "past_half": _past_half,
    "week_beside": _week_beside,
    "working_week": _working_week,
    "of_the": _of_the,
    "season": _season,
    "winter_of": _winter_of,
    "weekday_number": _weekday_number,
    "month_day": _month_day,
    "month_day_range": _month_day_range,
    "years_to": _years_to,
    "year_end": _year_end,
    "month_end": _month_end,
    "half_years_ago": _half_years_ago,
    "two_digit_year": _two_digit_year,
    "day_of_relative_month": _day_of_relative_month,
}
