"""Grids: the tables of a text, whose cells stand between tabs, bars or runs of spaces, or each on a line of its own.

A table is two rows or more of a name and its figures. The line above with as many cells is its header; the lines above
that say what it is about, and in which unit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.text.spans import Span

_LINE = re.compile(r"[^\n]+")
_FIGURE = re.compile(
    r"[+±-]? ?\d[\d,. ]*(?:%| ?\((?:[+-]?\d[\d.]*%?)\)| ?(?:lakhs?|crores?|thousand|million|billion|mn|bn|万|亿))?"
    r"(?:\*+)?"
)
_AMOUNT = re.compile(r"(?!(?:19|20)\d\d\b)\d[\d,.]* [a-z]{2}")
_BLANK = re.compile(r"[-–—./]{1,3}|n\.?a\.?|nil|不详|无")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?年?")
_MONTH_ZH = r"(?:1[0-2]|[1-9])月份?"
_DATED_FIGURES = re.compile(
    rf"(?P<name>(?:fy ?)?{_YEAR.pattern}|{_MONTH_ZH}):?(?P<figures>(?: [+-]?\d[\d,.]*%?| -(?= |$))+) *$"
)
_TABS = re.compile(r"[^\t]+")
_LED = re.compile(r"(?:(?!\.{4}|(?<=\.)\.).)+")  # "Employees ........ 100,000"
_GAPS = re.compile(r"\S+(?: \S+)*")
_NAMED_FIGURES = re.compile(r"(?P<name>[^\d|\t]{1,40}?)(?P<figures>(?: [+-]?\d[\d,.]*%?| -(?= |$))+) *$")
_LISTED_FIGURES = re.compile(r"[^\d,|\t]{1,40}(?:, [+-]?\d[\d,.]*\d?%?| ?, -){2,} *")
_NAME = rf"(?:[^\W\d_][^,;:\d\n]{{0,30}}?|{_YEAR.pattern}:?)"
_NUMBER = r"[+-]?\d(?:[\d,.]*\d)?%?"
_STOPS = r"\)?(?=[,;.、。\s]|\Z)"
_ITEM = re.compile(rf"(?:and )?(?P<name>{_NAME}) ?\(?(?P<figure>{_NUMBER}){_STOPS}")
_A_LIST_ITEM = rf"{_NAME} ?\(?{_NUMBER}{_STOPS}"
_LIST = re.compile(rf": ?(?P<items>{_A_LIST_ITEM}(?:(?:[,;、]|,? and) ?{_A_LIST_ITEM}){{2,}})")
_LEAD = re.compile(r"[^.;:。\n]{3,110}\Z")  # what a list is of
_BETWEEN_COMMAS = re.compile(r"(?:[^,]|,(?! ))+")
_BRACKETED = re.compile(r"[^()]+\([^()]+\)")  # "Exports 2021 (bn USD) Share (%)": two heads
_WORDS = re.compile(r"\S+")
_UNIT = re.compile(r"\bunits? ?(?::|- ?(?=[\d$€£¥₹]))|单位 ?:")
_NAMES_UNITS = re.compile(r" (?:单位|计量单位|units?)(?: |$)")
_CAPTION = re.compile(
    r"^[^.。\n]{0,60}?(?:\bunits?: ?|单位 ?:|\bin (?:thousand|million|billion|lakh|crore)s? )", re.MULTILINE
)
_UNIT_COLUMN = re.compile(r"units?(?: of measure(?:ment)?)?|计量单位|单位")
_EDGES = " \t|"
_WORD_LAST = re.compile(r"[^\W\d_]{4}[^\w|\t]*\Z")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_RULE = re.compile(r"[-|:+=\s]+")  # a line of nothing but what parts others
_LONGEST_LINE = 200
_LONGEST_CELL = 34  # of a table with a cell a line
_FEWEST_LINES = 6  # of such a table: two heads, two names with a figure each
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `header` has a cell for each column but perhaps the first; `above` are the lines that head it.

    A column of units stands in `units`, a cell for each row, and not in the rows; further columns of text, a product or
    a state beside the name, stand in `texts`. `below` is a line under the table that says in what it counts.
    """

    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    above: tuple[Span, ...]
    units: tuple[Span, ...] = ()
    texts: tuple[tuple[Span, ...], ...] = ()
    below: Span | None = None

    def column(self, index: int) -> Span | None:
        """Return the head of a column; the names are column 0."""
        at = index - (len(self.rows[0]) - len(self.header))
        return self.header[at] if self.header and at >= 0 else None


