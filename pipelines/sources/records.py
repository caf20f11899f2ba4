"""What reading a folder yields: an article or a rejection, and the limits that decide between them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """One article as found: its text is what all offsets refer to."""

    path: str  # below the folder, with #N for the N-th record of a file of several
    text: str
    encoding: str  # "utf-8", "gb18030", "utf-8, repaired: ..."
    format: str  # text, markdown, html, pdf, docx, csv, jsonl, warc
    bytes: int  # size of the file, or of the record in a file of several
    title: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    published_basis: str = "unknown"  # front_matter, sidecar, page_metadata, byline, file_name, unknown
    language: str | None = None
    left_out: str = ""  # what the page says besides the article, a line each: menus, notices, running heads


@dataclass(frozen=True, slots=True)
class RejectedFile:
    """A file, or a record in one, that is not used, and why."""

    path: str
    reason_code: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single file may cost. A file beyond a limit is rejected with the limit's name in the reason."""

    file_bytes: int = 64 * MEGABYTE  # one article in one file
    text_chars: int = 2_000_000  # one article's text
    line_chars: int = 500_000  # one line of an article's text
    record_bytes: int = 8 * MEGABYTE  # one line or record of a file of many articles
    expansion: int = 250  # unpacked bytes per packed byte, beyond the first ten megabytes
    folder_depth: int = 40
    parser_seconds: float = 1.5  # processor time of a parser, and as much again for each further megabyte
    parser_bytes: int = 256 * MEGABYTE  # memory of a parser beyond what it needs to start


class Refusal(Exception):  # noqa: N818 (a finding about a file, not an error of the program)
    """Why a file or record is not used: a code of `reasons.toml` and what was found."""

    def __init__(self, code: str, **found: object) -> None:
        super().__init__(code)
        self.code = code
        self.found = {name: str(value) for name, value in found.items()}


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return every reason code with its sentence and remedy."""
    return tomllib.loads((files(__package__) / "reasons.toml").read_text(encoding="utf-8"))


def rejection(path: str, refusal: Refusal) -> RejectedFile:
    """Put a refusal into words."""
    words = reasons()[refusal.code]
    return RejectedFile(path, refusal.code, words["reason"].format_map(refusal.found), words["remedy"])
