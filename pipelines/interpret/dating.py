"""Which periods of a sentence may date a figure: none of an event, a founding, a title, a speech or a day long ago."""

import re
from dataclasses import replace
from itertools import pairwise

from pipelines.interpret.article import SentenceView
from pipelines.interpret.named_years import ends_a_name
from pipelines.recognise.mentions import Period
from pipelines.recognise.periods_calendar import time_period
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_FOUNDED = Ending(
    r"\b(?:founded|established|set up|opened|built|created|born|began|begun|started|launched|formed|"
    r"dating|dates|(?<!\d )(?<!million )(?<!billion )(?<!crore )registered|"
    r"incorporated|known|history|awarded|named|certified|designated|approved|"
    r"came|broke ground|begun|caught|arrived|settled|invited|"
    r"listed|joined|took over|moved|completed|"
    r"put into (?:use|operation)|inaugurated)"
    r"(?:[a-z' -]{0,25})?\s(?:in|on|back to|from|since|as early as|by)\s+(?:the\s+|early\s+|late\s+)*\Z|"
    r"(?:成立于|始于|创办于|创建于|建于|创立于|始建于|建成于|起步于|创始于)\Z"
)
_BASE_CLAUSE = re.compile(
    r"\s*(?:as )?(?:against|compared (?:with|to)|versus|up from|down from|more than in|from)\s[^,;]{0,50}\Z"
)
# "fell by 3.6%, from 785 people in 2023 to 757 in 2024": both of the clause's own years
_FROM_TO = re.compile(r"\s*from\s[^,;]{0,24}\d[^,;]{0,60}?\sto\s[^,;]{0,16}\d")
# Years that are named and not written of.
_NO_RESULT = re.compile(
    r"(?:后期|後期|初|末|中期)?(?:的)?(?:水平|技术|技術)|"
    r"\s+(?:(?:export|sales|output|production|turnover|revenue|total|year-end) )?(?:figures?|levels?|"
    r"results?|year-end|targets?|tournament|edition|cup|olympic|games|round)\b|'s\b(?!\s+(?:first|"
    r"last|us|rs|[$€£¥\d]|(?:[a-z]+ ){0,2}(?:receipts|earnings|exports?|sales|output|turnover|production|total|tally|"
    r"revenues?|income|profits?|imports?|shipments)(?: (?:value|volume|revenue|income))? "
    r"(?:amounted|were|was|stood|reached|came|totall?ed|exceeded|hit|topped|surpassed)\b))"
)
# "at the 2022 Huafu Yarn Expo": the year belongs to the name.
_EVENT = re.compile(
    r" [A-Z][\w'&-]*(?: [\w'&-]+){0,6}? (?:[Ff]air|[Ee]xpo|[Ee]xhibition|[Ss]how|[Ee]xposition|[Ff]estival|"
    r"[Ww]eek|[Ss]ummit|[Ff]orum|[Cc]onference|[Cc]ongress|[Cc]onvention|[Ss]ymposium|Cup|Games|Olympics|Championships?)\b"
)
# "Ahmedabad, Jan 6 (PTI) ...": the day on which it was written.
_DATELINE = re.compile(
    r"[A-Z][A-Za-z .'-]{1,30},?\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?\s*)?\([^()]{2,60}\)|"
    r"[A-Z][A-Za-z .'-]{1,30},\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?\s*(?:--?|–|—|:)"
)
_LEADS_ON = re.compile(r"(?:\A|,|\b(?:in|during|for|since|of)) ?\Z")
_SHORT = frozenset({"day", "week", "month"})
_SPEAKING = re.compile(r"\W*(?:speaking|talking|addressing|briefing|inaugurating)\b[^.;]{0,80}\Z")
_DECADE = Scripts(r"年代|世纪")
_AMOUNT_OF = Ending(r"\b(?:increase|decrease|rise|drop|fall|addition|reduction|gain|total) of\s+\Z")
_THROUGH = ("经过", "历经", "历时", "经历", "走过", "经")
_AGO = Ending(r"\bago\Z|(?<![目当])前\Z|\d0s\Z|decades?\Z")
_WHEN = re.compile(r", when\b")
_TO_COME = re.compile(r"(?:[、和至到]\d{1,2}日)?[^,。;\d]{0,8}将(?![近其原产传货自]|军)")
_COMES_TO = re.compile(
    r"(?:会|可|能|有望)?(?:历史性)?(?:首次)?(?:[达超增减降完]|突破|实现|提高|扩大|翻|接近|逼近|占|保持|创造|新增|出口|生产|销售|带动|吸纳|为)"
)
_IN_TITLE = Scripts(r"《[^》]*\Z")
_SET_UP = re.compile(r"(?:左右|前后)?[^,;。\d]{0,6}(?:建厂|办厂|创办|创立|创建|起步|注册成立|开业)(?=[,。;、]|\Z)")
_BOOKED = ("排到", "排到了", "排至", "排产到", "排产至", "接到", "接到了")
_BOOKED_EN = re.compile(
    r"\b(?:scheduled|booked|lined up|arranged|full|orders|order books?|bookings)"
    r"(?: (?:up|placed|secured|booked|in hand|are|is|full|lasting|running))* \Z"
)
_UNTIL = ("until", "to ", "till", "through", "up to")
# 为五年来同期最低, 创近三年来新高
_RECORD_ZH = re.compile(
    r"(?:以来|来)?的?(?:同期|历史|单月|单季)?的?(?:最[高低好差大快多少]|新[高低]|高点|低点|首次|峰值)"
)
_AGED = re.compile(r"(?:已|刚|才|整|就)*[\d一二三四五六七八九十]{1,3}岁")
_BORN = re.compile(r"(?:出)?生(?=[的于,])|出生")
_WHEN_IT_BEGAN = re.compile(r"\W*(?:when|by the time|at the time|back when) [^,;.]{3,80}\Z")
_IT_WAS = re.compile(
    r",? [^,;.]{0,60}?\b(?:was|were|had|made|exported|sold|employed|stood|counted|produced|numbered|totall?ed)\b"
)
_AHEAD = frozenset({"quarter", "half", "month", "months"})
THE_PERIOD = re.compile(r"the (?:said |reporting |reported |review )?period\b")  # under review: the stretch told before
# "the company anticipates further increases in the fourth quarter": what is hoped for, with no figure of its own
_HOPED = re.compile(
    r"\b(?:anticipates?|expects?|hopes? for|hopes? to|forecasts?|foresees?|looks? forward to|aims? (?:to|for)|"
    r"plans? (?:to|for)|is bracing for|are bracing for|will)\b[^,;.\d]{3,90}\Z"
)
_READY = re.compile(
    r"\b(?:to be|will be) (?:ready|completed|finished|opened|launched|commissioned|operational|"
    r"inaugurated)\b[^,;]{0,16}\Z"
)
_BEGUN = frozenset({"enterprise", "shop"})
_ARE = re.compile(r" (?:(?:were|was|have|has|had|been|also|newly|are|being) )*")


