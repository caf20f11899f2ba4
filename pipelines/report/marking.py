"""Marking: a text cut into segments, each with the marks that cover it. Escaping is the template's work."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from pipelines.report import words
from pipelines.report.read import ArticleFacts, Row
from pipelines.report.sayings import say


class Mark(NamedTuple):
    """A stretch of the text with what became of it; `anchor` is unique on the page."""

    start: int
    end: int
    kind: str  # used, channel, rejected, period, furniture
    anchor: str
    title: str  # in words: what it was read as, or why it was not used


class Segment(NamedTuple):
    """A run of characters under the same marks; `first_of` holds the anchors that begin here."""

    text: str
    kind: str | None
    title: str
    first_of: tuple[str, ...]


# A figure used outranks a period that it lies in; furniture is the background.
_RANK = {"used": 0, "channel": 1, "rejected": 2, "period": 3, "furniture": 4}


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut `text` at every mark's border; a segment shows its highest mark and names all that begin with it.

    >>> [s.text for s in segments("made 20 pieces", [Mark(5, 14, "used", "a", "")])]
    ['made ', '20 pieces']
    """
    within = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=attrgetter("start", "end", "anchor"))
    borders = sorted({0, len(text), *(m.start for m in within), *(m.end for m in within)})
    out: list[Segment] = []
    active: list[Mark] = []
    upcoming = iter(within)
    following = next(upcoming, None)
    for start, end in pairwise(borders):
        active = [m for m in active if m.end > start]
        begins: list[Mark] = []
        while following is not None and following.start == start:
            begins.append(following)
            following = next(upcoming, None)
        active += begins
        out.append(_segment(text[start:end], active, begins))
    return out


def _segment(text: str, active: Sequence[Mark], begins: Sequence[Mark]) -> Segment:
    if not active:
        return Segment(text, None, "", ())
    top, title = active[0], active[0].title
    if len(active) > 1:
        top = min(active, key=lambda m: (_RANK[m.kind], m.start, m.end))
        title = "; ".join(dict.fromkeys(m.title for m in active if m.kind == top.kind and m.title))
    return Segment(text, top.kind, title, tuple(m.anchor for m in begins))


def marks_of(facts: ArticleFacts) -> Iterable[Mark]:
    """Yield a mark for all that was read in an article."""
    for row in facts.observations:
        grown = f" of {words.label(row['growth_of'])}" if row["growth_of"] else ""
        title = f"{words.label(row['indicator'])}{grown}: {say(row)}"
        yield Mark(row["start"], row["end"], "used", row["observation_id"], title)
    for row in facts.channels:
        title = f"{words.label(row['channel'])}: {row['signal']}"
        yield Mark(row["start"], row["end"], "channel", row["statement_id"], title)
    for row in facts.rejected:
        yield _numbered(row, "rejected", f"not used: {row['reason'] or ''}")
    for row in facts.periods:
        yield _numbered(row, "period", f"period: {row['reading'] or ''}")
    for row in facts.furniture:
        yield _numbered(row, "furniture", "page furniture")


def _numbered(row: Row, kind: str, title: str) -> Mark:
    return Mark(row["start"], row["end"], kind, f"{kind}-{row['start']}-{row['end']}", title)
