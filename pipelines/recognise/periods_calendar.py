"""The calendar behind the period grammars: drafts without a year, fiscal years, plans, SDMX names.

A rule reads words into a `Draft`; `finish` turns it into dates once the reference date, or a year, is known. Nothing
here looks at a text.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pipelines.recognise.mentions import PeriodBasis, PeriodKind, Template
from pipelines.text.records import record

# What the years of a template count from: nothing (they are years), the reference date's year, the year that the
# discourse gives ("the year", "that year"), or a year that the words leave out ("January to July").
YearMode = Literal["absolute", "relative", "same", "missing"]


@record()
class FiscalCalendar:
    """When a country's fiscal year begins, and whether "FY23" names it after its last or its first year."""

    month: int
    day: int
    after_last: bool


@record()
class Year:
    """A year as words give it: 2010, last year (-1, relative), the year (0, same), FY23."""

    mode: YearMode
    value: int
    fiscal: bool = False


MISSING = Year("missing", 0)


@record()
class Draft:
    """A reading before its year is known."""

    kind: PeriodKind
    mode: YearMode
    template: Template | None  # None: the words give no bounds ("in recent years")
    comparison: bool = False
    basis: PeriodBasis | None = None  # None: follows from the mode
    open_start: bool = False
    open_end: bool = False


