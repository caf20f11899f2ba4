"""Shares: the whole that a percentage is of, and whether it is the share of a trade channel or of a market."""

import re
from dataclasses import dataclass

from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Cue
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_OF = re.compile(
    r"(?:\s*(?:or more|or so|share|in total|a year))?\s*(?:\([^()]*\))?\s*,?\s*(?:of|in|"
    r"from)\s+(?!(?:19|20)\d\d\b)(?P<whole>(?:[^,;:()。]|,(?=\d{2})){1,90})"
)
_GIVES = Ending(r"\bcontribut(?:es?|ed|ing)\s+(?:about |around |over |nearly |more than |some )?\Z")
_TO = re.compile(r"\s*(?:to|towards)\s+(?P<whole>[^,;:()。]{1,90})")
_OF_AMOUNT = re.compile(r"\s+of\s+(?:the |its |all |total )?(?:about |some |over |nearly )?")
_WHOLE_END = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|comes?|came|goes|go|went|makes?|being|and employ\w*|while|"
    r"which|that|who|with|in (?:19|20)\d\d|last year|this year|"
    r"under (?:its|their|the|a|an|his|her|foreign|other|own)|for (?:the|export)|to (?:the|other)|"
    r"(?:end(?:s|ed)?|wind(?:s)?) up|leaves?|finds? (?:its|their)|heads? (?:to|for)|lands? (?:in|on)|stays? (?:in|at)|"
    r"(?:sold|exported|produced|made)(?! (?:nationwide|worldwide|globally|"
    r"in the (?:world|country))\b)|"
    r"live|work)\b"
)
_SHARE_OF = re.compile(
    r"(?:share|proportion|percentage|ratio|part)s?\s+(?:of|in)\s+(?P<whole>[^,;:()]{1,60}?)(?:\s+(?:is|"
    r"was|are|were|at|of|reached|stood|hit|rose|grew|to|up|about|over|has|had)\b.*)?\Z"
)
_MARKET_SHARE = re.compile(
    r"\b(?P<whole>(?:global|world|worldwide|international|domestic|national|world's|country's|"
    r"nation's|[a-z]+(?:ese|ian|ish|can)) "
    r"market) share\b[^;]{0,60}\Z"
)
_ZH_WHOLE = Scripts(
    r"(?:占(?:到|据了?|了|有|比)?|居)(?P<whole>(?![了据])[^,;。占]{1,24}?)(?:的|比重|比例|份额|总量的)?(?:比重|比例|份额)?(?:[从由](?:\d{4}年的?|去年的?)?)?(?:达到|达|为|约|近|超过|超|逾|至|高达|的)*\s*\Z"
)
# "占福建省的1/4、全国的1/20": the second whole goes without the verb.
_ZH_ALSO = Scripts(
    r"\s*[、,和及与]\s*(?P<whole>(?:全国|全球|世界|全省|全市|全县|我国|中国|国内|国际|海外)[^,;。占\d]{0,12}?)的?"
    r"(?:约|近|超过|超|逾)?\s*\Z"
)
_ZH_MARKET = Scripts(
    r"(?P<whole>(?:国内|全国|全球|国际|世界|全世界|省内|全省)[^,;。占\d]{0,8}?市场)(?:的)?(?:占有率|份额|占比)[^,;。\d]{0,6}?\Z"
)
_ZH_AFTER = Scripts(r"\s*(?:以上|左右)?的(?P<whole>[^,;。]{1,20})")
# 全国八成的羽绒服市场份额: the whole before the figure, what is shared behind it
_ZH_FRONT = Ending(
    r"(?P<whole>全国|全中国|全球|全世界|世界|全省|我国|国内|中国|全台|亚洲|欧洲|海外|国际|国外)"
    r"(?:近|约|超|超过|逾|将近|大约|高达|接近|平均)?\Z"
)
_ABROAD_ALL = frozenset({"海外", "国际", "国外"})
# 生产着全国三分之一的拉杆箱, 供应全世界五成以上的水龙头
_ZH_MAKES = Ending(r"(?:生产|制造|供应|供给|贡献|承包|出产|产出|加工|包揽|提供|占据?|拿下)(?:着|了|出)?\Z")
_ZH_GOODS = Scripts(
    r"(?:以上|左右|多)?的?[^,。;的]{0,14}?"
    r"(?:市场份额|份额|市场|产量|产能|产值|出口量|出口额|出口|销量|销售额|供应|货源|供货)|"
    r"(?:以上|左右|多)?的[^,。;的]{1,10}?(?=[均都]?(?:产自|来自|出自|产于|出于))"
)
_SHARE_WORD = Scripts(
    r"\baccount\w*|\bshare\b|\bproportion|\bpercentage of|\brepresent\w*|\bmak(?:e|es|ing) up|\bmade up|"
    r"\bcontribut\w+|\boccup\w+|\btak(?:e|es|ing) up|\bmarket\b|占|份额|比重|比例|市占率|占有率"
)
_ZH_RATE = Scripts(r"(?:占比|比重|比例|占|率|份额)(?:[^,;。\d]{0,8})\Z")
_OWN = re.compile(
    r"(?:its|their|all|total|the total|the (?:products?|output|production|goods|sales|turnover|garments?|"
    r"total)|products?|output|production|goods|sales|turnover|产品|产量|销售|总产量|产值|总额|销量|营收|总量|全部)"
)
_PRODUCT_WORDS = Scripts(
    r"products?|output|production|goods|garments?|sales|turnover|revenue|wares?|business|orders|apparel|"
    r"clothing|产品|产量|产值|销售|订单|销量|生产|总量|营收|业务"
)
_PARTICIPLE = re.compile(r"(?:exported|sold|shipped|sent|made)\b")
_MADE_AT = re.compile(r"\b(?:is|are|was|were) (?:made|manufactured|produced|woven|knitted|sewn) (?:in|at|by)\b")
_OF_GOODS = re.compile(r"\s+of (?:the |its |all |all the )?[a-z][a-z' -]{2,40} ")
_IS_FROM = re.compile(r"\b(?:is|are|was|were|comes?|came|bears?|carry|carries|go(?:es)?|went)\b")
PART_THAT_SHUT = "part that shut"
_GONE = re.compile(
    r"\s+of [^,;.\d]{3,60}? (?:have|has|had|were|was|are|is) (?:been )?"
    r"(?:shut|closed|idle|idled|laid off|out of|jobless|gone)\b"
)
_PART = re.compile(r"\b(?:export|overseas|foreign|abroad)\w*\s+(?:share|ratio|proportion|rate|percentage)\b")

