"""Whether the period that the text runs on dates a figure that has none of its own."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import LOCAL
from pipelines.interpret.period_choice import (
    DAYS,
)
from pipelines.interpret.tense import is_past, is_present
from pipelines.interpret.timeline import Timeline, days_of
from pipelines.interpret.timing_zh import is_same_time
from pipelines.recognise.mentions import Period
from pipelines.text.scripts import Scripts

_EDITION = Scripts(r"\d(?:st|nd|rd|th) (?:edition|fair|expo|exhibition|meet)\b|第.{1,4}届")
FAIR = 31  # days: no fair is longer
DERIVED = frozenset({"market_share", "other_percent", "rank"})
_FLOWS = frozenset(
    {
        "output",
        "sales",
        "export",
        "import",
        "domestic_sales",
        "total_trade",
        "added_value",
        "profit",
        "profit_and_tax",
        "tax",
        "investment",
    }
)
TIMELESS = frozenset({"price", "wage", "area", "efficiency_change"})  # told in the past of any day whatever
_TELLS = re.compile(
    r"\b(?:was|were|took|made up|accounted for|held|kept|absorbed|formed|represented|constituted|let|"
    r"counted|bought|made|employed|totalled|totaled|averaged|numbered|suffered|stood at|reached|had)\b(?![^,;]*\bby\s)"
)


def of_flow(view: SentenceView, draft: Draft) -> bool:
    """Say whether a share or a rank is one of something that happens in a period: of sales, of exports."""
    clause = draft.clause
    return any(cue.key in _FLOWS and clause.covers(cue.span) for cue in view.measures)


def is_from_now(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Say whether what is stands beside a hope: "aims at 100 billion, from its current exports of 35"."""
    if _CURRENT.search(view.text(draft.start - 50, draft.start)):
        return True
    if not earlier or not _AND_OF.fullmatch(view.folded, earlier[-1].end, draft.start):
        return False
    return is_from_now(view, earlier[-1], earlier[:-1])


_CURRENT = re.compile(
    r"\b(?:current|existing|present)(?: (?!target|goal|plan)[a-z]+){0,4} of (?:about |some |"
    r"over |nearly )?\Z"
)
_AND_OF = re.compile(r",? and (?:[a-z]+ ){0,3}of (?:about |some |over |nearly )?")


def turns_to_what_is(view: SentenceView, period: Period, draft: Draft) -> bool:
    """Say whether a sentence on the past ends on what is: "fell in the first half and only 22 firms export"."""
    if _BY_NOW.match(view.folded, draft.end, view.end):
        return True  # "40 percent of its sales in 2005, and opened shops: 190 by now"
    gap = view.text(period.end, draft.start)
    if draft.indicator == "other_count":  # of whom things happened: "but 1,200 have faced a shutdown since then"
        return False
    if " and " not in gap and " but " not in gap and "while " not in gap:
        return False
    return _THEN_THERE.search(gap) is not None and _ARE_NOW.match(view.folded, draft.end, view.end) is not None


_BY_NOW = re.compile(r"(?: [a-z]+){0,2}? (?:by now|now|today|to date|at present|currently|so far)(?=[,.;:)]|$)")
_THEN_THERE = re.compile(r"(?:,| )(?:and|but|while) (?:(?:only|just|some|about|nearly|almost|all|the|still|its) )*\Z")
_ARE_NOW = re.compile(
    r"(?: of (?:its|the|their|them)(?: [a-z]+){0,2})?(?: [a-z]+){0,2}? "
    r"(?:are|is|have|has|export|do|does|sell|sells|remain|remains|operate|work|run|use|still)\b"
)
_TAKES = re.compile(
    r"(?:,[^,;:.]{3,40},)? (?:now |still |alone )?(?:takes?|buys?|absorbs?|is worth|are worth|imports?|receives?) "
    r"(?:(?:about|some|nearly|over|around|almost|roughly|a good) )*"
)
_NEXT_TAKER = re.compile(r"(?:,| and|, and) (?:the )?(?:[a-z]+ ){0,3}(?:(?:about|some|nearly|over|around|roughly) )?")
_COMES_FROM = re.compile(
    r" of [^,;.\d]{3,60} (?:comes?|originates?|(?:is|are) (?:made|produced|woven|"
    r"sewn)) (?:from|in|by)\b"
)
_OF_A_LAND = re.compile(r" of (?!it\b|this\b|that\b|them\b|these\b|the total\b|all\b)")
_AVERAGE_PRICE = re.compile(r"\b(?:average|mean) (?:[a-z]+ ){0,2}(?:price|value)\b|\bunit price\b")
_AND_PAYS = re.compile(r"\W*(?:and )?(?:pay|pays|turn over|turned over) (?:taxes of )?(?:[a-z]+ ){0,2}")
_UNTIL_NOW = re.compile(r"\b(?:has|have|now|today|currently)\b")
_STRETCHES = frozenset({"year", "fiscal_year", "half", "quarter", "months", "month"})


