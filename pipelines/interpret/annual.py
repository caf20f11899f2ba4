"""Annual figures: those of any year or day, "an annual output of", and whether a year of the text is theirs."""

import re
from dataclasses import replace

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.period_choice import DAYS
from pipelines.interpret.tense import is_past
from pipelines.interpret.timeline import Timeline
from pipelines.recognise.mentions import Period, Quantity
from pipelines.recognise.periods_calendar import time_period
from pipelines.text.scripts import Scripts

_ANNUAL = Scripts(
    r"\b(?:annual(?:ly)?|yearly|a year(?![ -](?:before|earlier|ago|on|over)\b)|per year|each year|every year|per annum|"
    r"a day|per day|daily|each day|every day|monthly|a month|per month|"
    r"(?:ordinary|normal|typical|average|peak|usual) day)\b|"
    r"年产|年创|年总产|年销|年加工|年均|每年|每天|日均|每日|日处理|一年(?!来)|年出口|年交易|年成交|年营|年产值|月产|日产|年生产|年利|年网销|年用|年[^,。;\d]{1,5}能力|"
    r"(?<![全\d今去上当前明半同本近两三几每后次翌〇零一二四五六七八九十])年(?:销售|营业|营收|交易|成交|收入|出口|创汇|利润|产能|发货|纳税)|"
    r"[日月](?:销售|营业|交易|成交|发货|销量|产能|均)|(?<!今)每[日天周月]"
)
_EVERY_YEAR = re.compile(
    r"(?:\s[a-z'-]+){0,5}\s(?:(?:is|are)(?:\s[a-z'-]+){1,2}|(?:we|they) [a-z]+)\s(?:every|each|a|per) "
    r"(?:year|day|month)\b|"
    r"(?:\s[a-z'-]+){0,6}\s(?:is|are)(?:\s[a-z'-]+){1,5}?\s(?:annually|yearly|daily)\b|"
    r"(?:\s[a-z'-]+){0,4}\s(?:is|are)\s[^.;]{3,70}?\s"
    r"(?:annually|yearly|daily|weekly|(?:each|every) (?:year|day|week|month))\b|"
    r"\s(?:are |is )?(?:produced|made|sold|exported|sewn|turned out|manufactured|shipped)\s"
    r"(?:annually|yearly|daily|weekly|(?:each|every) (?:year|day|week|month))\b"
)
_BRACKET = re.compile(r"\s*\([^()\n]{2,60}\)\s*|\s?\)\s*")  # "1 billion yuan ($140 million) annually"
_EACH_YEAR = re.compile(r"\W*(?:every|each) (?:year|day|month|week),")
_YEARLY_CLAUSE = Scripts(r"\W*一年")
_RATES = frozenset({"year", "day", "month", "week"})
_STANDING = frozenset({"equipment_count", "enterprises", "stalls_or_shops", "employees"})
_MOST_OF_A_YEAR = 300  # days
_OF_A_YEAR = re.compile(r"(?:\A|[^\d一二三四五六七八九十])一年的?[^,;。\d]{0,8}\Z")
_MARK = re.compile("[,;。]")
_PARTS_OF_A_YEAR = frozenset({"month", "months", "quarter", "half"})
_DAILY = Scripts(r"\b(?:a day|per day|daily|each day|every day|a week|weekly)\b|每天|日均|每日|日产|日处理")


def is_annual(view: SentenceView, draft: Draft) -> bool:
    """Say whether the figure is one of any year or day: "an annual output of", "a day"."""
    quantity = draft.quantity
    if quantity.per in _RATES:
        return True
    if draft.indicator in _STANDING:
        return False  # "has 106 million pieces of annual output and 11,000 machines"
    before = view.text(max(draft.gap_start, draft.start - 60), draft.number_start)
    before = _MARK.split(before)[-1]
    behind = view.text(quantity.end, quantity.end + 90)
    if _ANNUAL.search(before) or _ANNUAL.match(behind[:24].lstrip()):
        return True
    if (bracket := _BRACKET.match(behind)) is not None and _ANNUAL.match(behind[bracket.end() :]):
        return True
    if _EACH_YEAR.match(view.folded, view.start, quantity.start):
        return True
    return _EVERY_YEAR.match(view.text(quantity.end, quantity.end + 110)) is not None


