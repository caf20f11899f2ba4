"""Signals of channels: growth in figures, two figures compared, a turn, a word of change, goods sold that way."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.hinted import Hinted
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_GROWS = {
    "export_value": "export",
    "export_volume": "export",
    "domestic_sales_value": "domestic",
}
_SAYS = {"export": "export", "domestic": "domestic_sales"}
# What may grow in a clause that speaks of a channel, and be that channel's growth.
_TRADE = frozenset(
    {None, "sales_value", "sales_volume", "other_money", "stalls_or_shops", "enterprises", "other_count"}
)
_LEAP = 15  # days by which two times of one length may differ
_LEVELS = frozenset({"money", "goods", "shop", "enterprise", "count"})
_LEAD = 70  # characters before a word of change that say whether it is so
_UNREAL = re.compile(
    r"\b(?:not(?! only)|no|never|without|hardly|could|may|might|would|hop(?:e|es|ed|ing)|fear(?:s|ed|ing)?|should|if|"
    r"unless|opportunit(?:y|ies)|chances?)\b[^,;.]*\Z"
)
_SLOWS = re.compile(
    r"\b(?:slow(?:s|ed|ing|down)?|dec?celerat\w+|weaken\w*|stall\w*|slackening|loss of)\b[^,;.]{0,30}\Z"
)
_NEAR, _NEAR_ZH = 45, 10  # characters between a word of change and the channel's
_BASE = Scripts(
    r"\b(?:against|compared (?:with|to)|from|than|versus|(?:under|over|above|below) last year's)\b|比|去年同期"
)
_PART = Scripts(
    r"\bof which\b|\bincluding\b|\bamong (?:them|these)\b|\bagainst\b|\bcompared\b|\baverage\b|\brate of\b|其中|包括"
)
_DIFFERENCE = Scripts(r"[多少](?:了|出)|\b(?:more|fewer|less)\b")
_FROM = Ending(r"(?:\bfrom (?:about |some |nearly )?|[由从](?:去年|上年|\d{4}年)?的?约?)\Z")
_PRICE = re.compile(r"\s*(?:the |their |its )?(?:price|cost)")
_ROUTES_OUT = frozenset({"cross_border_ecommerce", "livestream", "ecommerce", "wholesale_market"})
_ITS_TRADE = re.compile(
    r"\s*(?:\([^()]{1,12}\)\s*)?(?:exports?\b|出口)"
)  # 跨境电商出口额: that route's, whatever it is called
_WHICH = re.compile(r",? (?:which|that|and) (?:[a-z]+ ){0,3}")
_IT_ALONE = re.compile(r"(?:, [^,;.\d]{3,30},)? ?(?:(?:sales|trade|has|have|also|meanwhile|alone) )*")
_MARKETS = ("export", "domestic")
_PLANS = re.compile(
    r"今后|未来|下一步|接下来|将(?!近|原|从|其|产品|传统|货|衣|自家|自己|订单)|力争|争取|计划|打算|准备|希望|有望|拟(?!态|定)|"
    r"目标是|规划(?!建设的)|预计|鼓励|引导|支持|推动(?=[^,。]{0,8}企业)"
)
_ASIDE = re.compile(
    r"[a-z ]{0,50}, (?:which|who|long|once|the|a|an|their|its) [^,;.\d]{3,60}, (?=(?:has|have|is|are|was|were|had)\b)"
)
_USED_TO = re.compile(r"\bused to (?:[a-z]+ ){0,2}\Z")
_STOP = re.compile(r"[;。!?]|\b(?:but|while|whereas|although)\b")


@dataclass(frozen=True)
class Change:
    """A channel that grew or shrank, by its figures."""

    channel: str
    cue: Cue | None
    signal: str
    draft: Draft
    rule: str


@dataclass(frozen=True)
class _Signals:
    increase: Scripts
    decrease: Scripts
    site: Scripts
    sold_before: Scripts
    sold_after: Scripts
    verbal: Scripts
    turns: tuple[tuple[re.Pattern[str], str], ...]  # what stands before the channel left, and what behind it
    ends_of_turns: tuple[tuple[str, Hinted], ...]


@lru_cache(maxsize=8)
def _signals(vocabulary: Vocabulary) -> _Signals:
    table = vocabulary.table("signals")
    turns = [re.split("[«»]", pattern) for pattern in table["turn"]]
    return _Signals(
        _any(table["increase"]),
        _any(table["decrease"]),
        _any(table["site"]),
        _any(table["sold_before"]),
        _any(table["sold_after"]),
        _any(table["verbal"]),
        tuple((re.compile(before), between) for before, between, _after in turns),
        tuple(
            (channel, Hinted(pattern))
            for channel, name in (("own_brand", "turn_to_brand"), ("ecommerce", "turn_online"))
            for pattern in table[name]
        ),
    )


def _any(patterns: Sequence[str]) -> Scripts:
    return Scripts("|".join(f"(?:{pattern})" for pattern in patterns))


def changed_in_figures(view: SentenceView, drafts: Sequence[Draft], cues: Sequence[Cue]) -> Iterator[Change]:
    """Yield each growth that is a channel's."""
    grown = [draft for draft in drafts if draft.grows and draft.direction and draft.statement_kind == "actual"]
    told: list[Draft] = []
    last = view.start
    for draft in grown:
        channel = _GROWS.get(draft.growth_of or "")
        cue = _spoken_of(view, draft, cues, last, channel)
        if cue is not None:
            told.append(draft)
            yield Change(cue.key, cue, str(draft.direction), draft, "growth of the channel")
        elif channel is not None and _goes_on(view, draft, cues, channel):
            told.append(draft)
            said = _measure_word(view, draft, channel)
            yield Change(channel, said, str(draft.direction), draft, "growth of the channel")
        last = draft.end
    for first, second in _compared(view, drafts):
        cue = _spoken_of(view, second, cues, view.start, None) or _spoken_of(view, first, cues, view.start, None)
        if any(_between(view, first, second, draft) for draft in told):
            continue
        channel = cue.key if cue is not None else _GROWS.get(first.indicator)
        if channel is not None:
            cue = cue or _measure_word(view, first, channel)
            yield Change(channel, cue, _direction(view, first, second), first, "two figures of the channel")


