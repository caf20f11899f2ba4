"""Every check of the marts goes red on a seeded violation; the figures hold when pandas reckons them again."""

from datetime import date
from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from pipelines.marts.build import MartReference, build_marts, read_checks, run_checks
from tests.labelled import empty_core, fill, identity
from tests.slips import RATES, World

VIOLATIONS = {
    "areas_are_areas": "UPDATE marts.area_output SET place_code = 'cn-360111'",
    "bounds_hold_the_value": "UPDATE marts.cluster_output SET value_low = value + 1",
    "chosen_is_among_the_sources": "UPDATE marts.cluster_output SET value = value * 1.01",
    "conflicts_name_two_sides": "UPDATE marts.conflict SET observation_ids = observation_ids[:1]",
    "evidence_behind_every_row": "UPDATE marts.cluster_profile SET observation_ids = ['nobody said so']",
    "money_has_its_rate_or_a_reason": "UPDATE marts.cluster_output SET fx_basis = NULL WHERE unit = 'CNY'",
    "only_actual_figures": "UPDATE core.observation SET statement_kind = 'target'",
    "routes_are_never_summed": "UPDATE marts.trade_channel_mix SET channel_group = 'route' WHERE method = 'complement'",
    "shares_are_percentages": "UPDATE marts.trade_channel_mix SET share_pct = 101, share_high = 101",
    "sources_are_counted_once": "UPDATE marts.cluster_output SET source_count = source_count + 1",
}


def channel(world: World, number: int, words: str, **fields) -> dict:
    about = world.observations[number]
    sentence = identity("channel", number)
    world.sentences.append(
        {"sentence_id": sentence, "document_id": about["document_id"], "start": 900, "end": 999, "text": words,
         "paragraph": 1, "sentence_kind": "body"}
    )  # fmt: skip
    keys = ("document_id", "product", "trade", "subject", "subject_kind", "place_code", "cluster_id", "period_start",
            "period_end", "time_period", "period_basis")  # fmt: skip
    return {key: about[key] for key in keys} | {
        "statement_id": identity("statement", number, words), "start": 900, "end": 910, "ordinal": 0,
        "quote": words[:10], "sentence_id": sentence, "confidence": 0.9, "rule": "generated",
        "share_basis": "value", "share_scope": "own",
    } | fields  # fmt: skip


def share(percent: int) -> dict:
    value = Decimal(percent)
    return {"signal": "share", "share_pct": value, "share_low": value, "share_high": value, "qualifier": "exact"}


@pytest.fixture(scope="module")
def warehouse():
    world = World(seed=11)
    for number in range(60):
        world.add_clean(number)
    for number, kind in enumerate(("ten", "currency_word", "growth", "part"), 100):
        world.add_slip(number, kind)
    province = dict(world.observations[0]) | {"observation_id": "area", "place_code": "cn-360000", "cluster_id": None,
                                              "subject_kind": "province", "start": 7}  # fmt: skip
    copied = dict(world.observations[0]) | {"observation_id": "copied", "document_id": "copy"}
    world.observations += [province, copied]
    world.documents.append(dict(world.documents[0]) | {"document_id": "copy", "published_on": date(2022, 1, 1)})
    channels = [
        channel(world, 0, "Seventy percent is exported, the rest is sold at home.", channel="export", **share(70)),
        channel(world, 1, "Online sales grow.", channel="ecommerce", signal="increase"),
    ]
    with duckdb.connect() as connection:
        empty_core(connection)
        fill(connection, "document", world.documents)
        fill(connection, "document_copy", [
            {"document_id": d["document_id"], "similarity": 1.0, "differing_figures": [],
             "representative_id": world.documents[0]["document_id"] if d["document_id"] == "copy" else d["document_id"]}
            for d in world.documents
        ])  # fmt: skip
        fill(connection, "sentence", world.sentences)
        fill(connection, "observation", world.observations)
        fill(connection, "channel_statement", channels)
        build_marts(connection, MartReference(rates=RATES))
        yield connection


