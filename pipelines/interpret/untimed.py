"""Figures that a time of their sentence does not date: the size of a trade, and what something came to from then on."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.recognise.mentions import Period
from pipelines.text.endings import Ending

# "The Rs 12,000-crore leather industry has seen mills close over the past four months": its size, at no time
_THE = Ending(r"(?:\b(?:the|its|this|their)|'s) (?:nearly |about |almost |over |some |more than |estimated )?\Z")
_SIZED_TRADE = re.compile(
    r"[- ](?:(?!(?:in|of|from|by|to|and|for|at)\b)[a-z-]+ ){0,3}(?:industry|sector|trade|"
    r"business)\b"
)
_TO_LEVEL = re.compile(r" to (?:(?:about|some|over|nearly|almost|less than|more than|just|only|around) )*")
_FROM = Ending(r"\bfrom (?:about |some |over |nearly |almost |around )?\Z")


def names_a_trade(view: SentenceView, draft: Draft) -> bool:
    """Say whether the amount only says how large a trade is that the sentence tells something of."""
    return (
        _SIZED_TRADE.match(view.folded, draft.end, view.end) is not None
        and _THE.search(view.text(draft.start - 20, draft.start)) is not None
    )


def is_of_the_start(view: SentenceView, draft: Draft, period: Period) -> bool:
    """Say whether the time dates what the figure came from: "from 14 per cent last year to less than 11"."""
    if period.start_date is None or not _TO_LEVEL.fullmatch(view.folded, period.end, draft.start):
        return False
    before = [q for q in view.quantities if q.end <= period.start]
    if not before or period.start - before[-1].end > len(" in "):
        return False
    return _FROM.search(view.text(before[-1].start - 20, before[-1].start)) is not None
