"""Channel statements: the sentences of `corpus/channels.toml`, and what an article makes of several of them."""

import tomllib
from pathlib import Path

import pytest

from pipelines import read_article
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
