"""The raw folder as last seen: which file held which document, and the texts.

A file is opened again only when its stamp, its row in the sidecar or the reading code changed, so looking at 100,000
files where nothing is new costs a directory listing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.interpret.identity import document_id
from pipelines.sources import RejectedFile, SourceArticle
from pipelines.store import parquet
from pipelines.store.buckets import BUCKETS, Accept, Incoming, bucket_file, held, read_bucket
from pipelines.store.files import replacing
from pipelines.store.layout import Layout
from pipelines.tables.catalogue import TABLES

TEXTS = TABLES["core.document_text"]
LEFT_OUT = TABLES["core.left_out"]
_BESIDES = {"pdf": "running_head", "docx": "beside_the_body"}

MANIFEST = pa.schema(
    [
        ("file", pa.string()),  # the file as listed; `path` adds #N for one of several records
        ("stamp", pa.string()),  # of the file, its sidecar row and the code that reads it
        ("path", pa.string()),
        ("document_id", pa.string()),
        ("bytes", pa.int64()),
        ("encoding", pa.string()),
        ("format", pa.string()),
        ("title", pa.string()),
        ("source_url", pa.string()),
        ("publisher", pa.string()),
        ("published_on", pa.date32()),
        ("published_basis", pa.string()),
        ("language", pa.string()),
        ("char_count", pa.int64()),
        ("lines_left_out", pa.int64()),
        ("reason_code", pa.string()),
        ("reason", pa.string()),
        ("remedy", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of the raw folder with all that decides what it yields."""

    path: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What a look at the raw folder found."""

    manifest: pa.Table
    opened: int  # files that were opened because they are new or changed
    gone: int  # files that left the folder
    fresh: int = 0  # articles and rejections that the opened files gave
    refused: int = 0  # the rejections among them


def take_in(
    files: Iterable[RawFile],
    read: Callable[[str], Iterable[SourceArticle | RejectedFile]],
    layout: Layout,
    accept: Accept = lambda table, rows: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Intake:
    """Bring manifest and texts in step with the raw folder, opening only what is new or changed.

    `accept` sees the rows that a bucket is to gain before they are written, and raises to stop them.
    """
    files = list(files)
    old = _old_manifest(layout)
    known = dict(zip(old["file"].to_pylist(), old["stamp"].to_pylist(), strict=True))
    changed = [file for file in files if known.get(file.path) != file.stamp]
    listed = {file.path for file in files}
    gone = len(set(known) - listed)
    if layout.manifest.exists() and not changed and not gone and _is_whole(old, layout):
        return Intake(old, 0, 0)
    unchanged = [file.path for file in files if known.get(file.path) == file.stamp]
    kept = parquet.only(old, "file", pa.array(unchanged, pa.string()))
    kept = _whole_files(kept, layout)
    whole = set(kept["file"].to_pylist())
    to_open = [file for file in files if file.path not in whole]
    with Incoming(TEXTS, layout.texts) as texts, Incoming(LEFT_OUT, layout.left_out) as left_out:
        fresh = pa.Table.from_pylist(list(_rows(to_open, read, texts, left_out, progress)), schema=MANIFEST)
        manifest = pa.concat_tables([kept, fresh]).sort_by([("path", "ascending")])
        documents = pc.unique(manifest["document_id"].drop_null())
        texts.merge(documents, documents, accept)
        left_out.merge(_with_left_out(kept), _with_left_out(fresh), accept)
    with replacing(layout.manifest) as staged:
        pq.write_table(manifest, staged, compression="zstd")
    refused = fresh.num_rows - fresh["reason_code"].null_count
    return Intake(manifest, len(to_open), gone, fresh.num_rows, refused)


def _rows(
    files: list[RawFile],
    read: Callable[[str], Iterable[SourceArticle | RejectedFile]],
    texts: Incoming,
    left_out: Incoming,
    progress: Callable[[int, int], None],
) -> Iterator[dict[str, object]]:
    for done, file in enumerate(files, 1):
        for record in read(file.path):
            row: dict[str, object] = {"file": file.path, "stamp": file.stamp, "path": record.path}
            if isinstance(record, RejectedFile):
                yield row | {"reason_code": record.reason_code, "reason": record.reason, "remedy": record.remedy}
                continue
            identity = document_id(record.text)
            texts.add({"document_id": identity, "text": record.text})
            if record.left_out:
                reason = _BESIDES.get(record.format, "page_furniture")
                told = {"path": record.path, "document_id": identity, "left_out": record.left_out}
                left_out.add(told | {"reason_code": reason})
            yield row | {
                "document_id": identity,
                "bytes": record.bytes,
                "encoding": record.encoding,
                "format": record.format,
                "title": record.title,
                "source_url": record.source_url,
                "publisher": record.publisher,
                "published_on": record.published_on,
                "published_basis": record.published_basis,
                "language": record.language,
                "char_count": len(record.text),
                "lines_left_out": len(record.left_out.splitlines()),
            }
        progress(done, len(files))


def text_bucket(layout: Layout, digit: str) -> Path:
    """Return the file that holds the texts whose document_id begins with `digit`."""
    return bucket_file(layout.texts, digit)


def texts_of(layout: Layout, digit: str, wanted: pa.Array | None = None) -> pa.Table:
    """Read one bucket of texts, all or those of the wanted documents."""
    rows = read_bucket(TEXTS, layout.texts, digit)
    return rows if wanted is None else parquet.only(rows, "document_id", wanted)


def texts_read(layout: Layout, wanted: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Return the texts of some documents; asked for the same again, as each table of a run does, they are at hand."""
    identities = tuple(sorted(wanted.to_pylist()))
    digits = sorted({identity[:1] for identity in identities})
    stamps = [status.st_mtime_ns for d in digits if (p := text_bucket(layout, d)).exists() and (status := p.stat())]
    return _texts_read(layout, identities, tuple(stamps))


