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
from pipelines.text.endings import Ending

_YEARS = frozenset({"years", "plan"})
BEGINS = "year that the stretch begins with"  # the rule of the first of two amounts
_TO = re.compile(r",? to (?:about |around |some |over |nearly |more than )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?")
_A_YEAR = re.compile(r"年均|年平均|平均每年|\b(?:annual average|average annual|on average|a year on)\b")
_FROM = Ending(
    r"\bfrom (?:about |around |some |only |just |a mere )?\Z|"
    r"[从由](?:最初|原来|当初|原先|之前|以前|过去|疫情前|最?高峰(?:期|时期|时)|[^,;。\d]{1,8}前|鼎盛(?:期|时期)|巅峰(?:期|时期))?的?\Z"
)
# 从300亿元增长到500亿元: what leads from the first amount to the last
_TO_ZH = re.compile(
    r"(?:稳步|逐年|快速|迅速|逐步|一路|持续|直接|已)?(?:增长|增加|提高|提升|上升|扩大|扩展|发展|壮大|跃升|攀升|猛增|上涨|下降|减少|整合|缩减|精简|锐减|骤降|骤增|回升|收缩|萎缩|"
    r"回落|缩减|增|升|涨|降|减|跌)?[到至]了?(?:目前|现在|如今|(?:19|20)\d\d年|去年|上年|今年)?的?|(?:变|转|改|调整|降|升|增|减)[为成]"
)


_FROM_SO_MANY = re.compile(r",? \(?from [^,;]{0,16}\d(?:[^,;]|,\d){0,40} (?:in|for) (?:the )?")
_TO_SO_MANY = re.compile(r" to [^,;]{0,16}\d(?:[^,;]|,\d){0,40} (?:in|for) (?:the )?")


def first_year(view: SentenceView, draft: Draft, own: Sequence[Period]) -> Period | None:
    """Return the first year of "from 1985 to 2019, the number grew from 400", a figure of that year.

    A five-year plan begins with what the year before it left: “十三五”期间,产值从300亿元增长到500亿元.
    """
    stretch = _stretch_before(own, draft.start)
    if stretch is None or stretch.start_date is None or not _is_first(view, draft):
        return None
    year = stretch.start_date.year - (stretch.kind == "plan")
    first, last = stretch.start_date.replace(year=year, month=1, day=1), date(year, 12, 31)
    return replace(stretch, kind="year", start_date=first, end_date=last, time_period=time_period(first, last))


def _is_first(view: SentenceView, draft: Draft) -> bool:
    return any(_FROM.search(view.text(draft.start - 24, end)) for end in {draft.start, draft.number_start})


def on_average(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> Period | None:
    """Return the years between the two levels before a yearly average: 从2013年的28亿元降至2017年的16亿元,年均下降."""
    if not draft.grows or not _A_YEAR.search(view.text(draft.clause.start, draft.number_start)):
        return None
    if any(p.kind in _YEARS and p.end <= draft.start for p in view.periods):
        return None
    levels = [d for d in earlier if not d.grows and d.unit_class == "money"][-2:]
    if len(levels) < 2 or levels[0].period_start is None or levels[1].period_end is None:
        return None
    first, last = levels[0].period_start, levels[1].period_end
    if levels[0].indicator != levels[1].indicator or last.year - first.year < 2:
        return None
    return Period(
        draft.quantity.span,
        first,
        last,
        time_period(first, last),
        "years",
        "inferred",
        False,
        False,
        "years of two levels",
    )


def from_year_to_year(view: SentenceView, draft: Draft) -> Period | None:
    """Return the time of "fell by 3.6%, from 785 people in 2023 to 757 in 2024": the last year, or all of them."""
    if not draft.grows or not view.folded.startswith((", from ", " (from "), draft.end):
        return None
    behind = [p for p in view.periods if p.kind == "year" and p.start >= draft.end][:2]
    if len(behind) < 2 or not _FROM_SO_MANY.fullmatch(view.folded, draft.end, behind[0].start):
        return None
    first, last = behind
    if not _TO_SO_MANY.fullmatch(view.folded, first.end, last.start) or first.start_date is None or not last.end_date:
        return None
    if last.end_date.year - first.start_date.year == 1:
        return last
    dates = first.start_date, last.end_date
    return replace(last, kind="years", start_date=dates[0], end_date=dates[1], time_period=time_period(*dates))


def is_first_of_two(view: SentenceView, draft: Draft) -> bool:
    """Say whether something went from this to another: 出口比例由三成半减至两成."""
    return _is_first(view, draft) and leads_to_another(view, draft)


def leads_to_another(view: SentenceView, draft: Draft) -> bool:
    """Say whether the amount is the first of two: "from 2012 to 2021 income grew from 4 billion to 11 billion"."""
    later = (q for q in view.quantities if q.start >= draft.end and q.kind in (draft.quantity.kind, "number"))
    return any(_leads_on(view.text(draft.end, q.number.start)) for q in later)


def _leads_on(words: str) -> bool:
    return (LED_TO.fullmatch(words) or _TO_ZH.fullmatch(words)) is not None


def last_year(view: SentenceView, draft: Draft, own: Sequence[Period], earlier: Sequence[Draft]) -> Period | None:
    """Return the last year of the stretch whose first year the amount before is of, or that the amount led up to."""
    if (reached := _reached(view, draft, own)) is not None:
        return reached
    if not earlier or earlier[-1].rules.get("period") != BEGINS:
        return None
    stretch = _stretch_before(own, earlier[-1].start)
    if stretch is None or stretch.end_date is None or not _leads_on(view.text(earlier[-1].end, draft.start)):
        return None
    if stretch.basis == "relative":  # 五年来: up to the day of writing, in no year that is over
        return replace(stretch, kind="as_of", start_date=None, time_period=None)
    return _year_of_its_end(stretch, stretch.end_date)


def _reached(view: SentenceView, draft: Draft, own: Sequence[Period]) -> Period | None:
    """Return the last year of "grew 12-fold between 2000 and 2015, to 320 million dollars"."""
    stretch = _stretch_before(own, draft.start)
    if draft.grows or stretch is None or stretch.end_date is None or stretch.basis != "stated":
        return None
    return _year_of_its_end(stretch, stretch.end_date) if _TO.fullmatch(view.text(stretch.end, draft.start)) else None


def _year_of_its_end(stretch: Period, end: date) -> Period:
    first = end.replace(month=1, day=1)
    return replace(stretch, kind="year", start_date=first, time_period=time_period(first, end))


def _stretch_before(own: Sequence[Period], start: int) -> Period | None:
    spans = [p for p in own if p.kind in _YEARS and p.end <= start and p.start_date]
    return spans[-1] if spans else None
