"""Quantities: every figure of a text with its unit, hedge and direction, and every number that is none, and why.

One pass over the numerals of the text. Each numeral ends in exactly one place: a quantity, a rejection, or a period
that the caller knows. The parts of the grammar have modules of their own; here they are put together.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipelines.recognise.digits import uses_decimal_comma
from pipelines.recognise.directions import direction_after, direction_before, direction_words
from pipelines.recognise.headers import header_units
from pipelines.recognise.hedges import bounds, hedge_after, hedge_before, hedges
from pipelines.recognise.mentions import Direction, Period, Qualifier, Quantity, QuantityKind
from pipelines.recognise.nouns import noun_behind, noun_words
from pipelines.recognise.numeral import Numeral
from pipelines.recognise.numerals import read_numerals
from pipelines.recognise.numerals_en import number_words
from pipelines.recognise.ranks import (
    Rank,
    chinese_superlatives,
    read_chinese_rank,
    read_digit_ordinal,
    read_rank,
)
from pipelines.recognise.rejections import masked_spans, rejection, trap_words
from pipelines.recognise.shares import Share, read_share
from pipelines.recognise.units import Unit, local_currencies, sign_before, unit_behind, unit_words
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold as fold_text
from pipelines.text.spans import Span

_WRAP = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
_CONNECT = re.compile(r" ?(?:-|~|to|至|到|--) ?")
_AND = re.compile(r" (?:and|to) ")
_BETWEEN = re.compile(r"\bbetween \Z|\b介于\Z")
_FROM = re.compile(r"\bfrom (?:about |around |nearly |over |more than |some |the |a )?\Z|(?:从|由)\Z")
_RANGING = re.compile(
    r"\b(?:rang(?:ing|es?|ed)|var(?:ying|y|ies|ied)|anywhere|priced|prices?|span(?:s|ning)?)\b[a-z ]{0,30}\Z"
)
_NEGATIVE = re.compile(r"(?:(?<=[\s(±])|\A)[-−]\Z")
_GENERIC_ZH = {"个", "项", "条", "家", "户", "名", "间", "座", "种"}
_SMALL_CURRENCY_WORDS = {"rs", "tk", "rmb", "usd", "won", "yen", "dlr"}
_BARE_ZH = re.compile("[百千万亿兆十]+")
_VERSUS = re.compile(
    r"(?: a (?:share|year|day|month|ton|tonne|kg|unit))?,? (?:vs\.?|versus|against|compared (?:to|with)|from|to) \Z"
)
_BOTH_DIRECTIONS = re.compile(r"\s*(?:,|and|、|和|及|与|, and|;)\s*(?:\w+ )?\Z")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A numeral that is no figure, and why."""

    span: Span
    reason_code: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that one pass over a text yields: each of `runs` lies in one quantity, one rejection or one period."""

    quantities: tuple[Quantity, ...]
    rejected: tuple[Rejection, ...]
    runs: tuple[Span, ...]


def recognise_quantities(
    text: str,
    language: str | None = None,
    *,
    periods: Iterable[Period] | None = None,
    vocabulary: Vocabulary | None = None,
    decimal_comma: bool | None = None,
) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in order, none overlapping another.

    >>> [(q.value, q.unit, q.qualifier) for q in recognise_quantities("more than 2,000 knitting enterprises")]
    [(Fraction(2000, 1), 'enterprise', 'more_than')]
    """
    return recognise_figures(
        text, language, periods=periods, vocabulary=vocabulary, decimal_comma=decimal_comma
    ).quantities


def numeral_runs(text: str, vocabulary: Vocabulary | None = None) -> tuple[Span, ...]:
    """Return every numeral run of a text: digits, number words that act as figures, Chinese numerals."""
    return recognise_figures(text, vocabulary=vocabulary).runs


def rejected_numbers(
    text: str, *, periods: Iterable[Period] | None = None, vocabulary: Vocabulary | None = None
) -> tuple[Rejection, ...]:
    """Return what looks like a figure and is none, with its reason."""
    return recognise_figures(text, periods=periods, vocabulary=vocabulary).rejected


def recognise_figures(
    text: str,
    language: str | None = None,
    *,
    periods: Iterable[Period] | None = None,
    vocabulary: Vocabulary | None = None,
    decimal_comma: bool | None = None,
) -> Figures:
    """Read the quantities and the rejections of a text in one pass."""
    del language  # a text is read by the characters it has: English and Chinese mix in trade press
    reader = _Reader(text, vocabulary or default_vocabulary(), decimal_comma)
    reader.read(() if periods is None else [(p.span.start, p.span.end, "") for p in periods])
    return Figures(tuple(reader.quantities), tuple(reader.rejected), tuple(reader.runs))


