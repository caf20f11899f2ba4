"""Figures: one number with all that surrounds it: sign, range, list, unit or noun, hedge, direction, rate.

The steps follow the reading from the number outwards; each is a method of its own, and what they find is kept in a
draft until the figure is whole.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from pipelines.recognise.directions import direction_after, direction_before
from pipelines.recognise.ellipsis import carried_unit, carry_back
from pipelines.recognise.grammar import HEDGE, PER, SIGN, UNIT, WAY
from pipelines.recognise.hedges import bounds, hedge_after, hedge_before
from pipelines.recognise.mentions import Direction, Qualifier, Quantity, QuantityKind
from pipelines.recognise.nouns import Noun, noun_behind
from pipelines.recognise.numeral import Numeral
from pipelines.recognise.rejections import rejection
from pipelines.recognise.units import TIME_UNITS, Unit, sign_before, unit_behind
from pipelines.text.spans import Span

if TYPE_CHECKING:
    from pipelines.recognise.quantities import Reader

_CONNECT = re.compile(r" ?(?:-{1,2}|~|to|至|到) ?")
_AND = re.compile(r" (?:and|to) |和")
_LIST = re.compile(r",? (?:and|or|to|&) |, ?|、|和|及|与")
_BETWEEN = re.compile(r"(?:\bbetween|介于|在) ?\Z")
_FROM = re.compile(r"(?:\bfrom (?:about |around |nearly |over |more than |some |the |a )?|从|由)\Z")
_RANGING = re.compile(
    r"\b(?:rang(?:ing|es?|ed)|var(?:ying|y|ies|ied)|anywhere|priced|prices?|span(?:s|ning)?)\b[a-z ]{0,30}\Z"
)
_NEGATIVE = re.compile(r"(?:(?:(?<=[\s(±])|\A)[-−]|负|\bminus |(?<![一-鿿-])(?<!- )- ?)\Z")
_JOINED = re.compile(r"(?:\s*(?:,|and|、|和|及|与|, and|;)\s*(?:\w+ )?)")
_WITH_SMALLER = re.compile(",? (?:and )?|又")
_INCHES = re.compile(r" in\b(?! [0-9])")
_HEDGED = ("+ ", "-plus", "-odd", " or ", " plus ", " odd ")
_POSTED = re.compile("(?:快递|包裹|快件)[^,。;、]{0,5}\\Z")
_BARE_ZH = re.compile("[百千万亿兆十]+")
_SMALL_WORDS = frozenset({"rs", "tk", "rmb", "usd", "won", "yen", "dlr", "inr"})  # currencies also written small
_GENERIC = frozenset("个项条家户名间座种大")  # classifiers that say little of what they count
_CLAUSE_END = frozenset("。;、,，!?\n ")
_NOT_A_HEAD = frozenset("级型化性牌")  # 国家级 tells a quality, not what is counted
_LONGEST_LIST = 8
_LONGEST_GAP = 25
_LIST_MARKS = frozenset(" ,、和及与")
_RANGE_MARKS = re.compile("[-~至到和]| to | and ")
_LEAP = 4  # "rose 2 to 36": nobody means a range so wide


@dataclass(slots=True)
class Draft:
    """A figure while it is read."""

    number: Numeral
    start: int  # with a currency sign
    end: int  # of the numerals
    value: Fraction
    low: Fraction | None
    high: Fraction | None
    unit_end: int
    used: int = 1  # numerals
    unit: Unit | None = None
    noun: Noun | None = None
    noun_printed: str = ""
    signed: bool = False
    rule: str = ""


def read_figure(reader: "Reader", i: int) -> int:
    """Read the figure whose first number is numeral `i`, or reject it; return how many numerals were used."""
    n, fold, grammar = reader.numerals[i], reader.fold, reader.grammar
    around = grammar.before(fold, n.start)
    start, sign = _sign(reader, n.start) if around & SIGN else (n.start, None)
    draft = Draft(n, start, n.end, n.value, n.low, n.high, n.end, signed=sign is not None)
    if i + 1 < len(reader.numerals) and reader.numerals[i + 1].start - n.end < _LONGEST_GAP:
        _read_range(reader, draft, i)
    _read_unit(reader, draft, sign)
    if draft.used == 1:
        if draft.unit is None:
            if draft.noun is None and fold[draft.end : draft.end + 1] in _LIST_MARKS:
                _share_unit_of_list(reader, draft, i)
        elif draft.unit.name in grammar.units.smaller:
            _add_smaller(reader, draft, i)
    qualifier, hedge_start, hedge_end = _read_hedge(reader, draft, around)
    bare = draft.unit is None and draft.noun is None and qualifier is None and n.scale == 1 and draft.used == 1
    doubtful = bare or (draft.noun is not None and not draft.noun.known)
    refused = rejection(fold, n, draft, doubtful, grammar, around)
    if refused is not None:
        at, end, reason = refused
        reader.reject(at, max(end, draft.end) if draft.used > 1 else end, reason)
    elif n.form == "digits" or _acts_as_figure(reader, draft, qualifier, bare):
        _finish(reader, draft, qualifier, hedge_start, hedge_end, around)
    elif n.form == "words" and n.value != 1:
        reader.reject(n.start, n.end, "word")
    return draft.used


def _sign(reader: "Reader", start: int) -> tuple[int, Unit | None]:
    """Read a currency sign before a number; a short word of letters counts as a sign in capitals only."""
    if not start or reader.fold[start - 1] == "\n":
        return start, None
    at, sign = sign_before(reader.fold, start, reader.grammar.units)
    if sign is None or at < reader.free:
        return start, None
    word = reader.text[at:start].strip()
    if word.islower() and len(word) < 4 and word.isalpha() and word not in _SMALL_WORDS:
        return start, None
    return at, sign


def _unit(reader: "Reader", end: int, signed: bool = False) -> tuple[int, Unit | None]:
    """Read the unit behind a number; after a sign, no second currency that has a number of its own."""
    if not reader.grammar.behind(reader.fold, end) & UNIT:
        return end, None
    unit_end, unit = unit_behind(reader.fold, end, reader.grammar.units)
    if unit is not None and unit.kind == "money":
        word = reader.text[end:unit_end].strip(" -")
        if word.islower() and len(word) < 4 and word.isalpha() and word.isascii() and word not in _SMALL_WORDS:
            return end, None
        if signed and reader.fold[unit_end : unit_end + 2].strip(" ")[:1].isdigit():
            return end, None
    return unit_end, unit


def _read_range(reader: "Reader", draft: Draft, i: int) -> None:
    """Take the second number of a range into the draft: "10 to 15 million", "80-100%", 三到五成."""
    n, fold = draft.number, reader.fold
    other = reader.numerals[i + 1]
    if n.low is not None or other.form not in ("digits", "words", "zh") or other.low is not None:
        return
    if _RANGE_MARKS.search(fold, n.end, other.start) is None:
        return
    between = _BETWEEN.search(fold, max(0, draft.start - 10), draft.start)
    unit_end, unit = _unit(reader, n.end)
    for end in (n.end, unit_end):
        joint = (_AND.match(fold, end) if between else None) or _CONNECT.match(fold, end)
        if joint is None:
            continue
        sign_at, sign = _sign(reader, other.start)
        if joint.end() not in (other.start, sign_at):
            continue
        low = n.value
        if other.scale > 1 and n.scale == 1 and n.value < other.base:
            low = n.value * other.scale
        if not low < other.value:
            continue
        its_unit = sign or _unit(reader, other.end)[1]
        if unit is not None and its_unit is not None and unit.name != its_unit.name:
            return
        if joint[0].strip() in ("to", "至", "到") and _changes(
            reader, draft.start, unit is not None, other.value > _LEAP * low
        ):
            return
        draft.low, draft.high, draft.end, draft.used = low, other.value, other.end, 2
        draft.unit_end = draft.end
        if between is not None:
            draft.start = max(reader.free, between.start())
        return


def _changes(reader: "Reader", start: int, has_unit: bool, leap: bool) -> bool:
    """Say whether "10 to 20" tells of a change, two figures, and not of a range."""
    fold, words = reader.fold, reader.grammar.directions
    origin = _FROM.search(fold, max(0, start - 24), start)
    if origin is None:
        at, way = direction_before(fold, start, words)
        return way is not None and (leap or has_unit or " by " in fold[at:start])
    if _RANGING.search(fold, max(0, origin.start() - 40), origin.start()):
        return False
    clause = fold[max(0, origin.start() - 70) : origin.start()].rpartition(". ")[2]
    if any(words.before.at(word, 0) for word in re.split(r"[^a-z]+", clause) if word):
        return True
    near = range(max(0, origin.start() - 8), origin.start())
    return any(fold[at] > "\u2fff" and words.before.at(fold, at) for at in near)


def _read_unit(reader: "Reader", draft: Draft, sign: Unit | None) -> None:
    """Read the unit behind the number, the sign before it, or the noun that it counts."""
    end = draft.end
    if reader.fold.startswith(_HEDGED, end):  # "3,000+ firms", "3,000 or more firms"
        after_hedge, qualifier = hedge_after(reader.fold, end, reader.grammar.hedges_after)
        if qualifier is not None:
            end = draft.unit_end = after_hedge
    unit_end, unit = _unit(reader, end, signed=sign is not None)
    if sign is not None and (unit is None or unit.kind != "money"):
        draft.unit = sign
        return
    if unit is not None:
        draft.unit, draft.unit_end = unit, unit_end
        return
    fold = reader.fold
    if end < len(fold) and (fold[end] in " -" or fold[end] > "\u2fff"):
        noun = noun_behind(fold, end, reader.grammar.nouns, draft.value)
        if noun is not None:
            draft.noun, draft.unit_end = noun, noun.end
            draft.noun_printed = reader.text[end : noun.end].strip(" -")
        if fold[end] in _GENERIC:
            _read_classified(reader, draft)
        elif fold[end] == "件" and _POSTED.search(fold, max(0, draft.start - 8), draft.start) is not None:
            draft.noun = Noun(end + 1, "parcel", True)


def _add_smaller(reader: "Reader", draft: Draft, i: int) -> None:
    """Add the smaller unit of "3 dollars 50 cents" and "12 feet 2 inches"."""
    if draft.unit is None or i + 1 >= len(reader.numerals):
        return
    other = reader.numerals[i + 1]
    joint = _WITH_SMALLER.match(reader.fold, draft.unit_end)
    if joint is None or joint.end() != other.start or other.value.denominator != 1:
        return
    for name, count in reader.grammar.units.smaller[draft.unit.name].items():
        end, unit = _unit(reader, other.end)
        if unit is None and name == "inch" and (short := _INCHES.match(reader.fold, other.end)) is not None:
            draft.value += other.value / count
            draft.end, draft.unit_end, draft.used = other.end, short.end(), 2
            return
        last = reader.fold[other.end : other.end + 1] in ("", ".") and other.value > 9
        if other.value < count and ((unit is not None and unit.name == name) or (unit is None and last)):
            draft.value += other.value / count
            draft.end = draft.unit_end = end
            draft.used = 2


def _read_classified(reader: "Reader", draft: Draft) -> None:
    """Find what a general classifier counts: behind it (个重点项目) or before the number (项目有135个)."""
    fold, nouns, end = reader.fold, reader.grammar.nouns, draft.end
    if draft.noun is not None and draft.noun.end > end + 1:
        return
    stop = end + 1
    while stop < len(fold) and stop < end + 10 and fold[stop] > "\u2fff" and fold[stop] not in _CLAUSE_END:
        found = nouns.zh.at(fold, stop)
        if found is not None and found[0] - stop > 1 and fold[found[0] : found[0] + 1] not in _NOT_A_HEAD:
            draft.noun, draft.unit_end = Noun(found[0], found[1], True), found[0]
            draft.noun_printed = reader.text[end + 1 : found[0]]
            return
        stop += 1
    at = draft.start - 1
    while at >= 0 and at > draft.start - 12 and fold[at] > "\u2fff" and fold[at] not in _CLAUSE_END:
        found = nouns.zh.at(fold, at)
        if found is not None and found[0] - at > 1 and found[0] <= draft.start:
            draft.noun, draft.unit_end = Noun(end + 1, found[1], True), end + 1
            draft.noun_printed = reader.text[at : found[0]]
            return
        at -= 1


def _share_unit_of_list(reader: "Reader", draft: Draft, i: int) -> None:
    """Give a bare number the unit at the end of its list: "14, 10 and 8 percent", "1.2 and 1.5 billion yuan"."""
    fold, numerals = reader.fold, reader.numerals
    end = draft.end
    for following in numerals[i + 1 : i + _LONGEST_LIST]:
        joint = _LIST.match(fold, end)
        if joint is None or joint.end() != following.start:
            return
        end = following.end
        unit = _unit(reader, end)[1]
        if unit is not None:
            if unit.kind != "count" and unit.name not in TIME_UNITS:
                draft.unit, draft.rule = unit, "<number> and <number> <unit>"
                if following.scale > 1 and draft.number.scale == 1 and draft.number.value < 1000:
                    draft.value = draft.value * following.scale
            return


def _read_hedge(reader: "Reader", draft: Draft, around: int) -> tuple[Qualifier | None, int, int]:
    """Read the hedge before the number or behind it: qualifier, where it begins, where it ends."""
    fold, grammar = reader.fold, reader.grammar
    start, before = draft.start, None
    if draft.start != draft.number.start:
        around = grammar.before(fold, start)
    if around & HEDGE:
        start, before = hedge_before(fold, start, grammar.hedges_before)
        if start < reader.free:
            start, before = draft.start, None
    end, after = draft.unit_end, None
    if grammar.behind(fold, end) & HEDGE:
        end, after = hedge_after(fold, end, grammar.hedges_after)
    if after is None and draft.unit_end != draft.end and grammar.behind(fold, draft.end) & HEDGE:
        _, after = hedge_after(fold, draft.end, grammar.hedges_after)
    inside: Qualifier | None = "more_than" if draft.number.more else None
    return before or inside or after, start, end


def _acts_as_figure(reader: "Reader", draft: Draft, qualifier: Qualifier | None, bare: bool) -> bool:
    """Say whether a number word counts something: 三千家 does, the 一 of 统一 and a bare "two" do not."""
    n, unit = draft.number, draft.unit
    if n.form == "words":
        return not bare and not (n.value == 1 and unit is None and draft.used == 1 and n.scale == 1)
    if n.form != "zh" or draft.used > 1:
        return True
    word = reader.fold[n.start : n.end]
    counts = unit is not None or draft.noun is not None
    if _BARE_ZH.fullmatch(word) and word != "十":
        return (qualifier is not None or n.low is not None) and counts
    if word in ("一", "半", "几", "数"):
        return unit is not None and unit.name not in TIME_UNITS
    return counts or n.scale >= 10000 or (len(word) >= 3 and n.value >= 100)


def _finish(
    reader: "Reader", draft: Draft, qualifier: Qualifier | None, hedge_start: int, hedge_end: int, around: int
) -> None:
    """Read direction and rate, and hand the quantity in."""
    fold, n, unit, noun = reader.fold, draft.number, draft.unit, draft.noun
    kind: QuantityKind = "number"
    name: str | None = None
    if unit is not None:
        kind, name, rule = unit.kind, unit.name, draft.rule or "<number> <unit>"
    elif noun is not None:
        kind, name, rule = "count", noun.unit, "<number> <noun>"
    else:
        carried = carried_unit(reader, draft, hedge_start)
        name, kind, rule = (None, kind, "<number>") if carried is None else carried
    end = max(draft.unit_end, hedge_end)
    start, way, end = _direction(reader, hedge_start, end, kind)
    per: str | None = None
    if reader.grammar.behind(fold, end) & PER:
        end, per = _per(reader, end)
    if per is None and around & PER:
        found = reader.grammar.units.per.before(fold, n.start)
        per = None if found is None else found[1]
    factor = 1 if unit is None else unit.factor
    span = Span(max(reader.free, min(hedge_start, start)), end)
    number = Span(n.start, draft.end)
    printed = reader.text[draft.end : draft.unit_end].strip(" -") or reader.text[draft.start : n.start].strip()
    low, high, value = draft.low, draft.high, None
    final: Qualifier = "range"
    if low is not None and high is not None:
        rule = "<number> to <number>" if draft.used > 1 else "<vague number>"
        low, high = low * factor, high * factor
    else:
        final = qualifier or "exact"
        value = draft.value if factor == 1 else draft.value * factor
        low, high = bounds(value, final)
    reader.add(Quantity(span, number, kind, value, low, high, final, name, printed, draft.noun_printed, way, per, rule))
    if len(reader.quantities) > 1 and reader.quantities[-2].unit is None:
        carry_back(reader)


def _direction(reader: "Reader", start: int, end: int, kind: QuantityKind) -> tuple[int, Direction | None, int]:
    """Read the direction before the figure, behind it, or of the figure that it is joined to."""
    fold, words = reader.fold, reader.grammar.directions
    around = reader.grammar.before(fold, start)
    if around & WAY:
        at, way = direction_before(fold, start, words)
        if way is not None and at >= reader.free:
            return at, way, end
    if reader.grammar.behind(fold, end) & WAY:
        way_end, way = direction_after(fold, end, words)
        if way is not None:
            return start, way, way_end
    negative = _NEGATIVE.search(fold, max(0, start - 8), start) if around & WAY else None
    if negative is not None:
        return negative.start(), "decrease", end
    if reader.quantities and kind in ("percent", "percentage_point", "times"):
        last = reader.quantities[-1]
        if last.kind == kind and start - last.span.end < 20 and _JOINED.fullmatch(fold, last.span.end, start):
            return start, last.direction, end
    return start, None, end


def _per(reader: "Reader", end: int) -> tuple[int, str | None]:
    """Read what the figure is counted per: "a year", "per tonne", 每月."""
    fold = reader.fold
    found = reader.grammar.units.per.at(fold, end + 1 if fold[end] == " " else end)
    if found is not None and not fold.startswith((" ago", " earlier", " before", " later"), found[0]):
        return found
    return end, None
