"""Which period of a sentence dates a figure: the nearest one that is no base, no founding and nobody's else.

A period dates what follows it until the next one; behind a figure it dates that figure, if its clause has no other.
"""

import re
from itertools import pairwise

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.growth import LED_TO
from pipelines.interpret.period_bases import RATIO_OF, is_base
from pipelines.interpret.shares import PART_OF_BEFORE
from pipelines.interpret.tense import is_present
from pipelines.interpret.untimed import is_of_the_start, names_a_trade
from pipelines.recognise.mentions import Period, Quantity
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

DAYS = frozenset({"day", "as_of", "until"})
_DATING = frozenset({"year", "fiscal_year", "month", "quarter", "half"})
_ROW = re.compile(
    r"\s*\(\s*(?:about|around|some|or|nearly|over)?\s*|\s*(?:,|、|和|and|,\s*and|,?\s*or|"
    r"with)\s*(?:about |around |some |"
    r"nearly |over )?"
)
_AT_RATES = re.compile(
    r"\s*at (?:the )?(?:current|present|prevailing|today's|then) (?:exchange )?rates?(?: of exchange)?(?:, )?"
)
_YEARS_AGO = re.compile(r"\b(?:years|decades?) (?:ago|earlier|before)\Z")
_BEFORE_THE_CRISIS = re.compile(
    r"\W*(?:(?:and|but|which|that|who|where) )?(?:before|prior to|until) (?:the )?(?:[a-z]+ )?"
    r"(?:pandemic|crisis|outbreak|lockdowns?|war|covid(?:-19)?|coronavirus|virus|epidemic|quotas?|reforms?|"
    r"earthquake|flood)\b"
)
_UNTIL_YEARS_AGO = re.compile(
    r"[^,;.\d]{0,60}? (?:until|till) (?:a few |about )?(?:[a-z]+|\d+) (?:years|decades) ago\b"
)
_AGO_ZH = tuple(f"年前{word}" for word in ("有", "还有", "是", "达", "只有", "仅有", "曾有", "尚有", "约有", "还", ""))
_BEFORE_IT_ZH = re.compile(
    r"(?:疫情|金融危机|贸易战|改革开放|(?:整治|整顿|拆迁)(?=之?前,))(?:发生|暴发|爆发)?之?前(?:(?!如今|现在|目前|当前|今年|去年|\d{4}年|[提升增扩上减下降缩][高升加大长少降小]?[到至为])[^;。])*\Z"
)
# 10年前,在我国出口产品中,自有品牌所占比重不到10%
_AGO_OPENS_ZH = re.compile(
    r"(?:^|[。;\n])(?:[\d一二三四五六七八九十几数多]+年前|(?:早年间?|早些年|过去|以前|从前|以往)),"
    r"(?:(?!如今|现在|目前|当前|今年|去年|\d{4}年|已|后来|随着)[^;。\d])*\Z"
)
_MORE_ZH = re.compile(r"以?来?,?(?:更是?|又|还|则|也|以来)(?![有达])")
_OPENS_ON = 60  # characters from a time to its figure
_LONG_AGO = re.compile(r"\b(?:years|decades?) (?:ago|earlier|before)\Z|(?:19|20)\d0'?s\Z")
_SINCE_THEN = re.compile(r"\b(?:now|today|ha[sd]|have)\b")


def is_years_ago(view: SentenceView, draft: Draft) -> bool:
    """Say whether the figure is told of years ago: "ten years ago output was 8 billion"."""
    near = [p for p in view.periods if p.end <= draft.start or draft.clause.covers(p.span)]
    before = [p for p in near if p.end <= draft.start]
    told = before[-1] if before else near[0] if near else None
    if told is not None and told.end <= draft.start and LED_TO.fullmatch(view.folded, told.end, draft.number_start):
        return False  # "from 20% ten years ago to more than 60%"
    return told is not None and _YEARS_AGO.search(told.span.of(view.folded)) is not None


