"""`clusterbook review` and `diff` on a built project: what is written is applied by the next build."""

import shutil
from datetime import date

import pytest

from pipelines.cli import main
from pipelines.corpus.corrections import CorrectionError, parse_corrections
from pipelines.marts.review import append_corrections, list_review
from pipelines.store.opening import connect
from tests.conftest import Project, fill_raw


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("review")
    project = Project(
        fill_raw(root / "raw", ("nanchang-expo-2022", "qingshanhu-2023", "datang-2023")), root / "warehouse"
    )
    assert project.build().success
    return project


def test_every_item_has_a_correction_that_can_be_pasted(project):
    with connect(project.layout.database) as connection:
        items = list_review(connection, 100, "tester")
    assert items
    assert items == sorted(items, key=lambda item: -item.weight)
    for item in items:
        (correction,) = parse_corrections(item.correction)
        assert correction.quote == item.quote


def test_the_title_against_the_body_comes_first_with_the_right_scale(project):
    with connect(project.layout.database) as connection:
        first = list_review(connection, 1)[0]
    assert first.kind == "conflict"
    assert "21.16" in first.explanation
    assert "set = { value = 21160000000 }" in first.correction


def test_a_written_correction_is_applied_listed_and_told_by_diff(project, tmp_path, capsys):
    copy = Project(tmp_path / "raw", tmp_path / "warehouse")
    shutil.copytree(project.raw, copy.raw)
    shutil.copytree(project.warehouse, copy.warehouse)
    place = ["--warehouse", str(copy.warehouse)]
    assert main(["review", "--write", "1", "--raw", str(copy.raw), "--author", "tester", *place]) == 0
    assert copy.build().success
    assert copy.sql("SELECT status, author, len(applied_to) FROM core.correction") == [("applied", "tester", 1)]
    assert copy.sql("SELECT count(*) FROM marts.conflict WHERE likely_cause = 'scale_slip'") == [(0,)]
    capsys.readouterr()
    assert main(["diff", "--format", "jsonl", *place]) == 0
    out = capsys.readouterr().out
    assert '"cause": "correction"' in out


def test_one_that_disagrees_with_a_written_one_is_refused_and_nothing_is_written(project, tmp_path):
    with connect(project.layout.database) as connection:
        wanted = list_review(connection, 1)[0].correction
    path = tmp_path / "corrections.toml"
    append_corrections(path, [wanted], date(2026, 11, 23))
    before = path.read_text(encoding="utf-8")
    with pytest.raises(CorrectionError, match="1 and 2 disagree"):
        append_corrections(path, [wanted.replace("21160000000", "5")], date(2026, 11, 23))
    assert path.read_text(encoding="utf-8") == before


def test_an_unknown_item_is_told_in_a_sentence(project, capsys):
    assert main(["review", "--write", "9999", "--warehouse", str(project.warehouse)]) == 1
    assert "there is no item 9999" in capsys.readouterr().err


def test_a_single_snapshot_has_nothing_to_differ_from(project, capsys):
    assert main(["diff", "--warehouse", str(project.warehouse)]) == 0
    said = capsys.readouterr()
    assert "only one snapshot" in said.err
    assert said.out == ""
