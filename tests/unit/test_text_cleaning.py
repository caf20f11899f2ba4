"""Cleaning: every span of the cleaned text leads back to the text as stored."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.text.cleaning import clean
from pipelines.text.spans import Span

broken_text = st.lists(
    st.sampled_from(
        [
            "2",
            "0",
            "００",
            "\u200b",
            "\u00ad",
            "â€™",
            "Ã©",
            " ",
            "\u3000",
            "万",
            "件",
            "a",
            "，",
            "½",
            "ﬁ",
            "\n",
            "é",
            "â",
        ]
    )
).map("".join)


@given(st.one_of(broken_text, st.text()))
@example("é\xad\xad\u200b")
@example("Â\xad")
def test_cleaning_again_changes_nothing_but_mojibake_inside_mojibake(text: str) -> None:
    twice = clean(clean(text).text)
    assert all(edit.defect == "mojibake" for edit in twice.edits)
    if not twice.edits:
        assert twice.text == clean(text).text


@given(broken_text, st.data())
def test_a_span_leads_back_to_the_characters_it_came_from(text: str, data: st.DataObject) -> None:
    cleaned = clean(text)
    start = data.draw(st.integers(0, len(cleaned.text)))
    end = data.draw(st.integers(start, len(cleaned.text)))
    raw = cleaned.offset_map.to_raw(Span(start, end))
    assert 0 <= raw.start <= raw.end <= len(text)
    assert cleaned.text[start:end] in clean(raw.of(text)).text


def test_a_soft_hyphen_behind_mojibake_does_not_hide_it() -> None:
    assert clean("the town\u00e2\u20ac\u2122\u00ads").text == "the town\u2019s"


def test_a_digit_with_a_hidden_character_keeps_its_place() -> None:
    cleaned = clean("has 2\u200b000 workers")
    at = cleaned.text.index("2000")
    assert cleaned.offset_map.to_raw(Span(at, at + 4)).of("has 2\u200b000 workers") == "2\u200b000"


def test_full_width_digits_are_folded_in_place() -> None:
    cleaned = clean("年产２０００万件")
    assert cleaned.text == "年产2000万件"
    assert cleaned.edits == ()
