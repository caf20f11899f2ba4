"""The period of each figure: of its clause, else of its sentence, else carried forward; a state is as of a day.

Flows (output, sales, growth) happen in a period; states (employees, firms, area, ranks) hold on a day. "Annual
output of" without a year names no period, and gets none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.interpret.annual import binds, is_annual, is_daily, worth_of_annual, year_closed, year_ended
from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.carrying import (
    DERIVED,
    FAIR,
    TIMELESS,
    carries,
    is_from_now,
    is_told_of_now,
    of_flow,
    turns_to_what_is,
)
from pipelines.interpret.compared import (
    comparison_period,
    is_compared,
    like_stretch,
    own_same_period,
    owner,
    same_of_this_year,
    since,
    stretch_before,
    year_before,
)
from pipelines.interpret.dated import date_by
from pipelines.interpret.dating import dating_periods
from pipelines.interpret.draft import Draft
from pipelines.interpret.movements import SHUT
from pipelines.interpret.once import is_before_an_event, is_just_once, was_once
from pipelines.interpret.period_choice import (
    DAYS,
    choose_period,
    heads_bracket,
    in_bracket,
    is_years_ago,
    tells_more_zh,
    was_long_ago,
)
from pipelines.interpret.rows_dated import date_rows
from pipelines.interpret.states import is_state
from pipelines.interpret.stretches import (
    BEGINS,
    first_year,
    from_year_to_year,
    is_first_of_two,
    last_year,
    leads_to_another,
    on_average,
)
from pipelines.interpret.timeline import (
    Timeline,
    is_to_come,
    leave_aside,
    move_on,
    only_year,
    to_date,
    with_years,
    within,
)
from pipelines.interpret.timing_zh import (
    HOPED,
    is_same_time,
    of_the_year_before,
    own_stretch,
    pace_of_then,
    so_far,
    up_to_now,
    was_built_then,
)
from pipelines.recognise.mentions import Period
from pipelines.text.scripts import Scripts

_STANDING = frozenset({"employees", "enterprises", "stalls_or_shops", "equipment_count", "other_count"})
_BEFORE = frozenset({"percent", "count", "enterprise", "person", "shop", "machine", "money", "goods"})
_WHOLE = frozenset({"year", "fiscal_year", "quarter", "half", "month"})


def _is_unfinished(view: SentenceView, period: Period, published_on: date) -> bool:
    """Say whether 全年 is said of a year that is not over on the day of writing: it is of no known year then."""
    whole = view.text(period.start, period.end).startswith(("全年", "年度"))
    if whole and HOPED.search(view.text(period.start - 8, view.clause(period.span).end)):
        return False  # 全年有望突破250亿元
    return whole and period.end_date is not None and (period.end_date - published_on).days > FAIR


def _is_up_to_now(article: Article, period: Period) -> bool:
    """Say whether the period is a stretch of years up to the day of writing: "in the past 20 years"."""
    if period.kind != "years" or period.basis != "relative" or period.end_date is None:
        return False
    return article.published_on is not None and abs((article.published_on - period.end_date).days) <= 1


def assign_periods(article: Article, timeline: Timeline, view: SentenceView, drafts: list[Draft]) -> None:
    """Give each figure of the sentence its period, then move the timeline on."""
    own = dating_periods(view) if view.periods else []
    if own and article.published_on is not None:  # what is to come dates no figure
        own = [up_to_now(view, p, article.published_on) for p in own]
        own = [p for p in own if p.start_date is None or p.start_date <= article.published_on]
        own = [p for p in own if not _is_unfinished(view, p, article.published_on)]
    leave_aside(timeline, view)
    if view.paragraph != timeline.paragraph and within(timeline.running, timeline.main) and not is_same_time(view):
        timeline.running = timeline.main  # a month was looked at; a new paragraph speaks of the whole stretch again
    if own:
        own = with_years(view, own, timeline)
    if own and article.published_on is not None:
        own = [q for p in own if (q := so_far(timeline, view, p, article.published_on)) is not None]
    if not timeline.known:
        timeline.only, timeline.known = only_year(article), True
    if not (own or drafts):
        return
    flows = [to_date(view, p, article.published_on) for p in own]
    states = [_is_state(view, draft) and not _was_shut_in(draft, timeline.running) for draft in drafts]
    for at, (draft, state) in enumerate(zip(drafts, states, strict=True)):
        _assign(article, timeline, view, draft, own if state else flows, drafts[:at], state)
    if own and len(drafts) > 1:
        date_rows(view, drafts)
    if drafts and not any(states):
        own = flows
    move_on(timeline, view, [p for p in own if not is_to_come(p, article)], drafts, article.published_on)


_THAN_AT_PEAK = re.compile(
    r"[从由](?:前几年|前些年|早几年|早些年)的?(?:约|近)?\Z|[从由]最(?:高|多|好|旺|低|少)时的?(?:约|近)?\Z|[比较](?:鼎盛|全盛|巅峰|最?高峰)(?:时期|时|期)的(?:约|近)?\Z|较疫情前的(?:约|近)?\Z"
)  # 较高峰时的3000万件大幅下降


_FROM_SO_MANY = re.compile(r"[由从](?:约|近|逾|超)?\Z")


def _first_again(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Return the first of two of two times, before two more: 由1985年的1万家降至2020年的600家,人数由29万."""
    if len(earlier) < 2 or not _FROM_SO_MANY.search(view.text(draft.start - 4, draft.number_start)):
        return None
    first, last = earlier[-2:]
    paired = first.unit_class == last.unit_class and first.time_period and last.time_period
    if not paired or first.time_period == last.time_period or first.grows or draft.grows:
        return None
    return first if view.folded[draft.start - 1 : draft.start] in "由从约近逾超" and first.period_end else None


