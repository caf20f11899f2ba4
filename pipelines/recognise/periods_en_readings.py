"""What the English rules of `period_rules.toml` mean: each function reads a match into a `Draft`.

`READINGS` leads from the names in the file to the functions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import PeriodKind, Template
from pipelines.recognise.periods_calendar import (
    MISSING,
    Draft,
    Year,
    dated,
    day,
    days_on,
    fiscal_months,
    month_end,
    months,
    shifted_months,
    whole_year,
)
from pipelines.recognise.periods_en_weeks import WEEK_READINGS
from pipelines.recognise.periods_en_words import (
    RELATIVE,
    Setting,
    count_of,
    full_year_of,
    month_of,
    number_of,
    or_april,
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


def _month_of_year(match: re.Match[str], setting: Setting) -> Draft | None:
    year, calendar = year_of(match["y"], setting)
    month = month_of(match["m"], setting)
    return months(year, month, month, "month", calendar)


def _relative_month_name(match: re.Match[str], setting: Setting) -> Draft | None:
    month = month_of(match["m"], setting)
    word = match["rel"]
    if setting.reference is None:
        return months(MISSING, month, month, "month", setting.calendar)
    ref = setting.reference
    if word == "this":
        year = ref.year
    elif word == "next":
        year = ref.year + (month <= ref.month)
    else:
        year = ref.year - (month >= ref.month)
    return Draft("month", "absolute", Template(year, month, 1, year, month, 31), basis="relative")


def _month_range(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    first, last = month_of(part["m"], setting), month_of(part["m2"], setting)
    year, calendar = year_of(part["y"] or part["y3"], setting)
    if part["mark"].strip() == "and" and not match.group().startswith("between") and last != first % 12 + 1:
        return None  # two months, not a stretch
    if part.get("y2"):
        year2, _ = year_of(part["y2"], setting)
        if part["y"] is None:
            year = Year(year2.mode, year2.value - (1 if last < first and not year2.fiscal else 0), year2.fiscal)
            _, calendar = year_of(part["y2"], setting)
            return months(year, first, last, "months", calendar)
        if year.mode == year2.mode:
            return Draft("months", year.mode, Template(year.value, first, 1, year2.value, last, 31))
        return None
    return months(year, first, last, "months", calendar)


def _numbered_months(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    first = number_of(part["n"], setting)
    last = month_of(part["m"], setting) if part.get("m") else number_of(part["n2"], setting)
    year, calendar = year_of(part.get("y") or part.get("a"), setting)
    if not 1 <= first < last <= 12:
        return None
    return months(year, first, last, "months", calendar)


def _first_months(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    count = number_of(part["n"], setting) if part["n"] else 1
    year, calendar = year_of(part.get("y"), setting)
    if not 1 <= count <= 12:
        return None
    kind: PeriodKind = "months" if count > 1 else "month"
    return fiscal_months(year, 13 - count if part.get("o") in ("last", "final") else 1, count, kind, calendar)


def _months_of_fiscal_year(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the past nine months of the fiscal year": of the one that runs on the day of writing."""
    count, reference, calendar = number_of(match["n"], setting), setting.reference, setting.calendar
    if not 1 <= count <= 12 or reference is None:
        return None
    begun = (reference.month, reference.day) >= (calendar.month, calendar.day)
    year = Year("relative", 0 if begun else -1, True)
    return fiscal_months(year, 1, count, "months" if count > 1 else "month", calendar)


