"""Figures of the trade of the whole world, whoever's text they stand in."""

import re
from collections import Counter

from pipelines.interpret.entities import Entity
from pipelines.interpret.figure import Figure, Found
from pipelines.text.endings import Ending

_OF_WORLD = re.compile(
    r"\W*(?:(?:(?:the )?(?:data|statistics|figures|reports?|estimates) (?:shows?|indicates?|suggests?|"
    r"says?)(?: that)? )?(?:the )?(?:global|worldwide|world|world's) (?:[a-z]+ )?"
    r"(?:sales|output|production|exports?|consumption|trade)\b|"
    r"\W*the (?:global|worldwide|world|world's) (?:[a-z]+ ){0,3}(?:market|industry) "
    r"(?:is|was|were|reached|stood|hit|grew)\b|"
    r"\W*(?:the )?(?:global|worldwide|world|world's) market (?:of|for) [a-z' -]{3,40} "
    r"(?:is |was |stood |reached |hit )?(?:worth|valued|at|estimated|usd|us)?\b|"
    r"(?:全球|全世界|世界)[^,;。\d]{0,8}(?:产量|产值|销售额|出口额|贸易额)(?!的?[约近超逾]?\d[\d.]*%))"
)
_OF_ALL_THE_WORLD = Ending(
    r"\b(?:global|worldwide|world|world's) (?:[a-z]+ ){0,3}?(?:production|output|sales|exports?|trade|"
    r"consumption|market) "
    r"(?:of|totall?ing|worth|estimated at|put at) (?:about |around |some |over |more than |nearly |almost )?\Z"
)  # "13 percent of the global production of about 15 billion pairs"
# "0.1 per cent of the $270 billion global shoe market"
_WORLD_BEHIND = re.compile(r" (?:global|world|worldwide|international) (?:[a-z]+ ){0,3}?(?:market|industry|trade)\b")


def all_the_world(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    if not view.of_the_world or (
        not _OF_WORLD.match(view.folded, draft.clause.start, draft.start)
        and not _opens_on_world(figure)
        and not _OF_ALL_THE_WORLD.search(view.text(draft.start - 60, draft.start))
        and not (draft.unit_class == "money" and _WORLD_BEHIND.match(view.text(draft.end, draft.end + 50)))
    ):
        return None
    world = Entity("world", "world", "world", None, (), Counter({"world": 1}))
    return figure.discourse.entities.setdefault("world", world), None, "all the world's"


def _opens_on_world(figure: Figure) -> bool:
    """Say whether the sentence begins with the trade of the world, and no place stands before the figure."""
    view, start = figure.view, figure.draft.start
    if not _OF_WORLD.match(view.folded, view.start, start):
        return False
    return not any(actor.span.end <= start and actor.place is not None for actor in figure.actors)
