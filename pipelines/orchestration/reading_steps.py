"""The steps of the group `reading`: articles that no cached reading covers are read, and the cache becomes tables."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.engines.batch import ARTICLES, reading_schema
from pipelines.engines.fingerprint import reader_fingerprint
from pipelines.engines.local import read_locally
from pipelines.orchestration.sources_steps import documents_of
from pipelines.orchestration.steps import ByDocument, Outcome, content_of, make
from pipelines.reference.vocabulary import Vocabulary, load_vocabulary
from pipelines.store import parquet
from pipelines.store.basis import Basis, basis_of
from pipelines.store.intake import BUCKETS, texts_of
from pipelines.store.layout import Layout
from pipelines.store.readings import Readings, Selection, opened_readings
from pipelines.store.sorting import Rows
from pipelines.tables.catalogue import TABLES

BATCH = 256  # articles; what a worker holds at once
_OWN_COLUMNS = ("language", "published_on", "published_basis", "title")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How articles are read; none of it changes the rows."""

    engine: Literal["local", "ray"] = "local"
    workers: int | None = None
    full: bool = False  # read everything again, cached or not


@dataclass(frozen=True, slots=True)
class ReadArticles:
    """What the reading step did."""

    outcome: Outcome
    read: int  # articles read now
    cached: int  # articles whose reading was there already


