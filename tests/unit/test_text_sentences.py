"""Sentences: what holds for any text; the cases are in the corpus."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.furniture import find_furniture
from pipelines.text.language import detect_language
from pipelines.text.publication import publication_date
from pipelines.text.sentences import split_sentences
from tests.proportion import assert_in_proportion

PIECES = [
    "The ",
    "mill ",
    "No. ",
    "Co., Ltd. ",
    "5.",
    "。",
    "！",
    "\n",
    "\n\n",
    ". ",
    ".",
    "A",
    "1.5 ",
    "\t",
    "|",
    "Click: 321",
    "“",
    "”",
    "(",
    "年",
]
any_text = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@given(any_text)
def test_sentences_hold_every_character_that_is_not_blank(text: str) -> None:
    held = [False] * len(text)
    end = 0
    for sentence in split_sentences(text):
        assert end <= sentence.span.start < sentence.span.end
        end = sentence.span.end
        held[sentence.span.start : end] = [True] * len(sentence.span)
    assert all(char.isspace() for char, inside in zip(text, held, strict=True) if not inside)


@given(any_text)
def test_furniture_is_in_order_and_apart(text: str) -> None:
    spans = find_furniture(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(any_text)
def test_language_and_date_are_read_from_any_text(text: str) -> None:
    assert detect_language(text) in ("en", "zh", "unsupported")
    value, basis, span = publication_date(text)
    assert (value is None) == (span is None) == (basis == "unknown")


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "A. ",
        ". ",
        "。",
        "\n",
        " ",
        "a\n",
        "a b ",
        "(",
        "| ",
        "> ",
        "1 ",
        "2010-",
        "Share ",
        "\t",
        "Co. Ltd. ",
        "5 6 7 ",
    ],
)
def test_the_cost_of_a_hostile_text_grows_with_its_length(unit: str) -> None:
    assert_in_proportion(lambda text: (split_sentences(text), publication_date(text), detect_language(text)), unit)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The town makes 300 million sweaters a year.", "en"),
        ("诸暨市大唐街道是全球最大的袜子生产基地", "zh"),
        ("諸暨市大唐街道是全球最大的襪子生產基地", "zh"),
        ("Ngành dệt may của Việt Nam và các doanh nghiệp là một phần của kinh tế", "unsupported"),
        ("日本の繊維産業はとても古い", "unsupported"),
        ("Die Stadt ist das Zentrum der Industrie und nicht klein", "unsupported"),
        ("تصدير الملابس من مصر", "unsupported"),
        ("Производство одежды выросло", "unsupported"),
        ("섬유 산업은 오래되었다", "unsupported"),
        ("12 345", "unsupported"),
        ("", "unsupported"),
    ],
)
def test_languages_that_are_not_read_are_named_so(text: str, language: str) -> None:
    assert detect_language(text) == language
