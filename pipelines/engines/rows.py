"""A reading as rows of the core tables: ids, quotes, exact decimals; one dictionary a row, keyed by column."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from pipelines.interpret.records import ChannelStatement, Observation, Reading
from pipelines.recognise.mentions import Organisation, Place
from pipelines.text.spans import Span

Row = dict[str, Any]
_NUMERAL = re.compile(r"\d+")
_EXACT = Context(prec=60)
_PLACES = Decimal("1e-9")


def identity(document_id: str, *parts: object) -> str:
    """Return the id of something at a place of a document; no interpreted field goes in."""
    return hashlib.sha256(":".join((document_id, *map(str, parts))).encode()).hexdigest()[:32]


def rows_of(reading: Reading, text: str, document_id: str) -> Mapping[str, list[Row]]:
    """Return the rows that a reading gives each table, by the table's name without its schema."""
    sentence_ids = [identity(document_id, "sentence", s.span.start, s.span.end) for s in reading.sentences]
    observation_ids = [identity(document_id, o.span.start, o.span.end, o.ordinal) for o in reading.observations]
    place = _Placed(text, document_id)
    observations = [
        place(o.span)
        | _observation(o)
        | {
            "observation_id": observation_ids[at],
            "sentence_id": sentence_ids[o.sentence],
            "restates": None if o.restates is None else observation_ids[o.restates],
        }
        for at, o in enumerate(reading.observations)
    ]
    channels = [
        place(c.span)
        | _channel(c)
        | {
            "statement_id": identity(document_id, c.span.start, c.span.end, c.channel, c.ordinal),
            "sentence_id": sentence_ids[c.sentence],
            "observation_id": None if c.observation is None else observation_ids[c.observation],
        }
        for c in reading.channels
    ]
    told = {o.sentence for o in reading.observations} | {c.sentence for c in reading.channels}
    sentences = [
        place(s.span)
        | {"sentence_id": sentence_ids[at], "paragraph": s.paragraph, "sentence_kind": s.kind}
        | {"text": s.span.of(text)}
        for at, s in enumerate(reading.sentences)
        if at in told
    ]
    for row in sentences:
        del row["quote"]
    counts, rejected = _accounted(reading, text)
    return {
        "reading": [{"document_id": document_id, "failure": None} | counts],
        "sentence": _unique(sentences, "sentence_id"),
        "observation": observations,
        "channel_statement": channels,
        "rejected_mention": _unique([place(span) | why for span, why in rejected]),
        "period_mention": _unique(
            place(p.span)
            | {
                "period_start": p.start_date,
                "period_end": p.end_date,
                "time_period": p.time_period,
                "period_basis": p.basis,
                "kind": p.kind,
                "reading": p.rule,
            }
            for p in reading.periods
        ),
        "place_mention": _unique(place(p.span) | _place(p) for p in reading.places),
        "organisation_mention": _unique(place(o.span) | _organisation(o) for o in reading.organisations),
        "furniture": _unique(place(span) for span in reading.furniture),
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


def decimal(number: Fraction | None) -> Decimal | None:
    """Return a number to nine places, as the tables hold it."""
    if number is None:
        return None
    return _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator)).quantize(
        _PLACES, ROUND_HALF_EVEN, context=_EXACT
    )


_OBSERVED = ("ordinal", "qualifier", "unit", "unit_printed", "indicator", "growth_of", "direction", "compared_to")
_ABOUT = ("product", "trade", "subject", "subject_kind", "place_code")
_WHEN = ("period_start", "period_end", "time_period", "period_basis")
_SHARED = ("share_basis", "share_scope", "share_of", "confidence", "rule")


def _fields(record: object, names: Iterable[str]) -> Row:
    return {name: getattr(record, name) for name in names}


def _observation(o: Observation) -> Row:
    return _fields(o, (*_OBSERVED, *_ABOUT, *_WHEN, *_SHARED, "statement_kind", "scope", "obs_status")) | {
        "value": decimal(o.value),
        "value_low": decimal(o.value_low),
        "value_high": decimal(o.value_high),
        "place_candidates": list(o.place_candidates),
        "restates_kind": o.restates_kind,
        "decisions": [f"{d.field_name}={d.value} | {d.words} | {d.rule}" for d in o.decisions],
    }


def _channel(c: ChannelStatement) -> Row:
    return _fields(c, ("ordinal", "channel", "signal", "qualifier", *_ABOUT, *_WHEN, *_SHARED)) | {
        "share_pct": decimal(c.share_pct),
        "share_low": decimal(c.share_low),
        "share_high": decimal(c.share_high),
    }


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
