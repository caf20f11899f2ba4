"""Pages: the warehouse put into templates and written as a folder that opens from disk, with no network."""

import contextlib
import gc
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.report import read, shown, words
from pipelines.report.charts import Painter
from pipelines.report.keeping import Kept, article_states, cluster_states, state_of
from pipelines.report.marking import marks_of, segments
from pipelines.report.markup import Scribe
from pipelines.report.pictures import CHARTED, Drawing, Gallery, drawings_of, ranking
from pipelines.report.sayings import article_citation, name_list, web_address
from pipelines.report.templating import environment

_CONFLICTS_SHOWN = 200
_FIGURES_OF_A_CLUSTER, _FIGURES_AT_ONCE = 500, 12_000
_ARTICLES_AT_ONCE = 200
_OBJECTS_UNSOUGHT = 200_000  # a few times what the pages written at once hold
_BOARDS = (
    ("Largest by output value", "Output value a year", "output_value", "value_usd"),
    ("Largest by sales", "Sales", "sales_value", "value_usd"),
    ("Largest by exports", "Exports", "export_value", "value_usd"),
    ("Largest employers", "Employees", "employees", "value"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was written."""

    index: Path
    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much gets a page of its own: a huge corpus still makes a report that opens."""

    clusters: int = 1000
    articles: int = 1500
    charts: int = 120


def write_report(
    connection: read.Connection,
    texts: Callable[[Sequence[str]], Mapping[str, str]],
    folder: Path,
    *,
    cache: Path | None = None,
    code: str = "",
    card: Mapping[str, Any] | None = None,
    changes: Sequence[Mapping[str, Any]] = (),
    limits: Limits | None = None,
    left_out: Callable[[Sequence[str]], Mapping[str, str]] = lambda identities: {},
    workers: int = 1,
) -> Report:
    """Write the report of a published warehouse into `folder`, replacing what is there in one step.

    `texts` gives the stored text of documents by id, `left_out` what their files hold besides it; `card` is the
    accuracy card, `changes` what the last publish changed: rows of table, key, column, before, after, cause. With a
    `cache`, pages and pictures that the same `code` made from the same rows are kept. Pictures are drawn on at most
    `workers` processes.
    """
    build = folder.with_name(f".{folder.name}.build-{os.getpid()}")
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    limits = limits or Limits()
    kept = Kept(cache / "pages.json" if cache else None, folder, f"{code} {duckdb.__version__}")
    painter = Painter(workers)
    try:
        with _cycles_seldom_sought():
            writer = _Writer(connection, texts, left_out, build, painter, kept, card, changes, limits)
            writer.write()
        kept.forget()
        retired = folder.with_name(f".{folder.name}.old-{os.getpid()}")
        shutil.rmtree(retired, ignore_errors=True)
        if folder.exists():
            folder.rename(retired)
        build.rename(folder)
        shutil.rmtree(retired, ignore_errors=True)
        kept.remember()
    finally:
        painter.close()
        shutil.rmtree(build, ignore_errors=True)
    return Report(folder / "index.html", writer.pages, writer.bytes)


@contextlib.contextmanager
def _cycles_seldom_sought() -> Iterator[None]:
    """Let Python look for cycles after more objects than usual: rows hold none, and thousands of them are at hand."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_UNSOUGHT, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Writer:
    """One writing of the report: what all pages share, and a method a page."""

    def __init__(
        self,
        connection: read.Connection,
        texts: Callable[[Sequence[str]], Mapping[str, str]],
        left_out: Callable[[Sequence[str]], Mapping[str, str]],
        folder: Path,
        painter: Painter,
        kept: Kept,
        card: Mapping[str, Any] | None,
        changes: Sequence[Mapping[str, Any]],
        limits: Limits,
    ) -> None:
        self._connection = connection
        self._texts = texts
        self._left_out = left_out
        self._folder = folder
        self._kept = kept
        self._card = card
        self._changes = changes
        self.pages = 0
        self.bytes = 0
        self._written: list[str] = []  # files of the page being written
        self._folders: set[Path] = set()  # that are there
        self._corpus = read.corpus(connection)
        self._listed = read.cluster_rows(connection)
        self._shown = self._listed[: limits.clusters]
        self._with_page = {row["cluster_id"]: place for place, row in enumerate(self._shown)}
        self._article_ids = frozenset(read.cited_articles(connection, list(self._with_page), limits.articles))
        self._charted = self._choose_series(limits.charts)
        self._gallery = Gallery(painter, kept, self._put)
        cited = read.cited(connection, self._article_ids)
        self._scribes = {root: Scribe(root, cited) for root in ("", "../")}
        self._environment = environment(self._corpus)

    def write(self) -> None:
        clusters = self._changed_clusters()
        shown.choose(self._connection, [row["cluster_id"] for row, _ in clusters])
        boards = [self._board(*named) for named in _BOARDS]
        first = ranking(boards[0]["rows"] or boards[1]["rows"])
        drawings = {
            drawn.cluster["cluster_id"]: list(drawings_of(drawn))
            for drawn in shown.drawn(self._connection, [cluster for cluster, _ in clusters], self._charted)
        }
        self._gallery.begin([one for drawn in drawings.values() for one in drawn] + ([first] if first else []))
        # articles first: meanwhile the pictures are drawn
        self._write_articles()
        self._write_clusters(clusters, drawings)
        self._write_list()
        self._write_home(boards, first)

    # ---- what all pages share

    def _choose_series(self, most: int) -> list[shown.Series]:
        """Choose the series that get a chart: those of the best documented clusters, up to the limit."""
        order = {indicator: place for place, indicator in enumerate(CHARTED)}
        found = [one for one in shown.series(self._connection, CHARTED) if one.cluster_id in self._with_page]
        found.sort(key=lambda one: (self._with_page[one.cluster_id], order[one.indicator], one.unit))
        return found[:most]

    def _render(self, template: str, path: str, **context: Any) -> None:
        root = "../" * path.count("/")
        page = self._environment.get_template(template).render(root=root, scribe=self._scribes[root], **context)
        self._put(path, page)
        self.pages += 1

    def _put(self, path: str, content: str) -> None:
        target = self._folder / path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        data = content.encode("utf-8", errors="replace")
        target.write_bytes(data)
        self.bytes += len(data)
        self._written.append(path)

    def _keep(self, page: str, state: str) -> bool:
        """Take a page over from the last report, if it would be the same."""
        size = self._kept.take(page, state, self._folder)
        if size is None:
            self._written = []
            return False
        self.pages += 1
        self.bytes += size
        return True

    # ---- pages

    def _write_home(self, boards: Sequence[Mapping[str, Any]], first: Drawing | None) -> None:
        conflicts = read.conflicts(self._connection, _CONFLICTS_SHOWN)
        told = {one for row in conflicts for one in row["observation_ids"]}
        self._scribes[""].know(read.evidence(self._connection, sorted(told)))
        total = self._corpus.totals["conflicts"]
        self._render("conflicts.html", "conflicts.html", conflicts=conflicts, total=total)
        self._render(
            "home.html",
            "index.html",
            boards=boards,
            pictures=[self._gallery.hang(first)] if first else [],
            conflicts=conflicts[:5],
            card=self._card,
            changes=self._changes,
        )

    def _board(self, title: str, column: str, indicator: str, by: str) -> dict[str, Any]:
        found = read.latest(self._connection, list(self._with_page), indicator, by)
        return {"title": title, "column": column, "rows": found}

    def _write_list(self) -> None:
        listed = []
        for cluster in self._listed:
            listed.append(
                {
                    "name": cluster["name"],
                    "page": _page_of_cluster(cluster["cluster_id"]) if cluster["cluster_id"] in self._with_page else "",
                    "province": cluster["province"] or "",
                    "country": words.flag(cluster["country"]),
                    "trade": cluster["trade"],
                    "documents": cluster["documents"],
                    "observations": cluster["observations"],
                    "search": " ".join(
                        [
                            *(cluster["names"] or []),
                            *(str(cluster[k] or "") for k in ("name", "trade", "province", "city")),
                        ]
                    ).lower(),
                }
            )
        self._render(
            "clusters.html",
            "clusters.html",
            listed=listed,
            countries=sorted({row["country"] for row in listed if row["country"]}),
            trades=sorted({row["trade"] for row in listed}),
        )

    def _changed_clusters(self) -> list[tuple[read.Row, str]]:
        """Return the clusters whose page is to be written, each with the hash of what it is made from."""
        states = cluster_states(self._connection, list(self._with_page), self._article_ids, self._charted)
        stated = ((row, states[row["cluster_id"]]) for row in self._shown)
        return [(row, state) for row, state in stated if not self._keep(_page_of_cluster(row["cluster_id"]), state)]

    def _write_clusters(
        self, clusters: Iterable[tuple[read.Row, str]], drawings: Mapping[str, Sequence[Drawing]]
    ) -> None:
        for batch in _batches(clusters):
            states = {row["cluster_id"]: state for row, state in batch}
            chosen = shown.clusters(self._connection, [row for row, _ in batch])
            self._scribes["../"].know(side for facts in chosen for side in facts.sides)
            for facts in chosen:
                identity = facts.cluster["cluster_id"]
                self._write_cluster(facts, states[identity], drawings.get(identity, ()))

    def _write_cluster(self, facts: shown.ClusterFacts, state: str, drawings: Sequence[Drawing]) -> None:
        cluster, page = facts.cluster, _page_of_cluster(facts.cluster["cluster_id"])
        self._written = []
        sources = dict.fromkeys(
            f"{r['title'] or 'untitled'} ({r['published_on'] or 'undated'})" for r in facts.statements
        )
        citation = f"{cluster['name']}, in: Clusterbook, from {name_list(list(sources), 4) or 'no article'}."
        pictures = [self._gallery.hang(one) for one in drawings]
        self._render("cluster.html", page, facts=facts, pictures=pictures, citation=citation)
        self._kept.add(page, state, self._written)

    def _write_articles(self) -> None:
        chosen = sorted(self._article_ids)
        besides = self._left_out(chosen)
        states = {
            one: state_of(state, besides.get(one)) for one, state in article_states(self._connection, chosen).items()
        }
        changed = [one for one in chosen if not self._keep(_page_of_article(one), states[one])]
        for first in range(0, len(changed), _ARTICLES_AT_ONCE):
            part = changed[first : first + _ARTICLES_AT_ONCE]
            texts = self._texts(part)
            for facts in read.articles(self._connection, part):
                identity = facts.document["document_id"]
                self._write_article(facts, texts[identity], besides.get(identity, ""))
                self._kept.add(_page_of_article(identity), states[identity], self._written)
        self._write_list_of_articles(chosen)

    def _write_article(self, facts: read.ArticleFacts, text: str, left_out: str) -> None:
        document = facts.document
        title = document["title"] or _first_line(text)
        first = document["representative_id"]
        self._written = []
        self._render(
            "article.html",
            _page_of_article(document["document_id"]),
            facts=facts,
            title=title,
            link=web_address(document["source_url"]),
            copy_of=first if first != document["document_id"] and first in self._article_ids else None,
            segments=segments(text, marks_of(facts)),
            left_out=left_out.splitlines(),
            citation=article_citation(document, title),
        )

    def _write_list_of_articles(self, chosen: Sequence[str]) -> None:
        listed = read.article_rows(self._connection, chosen)
        untitled = [row["document_id"] for row in listed if not row["title"]]
        texts = self._texts(untitled)
        titled = [row if row["title"] else {**row, "title": _first_line(texts[row["document_id"]])} for row in listed]
        self._render("articles.html", "articles.html", listed=titled, total=self._corpus.totals["documents"])


def _batches(clusters: Iterable[tuple[read.Row, str]]) -> Iterator[list[tuple[read.Row, str]]]:
    """Yield clusters with as many figures at a time as memory may hold."""
    batch: list[tuple[read.Row, str]] = []
    figures = 0
    for cluster in clusters:
        batch.append(cluster)
        figures += min(cluster[0]["observations"], _FIGURES_OF_A_CLUSTER)
        if figures >= _FIGURES_AT_ONCE:
            yield batch
            batch, figures = [], 0
    if batch:
        yield batch


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0][:90] or "untitled"


def _page_of_cluster(cluster_id: str) -> str:
    return f"clusters/{cluster_id}.html"


def _page_of_article(document_id: str) -> str:
    return f"articles/{document_id}.html"
