"""Accounting: every numeral run of a text lies in exactly one home, and this says which.

Furniture comes first (a page's date is the page's), then what is used, then periods, then what is rejected.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

from pipelines.interpret.records import Reading
from pipelines.recognise.quantities import recognise_figures
from pipelines.text.spans import Span

HOMES = ("furniture", "observation", "channel statement", "period", "rejected")


def accounting(reading: Reading, text: str) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Return each numeral run with its homes: one for each run of a sound reading.

    A run in the span of a channel statement counts there only if no observation has it.
    """
    homes = [
        ("furniture", _Spans(reading.furniture)),
        ("observation", _Spans(o.span for o in reading.observations)),
        ("period", _Spans(p.span for p in reading.periods)),
        ("rejected", _Spans(m.span for m in reading.rejected)),
    ]
    out = []
    for run in recognise_figures(text, periods=reading.periods).runs:
        found = tuple(name for name, spans in homes if spans.meet(run))
        if found[:1] == ("furniture",):
            found = found[:1]
        if found[:1] == ("observation",):  # the year inside "of the 2013 total" is the figure's and the period's
            found = tuple(name for name in found if name != "period")
        out.append((run, found))
    return tuple(out)


def unread(runs: Iterable[Span], homes: Sequence[Iterable[Span]]) -> list[Span]:
    """Return the runs that lie in no home."""
    known = _Spans(chain.from_iterable(homes))
    return [run for run in runs if not known.meet(run)]


class _Spans:
    """Spans to ask whether one of them meets a run."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted([(span.start, span.end) for span in spans])
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate([end for _, end in ordered], max))

    def meet(self, run: Span) -> bool:
        at = bisect_right(self._starts, run.end - 1) - 1
        return at >= 0 and self._reach[at] > run.start
