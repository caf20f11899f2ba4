"""Reading pages, PDF, Word and web archives through the sandbox."""

import gzip
import io
import time
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest
from lxml.html import fromstring
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from pipelines.sources import Limits, RejectedFile, SourceArticle, read_folder
from pipelines.sources.page_lines import left_out, page_lines
from pipelines.sources.pages import read_page

FIRST = "The town of Zhili has 7,500 mills, which made 1.4 billion pieces of children's wear last year."
SECOND = "Its output value rose by 12 percent to 45 billion yuan, officials said on Tuesday."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Zhili grows | Silk News</title>
<meta property="article:published_time" content="2023-08-08T10:00:00Z">
<meta property="og:site_name" content="Silk News">
<link rel="canonical" href="https://news.example/zhili"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/p">Products (8)</a></li></ul></nav>
<article><h1>Zhili grows</h1><p>{FIRST}</p><p>{SECOND}</p></article>
<aside><a href="/old">January 6, 2012: 99 other mills</a></aside>
<footer>Copyright 2023. Tel 0571-888888</footer></body></html>"""


def pdf(*pages: str, password: str | None = None) -> bytes:
    """Write a PDF with the given lines on its pages."""
    writer = pypdf.PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj T* " for line in text.replace("(", r"\(").replace(")", r"\)").split("\n"))
        stream.set_data(f"BT /F1 12 Tf 14 TL 50 800 Td {shown}ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_of_cells(*rows: tuple[str, ...]) -> bytes:
    """Write a PDF whose page has a table, each cell a piece of text of its own; a row of one cell is a line."""
    shown = "".join(
        f"1 0 0 1 {50 + 120 * column} {800 - 16 * row} Tm ({cell}) Tj "
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    )
    writer = pypdf.PdfReader(io.BytesIO(pdf("")))
    page = writer.pages[0]
    out = pypdf.PdfWriter()
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf {shown}ET".encode())
    copy = out.add_page(page)
    copy[NameObject("/Contents")] = out._add_object(stream)
    written = io.BytesIO()
    out.write(written)
    return written.getvalue()


def warc(*records: tuple[str, str, bytes]) -> bytes:
    """Write a web archive, each record in a gzip member of its own, as Common Crawl does."""
    out = b""
    for kind, uri, block in records:
        content = "text/plain" if kind == "conversion" else "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2023-09-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(out):012d}>\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return out


def response(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def read(folder: Path, **files: bytes) -> dict[str, SourceArticle | RejectedFile]:
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return {item.path: item for item in read_folder(folder)}


def test_a_page_gives_its_article_without_menu_and_notice(tmp_path: Path) -> None:
    found = read(tmp_path, a__html=PAGE.encode())["a.html"]
    assert FIRST in found.text
    assert SECOND in found.text
    assert not any(words in found.text for words in ("Products", "Copyright", "Home"))


def test_what_is_left_out_of_a_page_is_told_line_by_line() -> None:
    found = read_page(PAGE.encode(), "a.html", Limits())
    assert found.left_out.splitlines() == [
        "Home",
        "Products (8)",
        "January 6, 2012: 99 other mills",
        "Copyright 2023. Tel 0571-888888",
    ]


def test_every_word_of_a_page_is_in_its_text_or_left_out() -> None:
    table = "<table><tr><td>Year</td><td>Mills</td></tr><tr><td>2022</td><td>7,400</td></tr></table>"
    button = f"<p>{FIRST} <button>Share this story</button></p>"
    page = PAGE.replace(f"<p>{FIRST}</p>", button + table + "<p hidden>3</p><script>var x = 45</script>")
    found = read_page(page.encode(), "a.html", Limits())
    seen = f"{found.text}\n{found.left_out}"
    for words in ("Home", "Zhili grows", FIRST, "Share this story", "2022", "7,400", "3", SECOND, "0571-888888"):
        assert words in seen
    assert FIRST not in found.left_out
    assert "var x" not in seen


def test_a_page_of_many_lines_is_compared_in_little_time() -> None:
    lines = "".join(f"<li>{number} mills of the town of Zhili" for number in range(20_000))
    started = time.process_time()
    found = left_out(page_lines(fromstring(f"<ul>{lines}</ul>")), f"{FIRST}\n" * 10_000, Limits())
    assert len(found.splitlines()) == 20_000
    assert time.process_time() - started < 3


def test_a_page_says_its_title_date_address_and_publisher() -> None:
    found = read_page(PAGE.encode(), "a.html", Limits())
    assert (found.title, found.publisher, found.source_url) == (
        "Zhili grows",
        "Silk News",
        "https://news.example/zhili",
    )
    assert (found.published_on, found.published_basis, found.language) == (date(2023, 8, 8), "page_metadata", "en")


@pytest.mark.parametrize(
    "stated",
    [
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2023-08-08T01:00+08:00"}</script>',
        '<script type="application/ld+json">{"@graph":[{"@type":["Article"],"datePublished":"2023-08-08"}]}</script>',
        '<meta name="pubdate" content="20230808">',
        '<meta itemprop="datePublished" content="2023/08/08">',
        '<meta name="date" content="Aug 8, 2023">',
    ],
)
def test_a_date_is_taken_where_a_page_states_it(stated: str) -> None:
    page = f"<html><head>{stated}</head><body><p>{FIRST}</p></body></html>"
    assert read_page(page.encode(), "a.html", Limits()).published_on == date(2023, 8, 8)


def test_a_date_that_stands_anywhere_else_on_a_page_is_not_taken() -> None:
    page = f"<html><body><p>{FIRST}</p><aside>January 6, 2012</aside><time datetime='2012-01-06'>x</time></body></html>"
    assert read_page(page.encode(), "a.html", Limits()).published_on is None


@pytest.mark.parametrize(
    ("printed", "dated"),
    [
        ("<div class=meta>By Li Mei · 8 August 2023 · 1,234 views</div>", date(2023, 8, 8)),
        ("<div class=byline><span>Source: Silk News</span> <span>2023-08-08 10:15</span></div>", date(2023, 8, 8)),
        ("<div class=author-info>发布时间：2023年8月8日</div>", date(2023, 8, 8)),
        ("<div class=meta>Share</div>", None),
    ],
)
def test_a_byline_that_is_no_part_of_the_article_still_dates_it(
    tmp_path: Path, printed: str, dated: date | None
) -> None:
    site = "<div>Tuesday, 3 October 2023</div><nav><ul><li>Home<li>News</ul></nav>"
    story = f"<p>{FIRST}</p><p>{SECOND}</p><p>So says {FIRST}</p><p>And {SECOND}</p>"
    more = "<footer>Older: 6 January 2012</footer>"
    page = f"<html><body>{site}<article><h1>Zhili grows</h1>{printed}{story}</article>{more}"
    found = read(tmp_path, a__html=page.encode())["a.html"]
    assert (found.published_on, found.published_basis) == (dated, "byline" if dated else "unknown")
    assert FIRST in found.text


@pytest.mark.parametrize(("codec", "named"), [("gb18030", "gb2312"), ("big5hkscs", "big5"), ("cp1252", "iso-8859-1")])
def test_a_page_is_read_in_the_encoding_it_declares(codec: str, named: str) -> None:
    words = "the café’s output" if codec == "cp1252" else "二〇一〇年，全省件數上升百分之十八。"
    page = f'<html><head><meta charset="{named}"></head><body><p>{words} {FIRST}</p></body></html>'
    assert words in read_page(page.encode(codec), "a.html", Limits()).text


def test_a_page_whose_declaration_is_wrong_is_read_by_its_bytes() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>“{FIRST}” 织里童装产量增长。</p></body></html>'
    assert "织里童装产量增长" in read_page(page.encode(), "a.html", Limits()).text


def test_a_text_file_that_holds_a_page_is_read_as_one(tmp_path: Path) -> None:
    assert read(tmp_path, a__txt=PAGE.encode())["a.txt"].format == "html"


def test_a_pdf_is_read_across_lines_and_pages_without_its_running_heads(tmp_path: Path) -> None:
    pages = [
        f"Yearbook of Silk\n{line}\nPage {number}" for number, line in enumerate((FIRST, SECOND, FIRST, SECOND), 1)
    ]
    found = read(tmp_path, a__pdf=pdf(*pages), b__pdf__gz=gzip.compress(pdf(FIRST.replace("1.4 ", "1.4\n"))))
    assert found["a.pdf"].text.splitlines() == [FIRST, SECOND, FIRST, SECOND]
    assert found["b.pdf.gz"].text == FIRST
    assert found["a.pdf"].left_out.splitlines() == [
        line for number in range(1, 5) for line in ("Yearbook of Silk", f"Page {number}")
    ]
    assert found["b.pdf.gz"].left_out == ""


def test_a_word_file_gives_paragraphs_and_table_rows_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(FIRST)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Output", "45 billion yuan"
    document.add_paragraph(SECOND)
    document.core_properties.title = "Zhili grows"
    document.save(str(tmp_path / "a.docx"))
    (found,) = read_folder(tmp_path)
    assert (found.title, found.text) == ("Zhili grows", f"{FIRST}\n| Output | 45 billion yuan |\n{SECOND}")


def test_running_heads_notes_and_text_boxes_of_a_word_file_are_told_apart(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    document = docx.Document()
    document.add_paragraph(FIRST)
    document.sections[0].header.paragraphs[0].text = "Yearbook of Silk"
    document.sections[0].footer.paragraphs[0].text = "Page 7"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    box = f'<w:p xmlns:w="{space}"><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>99 mills in a box</w:t></w:r></w:p>'
    document.element.body.insert(0, parse_xml(f"{box}</w:txbxContent></w:pict></w:r></w:p>"))
    file = io.BytesIO()
    document.save(file)
    found = read(tmp_path, a__docx=file.getvalue())["a.docx"]
    assert found.text == FIRST
    assert sorted(found.left_out.splitlines()) == ["99 mills in a box", "Page 7", "Yearbook of Silk"]


def test_a_web_archive_gives_an_article_a_page(tmp_path: Path) -> None:
    archive = warc(
        ("response", "https://news.example/zhili", response(PAGE.encode())),
        ("response", "https://news.example/gone", response(b"<html>Not found</html>", status="404 Not Found")),
        ("response", "https://news.example/logo.png", response(b"\x89PNG", kind="image/png")),
        ("response", "https://news.example/empty", response(b"<html><body></body></html>")),
        ("conversion", "https://silk.example/wet", f"{FIRST}\n{SECOND}".encode()),
    )
    found = read(tmp_path, a__warc__gz=archive)
    assert {path: getattr(item, "reason_code", "article") for path, item in found.items()} == {
        "a.warc.gz#1": "article",
        "a.warc.gz#4": "no_text",
        "a.warc.gz#5": "article",
    }
    assert found["a.warc.gz#1"].published_on == date(2023, 8, 8)
    assert (found["a.warc.gz#5"].publisher, found["a.warc.gz#5"].text) == ("silk.example", f"{FIRST}\n{SECOND}")


def test_a_packed_answer_in_a_web_archive_is_unpacked(tmp_path: Path) -> None:
    chunk = gzip.compress(PAGE.encode())
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    block = head.encode() + f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n0\r\n\r\n"
    found = read(tmp_path, a__warc=gzip.decompress(warc(("response", "https://news.example/zhili", block))))
    assert FIRST in found["a.warc#1"].text


def test_a_page_that_a_browser_saved_keeps_its_address() -> None:
    page = f"<!-- saved from url=(0026)https://silk.example/zhili -->\n<html><body><p>{FIRST}</p></body></html>"
    assert read_page(page.encode(), "a.html", Limits()).source_url == "https://silk.example/zhili"


def test_a_file_that_kills_its_reader_costs_that_file_alone(tmp_path: Path) -> None:
    names = [f"{n}.html" for n in range(3)]
    for name in names:
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "1.html").write_text("<html><body>" + "<div>" * 1_000_000 + FIRST)
    found = {item.path: item for item in read_folder(tmp_path)}
    assert isinstance(found["1.html"], RejectedFile)
    assert found["0.html"].text == found["2.html"].text


def test_a_table_of_a_pdf_keeps_its_rows(tmp_path: Path) -> None:
    table = pdf_of_cells(
        ("Firms and workers of the knitting towns in 2018.",),
        ("Town", "Firms", "Workers"),
        ("Changshu", "5,100", "210,000"),
        ("Puyuan", "8,000", "100,000"),
        ("The towns will publish more in spring.",),
    )
    assert read(tmp_path, a__pdf=table)["a.pdf"].text.splitlines() == [
        "Firms and workers of the knitting towns in 2018.",
        "| Town | Firms | Workers |",
        "| Changshu | 5,100 | 210,000 |",
        "| Puyuan | 8,000 | 100,000 |",
        "The towns will publish more in spring.",
    ]


def test_a_locked_pdf_is_refused_as_such(tmp_path: Path) -> None:
    assert read(tmp_path, a__pdf=pdf(FIRST, password="secret"))["a.pdf"].reason_code == "encrypted"
