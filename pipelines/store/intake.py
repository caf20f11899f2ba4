"""The raw folder as last seen: which file held which document, and the texts.

A file is opened again only when its stamp, its row in the sidecar or the reading code changed, so looking at 100,000
files where nothing is new costs a directory listing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.interpret.identity import document_id
from pipelines.sources import RejectedFile, SourceArticle
from pipelines.store import parquet
from pipelines.store.files import replacing, sweep
from pipelines.store.layout import Layout
from pipelines.tables.catalogue import TABLES

TEXTS = TABLES["core.document_text"]
BUCKETS = "0123456789abcdef"
_TEXTS_AT_ONCE = 512

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
    accept: Callable[[pa.Table], None] = lambda rows: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Intake:
    """Bring manifest and texts in step with the raw folder, opening only what is new or changed.

    `accept` sees the rows of each bucket before they take the place of the old ones, and raises to stop them.
    """
    files = list(files)
    old = _old_manifest(layout)
    known = dict(zip(old["file"].to_pylist(), old["stamp"].to_pylist(), strict=True))
    changed = [file for file in files if known.get(file.path) != file.stamp]
    listed = {file.path for file in files}
    gone = len(set(known) - listed)
    if layout.manifest.exists() and not changed and not gone and _texts_are_whole(old, layout):
        return Intake(old, 0, 0)
    unchanged = [file.path for file in files if known.get(file.path) == file.stamp]
    kept = parquet.only(old, "file", pa.array(unchanged, pa.string()))
    kept = _with_texts(kept, layout)
    whole = set(kept["file"].to_pylist())
    to_open = [file for file in files if file.path not in whole]
    with _NewTexts(layout) as texts:
        fresh = pa.Table.from_pylist(list(_rows(to_open, read, texts, progress)), schema=MANIFEST)
        manifest = pa.concat_tables([kept, fresh]).sort_by([("path", "ascending")])
        texts.merge(set(manifest["document_id"].drop_null().to_pylist()), accept)
    with replacing(layout.manifest) as staged:
        pq.write_table(manifest, staged, compression="zstd")
    refused = fresh.num_rows - fresh["reason_code"].null_count
    return Intake(manifest, len(to_open), gone, fresh.num_rows, refused)


def _rows(
    files: list[RawFile],
    read: Callable[[str], Iterable[SourceArticle | RejectedFile]],
    texts: "_NewTexts",
    progress: Callable[[int, int], None],
) -> Iterator[dict[str, object]]:
    for done, file in enumerate(files, 1):
        for record in read(file.path):
            row: dict[str, object] = {"file": file.path, "stamp": file.stamp, "path": record.path}
            if isinstance(record, RejectedFile):
                yield row | {"reason_code": record.reason_code, "reason": record.reason, "remedy": record.remedy}
                continue
            identity = document_id(record.text)
            texts.add(identity, record.text)
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
            }
        progress(done, len(files))


def text_bucket(layout: Layout, digit: str) -> Path:
    """Return the file that holds the texts whose document_id begins with `digit`."""
    return layout.texts / f"bucket={digit}.parquet"


def texts_of(layout: Layout, digit: str, wanted: pa.Array | None = None) -> pa.Table:
    """Read one bucket of texts, all or those of the wanted documents."""
    path = text_bucket(layout, digit)
    if not path.exists():
        return parquet.empty(TEXTS)
    rows = parquet.read(path)
    return rows if wanted is None else parquet.only(rows, "document_id", wanted)


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


def _held(layout: Layout) -> set[str]:
    held: set[str] = set()
    for digit in BUCKETS:
        path = text_bucket(layout, digit)
        if path.exists():
            try:
                held.update(pq.read_table(path, columns=["document_id"], partitioning=None)["document_id"].to_pylist())
            except (pa.ArrowInvalid, OSError):
                path.unlink()  # damaged: its documents are read from their files again
    return held


def _texts_are_whole(manifest: pa.Table, layout: Layout) -> bool:
    return set(manifest["document_id"].drop_null().to_pylist()) == _held(layout)


def _with_texts(kept: pa.Table, layout: Layout) -> pa.Table:
    """Drop the files one of whose texts is no longer held, so that they are opened again."""
    held = pa.array(sorted(_held(layout)), pa.string())
    here = pc.or_(pc.is_null(kept["document_id"]), pc.is_in(kept["document_id"], value_set=held))
    broken = pc.unique(kept.filter(pc.invert(here))["file"])
    return kept.filter(pc.invert(pc.is_in(kept["file"], value_set=broken)))


class _NewTexts:
    """Texts on their way into the buckets: gathered in one staging file a bucket, so that memory stays bounded."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._schema = parquet.empty(TEXTS).schema
        self._waiting: list[dict[str, str]] = []
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> "_NewTexts":
        self._layout.texts.mkdir(parents=True, exist_ok=True)
        sweep(self._layout.texts, ".new-*")
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers.values():
            writer.close()
        sweep(self._layout.texts, ".new-*")

    def add(self, identity: str, text: str) -> None:
        self._waiting.append({"document_id": identity, "text": text})
        if len(self._waiting) >= _TEXTS_AT_ONCE:
            self._flush()

    def merge(self, wanted: set[str], accept: Callable[[pa.Table], None]) -> None:
        """Write every bucket that gains or loses a text."""
        self._flush()
        for writer in self._writers.values():
            writer.close()
        for digit in BUCKETS:
            of_bucket = pa.array(sorted(identity for identity in wanted if identity[0] == digit), pa.string())
            old = texts_of(self._layout, digit)
            rows = parquet.only(old, "document_id", of_bucket)
            if digit in self._writers:
                new = parquet.only(parquet.read(self._staging(digit)), "document_id", of_bucket)
                new = parquet.only(new, "document_id", _without(new["document_id"], rows["document_id"]))
                rows = _first_of_each(pa.concat_tables([rows, new.cast(rows.schema)]))
            path = text_bucket(self._layout, digit)
            if not rows.num_rows:
                path.unlink(missing_ok=True)
            elif rows.num_rows != old.num_rows or digit in self._writers:
                rows = parquet.conform(rows, TEXTS)
                accept(rows)
                parquet.write(rows, TEXTS, path)

    def _staging(self, digit: str) -> Path:
        return self._layout.texts / f".new-{digit}.parquet"

    def _flush(self) -> None:
        for digit in BUCKETS:
            rows = [row for row in self._waiting if row["document_id"][0] == digit]
            if not rows:
                continue
            if digit not in self._writers:
                self._writers[digit] = pq.ParquetWriter(self._staging(digit), self._schema, compression="zstd")
            self._writers[digit].write_table(pa.Table.from_pylist(rows, schema=self._schema))
        self._waiting.clear()


def _without(values: pa.ChunkedArray, taken: pa.ChunkedArray) -> pa.Array:
    return pc.unique(values.filter(pc.invert(pc.is_in(values, value_set=taken.combine_chunks()))))


def _first_of_each(rows: pa.Table) -> pa.Table:
    numbered = rows.append_column("at", pa.array(range(rows.num_rows), pa.int64()))
    first = numbered.group_by("document_id").aggregate([("at", "min")])["at_min"]
    return rows.take(first)
