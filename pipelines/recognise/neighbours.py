"""Neighbours: the words of a lexicon that stand directly at a place or before a place, the longest first.

A look-up costs one dictionary access, however many phrases there are.
"""

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[a-z]+|[^a-z]")
_LAST_WORD = re.compile(r"[a-z]+\Z")
_LONGEST_WORD = 24


class Neighbours(Generic[T]):
    """Phrases of folded text, each with what it stands for. A phrase of letters is found as whole words only."""

    __slots__ = ("_by_first", "_by_last")

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

    def first_words(self) -> tuple[str, ...]:
        """Return the words that phrases begin with."""
        return tuple(self._by_first)

    def last_words(self) -> tuple[str, ...]:
        """Return the words that phrases end with."""
        return tuple(self._by_last)

    def at(self, fold: str, pos: int) -> tuple[int, T] | None:
        """Return the end of the longest phrase that begins at `pos`, and its meaning."""
        word = _WORD.match(fold, pos)
        if word is None:
            return None
        candidates = self._by_first.get(word[0])
        if candidates is None:
            return None
        for phrase, meaning in candidates:
            if fold.startswith(phrase, pos):
                end = pos + len(phrase)
                if not ("a" <= fold[end - 1] <= "z" and "a" <= fold[end : end + 1] <= "z"):
                    return end, meaning
        return None

    def before(self, fold: str, pos: int) -> tuple[int, T] | None:
        """Return the start of the longest phrase that ends at `pos`, and its meaning."""
        if not pos:
            return None
        last = fold[pos - 1]
        if "a" <= last <= "z":
            low = pos - _LONGEST_WORD
            if low < 0:
                low = 0
            last = fold[fold.rfind(" ", low, pos) + 1 or low : pos]
            if not last.isalpha() or not last.isascii():
                found = _LAST_WORD.search(last)
                assert found is not None, "the last character is a letter"
                last = found[0]
        candidates = self._by_last.get(last)
        if candidates is None:
            return None
        for phrase, meaning in candidates:
            if fold.endswith(phrase, 0, pos):
                start = pos - len(phrase)
                if not (start and "a" <= phrase[0] <= "z" and "a" <= fold[start - 1] <= "z"):
                    return start, meaning
        return None
