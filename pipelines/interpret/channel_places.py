"""Subject, period and product of a channel statement that leans on no figure.

It is about whom its sentence is about: the actors before its words, or the one that they are of ("orders in Surat").
A province that comes behind a town of the same sentence is part of a name more often than a new subject.
"""

import re
from collections.abc import Sequence

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import Discourse
from pipelines.interpret.goods import assign_products
from pipelines.interpret.parts import RANKS, Actor
from pipelines.interpret.subjects import assign_subjects
from pipelines.interpret.timeline import Timeline
from pipelines.interpret.timing import assign_periods

_OF = re.compile(r"[^,;.。]{0,30}?(?:\b(?:of|from|in|by|for)\s+(?:the\s+)?|\s*\(?)\Z")
_WIDE = RANKS["province"]


def place_statements(
    article: Article, lead: Discourse, timeline: Timeline, view: SentenceView, drafts: list[Draft]
) -> None:
    """Give the stand-ins of statements their fields; `lead` is the discourse as it was before the sentence."""
    for draft in drafts:
        actors = _actors(view, draft, lead.actors[view.index])
        here = lead.as_it_stands()
        here.actors = {**lead.actors, view.index: actors}
        assign_subjects(article, here, view, [draft])
    assign_periods(article, timeline, view, drafts)
    assign_products(article, view, drafts, None)


def _actors(view: SentenceView, draft: Draft, actors: Sequence[Actor]) -> list[Actor]:
    start, end = draft.start, draft.end
    before = [actor for actor in actors if actor.span.start < end]
    if any(_is_local(actor) for actor in before):
        return [actor for actor in before if _is_local(actor)]
    behind = [actor for actor in actors if actor.span.start >= end and _OF.match(view.folded, end, actor.span.start)]
    kept = [*before, *behind[:1]]
    return kept if kept or start > view.start + 90 else list(actors[:1])


def _is_local(actor: Actor) -> bool:
    return actor.role == "subject" and RANKS.get(actor.kind, 4) > _WIDE
