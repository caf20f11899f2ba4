"""Wholes: the places that a share or a rank is of, and those whose own share it is."""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_OF_SHARE = re.compile(r"\s*(?:market )?(?:share\s+)?(?:\([^()]*\)\s*)?(?:of|in|among|from)\s+[^,;:]*\Z")
_SUPERLATIVE_BEFORE = Ending(
    r"\b(?:largest|biggest|leading|top|first(?! (?:light|time|day|days|half|quarter|month|year|stage|step|phase)\b)|"
    r"second|third|fourth|fifth|sixth|no\.? ?\d+|number one|"
    r"greatest|main|major|famous|known|important)\b[^,;:.]{0,60}\b(?:in|of|across|throughout)\s+(?:the\s+|"
    r"all\s+)?(?:whole\s+)?\Z"
)
# "The second most important district is in Tuscany, in the Santa Croce area, with 950 tanneries": told of itself
_CENTRE_IS_IN = re.compile(
    r"\bthe [a-z]+ [^,;:.]{0,40}\b(?:district|cluster|centre|center|hub|group|concentration|area) (?:is|was|lies) "
    r"(?:found |located |based |situated )?(?:in|at) (?:the )?\Z"
)
# "India's largest ceramic cluster near Morbi town"
_CLUSTER_NEAR = re.compile(
    r"\b(?:cluster|hub|belt|district|industry|mills|units|factories|workshops|estate) (?:located |based |"
    r"situated )?near "
    r"(?:the )?\Z"
)
_WITH = re.compile(r",? (?:[^;:.]{0,40},? )?(?:with|which has|where|home to)\b")
_SUPERLATIVE_AFTER = re.compile(
    r"(?:'s|')?\s+(?!(?:is|are|was|were|has|have|had|became|becomes|remains|ranks|stands)\b)"
    r"(?:\d+(?:st|nd|rd|th)\s+)?(?:[a-z-]+\s+){0,3}?(?:largest|biggest|leading|top|(?:first|second|third|fourth|fifth)"
    r"(?!\s+(?:half|quarter|month|(?:[a-z]+|\d+)\s+(?:months|quarters|weeks|days|years)))|"
    r"no\.? ?\d+|number one|most|main(?! business)|major|premier)\b|"
    r"(?:的)?(?:最大|最|第|首|著名|知名|重要|同行业|前|规模最|产量最|面积最|产销量最)"
)
_ITS_CAPITAL = re.compile(r"\s+(?:[a-z-]+\s+){0,3}?(?:capital|hub|heartland|powerhouse|cradle)\b")
# "60 percent of all liquor is made in Moutai", "half of them come from Datang": whose share it is
_MADE_IN = re.compile(
    r"\b(?:(?:is|are|was|were|being|been) (?:now )?(?:produced|made|manufactured|woven|sewn|knitted|"
    r"assembled|processed|grown|spun|"
    r"built|turned out|concentrated|based|crafted|stitched)\s+(?:in|at|by)|(?:comes?|came|coming|"
    r"originat(?:es?|ed|ing)|"
    r"stems?|hails?|sourced)\s+(?:from|in)|(?:is|are|was|were) from|(?:met|made|supplied|produced|"
    r"contributed|fed|handled|"
    r"covered|served|earned|woven|controlled|manufactured|held) by)\s+(?:the )?(?:(?:town|city|county|"
    r"district|village|province) of )?\Z"
)
_ZH_PART = r"(?:[近约超逾]|超过)?(?:[\d.]+%|\d/\d|百分之|[一二三四五六七八九十]分之|[一二三四五六七八九]成)"
_ZH_NATION_SHARE = Scripts(  # 全国70%的羊毛衫; 全国80%、全球70%的淡水珍珠
    rf"的{_ZH_PART}|{_ZH_PART}[^,;。]{{0,4}}的|{_ZH_PART}(?:以上|左右|多)?[、,和及]?(?:约?占?)(?:全球|全?世界|国际|亚洲|国内){_ZH_PART}|"
    rf"{_ZH_PART}(?:以上|左右|多)?[一-鿿]{{1,8}}?(?:来自|产自|出自|产于)"
)
_ZH_ITS_TRADE = Scripts(  # 袜业是某镇的支柱产业
    r"的?(?:[一-鿿]{0,6}?)(?:支柱|传统|主导|特色|优势|首位|富民|龙头|重要|第一大|民生|当家)[一-鿿]{0,4}?产业"
)
_ZH_HOLDS = Ending(r"(?:占据?了|占有了?|拿下了?|包揽了?|拥有了?|占据?着)\Z")
_ZH_SUPPLIES = Ending(
    r"(?:供应|供應|承担|承擔|包揽|包攬|贡献|貢獻|提供|撑起|撐起|生产|生產|满足|滿足|覆盖|制造|出产)(?:着|了)?[约約近超逾]?\Z"
)
_ZH_SO_MUCH_OF = Scripts(rf"{_ZH_PART}(?:以上|左右|多)?的?[一-鿿]")  # 供应全国八成袜子
_ZH_MARKET_SHARE = Scripts(
    rf"(?:的?市场)?(?:上)?的?{_ZH_PART}|[一-鿿]{{1,6}}?(?:产量|总量|总额|市场)的?(?:{_ZH_PART}|[近约]?(?:一半|半数|半壁江山))"
)
_ZH_WHOLE_BEFORE = Ending(r"(?:占|占据|占到|占了|居|列|位居|位列|排名|排|为|是|在|跻身|领跑|稳居|约占)\Z")
# "The city dominates China's market for down jackets"
_HOLDS_MARKET = Ending(
    r"\b(?:dominat(?:es?|ed|ing)|controls?|controlled|commands?|commanded|leads?|led|tops?|topped)\s+(?:the )?\Z"
)
_ITS_MARKET = re.compile(
    r"(?:'s)? (?:[a-z'’-]+ ){0,5}?markets?\b|'s (?:[a-z-]+ ){0,4}?(?:exports?|output|production|trade|shipments)\b"
)
_COUNTED = re.compile(
    r"\b(?:enterprises|companies|factories|firms|mills|workshops|makers|workers|shops|industries|units|looms)\b[^,;]*\Z"
)
# "With 75% of Moradabad's 10,000 crore annual exports heading to the United States": what it does with its own
_ITS_OWN_GO = re.compile(
    r"(?:'s|s')\s+(?:\S{1,5} ?[\d.,]+ (?:million|billion|crore|lakh crore) |[\d.,]+ (?:million|billion|crore) )?"
    r"(?:[a-z-]+ ){0,4}(?:exports?|shipments|output|production|products|goods|sales)\s+(?:(?:is|are|was|were) )?"
    r"(?:heading|headed|bound|destined|going|goes|go|went|shipped|sold|exported|sent)\b"
)
# "Only 2% of the shoe production in Nova Serrana is exported"
_OUTPUT_THERE = re.compile(
    r" of (?:the |all |its |total |local )*(?:[a-z-]+ ){0,3}?(?:production|output|exports|products|goods|sales|"
    r"shipments)"
    r"(?: made| produced)? (?:in|of|from) (?:the )?"
)
_IS_SOLD = re.compile(
    r"(?:, which [^,;:]{3,60},)?(?: (?:now|currently|still))? (?:is|are|was|were|goes|go|went) "
    r"(?:now |currently |all |mostly |still )?(?:exported|sold|shipped|sent|abroad|overseas|to|for export|destined|"
    r"bound|consumed)\b"
)
_OPENS = re.compile(r"\W*(?:(?:with|and|but|while|as) )?(?:[a-z]+ ){0,2}")