def was_long_ago(view: SentenceView, draft: Draft) -> bool:
    """Say whether the clause opens on a time that gives no date: "by the mid-1990s the town had 5,000 shops"."""
    start = view.clause(draft.quantity.span).start
    if _BEFORE_THE_CRISIS.match(view.text(start, draft.start)):
        return True
    lead = view.text(max(view.start, draft.start - _OPENS_ON), draft.start)
    if lead.endswith(_AGO_ZH):
        return True  # 四年前有120人
    if _UNTIL_YEARS_AGO.match(view.folded, draft.end, view.end):
        return True  # "housed over 400 tanneries until three years ago"
    if "前" in lead and _BEFORE_IT_ZH.search(lead):
        return True
    if not lead.isascii() and _AGO_OPENS_ZH.search(view.text(view.start, draft.number_start)):
        return True
    before = [p for p in view.periods if start - _OPENS_ON <= p.start and p.end <= draft.start]
    if not before or not _LONG_AGO.search(before[-1].span.of(view.folded)):
        return False
    between = view.text(before[-1].end, draft.start)
    if LED_TO.fullmatch(view.folded, before[-1].end, draft.number_start):
        return False
    return len(between) < _OPENS_ON and (" had " in between or not _SINCE_THEN.search(between))


def tells_more_zh(view: SentenceView, period: Period) -> bool:
    """Say whether a new clause opens on the period and tells of something more: 占80%的份额,今年更是提前进入旺季."""
    opens = view.folded.startswith((",", ";"), period.start - 1)
    return opens and _MORE_ZH.match(view.folded, period.end, view.end) is not None


_AMOUNTS = frozenset({"money", "goods"})
_LAST_SO_MANY = re.compile(
    r"(?:the )?(?:last|past) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
)


def _is_all_through(view: SentenceView, period: Period) -> bool:
    """Say whether a flow is of all the stretch: "exports have reached 2.3 billion over the last 12 months"."""
    if period.kind not in ("months", "years") or view.text(period.start - 5, period.start) != "over ":
        return False
    return _LAST_SO_MANY.match(period.span.of(view.folded)) is not None


_CONTRAST = re.compile(r"\b(?:whereas|where as)\b")


def _only_its_end(first: Period, later: Period) -> bool:
    """Say whether a year's end stands behind the year, of which a flow is: "In 2020, at the end of the plan"."""
    return later.kind == "as_of" and first.kind == "year" and first.end_date == later.end_date


