"""The twenty questions: each runs, and the page and the README show the answers of the sample."""

import duckdb
import pytest

from pipelines.marts.build import build_marts
from pipelines.marts.questions import read_questions
from tests.labelled import load_labelled
from tests.questions import PAGE, README, ROOT, build_sample, page, with_shown

REFRESH = "run python -m tests.questions"


@pytest.fixture(scope="module")
def labels():
    with duckdb.connect() as connection:
        load_labelled(connection, ROOT / "tests" / "gold")
        build_marts(connection)
        yield connection


def test_there_are_twenty_of_four_askers():
    questions = read_questions()
    assert len(questions) == 20
    assert {q.asker for q in questions} == {"sourcing manager", "economist", "journalist", "official"}


@pytest.mark.parametrize("question", read_questions(), ids=lambda question: question.name)
def test_a_perfect_reader_has_an_answer(labels, question):
    rows = labels.execute(question.query).fetchall()
    assert rows or question.name == "17_out_of_band"


def test_the_pages_show_the_answers_of_the_sample(tmp_path):
    warehouse = build_sample(tmp_path)
    with duckdb.connect(str(warehouse / "clusterbook.duckdb"), read_only=True) as connection:
        assert page(connection) == PAGE.read_text(encoding="utf-8"), REFRESH
        readme = README.read_text(encoding="utf-8")
        assert with_shown(readme, connection) == readme, REFRESH
