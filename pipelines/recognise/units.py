"""Units: currencies, shares and measures, before a number and behind it.

A counted noun ("2,000 knitting enterprises") is read in `nouns`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pipelines.recognise.mentions import QuantityKind
from pipelines.recognise.neighbours import Neighbours
from pipelines.recognise.numeral import Exact
from pipelines.reference.vocabulary import Vocabulary

_SHARES: Mapping[str, QuantityKind] = {
    "percent": "percent",
    "percentage_point": "percentage_point",
    "times": "times",
}


_DEFAULT_COUNTRY = "india"  # whose rupee is meant where no other is more often spoken of
TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "decade", "century"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit word stands for; figures in it are multiplied by `factor` to be given in `name`."""

    name: str
    kind: QuantityKind
    factor: Exact = 1


_BRACKETS = frozenset("[{<")
_BRACKETED = re.compile(r" ?[\[{<]([a-z ]{1,20})[\]}>]")


@dataclass(frozen=True)
class UnitWords:
    """The units of a vocabulary, compiled."""

    behind: Neighbours[Unit]  # after a space or a hyphen
    glued: Neighbours[Unit]  # directly behind the digits
    digits: Neighbours[Unit | None]  # directly behind Arabic digits alone; None: a longer word that is no unit
    signs: Neighbours[Unit]  # before the number
    per: Neighbours[str]
    smaller: Mapping[str, Mapping[str, int]]


@lru_cache(maxsize=8)
def _where(vocabulary: Vocabulary) -> dict[str, list[str]]:
    entries = {**vocabulary.table("currencies"), **vocabulary.table("units")["measure"]}
    return {name: entry["where"] for name, entry in entries.items() if "where" in entry}


@lru_cache(maxsize=8)
def _lent(vocabulary: Vocabulary) -> dict[str, tuple[list[str], list[str]]]:
    """Return the currencies that lend a sign to another one: the names that speak for them, and those against."""
    entries = vocabulary.table("currencies")
    return {name: (e["lent_where"], e["lent_unless"]) for name, e in entries.items() if "lent" in e}


def speaking_names(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the names that tell for which currency or measure a text speaks."""
    shared = (word for words in _lent(vocabulary).values() for side in words for word in side)
    return tuple(dict.fromkeys((_DEFAULT_COUNTRY, *(w for ws in _where(vocabulary).values() for w in ws), *shared)))


def local_units(names: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the currencies and measures for whose shared names ("Rs", "pounds") a text with these names speaks."""
    if not names:
        return ()
    found = []
    for code, words in _where(vocabulary).items():
        count = sum(map(names.count, words))
        if count and count >= names.count(_DEFAULT_COUNTRY):
            found.append((count, code))
    lent = [
        code
        for code, (where, unless) in _lent(vocabulary).items()
        if sum(map(names.count, where)) > sum(map(names.count, unless))
    ]
    return (*(code for _, code in sorted(found)[-1:]), *lent)


@lru_cache(maxsize=32)
def unit_words(vocabulary: Vocabulary, local: tuple[str, ...]) -> UnitWords:
    """Compile the units of a vocabulary, shared currency names read for the currencies in `local`."""
    behind: dict[str, Unit] = {}
    glued: dict[str, Unit] = {}
    digits: dict[str, Unit | None] = {}
    signs: dict[str, Unit] = {}
    units, currencies = vocabulary.table("units"), vocabulary.table("currencies")
    for name, entry in units["measure"].items():
        if "where" in entry and name not in local:
            continue
        factor = Fraction(entry.get("factor", 1))
        exact = factor.numerator if factor.denominator == 1 else factor
        kind = _SHARES.get(name) or ("money" if entry.get("unit") in currencies else "measure")
        unit = Unit(entry.get("unit", name), kind, exact)
        digits |= {**dict.fromkeys(entry.get("digits", ()), unit), **dict.fromkeys(entry.get("unless", ()))}
        behind |= dict.fromkeys((*entry.get("words", ()), *entry.get("zh", ()), *entry.get("glued", ())), unit)
        behind |= {word.replace(" ", "-"): unit for word in entry.get("words", ()) if " " in word}
        glued |= dict.fromkeys((*entry.get("glued", ()), *entry.get("zh", ())), unit)
    for code, entry in currencies.items():
        if "shared" in entry:
            entry = {**entry, "zh": [*entry["zh"], *entry["shared"]]} if code in local else entry
        elif "where" in entry and code not in local:
            entry = {"words": [w for w in entry["words"] if code.lower() in w], "signs": [code.lower()], "zh": []}
        elif "lent" in entry and code in local:
            entry = {**entry, "signs": [*entry["signs"], *entry["lent"]]}
        unit = Unit(code, "money")
        for words, index in (("words", behind), ("zh", behind), ("zh", glued), ("signs", signs), ("signs", glued)):
            for word in entry[words]:
                if (
                    code in local
                    or word not in index
                    or (index[word].kind != "money" and index[word].name not in local)
                ):
                    index[word] = unit
        behind.setdefault(f"m{code.lower()}", Unit(code, "money", 10**6))  # "30 MUSD"
        behind |= {sign: unit for sign in entry["signs"] if not sign[-1].isalpha() and sign not in behind}
    per = Neighbours((word, name) for name, words in units["per"].items() for word in words)
    return UnitWords(
        Neighbours(behind.items()),
        Neighbours(glued.items()),
        Neighbours(digits.items()),
        Neighbours(signs.items()),
        per,
        units["smaller"],
    )


def sign_before(fold: str, start: int, words: UnitWords) -> tuple[int, Unit | None]:
    """Return where the currency sign in front of `start` begins, and its unit."""
    pos = start
    while pos and fold[pos - 1] == " " and start - pos < 2:
        pos -= 1
    found = words.signs.before(fold, pos)
    return (start, None) if found is None else found


def unit_behind(fold: str, end: int, words: UnitWords) -> tuple[int, Unit | None]:
    """Return where the unit behind `end` ends, and the unit."""
    if end >= len(fold):
        return end, None
    if fold[end] in " -[{<":
        bracket = _BRACKETED.match(fold, end) if fold[end] in "[{<" or fold[end + 1 : end + 2] in _BRACKETS else None
        if bracket is not None:
            found = words.behind.at(bracket[1], 0)
            return (bracket.end(), found[1]) if found and found[0] == len(bracket[1]) else (end, None)
        pos = end + 1
        while pos < len(fold) and fold[pos] == " " and pos - end < 3:
            pos += 1
        found = words.behind.at(fold, pos)
    else:
        found = words.glued.at(fold, end) or words.behind.at(fold, end)
        if found is None and "0" <= fold[end - 1] <= "9" and (special := words.digits.at(fold, end)) is not None:
            return (end, None) if special[1] is None else (special[0], special[1])
    if found is None or (found[0] < len(fold) and fold[found[0]] == "-" and fold[found[0] - 2] in " -"):
        return end, None  # a single letter before a hyphen begins a word: "T-shirts"
    return found