@lru_cache(maxsize=1)  # asked for the units of an article's figures, then for their measures and subjects
def find_grids(fold: str) -> tuple[Grid, ...]:
    r"""Return the tables of a folded text, in order.

    >>> [len(grid.rows) for grid in find_grids("City | Pairs\nDatang | 17\nZhuji | 4")]
    [2]
    """
    listed = _listed(fold) if ":" in fold else []
    if fold.count("\n") < 2 or not any(_may_be_row(line) for line in fold.split("\n")):
        return tuple(listed)
    lines = [Span(*match.span()) for match in _LINE.finditer(fold) if not _RULE.fullmatch(match.group())]
    cells = [_cells(fold, line) for line in lines]
    _split_under_units(fold, lines, cells)
    units = _take_units(fold, cells)
    texts = _take_texts(fold, lines, cells)
    data = [_is_data(fold, row) for row in cells]
    out: list[Grid] = []
    at = ended = first = 0
    while at < len(lines):
        end = at
        while end < len(lines) and data[end] and len(cells[end]) == len(cells[at]):
            end += 1
        if at and data[at - 1]:
            first = at  # behind the table before
        if end - at >= 2 and _is_years(fold, cells[at]):
            at += 1  # a header of years
        if end > at:
            grid = _grid(fold, lines, cells, first, at, end)
            if not grid.header and first == ended and out and _goes_on(cells[first:at], out[-1], grid):
                grid = replace(grid, header=out[-1].header, above=out[-1].above)
            if all(row in units for row in range(at, end)):
                grid = replace(grid, units=tuple(units[row] for row in range(at, end)))
            if any(row in texts for row in range(at, end)):
                grid = replace(grid, texts=tuple(texts.get(row, ()) for row in range(at, end)))
            if end < len(lines) and not cells[end] and _CAPTION.search(fold, *_ends(lines[end])):
                grid = replace(grid, below=lines[end])
            if len(grid.rows) >= _rows_needed(fold, grid, _is_spaced(fold, lines[at])):
                out.append(grid)
                ended = end
        at = max(end, at + 1)
    return (*listed, *(out or _upright(fold, lines)))


def _listed(fold: str) -> list[Grid]:
    """Return tables told in a sentence: "Output value in 2020 (billion yuan): Shengze 120, Zhili 65, Datang 61"."""
    out = []
    for match in _LIST.finditer(fold):
        lead = _LEAD.search(fold, max(0, match.start() - _LONGEST_LINE), match.start())
        if lead is None:
            continue
        first = match.start("items")
        rows = tuple(
            tuple(_trimmed(fold, first + item.start(part), first + item.end(part)) for part in ("name", "figure"))
            for item in _ITEM.finditer(match["items"])
        )
        out.append(Grid((), rows, (Span(lead.start(), lead.end()),)))
    return out


def _split_under_units(fold: str, lines: Sequence[Span], cells: list[tuple[Span, ...]]) -> None:
    """Split at single spaces the rows below heads with a column of units: 指标 单位 绝对值 over 出口 亿元 63.7."""
    width = 0
    for at, line in enumerate(lines):
        if width == 0 and (cells[at] or not _NAMES_UNITS.search(fold, line.start, line.end)):
            continue
        words = [Span(*match.span()) for match in _WORDS.finditer(fold, line.start, line.end)]
        if len(words) > 2 and any(_UNIT_COLUMN.fullmatch(word.of(fold)) for word in words[1:]):
            cells[at], width = tuple(words), len(words)
        elif width and len(words) == width and _FIGURE.fullmatch(words[-1].of(fold)):
            cells[at] = tuple(words)
        else:
            width = 0


