"""Numbers: every number of a text as written, whatever it counts: signed, with its fraction.

`quantities` asks more: it leaves out years, names and list numbers. Here 五分之一 is 1/5, "minus one" is -1, "two
thirds of a million" 2,000,000/3.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from pipelines.recognise.digits import uses_decimal_comma
from pipelines.recognise.landmarks import landmarks
from pipelines.recognise.numeral import Exact, Numeral, fraction
from pipelines.recognise.numerals import read_numerals
from pipelines.recognise.numerals_en import NumberWords, number_words
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold as fold_text
from pipelines.text.spans import Span

_SIGN = re.compile(r"(?:(?:\b(?:minus|negative) |负 ?|(?<![0-9a-z)\]-])-)\Z)")
_OF = re.compile(" *分 *之 *负?")
_OVER = re.compile(r" over | out of (?:every )?|(?<=[0-9])/(?=[0-9])")
_AND = re.compile(r" ?又 ?| and (?:a )?")
_OF_A = re.compile(r" (?:of )?a ([a-z]+)\b| ([a-z]+)\b")
_NO_NUMBER = frozenset({"ordinal", "superlative", "code", "multiple"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands."""

    span: Span
    value: Fraction


def recognise_numbers(
    text: str, *, vocabulary: Vocabulary | None = None, decimal_comma: bool | None = None
) -> tuple[Number, ...]:
    """Return the numbers of a text, in order.

    >>> [str(number.value) for number in recognise_numbers("two thirds, minus 5.5, 三又二分之一")]
    ['2/3', '-11/2', '7/2']
    """
    fold = fold_text(text)
    vocabulary = vocabulary or default_vocabulary()
    words, starts = number_words(vocabulary), landmarks(fold, vocabulary).numbers
    comma = uses_decimal_comma(fold) if decimal_comma is None else decimal_comma
    numerals = [
        n for n in read_numerals(text, fold, starts, words, comma) if n.form not in _NO_NUMBER or _is_part(fold, n)
    ]
    found: list[Number] = []
    i = 0
    while i < len(numerals):
        value, end, used = _with_fraction(fold, numerals, i, words)
        sign = _SIGN.search(fold, max(0, numerals[i].start - 9), numerals[i].start)
        start = numerals[i].start if sign is None else sign.start()
        found.append(Number(Span(start, end), fraction(value if sign is None else -value)))
        i += used
    return tuple(found)


def _is_part(fold: str, n: Numeral) -> bool:
    """Say whether an ordinal is a fraction: "a twentieth"."""
    return n.form == "ordinal" and n.value < 1 and fold.startswith("a ", n.start - 2)


def _with_fraction(fold: str, numerals: list[Numeral], i: int, words: NumberWords) -> tuple[Exact, int, int]:
    """Return the value of the number that begins with numeral `i`, its end, and how many numerals it takes."""
    n = numerals[i]
    value, end = n.value, n.end
    if i + 1 < len(numerals) and numerals[i + 1].start - end < 16:
        following = numerals[i + 1]
        gap = fold[end : following.start]
        if _OF.fullmatch(gap) and value:
            return Fraction(following.value) / value, following.end, 2
        if (_OVER.fullmatch(gap) and following.value and value < following.value) or (
            gap == " over " and following.value
        ):
            return Fraction(value) / following.value, following.end, 2
        if "又" in gap and i + 2 < len(numerals) and _OF.fullmatch(fold[following.end : numerals[i + 2].start]):
            below, above = following.value, numerals[i + 2].value
            return value + (Fraction(above) / below if below else 0), numerals[i + 2].end, 3
        if _AND.fullmatch(gap) and following.form == "part" and following.value < 1 and value >= 1:
            return value + following.value, following.end, 2
    if n.form == "part":
        scale = _OF_A.match(fold, end)
        if scale is not None and words.scales.get(scale[1] or scale[2], 0) >= 100:
            return value * words.scales[scale[1] or scale[2]], scale.end(), 1
    return value, end, 1