def dating_periods(view: SentenceView) -> list[Period]:
    """Return the periods of a sentence that may date a figure."""
    found = [p for period in view.periods if _dates_a_figure(view, p := _year_when(view, period))]
    for at, (first, second) in enumerate(pairwise(found)):
        # "the first 10 months (July-April) of the fiscal year": the bracket says which months
        if view.text(first.end, second.start) == " (" and _which_months(view, first, second):
            dates = second.start_date, second.end_date, second.time_period
            found[at] = replace(first, start_date=dates[0], end_date=dates[1], time_period=dates[2])
    return found


def _which_months(view: SentenceView, first: Period, second: Period) -> bool:
    """Say whether the bracket tells the months: "the first 10 months (July-April)", "fiscal 2018-19 (July-May)"."""
    if second.kind != "months":
        return False
    if first.kind == "months":
        return True
    if first.kind != "fiscal_year" or not view.folded.startswith(")", second.end):
        return False
    begun, over = first.start_date, first.end_date
    if begun is None or over is None or second.start_date is None or second.end_date is None:
        return False
    return begun <= second.start_date and second.end_date <= over and second.end_date < over


def _year_when(view: SentenceView, period: Period) -> Period:
    """Return the year itself of "since 2004, when exports were 141 million dollars"."""
    first = period.start_date
    if period.kind != "since" or first is None or (first.month, first.day) != (1, 1):
        return period
    if not _WHEN.match(view.folded, period.end):
        return period
    last = first.replace(month=12, day=31)
    return replace(period, kind="year", end_date=last, time_period=time_period(first, last))