_TURNS_TO_NOW = re.compile(r"; (?:but )?(?:now|today|currently|at present),? ")


def _was_shut_in(draft: Draft, running: Period | None) -> bool:
    """Say whether so many firms were shut in the stretch that the text goes on about."""
    return draft.rules.get("indicator") == SHUT and running is not None and running.kind in _STRETCHES


_STRETCHES = frozenset({"year", "half", "quarter", "months"})


def _is_state(view: SentenceView, draft: Draft) -> bool:
    return (is_state(draft) or draft.share_channel is not None) and not (
        draft.indicator in DERIVED and of_flow(view, draft)
    )


def _assign(
    article: Article,
    timeline: Timeline,
    view: SentenceView,
    draft: Draft,
    own: list[Period],
    earlier: list[Draft],
    state: bool,
) -> None:
    quantity = draft.quantity
    clause = draft.clause
    if (told := in_bracket(view, draft, own)) is not None:
        date_by(draft, told, article, "period after the figure in its clause")
        return
    is_base = any(is_to_come(p, article) for p in own) and is_first_of_two(view, draft)
    if is_base:
        own = [p for p in own if not is_to_come(p, article)]  # "to raise it from 3 percent to 10 by 2030"
    state = state or (
        draft.unit_class == "percent"
        and not draft.grows
        and article.published_on is not None
        and is_told_of_now(view, draft)
    )
    if (period := owner(view, draft, timeline.running)) is not None:
        period = next((p for p in own if p.span == period.span), period)
        date_by(draft, period, article, "period before the figure in its clause")
        return
    if (then := pace_of_then(view, draft)) is not None:
        date_by(draft, then, article, "period whose own pace it is")
        return
    if (past := of_the_year_before(view, draft, own, timeline.running)) is not None:
        date_by(draft, past, article, "same period of another year")
        return
    if any(is_to_come(p, article) for p in own) and is_from_now(view, draft, earlier):
        own = [p for p in own if not is_to_come(p, article)]  # "100 million by 2030, from its current level of 35"
    if (first := first_year(view, draft, own)) is not None and (state or leads_to_another(view, draft)):
        date_by(draft, first, article, BEGINS)
        return
    if not is_base and _is_bare_first(view, draft, own):
        draft.decide("period", "none", "", None, "what it was before")
        return
    led = bool(earlier) and earlier[-1].rules.get("period") == BEGINS
    if (not state or led) and (last := last_year(view, draft, own, earlier)) is not None:
        if state:
            last = replace(last, kind="as_of", start_date=None, time_period=None)
        date_by(draft, last, article, "year that the stretch ends with")
        return
    if (past := own_same_period(view, draft, timeline.running)) is not None:
        date_by(draft, past, article, "same period of another year")
        return
    if (now := same_of_this_year(view, draft, timeline.running)) is not None:
        date_by(draft, now, article, "same period of this year")
        return
    if (past := stretch_before(view, draft, timeline)) is not None:
        date_by(draft, past, article, "same period of another year")
        return
    if (past := year_before(view, draft, own)) is not None:
        date_by(draft, past, article, "same period of another year")
        return
    if draft.grows and (stretch := from_year_to_year(view, draft)) is not None:
        date_by(draft, stretch, article, "years of the two levels behind it")
        return
    if draft.grows and (stretch := on_average(view, draft, earlier)) is not None:
        date_by(draft, stretch, article, "years of the average")
        return
    if draft.grows and (stretch := since(article, timeline, view, draft)) is not None:
        date_by(draft, stretch, article, "since then")
        return
    if (stretch := own_stretch(view, draft, timeline)) is not None:
        date_by(draft, stretch, article, "stretch told before")
        return
    if (once := _first_again(view, draft, earlier)) is not None:
        draft.period_start, draft.period_end = once.period_start, once.period_end
        draft.time_period, draft.period_basis = once.time_period, "inferred"
        draft.decide("period", str(once.time_period), "", None, "first of the two times told before")
        return
    is_gap = draft.unit_class == "points"  # "降幅比去年同期扩大1.8个百分点"
    if not (draft.grows or is_gap or is_base) and is_compared(view, draft) and not is_before_an_event(view, draft):
        main, _ = choose_period(view, draft, [p for p in own if p.end <= quantity.start], False)
        if compared := comparison_period(view, draft, main or (None if state else timeline.running)):
            date_by(draft, compared, article, "period of a comparison")
            return
    if draft.grows and _RECENT.match(view.text(draft.end, draft.end + 40)):
        draft.decide("period", "none", "", None, "recent years")
        return
    if not draft.grows and _THAN_AT_PEAK.search(view.text(draft.start - 12, draft.start)):
        draft.decide("period", "none", "", None, "at its peak")
        return
    own = [p for p in own if p.start < draft.end or clause.covers(p.span) or not tells_more_zh(view, p)]
    if state:
        own = [p for p in own if not (p.end < draft.start and was_built_then(view, p))]
        own = [p for p in own if not (p.end < draft.start and _TURNS_TO_NOW.search(view.text(p.end, draft.start)))]
        own = [p for p in own if not (p.end < draft.start and turns_to_what_is(view, p, draft))]
        words = view.text(clause.start, draft.start)
        if own and not words.isascii() and (was_once(view, draft) or was_long_ago(view, draft)):
            own = [p for p in own if p.end <= draft.start or clause.covers(p.span)]  # 原来八成做外贸单,这两年 ...
    if is_just_once(view, draft):
        draft.decide("period", "none", "", None, "what was so once")
        return
    period, rule = choose_period(view, draft, own, state)
    if period is not None and not state and heads_bracket(view, period):
        period = like_stretch(period, [p for p in own if p.end <= period.start])
    plain_share = draft.unit_class == "percent" and not draft.grows and draft.indicator in DERIVED
    annual = (
        is_annual(view, draft) and not plain_share and draft.indicator not in ("wage", "price")
    ) or worth_of_annual(view, draft, earlier)
    if period is not None and not (annual and not binds(view, draft, period)):
        if state and draft.indicator in _STANDING and _is_up_to_now(article, period):
            period = replace(
                period, kind="as_of", start_date=None, time_period=None, end_date=article.published_on
            )  # "In the past 20 years it has ... with 196 makers"
        if state or period.kind not in DAYS or clause.covers(period.span) or period.start < quantity.start:
            date_by(draft, period, article, rule)
            return
    if annual and not is_daily(draft) and (year := year_closed(timeline, view, draft)) is not None:
        date_by(draft, year, article, "year at whose end the sentence before stands")
        return
    if annual and not is_daily(draft) and (year := year_ended(view, draft)) is not None:
        date_by(draft, year, article, "year at whose end the sentence stands")
        return
    if annual and not is_daily(draft) and timeline.only is not None:
        date_by(draft, replace(timeline.only, basis="inferred"), article, "only year of the article")
        return
    if annual:
        draft.period_basis = "unknown"
        draft.decide("period", "none", "", None, "annual figure without a year")
        return
    hangs_on = draft.share_channel is not None and _HANGS_ON.search(view.text(draft.clause.start, draft.end + 12))
    if (draft.indicator in DERIVED or hangs_on) and (level := _level_before(earlier)) is not None:
        draft.period_start, draft.period_end, draft.time_period = (
            level.period_start,
            level.period_end,
            level.time_period,
        )
        draft.period_basis = level.period_basis
        draft.decide(
            "period", draft.time_period or "", view.text(*_ends(level)), level.quantity.span, "period of its level"
        )
        return
    running = timeline.running
    if article.published_on is None and any(
        _is_untold(p) for p in view.periods if clause.covers(p.span) or p.end < draft.start
    ):
        draft.decide("period", "none", "", None, "a period told from an unknown day")
        return
    if (is_years_ago(view, draft) and not state) or was_long_ago(view, draft):
        draft.decide("period", "none", "", None, "years ago")
        return
    if was_once(view, draft):
        draft.decide("period", "none", "", None, "what was so once")
        return
    if running is not None and carries(article, timeline, view, draft, state):
        date_by(draft, running, article, "period carried forward")
        return
    if (is_state(draft) or draft.share_channel is not None) and article.published_on is not None:
        draft.period_end, draft.period_basis = article.published_on, "as_of"
        draft.decide("period", article.published_on.isoformat(), "", None, "as of the publication")
        return
    if (
        timeline.only is not None
        and draft.indicator not in TIMELESS
        and not _LOOKS_BACK.search(view.text(view.start, view.end))
    ):
        date_by(draft, replace(timeline.only, basis="inferred"), article, "only year of the article")
        return
    if draft.indicator == "investment" and article.published_on is not None:
        if _UNDER_WAY.search(view.text(view.start, view.end)):
            draft.period_end, draft.period_basis = article.published_on, "as_of"
            draft.decide("period", article.published_on.isoformat(), "", None, "as of the publication")
            return
    draft.decide("period", "none", "", None, "no period")


