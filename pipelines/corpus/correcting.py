"""Applying corrections to the facts of the articles they name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from pipelines.corpus.corrections import Correction, CorrectionError

Row = dict[str, Any]  # a row of core.observation or core.channel_statement
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ALIKE = 0.6  # a sentence this like the corrected one is the same sentence, edited


@dataclass(slots=True)
class Outcome:
    """What became of a correction: a row of core.correction."""

    correction: Correction
    status: str = "unmatched"  # applied, unmatched
    applied_to: list[str] = field(default_factory=list)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Facts after the corrections; `rejected` are the rows taken out."""

    rows: list[Row]
    rejected: list[Row]
    outcomes: list[Outcome]


def apply_corrections(
    corrections: Iterable[Correction],
    rows: Sequence[Row],
    sentences: Mapping[str, str],
    documents: Mapping[str, Sequence[str]],
) -> Corrected:
    """Return the rows with every set and reject applied.

    `rows` are the observations and channel statements of the articles that the corrections name (others need not be
    given), `sentences` the texts by sentence_id, `documents` the document_ids by source: its URL and each of its paths.

    Raises:
        CorrectionError: two corrections want different things of one figure.
    """
    kept: list[Row | None] = [dict(row) for row in rows]
    by_document: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        by_document.setdefault(row["document_id"], []).append(position)
    decided: dict[tuple[int, str], tuple[Any, int]] = {}
    outcomes, rejected = [], []
    for correction in corrections:
        outcome = Outcome(correction)
        outcomes.append(outcome)
        if correction.action not in ("set", "reject"):
            continue
        candidates = [p for d in documents.get(correction.source or "", ()) for p in by_document.get(d, ())]
        found = _find(correction, rows, candidates, sentences, outcome)
        if found is None:
            continue
        position = found
        changes = correction.changes if correction.action == "set" else {}
        wanted = {**changes, "rejected": correction.action == "reject"}
        for name, value in wanted.items():
            before = decided.setdefault((position, name), (value, correction.number))
            if before[0] != value:
                raise CorrectionError(
                    f"corrections.toml: corrections {before[1]} and {correction.number} disagree on the same figure, "
                    f"{rows[position]['quote']!r}; remove one of them"
                )
        outcome.status = "applied"
        outcome.applied_to.append(fact_id(rows[position]))
        current = kept[position]
        if current is None:
            continue
        if correction.action == "reject":
            rejected.append(current)
            kept[position] = None
        else:
            kept[position] = _changed(current, correction)
    return Corrected([row for row in kept if row is not None], rejected, outcomes)


def fact_id(row: Row) -> str:
    """Return the id of an observation or channel statement."""
    identity: str = row["statement_id"] if "statement_id" in row else row["observation_id"]
    return identity


def _find(
    correction: Correction,
    rows: Sequence[Row],
    candidates: Sequence[int],
    sentences: Mapping[str, str],
    outcome: Outcome,
) -> int | None:
    """Return the position of the one row meant: same words, else the same number in the same, or edited, sentence."""
    wanted = _folded(correction.quote)
    right_kind = [p for p in candidates if rows[p].get("channel") == correction.channel]
    found = [p for p in right_kind if _folded(rows[p]["quote"]) == wanted]
    if not found:
        # new rules may cut the quote differently: the same numerals, one quote within the other
        found = [
            p
            for p in right_kind
            if _DIGITS.findall(rows[p]["quote"]) == _DIGITS.findall(correction.quote or "")
            and (_folded(rows[p]["quote"]) in wanted or wanted in _folded(rows[p]["quote"]))
        ]
    if correction.sentence and found:
        likeness = {p: _likeness(correction.sentence, sentences.get(rows[p]["sentence_id"], "")) for p in found}
        best = max(likeness.values())
        if best >= _ALIKE:
            found = [p for p in found if likeness[p] == best]
        elif len(found) > 1:
            found = []
    if len(found) > 1:
        found = [p for p in found if fact_id(rows[p]) == correction.observation_id] or found
    if len(found) == 1:
        return found[0]
    outcome.why = (
        "no article has this source" if not candidates
        else "the article states no such figure" if not found
        else "several figures have these words; name one by its observation_id"
    )  # fmt: skip
    return None


def _likeness(one: str, other: str) -> float:
    one, other = _folded(one), _folded(other)
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _changed(row: Row, correction: Correction) -> Row:
    changes = dict(correction.changes)
    changed = {**row, **changes}
    if {"value", "qualifier"} & changes.keys() and not {"value_low", "value_high"} & changes.keys():
        changed["value_low"], changed["value_high"] = _bounds(changed["value"], changed["qualifier"], row)
    if "time_period" in changes and not {"period_start", "period_end"} & changes.keys():
        changed["period_start"], changed["period_end"] = period_of(changes["time_period"])
    if {"time_period", "period_start", "period_end"} & changes.keys() and "period_basis" not in changes:
        changed["period_basis"] = "stated"
    changed["confidence"] = 1.0
    changed["rule"] = f"correction {correction.correction_id} after {row['rule']}"
    if row.get("decisions") is not None:
        words = correction.reason or ""
        changed["decisions"] = [
            *row["decisions"],
            *(
                f"{name}={value} | {words} | correction by {correction.author or 'unnamed'}"
                for name, value in changes.items()
            ),
        ]
    return changed


def _bounds(value: Decimal | None, qualifier: str, row: Row) -> tuple[Decimal | None, Decimal | None]:
    match qualifier:
        case "exact":
            return value, value
        case "more_than" | "at_least":
            return value, None
        case "less_than" | "at_most" | "nearly":
            return None, value
        case "range":
            return row["value_low"], row["value_high"]
    return None, None


def period_of(time_period: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day of an SDMX period; (None, None) for a form that states none.

    >>> period_of("2023-Q2")
    (datetime.date(2023, 4, 1), datetime.date(2023, 6, 30))
    """
    found = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|S([12])|(\d\d)))?(?:-(\d\d)(?:/P(\d+)([MYD]))?)?", time_period or "")
    if not found:
        return None, None
    year, quarter, half, month, day, count, unit = found.groups()
    first = int(month or (3 * int(quarter) - 2 if quarter else 6 * int(half) - 5 if half else 1))
    start = date(int(year), first, int(day or 1))
    if unit == "D" or (day and not unit):
        return start, start + timedelta(days=int(count or 1) - 1)
    months = 3 if quarter else 6 if half else 1 if month and not unit else 12
    if unit:
        months = int(count) * (12 if unit == "Y" else 1)
    ends = start.month - 1 + months
    return start, date(start.year + ends // 12, ends % 12 + 1, start.day) - timedelta(days=1)


def _folded(text: str | None) -> str:
    return " ".join(text.split()).lower() if text else ""
