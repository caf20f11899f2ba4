"""Quantities: every figure of a text with its unit, hedge and direction, and every number that is none, and why.

One pass over the numerals of the text. Each numeral ends in exactly one place: a quantity, a rejection, or a period
that the caller knows. The parts of the grammar have modules of their own; here they are put together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction

from pipelines.recognise.beside import ORDINAL, RANK
from pipelines.recognise.digits import uses_decimal_comma
from pipelines.recognise.directions import direction_before
from pipelines.recognise.figures import read_figure
from pipelines.recognise.grammar import grammar
from pipelines.recognise.headers import Headers, read_headers
from pipelines.recognise.hedges import bounds, hedge_after, hedge_before
from pipelines.recognise.landmarks import landmarks
from pipelines.recognise.mentions import Direction, Period, Qualifier, Quantity
from pipelines.recognise.numeral import Exact, Numeral, fraction
from pipelines.recognise.numerals import read_numerals
from pipelines.recognise.periods import recognise_periods
from pipelines.recognise.ranks import (
    DOUBLED,
    Rank,
    chinese_superlatives,
    read_chinese_rank,
    read_digit_ordinal,
    read_rank,
)
from pipelines.recognise.rejections import masked_spans
from pipelines.recognise.shares import Share, read_share
from pipelines.recognise.units import local_units
from pipelines.recognise.wraps import unwrapped
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold as fold_text
from pipelines.text.records import record
from pipelines.text.spans import Span


@record()
class Rejection:
    """A numeral that is no figure, and why."""

    span: Span
    reason_code: str


@record()
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
    """Read the quantities and the rejections of a text in one pass.

    `periods` are known already: their numbers are no figures. Without them they are looked for here.
    """
    vocabulary = vocabulary or default_vocabulary()
    reader = Reader(text, vocabulary, decimal_comma)
    if reader.numerals or reader.ranks:
        if periods is None:
            periods = recognise_periods(text, language=language, vocabulary=vocabulary)
        reader.read([(p.span.start, p.span.end, "") for p in periods])
    return Figures(tuple(reader.quantities), tuple(reader.rejected), tuple(reader.runs))


def _reach_over(numerals: Iterable[Numeral], cells: Sequence[int]) -> bool:
    """Say whether a number goes on in the next cell of a table; the cells are in order."""
    return any(bisect_right(cells, n.start) < bisect_left(cells, n.end) for n in numerals)


def _parted(fold: str, cells: Iterable[int]) -> str:
    """Return a text with a tab before each cell of its tables, so that no number reaches over two of them."""
    letters = list(fold)
    for at in cells:
        if at and letters[at - 1] == " ":
            letters[at - 1] = "\t"
    return "".join(letters)


class Reader:
    """The state of one pass: the folded text, its numerals, and what has been read so far."""

    def __init__(self, text: str, vocabulary: Vocabulary, decimal_comma: bool | None) -> None:
        self.text = text
        folded = fold_text(text)
        self.fold = fold = unwrapped(text, folded)
        marks = landmarks(folded, vocabulary)
        self.grammar = grammar(vocabulary, local_units(marks.names, vocabulary))
        comma = uses_decimal_comma(fold) if decimal_comma is None else decimal_comma
        self.numerals: list[Numeral] = list(read_numerals(text, fold, marks.numbers, self.grammar.numbers, comma))
        self.headers = (
            read_headers(folded, self.grammar.units, self.grammar.nouns) if self.numerals else Headers({}, (), {})
        )
        if self.headers.units and _reach_over(self.numerals, sorted(self.headers.units)):  # 230 600 in two columns
            parted = _parted(fold, self.headers.units)
            self.numerals = list(read_numerals(text, parted, marks.numbers, self.grammar.numbers, comma))
        self.ranks = [] if fold.isascii() else chinese_superlatives(fold)
        self.quantities: list[Quantity] = []
        self.rejected: list[Rejection] = []
        self.runs: list[Span] = []
        self.free = 0  # nothing before this offset may be taken again

    def read(self, periods: Sequence[tuple[int, int, str]]) -> None:
        """Read every numeral of the text, but for those inside a period."""
        cells = self.headers.units
        dates = (
            [mask for mask in periods if not any(at in cells for at in range(mask[0], mask[1]))] if cells else periods
        )
        notes = [(span.start, span.end, "table_header") for span in self.headers.words]
        masks = sorted([*dates, *_around(dates, notes), *masked_spans(self.fold)])
        ranks = self.ranks[::-1]
        numerals = self.numerals
        at_mask = i = 0
        while i < len(numerals):
            n = numerals[i]
            while ranks and ranks[-1].start < n.start:
                self._rank(ranks.pop())
            while at_mask < len(masks) and masks[at_mask][1] <= n.start:
                at_mask += 1
            if at_mask < len(masks) and masks[at_mask][0] < n.end:
                reason = masks[at_mask][2]
                if reason:
                    self.reject(n.start, n.end, reason)
                elif n.form != "superlative":
                    self.runs.append(Span(n.start, n.end))
                    self.free = max(self.free, masks[at_mask][1])
                i += 1
            elif n.start < self.free:
                i += 1
            else:
                i += self._numeral(i)
        while ranks:
            self._rank(ranks.pop())

    def reject(self, start: int, end: int, reason: str) -> None:
        """Keep a number as rejected."""
        start = max(start, self.free)
        if start < end:
            span = Span(start, end)
            self.rejected.append(Rejection(span, reason))
            self.runs.append(span)
            self.free = end

    def add(self, quantity: Quantity) -> None:
        """Keep a quantity; nothing of its span may be taken again."""
        self.quantities.append(quantity)
        self.runs.append(quantity.number)
        self.free = quantity.span.end

    def _numeral(self, i: int) -> int:
        """Read numeral `i`; return how many numerals were used."""
        n, fold = self.numerals[i], self.fold
        if n.start in self.headers.units:
            self._cell(n)
            return 1
        if n.form == "multiple":
            self._multiple(n)
            return 1
        if n.form == "code":
            self.reject(n.start, n.end, "version" if n.end - n.start < 30 else "code")
            return 1
        share = read_share(fold, self.numerals, i, self.grammar.units)
        if share is not None:
            self._share(share)
            return share.used
        if n.form in ("superlative", "ordinal"):
            rank = read_rank(self.text, fold, n)
            if rank is not None:
                self._rank(rank)
            elif n.form == "ordinal":
                self.reject(n.start, n.end, "ordinal")
            return 1
        if n.form == "part" and n.is_below_one() and not n.printed and " " not in fold[n.start : n.end]:
            return 1  # "half", "quarter": words, where they are no share
        return self._rank_or_figure(i)

    def _rank_or_figure(self, i: int) -> int:
        n, fold = self.numerals[i], self.fold
        rank: Rank | None = None
        before = self.grammar.before(fold, n.start)
        if before & RANK and n.scale == 1:
            rank = read_rank(self.text, fold, n)
        if rank is None and before & ORDINAL and fold[n.start - 1] == "第":
            rank = read_chinese_rank(fold, n)
            if rank is None:
                self.reject(n.start - 1, n.end, "ordinal")
                return 1
        if rank is None and n.form == "digits" and n.scale == 1 and fold.startswith(("st", "nd", "rd", "th"), n.end):
            rank = read_digit_ordinal(fold, n.start, n.end + 2, int(n.value))
        if rank is not None:
            self._rank(rank)
            return 1
        return read_figure(self, i, before)

    def _cell(self, n: Numeral) -> None:
        """Read a figure of a table, whose unit stands in the header."""
        header = self.headers.units[n.start]
        start, end = n.start, n.end
        value: Exact = n.value
        printed_number = self.headers.commas.get(start)
        if printed_number is not None:
            value = Fraction(printed_number.replace(".", "").replace(",", "."))
            end = start + len(printed_number)
        last = end
        if self.fold.startswith("%", end):
            end += 1
        value = value * header.scale * header.unit.factor
        way: Direction | None = None
        if header.growth:
            way = "decrease" if self.fold[start - 1 : start] == "-" else "increase"
        if self.fold[start - 1 : start] in ("-", "+"):
            start -= 1
        exact = fraction(-value if value < 0 else value)
        unit, printed = header.unit, header.printed
        span, number = Span(max(start, self.free), end), Span(n.start, last)
        self.add(
            Quantity(span, number, unit.kind, exact, exact, exact, "exact", unit.name, printed, "", way, None, "<cell>")
        )

    def _share(self, share: Share) -> None:
        hedge_start, qualifier = hedge_before(self.fold, share.start, self.grammar.hedges_before)
        each = self.fold[share.start] == "每"  # in 世界上每三双 nothing rises
        if hedge_start < self.free or each:
            hedge_start, qualifier = share.start, None
        end, after = hedge_after(self.fold, share.end, self.grammar.hedges_after)
        start, way = direction_before(self.fold, hedge_start, self.grammar.directions)
        if each:
            start, way = share.start, None
        final: Qualifier = qualifier or after or "exact"
        value = fraction(share.percent)
        low, high = bounds(value, final)
        exact: Fraction | None = value
        if share.up_to is not None:
            exact, low, high, final = None, value, fraction(share.up_to), "range"
        span, number = Span(max(self.free, min(start, hedge_start)), end), Span(share.start, share.end)
        unit = "percent"
        self.add(Quantity(span, number, "percent", exact, low, high, final, unit, "", "", way, None, share.rule))

    def _rank(self, rank: Rank) -> None:
        if rank.start >= self.free and rank.rule == DOUBLED:
            self._doubled(rank)
        elif rank.start >= self.free:
            value, span = Fraction(rank.value), Span(rank.start, rank.end)
            self.add(Quantity(span, span, "rank", value, value, value, "exact", "rank", "", "", None, None, rank.rule))

    def _doubled(self, rank: Rank) -> None:
        """Add 翻番 and 翻了一番多 as the multiple that they are."""
        value, span = Fraction(rank.value), Span(rank.start, rank.end)
        final: Qualifier = "more_than" if self.fold[rank.end - 1] != "番" else "exact"
        low, high = bounds(value, final)
        rule = f"<{DOUBLED}>"
        self.add(Quantity(span, span, "times", value, low, high, final, "times", "", "", "increase", None, rule))

    def _multiple(self, n: Numeral) -> None:
        """Read "doubled", "nearly double", "twice as many", "halved", but not the adjective of "double cycle"."""
        word = self.fold[n.start : n.end]
        hedge_start, qualifier = hedge_before(self.fold, n.start, self.grammar.hedges_before)
        if hedge_start < self.free:
            hedge_start, qualifier = n.start, None
        if word in _ADJECTIVES and qualifier is None and not self.fold.startswith(_COMPARED, n.end):
            return
        final: Qualifier = qualifier or "exact"
        value = fraction(n.value)
        span, number = Span(hedge_start, n.end), Span(n.start, n.end)
        if value < 1:  # "halved": by so many percent
            value = (1 - value) * 100
            low, high = bounds(value, final)
            self.add(
                Quantity(
                    span, number, "percent", value, low, high, final, "percent", "", "", "decrease", None, "<multiple>"
                )
            )
            return
        low, high = bounds(value, final)
        way: Direction | None = None if word in ("twice", "thrice") else "increase"
        self.add(Quantity(span, number, "times", value, low, high, final, "times", "", "", way, None, "<multiple>"))


def _around(dates: Sequence[tuple[int, int, str]], notes: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return the notes without the dates in them: a header of years keeps its years."""
    out = []
    for start, end, reason in notes:
        for first, last, _ in dates:
            if start <= first < end:
                out.append((start, first, reason))
                start = last
        if start < end:
            out.append((start, end, reason))
    return out


_ADJECTIVES = frozenset({"double", "triple", "quadruple", "twice", "thrice"})
_COMPARED = (" the ", " that ", " its ", " from ", " what ", " as ", " last year", " their ")