# 其次是浙江省,产量19.66亿件: the next of a row, told by name
_ZH_ROW_IS = Ending(
    r"(?:其次|再次|然后|接下来|随后|接着|紧随其后的?|第[一二三四五六]位?的?|最[大多高][^,;。]{0,8})(?:就?是|为)\Z"
)


def owns_share(view: SentenceView, actor: Actor, before: str) -> bool:
    """Say whether the share before the place is its own: what is made there is so much of a whole."""
    if _MADE_IN.search(before) is None or (actor.kind == "country" and _code(actor) != view.home):
        return False
    clause = view.clause(actor.span)
    return any(
        q.kind == "percent" and view.start <= q.start and q.end <= actor.span.start for q in view.quantities
    ) and (clause.start <= view.start or not any(q.start >= actor.span.end for q in view.quantities))


def centre_is_here(view: SentenceView, span: Span, before: str) -> bool:
    """Say whether a centre of the trade lies here and more is told of it: "The second hub is in Tuscany, with 950"."""
    if "near" in before and _CLUSTER_NEAR.search(before):
        return True
    return _CENTRE_IS_IN.search(before) is not None and _WITH.match(view.folded, span.end, view.end) is not None


def is_whole(view: SentenceView, span: Span, before: str, after: str) -> bool:
    start, end = span.start, span.end
    if before.endswith(("是", "为")) and (
        _ZH_ITS_TRADE.match(after) or (after[:1] == "," and _ZH_ROW_IS.search(before))
    ):
        return False
    if view.folded.endswith("'s", start, end) and _ITS_CAPITAL.match(after):
        return True  # "to become the country's knitwear capital"
    if after.startswith("'s ") and _ITS_CAPITAL.match(after[2:]):
        return True
    if _SUPERLATIVE_BEFORE.search(before) or _SUPERLATIVE_AFTER.match(after) or _ZH_WHOLE_BEFORE.search(before):
        return True
    its = "'s" if view.folded.endswith("'s", start, end) else ""  # "the country's"
    if _HOLDS_MARKET.search(before) and _ITS_MARKET.match(its + after):
        return True
    if _ZH_SUPPLIES.search(before) and _ZH_SO_MUCH_OF.match(after):
        return True
    if _ZH_HOLDS.search(before) and _ZH_MARKET_SHARE.match(after):
        return True  # 占据了中国市场约85%的份额
    if _ZH_NATION_SHARE.match(after) and any(
        q.kind == "percent" and q.number.start - end < 5 and q.end > end for q in view.quantities
    ):
        return True  # 全国70%的羊毛衫
    shares = [q for q in view.quantities if q.kind in ("percent", "rank") and q.end <= start]
    if not shares:
        return False
    if _COUNTED.search(view.folded, shares[-1].start, start):
        return False  # "half of the mills of the town" is a figure of the town
    between = view.folded[shares[-1].end : start]
    if "s" in after[:3] and _ITS_OWN_GO.match(view.folded, end, view.end):
        if _OPENS.fullmatch(view.folded, view.start, shares[-1].start):
            return False
    if _OUTPUT_THERE.fullmatch(between) and _IS_SOLD.match(view.folded, end, view.end):
        if _OPENS.fullmatch(view.folded, view.start, shares[-1].start):
            return False
    return _OF_SHARE.match(between) is not None


def _code(actor: Actor) -> str | None:
    return actor.place.place_code if actor.place is not None else None


# "firms located in Damietta governorate that occupies 75 percent of exports"
_THAT_HOLDS = re.compile(
    r"(?: (?:governorate|province|district|region|county|city|state|town))?,? (?:that|which) (?:occupies|"
    r"accounts for|holds|"
    r"makes|produces|contributes|represents|generates|takes|employs|exports|supplies) "
    r"(?:(?:about|over|nearly|some|around|more than|up to) )?"
)
_LOCATED_IN = Ending(r"\b(?:based|located|operating|registered) in (?:the )?\Z")


def that_holds(view: SentenceView, actors: Sequence[Actor], start: int) -> Actor | None:
    """Return the place whose relative clause tells the figure that starts there."""
    for actor in actors:
        if actor.place is None or not _THAT_HOLDS.fullmatch(view.folded, actor.span.end, start):
            continue
        if _LOCATED_IN.search(view.text(actor.span.start - 16, actor.span.start)):
            return actor
    return None
