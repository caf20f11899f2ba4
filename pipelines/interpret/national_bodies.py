"""Bodies of a nation: where one of them meets or speaks is the venue, and the text is on the trade of the land.

"The Vietnam Textile and Apparel Association met in Hanoi. The industry employs 2.5 million": not Hanoi's.
"""

import re
from dataclasses import replace

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import Discourse, Entity
from pipelines.interpret.parts import Actor
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.text.endings import Ending
from pipelines.text.folding import fold

_BODY = re.compile(
    r"\b(?:associations?|federation|confederation|chamber|council|ministry|commission|union|board|institute|forum|"
    r"minister|assembly|authority|agency|bureau)\b|协会|联合会|商会|学会|总会|部(?=[日近昨今在])"
)
_REACH = 70  # characters on either side of the word in which the land is named
_NATIONAL = re.compile(r"\b(?:national|federal|all[- ]india)\b|中国|全国")
_THERE = Ending(r"\b(?:in|at|to) (?:the )?(?:capital,? )?(?:of )?\Z|[在赴到]\Z")
_SAID_THERE = Ending(
    r"\b(?:said|says|told [a-z ]{3,20}|announced|met|meeting|gathered|spoke|speaking|convened|conference|congress|"
    r"briefing|assembly|convention|held [^,;.]{3,40}|presented [^,;.]{3,40}|released [^,;.]{3,40}) (?:[a-z]+ ){0,2}"
    r"(?:in|at) (?:the )?(?:capital,? )?\Z"
)


def mark_venues(article: Article, discourse: Discourse) -> None:
    """Let no places own figures or be spoken of where a body of the land only meets, speaks or invites to."""
    land = discourse.country
    if land is None:
        return
    for view in article.views:
        actors = discourse.actors[view.index]
        if not any(_is_led(view, actor) for actor in actors):
            continue
        body = _BODY.search(view.folded, view.start, view.end)
        if body is not None and _is_of(view, body, land):
            discourse.actors[view.index] = [
                replace(actor, role="speaker") if _is_led(view, actor) else actor for actor in actors
            ]


def _is_led(view: SentenceView, actor: Actor) -> bool:
    """Say whether words that tell of a venue lead to the place."""
    if actor.place is None or actor.kind in ("country", "world"):
        return False
    where = _SAID_THERE if view.quantities else _THERE
    return where.search(view.text(actor.span.start - 70, actor.span.start)) is not None


def _is_of(view: SentenceView, body: re.Match[str], land: Entity) -> bool:
    around = view.text(body.start() - _REACH, body.end() + _REACH)
    if _NATIONAL.search(around):
        return True
    peoples = read_gazetteer(view.vocabulary).demonyms
    names = [*land.names, *(people for people, code in peoples.items() if code == land.place_code)]
    return any(fold(name) in around for name in names)
