"""Each passage gives exactly its figures, and what each of them measures; whose they are stands in other passages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipelines import read_article
from pipelines.interpret.notation import line

PASSAGES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text(encoding="utf-8"))[
    "passage"
]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"][:60])
def test_a_passage_gives_its_figures(passage: dict[str, Any]) -> None:
    text = passage["text"]
    rows = [line(text, observation).split(" | ") for observation in read_article(text).observations]
    assert [" | ".join(row[:2]) for row in rows] == passage["rows"]
