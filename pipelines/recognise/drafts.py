"""Drafts: a figure while it is read, and the units at its sides, before ranges and lists are known."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.recognise.beside import UNIT
from pipelines.recognise.nouns import Noun
from pipelines.recognise.numeral import Exact, Numeral
from pipelines.recognise.units import Unit, sign_before, unit_behind

if TYPE_CHECKING:
    from pipelines.recognise.quantities import Reader

_SMALL_WORDS = frozenset({"rs", "tk", "rmb", "usd", "won", "yen", "dlr", "inr"})  # currencies also written small

_NAMES = frozenset({"Dong", "Rand", "Won"})  # currencies that places are called as well


@dataclass(slots=True)
class Draft:
    """A figure while it is read."""

    number: Numeral
    start: int  # with a currency sign
    end: int  # of the numerals
    value: Exact
    low: Exact | None
    high: Exact | None
    unit_end: int
    before: int  # what the grammar says of the words beside: before the number, behind it, behind its unit
    behind: int = 0
    beyond: int = 0
    used: int = 1  # numerals
    unit: Unit | None = None
    noun: Noun | None = None
    noun_printed: str = ""
    signed: bool = False
    rule: str = ""


def sign_at(reader: "Reader", start: int) -> tuple[int, Unit | None]:
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


def unit_at(reader: "Reader", end: int, signed: bool = False) -> tuple[int, Unit | None]:
    """Read the unit behind a number; after a sign, no second currency that has a number of its own."""
    if not reader.grammar.behind(reader.fold, end) & UNIT:
        return end, None
    return read_unit(reader, end, signed)


def read_unit(reader: "Reader", end: int, signed: bool) -> tuple[int, Unit | None]:
    """Read the unit behind a number where the word there may be one."""
    unit_end, unit = unit_behind(reader.fold, end, reader.grammar.units)
    if unit is not None and unit.kind == "money":
        word = reader.text[end:unit_end].strip(" -")
        if word.islower() and len(word) < 4 and word.isalpha() and word.isascii() and word not in _SMALL_WORDS:
            return end, None
        if word in _NAMES and reader.text[unit_end : unit_end + 2].strip().isupper():
            return end, None  # "13,000 Dong Ky villagers"
        if signed and reader.fold[unit_end : unit_end + 2].strip(" ")[:1].isdigit():
            return end, None
    return unit_end, unit
