"""What the English rules about years and more mean: ranges, plans, decades, the past five years, years ago."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import PeriodKind, Template
from pipelines.recognise.periods_calendar import (
    Draft,
    Year,
    dated,
    days_on,
    fiscal_months,
    month_end,
    shifted_months,
    whole_year,
)
from pipelines.recognise.periods_en_words import (
    Setting,
    count_of,
    number_of,
    or_april,
    ordinal_of,
    year_of,
)

_BY_TWO_YEARS = ("in", "bd", "pk", "np")
_SPANS = re.compile(r"\b(?:between|from|since|years|period|over)[ (]\Z")


def _year_range(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    first, second = int(part["a"]), part["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if len(second) == 2 and last < first:
        last += 100
    if not first < last <= first + 600 or (len(second) == 2 and " " in match.group() and last > first + 1):
        return None
    if last == first + 1 and (len(second) == 2 or "/" in match.group() or last == 2000 or _is_fiscal(match, setting)):
        calendar = or_april(setting.calendar)
        return fiscal_months(Year("absolute", first, True), 1, 12, "fiscal_year", calendar)
    return Draft("years", "absolute", Template(first, 1, 1, last, 12, 31))


def _is_fiscal(match: re.Match[str], setting: Setting) -> bool:
    """Say whether "in 2021-2022" is one year: of South Asia's, which begin in spring or summer."""
    if " " in match.group() or setting.calendar not in [setting.calendars.get(land) for land in _BY_TWO_YEARS]:
        return False
    return _SPANS.search(match.string, max(0, match.start() - 12), match.start()) is None


def _year_alone(match: re.Match[str], setting: Setting) -> Draft | None:
    year, calendar = year_of(match["y"], setting)
    return whole_year(Year("same", 0) if match["y"] == "the year" else year, calendar)


def _year_earlier(match: re.Match[str], setting: Setting) -> Draft | None:
    return replace(whole_year(Year("same", -1), setting.calendar), comparison=True)


def _same_period(match: re.Match[str], setting: Setting) -> Draft | None:
    words = match["y"]
    if words is None:
        return Draft("unknown", "same", None, comparison=match.groupdict().get("ago") is not None)
    year, calendar = year_of(words, setting)
    return replace(whole_year(year, calendar), kind="unknown", comparison=True)


def _same_stretch(match: re.Match[str], setting: Setting) -> Draft | None:
    return Draft("unknown", "same", None)


def _plan(match: re.Match[str], setting: Setting) -> Draft | None:
    if match["o"] is None:
        return Draft("plan", "same", None)
    years = setting.words["plans"].get(str(ordinal_of(match["o"], setting)))
    return None if years is None else Draft("plan", "absolute", Template(years[0], 1, 1, years[1], 12, 31))


def _past_years(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    kind: PeriodKind = "years" if part["unit"] in ("year", "decade") else "months"
    alone = 1 if part["unit"] == "decade" else 0  # "the past decade", but "recent years"
    count = alone if part.get("n") is None else number_of(part["n"], setting)
    if part.get("two"):
        count = 2
    if count == 0 or setting.reference is None:
        return Draft("unknown" if count == 0 else kind, "relative", None)
    size = {"year": 12, "decade": 120, "month": 1, "quarter": 3}.get(part["unit"], 0)
    ref = setting.reference
    if part["unit"] == "quarter":  # whole ones, next to the present one
        begin = date(ref.year, (ref.month - 1) // 3 * 3 + 1, 1)
        ahead = part["rel"] in ("next", "coming", "following", "upcoming")
        first = shifted_months(begin, 3 if ahead else -3 * count)
        return dated(kind, first, days_on(shifted_months(first, 3 * count), -1), "relative")
    ahead = part["rel"] in ("next", "coming", "following", "upcoming")
    days = count * (7 if part["unit"] == "week" else 1)
    sign = 1 if ahead else -1
    there = shifted_months(ref, sign * count * size) if size else days_on(ref, sign * days)
    if ahead:
        return dated(kind, days_on(ref, 1), there, "relative")
    return dated(kind, there, days_on(ref, -1), "relative")


def _ago(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    count, unit = count_of(part["n"], setting), part["unit"]
    if part["dir"] not in ("ago",):  # "earlier", "before", "later" count from the story's own date
        sign = 1 if part["dir"] == "later" else -1
        if unit == "year":
            return replace(whole_year(Year("same", sign * count), setting.calendar), comparison=sign < 0 and count == 1)
        return Draft("unknown", "same", None)
    if unit == "year":
        draft = whole_year(Year("relative", -count), setting.calendar)
        return replace(draft, comparison=part["n"] == "a")
    if unit == "decade":
        return whole_year(Year("relative", -10 * count), setting.calendar)
    if setting.reference is None:
        return Draft("unknown", "relative", None)
    if unit == "month":
        first = shifted_months(setting.reference.replace(day=1), -count)
        return dated("month", first, first.replace(day=month_end(first.year, first.month)), "relative")
    at = days_on(setting.reference, -count * (7 if unit == "week" else 1))
    return dated("day", at, at, "relative")


_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _decade(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    if part.get("tens"):
        first = 1900 + 10 * (_TENS.index(part["tens"]) + 2)
    else:
        digits = re.sub(r"\D", "", part["years"])
        first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    span = 100 if first % 100 == 0 and len(re.sub(r"\D", "", part.get("years") or "")) == 4 and first < 2000 else 10
    return Draft("years", "absolute", Template(first, 1, 1, first + span - 1, 12, 31))


def _century(match: re.Match[str], setting: Setting) -> Draft | None:
    number = ordinal_of(match["o"], setting)
    if not 1 <= number <= 22:
        return None
    return Draft("years", "absolute", Template(number * 100 - 99, 1, 1, number * 100, 12, 31))


YEAR_READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    "year_range": _year_range,
    "year_alone": _year_alone,
    "year_earlier": _year_earlier,
    "same_period": _same_period,
    "same_stretch": _same_stretch,
    "plan": _plan,
    "past_years": _past_years,
    "ago": _ago,
    "decade": _decade,
    "century": _century,
}