@lru_cache(maxsize=1024)
def month_end(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def template_of(first: date, last: date) -> Template:
    return Template(first.year, first.month, first.day, last.year, last.month, last.day)


def dated(kind: PeriodKind, first: date, last: date, basis: PeriodBasis = "stated") -> Draft:
    return Draft(kind, "absolute", template_of(first, last), basis=basis)


def months(year: Year, first: int, last: int, kind: PeriodKind, calendar: FiscalCalendar, last_year: int = 0) -> Draft:
    """Draft the months `first` to `last` of `year`; in a fiscal year, by the calendar's order of months."""
    if year.fiscal:
        before = 1 if first < calendar.month else 0
        after = 1 if last < calendar.month or last < first else 0  # "July-April of the fiscal year", whenever it begins
        return Draft(kind, year.mode, Template(year.value + before, first, 1, year.value + after, last, 31))
    if last_year == 0 and last < first:  # November to March
        last_year = 1
    return Draft(kind, year.mode, Template(year.value, first, 1, year.value + last_year, last, 31))


def fiscal_months(year: Year, first: int, count: int, kind: PeriodKind, calendar: FiscalCalendar) -> Draft:
    """Draft `count` months from the `first`-th (from 1) of the year; of its own calendar where the year is fiscal."""
    start_month, start_day = (calendar.month, calendar.day) if year.fiscal else (1, 1)
    begin = start_month - 1 + first - 1
    stop = begin + count
    if start_day == 1:
        stop, last_day = stop - 1, 31
    else:
        last_day = start_day - 1
    first_year, first_month = year.value + begin // 12, begin % 12 + 1
    template = Template(first_year, first_month, start_day, year.value + stop // 12, stop % 12 + 1, last_day)
    return Draft(kind, year.mode, template)


def whole_year(year: Year, calendar: FiscalCalendar) -> Draft:
    return fiscal_months(year, 1, 12, "fiscal_year" if year.fiscal else "year", calendar)


def day(year: Year, month: int, number: int) -> Draft:
    return Draft("day", year.mode, Template(year.value, month, number, year.value, month, number))


def since(draft: Draft) -> Draft:
    return replace(draft, kind="since", open_end=True)


def until(draft: Draft, kind: PeriodKind = "until") -> Draft:
    return replace(draft, kind=kind, open_start=True)


def bounds(template: Template, base: int) -> tuple[date, date] | None:
    """Return the first and last day of `template` counted from the year `base`; days past a month's end are its end."""
    first_year, last_year = template.first_year + base, template.last_year + base
    if not (1 <= first_year <= 9999 and 1 <= last_year <= 9999):
        return None
    try:
        first = date(first_year, template.first_month, template.first_day)
        last_day = min(template.last_day, month_end(last_year, template.last_month))
        last = date(last_year, template.last_month, last_day)
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _is_short(template: Template) -> bool:
    """Say whether a few days are told, by their first and last: "from August 16 to August 31"."""
    months = (template.last_year - template.first_year) * 12 + template.last_month - template.first_month
    return (template.first_day, template.last_day) != (1, 31) and months in (0, 1)


def most_recent(template: Template, reference: date) -> int:
    """Return the latest base year in which `template` has ended by the reference date, today included."""
    for base in range(reference.year, reference.year - 9, -1):  # 29 February comes round in eight years at the latest
        found = bounds(template, base)
        if found is not None and (found[1] <= reference or (found[0] <= reference and _is_short(template))):
            return base
    return reference.year


def settled(draft: Draft, reference: date | None) -> tuple[date, date] | None:
    """Return the dates of a draft as far as the reference date gives its year; None where nothing does."""
    if draft.template is None or draft.mode == "same":
        return None
    if draft.mode == "absolute":
        return bounds(draft.template, 0)
    if reference is None:
        return None
    return bounds(draft.template, most_recent(draft.template, reference) if draft.mode == "missing" else reference.year)


def time_period(first: date, last: date) -> str:
    """Return the SDMX name of a stretch of whole days: 2023, 2023-Q1, 2023-S1, 2023-03, 2023-01-01/P7M.

    >>> time_period(date(2023, 1, 1), date(2023, 7, 31))
    '2023-01-01/P7M'
    """
    if first == last:
        return first.isoformat()
    after = last + timedelta(days=1) if last < date.max else last
    if first.day == after.day:
        count = (after.year - first.year) * 12 + after.month - first.month
        if first.day == 1:
            if count == 12 and first.month == 1:
                return f"{first.year:04d}"
            if count == 6 and first.month in (1, 7):
                return f"{first.year:04d}-S{1 + first.month // 7}"
            if count == 3 and first.month % 3 == 1:
                return f"{first.year:04d}-Q{1 + first.month // 3}"
            if count == 1:
                return f"{first.year:04d}-{first.month:02d}"
        if count:
            return f"{first.isoformat()}/P{count // 12}Y" if count % 12 == 0 else f"{first.isoformat()}/P{count}M"
    return f"{first.isoformat()}/P{(after - first).days}D"


def shifted_months(day_: date, by: int) -> date:
    """Return the same day `by` months on, or the last of that month."""
    index = day_.year * 12 + day_.month - 1 + by
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    return date(year, month, min(day_.day, month_end(year, month)))


def years_on(day_: date, by: int) -> date:
    """Return the day so many years on; the last day of a month stays one."""
    last = month_end(day_.year + by, day_.month)
    is_last = day_.day == month_end(day_.year, day_.month)
    return day_.replace(year=day_.year + by, day=last if is_last else min(day_.day, last))


def days_on(at: date, count: int) -> date:
    """Return the day `count` days on, held within the calendar."""
    ordinal = min(max(at.toordinal() + count, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def half_a_year(reference: date | None, ahead: bool) -> Draft:
    """Draft "the past half-year": the six months next to the reference date."""
    if reference is None:
        return Draft("months", "relative", None)
    if ahead:
        return dated("months", days_on(reference, 1), shifted_months(reference, 6), "relative")
    return dated("months", shifted_months(reference, -6), days_on(reference, -1), "relative")


def weeks_in(first: date, last: date, ordinal: int, count: int) -> tuple[date, date]:
    """Return `count` weeks of a stretch from its `ordinal`-th, or its last (0); a week is where its Thursday is."""
    if ordinal:
        begin = days_on(first, (3 - first.weekday()) % 7 - 3 + 7 * (ordinal - 1))
    else:
        begin = days_on(last, -((last.weekday() - 3) % 7) - 3 - 7 * (count - 1))
    return begin, days_on(begin, 7 * count - 1)


def latest_weeks(month: int, ordinal: int, count: int, reference: date | None) -> Draft:
    """Draft weeks of a month without its year: the latest that are over."""
    if reference is None:
        return Draft("months", "missing", None)
    years = (reference.year, max(reference.year - 1, 1))
    found = [weeks_in(date(y, month, 1), date(y, month, month_end(y, month)), ordinal, count) for y in years]
    start, end = found[0] if found[0][1] <= reference else found[1]
    return dated("months", start, end, "relative")


def following_weekday(first: Draft, last: Draft) -> Draft:
    """Return the day `last`, so many weeks on that it follows the day `first`."""
    a, b = settled(first, None), settled(last, None)
    if a is None or b is None or b[0] > a[0]:
        return last
    at = days_on(b[0], (a[0].toordinal() - b[0].toordinal()) // 7 * 7 + 7)
    return dated("day", at, at, "relative")


def joined(first: Draft, last: Draft) -> Draft | None:
    """Return the stretch from the start of `first` to the end of `last`, which gives a year left out in `first`."""
    a, b = first.template, last.template
    if a is None or b is None or first.open_end or last.open_end:
        return None
    if first.open_start:  # "from the end of 2010 to the end of 2012" begins with 2011
        if first.kind != "as_of" or a.last_day != 31:
            return None
        start_of = (a.last_year + a.last_month // 12, a.last_month % 12 + 1, 1)
        a = Template(*start_of, *start_of)
    mode, back = last.mode, 0
    if first.mode == "missing" and last.mode != "missing":
        back = b.first_year if (a.first_month, a.first_day) <= (b.last_month, b.last_day) else b.first_year - 1
    elif first.mode != last.mode:
        return None
    start = (a.first_year + back, a.first_month, a.first_day)
    if first.mode == "missing" and last.mode == "missing" and start > (b.last_year, b.last_month, b.last_day):
        start = (start[0] - 1, *start[1:])
    if start > (b.last_year, b.last_month, b.last_day):
        return None
    kind: PeriodKind = "years" if first.kind == "year" and last.kind == "year" else "months"
    return Draft(kind, mode, Template(*start, b.last_year, b.last_month, b.last_day), basis=last.basis)