class _Reader:
    """The state of one pass: the folded text, its numerals, and what has been read so far."""

    def __init__(self, text: str, vocabulary: Vocabulary, decimal_comma: bool | None) -> None:
        self.text = text
        self.fold = fold = _WRAP.sub(" ", fold_text(text))
        self.number_words = number_words(vocabulary)
        self.units = unit_words(vocabulary, local_currencies(fold, vocabulary))
        self.nouns = noun_words(vocabulary)
        self.hedges_before, self.hedges_after = hedges(vocabulary)
        self.directions = direction_words(vocabulary)
        self.traps = trap_words(vocabulary)
        comma = uses_decimal_comma(fold) if decimal_comma is None else decimal_comma
        self.numerals: list[Numeral] = list(read_numerals(text, fold, self.number_words, comma))
        self.headers = header_units(fold, self.units, self.nouns)
        self.quantities: list[Quantity] = []
        self.rejected: list[Rejection] = []
        self.runs: list[Span] = []
        self.free = 0  # nothing before this offset may be taken again

    def read(self, periods: Sequence[tuple[int, int, str]]) -> None:
        """Read every numeral of the text, but for those inside a period."""
        masks = sorted([*periods, *masked_spans(self.fold)])
        ranks = chinese_superlatives(self.fold) if not self.fold.isascii() else []
        at_mask = 0
        i = 0
        while i < len(self.numerals):
            n = self.numerals[i]
            while ranks and ranks[0].start < n.start:
                self._rank(ranks.pop(0))
            while at_mask < len(masks) and masks[at_mask][1] <= n.start:
                at_mask += 1
            if at_mask < len(masks) and masks[at_mask][0] < n.end:
                reason = masks[at_mask][2]
                if reason:
                    self._reject(n.start, n.end, reason)
                elif n.form != "superlative":
                    self.runs.append(Span(n.start, n.end))
                i += 1
            elif n.start < self.free:
                i += 1
            else:
                i += self._numeral(i)
        for rank in ranks:
            self._rank(rank)

    def _numeral(self, i: int) -> int:
        """Read numeral `i`; return how many numerals were used."""
        n, fold = self.numerals[i], self.fold
        if n.start in self.headers:
            self._cell(n)
            return 1
        if n.form == "multiple":
            self._multiple(n)
            return 1
        if n.form == "code":
            self._reject(n.start, n.end, "version" if n.end - n.start < 30 else "code")
            return 1
        share = read_share(fold, self.numerals, i)
        if share is not None:
            self._share(share)
            return share.used
        if n.form in ("superlative", "ordinal", "part"):
            rank = read_rank(self.text, fold, n)
            if rank is not None:
                self._rank(rank)
            elif n.form == "ordinal":
                self._reject(n.start, n.end, "ordinal")
            return 1
        rank = read_rank(self.text, fold, n) if n.scale == 1 else None
        if rank is None and n.start and fold[n.start - 1] == "第":
            rank = read_chinese_rank(fold, n)
            if rank is None:
                self._reject(n.start - 1, n.end, "ordinal")
                return 1
        if rank is None and n.form == "digits" and fold.startswith(("st", "nd", "rd", "th"), n.end) and n.scale == 1:
            rank = read_digit_ordinal(fold, n.start, n.end + 2, int(n.value))
        if rank is not None:
            self._rank(rank)
            return 1
        return self._figure(i)

    def _figure(self, i: int) -> int:
        """Read a number with what surrounds it: sign, range, unit or noun, hedge, direction."""
        n, fold = self.numerals[i], self.fold
        start, sign = self._sign(n.start)
        value, low, high, end, used = n.value, n.low, n.high, n.end, 1
        second = self._range(i, start)
        if second is not None:
            other = self.numerals[i + 1]
            first = n.value
            if other.scale > 1 and n.scale == 1 and n.value < other.base:
                first = n.value * other.scale
            low, high, end, used = first, other.value, other.end, 2
            between = _BETWEEN.search(fold, max(0, start - 10), start)
            start = start if between is None else max(self.free, between.start())
        unit_end, unit = self._unit(end)
        if sign is not None and (unit is None or unit.kind != "money"):
            if unit is not None and unit.kind in ("measure", "times"):
                unit_end = end
            unit, unit_end = sign, end if unit is None else unit_end
        noun, printed_noun = None, ""
        if unit is None:
            noun = noun_behind(self.text, fold, end, self.nouns, value == 1)
            if noun is not None:
                unit_end = noun.end
                printed_noun = self.text[end:unit_end].strip(" -")
        qualifier, hedge_start, hedge_end = self._hedge(n, start, end, unit_end)
        bare = unit is None and noun is None and qualifier is None and sign is None and n.scale == 1 and second is None
        refused = rejection(
            self.text, fold, n.start, end, bare or (noun is not None and not noun.known), n.printed, self.traps
        )
        if refused is not None:
            self._reject(*refused)
            for other in self.numerals[i + 1 : i + used]:
                self.runs.append(Span(other.start, other.end))
            return used
        if n.form == "zh" and not self._acts_as_figure(n, unit, noun is not None, qualifier):
            return 1
        if (n.form == "words" and bare) or (n.form == "words" and n.value == 1 and unit is None and second is None):
            if n.value != 1:
                self._reject(n.start, n.end, "word")
            return used
        kind: QuantityKind = unit.kind if unit is not None else "count" if noun is not None else "number"
        name = unit.name if unit is not None else noun.unit if noun is not None else None
        if n.form == "zh" or (end < len(fold) and fold[end] > "\u2fff"):
            name, unit_end, printed_noun = self._chinese_noun(n.start, end, unit_end, name, printed_noun)
        rule = "<number> <unit>" if unit is not None else "<number> <noun>" if noun is not None else "<number>"
        if name is None:
            carried = self._carried(start)
            if carried is not None:
                name, kind, rule = carried, "money", "<number> as the currency before"
        factor = unit.factor if unit is not None else 1
        end_all = max(unit_end, hedge_end)
        negative = _NEGATIVE.search(fold, max(0, start - 2), start) is not None
        way_start, way = direction_before(fold, hedge_start, self.directions)
        if way is None:
            way_end, way = direction_after(fold, end_all, self.directions)
            end_all = way_end if way is not None else end_all
            way_start = hedge_start
        if negative and way is None:
            way_start, way = start - 1, "decrease"
        if way is None and self.quantities and kind in ("percent", "percentage_point", "times"):
            last = self.quantities[-1]
            if last.kind == kind and _BOTH_DIRECTIONS.fullmatch(fold, last.end, hedge_start):
                way = last.direction
        per_end, per = self._per(end_all, n.start)
        span = Span(max(self.free, min(hedge_start, way_start)), max(end_all, per_end))
        if n.low is not None and second is None and low is not None and high is not None:
            self._add(
                span,
                Span(n.start, end),
                kind,
                None,
                low * factor,
                high * factor,
                "range",
                name,
                self.text[end:unit_end].strip(" -"),
                printed_noun,
                way,
                per,
                "<vague number>",
            )
        elif second is not None and low is not None and high is not None:
            self._add(
                span,
                Span(n.start, end),
                kind,
                None,
                low * factor,
                high * factor,
                "range",
                name,
                self.text[end:unit_end].strip(" -"),
                printed_noun,
                way,
                per,
                "<number> to <number>",
            )
        else:
            value = value * factor
            final: Qualifier = qualifier or "exact"
            low, high = bounds(value, final)
            printed = self.text[end:unit_end].strip(" -") or self.text[start : n.start].strip()
            self._add(
                span, Span(n.start, end), kind, value, low, high, final, name, printed, printed_noun, way, per, rule
            )
        for other in self.numerals[i + 1 : i + used]:
            self.runs.append(Span(other.start, other.end))
        return used

    def _cell(self, n: Numeral) -> None:
        """Read a figure of a table, whose unit stands in the header."""
        header = self.headers[n.start]
        end = n.end
        if self.fold.startswith("%", end):
            end += 1
        value = n.value * header.scale * header.unit.factor
        start = n.start
        way: Direction | None = None
        if header.growth:
            way = "decrease" if self.fold[start - 1 : start] == "-" else "increase"
        if self.fold[start - 1 : start] in ("-", "+"):
            start -= 1
        unit, printed = header.unit, header.printed
        span, number = Span(start, end), Span(n.start, n.end)
        self._add(span, number, unit.kind, value, value, value, "exact", unit.name, printed, "", way, None, "<cell>")

    def _sign(self, start: int) -> tuple[int, Unit | None]:
        """Read a currency sign before a number; a short word of letters counts as a sign in capitals only."""
        at, sign = sign_before(self.fold, start, self.units)
        if sign is None or at < self.free:
            return start, None
        word = self.text[at:start].strip()
        if word.isalpha() and len(word) < 4 and word.islower() and word not in ("rs", "tk", "rmb", "usd", "inr"):
            return start, None
        return at, sign

    def _unit(self, end: int) -> tuple[int, Unit | None]:
        unit_end, unit = unit_behind(self.fold, end, self.units)
        if unit is not None:
            word = self.text[end:unit_end].strip(" -")
            short = word.isalpha() and word.isascii() and len(word) < 4 and word.islower()
            if unit.kind == "money" and short and word not in _SMALL_CURRENCY_WORDS:
                return end, None
            if unit_end < len(self.fold) and unit.name == "year" and self.fold.startswith("-old", unit_end):
                return end, None
        return unit_end, unit

    def _range(self, i: int, start: int) -> int | None:
        """Return the start of the second number where numeral `i` begins a range."""
        if i + 1 >= len(self.numerals):
            return None
        n, other, fold = self.numerals[i], self.numerals[i + 1], self.fold
        if other.form not in ("digits", "words", "zh") or other.start - n.end > 24 or n.low is not None:
            return None
        unit_end, unit = self._unit(n.end)
        for end in (n.end, unit_end):
            joint = _CONNECT.match(fold, end)
            if joint is None and _BETWEEN.search(fold, max(0, start - 10), start):
                joint = _AND.match(fold, end)
            if joint is None:
                continue
            sign_at, _ = self._sign(other.start)
            if joint.end() not in (other.start, sign_at):
                continue
            low = n.value * (other.scale if other.scale > 1 and n.scale == 1 and n.value < other.base else 1)
            if not low < other.value:
                continue
            word = "to" in joint[0] or "至" in joint[0] or "到" in joint[0]
            if word and self._changes(start, unit is not None, other.value > 4 * low):
                return None
            return other.start
        return None

    def _changes(self, start: int, has_unit: bool, leap: bool) -> bool:
        """Say whether "10 to 20" tells of a change, two figures, and not of a range."""
        fold = self.fold
        origin = _FROM.search(fold, max(0, start - 24), start)
        if origin is None:
            at, way = direction_before(fold, start, self.directions)
            return way is not None and (
                leap or has_unit or " by " in fold[at:start] or fold.startswith("by ", start - 3)
            )
        if _RANGING.search(fold, max(0, origin.start() - 40), origin.start()):
            return False
        words = re.split(r"[^a-z]+", fold[max(0, origin.start() - 70) : origin.start()].rpartition(". ")[2])
        return any(self.directions.before.at(word, 0) for word in words if word) or any(
            self.directions.before.at(fold, at)
            for at in range(max(0, origin.start() - 8), origin.start())
            if fold[at] > "\u2fff"
        )

    def _hedge(self, n: Numeral, start: int, end: int, unit_end: int) -> tuple[Qualifier | None, int, int]:
        fold = self.fold
        hedge_start, before = hedge_before(fold, start, self.hedges_before)
        if hedge_start < self.free:
            hedge_start, before = start, None
        if before is None:
            inner, sign = self._sign(hedge_start) if hedge_start != start else (start, None)
            del inner, sign
        hedge_end, after = hedge_after(fold, unit_end, self.hedges_after)
        if after is None and unit_end != end:
            _, after = hedge_after(fold, end, self.hedges_after)
        inside: Qualifier | None = "more_than" if n.more else None
        return before or inside or after, hedge_start, hedge_end

    def _acts_as_figure(self, n: Numeral, unit: Unit | None, noun: bool, qualifier: Qualifier | None) -> bool:
        """Say whether a Chinese numeral counts something: 三千家 does, the 一 of 统一 and the 百 of 百货 do not."""
        word = self.fold[n.start : n.end]
        if _BARE_ZH.fullmatch(word) and word != "十":
            return (qualifier is not None or n.low is not None) and (unit is not None or noun)
        if word in ("一", "半", "几", "数"):
            return unit is not None and unit.kind in ("percent", "percentage_point", "times")
        return unit is not None or noun or n.scale >= 10000 or (len(word) >= 3 and n.value >= 100)

    def _chinese_noun(
        self, start: int, end: int, unit_end: int, name: str | None, noun: str
    ) -> tuple[str | None, int, str]:
        """Find what a general classifier counts: behind it (个重点项目) or before the number (项目有135个)."""
        fold = self.fold
        classifier = fold[end : end + 1]
        if (name is not None and unit_end > end + 1) or classifier not in _GENERIC_ZH:
            return name, unit_end, noun
        stop = end + 1
        while stop < len(fold) and stop < end + 10 and fold[stop] > "\u2fff" and fold[stop] not in "。;、的,，":
            found = self.nouns.zh.at(fold, stop)
            if found is not None and found[0] - stop > 1:
                return found[1], found[0], self.text[end + 1 : found[0]]
            stop += 1
        at = start - 1
        while at > 0 and at > start - 12 and fold[at] > "\u2fff" and fold[at] not in "。;、":
            found = self.nouns.zh.at(fold, at)
            if found is not None and found[0] - at > 1 and found[0] <= start:
                return found[1], end + 1, self.text[at : found[0]]
            at -= 1
        if classifier == "个":
            return name, end + 1, noun
        return name, unit_end, noun

    def _carried(self, start: int) -> str | None:
        """Return the currency of the figure just before, for "$2.9 million vs 2.1 million"."""
        if self.quantities:
            last = self.quantities[-1]
            if last.kind == "money" and _VERSUS.search(self.fold, max(0, start - 30), start) and start - last.end < 30:
                return last.unit
        return None

    def _per(self, end: int, start: int) -> tuple[int, str | None]:
        found = self.units.per.at(self.fold, end + 1 if self.fold[end : end + 1] == " " else end)
        if found is not None and not self.fold.startswith((" ago", " earlier", " before", " later"), found[0]):
            return found
        before = self.units.per.before(self.fold, start)
        return (end, before[1]) if before is not None else (end, None)

    def _share(self, share: Share) -> None:
        hedge_start, qualifier = hedge_before(self.fold, share.start, self.hedges_before)
        if hedge_start < self.free:
            hedge_start, qualifier = share.start, None
        end, after = hedge_after(self.fold, share.end, self.hedges_after)
        way_start, way = direction_before(self.fold, hedge_start, self.directions)
        final: Qualifier = qualifier or after or "exact"
        low, high = bounds(share.percent, final)
        self._add(
            Span(max(self.free, min(way_start, hedge_start)), end),
            Span(share.start, share.end),
            "percent",
            share.percent,
            low,
            high,
            final,
            "percent",
            "",
            "",
            way,
            None,
            share.rule,
        )

    def _rank(self, rank: Rank) -> None:
        if rank.start < self.free:
            return
        value = Fraction(rank.value)
        span = Span(rank.start, rank.end)
        self._add(span, span, "rank", value, value, value, "exact", "rank", "", "", None, None, rank.rule)

    def _multiple(self, n: Numeral) -> None:
        word = self.fold[n.start : n.end]
        hedge_start, qualifier = hedge_before(self.fold, n.start, self.hedges_before)
        if hedge_start < self.free:
            return
        if (
            word in ("double", "triple", "quadruple")
            and qualifier is None
            and not self.fold.startswith((" the ", " that ", " its ", " from ", " what "), n.end)
        ):
            return
        if word in ("twice", "thrice") and not self.fold.startswith((" the ", " that ", " as "), n.end):
            return
        final: Qualifier = qualifier or "exact"
        low, high = bounds(n.value, final)
        self._add(
            Span(hedge_start, n.end),
            Span(n.start, n.end),
            "times",
            n.value,
            low,
            high,
            final,
            "times",
            "",
            "",
            None if word in ("twice", "thrice") else "increase",
            None,
            "<multiple>",
        )

    def _reject(self, start: int, end: int, reason: str) -> None:
        start = max(start, self.free)
        if start < end:
            self.rejected.append(Rejection(Span(start, end), reason))
            self.runs.append(Span(start, end))
            self.free = end

    def _add(
        self,
        span: Span,
        number: Span,
        kind: QuantityKind,
        value: Fraction | None,
        low: Fraction | None,
        high: Fraction | None,
        qualifier: Qualifier,
        unit: str | None,
        printed: str,
        noun: str,
        direction: Direction | None,
        per: str | None,
        rule: str,
    ) -> None:
        self.quantities.append(
            Quantity(span, number, kind, value, low, high, qualifier, unit, printed, noun, direction, per, rule)
        )
        self.runs.append(number)
        self.free = span.end
