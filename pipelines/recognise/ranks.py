"""Ranks: "fourth in China", "ranked first", "the second largest", "No. 1 in", "the largest ... in", 居首, 第三位."""

import re
from fractions import Fraction
from typing import NamedTuple

from pipelines.recognise.numeral import Numeral

_SUPERLATIVE = re.compile(r"[ -](?:largest|biggest|highest|leading|most|greatest|strongest|best|busiest|richest)\b")
_PLACE = re.compile(
    r"(?: place| position)?,? (?:in|among|of|across|within|throughout|on) (?:the |all |its )?"
    r"(?:world|globe|country|nation|province|region|state|city|china|europe|asia|africa|same industry|industry|"
    r"national|global|provincial|list|[a-z]{3,20}(?: (?:province|city|country))?)"
)
_RANKED = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|came|comes|placed|places|stands?|stood|finished|listed|position(?:ed)?|is|was|"
    r"remained|remains|retained|took|takes|occup(?:y|ies|ied)|in|hold(?:s|ing)?|held|rated)(?: at| as| in| up)?"
    r"(?: the)? \Z"
)
_STRONG = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|placed)(?: (?:at|as|in|no\.|the|world|nationally|now|also|among)){0,2} \Z"
)
_WIDER = re.compile(
    r"[a-z' ,-]{0,70}?\b(?:in|of|on) (?:the |all )?(?:whole )?(?:world|country|nation|province|region|state|china|"
    r"[a-z]{3,20})"
)
_OF_A_MEASURE = re.compile(
    r" (?:[a-z]+ )?(?:exports?|sales|output|turnover|growth|production|revenues?|income|prices?|wages?|level|value|"
    r"earnings|profits?)\b"
)
# "ranked 35 overall", "ranks 12 among the towns"
_PLAINLY = re.compile(r"\brank(?:s|ed|ing)? (?:at |the )?\Z")
_ALL_IN_ALL = re.compile(r" (?:overall|nationwide|nationally|worldwide|globally|in all)\b")
_LOWEST = 1000
# "the number one sock maker in China"
_NO_MAKER = re.compile(
    r" (?:[a-z-]+ ){0,3}(?:maker|producer|exporter|supplier|seller|manufacturer|base|hub|town|city|county|cluster|"
    r"market)(?: (?:in|of) (?:the )?[a-z]+)\b"
)
_NO = re.compile(r"\b(?:no\.?|number|nr\.?|#) ?\Z")
_NO_IN = re.compile(r" (?:in|among|of|on) (?:the )?(?:whole )?(?:[a-z]{3,20})")
_ZH_VERB = re.compile(
    r"(?:位居|居于|居|位列|列|排名|排在|排|名列|位|占|为|跃居|稳居|升至|升到|跻身|高居|序列|保持|连续[0-9一二三四五六七八九十]*年"
    r"|全国|全球|世界|全省|国内|行业|,)[^,。;、]{0,10}第\Z"
)
_ZH_AFTER = re.compile(r"位|名|大(?!道|厦|学|会)|(?=[,。;、)\s]|\Z)")
ZH_RANKS = re.compile(
    r"居首位|列首位|居首|首位(?!产业|度)|榜首|(?<!单项)(?<!隐形)冠军(?!\"|企业|产品)|亚军|季军|(?:全国|全球|世界|国内|亚洲|中国|全省|我国)(?:规模)?最大|居冠|第一大(?!县|省|股东)"
)
# 翻番, 翻了一番多, 翻两番: doubled, and doubled twice.
DOUBLED = "翻番"
_DOUBLED = re.compile(r"翻了?(?P<times>[一二两三])?番(?P<more>还?多|有余)?")
_TIMES = {None: 2, "一": 2, "二": 4, "两": 4, "三": 8}
_ZH_VALUE = {"亚军": 2, "季军": 3}


class Rank(NamedTuple):
    start: int
    end: int
    value: int
    rule: str


def read_rank(text: str, fold: str, n: Numeral) -> Rank | None:
    """Read a rank whose word or number is `n`; None when it is an ordinal or a name."""
    if n.form == "superlative":
        return _largest(text, fold, n)
    if n.form == "ordinal":
        return _ordinal(text, fold, n)
    if (
        n.form == "digits"
        and n.value < _LOWEST
        and n.value.denominator == 1
        and _PLAINLY.search(fold, max(0, n.start - 24), n.start)
    ):
        place = _PLACE.match(fold, n.end) or _ALL_IN_ALL.match(fold, n.end)
        if place is not None:
            return Rank(n.start, place.end(), int(n.value), "ranked <number>")
    number = _NO.search(fold, max(0, n.start - 8), n.start)
    if number is not None and n.value < 1000:
        ranked = _STRONG.search(fold, max(0, number.start() - 24), number.start())
        place = _NO_IN.match(fold, n.end) or _NO_MAKER.match(fold, n.end)
        if ranked or place:
            return Rank(number.start(), place.end() if place else n.end, int(n.value), "No. <number> in <place>")
    return None


