"""Owners told by the noun phrase of a figure itself: what is counted where, what a share is of, what money builds."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import Discourse, Entity, register
from pipelines.interpret.parts import Actor
from pipelines.interpret.references import resolve
from pipelines.text.endings import Ending
from pipelines.text.folding import fold
from pipelines.text.spans import Span

# "the Haochi smart factory (3 billion yuan)"
_LISTED = Ending(r"\b(?:the|a|an)\s+(?P<name>[A-Za-z0-9][^,();:]{8,100}?)\s*\(\s*\Z")
_BUILDS = re.compile(r"\b(?:cost|costs|costing|built|build|completed|construction|investment)\b|\s*\(\s*\Z")
# 引资12亿元建设轻工产业基地: what the money builds stands behind it.
_ZH_BUILDS = re.compile(
    r"(?:用于|来)?(?:建设|兴建|建成|打造|新建|建起|修建|扩建|改造|规划建设|高标准建设)了?的?[一-鿿]{0,4}"
)
_OF_PLACE = re.compile(
    r"\s*(?:[a-z'-]+\s+){0,3}(?:(?:that|which) (?:do business|operate|work|are based|have settled)\s+)?"
    r"(?:of|in|at)\s+(?:the\s+)?"
)
_OF = re.compile(r"\s*(?:of|to)\s+(?:the\s+|all\s+)?")
_HERE = re.compile(r"\b(?:here|local|its|their|this|these)\b")
_ITS_TOTAL = re.compile(
    r"(?:'s|')?\s+(?:(?:total|overall|merchandise|manufacturing|industrial|foreign|annual|entire)\s+){0,2}"
    r"(?:exports?|workforce|gdp|employment|jobs|economy|industrial output|output|export (?:earnings|value|revenue|"
    r"basket)|earnings|"
    r"foreign exchange)\b"
)


def counted_in(
    article: Article, discourse: Discourse, view: SentenceView, draft: Draft, able: Sequence[Actor], clause: Span
) -> tuple[Entity, Actor] | None:
    """Return the place of the noun phrase itself: "half of the dye works of Baixi town"."""
    for actor in able:
        if (
            draft.end <= actor.span.start
            and actor.span.end <= clause.end
            and (actor.place is not None or actor.kind == "project")
        ):
            gap = view.text(draft.end, actor.span.start)
            if actor.kind != "country" and _OF_PLACE.fullmatch(gap):
                entity = resolve(article, discourse, actor)
                return (entity, actor) if entity is not None else None
    return None


def owner_of_whole(
    article: Article, discourse: Discourse, view: SentenceView, draft: Draft, actors: Sequence[Actor]
) -> Entity | None:
    """Return the country of "Textiles account for 63 percent of Pakistan's exports": goods are no subject."""
    if not view.products or view.text(view.start, view.products[0].span.start).strip(' "') not in ("", "the"):
        return None
    start, end = view.start, draft.start
    if any(a.role in ("subject", "locative") and a.span.start < end for a in actors) or _HERE.search(
        view.text(start, end)
    ):
        return None
    whole = next((a for a in actors if a.span.start >= draft.end and a.kind in ("country", "province")), None)
    if whole is None or not _ITS_TOTAL.match(view.text(whole.span.end, whole.span.end + 50)):
        return None
    return resolve(article, discourse, whole) if _OF.fullmatch(view.folded, draft.end, whole.span.start) else None


def project_before(article: Article, discourse: Discourse, view: SentenceView, draft: Draft) -> Entity | None:
    """Return the centre or park, named right before the amount, that the money builds."""
    if match := _LISTED.search(view.quoted(Span(view.start, draft.start))):
        words = " ".join(match["name"].split())
        entity = discourse.entities.setdefault(fold(words), Entity(fold(words), "project", "project", None, ()))
        entity.names[words] += 1
        return entity
    for name in view.organisations:
        if name.kind == "project" and name.start >= draft.end:
            if _ZH_BUILDS.fullmatch(view.folded, draft.end, name.start):
                return register(article, discourse, Actor(name.span, "project", "subject", organisation=name))
            break
    names = [name for name in view.organisations if name.kind in ("agency", "project") and name.end <= draft.start]
    if not names or not _BUILDS.search(view.text(names[-1].end, draft.end + 20)):
        return None
    return register(
        article, discourse, Actor(names[-1].span, "project", "subject", organisation=replace(names[-1], kind="project"))
    )
