"""What the marts make of statements that only look alike, or only look different."""

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from pipelines.marts.build import MartReference, build_marts
from tests.labelled import empty_core, fill
from tests.slips import RATES, World

CLUSTER = "cn-330681005-hosiery"


def said(article: str, start: int, **fields: Any) -> dict[str, Any]:
    world = World(seed=3)
    world.add_clean(0)
    value = Decimal(fields.pop("value"))
    return dict(world.observations[0]) | {
        "observation_id": f"{article}{start}", "document_id": article, "sentence_id": fields.pop("sentence", article),
        "start": start, "end": start + 9, "quote": f"figure {start}", "cluster_id": CLUSTER, "trade": "hosiery",
        "place_code": "cn-330681005", "product": "socks", "scope": "all", "indicator": "export_value", "unit": "CNY",
        "growth_of": None, "direction": None, "compared_to": None, "qualifier": "exact", "value": value,
        "value_low": value, "value_high": value, "period_start": date(2017, 1, 1), "period_end": date(2017, 12, 31),
        "time_period": "2017", "period_basis": "stated", "statement_kind": "actual", "restates": None,
        "share_basis": None, "share_scope": None, "share_of": None, "rule": "generated",
    } | fields  # fmt: skip


GROWN = {"indicator": "growth_rate", "unit": "percent", "growth_of": "export_value", "direction": "increase"}
SHARE = {"indicator": "market_share", "unit": "percent", "share_scope": "nation"}
STATE = {
    "indicator": "enterprises", "unit": "enterprise", "period_start": None, "time_period": None,
    "period_basis": "as_of",
}  # fmt: skip
STATEMENTS = [
    # "exports of 6.4 billion yuan, up 13%; the United States took 2.2 billion yuan, up 16%; 9 billion dollars in all"
    said("one", 10, value=6_400_000_000),
    said("one", 30, value=13, **GROWN),
    said("one", 50, value=2_200_000_000),
    said("one", 70, value=16, **GROWN),
    said("one", 95, value=9_000_000_000, unit="USD"),
    # one figure of 2018 told of socks, of hosiery, and of no goods by name
    said("one", 100, value=25, indicator="output_volume", unit="pair", time_period="2018", sentence="b"),
    said("two", 10, value=25, indicator="output_volume", unit="pair", time_period="2018", product="hosiery"),
    said("three", 10, value=25, indicator="output_volume", unit="pair", time_period="2018", product=None),
    # and another figure told of hosiery
    said("two", 40, value=7, indicator="output_volume", unit="pair", time_period="2016", product="hosiery"),
    # firms at the end of 2012 and "in 2012"; the nation under three names, its market of children's wear under none
    said("one", 200, value=600, period_end=date(2012, 12, 31), sentence="c", **STATE),
    said("two", 200, value=600, sentence="c", **(STATE | {"time_period": "2012", "period_basis": "stated"})),
    said("one", 300, value=70, share_of="the national market", sentence="d", **SHARE),
    said("two", 300, value=70, share_of="全国的", sentence="d", **SHARE),
    said("three", 300, value=70, share_of="China's output", sentence="d", **SHARE),
    # "imports US$ 158.68%"
    said("three", 500, value=158, indicator="import_value", unit="USD", quote="US$ 158.68%", sentence="f"),
    said("three", 400, value=66, share_of="China’s children’s clothing market", sentence="e", **SHARE),
]


@pytest.fixture(scope="module")
def marts():
    template = World(seed=3)
    template.add_clean(0)
    documents = [
        dict(template.documents[0]) | {"document_id": name, "published_on": date(2019, 5, day)}
        for day, name in enumerate(("one", "two", "three"), 1)
    ]
    with duckdb.connect() as connection:
        empty_core(connection)
        fill(connection, "document", documents)
        sentences = sorted({(row["sentence_id"], row["document_id"]) for row in STATEMENTS})
        fill(connection, "sentence", [
            {"sentence_id": f"{article}-{name}", "document_id": article, "start": 0, "end": 9, "text": name,
             "paragraph": 0, "sentence_kind": "body"}
            for name, article in sentences
        ])  # fmt: skip
        rows = [row | {"sentence_id": f"{row['document_id']}-{row['sentence_id']}"} for row in STATEMENTS]
        fill(connection, "observation", rows)
        build_marts(connection, MartReference(rates=RATES, hypernyms={"socks": "hosiery"}))
        yield connection


def test_the_growth_of_a_part_is_not_that_of_the_whole(marts):
    rows = marts.execute(
        "SELECT unit, value, growth_pct FROM marts.cluster_output WHERE indicator = 'export_value' ORDER BY unit"
    ).fetchall()
    assert rows == [("CNY", 6_400_000_000, 13), ("USD", 9_000_000_000, None)]


def test_one_figure_told_of_goods_and_of_their_kind_is_one_row(marts):
    rows = marts.execute(
        "SELECT product, agreement, source_count FROM marts.cluster_output WHERE time_period = '2018'"
    ).fetchall()
    assert rows == [("socks", "agree", 3)]
    kept = marts.execute("SELECT product FROM marts.cluster_output WHERE time_period = '2016'").fetchall()
    assert kept == [("hosiery",)]


def test_what_stood_at_the_end_of_a_year_is_a_figure_of_that_year(marts):
    rows = marts.execute("SELECT period_key, time_period, source_count FROM marts.cluster_employment").fetchall()
    assert rows == [("2012", "2012", 2)]


def test_the_nation_is_one_whole_under_its_names(marts):
    rows = marts.execute("SELECT share_of, value, source_count FROM marts.cluster_position ORDER BY value").fetchall()
    assert rows == [("china’s children’s clothing market", 66, 1), ("nation", 70, 3)]


def test_money_with_a_percent_sign_is_garbled(marts):
    rows = marts.execute(
        "SELECT likely_cause, observation_ids FROM marts.conflict WHERE indicator = 'import_value'"
    ).fetchall()
    assert rows == [("garbled", ["three500"])]