def _spoken_of(view: SentenceView, draft: Draft, cues: Sequence[Cue], start: int, channel: str | None) -> Cue | None:
    """Return the channel's word before the figure, with no other measure and at most its level between."""
    if channel is None and draft.grows and (draft.growth_of not in _TRADE or _is_loose(draft)):
        return None
    before = [cue for cue in cues if cue.span.start >= start and cue.span.end <= draft.start]
    if channel is not None:
        before = [
            cue
            for cue in before
            if cue.key == channel
            or (cue.key in _MARKETS and _beside(view, cue, draft))
            or (cue.key in _ROUTES_OUT and _ITS_TRADE.match(view.folded, cue.span.end))
            or (cue.key in _ROUTES_OUT and _WHICH.fullmatch(view.folded, cue.span.end, draft.start))
            or (cue.key in _ROUTES_OUT and _IT_ALONE.fullmatch(view.folded, cue.span.end, draft.start))
        ]
        for cue in before[:-1]:  # 跨境电商(含海外仓)出口: the route's, and not all that is exported
            trade = _ITS_TRADE.match(view.folded, cue.span.end) if cue.key in _ROUTES_OUT else None
            if trade is not None and cue.key == "cross_border_ecommerce" and trade.end() >= before[-1].span.start:
                return cue
        return before[-1] if before else None
    if not before:
        inside = draft.clause
        behind = [cue for cue in cues if draft.end <= cue.span.start < inside.end]
        return behind[0] if behind and draft.grows else None
    cue = before[-1]
    levels = [q for q in view.quantities if cue.span.end <= q.start and q.end <= draft.start]
    others = [
        m
        for m in view.measures
        if m.key not in ("sales", "export", "domestic_sales", "enterprises")
        and cue.span.end <= m.span.start < draft.start
    ]
    if len(levels) > 2 or others or ";" in view.text(cue.span.end, draft.start):
        return None
    return cue


def _is_loose(draft: Draft) -> bool:
    """Say whether the figure is a multiple of nobody knows what: "five times the price"."""
    of_price = _PRICE.match(draft.view.text(draft.end, draft.end + 20))
    return draft.unit_class == "times" and (draft.growth_of is None or of_price is not None)


def _beside(view: SentenceView, cue: Cue, draft: Draft) -> bool:
    return draft.clause.covers(cue.span)