def _months_ended(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    count = number_of(part["n"], setting) if part.get("n") else 12
    if part.get("span"):
        count = 3 if part["span"] == "quarter" else 6
    if not 1 <= count <= 60:
        return None
    year, _ = year_of(part.get("y"), setting)
    last = month_of(part["m"], setting)
    begin = last - count  # months from January of the year, 0 being January
    kind: PeriodKind = "fiscal_year" if count == 12 else "quarter" if part.get("span") == "quarter" else "months"
    if part.get("d") and (end := ordinal_of(part["d"], setting)) < 28:  # "that ended on July 7": from July 8
        begin -= 1
        return Draft(
            kind, year.mode, Template(year.value + begin // 12, begin % 12 + 1, end + 1, year.value, last, end)
        )
    return Draft(kind, year.mode, Template(year.value + begin // 12, begin % 12 + 1, 1, year.value, last, 31))


_PARTS: dict[str, int] = {"quarter": 3, "half": 6}


def _part_of_year(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the third quarter of 2009", "the first half", "the last quarter"."""
    part = match.groupdict()
    size = 6 if part["part"].startswith(("h", "s")) else 3  # halves are called semesters too
    number = ordinal_of(part["o"], setting)
    year, calendar = year_of(part.get("y") or part.get("y2"), setting)
    if number == 0:
        number = 12 // size
    if not 1 <= number * size <= 12:
        return None
    last = ordinal_of(part["o2"], setting) if part.get("o2") else number
    if not number <= last <= 12 // size:
        return None
    kind: PeriodKind = "months" if last > number else ("half" if size == 6 else "quarter")
    return fiscal_months(year, (number - 1) * size + 1, (last - number + 1) * size, kind, calendar)


def _coded_part(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "Q3 2012", "2012Q3", "1H12", "H1 FY23"."""
    part = match.groupdict()
    size = 6 if part["code"].strip("1234") == "h" else 3
    number = int(part["code"].strip("hq"))
    last = int(part["code2"].strip("hq")) if part.get("code2") else number
    words = part.get("y") or part.get("y2")
    if words is not None and words.strip(" '’").isdigit():
        year, calendar = Year("absolute", full_year_of(words.strip(" '’"))), setting.calendar
    else:
        year, calendar = year_of(words, setting)
    if last * size > 12 or last < number:
        return None
    kind: PeriodKind = "months" if last > number else ("half" if size == 6 else "quarter")
    return fiscal_months(year, (number - 1) * size + 1, size * (last - number + 1), kind, calendar)


def _first_quarters(match: re.Match[str], setting: Setting) -> Draft | None:
    count = number_of(match["n"], setting)
    year, calendar = year_of(match["y"], setting)
    return fiscal_months(year, 1, count * 3, "months", calendar) if 1 < count < 5 else None


def _relative_part(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "last month", "this quarter", "next week", counted from the reference date."""
    unit = match["unit"]
    shift = RELATIVE.get(match["rel"], 0)
    ref = setting.reference
    kind: PeriodKind = {"month": "month", "quarter": "quarter", "week": "months", "half": "half"}.get(unit, "unknown")  # type: ignore[assignment]
    if match["rel"] in ("same", "that", "the"):
        return Draft(kind, "same", None)
    if ref is None:
        return Draft(kind, "relative", None)
    if unit == "week":
        first = days_on(ref, 7 * shift - ref.weekday())
        return dated(kind, first, days_on(first, 6), "relative")
    if unit == "weekend":
        first = days_on(ref, 5 + 7 * shift - ref.weekday())
        return dated("months", first, days_on(first, 1), "relative")
    size = {"month": 1, "quarter": 3, "half": 6}[unit]
    begin = date(ref.year, (ref.month - 1) // size * size + 1, 1)
    first = shifted_months(begin, shift * size)
    return dated(kind, first, days_on(shifted_months(first, size), -1), "relative")


def _year_range(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    first, second = int(part["a"]), part["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if len(second) == 2 and last < first:
        last += 100
    if not first < last <= first + 600:
        return None
    if last == first + 1 and (len(second) == 2 or "/" in match.group() or last == 2000):
        calendar = or_april(setting.calendar)
        return fiscal_months(Year("absolute", first, True), 1, 12, "fiscal_year", calendar)
    return Draft("years", "absolute", Template(first, 1, 1, last, 12, 31))


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


def _so_far(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("months", "relative", None)
    return dated("months", setting.reference.replace(month=1, day=1), setting.reference, "relative")


def _nothing(match: re.Match[str], setting: Setting) -> Draft | None:
    return None


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


def _numeric_month(match: re.Match[str], setting: Setting) -> Draft | None:
    month = int(match["a1"])
    return months(Year("absolute", int(match["a2"])), month, month, "month", setting.calendar)


READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    **WEEK_READINGS,
    "day": _day,
    "digits_date": _digits_date,
    "compact_date": _compact_date,
    "day_range": _day_range,
    "month_of_year": _month_of_year,
    "relative_month_name": _relative_month_name,
    "month_range": _month_range,
    "numbered_months": _numbered_months,
    "first_months": _first_months,
    "months_ended": _months_ended,
    "months_of_fiscal_year": _months_of_fiscal_year,
    "part_of_year": _part_of_year,
    "coded_part": _coded_part,
    "first_quarters": _first_quarters,
    "relative_part": _relative_part,
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
    "now": _now,
    "this_day": _this_day,
    "weekday": _weekday,
    "day_alone": _day_alone,
    "numeric_month": _numeric_month,
    "so_far": _so_far,
    "nothing": _nothing,
}
