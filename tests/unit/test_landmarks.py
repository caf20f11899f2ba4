"""What the one pass over a text must find: every place at which a reading may begin."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.recognise.landmarks import landmarks
from pipelines.recognise.numerals_en import number_words
from pipelines.recognise.numerals_zh import CHINESE
from pipelines.recognise.quantities import recognise_quantities
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold

WORDS = ("one", "twenty", "two-thirds", "three-fold", "tone", "2010", "亿", "八", "half", "İ", "\n", " ", "of", "'s")
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=20).map("".join)


@given(TEXTS)
def test_every_number_begins_at_a_landmark(text: str) -> None:
    folded = fold(text)
    first = number_words(default_vocabulary()).first.pattern
    starts = {match.start() for match in re.finditer(f"[0-9]|{CHINESE}|{first}", folded)}
    assert starts <= set(landmarks(folded, default_vocabulary()).numbers)


@given(TEXTS)
def test_landmarks_stand_in_order(text: str) -> None:
    marks = landmarks(fold(text), default_vocabulary())
    assert marks.numbers == sorted(marks.numbers)
    assert marks.times == sorted(marks.times)


def test_a_phrase_of_time_runs_over_a_line_break() -> None:
    text = "the orders so\nfar"
    assert landmarks(text, default_vocabulary()).times == [text.index("so")]


def test_a_long_text_has_the_landmarks_of_its_parts() -> None:
    text = "in 2010 three mills, so far the oldest, stood near colombo; "
    whole = landmarks(text * 1000, default_vocabulary())
    part = landmarks(text, default_vocabulary())
    assert whole.numbers == [at + len(text) * turn for turn in range(1000) for at in part.numbers]
    assert whole.times == [at + len(text) * turn for turn in range(1000) for at in part.times]
    assert whole.names == part.names * 1000


def test_a_scale_that_a_user_adds_is_a_landmark() -> None:
    vocabulary = Vocabulary({"numerals": "[scales]\narab = 1000000000"})
    (quantity,) = recognise_quantities("an arab rupees of yarn", vocabulary=vocabulary)
    assert quantity.value == 10**9


def test_half_a_character_does_not_stop_the_reading() -> None:
    (quantity,) = recognise_quantities("the \ud83d mills made 20 tonnes")
    assert (quantity.value, quantity.unit) == (20, "tonne")
