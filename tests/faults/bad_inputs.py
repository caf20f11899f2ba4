"""Inputs that no article can come from: forty kinds and more, each in as many variants as asked for.

A kind is a function that puts one bad thing into a folder; its name says what, `codes` what the reader must answer.
Everything is made from a seeded generator, nothing is copied from anywhere.
"""

import gzip
import io
import json
import os
import random
import socket
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

MEGABYTE = 1_000_000
GIGABYTE = 1000 * MEGABYTE
STORY = "The town has {} mills, which made {} million pieces last year and employ {} people.\n"


@dataclass(frozen=True)
class Kind:
    """One kind of bad input; `each` says how many variants of it are worth trying."""

    make: Callable[[Path, random.Random], None]
    codes: frozenset[str]
    each: int

    @property
    def name(self) -> str:
        return self.make.__name__


KINDS: list[Kind] = []


def kind(*codes: str, each: int = 10) -> Callable[[Callable[[Path, random.Random], None]], None]:
    def keep(make: Callable[[Path, random.Random], None]) -> None:
        KINDS.append(Kind(make, frozenset(codes), each))

    return keep


HARMFUL_NAMES = (
    b"'; DROP TABLE core.document; --", b'"quoted".txt', b"two\nlines.txt", b"tab\there.txt", b"back\\slash.txt",
    b"$(touch pwned).txt", b"`id`.txt", b"; rm -rf x.txt", b"%s%n.txt", b"a" * 251 + b".txt", "织".encode() * 83,
    b"\xff\xfe.txt", b"\xe7\xbb.txt", "\u202egpj.txt".encode(), "z\u200bero.txt".encode(), b"-rf.txt", b"--help.txt",
    b"~root.txt", b"CON.txt", b"a:b.txt", b"a|b.txt", b"a*b?.txt", b"<script>alert(1)<.txt", b"=1+1.txt",
    b"@SUM(A1).txt", b"#7", b"a#7", b"\x1b[31mred.txt", b"\x07.txt", b"  .txt", "e\u0301.txt".encode(), b"C#.txt",
    b"a.", b"\\x41.txt",
)  # fmt: skip


def story(rng: random.Random, lines: int = 5) -> str:
    return "".join(STORY.format(*(rng.randint(2, 9999) for _ in range(3))) for _ in range(lines))


def noise(rng: random.Random, size: int) -> bytes:
    return rng.randbytes(size)


# --- nothing there -------------------------------------------------------------------------------------------------


@kind("empty")
def empty_file(folder: Path, rng: random.Random) -> None:
    (folder / f"a{rng.choice(['.txt', '.md', '.html', '.pdf', '.docx', '.csv', '.jsonl', '.warc', ''])}").touch()


@kind("empty", "no_text")
def empty_inside_gzip(folder: Path, rng: random.Random) -> None:
    (folder / f"a{rng.choice(['.txt', '.html', '.jsonl', '.csv'])}.gz").write_bytes(gzip.compress(b""))


@kind("no_text")
def white_space_alone(folder: Path, rng: random.Random) -> None:
    (folder / "a.txt").write_text("".join(rng.choices([" ", "\n", "\t", "\u3000", "\r\n"], k=rng.randint(1, 5000))))


@kind("no_text")
def page_without_words(folder: Path, rng: random.Random) -> None:
    inner = rng.choice(["", "<img src=a.png>", "<script>var n = 45;</script>", "<style>p{width:45px}</style>"])
    (folder / "a.html").write_text(f"<!doctype html><html><body>{inner * rng.randint(1, 50)}</body></html>")


@kind("no_text")
def scanned_pdf(folder: Path, rng: random.Random) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(rng.randint(1, 5)):
        writer.add_blank_page(595, 842)
    writer.write(folder / "a.pdf")


# --- no text at all ------------------------------------------------------------------------------------------------


@kind("not_text", "unknown_encoding", "wrong_type")
def random_bytes(folder: Path, rng: random.Random) -> None:
    (folder / f"a{rng.choice(['.txt', '.md', '.csv', '.jsonl', '.html', ''])}").write_bytes(
        noise(rng, rng.randint(200, 50_000))
    )


@kind("not_text")
def zero_bytes_in_text(folder: Path, rng: random.Random) -> None:
    text = bytearray(story(rng, 20).encode())
    for _ in range(rng.randint(1, 9)):
        text.insert(rng.randrange(len(text)), 0)
    (folder / "a.txt").write_bytes(text)


