"""Words: figures, bounds, units and periods as a reader says them. Strings only, no markup."""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_HEDGES = {
    "exact": "",
    "range": "",
    "approx": "about ",
    "nearly": "nearly ",
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
}
_MONTHS = list(calendar.month_name)[1:]
_IRREGULAR = {"person": "people", "country": "countries", "percentage_point": "percentage points", "times": "times"}
_ACRONYMS = {"oem": "OEM", "ecommerce": "e-commerce", "cross_border_ecommerce": "cross-border e-commerce"}


@lru_cache(maxsize=8192)
def number(value: Decimal | float | int) -> str:
    """Say a number exactly: with a scale word where that needs at most four decimals, else with grouped digits.

    >>> number(45_000_000_000)
    '45 billion'
    >>> number(60000)
    '60,000'
    """
    exact = Decimal(str(value))
    for size, word in _SCALES:
        if abs(exact) >= size:
            scaled = exact / size
            if scaled == scaled.quantize(Decimal("0.0001")):
                return f"{_plain(scaled)} {word}"
            break
    return _plain(exact)


def _plain(value: Decimal) -> str:
    text = f"{value:,.9f}"
    return text.rstrip("0").rstrip(".")


def rounded(value: float) -> str:
    """Say a computed number with four significant digits.

    >>> rounded(6345678.9)
    '6.346 million'
    """
    if value == 0:
        return "0"
    return number(Decimal(f"{value:.4g}"))


@lru_cache(maxsize=512)
def unit_words(unit: str, *, plural: bool = True) -> str:
    """Say a unit: `square_metre` as "square metres"; money keeps its code.

    >>> unit_words("piece"), unit_words("CNY"), unit_words("enterprise", plural=False)
    ('pieces', 'CNY', 'enterprise')
    """
    if unit.isupper():
        return unit
    if not plural:
        return unit.replace("_", " ")
    if unit in _IRREGULAR:
        return _IRREGULAR[unit]
    words = unit.replace("_", " ")
    if words.endswith(("s", "x", "ch", "sh")):
        return words + "es"
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    return words + "s"


def figure(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, qualifier: str | None, unit: str | None
) -> str:
    """Say a figure with its hedge and unit.

    >>> figure(Decimal(2000), Decimal(2000), None, "more_than", "enterprise")
    'more than 2,000 enterprises'
    >>> figure(None, Decimal(50), Decimal(70), "range", "percent")
    '50 to 70 %'
    """
    if value is None and low is None and high is None:
        return "no level stated"
    if value is None and low is not None and high is not None:
        said, last = f"{number(low)} to {number(high)}", high
    elif value is None:
        last = low if low is not None else high
        assert last is not None
        said = f"{'at least' if low is not None else 'at most'} {number(last)}"
    else:
        said, last = f"{_HEDGES.get(qualifier or 'exact', '')}{number(value)}", value
    if unit is None:
        return said
    if unit == "rank":
        return f"No. {said}"
    if unit == "percent":
        return f"{said} %"
    return f"{said} {unit_words(unit, plural=last != 1)}"


def period(time_period: str | None, start: object, end: object, key: str | None = None) -> str:
    """Say a period: the SDMX form where it is known, else its bounds, else how the figure is placed.

    >>> period("2023-S1", None, None), period("2023-01-01/P7M", None, None)
    ('first half of 2023', 'January to July 2023')
    >>> period("2022-08-12/P3D", None, None)
    '2022-08-12 to 2022-08-14'
    >>> period(None, None, "2023-08-08")
    'as of 2023-08-08'
    """
    if time_period:
        return _sdmx(time_period)
    if start and end:
        return f"{start} to {end}"
    if end:
        return f"as of {end}"
    if start:
        return f"since {start}"
    if key and key.startswith("published:"):
        return f"period not stated, published {key.removeprefix('published:')}"
    return "undated"


@lru_cache(maxsize=4096)
def _sdmx(time_period: str) -> str:
    if "/" in time_period:
        first, _, length = time_period.partition("/")
        year, month = int(first[:4]), int(first[5:7])
        if length.startswith("P") and length.endswith("M") and length[1:-1].isdigit():
            last = month + int(length[1:-1]) - 1
            if last <= 12:
                return f"{_MONTHS[month - 1]} to {_MONTHS[last - 1]} {year}"
        if length.endswith("D") and length[1:-1].isdigit():
            return f"{first} to {date.fromisoformat(first) + timedelta(days=int(length[1:-1]) - 1)}"
        if length == "P1Y":
            return str(year) if month == 1 else f"fiscal year {year}/{(year + 1) % 100:02d}"
        if length.startswith("P") and length.endswith("Y") and length[1:-1].isdigit() and month == 1:
            return f"{year} to {year + int(length[1:-1]) - 1}"
        return time_period
    year, _, part = time_period.partition("-")
    if part.startswith("Q"):
        return f"{part} {year}"
    if part in ("S1", "S2"):
        return f"{'first' if part == 'S1' else 'second'} half of {year}"
    if part.isdigit() and len(part) == 2:
        return f"{_MONTHS[int(part) - 1]} {year}"
    return time_period


def count(many: int, noun: str) -> str:
    """Say how many: digits grouped, the noun in the singular for one.

    >>> count(1, "article"), count(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{many:,} {noun if many == 1 else unit_words(noun)}"


@lru_cache(maxsize=4096)
def label(word: str) -> str:
    """Say a key of the data dictionary: `output_value` as "output value", `oem_share` as "OEM share"."""
    for key, said in sorted(_ACRONYMS.items(), key=lambda item: -len(item[0])):
        if word == key or word.startswith(key + "_"):
            return (said + word[len(key) :]).replace("_", " ")
    return word.replace("_", " ")


def flag(country: str | None) -> str:
    """Return the country's code in capitals, for a chip; empty when unknown."""
    return (country or "").upper()
