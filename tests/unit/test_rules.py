"""The rules of the store: a seeded violation of each turns it red, and sound rows pass."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.orchestration.steps import rules
from pipelines.store import parquet
from pipelines.store.checks import Rule, examine
from pipelines.tables.catalogue import TABLES

TEXT = "Datang made 25 billion pairs of socks."
DOC = "0123456789abcdef"

OBSERVATION = {
    "observation_id": "o1",
    "document_id": DOC,
    "start": 12,
    "end": 28,
    "ordinal": 0,
    "quote": "25 billion pairs",
    "sentence_id": "s1",
    "value": Decimal(25_000_000_000),
    "value_low": Decimal(25_000_000_000),
    "value_high": Decimal(25_000_000_000),
    "qualifier": "exact",
    "unit": "pair",
    "unit_printed": "pairs",
    "indicator": "output_volume",
    "place_candidates": [],
    "period_basis": "unknown",
    "statement_kind": "actual",
    "scope": "all",
    "obs_status": "A",
    "confidence": 0.9,
    "rule": "r",
    "decisions": [],
}
STATEMENT = {
    "statement_id": "c1",
    "document_id": DOC,
    "start": 0,
    "end": 6,
    "ordinal": 0,
    "quote": "Datang",
    "sentence_id": "s1",
    "channel": "export",
    "signal": "share",
    "share_pct": Decimal(60),
    "period_basis": "unknown",
    "confidence": 0.9,
    "rule": "r",
    "observation_id": "o1",
}
READING = {
    "document_id": DOC,
    "reading_key": "k",
    "figures_seen": 3,
    "figures_used": 1,
    "figures_in_periods": 1,
    "figures_in_furniture": 0,
    "figures_rejected": 1,
    "figures_unaccounted": 0,
}
OUTPUT = {
    "cluster_id": "cn-330681-hosiery",
    "product": "socks",
    "indicator": "output_volume",
    "unit": "pair",
    "scope": "all",
    "period_key": "2023",
    "cluster_name": "Datang hosiery",
    "period_basis": "stated",
    "qualifier": "exact",
    "obs_status": "A",
    "confidence": 0.9,
    "agreement": "single",
    "source_count": 1,
    "observation_count": 1,
    "observation_ids": ["o1"],
}
CLUSTER = {"cluster_id": "cn-330681-hosiery"}
OTHERS = {
    "core.document": [{"document_id": DOC}],
    "core.sentence": [{"sentence_id": "s1"}],
    "core.observation": [{"observation_id": "o1", "cluster_id": "cn-330681-hosiery"}],
    "core.channel_statement": [{"statement_id": "c1", "cluster_id": None}],
    "core.source_file": [{"document_id": DOC}],
    "core.reading": [{"document_id": DOC}],
    "marts.cluster": [CLUSTER],
}


@pytest.fixture
def texts(tmp_path):
    rows = pa.Table.from_pylist(
        [{"document_id": DOC, "text": TEXT}], schema=parquet.empty(TABLES["core.document_text"]).schema
    )
    pq.write_table(rows, tmp_path / "bucket=0.parquet")
    return tmp_path


def rows_of(name: str, *rows: dict) -> pa.Table:
    table = TABLES[name]
    schema = parquet.loose_schema(table)
    return parquet.conform(
        pa.Table.from_pylist([dict.fromkeys(schema.names) | row for row in rows], schema=schema), table
    )


def fetch(name: str, columns: list[str]) -> pa.Table:
    schema = parquet.loose_schema(TABLES[name])
    rows = [dict.fromkeys(schema.names) | row for row in OTHERS.get(name, [])]
    return pa.Table.from_pylist(rows, schema=schema).select(columns)


def broken(name: str, texts, *rows: dict) -> set[str]:
    findings = examine(rows_of(name, *rows), rules(TABLES[name]), fetch, texts)
    return {finding.rule.name for finding in findings if not finding.passed}


SOUND = {
    "core.observation": OBSERVATION,
    "core.channel_statement": STATEMENT,
    "core.reading": READING,
    "marts.cluster_output": OUTPUT,
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_rows_pass(name, texts):
    assert broken(name, texts, SOUND[name]) == set()


@pytest.mark.parametrize(
    ("rule", "name", "change"),
    [
        ("nothing_is_missing", "core.observation", {"indicator": None}),
        ("words_are_known", "core.observation", {"qualifier": "roughly"}),
        ("words_are_known", "core.channel_statement", {"channel": "smuggling"}),
        ("references_hold", "core.observation", {"document_id": "elsewhere"}),
        ("references_hold", "core.observation", {"restates": "nobody"}),
        ("references_hold", "core.channel_statement", {"observation_id": "nobody"}),
        ("references_hold", "marts.cluster_output", {"cluster_id": "cn-000000-none"}),
        ("quote_is_the_text", "core.observation", {"start": 13, "end": 29}),
        ("quote_is_the_text", "core.observation", {"quote": "25 million pairs"}),
        ("bounds_are_ordered", "core.observation", {"value_low": Decimal(3), "value_high": Decimal(2)}),
        (
            "bounds_are_ordered",
            "core.observation",
            {"period_start": date(2023, 2, 1), "period_end": date(2023, 1, 1)},
        ),
        ("shares_are_percentages", "core.channel_statement", {"share_pct": Decimal(101)}),
        ("shares_are_percentages", "core.channel_statement", {"share_low": Decimal(-1)}),
        ("every_row_has_evidence", "marts.cluster_output", {"observation_ids": []}),
        ("every_row_has_evidence", "marts.cluster_output", {"observation_ids": ["nobody"]}),
        ("numerals_are_accounted_for", "core.reading", {"figures_seen": 4}),
        ("numerals_are_accounted_for", "core.reading", {"figures_unaccounted": 1}),
    ],
)
def test_a_seeded_violation_turns_the_rule_red(rule, name, change, texts):
    assert rule in broken(name, texts, SOUND[name] | change)


def test_two_rows_of_one_key_are_seen(texts):
    assert "key_is_unique" in broken("core.observation", texts, OBSERVATION, OBSERVATION)


def test_a_fact_whose_cluster_is_missing_is_seen_when_the_clusters_are_made(texts):
    row = {
        "cluster_id": "cn-360111-knitwear",
        "name": "n",
        "names": [],
        "trade": "knitwear",
        "place_code": "cn-360111",
        "documents": 1,
        "observations": 1,
    }
    assert "observation_cluster_id_is_known" in broken("marts.cluster", texts, row)


def test_every_rule_is_seeded_somewhere():
    seeded = {mark.args[1][at][0] for mark in test_a_seeded_violation_turns_the_rule_red.pytestmark for at in range(17)}
    seeded |= {"key_is_unique"}
    named = {rule.name for table in TABLES.values() for rule in rules(table) if not rule.name.endswith("_is_known")}
    assert named == seeded


def test_quotes_are_counted_in_code_points(tmp_path):
    text = "🧦👨‍👩‍👧 é 袜 25"
    rows = pa.Table.from_pylist(
        [{"document_id": DOC, "text": text}], schema=parquet.empty(TABLES["core.document_text"]).schema
    )
    pq.write_table(rows, tmp_path / "bucket=0.parquet")
    at = text.index("25")
    row = OBSERVATION | {"start": at, "end": at + 2, "quote": "25"}
    assert "quote_is_the_text" not in broken("core.observation", tmp_path, row)
    assert "quote_is_the_text" in broken("core.observation", tmp_path, row | {"start": at - 1, "end": at + 1})


def test_a_finding_names_the_first_failing_rows():
    rule = Rule("r", "says", "SELECT observation_id FROM staged")
    (finding,) = examine(rows_of("core.observation", OBSERVATION), [rule], fetch)
    assert (finding.failures, finding.examples) == (1, ("o1",))
