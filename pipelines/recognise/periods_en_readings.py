"""What the English rules of `period_rules.toml` mean: each function reads a match into a `Draft`.

`READINGS` and `CHANGES` lead from the names in the file to the functions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipelines.recognise.mentions import PeriodKind, Template
from pipelines.recognise.periods_calendar import (
    MISSING,
    Draft,
    FiscalCalendar,
    Year,
    bounds,
    dated,
    day,
    days_on,
    fiscal_months,
    month_end,
    months,
    shifted_months,
    since,
    until,
    whole_year,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may know besides its words."""

    reference: date | None
    calendar: FiscalCalendar  # of the country the article is about
    calendars: Mapping[str, FiscalCalendar]  # by ISO country
    words: Mapping[str, Any]  # periods.toml


RELATIVE = {
    "this": 0, "current": 0, "present": 0, "last": -1, "previous": -1, "preceding": -1, "prior": -1, "past": -1,
    "next": 1, "following": 1, "coming": 1, "upcoming": 1,
}  # fmt: skip


def _number(text: str, setting: Setting) -> int:
    return int(text) if text.isdigit() else int(setting.words["numbers"][text])


def _ordinal(text: str, setting: Setting) -> int:
    """Return 1 for "first" and "1st"; 0 for "last"."""
    if text[0].isdigit():
        return int(re.sub(r"\D", "", text))
    return int(setting.words["ordinals"].get(text, 0))


def _month(text: str, setting: Setting) -> int:
    return int(setting.words["months"][text.rstrip(".")])


def _full_year(two_or_four: str) -> int:
    if len(two_or_four) == 4:
        return int(two_or_four)
    return int(two_or_four) + (2000 if int(two_or_four) < 70 else 1900)


def year_of(text: str | None, setting: Setting) -> tuple[Year, FiscalCalendar]:
    """Read the words of a year: "2010", "last year", "the year", "FY22", "2022-23", "the Ethiopian fiscal year"."""
    calendar = setting.calendar
    if text is None:
        return MISSING, calendar
    numbers = re.findall(r"\d+", text)
    fiscal = "fy" in text or "fiscal" in text or "financial" in text
    if fiscal:
        calendar = _named_calendar(text, setting)
    if numbers:
        first = _full_year(numbers[0])
        if len(numbers) == 2:  # 2022-23: from the first year, whatever the country calls it
            return Year("absolute", first, True), _or_april(calendar)
        if fiscal:
            back = 1 if calendar.after_last and (calendar.month, calendar.day) != (1, 1) else 0
            return Year("absolute", first - back, True), calendar
        return Year("absolute", first), calendar
    if text == "the year before last":
        return Year("relative", -2), calendar
    if text == "the year before":
        return Year("same", -1), calendar
    if fiscal:
        return _relative_fiscal(text, calendar, setting), calendar
    for word in text.replace("-", " ").split():
        if word in RELATIVE:
            discourse = word in ("following", "preceding", "prior", "previous")
            return Year("same" if discourse else "relative", RELATIVE[word]), calendar
    return (MISSING if text == "the year" else Year("same", 0)), calendar


def _or_april(calendar: FiscalCalendar) -> FiscalCalendar:
    return calendar if (calendar.month, calendar.day) != (1, 1) else FiscalCalendar(4, 1, True)


def _named_calendar(text: str, setting: Setting) -> FiscalCalendar:
    for country, names in setting.words["countries"].items():
        if any(word in names for word in text.split()) and country in setting.calendars:
            return setting.calendars[country]
    return setting.calendar


def _relative_fiscal(text: str, calendar: FiscalCalendar, setting: Setting) -> Year:
    shift = next((RELATIVE[w] for w in text.split() if w in RELATIVE), None)
    if "just ended" in text:
        shift = -1
    if shift is None:
        return Year("same", 0, True)
    if setting.reference is None:
        return Year("relative", shift, True)
    ref = setting.reference
    running = ref.year if (ref.month, ref.day) >= (calendar.month, calendar.day) else ref.year - 1
    return Year("relative", running + shift - ref.year, True)


