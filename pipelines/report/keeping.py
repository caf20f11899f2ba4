"""Which pages of the last report are still true: each is kept with a hash of every row it shows.

A page whose rows did not change is linked from the last report, so a run that changed ten articles writes some pages
and not thousands. The hashes are DuckDB's, taken where the rows lie; they name states of one machine's report only.
"""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from pipelines.report.read import BY_DOCUMENT, TELLING, Connection, rows
from pipelines.report.shown import Most, Series

_CLUSTER_TABLES = (
    "marts.cluster",
    "marts.cluster_output",
    "marts.cluster_employment",
    "marts.cluster_position",
    "marts.trade_channel_mix",
    "marts.cluster_profile",
    "marts.conflict",
)
_ARTICLE_TABLES = {  # each with what tells that a row is another
    "core.document": "t",
    "core.document_copy": "t, representative_id in (from chosen)",
    **{table: f'"start", "end", {columns}' for table, columns, _ in BY_DOCUMENT.values()},
    "marts.coverage": "t",
}


class Kept:
    """The pages and pictures of the last report with what they were made from, and those of the next one."""

    def __init__(self, note: Path | None, old: Path, code: str) -> None:
        """Read what `note` says of the report in `old`; another `code` or version of DuckDB keeps no page."""
        self._note, self._old, self._code = note, old, code
        self._pages: dict[str, list[str]] = {}  # page to its hash and files
        self._pictures: dict[str, str] = {}  # picture to what it was drawn from
        self._known: Mapping[str, Sequence[str]] = {}
        self._known_pictures: Mapping[str, str] = {}
        if note is not None:
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                told = json.loads(note.read_text(encoding="utf-8"))
                self._known_pictures = told["pictures"]
                if told["code"] == code:
                    self._known = told["pages"]

    def take(self, page: str, state: str, folder: Path) -> int | None:
        """Link a page and its files into `folder` if it was made from the same; return its bytes, None if not."""
        known = self._known.get(page)
        if not known or known[0] != state:
            return None
        size = 0
        try:
            for path in known[1:]:
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _link(self._old / path, target)
                size += target.stat().st_size
        except OSError:
            return None
        self._pages[page] = list(known)
        self._pictures |= {path: self._known_pictures[path] for path in known[1:] if path in self._known_pictures}
        return size

    def add(self, page: str, state: str, files: Iterable[str]) -> None:
        """Note what a new page was made from."""
        self._pages[page] = [state, *files]

    def drawn(self, path: str, key: str) -> bool:
        """Say whether the last report holds this picture, drawn from the same."""
        return self._known_pictures.get(path) == key and (self._old / path).is_file()

    def picture(self, path: str, key: str) -> str | None:
        """Return a picture of the last report if it was drawn from the same."""
        return (self._old / path).read_text(encoding="utf-8") if self.drawn(path, key) else None

    def add_picture(self, path: str, key: str) -> None:
        """Note what a picture was drawn from."""
        self._pictures[path] = key

    def forget(self) -> None:
        """Remove the note, before the report that it tells of is replaced."""
        if self._note is not None:
            self._note.unlink(missing_ok=True)

    def remember(self) -> None:
        """Write down what the pages were made from, once they are in place."""
        if self._note is None:
            return
        told = {"code": self._code, "pages": self._pages, "pictures": self._pictures}
        self._note.parent.mkdir(parents=True, exist_ok=True)
        part = self._note.with_suffix(".part")
        part.write_text(json.dumps(told), encoding="utf-8")
        part.replace(self._note)


def _link(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


def state_of(*parts: object) -> str:
    """Return one short hash of what a page is made from."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def cluster_states(
    connection: Connection, clusters: Sequence[str], articles: Collection[str], charted: Iterable[Series]
) -> dict[str, str]:
    """Return for each cluster a hash of the rows that its page may show, and of which of them it may link to."""
    tables = " union all ".join(
        f"select cluster_id, hash('{table}', t) as h from {table} t where cluster_id is not null"
        for table in _CLUSTER_TABLES
    )
    query = f"""
        with linked as (select unnest($articles) as document_id),
        source as (
            select document_id, hash(title, publisher, published_on, document_id in (from linked)) as told
            from core.document
        ),
        telling as (
            select conflict_id from marts.conflict
            qualify row_number() over (partition by cluster_id order by {TELLING}, conflict_id) <= {Most().conflicts}
        ),
        part as (
            {tables}
            union all
            select cluster_id,
                   hash(observation_id, indicator, growth_of, product, unit, value, value_low, value_high, qualifier,
                        statement_kind, time_period, period_start, period_end, confidence, restates, told)
            from core.observation join source using (document_id) where cluster_id is not null
            union all
            select cluster_id, hash(statement_id, told)
            from core.channel_statement join source using (document_id) where cluster_id is not null
            union all
            select cluster_id, hash(evidence_id, title, published_on, quote, sentence)
            from (
                select distinct cluster_id, unnest(observation_ids) as evidence_id
                from telling join marts.conflict using (conflict_id)
            )
            join marts.evidence using (evidence_id) where cluster_id is not null
        )
        select cluster_id, sum(h::hugeint)::varchar || ':' || count(*) as state
        from part where cluster_id in (select unnest($clusters)) group by cluster_id
    """
    found = rows(connection, query, {"clusters": list(clusters), "articles": list(articles)})
    drawn: dict[str, list[Series]] = {}
    for one in charted:
        drawn.setdefault(one.cluster_id, []).append(one)
    return {row["cluster_id"]: state_of(row["state"], drawn.get(row["cluster_id"], [])) for row in found}


def article_states(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """Return for each article a hash of the rows that its page shows; its text is in its id."""
    tables = " union all ".join(
        f"select document_id, hash('{table}', {columns}) as h from {table} t where document_id in (from chosen)"
        for table, columns in _ARTICLE_TABLES.items()
    )
    query = f"""
        with chosen as (select unnest(?) as document_id)
        select document_id, sum(h::hugeint)::varchar || ':' || count(*) as state from ({tables}) group by document_id
    """
    return {row["document_id"]: row["state"] for row in rows(connection, query, [list(articles)])}
