"""Spans: half-open ranges of Unicode code points in a document's stored text."""

from dataclasses import dataclass

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
