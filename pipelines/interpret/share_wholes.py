"""The whole of a share, as the clause words it: "of the country's exports", 占全国的, 国内市场份额."""

import re
from dataclasses import dataclass

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_OF = re.compile(
    r"(?:\s*(?:or more|or so|share|in total|a year))?\s*(?:\([^()]*\))?\s*,?\s*(?:of|in|"
    r"from)\s+(?!(?:19|20)\d\d\b)(?P<whole>(?:[^,;:()。]|,(?=\d{2})){1,90})"
)
_GIVES = Ending(
    r"\bcontribut(?:es?|ed|ing)\s+(?:(?:an enormous|a whopping|a massive|a huge|a mere|just|only|up to|about|around|"
    r"over|nearly|more than|some) )*\Z"
)
# "India's contribution to global exports is a little over 2 percent"
_CONTRIBUTION = re.compile(
    r"\bcontribution (?:to|in|towards) (?:the )?(?P<whole>[^,;:()]{3,60}?) "
    r"(?:is|was|stood at|stands at|reached|remains|rose to|fell to)(?: [a-z]+){0,4} ?\Z"
)
_TO = re.compile(r"\s*(?:to|towards)\s+(?P<whole>[^,;:()。]{1,90})")
_EVERYWHERE = re.compile(
    r" (?P<whole>worldwide|globally|nationwide|nationally)\b"
)  # "70 percent of China's and 30 worldwide"
_EVERY_NTH = re.compile(
    r" (?:[a-z'-]+ ){1,5}?in (?P<whole>the (?:world|country|nation)|[a-z]+)(?= (?:is|are|comes?|was|were|has)\b)"
)
_OF_AMOUNT = re.compile(r"\s+of\s+(?:the |its |all |total )?(?:about |some |over |nearly )?")
_WHOLE_END = re.compile(
    r",?\s+(?:and|with|while|but) the (?:rest|remainder|others?|balance)\b|"
    r"\s+(?<!what )(?:is|are|was|were|has|have|had|comes?|came|goes|go|went|makes?|being|and employ\w*|while|"
    r"which|that|who|with|in (?:19|20)\d\d|last year|this year|"
    r"under (?:its|their|the|a|an|his|her|foreign|other|own)|for (?:the|export)|to (?:the|other)|"
    r"(?:end(?:s|ed)?|wind(?:s)?) up|leaves?|finds? (?:its|their)|heads? (?:to|for)|lands? (?:in|on)|stays? (?:in|"
    r"at)|bears?|carry|carries|"
    r"(?:sold|exported|produced|made)(?! (?:nationwide|worldwide|globally|"
    r"in the (?:world|country))\b)|"
    r"(?<=s )(?:produce|manufacture|operate|supply|sell)|"
    r"live|work)\b"
)
# "sells 60 percent of its towels abroad": by which way is no part of what is sold
_SELLS = Ending(
    r"\b(?:sells?|sold|selling|ships?|shipped|sends?|sent|markets?|marketed|places?|placed) "
    r"(?:(?:about|around|some|over|nearly|more than|almost|up to|at least|only|just|as much as) )*\Z"
)
_ITS_GOODS = re.compile(
    r"(?P<goods>(?:all )?(?:its|their|his|her|our) (?:[a-z-]+ ){0,4}?[a-z-]+) "
    r"(?:abroad|overseas|online|locally|domestically|at home|(?:through|via|on|over|in|into|under|to|by) .+)"
)
_SHARE_OF = re.compile(
    r"(?:share|slice|proportion|percentage|ratio|part)s?\s+(?:of|in)\s+(?P<whole>[^,;:()]{1,60}?)(?:\s+(?:is|"
    r"was|are|were|at|of|reached|stood|hit|rose|grew|to|up|about|over|has|had)\b.*)?[\s:]*\Z"
)
# "the share of Tirupur's knitwear in the country's garment exports is": of what follows "in"
_SHARE_IN_WHOLE = re.compile(
    r"\b(?:share|proportion|percentage|slice) of (?:the )?[^,;:()]{3,60}? in (?P<whole>(?:the )?"
    r"(?:[a-z]+'s |national |global |world |domestic |state )(?:[a-z-]+ ){0,3}?"
    r"(?:exports?|production|output|sales|trade|turnover|market))"
    r"(?: (?:is|was|stood at|stands at|has|had|reached|rose|fell|grew|went)\b.*)?\Z"
)
# "Morbi leads India's tile exports with a share of 80 percent"
_LEADS_WITH = re.compile(
    r"\b(?:leads?|led|tops?|topped|dominat(?:es?|ed)|drives?|drove) "
    r"(?P<whole>(?:the )?[a-z]+'s (?:[a-z-]+ ){0,4}?(?:exports?|output|production|sales|trade|market)),? "
    r"(?:with|holding|having|commanding|taking|contributing) (?:an? )?(?:[a-z-]+ )*\Z"
)
_SHARE_BEHIND = re.compile(r"(?: market)? (?:share|of the total)\b")
# "claims 60 percent market share", 市场占有率达60%: of a market that is not told
_HAS_MARKET = Scripts(
    r"\bmarket share (?:in [a-z '-]{2,30} )?(?:of|is|was|at|stands at|reached|exceeds?|exceeding|exceeded|hit) "
    r"(?:about |over |nearly |some )?\Z|"
    r"(?:市场占有率|市占率|市场份额)(?:已|均|约|达到|达|为|占|超过|超|近|在|高达|仅|的)*\Z"
)
_MARKET_BEHIND = re.compile(r" (?:of )?market share\b| share of the market\b|的?(?:市场占有率|市占率|市场份额)")
_MARKET_SHARE = re.compile(
    r"\b(?P<whole>(?:global|world|worldwide|international|domestic|national|world's|country's|"
    r"nation's|[a-z]+(?:ese|ian|ish|can)) "
    r"market) share\b[^;]{0,60}\Z"
)
_ZH_WHOLE = Scripts(
    r"(?:占(?!有率)(?:到了?|据了?|了|有|比)?|居|(?:占有率|市占率|份额)为)(?P<whole>(?![了据比由从自到])[^,;。占]{1,24}?)(?:的|比重|比例|份额|总量的)?(?:比重|比例|份额)?(?:[从由](?:\d{4}年的?|去年的?)?)?(?:达到|达|为|约|近|超过|超|逾|至|高达|的)*\s*\Z"
)
# "占福建省的1/4、全国的1/20": the second whole goes without the verb.
_ZH_ALSO = Scripts(
    r"\s*[、,和及与]\s*(?P<whole>(?:全国|全球|全?世界|全省|全市|全县|我国|中国|国内|国际|海外)[^,;。占\d]{0,12}?)的?"
    r"(?:约|近|超过|超|逾)?\s*\Z"
)
_ZH_MARKET = Scripts(
    r"(?P<whole>(?:国内|全国|全球|国际|世界|全世界|省内|全省)[^,;。占\d]{0,8}?市场)(?:的)?(?:占有率|份额|占比)[^,;。\d]{0,6}?\Z"
)
# 在国内同行业中,大营皮毛的市场份额占50%
_ZH_AMONG = Scripts(
    r"(?P<whole>(?:国内|全国|全球|全世界|世界|全省)(?:同行业|同类产品|市场)?)[中上里],[^,;。\d]{2,16}"
    r"(?:份额|占有率|市占率)[^,;。\d]{0,5}\Z"
)
_ZH_AFTER = Scripts(
    r"\s*(?:以上|左右)?的(?P<whole>[^,;。]{2}[^,;。]{0,18}?)"
    r"(?=仍|都|均|还|還|已|用于|来自|來自|销往|銷往|贴|貼|做|卖|賣|通过|经|靠|走|流向|运往|被|是|(?:内销|外销|出口)(?:[,;。]|\Z)|[,;。]|\Z)"
)
# 全国八成的羽绒服市场份额: the whole before the figure, what is shared behind it
_ZH_FRONT = Ending(
    r"(?P<whole>全国|全中国|全球|全世界|世界|全省|我国|国内|中国|全台湾?|台湾|亚洲|欧洲|海外|国际|国外)(?:市场)?上?,?"
    r"(?:近|约|超|超过|逾|将近|大约|高达|接近|平均)?\Z"
)
_ABROAD_ALL = frozenset({"海外", "国际", "国外"})
# 生产着全国三分之一的拉杆箱, 供应全世界五成以上的水龙头
_ZH_MAKES = Ending(r"(?:生产|制造|供应|供给|贡献|承包|出产|产出|加工|包揽|提供|占据?|拿下|撑起)(?:着|了|出)?\Z")
_ZH_GOODS = Scripts(
    r"(?:以上|左右|多)?的?[^,。;的]{0,14}?"
    r"(?:市场份额|份额|市场|产量|产能|产值|出口量|出口额|出口|销量|销售额|供应|货源|供货)|"
    r"(?:以上|左右|多)?的?[^,。;的]{1,10}?(?=,?[均都]?(?:产自|来自|出自|产于|出于))"
)
_OWN = re.compile(
    r"(?:its|their|all|total|the total|the (?:products?|output|production|goods|sales|turnover|garments?|"
    r"total)|products?|output|production|goods|sales|turnover|产品|产量|销售|总产量|产值|总额|销量|营收|总量|全部)"
)
_ITS_OWN = re.compile(
    r"(?:its|their) (?:own |total |annual |entire |whole |overall )*"
    r"(?:output|production|products?|sales|turnover|goods|capacity|revenue)\b"
)
_SALES_ABROAD = re.compile(
    r"(?:(?:the|its|their|all|total) )+(?:international|overseas|foreign|global|worldwide) sales\b"
)
_MARKET_ABROAD = re.compile(r"(?:国际|海外|国外|境外)[^,;。]{0,4}市场")  # 国内市场的一半、国际市场的四成
IN_GOODS = re.compile(
    r"home (?:textiles?|furnishings?|appliances?|decor|furniture|fabrics?|wear|linen|goods|products)\b"
)
_AND_END = re.compile(r"(?:[\s,]+(?:and|or|but|while|with|as|which|by|for|in))?[\s,、]*\Z|\s*[和及与]\s*\Z")

