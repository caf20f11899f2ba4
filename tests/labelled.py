"""Labelled articles as core tables: what a reader that makes no mistake would give the marts."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.corpus.clusters import ClusterRules, Membership, assign_clusters
from pipelines.corpus.copies import CopyCandidate, find_copies
from pipelines.corpus.passages import read_passages
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.products import read_products, read_trades
from pipelines.reference.vocabulary import default_vocabulary
from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import TABLES

_KINDS = {"planned": "planned", "capacity": "capacity", "forecast": "forecast", "contract": "contract"}
_SCOPES = {
    "above designated": "above_designated_size",
    "规模以上": "above_designated_size",
    "household": "incl_household",
    "sample of": "sample",
}

_WHOLES = {"China": "nation", "India": "nation", "全國": "nation", "全国": "nation", "world": "world", "世界": "world",
           "Jiangxi": "province"}  # fmt: skip


def identity(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:24]


def empty_core(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the schema core with empty tables."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS core")
    for table in TABLES.values():
        if table.schema == "core" and table.in_duckdb:
            fill(connection, table.name, [])


def fill(connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Create a core table with these rows; a column that a row lacks is null."""
    schema = arrow_schema(TABLES[f"core.{name}"])
    nullable = pa.schema([field.with_nullable(True) for field in schema])
    table = pa.Table.from_pylist([dict(row) for row in rows], schema=nullable)
    connection.register("incoming", table)
    connection.execute(f'CREATE OR REPLACE TABLE core."{name}" AS SELECT * FROM incoming')
    connection.unregister("incoming")


