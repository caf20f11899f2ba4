"""Title, address, publisher and date of an article from what stands beside its text.

The order is: front matter, `sources.csv`, metadata of the page, the byline in the text, the name. Each date carries
where it comes from. A byline is sought here only where a name would settle the date; else reading the article finds it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, Literal
from urllib.parse import urlsplit

from pipelines.sources.records import SourceArticle
from pipelines.text.publication import publication_date

Basis = Literal["front_matter", "sidecar", "page_metadata", "byline", "file_name", "unknown"]
_DATE = re.compile(r"(\d{4})(?:[-/.]|\s*年\s*)(\d{1,2})(?:[-/.]|\s*月\s*)(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3})[a-z]*\.?,?[\s-]+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})\b")
_SINCE_1970 = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of an article from one place; empty fields are None."""

    basis: Basis
    title: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    language: str | None = None


@cache
def field_names() -> Mapping[str, tuple[str, ...]]:
    """Return the names under which each field may stand, from `fields.toml`."""
    table = tomllib.loads((files(__package__) / "fields.toml").read_text(encoding="utf-8"))
    return {field: tuple(names) for field, names in table.items()}


def field_key(name: str) -> str:
    """Write a column's or key's name the way `fields.toml` does."""
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def field_of(record: Mapping[str, object], field: str) -> str | None:
    """Return the first filled field of `record` that `fields.toml` lists under `field`, as one stripped string.

    A list of paragraphs is one text, and of an object that stands for a publisher its name counts.
    """
    for name in field_names()[field]:
        value = record.get(name)
        if value is None:
            continue  # by far the most
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if isinstance(value, Mapping):
            value = value.get("text" if field == "text" else "name")
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return None


def origin_of(record: Mapping[str, object], basis: Basis) -> Origin:
    """Read the fields of a record, of front matter or of a row."""
    if not record:
        return Origin(basis)
    printed = field_of(record, "published")
    language = field_of(record, "language")
    return Origin(
        basis,
        title=one_line(field_of(record, "title")),
        source_url=field_of(record, "source_url"),
        publisher=one_line(field_of(record, "publisher")),
        published_on=read_date(printed) if printed else None,
        language=language[:2].lower() if language else None,
    )


def described(article: SourceArticle, *origins: Origin) -> SourceArticle:
    """Fill the article's empty fields from the origins, the first that knows wins."""
    told: dict[str, Any] = {}
    dated = next((origin for origin in origins if origin.published_on), None)
    if article.published_on is None and dated:
        told |= {"published_on": dated.published_on, "published_basis": dated.basis}
    for field in ("title", "source_url", "publisher", "language"):
        if not getattr(article, field):
            told[field] = next((words for origin in origins if (words := getattr(origin, field))), None)
    return replace(article, **told) if any(told.values()) else article


def origin_of_name(path: str) -> Origin:
    """Return the date in a file's name or folders: `2023-08-08-zhili.txt`, `zhili_20230808.txt`, `2023/08/08/a.txt`.

    >>> origin_of_name("news/20230808-zhili.txt").published_on
    datetime.date(2023, 8, 8)
    """
    name = PurePosixPath(path).name
    match = _IN_NAME.search(name)
    if match:
        return Origin("file_name", published_on=_day(match[1], match[3], match[4]))
    match = re.search(r"(?:^|/)((?:19|20)\d\d)/([01]\d)/([0-3]\d)/", path)
    return Origin("file_name", published_on=_day(*match.groups()) if match else None)


def origin_of_byline(text: str) -> Origin:
    r"""Return the date printed with the article; one whose day may be its month settles nothing.

    >>> origin_of_byline("Socks of Datang\nPost time: Aug-08-2023\n").published_on
    datetime.date(2023, 8, 8)
    """
    printed, basis, _ = publication_date(text)
    return Origin("byline", published_on=printed if basis == "byline" else None)


def origin_of_page(article: SourceArticle) -> Origin:
    """Return what a page says of itself, as its reader found it."""
    return Origin(
        "byline" if article.published_basis == "byline" else "page_metadata",
        title=article.title,
        source_url=article.source_url,
        publisher=article.publisher,
        published_on=article.published_on,
        language=article.language,
    )


def read_date(printed: str) -> date | None:
    """Read a date of metadata: ISO 8601, year first in figures, the month in English, or seconds since 1970.

    >>> read_date("1691452800"), read_date("1691452800000")
    (datetime.date(2023, 8, 8), datetime.date(2023, 8, 8))
    >>> read_date("Tue, 08 Aug 2023 10:00:00 GMT"), read_date("2023年8月8日"), read_date("08/09/2023")
    (datetime.date(2023, 8, 8), datetime.date(2023, 8, 8), None)
    """
    if _SINCE_1970.fullmatch(printed):
        return datetime.fromtimestamp(int(printed[:10]), UTC).date()
    if match := _DATE.search(printed) or _COMPACT.search(printed):
        return _day(*match.groups())
    if match := _DAY_FIRST.search(printed):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.search(printed):
        month, day, year = match.groups()
    else:
        return None
    return _day(year, str(_MONTHS.get(month.lower(), 0)), day)


def host_of(url: str | None) -> str | None:
    """Return the host of an address, which stands for its publisher where no better name is known."""
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def one_line(words: str | None) -> str | None:
    """Fold runs of white space; nothing left is None."""
    return " ".join(words.split())[:500] or None if words else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2100 else None
