"""Shares of channels: the percentage that a channel's word is joined to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.one_land import OF_ONE_LAND
from pipelines.interpret.same_share import SAME_SHARE
from pipelines.interpret.share_wholes import is_of_a_market, is_sold_there
from pipelines.interpret.shares import (
    CONTRIBUTION,
    ITS_GROWTH,
    PART_OF_BEFORE,
    RATE_OF_PROFIT,
    REST,
    TAKE_UP,
    is_of_economy,
    is_part_of_exports,
    is_ratio,
    says_which,
)
from pipelines.interpret.sold_where import OF_WHAT
from pipelines.interpret.stretches import is_first_of_two
from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

# "a 70% market share", 八成受访的厂商
_IS_NO_WAY = re.compile(
    r" market share\b| of (?:the )?(?:respondents|(?:firms|companies) (?:surveyed|polled))\b|的?受访"
)
_WIDER = frozenset({"nation", "world", "province"})
_FEW = re.compile(
    r"s? (?:is|are|was|were|remain(?:s|ed)?) (?:still |very |quite )?"
    r"(?:small|few|modest|negligible|marginal|minor|limited|scarce|"
    r"large|high|important|significant|strong):\s*(?:just |only |barely |about |some |a mere |over |more than )*\Z"
)
_LABEL = re.compile(r"s? ?(?:goods|products|sales|items|lines?|brands?|orders|trade|business)?: ?")
_AMONG = re.compile(r"(?:当|當|之)?[中里裡](?:[又还還也亦])?有?")
_PARTED = re.compile(r"[;:。]|,\s*(?:the\s+)?[a-z]+\s+(?:is|are|was|were|ma[dk]es?)\b")
_LISTED = re.compile(r"\s*(?:,|、|,? ?and|和|与|及)\s*")
_EACH = re.compile(r"\beach\b|各占?")
_FROM = Ending(
    r"(?:\bfrom (?:about |some |nearly |over |less than |more than |under |just |only )?|[由从](?:[^,;]{0,8}的)?)\Z"
)
_TO = re.compile(r"(?: [a-z]+ (?:19|20)\d\d)? to\b|(?:[^,;]{0,6})[到至为]")
_RATIO = Scripts(r"\b(?:share|proportion|ratio|percentage)\b|占比|比重|比例")
_WITHOUT = Scripts(
    r"\b(?:lack\w*|without|no|not|never|neither|hardly)\b|没有|缺乏|缺少|尚无|无(?=[自品])|不(?:做|是|靠)"
)
_TELLS_AGAIN = re.compile(
    r"\s*(?:约|已|也|就|只|仅|均)?占|"
    r"\s*(?:accounting for|representing|making up|equivalent to|equal to|or|about|which is|i\.e\.)(?= )|\s*\Z"
)
_OWN_TRADE = Scripts(
    r"总?产值|销售|营业?收入|营收|总?产量|总量|订单|销量|交易额|成交额|公司|企业|"
    r"\b(?:sales|output|turnover|production|revenue|business|orders)\b"
)
_NO_OWN = Scripts(r"出口|外贸|进口|内销|全[国球省]|世界|全行业|export|import|\b(?:china|india|world|nation|country)")
_NEXT = re.compile(r"\s*(?:and|while|but|而)\b")
_TRADED = Scripts(r"export|sales|turnover|output|production|orders|出口|销售|交易|产值|营收|订单")
_EXPORT = Scripts(
    r"\bexports?(?: (?:value|volume|revenue|earnings|turnover|sales|income|proceeds))?"
    r"(?:\s+(?:of|from|by|made|in|during|to)\b.*)?\Z|(?:出口|外销)(?:额|总额|量)?\Z"
)
_MAKES = re.compile(
    r"\b(?:makes?|made|produces?|produced|manufactures?|manufactured|supplies|supplied|accounts? for|accounted for|"
    r"accounting for|turns out)(?: (?:about|some|nearly|over|around|almost|roughly))? ?\Z"
)
# "95 percent of them were made in Sialkot and all the exporting companies": something else is told of those
_MADE_AND = re.compile(
    r"\b(?:is|are|was|were) (?:made|manufactured|produced|woven|knitted|sewn|crafted) (?:in|at|by) [^,;]{2,40}? and "
    r"(?:all|the|its|most|many|some|they|it|these|those)\b"
)
_ROUTES = frozenset({"route", "ownership"})


@lru_cache(maxsize=8)
def _link(vocabulary: Vocabulary) -> Scripts:
    return Scripts("|".join(f"(?:{pattern})" for pattern in vocabulary.table("signals")["share_link"]))


_EXPORTS_TO_A_LAND = re.compile(r"\bexports to (?:the )?[a-z]{2,}")
_OF_THE_TOTAL = re.compile(r"the (?:total|whole)\b")
_FROM_THERE = re.compile(r" (?:is|are|was|were|comes?|came|originates?) from ")
_OF_EXPORTS = re.compile(r"\W*of (?:all |the )?[^,;]{2,60}exports,? (?:about |some |nearly |over |more than )*")
# "Exports were 88 percent of the 2021 level": a comparison, and no part
_OF_ANOTHER_TIME = re.compile(
    r"(?:the |its |their |those of )?(?:(?:19|20)\d\d|last year's|the year before's|previous|pre-[a-z]+|peak)(?:'s)?"
    r"(?: (?:level|levels|figure|total|value|volume|exports|output|sales|peak))?(?:[.,; ]|\Z)"
)


def find_shares(view: SentenceView, drafts: Sequence[Draft], cues: Sequence[Cue]) -> Iterator[tuple[Draft, Cue]]:
    """Yield each percentage that is the share of a channel, with the word that says which."""
    last: tuple[Draft, Cue] | None = None
    for draft in drafts:
        if draft.unit_class != "percent" or (draft.grows and not _was_level(view, draft)):
            continue
        if draft.rules.get("indicator") in (OF_ONE_LAND, PART_OF_BEFORE, RATE_OF_PROFIT, CONTRIBUTION):
            last = None
            continue
        again = draft.rules.get("indicator") == SAME_SHARE
        if again and draft.before is not None and draft.before.indicator == "other_percent":
            continue  # "the share of metalware in exports has come down from 90% to 65%"
        if last is not None and (again or _goes_on_to(view, draft, last[0])):
            cue = last[1]
            draft.indicator, draft.share_channel, draft.share_scope = last[0].indicator, cue.key, "own"
        else:
            found = _of_level(view, draft, drafts, cues) or _channel(view, draft, cues)
            if found is None:
                continue
            cue = found
        last = draft, cue
        yield draft, cue
        yield from ((draft, other) for other in _alike(view, draft, cue, cues))


def _goes_on_to(view: SentenceView, draft: Draft, first: Draft) -> bool:
    """Say whether the share is what another one went to: "internet sales went from 5% to 22%"."""
    return draft.before is first and draft.share_channel is None and is_first_of_two(view, first)


def _alike(view: SentenceView, draft: Draft, cue: Cue, cues: Sequence[Cue]) -> Iterator[Cue]:
    """Yield the channels with the same share: "exports and home sales each make half", 外贸与内销各占一半."""
    if not _EACH.search(view.text(cue.span.end, draft.number_start)):
        return
    if view.folded.startswith("内外销", cue.span.start - 1):
        yield Cue(Span(cue.span.start - 1, cue.span.end), "channel", "domestic")
    for other in reversed([c for c in cues if c.span.end <= cue.span.start]):
        if not _LISTED.fullmatch(view.folded, other.span.end, cue.span.start):
            return
        yield other
        cue = other


def _was_level(view: SentenceView, draft: Draft) -> bool:
    """Say whether the figure is a share that changed: "the share of exports fell from 80 percent to 55"."""
    start, end = draft.number_start, draft.end
    return (
        _FROM.search(view.text(start - 24, start)) is not None
        and _TO.match(view.text(end, end + 40)) is not None
        and _RATIO.search(view.text(draft.clause.start, start)) is not None
    )


_EXPORTS_MAKE = re.compile(
    r"(?:\A|[,;] )\W*(?:(?:and|while|as) )?exports? (?:now |already |still )?(?:accounts?|accounted|accounting) for "
    r"(?:(?:about|around|some|nearly|over|more than|almost) )*\Z"
)
_TRADE_ENDS = re.compile(r"\b(?:business|turnover|sales|revenues?)[.,; ]*\Z")


def _channel(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the word of the channel whose share the figure is; the figure's indicator becomes that share."""
    if draft.grows:
        draft.grows, draft.growth_of, draft.direction, draft.indicator = False, None, None, "other_percent"
    if is_part_of_exports(draft) or _IS_NO_WAY.match(view.folded, draft.end):
        return None
    if draft.share_channel is not None and is_ratio(draft):
        return Cue(Span(draft.clause.start, draft.start), "channel", draft.share_channel)  # 内外销比例为7:3
    named = _named(view, draft, cues)
    of = _words_of_whole(view, draft)
    if is_of_a_market(draft) or is_of_economy(of) or _OF_ANOTHER_TIME.match(of) or is_sold_there(draft):
        return None
    if _FROM_THERE.match(view.folded, draft.end, view.end) and _OF_EXPORTS.fullmatch(
        view.folded, view.start, draft.start
    ):
        return None  # "Of India's knitwear exports, 55 percent come from Tiruppur"
    if _EXPORTS_TO_A_LAND.search(view.text(draft.clause.start, draft.start)) and _OF_THE_TOTAL.match(of):
        return None  # "Exports to Europe make up 40 percent of the total": of all exports
    if named is None and (draft.indicator not in ("other_percent", "market_share") or _of_wider(view, draft)):
        made = _exports_of_the_trade(view, draft, cues, of)
        return _set_channel(draft, made) if made is not None else None
    if (
        named is None
        and draft.share_scope == "other"
        and any(view.printed[place.start : place.end] == draft.share_of for place in view.places)
    ):
        return None  # 产值、出口分别占温州市的60%、40%
    behind, before = _behind(view, draft, cues), _before(view, draft, cues)
    if (
        before is not None
        and behind is not None
        and not _touches(view, before, draft)
        and _touches(view, behind, draft)
    ):
        before = None  # "70% domestic sales, 30% exports"
    cue = _in_turn(view, draft, cues) or before or named or behind
    if cue is None and of and _TRADED.search(of):
        cue = _route_before(view, draft, cues)  # of the whole trade: "wholesale brought 75 percent of total exports"
        if cue is None or "export" in of:
            return cue
    whole = _whole(view, draft)
    apart = whole is not None and cue is not None and not cue.span.overlaps(whole)
    if apart and cue is not None and cue.key == "export" and _EXPORT.search(of):
        return None  # a part of the exports, not the part that is exported
    if cue is not None and cue.key == "export" and whole is not None and cue.span.overlaps(whole):
        if draft.share_scope in ("world", "nation") and _EXPORTS_OF.search(of):
            return None  # "40 percent of carpet exports in the world"
    if cue is not None and cue.key == "export" and cue.span.end <= draft.start:
        if draft.share_scope == "world" and of.endswith((" market", " market.", " market,")):
            return None  # "exports amount to 0.31% of the total textile world market"
    if cue is not None and cue.key == "export" and _OUT_OF_THE_LAND.match(view.folded, cue.span.end):
        if _MAKES.search(view.text(draft.clause.start, draft.start)):
            draft.indicator, draft.share_channel, draft.share_scope = "market_share", None, "nation"
            draft.decide("indicator", "market_share", of, None, "a part of what the country exports")
            return None
    if cue is not None and cue.key == "domestic" and whole is not None and cue.span.overlaps(whole):
        if draft.share_scope == "nation" and _MAKES.search(view.text(draft.clause.start, draft.start)):
            return None  # "makes 30 percent of the pump sets sold in the country"
    return _set_channel(draft, cue) if cue is not None else None


