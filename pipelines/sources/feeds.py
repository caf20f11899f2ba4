"""Feeds: what is new at the addresses of `raw/feeds.toml` is brought into `raw/inbox/`, and read there like any file.

A page is kept as a web archive of one record, so its bytes, address, time and declared encoding stay together; what the
feed says of it (title, date) goes into `raw/inbox/sources.csv`. Off unless `feeds.toml` lists an address.
"""

import csv
import gzip
import hashlib
import io
import json
import os
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from protego import Protego

from pipelines.sources.fetching import USER_AGENT, FetchLimits, NotFetched, Response, fetch
from pipelines.sources.records import Limits, Refusal, SourceArticle
from pipelines.sources.sandbox import sandbox

_STATE = ".state.json"
_COLUMNS = ("file", "title", "source_url", "publisher", "published", "language")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_POLITE = 1.0  # seconds between two requests to a host, unless its robots.txt asks for more
_PATIENCE = 30.0  # a host that asks for more than so many seconds between requests gets one a run


class FeedsError(ValueError):
    """`feeds.toml` cannot be used; the message says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Source:
    """An address of `feeds.toml`: a feed, or a page that is itself an article."""

    url: str
    is_feed: bool
    publisher: str | None = None
    language: str | None = None
    follow: bool = True  # fetch the pages that a feed links to, rather than keep the feed's own words
    newest: int = 50  # at most so many entries of a feed in one run


@dataclass(frozen=True, slots=True)
class Feeds:
    """What `feeds.toml` says."""

    sources: tuple[Source, ...] = ()
    allowed: frozenset[str] = frozenset()  # hosts on a private network that may be asked


@dataclass(slots=True)
class Visit:
    """What is remembered of an address."""

    etag: str | None = None
    modified: str | None = None
    content: str | None = None  # hash of what it gave


@dataclass(slots=True)
class State:
    """What earlier runs left: per address what it gave, per host when it may be asked again."""

    visits: dict[str, Visit] = field(default_factory=dict)
    not_before: dict[str, float] = field(default_factory=dict)  # seconds since 1970


@dataclass(slots=True)
class Report:
    """What a run brought: files written, addresses with nothing new, and those that gave nothing, with the reason."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)  # address, code, reason