def _is_taken_abroad(view: SentenceView, draft: Draft) -> bool:
    """Say whether it is a part that a buyer takes of exports told before: "Germany buys 14%, Spain 11"."""
    first = view.places[0] if view.places else None
    if first is None or view.text(view.start, first.start).strip(' "') not in ("", "the"):
        return False
    shares = [q for q in view.quantities if q.kind == "percent" and q.end <= draft.end]
    if not shares or not _TAKES.fullmatch(view.folded, first.end, shares[0].number.start):
        return False
    if _OF_A_LAND.match(view.folded, draft.end, view.end):
        return False  # "The US buys 54 per cent of Vietnam's furniture"
    return all(_NEXT_TAKER.fullmatch(view.folded, one.end, two.number.start) for one, two in pairwise(shares))


_OF_THIS = re.compile(r"\W*(?:out )?of (?:this|that|these|those|the total),? ")  # "Of this, 60 per cent went to the US"
_OF_LATE = re.compile(r"\W*(?:in|over|during) (?:the )?(?:recent|past few|last few) years\b")


def carries(article: Article, timeline: Timeline, view: SentenceView, draft: Draft, state: bool) -> bool:
    running = timeline.running
    if running is None or is_from_now(view, draft, ()):
        return False
    if _OF_LATE.match(view.folded, view.start, draft.start):
        return False
    if article.published_on is not None and running.end_date is not None and running.end_date < article.published_on:
        if _HOPED.search(view.text(draft.clause.start, draft.start)):
            return False  # "sales were 3 billion in 2024 ... a decline of a quarter could follow"
    same = timeline.paragraph == view.paragraph
    if same and draft.unit_class == "percent" and _OF_THIS.match(view.folded, view.start, draft.start):
        return True
    firm = draft.subject is not None and draft.subject.kind == "firm"
    if firm and draft.subject is not None and draft.subject.name != timeline.subject and not same:
        return False
    if not same and not is_same_time(view) and _is_anothers(timeline, draft, running):
        return False
    if not same and _ENTRY.match(view.folded, view.start) and running.basis == "stated":
        return False
    if draft.unit_class == "percent" and not draft.grows and draft.indicator != "efficiency_change":
        if same and running.kind not in DAYS and _OF_IT.match(view.folded, draft.end, view.end):
            return True
        near = same or (view.paragraph - timeline.paragraph <= 2 and not firm)
        if near and _told_in_the_past(view, draft, running):
            return True
        if same and running.kind in _STRETCHES and _is_taken_abroad(view, draft):
            return True
        if article.published_on is not None and is_told_of_now(view, draft):
            return False
        if article.published_on is not None and _COMES_FROM.match(view.folded, draft.end, view.end):
            return False  # "56% of India's knitwear exports come from Tirupur"
        if _AMONG_THEM.match(view.folded, view.start) and running.kind in ("year", "months", "half", "quarter"):
            return view.paragraph - timeline.paragraph <= 1
        if running.kind in DAYS or running.kind == "years":
            return False
        return same and of_flow(view, draft) and draft.share_channel is None
    if draft.indicator == "price" and _AVERAGE_PRICE.search(view.text(view.start, draft.start)):
        of_now = _UNTIL_NOW.search(view.text(view.start, draft.start))
        if of_now and _THAN_THEN.search(view.text(draft.end, draft.end + 60)):
            of_now = None  # "the average price has reached $2.18, up 19.8% from the previous year's $1.82"
        return same and running.kind in _STRETCHES and not of_now
    if running.kind not in DAYS and _EDITION.search(view.text(view.start, draft.start)):
        return days_of(running) <= FAIR
    if draft.quantity.unit == "project":
        return same and running.kind not in DAYS
    if state and same and _told_in_the_past(view, draft, running):
        return True
    if state and same and running.kind == "day":
        return True  # a visit: what was seen there was so that day
    words = view.text(max(draft.clause.start, draft.gap_start), draft.start)
    paid = draft.indicator == "tax" and draft.before is not None and draft.before.indicator == "profit"
    if paid and _AND_PAYS.fullmatch(words) and draft.before is not None and draft.before.time_period is not None:
        return draft.before.time_period == running.time_period  # "achieve a profit of 9 million and pay 3 million"
    after = view.text(draft.end, draft.end + 44)
    if _NEXT_PLACE.search(view.text(max(view.start, draft.gap_start), draft.start)):
        return same and running.kind in _STRETCHES  # "in second place is Turkey, with 270 million"
    if (is_present(words) or _hangs_on_now(view, draft, words)) and not draft.grows and draft.unit_class != "points":
        return False
    if _OPENS_NOW.match(view.folded, view.start) and not draft.grows and not is_past(words):
        return False  # "In 1980 three brothers set up a stall. Now the 700 factories churn out 15 billion buttons"
    if draft.indicator == "investment":  # what is signed in the days of a fair is the fair's
        lead = view.text(draft.start - 40, draft.start)
        previous = draft.before
        if previous is not None and previous.indicator == "investment" and previous.time_period is not None:
            if view.text(previous.end, draft.start) in ("、", "和", "及", "与"):
                return previous.time_period == running.time_period  # 分别完成投资626亿元和156亿元
        done = (
            "complet" in lead or "complet" in after or _DONE_ZH.search(lead) is not None
        )  # "actual completion of 57.6 billion"
        return running.start_date is not None and (done or days_of(running) <= FAIR)
    if running.kind == "years":
        return False
    if draft.unit_class in ("enterprise", "person") and running.kind not in DAYS and same and _ACHIEVES.match(after):
        return True  # "226家规模以上企业实现收入154.7亿元", on in the stretch told of
    if draft.unit_class == "enterprise" and running.kind in _STRETCHES and same:
        if _TOTAL_OF.search(view.text(draft.start - 40, draft.start)) or _ACHIEVES_EN.match(view.folded, draft.end):
            return True  # "the income of 6,060 enterprises reached": those of the stretch
    if state and running.kind in ("year", "months", "half", "quarter") and _ON_AVERAGE.search(words):
        return True
    if state:
        return (same and running.kind in DAYS) or (
            running.kind in ("as_of", "until")
            and view.paragraph - timeline.paragraph <= 1
            and (same or not _is_of_another(timeline, draft))
        )
    return running.kind not in DAYS


