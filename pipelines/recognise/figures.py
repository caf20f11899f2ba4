"""Figures: one number with all that surrounds it: sign, range, list, unit or noun, hedge, direction, rate.

The steps follow the reading from the number outwards; each is a method of its own, and what they find is kept in a
draft until the figure is whole.
"""

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pipelines.recognise.beside import HEDGE, MINUS, PER, PERCENT_SIGN, SIGN, UNIT, WAY
from pipelines.recognise.directions import direction_after, direction_before
from pipelines.recognise.drafts import Draft, read_unit, sign_at, unit_at
from pipelines.recognise.ellipsis import carried_from_year, carried_unit, carry_back
from pipelines.recognise.headers import PERCENT
from pipelines.recognise.hedges import bounds, hedge_after, hedge_before
from pipelines.recognise.mentions import Direction, Qualifier, Quantity, QuantityKind
from pipelines.recognise.nouns import OF_THE_STATE, Noun, noun_behind
from pipelines.recognise.numeral import Exact, fraction
from pipelines.recognise.ranges import add_part, add_smaller, read_range, share_unit_of_list
from pipelines.recognise.rejections import rejection
from pipelines.recognise.sales_ratios import parted_ahead, ratio_ahead
from pipelines.recognise.units import TIME_UNITS, Unit
from pipelines.text.spans import Span

if TYPE_CHECKING:
    from pipelines.recognise.quantities import Reader

_NEGATIVE = re.compile(
    r"(?:(?:(?<=[\s(±和、及与])|\A)[-−]|负|\bminus |(?<![一-鿿-])(?<!- )(?:-|(?<![^\W_] )- )|"
    r"(?<=[长幅速率比])[-−]|(?<=[长幅速率][为达])[-−])\Z"
)  # "a year - 60 percent" is a dash
_PERCENT_FIRST = re.compile(r"(?:(?<=[a-z,:] )|(?<=[a-z]  )|(?<=\())% ?\Z")  # Turkish: %67
_WORD_NEXT = re.compile(r"(?! ?%)(?! ?(?:percent|per cent))(?![\d.])")
# "up 12%, 9% and 4%", but "up 12 percent, with 60 percent"
_JOINED = re.compile(r"(?:\s*(?:,|and|、|和|及|与|, and|;)\s*(?:(?!with\b)[a-z]+ )?)")
_OF_IT = re.compile(r" share of\b| of (?:it|its|which|that|this|them|these|their|all|total|the)\b")
_HEDGED = ("+ ", "-plus", "-odd", " or ", " plus ", " odd ")
_PAPER_UNITS = {
    "快递": "parcel",
    "包裹": "parcel",
    "快件": "parcel",
    "商标": "trademark",
    "专利": "patent",
    "品牌": "brand",
}
_PAPERS = re.compile(f"({'|'.join(_PAPER_UNITS)})[^,。;、]{{0,5}}\\Z")  # what 件 counts behind these words
_TOGETHER = re.compile("块(?!钱|[一二三四五六七八九两半])")  # 在一块
_OF_SUCH_SIZE = frozenset(
    {"cluster", "park", "market", "town", "county", "village", "base", "project", "platform"}
)  # 千亿集群
_BARE_ZH = re.compile("[百千万亿兆十]+")
_NUMBERS = re.compile(
    "(?:总?数量?)?(?:有|达|达到|超|超过|逾|近|约|共|为|已|是|增至|突破|现有|共有|多达|仅|只有|发展到|不足|不到)*"
)  # 专业市场有5家, but not 集群携10家
_WORKS = re.compile(
    r"(?:厂|厂家|布行|商号|工场)(?:尚|仍|还)?(?:有|达|逾|超|近|约|共|超过|已有|现有|多达|只剩|剩下)*"
    r"(?:[从由](?:[12]\d\d\d年|[^,;。\d]{0,6})的?(?:逾|约|近|超)?)?\Z"
)
_CAME_TO = re.compile(r"[一-鿿]{0,4}[至到为](?:[12]\d\d\d年的?)?(?:不足|约|近|逾|超|仅)*")
_LISTED = re.compile("[,、;](?:其中)?[一-鿿]{2,6}")  # a name, or a few words, between figures of one list
_OF_A_WORKS = frozenset("家商房区里长址")  # 厂家, 厂房, 厂区
_GENERIC = frozenset("个项条家户名间座种大")  # classifiers that say little of what they count
_CLAUSE_END = frozenset("。;、,，!?\n ")
_NOT_A_HEAD = frozenset("级型化性牌")  # 国家级 tells a quality, not what is counted
_LONGEST_GAP = 25
_A_BILLION = 10**9
_PART_MARKS = (" ", "半")
_LIST_MARKS = frozenset(" ,、和及与")


