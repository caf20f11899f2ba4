"""Shares: the whole that a percentage is of, and whether it is the share of a trade channel or of a market."""

import re

from pipelines.interpret.draft import Draft
from pipelines.interpret.one_land import MARKET_WORD, OF_ONE_LAND, PRODUCT_WORDS, THEM, is_of_one_land
from pipelines.interpret.share_wholes import (
    Whole,
    end_behind_amount,
    find_whole,
    has_market_share,
    is_of_a_market,
    is_sold_out,
    is_sold_there,
    tells_time,
)
from pipelines.interpret.sold_where import sold_abroad, sold_there
from pipelines.recognise.mentions import Cue
from pipelines.recognise.sales_ratios import REACH, first_way
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_SHARE_WORD = Scripts(
    r"\baccount\w*|\bshare\b|\bproportion|\bpercentage of|\brepresent\w*|\bmak(?:e|es|ing) up|\bmade up|"
    r"\bcontribut\w+|\boccup\w+|\btak(?:e|es|ing) up|\bmarket\b|占|份额|比重|比例|市占率|占有率"
)
_ZH_RATE = Scripts(r"(?:占比|比重|比例|占|率|份额)(?:[^,;。\d]{0,8})\Z")
_PARTICIPLE = re.compile(r"(?:exported|sold|shipped|sent|made)\b")
_MADE_AT = re.compile(r"\b(?:is|are|was|were) (?:made|manufactured|produced|woven|knitted|sewn) (?:in|at|by)\b")
_FROM = re.compile(r"\bfrom (?:the )?\Z")
_TAKINGS = re.compile(
    r"\b(?:orders?|sales|turnover|revenues?|incomes?|earnings|receipts|takings|business|profits?|demand|trade|"
    r"customers?|"
    r"clients?|buyers?|visitors?)\b"
)
_OF_GOODS = re.compile(
    r"\s+of (?:the |its |all |all the )?[a-z][a-z' -]{2,40} (?<!\bare )(?<!\bis )(?<!\bwere )(?<!\bwas )"
)
_IS_FROM = re.compile(
    r"\b(?:is|are|was|were|comes?|came|bears?|carry|carries|go(?:es)?|went|ends? up|ended up|pass(?:es|ed)?|leaves?|"
    r"left|heads?|headed)\b"
)
PART_THAT_SHUT, PART_SOLD = "part that shut", "part that was sold"
_GONE = re.compile(
    r"\s+of (?:[^,;.]|[,.](?=\d)){3,60}? (?:have|has|had|were|was|are|is) (?:been )?"
    r"(?:shut|closed|idle|idled|laid off|out of|jobless|gone)\b"
)
_PART = re.compile(
    r"\b(?:export|overseas|foreign|abroad|domestic|online|e-commerce)\w*\s+(?:sales? )?"
    r"(?:share|ratio|proportion|rate|percentage)\b"
)

