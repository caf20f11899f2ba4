"""Chinese periods without a date of their own: 同期, shares after a stretch of months, what was built then."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.timeline import Timeline, within
from pipelines.recognise.mentions import Period
from pipelines.recognise.periods_calendar import time_period, years_on
from pipelines.text.spans import Span

_SAME_TIME = re.compile(r"(?:[^,。;]{0,10}(?:数据|数字|统计|资料)[^,。;]{0,4},)?同期(?![比增的])")
_STRETCHES = frozenset({"months", "half", "quarter"})
_SHARE = re.compile(r"(?:合计占?|占比|份额|亏损面|单价|均价)[^,。;\d]{0,14}[\d一二两三四五六七八九十.%、和到至从由]*\Z")
_NOW = re.compile(r"目前|现在|如今|现有|已有|\"")
_ITS_PACE = re.compile("(?:全年)?的?(?:增幅|增速|降幅|跌幅|减幅|升幅|涨幅)(?:达|为)?")
_IS_BETTER = re.compile("(?:有所|稍微?|略|明显|大幅|进一步)*(?:收窄|缩小|扩大|放缓|为?好|回落|提高|加快|改善|优)")
_THESE_TOGETHER = re.compile(r"这[\d一二两三四五六七八九十]+[类项种大个][^。;\d]{0,24}合计")
_THEN = re.compile(
    r"(?:而|但|可|却|但是|这一)?(?P<then>去年|上年|前年|(?P<year>(?:19|20)\d\d)年)(?:的)?(?:同期|同月|同季)"
    r"(?!相比|比|持平|水平)(?:[^,;。\d比较]{0,12})\Z"
)
_DATED = frozenset({"months", "half", "quarter", "month", "year"})
_BUILT_THEN = re.compile(r"[^,;。]{0,20}(?:兴建|建设|建成|投资|开业|创办|成立|引进|动工)[^,;。]{0,4}的[^,;。]{2,14},")


HOPED = re.compile(r"有望|预计|预期|力争|将|目标|计划|争取")
_HOPES = re.compile(
    r"\b(?:expect(?:s|ed)?|could|might|project(?:s|ed|ions?)|aim(?:s|ed|ing)?|target(?:s|ed|ing)?|hope[sd]?|plan(?:s|ned)|forecasts?|"
    r"goal)\b"
)


def so_far(timeline: Timeline, view: SentenceView, period: Period, published_on: date) -> Period | None:
    """Return the period, but for 今年 that stands for the months told of: those where it is compared, 今年比去年."""
    if not _is_so_far(timeline, period, published_on):
        return period
    if HOPED.match(view.text(period.end, period.end + 8).strip(",")) or _HOPES.search(
        view.text(view.start, period.start)
    ):
        return period
    if timeline.running is not None and view.folded.startswith(("比去年", "较去年", "比上年"), period.end):
        return replace(timeline.running, span=period.span)
    return None


def _is_so_far(timeline: Timeline, period: Period, published_on: date) -> bool:
    """Say whether 今年 stands for the months of it that the text is telling of: 量增价跌是今年的特点."""
    running = timeline.running
    if running is None or running.kind not in _STRETCHES or period.kind != "year" or period.basis != "relative":
        return False
    return period.end_date is not None and period.end_date > published_on and within(running, period)


def is_same_time(view: SentenceView) -> bool:
    """Say whether a sentence opens on 同期: the stretch told before, whatever the paragraph."""
    return _SAME_TIME.match(view.folded, view.start, view.end) is not None


def own_stretch(view: SentenceView, draft: Draft, timeline: Timeline) -> Period | None:
    """Return the stretch told just before, where a Chinese figure without a date is of it."""
    clause, running = draft.clause, timeline.running
    words = view.text(clause.start, draft.start)
    if words.isascii():
        return None
    if any(clause.covers(p.span) and p.end <= draft.start and p.start_date is not None for p in view.periods):
        return None
    if running is not None and running.kind in _DATED and draft.unit_class == "percent":
        if _THESE_TOGETHER.match(view.folded, view.start, draft.start):
            return running  # 这4项工业的出口货值,合计占76%
    if running is None or running.kind not in _STRETCHES:
        return None
    if _SAME_TIME.match(words) or (is_same_time(view) and not view.periods[1:]):
        return running
    if (
        draft.grows
        or timeline.paragraph != view.paragraph
        or view.periods
        or draft.unit_class not in ("percent", "money")
    ):
        return None
    told = draft.indicator in ("other_percent", "market_share", "price")
    return running if told and _SHARE.search(words) and not _NOW.search(view.text(view.start, draft.start)) else None


def of_the_year_before(
    view: SentenceView, draft: Draft, own: Sequence[Period], running: Period | None
) -> Period | None:
    """Return the stretch told, a year or two back, of 去年同期占33%, 而上年同期只有25%, 去年同期的增幅是23.6%."""
    start = draft.clause.start
    if view.folded.find("同", start, draft.start) < 0:
        return None
    then = _THEN.match(view.folded, start, draft.number_start)
    if then is None:
        return None
    told = [p for p in own if p.end <= start and p.kind in _DATED and p.start_date is not None]
    main = told[-1] if told else running
    if main is None or main.kind not in _DATED or main.start_date is None or main.end_date is None:
        return None
    years = int(then["year"]) - main.start_date.year if then["year"] else -2 if then["then"] == "前年" else -1
    first, last = years_on(main.start_date, years), years_on(main.end_date, years)
    span = Span(*then.span("then"))
    return replace(
        main, span=span, start_date=first, end_date=last, time_period=time_period(first, last), basis="relative"
    )


def pace_of_then(view: SentenceView, draft: Draft) -> Period | None:
    """Return the period whose own pace is told to compare with: 较去年全年减幅14.2%有所缩小."""
    if not draft.grows or _IS_BETTER.match(view.folded, draft.end, view.end) is None:
        return None
    for period in reversed(view.periods):
        if period.end <= draft.start and period.end_date is not None:
            found = _ITS_PACE.fullmatch(view.folded, period.end, draft.number_start) is not None
            return period if found and view.folded[period.start - 1 : period.start] in "较比" else None
    return None


def up_to_now(view: SentenceView, period: Period, published_on: date) -> Period:
    """Return the day of writing for 截至2025年, told in that year."""
    last = period.end_date
    if last is None or last <= published_on or last.year != published_on.year or period.start_date is not None:
        return period
    if not view.folded.startswith("截", period.start):
        return period
    return replace(period, kind="as_of", end_date=published_on, time_period=None)


def was_built_then(view: SentenceView, period: Period) -> bool:
    """Say whether the period dates the building of what is told of alone: 去年投资10亿元兴建的皮革城,占地400亩."""
    return _BUILT_THEN.match(view.folded, period.end, view.end) is not None