def read_figure(reader: "Reader", i: int, around: int) -> int:
    """Read the figure whose first number is numeral `i`, or reject it; return how many numerals were used.

    `around` is what the grammar says of the word before.
    """
    n, fold, grammar = reader.numerals[i], reader.fold, reader.grammar
    start, sign = sign_at(reader, n.start) if around & SIGN else (n.start, None)
    if around & PERCENT_SIGN and sign is None and (found := _PERCENT_FIRST.search(fold, max(0, n.start - 3), n.start)):
        start, sign = found.start(), PERCENT
    draft = Draft(n, start, n.end, n.value, n.low, n.high, n.end, around, signed=sign is not None)
    if sign is PERCENT:
        _read_split_decimal(reader, draft, i)
    if i + 1 < len(reader.numerals) and reader.numerals[i + 1].start - n.end < _LONGEST_GAP:
        read_range(reader, draft, i)
    draft.behind = grammar.behind(fold, draft.end)
    if draft.used == 1 and fold.startswith(":", n.end):
        _read_ratio(reader, draft, i)
    if draft.used == 1 and n.form == "zh" and fold.startswith("开", n.end):
        _read_parted(reader, draft)
    if draft.unit is None:
        _read_unit(reader, draft, sign)
    if draft.used == 1:
        if draft.unit is None:
            if draft.noun is None and fold[draft.end : draft.end + 1] in _LIST_MARKS:
                share_unit_of_list(reader, draft, i)
        elif draft.unit.name in TIME_UNITS:
            if fold[draft.unit_end : draft.unit_end + 1] in _PART_MARKS:
                add_part(reader, draft, i)
        elif draft.unit.name in grammar.units.smaller:
            add_smaller(reader, draft, i)
        if draft.end != n.end:
            draft.behind = grammar.behind(fold, draft.end)
    draft.beyond = draft.behind if draft.unit_end == draft.end else grammar.behind(fold, draft.unit_end)
    qualifier, hedge_start, hedge_end = _read_hedge(reader, draft)
    bare = draft.unit is None and draft.noun is None and qualifier is None and n.scale == 1 and draft.used == 1
    doubtful = bare or (draft.noun is not None and not draft.noun.known)
    refused = rejection(fold, n, draft, doubtful, grammar)
    if refused is not None:
        at, end, reason = refused
        reader.reject(at, max(end, draft.end) if draft.used > 1 else end, reason)
    elif n.form == "digits" or _acts_as_figure(reader, draft, qualifier, bare):
        _finish(reader, draft, qualifier, hedge_start, hedge_end)
    elif n.form == "words" and n.value != 1:
        reader.reject(n.start, n.end, "word")
    return draft.used


def _read_split_decimal(reader: "Reader", draft: Draft, i: int) -> None:
    """Read "%67, 5" as 67.5: the comma is the decimal one, with a space behind it."""
    following = reader.numerals[i + 1] if i + 1 < len(reader.numerals) else None
    if following is None or reader.fold[draft.end : following.start] != ", " or draft.value.denominator != 1:
        return
    if following.end - following.start == 1 and _WORD_NEXT.match(reader.fold, following.end):
        draft.value += Fraction(following.value) / 10
        draft.end = draft.unit_end = following.end
        draft.used = 2


def _read_ratio(reader: "Reader", draft: Draft, i: int) -> None:
    """Read 内外销比例为7:3 as 70 percent: the part of the first."""
    other = reader.numerals[i + 1] if i + 1 < len(reader.numerals) else None
    if other is None or other.start != draft.end + 1 or not ratio_ahead(reader.fold, draft.start):
        return
    whole = fraction(draft.value) + fraction(other.value)
    if whole:
        draft.value, draft.unit, draft.used = fraction(draft.value) * 100 / whole, PERCENT, 2
        draft.end = draft.unit_end = other.end


