"""Marts of a perfect reader: the labelled articles as core tables, and what the marts then say."""

from pathlib import Path

import duckdb
import pytest

from pipelines.marts.build import build_marts, run_checks
from tests.labelled import load_labelled

GOLD = Path(__file__).parents[1] / "gold"

pytestmark = pytest.mark.skipif(not (GOLD / "facts.jsonl").exists(), reason="tests/gold is not there")


@pytest.fixture(scope="module")
def marts():
    with duckdb.connect() as connection:
        load_labelled(connection, GOLD)
        build_marts(connection)
        yield connection


def test_every_check_passes(marts):
    assert {name: rows for name, rows in run_checks(marts).items() if rows} == {}


def test_qingshanhu_is_one_cluster_under_its_names(marts):
    rows = marts.execute("SELECT names FROM marts.cluster WHERE place_code = 'cn-360111'").fetchall()
    assert len(rows) == 1
    assert {"Qingshanhu District", "Qingshan Lake District"} <= set(rows[0][0])


def test_a_place_without_coordinates_is_shown_where_it_lies(marts):
    rows = marts.execute(
        "SELECT DISTINCT place_code, coordinates_of FROM marts.cluster "
        "WHERE place_code IN ('cn-330681005', 'cn-330782')"
    ).fetchall()
    assert sorted(rows) == [("cn-330681005", "cn-330681"), ("cn-330782", "cn-330782")]


@pytest.mark.parametrize(
    ("measure", "value", "qualifier"),
    [
        ("output_per_worker", 750_000, "exact"),
        ("value_per_piece", 45, "at_most"),
        ("workers_per_enterprise", 30, "at_most"),
    ],
)
def test_quotients_keep_their_bounds(marts, measure, value, qualifier):
    query = "SELECT value, qualifier FROM marts.cluster_profile WHERE cluster_id = 'cn-360111-knitwear' AND measure = ?"
    assert marts.execute(query, [measure]).fetchall() == [(value, qualifier)]


@pytest.mark.parametrize(
    ("document", "cause"),
    [("nanchang-expo-2022", "scale_slip"), ("gaziantep-2023", "unit"), ("clusters-2015", "part_over_whole")],
)
def test_contradictions_of_the_sample_have_their_cause(marts, document, cause):
    query = (
        "SELECT DISTINCT c.likely_cause FROM marts.conflict c, unnest(c.observation_ids) AS u(observation_id) "
        "JOIN core.observation o USING (observation_id) WHERE o.document_id = ?"
    )
    assert (cause,) in marts.execute(query, [document]).fetchall()