OF_WHAT = re.compile(r"^ ?of what (?:the |its )?[a-z' -]{2,30}\Z")
_GO_ABROAD = Scripts(
    r"\b(?:ends? up|ended up|cross(?:es|ed)?|go(?:es)?|went|leaves?|left|ships?|sells?|stays?|stayed|remains?|remained|"
    r"(?:is|are|was|were|been)\s+(?:sold|shipped|sent|earned|destined|"
    r"bound)|find (?:its|their) way)\b|销往|卖到|运往|远销"
)
_ABROAD = Scripts(
    r"\b(?:abroad|overseas|foreign|europe|america|the us|africa|the middle east|world|international)\b|海外|"
    r"国外|欧美|境外"
)
_OWN_MAKE = re.compile(r"(?:the |its |their )?(?:total )?(?:production|output|sales|turnover)")
_AT_HOME = re.compile(
    r"(?:(?:is|are|was|were|been)\s+)?(?:sold|shipped|sent|sells?|supplied)\s+"
    r"(?:across|throughout|within|all over)\s+(?:the\s+)?(?:country|nation)\b|"
    r"(?:stays?|stayed|remains?|remained)\s+(?:in|within|inside)\s+(?:the\s+)?"
    r"(?:country|nation|home market|domestic market)\b"
)
# "overseas customers take two-thirds of the carpets"
_BUY = Ending(
    r"\b(?:buys?|bought|takes?|took|absorbs?|absorbed|purchase[sd]?) (?:(?:about|over|nearly|some|almost|up) )*\Z"
)
_FOREIGN = re.compile(r"\b(?:foreign|overseas|international)\b")
_AT = re.compile(r"\s*(?:in|within|inside|across|throughout|all over)\s+(?:the\s+)?")
# "sales of 3.2 billion euros, 65 percent of it abroad"
_OF_IT_ABROAD = re.compile(
    r"\s*of (?:it|which|that|them|this|these)\s+(?:(?:is |are |was |were )?(?:sold|earned|made|shipped)\s+)?"
    r"(?:abroad|overseas|(?:in|on|from|to) (?:foreign|overseas|export) (?:markets|buyers|customers|orders|sales)|"
    r"(?:from|in|as|through|by) exports?|"
    r"to (?:buyers|customers|markets|clients) (?:abroad|overseas)|beyond (?:its|the) borders?|"
    r"outside (?!the (?:province|state|region|city|district|town|county|zone|park)\b)(?:the )?[a-z]+)\b"
)
_BASIS = {
    "output": "volume",
    "sales": "value",
    "export": "value",
    "import": "value",
    "total_trade": "value",
    "domestic_sales": "value",
    "enterprises": "enterprises",
    "employment": "employees",
    "investment": "value",
    "profit": "value",
    "tax": "value",
    "gdp": "value",
    "orders": "orders",
}
_MARKET_MEASURES = frozenset({"output", "sales", "export", "import", "domestic_sales"})
_MARKET_WORD = Scripts(r"\bmarkets?\b|\bdemand\b|\bsupply\b|\bconsumption\b|市场|需求")