def _read_parted(reader: "Reader", draft: Draft) -> None:
    """Read 外销与内销六四开 as 60 percent: the part of the first."""
    first, second = divmod(fraction(draft.value), 10)
    if first + second == 10 and parted_ahead(reader.fold, draft.start):
        draft.value, draft.unit = Fraction(first * 10), PERCENT
        draft.end = draft.unit_end = draft.end + 1


def _read_unit(reader: "Reader", draft: Draft, sign: Unit | None) -> None:
    """Read the unit behind the number, the sign before it, or the noun that it counts."""
    end = draft.end
    if reader.fold.startswith(_HEDGED, end):  # "3,000+ firms", "3,000 or more firms"
        after_hedge, qualifier = hedge_after(reader.fold, end, reader.grammar.hedges_after)
        if qualifier is not None:
            end = draft.unit_end = after_hedge
    unit_end, unit = end, None
    if end != draft.end:
        unit_end, unit = unit_at(reader, end, signed=sign is not None)
    elif draft.behind & UNIT:
        unit_end, unit = read_unit(reader, end, signed=sign is not None)
    if sign is not None and (unit is None or unit.kind != "money"):
        draft.unit = sign
        return
    if sign is not None and reader.fold[end:unit_end].strip() == "元":
        unit = sign  # 新台币60亿元
    if unit is not None:
        draft.unit, draft.unit_end = unit, unit_end
        return
    fold = reader.fold
    if draft.number.scale > 1 and fold.startswith("s of ", end - 1):  # "2.3 millions of looms"
        end += 3
    if fold.startswith(" ", end) and fold[end + 1 : end + 2] > "\u2fff":
        end += 1  # 316 家
    if end < len(fold) and (fold[end] in " -" or fold[end] > "\u2fff"):
        noun = noun_behind(fold, end, reader.grammar.nouns, draft.value)
        if noun is not None:
            draft.noun, draft.unit_end = noun, noun.end
            draft.noun_printed = reader.text[end : noun.end].strip(" -")
        if fold[end] in _GENERIC:
            _read_classified(reader, draft, end)
        elif fold[end] in "件枚":
            papers = _PAPERS.search(fold, max(0, draft.start - 8), draft.start)
            if papers is not None:
                draft.noun = Noun(end + 1, _PAPER_UNITS[papers[1]], True)


def _read_classified(reader: "Reader", draft: Draft, end: int) -> None:
    """Find what a general classifier counts: behind it (个重点项目) or before the number (项目有135个)."""
    fold, nouns = reader.fold, reader.grammar.nouns
    if draft.noun is not None and draft.noun.end > end + 1:
        return
    stop = end + 1
    while stop < len(fold) and stop < end + 10 and fold[stop] > "\u2fff" and fold[stop] not in _CLAUSE_END:
        found = nouns.zh.at(fold, stop)
        if fold[stop] == "为":
            break  # 76名明星为企业代言
        if found is not None and found[1] == "enterprise" and fold[end] == "家" and fold.startswith("的", found[0]):
            return  # 9家规上企业的产业集群: so many firms
        if (
            found is not None
            and found[0] - stop > 1
            and fold[found[0] : found[0] + 1] not in _NOT_A_HEAD
            and not (fold[end] == "家" and fold.startswith("的", found[0]))  # 8家深耕国内市场的企业
            and not (found[1] == "country" and fold.startswith(OF_THE_STATE, found[0]))
        ):
            draft.noun, draft.unit_end = Noun(found[0], found[1], True), found[0]
            draft.noun_printed = reader.text[end + 1 : found[0]]
            return
        if fold[end] == "家" and fold[stop] == "厂" and stop > end + 1 and fold[stop + 1 : stop + 2] not in _OF_A_WORKS:
            break  # 260家织布厂迁入园区
        stop += 1
    at = draft.start - 1
    while at >= 0 and at > draft.start - 12 and fold[at] > "\u2fff" and fold[at] not in _CLAUSE_END:
        found = nouns.zh.at(fold, at)
        if (
            found is not None
            and found[0] - at > 1
            and found[0] <= draft.start
            and fold[found[0]] not in _NOT_A_HEAD
            and (fold[end] != "家" or _NUMBERS.fullmatch(fold, found[0], draft.start))
        ):
            draft.noun, draft.unit_end = Noun(end + 1, found[1], True), end + 1
            draft.noun_printed = reader.text[at : found[0]]
            return
        at -= 1
    if fold[end] == "间" and _WORKS.search(fold, max(0, draft.start - 18), draft.start):
        draft.noun, draft.unit_end = Noun(end + 1, "enterprise", True), end + 1  # 鞋厂4300余间
        return
    last = reader.quantities[-1] if reader.quantities else None
    if last is None or last.kind != "count" or draft.noun is not None or fold[last.number.end] != fold[end]:
        return
    came = fold[end] == "间" and _CAME_TO.fullmatch(fold, last.end, draft.start) is not None
    if (came or _LISTED.fullmatch(fold, last.end, draft.start) is not None) and last.unit is not None:
        draft.noun, draft.unit_end = Noun(end + 1, last.unit, True), end + 1  # 加工点460个,其中湖滨乡182个、官垱镇131个
        draft.noun_printed = last.noun