def _set_channel(draft: Draft, cue: Cue) -> Cue:
    if draft.share_channel != cue.key:
        draft.share_channel, draft.share_scope = cue.key, "own"
        draft.indicator = str(draft.view.vocabulary.table("channels")[cue.key]["share"])
        draft.decide("indicator", draft.indicator, cue.span.of(draft.view.folded), cue.span, "share of a channel")
    return cue


def _exports_of_the_trade(view: SentenceView, draft: Draft, cues: Sequence[Cue], of: str) -> Cue | None:
    """Return the word of "Exports account for 70 per cent of Portugal's textile business", which is all its trade."""
    if not _EXPORTS_MAKE.search(view.text(draft.clause.start, draft.start)) or not _TRADE_ENDS.search(of):
        return None
    return next((cue for cue in cues if cue.key == "export" and cue.span.end <= draft.start), None)


_OUT_OF_THE_LAND = re.compile(r" (?:from|by|out of) the (?:country|nation)\b")
_EXPORTS_OF = re.compile(
    r"\bexports?\b[a-z ]{0,20}? (?:in|from|of|by) (?:the )?[a-z]|\bexported (?:from|by) (?:the )?[a-z]"
)


# 七成走批发,两成靠电商
_GOES_BY = frozenset(
    ("", *"靠走做是经开", "通过", "依靠", "兼营", "兼做", "through", "via", "by", "on", "in", "at", "over")
)


