"""Ending patterns: regular expressions that reach to the end of a text, tried only where it ends as each match must.

A pattern is tried at every character, while the last word of a text tells at once that most patterns fail. How a match
may end is read off the pattern itself, white space aside.
"""

import re
from collections.abc import Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 60  # more endings than these cost as much as the pattern
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ENDS = (codes.AT_END, codes.AT_END_STRING)


class Ending:
    """A pattern with its endings; without endings it is always tried."""

    __slots__ = ("endings", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.endings = endings(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        if self.endings and not text.rstrip().endswith(self.endings):
            return None
        return self.pattern.search(text)


def endings(pattern: str) -> tuple[str, ...]:
    r"""Return strings of which a text that a pattern matches ends in one, white space aside; none where it is not told.

    >>> endings(r"\b(?:up|down) from\s+(?:the\s+)?\Z")
    (' from', 'the')
    >>> endings(r"\bfrom\s+")
    ()
    """
    tree = parser.parse(pattern)
    try:
        found, open_ended = _of_sequence(tree, False)
    except _UntoldError:
        return ()
    if tree.state.flags & (re.IGNORECASE | re.MULTILINE) or open_ended or len(found) > _MOST:
        return ()
    return tuple(sorted(one for one in found if not any(one != other and one.endswith(other) for other in found)))


class _UntoldError(Exception):
    """A pattern does not tell how its matches end."""


def _of_sequence(items: Sequence[tuple[Any, Any]], at_end: bool) -> tuple[frozenset[str], bool]:
    """Return how the parts of a sequence may end, and whether all of them may be nothing but white space."""
    found: frozenset[str] = frozenset()
    run = ""
    for code, value in reversed(items):
        if code is codes.LITERAL:
            run = chr(value) + run
            continue
        if run.strip():
            break
        run = ""
        if code is codes.AT:
            at_end = at_end or value in _ENDS
        elif code not in (codes.ASSERT, codes.ASSERT_NOT):
            more, may_be_blank = _of_item(code, value, at_end)
            found |= more
            if not may_be_blank:
                return found, False
    if not run.strip():
        return found, True
    if not at_end:
        raise _UntoldError
    return found | {run.rstrip()}, False


def _of_item(code: Any, value: Any, at_end: bool) -> tuple[frozenset[str], bool]:
    if code is codes.SUBPATTERN:
        _group, flags, _off, inside = value
        if flags & re.IGNORECASE:
            raise _UntoldError
        return _of_sequence(inside, at_end)
    if code in _REPEATS:
        found, may_be_blank = _of_sequence(value[2], at_end)
        return found, may_be_blank or value[0] == 0
    if code is codes.ATOMIC_GROUP:
        return _of_sequence(value, at_end)
    if code is codes.BRANCH:
        branches = [_of_sequence(branch, at_end) for branch in value[1]]
        return frozenset().union(*(found for found, _ in branches)), any(blank for _, blank in branches)
    if code is codes.IN and at_end:
        return _of_set(value)
    raise _UntoldError


def _of_set(value: Sequence[tuple[Any, Any]]) -> tuple[frozenset[str], bool]:
    """Return the characters of a set, and whether white space is among them."""
    found: set[str] = set()
    for code, one in value:
        if code is codes.LITERAL:
            found.add(chr(one))
        elif code is not codes.CATEGORY or one is not codes.CATEGORY_SPACE:
            raise _UntoldError
        else:
            found.add(" ")
    return frozenset(char for char in found if char.strip()), any(not char.strip() for char in found)
