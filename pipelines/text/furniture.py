"""Page furniture: menus, counters, credits, share buttons. What is found is named, never deleted.

The rules are data (`furniture.toml`): a pattern for a whole line, or for a piece inside a line of text. A rule is tried
only where one of its hints stands, so plain text costs a few searches for short strings.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.spans import Span

_LINE = re.compile(r"[^\n\r]+")
_LINE_LIMIT = 240  # characters: furniture is short; a longer line is only searched for pieces


@dataclass(frozen=True, slots=True)
class Rule:
    """One habit of pages."""

    name: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]
    capitalised: tuple[str, ...]  # the hints, and the hints with a capital


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: tuple[tuple[str, tuple[Rule, ...]], ...]  # a hint, and the rules that have it
    pieces: tuple[Rule, ...]


@lru_cache(maxsize=8)
def _rules(vocabulary: Vocabulary) -> _Rules:
    table = vocabulary.table("furniture")
    lines, pieces = (tuple(map(_rule, table[key])) for key in ("line", "piece"))
    by_hint: dict[str, list[Rule]] = {}
    for rule in lines:
        for hint in rule.hints:
            by_hint.setdefault(hint, []).append(rule)
    return _Rules(tuple((hint, tuple(rules)) for hint, rules in by_hint.items()), pieces)


def _rule(entry: Mapping[str, str]) -> Rule:
    hints = tuple(entry["hints"])
    capitalised = tuple(dict.fromkeys((*hints, *(hint.capitalize() for hint in hints))))
    return Rule(entry["name"], hints, re.compile(entry["pattern"], re.IGNORECASE), capitalised)


def find_furniture(text: str, vocabulary: Vocabulary | None = None) -> tuple[Span, ...]:
    """Return the stretches of `text` that belong to the page and not to the article, in order.

    >>> [s.of("Click: 321") for s in find_furniture("Click: 321")]
    ['Click: 321']
    """
    rules = _rules(vocabulary or default_vocabulary())
    out = list(_lines(text, rules))
    pieces = [found for rule in rules.pieces for found in _pieces(text, rule)]
    if pieces:
        out = _joined(sorted([*out, *pieces]))
    return tuple(out)


def _lines(text: str, rules: _Rules) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        start, end = match.span()
        if end - start > _LINE_LIMIT:
            continue
        line = match.group()
        small = line.lower()
        rules_in_sight = [found for hint, found in rules.lines if hint in small]
        if not rules_in_sight:
            continue
        start += len(line) - len(line.lstrip())
        line = line.strip()
        if any(rule.pattern.fullmatch(line) for found in rules_in_sight for rule in found):
            yield Span(start, start + len(line))


def _pieces(text: str, rule: Rule) -> Iterator[Span]:
    if any(hint in text for hint in rule.capitalised):
        for match in rule.pattern.finditer(text):
            if match.end() > match.start():
                yield Span(*match.span())


def _joined(spans: list[Span]) -> list[Span]:
    """Leave out what lies inside or over an earlier span."""
    out: list[Span] = []
    for span in spans:
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out