_GDP = re.compile(r"(?:the |its |their )?(?:[a-z'-]+ ){0,3}(?:gdp|gross domestic product|economy|national income)[ .]*")
_OWN_MAKE = re.compile(r"(?:the |its |their )?(?:total )?(?:production|output|sales|turnover)(?: of [a-z]+)?")
REST = Scripts(
    r",? (?:and|with|while|but) (?:the )?(?:rest|remainder|remaining|others?|balance)\b|[,;]?(?:其余|剩余|剩下|余下)"
)
_AND_NEXT = re.compile(r",? (?:and|while|but) ")
_EXPORT_PART = re.compile(r"\bexport(?:s|ed|ing)? \Z")  # "and export about 95 percent of them"
_THE_TOTAL = re.compile(r"the (?:total|whole)(?: (?:in|of|for) [a-z -]{2,30})?\.?")
_EXPORTS_TO = re.compile(r"\bexports to (?:the )?[a-z]{2,}")
_ITS_MAKE = re.compile(
    r"(?:all )?(?:the |all )(?:[a-z-]+ ){1,3}(?:it|they|we|which it|that it)"
)  # "the towels it makes"
_BY_THAT_ROUTE = re.compile(
    r"(?:it|them|which|that|this|these) (?:(?:is|are|was|were) )?(?:(?:sold|made|coming|earned|generated) )?"
    r"(?:via|through|by|on|over|from|in|under) (?:the |its |their )?"
)
OF_WORTH = re.compile(
    r" of (?:the |its |their )?(?:[a-z]+'s )?(?:total |annual )?(?:turnover|sales|output|production|revenues?) "
    r"of (?:about |"
    r"some |over )?"
)
_SHARE_OF_IT = re.compile(r"\b(?:share|proportion|percentage) of (?:the |its |their )?\Z")
# "sales of 3.2 billion euros, 65 percent of it abroad"
_OF_IT_ABROAD = re.compile(
    r"\s*of (?:it|which|that|them|this|these|(?:its|their|our|his|her) (?:business|market|trade))\s+"
    r"(?:(?:is |are |was |were )?(?:sold|earned|made|shipped|came|comes|coming|derived)\s+)?"
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


# Behind a channel's word: a percentage that follows is of the growth or the price, and no share of the channel.
ITS_GROWTH = re.compile(r"s?\s*(?:growth|prices?|increase|decline)\b|[^,;]{0,2}(?:增长|增速|增幅|降幅|跌幅|单价|价格)")
# "50 percent of the same period of last year", 为去年同期的五成: a part of what was before, and of no whole.
RATE_OF_PROFIT = "rate of profit"
CONTRIBUTION = "part that it has in a growth"
PART_OF_BEFORE = "part of what was before"
_OF_A_TIME = re.compile(
    r"\s*of (?:that |the (?:level|figure|amount|value) )?(?:of |in |for |during )?(?:the )?"
    r"(?:same|corresponding|last|previous|year-ago|pre-)[- ]?(?:period|year|level|time|pandemic|crisis|month|quarter)"
)
_OF_A_TIME_ZH = Ending(
    r"(?<![由从较比])(?<![由从较比][去上前]年)(?<![由从较比]\d{4}年)(?:上年|去年|前年|同期|往年|疫情前)(?:同期)?(?:水平)?的(?:约|近|不足|不到)?\Z"
)

# 平均利润率只有3%: of no channel, whatever the clause speaks of.
_OF_SALES = Ending(
    r"(?:利润率?|毛利率|净利率|毛利|贡献率|覆盖率|普及率|出租率|产销率|开工率|稼动率|良品率|入驻率)(?:仅|只有|只剩|只|剩下|剩|降至|跌至|升至|不到|不足|约|达到|达|"
    r"为|在|已|高达|能到|能有|可达|可以到|有)*\Z"
)


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
    if view.folded.startswith("的贡献", quantity.end):
        draft.direction = None
        draft.decide("indicator", "other_percent", "", None, CONTRIBUTION)
        return "other_percent"
    whole = find_whole(draft)
    if whole is not None and tells_time(view, whole):
        whole = None
    clause = draft.clause
    measures = [
        cue for cue in view.measures if whole and whole.start <= cue.span.start < whole.start + len(whole.words)
    ]
    if whole is not None:
        end = whole.start + len(whole.words)
        end = min(end, quantity.start) if whole.start < quantity.start else end  # 全球70%的打火机: of 全球
        draft.share_of = view.quoted_between(whole.start, end).rstrip(".")
        draft.share_scope = whole.scope
        draft.decide("share_scope", whole.scope, whole.words, None, "words of the whole")
    if _GONE.match(view.text(quantity.end, quantity.end + 90)):
        draft.decide("indicator", "other_percent", "", None, PART_THAT_SHUT)
        return "other_percent"
    measures = [cue for cue in measures if not view.folded.startswith("'s ", cue.span.end)]  # "the company's products"
    draft.share_basis = next((_BASIS[cue.key] for cue in measures if cue.key in _BASIS), "unknown")
    start = clause.start
    if not view.text(start, quantity.start).strip(" ,"):
        start = draft.gap_start  # "the export share, 48 percent last year"
    if is_of_one_land(draft, whole):
        draft.decide("indicator", "other_percent", "", None, OF_ONE_LAND)
        return "other_percent"
    channel = _channel(draft, whole, start, min(clause.end, end_behind_amount(draft, OF_WORTH)))
    if channel is not None:
        draft.share_channel = channel.key
        draft.share_scope = "own"
        draft.decide(
            "indicator", f"{channel.key}_share", channel.span.of(view.folded), channel.span, "share of a channel"
        )
        return str(view.vocabulary.table("channels")[channel.key]["share"])
    if is_sold_out(draft):
        draft.decide("indicator", "other_percent", "", None, PART_SOLD)
        return "other_percent"
    if (
        whole is not None
        and whole.scope in ("world", "nation", "province")
        and (
            any(cue.key in _MARKET_MEASURES for cue in measures)
            or MARKET_WORD.search(whole.words)
            or len(whole.words) < 17
            or whole.words.rstrip(".").endswith(" total")
            or _is_made(draft, clause.start)
        )
    ):
        draft.decide("indicator", "market_share", whole.words, None, "share of a market")
        return "market_share"
    if (whole is None or whole.scope == "other") and has_market_share(draft):
        draft.decide("indicator", "market_share", "", None, "market share")
        return "market_share"
    draft.decide(
        "indicator", "other_percent", "", None, "share of something" if whole else "percentage without a whole"
    )
    return "other_percent"


_BARE_SHARE = re.compile(
    r",(?:占比|比重)(?:已|约|达到|达|为|超过|超|近|高达|(?:降|升|跌|增|提高|下降|上升|提升)[至到])*"
    r"(?:[从由](?:上年|去年|(?:19|20)\d\d年)?的?)?|"
    r"(?: (?:year[- ]on[- ]year|from a year earlier|in (?:19|20)\d\d))?,? (?:and|while|but) (?:its|their|the) "
    r"(?:share|proportion) (?:dropped|fell|rose|increased|declined|climbed|grew|shrank) to "
    r"(?:(?:about|nearly|over|around|almost|more than|only|just) )*|"
    r",? (?:which )?(?:account(?:ing|s|ed) for|representing|making up) "
    r"(?:(?:about|nearly|over|around|almost|more than) )*"
)
_TAKES = re.compile(r",占(?:了|约|近|超|超过)?")  # 其中线上销售350亿元,占七成
_STOPS = re.compile(r"(?:以上|左右|多)?(?:[,;。]|\Z)")
_OF_THE_EXPORTS = re.compile(r",? (?:of|among) which,? (?:(?:about|nearly|over|around|almost|more than) )*")
_TO_A_LAND = re.compile(r" (?:went|goes|go|was|were|is|are) (?:(?:sold|shipped|exported|sent) )?to ")
_OWN_EXPORTS = frozenset({"外贸", "外贸订单", "foreign trade", "出口交货值", "外销", "export delivery value"})
# 六成企业增加了内销投入: how many began, no share of what is sold
_ANOTHER = Scripts(r";|增加|上线|开设|尝试|布局|试水|打算|计划|有意")  # the channel behind is told of for itself
TAKE_UP = re.compile(r"增加|上线|开设|尝试|布局|试水|打算|计划|有意")


def _is_made(draft: Draft, start: int) -> bool:
    """Say whether the clause is of making or selling: "Ludhiana makes 90 percent of India's woollens"."""
    cues = (*draft.view.verbs, *draft.view.measures)
    return any(c.key in _MARKET_MEASURES and start <= c.span.start < draft.start for c in cues)


# 美国和欧盟市场贡献了温州眼镜出口的69.72%: what buyers are of the exports
_BROUGHT_IN = re.compile(r"市场[^,;。]{0,4}贡献了?[^,;。]{0,12}出口[^,;。]{0,3}的(?:约|近)?\Z")


def is_ratio(draft: Draft) -> bool:
    """Say whether the share is the first part of a ratio: 内外销比例为7:3, 内外销六四开."""
    view = draft.view
    return ":" in view.text(draft.number_start, draft.number_end) or view.folded.startswith("开", draft.end - 1)


def _channel(draft: Draft, whole: Whole | None, start: int, end: int) -> Cue | None:
    """Return the channel whose share of its own whole the figure is: "95 % of the products are exported"."""
    view, quantity = draft.view, draft.quantity
    if is_part_of_exports(draft) or is_sold_there(draft):
        return None
    if view.folded.startswith(("受访", "的受访", " market share"), quantity.end):
        return None
    if whole is not None and _THE_TOTAL.fullmatch(whole.words) and _EXPORTS_TO.search(view.text(start, quantity.start)):
        return None  # "exports to Europe make up 40 percent of the total": of all exports
    if is_ratio(draft):
        way = first_way(view.text(draft.number_start - REACH, draft.start))
        return Cue(Span(draft.clause.start, draft.start), "channel", way) if way is not None else None
    if (abroad := _OF_IT_ABROAD.match(view.folded, quantity.end, end)) is not None:
        return Cue(Span(quantity.end, abroad.end()), "channel", "export")
    if (there := sold_there(draft)) is not None:
        return there
    if whole is not None and (whole.scope in ("world", "nation", "province") or is_of_economy(whole.words)):
        return None
    if whole is not None and any((p.start, p.end) == (whole.start, whole.end) for p in view.places):
        return None  # 产值、出口分别占温州市的60%、40%
    rest = REST.search(view.text(quantity.end, end))
    reach = end if rest is None else quantity.end + rest.start()  # "absorbs two thirds and the rest is exported"
    if (whole is None or whole.scope in ("own", "other")) and (sold := sold_abroad(draft, whole, reach)) is not None:
        return sold
    cues = [cue for cue in view.channels if start <= cue.span.start < end]
    if not cues:
        return _of_level_before(draft) if whole is None else None
    if (whole is None or THEM.match(whole.words) or _ITS_MAKE.fullmatch(whole.words)) and _EXPORT_PART.search(
        view.text(quantity.start - 16, quantity.start)
    ):
        return next((cue for cue in reversed(cues) if cue.key == "export" and cue.span.end <= quantity.start), None)
    in_whole = [cue for cue in cues if whole and whole.start <= cue.span.start < whole.start + len(whole.words)]
    after = [cue for cue in cues if quantity.end <= cue.span.start < reach and cue not in in_whole]
    if after and _ANOTHER.search(view.text(quantity.end, after[0].span.start)):
        return None
    if after and _AND_NEXT.match(view.folded, quantity.end):
        after = []  # "retail 25% and live streaming 15%": the next figure's
    if after and (says_which(draft, after[0], end) or _MADE_AT.search(view.text(quantity.end, after[0].span.start))):
        return None
    if after and (whole is None or PRODUCT_WORDS.search(whole.words) or whole.scope == "own" or not in_whole):
        return after[0]
    if in_whole and whole and _BY_THAT_ROUTE.fullmatch(view.folded, whole.start, in_whole[0].span.start):
        return in_whole[0]  # "sales of 4 billion yuan, 30% of it via livestreaming"
    if in_whole and _SHARE_OF_IT.search(view.text(in_whole[0].span.start - 24, in_whole[0].span.start)):
        return in_whole[0]  # "to raise the share of own brands from 3% to 10%"
    if in_whole:  # "14 percent of total exports": a part of the exports, not the share that is exported
        return None
    before = [cue for cue in cues if cue.span.end <= quantity.start]
    before = [cue for cue in before if not ITS_GROWTH.match(view.text(cue.span.end, quantity.start))]
    words = view.text(start, quantity.number.start)
    if before and whole is not None and _OWN_MAKE.fullmatch(whole.words.split(" to ")[0].rstrip(" .")):
        return before[-1]  # "exports have been around 10 % of the total production"
    if before and is_of_a_market(draft):
        return None
    if before and (_SHARE_WORD.search(words) or _ZH_RATE.search(words) or _PART.search(words)):
        return before[-1]
    return None


def _of_level_before(draft: Draft) -> Cue | None:
    """Return the channel of the amount that a bare Chinese share follows: 直播销售额28.7亿元,占比63.5%."""
    view, level = draft.view, draft.before
    if level is None or level.view is not view or not (level.grows or level.unit_class in ("money", "goods")):
        return None
    if not _BARE_SHARE.fullmatch(view.folded, level.end, draft.number_start) and not (
        _TAKES.fullmatch(view.folded, level.end, draft.number_start) and _STOPS.match(view.folded, draft.end)
    ):
        return None
    start = level.clause.start
    cues = [cue for cue in view.channels if start <= cue.span.start and cue.span.end <= level.start]
    own = level.grows and view.folded.find(" share ", level.end, draft.number_start) >= 0  # "and their share fell to"
    if not cues or (cues[-1].key == "export" and not own and cues[-1].span.of(view.folded) not in _OWN_EXPORTS):
        return None  # 服装出口12亿元,占比30%: of all exports
    return cues[-1]


def is_part_of_exports(draft: Draft) -> bool:
    """Say whether the share is of exports just told: "exports were 480 million, of which 30% went to Europe"."""
    level = draft.before
    if _BROUGHT_IN.search(draft.view.text(draft.clause.start, draft.start)):
        return True
    if level is None or level.measure != "export" or level.view is not draft.view or level.unit_class == "percent":
        return False
    return _OF_THE_EXPORTS.match(draft.view.folded, level.end) is not None and (
        _TO_A_LAND.match(draft.view.folded, draft.end, draft.view.end) is not None
    )


def is_of_economy(words: str) -> bool:
    """Say whether a share is of what a land makes in all, and so of no channel."""
    return _GDP.fullmatch(words) is not None


def says_which(draft: Draft, cue: Cue, end: int) -> bool:
    """Say whether the channel is part of the whole: "85 percent of the towels exported to the US are from Denizli"."""
    view = draft.view
    between = view.text(draft.end, cue.span.start)
    if _FROM.search(between) is not None and not _TAKINGS.search(between):
        return True  # "nine-tenths of the fabric comes from abroad"
    if _OF_GOODS.fullmatch(view.folded, draft.end, cue.span.start) is None:
        return False
    verb = _IS_FROM.search(view.text(cue.span.start, end))
    return verb is not None and _PARTICIPLE.match(cue.span.of(view.folded)) is not None
