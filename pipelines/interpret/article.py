"""The article as the steps of interpretation see it: its sentences, each with the mentions and cues that lie in it.

Nothing is decided here. Cues are looked for when a step first asks, so a sentence without a figure costs nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pipelines.interpret.channel_words import ChannelSearch
from pipelines.interpret.keeping import kept
from pipelines.interpret.records import Hints
from pipelines.recognise.cues import CueKind, CueSearch
from pipelines.recognise.mentions import Cue, Organisation, Period, Place, Quantity
from pipelines.recognise.products import products_within
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.sentences import Sentence
from pipelines.text.spans import Span

# A mark that parts clauses; one inside a number or a name is no mark, which the mentions tell.
_BREAK = re.compile(r"[,;:()、。]|\s-\s|\s(?=(?:and|but|while) (?:it|they|he|she|we) [a-z])")
_WORLD = re.compile("world|global|international|全球|世界")
_FAIR = re.compile(r"\b(?:fair|expo|exposition|exhibition|event|show|festival)\b")
Mention = TypeVar("Mention", Quantity, Period, Place, Organisation, Cue)


@dataclass
class SentenceView:
    """One sentence with what lies in it; offsets are those of the article."""

    index: int
    sentence: Sentence
    printed: str  # the whole article
    folded: str
    search: CueSearch  # of the whole article
    channel_search: ChannelSearch
    vocabulary: Vocabulary
    quantities: list[Quantity]
    periods: list[Period]
    places: list[Place]
    organisations: list[Organisation]
    currency: str | None = None  # the one that the article counts in
    home: str | None = None  # the country that the article is of

    def __post_init__(self) -> None:
        """Keep what every step asks for at hand."""
        self.start, self.end = self.sentence.span.start, self.sentence.span.end
        self.paragraph = self.sentence.paragraph
        self._clauses: dict[tuple[int, int], Span] = {}

    def _cues(self, kind: CueKind) -> list[Cue]:
        return self.search.find(kind, self.start, self.end)

    @kept
    def measures(self) -> list[Cue]:
        """Nouns of the indicator lexicon, but for those in the name of a firm or an event."""
        return [cue for found in self._cues("indicator") if (cue := self._beyond_name(found)) is not None]

    def _beyond_name(self, cue: Cue) -> Cue | None:
        """Return the cue, or what of it stands behind a name: 成交额 in 濮院羊毛衫市场成交额, none inside a name."""
        if not self.in_name(cue.span):
            return cue
        end = max(name.span.end for name in self.organisations if name.span.overlaps(cue.span))
        if not cue.span.start < end < cue.span.end:
            return None
        rest = self.search.find("indicator", end, cue.span.end)
        return rest[0] if rest and rest[0].span.start == end else None

    @kept
    def verbs(self) -> list[Cue]:
        """Verbs of the indicator lexicon that are no part of a noun found."""
        found = [cue for cue in self._cues("verb") if not self.in_name(cue.span)]
        nouns = [noun.span for noun in self.measures]
        return [
            cue for cue in found if not any(cue.span.overlaps(noun) and len(noun) > len(cue.span) for noun in nouns)
        ]

    @kept
    def channels(self) -> list[Cue]:
        return self.channel_search.find(self)

    @kept
    def scopes(self) -> list[Cue]:
        return self._cues("scope")

    @kept
    def kinds(self) -> list[Cue]:
        return self._cues("statement_kind")

    @kept
    def statuses(self) -> list[Cue]:
        return self._cues("status")

    @kept
    def wholes(self) -> list[Cue]:
        return self._cues("whole")

    @kept
    def anaphors(self) -> list[Cue]:
        if not (self.quantities or self.places or self.organisations or self.sentence.kind == "title"):
            return []
        return [cue for cue in self._cues("anaphor") if not self.in_name(cue.span)]

    @kept
    def products(self) -> list[Cue]:
        return products_within(self.folded, self.start, self.end, self.vocabulary)

    @kept
    def in_fair(self) -> bool:
        """Say whether the sentence is of a fair."""
        return _FAIR.search(self.folded, self.start, self.end) is not None

    @kept
    def of_the_world(self) -> bool:
        """Say whether the sentence has a word for all the world."""
        return _WORLD.search(self.folded, self.start, self.end) is not None

    def in_name(self, span: Span) -> bool:
        return bool(self.organisations) and any(name.span.overlaps(span) for name in self.organisations)

    @kept
    def breaks(self) -> list[int]:
        """Where clauses end: marks that lie in no quantity, period or name."""
        taken: set[int] = set()
        for mention in (*self.quantities, *self.periods, *self.organisations):
            taken.update(range(mention.span.start, mention.span.end))
        found = [match.start() for match in _BREAK.finditer(self.folded, self.start, self.end)]
        return [at for at in found if at not in taken]

    def clause(self, span: Span) -> Span:
        """Return the stretch between marks that holds `span`."""
        key = span.start, span.end
        found = self._clauses.get(key)
        if found is None:
            breaks = self.breaks
            left, right = bisect_left(breaks, span.start), bisect_left(breaks, span.end)
            start = breaks[left - 1] + 1 if left else self.start
            end = breaks[right] if right < len(breaks) else self.end
            found = self._clauses[key] = Span(start, end)
        return found

    def quoted(self, span: Span) -> str:
        """Return the words of a span as printed."""
        return span.of(self.printed)

    def quoted_between(self, start: int, end: int) -> str:
        """Return words as printed, without the spaces around them."""
        return " ".join(self.printed[start:end].split())

    def text(self, start: int, end: int) -> str:
        """Return folded text, clipped to the sentence."""
        if start < self.start:
            start = self.start
        return self.folded[start : end if end < self.end else self.end]


@dataclass
class Article:
    """All that the recognisers found in one article."""

    text: str
    folded: str
    search: CueSearch
    language: str
    published_on: date | None
    title: str | None
    hints: Hints
    vocabulary: Vocabulary
    views: list[SentenceView]
    last_product: tuple[int, str | None] = (-1, None)  # of the last sentence with figures: its index and product
    topic: tuple[int, str | None] = (-1, None)  # paragraph, and the product a place is known for there
    main_product: str | None = None  # kept once it is known; "" when the text names none

    def quote(self, span: Span) -> str:
        return span.of(self.text)


def within(mentions: Sequence[Mention], spans: Sequence[Sentence]) -> list[list[Mention]]:
    """Share mentions out over sentences, both in order; what crosses an end goes with the sentence it starts in."""
    out: list[list[Mention]] = [[] for _ in spans]
    starts = [sentence.span.start for sentence in spans]
    for mention in mentions:
        start = mention.span.start
        index = bisect_right(starts, start) - 1
        if index >= 0 and start < spans[index].span.end:
            out[index].append(mention)
    return out
