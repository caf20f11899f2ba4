"""Pages: the warehouse put into templates and written as a folder that opens from disk, with no network."""

import base64
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import jinja2
from markupsafe import Markup

from pipelines.report import read, words
from pipelines.report.charts import Painter
from pipelines.report.keeping import Kept, article_states, cluster_states, state_of
from pipelines.report.marking import Mark, segments
from pipelines.report.markup import Scribe
from pipelines.report.pictures import CHARTED, Gallery
from pipelines.report.sayings import article_citation, name_list, say, web_address, when

_TEMPLATES = files(__package__) / "templates"
_CONFLICTS_SHOWN = 200
_CLUSTERS_AT_ONCE = 25


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
) -> Report:
    """Write the report of a published warehouse into `folder`, replacing what is there in one step.

    `texts` gives the stored text of documents by id, `left_out` what their files hold besides it; `card` is the
    accuracy card, `changes` what the last publish changed: rows of table, key, column, before, after, cause. With a
    `cache`, pages and pictures that the same `code` made from the same rows are kept.
    """
    build = folder.with_name(f".{folder.name}.build-{os.getpid()}")
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    limits = limits or Limits()
    kept = Kept(cache / "pages.json" if cache else None, folder, f"{code} {duckdb.__version__}")
    try:
        writer = _Writer(connection, texts, left_out, build, Painter(cache), kept, card, changes, limits)
        writer.write()
        retired = folder.with_name(f".{folder.name}.old-{os.getpid()}")
        shutil.rmtree(retired, ignore_errors=True)
        if folder.exists():
            folder.rename(retired)
        build.rename(folder)
        shutil.rmtree(retired, ignore_errors=True)
        kept.remember()
    finally:
        shutil.rmtree(build, ignore_errors=True)
    return Report(folder / "index.html", writer.pages, writer.bytes)


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
        self._corpus = read.corpus(connection)
        self._listed = read.cluster_rows(connection)
        self._shown = self._listed[: limits.clusters]
        self._with_page = {row["cluster_id"]: place for place, row in enumerate(self._shown)}
        self._article_ids = frozenset(read.cited_articles(connection, list(self._with_page), limits.articles))
        self._charted = self._choose_series(limits.charts)
        self._gallery = Gallery(painter, self._put)
        self._evidence: dict[str, read.Row] = {}  # of the conflicts on the pages being written
        cited = read.cited(connection, self._article_ids)
        self._scribes = {root: Scribe(root, cited, self._evidence) for root in ("", "../")}
        self._environment = self._environment_of_templates()

    def write(self) -> None:
        self._write_clusters()
        listed = self._write_articles()
        self._render("articles.html", "articles.html", listed=listed, total=self._corpus.totals["documents"])
        self._write_list()
        self._write_home()

    # ---- what all pages share

    def _choose_series(self, most: int) -> list[read.Series]:
        """Choose the series that get a chart: those of the best documented clusters, up to the limit."""
        order = {indicator: place for place, indicator in enumerate(CHARTED)}
        found = [one for one in read.series(self._connection, CHARTED) if one.cluster_id in self._with_page]
        found.sort(key=lambda one: (self._with_page[one.cluster_id], order[one.indicator], one.unit))
        return found[:most]

    def _gather_evidence(self, conflicts: Iterable[read.Row]) -> None:
        """Fetch the words of the sides of conflicts about to be shown."""
        told = {one for row in conflicts for one in row["observation_ids"]}
        self._evidence.clear()
        self._evidence |= read.evidence(self._connection, sorted(told))

    def _environment_of_templates(self) -> jinja2.Environment:
        style = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
        script = (_TEMPLATES / "script.js").read_text(encoding="utf-8")
        environment = jinja2.Environment(
            loader=jinja2.DictLoader(
                {entry.name: entry.read_text(encoding="utf-8") for entry in _TEMPLATES.iterdir() if entry.is_file()}
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "policy": f"default-src 'none'; style-src {_hashed(style)}; script-src {_hashed(script)}; base-uri 'none'",
            "style": Markup(style),
            "script": Markup(script),
            "corpus": self._corpus,
            "label": words.label,
            "count": words.count,
            "when": when,
            "changed": _changed,
        }
        return environment

    def _render(self, template: str, path: str, **context: Any) -> None:
        root = "../" * path.count("/")
        page = self._environment.get_template(template).render(root=root, scribe=self._scribes[root], **context)
        self._put(path, page)
        self.pages += 1

    def _put(self, path: str, content: str) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
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

    def _write_home(self) -> None:
        boards = [
            self._board("Largest by output value", "Output value a year", "output_value", "value_usd"),
            self._board("Largest by sales", "Sales", "sales_value", "value_usd"),
            self._board("Largest by exports", "Exports", "export_value", "value_usd"),
            self._board("Largest employers", "Employees", "employees", "value"),
        ]
        conflicts = read.conflicts(self._connection, _CONFLICTS_SHOWN)
        self._gather_evidence(conflicts)
        total = self._corpus.totals["conflicts"]
        self._render("conflicts.html", "conflicts.html", conflicts=conflicts, total=total)
        picture = self._gallery.ranking(boards[0]["rows"] or boards[1]["rows"])
        self._render(
            "home.html",
            "index.html",
            boards=boards,
            pictures=[picture] if picture else [],
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

    def _write_clusters(self) -> None:
        states = cluster_states(self._connection, list(self._with_page), self._article_ids, self._charted)
        changed = [
            row for row in self._shown if not self._keep(_page_of_cluster(row["cluster_id"]), states[row["cluster_id"]])
        ]
        for first in range(0, len(changed), _CLUSTERS_AT_ONCE):
            chosen = read.clusters(self._connection, changed[first : first + _CLUSTERS_AT_ONCE], self._charted)
            self._gather_evidence(row for facts in chosen for row in facts.conflicts)
            for facts in chosen:
                self._write_cluster(facts, states[facts.cluster["cluster_id"]])

    def _write_cluster(self, facts: read.ClusterFacts, state: str) -> None:
        cluster, page = facts.cluster, _page_of_cluster(facts.cluster["cluster_id"])
        self._written = []
        sources = dict.fromkeys(
            f"{r['title'] or 'untitled'} ({r['published_on'] or 'undated'})" for r in facts.statements
        )
        citation = f"{cluster['name']}, in: Clusterbook, from {name_list(list(sources), 4) or 'no article'}."
        pictures = list(self._gallery.series(facts))
        self._render("cluster.html", page, facts=facts, pictures=pictures, citation=citation)
        self._kept.add(page, state, self._written)

    def _write_articles(self) -> list[Mapping[str, Any]]:
        chosen = sorted(self._article_ids)
        besides = self._left_out(chosen)
        states = {
            one: state_of(state, besides.get(one)) for one, state in article_states(self._connection, chosen).items()
        }
        changed = [one for one in chosen if not self._keep(_page_of_article(one), states[one])]
        for first in range(0, len(changed), 200):
            part = changed[first : first + 200]
            texts = self._texts(part)
            for facts in read.articles(self._connection, part):
                document = facts.document
                text = texts[document["document_id"]]
                title = document["title"] or _first_line(text)
                self._written = []
                self._render(
                    "article.html",
                    _page_of_article(document["document_id"]),
                    facts=facts,
                    title=title,
                    link=web_address(document["source_url"]),
                    segments=segments(text, _marks(facts)),
                    left_out=besides.get(document["document_id"], "").splitlines(),
                    citation=article_citation(document, title),
                )
                self._kept.add(
                    _page_of_article(document["document_id"]), states[document["document_id"]], self._written
                )
        listed = read.article_rows(self._connection, chosen)
        untitled = [row["document_id"] for row in listed if not row["title"]]
        texts = self._texts(untitled)
        return [row if row["title"] else {**row, "title": _first_line(texts[row["document_id"]])} for row in listed]


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0][:90] or "untitled"


def _page_of_cluster(cluster_id: str) -> str:
    return f"clusters/{cluster_id}.html"


def _page_of_article(document_id: str) -> str:
    return f"articles/{document_id}.html"


def _marks(facts: read.ArticleFacts) -> Iterable[Mark]:
    for row in facts.observations:
        grown = f" of {words.label(row['growth_of'])}" if row["growth_of"] else ""
        title = f"{words.label(row['indicator'])}{grown}: {say(row)}"
        yield Mark(row["start"], row["end"], "used", row["observation_id"], title)
    for row in facts.channels:
        title = f"{words.label(row['channel'])}: {row['signal']}"
        yield Mark(row["start"], row["end"], "channel", row["statement_id"], title)
    for kind, rows, text in (
        ("rejected", facts.rejected, "reason"),
        ("period", facts.periods, "reading"),
        ("furniture", facts.furniture, None),
    ):
        for row in rows:
            said = str(row[text] or "") if text else "page furniture"
            yield Mark(
                row["start"], row["end"], kind, f"{kind}-{row['start']}-{row['end']}", f"{_KIND_WORDS[kind]}{said}"
            )


_KIND_WORDS = {"rejected": "not used: ", "period": "period: ", "furniture": ""}


def _changed(value: Any) -> str:
    """Say a cell before or after a change."""
    if value is None:
        return "none"
    return words.number(value) if isinstance(value, Decimal | float | int) else str(value)


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
