"""Occurrences: where any of many words stands in a text, found in one pass by an automaton."""

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

_PART = 1 << 14  # characters


class Occurrences:
    """Words to look for. Those that overlap are all found."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)
        self._longest = max(map(len, self.words), default=0)
        self._automaton = AhoCorasick(self.words)

    def find(self, text: str) -> Iterable[tuple[int, int, int]]:
        """Return the index of each word found, with start and end, in the order of their ends."""
        if len(text) <= _PART:
            return self._automaton.find_matches_as_indexes(text, overlapping=True)
        return self._in_parts(text)

    def _in_parts(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Go through a long text from part to part, to bound what is held."""
        for first in range(0, len(text), _PART):
            part = text[first : first + _PART + self._longest]
            for index, start, end in self._automaton.find_matches_as_indexes(part, overlapping=True):
                if start < _PART:
                    yield index, first + start, first + end
