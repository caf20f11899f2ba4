"""A warehouse of a few rows in memory: what the report and the exports are tested on, hostile names included."""

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import TABLES, Table

TEXT = "Testville has 2,000 mills & <script>alert(1)</script>. It makes more than 1 billion pieces a year. See page 7."
DOCUMENT = "d0c1"
CLUSTER = "cn-360111-knitwear"


def span(quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


_EMPTY: dict[str, Any] = {
    "string": "none",
    "integer": 0,
    "decimal": Decimal(0),
    "double": 0.5,
    "date": date(2023, 8, 8),
    "boolean": False,
    "strings": [],
    "decimals": [],
}


def filled(table: Table, **given: Any) -> dict[str, Any]:
    """Return a row of `table`: what is given, null where null may stand, else a first word or an empty value."""
    row = {}
    for column in table.columns:
        empty = column.words[0] if column.words else _EMPTY[column.type]
        row[column.name] = given.pop(column.name, None if table.nullable(column.name) else empty)
    if given:
        raise KeyError(f"{table.full_name} has no column {sorted(given)}")
    return row


def small_warehouse(
    *, title: str = "Mills of Testville", name: str = "Testville knitwear"
) -> duckdb.DuckDBPyConnection:
    """Return a connection with one cluster, two figures, a channel, a conflict and a rejected number."""
    period = {"period_end": date(2023, 8, 8), "period_basis": "as_of", "period_key": "published:2023"}
    cluster = {"cluster_id": CLUSTER, "cluster_name": name}
    mills = {
        **span("2,000 mills"),
        "document_id": DOCUMENT,
        "observation_id": "o1",
        "sentence_id": "s1",
        "value": Decimal(2000),
        "value_low": Decimal(2000),
        "value_high": Decimal(2000),
        "qualifier": "exact",
        "unit": "enterprise",
        "indicator": "enterprises",
        "cluster_id": CLUSTER,
        "subject": name,
        "decisions": ["indicator=enterprises | mills | counted noun"],
    }
    pieces = {
        **span("more than 1 billion pieces"),
        "document_id": DOCUMENT,
        "observation_id": "o2",
        "sentence_id": "s1",
        "value": Decimal(10**9),
        "value_low": Decimal(10**9),
        "qualifier": "more_than",
        "unit": "piece",
        "indicator": "output_volume",
        "cluster_id": CLUSTER,
    }
    support = {"agreement": "single", "source_count": 1, "observation_count": 1}
    rows: dict[str, list[dict[str, Any]]] = {
        "core.source_file": [
            {"path": "a.txt", "document_id": DOCUMENT, "format": "text", "encoding": "utf-8", "lines_left_out": 0}
        ],
        "core.document": [
            {"document_id": DOCUMENT, "title": title, "language": "en", "char_count": len(TEXT),
             "published_on": date(2023, 8, 8), "published_basis": "sidecar", "source_url": "javascript:alert(1)"}
        ],
        "core.document_copy": [{"document_id": DOCUMENT, "representative_id": DOCUMENT, "similarity": 1.0}],
        "core.observation": [mills, pieces],
        "core.channel_statement": [
            {**span("makes"), "document_id": DOCUMENT, "statement_id": "c1", "channel": "export", "signal": "presence",
             "cluster_id": CLUSTER}
        ],
        "core.rejected_mention": [
            {**span("7"), "document_id": DOCUMENT, "reason_code": "page_counter", "reason": "a page number"}
        ],
        "marts.cluster": [
            {"cluster_id": CLUSTER, "name": name, "names": [name, "测试区"], "trade": "knitwear",
             "place_code": "cn-360111", "country": "cn", "province": "Jiangxi", "documents": 1, "observations": 2}
        ],
        "marts.cluster_output": [
            {**cluster, **period, **support, "product": "knitwear", "indicator": "output_volume", "unit": "piece",
             "scope": "all", "value": Decimal(10**9), "value_low": Decimal(10**9), "qualifier": "more_than",
             "observation_ids": ["o2"], "chosen_observation_id": "o2"}
        ],
        "marts.cluster_employment": [
            {**cluster, **period, **support, "product": "knitwear", "indicator": "enterprises", "unit": "enterprise",
             "scope": "all", "value": Decimal(2000), "value_low": Decimal(2000), "value_high": Decimal(2000),
             "qualifier": "exact", "observation_ids": ["o1"], "chosen_observation_id": "o1"}
        ],
        "marts.trade_channel_mix": [
            {**cluster, **period, "product": "all", "channel": "export", "share_basis": "unknown",
             "share_scope": "unstated", "share_of": "unstated", "method": "signal", "channel_group": "market",
             "signals": ["presence"], "statement_ids": ["c1"], "agreement": "single"}
        ],
        "marts.conflict": [
            {"conflict_id": "k1", "subject": name, "cluster_id": CLUSTER, "indicator": "enterprises",
             "unit": "enterprise", "observation_ids": ["o1", "o2"], "likely_cause": "scale_slip",
             "explanation": "2,000 against 20,000: ten times."}
        ],
        "marts.evidence": [
            {"evidence_id": one, "kind": kind, "document_id": DOCUMENT, "title": title, "quote": quote,
             "sentence": TEXT, "published_on": date(2023, 8, 8), "source_url": "javascript:alert(1)"}
            for one, kind, quote in (
                ("o1", "observation", "2,000 mills"),
                ("o2", "observation", "more than 1 billion pieces"),
                ("c1", "channel_statement", "makes"),
            )
        ],
        "marts.coverage": [{"document_id": DOCUMENT, "title": title, "figures_seen": 3, "figures_used": 2}],
    }  # fmt: skip
    connection = duckdb.connect(":memory:")
    connection.execute("create schema core; create schema marts")
    for table in TABLES.values():
        if table.in_duckdb:
            content = [filled(table, **row) for row in rows.get(table.full_name, [])]
            batch = pa.Table.from_pylist(content, schema=arrow_schema(table))
            connection.register("batch", batch)
            connection.execute(f"create table {table.full_name} as select * from batch")
            connection.unregister("batch")
    return connection


def texts(document_ids: object) -> dict[str, str]:
    return {DOCUMENT: TEXT}
