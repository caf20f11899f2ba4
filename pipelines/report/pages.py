"""Pages: the warehouse put into templates and written as a folder that opens from disk, with no network."""

import base64
import csv
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from pipelines.report import read, words
from pipelines.report.charts import Bar, Painter, Point, bars_spec, series_spec
from pipelines.report.marking import Mark, segments

_TEMPLATES = files(__package__) / "templates"
_SERIES = ("output_value", "output_volume", "sales_value", "export_value", "employees", "enterprises")
_STATEMENTS_SHOWN = 300
_CONFLICTS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What was written."""

    index: Path
    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart on a page and the files beside it."""

    svg: Markup
    alt: str
    citation: str
    svg_path: str
    csv_path: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much gets a page of its own: a huge corpus still makes a report that opens."""

    clusters: int = 2000
    articles: int = 3000
    charts: int = 600


def write_report(
    connection: read.Connection,
    texts: Callable[[Sequence[str]], Mapping[str, str]],
    folder: Path,
    *,
    cache: Path | None = None,
    card: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
) -> Report:
    """Write the report of a published warehouse into `folder`, replacing what is there in one step.

    `texts` gives the stored text of documents by id; `card` is the accuracy card as `evaluate --json` prints it.
    """
    build = folder.with_name(f".{folder.name}.build-{os.getpid()}")
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    try:
        writer = _Writer(
            connection, texts, build, Painter(cache, (limits or Limits()).charts), card, limits or Limits()
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
        folder: Path,
        painter: Painter,
        card: Mapping[str, Any] | None,
        limits: Limits,
    ) -> None:
        self._connection = connection
        self._texts = texts
        self._folder = folder
        self._painter = painter
        self._card = card
        self._limits = limits
        self.pages = 0
        self.bytes = 0
        self._corpus = read.corpus(connection)
        self._evidence = read.evidence(connection)
        self._clusters = read.clusters(connection)
        self._conflicts = read.conflicts(connection)
        self._with_page = {facts.cluster["cluster_id"] for facts in self._clusters[: limits.clusters]}
        self._article_ids = self._cited_articles()
        self._environment = self._environment_of_templates()

    def write(self) -> None:
        for facts in self._clusters[: self._limits.clusters]:
            self._write_cluster(facts)
        listed = self._write_articles()
        self._render("articles.html", "articles.html", listed=listed, total=self._corpus.totals["documents"])
        shown = self._conflicts[:_CONFLICTS_SHOWN]
        self._render("conflicts.html", "conflicts.html", conflicts=shown, total=len(self._conflicts))
        self._write_list()
        self._write_home()

    # ---- what all pages share

    def _cited_articles(self) -> frozenset[str]:
        """Choose the articles with a page: those that the clusters shown cite, then the others, up to the limit."""
        cited: dict[str, None] = {}
        for facts in self._clusters[: self._limits.clusters]:
            for row in facts.statements:
                cited.setdefault(row["document_id"])
        for row in self._conflicts[:_CONFLICTS_SHOWN]:
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
            "say": _say,
            "when": _when,
            "bounds": _bounds,
            "share": _share,
            "cite": self._cite,
            "quoted": _quoted,
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
        picture = self._ranking(boards[0]["rows"] or boards[1]["rows"])
        self._render(
            "home.html",
            "index.html",
            boards=boards,
            pictures=[picture] if picture else [],
            conflicts=self._conflicts[:5],
            card=self._card,
        )

    def _latest(self, indicator: str) -> list[read.Row]:
        """Return each cluster's latest row of an indicator."""
        found: dict[str, read.Row] = {}
        for facts in self._clusters[: self._limits.clusters]:
            for row in (*facts.output, *facts.employment):
                if row["indicator"] != indicator or _level(row) is None:
                    continue
                old = found.get(row["cluster_id"])
                if old is None or _recency(row) > _recency(old):
                    found[row["cluster_id"]] = row
        return list(found.values())

    def _ranking(self, ranked: Sequence[read.Row]) -> Picture | None:
        bars = [
            Bar(str(row["cluster_name"]), round(row["value_usd"] / 1e9, 3), _say(row))
            for row in ranked
            if row["value_usd"] is not None
        ]
        if len(bars) < 2:
            return None
        citation = "Clusterbook; each at the average exchange rate of its year"
        title = "Largest clusters in US dollars"
        spec = bars_spec(bars, title=title, unit="billion USD", citation=citation)
        table = [("cluster", "billion_usd", "as_stated"), *((b.label, b.value, b.said) for b in bars)]
        return self._picture(spec, "charts/largest", title, citation, table)

    def _write_list(self) -> None:
        listed = []
        for facts in self._clusters:
            cluster = facts.cluster
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
        citation = f"{cluster['name']}, in: Clusterbook, from {_listed(list(sources), 4) or 'no article'}."
        self._render(
            "cluster.html",
            f"clusters/{cluster['cluster_id']}.html",
            facts=facts,
            pictures=list(self._series(facts)),
            citation=citation,
            limit=_STATEMENTS_SHOWN,
        )

    def _series(self, facts: read.ClusterFacts) -> Iterable[Picture]:
        """Draw the series of a cluster that have at least two dated statements, and its channel shares."""
        for indicator in _SERIES:
            for unit in sorted({r["unit"] for r in facts.statements if r["indicator"] == indicator}):
                chosen = [
                    r
                    for r in facts.statements
                    if (r["indicator"], r["unit"]) == (indicator, unit)
                    and r["statement_kind"] == "actual"
                    and (r["period_end"] or r["period_start"])
                ]
                if len({r["period_end"] or r["period_start"] for r in chosen}) < 2:
                    continue
                title = f"{facts.cluster['name']}: {words.label(indicator)}"
                citation = self._sources(chosen)
                scale, said_unit = _scale(chosen, unit)
                points = [
                    Point(
                        _middle(r["period_start"], r["period_end"]),
                        *(None if r[k] is None else float(r[k]) / scale for k in ("value", "value_low", "value_high")),
                        said=_say(r),
                        source=str(self._evidence.get(r["observation_id"], {}).get("title") or ""),
                    )
                    for r in chosen
                ]
                spec = series_spec(points, title=title, unit=said_unit, citation=citation)
                header = ("drawn_at", "value", "value_low", "value_high", "as_stated", "source")
                table = [header, *((p.when, p.value, p.low, p.high, p.said, p.source) for p in points)]
                name = f"charts/{facts.cluster['cluster_id']}-{indicator}-{unit}"
                picture = self._picture(spec, name, title, citation, table)
                if picture:
                    yield picture
        shares = [r for r in facts.channels if r["share_pct"] is not None]
        if len(shares) >= 2:
            title = f"{facts.cluster['name']}: trade channels"
            citation = (
                "Clusterbook; shares by the basis and of the whole named; shares of different bases do not add up"
            )
            bars = [
                Bar(
                    f"{words.label(r['channel'])} ({words.label(r['share_basis'])}, {words.label(r['share_scope'])})",
                    float(r["share_pct"]),
                    f"{_share(r)}, {_when(r)}",
                    words.label(r["channel_group"]),
                )
                for r in shares[:12]
            ]
            spec = bars_spec(bars, title=title, unit="percent", citation=citation)
            table = [
                ("channel", "share_pct", "as_stated", "group"),
                *((b.label, b.value, b.said, b.group) for b in bars),
            ]
            picture = self._picture(spec, f"charts/{facts.cluster['cluster_id']}-channels", title, citation, table)
            if picture:
                yield picture

    def _sources(self, chosen: Sequence[read.Row]) -> str:
        cited = (self._evidence.get(row["observation_id"]) for row in chosen)
        names = dict.fromkeys(_source_name(e) for e in cited if e)
        return f"Clusterbook, from {_listed(list(names), 3)}"

    def _picture(
        self, spec: dict[str, Any], name: str, alt: str, citation: str, table: Iterable[Sequence[Any]]
    ) -> Picture | None:
        svg = self._painter.draw(spec)
        if svg is None:
            return None
        self._put(f"{name}.svg", svg)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([[_cell(x) for x in line] for line in table])
        self._put(f"{name}.csv", out.getvalue())
        return Picture(
            Markup(svg), f"{alt}. The same figures stand in the table below.", citation, f"{name}.svg", f"{name}.csv"
        )

    def _write_articles(self) -> list[Mapping[str, Any]]:
        listed = []
        chosen = sorted(self._article_ids)
        for first in range(0, len(chosen), 200):
            part = chosen[first : first + 200]
            texts = self._texts(part)
            for facts in read.articles(self._connection, part):
                document = facts.document
                text = texts[document["document_id"]]
                title = document["title"] or text.strip().split("\n", 1)[0][:90] or "untitled"
                self._render(
                    "article.html",
                    f"articles/{document['document_id']}.html",
                    facts=facts,
                    title=title,
                    link=_web_address(document["source_url"]),
                    segments=segments(text, _marks(facts)),
                    citation=_article_citation(document, title),
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
        title = f"{words.label(row['indicator'])}{grown}: {_say(row)}"
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


def _say(row: read.Row) -> str:
    if _level(row) is None and row.get("growth_pct") is not None:
        return f"{row['growth_pct']:+.4g} % (level not stated)"
    return words.figure(row["value"], row["value_low"], row["value_high"], row["qualifier"], row.get("unit"))


def _when(row: read.Row) -> str:
    return words.period(row.get("time_period"), row.get("period_start"), row.get("period_end"), row.get("period_key"))


def _bounds(row: read.Row) -> str:
    """Say the bounds of a reconciled figure where they say more than the figure itself."""
    low, high = row["value_low"], row["value_high"]
    if row["qualifier"] == "exact" and low == high:
        return ""
    if low is not None and high is not None and low != high:
        return f"{words.number(low)} to {words.number(high)}"
    if low is not None and high is None:
        return f"≥ {words.number(low)}"
    if high is not None and low is None:
        return f"≤ {words.number(high)}"
    return ""


def _share(row: read.Row) -> str:
    if row["share_pct"] is None and row["share_low"] is None and row["share_high"] is None:
        return ""
    return words.figure(row["share_pct"], row["share_low"], row["share_high"], row["qualifier"], "percent")


def _level(row: read.Row) -> Any:
    return next((row[k] for k in ("value", "value_low", "value_high") if row[k] is not None), None)


def _recency(row: read.Row) -> tuple[str, float]:
    return str(row["period_end"] or ""), row["confidence"]


def _board(title: str, column: str, found: Sequence[read.Row], by: str) -> dict[str, Any]:
    ranked = sorted(found, key=lambda r: (-(r[by] if r[by] is not None else -1), r["cluster_id"]))
    return {"title": title, "column": column, "rows": ranked[:10]}


def _middle(start: date | None, end: date | None) -> str:
    """Return where a statement stands on the time axis: the middle of its period, or the one day that is known."""
    if start and end:
        return str(start + (end - start) / 2)
    return str(end or start)


def _scale(chosen: Sequence[read.Row], unit: str) -> tuple[float, str]:
    top = max(float(_level(r) or 0) for r in chosen)
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if top >= size:
            return size, f"{word} {words.unit_words(unit)}"
    return 1, words.unit_words(unit)


def _quoted(evidence: read.Row) -> Markup:
    """Return the sentence with its quote marked."""
    sentence, quote = str(evidence["sentence"]), str(evidence["quote"])
    before, found, after = sentence.partition(quote)
    if not found:
        return Markup("{}").format(sentence)
    return Markup("{}<mark class='used'>{}</mark>{}").format(before, quote, after)


def _article_citation(document: read.Row, title: str) -> str:
    parts = [f"“{title}”", document["publisher"], document["published_on"], document["source_url"]]
    return ", ".join(str(part) for part in parts if part) + f". Clusterbook document {document['document_id']}."


def _source_name(evidence: read.Row) -> str:
    name = str(evidence["publisher"] or evidence["title"] or "untitled")
    return f"{name}, {evidence['published_on']}" if evidence["published_on"] else name


def _web_address(address: str | None) -> str | None:
    """Return an address only where it leads to the web: nothing an article brings may run as a link."""
    return address if address and urlsplit(address).scheme in ("http", "https") else None


def _listed(names: Sequence[str], most: int) -> str:
    more = len(names) - most
    return "; ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _cell(value: Any) -> Any:
    """Return a CSV cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