@lru_cache(maxsize=1)
def _texts_read(layout: Layout, identities: tuple[str, ...], stamps: tuple[int, ...]) -> pa.Table:
    found = [parquet.empty(TEXTS)]
    for digit in sorted({identity[:1] for identity in identities}):
        here = [identity for identity in identities if identity[:1] == digit]
        found.append(texts_of(layout, digit, pa.array(here, pa.string())))
    return pa.concat_tables([rows.cast(found[0].schema) for rows in found])


def text_of(layout: Layout, identity: str) -> str | None:
    """Return the text of one document, None when the warehouse does not hold it."""
    rows = texts_of(layout, identity[:1], pa.array([identity])) if identity[:1] in BUCKETS and identity else None
    return rows["text"][0].as_py() if rows is not None and rows.num_rows else None


def _old_manifest(layout: Layout) -> pa.Table:
    try:
        old = parquet.read(layout.manifest)
    except Exception:
        return MANIFEST.empty_table()
    return old if old.schema.equals(MANIFEST) else MANIFEST.empty_table()


def left_out_of(layout: Layout, identities: Iterable[str]) -> dict[str, str]:
    """Return what the first file of each document holds besides its text, a line each."""
    found: dict[str, str] = {}
    by_bucket: dict[str, list[str]] = {}
    for identity in identities:
        by_bucket.setdefault(identity[:1], []).append(identity)
    for digit, here in by_bucket.items():
        rows = parquet.only(read_bucket(LEFT_OUT, layout.left_out, digit), "document_id", pa.array(here, pa.string()))
        for row in rows.select(["document_id", "left_out"]).to_pylist():
            found.setdefault(row["document_id"], row["left_out"])
    return found


def _with_left_out(manifest: pa.Table) -> pa.Array:
    """Return the paths of the files that hold more than their text."""
    return manifest.filter(pc.greater(manifest["lines_left_out"], 0))["path"].combine_chunks()


def _is_whole(manifest: pa.Table, layout: Layout) -> bool:
    return set(manifest["document_id"].drop_null().to_pylist()) == held(layout.texts, "document_id") and set(
        _with_left_out(manifest).to_pylist()
    ) == held(layout.left_out, "path")


def _whole_files(kept: pa.Table, layout: Layout) -> pa.Table:
    """Drop the files of which something is no longer held, so that they are opened again."""
    texts = pa.array(sorted(held(layout.texts, "document_id")), pa.string())
    besides = pa.array(sorted(held(layout.left_out, "path")), pa.string())
    has_text = pc.or_(pc.is_null(kept["document_id"]), pc.is_in(kept["document_id"], value_set=texts))
    has_rest = pc.or_kleene(
        pc.invert(pc.greater(pc.fill_null(kept["lines_left_out"], 0), 0)), pc.is_in(kept["path"], value_set=besides)
    )
    broken = pc.unique(kept.filter(pc.invert(pc.and_(has_text, has_rest)))["file"])
    return kept.filter(pc.invert(pc.is_in(kept["file"], value_set=broken)))
