"""A reading as rows of the core tables: ids, quotes, exact decimals; one dictionary a row, keyed by column."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from pipelines.interpret.identity import sentence_id
from pipelines.interpret.records import Reading, Sentence
from pipelines.interpret.serialise import channel_row, observation_row
from pipelines.recognise.mentions import Organisation, Period, Place
from pipelines.text.spans import Span

Row = dict[str, Any]
_NUMERAL = re.compile(r"\d+")
_EXACT = Context(prec=60)
_PLACES = Decimal("1e-9")


def rows_of(reading: Reading, text: str, document_id: str) -> Mapping[str, list[Row]]:
    """Return the rows that a reading gives each table, by the table's name without its schema."""
    place = _Placed(text, document_id)
    told = {o.sentence for o in reading.observations} | {c.sentence for c in reading.channels}
    counts, rejected = _accounted(reading, text)
    return {
        "reading": [{"document_id": document_id, "failure": None} | counts],
        "sentence": _unique(
            (_sentence(s, text, document_id) for at, s in enumerate(reading.sentences) if at in told), "sentence_id"
        ),
        "observation": [_exact(observation_row(text, document_id, reading, o)) for o in reading.observations],
        "channel_statement": [_exact(channel_row(text, document_id, reading, c)) for c in reading.channels],
        "rejected_mention": _unique(place(span) | why for span, why in rejected),
        "period_mention": _unique(place(p.span) | _period(p) for p in reading.periods),
        "place_mention": _unique(place(p.span) | _place(p) for p in reading.places),
        "organisation_mention": _unique(place(o.span) | _organisation(o) for o in reading.organisations),
        "furniture": _unique(place(span) for span in reading.furniture),
    }


def _exact(row: Row) -> Row:
    """Return a row with its numbers as decimals and its decisions as lines, as the tables hold them."""
    # By type, not `isinstance`: Fraction's is asked of an abstract class, for forty columns of every row.
    out = {name: decimal(value) if type(value) is Fraction else value for name, value in row.items()}
    if "decisions" in row:
        out["decisions"] = [f"{d['field']}={d['value']} | {d['words']} | {d['rule']}" for d in row["decisions"]]
    return out


def _sentence(sentence: Sentence, text: str, document_id: str) -> Row:
    return {
        "sentence_id": sentence_id(document_id, sentence.span.start),
        "document_id": document_id,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "text": sentence.span.of(text),
        "paragraph": sentence.paragraph,
        "sentence_kind": sentence.kind,
    }


def _period(p: Period) -> Row:
    return {
        "period_start": p.start_date,
        "period_end": p.end_date,
        "time_period": p.time_period,
        "period_basis": p.basis,
        "kind": p.kind,
        "reading": p.rule,
        "candidates": [],
        "score": None,
    }


class _Placed:
    """Says where a span lies in its document, with its quote."""

    def __init__(self, text: str, document_id: str) -> None:
        self._text = text
        self._document_id = document_id

    def __call__(self, span: Span) -> Row:
        return {
            "document_id": self._document_id,
            "start": span.start,
            "end": span.end,
            "quote": span.of(self._text),
        }


def decimal(number: Fraction) -> Decimal:
    """Return a number to nine places, as the tables hold it."""
    return _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator)).quantize(
        _PLACES, ROUND_HALF_EVEN, context=_EXACT
    )


def _place(p: Place) -> Row:
    return {
        "place_code": p.place_code,
        "reading": p.candidates[0].name if p.candidates else None,
        "candidates": [f"{c.place_code} {c.name}: {', '.join(c.evidence)}" for c in p.candidates],
        "score": p.candidates[0].score if p.candidates else None,
    }


def _organisation(o: Organisation) -> Row:
    return {"kind": o.kind, "reading": o.name, "candidates": [], "score": None}


def _accounted(reading: Reading, text: str) -> tuple[Row, list[tuple[Span, Row]]]:
    """Give every numeral run of the text to exactly one use; a run that none claims is rejected as such."""
    used = _Cover([o.span for o in reading.observations] + [c.span for c in reading.channels])
    dated = _Cover(p.span for p in reading.periods)
    aside = _Cover(reading.furniture)
    refused = _Cover(r.span for r in reading.rejected)
    counts = dict.fromkeys(("used", "in_periods", "in_furniture", "rejected"), 0)
    rejected = [
        (r.span, {"reason_code": r.reason_code, "reason": r.reason}) for r in reading.rejected if not used.holds(r.span)
    ]
    seen = 0
    for match in _NUMERAL.finditer(text):
        seen += 1
        span = Span(*match.span())
        if used.holds(span):
            counts["used"] += 1
        elif dated.holds(span):
            counts["in_periods"] += 1
        elif aside.holds(span):
            counts["in_furniture"] += 1
        else:
            counts["rejected"] += 1
            if not refused.holds(span):
                why = {"reason_code": "not_read", "reason": "No rule reads this number."}
                rejected.append((span, why))
    row: Row = {f"figures_{name}": count for name, count in counts.items()}
    row |= {"figures_seen": seen, "figures_unaccounted": seen - sum(counts.values())}
    return row, rejected


class _Cover:
    """Says whether a stretch lies inside some spans, overlapping ones taken together."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def holds(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and span.end <= self._ends[at]


def _unique(rows: Iterable[Row], *key: str) -> list[Row]:
    """Keep the first row of each key: two rules that read one stretch alike are one mention."""
    found: dict[object, Row] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in key or ("start", "end")), row)
    return list(found.values())


def every_table() -> Iterator[str]:
    """Yield the names of the tables that a reading fills."""
    yield from (
        "reading",
        "sentence",
        "observation",
        "channel_statement",
        "rejected_mention",
        "period_mention",
        "place_mention",
        "organisation_mention",
        "furniture",
    )
