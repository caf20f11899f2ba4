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

import jinja2
from markupsafe import Markup

from pipelines.report import read, words
from pipelines.report.charts import Painter
from pipelines.report.marking import Mark, segments
from pipelines.report.pictures import Gallery
from pipelines.report.sayings import article_citation, bounds, level, name_list, quoted, say, share, web_address, when

_TEMPLATES = files(__package__) / "templates"
_STATEMENTS_SHOWN = 300
_CONFLICTS_SHOWN = 500


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
    charts: int = 150


def write_report(
    connection: read.Connection,
    texts: Callable[[Sequence[str]], Mapping[str, str]],
    folder: Path,
    *,
    cache: Path | None = None,
    card: Mapping[str, Any] | None = None,
    changes: Sequence[Mapping[str, Any]] = (),
    limits: Limits | None = None,
    left_out: Callable[[Sequence[str]], Mapping[str, str]] = lambda identities: {},
) -> Report:
    """Write the report of a published warehouse into `folder`, replacing what is there in one step.

    `texts` gives the stored text of documents by id, `left_out` what their files hold besides it; `card` is the
    accuracy card, `changes` what the last publish changed: rows of table, key, column, before, after, cause.
    """
    build = folder.with_name(f".{folder.name}.build-{os.getpid()}")
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    try:
        writer = _Writer(
            connection,
            texts,
            left_out,
            build,
            Painter(cache, (limits or Limits()).charts),
            card,
            changes,
            limits or Limits(),
        )
        writer.write()
        retired = folder.with_name(f".{folder.name}.old-{os.getpid()}")
        shutil.rmtree(retired, ignore_errors=True)
        if folder.exists():
            folder.rename(retired)
        build.rename(folder)
        shutil.rmtree(retired, ignore_errors=True)
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
        card: Mapping[str, Any] | None,
        changes: Sequence[Mapping[str, Any]],
        limits: Limits,
    ) -> None:
        self._connection = connection
        self._texts = texts
        self._left_out = left_out
        self._folder = folder
        self._card = card
        self._changes = changes
        self._limits = limits
        self.pages = 0
        self.bytes = 0
        self._corpus = read.corpus(connection)
        self._listed = read.cluster_rows(connection)
        self._clusters = read.clusters(connection, self._listed[: limits.clusters])
        self._conflicts = read.conflicts(connection, _CONFLICTS_SHOWN)
        self._evidence = read.evidence(connection, sorted(self._ids_shown()))
        self._gallery = Gallery(painter, self._put, self._evidence)
        self._with_page = {facts.cluster["cluster_id"] for facts in self._clusters}
        self._article_ids = self._cited_articles()
        self._environment = self._environment_of_templates()

    def write(self) -> None:
        for facts in self._clusters:
            self._write_cluster(facts)
        listed = self._write_articles()
        self._render("articles.html", "articles.html", listed=listed, total=self._corpus.totals["documents"])
        total = self._corpus.totals["conflicts"]
        self._render("conflicts.html", "conflicts.html", conflicts=self._conflicts, total=total)
        self._write_list()
        self._write_home()

    # ---- what all pages share

    def _ids_shown(self) -> set[str]:
        """Return the ids of the statements that some page quotes or links to."""
        ids = {one for row in self._conflicts for one in row["observation_ids"]}
        for facts in self._clusters:
            ids |= {row["observation_id"] for row in facts.statements}
            for row in (*facts.output, *facts.employment, *facts.position, *facts.profile, *facts.channels):
                ids |= set(row["observation_ids"])
            for row in facts.channels:
                ids |= set(row["statement_ids"])
        return ids

    def _cited_articles(self) -> frozenset[str]:
        """Choose the articles with a page: those that the clusters shown cite, then the others, up to the limit."""
        cited: dict[str, None] = {}
        for facts in self._clusters:
            for row in facts.statements:
                cited.setdefault(row["document_id"])
        for row in self._conflicts:
            for one in row["observation_ids"]:
                if one in self._evidence:
                    cited.setdefault(self._evidence[one]["document_id"])
        query = "select document_id from core.document order by published_on desc nulls last, document_id limit ?"
        for row in read.rows(self._connection, query, [self._limits.articles]):
            cited.setdefault(row["document_id"])
        return frozenset(list(cited)[: self._limits.articles])

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
            "evidence": self._evidence,
            "label": words.label,
            "count": words.count,
            "rounded": words.rounded,
            "say": say,
            "when": when,
            "bounds": bounds,
            "share": share,
            "cite": self._cite,
            "quoted": quoted,
            "changed": _changed,
        }
        return environment

    def _cite(self, evidence_id: str, root: str) -> str | None:
        """Return the link to the words behind a figure, or None where its article has no page."""
        found = self._evidence.get(evidence_id)
        if found is None or found["document_id"] not in self._article_ids:
            return None
        return f"{root}articles/{found['document_id']}.html#{evidence_id}"

    def _render(self, template: str, path: str, **context: Any) -> None:
        root = "../" * path.count("/")
        self._put(path, self._environment.get_template(template).render(root=root, **context))
        self.pages += 1

    def _put(self, path: str, content: str) -> None:
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode("utf-8", errors="replace")
        target.write_bytes(data)
        self.bytes += len(data)

    # ---- pages

    def _write_home(self) -> None:
        boards = [
            _board("Largest by output value", "Output value a year", self._latest("output_value"), "value_usd"),
            _board("Largest by sales", "Sales", self._latest("sales_value"), "value_usd"),
            _board("Largest by exports", "Exports", self._latest("export_value"), "value_usd"),
            _board("Largest employers", "Employees", self._latest("employees"), "value"),
        ]
        picture = self._gallery.ranking(boards[0]["rows"] or boards[1]["rows"])
        self._render(
            "home.html",
            "index.html",
            boards=boards,
            pictures=[picture] if picture else [],
            conflicts=self._conflicts[:5],
            card=self._card,
            changes=self._changes,
        )

    def _latest(self, indicator: str) -> list[read.Row]:
        """Return each cluster's latest row of an indicator."""
        found: dict[str, read.Row] = {}
        for facts in self._clusters:
            for row in (*facts.output, *facts.employment):
                if row["indicator"] != indicator or level(row) is None:
                    continue
                old = found.get(row["cluster_id"])
                if old is None or _recency(row) > _recency(old):
                    found[row["cluster_id"]] = row
        return list(found.values())

    def _write_list(self) -> None:
        listed = []
        for cluster in self._listed:
            listed.append(
                {
                    "name": cluster["name"],
                    "page": f"clusters/{cluster['cluster_id']}.html"
                    if cluster["cluster_id"] in self._with_page
                    else "",
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

    def _write_cluster(self, facts: read.ClusterFacts) -> None:
        cluster = facts.cluster
        ids = [one for row in facts.output + facts.employment for one in row["observation_ids"]]
        sources = dict.fromkeys(
            f"{e['title'] or 'untitled'} ({e['published_on'] or 'undated'})"
            for e in (self._evidence.get(one) for one in ids)
            if e
        )
        citation = f"{cluster['name']}, in: Clusterbook, from {name_list(list(sources), 4) or 'no article'}."
        self._render(
            "cluster.html",
            f"clusters/{cluster['cluster_id']}.html",
            facts=facts,
            pictures=list(self._gallery.series(facts)),
            citation=citation,
            limit=_STATEMENTS_SHOWN,
        )

    def _write_articles(self) -> list[Mapping[str, Any]]:
        listed = []
        chosen = sorted(self._article_ids)
        for first in range(0, len(chosen), 200):
            part = chosen[first : first + 200]
            texts = self._texts(part)
            besides = self._left_out(part)
            for facts in read.articles(self._connection, part):
                document = facts.document
                text = texts[document["document_id"]]
                title = document["title"] or text.strip().split("\n", 1)[0][:90] or "untitled"
                self._render(
                    "article.html",
                    f"articles/{document['document_id']}.html",
                    facts=facts,
                    title=title,
                    link=web_address(document["source_url"]),
                    segments=segments(text, _marks(facts)),
                    left_out=besides.get(document["document_id"], "").splitlines(),
                    citation=article_citation(document, title),
                )
                listed.append(
                    {
                        **document,
                        "title": title,
                        "used": len(facts.observations) + sum(r["observation_id"] is None for r in facts.channels),
                        "rejected": len(facts.rejected),
                    }
                )
        return sorted(listed, key=lambda row: (str(row["published_on"] or ""), row["document_id"]), reverse=True)


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


def _recency(row: read.Row) -> tuple[str, float]:
    return str(row["period_end"] or ""), row["confidence"]


def _board(title: str, column: str, found: Sequence[read.Row], by: str) -> dict[str, Any]:
    ranked = sorted(found, key=lambda r: (-(r[by] if r[by] is not None else -1), r["cluster_id"]))
    return {"title": title, "column": column, "rows": ranked[:10]}


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