def _is_of_another(timeline: Timeline, draft: Draft) -> bool:
    """Say whether the day was told of another firm or place than the figure is of."""
    subject = draft.subject
    if subject is None or timeline.subject is None:
        return False
    return timeline.subject != subject.name and timeline.subject not in subject.aliases


def _is_anothers(timeline: Timeline, draft: Draft, running: Period) -> bool:
    """Say whether the stretch was told in a paragraph on another place, and is not the one the text is on."""
    if draft.subject is None or timeline.subject is None or draft.subject.name == timeline.subject:
        return False
    if timeline.main is None or running.kind not in _PART_YEARS or draft.subject.kind not in LOCAL:
        return False
    return timeline.main.time_period != running.time_period and timeline.subject not in draft.subject.aliases


_NEXT_PLACE = re.compile(
    r"\bin (?:the )?(?:second|third|fourth|fifth|next|last) (?:place|position|spot) (?:is|was|comes?|came) "
)
_PART_YEARS = frozenset({"months", "half", "quarter", "month"})
_OPENS_NOW = re.compile(r"\W*(?:now|today|nowadays|these days)\b|\W*(?:如今|现如今|现在|眼下|时至今日)")
_DONE_ZH = re.compile(
    r"(?:完成|实现|到位)[^,;。\d]{0,12}投资[^,;。\d]{0,4}\Z|其中[^,;。\d]{0,8}投资\Z|(?:研发|技改)投入\Z|(?:投资|投入)(?:额|总额)?(?:累计)?完成了?\Z|"
    r"固定资产投资(?:额|总额)?(?:为|达|达到)?\Z|\bfixed[- ]assets? investment (?:was|reached|of|totall?ed|hit) \Z"
)
_ON_AVERAGE = re.compile(
    r"(?:平均(?:用工|从业|在岗|职工)*人(?:数|员)|年均(?:用工|从业))"
)  # 全部从业人员平均人数2.43万人
_ENTRY = re.compile(r"\s*【")  # a new entry of a list: of its own place, and of its own time
_HOPED = re.compile(
    r"\b(?:could|might|may|will|expects?|anticipates?|likely to)\b(?! have)|"
    r"预计|有望|力争|计划|可新增|(?<![即刚])将(?=[达有实新增超突])"
)
_AMONG_THEM = re.compile(r"\W*其中")  # a share of what was just told
_THAN_THEN = re.compile(r"\b(?:previous|last|preceding) year\b|\byear[- ]on[- ]year\b")
_TOTAL_OF = re.compile(
    r"\b(?:income|revenues?|value|profits?|sales|turnover) of (?:the )?(?:about |around |some |nearly )?\Z"
)
_ACHIEVES_EN = re.compile(
    r" (?:(?:above|beyond|over) (?:the )?designated (?:scale|size) )?(?:in the [a-z ]{3,30} )?"
    r"(?:accomplished|completed|achieved|actuali[sz]ed|reali[sz]ed) "
)
_ACHIEVES = Scripts(r"[^,;。\d]{0,14}(?:实现|完成)")
_IT = re.compile(r"\W*(?:it|this|that|these|those|they)\b")  # the figure told before
_OF_IT = re.compile(r"\s*of (?:it|that|this)\b")  # "two thirds of it was exported"
_RELATIVE = re.compile(r"\W*(?:which|who|whose|where)\b")