@kind("not_text")
def control_characters(folder: Path, rng: random.Random) -> None:
    text = list(story(rng))
    text.insert(rng.randrange(len(text)), chr(rng.choice([1, 2, 7, 8, 11, 14, 27, 31, 127])))
    (folder / "a.txt").write_text("".join(text))


@kind("wrong_type", "archive")
def other_content_under_a_text_name(folder: Path, rng: random.Random) -> None:
    head = rng.choice(
        [
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff\xe0",
            b"GIF89a",
            b"%PDF-1.7\n",
            b"PK\x03\x04",
            b"\x7fELF",
            b"PAR1",
            b"Rar!",
        ]
    )
    (folder / f"a{rng.choice(['.txt', '.md', '.csv', '.html'])}").write_bytes(head + noise(rng, 500))


@kind("wrong_type", "damaged")
def other_content_under_a_pdf_name(folder: Path, rng: random.Random) -> None:
    (folder / "a.pdf").write_text(rng.choice(["<html><body>{}</body></html>", "{}", "{{}} {}"]).format(story(rng)))


@kind("wrong_type", "archive", "damaged")
def other_content_under_a_word_name(folder: Path, rng: random.Random) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w") as archive:
        archive.writestr(rng.choice(["xl/workbook.xml", "ppt/slide.xml", "a.txt"]), story(rng))


@kind("unsupported_format")
def format_nobody_reads(folder: Path, rng: random.Random) -> None:
    suffix = rng.choice([".png", ".xlsx", ".mp3", ".doc", ".rtf", ".exe", ".xml", ".pptx", ".odt", ".epub", ".py"])
    (folder / f"a{suffix}").write_bytes(noise(rng, 100) + story(rng).encode())


# --- encodings -----------------------------------------------------------------------------------------------------


@kind("lone_surrogate", "unknown_encoding")
def half_character_in_utf_16(folder: Path, rng: random.Random) -> None:
    units = story(rng).encode("utf-16-le")
    at = rng.randrange(0, len(units), 2)
    (folder / "a.txt").write_bytes(
        b"\xff\xfe" + units[:at] + struct.pack("<H", rng.randint(0xD800, 0xDFFF)) + units[at:]
    )


@kind("lone_surrogate")
def half_character_in_json(folder: Path, rng: random.Random) -> None:
    field = rng.choice(["text", "title", "publisher"])
    record = {"text": story(rng), field: f"half {chr(rng.randint(0xD800, 0xDFFF))}"}
    (folder / f"a{rng.choice(['.json', '.jsonl'])}").write_text(json.dumps(record))


@kind("unknown_encoding", "not_text")
def several_encodings_in_one_file(folder: Path, rng: random.Random) -> None:
    parts = [
        ("针织服装产量增长，广东省居首。", "gb18030"),
        ("針織服裝產量，廣東省居首。", "big5"),
        ("ニット産業", "cp932"),
    ]
    rng.shuffle(parts)
    (folder / "a.txt").write_bytes(b"\n".join(text.encode(codec) * 30 for text, codec in parts) + b"\xff\x81\xff")


@kind("unknown_encoding", "damaged", "not_text")
def mark_that_lies(folder: Path, rng: random.Random) -> None:
    mark = rng.choice([b"\xef\xbb\xbf", b"\xff\xfe\x00\x00"])
    (folder / "a.txt").write_bytes(mark + b"\xff\xfe\xfd" + "产量增长".encode("gb18030") * rng.randint(1, 50) + b"\xff")


@kind("disguised_text")
def direction_override(folder: Path, rng: random.Random) -> None:
    at = rng.randint(0, 60)
    text = story(rng)
    (folder / "a.txt").write_text(
        text[:at] + rng.choice("\u202e\u202d") + text[at : at + 9] + "\u202c" + text[at + 9 :]
    )


