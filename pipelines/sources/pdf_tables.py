"""The tables of a PDF page: its text in reading order has a cell a line, its layout has the columns.

A table of the layout takes the place of its cells in the text, as rows between bars, where they stand there one after
another; elsewhere the text stays as it is.
"""

import re
from collections.abc import Iterator

_GAP = re.compile(r" {2,}")
_FIGURE = re.compile(r"[+-]?\W{0,2}\d[\d,. ]*\W{0,2}(?: ?(?:lakhs?|crores?|million|billion|mn|bn|万|亿))?")
_FEWEST = 4  # figures in lines of little else, on a page with a table
_LONGEST = 20_000  # characters of a page whose layout is looked at

Row = tuple[str, ...]


def may_hold_table(plain: str) -> bool:
    """Say whether so many lines of a page are figures that it may hold a table."""
    return len(plain) <= _LONGEST and sum(map(_figures, plain.splitlines())) >= _FEWEST


def with_tables(plain: str, layout: str) -> str:
    r"""Return the text of a page with the tables that its layout shows.

    >>> with_tables("In 2018:\nTown\nFirms\nZhili\n13,000\nPuyuan\n8,000\nThe end.",
    ...             "In 2018:\n  Town     Firms\n  Zhili    13,000\n  Puyuan   8,000\nThe end.")
    'In 2018:\n| Town | Firms |\n| Zhili | 13,000 |\n| Puyuan | 8,000 |\nThe end.'
    """
    for table in _tables(layout):
        place = _place_of(plain, table)
        if place is not None:
            start, end = place
            rows = "\n".join(f"| {' | '.join(row)} |" for row in table)
            plain = "\n".join(part for part in (plain[:start].rstrip(), rows, plain[end:].lstrip()) if part)
    return plain


def _figures(line: str) -> int:
    """Return how many figures a line has, if half of its words or more are figures."""
    words = line.split()
    count = sum(_FIGURE.fullmatch(word) is not None for word in words)
    return count if count * 2 >= len(words) else 0


def _tables(layout: str) -> Iterator[list[Row]]:
    """Yield runs of lines with as many cells each, of which two or more hold figures."""
    run: list[Row] = []
    for line in (*layout.splitlines(), ""):
        cells = tuple(_GAP.split(line.strip())) if line.strip() else ()
        if run and len(cells) != len(run[-1]):
            if sum(map(_has_figure, run)) >= 2:
                yield run
            run = []
        if len(cells) > 1:
            run.append(cells)


def _has_figure(row: Row) -> bool:
    return any(_FIGURE.fullmatch(cell) for cell in row[1:])


def _place_of(plain: str, table: list[Row]) -> tuple[int, int] | None:
    """Return where the cells of a table stand in a text, row by row with nothing between; None if they do not."""
    offsets = [at for at, char in enumerate(plain) if not char.isspace()]
    squashed = "".join(plain[at] for at in offsets)
    cells = "".join("".join(cell.split()) for row in table for cell in row)
    first = squashed.find(cells)
    if first < 0 or squashed.find(cells, first + 1) >= 0:
        return None
    return offsets[first], offsets[first + len(cells) - 1] + 1