def read_feeds(raw: Path) -> Feeds:
    """Read `feeds.toml`; no file is no feeds."""
    file = raw / "feeds.toml"
    if not file.exists():
        return Feeds()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        sources = [*_sources(table, "feed"), *_sources(table, "page")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise FeedsError(f"feeds.toml cannot be used: {error}") from error
    if unknown := set(table) - {"feed", "page", "allow_private"}:
        raise FeedsError(
            f"feeds.toml has the unknown entry {sorted(unknown)[0]!r}; feed, page and allow_private are known"
        )
    return Feeds(tuple(sources), frozenset(table.get("allow_private", ())))


def _sources(table: Mapping[str, Any], kind: str) -> Iterator[Source]:
    for entry in table.get(kind, ()):
        if "url" not in entry:
            raise FeedsError(f"feeds.toml: a [[{kind}]] has no url")
        yield Source(is_feed=kind == "feed", **entry)


def fetch_feeds(
    raw: Path,
    *,
    limits: FetchLimits | None = None,
    now: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
) -> Report:
    """Bring what is new at every address of `feeds.toml` into `raw/inbox/`; one address's fault stops no other."""
    feeds = read_feeds(raw)
    report = Report()
    if feeds.sources:
        run = _Run(raw / "inbox", feeds, limits or FetchLimits(), report, now, pause)
        try:
            for source in feeds.sources:
                run.visit(source)
        finally:
            run.remember()
    return report


class _Run:
    """One round over all addresses."""

    def __init__(
        self,
        inbox: Path,
        feeds: Feeds,
        limits: FetchLimits,
        report: Report,
        now: Callable[[], float],
        pause: Callable[[float], None],
    ) -> None:
        inbox.mkdir(parents=True, exist_ok=True)
        self._inbox = inbox
        self._feeds = feeds
        self._limits = limits
        self._report = report
        self._now = now
        self._pause = pause
        self._state = _recall(inbox)
        self._rows = _read_rows(inbox)
        self._robots: dict[str, Protego | None] = {}
        self._asked: dict[str, float] = {}

    def visit(self, source: Source) -> None:
        """Ask one address, and where it is a feed, the new pages it links to."""
        try:
            if source.is_feed:
                self._visit_feed(source)
            else:
                self._visit_page(source.url, source, {})
        except NotFetched as error:
            self._refuse(source.url, error)

    def remember(self) -> None:
        """Keep what was learnt for the next run."""
        _write(self._inbox / "sources.csv", _rows_as_csv(self._rows))
        _write(self._inbox / _STATE, json.dumps(asdict(self._state), indent=1).encode())

    def _visit_feed(self, source: Source) -> None:
        response = self._ask(source.url)
        if response is None:
            return
        refused = len(self._report.refused)
        for entry in self._entries(response, source)[: source.newest]:
            url = entry.source_url or ""
            if url in self._state.visits or not url:
                continue
            known = {"title": entry.title, "published": entry.published_on, "language": entry.language}
            if source.follow:
                try:
                    self._visit_page(url, source, known)
                except NotFetched as error:
                    self._refuse(url, error)
            else:
                self._keep(
                    Response(url, 200, entry.text.encode(), {"content-type": "text/html; charset=utf-8"}),
                    url,
                    source,
                    known,
                )
                self._state.visits[url] = Visit()
        if len(self._report.refused) == refused:  # else the next run must see the whole feed again
            self._learn(source.url, response)

    def _visit_page(self, url: str, source: Source, known: Mapping[str, Any]) -> None:
        response = self._ask(url)
        if response is None:
            return
        self._keep(response, url, source, known)
        self._learn(url, response)

    def _ask(self, url: str) -> Response | None:
        """Get an address if its host allows it now; None when it has nothing new."""
        host = urlsplit(url).netloc
        wait = self._state.not_before.get(host, 0.0) - self._now()
        if wait > 0:
            raise NotFetched("waiting", f"{host} asked to be left alone for another {wait:.0f} s")
        delay = self._allowed_delay(url)
        since = self._now() - self._asked.get(host, 0.0)
        if since < delay:
            if delay > _PATIENCE:
                raise NotFetched("waiting", f"the robots.txt of {host} asks for {delay:.0f} s between requests")
            self._pause(delay - max(since, 0.0))
        visit = self._state.visits.get(url, Visit())
        try:
            response = fetch(
                url, etag=visit.etag, modified=visit.modified, allowed=self._feeds.allowed, limits=self._limits
            )
        finally:
            self._asked[host] = self._now()
        if response.status == 304 or (visit.content and visit.content == _hash(response.body)):
            self._report.unchanged.append(url)
            return None
        return response

    def _allowed_delay(self, url: str) -> float:
        """Return how long to wait between requests to a host; refuse what its robots.txt forbids."""
        parts = urlsplit(url)
        if parts.netloc not in self._robots:
            self._robots[parts.netloc] = self._read_robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        rules = self._robots[parts.netloc]
        if rules is None:
            raise NotFetched("robots", f"the robots.txt of {parts.netloc} cannot be had, so nothing is fetched there")
        if not rules.can_fetch(url, USER_AGENT):
            raise NotFetched("robots", f"the robots.txt of {parts.netloc} forbids it")
        return max(_POLITE, float(rules.crawl_delay(USER_AGENT) or 0))

    def _read_robots(self, url: str) -> Protego | None:
        """Return the rules of a host: none stated allows everything, a broken answer nothing."""
        try:
            limits = replace(self._limits, wire_bytes=500_000, body_bytes=500_000)
            return Protego.parse(fetch(url, allowed=self._feeds.allowed, limits=limits).body.decode("utf-8", "replace"))
        except NotFetched as error:
            if error.code.startswith("http_4") and error.code != "http_429":
                return Protego.parse("")
            if error.code in ("private_address", "unknown_host", "bad_address"):
                raise
            return None

    def _entries(self, response: Response, source: Source) -> list[SourceArticle]:
        """Read a feed in the sandbox, from a file that is no article."""
        file = self._inbox / ".feed"
        _write(file, response.body)
        try:
            found = sandbox().read(str(file), source.url, "feed", Limits(), packed=False, size=len(response.body))
            return [entry for entry in found if isinstance(entry, SourceArticle)]
        except Refusal as refusal:
            raise NotFetched("bad_feed", f"it is no feed that can be read ({refusal.code})") from None
        finally:
            file.unlink(missing_ok=True)

    def _keep(self, response: Response, url: str, source: Source, known: Mapping[str, Any]) -> None:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        folder = (urlsplit(url).hostname or "unknown").strip(".")
        if kind == "application/pdf":
            name, data = f"{folder}/{_hash(url.encode())}.pdf", response.body
        elif kind in _PAGES:
            name, data = f"{folder}/{_hash(url.encode())}.warc.gz", _as_archive(response, self._now())
        else:
            raise NotFetched("bad_answer", f"it is {kind}, not a page")
        (self._inbox / folder).mkdir(exist_ok=True)
        _write(self._inbox / name, data)
        self._rows[name] = {
            "file": name,
            "title": known.get("title") or "",
            "source_url": url,
            "publisher": source.publisher or "",
            "published": str(known.get("published") or ""),
            "language": source.language or known.get("language") or "",
        }
        self._report.written.append(name)

    def _learn(self, url: str, response: Response) -> None:
        headers = response.headers
        self._state.visits[url] = Visit(headers.get("etag"), headers.get("last-modified"), _hash(response.body))

    def _refuse(self, url: str, error: NotFetched) -> None:
        if error.retry_after is not None:
            self._state.not_before[urlsplit(url).netloc] = self._now() + min(error.retry_after, 7 * 86400.0)
        self._report.refused.append((url, error.code, error.reason))


def _as_archive(response: Response, now: float) -> bytes:
    """Write an answer as a web archive of one record, the same bytes for the same answer and time."""
    kind = response.headers.get("content-type") or "text/html"
    kind = "".join(character for character in kind if character.isprintable())
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(response.body)}\r\n\r\n"
    payload = block.encode("utf-8", "replace") + response.body
    fetched = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    identity = _hash(response.url.encode() + response.body)
    uri = response.url.encode("ascii", "backslashreplace").decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {fetched}\r\n"
        f"WARC-Record-ID: <urn:sha256:{identity}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + payload + b"\r\n\r\n", mtime=0)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _recall(inbox: Path) -> State:
    """Read the state of earlier runs; one that is damaged is as none, which costs a request an address."""
    try:
        kept = json.loads((inbox / _STATE).read_bytes())
        return State({url: Visit(**visit) for url, visit in kept["visits"].items()}, dict(kept["not_before"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return State()


def _read_rows(inbox: Path) -> dict[str, dict[str, str]]:
    try:
        with (inbox / "sources.csv").open(encoding="utf-8", newline="") as file:
            return {row["file"]: {name: row.get(name) or "" for name in _COLUMNS} for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, csv.Error):
        return {}


def _rows_as_csv(rows: Mapping[str, Mapping[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[name] for name in sorted(rows))
    return out.getvalue().encode("utf-8", "replace")


def _write(file: Path, data: bytes) -> None:
    """Put a file in place whole: a reader meets the old one or the new one."""
    staged = file.with_name(f".{file.name}.new")
    with staged.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    staged.replace(file)