_HANGS_ON = re.compile(
    r"\W*(?:with|including|plus|creating|generating|producing|making|achieving|realising|realizing|of which)\b"
)


def _hangs_on_now(view: SentenceView, draft: Draft, words: str) -> bool:
    """Say whether a phrase without a verb hangs on what is: "It counts 500 firms, with an output of 20 million"."""
    return _HANGS_ON.match(words) is not None and not is_past(words) and is_present(view.text(view.start, draft.start))


def is_told_of_now(view: SentenceView, draft: Draft) -> bool:
    """Say whether a clause set in says what is: "the mills of Como, which cover 80 percent of the output"."""
    words = view.text(draft.clause.start, draft.start)
    if any(draft.clause.covers(p.span) for p in view.periods):
        return False
    if _IT.match(words):
        return False
    return is_present(words) and (_RELATIVE.match(words) is not None or draft.indicator in DERIVED)


def _told_in_the_past(view: SentenceView, draft: Draft, running: Period) -> bool:
    """Say whether the sentence goes on in the past about a stretch: "The main buyers were Vietnam (18 percent)"."""
    if running.kind in DAYS or running.kind == "years" or running.end_date is None:
        return False
    if draft.indicator in TIMELESS:
        return False
    words = view.text(view.start, draft.start)
    return is_past(words) and _TELLS.search(words) is not None
