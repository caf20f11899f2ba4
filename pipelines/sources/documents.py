"""The readers of complex formats: PDF, Word, web pages and web archives. They run in the sandbox only."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipelines.sources.decoding import checked, decode
from pipelines.sources.metadata import Origin, described, one_line, read_date
from pipelines.sources.opening import all_bytes, chunks, is_gzip, opened, unpacked
from pipelines.sources.pdf_tables import may_hold_table, with_tables
from pipelines.sources.records import MEGABYTE, Limits, Refusal, RejectedFile, SourceArticle, rejection

Found = Iterator[SourceArticle | RejectedFile]
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_ENDS = re.compile(r"[.!?:;。！？：；”」』)）]\s*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7ff\uff00-\uffef]")


def read_complex(file: str, path: str, form: str, limits: Limits, *, packed: bool) -> Found:
    """Yield the articles of a file in one of the complex formats."""
    if form == "warc":
        yield from _read_warc(file, path, limits, packed=packed)
        return
    with opened(file) as stream:
        data = all_bytes(stream, limits, packed=packed)
    if form == "feed":
        yield from _read_feed(data, path, limits)
        return
    yield {"html": _read_html, "pdf": _read_pdf, "docx": _read_docx}[form](data, path, limits)


def _read_html(data: bytes, path: str, limits: Limits) -> SourceArticle:
    from pipelines.sources.pages import read_page

    return read_page(data, path, limits)


def _read_feed(data: bytes, path: str, limits: Limits) -> Found:
    """Yield the entries of an RSS or Atom feed in its order; the text is the entry's own HTML."""
    import feedparser

    feed = feedparser.parse(io.BytesIO(data))
    if not feed.get("version") or (feed.bozo and not feed.entries):
        raise Refusal("damaged", detail="it is neither RSS nor Atom")
    language = (feed.feed.get("language") or "")[:2].lower() or None
    for number, entry in enumerate(feed.entries, start=1):
        texts = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
        printed = entry.get("published") or entry.get("updated") or ""
        yield SourceArticle(
            f"{path}#{number}",
            max(texts, key=len)[: limits.text_chars],
            "utf-8",
            "feed",
            len(data),
            title=one_line(re.sub(r"<[^>]*>", "", entry.get("title", ""))),
            source_url=(entry.get("link") or "").strip() or None,
            published_on=read_date(printed),
            language=language,
        )


def _read_pdf(data: bytes, path: str, limits: Limits) -> SourceArticle:
    import pypdf
    from pypdf.errors import DependencyError, PyPdfError

    if b"%PDF-" not in data[:1024]:
        raise Refusal("wrong_type", suffix=".pdf", kind="something else")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("encrypted")
        pages = [_page_text(page) for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except DependencyError:
        raise Refusal("encrypted") from None
    except RecursionError:
        raise Refusal("too_deep", limit="a few hundred") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, ArithmeticError) as error:
        raise Refusal("damaged", detail=one_line(str(error)) or type(error).__name__) from None
    pages, heads = _without_running_heads(pages)
    text, codec = checked(_flowing(pages), "pdf", limits)
    if not text.strip():
        raise Refusal("no_text")
    article = SourceArticle(path, text, codec, "pdf", len(data), left_out="\n".join(heads)[: limits.text_chars])
    return described(article, Origin("page_metadata", title=_clean(title)))


def _page_text(page: Any) -> str:
    """Return the text of a page in reading order, its tables in rows."""
    plain: str = page.extract_text()
    return with_tables(plain, page.extract_text(extraction_mode="layout")) if may_hold_table(plain) else plain


