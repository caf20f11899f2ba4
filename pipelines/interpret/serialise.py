"""Records to plain rows, the same for the tables, the extract command and Python callers."""

from datetime import date
from fractions import Fraction
from typing import Any

from pipelines.interpret.identity import observation_id, sentence_id, statement_id
from pipelines.interpret.records import ChannelStatement, Observation, Reading
from pipelines.text.spans import Span


def observation_row(text: str, document: str, reading: Reading, observation: Observation) -> dict[str, Any]:
    """Return the columns of core.observation but for cluster_id, and the subject's other names; numbers stay exact."""
    o = observation
    restated = reading.observations[o.restates] if o.restates is not None else None
    return {
        "observation_id": _observation_id(document, o),
        "document_id": document,
        "start": o.span.start,
        "end": o.span.end,
        "ordinal": o.ordinal,
        "quote": o.span.of(text),
        "sentence_id": sentence_id(document, reading.sentences[o.sentence].span.start),
        "value": o.value,
        "value_low": o.value_low,
        "value_high": o.value_high,
        "qualifier": o.qualifier,
        "unit": o.unit,
        "unit_printed": o.unit_printed,
        "indicator": o.indicator,
        "growth_of": o.growth_of,
        "direction": o.direction,
        "compared_to": o.compared_to,
        "product": o.product,
        "trade": o.trade,
        "subject": o.subject,
        "subject_kind": o.subject_kind,
        "subject_aliases": list(o.subject_aliases),
        "place_code": o.place_code,
        "place_candidates": list(o.place_candidates),
        "period_start": o.period_start,
        "period_end": o.period_end,
        "time_period": o.time_period,
        "period_basis": o.period_basis,
        "statement_kind": o.statement_kind,
        "scope": o.scope,
        "obs_status": o.obs_status,
        "confidence": o.confidence,
        "share_basis": o.share_basis,
        "share_scope": o.share_scope,
        "share_of": o.share_of,
        "restates": _observation_id(document, restated) if restated is not None else None,
        "restates_kind": o.restates_kind,
        "rule": o.rule,
        "decisions": [decision_row(d.field_name, d.value, d.words, d.span, d.rule) for d in o.decisions],
    }


def decision_row(field: str, value: str, words: str, span: Span | None, rule: str) -> dict[str, Any]:
    """Return one decision: what `explain` prints."""
    return {
        "field": field,
        "value": value,
        "words": words,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "rule": rule,
    }


def channel_row(text: str, document: str, reading: Reading, statement: ChannelStatement) -> dict[str, Any]:
    """Return the columns of core.channel_statement but for cluster_id."""
    s = statement
    share = reading.observations[s.observation] if s.observation is not None else None
    return {
        "statement_id": statement_id(document, s.span.start, s.span.end, s.ordinal),
        "document_id": document,
        "start": s.span.start,
        "end": s.span.end,
        "ordinal": s.ordinal,
        "quote": s.span.of(text),
        "sentence_id": sentence_id(document, reading.sentences[s.sentence].span.start),
        "channel": s.channel,
        "signal": s.signal,
        "share_pct": s.share_pct,
        "share_low": s.share_low,
        "share_high": s.share_high,
        "qualifier": s.qualifier,
        "share_basis": s.share_basis,
        "share_scope": s.share_scope,
        "share_of": s.share_of,
        "product": s.product,
        "trade": s.trade,
        "subject": s.subject,
        "subject_kind": s.subject_kind,
        "place_code": s.place_code,
        "period_start": s.period_start,
        "period_end": s.period_end,
        "time_period": s.time_period,
        "period_basis": s.period_basis,
        "confidence": s.confidence,
        "observation_id": _observation_id(document, share) if share is not None else None,
        "rule": s.rule,
    }


def _observation_id(document: str, observation: Observation) -> str:
    return observation_id(document, observation.span.start, observation.span.end, observation.ordinal)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row for JSON: dates as ISO text, whole numbers as integers, other fractions as decimals."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
