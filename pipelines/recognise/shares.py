"""Shares: fractions and proportions to percent: "two-thirds", "one in three", "seven out of 10", 三成, 八分之一."""

import re
from fractions import Fraction
from typing import NamedTuple

from pipelines.recognise.numeral import Exact, Numeral
from pipelines.recognise.units import TIME_UNITS, UnitWords, unit_behind

_OUT = re.compile(r"-in-|(?: [a-z']{1,15})? out of (?:every |the |its )?| (?:in|of) (?:every )?")
_BEFORE = re.compile(
    r"(?:\b(?:one|a|the|by|about|around|nearly|almost|over|than|least|some|roughly|up to|approximately|exactly|only|"
    r"just|close to|account for|accounts for|accounted for|accounting for|as much as|another|well over|fully|at|of|is|"
    r"was|takes|and|then|or)[ -]|\()\Z"
)
_PERIOD = re.compile(
    r"[ -](?:of (?:the |last |this |next )?(?:year|20[0-9]{2}|19[0-9]{2}|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)|year|yearly)\b"
)


_CLOSES = re.compile(
    r" ?[.,;:)]|$| (?:is|are|was|were|goes|go|comes|has|have|had|in|on|at|of|for|from|sold|"
    r"stays?|remains?|makes?|sells?|leaves?|left|ends?|bears?|carry|carries|works?|exports?|uses?|now|still|already|wears?)\b"
)
_TIMES = re.compile(r" (?:day|week|month|year|time|hour|minute|quarter)\b")
_NO_TEN = re.compile(  # "9 in 10 years", "9 of 10 million"
    r" (?:day|week|month|year|time|hour|minute|quarter)s?\b|[.,]\d|"
    r" ?(?:%|percent|per cent|lakh|crore|k\b|(?:milli|billi|trilli)on|thousand|hundred)"
)
_GOES = re.compile(
    r" (?:has|have|had|is|are|was|were|be|goes|go|went|gone|comes|come|came|"
    r"being|sold|exported|shipped|made|leaves?|left|stays?|stayed|remains?|abroad|"
    r"each|work|works|worked|live|below|above|lower|higher|cheaper|dearer|less than|more than|"
    r"fewer|smaller|larger|bigger|short of)\b"
)
_AMOUNTS_TO = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|ma(?:kes?|de|king) up|represent(?:s|ed|ing)?|contribut(?:es?|ed|ing)|"
    r"constitut(?:es?|ed)|tak(?:es?|ing)|took|provid(?:es?|ed)|than|to)"
    r"(?: (?:only|just|about|around|roughly|nearly|almost|over|barely|some))* \Z"
)
_FIRST_HALF = re.compile(r"(?:first|second|last|past|other|latter|next) \Z")
_IN_SO_MANY = re.compile(r"(?: [a-z'-]{1,15}){1,4} in (?:every )?")
_HAS = re.compile("[^,。;:、]*?(?:中|里|里面|当中|内)?,?(?:就|便|约|大约|差不多)*有(?:近|约|超过)?")
# 全球每10顶假发6顶来自许昌
_COUNTED_THINGS, _COMES_FROM = re.compile("[^,。;:、0-9]{2,8},?"), re.compile("(?:就)?(?:来自|产自|出自|是)")
_EACH = re.compile("每(?:出口|生产|销售|卖出|售出|制造)?\\Z")  # 每出口2台,就有一台来自彰化
_LONGEST_GAP = 20  # characters
_COUNTS = re.compile(r"[\d.%年月日家个项位名人户件万亿]")
_MEASURES_OF_TIME = ("年", "天", "月", "周", "分", "秒", "小", "个月")
_IS_ONE = re.compile(r"\b(?:is|are|was|were|be|been|became|become|becomes|remains|as|just|only|now) \Z")
_COUNTED = ("words", "digits")
_PART_VERBS = tuple("的占近约达为超到量额国球界省场据了")
_TO = re.compile("成?[到至~-]{1,2}")
_NOT_TENTHS = ("立", "为", "功", "本", "了", "品", "员", "交", "果", "长", "都", "衣", "套")


class Share(NamedTuple):
    start: int
    end: int  # of the numerals
    percent: Exact
    used: int  # numerals that it is made of
    rule: str
    up_to: Exact | None = None  # the percent that a range goes on to


