"""Spans: half-open ranges of Unicode code points in a document's stored text."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

_set = object.__setattr__  # what a frozen class is made with


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """`text[start:end]`; `start` is the first code point, `end` the one after the last."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:  # as written: there are more spans than all else together
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _set(self, "start", start)
        _set(self, "end", end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters that the span covers in `text`.

        >>> Span(4, 7).of("the fox")
        'fox'
        """
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """Return the span moved by `by` code points: from a part of a text into the whole."""
        return Span(self.start + by, self.end + by)


class Stretches:
    """Stretches of a text, in any order and perhaps over one another, to ask whether one touches a part of it."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Say whether one of them shares a code point with `[start, end)`.

        >>> Stretches([(0, 9), (2, 4)]).touch(5, 6), Stretches([(0, 5)]).touch(5, 6)
        (True, False)
        """
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start
