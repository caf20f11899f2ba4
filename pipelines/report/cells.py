"""Cells of tables that go to a spreadsheet: what an article says must not be run by the program that opens it."""

from typing import Any

# What a spreadsheet may take for the start of a formula, full-width signs included.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """Return a cell of a CSV file that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("socks"), harmless(-3)
    ("'=1+1", 'socks', -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS) else value
