"""Ranges and lists: numbers that share a unit: "10 to 15 million", "80-100%", 三到五成, "14, 10 and 8 percent".

"rose from 10 to 20 percent" is no range but two figures.
"""

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pipelines.recognise.directions import direction_before
from pipelines.recognise.drafts import Draft, sign_at, unit_at
from pipelines.recognise.numeral import Exact, fraction
from pipelines.recognise.units import TIME_UNITS

if TYPE_CHECKING:
    from pipelines.recognise.quantities import Reader

_CONNECT = re.compile(r" ?(?:-{1,2}|~|to|至|到) ?")
_AND = re.compile(r" (?:and|to) |和")
_OR = re.compile(r" or ")
_LIST = re.compile(r",? (?:and|or|to|&) |, ?|、|和|及|与")
_BETWEEN = re.compile(r"(?:\bbetween|介于|在) ?\Z")
_FROM = re.compile(
    r"(?:\bfrom (?:about |around |nearly |over |more than |some |the |a )?"
    r"(?:(?:total|value|total value|level|volume) of )?|从|由)\Z"
)
_RANGING = re.compile(
    r"\b(?:rang(?:ing|es?|ed)|var(?:ying|y|ies|ied)|anywhere|priced|prices?|span(?:s|ning)?)\b[a-z ]{0,30}\Z"
)
_WENT = re.compile(r"\b(?:went|gone|going|goes|moved|passed|passing|shifted)(?: up| down)? \Z")
_FEW, _STEPS = 20, (10, 100, 1000, 10_000)
_LONGEST_LIST = 8
_RANGE_MARKS = re.compile("[-~至到和]| to | and | or ")
_IN_YEAR, _NO_YEAR = re.compile(r"\b(?:in|of) (?:1[6-9]|20)\d\d\Z"), 2100
_LEAP = 4  # "rose 2 to 36": nobody means a range so wide
_CLOSE = 2  # "fell by 30 to 35 percent" is a range; "grew by 20 to 150 stalls" is none
_WITH_SMALLER = re.compile(",? (?:and )?|又|(?<=[元块])")
_INCHES = re.compile(r" in\b(?! [0-9])")


def read_range(reader: "Reader", draft: Draft, i: int) -> None:
    """Take the second number of a range into the draft: "10 to 15 million", "80-100%", 三到五成."""
    n, fold = draft.number, reader.fold
    other = reader.numerals[i + 1]
    if n.low is not None or other.form not in ("digits", "words", "zh") or other.low is not None:
        return
    if _RANGE_MARKS.search(fold, n.end, other.start) is None:
        return
    if _IN_YEAR.search(fold, max(0, n.start - 4), n.end) is not None and other.value >= _NO_YEAR:
        return  # "from 12 in 1890 to 3,400 today"
    between = _BETWEEN.search(fold, max(0, draft.start - 10), draft.start)
    unit_end, unit = unit_at(reader, n.end)
    for end in (n.end, unit_end):
        joint = (_AND.match(fold, end) if between else None) or _CONNECT.match(fold, end)
        if joint is None and _are_next(n.value, fraction(other.value) / other.scale):
            joint = _OR.match(fold, end)
        if joint is None:
            continue
        sign_start, sign = sign_at(reader, other.start)
        if joint.end() not in (other.start, sign_start):
            continue
        low = n.value
        if other.scale > 1 and n.scale == 1 and n.value * other.scale < other.value:
            low = n.value * other.scale
        if not low < other.value:
            continue
        its_end, its_unit = unit_at(reader, other.end)
        its_unit = sign or its_unit
        if unit is not None and its_unit is not None and unit.name != its_unit.name:
            return
        if unit is not None and unit.kind == "percent" and other.scale > 1:
            return  # "fell 9.1 percent to 116.4 million"
        close = its_unit is not None and its_unit.kind == "percent" and other.value <= _CLOSE * low
        leap = other.value > _LEAP * low and not fold.startswith("不等", its_end)  # 下跌约6至30%不等
        if joint[0].strip() in ("to", "至", "到") and _changes(reader, draft.start, unit is not None, leap, close):
            return
        draft.low, draft.high, draft.end, draft.used = low, other.value, other.end, 2
        draft.unit_end = draft.end
        if between is not None:
            draft.start = max(reader.free, between.start())
        return