@kind("disguised_text")
def zero_width_stuffing(folder: Path, rng: random.Random) -> None:
    (folder / "a.txt").write_text("".join(c + rng.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad") for c in story(rng)))


# --- too much ------------------------------------------------------------------------------------------------------


@kind("too_big", each=2)
def gigabyte_in_one_line(folder: Path, rng: random.Random) -> None:
    piece = story(rng).replace("\n", " ").encode() * 10_000
    with (folder / f"a{rng.choice(['.txt', '.html'])}").open("wb") as file:
        while file.tell() < GIGABYTE:
            file.write(piece)


@kind("line_too_long", each=2)
def gigabyte_in_one_record(folder: Path, rng: random.Random) -> None:
    piece = b"45 billion yuan, " * 60_000
    with (folder / "a.jsonl").open("wb") as file:
        file.write(b'{"text": "')
        while file.tell() < GIGABYTE:
            file.write(piece)


@kind("line_too_long", "damaged", "too_long", each=4)
def quotation_mark_never_closed(folder: Path, rng: random.Random) -> None:
    with (folder / "a.csv").open("w") as file:
        file.write('title,text\nZhili,"')
        for _ in range(40):
            file.write(story(rng, 5) * 600)


@kind("too_long")
def text_of_a_library(folder: Path, rng: random.Random) -> None:
    (folder / f"a{rng.choice(['.txt', '.md'])}").write_text(story(rng, 10) * rng.randint(3000, 20_000))


@kind("line_too_long")
def line_of_a_library(folder: Path, rng: random.Random) -> None:
    (folder / "a.txt").write_text(story(rng, 10).replace("\n", " ") * rng.randint(700, 2000))


@kind("bomb", "line_too_long", "too_big", "wrong_type", each=6)
def gzip_bomb(folder: Path, rng: random.Random) -> None:
    packer = zlib.compressobj(9, wbits=31)
    piece = bytes([rng.choice(b"0a {<")]) * MEGABYTE
    with (folder / f"a{rng.choice(['.txt', '.html', '.csv', '.jsonl', '.warc'])}.gz").open("wb") as file:
        file.write(packer.compress(rng.choice([b"<html>", b"text"])))
        for _ in range(rng.choice([50, 300, 1000])):
            file.write(packer.compress(piece))
        file.write(packer.flush())


@kind("too_big", "bomb", "too_slow", "too_much_memory", "damaged", each=4)
def bomb_in_a_web_archive(folder: Path, rng: random.Random) -> None:
    body = gzip.compress(b"<html><body>" + b" " * rng.choice([50, 200]) * MEGABYTE, 9)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    kind = "WARC-Type: response\r\nContent-Type: application/http; msgtype=response"
    record = f"WARC/1.0\r\n{kind}\r\nContent-Length: {len(head + body)}\r\n\r\n".encode()
    (folder / "a.warc").write_bytes(record + head + body + b"\r\n\r\n")


@kind("archive", each=6)
def zip_bomb(folder: Path, rng: random.Random) -> None:
    with zipfile.ZipFile(folder / f"a{rng.choice(['.zip', '.ZIP'])}", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(rng.randint(1, 5)):
            archive.writestr(f"{number}.txt", b"0" * 10 * MEGABYTE)


@kind("bomb", each=6)
def word_bomb(folder: Path, rng: random.Random) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(rng.choice([30, 200])):
                part.write(b"<w:p>" + b" " * MEGABYTE)
        archive.writestr("[Content_Types].xml", "<Types/>")


@kind("damaged", "parser_failed", "no_text", "too_much_memory")
def entities_that_multiply(folder: Path, rng: random.Random) -> None:
    levels = rng.randint(8, 12)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "45 billion "}">' for n in range(levels))
    document = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e{levels - 1};</w:t></w:r></w:p></w:body></w:document>'  # noqa: E501
    _word_file(folder / "a.docx", document.encode())


@kind("bomb", "too_much_memory", "damaged", "too_slow", "no_text", each=4)
def pdf_stream_bomb(folder: Path, rng: random.Random) -> None:
    _pdf_file(folder / "a.pdf", zlib.compress(b" " * rng.choice([100, 300]) * MEGABYTE, 9), packed=True)


# --- nested too deep -----------------------------------------------------------------------------------------------


@kind("too_deep", "parser_failed", "too_slow", "no_text", "too_much_memory")
def million_tags_deep(folder: Path, rng: random.Random) -> None:
    tag = rng.choice(["div", "span", "b", "table><tr><td", "ul><li", "font"])
    (folder / "a.html").write_text(f"<html><body>{f'<{tag}>' * MEGABYTE}{story(rng)}")


@kind("too_deep", "bad_record")
def json_nested_without_end(folder: Path, rng: random.Random) -> None:
    opening = rng.choice(["[", '{"text":'])
    (folder / f"a{rng.choice(['.json', '.jsonl'])}").write_text(opening * rng.randint(100_000, 500_000))


@kind("too_deep", each=3)
def folders_without_end(folder: Path, rng: random.Random) -> None:
    here = folder
    for _ in range(rng.randint(45, 120)):
        here = here / "d"
    here.mkdir(parents=True)
    (here / "a.txt").write_text(story(rng))


@kind("nested_packing")
def gzip_in_gzip(folder: Path, rng: random.Random) -> None:
    data = story(rng).encode()
    layers = rng.randint(2, 5)
    for _ in range(layers):
        data = gzip.compress(data)
    (folder / rng.choice(["a.txt.gz", "a.txt.gz.gz", "a.gz"])).write_bytes(data)


# --- damaged -------------------------------------------------------------------------------------------------------


@kind("damaged")
def gzip_cut_short(folder: Path, rng: random.Random) -> None:
    data = gzip.compress(noise(rng, 500).hex().encode() + story(rng, 100).encode())
    (folder / "a.txt.gz").write_bytes(data[: rng.randint(20, len(data) - 1)])


@kind("damaged")
def gzip_with_a_wrong_sum(folder: Path, rng: random.Random) -> None:
    data = bytearray(gzip.compress(story(rng, 50).encode()))
    data[-rng.randint(1, 8)] ^= 0xFF
    (folder / f"a{rng.choice(['.txt', '.md', '.html'])}.gz").write_bytes(data)


@kind("wrong_type")
def packed_without_saying_so(folder: Path, rng: random.Random) -> None:
    name, data = rng.choice([("a.txt", gzip.compress(story(rng).encode())), ("a.txt.gz", story(rng).encode())])
    (folder / name).write_bytes(data)


@kind("archive")
def packed_folder(folder: Path, rng: random.Random) -> None:
    if rng.random() < 0.5:
        with tarfile.open(folder / rng.choice(["a.tar.gz", "a.tgz", "a.txt.gz"]), "w:gz") as archive:
            archive.addfile(tarfile.TarInfo("../../escape.txt"), io.BytesIO(b""))
    else:
        with zipfile.ZipFile(folder / rng.choice(["a.zip", "a.txt", "a"]), "w") as archive:
            archive.writestr("../../escape.txt", story(rng))


@kind("damaged", "wrong_type", "no_text", "parser_failed")
def pdf_cut_short(folder: Path, rng: random.Random) -> None:
    _pdf_file(folder / "a.pdf", story(rng).encode())
    data = (folder / "a.pdf").read_bytes()
    (folder / "a.pdf").write_bytes(data[: rng.randint(4, len(data) // 3)])


@kind("damaged", "no_text", "parser_failed", "wrong_type")
def pdf_of_noise(folder: Path, rng: random.Random) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.7\n" + noise(rng, rng.randint(10, 20_000)) + b"\n%%EOF")


@kind("encrypted")
def pdf_with_a_password(folder: Path, rng: random.Random) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(str(rng.random()), algorithm="RC4-128" if rng.random() < 0.5 else "RC4-40")
    writer.write(folder / "a.pdf")


@kind("damaged", "no_text", "too_deep", "too_slow", "parser_failed")
def pdf_whose_pages_run_in_a_circle(folder: Path, rng: random.Random) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    tree = writer._root_object["/Pages"]
    tree[NameObject("/Kids")] = ArrayObject([writer._root_object.raw_get("/Pages")] * rng.randint(1, 3))
    tree[NameObject("/Count")] = NumberObject(rng.choice([1, 10**6, 10**9]))
    writer.write(folder / "a.pdf")


@kind("damaged")
def word_file_cut_short(folder: Path, rng: random.Random) -> None:
    _word_file(folder / "a.docx", b"<w:document/>" + noise(rng, 3000))
    data = (folder / "a.docx").read_bytes()
    (folder / "a.docx").write_bytes(data[: rng.randint(30, len(data) - 30)])


@kind("damaged")
def word_file_of_broken_xml(folder: Path, rng: random.Random) -> None:
    _word_file(folder / "a.docx", rng.choice([b"<w:document", b"<a><b></a>", b"\xff\xfe<", b""]) + noise(rng, 30))


@kind("encrypted")
def word_file_with_a_password(folder: Path, rng: random.Random) -> None:
    (folder / "a.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(rng, 4000))


@kind("damaged", "parser_failed", "no_text", each=12)
def web_archive_cut_short(folder: Path, rng: random.Random) -> None:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>{story(rng, 30)}</body></html>".encode()
    kind = "WARC-Type: response\r\nContent-Type: application/http; msgtype=response"
    head = f"WARC/1.0\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    data = gzip.compress(head.encode() + body + b"\r\n\r\n")
    (folder / "a.warc.gz").write_bytes(data[: rng.randint(15, len(data) // 2)])


@kind("damaged", "wrong_type", "no_text", "parser_failed")
def web_archive_of_noise(folder: Path, rng: random.Random) -> None:
    (folder / "a.warc").write_bytes(b"WARC/1.0\r\n" + noise(rng, rng.randint(10, 9000)))


@kind("bad_record", "no_text")
def record_that_is_no_json(folder: Path, rng: random.Random) -> None:
    text = json.dumps({"text": story(rng)})
    (folder / f"a{rng.choice(['.json', '.jsonl'])}").write_text(
        text[: rng.randint(1, len(text) - 1)].replace("\n", " ")
    )


@kind("no_text_field", "bad_record")
def table_without_a_text(folder: Path, rng: random.Random) -> None:
    form, data = rng.choice([(".csv", "id,price\n1,2\n"), (".jsonl", '{"id": 1}'), (".json", "45"), (".tsv", "a\tb\n")])
    (folder / f"a{form}").write_text(data)


@kind("bad_front_matter")
def front_matter_nobody_can_read(folder: Path, rng: random.Random) -> None:
    (folder / "a.md").write_text(f"---\ntitle: Zhili\n<<<<<<< {rng.random()}\n---\n{story(rng)}")


@kind("bad_sidecar", "not_text", "unknown_encoding")
def sidecar_nobody_can_read(folder: Path, rng: random.Random) -> None:
    data = [noise(rng, 300), b"title,date\nx,2023-01-01\n", b'file,title\n"a.txt"x,', b"\0"]
    (folder / "sources.csv").write_bytes(rng.choice(data))


# --- names and links -----------------------------------------------------------------------------------------------


@kind("link_outside")
def link_out_of_the_folder(folder: Path, rng: random.Random) -> None:
    outside = folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.txt").write_text(story(rng))
    target = rng.choice([outside / "secret.txt", Path("..", "outside", "secret.txt"), Path("/etc/passwd"), outside])
    (folder / "a.txt").symlink_to(target)


@kind("link_outside", "not_a_file")
def link_to_a_device(folder: Path, rng: random.Random) -> None:
    (folder / "a.txt").symlink_to(rng.choice(["/dev/zero", "/dev/random", "/dev/stdin", "/dev/tty", "/proc/self/mem"]))


@kind("link_to_folder")
def link_that_runs_in_a_circle(folder: Path, rng: random.Random) -> None:
    inner = folder / "x"
    inner.mkdir()
    (inner / "round").symlink_to(rng.choice([folder, Path(".."), inner]))


@kind("broken_link")
def link_that_leads_nowhere(folder: Path, rng: random.Random) -> None:
    if rng.random() < 0.5:
        (folder / "a.txt").symlink_to(f"gone-{rng.random()}.txt")
    else:
        (folder / "a.txt").symlink_to("a.txt")


@kind("not_a_file")
def named_pipe(folder: Path, rng: random.Random) -> None:
    os.mkfifo(folder / f"a{rng.choice(['.txt', '.html', '.pdf', '.jsonl.gz'])}")


@kind("not_a_file", each=3)
def open_socket(folder: Path, rng: random.Random) -> None:
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket may only be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("a.txt")
    finally:
        os.chdir(here)


@kind("unsupported_format", "empty", each=30)
def name_made_to_do_harm(folder: Path, rng: random.Random) -> None:
    name = rng.choice(HARMFUL_NAMES)
    open(os.path.join(os.fsencode(folder), name), "wb").close()  # noqa: PTH123, PTH118


def _pdf_file(file: Path, content: bytes, *, packed: bool = False) -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = DecodedStreamObject()
    stream.set_data(content)
    if packed:
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Resources")] = DictionaryObject()
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(file)


def _word_file(file: Path, document: bytes) -> None:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'  # noqa: E501
    links = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'  # noqa: E501
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", links)
        archive.writestr("word/document.xml", document)


def write(folder: Path, chosen: Kind, variant: int) -> None:
    """Put variant `variant` of a kind into a folder of its own."""
    folder.mkdir(parents=True)
    chosen.make(folder, random.Random(f"{chosen.name} {variant}"))


if __name__ == "__main__":
    print(len(KINDS), "kinds,", sum(chosen.each for chosen in KINDS), "inputs", file=sys.stdout)