_OF_ITS_GOODS = re.compile("的(?:产品|订单|销量|货|企业|商户|生意)(?:均|都)?(?:以|靠|走|做|是|为|经|通过|用于)?")


def _touches(view: SentenceView, cue: Cue, draft: Draft) -> bool:
    """Say whether nothing but a space, or a Chinese verb, stands between the channel's word and the figure."""
    start, end = sorted((cue.span, draft.quantity.span))
    between = view.text(start.end, end.start).strip()
    return between in _GOES_BY or _OF_ITS_GOODS.fullmatch(between) is not None


def _in_turn(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the channel whose turn it is: "exports and domestic sales account for 30 and 70 percent"."""
    counted = [q for q in view.quantities if q.kind in ("percent", "number")]
    if len(counted) < 2 or len(cues) < 2 or draft.quantity not in counted:
        return None
    first = last = counted.index(draft.quantity)
    while first and _LISTED.fullmatch(view.folded, counted[first - 1].end, counted[first].start):
        first -= 1
    while last + 1 < len(counted) and _LISTED.fullmatch(view.folded, counted[last].end, counted[last + 1].start):
        last += 1
    row = counted[first : last + 1]
    since = counted[first - 1].end if first else 0
    before = [cue for cue in cues if since <= cue.span.start and cue.span.end <= row[0].start]
    links = [(a.span.end, b.span.start) for a, b in pairwise(before)]
    if len(row) < 2 or len(row) != len(before) or not all(_LISTED.fullmatch(view.folded, *link) for link in links):
        return None
    return before[row.index(draft.quantity)]


def _of_wider(view: SentenceView, draft: Draft) -> bool:
    """Say whether the whole is more than the subject's own: but "leave the country" names no whole."""
    if draft.share_scope not in _WIDER or draft.share_of is None:
        return draft.indicator == "market_share"
    whole = _whole(view, draft)
    if whole is None:
        return True
    places = [place.span for place in view.places if place.level in ("country", "province")]
    named = [span for span in (*places, *(cue.span for cue in view.wholes)) if whole.covers(span)]
    roads = [cue.span.start for cue in view.channels if cue.span.overlaps(whole)]
    return any(span.start < min(roads, default=whole.end) for span in named)


def _whole(view: SentenceView, draft: Draft) -> Span | None:
    """Return where the words of the whole stand."""
    start = view.printed.find(draft.share_of, view.start, view.end) if draft.share_of else -1
    return Span(start, start + len(draft.share_of or "")) if start >= 0 else None


def _words_of_whole(view: SentenceView, draft: Draft) -> str:
    """Return the words of the whole, folded; of a whole that stands elsewhere in lower case."""
    whole = _whole(view, draft)
    return view.text(whole.start, whole.end) if whole is not None else (draft.share_of or "").lower()


def _named(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the words of the channel that the figure has already been given."""
    if draft.share_channel is None:
        return None
    same = [cue for cue in cues if cue.key == draft.share_channel]
    unnamed = Cue(draft.quantity.span, "channel", draft.share_channel)  # "70 percent stays in the country"
    return min(same, key=lambda cue: abs(cue.span.start - draft.start), default=unnamed)


def _behind(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the channel that follows in the clause: "95 % of the rugs go to America", 九成企业做贴牌."""
    clause = draft.clause
    if not view.text(clause.start, clause.end).replace(draft.quantity.span.of(view.folded), "").strip():
        clause = view.clause(Span(clause.end + 1, clause.end + 2))  # "almost everything, 95pc, leaves the country"
    end = min(clause.end, draft.gap_end)
    following = [cue for cue in cues if draft.end <= cue.span.start < end or cue.span.covers(draft.quantity.number)]
    if not following or _NEXT.match(view.folded, draft.end, end):
        return None
    between = view.text(draft.end, following[0].span.start)
    if _MADE_AND.search(between) is not None:
        return None
    if _WITHOUT.search(between) or TAKE_UP.search(between) or OF_WHAT.search(between) or REST.search(between):
        return None
    return None if says_which(draft, following[0], end) else following[0]


def _before(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the channel that the figure is said of: "private label still makes 70 %", 线上占七成."""
    start, number = draft.start, draft.number_start
    before = [cue for cue in cues if cue.span.end <= number and cue.span.end > start - 70]
    if not before:
        return None
    cue = before[-1]
    between = view.text(cue.span.end, number)
    if _FEW.match(between) or _LABEL.fullmatch(between):
        return cue  # "Exports are small: just 4 percent of production", "own-label goods: 65%"
    if _AMONG.match(between):
        return None  # 内销中又有约三成经由电商
    if any(cue.span.end <= q.start < start for q in view.quantities) or _PARTED.search(between):
        return None
    if ITS_GROWTH.match(between) or _is_of_goods(view, between, cue.span.end):
        return None
    return cue if _link(view.vocabulary).search(between) else None


def _is_of_goods(view: SentenceView, between: str, start: int) -> bool:
    """Say whether the share is that of some goods in the whole: "出口以低档鞋为主,运动鞋约占85%"."""
    comma = between.rfind(",")
    return comma >= 0 and any(start + comma < product.span.start < start + len(between) for product in view.products)


def _of_level(view: SentenceView, draft: Draft, drafts: Sequence[Draft], cues: Sequence[Cue]) -> Cue | None:
    """Return the channel whose figure the share tells again: 外销8亿元,占总产值的三成."""
    whole = _words_of_whole(view, draft)
    if draft.grows or draft.indicator != "other_percent" or not _OWN_TRADE.search(whole) or _NO_OWN.search(whole):
        return None
    clause = draft.clause
    if not _TELLS_AGAIN.match(view.text(clause.start, draft.number_start)):
        return None
    if any(draft.end <= cue.span.start < min(clause.end, draft.gap_end) for cue in cues):
        return None  # 出口86亿美元,90%的产品以自主品牌销售
    earlier = [other for other in drafts if other.end <= draft.start]
    for other in reversed(earlier):
        if ";" in view.text(other.end, draft.start):
            return None
        named = [cue for cue in cues if other.gap_start <= cue.span.start and cue.span.end <= other.number_start]
        if named:
            cue = named[-1]
            draft.share_channel, draft.share_scope = cue.key, "own"
            draft.indicator = str(view.vocabulary.table("channels")[cue.key]["share"])
            draft.decide("indicator", draft.indicator, cue.span.of(view.folded), cue.span, "share of a channel")
            return cue
        if not other.grows:
            return None
    return None


def _route_before(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    groups = view.vocabulary.table("channels")
    before = [cue for cue in cues if cue.span.end <= draft.start and groups[cue.key]["group"] in _ROUTES]
    if not before or ";" in view.text(before[-1].span.end, draft.start):
        return None
    return before[-1]
