"""The period of a figure that another is compared with: its own where one is named, else the year before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.period_choice import DAYS
from pipelines.interpret.shares import PART_OF_BEFORE
from pipelines.interpret.timeline import Timeline, year_earlier
from pipelines.recognise.mentions import Period
from pipelines.recognise.periods_calendar import month_end, time_period, years_on
from pipelines.text.endings import Ending

COMPARED = Ending(
    r"\b(?:against|compared (?:with|to)|up from|down from|from|versus|"
    r"(?<!more )(?<!less )(?<!fewer )(?<!higher )(?<!lower )than|"
    r"(?:more|less|lower|higher|fewer) than(?= (?:the|that of|those of) \Z))\s+(?:that of |those of )?"
    r"(?:about |around |the |some |nearly |just |only |a mere |barely |over |a record |a peak |"
    r"an all-time high of )?\Z|\b(?:against|"
    r"compared(?: with| to)?|versus)\s+"
    r"(?:an? |the |its )?(?:[a-z]+ ){0,3}(?:of|worth|valuing|valued at)\s+"
    r"(?:about |around |some |nearly )?\Z|(?:(?:上年|去年)同期的?为?|从|由)\Z"
)
_LED_TO_ZH = re.compile(
    r"(?:[^,;。\d]{0,4})(?:减少|增加|下降|上升|增长|减|增|降|升|提高|扩大|攀升|回落|锐减)[到至为](?:19|20)\d\d年"
)
_WHICH_WAS = re.compile(
    r", (?:which|when (?:it|they)) (?:was|were|had been|stood at|totall?ed|reached|came to)(?: at)? |"
    r", (?:which|when (?:it|they)) (?:had |has )?"
    r"(?:achieved|recorded|registered|posted|saw|seen|witnessed|reali[sz]ed) (?:[a-z]+ ){1,3}(?:of|worth) "
)
_WHEN_IT = re.compile(r", when (?:[a-z-]+ ){2,5}(?:by |of )?(?:about |around |some |nearly |almost |over )?")
# "last year's performance, which was 73 million", "last year's figure of 73 million"
_ITS_FIGURE = re.compile(
    r"'s (?:[a-z]+ ){0,2}(?:figures?|performance|level|exports?|sales|total|output|earnings|results?|turnover|"
    r"production|"
    r"shipments|number|count|amount|value|record)(?: of|,? (?:which|that) (?:was|were|stood at|reached)|, at) "
    r"(?:about |around |some |nearly |over )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?"
)
_LAST_YEAR = Ending(r"year (?:before|earlier|ago)\Z|(?:previous|preceding|prior) year\Z")
_YEAR_OFF = re.compile(
    r"(?:the|a) year (?:before|earlier|ago)|(?:the )?(?:previous|preceding|prior) (?:fiscal |financial )?year"
)
_SAME = re.compile(r"\b(?:same|corresponding|comparable) ")
_YEAR_BEFORE = Ending(r"\byear (?:before|earlier|ago)\Z")
_HEADS = re.compile(r"\W*(?:(?:and|but|while) )?(?:in|over|during|for|within) (?:the )?")
_DID = re.compile(r"\s+(?:exported|imported|sold|shipped|earned|spent|invested|made|produced)\b")  # another measure
_OPENS = re.compile(r"\W*(?:(?:and|but|while) )?(?:in )?(?:the )?")
_PARTS = frozenset({"months", "month", "quarter", "half"})


_OF_A_TARGET = re.compile(r"\btarget(?:ed)? (?:of|at) (?:about |over |nearly )?\Z")
_LAST_ONE = re.compile(r"last (?:fiscal |financial )?year")
_FROM = Ending(r"\bfrom\s+(?:about |around |the |some |nearly )?\Z")
_CHANGE = re.compile(
    r"\b(?:up|down|rose|ris(?:e|en|ing)|grew|grow(?:n|ing|s)?|fell|fall(?:s|en|ing)?|increas\w+|decreas\w+|declin\w+|"
    r"dropp?(?:ed|ing|s)?|climb\w+|jump\w+|expand\w*|shrank|shrunk|shrink\w*|went|gone|cut|reduced|slipped|surged|"
    r"swelled|doubled|tripled|to|higher|lower|improve\w*|increase|growth|decrease)\b"
)
_WHOLE_YEAR = re.compile(r"\b(?:annual|full-year|whole-year|yearly)\b")
_ITS_BRACKET = re.compile(r"(?:单月|全年|当月|当年|同期)?的?(?:水平|数据?|规模)?\(")  # 略低于8月单月(13.9亿元)
_TO_ANOTHER = re.compile(r"(?: \S+){0,4} to ")  # "from 1.1 billion yuan in 2012 to 6.3 billion"
_COUNTED = frozenset({"enterprise", "person", "shop", "count"})


def is_compared(view: SentenceView, draft: Draft) -> bool:
    """Say whether another figure is compared with this one: no "buyers from 80 lands" and "exempt from 9 million"."""
    start = draft.start
    if draft.rules.get("indicator") == PART_OF_BEFORE:
        return False
    before = view.text(start - 60, start)
    if "target" in before and _OF_A_TARGET.search(before):
        return False  # "stood at 16 billion against the target of 17"
    if COMPARED.search(before) is None or (
        before.endswith("than the ") and _DID.match(view.text(draft.end, draft.end + 20))
    ):
        return False
    if (draft.unit_class in _COUNTED or draft.before is None) and _FROM.search(before):
        goes_on = draft.unit_class not in _COUNTED and _TO_ANOTHER.match(view.text(draft.end, draft.end + 40))
        return bool(goes_on) or _CHANGE.search(view.text(draft.clause.start, start)) is not None
    return True


def owner(view: SentenceView, draft: Draft, running: Period | None = None) -> Period | None:
    """Return the period whose figure it is, though something is compared with it: "较2019年的19亿元", "on 2010's"."""
    if draft.rules.get("indicator") == PART_OF_BEFORE:
        return None
    if draft.grows:  # "6 percent more than in 2012, when sales had shrunk by 2 percent"
        before = [p for p in view.periods if p.end_date is not None and p.end <= draft.number_start]
        when = before and _WHEN_IT.fullmatch(view.folded, before[-1].end, draft.number_start)
        return before[-1] if when and not _LAST_YEAR.search(before[-1].span.of(view.folded)) else None
    if (begun := _year_it_began_in(view, draft)) is not None:
        return begun
    if (same := _same_of_before(view, draft, running)) is not None:
        return same
    for period in view.periods:
        if period.end_date is not None and period.end <= draft.start:
            if view.folded.startswith(")", draft.end) and _ITS_BRACKET.fullmatch(view.folded, period.end, draft.start):
                return period
            gap = view.text(period.end, draft.start)
            if gap in ("的", "'s ", "之"):
                return period
            if gap.startswith("'s ") and _ITS_FIGURE.fullmatch(gap):
                return period if _WHOLE_YEAR.search(gap) else _part_of_last_year(view, period, running)
            if _WHICH_WAS.fullmatch(gap):
                if not _LAST_YEAR.search(period.span.of(view.folded)):
                    return period
                told = [p for p in view.periods if p.end <= period.start and not p.comparison]
                return like_stretch(period, told)  # "in the first five months, ... the previous year, which was"
    return None


_OPENS_BRACKET = re.compile(r" ?\((?:about |around |over |nearly )?")
_WHICH_RECORDED = re.compile(
    r", which (?:had |has )?(?:recorded|registered|was|were|saw|stood at|totall?ed|reached|reported|amounted to) "
    r"(?:about |around |some |nearly |over )?"
)


def _same_of_before(view: SentenceView, draft: Draft, running: Period | None) -> Period | None:
    """Return the stretch, a year before the one told, of "to the corresponding period last year ($2.5 billion)"."""
    for period in view.periods:
        if not period.comparison or period.end > draft.start or not _SAME.search(period.span.of(view.folded)):
            continue
        bracket = view.folded.startswith(")", draft.end) and _OPENS_BRACKET.fullmatch(
            view.folded, period.end, draft.start
        )
        if not bracket and not _WHICH_RECORDED.fullmatch(view.folded, period.end, draft.start):
            continue
        told = next(
            (p for p in view.periods if p.end <= period.start and p.kind in _PARTS and not p.comparison), running
        )
        if told is None or told.start_date is None:
            told = next((p for p in view.periods if p.kind in _PARTS and p.start_date and not p.comparison), None)
        if told is None:
            return None
        return year_earlier(replace(told, span=period.span)) if period.end_date is None else same_stretch(period, told)
    return None


def _year_it_began_in(view: SentenceView, draft: Draft) -> Period | None:
    """Return the year of the first of two in 自2004年17万人减少至2013年之14万人."""
    begun = next((p for p in view.periods if p.kind == "since" and p.end == draft.start), None)
    if begun is None or begun.start_date is None or _LED_TO_ZH.match(view.folded, draft.end, view.end) is None:
        return None
    last = begun.start_date.replace(month=12, day=31)
    return replace(begun, kind="year", end_date=last, time_period=time_period(begun.start_date, last))


def _part_of_last_year(view: SentenceView, year: Period, running: Period | None) -> Period:
    """Return the part of last year that a stretch told before is of this one, else the year."""
    told = next((p for p in reversed(view.periods) if p.end <= year.start and p.kind in _PARTS), running)
    if told is None or told.kind not in _PARTS or "last year" not in year.span.of(view.folded):
        return year
    return year_earlier(replace(told, span=year.span))


def like_stretch(year: Period, before: list[Period]) -> Period:
    """Return the stretch of the year that was told before: "in the first half 266 million (2018: 270 million)"."""
    main = before[-1] if before else None
    if main is None or year.kind != "year" or year.start_date is None or main.kind not in _PARTS:
        return year
    if main.start_date is None or main.end_date is None or main.start_date.year != main.end_date.year:
        return year
    first, last = main.start_date.replace(year=year.start_date.year), main.end_date
    last = last.replace(day=1, year=first.year)
    last = last.replace(day=month_end(last.year, last.month))
    return replace(main, span=year.span, start_date=first, end_date=last, time_period=time_period(first, last))


def same_stretch(year: Period, running: Period | None) -> Period:
    """Return the part of another year that the running one is of its own: "the same period of 2016-17"."""
    if year.start_date is None or year.end_date is None:
        return year
    if running is not None and running.kind in _PARTS and running.start_date and running.end_date:
        for years in (0, -1, -2, -3, 1, 2):
            first, last = years_on(running.start_date, years), years_on(running.end_date, years)
            if year.start_date <= first and last <= year.end_date:
                return replace(
                    running, span=year.span, start_date=first, end_date=last, time_period=time_period(first, last)
                )
    return replace(year, kind="year")


_IN_THE = re.compile(r"\s*(?:in|during|for)\s+(?:the\s+)?(?:same\s+)?")


def own_same_period(view: SentenceView, draft: Draft, running: Period | None) -> Period | None:
    """Return the period of "it earned 18 million during the same period of 2016": the stretch told, in that year."""
    end = _end_of_level(view, draft) if draft.grows else draft.end
    if end is None:
        return None
    for period in view.periods:
        if not period.comparison or period.end_date is None or period.start < end:
            continue
        if not _IN_THE.fullmatch(view.folded, end, period.start) or is_compared(view, draft):
            return None
        beside = (p for p in reversed(view.periods) if p.kind in _PARTS and p.end <= draft.start and not p.comparison)
        return same_stretch(period, next(beside, running))
    return None


_THIS_YEAR = re.compile(r"\b(?:this|the current) year\Z")
_BETWEEN = re.compile(r"[^;]{0,60}")


def same_of_this_year(view: SentenceView, draft: Draft, running: Period | None) -> Period | None:
    """Return the stretch of "which was 6 billion in the first half of last year, rose by 10% in the same of this"."""
    for period in view.periods:
        if not period.comparison or period.end_date is None or not _THIS_YEAR.search(period.span.of(view.folded)):
            continue
        if not _SAME.search(period.span.of(view.folded)):
            continue
        told = [p for p in view.periods if p.kind in _PARTS and p.end <= period.start and not p.comparison]
        behind = period.start >= draft.end and _IN_THE.fullmatch(view.folded, draft.end, period.start)
        before = period.end <= draft.start and _BETWEEN.fullmatch(view.folded, period.end, draft.start)
        later = any(period.end <= p.start and p.end <= draft.start for p in view.periods)
        if behind or (before and not later and not is_compared(view, draft)):
            return same_stretch(period, told[-1] if told else running)
        last = next((p for p in view.periods if _LAST_ONE.fullmatch(p.span.of(view.folded))), None)
        if not told and last is not None and last.end <= draft.start and draft.end <= period.start:
            return same_stretch(last, running)  # "Last year we earned 13 billion while it was 5 in the same of this"
    return None


def _end_of_level(view: SentenceView, draft: Draft) -> int | None:
    """Return the end of the amount that something grew to: "fell by 29 per cent to $237.7 million in the same"."""
    if not view.folded.startswith(" to ", draft.end):
        return None
    return next((q.end for q in view.quantities if draft.end < q.start <= draft.end + len(" to ")), None)


def stretch_before(view: SentenceView, draft: Draft, timeline: Timeline) -> Period | None:
    """Return the period of "In the same half of last year they had sold 31 million": the stretch told, then."""
    running, main = timeline.running, timeline.main
    if main is not None and main.kind in _PARTS and (running is None or running.kind not in _PARTS):
        running = main  # a year was named between
    if running is None or running.kind in DAYS:
        return None
    before = [p for p in view.periods if p.end <= draft.start]
    if not before or not before[-1].comparison or not _SAME.search(before[-1].span.of(view.folded)):
        return None
    period = before[-1]
    if not _HEADS.fullmatch(view.folded, view.clause(period.span).start, period.start):
        return None
    if _YEAR_BEFORE.search(period.span.of(view.folded)):
        return year_earlier(replace(running, span=period.span))
    return same_stretch(period, running)


def year_before(view: SentenceView, draft: Draft, own: Sequence[Period]) -> Period | None:
    """Return the period of "70 million in 2022; the year before they were 117 million": one year off the stretch told.

    `own` are the periods of the sentence that may date a figure.
    """
    named = [p for p in view.periods if p.end <= draft.start]
    if draft.grows or not named or not _YEAR_OFF.fullmatch(named[-1].span.of(view.folded)):
        return None
    if not _OPENS.fullmatch(view.folded, view.clause(named[-1].span).start, named[-1].start):
        return None
    told = [p for p in own if p.end <= view.clause(named[-1].span).start and p.end_date is not None]
    return year_earlier(replace(told[-1], span=named[-1].span)) if told and told[-1].kind not in DAYS else None


def comparison_period(view: SentenceView, draft: Draft, main: Period | None) -> Period | None:
    """Return the period that a compared figure belongs to: "against 4.332 billion in the same period of 2006".

    Without one of its own it is the year before: "rose to 212 crore from 163 crore".
    """
    clause = draft.clause
    for period in view.periods:
        if clause.covers(period.span) and period.start >= draft.end and period.end_date is not None:
            if (
                main is not None
                and main.kind not in DAYS
                and main.kind != "year"
                and _LAST_YEAR.search(period.span.of(view.folded))
            ):
                break  # "the year before", where the year is a fiscal one
            if period.basis == "stated" or main is None or _AGO.search(period.span.of(view.folded)):
                return period
            if period.kind == "month" and main.kind == "month" and _IN.fullmatch(view.folded, draft.end, period.start):
                return period  # "10 billion in March, rebounding from 1.1 billion in February"
    if main is None or main.start_date is None or main.end_date is None or main.kind in DAYS:
        return None
    return year_earlier(main)


_IN = re.compile(r" in (?:early |late |mid-?)?")
_AGO = re.compile(r"\b(?:years|decades?) (?:ago|earlier|before)\Z")
_SET_IN = re.compile(r", (?:which|who|whose|where) [^,]*\Z")
_SINCE = re.compile(r"\W*since\b")


def since(article: Article, timeline: Timeline, view: SentenceView, draft: Draft) -> Period | None:
    """Return the stretch of a change "since 2015": up to the year told of, else to the day of writing."""
    clause = draft.clause
    for period in view.periods:
        if (
            period.kind != "since"
            or period.start_date is None
            or not (clause.covers(period.span) or period.end < draft.start)
        ):
            continue
        if period.end < draft.start and _SET_IN.search(view.text(view.start, period.start)):
            if view.folded.startswith(",", period.end):
                continue  # "Bags, which have come in duty-free since 2016, rose 43 percent"
        if period.end > draft.start and not _SINCE.match(view.text(draft.end, draft.end + 10)):
            continue
        ended = [p.end_date for p in view.periods if period.end <= p.start and p.end <= draft.start and p.end_date]
        if ended and ended[-1] > period.start_date:  # 自2004年17万人减少至2013年之14万人,减少20.3%
            stretch = time_period(period.start_date, ended[-1])
            return replace(period, kind="years", end_date=ended[-1], time_period=stretch)
        running = timeline.running
        told = running is not None and running.kind in ("year", "fiscal_year") and timeline.paragraph == view.paragraph
        last = running.end_date if told and running is not None else article.published_on
        if last is None or last <= period.start_date:
            return None
        return replace(period, kind="years", end_date=last, time_period=time_period(period.start_date, last))
    return None
