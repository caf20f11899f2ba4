"""Phrases: find the words of a lexicon in a folded text, longest first, in time linear in its length.

Knows nothing of what the words mean. English words are matched whole, with a blank, a hyphen or nothing odd between
them; Chinese ones anywhere.
"""

import re
from collections.abc import Iterator, Mapping

from pipelines.text.folding import fold

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
_HAN = re.compile("[一-鿿]")  # T恤 is no word "t"
_STARTS_WORD = re.compile(r"(?<![a-z])(?<![a-z]')")
_NOT_WORD = re.compile(r"[^a-z0-9'&]+")
_GAP = r"[\s\-]{1,3}"


class Phrases:
    """A lexicon compiled for searching; `keys` maps each written form to what it stands for."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys: dict[str, str] = {}
        heads: dict[str, list[str]] = {}
        chinese: list[str] = []
        for written, key in keys.items():
            form = fold(written.strip())
            if _WORD.match(form) and not _HAN.search(form):
                words = [word for word in _NOT_WORD.split(form) if word]
                if not words:
                    continue
                heads.setdefault(words[0], []).append(_GAP.join(re.escape(word) for word in words[1:]))
                self._keys.setdefault(" ".join(words), key)
            elif form:
                chinese.append(form)
                self._keys.setdefault(form, key)
        self._heads = {head: _tail_pattern(tails) for head, tails in heads.items()}
        self._chinese = re.compile("|".join(_trie_pattern(sorted(set(chinese))))) if chinese else None

    def find(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of each phrase in a text that was folded, in order within each script."""
        end = 0
        for start, head in self._found_heads(folded):
            if start < end:
                continue
            stop = start + len(head)
            if (tail := self._heads[head]) is not None:
                match = tail.match(folded, stop)
                if match is None:
                    continue
                stop = match.end()
            key = self._keys.get(" ".join(w for w in _NOT_WORD.split(folded[start:stop]) if w))
            if key is not None:
                end = stop
                yield start, stop, key
        if self._chinese is not None and not folded.isascii():
            for found in self._chinese.finditer(folded):
                yield found.start(), found.end(), self._keys[found.group()]

    def _found_heads(self, folded: str) -> list[tuple[int, str]]:
        """Return where the first words of phrases stand: which of them occur at all costs one look at each word."""
        found = []
        for head in self._heads.keys() & _WORD.findall(folded):
            start = folded.find(head)
            while start >= 0:
                word = _WORD.match(folded, start)
                if word is not None and word[0] == head and _STARTS_WORD.match(folded, start):
                    found.append((start, head))
                start = folded.find(head, start + len(head))
        return sorted(found)


def _tail_pattern(tails: list[str]) -> re.Pattern[str] | None:
    """Compile what may follow a first word; None where nothing need be tried."""
    longer = sorted({tail for tail in tails if tail}, key=len, reverse=True)
    if not longer:
        return None
    body = f"(?:{_GAP}(?:{'|'.join(longer)})(?![a-z0-9]))"
    return re.compile(body + ("?" if "" in tails else ""))


def _trie_pattern(words: list[str]) -> list[str]:
    """Return alternatives that begin with different characters, so that `re` can skip by the first one."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    alternatives = []
    for head, tails in groups.items():
        longer = [tail for tail in tails if tail]
        body = f"(?:{'|'.join(_trie_pattern(longer))}){'?' if '' in tails else ''}" if longer else ""
        alternatives.append(re.escape(head) + body)
    return alternatives
