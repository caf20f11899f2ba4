"""Headers: the unit that a table's header or a note gives to figures which have none of their own.

"Output (tons)" above a column, "Unit: 10,000 pieces" or 单位:万件 above a table, 同比±% at the head of a column.
"""

import re
from dataclasses import dataclass

from pipelines.recognise.nouns import NounWords
from pipelines.recognise.units import Unit, UnitWords

_ROW = re.compile(r"[^0-9]{0,40}[0-9][0-9,.]*%?(?:[ \t|]{1,8}(?:[+-]?[0-9][0-9,.]*%?|-)){0,20}[ \t|]*$")
_NOTE = re.compile(r"(?:\bunits?|单位|计量单位) ?: ?([^\n)()]{1,30})")
_LAST_BRACKETS = re.compile(r"\(([^()\n]{1,30})\)[ :]*$")
_GROWTH = re.compile(r"[±+]-?|同比|增长|增减|增幅|growth|change|increase|y-o-y|yoy|year-on-year")
_CELL = re.compile(r"[^\t|]+")
_WORDS = re.compile(r"\S+")
_DIGIT = re.compile("[0-9]")
_SCALE = re.compile(
    r"(?:in )?(?:(10,000|ten thousand|10 thousand|万)|(100 million|亿)|(1,000|thousands?(?: of)?|千|'000)|"
    r"(millions?(?: of)?|mn|百万)|(billions?(?: of)?|bn|十亿)|(lakhs?)|(crores?))? ?"
)
_SCALES = (10**4, 10**8, 10**3, 10**6, 10**9, 10**5, 10**7)
_LONGEST_HEADER = 160
_REACH = 2  # lines of words after which a note above no longer holds


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """The unit that a column gives its figures: `scale` of `unit`; `growth` says that they are changes."""

    unit: Unit
    scale: int
    printed: str
    growth: bool


def header_units(
    fold: str, units: UnitWords, nouns: NounWords
) -> tuple[dict[int, HeaderUnit], list[tuple[int, int, str]]]:
    """Return the unit that a header gives to each figure of a table, by its offset, and where the headers stand.

    A number in a header ("10,000 pieces") is no figure.
    """
    if "\n" not in fold:
        return {}, []
    notes: list[tuple[int, int, str]] = []
    found: dict[int, HeaderUnit] = {}
    columns: list[HeaderUnit | None] = []
    note: HeaderUnit | None = None
    at = 0
    above: list[tuple[int, str]] = []  # lines of words since the last row; they are read once a row follows
    for line in fold.split("\n"):
        if line and line[-1] in "0123456789%| \t-" and _ROW.match(line) is not None:
            if above:
                note, columns, stretch = _read_above(above, note, units, nouns)
                notes += stretch
                above = []
            cells = _cells(line)
            for place, cell in enumerate(cells):
                digit = _DIGIT.search(cell[0])
                unit = columns[place] or note if len(columns) == len(cells) else note
                if digit is not None and unit is not None:
                    found[at + cell.start() + digit.start()] = unit
        elif line:
            above.append((at, line))
        at += len(line) + 1
    return found, notes


def _read_above(
    lines: list[tuple[int, str]], note: HeaderUnit | None, units: UnitWords, nouns: NounWords
) -> tuple[HeaderUnit | None, list[HeaderUnit | None], list[tuple[int, int, str]]]:
    """Read the note and the heads of the columns in the lines above a row; an old note reaches over few lines only."""
    if len(lines) > _REACH:
        note = None
    stretches: list[tuple[int, int, str]] = []
    near = [(at, line) for at, line in lines[-_REACH - 1 :] if len(line) < _LONGEST_HEADER]
    for at, line in near:
        written = _NOTE.search(line) or _LAST_BRACKETS.search(line)
        here = None if written is None else _unit(written[1], units, nouns, growth=False)
        if written is not None and here is not None:
            note = here
            stretches.append((at + written.start(), at + written.end(), "table_header"))
    if not near or near[-1] != lines[-1]:
        return note, [], stretches
    return note, [_unit_of_column(cell[0], units, nouns) for cell in _cells(near[-1][1])], stretches


def _cells(line: str) -> list[re.Match[str]]:
    return list((_CELL if "\t" in line or "|" in line else _WORDS).finditer(line))


def _unit_of_column(cell: str, units: UnitWords, nouns: NounWords) -> HeaderUnit | None:
    """Read the unit at the head of a column: "Output (tons)", 同比±%."""
    growth = _GROWTH.search(cell) is not None
    if cell.rstrip(" )").endswith("%"):
        return HeaderUnit(Unit("percent", "percent"), 1, "%", growth)
    found = _LAST_BRACKETS.search(cell)
    return None if found is None else _unit(found[1], units, nouns, growth)


def _unit(words: str, units: UnitWords, nouns: NounWords, growth: bool) -> HeaderUnit | None:
    words = words.strip()
    lead = _SCALE.match(words)
    assert lead is not None, "every part of the pattern is optional"
    scale = next((size for size, group in zip(_SCALES, lead.groups(), strict=True) if group), 1)
    rest = lead.end()
    found = units.behind.at(words, rest) or units.glued.at(words, rest) or units.signs.at(words, rest)
    if found is not None:
        return HeaderUnit(found[1], scale, words, growth and found[1].kind == "percent")
    noun = nouns.zh.at(words, rest) or nouns.plural.at(words, rest) or nouns.singular.at(words, rest)
    return None if noun is None else HeaderUnit(Unit(noun[1], "count"), scale, words, False)
