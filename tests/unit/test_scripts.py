"""Patterns of two scripts find in ASCII exactly what the whole pattern finds."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from pipelines.text.folding import fold
from pipelines.text.scripts import Scripts, ascii_part

PARTS = (
    (r"\ba year\b|每年|年(?:产|销)", r"\ba year\b"),
    (r"(?:每年|a year)", r"(?:每年|a year)"),  # one branch at the top
    (r"每年|[年月]产", ""),
    (r"a(?:年)?|年|[|)\]]|\|", r"a(?:年)?|[|)\]]|\|"),  # what may be left out of a match, a bar that is no branch
    (r"(a)|(年)", "(a)"),
    (r"(年)|(a)", "(年)|(a)"),  # the group would change its number
    (r"(?<!年)产|(?<!年)b", "(?<!年)b"),
)
TEXTS = sorted((Path(__file__).parents[1] / "gold" / "text").glob("*.txt"))
MODULES = sorted(Path(import_module("pipelines.interpret").__path__[0]).glob("*.py"))


@pytest.mark.parametrize(("pattern", "expected"), PARTS)
def test_branches_that_need_another_script_are_left_out(pattern: str, expected: str) -> None:
    assert ascii_part(pattern) == expected


def test_no_pattern_of_the_interpretation_loses_a_match() -> None:
    modules = [import_module(f"pipelines.interpret.{path.stem}") for path in MODULES]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Scripts)]
    assert len(found) > 40
    texts = [fold(path.read_text(encoding="utf-8")) for path in TEXTS]
    sentences = [part for text in texts for part in re.split(r"(?<=[.,。])", text)]
    seen = 0
    for scripts in found:
        for sentence in sentences[::3]:
            whole = [match.span() for match in scripts.pattern.finditer(sentence)]
            assert [match.span() for match in scripts.finditer(sentence, 0, len(sentence))] == whole
            first = scripts.search(sentence)
            assert (first.span() if first else None) == (whole[0] if whole else None)
            head = scripts.match(sentence)
            assert (head.span() if head else None) == (whole[0] if whole and not whole[0][0] else None)
            seen += len(whole)
    assert seen > 500  # the texts do hold such words