# Behind a channel's word: a percentage that follows is of the growth or the price, and no share of the channel.
ITS_GROWTH = re.compile(r"s?\s*(?:growth|prices?|increase|decline)\b|[^,;]{0,2}(?:增长|增速|增幅|降幅|跌幅|单价|价格)")
# "50 percent of the same period of last year", 为去年同期的五成: a part of what was before, and of no whole.
RATE_OF_PROFIT = "rate of profit"
PART_OF_BEFORE = "part of what was before"
_OF_A_TIME = re.compile(
    r"\s*of (?:that |the (?:level|figure|amount|value) )?(?:of |in |for |during )?(?:the )?"
    r"(?:same|corresponding|last|previous|year-ago|pre-)[- ]?(?:period|year|level|time|pandemic|crisis|month|quarter)"
)
_OF_A_TIME_ZH = Ending(r"(?:上年|去年|前年|同期|往年|疫情前)(?:同期)?(?:水平)?的(?:约|近|不足|不到)?\Z")

# 平均利润率只有3%: of no channel, whatever the clause speaks of.
_OF_SALES = Ending(
    r"(?:利润率|毛利率|净利率|毛利|出租率|产销率|开工率|稼动率|良品率|入驻率)(?:仅|只有|只|不到|不足|约|达到|达|为|在|已|高达)*\Z"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a share is of."""

    words: str
    start: int
    scope: str  # own, province, nation, world, other


def find_whole(draft: Draft) -> Whole | None:
    """Return the whole as the clause words it."""
    view, quantity = draft.view, draft.quantity
    after = view.text(quantity.end, min(quantity.end + 110, _end_of_whole(draft)))
    if match := _OF.match(after) or (
        _GIVES.search(view.text(quantity.start - 40, quantity.start)) and _TO.match(after)
    ):
        words = _WHOLE_END.split(match["whole"])[0].strip()
        return _whole(draft, words, quantity.end + match.start("whole"))
    start = draft.gap_start
    before = view.text(start, quantity.start)
    if (
        (match := _ZH_MARKET.search(before))
        or (match := _ZH_WHOLE.search(before))
        or (match := _SHARE_OF.search(before))
        or ("market share" in before and (match := _MARKET_SHARE.search(before)))
        or (start > view.start and (match := _ZH_ALSO.match(before)))
    ):
        return _whole(draft, match["whole"].strip(), start + match.start("whole"))
    inside = view.text(quantity.start, quantity.number.start)
    if match := re.search(
        r"占(?:到|了|据)?(?P<whole>[^,;。]{1,24}?)(?:的|比重|比例|份额)?(?:达|近|约|超过|超|逾)*\Z", inside
    ):
        return _whole(draft, match["whole"].strip(), quantity.start + match.start("whole"))
    if match := _ZH_FRONT.search(before):
        behind = _ZH_GOODS.match(after)
        if (
            behind
            or inside.startswith("每")
            or view.folded.startswith("每", quantity.number.start)
            or _ZH_MAKES.search(before[: match.start("whole")])
        ):
            found = _whole(draft, match["whole"], start + match.start("whole"))
            scope = "world" if match["whole"] in _ABROAD_ALL else found.scope
            return Whole(match["whole"] + (behind.group() if behind else ""), found.start, scope)
    if match := _ZH_AFTER.match(after):
        return _whole(draft, match["whole"].strip(), quantity.end + match.start("whole"))
    return None


def _end_of_whole(draft: Draft) -> int:
    """Return where the words of the whole end; they may give its amount: "83 percent of the $19 billion of exports"."""
    view, end = draft.view, draft.gap_end
    if _OF_AMOUNT.fullmatch(view.folded, draft.end, end) is None:
        return end
    following = [q for q in view.quantities if q.start >= end]
    return following[1].start if len(following) > 1 else view.end


def _whole(draft: Draft, words: str, start: int) -> Whole:
    words = _AND_END.sub("", words)
    view, end = draft.view, start + len(words)
    places = [place for place in view.places if start <= place.start < end]
    wholes = [
        cue for cue in view.wholes if start <= cue.span.start < end and not _IN_GOODS.match(view.folded, cue.span.start)
    ]
    if not wholes and _MARKET_ABROAD.match(words):
        return Whole(words, start, "world")
    if wholes:
        return Whole(words, start, wholes[0].key)
    if places:
        level = places[-1].level if len(places) == 1 else places[0].level
        scope = {"country": "nation", "province": "province"}.get(level or "", "other")
        return Whole(words, start, scope)
    return Whole(words, start, "own" if _OWN.match(words) else "other")


def read_share(draft: Draft) -> str:
    """Set whole, basis and channel of a share; return its indicator."""
    view, quantity = draft.view, draft.quantity
    if _OF_A_TIME.match(view.text(quantity.end, quantity.end + 50)) or _OF_A_TIME_ZH.search(
        view.text(quantity.start - 14, quantity.start)
    ):
        draft.decide("indicator", "other_percent", "", None, PART_OF_BEFORE)
        return "other_percent"
    if _OF_SALES.search(view.text(quantity.start - 12, quantity.number.start)):
        draft.decide("indicator", "other_percent", "", None, RATE_OF_PROFIT)
        return "other_percent"
    if _GONE.match(view.text(quantity.end, quantity.end + 90)):
        draft.decide("indicator", "other_percent", "", None, PART_THAT_SHUT)
        return "other_percent"
    whole = find_whole(draft)
    clause = draft.clause
    measures = [
        cue for cue in view.measures if whole and whole.start <= cue.span.start < whole.start + len(whole.words)
    ]
    if whole is not None:
        draft.share_of = view.quoted_between(whole.start, whole.start + len(whole.words)).rstrip(".")
        draft.share_scope = whole.scope
        draft.decide("share_scope", whole.scope, whole.words, None, "words of the whole")
    measures = [cue for cue in measures if not view.folded.startswith("'s ", cue.span.end)]  # "the company's products"
    draft.share_basis = next((_BASIS[cue.key] for cue in measures if cue.key in _BASIS), "unknown")
    start = clause.start
    if not view.text(start, quantity.start).strip(" ,"):
        start = draft.gap_start  # "the export share, 48 percent last year"
    channel = _channel(draft, whole, start, min(clause.end, draft.gap_end))
    if channel is not None:
        draft.share_channel = channel.key
        draft.share_scope = "own"
        draft.decide(
            "indicator", f"{channel.key}_share", channel.span.of(view.folded), channel.span, "share of a channel"
        )
        return str(view.vocabulary.table("channels")[channel.key]["share"])
    if (
        whole is not None
        and whole.scope in ("world", "nation", "province")
        and (
            any(cue.key in _MARKET_MEASURES for cue in measures)
            or _MARKET_WORD.search(whole.words)
            or len(whole.words) < 17
            or _is_made(draft, clause.start)
        )
    ):
        draft.decide("indicator", "market_share", whole.words, None, "share of a market")
        return "market_share"
    draft.decide(
        "indicator", "other_percent", "", None, "share of something" if whole else "percentage without a whole"
    )
    return "other_percent"


_MARKET_ABROAD = re.compile(r"(?:国际|海外|国外|境外)[^,;。]{0,4}市场")  # 国内市场的一半、国际市场的四成
# 六成企业增加了内销投入: how many began, no share of what is sold
TAKE_UP = re.compile(r"增加|上线|开设|尝试|布局|试水|打算|计划|有意")
_IN_GOODS = re.compile(
    r"home (?:textiles?|furnishings?|appliances?|decor|furniture|fabrics?|wear|linen|goods|products)\b"
)
_AND_END = re.compile(r"(?:[\s,]+(?:and|or|but|while|with|as|which|by|for|in))?[\s,、]*\Z|\s*[和及与]\s*\Z")


def _is_made(draft: Draft, start: int) -> bool:
    """Say whether the clause is of making or selling: "Ludhiana makes 90 percent of India's woollens"."""
    cues = (*draft.view.verbs, *draft.view.measures)
    return any(c.key in _MARKET_MEASURES and start <= c.span.start < draft.start for c in cues)


def _channel(draft: Draft, whole: Whole | None, start: int, end: int) -> Cue | None:
    """Return the channel whose share of its own whole the figure is: "95 % of the products are exported"."""
    view, quantity = draft.view, draft.quantity
    if (abroad := _OF_IT_ABROAD.match(view.folded, quantity.end, end)) is not None:
        return Cue(Span(quantity.end, abroad.end()), "channel", "export")
    if whole is not None and whole.scope in ("world", "nation", "province"):
        return None
    if (whole is None or whole.scope in ("own", "other")) and (sold := _sold_abroad(draft, whole, end)) is not None:
        return sold
    cues = [cue for cue in view.channels if start <= cue.span.start < end]
    if not cues:
        return None
    in_whole = [cue for cue in cues if whole and whole.start <= cue.span.start < whole.start + len(whole.words)]
    after = [cue for cue in cues if cue.span.start >= quantity.end and cue not in in_whole]
    if after and TAKE_UP.search(view.text(quantity.end, after[0].span.start)):
        return None
    if after and (says_which(draft, after[0], end) or _MADE_AT.search(view.text(quantity.end, after[0].span.start))):
        return None
    if after and (whole is None or _PRODUCT_WORDS.search(whole.words) or whole.scope == "own" or not in_whole):
        return after[0]
    if in_whole:  # "14 percent of total exports": a part of the exports, not the share that is exported
        return None
    before = [cue for cue in cues if cue.span.end <= quantity.start]
    before = [cue for cue in before if not ITS_GROWTH.match(view.text(cue.span.end, quantity.start))]
    words = view.text(start, quantity.number.start)
    if before and before[-1].key == "export" and whole is not None and _OWN_MAKE.fullmatch(whole.words.rstrip(" .")):
        return before[-1]  # "exports have been around 10 % of the total production"
    if before and (_SHARE_WORD.search(words) or _ZH_RATE.search(words) or _PART.search(words)):
        return before[-1]
    return None


def says_which(draft: Draft, cue: Cue, end: int) -> bool:
    """Say whether the channel is part of the whole: "85 percent of the towels exported to the US are from Denizli"."""
    view = draft.view
    if _OF_GOODS.fullmatch(view.folded, draft.end, cue.span.start) is None:
        return False
    verb = _IS_FROM.search(view.text(cue.span.end, end))
    return verb is not None and _PARTICIPLE.match(cue.span.of(view.folded)) is not None


def _sold_abroad(draft: Draft, whole: Whole | None, end: int) -> Cue | None:
    """Return the export that words without its name tell: "60 % of its products go to the US and Europe"."""
    view, quantity = draft.view, draft.quantity
    after = view.text(quantity.end, end)
    if (buyer := _bought_by(draft, whole)) is not None:
        return buyer
    match = _GO_ABROAD.search(after)
    if match is None or re.search(r"export|import|出口|进口", after[: match.start()]):
        return None
    at = quantity.end + match.end()
    if OF_WHAT.search(after[: match.start()]):
        return None  # "60 percent of what the town sells abroad": a part of that
    if _AT_HOME.match(after[match.start() :]) or _is_home(draft, at):
        return Cue(Span(quantity.end + match.start(), at), "channel", "domestic")
    foreign = any(
        place.level == "country" and place.place_code != view.home and at <= place.start < at + 60
        for place in view.places
    )
    if foreign or _ABROAD.search(after[match.start() : match.start() + 70]):
        return Cue(Span(quantity.end + match.start(), at), "channel", "export")
    return None


def _bought_by(draft: Draft, whole: Whole | None) -> Cue | None:
    """Return the export of "foreign buyers take half of the carpets"; what one country takes is no such share."""
    view, start = draft.view, draft.clause.start
    if whole is not None and re.search(r"export|import|market|demand", whole.words):
        return None
    if not _BUY.search(view.text(draft.start - 40, draft.start)):
        return None
    if _FOREIGN.search(view.folded, start, draft.start):
        return Cue(Span(draft.start, draft.end), "channel", "export")
    return None


def _is_home(draft: Draft, at: int) -> bool:
    """Say whether the country of the article follows: "seven out of ten pairs are sold in China"."""
    view = draft.view
    return any(
        place.level == "country" and place.place_code == view.home and _AT.fullmatch(view.folded, at, place.start)
        for place in view.places
        if at <= place.start
    )
