"""The scope of each figure: whom, what or how long it covers, where that is not all that its subject does in a period.

Figures of different scopes stand side by side in the marts and are never reconciled, so a day's sales, the exports to
one country, the workshops beside the firms and "among them 30,000 from elsewhere" must not pass for the whole.
"""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.buying_lands import land_that_buys, next_land_that_buys
from pipelines.interpret.classes import is_small
from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Cue
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_FLOWS = frozenset({"money", "goods"})
_SHARES = frozenset({"percent", "points", "times", "rank", "number", "other"})
_RATIOS = _SHARES - {"percent"}
_NOT_PER = frozenset({"price", "rank", "efficiency_change", "other_count", "other_money", "other_percent"})
_TIMES = frozenset({"day", "week", "month", "hour", "season", "shift"})
_PIECEWISE = frozenset({"piece", "metre", "dozen", "kilogram"})
_BRACKET = re.compile(r"\s*\([^()\n]{0,60}\)")
_PER = re.compile(
    r"[a-z\s]{0,24}?\b(?:(?<!in )(?<!on )(?<!for )(?<!into )(?<!with )(?<!of )(?<!at )(?<!by )(?<!to )(?<!from )an? |"
    r"each |per |every )(day|week|month|hour|season|shift|item|piece|pair|garment|firm|enterprise|"
    r"household|worker|shop|stall|machine)\b(?!-)"
)
_ON_A_BASIS = re.compile(r"\W*on an? (daily|weekly|monthly) basis,")
_BASES = {"daily": "day", "weekly": "week", "monthly": "month"}
# "200 tonnes of rag is recycled in Panipat daily", "40 lakh kg yarn was being produced here per day"
_MADE_DAILY = re.compile(
    r"(?: of)?(?: [a-z-]+){0,4}? (?:is|are|was|were|gets?) (?:now |being |also )?[a-z]{3,}(?:ed|en|un|de|"
    r"old)\b[^,;.\d]{0,40}? "
    r"(?:daily|per day|a day|each day|every day)\b"
)
_PER_BEFORE = Scripts(
    r"\b(daily|weekly|monthly|hourly)\b[^,;:.]{0,40}\Z|"
    r"\b(?P<head>per capita) (?:output|sales|turnover)\b[^,;:.]{0,70}\Z|"
    r"(?:每|日|月|户|人|亩|[一单这](?=[米打场天晚件双条套]))(?:天|日|月|周|均|户|产|销)?[^,;。\d]{0,8}\Z|"
    r"人均[^,;。\d]{0,6}[由从]?\d{4}年的\Z|人均[^,;。]{2,24}(?:提高|增加|增长|上升|提升|增|升)[到至](?:\d{4}年的|去年的)?\Z"
)
_PER_CHINESE = re.compile(
    r"(?P<day>每天|每日|日均|(?<!\d)日[产销]|一天|一晚|单日)|(?P<month>每月|月均|(?<!\d)月[产销])|(?P<week>每周)|"
    r"(?P<mu>亩均)|(?P<enterprise>户均|每户|每家)|(?P<worker>人均)|(?P<piece>每件|每双|每套|一件|一双|每条|一套)|"
    r"(?P<metre>[每一]米)|(?P<tonne>每吨)|(?P<kilogram>每公斤|每千克)|(?P<dozen>[每一]打)|"
    r"(?P<session>[每一单这]场)"
)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour"}
_OF_WHICH = re.compile(
    r"(?:\b(?:among (?:them|these|which|whom)|of (?:which|whom|them|these)|including|includes)|其中(?:包括|有(?!限))?|"
    r"(?<!包)含有?|包括)(?P<words>[^;:。]*)\Z"
)
_MARKET = Ending(
    r"\b(?:[Mm]arket|[Mm]all|[Pp]laza|[Bb]azaar|[Mm]andi|(?:Textile|Leather|Garment|Clothing|Apparel|Plastics?|Silk|Fur|"
    r"Commodit(?:y|ies)|Trade|Hardware|Fabric|Shoe|Jewell?ry) (?:City|Town|Cent(?:er|re)))\Z|"
    r"(?:市场|市場|轻纺城|輕紡城|皮革城|服装城|服裝城|商贸城|商貿城|家纺城|五金城|珠宝城|小商品城|面料城|纺织城|鞋城)\Z"
)
_FURTHER = Scripts(
    r"\b(?:another|a further|an additional|in addition,?|besides,?)\s+(?:about |some |over |more than |nearly )?\Z|"
    r"(?:另有|另外还?有?|还有|此外还?有?)[^,;。\d]{0,8}\Z"
)
_WORD = Scripts(r"[A-Za-z][\w'-]*|[一-鿿]+")
_LEAD = re.compile(
    r"(?:\s|[,:(]|\b(?:about|some|over|nearly|more than|are|is|were|was|the|there|have|has|being|only|around|almost|at "
    r"least)\b)+|(?:为|有(?!限)|达|约|近|超|是|共|的)+"
)
_CLASSIFIER = re.compile(r"[家户个名](?:年|的|有|$)")  # 其中12家年产值超亿元
_TAIL = re.compile(
    r"\s*\b(?:are|is|were|was|of them|of whom|which|that|who|and|with|in|from|for|at|on)\b.*|"
    r"[,;:.()。、].*",
    re.S,
)
_BEING = re.compile(r"\s*(?:(?:are|were|is|was)\s+)?")
_SMALL = re.compile(r"\b(?:small|medium|micro|tiny|cottage)[ -]\Z")
_LONGEST = 40
_TO_LEVEL = re.compile(
    r",? (?:year[- ]on[- ]year |from a year earlier |yoy )?(?:to|reaching|to reach|and reached|hitting)"
    r" (?:about |around |some |over |nearly |more than |[a-z]{0,3}[$€£¥₹] ?)*"
)
# Firms of a size, or that did something, are not all that there are: 产值过2亿元的企业达9家, 109家企业获得自营进出口权.
_OF_SIZE = Scripts(
    r"(?P<words>(?:年?(?:工业)?(?:总?产值|销售(?:收入|额)?|营业收入|营收|主营业务收入|纳税|税收|出口额?|投资额?)在?)?"
    r"(?:[\d.百千]+万元?以上|(?:过|超|超过|逾|突破|达|上)[\d.]*[亿万千百十]+元?(?:以上)?|[\d.百十千]*亿元(?:以上|级)?))的?"
    r"(?:龙头|骨干|规模|[一-鿿]{0,4}?)?(?:企业|工厂|公司)?[^,;。\d一-鿿]{0,2}(?:仅有?|只有|有|达|达到|达到了|已有|已达|为|共|数|近|约|超|多达)*\Z"
)
_WHO_DID = re.compile(
    r"(?P<words>(?:企业|公司)?(?:获得?(?!利)|通过(?!电商|网络|直播|跨境|线上)|取得|被(?:认定|评|授)|入选|荣获|"
    r"在[^,;。]{2,18}?(?:建立|设立|开设|挂牌))[^,;。\d]{0,14})"
)
_IS_NAMED = re.compile(r"[是为][^,;。]{2,12},")
_GROWN_TO = re.compile(
    r",?(?:发展|增加|增长|增|上升|升|提高|扩大|扩展|减少|减|下降|降)?(?:到|至|为)了?(?:20\d\d年的?|去年的?|目前的?|如今的?|现在的?)?[约近超]?"
)
_ITS = re.compile(r"[^.]*[;,.] ?(?:and )?its\b")


def assign_scope(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Set the scope; `earlier` are the figures before in the sentence."""
    found = (
        _named(draft)
        or _class(draft, near=True)
        or _part(draft, earlier)
        or _some_firms(draft)
        or _rate(draft)
        or land_that_buys(draft)
        or next_land_that_buys(draft, earlier)
        or (None if _counted_all(draft, earlier) else _class(draft, near=False))
        or _passed_on(draft, earlier)
        or _market(draft)
    )
    if found is not None:
        draft.scope = found[0]
        draft.decide("scope", draft.scope, found[1], None, found[2])


Found = tuple[str, str, str]


def _counted_all(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Say whether firms of all sizes were counted before: 规上产值2600亿元,拥有企业1万多家,从业人员超50万人."""
    if draft.view.text(draft.view.start, draft.start).isascii():
        return False
    firms = [other for other in earlier if other.unit_class == "enterprise"]
    return bool(firms) and firms[-1].scope in ("all", "supporting")


def _rate(draft: Draft) -> Found | None:
    """Return "per day" for what is made or sold in a day, "per item" for what an article brings."""
    if draft.unit_class in _SHARES or draft.indicator in _NOT_PER:
        return None
    view, per = draft.view, draft.quantity.per
    if per is None or per == "year":
        per = _per_beside(view, draft)
    if per in _PIECEWISE and draft.unit_class == "money" and not is_small(view, draft.quantity):
        return None  # 一条生产线投资3亿元
    if per is None and draft.indicator == "profit" and is_small(view, draft.quantity):
        return "per item", "", "no industry earns so little"
    if per is None or per == "year" or (draft.indicator == "wage" and per not in _TIMES):
        return None
    if draft.unit_class not in _FLOWS and per in _TIMES:
        return None
    return f"per {per}", per, "rate of the figure"


def _per_beside(view: SentenceView, draft: Draft) -> str | None:
    """Return what a figure is counted by: "each day" behind it, 日均 before it."""
    quantity = draft.quantity
    bracket = _BRACKET.match(view.folded, quantity.end, view.end)
    behind = _PER.match(view.folded, bracket.end() if bracket else quantity.end, view.end)
    if behind is not None:
        return behind.group(1)
    if (basis := _ON_A_BASIS.match(view.folded, view.start, draft.start)) is not None:
        return _BASES[basis[1]]
    if draft.unit_class == "goods" and _MADE_DAILY.match(view.folded, quantity.end, draft.gap_end):
        return "day"
    first = max(draft.gap_start, draft.clause.start)
    before = view.text(first, quantity.start)
    told = _PER_BEFORE.search(before)
    if told is None:
        return None
    if told["head"]:
        return "worker"
    if told.group(1):
        adverb = Span(first + told.start(1), first + told.end(1))
        return None if view.in_name(adverb) else _ADVERBS[told.group(1)]  # "the China Daily"
    chinese = _PER_CHINESE.search(before, told.start())
    return chinese.lastgroup if chinese is not None else None


def _part(draft: Draft, earlier: Sequence[Draft]) -> Found | None:
    """Return the words of a part of what was just counted: "60,000 employees, among them 30,000 from elsewhere"."""
    if draft.unit_class in _SHARES:
        return None
    view = draft.view
    start = draft.gap_start
    if draft.unit_class in ("enterprise", "person", "shop") and _FURTHER.search(view.text(start, draft.number_start)):
        return "others", "another", "counted beside those before"
    marker = _OF_WHICH.search(view.text(start, draft.start)) if earlier else None
    if marker is None or not any(_alike(draft, other) for other in earlier):
        return None
    span, printed = draft.quantity.span, view.printed[start + marker.start("words") : start + marker.end("words")]
    behind = view.printed[draft.number_end : min(view.end, draft.gap_end, span.end + _LONGEST)]
    if _names_its_owner(draft, start + marker.start("words"), start + marker.end("words")):
        return None  # 其中产量最大的省市是广东省,产量为31亿件: all of that province's
    words = _LEAD.sub(" ", printed).strip() or _TAIL.sub("", _LEAD.sub(" ", behind, count=1)).strip(" -")
    words = " ".join(words.split())[:_LONGEST].strip()
    if not _WORD.search(words) or _CLASSIFIER.match(words):
        words = "of which"
    return words, marker.group(), "part of the figure before"


def _names_its_owner(draft: Draft, start: int, end: int) -> bool:
    """Say whether the words of a part are a clause on the place whose own figure it is."""
    code = draft.subject.place_code if draft.subject is not None else None
    if code is None or _IS_NAMED.search(draft.view.text(start, end)) is None:
        return False
    return any(place.place_code == code and start <= place.start < end for place in draft.view.places)


def _some_firms(draft: Draft) -> Found | None:
    """Return the size of the firms that are counted, or what they did."""
    if draft.unit_class != "enterprise":
        return None
    view = draft.view
    start = max(view.start, draft.start - _LONGEST)
    found = _OF_SIZE.search(view.text(start, draft.number_start))
    if found is None:
        start = draft.end
        found = _WHO_DID.match(view.text(start, start + _LONGEST))
    if found is None:
        return None
    words = view.quoted_between(start + found.start("words"), start + found.end("words"))
    return words, words, "firms of a size, or that did something"


def _alike(one: Draft, other: Draft) -> bool:
    return (one.indicator, one.quantity.unit, one.product) == (other.indicator, other.quantity.unit, other.product)


def _named(draft: Draft) -> Found | None:
    """Return the kind of firm, trade or worker that the figure's own words name: "8,000 e-commerce companies"."""
    view, quantity = draft.view, draft.quantity
    if not view.scopes:
        return None
    table = view.vocabulary.table("scopes")
    clause = draft.clause
    start, end = (
        max(draft.gap_start, clause.start),
        min(draft.gap_end, clause.end, quantity.end + _LONGEST),
    )
    wanted = "money" if draft.grows else draft.unit_class
    cues = [cue for cue in view.scopes if start <= cue.span.start < end and wanted in table[cue.key].get("of", ())]
    own = [cue for cue in cues if cue.span.overlaps(quantity.span)]
    own = own or [cue for cue in cues if _BEING.fullmatch(view.folded, quantity.end, cue.span.start)]
    own = own or [cue for cue in cues if _leads(view, cue, draft)]
    return (own[-1].key, own[-1].span.of(view.folded), "kind that the figure names") if own else None


def _leads(view: SentenceView, cue: Cue, draft: Draft) -> bool:
    """Say whether a kind named before the figure is what it counts: "online sales reached", 个体加工户4000多家."""
    if cue.span.start >= draft.start:
        return False
    between = view.folded[cue.span.end : draft.start]
    return len(between) <= _LONGEST and re.search(r"[,;:。、]", between) is None


def _market(draft: Draft) -> Found | None:
    """Return the name of the market whose own figure it is: its turnover is not the town's."""
    subject = draft.subject
    if subject is None or subject.kind != "cluster" or draft.unit_class in _RATIOS:
        return None
    if _MARKET.search(subject.name) is None or (draft.unit_class == "percent" and not draft.grows):
        return None
    return subject.name, subject.name, "market whose figure it is"


def _class(draft: Draft, *, near: bool) -> Found | None:
    """Return the class of firms that the clause, or the head of the sentence, speaks of: above designated size."""
    view = draft.view
    if not view.scopes:
        return None
    table = view.vocabulary.table("scopes")
    wide = [cue for cue in view.scopes if "of" not in table[cue.key] and not _is_of_small(view, cue)]
    start, end = draft.gap_start, min(draft.clause.end, draft.gap_end)
    told = start + 3 if start > view.start else start  # "68 above designated size, with 21,000 employees"
    if draft.clause.start >= start:
        told = draft.clause.start  # 企业1万多家,规上企业达688家
    head = view.quantities[0].start if view.quantities else view.end
    found = [cue for cue in wide if (told <= cue.span.start < end if near else cue.span.start < head)]
    if not found or (not near and (_of_customs(draft) or _is_apart(draft, found[-1]))):
        return None
    if not near and _is_of_projects(draft):
        return None
    return found[-1].key, found[-1].span.of(view.folded), "scope word in the sentence"


def _is_apart(draft: Draft, cue: Cue) -> bool:
    """Say whether the share of a market stands behind a semicolon, where firms of a size are told of before it."""
    return draft.indicator == "market_share" and ";" in draft.view.text(cue.span.end, draft.start)


def _is_of_projects(draft: Draft) -> bool:
    """Say whether projects are counted, or their growth: they are no firms of a class told of before."""
    counted = draft.before if draft.grows and draft.growth_of is None else draft
    return counted is not None and counted.quantity.unit == "project"


def _of_customs(draft: Draft) -> bool:
    """Say whether the figure is of all that left: a statistic of the customs, and not one of those firms."""
    measured = draft.growth_of if draft.grows else draft.indicator
    words = draft.view.text(draft.clause.start, draft.start)
    if draft.view.text(draft.view.start, draft.end).isascii():
        if draft.grows:
            words = draft.view.text(max(draft.view.start, draft.start - 80), draft.start).rpartition(";")[2]
        return measured in ("export_value", "investment") and _OF_ALL.search(words) is not None
    return measured in ("export_value", "export_volume", "investment") and "交货" not in words


_OF_ALL = re.compile(
    r"\bself-(?:operated|run|managed)|\bfixed[- ]assets? investment|\btotal (?:imports|exports)|\bcustoms\b"
)


def _is_of_small(view: SentenceView, cue: Cue) -> bool:
    """Say whether the words only end "small and medium scale enterprises"."""
    return _SMALL.search(view.text(cue.span.start - 12, cue.span.start)) is not None


_IN_A_ROW = re.compile(r"[、和及与]")


def _passed_on(draft: Draft, earlier: Sequence[Draft]) -> Found | None:
    """Return the scope of what the figure says more of: the firms that made it, the level that grew."""
    if not earlier:
        return None
    before = earlier[-1]
    grown = _GROWN_TO.fullmatch(draft.view.text(before.end, draft.number_start)) is not None
    if grown and before.indicator == draft.indicator and before.scope != "all":
        return before.scope, "", "scope of what it was before"  # 经销商从2300户发展到2008年的3000户
    if before.indicator == draft.indicator and before.scope in draft.view.vocabulary.table("scopes"):
        if _IN_A_ROW.fullmatch(draft.view.text(before.end, draft.start)):
            return before.scope, "", "scope of the row"  # 电商交易额分别为120亿元、85亿元和410亿元
    if draft.grows:
        levels = [other for other in earlier if other.indicator == draft.growth_of]
        if levels and levels[-1].scope != "all":
            return levels[-1].scope, "", "scope of what grew"
    last = earlier[-1]
    if last.grows and last.growth_of == draft.indicator and last.scope.startswith("to ") and last.end < draft.start:
        between = draft.view.text(last.end, draft.number_start)
        if _TO_LEVEL.fullmatch(between):  # "exports to Japan rose 12 percent to 300 million"
            return last.scope, "", "scope of the growth before"
    if last.scope.endswith("_trade") and _ITS.match(draft.view.text(last.end, draft.start)):
        return last.scope, "its", "scope of the trade named before"
    firms = [other for other in earlier if other.unit_class == "enterprise"]
    table = draft.view.vocabulary.table("scopes")
    if (
        firms
        and all(other.scope == firms[0].scope for other in firms)
        and firms[0].scope in table
        and "of" not in table[firms[0].scope]
        and draft.unit_class in _FLOWS | {"person"}
        and not any(
            other.unit_class == "percent" and other.share_channel for other in earlier if other.start > firms[-1].end
        )
    ):
        return firms[0].scope, "", "scope of the firms counted first"
    return None
