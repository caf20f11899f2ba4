"""Fronted places: those in the phrase that opens a sentence and only leads up to the place that it tells of.

"Far from the traffic of Bangkok, Lamphun weaves brocade", "While Dhaka sleeps, the dyers of Narayanganj work", "Like
Prato before it, Leicester ...": the figures that follow are the second place's. A phrase that has a figure of its own
("While Dhaka's exports rose 5 percent, ...") tells of its place, too.
"""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor
from pipelines.reference.places import ancestors

_LEAD = r"\W*(?:(?:but|and|yet|so|today|now|here),? )?(?:only |just |even |not |barely |some |about |around )*"
_MEASURE = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety|"
    r"half an?|[\d.,]+)(?:[ -][a-z]+){0,2}?[ -](?:km|kilomet(?:re|er)s?|miles?|minutes?|mins?|hours?|days?)(?:'s?)?"
)
# Where the other lies, seen from a better known place; or what it is set against.
_BY = re.compile(
    rf"{_LEAD}(?:"
    r"(?:far|near|close|next|opposite|across|beyond|behind|outside|beside|upstream|downstream|inland|uphill|downhill|"
    r"half-?way|midway|between|wedged|squeezed|sandwiched|tucked|nestled|hidden|perched|dwarfed|"
    r"overshadowed|surrounded|bordered|bordering|facing|overlooking|within (?:sight|reach|range)|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ward)?|minutes|hours|miles)|"
    rf"{_MEASURE}|on the (?:outskirts|edge|border|road|way|other side|banks?)|"
    r"in (?:the )?(?:shadow|wake|footsteps|orbit|hinterland|backyard|suburbs?|outskirts|hills|mountains)|"
    r"like|unlike|after|before|since|long before|long after|instead of|rather than|compared (?:with|to)|as (?:with|in)|"
    r"besides|apart from|aside from|along with|together with|with|without|despite|thanks to|owing to"
    r")\b[^,;:.]*?(?:\b(?:of|from|to|between|and|or|near|beyond|behind|outside|past|along|above|in|at|the|with|its|"
    r"neighbou?r(?:ing)?|nearby|without|like|unlike|after|before|since|opposite|despite|besides|by|links?|over|across|"
    r"facing|overlooking|bordering))? "
)
_IN_ITS_SHADOW = re.compile(rf"{_LEAD}in ")
_SHADOW = re.compile(r"(?:'s|') (?:shadow|wake|footsteps|orbit|hinterland|backyard|suburbs?|outskirts|slipstream)\b")
_WHILE = re.compile(
    rf"{_LEAD}(?:while|whilst|when|whenever|where|wherever|whereas|although|though|if|unless|because|once|"
    r"long before|just as|if you|ask|(?:[a-z]+|\d+) years (?:ago|before|after|later),?)\b"
)
_MAIN_CLAUSE = re.compile(
    r",\s(?!(?:and|or|but|in|at|of|near|which|where|who|whose|with|an?|the (?:capital|home|seat))\b)|"
    r"\b(?:lies|lie|stands|sits|nestles|sprawls|stretches|rises|is where) "
)
_ROW = re.compile(r",? (?:and |or )?(?:the )?")
_NOT = re.compile(r"\W*(?:it (?:is|was) )?not (?:in |from |only |just )?(?:[a-z]+ ){0,2}")
_BUT = re.compile(r",? (?:or [a-z ]{2,20},? )?but ")


def is_fronted(view: SentenceView, actor: Actor, later: Sequence[Actor]) -> bool:
    """Say whether the place only leads up to another, which the sentence tells of."""
    start, end = actor.span.start, actor.span.end
    if view.sentence.kind != "body" or not any(other.place is not None for other in later):
        return False
    if _NOT.fullmatch(view.folded, view.start, start):
        return _BUT.match(view.folded, end, view.end) is not None
    shadowed = _SHADOW.match(view.folded, end, view.end) or _SHADOW.match(view.folded, end - 2, view.end)
    if not (
        _BY.fullmatch(view.folded, view.start, start)
        or _WHILE.match(view.folded, view.start, start)
        or (shadowed and _IN_ITS_SHADOW.fullmatch(view.folded, view.start, start))
    ):
        return False
    at = end
    while (clause := _MAIN_CLAUSE.search(view.folded, at, view.end)) is not None:
        at = clause.end()
        if any(end <= q.start < clause.start() for q in view.quantities):
            return False
        told = next((other for other in later if other.place is not None and other.span.start >= at), None)
        if told is None:
            return False
        chained = clause[0][0] == "," and told.span.start == at and view.folded.startswith(",", told.span.end)
        if not chained:  # as the wider place of a chain is: "Near Florence, Tuscany, ..."
            return not _lies_in(told, actor)
    return False


def _lies_in(told: Actor, around: Actor) -> bool:
    """Say whether the land or province around is named first: "Since Vietnam opened, Hanoi has grown" is of both."""
    inner, outer = (actor.place.place_code if actor.place is not None else None for actor in (told, around))
    return inner is not None and outer is not None and outer in ancestors(inner)


def ends_phrase(view: SentenceView, fronted: Actor, actor: Actor, later: Sequence[Actor]) -> bool:
    """Say whether the comma before a place ends such a phrase, and parts no row of names."""
    if fronted.role != "compared" or not view.folded.startswith(",", fronted.span.end):
        return False
    if later and _ROW.fullmatch(view.folded, actor.span.end, later[0].span.start):
        return False
    return is_fronted(view, fronted, (actor,))
