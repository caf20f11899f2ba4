"""A file to its articles: by its name and its first bytes, text and tables here, complex formats in `documents`.

Nothing here limits time or memory: `folder` sends what needs that through the `sandbox`.
"""

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from pipelines.sources.decoding import checked, decode, detect
from pipelines.sources.markdown import plain_text, split_front_matter
from pipelines.sources.metadata import described, field_key, field_names, field_of, origin_of
from pipelines.sources.opening import all_bytes, chunks, is_gzip, kind_of, opened
from pipelines.sources.records import Limits, Refusal, RejectedFile, SourceArticle, rejection

_BY_SUFFIX = {
    ".txt": "text", ".text": "text", "": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".pdf": "pdf", ".docx": "docx",
    ".csv": "csv", ".tsv": "csv",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip
COMPLEX = frozenset({"html", "pdf", "docx", "warc"})
_ARCHIVES = {"zip", "tar", "bzip2", "xz", "zstd", "7z", "rar"}
_ARCHIVE_SUFFIXES = {".zip", ".tar", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar"}
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEAD = 4096
_SEPARATOR = re.compile(r"\"?sep=.\"?")  # what some programs write above the heading

Found = Iterator[SourceArticle | RejectedFile]


def format_of(path: str) -> tuple[str, bool]:
    """Return the format that a name stands for and whether it is gzipped.

    >>> format_of("a/CC-NEWS-20230808.warc.gz"), format_of("zhili.txt")
    (('warc', True), ('text', False))
    """
    name = PurePosixPath(path)
    packed = name.suffix.lower() == ".gz"
    if packed:
        name = name.with_suffix("")
    suffix = name.suffix.lower()
    if suffix == ".gz":
        raise Refusal("nested_packing")
    if suffix in _ARCHIVE_SUFFIXES:
        raise Refusal("archive", kind=suffix)
    if suffix not in _BY_SUFFIX and not re.search(r"[^.\w]|^\.\d|^\.\w{6,}$", suffix):
        raise Refusal("unsupported_format", kind=suffix)
    return _BY_SUFFIX.get(suffix, "text"), packed


def look(file: str, path: str) -> tuple[str, bool]:
    """Return format and packing of a file as its name and first bytes together say; refuse where they disagree."""
    form, packed = format_of(path)
    with opened(file) as stream:
        head = stream.read(_HEAD)
        if not head:
            raise Refusal("empty")
        if is_gzip(head) != packed:
            raise Refusal("wrong_type", suffix=_ending(path), kind="gzip" if is_gzip(head) else "not gzip")
        if packed:
            stream.seek(0)
            head = next(chunks(stream, Limits(), packed=True), b"")[:_HEAD]
            if not head:
                raise Refusal("empty")
    _refuse_other_content(form, kind_of(head), path)
    if form == "text" and _MARKUP.match(head):
        form = "html"
    return form, packed


def _refuse_other_content(form: str, kind: str | None, path: str) -> None:
    if kind == {"pdf": "pdf", "docx": "zip", "warc": "warc"}.get(form):
        return
    if kind == "gzip":
        raise Refusal("nested_packing")
    if kind == "ole" and form == "docx":
        raise Refusal("encrypted")
    if kind in _ARCHIVES:
        raise Refusal("archive", kind=kind)
    if kind is None and form == "pdf":
        return  # some begin with other bytes: the reader decides
    raise Refusal("wrong_type", suffix=_ending(path), kind=kind or "something else")


def _ending(path: str) -> str:
    """Return what a name ends in, as a message says it."""
    return "".join(PurePosixPath(path).suffixes[-2:]) or "nothing"


def read_plain(file: str, path: str, form: str, limits: Limits, *, packed: bool) -> Found:
    """Yield the articles of a file that is text: an article, or a table or list of them."""
    if form in ("text", "markdown"):
        with opened(file) as stream:
            data = all_bytes(stream, limits, packed=packed)
        yield read_text(data, path, form, limits)
        return
    with opened(file) as stream:
        if form == "json":
            data = all_bytes(stream, replace(limits, file_bytes=limits.record_bytes), packed=packed)
            text, codec = data.decode(codec := detect(data)), codec
            records: Iterable[tuple[int, object]] = enumerate(_json_records(text), start=1)
        else:
            lines, codec = _text_lines(stream, limits, packed=packed)
            records = _csv_records(lines, path, limits) if form == "csv" else _json_lines(lines)
        yield from _articles(records, path, form, codec, limits)


def read_text(data: bytes, path: str, form: str, limits: Limits) -> SourceArticle:
    """Read one article of plain text or Markdown, with front matter if it begins with some."""
    text, codec = decode(data, limits)
    matter, text = split_front_matter(text)
    if form == "markdown":
        text = plain_text(text)
    if not text.strip():
        raise Refusal("no_text")
    article = SourceArticle(path, text, codec, form, len(data))
    return described(article, origin_of(matter, "front_matter"))


def _articles(records: Iterable[tuple[int, object]], path: str, form: str, codec: str, limits: Limits) -> Found:
    """Make an article of each record; one that cannot be used is rejected under its own number."""
    any_found = False
    for number, record in records:
        any_found = True
        try:
            yield _article(record, f"{path}#{number}", form, codec, limits)
        except Refusal as refusal:
            yield rejection(f"{path}#{number}", refusal)
    if not any_found:
        raise Refusal("no_text")


def _article(record: object, path: str, form: str, codec: str, limits: Limits) -> SourceArticle:
    if isinstance(record, Refusal):
        raise record
    if not isinstance(record, Mapping):
        raise Refusal("bad_record", detail=f"an object is expected, not {type(record).__name__}")
    fields = {field_key(str(name)): value for name, value in record.items() if name is not None}
    text = field_of(fields, "text")
    if text is None:
        if not fields.keys().isdisjoint(field_names()["text"]):
            raise Refusal("no_text")
        raise Refusal("no_text_field", found=", ".join(sorted(fields))[:200] or "nothing")
    text, codec = checked(text, codec, limits)
    origin = origin_of(fields, "front_matter")
    for words in (origin.title, origin.publisher, origin.source_url):
        checked(words or "", codec, limits)
    return described(SourceArticle(path, text, codec, form, len(text.encode())), origin)


def _text_lines(stream: BinaryIO, limits: Limits, *, packed: bool) -> tuple[Iterator[str], str]:
    """Return the lines of a file of any size, decoded as they come, and the codec."""
    parts = chunks(stream, limits, packed=packed)
    head = next(parts, b"")
    codec = detect(_whole_characters(head))

    def decoded() -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(codec)("strict")
        try:
            yield decoder.decode(head)
            for part in parts:
                yield decoder.decode(part)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise Refusal("unknown_encoding") from None

    return _split_lines(decoded(), limits), codec


def _whole_characters(head: bytes) -> bytes:
    """Cut a sample where a character surely ends."""
    if b"\0" in head:
        return head[: len(head) // 4 * 4]
    return head[: head.rfind(b"\n") + 1] or head[: max(len(head) - 4, 1)]


def _split_lines(parts: Iterable[str], limits: Limits) -> Iterator[str]:
    waiting: list[str] = []
    length = 0
    for part in parts:
        first, *others = part.split("\n")
        waiting.append(first)
        length += len(first)
        if length > limits.record_bytes:
            raise Refusal("line_too_long", limit=limits.record_bytes)
        for other in others:
            yield "".join(waiting) + "\n"
            waiting, length = [other], len(other)
    if length:
        yield "".join(waiting)


def _json_lines(lines: Iterable[str]) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, _parsed(line)
            except Refusal as refusal:
                yield number, refusal


def _json_records(text: str) -> list[object]:
    whole = _parsed(text.removeprefix("\ufeff"))
    if isinstance(whole, dict) and not field_of({field_key(name): value for name, value in whole.items()}, "text"):
        # The answer of a service: the articles are the one list of objects in it.
        lists = [value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        if len(lists) == 1:
            return lists[0]
    return whole if isinstance(whole, list) else [whole]


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except RecursionError:
        raise Refusal("too_deep", limit="a thousand") from None
    except ValueError as error:
        raise Refusal("bad_record", detail=f"no JSON, {error}"[:120]) from None


def _csv_records(lines: Iterator[str], path: str, limits: Limits) -> Iterator[tuple[int, object]]:
    csv.field_size_limit(limits.record_bytes)
    first = next(lines, "").removeprefix("\ufeff")
    if _SEPARATOR.fullmatch(first.strip()):
        first = next(lines, "")
    delimiter = "\t" if ".tsv" in path.lower() else max(",;\t|", key=first.count)
    rows = csv.reader(_chain(first, lines), delimiter=delimiter)
    try:
        header = next(rows, [])
        if not field_of({field_key(name): "x" for name in header}, "text"):
            raise Refusal("no_text_field", found=", ".join(header)[:200] or "nothing")
        for number, row in enumerate(rows, start=1):
            if any(row):
                yield number, dict(zip(header, row, strict=False))
    except csv.Error as error:
        raise Refusal("damaged", detail=error) from None


def _chain(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines
