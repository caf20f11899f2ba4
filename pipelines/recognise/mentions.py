"""Mentions: what the recognisers return. A mention is made from a match, so its span is exact by construction.

All offsets are half-open code points in the text that was given.
"""

from datetime import date
from fractions import Fraction
from typing import Literal

from pipelines.text.records import record
from pipelines.text.spans import Span

Qualifier = Literal["exact", "approx", "nearly", "more_than", "at_least", "less_than", "at_most", "range"]
Direction = Literal["increase", "decrease"]
QuantityKind = Literal["money", "count", "percent", "percentage_point", "times", "rank", "measure", "number"]
PeriodKind = Literal[
    "day",
    "month",
    "months",
    "quarter",
    "half",
    "year",
    "years",
    "fiscal_year",
    "plan",
    "as_of",
    "since",
    "until",
    "unknown",
]
SHORT_NAME = "<capitals of a name>"  # the rule of an organisation named by its capitals
NAMELESS = "<a firm without a name>"  # the rule of "a tannery"
PeriodBasis = Literal["stated", "relative", "as_of", "inferred", "unknown"]


class Located:
    """What stands somewhere in a text."""

    __slots__ = ()
    span: Span

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end


@record()
class Quantity(Located):
    """A number with its unit, hedge and direction, before anybody asks what it is about."""

    span: Span  # hedge, sign, number, scale and unit with its noun: "more than 2,000 knitting enterprises"
    number: Span  # the numerals and scale alone: "2,000", "1 billion 418 million"
    kind: QuantityKind
    value: Fraction | None  # the printed number in base units of `unit`; None for a range
    low: Fraction | None  # the bound that value and qualifier imply (design.md, section 4 of the contract)
    high: Fraction | None
    qualifier: Qualifier
    unit: str | None  # ISO 4217, or singular snake_case; "rank"; None for a bare number
    unit_printed: str  # the words of the unit as printed, "" for none
    noun: str  # the counted noun phrase as printed, "" for none: "knitting enterprises"
    direction: Direction | None  # from a direction word in the figure's own clause: "up 8 %", "fell by 3 %", 同比增长
    per: str | None  # "year", "month", "day", or the unit of a rate ("tonne" in "yuan per tonne")
    rule: str  # the name of the rule that read it


@record()
class Template:
    """First and last day of a stretch whose years count from one that is not yet known; a day of 31 is month's end."""

    first_year: int
    first_month: int
    first_day: int
    last_year: int
    last_month: int
    last_day: int


@record()
class Period(Located):
    """A stretch of time as the text states it, resolved against a reference date where it is relative."""

    span: Span
    start_date: date | None  # first day, inclusive; None when open or unknown
    end_date: date | None  # last day, inclusive
    time_period: str | None  # SDMX: 2023, 2023-Q1, 2023-S1, 2023-03, 2023-01-01/P7M; None when a bound is unknown
    kind: PeriodKind
    basis: PeriodBasis
    comparison: bool  # "the same period last year", "a year earlier": the period something is compared with
    anaphoric: bool  # names no year of its own ("January to July", "the same period"): may take one from the discourse
    rule: str
    template: Template | None = None  # the reading without its year, for `resolve`; None where all years are printed
    open_start: bool = False  # only the end counts: "by the end of 2015"
    open_end: bool = False  # only the start counts: "since 2010"
    ambiguous: bool = False  # a second reading is as good: 2009-10 (year range or October), 11/03/2014


@record()
class PlaceCandidate:
    """One reading of a place name, with its support."""

    place_code: str  # cn-360111, gn-1254348, in, tr-20
    name: str  # English (romanised) name with its level word where China: "Qingshanhu District"
    level: str  # country, province, prefecture, county, town, city
    score: float  # higher is better; candidates within 0.5 of the best are a tie
    evidence: tuple[str, ...]  # in words: "parent Nanchang at 130", "known cluster", "full Chinese name"


@record()
class Place(Located):
    """A place name in the text; `place_code` is None where the candidates tie (we abstain)."""

    span: Span
    place_code: str | None
    level: str | None
    candidates: tuple[PlaceCandidate, ...]
    rule: str


@record()
class Organisation(Located):
    """A firm, association, agency, park company, person or event: what must not be read as a place or a cluster."""

    span: Span
    name: str
    kind: Literal["firm", "association", "agency", "person", "event", "project", "media"]
    rule: str


@record()
class Cue(Located):
    """A word of a lexicon: an indicator, product, channel, scope, status or whole."""

    span: Span
    kind: Literal[
        "indicator",
        "verb",
        "product",
        "channel",
        "scope",
        "statement_kind",
        "status",
        "whole",
        "anaphor",
        "counted",
    ]
    key: str  # the entry's name in the lexicon: "output_value", "knitwear", "export"
