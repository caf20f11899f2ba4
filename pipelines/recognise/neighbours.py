"""Neighbours: the words of a lexicon that stand directly at a place or before a place, the longest first.

A look-up costs a dictionary access or two, however many phrases there are: they are kept by the word at the place, and
by the character that the next word has there.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
Phrases = tuple[tuple[str, T], ...]

_WORD = re.compile(r"[a-z]+|[^a-z]")
_LAST_WORD = re.compile(r"[a-z]+\Z")
_LONGEST_WORD = 24


class _Group(NamedTuple, Generic[T]):
    """The phrases with one word at the place: those of no other word, and all by the character beyond the blank."""

    alone: Phrases[T]
    by_next: Mapping[str, Phrases[T]]


def last_word(fold: str, pos: int) -> str:
    """Return the word that ends at `pos`, or the character there that is no letter."""
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
    return last


class Neighbours(Generic[T]):
    """Phrases of folded text, each with what it stands for. A phrase of letters is found as whole words only.

    Of several groups of phrases an earlier one goes before longer phrases of a later.
    """

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, *groups: Iterable[tuple[str, T]]) -> None:
        by_first: dict[str, list[tuple[str, T]]] = {}
        by_last: dict[str, list[tuple[str, T]]] = {}
        for group in groups:
            for phrase, meaning in sorted(group, key=lambda entry: -len(entry[0])):
                first, last = _WORD.match(phrase), _LAST_WORD.search(phrase)
                assert first is not None, "an empty phrase"
                by_first.setdefault(first[0], []).append((phrase, meaning))
                by_last.setdefault(last[0] if last else phrase[-1], []).append((phrase, meaning))
        self._by_first = {word: _group(found, len(word) + 1) for word, found in by_first.items()}
        self._by_last = {word: _group(found, -len(word) - 2) for word, found in by_last.items()}

    def first_words(self) -> tuple[str, ...]:
        """Return the words that phrases begin with."""
        return tuple(self._by_first)

    def last_words(self) -> tuple[str, ...]:
        """Return the words that phrases end with."""
        return tuple(self._by_last)

    def at(self, fold: str, pos: int) -> tuple[int, T] | None:
        """Return the end of the longest phrase that begins at `pos`, and its meaning."""
        blank = fold.find(" ", pos, pos + _LONGEST_WORD)
        group = self._by_first.get(fold[pos:blank]) if blank > 0 else None
        if group is None:  # no word before a blank: it may end otherwise
            word = _WORD.match(fold, pos)
            if word is None:
                return None
            group = self._by_first.get(word[0])
            if group is None:
                return None
            blank = word.end()
        next_at = blank + 1
        alone, by_next = group
        for phrase, meaning in by_next.get(fold[next_at], alone) if next_at < len(fold) else alone:
            if fold.startswith(phrase, pos):
                end = pos + len(phrase)
                if not ("a" <= fold[end - 1] <= "z" and "a" <= fold[end : end + 1] <= "z"):
                    return end, meaning
        return None

    def before(self, fold: str, pos: int) -> tuple[int, T] | None:
        """Return the start of the longest phrase that ends at `pos`, and its meaning."""
        if not pos:
            return None
        last = last_word(fold, pos)
        group = self._by_last.get(last)
        if group is None:
            return None
        next_at = pos - len(last) - 2
        alone, by_next = group
        for phrase, meaning in by_next.get(fold[next_at], alone) if next_at >= 0 else alone:
            if fold.endswith(phrase, 0, pos):
                start = pos - len(phrase)
                if not (start and "a" <= phrase[0] <= "z" and "a" <= fold[start - 1] <= "z"):
                    return start, meaning
        return None


def _group(phrases: list[tuple[str, T]], beyond: int) -> _Group[T]:
    """Part phrases by their character at the index `beyond`; one that does not reach it may stand beside any."""
    reach = beyond + 1 if beyond >= 0 else -beyond
    alone = tuple(entry for entry in phrases if len(entry[0]) < reach)
    chars = {entry[0][beyond] for entry in phrases if len(entry[0]) >= reach}
    by_next = {
        char: tuple(entry for entry in phrases if len(entry[0]) < reach or entry[0][beyond] == char) for char in chars
    }
    return _Group(alone, by_next)
