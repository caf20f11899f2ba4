"""The card counts as the judge of the labelled articles does, and its intervals and confidences hold together."""

import json
from pathlib import Path

import pytest

from pipelines.evaluation.agreement import FIELDS, meets
from pipelines.evaluation.calibration import calibration, cross_validated_error, reliabilities
from pipelines.evaluation.card import evaluate, render
from pipelines.evaluation.gold import Labelled, is_held_back
from pipelines.evaluation.scores import LEVELS, Tally, interval, tally, total
from tests.evaluation.spoilt import spoilt

GOLD = Path(__file__).parents[1] / "gold"
# What the judge that came with the labels prints for these spoilt observations: precision, recall, F1 of each level.
JUDGED = {
    "value": (0.8685, 0.7778, 0.8206),
    "+unit": (0.8685, 0.7778, 0.8206),
    "+qualifier": (0.8312, 0.7416, 0.7838),
    "+indicator": (0.78, 0.6951, 0.7351),
    "+direction": (0.78, 0.6951, 0.7351),
    "+subject": (0.7194, 0.6331, 0.6735),
    "+period": (0.6845, 0.6047, 0.6421),
}


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def tallies() -> list[Tally]:
    facts, traps, articles = lines("facts"), lines("traps"), lines("articles")
    found = spoilt(facts, traps)
    out = []
    for article in articles:
        key = article["id"]
        mine = [{**f, "undated": article["published"] is None} for f in facts if f["article_id"] == key]
        seen = [row for row in found if row["article_id"] == key]
        labels = Labelled(
            key, article["language"], False, "", tuple(mine),
            tuple(t for t in traps if t["article_id"] == key), (), tuple(seen), (),
        )  # fmt: skip
        out.append(tally(labels)[0])
    return out


@pytest.mark.parametrize("level", LEVELS)
def test_the_card_counts_as_the_judge_does(tallies: list[Tally], level: str) -> None:
    assert tuple(round(figure, 4) for figure in total(tallies).f1(level)) == JUDGED[level]


def test_traps_and_predictions_count_as_the_judge_counts_them(tallies: list[Tally]) -> None:
    whole = total(tallies)
    assert (whole.must, whole.given, whole.trapped) == (387, 429.5, 19)


def test_an_interval_holds_its_figure_and_is_the_same_each_time(tallies: list[Tally]) -> None:
    low, high = interval(tallies, "value")
    assert low < total(tallies).f1("value")[2] < high
    assert interval(tallies, "value") == (low, high)


def test_a_present_statement_asks_for_its_year_only() -> None:
    label = {"period_start": None, "period_end": "2021-07-16", "undated": False}
    assert FIELDS["period"]({"period_end": "2021-01-01"}, label)
    assert not FIELDS["period"]({"period_end": "2020-12-31"}, label)
    assert not FIELDS["period"]({"period_start": "2021-01-01", "period_end": "2021-12-31"}, label)


def test_a_figure_is_met_only_where_it_stands() -> None:
    label = {"start": 10, "end": 20, "value": 5, "unit": "piece"}
    assert meets({"start": 12, "end": 22, "value": 5}, label)
    assert not meets({"start": 19, "end": 29, "value": 5}, label)
    assert not meets({"start": 10, "end": 70, "value": 5}, label)


def test_the_halves_are_told_by_the_hash_of_the_id() -> None:
    halves = [is_held_back(article["id"]) for article in lines("articles")]
    assert (halves.count(True), halves.count(False)) == (23, 18)


def test_reliability_is_shrunk_to_the_mean() -> None:
    rows = [("a", "good", 0.9, True)] * 80 + [("b", "rare", 0.1, False)] * 2
    measured = reliabilities(rows)
    assert measured["good"][2] > 0.97
    assert 0.8 < measured["rare"][2] < 0.95
    assert calibration(rows) == [(0.1, 0.0, 2), (0.9, 1.0, 80)]
    assert 0 <= cross_validated_error(rows) <= 1


def test_the_card_of_the_labelled_articles_reads_well() -> None:
    card = evaluate(GOLD)
    shown = render(card)
    assert [part.name for part in card.parts] == ["all", "language en", "language zh", "held back", "development"]
    assert "+period" in shown
    assert "taken for another indicator" in shown
    assert "confidence stated, observed, n" in shown
    assert "confidence of channel statements stated, observed, n" in shown
    assert sum(n for *_, n in card.channel_calibration) == card.parts[0].channels["predictions"]
    assert all(is_held_back(line.split(": ")[1]) is False for line in card.failures)
    assert card.parts[0].levels[0].f1 >= 0.94, "value: what is read may only rise"
    assert card.parts[0].levels[3].f1 >= 0.87, "+indicator"