def make_reading(
    raw: Path,
    layout: Layout,
    options: ReadingOptions,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ReadArticles:
    """Read what is not in the cache, then write core.reading: under which key each document's reading is filed."""
    vocabulary = load_vocabulary(raw / "vocabulary")
    documents = documents_of(raw, layout)
    keys = reading_keys(documents, vocabulary)
    readings = Readings(layout.readings)
    have = set() if options.full else readings.keys
    missing = [key not in have for key in keys]
    todo = documents.append_column("reading_key", pa.array(keys, pa.string())).filter(pa.array(missing, pa.bool_()))
    done = 0
    for articles, tables in _engine(options)(_batches(todo, layout), todo.num_rows, vocabulary.user_words, options):
        readings.add(tables)
        done += articles
        progress(done, todo.num_rows)
    readings.tidy(set(keys))
    table = TABLES["core.reading"]
    columns = [column.name for column in table.columns]
    filed = dict(zip(documents["document_id"].to_pylist(), keys, strict=True))

    def rows_of(named: pa.Array) -> pa.Table:
        return readings.collect("reading", _filed(filed, named)).select(columns)

    basis = basis_of(documents["document_id"], pa.array(keys, pa.string()))
    by_document = ByDocument(basis, rows_of)
    outcome = make(layout, table, [], lambda: readings.collect("reading", keys).select(columns), by_document)
    return ReadArticles(outcome, todo.num_rows, documents.num_rows - todo.num_rows)


Engine = Callable[
    [Iterable[pa.RecordBatch], int, Mapping[str, str], ReadingOptions],
    Iterator[tuple[int, dict[str, pa.Table]]],
]


def _engine(options: ReadingOptions) -> Engine:
    if options.engine == "ray":
        from pipelines.engines.on_ray import read_on_ray

        return lambda batches, articles, words, options: read_on_ray(batches, words, options.workers)
    return lambda batches, articles, words, options: read_locally(batches, articles, words, options.workers)


def reading_keys(documents: pa.Table, vocabulary: Vocabulary) -> list[str]:
    """Return for each document the hash of everything that decides its reading."""
    written_as = json.JSONEncoder().encode
    reader = written_as(f"{reader_fingerprint()}:{vocabulary.fingerprint}")
    columns = ["document_id", "published_on", "title", "publisher", "source_url", "language"]
    # A column at a time: a hundred thousand rows as lists of JSON take four times as long.
    written = [map(written_as, pc.cast(documents[name], pa.string()).to_pylist()) for name in columns]
    told = (f"[{', '.join((reader, *row))}]" for row in zip(*written, strict=True))
    return [hashlib.sha256(row.encode()).hexdigest()[:32] for row in told]


def _batches(documents: pa.Table, layout: Layout) -> Iterator[pa.RecordBatch]:
    """Yield the articles with their texts, little more than one bucket of texts in memory at a time."""
    waiting = ARTICLES.empty_table()
    for digit in BUCKETS:
        here = documents.filter(pc.starts_with(documents["document_id"], digit))
        if not here.num_rows:
            continue
        texts = texts_of(layout, digit, here["document_id"].combine_chunks())
        articles = here.join(texts, "document_id").sort_by([("document_id", "ascending")]).select(ARTICLES.names)
        waiting = pa.concat_tables([waiting, articles.cast(ARTICLES)]).combine_chunks()
        whole = waiting.num_rows - waiting.num_rows % BATCH
        yield from waiting.slice(0, whole).to_batches(max_chunksize=BATCH)
        waiting = waiting.slice(whole)
    yield from waiting.combine_chunks().to_batches(max_chunksize=BATCH)


def make_from_readings(layout: Layout, name: str) -> Outcome:
    """Write a core table whose rows the readings give as they are."""
    columns = _columns(name)

    def rows() -> Rows:
        return Rows(selection.rows(name, columns) for selection in selected(layout))

    by_document = ByDocument(readings_basis(layout), lambda named: rows_read(layout, name, columns, named))
    return make(layout, TABLES[f"core.{name}"], [], rows, by_document)


def _columns(name: str) -> list[str]:
    return [column.name for column in TABLES[f"core.{name}"].columns]


def _reading_hash(layout: Layout) -> list[str]:
    return list(content_of(layout, ["core.reading"]).values())


def readings_basis(layout: Layout) -> Basis:
    """Return the documents with the keys under which their readings are filed."""
    return _basis_at(layout.parquet(TABLES["core.reading"]), *_reading_hash(layout))


@lru_cache(maxsize=1)
def _basis_at(path: Path, content_hash: str) -> Basis:
    rows = parquet.read(path, ["document_id", "reading_key"])
    return basis_of(rows["document_id"], rows["reading_key"])


def selected(layout: Layout, documents: pa.Array | None = None) -> list[Selection]:
    """Return the readings that core.reading names, in their parts; of all documents or of some."""
    basis = readings_basis(layout)
    keys = basis.marks if documents is None else basis.marks.filter(pc.is_in(basis.documents, value_set=documents))
    return opened_readings(layout.readings).select(keys.to_pylist())


def rows_read(layout: Layout, name: str, columns: list[str], documents: pa.Array) -> pa.Table:
    """Return the rows of a table from the readings of some documents."""
    found = [selection.rows(name, columns) for selection in selected(layout, documents)]
    return pa.concat_tables(found) if found else reading_schema(name).empty_table().select(columns)


def _filed(filed: Mapping[str, str], named: pa.Array) -> list[str]:
    return [filed[identity] for identity in named.to_pylist() if identity in filed]


def collected(layout: Layout, name: str, columns: list[str]) -> pa.Table:
    """Return the rows of a table from the readings that core.reading names, all at once: for narrow columns."""
    found = [selection.rows(name, columns) for selection in selected(layout)]
    return pa.concat_tables(found) if found else reading_schema(name).empty_table().select(columns)


def make_document(raw: Path, layout: Layout) -> Outcome:
    """One row a document: what its file says of it, else what the reading found in the text."""

    def rows() -> pa.Table:
        documents = documents_of(raw, layout)
        found = collected(layout, "reading", ["document_id", *_OWN_COLUMNS])
        found = found.rename_columns(["document_id", *(f"found_{name}" for name in _OWN_COLUMNS)])
        both = documents.join(found, "document_id").sort_by([("document_id", "ascending")])
        told = pc.is_valid(both["published_on"])
        both = both.set_column(
            both.column_names.index("published_basis"),
            "published_basis",
            pc.if_else(told, both["published_basis"], both["found_published_basis"]),
        )
        for name in ("language", "published_on", "title"):
            at = both.column_names.index(name)
            both = both.set_column(at, name, pc.coalesce(both[name], both[f"found_{name}"]))
        return both.select(_columns("document"))

    sources = [*_reading_hash(layout), *content_of(layout, ["core.source_file"]).values()]
    return make(layout, TABLES["core.document"], sources, rows)
