"""Headers: the unit that a table's header or a note gives to figures which have none of their own.

"Output (tons)" above a column, "Unit: 10,000 pieces" or 单位:万件 above a table, 同比±% or "Firms" at its head. A note
with a unit for each column goes out to them in turn.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.recognise.grids import Grid, find_grids, is_year
from pipelines.recognise.nouns import NounWords
from pipelines.recognise.units import Unit, UnitWords
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_NOTE = re.compile(r"(?:\bunits? ?(?::|-(?= ?[\d$€£¥₹]))|(?:单位|计量单位) ?:) ?(?P<unit>[^\n)]{1,70})")
_BRACKETS = re.compile(
    r"\((?:in )?(?P<unit>[^()\n]{1,40})\)[ :*]*$|(?:, (?:in )?|\bin (?=[a-z]+ ))(?P<tail>[^,()\n]{1,24})$"
)
_PARTS = re.compile(r"[;/、]|,(?!\d)| and ")
GROWTH = Scripts(
    r"[±+]-?|同比|增长|增减|增幅|增速|growth|change|\bchg\b|\bvar(?:iation|\.)|increase|y-o-y|yoy|year-on-year|"
    r"over (?:19|20)\d\d"
)  # at the head of a column
_SHARE = re.compile(r"\bshare\b|proportion|占|比重|份额")
_DIGIT = re.compile("[0-9]")
# Numbers that a table cannot have meant the English way, and those that it cannot have meant the other way.
_COMMA_DECIMAL = re.compile(r"[+-]?\d+,\d{1,2}%?|[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?%?")
_CERTAIN = re.compile(r"[+-]?\d+,\d{1,2}%?|[+-]?\d{1,3}(?:\.\d{3}){2,}|[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_WITHOUT_MARK = re.compile(r"[+-]?\d+%?|\W+")
_SCALE = re.compile(
    r"(?:in )?(?:(10,?000|ten thousand|10 thousand|万)|(100 million|亿)|(1,?000|thousands?(?: of)?|千|'000)|"
    r"(millions?(?: of)?|mn|mln|mio|百万)|(billions?(?: of)?|bn|bln|mrd|十亿)|(lakhs?)|(crores?))? ?"
)
_SCALES = (10**4, 10**8, 10**3, 10**6, 10**9, 10**5, 10**7)
_LABELS = re.compile(
    r"\A(?:(?:number|distribution|breakdown|split) of|employment) |"
    r"\bby (?:number of )?(?:workers|employees|employment|firms|companies|enterprises)"
    r"(?:,? in (?:19|20)\d\d)?(?: (?:are|were))?\Z"
)
_HEADING, _LABEL = 90, 2  # characters, words
PERCENT = Unit("percent", "percent")


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """The unit that a column gives its figures: `scale` of `unit`; `growth` says that they are changes."""

    unit: Unit
    scale: int
    printed: str
    growth: bool


@dataclass(frozen=True, slots=True)
class Headers:
    """What the headers of a text say: the units of figures, by offset, and where no number is a figure."""

    units: dict[int, HeaderUnit]
    words: tuple[Span, ...]  # headers, and the notes of units
    commas: dict[int, str]  # figures of tables whose decimal mark is a comma: 10.763 beside 10,5


def read_headers(fold: str, units: UnitWords, nouns: NounWords) -> Headers:
    """Return the units that headers give to the figures of tables."""
    found: dict[int, HeaderUnit] = {}
    words: list[Span] = []
    commas: dict[int, str] = {}
    for grid in find_grids(fold):
        comma = _has_decimal_comma(fold, grid)
        columns = _columns(fold, grid, units, nouns)
        words += _said(fold, grid)
        for at, row in enumerate(grid.rows):
            said, its_own = _unit_of_row(fold, grid, at, units, nouns)
            words += [said] if said is not None else []
            counted = _counted(row[0].of(fold), nouns) if its_own is None else None
            for index, (cell, column) in enumerate(zip(row[1:], columns, strict=True), 1):
                unit = its_own if its_own is not None and (column is None or column.unit != PERCENT) else column
                head = grid.column(index)
                if unit is None and (not grid.header or (head is not None and is_year(head.of(fold)))):
                    unit = counted  # "Enterprises" before the figures of two years
                digit = _DIGIT.search(fold, cell.start, cell.end)
                if unit is not None and digit is not None:
                    found[digit.start()] = _percent(unit) if fold[cell.end - 1] == "%" else unit
                    if comma and (number := _NUMBER.match(fold, digit.start(), cell.end)) is not None:
                        commas[digit.start()] = number.group()
    return Headers(found, tuple(words), commas)


def _has_decimal_comma(fold: str, grid: Grid) -> bool:
    """Say whether the figures can only be read with a comma before the decimals, dots before thousands."""
    cells = [cell.of(fold) for row in grid.rows for cell in row[1:]]
    marked = [cell for cell in cells if not _WITHOUT_MARK.fullmatch(cell)]
    return any(_CERTAIN.fullmatch(cell) for cell in marked) and all(_COMMA_DECIMAL.fullmatch(cell) for cell in marked)


def _percent(unit: HeaderUnit) -> HeaderUnit:
    return unit if unit.unit == PERCENT else HeaderUnit(PERCENT, 1, "%", unit.growth)


def _said(fold: str, grid: Grid) -> Iterator[Span]:
    """Yield where a unit is said above the figures: its numbers count nothing."""
    for line in grid.above:
        match = _NOTE.search(fold, line.start, line.end)
        if match is not None:
            yield Span(*match.span("unit"))
        elif (match := _BRACKETS.search(line.of(fold))) is not None and _SCALE.match(match["unit"] or "x").end():  # type: ignore[union-attr]
            yield Span(line.start + match.start(), line.end)
    yield from grid.header


def _columns(fold: str, grid: Grid, units: UnitWords, nouns: NounWords) -> list[HeaderUnit | None]:
    """Return the unit of each column of figures."""
    heads = [grid.column(index) for index in range(1, len(grid.rows[0]))]
    names = [head.of(fold) if head is not None else "" for head in heads]
    own = [_unit_of_column(name, units, nouns) for name in names]
    growth = [GROWTH.search(name) is not None for name in names]
    note = _note(fold, grid, units, nouns)
    if len(note) > 1 and len(note) == len(own):
        own = [said or unit for unit, said in zip(own, note, strict=True)]
    counted = _counted_above(fold, grid, nouns) if not note and not any(own) else None
    out: list[HeaderUnit | None] = []
    for name, unit, grows in zip(names, own, growth, strict=True):
        if unit is None and (grows or _SHARE.search(name)):
            unit = HeaderUnit(PERCENT, 1, "%", grows)
        elif unit is None:
            unit = note[0] if len(note) == 1 else counted
        out.append(replace(unit, growth=grows and unit.unit.kind == "percent") if unit is not None else None)
    return out


def _counted_above(fold: str, grid: Grid, nouns: NounWords) -> HeaderUnit | None:
    """Read what a table without any unit counts by the line above it: "Employment by sub-sector".

    Before a list in a sentence it must be a label: "three designers: Anna 34, Li 29" counts nobody.
    """
    if not grid.above:
        return None
    line = grid.above[-1]
    words = line.of(fold).strip()
    is_label = len(words.split()) <= _LABEL or _LABELS.search(words) is not None
    if len(words) > _HEADING or ("\n" not in fold[line.end : grid.rows[0][0].start] and not is_label):
        return None
    return _counted(words, nouns)


def _note(fold: str, grid: Grid, units: UnitWords, nouns: NounWords) -> list[HeaderUnit | None]:
    """Read the units of a note above the table, else those in brackets behind a heading."""
    around = [*reversed(grid.above), *([grid.below] if grid.below is not None else [])]
    for line in around:
        match = _NOTE.search(fold, line.start, line.end)
        if match is not None:
            whole = _unit(match["unit"], units, nouns)
            parts = [part for part in _PARTS.split(match["unit"]) if part.strip()]
            return [whole] if len(parts) == 1 else [_unit(part, units, nouns) for part in parts]
    for line in around:
        words = _behind_heading(fold, line)
        for part in (words, *_PARTS.split(words)) if words is not None else ():  # "(2021, million dollars)"
            if (unit := _unit(part, units, nouns)) is not None:
                return [unit]
    return []


def _behind_heading(fold: str, line: Span) -> str | None:
    """Return the words in the only bracket behind a heading, or behind its last comma: ", million dollars"."""
    match = _BRACKETS.search(line.of(fold).rstrip(" .:"))
    if match is None or fold.count("(", line.start, line.end) > 1:
        return None
    tail = match["tail"]
    lead = _SCALE.match(tail or "")
    return match["unit"] if tail is None else tail if lead is not None and lead.end() else None


def _unit_of_column(name: str, units: UnitWords, nouns: NounWords) -> HeaderUnit | None:
    """Read the unit at the head of a column: "Output (tons)", 同比±%, "Firms"."""
    if name.rstrip(" )").endswith("%") or name.startswith("%"):
        return HeaderUnit(PERCENT, 1, "%", growth=False)
    if (unit := _in_brackets(name, units, nouns)) is not None:
        return unit
    return None if is_year(name) else _counted(name, nouns)


def _unit_of_row(
    fold: str, grid: Grid, at: int, units: UnitWords, nouns: NounWords
) -> tuple[Span | None, HeaderUnit | None]:
    """Read the unit that a row has for itself, and where: in the column of units, or in brackets behind its name."""
    if grid.units:
        unit = _unit(grid.units[at].of(fold), units, nouns)
        counted = _counted(grid.rows[at][0].of(fold), nouns) if unit is not None and unit.unit.name in _PIECES else None
        if unit is not None and counted is not None and counted.unit.name in ("machine", "loom"):
            unit = replace(unit, unit=counted.unit)  # "knitting machines | sets"
        return grid.units[at], unit
    name = grid.rows[at][0]
    found, unit = _BRACKETS.search(name.of(fold)), _in_brackets(name.of(fold), units, nouns)
    if found is None or unit is None:
        return None, None
    return Span(name.start + found.start(), name.end), unit


def _in_brackets(name: str, units: UnitWords, nouns: NounWords) -> HeaderUnit | None:
    """Read the unit in brackets behind a name, or the scale in which the name is counted: "Workers (10,000)"."""
    found = _BRACKETS.search(name)
    if found is None:
        return None
    words = found["unit"] or found["tail"]
    unit = _unit(words, units, nouns)
    if unit is None and (lead := _SCALE.fullmatch(words)) is not None:
        counted = _counted(name[: found.start()], nouns)
        unit = replace(counted, scale=_scale(lead), printed=words) if counted is not None else None
    return unit


def _counted(name: str, nouns: NounWords) -> HeaderUnit | None:
    """Read what a column counts by its name alone: "Number of firms", 企业数."""
    for match in re.finditer(r"[a-z]+|[一-鿿]", name):
        noun = nouns.zh.at(name, match.start()) or nouns.plural.at(name, match.start())
        if noun is not None and noun[1] in _COUNTED:
            return HeaderUnit(Unit(noun[1], "count"), 1, name, growth=False)
    return HeaderUnit(Unit("person", "count"), 1, name, growth=False) if _EMPLOYMENT.search(name) else None


_COUNTED = frozenset({"enterprise", "person", "machine", "shop", "stall", "loom", "workshop"})
_EMPLOYMENT = re.compile(r"\b(?:employment|workforce|jobs)\b|从业|就业|用工")
_PIECES = frozenset({"set", "piece", "unit"})  # what machines, too, are counted in


def _unit(words: str, units: UnitWords, nouns: NounWords) -> HeaderUnit | None:
    words = words.strip()
    if words.startswith("%") or words.startswith("percent"):
        return HeaderUnit(PERCENT, 1, "%", growth=False)
    sign = units.signs.at(words, 0)
    if sign is not None and (lead := _SCALE.match(words, _skipped(words, sign[0]))) is not None:
        return HeaderUnit(sign[1], _scale(lead), words, growth=False)
    lead = _SCALE.match(words)
    assert lead is not None, "every part of the pattern is optional"
    rest = lead.end()
    found = units.behind.at(words, rest) or units.glued.at(words, rest) or units.signs.at(words, rest)
    if found is not None:
        return HeaderUnit(found[1], _scale(lead), words, growth=False)
    noun = nouns.zh.at(words, rest) or nouns.plural.at(words, rest) or nouns.singular.at(words, rest)
    return None if noun is None else HeaderUnit(Unit(noun[1], "count"), _scale(lead), words, growth=False)


def _skipped(words: str, at: int) -> int:
    return at + 1 if words[at : at + 1] == " " else at


def _scale(lead: re.Match[str]) -> int:
    return next((size for size, group in zip(_SCALES, lead.groups(), strict=True) if group), 1)
