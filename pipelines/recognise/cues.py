"""Cue words: where the lexicons' words for measures, channels, scopes, kinds of statement and wholes stand.

A lexicon holds each word once, small and simplified; the text is folded to meet it. The longest word wins, a space
stands for a space or a hyphen, and a plural s is understood.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary, VocabularyError
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


@dataclass(frozen=True, slots=True)
class CueFinder:
    """One compiled lexicon."""

    kind: CueKind
    pattern: re.Pattern[str]
    keys: Mapping[str, str]  # word with single spaces, singular or plural, to its entry

    def find(self, folded: str, start: int = 0, end: int | None = None) -> list[Cue]:
        """Return the cues of `folded[start:end]` in order; the text must be folded."""
        out = []
        for match in self.pattern.finditer(folded, start, len(folded) if end is None else end):
            word = " ".join(match.group().replace("-", " ").split())
            key = self.keys.get(word) or self.keys.get(word[:-1]) or self.keys[word[:-2]]
            out.append(Cue(Span(*match.span()), self.kind, key))
        return out


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
    return CueFinder(kind, re.compile(pattern), keys)


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
