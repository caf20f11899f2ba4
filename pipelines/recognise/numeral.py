"""What a numeral is: a number as written, before anybody asks what it counts."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Form = Literal["digits", "words", "zh", "part", "ordinal", "multiple", "superlative", "code"]


@dataclass(slots=True)
class Numeral:
    """A number as written. `scale` is that of its last scale word, to be shared by a range: `base * scale == value`."""

    start: int
    end: int
    value: Fraction
    base: Fraction
    scale: int
    form: Form
    more: bool = False  # a hedge inside the number says that there is more: 60多亿
    low: Fraction | None = None  # the bounds of a vague number: "hundreds of", 数百
    high: Fraction | None = None
    printed: int = 0  # digits written before the decimal mark; 0 for words
