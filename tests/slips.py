"""A seeded world of statements, clean or with a slip put in: to see which contradictions the marts find.

The generator knows how people misprint figures and nothing of how the marts look for it.
"""

import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.labelled import identity, time_period

RATES = [(year, "CNY", 6.2 + 0.07 * (year - 2010)) for year in range(2008, 2026)] + [
    (year, "INR", 45.0 + 2.6 * (year - 2010)) for year in range(2008, 2026)
]
CAUSE = {
    "ten": "scale_slip", "hundred": "scale_slip", "wan_for_yi": "scale_slip", "million_for_billion": "scale_slip",
    "dot_for_comma": "scale_slip", "currency_word": "unit", "foreign_amount": "unit", "part": "part_over_whole",
    "growth": "growth_mismatch", "definition": "definition", "revision": "vintage",
}  # fmt: skip
_INDICATORS = (("output_value", "CNY"), ("sales_value", "CNY"), ("export_value", "USD"), ("output_volume", "piece"))


@dataclass(frozen=True, slots=True)
class Slip:
    """What was put in: into which statement, and the cause a reader would name."""

    observation_id: str
    kind: str
    cause: str


class World:
    """Documents, sentences and observations of invented clusters; one group of statements a cluster."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.documents: list[dict[str, Any]] = []
        self.sentences: list[dict[str, Any]] = []
        self.observations: list[dict[str, Any]] = []
        self.slips: list[Slip] = []

    def add_clean(self, number: int) -> None:
        """Add a group whose statements all describe one truth, as trade papers would put it."""
        shape = self.chance.choice((self._restated, self._grown, self._scoped, self._headed, self._series))
        shape(number)

    def add_slip(self, number: int, kind: str) -> None:
        """Add a group and misprint one of its statements."""
        match kind:
            case "part":
                rows = self._scoped(number)
                whole, part = rows
                self._set(part, float(whole["value"]) * self.chance.uniform(1.25, 6), "exact")
                changed = part
            case "growth":
                *_, changed = rows = self._grown(number)
                old = float(changed["value"]) * (-1 if changed["direction"] == "decrease" else 1)
                new = old + self.chance.choice((-1, 1)) * self.chance.uniform(14, 55)
                new = old + abs(new - old) if new < -60 else new
                changed["direction"] = "increase" if new > 0 else "decrease"
                self._set(changed, round(abs(new), 1), "exact")
                changed["direction"] = "increase" if new > 0 else "decrease"
            case "definition":
                rows = self._restated(number)
                changed = rows[-1]
                self._set(changed, self._rounded(float(changed["value"]) * self.chance.uniform(0.45, 0.75), 3), "exact")
                words = self.chance.choice(
                    ("taxable sales", "enterprises above designated size", "with household workshops")
                )
                self._sentence_of(changed)["text"] += f" ({words})."
            case "revision":
                rows = self._restated(number, apart=True)
                changed = rows[-1]
                self._set(
                    changed,
                    self._rounded(float(changed["value"]) * self.chance.choice((0.78, 0.84, 1.2, 1.3)), 3),
                    "exact",
                )
            case _:
                shape = self.chance.choice((self._restated, self._headed, self._grown))
                rows = shape(number, money=kind in ("currency_word", "foreign_amount"))
                levels = [r for r in rows if r["indicator"] != "growth_rate"]
                changed = self.chance.choice(levels)
                self._misprint(changed, kind)
        self.slips.append(Slip(changed["observation_id"], kind, CAUSE[kind]))

    def _misprint(self, row: dict[str, Any], kind: str) -> None:
        value, sign = float(row["value"]), self.chance.choice((1, -1))
        rate = next(r for y, c, r in RATES if c == "CNY" and y == row["period_end"].year)
        match kind:
            case "ten":
                value *= 10.0**sign
            case "hundred":
                value *= 100.0**sign
            case "wan_for_yi":
                value *= 10_000.0**sign
            case "million_for_billion" | "dot_for_comma":
                value *= 1_000.0**sign
            case "currency_word":
                row["unit"] = "USD" if row["unit"] == "CNY" else "CNY"
            case "foreign_amount":
                value = value / rate if row["unit"] == "CNY" else value * rate
                if row["unit"] == "USD":  # a yuan amount under a dollar sign
                    row["unit"] = "USD"
        self._set(row, value, row["qualifier"])

    # the shapes

    def _restated(self, number: int, apart: bool = False, money: bool = False) -> list[dict[str, Any]]:
        truth, year, indicator, unit = self._truth(money)
        count = 2 if apart else self.chance.randint(2, 4)
        rows = []
        for n in range(count):
            published = date(year + 1 + (2 * n if apart else 0), self.chance.randint(1, 12), self.chance.randint(1, 28))
            document = self._document(number, n, published)
            rows.append(self._state(number, document, truth, indicator, unit, year, loose=n > 0 and not apart))
        return rows

    def _grown(self, number: int, money: bool = False) -> list[dict[str, Any]]:
        truth, year, indicator, unit = self._truth(money)
        rate = self.chance.uniform(-18, 35)
        document = self._document(number, 0, date(year + 1, 3, 1))
        earlier = self._document(number, 1, date(year, 3, 1))
        now = self._state(number, document, truth, indicator, unit, year, digits=4)
        before = self._state(number, earlier, truth / (1 + rate / 100), indicator, unit, year - 1, digits=4)
        growth = self._state(number, document, round(abs(rate), 1) or 0.1, "growth_rate", "percent", year, digits=4)
        growth |= {"growth_of": indicator, "direction": "increase" if rate >= 0 else "decrease", "compared_to": "yoy"}
        self.observations[-1].update(growth)
        return [now, before, self.observations[-1]]

    def _scoped(self, number: int, money: bool = False) -> list[dict[str, Any]]:
        truth, year, indicator, unit = self._truth(money)
        document = self._document(number, 0, date(year + 1, 2, 2))
        whole = self._state(number, document, truth, indicator, unit, year)
        part = self._state(number, document, truth * self.chance.uniform(0.2, 0.9), indicator, unit, year)
        part["scope"] = "above_designated_size"
        return [whole, part]

    def _headed(self, number: int, money: bool = False) -> list[dict[str, Any]]:
        truth, year, indicator, unit = self._truth(money)
        document = self._document(number, 0, date(year + 1, 5, 5))
        title = self._state(number, document, truth, indicator, unit, year, kind="title", digits=3)
        body = self._state(number, document, truth, indicator, unit, year, digits=4)
        return [title, body]

    def _series(self, number: int, money: bool = False) -> list[dict[str, Any]]:
        truth, year, indicator, unit = self._truth(money)
        rows = []
        for n in range(3):
            document = self._document(number, n, date(year + n, 7, 1))
            rows.append(self._state(number, document, truth, indicator, unit, year - 1 + n))
            truth *= self.chance.uniform(0.8, 1.4)
        return rows

    # the bricks

    def _truth(self, money: bool = False) -> tuple[float, int, str, str]:
        indicator, unit = self.chance.choice(_INDICATORS[:3] if money else _INDICATORS)
        return (
            self.chance.uniform(1.05, 9.9) * 10 ** self.chance.randint(8, 10),
            self.chance.randint(2010, 2020),
            indicator,
            unit,
        )

    def _document(self, number: int, n: int, published: date) -> str:
        document = identity("document", number, n)
        self.documents.append(
            {"document_id": document, "title": f"News of town {number}", "source_url": f"https://example.org/{document}",
             "language": "en", "published_on": published, "published_basis": "sidecar", "char_count": 100}
        )  # fmt: skip
        return document

    def _state(
        self, number: int, document: str, truth: float, indicator: str, unit: str, year: int, *, loose: bool = False,
        kind: str = "body", digits: int | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Put the truth in words: rounded, and at times hedged or as a bound."""
        start = 40 * len(self.observations)
        sentence = identity("sentence", document, start)
        qualifier = self.chance.choice(("exact", "exact", "approx", "more_than", "nearly")) if loose else "exact"
        digits = digits or self.chance.randint(2, 4)
        value = self._rounded(truth, digits)
        if qualifier == "more_than":
            value = self._rounded(truth * 0.97, 2)
            value = value if value <= truth else self._rounded(truth * 0.9, 2)
        elif qualifier == "nearly":
            value = max(self._rounded(truth * 1.03, 2), truth)
            value = self._rounded(value, 3)
        row = {
            "observation_id": identity(document, start), "document_id": document, "start": start, "end": start + 9,
            "ordinal": 0, "quote": f"{value:,.0f} {unit}", "sentence_id": sentence, "unit": unit, "unit_printed": unit,
            "indicator": indicator, "product": "knitwear", "trade": "knitwear", "subject": f"Town {number}",
            "subject_kind": "cluster", "place_code": f"gn-{1_000_000 + number}", "place_candidates": [],
            "cluster_id": f"gn-{1_000_000 + number}-knitwear", "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31), "time_period": time_period(date(year, 1, 1), date(year, 12, 31)),
            "period_basis": "stated", "statement_kind": "actual", "scope": "all", "obs_status": "A", "confidence": 0.9,
            "rule": "generated", "decisions": [], "growth_of": None, "direction": None, "compared_to": None,
        }  # fmt: skip
        self._set(row, value, qualifier)
        self.observations.append(row)
        self.sentences.append(
            {"sentence_id": sentence, "document_id": document, "start": start, "end": start + 30, "paragraph": 0,
             "text": f"Its {indicator.replace('_', ' ')} was {row['quote']}.", "sentence_kind": kind}
        )  # fmt: skip
        return row

    def _sentence_of(self, row: dict[str, Any]) -> dict[str, Any]:
        return next(s for s in self.sentences if s["sentence_id"] == row["sentence_id"])

    def _set(self, row: dict[str, Any], value: float, qualifier: str) -> None:
        exact = Decimal(f"{value:.9f}")
        row["value"], row["qualifier"] = exact, qualifier
        row["value_low"] = exact if qualifier in ("exact", "more_than") else None
        row["value_high"] = exact if qualifier in ("exact", "nearly") else None
        row["quote"] = f"{value:,.2f} {row['unit']}"

    @staticmethod
    def _rounded(value: float, digits: int) -> float:
        return float(f"{value:.{digits - 1}e}")