def choose_period(view: SentenceView, draft: Draft, own: list[Period], state: bool) -> tuple[Period | None, str]:
    """Return the period that dates the figure, and the rule."""
    if (
        draft.unit_class == "times" or draft.rules.get("indicator") == PART_OF_BEFORE
    ):  # 是2015年的3倍: of the year before
        own = [p for p in own if view.folded[p.end : draft.start] != "的"]
    if draft.unit_class == "money" and names_a_trade(view, draft):
        own = [p for p in own if p.end <= draft.start]
    own = [p for p in own if not is_of_the_start(view, draft, p)]
    if not state and len(own) > 1:
        own = [own[0], *(later for first, later in pairwise(own) if not _only_its_end(first, later))]
    if not own:
        return None, ""
    quantity, clause = draft.quantity, draft.clause
    if (direct := _directly_before(view, draft, own)) is not None:
        return direct, "period before the figure in its clause"
    if (direct := _directly_behind(view, draft, own)) is not None:
        return direct, "period after the figure in its clause"
    usable = [p for p in own if not is_base(view, p) or (draft.unit_class in _AMOUNTS and _is_all_through(view, p))]
    usable = [period for period in usable if not _aside(view, draft, period)]
    usable = [period for period in usable if not _of_another_event(view, draft, period)]
    left = [period for period in usable if period.end <= quantity.number.start]
    left = [period for period in left if not _looks_back(view, draft, period, left)]
    left = [period for period in left if not _leads_from(view, draft, period)]
    if left and _is_now(view, left[-1], draft) and left[-1].kind not in DAYS and left[-1].basis == "stated":
        return None, ""
    beside = [p for p in left if clause.covers(p.span) and draft.gap_start <= p.start and not _is_now(view, p, draft)]
    if beside and (own_one := _next_of_pair(view, draft, beside[-1], usable)) is not None:
        return own_one, "period after the figure in its clause"
    if beside:
        return beside[-1], "period before the figure in its clause"
    end, limit = _end_of_row(view, quantity), clause.end
    following = [q.start for q in view.quantities if q.start >= end and (state or q.kind == quantity.kind)]
    limit = min([max(limit, view.clause(Span(end, end)).end if end > limit else limit), *following])
    right = [period for period in usable if period.start >= quantity.end]
    if right and _CONTRAST.search(view.text(quantity.end, right[0].start)):
        right = []  # "in 2020 it sold 3 billion, where as in 2021 it reached 4"
    if draft.unit_class != "times" and (
        near := [p for p in right if end <= p.start and p.end <= limit and not (left and _heads_next(view, end, p))]
    ):
        return near[0], "period after the figure in its clause"
    if (
        right
        and not left
        and (draft.grows or draft.indicator == "other_money")
        and _REACHING.fullmatch(view.folded, quantity.end, right[0].start)
    ):
        return right[0], "period of the level that it grew to"
    heads = bool(left) and left[-1].kind in ("as_of", "until") and left[-1].start <= view.start + 4
    if state and right and not heads and _works_for(view, quantity, right[0]):
        return right[0], "period of what they made"
    if left and (heads or not (state and _parted(view, draft, left[-1]))):
        return left[-1], "period before the figure in its sentence"
    trailing = [p for p in right if not _has_figure(view, p) and not _figure_between(view, quantity.end, p.start)]
    if trailing:
        return trailing[0], "period after the figure in its sentence"
    if not state and view.sentence.kind in ("title", "heading") and right:
        return right[0], "only period of the title"
    return None, ""


# "grew by 11.4 percent, or 12.4 million, to reach 123.4 million in 2013",
# "rose 11 percent, reaching 123 million in 2013"
_REACHING = re.compile(
    r"(?: in (?:the )?(?:[a-z]+ )?exports)?,? (?:(?:or|equivalent to) (?:by )?(?:about )?[^;,]{3,24}, )?(?:to "
    r"reach|reaching|and reached|which (?:totall?ed|reached|stood at|amounted to)|hitting|"
    r"totall?ing|to hit|"
    r"to stand at|to) (?:[^,;\d]{0,20})\d(?:[^,;]|,(?=\d)){1,40} (?:(?:in|during|for|over) )?(?:the )?"
)
_AND_A = re.compile(r" and (?:an? |the )?")


def _next_of_pair(view: SentenceView, draft: Draft, before: Period, usable: list[Period]) -> Period | None:
    """Return the second time of "growth of 13% in August and a rise of 17% in exports for July", which each follows."""
    if not _AND_A.fullmatch(view.folded, before.end, draft.start):
        return None
    if not any(draft.clause.start <= q.start and q.end <= before.start for q in view.quantities):
        return None
    behind = [p for p in usable if p.start >= draft.end and draft.clause.covers(p.span)]
    return behind[0] if behind and not _figure_between(view, draft.end, behind[0].start) else None


_AND = re.compile(r".*\b(?:and|while|but)\s+(?:(?:in|during|for)\s+)?")


def _heads_next(view: SentenceView, end: int, period: Period) -> bool:
    """Say whether the period opens what is said next: "hit 9 billion and from January to July, the district"."""
    return view.folded.startswith(",", period.end) and _AND.fullmatch(view.folded, end, period.start) is not None


_NOW = re.compile(
    r"\b(?:(?:is|are|has|have|costs?|fetch(?:es)?|sells?|stands?) now|now (?:is|are|costs?|stands?|"
    r"at)|currently|at present|today)\b"
)