def is_booked_until(view: SentenceView, period: Period) -> bool:
    """Say whether the period only tells how long orders last: 订单排到了明年2月, "orders are booked until July"."""
    before = view.text(period.start - 60, period.start)
    if before.endswith(_BOOKED):
        return True
    return period.span.of(view.folded).startswith(_UNTIL) and _BOOKED_EN.search(before) is not None


def _dates_a_figure(view: SentenceView, period: Period) -> bool:
    before = view.text(period.start - 60, period.start)
    clause = view.clause(period.span)
    if _BASE_CLAUSE.match(view.text(clause.start, period.start)) and not _FROM_TO.match(
        view.folded, clause.start, clause.end
    ):
        return False
    words = period.span.of(view.folded)
    if period.kind in _SHORT and "ing" in before and _SPEAKING.search(view.text(view.start, period.start)):
        return False  # "Speaking at the ceremony last week, the minister said"
    if _DECADE.search(words) and (words.startswith(("从", "自")) or before.endswith(("从", "自", "始于", "起于"))):
        return False  # 从上世纪八十年代起步
    if period.kind == "year" and _AMOUNT_OF.search(before) and view.text(period.start, period.end).isdigit():
        return False  # "2,525 firms, an increase of 1965"
    if before.endswith(_THROUGH):
        return False  # 经过近30年的发展
    if _NO_RESULT.match(view.text(period.end, period.end + 40)) or _AGO.search(period.span.of(view.folded)):
        return False
    if _IN_TITLE.search(view.text(view.start, period.start)) and "》" in view.text(period.end, view.end):
        return False  # 《五年行动方案(2024—2028年)》
    if (coming := _TO_COME.match(view.folded, period.end)) and not _COMES_TO.match(view.folded, coming.end()):
        return False  # 本月13日将举办, but 2021年产值将达90亿元
    if _SET_UP.match(view.folded, period.end):
        return False  # 均于2000年左右各自建厂
    if period.kind in ("years", "months", "since", "unknown") and _RECORD_ZH.match(view.folded, period.end):
        return False
    if is_booked_until(view, period):
        return False
    if _BORN.match(view.folded, period.end) or _AGED.match(view.folded, period.end):
        return False  # 2001年出生的店主, 创始人今年39岁
    if period.basis != "stated" and _READY.search(before):
        return False  # "a new shed is to be ready in March"
    if period.kind in _AHEAD and _HOPED.search(before) and view.folded.startswith((".", ",", ";"), period.end):
        return False
    if period.kind == "day" and (head := _DATELINE.match(view.printed, view.start)) and period.end <= head.end():
        return False
    if ends_a_name(view, period):
        return False
    if _EVENT.match(view.printed, period.end, view.end) and not _LEADS_ON.search(view.text(view.start, period.start)):
        return False
    begun = _FOUNDED.search(before)
    founded = begun is not None and not (
        _are_begun(view, period.start - len(before) + begun.start()) or _dates_the_rest(view, period)
    )
    untold = period.kind == "unknown" and not (period.basis == "inferred" and THE_PERIOD.match(words))
    return not (period.comparison or untold or period.kind == "since" or founded)


def _are_begun(view: SentenceView, start: int) -> bool:
    """Say whether what is counted right before `start` is what was begun: "200 new firms were set up in 2022"."""
    return any(
        (quantity.unit in _BEGUN or quantity.noun.endswith("jobs"))
        and _ARE.fullmatch(view.folded, quantity.end, start) is not None
        and not view.folded.endswith(("with ", "of ", "where ", "which "), view.start, quantity.number.start)
        for quantity in view.quantities
        if quantity.end < start
    )


def _dates_the_rest(view: SentenceView, period: Period) -> bool:
    """Say whether a founding dates what is told behind it: "When the market opened in 1990, it had 300 stalls"."""
    return (
        _WHEN_IT_BEGAN.match(view.text(view.start, period.start)) is not None
        and _IT_WAS.match(view.text(period.end, period.end + 90)) is not None
    )
