"""The timeline of an article: the period that holds at each point of it, and how each sentence moves it on."""

import re
from dataclasses import dataclass, replace
from datetime import date

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.dating import THE_PERIOD, dating_periods
from pipelines.interpret.draft import Draft
from pipelines.interpret.period_bases import is_base
from pipelines.interpret.period_choice import DAYS, in_brackets
from pipelines.recognise.mentions import Period
from pipelines.recognise.periods import resolve
from pipelines.recognise.periods_calendar import time_period, years_on
from pipelines.text.endings import Ending

_PLAIN_YEARS = frozenset({"year", "years", "months", "month", "quarter", "half", "fiscal_year", "plan", "day"})
_YEAR_BEFORE = re.compile(r"(?:the |a )?(?:year (?:before|earlier)|(?:previous|preceding|prior) year)")
_YEAR_BEFORE_ZH = Ending(r"(?:上一?|前一)年\Z")
_THE_YEAR = Ending(r"(?:the|that|same) year\Z")
_HAD = re.compile(
    r"\bhad (?:\w+ly )?(?:\w{3,}ed|been|stood|made|sold|fallen|risen|grown|come|reached)\b|"
    r"\bfollow(?:s|ed|ing) (?:an? )?(?:[a-z]+ )?(?:increase|rise|growth|gain|jump|decline|fall|drop|decrease)s? of\b"
)
_PARTS_OF_A_YEAR = frozenset({"months", "half", "quarter"})
_LONG = 5 * 366  # days
_ALONE = re.compile(r"\s*(?:alone|only|itself|单月|单季|當月|当月|單月)")


@dataclass
class Timeline:
    """The period that holds at this point of the text."""

    running: Period | None = None
    main: Period | None = None  # the first stretch that the text speaks of
    titled: bool = False  # and the title alone has said so yet
    paragraph: int = -1
    aside: int = -1  # the paragraph that only tells of an event long ago
    before_aside: Period | None = None
    subject: str | None = None
    only: Period | None = None  # of an article without a day: the one year whose figures it tells
    known: bool = False


def only_year(article: Article) -> Period | None:
    """Return the one year that an article without a day of its own gives figures of."""
    if article.published_on is not None:
        return None
    dated = [
        p
        for view in article.views
        for p in dating_periods(view)
        if p.end_date is not None and view.quantities and view.sentence.kind != "furniture"
    ]
    told = [p for p in dated if p.kind in _PLAIN_YEARS]
    if len(told) < 2 or any(p.kind != "year" or p.basis != "stated" for p in told):
        return None
    states = {p.end_date.year for p in dated if p.kind == "as_of" and p.basis == "stated" and p.end_date is not None}
    years = {p.end_date.year for p in told if p.end_date is not None}
    return told[0] if len(years) == 1 and states <= years else None


def within(part: Period | None, whole: Period | None) -> bool:
    if part is None or whole is None or part.start_date is None or part.end_date is None:
        return False
    if whole.start_date is None or whole.end_date is None:
        return False
    return whole.start_date <= part.start_date and part.end_date <= whole.end_date


def with_years(view: SentenceView, periods: list[Period], timeline: Timeline) -> list[Period]:
    """Give "the same period" and the like the dates of the period before, in the sentence or carried."""
    out: list[Period] = []
    running = timeline.running
    for period in periods:
        if period.end_date is None and (year := _year_of_last_month(period, running)) is not None:
            period = resolve(period, year=year)
        elif (
            period.kind == "unknown" and timeline.running is not None and THE_PERIOD.match(period.span.of(view.folded))
        ):
            period = _dated_like(period, timeline.running)  # "under review", though "last year" was named between
        elif period.end_date is None and period.anaphoric and running is not None:
            period = _dated_like(period, running)
        elif (
            _THE_YEAR.search(period.span.of(view.folded))
            and period.anaphoric
            and running is not None
            and running.kind == "fiscal_year"
        ):
            period = _dated_like(period, running)  # "in the year", after "fiscal year 2021-22"
        elif period.kind == "year" and running is not None and running.kind == "fiscal_year":
            if _YEAR_BEFORE.fullmatch(period.span.of(view.folded)):
                period = _dated_like(period, year_earlier(running))
        elif (
            period.kind == "year" and period.basis == "relative" and _YEAR_BEFORE_ZH.search(period.span.of(view.folded))
        ):
            told = [p for p in out if p.kind == "year" and p.basis == "stated"]
            if told:  # 2020年出口额从上年的98亿元
                period = replace(year_earlier(told[-1]), span=period.span)
        out.append(period)
        running = period if period.end_date is not None else running
    return out


