"""Ratios of two ways of selling: 内外销比例约为7:3 says that seven in ten are sold at home."""

import re

from pipelines.text.endings import Ending

REACH = 90  # characters before a ratio, in which the two ways stand
_WAYS = {
    "内": "domestic", "内销": "domestic", "外": "export", "外销": "export", "出口": "export", "外贸": "export",
    "线上": "ecommerce", "电商": "ecommerce", "批发": "wholesale_market", "贴牌": "oem", "代工": "oem",
    "跨境电商": "cross_border_ecommerce", "传统外贸": "export", "自主品牌": "own_brand", "自有品牌": "own_brand",
}  # fmt: skip
_WAY = "|".join(sorted(_WAYS, key=len, reverse=True)) + "|线下|零售"
_LEAD = Ending(
    rf"(?P<first>{_WAY})(?:销售|订单|业务)?[与和及、对/]?(?P<second>{_WAY})(?:销|贸)?(?:销售|订单|业务|收入|产值)?的?"
    r"(?:占比|比例|比重|之比|比|各占),?(?:[由从][^,;。]{0,14}?)?(?:大约|大致|基本|约|已|达到|达|为|是|在|变为|降为|升为)*\Z"
)

_ENGLISH = {
    "export": "export", "exports": "export", "foreign": "export", "overseas": "export", "external": "export",
    "domestic": "domestic", "home": "domestic", "internal": "domestic", "local": "domestic",
    "online": "ecommerce", "oem": "oem", "private label": "oem", "own brand": "own_brand", "own brands": "own_brand",
}  # fmt: skip
_WAY_EN = "|".join(sorted(_ENGLISH, key=len, reverse=True)) + "|offline"
_OF_WHOM = (  # the "socks of Datang" whose ratio it is
    r"(?:of|in|for|at) (?:the )?[a-z'-]+(?: [a-z'-]+){0,4}?"
    r"(?= (?:now |has |still )?(?:is|was|are|were|stands?|stood)\b)"
)
# "the split between export and domestic is 80:20", "Online and offline sales are 3:7"
_LEAD_EN = re.compile(
    rf"\b(?P<first>{_WAY_EN})(?: sales?| trade| orders| market)?(?: and | to |/| versus | vs\.? )(?P<second>{_WAY_EN})"
    rf"(?: sales?| trade| orders| market)?(?:,? (?:{_OF_WHOM}|"
    r"ratio|split|proportion|stands?|stood|at|is|are|was|were|of|now|about|around|roughly|a|in))*:? \Z"
)

_PARTED = Ending(  # 外销与内销六四开
    rf"(?P<first>{_WAY})(?:销售|订单|业务|市场)?[与和及、对/]?(?P<second>{_WAY})(?:销|贸)?(?:销售|订单|业务|市场|产品)?的?"
    r"(?:占比|比例|比重|之比)?(?:大概|大约|大致|基本上?|差不多|约|已经?|达到|是|为|呈|能做到)*\Z"
)


def parted_ahead(fold: str, start: int) -> bool:
    """Say whether the words before 六四开 name the two ways of selling that part so."""
    return _PARTED.search(fold[max(0, start - REACH) : start]) is not None


def ratio_ahead(fold: str, start: int) -> bool:
    """Say whether the words before a number name two ways of selling that it parts."""
    return _lead(fold[max(0, start - REACH) : start]) is not None


def first_way(words: str) -> str | None:
    """Return the channel of the first of the two ways that the words before a ratio name.

    >>> first_way("目前内外销比例约为")
    'domestic'
    >>> first_way("外销与内销大概")
    'export'
    """
    lead = _lead(words)
    return (_WAYS.get(lead["first"]) or _ENGLISH.get(lead["first"])) if lead is not None else None


def _lead(words: str) -> re.Match[str] | None:
    return _LEAD.search(words) or _PARTED.search(words) or (_LEAD_EN.search(words) if words.endswith(" ") else None)
