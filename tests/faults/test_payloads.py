"""Nothing that an article, a name, a correction or a word of the vocabulary says can run: pages, sheets, terminal."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from pipelines.cli import main
from pipelines.cli.console import json_line
from tests.conftest import Project
from tests.faults.payloads import FORMULAS, MARKUP, RUN, STEERING, write_folder

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("hostile")
    write_folder(root / "raw")
    project = Project(root / "raw", root / "warehouse")
    assert project.build().success
    return project


def test_there_are_many_kinds_and_they_arrive(hostile: Project) -> None:
    assert len(MARKUP) + len(FORMULAS) + len(STEERING) >= 40
    titles = {title for (title,) in hostile.sql("SELECT title FROM core.document")}
    assert {" ".join(payload.split()) for payload in MARKUP.values()} <= titles
    for place in (
        "core.document.publisher",
        "core.document.source_url",
        "core.source_file.path",
        "core.sentence.text",
        "core.observation.subject",
        "core.correction.author",
    ):
        table, _, column = place.rpartition(".")
        found = hostile.sql(f"SELECT count(*) FROM {table} WHERE contains({column}, '{RUN}')")
        assert found[0][0], f"no payload reached {place}"


def test_a_page_of_the_report_holds_no_element_or_address_of_an_article(hostile: Project) -> None:
    files = list((hostile.warehouse / "report").rglob("*.html"))
    assert len(files) > 30
    for file in files:
        page = file.read_text(encoding="utf-8")
        for kind, script in re.findall(r"<script([^>]*)>(.*?)</script", page, flags=re.S):
            assert RUN not in script or kind.startswith(' type="application/json"'), file
        own = re.sub(r'<(style|script)(?: type="application/json" id="data")?>.*?</\1>', "", page, flags=re.S)
        assert not re.search(r"<(script|iframe|object|embed|base|math|img)\b", own), file
        assert not re.search(r"<[a-z][^<>]*\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', own)), file
        assert not re.search(r'(?:href|src|action)="\s*(?!https?:|#)[a-z\s]+:', own, re.I), file


def cells_of_csv(folder: Path) -> Iterator[tuple[str, str]]:
    for file in folder.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield from ((file.name, cell) for row in csv.reader(stream) for cell in row)


def test_no_cell_of_an_export_is_a_formula(hostile: Project, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    there = ["--warehouse", str(hostile.warehouse)]
    for form in ("csv", "xlsx"):
        assert main(["export", str(tmp_path / form), "--format", form, *there]) == 0
    query = "SELECT * FROM core.document UNION ALL BY NAME SELECT * FROM core.correction"
    assert main(["sql", query, "--format", "csv", "-o", str(tmp_path / "sql.csv"), *there]) == 0
    capsys.readouterr()
    cells = [*cells_of_csv(tmp_path), *cells_of_csv(hostile.warehouse / "report")]
    number = re.compile(r"[-+]?[\d.]+(e[-+]?\d+)?")
    assert [cell for cell in cells if cell[1].startswith(_STARTS) and not number.fullmatch(cell[1])] == []
    assert any("=HYPERLINK" in text for _, text in cells)
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "clusterbook.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d", "b", "inlineStr"}
    links = [cell.hyperlink.target for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert all(re.match(r"https?://", link) for link in links)


def test_nothing_steers_a_terminal(
    hostile: Project, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ["--warehouse", str(hostile.warehouse)]
    commands = [["sql", f"FROM {table}", *there] for table in ("core.document", "core.source_file", "core.correction")]
    commands += [["sql", f"FROM {table}", *there] for table in ("core.observation", "core.rejected_file")]
    commands += [["sql", "FROM core.document", "--format", "json", *there], ["review", *there]]
    commands += [["sql", "SELECT 'x' AS \"\x1b[31m\u202e\"", *there]]
    ids = "SELECT observation_id FROM core.observation ORDER BY subject LIMIT 5"
    commands += [["explain", identity, *there] for (identity,) in hostile.sql(ids)]
    for what in ("observations", "places", "rejections"):
        commands.append(["extract", str(hostile.raw), "--what", what, "--format", "table"])
    commands.append(["extract", str(hostile.raw)])
    commands += [["explain", "\x1b[31mowned"], ["sql", "FROM \x1b[31mowned", *there]]
    for command in commands:
        main(command)
        out, err = capsys.readouterr()
        steering = {c for c in out + err if c != "\n" and (c in _BIDI or unicodedata.category(c) == "Cc")}
        assert steering == set(), command


@pytest.mark.parametrize("payload", STEERING.values(), ids=STEERING)
def test_a_line_of_json_says_the_same_and_steers_nothing(payload: str, capsys: pytest.CaptureFixture) -> None:
    import json

    json_line({"title": payload})
    line = capsys.readouterr().out.removesuffix("\n")
    assert json.loads(line) == {"title": payload}
    assert not any(c in _BIDI or unicodedata.category(c) == "Cc" for c in line)


def test_the_payloads_would_run() -> None:
    """So that the tests above are not green for want of a payload."""
    assert all(RUN in MARKUP[name] for name in ("script", "image", "svg", "link"))