def test_a_sound_warehouse_passes(warehouse):
    assert not any(run_checks(warehouse).values())


def test_every_check_has_its_violation():
    assert set(read_checks()) == set(VIOLATIONS)


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_the_check_can_fail(warehouse, name):
    warehouse.execute("BEGIN")
    try:
        warehouse.execute(VIOLATIONS[name])
        assert run_checks(warehouse)[name], f"{name} did not see: {VIOLATIONS[name]}"
    finally:
        warehouse.execute("ROLLBACK")


def test_only_a_divided_whole_has_a_complement(warehouse):
    rows = warehouse.execute(
        "SELECT channel, method, share_pct FROM marts.trade_channel_mix WHERE channel_group = 'market' ORDER BY ALL"
    ).fetchall()
    assert ("domestic", "complement", 30) in rows
    assert ("export", "stated", 70) in rows


def test_a_copy_adds_a_statement_and_no_source(warehouse):
    found = warehouse.execute(
        "SELECT source_count, observation_count, agreement FROM marts.cluster_output "
        "WHERE list_contains(observation_ids, 'copied')"
    ).fetchall()[0]
    others = warehouse.execute(
        "SELECT count(DISTINCT document_id) - 1 FROM core.observation o, marts.cluster_output m "
        "WHERE list_contains(m.observation_ids, 'copied') AND list_contains(m.observation_ids, o.observation_id)"
    ).fetchall()[0][0]
    assert found[0] == others


def test_pandas_reckons_the_same(warehouse):
    observations = warehouse.sql("SELECT * FROM core.observation").df()
    documents = warehouse.sql("SELECT document_id, representative_id AS story FROM core.document_copy").df()
    mart = warehouse.sql("SELECT * FROM marts.cluster_output").df()
    rates = {(year, currency): rate for year, currency, rate in RATES}

    levels = observations[
        observations["cluster_id"].notna() & observations["restates"].isna()
        & (observations["indicator"] != "growth_rate")
        & (observations["statement_kind"] == "actual") & observations["value"].notna()
    ].merge(documents)  # fmt: skip
    key = ["cluster_id", "product", "indicator", "unit", "scope", "time_period"]
    levels["number"] = levels["value"].astype(float)
    groups = levels.groupby(key)
    expected = pd.DataFrame({
        "statements": groups.size(), "stories": groups["story"].nunique(),
        "lowest": groups["number"].min(), "highest": groups["number"].max(),
    }).reset_index()  # fmt: skip
    both = mart[mart["value"].notna()].merge(expected, left_on=[*key[:-1], "period_key"], right_on=key)
    assert len(both) == len(expected) == mart["value"].notna().sum()

    value = both["value"].astype(float)
    assert (value >= both["lowest"] - 1e-6).all()
    assert (value <= both["highest"] + 1e-6).all()
    assert (both["source_count"] == both["stories"]).all()
    assert (both["observation_count"] >= both["statements"]).all()
    years = pd.to_datetime(both["period_end"]).dt.year
    for number, unit, year, dollars in zip(value, both["unit"], years, both["value_usd"], strict=True):
        rate = 1.0 if unit == "USD" else rates.get((year, unit))
        assert pd.isna(dollars) if rate is None else dollars == pytest.approx(number / rate)

    profile = warehouse.sql("SELECT cluster_id, observations FROM marts.cluster").df()
    counted = observations.groupby("cluster_id").size()
    assert dict(zip(profile["cluster_id"], profile["observations"], strict=True)) == counted.to_dict()


def test_growth_is_stated_computed_and_implied(warehouse):
    rows = warehouse.execute(
        "SELECT growth_pct, growth_computed_pct, value, implied_previous_value FROM marts.cluster_output "
        "WHERE growth_pct IS NOT NULL AND growth_computed_pct IS NOT NULL AND agreement = 'single'"
    ).fetchall()
    assert rows
    for stated, computed, value, implied in rows[:5]:
        assert float(value) / (1 + float(stated) / 100) == pytest.approx(implied)
        assert abs(float(stated) - computed) < 60
