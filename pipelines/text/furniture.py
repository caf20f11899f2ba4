"""Page furniture: menus, counters, credits, share buttons. What is found is named, never deleted.

The rules are data (`furniture.toml`): a pattern for a whole line, or for a piece inside a line of text. A rule is tried
only where one of its hints stands, and the hints of all rules are found in a single pass.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.occurrences import Occurrences
from pipelines.text.spans import Span

_LINE = re.compile(r"[^\n\r]+")
_LINE_LIMIT = 240  # characters: furniture is short; a longer line is only searched for pieces


class _Rules:
    """Patterns, each with the hints of which a text must hold one."""

    def __init__(self, entries: Iterable[tuple[re.Pattern[str], Iterable[str]]]) -> None:
        by_hint: dict[str, list[int]] = {}
        patterns: list[re.Pattern[str]] = []
        for pattern, hints in entries:
            for hint in hints:
                by_hint.setdefault(hint, []).append(len(patterns))
            patterns.append(pattern)
        self._hints, self._hinted = Occurrences(by_hint), tuple(by_hint.values())
        self._patterns = tuple(patterns)

    def in_sight(self, text: str) -> list[re.Pattern[str]]:
        """Return the patterns that a text may match."""
        hints = {hint for hint, _, _ in self._hints.find(text)}
        return [self._patterns[index] for index in sorted({i for hint in hints for i in self._hinted[hint]})]


class _Lexicon(NamedTuple):
    lines: _Rules
    pieces: _Rules


@lru_cache(maxsize=8)
def _lexicon(vocabulary: Vocabulary) -> _Lexicon:
    table = vocabulary.table("furniture")
    return _Lexicon(
        _Rules((_pattern(entry), entry["hints"]) for entry in table["line"]),
        _Rules((_pattern(entry), _also_capitalised(entry["hints"])) for entry in table["piece"]),
    )


def _pattern(entry: Mapping[str, Any]) -> re.Pattern[str]:
    return re.compile(entry["pattern"], re.IGNORECASE)


def _also_capitalised(hints: Iterable[str]) -> Iterator[str]:
    for hint in hints:
        yield from {hint: None, hint.capitalize(): None}


def find_furniture(text: str, vocabulary: Vocabulary | None = None) -> tuple[Span, ...]:
    """Return the stretches of `text` that belong to the page and not to the article, in order.

    >>> [s.of("Click: 321") for s in find_furniture("Click: 321")]
    ['Click: 321']
    """
    lexicon = _lexicon(vocabulary or default_vocabulary())
    out = list(_lines(text, lexicon.lines))
    pieces = [
        Span(*match.span())
        for pattern in lexicon.pieces.in_sight(text)
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    if pieces:
        out = _joined(sorted([*out, *pieces], key=lambda span: (span.start, -span.end)))
    return tuple(out)


def _lines(text: str, rules: _Rules) -> Iterator[Span]:
    for found in _LINE.finditer(text):
        start, end = found.span()
        if end - start > _LINE_LIMIT:
            continue
        line = found[0]
        patterns = rules.in_sight(line.lower())
        if patterns:
            start += len(line) - len(line.lstrip())
            line = line.strip()
            if any(pattern.fullmatch(line) for pattern in patterns):
                yield Span(start, start + len(line))


def _joined(spans: list[Span]) -> list[Span]:
    """Leave out what lies inside or over an earlier span; of two that begin together the longer comes first."""
    out: list[Span] = []
    for span in spans:
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out
