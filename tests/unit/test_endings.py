"""Ending patterns find exactly what the plain pattern finds, whatever the pattern is."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from pipelines.reference.vocabulary import default_vocabulary
from pipelines.text.endings import Ending, endings
from pipelines.text.folding import fold

ENDINGS = (
    (r"\b(?:up|down) from\s+(?:the |about )*\Z", (" from", "about", "the")),
    (r"(?:的|约)?\s*\Z|为\Z", ()),  # the end of any text
    (r"\bworth (?:[$€] ?)?\Z", ("$", "worth", "€")),
    (r"\bexports?\Z", ("export", "s")),
    (r"\b(?:as|so) (?:large|long) as\s\Z", (" as",)),
    (r"than(?= the \Z)", ()),  # the match ends before
    (r"\bfrom\s+\Z|去年", ()),  # one branch may match anywhere
    (r"\b(?:in|of) \w+\Z", ()),
    (r"(?i:from)\Z", ()),
    (r"(?m)from$", ()),
)
TEXTS = sorted((Path(__file__).parents[1] / "gold" / "text").glob("*.txt"))
MODULES = sorted(Path(import_module("pipelines.interpret").__path__[0]).glob("*.py"))
SUBJECTS = default_vocabulary().table("subjects").values()
LEXICON = ["(?:" + "|".join(entry["before"]) + r")\Z" for entry in SUBJECTS if "before" in entry]


@pytest.mark.parametrize(("pattern", "expected"), ENDINGS)
def test_the_endings_are_those_of_every_match(pattern: str, expected: tuple[str, ...]) -> None:
    assert endings(pattern) == expected


def test_no_pattern_of_the_interpretation_loses_a_match() -> None:
    modules = [import_module(f"pipelines.interpret.{path.stem}") for path in MODULES]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Ending)]
    found += [Ending(pattern) for pattern in LEXICON]
    assert len(found) > 50
    assert all(ending.endings for ending in found)
    texts = [fold(path.read_text(encoding="utf-8")) for path in TEXTS]
    heads = [text[max(0, at - 60) : at] for text in texts for at in (m.end() for m in re.finditer(r"\W", text))]
    seen = 0
    for ending in found:
        for head in heads[::7]:
            match = ending.pattern.search(head)
            assert (ending.search(head) is None) == (match is None)
            seen += match is not None
    assert seen > 500  # the texts do hold such words
