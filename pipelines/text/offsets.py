"""Offset maps: from a cleaned text back to the text as stored."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.text.spans import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """`raw[start:end]` was replaced by `replacement`; `defect` says why."""

    start: int
    end: int
    replacement: str
    defect: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads a span of the cleaned text to the span of the raw text it was made from."""

    starts: tuple[int, ...]  # of each edit, in the cleaned text
    ends: tuple[int, ...]
    raw_starts: tuple[int, ...]
    raw_ends: tuple[int, ...]

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> "OffsetMap":
        """Build the map of `edits`, which are in order and do not overlap."""
        starts, ends, shift = [], [], 0
        for edit in edits:
            starts.append(edit.start + shift)
            ends.append(edit.start + shift + len(edit.replacement))
            shift += len(edit.replacement) - (edit.end - edit.start)
        return cls(tuple(starts), tuple(ends), tuple(e.start for e in edits), tuple(e.end for e in edits))

    def to_raw(self, span: Span) -> Span:
        """Return the raw span; one that touches the inside of an edit takes the whole edit with it."""
        if not self.starts or not len(span):
            at = self._start(span.start)
            return Span(at, max(at, self._end(span.end))) if len(span) else Span(at, at)
        return Span(self._start(span.start), self._end(span.end))

    def _start(self, at: int) -> int:
        """Lead a start back: characters removed at it stay outside, an edit around it is taken whole."""
        i = bisect_right(self.ends, at) - 1
        if i + 1 < len(self.starts) and self.starts[i + 1] < at < self.ends[i + 1]:
            return self.raw_starts[i + 1]
        return at if i < 0 else self.raw_ends[i] + at - self.ends[i]

    def _end(self, at: int) -> int:
        i = bisect_left(self.ends, at) - 1
        if i + 1 < len(self.starts) and self.starts[i + 1] < at <= self.ends[i + 1]:
            return self.raw_ends[i + 1]
        return at if i < 0 else self.raw_ends[i] + at - self.ends[i]
