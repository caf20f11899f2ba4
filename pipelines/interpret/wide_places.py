"""Lands and provinces behind "in": most only say where, and own a figure where the sentence is on what they have."""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor
from pipelines.text.endings import Ending

_WIDE_LOCATIVE = Ending(
    r"\b(?:in|across|throughout|within|around|all over|over)\s+(?:the\s+|all\s+|southern |northern |"
    r"eastern |western |central |other parts of |much of )*\Z"
)
_HEAD = 14  # characters: a place so early is no afterthought
_VERB_AFTER = re.compile(
    r"\s+(?:was|were|is|are|reached|hit|stood|totall?ed|amounted|came to|exceeded|topped|rose|fell|grew|increased|"
    r"decreased|declined|dropped|climbed|jumped|surged)\b"
)
# "the textile trade in Jiangsu was growing": what is spoken of, and not where
_TRADE_IN = re.compile(
    r"\b(?:number of (?:[a-z-]+ )?[a-z-]+|industry|industries|sector|trade|business|cluster|enterprises|firms|"
    r"companies|factories|mills|"
    r"exports?|output|"
    r"production)\s+(?:in|of)\s+(?:the\s+)?\Z"
)
_DOES = re.compile(
    r"(?:\s+(?:as a whole|overall|alone|itself|today|now|currently))?\s+(?:has|have|had|is|are|was|were|saw|made|grew|"
    r"rose|fell|employs?|supports?|provides?|accounts?|produces?|[a-z]{2,}ed)\b"
)
# "3,000 mills in northern Vietnam": of the land that they stand in
_OPENS_WITH = re.compile(r"\W*(?:(?:there are|some|about|today|now|currently),? )*")
_STAND_IN = re.compile(
    r" (?:located |based |operating )?(?:in|across) (?:the )?(?:(?:north|south|east|west|central|coastal|north-?east|"
    r"north-?west|south-?east|south-?west)(?:ern)? )?"
)
_FOLLOWED_BY = re.compile(r"\bfollowed by (?:the )?\Z")
_TOP_MARKET = re.compile(r"\b(?:markets?|destinations?|buyers?|customers?|importers?)\b")
# "the top foreign exchange earner for Cambodia", "a record year for Vietnam": it is the land's own
_OWN_GOOD = re.compile(
    r"\b(?:items?|earners?|industr(?:y|ies)|sectors?|trades?|employers?|pillars?|engines?|mainstays?|lifelines?|contributors?|"
    r"years?|months?|quarters?|seasons?|milestones?|commodit(?:y|ies)) for (?:the )?\Z"
)

_ALL_OVER = re.compile(r"nationally|nationwide|countrywide")
_MOST_OF_ALL = re.compile(
    r"\b(?:largest|highest|biggest|leading|best|(?<!at )most|first|second|third|number one|no\. ?\d+|\d(?:st|nd|rd|th)|"
    r"top) (?:[a-z-]+ ){1,4}\Z"
)


def is_in_passing(view: SentenceView, actor: Actor, before: str) -> bool:
    """Say whether the place stands behind "in" or "across", and not at the head of the sentence."""
    return actor.span.start > view.start + _HEAD and _WIDE_LOCATIVE.search(before) is not None


def is_told_of(view: SentenceView, actor: Actor, before: str, after: str) -> bool:
    """Say whether the sentence is on what the place has: its measure, its trade, those who stand there."""
    return _its_measure(view, actor, after) or _speaks_of_trade(before, after) or _stands_there(view, actor)


def _speaks_of_trade(before: str, after: str) -> bool:
    return _TRADE_IN.search(before) is not None and _DOES.match(after) is not None


def _its_measure(view: SentenceView, actor: Actor, after: str) -> bool:
    """Say whether the place ends a subject that is a measure: "exports of furniture in Vietnam reached 9 billion"."""
    clause = view.clause(actor.span)
    return _VERB_AFTER.match(after) is not None and any(
        clause.start <= cue.span.start < actor.span.start
        and not any(cue.span.end <= q.start < actor.span.start for q in view.quantities)
        for cue in view.measures
    )


def _stands_there(view: SentenceView, actor: Actor) -> bool:
    """Say whether those that the sentence opens with, and counts, stand there: "3,000 mills in northern Vietnam"."""
    first = next((q for q in view.quantities if q.end < actor.span.start), None)
    return (
        first is not None
        and first.kind == "count"
        and _OPENS_WITH.fullmatch(view.folded, view.start, first.start) is not None
        and _STAND_IN.fullmatch(view.folded, first.end, actor.span.start) is not None
    )


def is_of_all(view: SentenceView, actor: Actor, before: str) -> bool:
    """Say whether a land is all that something comes first in: "the highest exporting region nationally"."""
    return (
        _ALL_OVER.fullmatch(view.folded, actor.span.start, actor.span.end) is not None
        and _MOST_OF_ALL.search(before) is not None
    )


_IT_WAS_FOLLOWED = re.compile(r"\W*(?:it|they|this|these|the (?:us|eu|uk)) (?:was|were|is|are) followed by\b")
_BUYERS = re.compile(
    r"\b(?:importers?|buyers?|destinations?|customers?|markets|(?:top|main|largest|biggest|leading) market)\b"
)


def goes_on_with_buyers(last: Sequence[SentenceView], view: SentenceView, start: int) -> bool:
    """Say whether the lands that the sentence names are the next of the buyers just told of."""
    if not _IT_WAS_FOLLOWED.match(view.folded, view.start, start):
        return False
    return any(_BUYERS.search(one.folded, one.start, one.end) for one in last)


def is_of_its_own(before: str) -> bool:
    """Say whether goods or a year are a land's own, and not sold to it: "the top export items for Cambodia"."""
    return _OWN_GOOD.search(before) is not None


def is_next_market(view: SentenceView, start: int, before: str) -> bool:
    """Say whether a land is the next of the buyers: "The EU remains the main destination, followed by the US"."""
    return _FOLLOWED_BY.search(before) is not None and _TOP_MARKET.search(view.text(view.start, start)) is not None
