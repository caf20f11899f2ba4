"""Labelled articles: a folder of texts with their facts, traps and channel statements, one JSON object a line."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.interpret.identity import document_id
from pipelines.interpret.reading import read_article
from pipelines.interpret.records import Hints, Reading
from pipelines.interpret.serialise import channel_row, observation_row, plain


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with its labels and what the reader makes of it."""

    article_id: str
    language: str
    held_back: bool  # of the half that is not looked at while rules are written
    text: str
    facts: tuple[dict[str, Any], ...]
    traps: tuple[dict[str, Any], ...]
    channels: tuple[dict[str, Any], ...]
    observations: tuple[dict[str, Any], ...]
    statements: tuple[dict[str, Any], ...]


def is_held_back(article_id: str) -> bool:
    """Say whether the article is in the held-back half: an odd last digit of the hash of its id.

    >>> is_held_back("zhili-2021"), is_held_back("zhili-2016")
    (False, True)
    """
    return int(hashlib.sha256(article_id.encode()).hexdigest()[-1], 16) % 2 == 1


def read_labelled(folder: Path) -> list[Labelled]:
    """Read every labelled article of the folder with the reader as it is."""
    articles = _lines(folder / "articles.jsonl")
    grouped = {name: _by_article(folder / f"{name}.jsonl") for name in ("facts", "traps", "channels")}
    out = []
    for article in sorted(articles, key=lambda row: str(row["id"])):
        key = article["id"]
        text = (folder / "text" / f"{key}.txt").read_bytes().decode("utf-8")
        published = date.fromisoformat(article["published"]) if article.get("published") else None
        reading = read_article(text, published, Hints(title=article.get("title")), article["language"])
        facts = tuple({**fact, "undated": published is None} for fact in grouped["facts"][key])
        observations, statements = _rows(text, reading)
        out.append(
            Labelled(
                key,
                article["language"],
                is_held_back(key),
                text,
                facts,
                tuple(grouped["traps"][key]),
                tuple(grouped["channels"][key]),
                observations,
                statements,
            )
        )
    return out


def _rows(text: str, reading: Reading) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    document = document_id(text)
    return (
        tuple(plain(observation_row(text, document, reading, one)) for one in reading.observations),
        tuple(plain(channel_row(text, document, reading, one)) for one in reading.channels),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _by_article(path: Path) -> defaultdict[str, list[dict[str, Any]]]:
    out: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _lines(path):
        out[row["article_id"]].append(row)
    return out
