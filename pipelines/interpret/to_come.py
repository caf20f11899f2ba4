"""To come: the periods of targets and forecasts, which may lie after the day of writing.

What has happened is never dated by a year to come ("exports of 2 billion, ahead of the 2030 fair"), so the timeline
leaves such years out. What is hoped for is: "output will reach 20 billion yuan in 2030" is a figure of 2030.
"""

import re

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.dating import dating_periods
from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Period
from pipelines.text.spans import Span

_HOPES = frozenset({"target", "forecast", "planned"})
_KINDS = frozenset({"year", "fiscal_year", "half", "quarter", "months", "month"})
_HEAD = 12  # "By contrast, in 2030," opens a sentence for all of its clauses
_FAR = 30  # years: what is named for later is no year, or no hope of anybody who writes news
_INVESTS = re.compile(r"\binvest(?:s|ed|ing)?\b")
# "within three years", 未来五年: years to come that nobody counts from a known day
_YEARS_TO_COME = re.compile(
    r"\b(?:within|over|in) (?:the )?(?:next |coming )?(?:\d+|two|three|four|five|ten|few|several) years\b|"
    r"未来|(?<!多)(?<!近)[两三四五\d]年内|用[两三四五\d]到?[三四五\d]?年(?:左右)?时间"
)


# "expects the full-year export value to reach 18 million": of the year of writing
_FULL_YEAR = re.compile(r"\b(?:full|whole|entire)[ -]year(?:'s)?\b|(?:预计|预期|有望|力争)全年")


def date_hope(article: Article, view: SentenceView, previous: Draft | None, draft: Draft) -> None:
    """Give a target or forecast the period to come that its clause, the sentence's head or its list names."""
    if draft.statement_kind not in _HOPES or article.published_on is None:
        return
    if (period := _named(article, view, draft)) is not None:
        words = article.quote(period.span)
        draft.decide("period", period.time_period or "unknown", words, period.span, "a period to come, of a hope")
        draft.period_start, draft.period_end = period.start_date, period.end_date
        draft.time_period, draft.period_basis = period.time_period, period.basis
    elif draft.period_start is None and (said := _full_year(view, draft)) is not None:
        first = article.published_on.replace(month=1, day=1)
        draft.decide("period", str(first.year), article.quote(said), said, "the full year that is hoped for")
        draft.period_start, draft.period_end = first, first.replace(month=12, day=31)
        draft.time_period, draft.period_basis = str(first.year), "relative"
    elif previous is not None and draft.period_start is None and _lies_ahead(article, previous):
        draft.decide("period", previous.time_period or "unknown", "", None, "the period of the hope before it")
        draft.period_start, draft.period_end = previous.period_start, previous.period_end
        draft.time_period, draft.period_basis = previous.time_period, previous.period_basis
    elif _YEARS_TO_COME.search(view.text(view.start, draft.clause.end)) and not any(
        draft.clause.covers(period.span) and period.start_date is not None for period in view.periods
    ):
        draft.decide("period", "none", "", None, "years to come")
        draft.period_start = draft.period_end = draft.time_period = None
        draft.period_basis = "unknown"


def _full_year(view: SentenceView, draft: Draft) -> Span | None:
    """Return the words of the full year in the clause of a hope, where no other time stands beside them."""
    said = _FULL_YEAR.search(view.folded, draft.clause.start, draft.start)
    if said is None or any(draft.clause.covers(p.span) and p.start_date is not None for p in view.periods):
        return None
    return Span(said.start(), said.end())


def _named(article: Article, view: SentenceView, draft: Draft) -> Period | None:
    published_on = article.published_on
    ahead = [
        period
        for period in (dating_periods(view) if view.periods else [])
        if period.kind in _KINDS
        and period.start_date
        and published_on
        and period.start_date > published_on
        and period.start_date.year - published_on.year <= _FAR
    ]
    clause = draft.clause
    beside = [period for period in ahead if clause.covers(period.span)]
    before = [period for period in beside if period.end <= draft.start]
    if draft.indicator == "investment" and not _INVESTS.search(view.folded, clause.start, clause.end):
        beside = before  # "a new 600 million yuan complex opens next spring"
    head = [period for period in ahead if period.start <= view.start + _HEAD]
    return before[-1] if before else beside[0] if beside else head[0] if head else None


def _lies_ahead(article: Article, draft: Draft) -> bool:
    published_on, start = article.published_on, draft.period_start
    return draft.statement_kind in _HOPES and published_on is not None and start is not None and start > published_on
