"""Sayings: the rows of the marts in words, and the links and citations around them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from pipelines.report import words
from pipelines.report.read import Row


def say(row: Row) -> str:
    """Say the figure of a row, its growth where no level is stated."""
    if level(row) is None and row.get("growth_pct") is not None:
        return f"{row['growth_pct']:+.4g} % (level not stated)"
    return words.figure(row["value"], row["value_low"], row["value_high"], row["qualifier"], row.get("unit"))


def when(row: Row) -> str:
    """Say the period of a row."""
    return words.period(row.get("time_period"), row.get("period_start"), row.get("period_end"), row.get("period_key"))


def bounds(row: Row) -> str:
    """Say the bounds of a reconciled figure where they say more than the figure itself."""
    low, high = row["value_low"], row["value_high"]
    if row["qualifier"] == "exact" and low == high:
        return ""
    if low is not None and high is not None and low != high:
        return f"{words.number(low)} to {words.number(high)}"
    if low is not None and high is None:
        return f"≥ {words.number(low)}"
    if high is not None and low is None:
        return f"≤ {words.number(high)}"
    return ""


def share(row: Row) -> str:
    """Say the share of a channel, empty where none is stated."""
    if row["share_pct"] is None and row["share_low"] is None and row["share_high"] is None:
        return ""
    return words.figure(row["share_pct"], row["share_low"], row["share_high"], row["qualifier"], "percent")


def level(row: Row) -> Any:
    """Return the value of a row, else the bound that is known, else None."""
    value, low, high = row["value"], row["value_low"], row["value_high"]
    return value if value is not None else low if low is not None else high


def article_citation(document: Row, title: str) -> str:
    """Return the line that cites an article."""
    parts = [f"“{title}”", document["publisher"], document["published_on"], document["source_url"]]
    return ", ".join(str(part) for part in parts if part) + f". Clusterbook document {document['document_id']}."


def source_name(evidence: Row) -> str:
    """Return the publisher, or else the title, with the date."""
    name = str(evidence["publisher"] or evidence["title"] or "untitled")
    return f"{name}, {evidence['published_on']}" if evidence["published_on"] else name


def web_address(address: str | None) -> str | None:
    """Return an address only where it leads to the web: nothing an article brings may run as a link."""
    return address if address and urlsplit(address).scheme in ("http", "https") else None


def name_list(names: Sequence[str], most: int) -> str:
    """Join names, saying how many more there are."""
    more = len(names) - most
    return "; ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