def _goes_on(view: SentenceView, draft: Draft, cues: Sequence[Cue], channel: str) -> bool:
    """Say whether a growth without the channel's word is still the channel's, and no part's and nobody else's."""
    named = [cue.span.end for cue in cues if cue.key == channel and cue.span.end <= draft.start]
    if not named and (said := _measure_word(view, draft, channel)) is not None:
        named = [said.span.end]
    # none named: "exports reached 641 million. A contraction of 12 percent was experienced."
    return not named or _PART.search(view.text(max(named), draft.start)) is None


def _measure_word(view: SentenceView, draft: Draft, channel: str) -> Cue | None:
    """Return the words of the measure: "shipped furniture worth 3 billion, a rise of 23 percent"."""
    key = _SAYS[channel]
    said = [c for c in (*view.measures, *view.verbs) if c.key == key and c.span.end <= draft.start]
    last = max(said, key=lambda c: c.span.start, default=None)
    return None if last is None else Cue(last.span, "channel", channel)


def _compared(view: SentenceView, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Yield two levels of one measure, the second of another time: "Rs 4,500 crore, as against Rs 3,900 crore"."""
    levels = [d for d in drafts if not d.grows and d.unit_class in _LEVELS and d.quantity.value is not None]
    for first, second in pairwise(levels):
        if (first.indicator, first.quantity.unit) != (second.indicator, second.quantity.unit):
            continue
        if first.quantity.value == second.quantity.value or ";" in view.text(first.end, second.start):
            continue
        between = view.text(first.end, second.number_start)
        years = {d.period_end.year for d in (first, second) if d.period_end is not None}
        if _DIFFERENCE.search(view.text(second.start - 4, second.end + 12)):
            continue
        from_to = _FROM.search(view.text(first.start - 12, first.number_start))
        if from_to or _BASE.search(between) or (len(years) == 2 and _are_as_long(first, second)):
            yield first, second


def _are_as_long(first: Draft, second: Draft) -> bool:
    """Say whether two figures are of times that compare: a half year is none to a year."""
    if first.period_end is None or second.period_end is None:
        return False
    if first.period_start is None or second.period_start is None:
        return True
    return abs((first.period_end - first.period_start) - (second.period_end - second.period_start)).days < _LEAP


def _direction(view: SentenceView, first: Draft, second: Draft) -> str:
    """Say which way from the earlier to the later; what follows "against" is the earlier one."""
    later, earlier = first, second
    if _FROM.search(view.text(first.start - 12, first.number_start)):
        later, earlier = second, first  # "from 790 to 850 million"
        return "increase" if (later.quantity.value or 0) > (earlier.quantity.value or 0) else "decrease"
    between = view.text(first.end, second.number_start)
    if not _BASE.search(between) and first.period_end and second.period_end and first.period_end < second.period_end:
        later, earlier = second, first
    return "increase" if (later.quantity.value or 0) > (earlier.quantity.value or 0) else "decrease"


def _between(view: SentenceView, first: Draft, second: Draft, draft: Draft) -> bool:
    return abs(draft.start - first.start) < 80 or abs(draft.start - second.end) < 80


_AND_ON = Scripts(r"[^。;]{0,12}[,、]再到")


def find_turns(view: SentenceView) -> dict[Cue, str]:
    """Return the words of a turn from one channel to another, with their signals."""
    out: dict[Cue, str] = {}
    signals = _signals(view.vocabulary)
    for first, second in pairwise(view.channels):
        if out.get(first) == "increase":
            continue  # what was turned to is not left at once: 从贴牌转向自主品牌,内销 ...
        if first.key == second.key or second.span.start > first.span.end + 90:
            continue
        around = view.text(first.span.start - 60, second.span.end)
        if _AND_ON.match(view.text(second.span.end, second.span.end + 24)):
            continue  # 从国内批发,到畅销海外,再到直播: one beside the other
        for before, between in signals.turns:
            if before.search(around):
                left, taken_up = re.escape(first.span.of(view.folded)), re.escape(second.span.of(view.folded))
                if re.search(f"{before.pattern}{left}{between}{taken_up}", around):
                    out[first], out[second] = "decrease", "increase"
    for channel, pattern in signals.ends_of_turns:
        for match in pattern.finditer(view.folded, view.start, view.end):
            end = Span(*match.span("to"))
            if not any(cue.span.overlaps(end) for cue in out):
                named = (cue for cue in view.channels if cue.key == channel and cue.span.overlaps(end))
                out[next(named, Cue(end, "channel", channel))] = "increase"
            for cue in view.channels:
                if match.start() <= cue.span.start < end.start and cue.key == "oem":
                    out[cue] = "decrease"
    return out


def changed_by_words(view: SentenceView, cue: Cue) -> str | None:
    """Return the direction of the nearest word of change beside the channel's word, if any is near enough."""
    clause = view.clause(cue.span)
    signals = _signals(view.vocabulary)
    best: tuple[int, str] | None = None
    if (told := _told_behind(view, cue, signals)) is not None:
        return told
    if _USED_TO.search(view.text(cue.span.start - 24, cue.span.start)):
        return "decrease"  # "factories that used to process for overseas brands"
    for direction, pattern in (("decrease", signals.decrease), ("increase", signals.increase)):
        for match in pattern.finditer(view.folded, clause.start, clause.end):
            gap = view.text(match.end(), cue.span.start) or view.text(cue.span.end, match.start())
            if _parted(view, gap, match.end(), cue):
                continue
            lead = view.text(max(clause.start, match.start() - _LEAD), match.start())
            if _UNREAL.search(lead):
                return None  # feared, hoped for or denied: nothing has changed
            if direction == "increase" and _SLOWS.search(lead):
                continue
            if best is None or len(gap) < best[0]:
                best = (len(gap), direction)
    return best[1] if best else None


def _told_behind(view: SentenceView, cue: Cue, signals: _Signals) -> str | None:
    """Return the direction told behind an aside: "Online orders, which boomed at first, have fallen back"."""
    aside = _ASIDE.match(view.folded, cue.span.end, view.end)
    if aside is None:
        return None
    words = view.text(aside.end(), aside.end() + _NEAR)
    for direction, pattern in (("decrease", signals.decrease), ("increase", signals.increase)):
        if (found := pattern.search(words)) is not None and _STOP.search(words[: found.start()]) is None:
            return direction
    return None


def is_planned(view: SentenceView, cue: Cue) -> bool:
    """Say whether a Chinese clause tells what is to come of the channel: 今后将重点布局电商领域."""
    clause = view.clause(cue.span)
    before = view.text(clause.start, cue.span.start)
    return not before.isascii() and _PLANS.search(before) is not None


def _parted(view: SentenceView, gap: str, end: int, cue: Cue) -> bool:
    limit = _NEAR if gap.isascii() else _NEAR_ZH
    if len(gap) > limit or _STOP.search(gap) or any(c.isdigit() for c in gap):
        return True
    start, stop = (end, cue.span.start) if end <= cue.span.start else (cue.span.end + 2, end)
    return any(
        m.key not in ("sales", "export", "domestic_sales", "import", "enterprises", "employment", "nothing")
        and start <= m.span.start < stop
        for m in view.measures
    )


def is_site(view: SentenceView, cue: Cue) -> bool:
    """Say whether the place is one for the channel: "a well-known export base"."""
    words = cue.span.of(view.folded)
    return words.endswith("base") or _signals(view.vocabulary).site.match(view.text(cue.span.end, view.end)) is not None


def says_sold(view: SentenceView, cue: Cue) -> bool:
    """Say whether the channel's word itself says that goods are sold so: "go to the US", "for foreign brands"."""
    return _signals(view.vocabulary).verbal.match(cue.span.of(view.folded)) is not None


_DENIED = re.compile(r"\b(?:nor|neither|never|hardly|(?:do|does|did|is|are) not|(?:do|does|is|are)n't|no)\b[^,;.]*\Z")


def is_sold(view: SentenceView, cue: Cue) -> bool:
    """Say whether the words around say that goods are sold that way."""
    signals = _signals(view.vocabulary)
    clause = view.clause(cue.span)
    if _DENIED.search(view.text(clause.start, cue.span.start)):
        return False
    if says_sold(view, cue):
        return True
    before = view.text(max(clause.start, cue.span.start - 45), cue.span.start)
    after = view.text(cue.span.end, min(clause.end, cue.span.end + 30))
    return bool(signals.sold_before.search(before) or signals.sold_after.match(after))
