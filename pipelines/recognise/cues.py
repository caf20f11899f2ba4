"""Cue words: where the lexicons' words for measures, channels, scopes, kinds of statement and wholes stand.

A lexicon holds each word once, small and simplified; the text is folded to meet it. The longest word wins, a space
stands for a space or a hyphen, and a plural s is understood. A text is gone through once for the first words of all
lexicons; the patterns are tried only there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import Any, Literal

from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary, VocabularyError
from pipelines.text.occurrences import Occurrences
from pipelines.text.spans import Span

CueKind = Literal["indicator", "verb", "channel", "scope", "statement_kind", "status", "whole", "anaphor", "counted"]
_LEXICON: dict[CueKind, str] = {
    "indicator": "indicators",
    "verb": "indicators",
    "channel": "channels",
    "scope": "scopes",
    "statement_kind": "statement_kinds",
    "status": "statuses",
    "whole": "wholes",
    "anaphor": "anaphors",
    "counted": "counted",
}


_RUN = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class CueFinder:
    """One compiled lexicon."""

    kind: CueKind
    pattern: re.Pattern[str]
    keys: Mapping[str, str]  # word with single spaces, singular or plural, to its entry
    heads: frozenset[str]  # the runs of letters with which its English words begin
    chinese: frozenset[str]  # what its Chinese words begin with, up to a space

    def cue(self, match: re.Match[str]) -> Cue:
        """Return the cue of a match of the pattern."""
        word = match.group()
        key = self.keys.get(word)
        if key is None:
            word = " ".join(word.replace("-", " ").split())
            key = self.keys.get(word) or self.keys.get(word[:-1]) or self.keys[word[:-2]]
        return Cue(Span(*match.span()), self.kind, key)


@dataclass(frozen=True, slots=True)
class _Lexicons:
    """All lexicons of a vocabulary, to be looked for at once."""

    finders: Mapping[CueKind, CueFinder]
    heads: Mapping[str, tuple[CueKind, ...]]  # a run of letters to the lexicons that have words beginning with it
    chinese: Occurrences
    chinese_kinds: tuple[tuple[CueKind, ...], ...]  # the lexicons of each of these words

    def starts(self, folded: str) -> dict[CueKind, list[int]]:
        """Return where words of each lexicon may begin in a text, in order."""
        found: dict[CueKind, list[int]] = {kind: [] for kind in self.finders}
        begun = map(self.heads.__contains__, _RUN.findall(folded))
        for run in compress(_RUN.finditer(folded), begun):
            for kind in self.heads[run[0]]:
                found[kind].append(run.start())
        if not folded.isascii():
            chinese: dict[CueKind, set[int]] = {kind: set() for kind in self.finders}
            for index, start, _end in self.chinese.find(folded):
                for kind in self.chinese_kinds[index]:
                    chinese[kind].add(start)
            for kind, starts in chinese.items():
                found[kind] = sorted(starts.union(found[kind])) if starts else found[kind]
        return found


class CueSearch:
    """The cues of one folded text, by lexicon and stretch."""

    def __init__(self, folded: str, vocabulary: Vocabulary) -> None:
        self._folded = folded
        lexicons = _lexicons(vocabulary)
        self._finders, self._starts = lexicons.finders, lexicons.starts(folded)

    def find(self, kind: CueKind, start: int = 0, end: int | None = None) -> list[Cue]:
        """Return the cues of a lexicon in `folded[start:end]`, in order."""
        starts = self._starts[kind]
        end = len(self._folded) if end is None else end
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        finder = self._finders[kind]
        match_at = finder.pattern.match
        out, free = [], start
        for at in starts[first : bisect_left(starts, end, first)]:
            if at >= free and (match := match_at(self._folded, at, end)) is not None:
                out.append(finder.cue(match))
                free = match.end()
        return out


@lru_cache(maxsize=8)
def _lexicons(vocabulary: Vocabulary) -> _Lexicons:
    """Bring the lexicons of a vocabulary together."""
    finders = {kind: cue_finder(kind, vocabulary) for kind in _LEXICON}
    heads: dict[str, list[CueKind]] = {}
    chinese: dict[str, list[CueKind]] = {}
    for kind, finder in finders.items():
        for kinds, words in ((heads, finder.heads), (chinese, finder.chinese)):
            for word in words:
                kinds.setdefault(word, []).append(kind)
    return _Lexicons(
        finders,
        {head: tuple(kinds) for head, kinds in heads.items()},
        Occurrences(chinese),
        tuple(map(tuple, chinese.values())),
    )


@lru_cache(maxsize=32)
def cue_finder(kind: CueKind, vocabulary: Vocabulary) -> CueFinder:
    """Compile the lexicon of `kind` once."""
    keys: dict[str, str] = {}
    english: list[str] = []
    chinese: list[str] = []
    suffix = "_verbs" if kind == "verb" else ""
    for key, entry in vocabulary.table(_LEXICON[kind]).items():
        for words, language in ((english, "en"), (chinese, "zh")):
            for word in _words(_LEXICON[kind], key, entry, language + suffix):
                words.append(word)
                keys.setdefault(word, key)
    edge = "a-z0-9-" if kind == "verb" else "a-z0-9"  # "machine-made carpets" makes nothing
    pattern = rf"(?<![{edge}])(?:{trie_pattern(english)})(?:e?s)?(?![a-z0-9])"
    if chinese:
        pattern += f"|(?:{trie_pattern(chinese)})"
    heads = {form for word in (*english, *chinese) for form in _heads(word)}
    begun = frozenset(word.partition(" ")[0] for word in chinese)
    return CueFinder(kind, re.compile(pattern), keys, frozenset(heads), begun)


def _heads(word: str) -> tuple[str, ...]:
    """Return the runs of letters with which a word may begin in a text: its own first one, or that with a plural s."""
    run = _RUN.match(word)
    if run is None:
        return ()
    return (word, f"{word}s", f"{word}es") if run.group() == word else (run.group(),)


def _words(lexicon: str, key: str, entry: Any, language: str) -> list[str]:
    if not isinstance(entry, Mapping):
        raise VocabularyError(f"vocabulary/{lexicon}.toml: {key} must be a table, such as [{key}]")
    words = entry.get(language, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise VocabularyError(f"vocabulary/{lexicon}.toml: {language} of [{key}] must be a list of words in quotes")
    return [" ".join(word.lower().replace("-", " ").split()) for word in words]


def trie_pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words, branching letter by letter."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root) if root else "(?!)"


def _branch(node: Mapping[str, Any]) -> str:
    parts = []
    for letter, below in sorted(node.items()):
        if letter:
            parts.append((r"[\s-]+" if letter == " " else re.escape(letter)) + (_branch(below) if below else ""))
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    if "" not in node:
        return body
    return f"(?:{body})?"
