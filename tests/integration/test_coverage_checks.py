"""The checks that turn red when a source falls silent or too much of a batch is rejected; the run goes on."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.orchestration.coverage_checks import coverage_results
from pipelines.orchestration.sources_steps import take_in_folder
from pipelines.sources.coverage import silent_sources
from pipelines.store.layout import Layout


def results(raw: Path, warehouse: Path) -> dict[str, bool]:
    intake, _ = take_in_folder(raw, Layout(warehouse))
    return {result.check_name: result.passed for result in coverage_results(intake)}


def fill(raw: Path, publisher: str, first: date, count: int, every: int) -> None:
    raw.mkdir(exist_ok=True)
    with (raw / "sources.csv").open("a", newline="") as file:
        rows = csv.writer(file)
        if not file.tell():
            rows.writerow(["file", "publisher", "published"])
        for number in range(count):
            name = f"{publisher}-{number}.txt"
            (raw / name).write_text(f"{publisher} has {number + 2} mills.")
            rows.writerow([name, publisher, first + timedelta(number * every)])


def test_a_source_that_falls_silent_turns_the_check_red(tmp_path: Path) -> None:
    fill(tmp_path / "raw", "steady", date(2023, 1, 1), 20, 7)
    fill(tmp_path / "raw", "silent", date(2023, 1, 1), 10, 2)
    assert results(tmp_path / "raw", tmp_path / "w")["no_source_falls_silent"] is False


def test_sources_that_go_on_keep_it_green(tmp_path: Path) -> None:
    fill(tmp_path / "raw", "steady", date(2023, 1, 1), 20, 7)
    fill(tmp_path / "raw", "other", date(2023, 1, 1), 65, 2)
    assert results(tmp_path / "raw", tmp_path / "w")["no_source_falls_silent"] is True


@pytest.mark.parametrize(("count", "ended"), [(5, date(2023, 1, 1)), (30, date(2010, 1, 1))])
def test_rare_sources_and_archives_are_not_called_silent(count: int, ended: date) -> None:
    old = [("archive", ended - timedelta(n)) for n in range(count)]
    assert silent_sources([*old, ("steady", date(2023, 6, 1))]) == []


def test_a_batch_of_which_too_much_is_rejected_turns_the_check_red_once(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    fill(raw, "steady", date(2023, 1, 1), 40, 7)
    assert results(raw, tmp_path / "w")["rejections_do_not_jump"] is True
    for number in range(30):
        (raw / f"broken-{number}.pdf").write_bytes(b"")
    assert results(raw, tmp_path / "w")["rejections_do_not_jump"] is False
    assert results(raw, tmp_path / "w")["rejections_do_not_jump"] is True


def test_a_build_publishes_all_the_same_and_says_it_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    raw = tmp_path / "raw"
    fill(raw, "steady", date(2023, 1, 1), 20, 7)
    fill(raw, "silent", date(2023, 1, 1), 10, 2)
    for number in range(30):
        (raw / f"broken-{number}.pdf").write_bytes(b"")
    assert main(["build", "--raw", str(raw), "--warehouse", str(tmp_path / "w")]) == 0
    out = capsys.readouterr().out
    assert "silent: nothing since 2023-01-19, usually every 2 days" in out
    assert "30 of 60; before 0 of 0" in out
    assert "30 files refused" in out
