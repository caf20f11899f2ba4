"""Rates: what a US dollar cost in a currency, on average over a year."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class YearlyRate:
    """One row of `fx_annual.csv`, whose header explains source and kind."""

    year: int
    currency: str  # ISO 4217
    per_usd: float  # units of the currency for one dollar
    source: str  # ECB, HMRC, PBC
    kind: str  # average, average of N days, peg


@cache
def yearly_rates() -> tuple[YearlyRate, ...]:
    """Return every rate, by year and currency."""
    path = files("pipelines.reference") / "fx_annual.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return tuple(
        YearlyRate(int(row["year"]), row["currency"], float(row["per_usd"]), row["source"], row["kind"]) for row in rows
    )


@cache
def _by_year_and_currency() -> dict[tuple[int, str], YearlyRate]:
    return {(rate.year, rate.currency): rate for rate in yearly_rates()}


def find_rate(year: int, currency: str) -> YearlyRate | None:
    """Return the rate of a year, None where none is known: no rate is invented.

    >>> find_rate(2004, "CNY").kind, find_rate(1980, "CNY")
    ('peg', None)
    """
    return _by_year_and_currency().get((year, currency))