def _take_units(fold: str, cells: list[tuple[Span, ...]]) -> dict[int, Span]:
    """Take the column headed "Unit" out of the rows below its head; return its cells by line."""
    taken: dict[int, Span] = {}
    for at, heads in enumerate(cells):
        named = [index for index, cell in enumerate(heads) if index and _UNIT_COLUMN.fullmatch(cell.of(fold))]
        if len(named) != 1 or at in taken:
            continue
        column, width = named[0], len(heads)
        if at + 1 < len(cells) and len(cells[at + 1]) == width and _is_figure(fold, cells[at + 1][column]):
            continue  # how many units there are
        cells[at] = (*heads[:column], *heads[column + 1 :])
        for row in range(at + 1, len(cells)):
            if len(cells[row]) != width:
                break
            taken[row] = cells[row][column]
            cells[row] = (*cells[row][:column], *cells[row][column + 1 :])
    return taken


def _take_texts(fold: str, lines: Sequence[Span], cells: list[tuple[Span, ...]]) -> dict[int, tuple[Span, ...]]:
    """Take serial numbers and all columns of text but the first out of tables with heads; return the texts by line."""
    taken: dict[int, tuple[Span, ...]] = {}
    at = 1
    while at < len(cells):
        head, width, end = at - 1, len(cells[at - 1]), at
        while end < len(cells) and len(cells[end]) == width and any(_is_figure(fold, cell) for cell in cells[end]):
            end += 1
        if width < 3 or end - at < 2 or _is_spaced(fold, lines[at]) or not _are_heads(fold, cells[head]):
            at = max(end, at + 1)
            continue
        kinds = [_kind_of_column(fold, [row[index] for row in cells[at:end]]) for index in range(width)]
        if kinds[0] == "n" and "t" in kinds:
            kinds[0] = "s"  # a serial number, or a rank
        if kinds.count("t") > 1 or "s" in kinds or "x" in kinds:
            _leave_figures(cells, range(head, end), kinds, taken)
        at = end
    return taken


def _leave_figures(
    cells: list[tuple[Span, ...]], rows: range, kinds: Sequence[str], taken: dict[int, tuple[Span, ...]]
) -> None:
    """Leave of the rows of a table their names and figures."""
    if "t" not in kinds or "n" not in kinds:
        return
    name = kinds.index("t")
    for row in rows:
        taken[row] = tuple(cell for at, cell in enumerate(cells[row]) if kinds[at] in "tx" and at != name)
        cells[row] = (cells[row][name], *(cell for at, cell in enumerate(cells[row]) if kinds[at] == "n"))


def _are_heads(fold: str, row: Sequence[Span]) -> bool:
    """Say whether cells may head columns: no figures but years."""
    words = [cell.of(fold) for cell in row]
    return any(map(_LETTER.search, words)) and all(
        _YEAR.fullmatch(word) or not _FIGURE.fullmatch(word) for word in words
    )


def _is_figure(fold: str, cell: Span) -> bool:
    return _FIGURE.fullmatch(cell.of(fold)) is not None


def _kind_of_column(fold: str, column: Sequence[Span]) -> str:
    """Return n for a column of figures, t for one of words, x for any other."""
    words = [cell.of(fold) for cell in column]
    if all(not word or _FIGURE.fullmatch(word) or _BLANK.fullmatch(word) for word in words):
        return "n"
    return "x" if any(map(_DIGIT.search, words)) else "t"


