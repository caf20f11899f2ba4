"""Patterns of two scripts: a regular expression whose Chinese branches are left out where a text is all ASCII.

Most patterns name English and Chinese words for one thing, and each branch costs a look at every character. In a text
without a Chinese character the branches that need one cannot match; what is left is a hinted pattern.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pipelines.text.hinted import Hinted

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ASCII = 128


class Scripts:
    """A pattern and what is left of it for texts that are all ASCII."""

    __slots__ = ("pattern", "plain")

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)
        left = ascii_part(pattern)
        self.plain = Hinted(left) if left else None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        if not text.isascii():
            return self.pattern.search(text)
        return self.plain.search(text) if self.plain is not None else None

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the head of a text."""
        if not text.isascii():
            return self.pattern.match(text)
        return self.plain.pattern.match(text) if self.plain is not None else None

    def finditer(self, text: str, start: int, end: int) -> Iterable[re.Match[str]]:
        """Return the matches in a part of a text."""
        if not text.isascii():
            return self.pattern.finditer(text, start, end)
        return self.plain.finditer(text, start, end) if self.plain is not None else ()


def ascii_part(pattern: str) -> str:
    r"""Return the branches of a pattern that may match ASCII alone; groups keep their numbers.

    >>> ascii_part(r"\ba year\b|每年|年(?:产|销)")
    '\\ba year\\b'
    """
    kept: list[str] = []
    groups = False  # whether a branch left out has groups
    for branch in _branches(pattern):
        tree = parser.parse(branch)
        if tree.state.flags & re.IGNORECASE:
            return pattern
        if _is_foreign(tree):
            groups = groups or tree.state.groups > 1
        elif groups:
            return pattern
        else:
            kept.append(branch)
    return "|".join(kept)


def _branches(pattern: str) -> list[str]:
    """Return the branches of a pattern at its top, split at bars that stand in no group and no set."""
    bars, depth, at = [], 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 2 + (pattern[at + 1] == "^"))
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            bars.append(at)
        at += 1
    return [pattern[start + 1 : end] for start, end in zip([-1, *bars], [*bars, len(pattern)], strict=True)]


def _is_foreign(items: Sequence[tuple[Any, Any]]) -> bool:
    """Say whether a sequence matches no text that is all ASCII."""
    return any(_is_foreign_item(code, value) for code, value in items)


def _is_foreign_item(code: Any, value: Any) -> bool:
    if code is codes.LITERAL:
        return bool(value >= _ASCII)
    if code is codes.IN:
        return all(_is_foreign_set(one, it) for one, it in value)
    if code is codes.SUBPATTERN:
        return _is_foreign(value[3])
    if code is codes.BRANCH:
        return all(_is_foreign(branch) for branch in value[1])
    if code in _REPEATS:
        return value[0] > 0 and _is_foreign(value[2])
    return code is codes.ATOMIC_GROUP and _is_foreign(value)


def _is_foreign_set(code: Any, value: Any) -> bool:
    return bool((code is codes.LITERAL and value >= _ASCII) or (code is codes.RANGE and value[0] >= _ASCII))