def _read_hedge(reader: "Reader", draft: Draft) -> tuple[Qualifier | None, int, int]:
    """Read the hedge before the number or behind it: qualifier, where it begins, where it ends."""
    fold, grammar = reader.fold, reader.grammar
    inside: Qualifier | None = "more_than" if draft.number.more else None
    start, before = draft.start, None
    around = draft.before if start == draft.number.start else grammar.before(fold, start)
    if not (around | draft.behind | draft.beyond) & HEDGE:
        return inside, start, draft.unit_end
    if around & HEDGE:
        start, before = hedge_before(fold, start, grammar.hedges_before)
        if start < reader.free:
            start, before = draft.start, None
    end, after = draft.unit_end, None
    if draft.beyond & HEDGE:
        end, after = hedge_after(fold, end, grammar.hedges_after)
    if after is None and draft.unit_end != draft.end and draft.behind & HEDGE:
        _, after = hedge_after(fold, draft.end, grammar.hedges_after)
    if before == "at_most" and "more_than" in (inside, after):
        before = "more_than"  # 多达30多个品种
    return before or inside or after, start, end


def _acts_as_figure(reader: "Reader", draft: Draft, qualifier: Qualifier | None, bare: bool) -> bool:
    """Say whether a number word counts something: 三千家 does, the 一 of 统一 and a bare "two" do not."""
    n, unit = draft.number, draft.unit
    if n.form == "words":
        return not bare and not (n.value == 1 and unit is None and draft.used == 1 and n.scale == 1)
    if n.form != "zh" or draft.used > 1:
        return True
    word = reader.fold[n.start : n.end]
    if word == "零" and draft.noun is not None:
        return False  # 家具及其零件
    if word == "一" and _TOGETHER.match(reader.fold, n.end):
        return False
    counts = unit is not None or draft.noun is not None
    if _BARE_ZH.fullmatch(word) and word != "十":
        if qualifier is not None and n.value >= _A_BILLION and reader.fold[n.end : n.end + 1] in _CLAUSE_END:
            return True  # 总值超千亿: money, if the measure says so
        whole = (
            len(word) > 1 and n.value >= 100_000 and reader.fold[n.end : n.end + 1] not in _GENERIC
        )  # 十亿双; 万家 is a saying
        if draft.noun is not None and draft.noun.unit in _OF_SUCH_SIZE and reader.fold[n.end] not in _GENERIC:
            return False
        return (qualifier is not None or n.low is not None or whole) and counts
    if word in ("一", "半", "几", "数"):
        return unit is not None and unit.name not in TIME_UNITS
    return counts or n.scale >= 10000 or (len(word) >= 3 and n.value >= 100)


