"""Stretches of years told at once: the two amounts that something grew from and to are of their first and last year."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.growth import LED_TO
from pipelines.recognise.mentions import Period
from pipelines.recognise.periods_calendar import time_period

BEGINS = "year that the stretch begins with"  # the rule of the first of two amounts
_TO = re.compile(r",? to (?:about |around |some |over |nearly |more than )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?")
_FROM = re.compile(r"\bfrom (?:about |around |some |only |just |a mere )?\Z")


def first_year(view: SentenceView, draft: Draft, own: Sequence[Period]) -> Period | None:
    """Return the first year of "from 1985 to 2019, the number grew from 400", a figure of that year."""
    stretch = _stretch_before(own, draft.start)
    if (
        stretch is None
        or stretch.start_date is None
        or not _FROM.search(view.text(draft.start - 24, draft.number_start))
    ):
        return None
    last = stretch.start_date.replace(month=12, day=31)
    return replace(stretch, kind="year", end_date=last, time_period=time_period(stretch.start_date, last))


def leads_to_another(view: SentenceView, draft: Draft) -> bool:
    """Say whether the amount is the first of two: "from 2012 to 2021 income grew from 4 billion to 11 billion"."""
    later = (q for q in view.quantities if q.start >= draft.end and q.kind == draft.quantity.kind)
    return any(LED_TO.fullmatch(view.text(draft.end, q.number.start)) for q in later)


def last_year(view: SentenceView, draft: Draft, own: Sequence[Period], earlier: Sequence[Draft]) -> Period | None:
    """Return the last year of the stretch whose first year the amount before is of, or that the amount led up to."""
    if (reached := _reached(view, draft, own)) is not None:
        return reached
    if not earlier or earlier[-1].rules.get("period") != BEGINS:
        return None
    stretch = _stretch_before(own, earlier[-1].start)
    if (
        stretch is None
        or stretch.end_date is None
        or not LED_TO.fullmatch(view.text(earlier[-1].end, draft.number_start))
    ):
        return None
    return _year_of_its_end(stretch, stretch.end_date)


def _reached(view: SentenceView, draft: Draft, own: Sequence[Period]) -> Period | None:
    """Return the last year of "grew 12-fold between 2000 and 2015, to 320 million dollars"."""
    stretch = _stretch_before(own, draft.start)
    if draft.grows or stretch is None or stretch.end_date is None:
        return None
    return _year_of_its_end(stretch, stretch.end_date) if _TO.fullmatch(view.text(stretch.end, draft.start)) else None


def _year_of_its_end(stretch: Period, end: date) -> Period:
    first = end.replace(month=1, day=1)
    return replace(stretch, kind="year", start_date=first, time_period=time_period(first, end))


def _stretch_before(own: Sequence[Period], start: int) -> Period | None:
    spans = [p for p in own if p.kind == "years" and p.basis == "stated" and p.end <= start and p.start_date]
    return spans[-1] if spans else None
