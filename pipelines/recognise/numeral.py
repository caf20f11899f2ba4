"""What a numeral is: a number as written, before anybody asks what it counts."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Form = Literal["digits", "words", "zh", "part", "ordinal", "multiple", "superlative", "code"]
Exact = int | Fraction  # whole numbers stay plain: a Fraction costs ten times as much to make and to compare


@dataclass(slots=True)
class Numeral:
    """A number as written. `scale` is that of its last scale word, to be shared by a range."""

    start: int
    end: int
    value: Exact
    scale: int
    form: Form
    more: bool = False  # a hedge inside the number says that there is more: 60多亿
    low: Exact | None = None  # the bounds of a vague number: "hundreds of", 数百
    high: Exact | None = None
    printed: int = 0  # digits written before the decimal mark; 0 for words

    def is_below_one(self) -> bool:
        return self.value.numerator < self.value.denominator


@lru_cache(maxsize=4096)  # texts write the same few thousand decimals
def decimal(number: int, power: int) -> Fraction:
    """Return `number / 10**power`."""
    return Fraction(number, 10**power)


def times(value: Exact, factor: int) -> Exact:
    """Return a number multiplied by a whole one: 45.2 times 10**6 is whole, and made without reducing a fraction."""
    whole, rest = divmod(value.numerator * factor, value.denominator)
    return value * factor if rest else whole


def fraction(value: Exact) -> Fraction:
    """Return a number as a Fraction, as mentions give it."""
    return _whole(value) if isinstance(value, int) else value


_whole = lru_cache(maxsize=4096)(Fraction)
