"""Shares of a wider whole that is told roundabout: of the nation's goods, of those sold in it, of a region's market.

"Four in ten quilts sold in China", "one in eight of the garments that the province exports", "20 percent of the world's
sheets and 30 percent of its towels". Such a share of a local place is its market share.
"""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Place
from pipelines.reference.places import ancestors
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

LOCAL = frozenset({"cluster", "district", "city", "province"})
_OTHER = frozenset({"other_percent", "export_share", "domestic_share"})
_NO_WORD = "is|are|was|were|be|goes?|go|went|comes?|came|to|from|for|with|than|abroad|who|work|live"
_WORD = rf"(?!(?:{_NO_WORD})\b)[a-z][\w'’-]*"
_BETWEEN = re.compile(rf"\s+(?:{_WORD}\s+){{0,9}}")
_NATION = re.compile(r"\b(?:country|nation|domestic market|home market)\b")
_WORLD = re.compile(r"\b(?:world|planet|globe)\b")
_PROVINCE = re.compile(r"\b(?:province|state)\b")
_DOES = re.compile(
    r"(?:ns?\b)?(?:['’]s)?(?:\s+(?:textile|garment|apparel|clothing|leather|shoe|footwear|and|chain|industry))*"
    r"\s*(?:exports?|exported|sells?|sold|ships?|shipped|buys?|bought|wears?|makes?|made|produces?|produced|earns?|"
    r"earned|uses?)\b"
)
_SOLD_IN = Ending(
    r"\b(?:sold|made|produced|woven|worn|bought|manufactured|knitted|used|consumed)(?: on ?line)? "
    r"(?:in|across|on) (?:the )?\Z"
)
_IN_TEN = re.compile(r"\b(?:out )?(?:of|in) (?:every )?\w+")
_OF_BEFORE = Ending(r"\bof (?:all )?(?:the )?[^,;.]{3,60}?\b(?P<who>[^,;.]{3,40}), (?:about |some |over |nearly )?\Z")
# "Of India's knitwear exports, Tirupur has a 50 per cent share"
_SHARE_OF = re.compile(
    r"\W*(?:of|from|out of|in) (?P<whole>(?:all |the )?[^,;]{0,40}\b(?:exports?|output|production|market|sales|"
    r"shipments)\b"
    r"[^,;]{0,40}), "
)
_WEAR = re.compile(
    r"\b(?:wears?|buys?|bought|uses?|sells?|makes?|(?:sold|made|worn|bought|used|produced|knitted|woven|sewn) in)\b|"
    r"\bin the (?:country|world)\b"
)
_ZH_EVERY = Scripts(r"每[^;。]{1,14}有")
_ZH_FROM = Scripts(r"\s*(?:来自|出自|产自|出于|在)")
_ZH_WORLD, _ZH_NATION = re.compile(r"(?:全世界|世界|全球)\Z"), re.compile(r"(?:全国|国内|中国)\Z")
_OF_ITS = re.compile(r"(?:its|those|their)\b")
_LIST_EN = re.compile(
    r"(?:,| and|, and|;)\s+(?:[a-z][a-z'-]*\s+){0,3}?(?:for )?(?:as much as |about |some |nearly |over |more than )*\Z"
)
_LIST_ZH = Scripts(r"[,、;](?P<goods>[一-鿿]{1,8}?)(?:则|也)?(?:占|约占|约|达)?(?:近|约|逾|超)?\Z")
_GOODS_SHARE = Scripts(r"占|\A[,、;][一-鿿]{2,6}约")
_ENDS = re.compile(r"\s*(?:[,.;、。)]|\Z|and\b)")
_NOT_GOODS = Scripts(
    r"export|abroad|overseas|women|worker|migrant|online|e-commerce|brand|domestic|出口|外销|内销|女|电商|贴牌|品牌|工人|企业"
)
_REGION = Scripts(
    r"\b(?:northern|southern|eastern|western|european|asian|american|african|regional|northwest\w*|northeast\w*)\b|"
    r"\b(?:europe|asia|africa|latin america|north america|america|the (?:middle east|gulf|us|united states|eu))'s\b|"
    r"北方|南方|欧洲|欧美|美国|亚洲|非洲|华东|华北|华南|东北|西北|中东"
)
_TRADED = Scripts(
    r"\b(?:markets?|exports?|production|output|consumption)(?: (?:for|in|of) [a-z][a-z' -]{2,30})?\Z|"
    r"(?:市场|产量|销量|出口)\Z"
)


# "75% of the country's security doors, 70% of its scooters and a third of the power tools"
_LIST_GOES_ON = re.compile(r" of [^,;.\d]{2,50}?(?:,|,? and) (?:about |some |nearly |over |more than |almost )?")


def widen(draft: Draft, before: Draft | None, after: Draft | None) -> None:
    """Make a share a market share where its words, or those of the share beside it, tell of a wider whole."""
    if draft.unit_class != "percent" or draft.grows or draft.subject is None:
        return
    if before is not None and before.view is draft.view and _is_whole(draft):
        if before.subject is not None and before.subject.kind in LOCAL:  # "约占全省的六成、全国的两成"
            draft.subject, draft.indicator = before.subject, "market_share"
            draft.decide("subject", draft.subject.name, "", None, "whose share was told before")
            draft.decide("indicator", "market_share", draft.share_of or "", None, "a place's share of a wider whole")
            return
    if draft.subject.kind not in LOCAL or draft.indicator not in _OTHER:
        return
    found = _said(draft) or _listed(draft, before, after) or _regional(draft, after)
    if found is not None:
        draft.indicator, draft.share_channel = "market_share", None
        draft.share_scope, draft.share_of = found
        draft.decide("indicator", "market_share", draft.share_of, None, "share of a wider whole")