def binds(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether the period says when an annual figure held: one beside it, or at the head of the sentence."""
    quantity = draft.quantity
    if quantity.per in ("day", "week") or _DAILY.search(
        view.text(max(draft.clause.start, quantity.start - 32), quantity.end + 12)
    ):
        return False
    if quantity.per == "year" and period.kind in _PARTS_OF_A_YEAR:
        return False
    if period.start_date and period.end_date and (period.end_date - period.start_date).days < _MOST_OF_A_YEAR:
        if _OF_A_YEAR.search(view.text(draft.clause.start, quantity.start)):
            return False  # 在2020年冬季, …, 一年的出货量有1.5亿件
    if view.text(period.start, period.end) == "today":
        return False  # "Today 3 million pairs are made there each year"
    head = period.start <= view.start + 12 and (period.kind not in DAYS or _by_then(view, period, quantity))
    whole_year = period.kind == "year" and period.end <= quantity.number.start
    clause = draft.clause
    if whole_year and _YEARLY_CLAUSE.match(view.text(clause.start, quantity.start)):
        return ";" not in view.text(period.end, clause.start + 1)
    return head or whole_year or draft.clause.covers(period.span)


_BY_THEN = re.compile(
    r"(?:by|as of|at the end of|by the end of) (?:the end of )?(?:19|20)\d\d\Z|"
    r"(?:到了?|截?至|截止到?)(?:19|20)\d\d年底?\Z"
)
_HAD_REACHED = re.compile(r"已|达|超|拥有")


def _by_then(view: SentenceView, period: Period, quantity: Quantity) -> bool:
    """Say whether the sentence tells what was by a year: "By 1995 there were mills with annual sales of"."""
    words = view.text(period.start, period.end)
    between = view.text(period.end, quantity.start)
    return _BY_THEN.match(words) is not None and (is_past(between) or _HAD_REACHED.search(between) is not None)


_WORTH = re.compile(
    r"(?: a year| annually| each year| per year)?,? (?:worth|valued at|with a value of)\s*\Z|"
    r"(?: [a-z -]{3,40})? (?:is|are)\s*\Z|\s*\(\s*\Z|"
    r"\s*,?(?:约|均)?占?\Z|"
    r"[,、](?:年|总|工业|总计)?(?:产值|总产值|销售额|销售收入|产量|价值)?(?:近|约|达|超|逾|为|超过|接近|突破)*\Z|"
    r"、[一-鿿]{1,8}\Z"
)


def worth_of_annual(view: SentenceView, draft: Draft, earlier: list[Draft]) -> bool:
    """Say whether the figure is the worth or the share of one of any year: "9 million a year, worth 7 billion"."""
    if not earlier or draft.grows or earlier[-1].time_period is not None or earlier[-1].period_end is not None:
        return False
    last = earlier[-1]
    if not any(d.rule == "annual figure without a year" for d in last.decisions):
        return False
    return _WORTH.match(view.text(last.end, draft.start)) is not None


def is_daily(draft: Draft) -> bool:
    return draft.quantity.per in ("day", "month", "week")


_THEIRS = re.compile(r"\b(?:their|its)(?: \w+)? annual\b")


def year_closed(timeline: Timeline, view: SentenceView, draft: Draft) -> Period | None:
    """Return the year of "At the end of 2018 there were 40 mills. Their annual sales of ..."."""
    running = timeline.running
    if running is None or running.kind != "as_of" or running.end_date is None or timeline.paragraph != view.paragraph:
        return None
    if (running.end_date.month, running.end_date.day) != (12, 31):
        return None
    if not _THEIRS.search(view.text(view.start, draft.start)):
        return None
    first = running.end_date.replace(month=1, day=1)
    return replace(running, kind="year", start_date=first, time_period=time_period(first, running.end_date))


_AT_YEAR_END = re.compile(r"\W*截[至止]到?(?:(?:19|20)\d\d年|去年|上年)(?:年?底|年?末)")


def year_ended(view: SentenceView, draft: Draft) -> Period | None:
    """Return the year of 截至2022年末,规上企业915家,年产值3350.8亿元."""
    if not _AT_YEAR_END.match(view.folded, view.start):
        return None
    period = next((p for p in view.periods if p.start < draft.start), None)
    if period is None or period.end_date is None or (period.end_date.month, period.end_date.day) != (12, 31):
        return None
    first = period.end_date.replace(month=1, day=1)
    return replace(period, kind="year", start_date=first, time_period=time_period(first, period.end_date))
