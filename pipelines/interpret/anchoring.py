"""Anchoring: dates for the periods that name no year, where the article has no date of its own.

The year that a text writes in is told by its own statements: the last full year whose results it gives is the year
before, a year of which it gives a part is the year itself. What is dated so has the basis `inferred`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import Period
from pipelines.recognise.periods import resolve
from pipelines.recognise.periods_calendar import time_period
from pipelines.text.scripts import Scripts
from pipelines.text.sentences import Sentence

_FULL = frozenset({"year", "fiscal_year"})
_PART = frozenset({"months", "month", "quarter", "half"})
_MARK = re.compile(r"[.;:。;]|,(?!\d)")
_AHEAD = Scripts(
    r"\b(?:will|target|targets|goal|plan|plans|planned|expected|likely|forecast|by the end of|by|until|aims?|"
    r"in the next)\b|"
    r"目标|力争|预计|计划|规划|将|到(?=\d{4})"
)
_FOUNDED = Scripts(r"\b(?:since|founded in|established in|from|born in|low of|began in)\s*\Z|自|始于|成立于")
_YEAR_END = re.compile(r"\b((?:19|20)\d\d)(?:'s)?\s+year[- ]end\b")  # targets for it are set in that year
_SO_FAR = re.compile(r"(?:今年|本年|开年|年初|岁初)(?:年初)?以来")  # up to the day of writing, as "so far this year"
_ZH_EVENT = re.compile(
    r"\s?年?[^,。;\d\n]{0,24}?(?:博览会|展览会|展会|联展|交易会|洽谈会|时装周|采购节|峰会|论坛|大会)"
)
_ZH_END = re.compile(r"[。\n!?]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿]成|分之")
_NEAR = 45
_FAR = 75  # back to the verb: "is likely to generate about 40,000 new jobs in 2018"
_OLDEST = 1990  # what is told of earlier years alone was written later


def anchor_periods(
    folded: str, periods: Sequence[Period], sentences: Sequence[Sentence], published_on: date | None
) -> tuple[Period, ...]:
    """Return the periods with dates wherever the text itself tells the year."""
    wanted = published_on is None and any(p.end_date is None and p.template is not None for p in periods)
    year = writing_year(folded, _outside_furniture(periods, sentences)) if wanted else None
    out: list[Period] = []
    for period in periods:
        if period.end_date is None and period.template is not None:
            beside = _year_beside(folded, period, out, sentences)
            if period.anaphoric and beside is not None:
                period = resolve(period, year=beside)
            elif year is not None and period.kind not in ("as_of", "unknown", "day"):
                period = resolve(period, year=year)
        if period.kind == "since" and published_on is not None and period.start_date is not None:
            if _SO_FAR.match(folded, period.start, period.end) and period.start_date <= published_on:
                period = replace(
                    period,
                    kind="months",
                    end_date=published_on,
                    time_period=time_period(period.start_date, published_on),
                )
        out.append(period)
    return tuple(out)


def _outside_furniture(periods: Sequence[Period], sentences: Sequence[Sentence]) -> list[Period]:
    """Leave out what looks like a year in a counter or a menu: "Hits: 2071"."""
    aside = [s.span for s in sentences if s.kind == "furniture"]
    return [p for p in periods if not any(span.covers(p.span) for span in aside)] if aside else list(periods)


def writing_year(folded: str, periods: Sequence[Period]) -> int | None:
    """Return the year in which the text seems to be written; None when it dates nothing."""
    told = [int(match[1]) for match in _YEAR_END.finditer(folded)] if "year" in folded and "end" in folded else []
    latest = max(told, default=None)
    dated = [
        (
            period.end_date.year + (period.kind in _FULL and not _is_running(folded, period, periods[at + 1 : at + 3])),
            period,
        )
        for at, period in enumerate(periods)
        if period.basis == "stated"
        and period.end_date is not None
        and not period.comparison
        and (period.kind in _FULL or period.kind in _PART)
    ]
    for year, period in sorted(dated, key=lambda each: -each[0]):
        if latest is not None and year <= latest:
            break
        if not _is_aside(folded, period) and not _is_narrated(folded, period):
            return year if year > _OLDEST else latest
    return latest


def _is_running(folded: str, period: Period, following: Sequence[Period]) -> bool:
    """Say whether a year is the one of writing: of a fair to come, or one of whose months its sentence then tells.

    2017年,产值以20%的速度递增;前11个月,投资37亿元.
    """
    if _ZH_EVENT.match(folded, period.end):
        return True
    part = next((p for p in following if p.kind in _PART), None)
    if part is None or part.basis == "stated" or part.comparison:
        return False
    between = folded[period.end : part.start]
    return ";" in between and not between.isascii() and _ZH_END.search(between) is None


def _is_narrated(folded: str, period: Period) -> bool:
    """Say whether a Chinese year is one of a story and of no result: 2021年,镇里建起工业园,迈出第一步."""
    if period.kind not in _FULL or folded[period.start : period.end].isascii() or _ZH_EVENT.match(folded, period.end):
        return False
    end = _ZH_END.search(folded, period.end)
    return not _FIGURE.search(folded, period.end, end.start() if end is not None else len(folded))


def _is_aside(folded: str, period: Period) -> bool:
    """Say whether the year is one of a plan or of a founding, not of a result."""
    before = folded[max(0, period.start - _FAR) : period.start]
    after = folded[period.end : period.end + _NEAR]
    clause_before = _MARK.split(before)[-1]
    clause_after = _MARK.split(after, 1)[0]
    return bool(_FOUNDED.search(before) or _AHEAD.search(clause_before) or _AHEAD.search(clause_after))


def _year_beside(folded: str, period: Period, before: Sequence[Period], sentences: Sequence[Sentence]) -> int | None:
    """Return the year named before the period in its own sentence."""
    at = bisect_right(sentences, period.start, key=lambda s: s.span.start) - 1
    start = sentences[at].span.start if at >= 0 else 0
    for other in reversed(before):
        if other.start < start:
            return None
        if other.end_date is not None and other.kind in _FULL:
            return other.end_date.year
    return None
