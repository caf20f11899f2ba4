"""Charts: rows to SVG by Vega-Lite. Text stays text, colours follow the page, the citation stands in the picture.

The specifications are written out here: a library that builds them costs ten times what drawing them does.
"""

import contextlib
import hashlib
import json
import multiprocessing
import signal
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

# A light and a dark page share one picture: marks keep their colour, text and axes take the page's.
_INK = "currentColor"
_ACCENT = "#b4552d"
_FAINT = "#8a8f98"
_PALETTE = ["#b4552d", "#2d6a8f", "#5f7f3a", "#8a5a9e", "#a08a2d", "#4f8f8a"]

_WORTH_A_PROCESS = 8  # drawings: so many take longer than a process to get ready

Spec = dict[str, Any]


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
    """Draws specifications as SVG, many of them on processes of their own while this one goes on."""

    def __init__(self, workers: int = 1) -> None:
        """Draw on at most `workers` processes, beside this one."""
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: dict[str, Future[str]] = {}

    def begin(self, specs: Mapping[str, Spec]) -> None:
        """Begin to draw what will be asked for by these keys, in this order."""
        workers = min(self._workers, len(specs) // _WORTH_A_PROCESS)
        if not workers:
            return
        # A fresh interpreter a worker: forking a process that holds threads (DuckDB, Arrow) can hang.
        context = multiprocessing.get_context("spawn")
        ignore = (signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to answer
        self._pool = ProcessPoolExecutor(workers, mp_context=context, initializer=signal.signal, initargs=ignore)
        with contextlib.suppress(BrokenProcessPool, OSError):  # what is not begun is drawn when it is asked for
            for key, spec in specs.items():
                self._under_way[key] = self._pool.submit(draw, spec)

    def draw(self, key: str, spec: Spec) -> str:
        """Return the SVG of a Vega-Lite specification."""
        begun = self._under_way.pop(key, None)
        if begun is not None:
            with contextlib.suppress(BrokenProcessPool):  # killed for want of memory, most likely
                return begun.result()
        return draw(spec)

    def close(self) -> None:
        """Let the processes go, what they have not drawn undrawn."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def draw(spec: Spec) -> str:
    """Return the SVG of a Vega-Lite specification."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg.replace('<?xml version="1.0" encoding="utf-8"?>', "").strip()


def key_of(spec: Spec) -> str:
    """Return what names a drawing: the specification and what draws it."""
    return hashlib.sha256(f"{_drawn_by()} {json.dumps(spec)}".encode()).hexdigest()[:24]


@cache
def _drawn_by() -> str:
    return version("vl-convert-python")


def series_spec(points: Sequence[Point], *, title: str, unit: str, citation: str) -> Spec:
    """Return the chart of a series: every statement a dot, a range a bar, an open bound an arrow."""
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
    x = {
        "field": "when",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [f"{min(years)}-01-01", f"{max(years) + 1}-01-01"]},
        "axis": {"format": "%Y", "tickCount": "year", "labelOverlap": True},
    }
    layers = [
        {
            "mark": {"type": "rule", "color": _FAINT, "strokeWidth": 2},
            "encoding": {"x": x, "y": _amount("low"), "y2": {"field": "high"}},
            "transform": [{"filter": "isValid(datum.low) && isValid(datum.high) && datum.low != datum.high"}],
        },
        {
            "mark": {"type": "rule", "color": _ACCENT, "strokeWidth": 2, "strokeDash": [3, 2]},
            "encoding": {"x": x, "y": _amount("value"), "y2": {"field": "tip"}},
            "transform": [{"filter": "isValid(datum.tip)"}],
        },
        {
            "mark": {"type": "point", "color": _ACCENT, "filled": True, "size": 70},
            "encoding": {"x": x, "y": _amount("value") | {"title": unit, "scale": {"zero": True}}},
        },
    ]
    return _framed(layers, data, title, citation) | {"width": 520, "height": 200}


def _amount(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def _tip(point: Point, reach: float) -> float | None:
    """Say where the arrow of an open bound ends."""
    if point.low is not None and point.high is None:
        return point.low + reach
    if point.high is not None and point.low is None:
        return max(0.0, point.high - reach)
    return None


def bars_spec(bars: Sequence[Bar], *, title: str, unit: str, citation: str, width: int = 420) -> Spec:
    """Return a ranked bar chart with the figure in words at the end of each bar."""
    data = [{"label": b.label, "value": b.value, "said": b.said, "group": b.group} for b in bars]
    groups = sorted({b.group for b in bars})
    color: Spec = {"value": _ACCENT}
    if len(groups) > 1:
        scale = {"domain": groups, "range": _PALETTE[: len(groups)]}
        color = {"field": "group", "type": "nominal", "title": None, "scale": scale}
    top = max((b.value for b in bars), default=1) * 1.35 or 1
    length = _amount("value") | {"title": unit, "scale": {"domain": [0, top]}}
    y = {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 240}}
    layers = [
        {
            "mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {"color": color, "x": length, "y": y},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 5, "color": _INK},
            "encoding": {"text": {"field": "said", "type": "nominal"}, "x": _amount("value"), "y": y},
        },
    ]
    return _framed(layers, data, title, citation) | {"width": width, "height": {"step": 24}}


def _framed(layers: list[Spec], data: list[Spec], title: str, citation: str) -> Spec:
    axis = {
        "labelColor": _INK,
        "titleColor": _INK,
        "domainColor": _FAINT,
        "tickColor": _FAINT,
        "gridOpacity": 0.15,
        "gridColor": _INK,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.4.1.json",
        "config": {
            "view": {"continuousWidth": 300, "continuousHeight": 300, "stroke": None},
            "axis": axis,
            "legend": {"labelColor": _INK, "titleColor": _INK},
            "font": "system-ui, 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif",
        },
        "background": "transparent",
        "padding": {"left": 12, "right": 12, "top": 5, "bottom": 5},
        "title": {
            "text": title,
            "subtitle": citation,
            "anchor": "start",
            "color": _INK,
            "subtitleColor": _INK,
            "fontSize": 14,
            "subtitleFontSize": 10,
        },
        "data": {"values": data},
        "layer": layers,
    }