def _is_now(view: SentenceView, period: Period, draft: Draft) -> bool:
    """Say whether the words behind a period tell of now: "coal that cost 5,800 in 2020 is now quoted at 11,200"."""
    return _NOW.search(view.text(period.end, draft.start)) is not None


_OPEN, _CLOSE = re.compile(r"[(（]"), re.compile(r"[)）]")


def in_brackets(view: SentenceView, period: Period) -> bool:
    """Say whether the period stands in brackets: it dates what stands there with it, and nothing else."""
    before, after = view.text(view.start, period.start), view.text(period.end, view.end)
    opened = max((m.start() for m in _OPEN.finditer(before)), default=-1)
    closed = max((m.start() for m in _CLOSE.finditer(before)), default=-1)
    return opened > closed and _CLOSE.search(after) is not None


_HEADS_BRACKET = re.compile(r"\s?[::]")  # "(2020-21: $270 million)"


def heads_bracket(view: SentenceView, period: Period) -> bool:
    """Say whether the period stands in brackets with a figure of its own behind a colon."""
    return in_brackets(view, period) and _HEADS_BRACKET.match(view.text(period.end, period.end + 3)) is not None


def _aside(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether the period stands in brackets of its own, or belongs to the base that another figure is."""
    quantity = draft.quantity
    between = view.text(min(period.end, quantity.end), max(period.start, quantity.start))
    if in_brackets(view, period) and (_OPEN.search(between) or _CLOSE.search(between)):
        return bool(_has_figure(view, period)) or heads_bracket(view, period)
    return False


_EVENT_CLAUSE = re.compile(
    r"\W*(?:(?:long|even|ever|just|shortly|soon) )?(?:before|since|after|"
    r"until) (?:[a-z'-]+ ){2,12}(?:in|of|on|by) (?:the )?\Z"
)


def _of_another_event(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether the period dates another event: "Before the duties were imposed in 2006, exports grew"."""
    clause = view.clause(period.span)
    if clause.covers(draft.quantity.span) or period.start - clause.start > 90:
        return False
    return _EVENT_CLAUSE.match(view.text(clause.start, period.start)) is not None


def _looks_back(view: SentenceView, draft: Draft, period: Period, left: list[Period]) -> bool:
    """Say whether the period dates a figure of before, and not this one: "844 firms, of 2,100 in 1990, and 5,711"."""
    owner = next(
        (q for q in view.quantities if q.end <= period.start and _LINK.match(view.text(q.end, period.start))), None
    )
    if owner is None:
        return False
    later = any(
        other.end <= period.start
        and other.kind not in DAYS
        and other.start_date
        and period.end_date
        and other.start_date > period.end_date
        for other in left
    )
    return later or is_present(view.text(period.end, draft.start))


def _leads_from(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether the period dates what another figure began with: 从上年的98亿元骤降至52亿元."""
    if not view.folded.startswith("的", period.end) or draft.start <= period.end + 2:
        return False
    before = view.text(period.start - 1, period.start + 1)
    if not any(word in before for word in "从由较比自"):
        return False
    return any(period.end < q.start <= period.end + 3 and q.end <= draft.start for q in view.quantities)


def _parted(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether a state stands apart from the period: its own clause tells what is."""
    start = draft.clause.start
    apart = period.start > view.start + 4 and ";" in view.text(period.end, start)
    if apart and draft.unit_class in _COUNTED and not view.folded[start].isascii():
        return True  # 百步镇企业180家,去年产值72亿元;西塘桥街道企业96家
    if period.kind == "year" and period.basis == "stated" and period.start <= view.start + 4:
        if _HEADS.fullmatch(view.folded, period.end, start):
            return False  # "In 2021, there are 332 firms"
    if period.basis == "relative" and "现有" in view.text(max(start, period.end), draft.start):
        return True  # 今年将扩大园区,现有企业300家
    return is_present(view.text(max(start, period.end), draft.start))


_HEADS = re.compile(r"\s*,")
_COUNTED = frozenset({"enterprise", "person", "shop", "machine"})


_MADE = re.compile(r"\b(?:had|employed|made|produced|sold|earned|exported|shipped|processed|turned out)\b")
_AS_IT_STANDS_ZH = re.compile(r"如今|目前|现有|现在")
_MADE_ZH = Scripts(r"(?:全年|共|累计)?(?:实现|完成)")


def _works_for(view: SentenceView, quantity: Quantity, period: Period) -> bool:
    """Say whether the firms or hands did what the period dates: "845 units with 3,556 hands made 4 million in 2014"."""
    if _MADE_ZH.match(view.text(period.end, period.end + 6)) and view.text(quantity.end, period.start) in ("", ","):
        return _AS_IT_STANDS_ZH.search(view.text(view.start, quantity.start)) is None  # 如今有40家,2020年实现收入1亿元
    clause = view.clause(quantity.span)
    if is_present(view.text(clause.start, quantity.start)):
        return False
    return clause.covers(period.span) and bool(_MADE.search(view.text(quantity.end, period.start)))


def _end_of_row(view: SentenceView, quantity: Quantity) -> int:
    """Return where the figure's row ends, conversions included: "30 and 20 billion ($4 billion)"."""
    end = quantity.end
    for other in view.quantities:
        if other.start >= end and other.kind == quantity.kind:
            gap = view.folded[end : other.start]
            if not _ROW.fullmatch(gap):
                break
            opened = (
                "(" in view.folded[quantity.end : other.start]
            )  # "7 billion yuan ($1.1 billion, 864 million euros)"
            end = other.end + (1 if opened and view.folded[other.end : other.end + 1] == ")" else 0)
    at_rates = _AT_RATES.match(view.folded, end, view.end)
    return at_rates.end() if at_rates else end


def _directly_before(view: SentenceView, draft: Draft, own: list[Period]) -> Period | None:
    """Return the period of "较2019年的19亿元", "由2019年19亿元": a base, but the figure's own."""
    for period in own:
        if period.end > draft.start:
            continue
        gap = view.folded[period.end : draft.start]
        if gap in ("的", "'s ") or (not gap and view.folded[period.start - 1 : period.start] in ("由", "从")):
            return period
    return None


_LINK = re.compile(
    r"\s*(?:(?:mark|level|figure|total|record|registered|recorded|posted|reported|achieved|seen) )?"
    r"(?:of|in|for|during|at the end of|by the end of|"
    r"back in)?\s*(?:the\s+)?\Z"
)


_ENDS_AS_BASE = Ending(r"\b(?:than|from|over|against|on)\Z")


def _directly_behind(view: SentenceView, draft: Draft, own: list[Period]) -> Period | None:
    """Return the period that follows the figure at once: "from 45 percent in 2010"."""
    for period in own:
        if period.start >= draft.end and _LINK.match(view.text(draft.end, period.start)):
            if draft.unit_class == "percent" and RATIO_OF.search(period.span.of(view.folded)):
                continue  # "96.8 percent of the previous year"
            if draft.grows and _ENDS_AS_BASE.search(draft.quantity.span.of(view.folded)):
                continue  # "12 percent more than in 2020"
            return period
    return None


def in_bracket(view: SentenceView, draft: Draft, own: list[Period]) -> Period | None:
    """Return the period that stands alone in a bracket behind the figure: "4,400 (2018), 5,200 (2013)"."""
    if not view.folded.startswith((" (", "("), draft.end):
        return None
    for period in own:
        if view.text(draft.end, period.start).strip() == "(" and view.folded.startswith(")", period.end):
            return period if period.kind in _DATING else None
    return None


def _has_figure(view: SentenceView, period: Period) -> bool:
    clause = view.clause(period.span)
    return any(clause.start <= q.start < clause.end for q in view.quantities)


_TIMES = frozenset({"year", "month", "week", "day", "hour", "quarter"})


def _figure_between(view: SentenceView, start: int, end: int) -> bool:
    return any(start <= q.start < end and q.kind != "percent" and q.unit not in _TIMES for q in view.quantities)
