"""Pictures: which charts a page shows, with the files that let a reader take them along."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from pipelines.report import words
from pipelines.report.cells import harmless
from pipelines.report.charts import Bar, Painter, Point, Spec, bars_spec, key_of, series_spec
from pipelines.report.keeping import Kept
from pipelines.report.read import Row
from pipelines.report.sayings import level, name_list, say, share, source_name, when
from pipelines.report.shown import Drawn

CHARTED = ("output_value", "output_volume", "sales_value", "export_value", "employees", "enterprises")


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart on a page and the files beside it."""

    svg: Markup
    alt: str
    citation: str
    svg_path: str
    csv_path: str


@dataclass(frozen=True)
class Drawing:
    """A chart to be drawn."""

    spec: Spec
    name: str  # of its files, without their endings
    title: str
    citation: str
    table: Sequence[Sequence[Any]]  # the same figures, a heading first

    @cached_property
    def key(self) -> str:
        """Name what is drawn, and by what."""
        return key_of(self.spec)

    @property
    def svg_path(self) -> str:
        return f"{self.name}.svg"

    @property
    def csv_path(self) -> str:
        return f"{self.name}.csv"


class Gallery:
    """Hangs drawings: an SVG and a CSV file beside the pages, written by `put`, of which `kept` keeps the last ones."""

    def __init__(self, painter: Painter, kept: Kept, put: Callable[[str, str], None]) -> None:
        self._painter = painter
        self._kept = kept
        self._put = put

    def begin(self, drawings: Iterable[Drawing]) -> None:
        """Begin to draw what the last report does not have."""
        self._painter.begin({one.key: one.spec for one in drawings if not self._kept.drawn(one.svg_path, one.key)})

    def hang(self, drawing: Drawing) -> Picture:
        """Return the picture of a drawing, its files in place."""
        svg = self._kept.picture(drawing.svg_path, drawing.key) or self._painter.draw(drawing.key, drawing.spec)
        self._kept.add_picture(drawing.svg_path, drawing.key)
        self._put(drawing.svg_path, svg)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([[harmless(x) for x in line] for line in drawing.table])
        self._put(drawing.csv_path, out.getvalue())
        alt = f"{drawing.title}. The same figures stand in the table below."
        return Picture(Markup(svg), alt, drawing.citation, drawing.svg_path, drawing.csv_path)


def ranking(ranked: Sequence[Row]) -> Drawing | None:
    """Draw the clusters of a board by their value in dollars; None for fewer than two."""
    bars = [
        Bar(str(row["cluster_name"]), round(row["value_usd"] / 1e9, 3), say(row))
        for row in ranked
        if row["value_usd"] is not None
    ]
    if len(bars) < 2:
        return None
    citation = "Clusterbook; each at the average exchange rate of its year"
    title = "Largest clusters in US dollars"
    spec = bars_spec(bars, title=title, unit="billion USD", citation=citation)
    table = [("cluster", "billion_usd", "as_stated"), *((b.label, b.value, b.said) for b in bars)]
    return Drawing(spec, "charts/largest", title, citation, table)


def drawings_of(drawn: Drawn) -> Iterable[Drawing]:
    """Draw the series of a cluster that were chosen for a chart, and its channel shares beside them."""
    for indicator in CHARTED:
        for unit in sorted({r["unit"] for r in drawn.points if r["indicator"] == indicator}):
            chosen = [r for r in drawn.points if (r["indicator"], r["unit"]) == (indicator, unit)]
            title = f"{drawn.cluster['name']}: {words.label(indicator)}"
            citation = _sources(chosen)
            scale, said_unit = _scale(chosen, unit)
            points = [
                Point(
                    _middle(r["period_start"], r["period_end"]),
                    *(None if r[k] is None else float(r[k]) / scale for k in ("value", "value_low", "value_high")),
                    said=say(r),
                    source=str(r["title"] or ""),
                )
                for r in chosen
            ]
            spec = series_spec(points, title=title, unit=said_unit, citation=citation)
            header = ("drawn_at", "value", "value_low", "value_high", "as_stated", "source")
            table = [header, *((p.when, p.value, p.low, p.high, p.said, p.source) for p in points)]
            name = f"charts/{drawn.cluster['cluster_id']}-{indicator}-{unit}"
            yield Drawing(spec, name, title, citation, table)
    shares = [r for r in drawn.channels if r["share_pct"] is not None]
    if len(shares) >= 2:
        title = f"{drawn.cluster['name']}: trade channels"
        citation = "Clusterbook; shares by the basis and of the whole named; shares of different bases do not add up"
        bars = [
            Bar(
                f"{words.label(r['channel'])} ({words.label(r['share_basis'])}, {words.label(r['share_scope'])})",
                float(r["share_pct"]),
                f"{share(r)}, {when(r)}",
                words.label(r["channel_group"]),
            )
            for r in shares[:12]
        ]
        spec = bars_spec(bars, title=title, unit="percent", citation=citation)
        table = [("channel", "share_pct", "as_stated", "group"), *((b.label, b.value, b.said, b.group) for b in bars)]
        yield Drawing(spec, f"charts/{drawn.cluster['cluster_id']}-channels", title, citation, table)


def _sources(chosen: Sequence[Row]) -> str:
    names = dict.fromkeys(source_name(row) for row in chosen)
    of_all = chosen[0]["of_all"]
    part = f", the {len(chosen)} surest of {of_all:,} statements" if of_all > len(chosen) else ""
    return f"Clusterbook{part}, from {name_list(list(names), 3)}"


def _middle(start: date | None, end: date | None) -> str:
    """Return where a statement stands on the time axis: the middle of its period, or the one day that is known."""
    if start and end:
        return str(start + (end - start) / 2)
    return str(end or start)


def _scale(chosen: Sequence[Row], unit: str) -> tuple[float, str]:
    top = max(float(level(r) or 0) for r in chosen)
    for size, word in ((1e9, "billion"), (1e6, "million")):
        if top >= size:
            return size, f"{word} {words.unit_words(unit)}"
    return 1, words.unit_words(unit)