def _may_be_row(line: str) -> bool:
    """Say whether a line has a figure and does not end in a word, as prose does, unless marks part its cells."""
    if len(line) > _LONGEST_LINE or _DIGIT.search(line) is None:
        return False
    return "\t" in line or "|" in line or _WORD_LAST.search(line[-12:]) is None


def _cells(fold: str, line: Span) -> tuple[Span, ...]:
    """Split a line into cells by the marks that it has."""
    words = line.of(fold)
    if len(words) > _LONGEST_LINE:
        return ()
    if "|" in words:
        return _between_bars(fold, line)
    if "\t" in words:
        found = [(m.start(), m.end()) for m in _TABS.finditer(words)]
    elif "...." in words:
        found = [(m.start(), m.end()) for m in _LED.finditer(words)]
    elif "  " in words.strip():
        found = [(m.start(), m.end()) for m in _GAPS.finditer(words)]
    elif (row := _NAMED_FIGURES.fullmatch(words) or _DATED_FIGURES.fullmatch(words)) is not None:
        figures = _WORDS.finditer(words, row.start("figures"))
        found = [row.span("name"), *((m.start(), m.end()) for m in figures)]
    elif _LISTED_FIGURES.fullmatch(words):
        found = [(m.start(), m.end()) for m in _BETWEEN_COMMAS.finditer(words)]
    else:
        return ()
    spans = [_trimmed(fold, line.start + start, line.start + end) for start, end in found]
    return tuple(span for span in spans if span.start < span.end)


def _between_bars(fold: str, line: Span) -> tuple[Span, ...]:
    """Split a line at its bars; those at its ends part nothing, and a cell between two may be empty."""
    bare = _trimmed(fold, line.start, line.end)
    start, end = bare.start + (fold[bare.start] == "|"), bare.end - (fold[bare.end - 1] == "|")
    bars = [at for at in range(start, end) if fold[at] == "|"]
    return tuple(_trimmed(fold, a, b) for a, b in zip([start, *(at + 1 for at in bars)], [*bars, end], strict=True))


