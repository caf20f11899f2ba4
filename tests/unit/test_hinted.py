"""Hinted patterns find exactly what the plain pattern finds, whatever the pattern is."""

import re
from pathlib import Path

import pytest

from pipelines.reference.vocabulary import default_vocabulary
from pipelines.text.folding import fold
from pipelines.text.hinted import Hinted, hints

HINTS = (
    (r"\b(?:sold|left)\s+to\b", ("left", "sold")),
    (r"\b(?:sold|left) for\b", ("left", "sold")),  # the longest strings
    (r"\b(?:sold|left) abroad\b", (" abroad",)),  # then the fewest
    (r"\bbrands?\b", ("brand",)),
    (r"(?:go|went)", ()),  # two letters stand nearly everywhere
    (r"\b[A-Z]\w+ (?:SA|PLC)\b", ("PLC", "SA")),  # but not two capitals
    (r"(?:销往|远销)(?:了)?", ("远销", "销往")),
    (r"(?:sales)?\d+", ()),  # nothing that must stand there
    (r"(?:firms|\d+)", ()),
    (r"(?i:firms)", ()),
    (r"[ab]ccc", ("ccc",)),
    (r"(?=.*export)profit(?!s)", ("profit",)),
)
PATTERNS = [
    *(pattern for entry in default_vocabulary().table("channels").values() for pattern in entry.get("phrases", ())),
    *default_vocabulary().table("channels")["export"]["roads"],
    *(pattern for entry in default_vocabulary().table("subjects").values() for pattern in entry.get("before", ())),
]
TEXTS = sorted((Path(__file__).parents[1] / "gold" / "text").glob("*.txt"))


@pytest.mark.parametrize(("pattern", "expected"), HINTS)
def test_the_hints_are_what_every_match_holds(pattern: str, expected: tuple[str, ...]) -> None:
    assert hints(pattern) == expected


def test_no_pattern_of_the_lexicons_loses_a_match() -> None:
    texts = [fold(path.read_text(encoding="utf-8")) for path in TEXTS]
    seen = 0
    for pattern in PATTERNS:
        plain, hinted = re.compile(pattern), Hinted(pattern)
        for text in texts:
            expected = [match.span() for match in plain.finditer(text)]
            assert [match.span() for match in hinted.finditer(text, 0, len(text))] == expected
            seen += len(expected)
    assert seen > 100  # the texts do hold such words