def _day(match: re.Match[str], setting: Setting) -> Draft | None:
    year, _ = year_of(match["y"], setting)
    return day(year, _month(match["m"], setting), _ordinal(match["d"], setting))


def _digits_date(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    first, second = int(part["a1"]), int(part["a2"])
    if part.get("front"):
        month, number, year = first, second, int(part["front"])
    else:
        year = _full_year(part["back"])
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
    month = _month(part["m"], setting)
    month2 = _month(part["m2"], setting) if part.get("m2") else month
    if part.get("order") is not None and part.get("m2"):
        month, month2 = month2, month
    d, d2 = (int(re.sub(r"\D", "", part[k])) for k in ("d", "d2"))
    back = -1 if first_year == last_year and (month2, d2) < (month, d) else 0
    return Draft("months", last_year.mode, Template(first_year.value + back, month, d, last_year.value, month2, d2))


def _month_of_year(match: re.Match[str], setting: Setting) -> Draft | None:
    year, calendar = year_of(match["y"], setting)
    month = _month(match["m"], setting)
    return months(year, month, month, "month", calendar)


def _relative_month_name(match: re.Match[str], setting: Setting) -> Draft | None:
    month = _month(match["m"], setting)
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
    first, last = _month(part["m"], setting), _month(part["m2"], setting)
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
    first = _number(part["n"], setting)
    last = _month(part["m"], setting) if part.get("m") else _number(part["n2"], setting)
    year, calendar = year_of(part.get("y") or part.get("a"), setting)
    if not 1 <= first < last <= 12:
        return None
    return months(year, first, last, "months", calendar)


def _first_months(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    count = _number(part["n"], setting) if part["n"] else 1
    year, calendar = year_of(part.get("y"), setting)
    if not 1 <= count <= 12:
        return None
    kind: PeriodKind = "months" if count > 1 else "month"
    return fiscal_months(year, 13 - count if part.get("o") in ("last", "final") else 1, count, kind, calendar)


def _months_ended(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    count = 12 if part.get("n") is None else _number(part["n"], setting)
    if not 1 <= count <= 60:
        return None
    year, _ = year_of(part.get("y"), setting)
    last = _month(part["m"], setting)
    begin = last - count  # months from January of the year, 0 being January
    kind: PeriodKind = "fiscal_year" if count == 12 else "months"
    return Draft(kind, year.mode, Template(year.value + begin // 12, begin % 12 + 1, 1, year.value, last, 31))


_PARTS: dict[str, int] = {"quarter": 3, "half": 6}


def _part_of_year(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the third quarter of 2009", "the first half", "the last quarter"."""
    part = match.groupdict()
    size = 6 if part["part"].startswith("h") else 3
    number = _ordinal(part["o"], setting)
    year, calendar = year_of(part.get("y") or part.get("y2"), setting)
    if number == 0:
        number = 12 // size
    if not 1 <= number * size <= 12:
        return None
    last = _ordinal(part["o2"], setting) if part.get("o2") else number
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
        year, calendar = Year("absolute", _full_year(words.strip(" '’"))), setting.calendar
    else:
        year, calendar = year_of(words, setting)
    if last * size > 12 or last < number:
        return None
    kind: PeriodKind = "months" if last > number else ("half" if size == 6 else "quarter")
    return fiscal_months(year, (number - 1) * size + 1, size * (last - number + 1), kind, calendar)


def _first_quarters(match: re.Match[str], setting: Setting) -> Draft | None:
    count = _number(match["n"], setting)
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
    if last == first + 1 and (len(second) == 2 or "/" in match.group()):
        calendar = _or_april(setting.calendar)
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
    years = setting.words["plans"].get(str(_ordinal(match["o"], setting)))
    return None if years is None else Draft("plan", "absolute", Template(years[0], 1, 1, years[1], 12, 31))


def _past_years(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    kind: PeriodKind = "years" if part["unit"] in ("year", "decade") else "months"
    alone = 1 if part["unit"] == "decade" else 0  # "the past decade", but "recent years"
    count = alone if part.get("n") is None else _number(part["n"], setting)
    if count == 0 or setting.reference is None:
        return Draft("unknown" if count == 0 else kind, "relative", None)
    size = {"year": 12, "decade": 120, "month": 1, "quarter": 3}.get(part["unit"], 0)
    ref = setting.reference
    if part["unit"] == "quarter":  # whole ones, next to the present one
        begin = date(ref.year, (ref.month - 1) // 3 * 3 + 1, 1)
        ahead = part["rel"] in ("next", "coming", "following")
        first = shifted_months(begin, 3 if ahead else -3 * count)
        return dated(kind, first, days_on(shifted_months(first, 3 * count), -1), "relative")
    ahead = part["rel"] in ("next", "coming", "following")
    days = count * (7 if part["unit"] == "week" else 1)
    sign = 1 if ahead else -1
    there = shifted_months(ref, sign * count * size) if size else days_on(ref, sign * days)
    if ahead:
        return dated(kind, days_on(ref, 1), there, "relative")
    return dated(kind, there, days_on(ref, -1), "relative")


def _ago(match: re.Match[str], setting: Setting) -> Draft | None:
    part = match.groupdict()
    count = 1 if part["n"] in ("a", "an") else _number(part["n"], setting)
    unit = part["unit"]
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
    number = _ordinal(match["o"], setting)
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


def _this_day(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("day", "relative", None)
    word = match.group()
    at = days_on(setting.reference, {"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return dated("day", at, at, "relative")


def _so_far(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("months", "relative", None)
    return dated("months", setting.reference.replace(month=1, day=1), setting.reference, "relative")


def _nothing(match: re.Match[str], setting: Setting) -> Draft | None:
    return None


def _since(draft: Draft, words: str) -> Draft:
    if draft.template is None:
        return since(draft)
    t = draft.template
    if "end of" in words:
        t = replace(t, first_year=t.last_year, first_month=t.last_month, first_day=t.last_day)
    return since(replace(draft, template=t))


def _end_of(draft: Draft, words: str) -> Draft:
    return until(draft, "as_of")


def _until(draft: Draft, words: str) -> Draft:
    return until(draft)


def _before(draft: Draft, words: str) -> Draft:
    """End on the eve of the period."""
    if draft.template is None:
        return until(draft)
    t = draft.template
    first = Template(t.first_year, t.first_month, t.first_day, t.first_year, t.first_month, t.first_day)
    if (t.first_month, t.first_day) == (1, 1):
        return until(replace(draft, template=Template(t.first_year - 1, 1, 1, t.first_year - 1, 12, 31)))
    if t.first_day == 1:
        return until(replace(draft, template=replace(first, last_month=t.first_month - 1, last_day=31, first_month=1)))
    return until(replace(draft, template=replace(first, first_day=1, last_day=t.first_day - 1)))


def _after(draft: Draft, words: str) -> Draft:
    """Begin on the day after the period."""
    if draft.template is None:
        return since(draft)
    t = draft.template
    if t.last_day == 31:
        start = (t.last_year + t.last_month // 12, t.last_month % 12 + 1, 1)
    elif draft.mode == "absolute" and (found := bounds(t, 0)) is not None:
        following = days_on(found[1], 1)
        start = (following.year, following.month, following.day)
    else:
        start = (t.last_year, t.last_month, t.last_day)
    return since(replace(draft, template=Template(*start, *start)))


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


def _start_of(draft: Draft, words: str) -> Draft:
    if draft.template is None:
        return until(draft, "as_of")
    t = draft.template
    return until(
        replace(draft, template=replace(t, last_year=t.first_year, last_month=t.first_month, last_day=t.first_day)),
        "as_of",
    )


def _part_of(draft: Draft, words: str) -> Draft:
    return draft


def _to_date(draft: Draft, words: str) -> Draft:
    return draft


READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
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
CHANGES: Mapping[str, Callable[[Draft, str], Draft]] = {
    "since": _since,
    "end_of": _end_of,
    "until": _until,
    "before": _before,
    "after": _after,
    "start_of": _start_of,
    "part_of": _part_of,
    "to_date": _to_date,
}