# "reached 2 million in 2020, with a growth of 20 percent in recent years"
_RECENT = re.compile(
    r" (?:in|over|during|for|through) (?:the )?(?:recent|(?:past|last) (?:few|several)) (?:years|decades)\b"
)
# A share told by a participle behind its level: "to 7.2 billion euros, exports accounting for 82 percent"
_HANGS_ON = re.compile(
    r"\b(?:accounting|making|representing|contributing|constituting|comprising|being|going|sold|shipped|exported)\b|"
    r"\bof (?:it|which|that|this|them|these)\b"
)


def _is_bare_first(view: SentenceView, draft: Draft, own: list[Period]) -> bool:
    """Say whether something went from this, at no time that is told, to another: 出口比例由三成半减至两成."""
    if draft.unit_class not in _BEFORE or not is_first_of_two(view, draft):
        return False
    clause = draft.clause
    words = view.text(clause.start, draft.start)
    if words.isascii():
        if " will " in words:
            return False  # "will fall from 340,000": what there is
        led_to = next((q.start for q in view.quantities if q.start >= draft.end), view.end)
        return not any(p.start < led_to for p in own)  # "rose from 340 to 420 in 2014": the 420 alone
    if draft.unit_class in ("money", "goods") and not any(p.start >= draft.end for p in own):
        return False
    first = clause.start if draft.unit_class == "percent" else view.start
    return not any(
        first <= p.start
        and p.end <= draft.start
        and p.start_date is not None
        and not view.folded.startswith("的", p.end)  # another figure's
        for p in own
    )


def _is_untold(period: Period) -> bool:
    """Say whether a period is told from the day of writing, which is not known: "last year"."""
    if period.basis == "unknown" and period.kind == "months":
        return period.end_date is None  # 1-6月份, of no known year
    return period.basis == "relative" and period.end_date is None and period.kind in _WHOLE


_UNDER_WAY = re.compile(
    r"\b(?:planned|under construction|(?:is|are) being built|under way|total investment|broke ground)\b"
)
_LOOKS_BACK = Scripts(r"\b(?:ago|before|since|used to|investment|cost)\b|以前|此前|投资|总投")


def _level_before(earlier: list[Draft]) -> Draft | None:
    """Return the level of the sentence that a share or a rank follows."""
    levels = [d for d in earlier if d.unit_class in ("money", "goods") and d.period_end is not None]
    return levels[-1] if levels else None


def _ends(draft: Draft) -> tuple[int, int]:
    return draft.start, draft.end
