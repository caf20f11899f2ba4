"""Printing: colours only on a terminal, nothing from an article that could steer one."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def console(stderr: bool = False) -> Console:
    """Return a console; off a terminal it prints plain text that is never cut to a width."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, highlight=False, markup=False, width=None if stream.isatty() else 200)


def safe(text: object) -> str:
    r"""Return text without control and bidi characters, on one line.

    >>> safe("a\x1b[31mb\nc")
    'a[31mb c'
    """
    flat = " ".join(str(text).split())
    return "".join(c for c in flat if c not in _BIDI and unicodedata.category(c) not in ("Cc", "Cs"))


def shown(value: object) -> str:
    """Return a value as a cell of a table."""
    if value is None:
        return ""
    if isinstance(value, Decimal | float):
        return number(value)
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value)
    return safe(value)


def number(value: Decimal | float) -> str:
    """Return a number with thousands marks and no idle zeros.

    >>> number(Decimal("45000000000.000000000")), number(0.5)
    ('45,000,000,000', '0.5')
    """
    text = f"{value:,.9f}" if isinstance(value, Decimal) else f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], out: Console | None = None) -> None:
    """Print rows as a table; numbers to the right."""
    rows = [tuple(row) for row in rows]
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for at, heading in enumerate(headings):
        numeric = bool(rows) and all(isinstance(row[at], int | float | Decimal | None) for row in rows)
        table.add_column(Text(safe(heading)), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row))
    (out or console()).print(table)


def json_line(row: dict[str, Any], stream: TextIO | None = None) -> None:
    """Print a row as one JSON object on a line."""
    text = json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False)
    text = _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)  # JSON says the same, and steers no terminal
    # A lone surrogate has no UTF-8; everything else is printed as it is.
    (stream or sys.stdout).write(text.encode("utf-8", "replace").decode() + "\n")


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: dates as ISO text, whole numbers as integers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
