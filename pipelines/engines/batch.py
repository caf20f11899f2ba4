"""`read_batch`: a batch of articles to the rows of the core tables. Pure: no files, no clock, no other article."""

from collections.abc import Mapping
from functools import lru_cache

import pyarrow as pa

from pipelines.corpus.passages import read_passages
from pipelines.engines.rows import Row, every_table, rows_of
from pipelines.interpret.records import Hints
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import TABLES

ARTICLES = pa.schema(
    [
        ("reading_key", pa.string()),
        ("document_id", pa.string()),
        ("text", pa.string()),
        ("title", pa.string()),
        ("source_url", pa.string()),
        ("publisher", pa.string()),
        ("published_on", pa.date32()),
        ("language", pa.string()),
    ]
)

# What corpus stages add, and what they look at instead.
_LATER = {"cluster_id"}
_FOUND = {  # of the article itself, for core.document and for finding copies
    "language": pa.string(),
    "published_on": pa.date32(),
    "published_basis": pa.string(),
    "title": pa.string(),
    "passages": pa.list_(pa.uint64()),
    "figures": pa.list_(pa.string()),
}


def reading_schema(name: str) -> pa.Schema:
    """Return the columns of one table as a reading gives them, with the key it is filed under."""
    fields = [field.with_nullable(True) for field in arrow_schema(TABLES[f"core.{name}"]) if field.name not in _LATER]
    if name == "reading":
        return pa.schema([*fields, *(pa.field(column, kind) for column, kind in _FOUND.items())])
    if name == "observation":
        fields.append(pa.field("subject_aliases", pa.list_(pa.string())))
    return pa.schema([*fields, pa.field("reading_key", pa.string())])


def read_batch(articles: pa.RecordBatch | pa.Table, user_words: Mapping[str, str] | None = None) -> dict[str, pa.Table]:
    """Read a batch of articles (columns of `ARTICLES`); return the rows of each table, unsorted."""
    rows: dict[str, list[Row]] = {name: [] for name in every_table()}
    vocabulary = _vocabulary(tuple(sorted((user_words or {}).items())))
    for article in articles.to_pylist():
        for name, found in _read(article, vocabulary).items():
            rows[name] += [row | {"reading_key": article["reading_key"]} for row in found]
    return {name: pa.Table.from_pylist(found, schema=reading_schema(name)) for name, found in rows.items()}


@lru_cache(maxsize=4)
def _vocabulary(user_words: tuple[tuple[str, str], ...]) -> Vocabulary:
    return Vocabulary(dict(user_words)) if user_words else default_vocabulary()


def _read(article: Row, vocabulary: Vocabulary) -> Mapping[str, list[Row]]:
    from pipelines.interpret.reading import read_article  # compiles every rule: only who reads need wait for it

    hints = Hints(article["title"], article["publisher"], article["source_url"])
    text = article["text"]
    reading = read_article(text, article["published_on"], hints, article["language"], vocabulary=vocabulary)
    rows = rows_of(reading, text, article["document_id"])
    passages = read_passages(text)
    rows["reading"][0] |= {
        "language": reading.language,
        "published_on": reading.published_on,
        "published_basis": reading.published_basis,
        "title": reading.title,
        "passages": sorted(passages.hashes),
        "figures": list(passages.figures),
    }
    return rows
