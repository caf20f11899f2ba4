"""How the period chosen dates a figure: as a stretch, as a day that it holds on, or up to the day that is named."""

import re
from dataclasses import replace
from datetime import date

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.states import STATES
from pipelines.recognise.mentions import Period
from pipelines.recognise.periods_calendar import time_period
from pipelines.text.endings import Ending
from pipelines.text.folding import fold

_WHOLE = frozenset({"year", "fiscal_year", "quarter", "half", "month"})
_UP_TO_NOW = re.compile(r"\bto (?:about |over |nearly |some |more than |almost )?\Z")
_THIS_YEAR = Ending(r"(?:今年|本年)(?:以来)?[,,]?\Z")
_BY_THE_END = re.compile(
    r"(?:by|at|as of|till|until) (?:the )?(?:end of )?(?:19|20)\d\d|"
    r"截[至止]到?(?:(?:19|20)\d\d年|去年|上年|前年)(?:年?底|年?末|12月[底末]?)?|"
    r"[到至](?:(?:19|20)\d\d年|去年|上年|前年)(?:年?底|年?末)"
)
# "exports reached 41 billion dirhams at the end of October 2023": those of the year so far
_BY_THE_END_OF_A_MONTH = re.compile(
    r"(?:(?:by|at|as of|till|until|to|up to) (?:the )?end(?:-| of )|as of late )(?!december|march)[a-z]{3,9}"
    r"(?:,? (?:19|20)\d\d|"
    r" this year| last)?"
)
_MONTHLY = frozenset({"export", "import", "total_trade"})
_BY_YEAR = re.compile(r"(?:到了?|至)\s*(?:the year\s*)?\d{4}\s*年?", re.IGNORECASE)


def date_by(draft: Draft, period: Period, article: Article, rule: str) -> None:
    """Date the figure by the period chosen, and note `rule`, by which it was."""
    words = article.quote(period.span)
    if period.kind == "until" and period.end_date is not None and _BY_YEAR.fullmatch(words):
        first = period.end_date.replace(month=1, day=1)  # "by 2013 the share had fallen": the share of that year
        period = replace(period, kind="year", start_date=first, time_period=str(first.year))
    draft.decide("period", period.time_period or period.end_date or "unknown", words, period.span, rule)
    draft.period_basis = period.basis
    if (
        period.kind == "day"
        and period.start_date == period.end_date
        and (draft.indicator in STATES or fold(words) == "today")
    ):
        draft.period_end, draft.period_basis = period.end_date, "as_of"
        return
    if draft.indicator in STATES and period.kind in _WHOLE and _closes(draft.view, draft, period):
        draft.period_end, draft.period_basis = period.end_date, "as_of"
        return
    if draft.indicator in STATES and period.kind == "years" and period.basis == "stated":
        if _UP_TO_NOW.search(draft.view.text(draft.start - 16, draft.number_start)):
            draft.period_end, draft.period_basis = period.end_date, "as_of"  # "from 1985 to 2019 ... to over 3,000"
            return
    last = period.end_date
    if period.kind in ("as_of", "until") and draft.indicator not in STATES and last is not None:
        first = last.replace(month=1, day=1)
        if (
            _BY_THE_END.fullmatch(fold(words)) and last <= (article.published_on or last) and not _of_all_years(draft)
        ):  # "by the end of 2018 sales had reached": those of the year
            period = replace(period, kind="year", start_date=first, time_period=str(first.year))
        elif (
            (_BY_THE_END_OF_A_MONTH.fullmatch(fold(words)) and draft.measure in _MONTHLY)
            or _THIS_YEAR.search(draft.view.text(period.start - 4, period.start))
            or _so_far(draft, words, last, article)
        ):
            # 今年截至11月底, 截至11月底,出口50亿个: from January on
            period = replace(period, kind="months", start_date=first, time_period=time_period(first, last))
    if period.kind == "as_of":
        draft.period_end, draft.period_basis = period.end_date or article.published_on, "as_of"
        if draft.indicator not in STATES and period.start_date is None and period.end_date is None:
            draft.period_end, draft.period_basis = None, "unknown"
        return
    draft.period_start, draft.period_end, draft.time_period = period.start_date, period.end_date, period.time_period
    if period.start_date is None and period.kind != "until":
        draft.time_period = None


_UP_TO_A_MONTH = re.compile(
    r"截[至止]到?(?:今年|本年)?(?:\d{1,2}\s?月(?:份|底|末)?|(?:第?[一二三四]|前[二三])季度(?:末|底)?|上半年)"
)
_SO_FAR = re.compile(r"累计(?:完成|实现|出口|生产|销售)")  # 截止二季度,累计完成工业总产值22亿元
_ALL_YEARS = re.compile(r"累计|总投资|已投|历年")


def _so_far(draft: Draft, words: str, last: date, article: Article) -> bool:
    """Say whether a Chinese flow up to a month is that of the months of this year: 截至11月底,出口50亿个."""
    if article.published_on is None or last.year != article.published_on.year or draft.indicator == "investment":
        return False
    if not _UP_TO_A_MONTH.fullmatch(fold(words)):
        return False
    return not _of_all_years(draft) or _SO_FAR.search(draft.view.text(draft.view.start, draft.start)) is not None


def _of_all_years(draft: Draft) -> bool:
    """Say whether a Chinese amount is what has come together over the years: 累计投资."""
    return _ALL_YEARS.search(draft.view.text(draft.view.start, draft.start)) is not None


_CLOSED = re.compile(r"\s*(?:closed|ended|drew to (?:a|its) (?:close|end)|came to (?:a|its) (?:close|end))")
_CLOSING = Ending(r"\b(?:closed|ended|finished)\s+(?:the\s+)?\Z")


def _closes(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether the figure is the one at the end of the period: "closed last year with 108 mills"."""
    if _CLOSED.match(view.text(period.end, period.end + 30)):
        return True
    if draft.unit_class == "percent" or not _CLOSING.search(view.text(period.start - 14, period.start)):
        return False
    return view.text(period.end, draft.start).strip() in ("with", "at")
