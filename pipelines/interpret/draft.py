"""A draft: the observation that the steps of interpretation fill in, field by field, each with what decided it."""

from datetime import date

from pipelines.interpret.article import SentenceView
from pipelines.interpret.keeping import kept
from pipelines.interpret.records import Decision
from pipelines.recognise.mentions import Quantity
from pipelines.text.records import record
from pipelines.text.spans import Span


@record()
class Subject:
    """Whom a figure is about."""

    name: str
    kind: str  # cluster, district, city, province, country, firm, project, event, industry, world
    place_code: str | None = None
    aliases: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


class Draft:
    """One figure on its way to an observation; what no step sets is as it stands here."""

    measure: str | None = None  # the entry of the indicator lexicon that it is about
    indicator: str = ""
    growth_of: str | None = None
    grows: bool = False
    told: str | None = None  # the measure that the text was about before it
    level: str | None = None  # whether the level before it stands in money or in goods
    volume: bool = False  # it stands in goods
    direction: str | None = None
    compared_to: str | None = None
    subject: Subject | None = None
    product: str | None = None
    product_words: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    time_period: str | None = None
    period_basis: str = "unknown"
    statement_kind: str = "actual"
    scope: str = "all"
    obs_status: str = "A"
    share_basis: str | None = None
    share_scope: str | None = None
    share_of: str | None = None
    share_channel: str | None = None
    restates: "Draft | None" = None
    restates_kind: str | None = None
    before: "Draft | None" = None  # the figure before in the sentence
    rejected: str | None = None  # the reason code, where it is no figure of an industry
    span: Span | None = None  # wider or narrower than the quantity's, where a step says so

    def __init__(self, quantity: Quantity, view: SentenceView, unit_class: str) -> None:
        """Begin with a quantity of a sentence, and keep at hand where it and its number stand: every step asks for it.

        Classes: money, goods, person, enterprise, shop, machine, area, percent, points, times, rank, count, other.
        """
        self.quantity, self.view, self.unit_class = quantity, view, unit_class
        self.start, self.end = quantity.span.start, quantity.span.end
        self.number_start, self.number_end = quantity.number.start, quantity.number.end
        self.decisions: list[Decision] = []
        self.rules: dict[str, str] = {}  # field to the rule that set it: what confidence looks at

    @kept
    def clause(self) -> Span:
        """The stretch between marks that holds the figure."""
        return self.view.clause(self.quantity.span)

    @kept
    def gap_start(self) -> int:
        """Where the words that belong to this figure begin: after the figure before it, or with the sentence."""
        before = [q for q in self.view.quantities if q.span.end <= self.start]
        return max([q.number.end if q.kind == "rank" else q.span.end for q in before], default=self.view.start)

    @kept
    def gap_end(self) -> int:
        """Where the words after this figure end: before the next figure, or with the sentence."""
        return min([q.span.start for q in self.view.quantities if q.span.start >= self.end], default=self.view.end)

    def decide(self, name: str, value: object, words: str, span: Span | None, rule: str) -> None:
        """Note why a field has its value."""
        self.decisions.append(Decision(name, str(value), words, span, rule))
        self.rules[name] = rule