def year_earlier(period: Period) -> Period:
    """Return the same period of the year before; one without dates as it is."""
    if period.start_date is None or period.end_date is None:
        return period
    first, last = years_on(period.start_date, -1), years_on(period.end_date, -1)
    return replace(period, start_date=first, end_date=last, time_period=time_period(first, last), basis="inferred")


def _year_of_last_month(period: Period, running: Period | None) -> int | None:
    """Return the year of months that end with the month told of: 1-6月份, behind 2010年6月."""
    template = period.template
    if template is None or period.kind != "months" or period.basis != "unknown":
        return None
    if running is None or running.kind != "month" or running.end_date is None:
        return None
    return running.end_date.year if running.end_date.month == template.last_month else None


def _dated_like(period: Period, running: Period) -> Period:
    return replace(
        period,
        start_date=running.start_date,
        end_date=running.end_date,
        time_period=running.time_period,
        basis="inferred",
    )


def days_of(period: Period) -> int:
    return (period.end_date - period.start_date).days if period.end_date and period.start_date else 0


_UP_TO = re.compile(
    r"(?:up to|up until|till|until|through)\b(?! (?:now|date|the present|today)\b)(?!.*\d)|"
    r"as of [a-z]+ \d{1,2} this year\b"
)


def to_date(view: SentenceView, period: Period, published_on: date | None) -> Period:
    """Return the stretch from January on of "exports up to September", in the year that it is written in."""
    last = period.end_date
    if published_on is None or last is None or period.start_date is not None or last.year != published_on.year:
        return period
    if not _UP_TO.match(period.span.of(view.folded)):
        return period
    first = last.replace(month=1, day=1)
    return replace(period, kind="months", start_date=first, time_period=time_period(first, last))


def is_to_come(period: Period, article: Article) -> bool:
    """Say whether the period ends after the publication: "by 2025" dates a target, and nothing after it."""
    day = article.published_on
    return day is not None and period.start_date is None and period.end_date is not None and period.end_date > day


def _is_before(part: Period, other: Period) -> bool:
    return part.end_date is not None and other.start_date is not None and part.end_date < other.start_date


def _spoken_of(view: SentenceView, stretches: list[Period]) -> Period:
    """Return the stretch that the text goes on with: the last, unless it looks back or looks at a part alone."""
    last = stretches[-1]
    for other in reversed(stretches[:-1]):
        if other.start_date and last.end_date and other.start_date > last.end_date:
            return other
        if _ALONE.match(view.text(last.end, last.end + 12)) and within(last, other):
            return other
    return last


def _is_long(period: Period) -> bool:
    """Say whether the period is a past of many years: 给大牌代工已近四十年 dates nothing that follows."""
    return period.kind == "years" and period.basis == "relative" and days_of(period) > _LONG


_IS_NOW = re.compile(r"\b(?:is|are|costs?|fetch(?:es)?|sells?|stands?) now\b|\bnow (?:is|are|costs?|stands?)\b")
# 2023年1月,某市出台《方案》: a day's doing, and no stretch that figures are told of
_DID = re.compile(
    r"[^。;\d]{0,30}(?:出台|印发|发布|召开|举行|举办|成立|揭牌|启动|获评|获批|入选|授予|认定|签约|开工|奠基|命名)"
)
_EXPECTED = Ending(r"(?:预计|预期|力争|计划|有望|预测|估计|[计争望测]到|[计争望测]至)\Z")  # 预计全年实现35亿元
_TO_COME = re.compile(
    r"\b(?:will|is to|are to|to be|due to|is due|are due|expected|planned|scheduled|aims?|hopes?|"
    r"wants?|promised|pledged|vowed)\b"
)