def _largest(text: str, fold: str, n: Numeral) -> Rank | None:
    before = fold[max(0, n.start - 24) : n.start]
    if re.search(
        r"\b(?:one|some|many|among|two|three|several|few|any|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
        r"[0-9]+(?:st|nd|rd|th))[ -](?:of )?(?:the )?(?:world's |country's |nation's |china's )?\Z",
        before,
    ):
        return None
    if _NO_RANK.match(fold, n.end):
        return None
    if re.search(r"(?:[a-z]'s?|s') \Z", before):
        return Rank(n.start, n.end, 1, "<place>'s largest")
    if _OF_A_MEASURE.match(fold, n.end) and fold.startswith(("highest", "lowest", "best"), n.start):
        return None  # "the highest export turnover of garments was only 3.9 million"
    wider = _WIDER.match(fold, n.end)
    if wider is not None and "\n\n" not in wider[0]:
        return Rank(n.start, wider.end(), 1, "largest in <place>")
    return None


def _ordinal(text: str, fold: str, n: Numeral) -> Rank | None:
    if fold.startswith("every ", max(0, n.start - 6)):
        return None  # "sold every second on the site"
    value = round(Fraction(1) / n.value) if n.is_below_one() else int(n.value)
    return _ordinal_rank(fold, n.start, n.end, value)


def _ordinal_rank(fold: str, start: int, end: int, value: int) -> Rank | None:
    if _SUPERLATIVE.match(fold, end):
        largest = _SUPERLATIVE.match(fold, end)
        assert largest is not None
        return Rank(start, largest.end(), value, "<ordinal> largest")
    strong = _STRONG.search(fold, max(0, start - 28), start)
    if strong is not None:
        place = _PLACE.match(fold, end)
        return Rank(start, place.end() if place else end, value, "ranks <ordinal>")
    place = _PLACE.match(fold, end)
    if place is not None and (_RANKED.search(fold, max(0, start - 20), start) or not _TIME.match(fold, end)):
        return Rank(start, place.end(), value, "<ordinal> in <place>")
    return None


# "the highest on record", "its biggest buyer": no place of an industry.
_NO_RANK = re.compile(
    r" (?:[a-z-]+ )?(?:contractions?|declines?|drops?|falls?|decreases?|increases?|rises?|jumps?|gains?|losses|"
    r"growth|slump|slide)\b|"
    r" (?:shares?|part|portion|proportion|chunk|majority) of\b|"
    r" (?:on|in) record\b| ever\b| since\b|"
    r" (?:[a-z-]+ ){1,2}(?:buyers?|importers?|customers?)\b(?! of| in)|"
    r" (?:single |overseas |foreign |export )?(?:buyers?|customers?|clients?|importers?|"
    r"destinations?|export markets?|markets? for|spenders?|risks?|problems?|challenges?|worr(?:y|ies)|threats?)\b"
)
_TIME = re.compile(
    r",? (?:in|of|on) (?:the )?(?:year|quarter|half|month|week|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|series|line|row|session|time|its|"
    r"their|a |an |this|order|which|round|addition|place)"
)


def read_digit_ordinal(fold: str, start: int, end: int, value: int) -> Rank | None:
    """Read a rank written "4th"."""
    return _ordinal_rank(fold, start, end, value)


def read_chinese_rank(fold: str, n: Numeral) -> Rank | None:
    """Read 第三, 第八位 where it is a rank; None when it numbers something."""
    verb = _ZH_VERB.search(fold, max(0, n.start - 22), n.start)
    after = _ZH_AFTER.match(fold, n.end)
    if after is not None and (verb is not None or after[0] in ("位", "名")) and n.value < 1000:
        start = n.start - 1
        return Rank(start, after.end(), int(n.value), "第<number>")
    return None


def chinese_superlatives(fold: str) -> list[Rank]:
    """Return the ranks that Chinese states without a numeral, 居首, 亚军, 全国最大, and its doublings."""
    ranks = [Rank(m.start(), m.end(), _ZH_VALUE.get(m[0], 1), "首位") for m in ZH_RANKS.finditer(fold)]
    if "番" not in fold:
        return ranks
    doubled = [Rank(m.start(), m.end(), _TIMES[m["times"]], DOUBLED) for m in _DOUBLED.finditer(fold)]
    return sorted(ranks + doubled)