def load_labelled(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill core from the labelled articles of `folder` (the format of tests/gold)."""
    empty_core(connection)
    articles = list(_lines(folder / "articles.jsonl"))
    texts = {a["id"]: (folder / "text" / f"{a['id']}.txt").read_text(encoding="utf-8") for a in articles}
    published = {a["id"]: date.fromisoformat(a["published"]) if a["published"] else None for a in articles}
    documents = [
        {
            "document_id": a["id"], "title": a["title"], "source_url": a["url"], "publisher": None,
            "language": a["language"], "published_on": published[a["id"]],
            "published_basis": "sidecar" if a["published"] else "unknown", "char_count": len(texts[a["id"]]),
        }
        for a in articles
    ]  # fmt: skip
    sentences: dict[str, dict[str, Any]] = {}
    facts = [
        _observation(fact, texts, published, sentences, n) for n, fact in enumerate(_lines(folder / "facts.jsonl"))
    ]
    channels = [_channel(row, texts, published, sentences) for row in _lines(folder / "channels.jsonl")]
    _point_at_firsts(facts)
    _borrow_places(channels, facts)
    _assign(facts, channels)
    candidates = [
        CopyCandidate(d["document_id"], d["published_on"], read_passages(texts[d["document_id"]])) for d in documents
    ]
    copies = [
        {"document_id": c.document_id, "representative_id": c.representative_id, "similarity": c.similarity,
         "differing_figures": list(c.differing_figures)}
        for c in find_copies(candidates)
    ]  # fmt: skip
    fill(connection, "document", documents)
    fill(connection, "document_copy", copies)
    fill(connection, "sentence", sentences.values())
    fill(connection, "observation", facts)
    fill(connection, "channel_statement", channels)


def _observation(
    fact: dict[str, Any], texts: dict[str, str], published: dict[str, date | None], sentences: dict[str, Any], n: int
) -> dict[str, Any]:
    article, note = fact["article_id"], fact["note"] or ""
    product, trade = _product(fact["product"])
    low, high = _bounds(fact)
    is_range = fact["qualifier"] == "range"
    share = fact["indicator"] in ("market_share", "rank") or fact["indicator"].endswith("_share")
    whole = next((word for word in _WHOLES if word in note), None)
    return {
        "observation_id": identity(article, fact["start"], fact["end"], n),
        "document_id": article, "start": fact["start"], "end": fact["end"], "ordinal": 0, "quote": fact["quote"],
        "sentence_id": _sentence(article, texts[article], fact["start"], fact["end"], sentences),
        "value": None if is_range else _exact(fact["value"]), "value_low": low, "value_high": high,
        "qualifier": fact["qualifier"], "unit": fact["unit"], "unit_printed": "", "indicator": fact["indicator"],
        "growth_of": fact["growth_of"], "direction": fact["direction"], "compared_to": None, "product": product,
        "trade": trade, "subject": fact["subject"], "subject_kind": fact["subject_kind"],
        "place_code": fact["place_code"], "place_candidates": [],
        "period_start": _day(fact["period_start"]), "period_end": _day(fact["period_end"]),
        "time_period": time_period(_day(fact["period_start"]), _day(fact["period_end"])),
        "period_basis": "as_of" if fact["period_kind"] == "as_of" else "stated" if fact["period_start"] else "unknown",
        "statement_kind": next((kind for word, kind in _KINDS.items() if word in note), "actual"),
        "scope": next((scope for word, scope in _SCOPES.items() if word in note), "all"),
        "obs_status": "E" if fact["qualifier"] == "approx" else "A", "confidence": 1.0,
        "share_basis": "unknown" if share else None,
        "share_scope": _WHOLES.get(whole, "unstated") if share else None,
        "share_of": whole if share else None,
        "restates": None, "restates_kind": None, "rule": "label", "decisions": [], "secondary": fact["secondary"],
    }  # fmt: skip


def _channel(
    row: dict[str, Any], texts: dict[str, str], published: dict[str, date | None], sentences: dict[str, Any]
) -> dict[str, Any]:
    article, share = row["article_id"], _exact(row["value"]) if row["value"] is not None else None
    return {
        "statement_id": identity(article, row["start"], row["end"], row["channel"], row["signal"]),
        "document_id": article, "start": row["start"], "end": row["end"], "ordinal": 0, "quote": row["quote"],
        "sentence_id": _sentence(article, texts[article], row["start"], row["end"], sentences),
        "channel": row["channel"], "signal": row["signal"], "share_pct": share, "share_low": share, "share_high": share,
        "qualifier": "exact" if share is not None else None, "subject": row["subject"],
        "subject_kind": row["subject_kind"], "period_end": published[article],
        "period_basis": "as_of" if published[article] else "unknown", "confidence": 1.0, "rule": "label",
    }  # fmt: skip


def _point_at_firsts(facts: list[dict[str, Any]]) -> None:
    """Let a repeat or conversion point at what it restates: same article and indicator, same number or else nearest."""
    for fact in facts:
        if not fact.pop("secondary"):
            continue
        others = [o for o in facts if o is not fact and not o.get("secondary") and o["restates"] is None
                  and (o["document_id"], o["indicator"]) == (fact["document_id"], fact["indicator"])]  # fmt: skip
        same = [o for o in others if o["value"] == fact["value"] and o["unit"] == fact["unit"]]
        money = [o for o in others if o["unit"] != fact["unit"]]
        if first := min(same or money, key=lambda o: abs(o["start"] - fact["start"]), default=None):
            fact["restates"] = first["observation_id"]
            fact["restates_kind"] = "repeat" if same else "conversion"


def _borrow_places(channels: list[dict[str, Any]], facts: list[dict[str, Any]]) -> None:
    """Give channel statements, labelled without a place, that of the same subject's figures."""
    places = {(f["document_id"], f["subject"]): f["place_code"] for f in facts if f["place_code"]}
    for row in channels:
        row["place_code"] = places.get((row["document_id"], row["subject"]))


def _assign(facts: list[dict[str, Any]], channels: list[dict[str, Any]]) -> None:
    rows = [*facts, *channels]
    members = [Membership(r["document_id"], r["place_code"], r.get("trade"), r["subject_kind"]) for r in rows]
    trades = read_trades(default_vocabulary())
    known: dict[str, list[str]] = {}
    for cluster in read_gazetteer(default_vocabulary()).clusters.values():
        known.setdefault(cluster.place_code, []).append(cluster.trade)
    rules = ClusterRules(known, broader={key: trade.broader for key, trade in trades.items() if trade.broader})
    for row, cluster_id in zip(rows, assign_clusters(members, rules), strict=True):
        row["cluster_id"] = cluster_id


def _product(words: str | None) -> tuple[str | None, str | None]:
    if not words:
        return None, None
    folded = words.lower()
    best = None
    for key, product in read_products(default_vocabulary()).items():
        for name in product.words:
            if name.lower() in folded and (best is None or len(name) > best[0]):
                best = len(name), key, product.trade
    return (best[1], best[2]) if best else (words, None)


def _bounds(fact: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    value = _exact(fact["value"])
    match fact["qualifier"]:
        case "exact":
            return value, value
        case "more_than" | "at_least":
            return value, None
        case "less_than" | "at_most" | "nearly":
            return None, value
        case "range":
            return value, _exact(fact["value_high"])
    return None, None


def time_period(start: date | None, end: date | None) -> str | None:
    if start is None or end is None:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if start.day != 1 or (end.month == (date.fromordinal(end.toordinal() + 1)).month):
        return f"{start}/P{(end - start).days + 1}D"
    if months == 1:
        return f"{start:%Y-%m}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year}-Q{start.month // 3 + 1}"
    if months == 6 and start.month % 6 == 1:
        return f"{start.year}-S{start.month // 6 + 1}"
    if months == 12:
        return f"{start.year}" if start.month == 1 else f"{start}/P1Y"
    return f"{start}/P{months}M"


def _exact(number: float) -> Decimal:
    fraction = Fraction(str(number))
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(Decimal("0.000000001"))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _sentence(article: str, text: str, start: int, end: int, sentences: dict[str, Any]) -> str:
    """Return the id of the line's sentence around a span; the first line of an article is its title."""
    stops = ".!?。！？\n"
    left = max((text.rfind(stop, 0, start) for stop in "\n。！？"), default=-1) + 1
    left = max(left, text.rfind(". ", 0, start) + 1)
    right = min((at for stop in stops if (at := text.find(stop, end)) >= 0), default=len(text))
    key = identity(article, left, right)
    kind = "title" if not text[:left].strip() and "\n" in text[right : right + 2] else "body"
    sentences[key] = {
        "sentence_id": key, "document_id": article, "start": left, "end": right, "text": text[left:right].strip(),
        "paragraph": text.count("\n", 0, left), "sentence_kind": kind,
    }  # fmt: skip
    return key


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