# "November's receipts were better in comparison to September (333 million) and October"
_COMPARED_TO = re.compile(r"\b(?:comparison|compared) (?:with|to) (?:[^,;.]|\.(?=\d))*\Z")
_BYGONE = 5 * 366  # days


def leave_aside(timeline: Timeline, view: SentenceView) -> None:
    """Go back to the stretch before an event of long ago, once its paragraph is over: "The first mill rose in 1937"."""
    if timeline.aside >= 0 and view.paragraph != timeline.aside:
        timeline.running, timeline.aside = timeline.before_aside, -1


def _is_bygone(period: Period, published_on: date | None) -> bool:
    """Say whether a stated year lies so far back that the text is not on it."""
    if published_on is None or period.kind != "year" or period.basis != "stated" or period.end_date is None:
        return False
    return (published_on - period.end_date).days > _BYGONE


def move_on(
    timeline: Timeline, view: SentenceView, own: list[Period], drafts: list[Draft], published_on: date | None
) -> None:
    if view.sentence.kind in ("furniture", "caption"):
        return
    usable = [p for p in own if p.kind in _PLAIN_YEARS or p.kind in DAYS]
    usable = [p for p in usable if p.kind != "until" or any(d.period_end == p.end_date for d in drafts)]
    usable = [p for p in usable if not is_base(view, p) and not in_brackets(view, p) and not _is_long(p)]
    usable = [p for p in usable if not _COMPARED_TO.search(view.text(view.start, p.start))]
    usable = [p for p in usable if not _TO_COME.search(view.text(view.clause(p.span).start, p.start))]
    if not drafts and view.sentence.kind == "body":
        usable = [p for p in usable if p.kind != "month" or not _DID.match(view.folded, p.end, view.end)]
    usable = [p for p in usable if not _EXPECTED.search(view.text(p.start - 4, p.start))]
    usable = [
        p for p in usable if p.kind in DAYS or p.basis != "stated" or not _IS_NOW.search(view.text(p.end, view.end))
    ]
    if (
        len(usable) == 1
        and within(usable[0], timeline.running)
        and _ALONE.match(view.text(usable[0].end, usable[0].end + 12))
    ):
        return  # "In December alone": the text goes on with the year
    if usable and timeline.running and _HAD.search(view.text(view.start, view.end)):
        usable = [p for p in usable if not _is_before(p, timeline.running)] or [timeline.running]
    if usable:
        stretches = [p for p in usable if p.kind not in DAYS and p.end_date is not None]
        spoken_of = _spoken_of(view, stretches) if stretches else usable[-1]
        if usable[-1].kind in ("as_of", "until") and _is_before(
            spoken_of, replace(usable[-1], start_date=usable[-1].end_date)
        ):
            spoken_of = usable[-1]  # "it was 5 in 2008, and 32 by the end of September"
        if any(draft.indicator != "area" for draft in drafts):
            timeline.aside = -1
        elif timeline.aside < 0 and view.sentence.kind == "body" and _is_bygone(spoken_of, published_on):
            timeline.aside, timeline.before_aside = view.paragraph, timeline.running
        timeline.running, timeline.paragraph = spoken_of, view.paragraph
        told = bool(drafts) or (view.sentence.kind == "title" and not view.folded[view.start : view.end].isascii())
        if timeline.main is None and told and timeline.running.kind not in DAYS and not _is_long(timeline.running):
            timeline.main, timeline.titled = timeline.running, view.sentence.kind == "title"
        elif timeline.titled and drafts and timeline.running.kind in _PARTS_OF_A_YEAR:
            timeline.titled = False
            if within(timeline.main, timeline.running):
                timeline.main = timeline.running  # 八月出口 of the title, and the eight months of the text
        subject = drafts[-1].subject if drafts else None
        timeline.subject = subject.name if subject else None
    elif timeline.paragraph == view.paragraph - 0 or drafts:
        timeline.paragraph = (
            view.paragraph if timeline.running and timeline.running.kind not in DAYS else timeline.paragraph
        )
