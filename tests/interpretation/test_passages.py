"""Each passage gives exactly its observations: what is measured, whose it is, and when."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import read_article
from pipelines.interpret.notation import line

PASSAGES = [
    passage
    for file in sorted(Path(__file__).parent.glob("*.toml"))
    if file.stem != "indicators"  # its passages have a test of their own
    for passage in tomllib.loads(file.read_text(encoding="utf-8"))["passage"]
]


def day_of(passage: dict[str, Any]) -> date | None:
    return date.fromisoformat(passage["published"]) if passage["published"] else None


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"].split("\n")[0])
def test_a_passage_gives_its_observations(passage: dict[str, Any]) -> None:
    text = passage["text"]
    reading = read_article(text, day_of(passage))
    assert [line(text, observation) for observation in reading.observations] == passage["rows"]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"].split("\n")[0])
def test_every_decision_can_be_shown(passage: dict[str, Any]) -> None:
    text = passage["text"]
    for observation in read_article(text, day_of(passage)).observations:
        decided = {decision.field_name for decision in observation.decisions}
        assert {"indicator", "period", "product", "confidence"} <= decided
        assert all(d.span is None or d.span.of(text) for d in observation.decisions)
