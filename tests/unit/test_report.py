"""The report: every figure leads to its words, and nothing an article brings can run."""

import multiprocessing
import re
from pathlib import Path

import pytest

from pipelines.report import charts
from pipelines.report.charts import Bar, Painter, bars_spec
from pipelines.report.marking import Mark, segments
from pipelines.report.pages import Limits, write_report
from tests.unit.small_warehouse import CLUSTER, DOCUMENT, TEXT, small_warehouse, texts

PAYLOAD = "<img src=x onerror=alert(1)>"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    write_report(small_warehouse(), texts, tmp_path / "report")
    return tmp_path / "report"


def test_every_figure_of_a_cluster_links_to_its_mark(report: Path) -> None:
    page = (report / "clusters" / f"{CLUSTER}.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="\.\./(articles/[^"#]+)#([^"]+)"', page))
    assert {anchor for _, anchor in links} >= {"o1", "o2", "c1"}
    for path, anchor in links:
        assert f'id="{anchor}"' in (report / path).read_text(encoding="utf-8")


def test_the_mark_holds_the_very_words(report: Path) -> None:
    page = (report / "articles" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    assert re.search(r'id="o2" class="anchor"></a><mark class="used"[^>]*>more than 1 billion pieces</mark>', page)
    assert re.search(r'title="not used: a page number"[^>]*>7</mark>', page)


def test_links_between_pages_exist(report: Path) -> None:
    for page in report.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8")):
            assert (page.parent / address).resolve().exists(), f"{page.name} links to {address}"


def test_a_copy_leads_to_the_first_of_its_story_where_that_has_a_page(tmp_path: Path) -> None:
    connection = small_warehouse()
    connection.execute("insert into core.document select d.* replace ('c0b1' as document_id) from core.document d")
    connection.execute("delete from core.document_copy")
    connection.execute("insert into core.document_copy values ('d0c1', 'c0b1', 1.0, []), ('c0b1', 'c0b1', 1.0, [])")

    def page(articles: int) -> str:
        write_report(connection, lambda ids: dict.fromkeys(ids, TEXT), tmp_path, limits=Limits(articles=articles))
        return (tmp_path / "articles" / f"{DOCUMENT}.html").read_text(encoding="utf-8")

    assert '<a href="c0b1.html">a copy of this story</a>' in page(articles=2)
    assert "a copy of this story" not in page(articles=1)


def test_markup_in_titles_names_and_texts_is_escaped(tmp_path: Path) -> None:
    write_report(small_warehouse(title=PAYLOAD, name=PAYLOAD), texts, tmp_path / "report")
    for page in (tmp_path / "report").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<img" not in html
        assert "<script>alert" not in html
        assert "javascript:" not in re.sub(r"[^\"]*&#34;|>[^<]*<", "", html)


def test_what_was_left_out_of_the_page_stands_under_the_article(tmp_path: Path) -> None:
    write_report(small_warehouse(), texts, tmp_path / "report", left_out=lambda ids: {DOCUMENT: f"Home\n{PAYLOAD}"})
    html = (tmp_path / "report" / "articles" / f"{DOCUMENT}.html").read_text(encoding="utf-8")
    assert "2 lines of the file that are no part of the article" in html
    assert "<li>Home</li><li>&lt;img src=x onerror=alert(1)&gt;</li>" in html


def test_a_policy_allows_only_the_reports_own_style_and_script(report: Path) -> None:
    html = (report / "index.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in html
    assert "unsafe-inline" not in html
    assert not re.search(r'(?:src|href)="https?:', html)


def test_writing_again_replaces_the_old_report_whole(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "stale.html").write_text("old")
    write_report(small_warehouse(), texts, folder)
    assert not (folder / "stale.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_cluster_beyond_the_limit_is_listed_without_a_page(tmp_path: Path) -> None:
    write_report(small_warehouse(), texts, tmp_path / "report", limits=Limits(clusters=0))
    assert "Testville knitwear" in (tmp_path / "report" / "clusters.html").read_text(encoding="utf-8")
    assert not (tmp_path / "report" / "clusters").exists()


def test_segments_give_back_the_text_and_name_nested_marks() -> None:
    marks = [
        Mark(0, 30, "furniture", "f", "page furniture"),
        Mark(14, 25, "used", "a", "x"),
        Mark(14, 19, "period", "b", "y"),
    ]
    cut = segments(TEXT, marks)
    assert "".join(s.text for s in cut) == TEXT
    assert [s.kind for s in cut[:4]] == ["furniture", "used", "used", "furniture"]
    assert set(cut[1].first_of) == {"a", "b"}


def test_the_home_page_says_what_the_last_publish_changed(tmp_path: Path) -> None:
    change = {
        "table": "cluster_output",
        "key": "cn-360111-knitwear, knitwear, output_value",
        "column": "value",
        "before": 45_000_000_000,
        "after": None,
        "cause": "removed article",
    }
    write_report(small_warehouse(), texts, tmp_path / "report", changes=[change])
    home = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "What the last publish changed" in home
    assert "<td>45 billion</td><td>none</td><td>removed article</td>" in home


def test_a_list_of_ten_thousand_clusters_is_paged(tmp_path: Path) -> None:
    connection = small_warehouse()
    connection.execute(
        "insert into marts.cluster select c.* replace ('c' || i as cluster_id, 'Place ' || i as name) "
        "from marts.cluster c, range(10000) t(i)"
    )
    report = write_report(connection, texts, tmp_path / "report", limits=Limits(clusters=20))
    page = (tmp_path / "report" / "clusters.html").read_text(encoding="utf-8")
    assert page.count("<tr>") <= 102
    assert "10,001 clusters" in page
    assert report.bytes < 5_000_000


def test_a_page_whose_rows_did_not_change_is_kept_and_one_whose_rows_did_is_written_anew(tmp_path: Path) -> None:
    connection, folder = small_warehouse(), tmp_path / "report"
    cluster, article = (f"clusters/{CLUSTER}.html", f"articles/{DOCUMENT}.html")

    def written() -> tuple[tuple[int, str], tuple[int, str]]:
        write_report(connection, texts, folder, cache=tmp_path / "cache", code="1")
        return tuple(((folder / p).stat().st_ino, (folder / p).read_text(encoding="utf-8")) for p in (cluster, article))

    first = written()
    assert written() == first
    connection.execute("update marts.cluster_employment set value = 2001")
    second = written()
    assert second[1] == first[1], "nothing of the article changed"
    assert "2,001" in second[0][1]
    connection.execute("update core.rejected_mention set reason = 'another reason'")
    assert "another reason" in written()[1][1]
    (folder / article).unlink()
    assert "another reason" in written()[1][1], "a page that is gone is written again"


def test_kept_pages_are_those_that_a_new_report_has(tmp_path: Path) -> None:
    connection = small_warehouse()
    write_report(connection, texts, tmp_path / "kept", cache=tmp_path / "cache")
    connection.execute("update core.document set title = 'Another title'")
    connection.execute("update marts.evidence set title = 'Another title'")
    write_report(connection, texts, tmp_path / "kept", cache=tmp_path / "cache")
    write_report(connection, texts, tmp_path / "new")
    pages = {path.relative_to(tmp_path / "new") for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert pages == {path.relative_to(tmp_path / "kept") for path in (tmp_path / "kept").rglob("*") if path.is_file()}
    for page in pages:
        assert (tmp_path / "kept" / page).read_bytes() == (tmp_path / "new" / page).read_bytes()


def test_a_page_of_a_part_says_so(tmp_path: Path) -> None:
    connection = small_warehouse()
    connection.execute(
        "insert into core.observation select o.* replace ('x' || i as observation_id) "
        "from core.observation o, range(300) t(i) where observation_id = 'o1'"
    )
    write_report(connection, texts, tmp_path / "report")
    page = (tmp_path / "report" / "clusters" / f"{CLUSTER}.html").read_text(encoding="utf-8")
    assert "The 200 best supported of 302 statements" in page


def test_pictures_drawn_on_other_processes_are_those_drawn_here() -> None:
    specs = [bars_spec([Bar(f"Town {n}", 0.1 * n, "some")], title="T", unit="people", citation="C") for n in range(8)]
    painter = Painter(workers=1)
    try:
        painter.begin({str(number): spec for number, spec in enumerate(specs)})
        for number in (0, 7):
            assert painter.draw(str(number), specs[number]) == charts.draw(specs[number])
    finally:
        painter.close()


def test_a_picture_whose_process_was_killed_is_drawn_here() -> None:
    spec = bars_spec([Bar("Town", 0.1, "some")], title="T", unit="people", citation="C")
    painter = Painter(workers=1)
    try:
        painter.begin(dict.fromkeys(map(str, range(8)), spec))
        for child in multiprocessing.active_children():
            child.kill()
        assert painter.draw("7", spec) == charts.draw(spec)
    finally:
        painter.close()


def test_a_picture_of_the_same_figures_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = small_warehouse()
    connection.execute("update core.observation set statement_kind = 'actual', period_end = date '2020-12-31'")
    connection.execute(
        "insert into core.observation select o.* replace ('later' as observation_id, period_end + 400 as period_end) "
        "from core.observation o where observation_id = 'o1'"
    )
    drawn: list[str] = []
    monkeypatch.setattr(charts, "draw", lambda spec: drawn.append(str(spec)) or f"<svg>{len(drawn)}</svg>")

    def page() -> str:
        write_report(connection, texts, tmp_path / "report", cache=tmp_path / "cache")
        return (tmp_path / "report" / "clusters" / f"{CLUSTER}.html").read_text(encoding="utf-8")

    assert "<svg>1</svg>" in page()
    connection.execute("update marts.cluster set names = ['Testville', 'Another name']")
    assert "Another name" in (again := page())
    assert "<svg>1</svg>" in again
    connection.execute("update core.observation set value = 3000 where observation_id = 'later'")
    assert "<svg>2</svg>" in page()
    assert len(drawn) == 2