_OF_A_MARKET = Scripts(
    r"(?:占|占据|占有|占到|占了|在)(?:国际|全球|世界|海外|国外|非洲|欧美|欧洲|美国|日本|东南亚|中东|国内|全国)市场"
    r"(?:总?份额|占有率|的)+[^,。;、\d]{0,8}\Z|"
    r"对(?!外|海外|国外)[^,;。]{2,16}?出口(?:额|总额|值)?(?:占比?|比重)[^,;。、\d]{0,8}\Z"
)
# "95 percent of the crackers sent out across India have been sold": no part of a market
_SOLD_OUT = re.compile(
    r"\bof (?:the|its|their|all) [^,;]{3,80} (?:have|has|had) (?:now |already )?been (?:sold(?: out)?|cleared|"
    r"bought up)[.,;]?\s*\Z"
)

_NEXT = frozenset({"、", "和", "及", "与"})


@dataclass(frozen=True, slots=True)
class Whole:
    """What a share is of."""

    words: str
    start: int
    scope: str  # own, province, nation, world, other

    @property
    def end(self) -> int:
        """Return where the words end."""
        return self.start + len(self.words)


def find_whole(draft: Draft) -> Whole | None:
    """Return the whole as the clause words it."""
    view, quantity = draft.view, draft.quantity
    start, after = (
        quantity.start,
        view.text(quantity.end, min(quantity.end + 110, end_behind_amount(draft, _OF_AMOUNT))),
    )
    if match := _OF.match(after) or (
        _GIVES.search(view.text(quantity.start - 40, quantity.start)) and _TO.match(after)
    ):
        words = _WHOLE_END.split(match["whole"])[0].strip()
        sold = _ITS_GOODS.fullmatch(words.rstrip(" .")) if _SELLS.search(view.text(start - 40, start)) else None
        if sold is not None:
            words = sold["goods"]
        if _is_source(view, quantity.end + match.start("whole"), _AND_END.sub("", words)):
            return None  # "70% came from Guanajuato, 15% from Jalisco": where it is from
        return _whole(draft, words, quantity.end + match.start("whole"))
    if view.text(quantity.start, quantity.start + 6) == "every " and (match := _EVERY_NTH.match(after)):
        return _whole(draft, match["whole"], quantity.end + match.start("whole"))
    if match := _EVERYWHERE.match(after):
        return _whole(draft, match["whole"], quantity.end + match.start("whole"))
    start = draft.gap_start
    before = view.text(start, quantity.start)
    if (
        (match := _ZH_MARKET.search(before))
        or (match := _ZH_AMONG.search(before))
        or (match := _ZH_WHOLE.search(before))
        or (match := _SHARE_IN_WHOLE.search(before))
        or ("'s " in before and (match := _LEADS_WITH.search(before)) and _is_a_share(before, after))
        or ("contribution" in before and (match := _CONTRIBUTION.search(before)))
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
    if inside.startswith("每") and "," in view.text(view.start, start):
        start, before = view.start, view.text(view.start, quantity.start)  # 在中国市场上,每三件童装中就有两件
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
    if before in _NEXT and (row := _whole_of_the_row(draft)) is not None:
        return row
    if match := _ZH_AFTER.match(after):
        return _whole(draft, match["whole"].strip(), quantity.end + match.start("whole"))
    return None


def _is_a_share(before: str, after: str) -> bool:
    """Say whether the words call the percentage a share: "with an 80 percent share", "with a share of 80 percent"."""
    return _SHARE_BEHIND.match(after) is not None or before.endswith("share of ")


def _whole_of_the_row(draft: Draft) -> Whole | None:
    """Return the whole that is told once before two shares: 产量、出口量分别占全国的75%和85%."""
    view = draft.view
    behind = [at for at, quantity in enumerate(view.quantities) if quantity.end <= draft.start]
    if not behind or (first := view.quantities[behind[-1]]).kind != "percent":
        return None
    start = view.quantities[behind[-2]].end if len(behind) > 1 else view.start
    match = _ZH_WHOLE.search(view.text(start, first.start))
    return _whole(draft, match["whole"].strip(), start + match.start("whole")) if match is not None else None


def has_market_share(draft: Draft) -> bool:
    """Say whether the words call it a market share, of whatever market."""
    view = draft.view
    return (
        _MARKET_BEHIND.match(view.folded, draft.end, view.end) is not None
        or _HAS_MARKET.search(view.text(draft.gap_start, draft.number_start)) is not None
    )


def is_of_a_market(draft: Draft) -> bool:
    """Say whether a market or a land is what the share lies in: 出口占国际市场的14%, 对东盟出口占比六成."""
    return _OF_A_MARKET.search(draft.view.text(draft.clause.start, draft.number_start)) is not None


# "makes one in five towels sold in Europe": of that market
_SOLD_THERE = re.compile(
    r" (?:of )?(?:the |all )?(?:[a-z'-]+ ){1,3}(?:sold|bought|worn|used|consumed) (?:in|across|throughout) "
    r"(?!the country)"
)
_MAKES = re.compile(
    r"\b(?:makes?|made|produces?|produced|supplies|supplied|turns out) (?:(?:about|nearly|some|more than) )?\Z"
)


def is_sold_there(draft: Draft) -> bool:
    """Say whether the share is of goods sold in a market that is not the maker's own."""
    view = draft.view
    if _SOLD_THERE.match(view.folded, draft.end, view.end) is None:
        return False
    return _MAKES.search(view.text(draft.clause.start, draft.start)) is not None


def _is_source(view: SentenceView, start: int, words: str) -> bool:
    """Say whether the words are the place alone that something is from."""
    end = start + len(words.rstrip("."))
    return view.text(start - 5, start) == "from " and any(p.start == start and p.end == end for p in view.places)


def tells_time(view: SentenceView, whole: Whole) -> bool:
    """Say whether the words tell when and not of what: "35 percent in the mid-1980s"."""
    end = whole.start + len(whole.words)
    return any(p.start <= whole.start + len("the ") and p.end >= end - 1 for p in view.periods)


# "more than half of the 3 million wigs we make are shipped overseas"
_OF_SO_MANY = re.compile(r" of (?:the|its|their|our) ")
_SO_MANY_SENT = re.compile(
    r"[^,;]{4,90}? (?:is|are|was|were) (?:then )?(?:shipped|exported|sold|sent|destined|bound|meant)\b"
)


def end_behind_amount(draft: Draft, leads: re.Pattern[str]) -> int:
    """Return where the words of a share end: behind the amount of its whole where `leads` is all before that.

    "83 percent of the $19 billion of exports", "75% of sales of €2 million": the next figure is no other share.
    """
    view, end = draft.view, draft.gap_end
    if leads.fullmatch(view.folded, draft.end, end) is None:
        sent = _OF_SO_MANY.fullmatch(view.folded, draft.end, end) and _SO_MANY_SENT.match(view.folded, end, view.end)
        return view.clause(Span(sent.end() - 1, sent.end())).end if sent else end
    following = [q for q in view.quantities if q.start >= end]
    return following[1].start if len(following) > 1 else view.end


def _whole(draft: Draft, words: str, start: int) -> Whole:
    words = _AND_END.sub("", words)
    view, end = draft.view, start + len(words)
    places = [place for place in view.places if start <= place.start < end]
    wholes = [
        cue for cue in view.wholes if start <= cue.span.start < end and not IN_GOODS.match(view.folded, cue.span.start)
    ]
    if "world market" in words or "global market" in words:
        return Whole(words, start, "world")  # "0.31% of the total textile world market"
    last = draft.before
    if words.startswith("all its ") and last is not None and last.view is view and last.share_scope == "nation":
        return Whole(words, start, "nation")  # "90% of the country's cotton exports and 55% of all its exports"
    if _ITS_OWN.match(words) or _SALES_ABROAD.match(words):
        return Whole(words, start, "own")  # "its total output to buyers the world over"
    if words == "中国" or (draft.view.home == "tw" and words.startswith("台湾")):
        return Whole(words, start, "nation")
    if not wholes and _MARKET_ABROAD.match(words):
        return Whole(words, start, "world")
    if wholes and "全区" in words and "自治区" in view.folded:
        return Whole(words, start, "province")
    if wholes:
        return Whole(words, start, wholes[0].key)
    if len(places) == 1 and _MADE_THERE.fullmatch(words) and _IS_SENT.match(view.folded, end, view.end):
        return Whole(words, start, "own")
    if places:
        level = places[-1].level if len(places) == 1 else places[0].level
        scope = {"country": "nation", "province": "province"}.get(level or "", "other")
        return Whole(words, start, scope)
    return Whole(words, start, "own" if _OWN.match(words) else "other")


# "75% of screws manufactured in Taiwan are exported"
_MADE_THERE = re.compile(r"[^,;]*\b(?:made|manufactured|produced|woven|knitted|sewn) in (?:the )?[a-z' -]+")
_IS_SENT = re.compile(
    r" (?:is|are|was|were) (?:then |now |currently )?(?:shipped|exported|sold abroad|sold overseas)\b"
)


def is_sold_out(draft: Draft) -> bool:
    """Say whether the part of some goods is told that was sold, and no part of a market."""
    return _SOLD_OUT.search(draft.view.text(draft.end, min(draft.clause.end, draft.gap_end))) is not None
