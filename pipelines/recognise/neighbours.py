"""Neighbours: the words of a lexicon that stand directly at a place or before a place, the longest first.

A look-up costs one dictionary access, however many phrases there are.
"""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[a-z]+|[^a-z]")
_LAST_WORD = re.compile(r"[a-z]+\Z")


class Neighbours(Generic[T]):
    """Phrases of folded text, each with what it stands for. A phrase of letters is found as whole words only."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[str, T]]] = {}
        self._by_last: dict[str, list[tuple[str, T]]] = {}
        for phrase, meaning in entries:
            first, last = _WORD.match(phrase), _LAST_WORD.search(phrase)
            assert first is not None, "an empty phrase"
            self._by_first.setdefault(first[0], []).append((phrase, meaning))
            self._by_last.setdefault(last[0] if last else phrase[-1], []).append((phrase, meaning))
        for index in (self._by_first, self._by_last):
            for found in index.values():
                found.sort(key=lambda entry: -len(entry[0]))

    def at(self, fold: str, pos: int) -> tuple[int, T] | None:
        """Return the end of the longest phrase that begins at `pos`, and its meaning."""
        word = _WORD.match(fold, pos)
        if word is None:
            return None
        candidates = self._by_first.get(word[0])
        if candidates is None:
            return None
        for phrase, meaning in candidates:
            end = pos + len(phrase)
            if fold.startswith(phrase, pos) and not (phrase[-1].isalpha() and _continues(fold, end)):
                return end, meaning
        return None

    def before(self, fold: str, pos: int) -> tuple[int, T] | None:
        """Return the start of the longest phrase that ends at `pos`, and its meaning."""
        if pos == 0:
            return None
        start = pos
        while start and "a" <= fold[start - 1] <= "z" and pos - start < 24:
            start -= 1
        candidates = self._by_last.get(fold[start:pos] or fold[pos - 1])
        if candidates is None:
            return None
        for phrase, meaning in candidates:
            start = pos - len(phrase)
            if (
                start >= 0
                and fold.startswith(phrase, start)
                and not (start and "a" <= phrase[0] <= "z" and "a" <= fold[start - 1] <= "z")
            ):
                return start, meaning
        return None


def _continues(fold: str, end: int) -> bool:
    """Say whether a word of Latin letters goes on at `end`, where one came before."""
    return end < len(fold) and "a" <= fold[end] <= "z" and "a" <= fold[end - 1] <= "z"
