"""A text that scraping broke is read as if whole, and every figure stands where it does in the text as stored."""

import pytest

from pipelines import read_article


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The town has 2\u200b000 garment workers.", "2\u200b000 garment workers", 2000),
        ("全鎮有襪機4\u200b8\u200b0台。", "4\u200b8\u200b0台", 480),
        ("全鎮生產(chǎn)印染布300萬(wàn)米。", "300萬(wàn)米", 3_000_000),
        ("Itâ€™s a town of 300 knitwear firms.", "300 knitwear firms", 300),
    ],
)
def test_a_broken_figure_is_read_whole(text: str, quote: str, value: int) -> None:
    observation = read_article(text).observations[0]
    assert observation.span.of(text) == quote
    assert observation.value == value


def test_everything_in_a_reading_is_led_back() -> None:
    text = "織里鎮(zhèn)2023年生產(chǎn)童裝14億件。大唐鎮(zhèn)有襪企5000家。"
    reading = read_article(text)
    assert [p.span.of(text) for p in reading.places] == ["織里鎮", "大唐鎮"]
    assert [p.span.of(text) for p in reading.periods] == ["2023年"]
    assert reading.sentences[0].span.of(text).endswith("14億件。")
    shown = [d.span.of(text) for o in reading.observations for d in o.decisions if d.span is not None]
    assert "5000家" in shown or all(shown)