def _is_whole(draft: Draft) -> bool:
    """Say whether the subject is only the whole that the share is of: 全国的两成."""
    subject = draft.subject
    return subject is not None and subject.kind == "country" and draft.share_scope == "nation"


def _said(draft: Draft) -> tuple[str, str] | None:
    """Return scope and words of a whole that stands behind the figure, or before it."""
    view, quantity = draft.view, draft.quantity
    inside = view.text(quantity.start, quantity.end)
    behind = view.text(quantity.end, quantity.end + 110)
    in_ten = _IN_TEN.search(inside) is not None
    if in_ten or behind.startswith(" of "):
        for start, end, scope in _wholes(draft, quantity.end, quantity.end + min(len(behind), 100)):
            between = view.folded[quantity.end : start]
            if _BETWEEN.fullmatch(between) is None:
                continue
            does = _DOES.match(view.text(end, end + 40))
            if _SOLD_IN.search(between) or does or (in_ten and scope != "province") or _is_demonym(view, start):
                words = view.quoted_between(quantity.end, end + (does.end() if does else 0))
                return scope, words.removeprefix("of ")
    if (found := _OF_BEFORE.search(view.text(view.start, quantity.start))) and _WEAR.search(found.group()):
        for _start, _end, scope in _wholes(draft, view.start + found.start(), quantity.start):
            return scope, " ".join(found.group().strip(" ,").split())
    if behind.startswith(" share") and (found := _SHARE_OF.match(view.text(view.start, quantity.start))):
        start, end = view.start + found.start("whole"), view.start + found.end("whole")
        for _start, _end, scope in _wholes(draft, start, end):
            return scope, " ".join(view.quoted_between(start, end).split())
    if (every := _ZH_EVERY.search(inside)) and _ZH_FROM.match(behind):
        lead = view.text(quantity.start - 8, quantity.start + every.start())
        scope = "world" if _ZH_WORLD.search(lead) else "nation" if _ZH_NATION.search(lead) else "other"
        return scope, view.quoted(quantity.span)
    return None


def _wholes(draft: Draft, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the words between two offsets that name the nation, the world, the province of the subject."""
    view = draft.view
    words = view.text(start, end)
    out = [(start + m.start(), start + m.end(), "nation") for m in _NATION.finditer(words)]
    out += [(start + m.start(), start + m.end(), "world") for m in _WORLD.finditer(words)]
    out += [(start + m.start(), start + m.end(), "province") for m in _PROVINCE.finditer(words)]
    above = ancestors(draft.subject.place_code) if draft.subject is not None and draft.subject.place_code else ()
    for place in view.places:
        code = _code(place)
        if start <= place.start < end and code is not None and (not above or code in above):
            level = place.level or ("country" if place.rule == "demonym" else "")
            scope = {"country": "nation", "province": "province"}.get(level)
            if scope is not None:
                out.append((place.start, place.end, scope))
    return sorted(out)


def _code(place: Place) -> str | None:
    return place.place_code or (place.candidates[0].place_code if place.rule == "demonym" else None)


def _is_demonym(view: SentenceView, start: int) -> bool:
    return any(place.start == start and place.rule == "demonym" for place in view.places)


def _listed(draft: Draft, before: Draft | None, after: Draft | None) -> tuple[str, str] | None:
    """Return the whole of the share beside: "35% of Turkiye's yarn and 10% of its fabric", "towels 7%, sheets 5%"."""
    view, quantity = draft.view, draft.quantity
    if before is not None and before.view is view and before.indicator == "market_share" and _same(before, draft):
        gap = view.text(before.end, quantity.start)
        theirs = draft.share_of is not None and (
            _OF_ITS.match(draft.share_of.lower())
            or (draft.share_of.lower().startswith("the ") and _LIST_GOES_ON.fullmatch(gap))
        )
        alone = draft.share_of is None and _ENDS.match(view.text(quantity.end, quantity.end + 6)) is not None
        listed = _LIST_ZH.search(gap) if alone else None
        told = theirs or (alone and _LIST_EN.search(gap)) or (listed and _GOODS_SHARE.search(listed.group()))
        if told and not _NOT_GOODS.search(re.split(r"[,;、]| and ", gap)[-1]) and before.share_scope is not None:
            return before.share_scope, draft.share_of or before.share_of or ""
    if after is not None and after.view is view and after.indicator == "market_share" and _same(after, draft):
        gap = view.text(quantity.end, after.start)
        if draft.share_scope == "other" and re.fullmatch(r" of the [a-z][a-z' -]{2,40} and (?:about |some )?", gap):
            return after.share_scope or "nation", after.share_of or ""
    return None


def _same(one: Draft, other: Draft) -> bool:
    if one.subject is None or other.subject is None:
        return False
    return (one.subject.place_code or one.subject.name) == (other.subject.place_code or other.subject.name)


def _regional(draft: Draft, after: Draft | None) -> tuple[str, str] | None:
    """Return the whole where it is the market, the output or the exports of a region: "60% of northern exports"."""
    words = draft.share_of
    if words is None or draft.share_scope != "other":
        return None
    folded = words.lower()
    beside = (
        after is not None and after.view is draft.view and after.indicator == "market_share" and _same(after, draft)
    )
    if _REGION.search(folded) and (_TRADED.search(folded) or (beside and len(folded) < 16)):
        return "other", words
    return None
