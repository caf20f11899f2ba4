"""Records: what the reading of one article yields. Columns and words are those of the data dictionary.

Everything is plain data: dates are `date`, exact numbers `Fraction`; `place_code`, `product` and `trade` are set here,
`cluster_id` is a matter of the whole corpus and is not.
"""

from dataclasses import field
from datetime import date
from fractions import Fraction

from pipelines.recognise.mentions import Organisation, Period, Place, Quantity
from pipelines.text.records import record
from pipelines.text.sentences import Sentence as Sentence
from pipelines.text.spans import Span


@record()
class Hints:
    """What is known of an article beside its text; all optional."""

    title: str | None = None
    publisher: str | None = None
    source_url: str | None = None


@record()
class Decision:
    """Why a field has its value: for `explain`."""

    field_name: str
    value: str
    words: str  # the words of the text that decided it, "" when a default did
    span: Span | None
    rule: str


@record()
class Observation:
    """One figure about an industry, with every field that one article alone can give."""

    span: Span
    ordinal: int  # 0, or 1, 2 ... where several observations share one span
    sentence: int  # index into Reading.sentences
    value: Fraction | None
    value_low: Fraction | None
    value_high: Fraction | None
    qualifier: str
    unit: str
    unit_printed: str
    indicator: str
    growth_of: str | None
    direction: str | None
    compared_to: str | None
    product: str | None  # key of the product lexicon, or the printed words where it has no entry
    trade: str | None
    subject: str | None
    subject_aliases: tuple[str, ...]
    subject_kind: str | None
    place_code: str | None
    place_candidates: tuple[str, ...]
    period_start: date | None
    period_end: date | None
    time_period: str | None
    period_basis: str
    statement_kind: str
    scope: str
    obs_status: str
    confidence: float
    share_basis: str | None
    share_scope: str | None
    share_of: str | None
    restates: int | None  # index into Reading.observations
    restates_kind: str | None  # repeat, conversion
    rule: str
    decisions: tuple[Decision, ...] = field(default=(), repr=False)


@record()
class ChannelStatement:
    """What an article says of one trade channel of one subject."""

    span: Span
    ordinal: int
    sentence: int
    channel: str
    signal: str  # share, increase, decrease, presence
    share_pct: Fraction | None
    share_low: Fraction | None
    share_high: Fraction | None
    qualifier: str | None
    share_basis: str | None
    share_scope: str | None
    share_of: str | None
    subject: str | None
    subject_kind: str | None
    product: str | None
    trade: str | None
    place_code: str | None
    period_start: date | None
    period_end: date | None
    time_period: str | None
    period_basis: str
    confidence: float
    observation: int | None  # index into Reading.observations, where the share is also an observation
    rule: str


@record()
class RejectedMention:
    """A numeral run that is no figure used, and why."""

    span: Span
    reason_code: str
    reason: str


@record()
class Reading:
    """All that one article yields.

    Every numeral run of the text lies in exactly one of: an observation or channel statement, a period, a rejected
    mention, page furniture.
    """

    language: str
    published_on: date | None
    published_basis: str  # given, byline, text, inferred, unknown
    title: str | None
    sentences: tuple[Sentence, ...]
    furniture: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    periods: tuple[Period, ...]
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    observations: tuple[Observation, ...]
    channels: tuple[ChannelStatement, ...]
    rejected: tuple[RejectedMention, ...]
