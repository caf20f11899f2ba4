"""Observations made from the labels themselves and spoilt in known places, to prove the judge on."""

from typing import Any

FIELDS = ("qualifier", "unit", "indicator", "direction", "period_start", "period_end", "growth_of", "place_code")


def spoilt(facts: list[dict[str, Any]], traps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the labels as observations: every 7th left out, others wrong in one field, every 9th trap taken."""
    out = []
    for n, fact in enumerate(facts):
        if n % 7 == 3:
            continue
        row = {name: fact.get(name) for name in FIELDS} | {
            "article_id": fact["article_id"],
            "start": fact["start"],
            "end": fact["end"],
            "value": None if fact.get("value_high") is not None else fact["value"],
            "value_low": fact["value"],
            "value_high": fact.get("value_high") or fact["value"],
            "subject": fact["subject"],
            "subject_aliases": [],
            "statement_kind": "actual",
        }
        if n % 11 == 0:
            row |= {"value": 7, "value_low": 7, "value_high": 7}
        if n % 13 == 1:
            row["subject"] = "Atlantis"
        if n % 17 == 2:
            row["indicator"] = "profit"
        if n % 19 == 3:
            row |= {"period_start": "1900-01-01", "period_end": "1900-12-31"}
        if n % 23 == 4:
            row["qualifier"] = "at_most"
        out.append(row)
    for n, trap in enumerate(traps):
        if n % 9 == 0:
            out.append(
                {
                    "article_id": trap["article_id"],
                    "start": trap["start"],
                    "end": trap["end"],
                    "value": 12345,
                    "unit": "piece",
                    "indicator": "output_volume" if n % 2 else "other_count",
                    "statement_kind": "actual",
                    "qualifier": "exact",
                }
            )
    return out
