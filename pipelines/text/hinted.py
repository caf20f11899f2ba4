"""Hinted patterns: a regular expression tried only where a string stands that each of its matches must hold.

Looking for a few strings is far cheaper than trying a pattern at every character, and most texts hold none of them.
The strings are read off the pattern itself, so a lexicon needs no list of them.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 60  # more strings than these cost as much as the pattern
_SHORTEST = 3  # shorter ones stand nearly everywhere


class Hinted:
    """A pattern with its hints; without hints it is always tried."""

    __slots__ = ("hints", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        self.hints = hints(pattern)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        if self.hints and not any(map(text.__contains__, self.hints)):
            return None
        return self.pattern.search(text)

    def finditer(self, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        """Return the matches in a part of a text."""
        for hint in self.hints:
            if text.find(hint, start, end) >= 0:
                return self.pattern.finditer(text, start, end)
        return () if self.hints else self.pattern.finditer(text, start, end)


def hints(pattern: str) -> tuple[str, ...]:
    r"""Return strings of which each match of a pattern holds at least one; none where the pattern does not tell.

    >>> hints(r"\b(?:sold|left)\s+to")
    ('left', 'sold')
    >>> hints(r"\d+ ?(?:pairs)?")
    ()
    """
    tree = parser.parse(pattern)
    found = None if tree.state.flags & re.IGNORECASE else _of_sequence(tree)
    if found is None or len(found) > _MOST or _length(found) < _SHORTEST:
        return ()
    return tuple(sorted(one for one in found if not any(other in one for other in found - {one})))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the best of what the parts of a sequence require: the longest strings, then the fewest."""
    choices: list[frozenset[str]] = []
    run = ""
    for code, value in (*items, (None, None)):
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run.strip():
            choices.append(frozenset({run}))
        run = ""
        found = _of_item(code, value)
        if found is not None:
            choices.append(found)
    return max(choices, key=_worth, default=None)


def _worth(strings: frozenset[str]) -> tuple[int, int]:
    return min(4, _length(strings)), -len(strings)


def _length(strings: Iterable[str]) -> int:
    """Return the letters of the shortest; a capital or a Chinese character says as much as two."""
    return min(sum(1 + (char > "\u2fff" or char.isupper()) for char in string.strip()) for string in strings)


def _of_item(code: Any, value: Any) -> frozenset[str] | None:
    if code is codes.SUBPATTERN:
        _group, flags, _off, inside = value
        return None if flags & re.IGNORECASE else _of_sequence(inside)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT) and value[0] > 0:
        return _of_sequence(value[2])
    if code is codes.ATOMIC_GROUP:
        return _of_sequence(value)
    if code is codes.BRANCH:
        return _of_branches(value[1])
    return None


def _of_branches(branches: Sequence[Any]) -> frozenset[str] | None:
    found = [_of_sequence(branch) for branch in branches]
    strings = [strings for strings in found if strings is not None]
    return frozenset().union(*strings) if len(strings) == len(found) else None
