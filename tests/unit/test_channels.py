"""Channel statements: the sentences of `corpus/channels.toml`, and what an article makes of several of them."""

import tomllib
from pathlib import Path

import pytest

from pipelines import read_article
from pipelines.interpret.confidence import channel_confidence
from pipelines.interpret.records import ChannelStatement

CORPUS = tomllib.loads((Path(__file__).parents[1] / "corpus" / "channels.toml").read_text(encoding="utf-8"))


def said(text: str) -> list[str]:
    return sorted(words(statement) for statement in read_article(text).channels)


def words(statement: ChannelStatement) -> str:
    share = [] if statement.share_pct is None else [f"{float(statement.share_pct):.4g}"]
    return " ".join([statement.channel, statement.signal, *share])


@pytest.mark.parametrize(
    ("text", "says"),
    [pytest.param(text, entry["says"], id=text) for entry in CORPUS["statement"] for text in entry["texts"]],
)
def test_reads_what_a_sentence_says_of_a_channel(text: str, says: list[str]) -> None:
    assert said(text) == sorted(says)


def test_a_trend_says_more_than_the_presence_of_the_same_channel() -> None:
    text = "Datang exports socks to 60 countries. Exports of Datang rose 12 percent in 2015."
    assert said(text) == ["export increase"]


def test_what_is_said_twice_is_kept_once() -> None:
    text = "Daji sells costumes on Taobao. The villagers of Daji sell costumes online."
    assert said(text) == ["ecommerce presence"]


def test_two_shares_of_one_channel_are_two_statements() -> None:
    text = "In 2010 exports accounted for 80% of Datang's sales. In 2020 exports accounted for 55% of Datang's sales."
    assert said(text) == ["export share 55", "export share 80"]


def test_a_base_stays_a_presence_beside_the_trend() -> None:
    text = "Shishi is a well-known export base. Exports of Shishi grew 8 percent in 2012."
    assert said(text) == ["export increase", "export presence"]


def test_the_share_is_also_an_observation() -> None:
    reading = read_article("In 2019 exports accounted for 70% of the turnover of Denizli.")
    (statement,) = reading.channels
    assert statement.observation is not None
    assert reading.observations[statement.observation].indicator == "export_share"
    assert statement.time_period == reading.observations[statement.observation].time_period == "2019"


def test_a_statement_without_a_figure_has_subject_and_period_of_its_sentence() -> None:
    (statement,) = read_article("In 2014 the shoe firms of Jinjiang turned to cross-border e-commerce.").channels
    assert (statement.subject, statement.time_period) == ("Jinjiang", "2014")


def test_a_quote_stays_short_and_inside_its_sentence() -> None:
    text = (
        "As they say, " + "very " * 60 + "many towels of Denizli are exported to Germany, " + "mostly " * 40 + "by sea."
    )
    (statement,) = read_article(text).channels
    assert len(statement.span.of(text)) < 140
    assert "exported to Germany" in statement.span.of(text)


def test_no_statement_is_read_from_page_furniture_or_captions() -> None:
    text = (
        "Home / Export / Domestic sales\n\nPhoto: workers pack towels for export to Germany\n\nThe mill has 40 looms."
    )
    assert said(text) == []


def test_a_province_inside_a_name_is_not_whom_the_sentence_is_about() -> None:
    text = "Nankang District runs the Jiangxi furniture park and expands exports."
    (statement,) = read_article(text).channels
    assert statement.subject == "Nankang District"


def test_a_slogan_is_about_the_subject_of_the_text_not_a_place_named_behind_it() -> None:
    text = (
        "Xinji sells fur coats.\n\nXinji has 300 leather firms. From OEM to own brands: with rising costs, "
        "many companies in Hebei did the same."
    )
    assert {statement.subject for statement in read_article(text).channels} == {"Xinji"}


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 exports accounted for 70% of the turnover of Denizli.",
        "Exports of Datang rose 12 percent in 2015.",
        "70% of the socks of Datang go to the United States.",
        "Shishi is a well-known export base.",
        "The shoe firms of Jinjiang turned to cross-border e-commerce.",
        "The mills of Jimo went from OEM to their own brands.",
        "Exports of Datang reached 790 million yuan, against 640 million in 2014.",
    ],
)
def test_the_confidence_of_a_statement_is_measured_for_its_rule(text: str) -> None:
    statements = read_article(text).channels
    assert statements
    assert all(0.5 < statement.confidence < 1 for statement in statements)
    assert all(statement.confidence == channel_confidence(statement.rule) for statement in statements)
