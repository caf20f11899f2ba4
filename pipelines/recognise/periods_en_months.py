"""What the English rules about months and the parts of a year mean: ranges, quarters, halves, fiscal months."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from pipelines.recognise.mentions import PeriodKind, Template
from pipelines.recognise.periods_calendar import (
    MISSING,
    Draft,
    Year,
    dated,
    days_on,
    fiscal_months,
    months,
    shifted_months,
)
from pipelines.recognise.periods_en_words import (
    RELATIVE,
    Setting,
    full_year_of,
    month_of,
    number_of,
    ordinal_of,
    year_of,
)


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


def _first_to_month(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "in the first November of last year", which is 前11月: the first eleven months."""
    year, calendar = year_of(match["y"] or None, setting)
    last = month_of(match["m"], setting)
    return months(year, 1, last, "months", calendar) if 1 < last < 12 else None


def _quarter_to_month(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the March quarter", "the December quarter of 2022": the three months that end with it."""
    year, calendar = year_of(match["y"], setting)
    last = month_of(match["m"], setting)
    return months(year, last - 2, last, "quarter", calendar) if last % 3 == 0 else None


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
    if part.get("m") and part.get("m2"):  # "the first ten months (July-April) of the current fiscal year"
        first, last = month_of(part["m"], setting), month_of(part["m2"], setting)
        return months(year, first, last, kind, calendar) if (last - first) % 12 + 1 == count else None
    return fiscal_months(year, 13 - count if part.get("o") in ("last", "final") else 1, count, kind, calendar)


def _months_of_fiscal_year(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the past nine months of the fiscal year": of the one that runs on the day of writing."""
    count, reference, calendar = number_of(match["n"], setting), setting.reference, setting.calendar
    if not 1 <= count <= 12 or reference is None:
        return None
    begun = (reference.month, reference.day) >= (calendar.month, calendar.day)
    year = Year("relative", 0 if begun else -1, True)
    return fiscal_months(year, 1, count, "months" if count > 1 else "month", calendar)


def _fiscal_to_month(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "this fiscal till January", "up to January of the current financial year"."""
    year, calendar = year_of(match["y"], setting)
    count = (month_of(match["m"], setting) - calendar.month) % 12 + 1
    return fiscal_months(year, 1, count, "months", calendar)


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


def _part_of_year(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the third quarter of 2009", "the first half", "the last quarter"."""
    part = match.groupdict()
    size = 6 if part["part"].startswith(("h", "s")) else 3  # halves are called semesters too
    number = ordinal_of(part["o"], setting) if part.get("o") else 1  # "the opening quarter"
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


def _so_far(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("months", "relative", None)
    return dated("months", setting.reference.replace(month=1, day=1), setting.reference, "relative")


def _numeric_month(match: re.Match[str], setting: Setting) -> Draft | None:
    month = int(match["a1"])
    return months(Year("absolute", int(match["a2"])), month, month, "month", setting.calendar)


MONTH_READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    "month_of_year": _month_of_year,
    "relative_month_name": _relative_month_name,
    "month_range": _month_range,
    "first_to_month": _first_to_month,
    "quarter_to_month": _quarter_to_month,
    "numbered_months": _numbered_months,
    "first_months": _first_months,
    "months_ended": _months_ended,
    "fiscal_to_month": _fiscal_to_month,
    "months_of_fiscal_year": _months_of_fiscal_year,
    "part_of_year": _part_of_year,
    "coded_part": _coded_part,
    "first_quarters": _first_quarters,
    "relative_part": _relative_part,
    "numeric_month": _numeric_month,
    "so_far": _so_far,
}
