"""Charts: rows to SVG by Vega-Altair. Text stays text, colours follow the page, the citation stands in the picture."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A light and a dark page share one picture: marks keep their colour, text and axes take the page's.
_INK = "currentColor"
_ACCENT = "#b4552d"
_FAINT = "#8a8f98"
_PALETTE = ["#b4552d", "#2d6a8f", "#5f7f3a", "#8a5a9e", "#a08a2d", "#4f8f8a"]


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of a series; a missing bound is open, drawn as an arrow."""

    when: str  # ISO date at which it is drawn: the middle of its period, or the day it holds for
    value: float | None
    low: float | None
    high: float | None
    said: str  # the figure in words, for the tooltip
    source: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a label, a value, and its bounds where the wording gives a bound only."""

    label: str
    value: float
    said: str
    group: str = ""


class Painter:
    """Draws specifications as SVG and keeps each picture by the hash of its specification."""

    def __init__(self, cache: Path | None = None, limit: int = 150) -> None:
        """Keep pictures in `cache`; draw at most `limit` new ones, so that a huge corpus still ends in minutes."""
        self._cache = cache
        self._left = limit

    def draw(self, spec: dict[str, Any]) -> str | None:
        """Return the SVG of a Vega-Lite specification, or None when the limit of new pictures is reached."""
        key = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:24]
        kept = self._cache / f"{key}.svg" if self._cache else None
        if kept is not None and kept.exists():
            return kept.read_text(encoding="utf-8")
        if self._left <= 0:
            return None
        self._left -= 1
        import vl_convert

        svg: str = vl_convert.vegalite_to_svg(spec)
        svg = svg.replace('<?xml version="1.0" encoding="utf-8"?>', "").strip()
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_text(svg, encoding="utf-8")
            part.replace(kept)
        return svg


def _altair() -> Any:
    """Return Altair without its check of every part against the schema, which takes longer than the picture itself."""
    import altair
    from altair.utils import schemapi

    schemapi.DEBUG_MODE = False
    return altair


def series_spec(points: Sequence[Point], *, title: str, unit: str, citation: str) -> dict[str, Any]:
    """Return the chart of a series: every statement a dot, a range a bar, an open bound an arrow."""
    alt = _altair()

    levels = [x for p in points for x in (p.value, p.low, p.high) if x is not None]
    reach = (max(levels) - min(levels) or max(levels, default=1)) * 0.12
    data = [
        {
            "when": p.when,
            "value": p.value if p.value is not None else (p.low if p.low is not None else p.high),
            "low": p.low,
            "high": p.high,
            "said": p.said,
            "source": p.source,
            "tip": _tip(p, reach),
        }
        for p in points
    ]
    years = [int(p.when[:4]) for p in points]
    domain = [f"{min(years)}-01-01", f"{max(years) + 1}-01-01"]
    x = alt.X(
        "when:T",
        title=None,
        scale=alt.Scale(domain=domain),
        axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True),
    )
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=True))
    base = alt.Chart(alt.Data(values=data))
    layers = alt.layer(
        base.mark_rule(color=_FAINT, strokeWidth=2)
        .encode(x=x, y="low:Q", y2="high:Q")
        .transform_filter("isValid(datum.low) && isValid(datum.high) && datum.low != datum.high"),
        base.mark_rule(color=_ACCENT, strokeWidth=2, strokeDash=[3, 2])
        .encode(x=x, y="value:Q", y2="tip:Q")
        .transform_filter("isValid(datum.tip)"),
        base.mark_point(filled=True, size=70, color=_ACCENT).encode(x=x, y=y),
    )
    return _framed(layers.properties(width=520, height=200), title, citation)


def _tip(point: Point, reach: float) -> float | None:
    """Say where the arrow of an open bound ends."""
    if point.low is not None and point.high is None:
        return point.low + reach
    if point.high is not None and point.low is None:
        return max(0.0, point.high - reach)
    return None


def bars_spec(bars: Sequence[Bar], *, title: str, unit: str, citation: str, width: int = 420) -> dict[str, Any]:
    """Return a ranked bar chart with the figure in words at the end of each bar."""
    alt = _altair()

    data = [{"label": b.label, "value": b.value, "said": b.said, "group": b.group} for b in bars]
    base = alt.Chart(alt.Data(values=data)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
    )
    groups = sorted({b.group for b in bars})
    color = (
        alt.Color("group:N", title=None, scale=alt.Scale(domain=groups, range=_PALETTE[: len(groups)]))
        if len(groups) > 1
        else alt.value(_ACCENT)
    )
    top = max((b.value for b in bars), default=1) * 1.35 or 1
    chart = alt.layer(
        base.mark_bar(height={"band": 0.7}).encode(
            x=alt.X("value:Q", title=unit, scale=alt.Scale(domain=[0, top])), color=color
        ),
        base.mark_text(align="left", dx=5, color=_INK).encode(x="value:Q", text="said:N"),
    )
    return _framed(chart.properties(width=width, height=alt.Step(24)), title, citation)


def _framed(chart: Any, title: str, citation: str) -> dict[str, Any]:
    alt = _altair()

    framed = chart.properties(
        title=alt.TitleParams(
            title, subtitle=citation, anchor="start", color=_INK, subtitleColor=_INK, fontSize=14, subtitleFontSize=10
        ),
        background="transparent",
        padding={"left": 12, "right": 12, "top": 5, "bottom": 5},
    ).configure_view(stroke=None)
    for configure in (framed.configure_axis,):
        framed = configure(
            labelColor=_INK, titleColor=_INK, domainColor=_FAINT, tickColor=_FAINT, gridOpacity=0.15, gridColor=_INK
        )
    spec: dict[str, Any] = framed.configure_legend(labelColor=_INK, titleColor=_INK).to_dict()
    spec.setdefault("config", {})["font"] = "system-ui, 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif"
    return spec
