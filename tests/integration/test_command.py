"""The `clusterbook` command as a user types it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from pipelines.cli import main
from pipelines.cli.extract import article_id
from pipelines.tables.catalogue import TABLES
from tests.conftest import SAMPLE

ARTICLE = str(SAMPLE / "qingshanhu-2023.txt")


def run(capsys, *words) -> tuple[int, str, str]:
    try:
        status = main([str(word) for word in words])
    except SystemExit as end:
        status = end.code
    out, err = capsys.readouterr()
    return status, out, err


def test_extract_prints_the_columns_of_the_contract(capsys):
    status, out, _ = run(capsys, "extract", ARTICLE)
    assert status == 0
    rows = [json.loads(line) for line in out.splitlines()]
    columns = {column.name for column in TABLES["core.observation"].columns}
    assert columns - {"observation_id", "document_id", "cluster_id"} <= set(rows[0])
    text = (SAMPLE / "qingshanhu-2023.txt").read_text(encoding="utf-8")
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert {row["article_id"] for row in rows} == {"qingshanhu-2023"}
    output = next(row for row in rows if row["indicator"] == "output_volume" and row["value"] == 1_000_000_000)
    assert (output["qualifier"], output["unit"], output["value_low"], output["value_high"]) == (
        "more_than",
        "piece",
        1_000_000_000,
        None,
    )
    employees = next(row for row in rows if row["indicator"] == "employees")
    assert employees["period_end"] == "2023-08-08"  # from sources.csv beside the file


@pytest.mark.parametrize("what", ["channels", "quantities", "periods", "places", "rejections"])
@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_extract_prints_every_kind(capsys, what, form):
    status, out, _ = run(capsys, "extract", ARTICLE, "--what", what, "--format", form)
    assert status == 0
    assert len(out.splitlines()) > 2


def test_extract_takes_the_date_it_is_given(capsys):
    _, out, _ = run(capsys, "extract", ARTICLE, "--published-on", "2019-05-05")
    assert any(json.loads(line)["period_end"] == "2019-05-05" for line in out.splitlines())


def test_extract_reads_a_folder_and_tells_of_what_it_cannot_read(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("In 2019 Datang made 3 million pairs of socks.", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text("In 2020 Datang made 4 million pairs of socks.", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 nothing")
    status, out, err = run(capsys, "extract", tmp_path)
    assert status == 1
    assert {json.loads(line)["article_id"] for line in out.splitlines()} == {"a", "sub/b"}
    assert len(err.splitlines()) == 1
    assert "c.pdf" in err


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.txt", "a"), ("a/b.html.gz", "a/b"), ("all.jsonl#7", "all#7"), ("v1.2.txt", "v1.2"), ("plain", "plain")],
)
def test_articles_are_called_by_their_path_without_suffixes(path, name):
    assert article_id(path) == name


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["extract"],
        ["extract", "no-such-file.txt"],
        ["extract", ARTICLE, "--what", "dreams"],
        ["extract", ARTICLE, "--published-on", "yesterday"],
        ["build", "--raw", "no-such-folder"],
        ["build", "--workers", "0"],
        ["sql", "SELECT 1", "--format", "parquet"],
        ["sql", " "],
        ["describe", "no_such_table"],
        ["evaluate", "no-such-folder"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(capsys, words):
    status, _, err = run(capsys, *words)
    assert status == 2
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["sql", "SELECT * FROM nothing"], "the query failed"),
        (["sql", "SELECT * FROM read_csv('/etc/hostname')"], "the query failed"),
        (["explain", "ffffffffffffffff0"], "no observation"),
    ],
)
def test_a_mistake_gets_one_sentence(capsys, built, words, says):
    status, _, err = run(capsys, *words, "--warehouse", built.warehouse)
    assert status == 1
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_no_warehouse_says_what_to_do(capsys, tmp_path):
    status, _, err = run(capsys, "sql", "SELECT 1", "--warehouse", tmp_path)
    assert status == 1
    assert "clusterbook build" in err


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_sql_prints_rows(capsys, built, form):
    query = "SELECT unit, value, period_end FROM core.observation WHERE quote = '60,000 employees'"
    status, out, _ = run(capsys, "sql", query, "--format", form, "--warehouse", built.warehouse)
    assert status == 0
    assert "person" in out
    assert "60,000" in out if form == "table" else "60000" in out


def test_sql_writes_the_file_it_is_asked_for(capsys, built, tmp_path):
    import pyarrow.parquet as pq

    target = tmp_path / "o.parquet"
    words = ("sql", "FROM core.observation", "--format", "parquet", "-o", target, "--warehouse", built.warehouse)
    assert run(capsys, *words)[0] == 0
    assert pq.read_table(target).num_rows == built.sql("SELECT count(*) FROM core.observation")[0][0]


def test_explain_marks_the_figure_in_its_sentence(capsys, built):
    ((identity,),) = built.sql("SELECT observation_id FROM core.observation WHERE quote = '60,000 employees'")
    status, out, _ = run(capsys, "explain", identity, "--warehouse", built.warehouse)
    assert status == 0
    assert "[60,000 employees]" in out
    assert "www.ztcloth.com" in out
    assert "employees" in out


def test_every_fact_of_the_marts_can_be_explained(capsys, built):
    for (identity,) in built.sql("SELECT evidence_id FROM marts.evidence ORDER BY ALL LIMIT 25"):
        status, out, err = run(capsys, "explain", identity, "--warehouse", built.warehouse)
        assert (status, err) == (0, "")
        assert "[" in out


def test_describe_knows_every_table_and_column(capsys):
    status, out, _ = run(capsys, "describe")
    assert status == 0
    assert all(name in out for name in TABLES)
    for name, table in TABLES.items():
        status, out, _ = run(capsys, "describe", name)
        assert status == 0
        assert all(column.name in out for column in table.columns)


def test_help_has_an_example_for_each_command(capsys):
    from pipelines.cli import parser

    commands = next(action for action in parser()._actions if action.choices and "build" in action.choices)
    for name in commands.choices:
        status, out, _ = run(capsys, name, "--help")
        assert status == 0
        assert f"clusterbook {name}" in out.partition("example")[2], name


def start(*words, cwd, home):
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", *map(str, words)],
        cwd=cwd,
        env=os.environ | {"DAGSTER_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_build_prints_a_summary_and_its_run_stands_in_the_instance(project, tmp_path):
    import dagster as dg

    home = tmp_path / "home"
    child = start("build", "--raw", project.raw, "--warehouse", project.warehouse, cwd=SAMPLE.parent, home=home)
    out, err = child.communicate(timeout=240)
    assert (child.returncode, err) == (0, "")
    assert "5 in 5 files (all read now)" in out
    assert "45,000,000,000 CNY" in out
    assert str(project.layout.database) in out
    assert not any(ord(character) == 27 for character in out)  # no colours off a terminal
    with dg.DagsterInstance.from_config(str(home)) as instance:
        (record,) = instance.get_runs()
        assert (record.job_name, record.status) == ("build", dg.DagsterRunStatus.SUCCESS)


def test_an_interrupted_build_says_so_and_the_next_one_ends_it(project, tmp_path):
    words = ("build", "--raw", project.raw, "--warehouse", project.warehouse)
    child = start(*words, cwd=SAMPLE.parent, home=tmp_path / "home")
    deadline = time.monotonic() + 120
    while not (project.warehouse / "cache").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=150)
    assert child.returncode in (0, 130), err  # 0: it was done before the signal came
    assert "Traceback" not in err
    child = start(*words, cwd=SAMPLE.parent, home=tmp_path / "home")
    _, err = child.communicate(timeout=240)
    assert (child.returncode, err) == (0, "")
