"""`clusterbook extract`: every kind of row, with offsets into the text of the file."""

import json
from pathlib import Path

import pytest

from pipelines.cli import main

TEXT = (
    "Datang socks\n\nIn 2022 Datang Town in Zhuji, Zhejiang made 25 billion pairs of socks, up 3.5 percent, "
    "70 percent of the national market. See page 7 of 12. About 60 percent of its output is exported.\n"
)
KINDS = ("observations", "channels", "quantities", "periods", "places", "rejections")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "datang-2022.txt"
    path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,published\ndatang-2022.txt,2023-01-05\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("what", KINDS)
def test_every_row_quotes_the_text_of_its_article(article: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(article), "--what", what]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    for row in rows:
        assert row["article_id"] == "datang-2022"
        assert TEXT[row["start"] : row["end"]] == row["quote"]


@pytest.mark.parametrize("what", KINDS)
def test_a_table_is_printed_for_people(article: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(article.parent), "--what", what, "--format", "table"]) == 0
    assert "datang-2022" in capsys.readouterr().out


def test_an_observation_has_numbers_dates_and_the_other_names_of_its_subject(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["extract", str(article)])
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first["value"] == 25_000_000_000
    assert (first["unit"], first["indicator"], first["period_start"]) == ("pair", "output_volume", "2022-01-01")
    assert isinstance(first["subject_aliases"], list)


def test_a_given_date_wins_over_the_sidecar(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text("Last year the town made 25 billion pairs of socks.", encoding="utf-8")
    main(["extract", str(article), "--published-on", "2015-06-01"])
    assert json.loads(capsys.readouterr().out.splitlines()[0])["time_period"] == "2014"
