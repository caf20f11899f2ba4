from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.folding import fold


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_traditional_and_full_width_words_meet_the_plain_spelling() -> None:
    assert fold("２０萬噸產量") == fold("20万吨产量")


def test_a_capital_that_grows_when_lowered_stays_one_character() -> None:
    assert fold("İzmir, 10") == "İzmir, 10".replace("I", "i")
