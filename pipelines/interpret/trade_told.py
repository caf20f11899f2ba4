"""Trade told on: whose exports or imports a sentence tells of that names nobody, behind one that names the land."""

import re

from pipelines.interpret.entities import LOCAL, Entity
from pipelines.interpret.figure import Figure, Found

_TRADE = re.compile(
    r"\W*(?:the )?(?:(?:gross|total|overall|net) )*(?:exports?|imports?|shipments)\b(?! (?:from|by|to)\b)"
)
_OF_THE_LAND = re.compile(
    r"\W*(?:the )?(?:(?:gross|total|overall|net) )*(?:exports?|imports?|shipments)\b[^,;.\d]{0,60} from \Z"
)
_BACK = 3  # sentences


def trade_goes_on(figure: Figure) -> Found | None:
    """Look for "Gross imports also fell", behind "The gross exports of jewellery from India declined"."""
    view, discourse = figure.view, figure.discourse
    if discourse.country is None or not view.index or not _TRADE.match(view.folded, view.start):
        return None
    for last in reversed(figure.article.views[max(0, view.index - _BACK) : view.index]):
        named = [actor for actor in discourse.actors[last.index] if actor.place is not None]
        if named:
            land = named[0]
            told = land.kind == "country" and _OF_THE_LAND.fullmatch(last.folded, last.start, land.span.start)
            return (discourse.country, None, "land whose trade is told of") if told and len(named) == 1 else None
        if not _TRADE.match(last.folded, last.start):
            return None
    return None


# "India's exports stood at $5 billion. In rupee terms, it is Rs 42,000 crore. This is a growth of 7 percent"
_IT_IS = re.compile(
    r"\W*(?:in (?:the )?(?:[a-z]+ ){1,3}terms,? )?(?:it|this|that) (?:is|was|marks|marked|represents|represented|means|"
    r"meant|amounts to|amounted to|works out|translates|translated|compares|equals|equalled)\b[^,;:\"]*\Z"
)
_OF_THIS = re.compile(r"\W*(?:out )?of (?:this|that|it|these|those|the total),? [^;:\"]*\Z")


def told_of_it(figure: Figure) -> Found | None:
    """Return the land whose figure the sentence before told, where "this is" goes on with the figure itself.

    "Of this, 30 percent" is a part of that figure, be it of a land or of another place.
    """
    discourse, view = figure.discourse, figure.view
    if figure.draft.unit_class == "percent" and (whole := _whole_before(figure)) is not None:
        return whole, None, "whose figure it is a part of"
    last = discourse.last_owner
    if last is None or discourse.last_owner_at != view.index - 1 or figure.before():
        return None
    if figure.article.views[view.index - 1].paragraph != view.paragraph:
        return None
    words = view.text(view.start, figure.draft.start)
    part = last.kind in LOCAL and figure.draft.unit_class == "percent"
    if (part or last.kind == "country") and _OF_THIS.match(words):
        return last, None, "whose figure it is a part of"
    if last.kind == "country" and _IT_IS.match(words):
        return last, None, "whose figure is told again"
    return None


_OF_THAT = re.compile(r" of (?:that|those|this|these)\b(?! [a-z]+ (?:in|of)\b)")
_WITH_PART = re.compile(r",? (?:and|with|of which) (?:(?:about|some|nearly|over|more than|around) )*")


def _whole_before(figure: Figure) -> Entity | None:
    """Return the land whose share comes just before: "99 percent are exported, with 60 percent of that going to"."""
    draft, before = figure.draft, figure.draft.before
    if before is None or before.subject is None or before.subject.kind != "country" or figure.before():
        return None
    if _OF_THAT.match(figure.view.folded, draft.end, figure.view.end) is None:
        return None
    lead = figure.view.text(before.end, draft.start)
    if _WITH_PART.search(lead[-30:]) is None:
        return None
    return next((one for one in figure.discourse.entities.values() if one.subject() == before.subject), None)
