"""Spans: half-open ranges of Unicode code points in a document's stored text."""

from pipelines.text.records import record


@record(order=True)
class Span:
    """`text[start:end]`; `start` is the first code point, `end` the one after the last."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        self.start = start  # type: ignore[misc]
        self.end = end  # type: ignore[misc]

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