def _trimmed(fold: str, start: int, end: int) -> Span:
    while start < end and fold[start].isspace():
        start += 1
    while end > start and fold[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_data(fold: str, row: Sequence[Span]) -> bool:
    """Say whether a row is a name, or a year, with figures; a serial number may stand in front."""
    if len(row) < 2:
        return False
    figures = [cell.of(fold) for cell in row[1:]]
    if is_year(row[0].of(fold)):
        return not all(_YEAR.fullmatch(cell) for cell in figures) and all(map(_FIGURE.fullmatch, filter(None, figures)))
    if not any(_LETTER.search(fold, cell.start, cell.end) for cell in row[:2]):
        return False
    if not _LETTER.search(fold, row[0].start, row[0].end):
        figures = figures[1:]
    return any(_FIGURE.fullmatch(cell) for cell in figures) and all(
        not cell or _FIGURE.fullmatch(cell) or _BLANK.fullmatch(cell) for cell in figures
    )


def _rows_needed(fold: str, grid: Grid, spaced: bool) -> int:
    """Return how many rows make a table: the less there is above and between the cells, the more."""
    if any(_UNIT.search(fold, line.start, line.end) for line in grid.above) or len(grid.header) > 2:
        return 1
    return 3 if spaced and len(grid.rows[0]) == 2 else 2


def _is_spaced(fold: str, line: Span) -> bool:
    """Say whether single spaces alone part the cells of a line."""
    words = line.of(fold).strip()
    return not any(mark in words for mark in ("  ", "|", "\t", "...."))


def is_year(words: str) -> bool:
    """Say whether the folded words of a cell are a year: 2019, 2018-19, FY2020, 2016年."""
    return _YEAR.fullmatch(words.removeprefix("fy").lstrip()) is not None


def _is_years(fold: str, row: Sequence[Span]) -> bool:
    return all(_YEAR.fullmatch(cell.of(fold)) for cell in row[1:])


def _goes_on(between: Sequence[tuple[Span, ...]], before: Grid, grid: Grid) -> bool:
    """Say whether nothing but the names of sections parts a table from the one before it."""
    return len(before.rows[0]) == len(grid.rows[0]) and all(map(_is_section, between))


def _is_section(row: Sequence[Span]) -> bool:
    """Say whether a row names a section of a table: all of its cells but one are empty."""
    return len(row) > 2 and sum(len(cell) > 0 for cell in row) == 1


def _grid(fold: str, lines: Sequence[Span], cells: Sequence[tuple[Span, ...]], first: int, at: int, end: int) -> Grid:
    """Return the table of some lines; what heads it begins with the line `first` or later."""
    rows, width = tuple(cells[at:end]), len(cells[at])
    while at > first and _is_section(cells[at - 1]):
        at -= 1
    top = at
    header: tuple[Span, ...] = ()
    if at == first:
        return Grid(header, rows, ())
    if _tells(fold, cells[at - 1]):
        pass
    elif len(cells[at - 1]) in (width, width - 1) and cells[at - 1]:
        header, top = cells[at - 1], at - 1
    elif "\t" not in lines[at].of(fold) and "|" not in lines[at].of(fold):
        parts = _BETWEEN_COMMAS if _LISTED_FIGURES.fullmatch(lines[at].of(fold)) else _WORDS
        words = [
            _trimmed(fold, lines[at - 1].start + m.start(), lines[at - 1].start + m.end())
            for m in parts.finditer(lines[at - 1].of(fold))
        ]
        if len(words) not in (width, width - 1):
            words = [_trimmed(fold, *match.span()) for match in _BRACKETED.finditer(fold, *_ends(lines[at - 1]))]
        if len(words) in (width, width - 1) and not _UNIT.search(fold, words[0].start, words[-1].end):
            header, top = tuple(words), at - 1
    return Grid(header, rows, tuple(lines[max(first, top - _ABOVE) : top]))


def _tells(fold: str, row: Sequence[Span]) -> bool:
    """Say whether a row has an amount with its unit, and so heads nothing: "Output value .... 55 billion yuan"."""
    return any(_AMOUNT.match(cell.of(fold)) for cell in row[1:])


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _upright(fold: str, lines: Sequence[Span]) -> list[Grid]:
    """Return tables that a page has poured out with each cell on a line of its own.

    The lines before the first row are the heads of its columns, a year among them, and what stands over those.
    """
    if len(lines) < _FEWEST_LINES:
        return []
    cells = [_bare(fold, line) for line in lines]
    kinds = "".join(_kind(cell.of(fold)) for cell in cells)
    for figures in range(6, 0, -1):
        width = figures + 1
        row = "t" + "[ny]" * figures
        out: list[Grid] = []
        for match in re.finditer(f"[ty]{{{max(2, figures)}}}(?:{row}){{2,}}(?![ny])", kinds):
            first = match.start() + max(2, figures)
            rows = [tuple(cells[at : at + width]) for at in range(first, match.end(), width)]
            head = first - figures
            if head and kinds[head - 1] == "t" and "y" not in kinds[head:first]:
                head -= 1  # the head of the names
            out.append(Grid(tuple(cells[head:first]), tuple(rows), tuple(cells[max(0, head - _ABOVE) : head])))
        if out:
            return out
    return []


def _bare(fold: str, line: Span) -> Span:
    """Return a line without the bars and spaces around it."""
    start, end = line.start, line.end
    while start < end and fold[start] in _EDGES:
        start += 1
    while end > start and fold[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def _kind(cell: str) -> str:
    """Return y for a year, n for another figure, t for what may be a cell of text, x for any other line."""
    if _YEAR.fullmatch(cell):
        return "y"
    if _FIGURE.fullmatch(cell) or _BLANK.fullmatch(cell):
        return "n"
    return "t" if 0 < len(cell) <= _LONGEST_CELL and cell[-1] not in ".;。!?" else "x"
