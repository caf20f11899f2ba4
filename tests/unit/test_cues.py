"""The words of the lexicons are found in any spelling, and a user adds one with no code."""

from datetime import date

import pytest

from pipelines import read_article
from pipelines.recognise.cues import CueSearch, cue_finder, trie_pattern
from pipelines.reference.vocabulary import Vocabulary, VocabularyError, default_vocabulary
from pipelines.text.folding import fold


def found(kind: str, text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    cues = CueSearch(folded, default_vocabulary()).find(kind)  # type: ignore[arg-type]
    return [(cue.span.of(text), cue.key) for cue in cues]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Total profits and taxes rose", [("Total profits and taxes", "profit_and_tax")]),
        ("the EXPORT-VALUE of", [("EXPORT-VALUE", "export")]),
        ("工業總產值", [("工業總產值", "output")]),
        ("imports and exports", [("imports and exports", "total_trade")]),
        ("reproduction", []),
    ],
)
def test_the_longest_word_wins_in_any_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert found("indicator", text) == expected


def test_a_compound_makes_no_verb() -> None:
    assert found("verb", "machine-made carpets") == []
    assert found("verb", "the town made carpets") == [("made", "output")]


def test_a_user_adds_a_measure_word_with_no_code() -> None:
    text = "Zhili\n\nIn 2020 the zorb takings of Zhili were 40 million yuan."
    plain = read_article(text, date(2021, 1, 1))
    taught = read_article(
        text, date(2021, 1, 1), vocabulary=Vocabulary({"indicators": '[profit]\nen = ["zorb takings"]'})
    )
    assert plain.observations[0].indicator == "sales_value"
    assert taught.observations[0].indicator == "profit"


@pytest.mark.parametrize("wrong", ['profit = "gain"', '[profit]\nen = "gain"', "[profit]\nen = [3]"])
def test_a_wrong_entry_is_named(wrong: str) -> None:
    with pytest.raises(VocabularyError, match=r"vocabulary/indicators\.toml.*profit"):
        cue_finder("indicator", Vocabulary({"indicators": wrong}))


def test_a_trie_matches_the_longest_of_its_words() -> None:
    assert trie_pattern(["tax", "tax rebate"]) == r"tax(?:[\s-]+rebate)?"
