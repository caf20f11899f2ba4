"""The short notation of a reading: `>2000 enterprise`, `10..15 percent up`, `~1200 person`: for tests and people."""

from fractions import Fraction

from pipelines.recognise.mentions import Quantity

_SIGNS = {
    "exact": "",
    "approx": "~",
    "nearly": "~<",
    "more_than": ">",
    "at_least": ">=",
    "less_than": "<",
    "at_most": "<=",
}
_WAYS = {"increase": " up", "decrease": " down"}


def notation(quantity: Quantity) -> str:
    """Write a quantity shortly: sign of the hedge, value or range, unit, direction, and what it is counted per.

    >>> from pipelines.recognise.quantities import recognise_quantities
    >>> [notation(q) for q in recognise_quantities("nearly 700 million yuan, up 8.5 percent")]
    ['~<700000000 CNY', '8.5 percent up']
    """
    if quantity.value is None:
        amount = f"{_decimal(quantity.low)}..{_decimal(quantity.high)}"
    else:
        amount = _SIGNS[quantity.qualifier] + _decimal(quantity.value)
    unit = "" if quantity.unit is None else f" {quantity.unit}"
    per = "" if quantity.per is None else f"/{quantity.per}"
    way = "" if quantity.direction is None else _WAYS[quantity.direction]
    return amount + unit + per + way


def _decimal(value: Fraction | None) -> str:
    """Write a number in full: as a decimal where it ends within twelve places, else as a fraction."""
    if value is None:
        return ""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10**12
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    sign, digits = ("-", -scaled.numerator) if value < 0 else ("", scaled.numerator)
    whole, below = divmod(digits, 10**12)
    return f"{sign}{whole}.{below:012d}".rstrip("0")
