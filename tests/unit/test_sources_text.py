"""Reading text files of a folder: names, encodings, packing, front matter, records and sidecars."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from pipelines.sources import Limits, RejectedFile, SourceArticle, read_folder
from pipelines.sources.listing import FileEntry, list_files, real_path, table_path
from pipelines.sources.records import reasons

CHINESE = "2010年1-11月份，全国针织服装产量147.67亿件，同比增长18.51%。广东省39.42亿件居首；浙江省24.99亿件。"
TRADITIONAL = "2010年1-11月份，全國針織服裝產量147.67億件，同比增加18.51%。廣東省39.42億件居首；浙江省24.99億件。"
JAPANESE = "中国のニット産業は昨年、生産額が百億円を超えた。輸出は前年に比べて増加している。"
TURKISH = "Gaziantep'te halı üretimi geçen yıl yüzde 12 arttı; ihracat 2,5 milyar doları aştı. Şehirde iş gücü büyüyor."
WESTERN = "The town’s mills – 7,500 of them – sold “children’s wear” worth £2 billion at the café."


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def articles(folder: Path, **limits: int) -> dict[str, SourceArticle | RejectedFile]:
    found = list(read_folder(folder, limits=Limits(**limits)))
    paths = [item.path for item in found]
    assert len(paths) == len(set(paths))
    return dict(zip(paths, found, strict=True))


def the_one(folder: Path, **limits: int) -> SourceArticle | RejectedFile:
    (found,) = articles(folder, **limits).values()
    return found


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (JAPANESE, "cp932"),
        (TURKISH, "cp1254"),
        (WESTERN, "cp1252"),
        (CHINESE, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32-le"),
    ],
)
def test_an_encoding_is_recognised_by_the_text_it_gives(raw: Path, text: str, codec: str) -> None:
    (raw / "a.txt").write_bytes(text.encode(codec))
    found = the_one(raw)
    assert (found.text, found.encoding) == (text, codec)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(raw: Path, codec: str) -> None:
    (raw / "a.txt").write_bytes(CHINESE.encode(codec))
    assert the_one(raw).text == CHINESE


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        (WESTERN.encode().decode("cp1252", "ignore"), None),
        (
            "The district’s output – 45 billion yuan".encode().decode("cp1252"),
            "The district’s output – 45 billion yuan",
        ),
        ("针织服装产量十亿件".encode().decode("latin-1"), "针织服装产量十亿件"),
        ("sản lượng dệt may tăng".encode().decode("latin-1"), "sản lượng dệt may tăng"),
    ],
)
def test_mojibake_is_repaired_and_the_repair_recorded(raw: Path, stored: str, meant: str | None) -> None:
    (raw / "a.txt").write_bytes(stored.encode())
    found = the_one(raw)
    if meant is not None:
        assert found.text == meant
    assert "repaired" in found.encoding


def test_curly_quotes_full_width_digits_and_accents_are_left_as_printed(raw: Path) -> None:
    printed = "“Zhili” has ７,５００ mills… and Lefèvre’s café costs ½ €"
    (raw / "a.txt").write_text(printed)
    assert (the_one(raw).text, the_one(raw).encoding) == (printed, "utf-8")


def test_line_ends_become_one_character(raw: Path) -> None:
    (raw / "a.txt").write_bytes(b"one\r\ntwo\rthree\n")
    assert the_one(raw).text == "one\ntwo\nthree\n"


def test_a_gzipped_file_reads_like_the_plain_one(raw: Path) -> None:
    (raw / "a.txt.gz").write_bytes(gzip.compress(CHINESE.encode("gb18030")) + gzip.compress(b" more"))
    assert the_one(raw).text == CHINESE + " more"


def test_names_that_are_never_articles_are_passed_over(raw: Path) -> None:
    for name in (
        "sources.csv",
        "corrections.toml",
        "README.md",
        ".hidden.txt",
        "_draft.txt",
        "vocabulary/units.txt",
        "_a/b.txt",
    ):
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text("file,title\n")
    assert articles(raw) == {}


def test_articles_come_sorted_by_path_from_folders_in_folders(raw: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt"):
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text("text")
    assert list(articles(raw)) == sorted(["b.txt", "a/z.txt", "a.txt", "a/b/c.txt"])


def test_front_matter_is_metadata_and_no_text(raw: Path) -> None:
    (raw / "a.md").write_text(
        "---\ntitle: 'Zhili'\ndate: 8 Aug 2023\nsource: news.example\n---\n# Head\n**7,500** [mills](u)\n"
    )
    found = the_one(raw)
    assert found.text == "Head\n7,500 mills\n"
    assert (found.title, found.publisher, found.published_on) == ("Zhili", "news.example", date(2023, 8, 8))
    assert found.published_basis == "front_matter"


def test_front_matter_comes_before_the_sidecar_and_the_sidecar_before_the_name(raw: Path) -> None:
    (raw / "2020-01-01-a.md").write_text("---\ndate: 2023-08-08\n---\ntext")
    (raw / "2020-01-01-b.txt").write_text("text")
    (raw / "2020-01-01-c.txt").write_text("text")
    (raw / "sources.csv").write_text(
        "file,title,published\n2020-01-01-a.md,A,2021-01-01\n2020-01-01-b.txt,B,2021-01-01\n"
    )
    found = articles(raw)
    assert [(item.title, item.published_on.year, item.published_basis) for item in found.values()] == [
        ("A", 2023, "front_matter"),
        ("B", 2021, "sidecar"),
        (None, 2020, "file_name"),
    ]


@pytest.mark.parametrize(
    ("byline", "dated"),
    [
        ("Post time: Aug-08-2023", (date(2023, 8, 8), "byline")),
        ("发布时间：2023年8月8日", (date(2023, 8, 8), "byline")),
        ("Post time: 08/09/2023", (date(2020, 1, 1), "file_name")),  # the eighth or the ninth month?
        ("In 2019 it made 3 million pairs of socks.", (date(2020, 1, 1), "file_name")),
    ],
)
def test_a_byline_comes_before_the_name_of_the_file(raw: Path, byline: str, dated: tuple[date, str]) -> None:
    (raw / "2020-01-01-datang.txt").write_text(f"Socks of Datang\n{byline}\nThe town knits socks.\n", encoding="utf-8")
    found = the_one(raw)
    assert (found.published_on, found.published_basis) == dated


def test_a_byline_comes_after_the_sidecar_and_the_metadata_of_a_page(raw: Path) -> None:
    (raw / "2020-01-01-a.txt").write_text("Socks of Datang\nPost time: Aug-08-2023\nThe town knits socks.\n")
    (raw / "sources.csv").write_text("file,published\n2020-01-01-a.txt,2021-01-01\n")
    page = "<p>Post time: Aug-08-2023</p>" + "<p>The town of Datang knits socks for half of the world.</p>" * 5
    (raw / "2020-01-01-b.html").write_text(
        f'<html><head><meta property="article:published_time" content="2022-02-02"></head><body>{page}</body></html>'
    )
    assert [(item.published_on.year, item.published_basis) for item in articles(raw).values()] == [
        (2021, "sidecar"),
        (2022, "page_metadata"),
    ]


def test_a_sidecar_row_with_a_date_nobody_understands_is_rejected_by_its_line(raw: Path) -> None:
    (raw / "a.txt").write_text("text")
    (raw / "sources.csv").write_text("file,title,published\na.txt,A,someday\n")
    found = articles(raw)
    assert found["sources.csv#2"].reason_code == "bad_date"
    assert found["a.txt"].title == "A"


def test_each_record_of_a_file_is_an_article_or_one_rejection(raw: Path) -> None:
    lines = [
        json.dumps({"text": "7,500 mills", "headline": "Zhili", "url": "https://news.example/1", "date": "2021-05-06"}),
        "{broken",
        json.dumps({"titel": "no text"}),
        json.dumps(["no", "object"]),
        '{"text": "half \\ud800"}',
    ]
    (raw / "a.jsonl").write_text("\n".join(lines))
    found = articles(raw)
    assert (found["a.jsonl#1"].title, found["a.jsonl#1"].publisher) == ("Zhili", "news.example")
    assert [found[f"a.jsonl#{n}"].reason_code for n in (2, 3, 4, 5)] == [
        "bad_record",
        "no_text_field",
        "bad_record",
        "lone_surrogate",
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_articles_is_read_in_any_encoding_and_with_any_delimiter(
    raw: Path, codec: str, delimiter: str
) -> None:
    rows = delimiter.join(["标题", "text"]) + "\r\n" + delimiter.join(["织里", f'"{CHINESE}\n第二行"']) + "\r\n"
    (raw / "a.csv").write_bytes(rows.encode(codec))
    found = articles(raw)["a.csv#1"]
    assert (found.title, found.text) == ("织里", CHINESE + "\n第二行")


STORY = "The town of Zhili has 7,500 mills."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", {"status": "ok", "articles": [{"content": STORY, "publishedAt": "2023-08-08T00:00:00Z"}]}),
        ("a.json", {"article_body": STORY, "published_date": 1691452800}),
        ("a.jsonl", {"paragraphs": STORY.split(" has "), "Published Date": "8 August 2023"}),
        ("a.jsonl", {"body": {"text": STORY}, "date": 1691452800000}),
        ("a.csv", f"sep=;\ndate;outlet;text\n2023-08-08;Silk News;{STORY}\n"),
        ("a.csv", f'"sep=,"\r\nPublication Date,Body Text\r\n2023/8/8,"{STORY}"\r\n'),
    ],
)
def test_the_usual_names_and_shapes_of_records_are_understood(raw: Path, name: str, content: object) -> None:
    (raw / name).write_text(content if isinstance(content, str) else json.dumps(content))
    (found,) = read_folder(raw)
    assert isinstance(found, SourceArticle), found
    assert found.text.replace("Zhili\n", "Zhili has ") == STORY
    assert found.published_on == date(2023, 8, 8)


def test_a_publisher_may_be_an_object_with_a_name(raw: Path) -> None:
    (raw / "a.json").write_text(json.dumps({"text": STORY, "source": {"id": None, "name": "Silk News"}}))
    (found,) = read_folder(raw)
    assert found.publisher == "Silk News"


def test_a_record_without_words_says_so(raw: Path) -> None:
    (raw / "a.jsonl").write_text('{"text": null, "title": "Zhili"}\n')
    (found,) = read_folder(raw)
    assert found.reason_code == "no_text"


def test_a_record_file_larger_than_a_chunk_keeps_every_record(raw: Path) -> None:
    (raw / "a.jsonl.gz").write_bytes(
        gzip.compress(
            "".join(json.dumps({"text": f"{n} {CHINESE}"}, ensure_ascii=False) + "\n" for n in range(5000)).encode()
        )
    )
    found = articles(raw)
    assert len(found) == 5000
    assert found["a.jsonl.gz#4999"].text == f"4998 {CHINESE}"


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "b\udcff.txt", "back\\slash.txt", "a#7", "\u202egnp.txt", "\x85.txt", "\\xff"]
)
def test_a_hostile_name_is_written_so_that_it_can_be_stored_and_found_again(tmp_path: Path, name: str) -> None:
    written = table_path(name)
    written.encode()
    assert written.isprintable()
    assert real_path(tmp_path, written) == f"{tmp_path.resolve()}/{name}"


def test_no_path_leads_out_of_the_folder(raw: Path) -> None:
    (raw.parent / "secret.txt").write_text("secret")
    (raw / "out.txt").symlink_to(raw.parent / "secret.txt")
    (raw / "round").symlink_to(raw)
    (raw / "nowhere.txt").symlink_to("nowhere.txt")
    (raw / "inside.txt").write_text("text")
    (raw / "link.txt").symlink_to("inside.txt")
    found = articles(raw)
    codes = {path: item.reason_code for path, item in found.items() if isinstance(item, RejectedFile)}
    assert codes == {"out.txt": "link_outside", "round": "link_to_folder", "nowhere.txt": "broken_link"}
    assert found["link.txt"].text == "text"


def test_listing_changes_with_the_file_even_when_size_and_time_are_kept(raw: Path) -> None:
    import os

    (raw / "a.txt").write_text("one")
    (before,) = list_files(raw)
    status = (raw / "a.txt").stat()
    (raw / "a.txt").write_text("two")
    os.utime(raw / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    (after,) = list_files(raw)
    assert (before.size, before.mtime_ns) == (after.size, after.mtime_ns)
    assert before.stamp != after.stamp
    assert isinstance(after, FileEntry)


def test_every_reason_has_a_sentence_and_a_remedy() -> None:
    assert all(set(words) == {"reason", "remedy"} and all(words.values()) for words in reasons().values())