def _finish(reader: "Reader", draft: Draft, qualifier: Qualifier | None, hedge_start: int, hedge_end: int) -> None:
    """Read direction and rate, and hand the quantity in."""
    fold, n, unit, noun = reader.fold, draft.number, draft.unit, draft.noun
    kind: QuantityKind = "number"
    carried_factor: Exact = 1
    name: str | None = None
    if unit is not None:
        kind, name, rule = unit.kind, unit.name, draft.rule or "<number> <unit>"
    elif noun is not None:
        kind, name, rule = "count", noun.unit, "<number> <noun>"
    elif (of_year := carried_from_year(reader, draft, hedge_start)) is not None:
        (name, kind, rule), carried_factor = of_year
    else:
        carried = carried_unit(reader, draft, hedge_start)
        name, kind, rule = (None, kind, "<number>") if carried is None else carried
    end = max(draft.unit_end, hedge_end)
    start, way, end = _direction(reader, draft, hedge_start, end, kind)
    per: str | None = None
    if (draft.beyond if end == draft.unit_end else reader.grammar.behind(fold, end)) & PER:
        end, per = _per(reader, end)
    if per is None and draft.before & PER:
        found = reader.grammar.units.per.before(fold, n.start)
        per = None if found is None else found[1]
    factor: Exact = carried_factor if unit is None else unit.factor
    span = Span(max(reader.free, min(hedge_start, start)), end)
    number = Span(n.start, draft.end)
    printed = reader.text[draft.end : draft.unit_end].strip(" -") or reader.text[draft.start : n.start].strip()
    value: Fraction | None = None
    final: Qualifier = "range"
    if draft.low is not None and draft.high is not None:
        rule = "<number> to <number>" if draft.used > 1 else "<vague number>"
        low: Fraction | None = fraction(draft.low * factor)
        high: Fraction | None = fraction(draft.high * factor)
    else:
        final = qualifier or "exact"
        value = fraction(draft.value if factor == 1 else draft.value * factor)
        low, high = bounds(value, final)
    reader.add(Quantity(span, number, kind, value, low, high, final, name, printed, draft.noun_printed, way, per, rule))
    if len(reader.quantities) > 1 and reader.quantities[-2].unit is None:
        carry_back(reader)


def _direction(
    reader: "Reader", draft: Draft, start: int, end: int, kind: QuantityKind
) -> tuple[int, Direction | None, int]:
    """Read the direction before the figure, behind it, or of the figure that it is joined to."""
    fold, words = reader.fold, reader.grammar.directions
    around = draft.before if start == draft.number.start else reader.grammar.before(fold, start)
    if around & WAY:
        at, way = direction_before(fold, start, words)
        if way is not None and at >= reader.free:
            return at, way, end
    if (draft.beyond if end == draft.unit_end else reader.grammar.behind(fold, end)) & WAY:
        way_end, way = direction_after(fold, end, words)
        if way is not None:
            return start, way, way_end
    negative = _NEGATIVE.search(fold, max(0, start - 8), start) if around & MINUS else None
    if negative is not None and not _is_bullet(fold, negative.start(), start):
        return negative.start(), "decrease", end
    if reader.quantities and kind in ("percent", "percentage_point", "times"):
        last = reader.quantities[-1]
        if last.direction is not None and _OF_IT.match(fold, end):
            return start, None, end  # "up 5 percent, two thirds of it for export"
        if last.kind == kind and start - last.span.end < 20 and _JOINED.fullmatch(fold, last.span.end, start):
            # a sign is of its own figure alone: -2.6%、5.8%
            return start, "increase" if fold.startswith("-", last.span.start) else last.direction, end
    return start, None, end


def _is_bullet(fold: str, dash: int, start: int) -> bool:
    """Say whether a dash opens the line of a list, and a blank parts it from what it says: "- Over 60% of the gear"."""
    return fold.startswith("- ", dash) and start > dash + 1 and (dash == 0 or fold[dash - 1] == "\n")


def _per(reader: "Reader", end: int) -> tuple[int, str | None]:
    """Read what the figure is counted per: "a year", "per tonne", 每月."""
    fold = reader.fold
    found = reader.grammar.units.per.at(fold, end + 1 if fold[end] == " " else end)
    if found is not None and not fold.startswith((" ago", " earlier", " before", " later"), found[0]):
        return found
    return end, None
