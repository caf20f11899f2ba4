"""The review list: what deserves a look, each item with a correction ready to paste."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from pipelines.corpus.corrections import FORMAT, parse_corrections


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An entry of the list."""

    kind: str  # conflict, doubtful figure, place not resolved
    weight: float
    cluster: str | None
    quote: str
    sentence: str
    explanation: str
    article: str
    correction: str  # TOML


def list_review(connection: duckdb.DuckDBPyConnection, limit: int = 20, author: str | None = None) -> list[ReviewItem]:
    """Return what matters most, the heaviest first."""
    query = (files(__package__) / "review.sql").read_text(encoding="utf-8")
    cursor = connection.execute(f"SELECT * FROM ({query.rstrip().removesuffix(';')}) LIMIT ?", [limit])
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    return [_item(connection, row, author) for row in rows]


def _item(connection: duckdb.DuckDBPyConnection, row: Mapping[str, Any], author: str | None) -> ReviewItem:
    return ReviewItem(
        kind=row["kind"],
        weight=row["weight"],
        cluster=row["cluster_id"],
        quote=row["quote"],
        sentence=row["sentence"] or row["quote"],
        explanation=row["explanation"],
        article=", ".join(str(part) for part in (row["title"], row["published_on"]) if part),
        correction=_correction(row, _proposal(connection, row), author),
    )


def _proposal(connection: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the fields that a correction would set; None where the figure would be rejected."""
    if row["kind"] == "doubtful figure":
        # setting what stands there already confirms it
        return {"value": row["value"]} if row["value"] is not None else {"qualifier": row["qualifier"]}
    if row["kind"] == "place not resolved":
        return {"place_code": row["place_candidates"][0]}
    others = connection.execute(
        "SELECT value, unit FROM core.observation WHERE list_contains(?, observation_id) AND observation_id <> ? "
        "AND value IS NOT NULL ORDER BY observation_id LIMIT 1",
        [row["observation_ids"], row["observation_id"]],
    ).fetchall()
    if not others or row["value"] is None:
        return None
    value, unit = others[0]
    if row["likely_cause"] == "unit" and unit != row["unit"]:
        return {"unit": unit}
    if row["likely_cause"] == "scale_slip" and unit == row["unit"] and value and row["value"]:
        shift = round((value / row["value"]).log10())
        return {"value": row["value"].scaleb(shift)}
    return None


def _correction(row: Mapping[str, Any], changes: Mapping[str, Any] | None, author: str | None) -> str:
    lines = ["[[correction]]", f"action = {_toml('set' if changes else 'reject')}", f"source = {_toml(row['source'])}"]
    lines += [f"quote = {_toml(row['quote'])}"]
    if row["sentence"]:
        lines.append(f"sentence = {_toml(row['sentence'])}")
    lines.append(f"observation_id = {_toml(row['observation_id'])}")
    if changes:
        lines.append("set = { " + ", ".join(f"{name} = {_toml(value)}" for name, value in changes.items()) + " }")
    lines.append(f"reason = {_toml(row['explanation'])}")
    if author:
        lines.append(f"author = {_toml(author)}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def append_corrections(path: Path, corrections: list[str], today: date) -> None:
    """Append corrections to the file, dated; the file is made if it is not there.

    Raises:
        CorrectionError: a correction contradicts one that stands there; nothing was written.
    """
    old = path.read_text(encoding="utf-8") if path.is_file() else FORMAT
    added = "".join(f"\n{correction.rstrip()}\ndate = {today.isoformat()}\n" for correction in corrections)
    new = old.rstrip("\n") + "\n" + added
    parse_corrections(new)
    staged = path.with_name(f".{path.name}.new")
    staged.write_text(new, encoding="utf-8")
    staged.replace(path)
