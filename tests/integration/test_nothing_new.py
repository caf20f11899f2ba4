"""A build where nothing is new starts no run; whatever is touched, one is started."""

import os
import shutil
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.orchestration import running, standing
from pipelines.orchestration.running import Built
from pipelines.orchestration.standing import forget_standing, inputs_of, nothing_new, remember_standing
from pipelines.tables.catalogue import TABLES
from tests.conftest import Project

CORRECTION = '[[correction]]\naction = "set_date"\nsource = "datang-2023.txt"\npublished_on = 2021-08-08\n'


@pytest.fixture
def done(finished, tmp_path, monkeypatch):
    """The built project as the command leaves it behind."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    project = Project(finished.raw.resolve(), finished.warehouse.resolve())
    (project.raw / "vocabulary").mkdir()
    (project.raw / "vocabulary" / "units.toml").write_text("# none yet\n", encoding="utf-8")
    (project.raw / "corrections.toml").write_text("# none yet\n", encoding="utf-8")
    remember_standing(project.layout, inputs_of(project.raw))
    return project


@pytest.fixture
def runs(monkeypatch):
    """The runs that were started, none of which does anything."""
    started = []
    outcome = Built("", None, 0)
    monkeypatch.setattr(running, "run_build", lambda *how: started.append(how) or outcome)
    return started


def build(project, *more: str) -> int:
    return main(["build", "--raw", str(project.raw), "--warehouse", str(project.warehouse), *more])


def test_nothing_new_gives_the_summary_without_a_run(done, runs, capsys):
    assert build(done) == 0
    assert runs == []
    out = capsys.readouterr().out
    assert "5 in 5 files (0 read now, 5 known from before)" in out
    assert "45,000,000,000 CNY" in out


def test_full_always_runs(done, runs):
    assert build(done, "--full") == 0
    assert len(runs) == 1


def same_size_and_time(file: Path) -> None:
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"60,000", b"70,000"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def damaged(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def appended(file: Path, words: str = "\n") -> None:
    file.write_text(file.read_text(encoding="utf-8") + words, encoding="utf-8")


OBSERVATIONS = TABLES["core.observation"]
TOUCHED = {
    "a file added": lambda p: (p.raw / "new.txt").write_text("In 2019 Datang made 3 million pairs of socks."),
    "a file added in a folder": lambda p: shutil.copytree(p.raw, p.raw / "again"),
    "a file changed": lambda p: appended(p.raw / "datang-2023.txt"),
    "a file changed, size and time kept": lambda p: same_size_and_time(p.raw / "qingshanhu-2023.txt"),
    "a file renamed": lambda p: (p.raw / "datang-2023.txt").rename(p.raw / "other.txt"),
    "a file removed": lambda p: (p.raw / "datang-2023.txt").unlink(),
    "sources.csv edited": lambda p: appended(p.raw / "sources.csv", "gone.txt,,,,2020-01-01,\n"),
    "sources.csv removed": lambda p: (p.raw / "sources.csv").unlink(),
    "the vocabulary edited": lambda p: appended(p.raw / "vocabulary" / "units.toml", "# one\n"),
    "the vocabulary grown": lambda p: (p.raw / "vocabulary" / "places.toml").write_text("# none\n"),
    "the corrections edited": lambda p: (p.raw / "corrections.toml").write_text(CORRECTION),
    "a table damaged": lambda p: damaged(p.layout.parquet(OBSERVATIONS)),
    "a table missing": lambda p: p.layout.parquet(OBSERVATIONS).unlink(),
    "a bucket of texts missing": lambda p: next(p.layout.texts.glob("*.parquet")).unlink(),
    "the note of a table missing": lambda p: p.layout.state(OBSERVATIONS.full_name).unlink(),
    "the list of files missing": lambda p: p.layout.manifest.unlink(),
    "the readings missing": lambda p: shutil.rmtree(p.layout.readings),
    "the warehouse missing": lambda p: p.layout.database.unlink(),
    "the warehouse replaced": lambda p: shutil.copy(p.raw / "sources.csv", p.layout.database),
    "a foreign log beside the warehouse": lambda p: Path(f"{p.layout.database}.wal").write_bytes(b"not ours"),
    "the report missing": lambda p: shutil.rmtree(p.layout.report),
    "a page of the report missing": lambda p: (p.layout.report / "index.html").unlink(),
}


@pytest.mark.parametrize("touch", TOUCHED.values(), ids=TOUCHED)
def test_whatever_is_touched_starts_a_run(done, touch):
    assert nothing_new(done.layout, inputs_of(done.raw))
    touch(done)
    assert not nothing_new(done.layout, inputs_of(done.raw))


def test_a_run_is_started_where_one_is_needed(done, runs):
    TOUCHED["a file added"](done)
    build(done)
    assert len(runs) == 1


def test_other_code_starts_a_run(done, monkeypatch):
    monkeypatch.setattr(standing, "code_fingerprint", lambda *packages: "of another version")
    assert not nothing_new(done.layout, inputs_of(done.raw))


def test_another_folder_with_the_same_files_starts_a_run(done, tmp_path):
    done.raw.rename(tmp_path / "elsewhere")
    assert not nothing_new(done.layout, inputs_of(tmp_path / "elsewhere"))


def test_words_in_a_folder_elsewhere_are_looked_at(done, tmp_path):
    (done.raw / "vocabulary").rename(tmp_path / "words")
    (done.raw / "vocabulary").symlink_to(tmp_path / "words")
    before = inputs_of(done.raw)
    (tmp_path / "words" / "units.toml").write_text("# others\n", encoding="utf-8")
    assert inputs_of(done.raw) != before


def test_a_run_that_failed_is_tried_again(done, monkeypatch, capsys):
    monkeypatch.setattr(running, "run_build", lambda *how: Built("", "it failed", 0))
    assert build(done, "--full") == 1
    assert not nothing_new(done.layout, inputs_of(done.raw))


def test_what_changes_while_a_run_is_under_way_is_new_to_the_next(done, monkeypatch):
    def run(*how):
        TOUCHED["a file added"](done)
        return Built("", None, 0)

    monkeypatch.setattr(running, "run_build", run)
    assert build(done, "--full") == 0
    assert not nothing_new(done.layout, inputs_of(done.raw))


def test_a_damaged_note_starts_a_run(done):
    done.layout.state("build").write_text("[]", encoding="utf-8")
    assert not nothing_new(done.layout, inputs_of(done.raw))
    forget_standing(done.layout)
    assert not nothing_new(done.layout, inputs_of(done.raw))