def read_share(fold: str, numerals: list[Numeral], i: int, units: UnitWords) -> Share | None:
    """Read a proportion that begins with numeral `i`; None when there is none."""
    n = numerals[i]
    following = numerals[i + 1] if i + 1 < len(numerals) else None
    if n.form == "part" and fold[n.start] > "\u2fff":
        return Share(n.start, n.end, 50, 1, "一半")
    if n.form == "part" and "/" in fold[n.start : n.end] and fold[n.start - 1 : n.start] in _PART_VERBS:
        return Share(n.start, n.end, n.value * 100, 1, "<fraction>")  # 占全省的1/2、全国的1/8
    if n.end < len(fold) and fold[n.end] > "\u2fff":
        return _chinese(fold, n, following)
    if n.form in ("part", "ordinal"):
        return _every(fold, n) or _part(fold, n, units)
    if following is None or following.start - n.end > 34 or n.scale > 1:
        return None
    if n.form in _COUNTED and following.form in _COUNTED and n.value < following.value <= 1000:
        gap = fold[n.end : following.start]
        one_in = n.form == following.form == "words" and n.value <= 10 and following.value <= 20
        if one_in and _IN_SO_MANY.fullmatch(gap) and _CLOSES.match(fold, following.end):
            return _proportion(n, following, "<number> <noun> in <number>")
        if _OUT.fullmatch(gap) is None or n.value.denominator != 1 or following.printed == 4:
            return None
        if gap == " of " and n.value == 1 and _IS_ONE.search(fold, max(0, n.start - 16), n.start):
            return None  # "is just one of 14 such villages"
        # "one in three", "one of four", "nine of ten" and "9 in 10", but not "5 in 20 towns"
        of_ten = following.value == 10 and not _NO_TEN.match(fold, following.end)
        if gap not in (" of ", " in ") or (
            (n.form == "words" and n.value <= 10 and following.value <= 20 and (gap == " in " or n.value == 1))
            or (of_ten and (n.form == following.form == "words" or gap == " in "))
        ):
            return _proportion(n, following, "<number> out of <number>")
    return None


def _proportion(n: Numeral, whole: Numeral, rule: str) -> Share:
    return Share(n.start, whole.end, Fraction(n.value * 100) / whole.value, 2, rule)


def _of_each(fold: str, n: Numeral, following: Numeral, start: int) -> Share | None:
    """Read 每十件有三件, 每3件毛衫中就有1件: the same measure word behind both numbers."""
    measure, gap = fold[n.end], fold[n.end : following.start]
    if not 0 < following.value < n.value <= 1000 or not fold.startswith(measure, following.end):
        return None
    own = _COMES_FROM.match(fold, following.end + 1) is not None and _COUNTED_THINGS.fullmatch(gap) is not None
    if len(gap) > _LONGEST_GAP or not (own or _HAS.fullmatch(gap) is not None) or measure in _MEASURES_OF_TIME:
        return None
    percent = Fraction(following.value * 100) / n.value
    return Share(start, following.end + 1, percent, 2, "每<number>有<number>")


def _chinese(fold: str, n: Numeral, following: Numeral | None) -> Share | None:
    """Read 三成, 七成六, 三成半, 八分之一, 百分之五, 八折."""
    if n.form not in ("zh", "digits"):
        return None
    if following is not None and (each := _EACH.search(fold, max(0, n.start - 3), n.start)) is not None:
        return _of_each(fold, n, following, each.start())
    end = n.end + 1
    mark = fold[n.end]
    if (share := _tenths(fold, n, following)) is not None:
        return share
    if mark == "成" and 0 < n.value <= 10 and fold[end : end + 1] not in _NOT_TENTHS:
        percent = n.value * 10
        if fold[end : end + 1] == "半":
            joined = following is not None and following.start == end
            return Share(n.start, end + 1, percent + 5, 1 + joined, "<number>成半")
        if following is not None and following.start == end and following.value < 10 and _is_tenth(fold, following):
            return Share(n.start, following.end, percent + following.value, 2, "<number>成<number>")
        return Share(n.start, end, percent, 1, "<number>成")
    if mark == "折" and 0 < n.value < 100 and fold[end : end + 1] not in ("叠", "合", "射"):
        return Share(n.start, end, n.value * (10 if n.value < 10 else 1), 1, "<number>折")
    if following is not None and n.value and fold.startswith("分之", n.end) and following.start == n.end + 2:
        return Share(n.start, following.end, Fraction(following.value) / n.value * 100, 2, "<number>分之<number>")
    return None


def _tenths(fold: str, n: Numeral, following: Numeral | None) -> Share | None:
    """Read the range of 两三成, 两到三成, 三成到四成."""
    low, high, last, used = n.low, n.high, n, 1
    if following is not None and _TO.fullmatch(fold, n.end, following.start) is not None:
        low, high, last, used = n.value, following.value, following, 2
    after = last.end + 1
    if low is None or high is None or fold[last.end : after] != "成" or not 0 < low < high <= 10:
        return None
    if last.form != n.form or fold[after : after + 1] in _NOT_TENTHS:
        return None
    return Share(n.start, after, low * 10, used, "<number>成 <range>", high * 10)


def _is_tenth(fold: str, n: Numeral) -> bool:
    """Say whether the digit behind 成 belongs to it: 七成六, 9成5, and not 占9成5家."""
    return n.form == "zh" or (n.form == "digits" and n.printed == 1 and not _COUNTS.match(fold, n.end))


def _every(fold: str, n: Numeral) -> Share | None:
    """Read "every second shirt" and "every third pair"."""
    if n.form != "ordinal" or not fold.startswith("every ", n.start - 6) or _TIMES.match(fold, n.end):
        return None
    if _NO_NOUN.match(fold, n.end):
        return None  # "2.3 wigs were sold every second on the site"
    part = n.value if n.is_below_one() else Fraction(1) / n.value
    return Share(n.start - 6, n.end, part * 100, 1, "every <ordinal>") if part <= Fraction(1, 2) else None


_NO_NOUN = re.compile(r"(?: (?:on|in|at|by|via|through|and|or|from|to|during|over|worldwide|somewhere)\b|[.,;:)]|\Z)")
_QUARTER = Fraction(1, 4)  # "nearly a quarter." is a time as well
_HEDGED = re.compile(
    r"\b(?:about|roughly|around|nearly|almost|some|over|less than|more than|only|just|barely|perhaps|another) an? ?\Z"
)
_STOPS = re.compile(r" ?[.,;:)](?!\d)")
_OF_WHOM = re.compile(r" (?:of|an?|the|its|their|all|those|these)\b")
_SPAN_AND = re.compile(r"(?:years?|months?|weeks?|days?|hours?|decades?|century) and (?:an? )?\Z")


def _part(fold: str, n: Numeral, units: UnitWords) -> Share | None:
    """Read a fraction on its own: "two-thirds", "half of", "by a third", "1/3 of"."""
    if _SPAN_AND.search(fold, max(0, n.start - 16), n.start) and not _OF_WHOM.match(fold, n.end):
        return None  # "a year and a half"
    if n.form not in ("part", "ordinal") or not n.is_below_one() or fold.startswith("second", n.start):
        return None  # of parts in two, English says half
    if _PERIOD.match(fold, n.end):
        return None
    unit = unit_behind(fold, n.end, units)[1]
    if unit is not None and unit.name not in TIME_UNITS and n.form == "part":
        return None  # "a 1/4 mile", "half a tonne"
    word = fold[n.start : n.end]
    if word == "half" and fold.startswith((" past ", " the planet", " the world's "), n.end):
        return None  # "half past six"
    if " " in word or "-" in word or "/" in word:
        return Share(n.start, n.end, n.value * 100, 1, "<fraction>")
    before = _BEFORE.search(fold, max(0, n.start - 24), n.start)
    start = n.start
    if fold.startswith(("a ", "a-"), n.start - 2) and (n.start < 3 or not fold[n.start - 3].isalnum()):
        start = n.start - 2
    if start < n.start or word == "half" or before is not None:
        ordinal = _FIRST_HALF.search(fold, max(0, start - 10), start) is not None
        if _GOES.match(fold, n.end) is not None and not ordinal:
            return Share(start, n.end, n.value * 100, 1, "<fraction>")
    if word == "half":
        if fold.startswith((" of ", " the ", " its ", " their "), n.end) or (
            before and not fold.startswith("the ", n.start - 4)
        ):
            return Share(start, n.end, n.value * 100, 1, "<half>")
        return None
    if n.value < _QUARTER and _HEDGED.search(fold, max(0, n.start - 24), n.start) and _STOPS.match(fold, n.end):
        return Share(start, n.end, n.value * 100, 1, "<fraction>")  # "and the Middle East roughly a tenth."
    if start < n.start and _AMOUNTS_TO.search(fold, max(0, start - 40), start) and _STOPS.match(fold, n.end):
        return Share(start, n.end, n.value * 100, 1, "<fraction>")  # "ODM already accounts for a fifth."
    if (fold.startswith("of ", n.end + 1) and before) or fold.startswith("by a ", n.start - 5):
        return Share(start, n.end, n.value * 100, 1, "<fraction>")
    return None