def _without_running_heads(pages: list[str]) -> tuple[list[str], list[str]]:
    """Part the pages from the lines at top and foot that stand on most of them, whatever number they carry."""
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    edges = Counter(edge for lines in split for edge in {_numberless(line) for line in lines[:2] + lines[-2:]})
    repeated = {edge for edge, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    bodies: list[str] = []
    heads: list[str] = []
    for lines in split:
        kept: list[str] = []
        for at, line in enumerate(lines):
            head = (at < 2 or at >= len(lines) - 2) and _numberless(line) in repeated
            (heads if head else kept).append(line)
        bodies.append("\n".join(kept))
    return bodies, [line.strip() for line in heads]


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _flowing(pages: list[str]) -> str:
    """Join the lines that the width of a page broke; a short line or a sentence's end closes a paragraph."""
    lines = [line.strip() for page in pages for line in page.splitlines() if line.strip()]
    if not lines:
        return ""
    prose = sorted(len(line) for line in lines if not line.startswith("|")) or [0]
    full = prose[len(prose) * 3 // 4] * 0.8
    out = [lines[0]]
    for before, line in pairwise(lines):
        if len(before) < full or _ENDS.search(before) or "|" in (before[0], line[0]):
            out.append(line)
        elif before.endswith("-") and line[:1].islower():
            out[-1] = out[-1][:-1] + line
        else:
            joint = "" if _WIDE.match(line[:1]) and _WIDE.match(before[-1:]) else " "
            out[-1] += joint + line
    return "\n".join(out)


def _read_docx(data: bytes, path: str, limits: Limits) -> SourceArticle:
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if len(parts) > 10_000 or size > max(10 * MEGABYTE, len(data) * limits.expansion):
                raise Refusal("bomb", ratio=limits.expansion)
            if any(part.flag_bits & 1 for part in parts):
                raise Refusal("encrypted")
            if "word/document.xml" not in archive.namelist():
                raise Refusal("wrong_type", suffix=".docx", kind="another packed file")
        document = docx.Document(io.BytesIO(data))
        blocks: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                blocks += [f"| {' | '.join(cells)} |" for row in block.rows if any(cells := _cells(row))]
            else:
                blocks.append(block.text)
        title = document.core_properties.title
        besides = _beside_the_body(document)
    except RecursionError:
        raise Refusal("too_deep", limit="a few hundred") from None
    except (zipfile.BadZipFile, OpcError, LxmlError, KeyError, ValueError, AttributeError, IndexError, OSError,
            NotImplementedError, EOFError, SyntaxError) as error:  # fmt: skip
        raise Refusal("damaged", detail=one_line(str(error)) or type(error).__name__) from None
    text, codec = checked("\n".join(block.strip() for block in blocks if block.strip()), "docx", limits)
    if not text.strip():
        raise Refusal("no_text")
    article = SourceArticle(path, text, codec, "docx", len(data), left_out="\n".join(besides)[: limits.text_chars])
    return described(article, Origin("page_metadata", title=_clean(title)))


def _beside_the_body(document: Any) -> list[str]:
    """Return the lines of running heads, notes and text boxes, which stand in no place of the text."""
    from lxml import etree

    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    trees = list(document.element.body.iter(f"{word}txbxContent"))
    for part in document.part.package.iter_parts():
        if re.fullmatch(r"/word/(?:header|footer|footnotes|endnotes)\d*\.xml", str(part.partname)):
            trees.append(etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False)))
    lines = (
        "".join(run.text or "" for run in line.iter(f"{word}t")) for tree in trees for line in tree.iter(f"{word}p")
    )
    return list(dict.fromkeys(line for words in lines if (line := " ".join(words.split()))))


def _cells(row: Any) -> list[str]:
    """Return the texts of a table row, a merged cell once."""
    seen: list[Any] = []
    for cell in row.cells:
        if not seen or cell._tc is not seen[-1]._tc:
            seen.append(cell)
    return [" ".join(cell.text.split()) for cell in seen]


def _clean(title: str | None) -> str | None:
    """Return a title that a person wrote, not one that a program left."""
    if not title or re.search(
        r"^(?:untitled|microsoft word|document\d*$|.*\.(?:docx?|pdf|indd|qxd)$)", title.strip(), re.I
    ):
        return None
    return one_line(title)


def _read_warc(file: str, path: str, limits: Limits, *, packed: bool) -> Found:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    any_found = False
    with opened(file) as stream:
        records = ArchiveIterator(
            _Pieces(chunks(stream, limits, packed=packed)),
            record_types=WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource,
            parse_http=True,
            auto_decode="transfer",  # the pieces a server sent; what it packed is unpacked below, within bounds
        )
        number = 0
        while True:
            try:
                record = next(records, None)
            except (OSError, ValueError) as error:
                raise Refusal("damaged", detail=one_line(str(error))) from None
            if record is None:
                break
            number += 1
            if not _is_page(record):
                continue
            any_found = True
            name = f"{path}#{number}"
            try:
                yield _of_record(record, name, limits)
            except Refusal as refusal:
                yield rejection(name, refusal)
    if not any_found:
        raise Refusal("no_text")


class _Pieces:
    """A stream over pieces of bytes, as the archive reader wants one."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self._at = 0

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        self._at += len(given)
        return given


def _is_page(record: Any) -> bool:
    """Say whether a record can hold an article: a page that was found, or the text of one."""
    if record.http_headers is not None:
        return record.http_headers.status_code == 200 and _media_type(record.http_content_type) in _PAGE_TYPES
    return _media_type(record.headers.get("Content-Type")) in _PAGE_TYPES


def _media_type(header: str | None) -> str:
    return (header or "text/html").partition(";")[0].strip().lower()


def _of_record(record: Any, path: str, limits: Limits) -> SourceArticle:
    from pipelines.sources.pages import read_page

    if record.content_length > limits.record_bytes:
        raise Refusal("too_big", size=record.content_length, limit=limits.record_bytes)
    data = record.reader.read(limits.record_bytes + 1)
    if len(data) > limits.record_bytes:
        raise Refusal("too_big", size=f"more than {limits.record_bytes}", limit=limits.record_bytes)
    if is_gzip(data):  # packed by the server for its way
        data = unpacked(data, limits)
    if not data:
        raise Refusal("empty")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
    kind = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    if _media_type(kind) == "text/plain":
        text, codec = decode(data, limits)
        if not text.strip():
            raise Refusal("no_text")
        return SourceArticle(path, text, codec, "warc", len(data), source_url=url)
    charset = record.http_charset if record.http_headers is not None else None
    return replace(read_page(data, path, limits, charset=charset, url=url), format="warc")