def _are_next(low: Exact, high: Exact) -> bool:
    """Say whether two round numbers follow each other, as in "six or seven", "30 or 40", "three or four thousand"."""
    step = high - low
    return (step == 1 and low < _FEW) or (step in _STEPS and low % step == 0)


def _changes(reader: "Reader", start: int, has_unit: bool, leap: bool, close: bool) -> bool:
    """Say whether "10 to 20" tells of a change, two figures, and not of a range."""
    fold, words = reader.fold, reader.grammar.directions
    origin = _FROM.search(fold, max(0, start - 24), start)
    if origin is None:
        at, way = direction_before(fold, start, words)
        return way is not None and (leap or has_unit or (" by " in fold[at:start] and not close))
    if _RANGING.search(fold, max(0, origin.start() - 40), origin.start()):
        return False
    if _WENT.search(fold, max(0, origin.start() - 12), origin.start()):
        return True
    clause = fold[max(0, origin.start() - 70) : origin.start()].rpartition(". ")[2]
    if any(words.before.at(word, 0) for word in re.split(r"[^a-z]+", clause) if word):
        return True
    near = range(max(0, origin.start() - 8), origin.start())
    return any(fold[at] > "\u2fff" and words.before.at(fold, at) for at in near)


def share_unit_of_list(reader: "Reader", draft: Draft, i: int) -> None:
    """Give a bare number the unit at the end of its list: "14, 10 and 8 percent", "1.2 and 1.5 billion yuan"."""
    fold, numerals = reader.fold, reader.numerals
    end = draft.end
    for following in numerals[i + 1 : i + _LONGEST_LIST]:
        joint = _LIST.match(fold, end)
        if joint is None or joint.end() != following.start:
            return
        end = following.end
        last = joint[0].strip() != ","
        unit = unit_at(reader, end)[1]
        if unit is not None:
            share = unit.kind != "percent" or draft.number.printed < 4
            if last and share and unit.kind != "count" and unit.name not in TIME_UNITS:
                draft.unit, draft.rule = unit, "<number> and <number> <unit>"
                if following.scale > 1 and draft.number.scale == 1 and draft.number.value < 1000:
                    draft.value = draft.value * following.scale
            return


_AND_PART = re.compile(
    r" and (?:an? )?(half|quarter)\b(?! (?:of|an?|the|its|their|all|those|these)\b)|(半)(?![数导成个年月天])"
)


def add_part(reader: "Reader", draft: Draft, i: int) -> None:
    """Add the half of "a year and a half" and of 三年半."""
    found = _AND_PART.match(reader.fold, draft.unit_end)
    if found is None or draft.low is not None:
        return
    draft.value += Fraction(1, 4 if found[1] == "quarter" else 2)
    draft.end = draft.unit_end = found.end()
    if i + 1 < len(reader.numerals) and reader.numerals[i + 1].start < found.end():
        draft.used = 2


def add_smaller(reader: "Reader", draft: Draft, i: int) -> None:
    """Add the smaller unit of "3 dollars 50 cents" and "12 feet 2 inches"."""
    if draft.unit is None or i + 1 >= len(reader.numerals):
        return
    other = reader.numerals[i + 1]
    joint = _WITH_SMALLER.match(reader.fold, draft.unit_end)
    if joint is None or joint.end() != other.start or other.value.denominator != 1:
        return
    end, unit = unit_at(reader, other.end)
    if unit is not None and unit.name == draft.unit.name and unit.factor < draft.unit.factor:  # 3元5角
        draft.value += Fraction(other.value) * fraction(unit.factor) / fraction(draft.unit.factor)
        draft.end = draft.unit_end = end
        draft.used = 2
        return
    for name, count in reader.grammar.units.smaller[draft.unit.name].items():
        if unit is None and name == "inch" and (short := _INCHES.match(reader.fold, other.end)) is not None:
            draft.value += Fraction(other.value) / count
            draft.end, draft.unit_end, draft.used = other.end, short.end(), 2
            return
        last = reader.fold[other.end : other.end + 1] in ("", ".") and other.value > 9
        if other.value < count and ((unit is not None and unit.name == name) or (unit is None and last)):
            draft.value += Fraction(other.value) / count
            draft.end = draft.unit_end = end
            draft.used = 2
