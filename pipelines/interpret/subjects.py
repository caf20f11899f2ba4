"""The subject of each figure: a group of places, else its owner by `ownership`; then the focus moves on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft, Subject
from pipelines.interpret.entities import Discourse, Entity
from pipelines.interpret.focus import carried_by, industry_of, move_focus
from pipelines.interpret.groups import group_before, group_kind, theirs_of
from pipelines.interpret.ownership import owner_of
from pipelines.reference.places import find_place

_AT_WORK = re.compile(r"\b(?:town|city|market|mall)\Z", re.IGNORECASE)


def assign_subjects(article: Article, discourse: Discourse, view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure of the sentence its subject, then move the focus on."""
    actors = discourse.actors[view.index]
    discourse.here = actors
    carried = carried_by(article, discourse, view) if drafts else None
    if (industry := industry_of(discourse, view)) is not None:
        carried = discourse.focus = industry
        discourse.focus_paragraph = view.paragraph
    owners: list[Entity] = []
    theirs = theirs_of(discourse, view, actors) if drafts else None
    named: list[Entity] = []
    for draft in drafts:
        entity, actor, rule = owner_of(article, discourse, view, draft, actors, carried)
        if group := group_before(view, draft, actors):
            words = " ".join(article.quote(group).split())
            draft.subject = Subject(words, group_kind(words))
            discourse.group = view.paragraph, draft.subject
            draft.decide("subject", draft.subject.name, draft.subject.name, group, "group of places")
        elif theirs is not None and entity is carried:
            draft.subject = theirs
            draft.decide("subject", theirs.name, "", None, "group of places before")
        elif entity is not None:
            draft.subject = _as_built(entity) if draft.indicator == "investment" else entity.subject()
            owners.append(entity)
            if actor is not None and actor.kind == "firm" and actor.role in ("subject", "speaker"):
                named.append(entity)
            words = article.quote(actor.span) if actor else ""
            draft.decide("subject", draft.subject.name, words, actor.span if actor else None, rule)
    if owners:
        discourse.last_owner, discourse.last_owner_at = owners[-1], view.index
    move_focus(article, discourse, view, actors, {id(entity) for entity in owners}, named)


def _as_built(entity: Entity) -> Subject:
    """Return whom an investment is of: a park that money builds is a project, and not the place that it lies in."""
    subject = entity.subject()
    if entity.level != "project" or _AT_WORK.search(subject.name):
        return subject
    seat = find_place(subject.place_code) if subject.place_code else None
    inside = seat is not None and seat.name.split()[0] in subject.name
    return replace(subject, kind="project", place_code=subject.place_code if inside else None)
