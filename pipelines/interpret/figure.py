"""A figure whose owner is sought, and who is named around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import Discourse, Entity
from pipelines.interpret.parts import Actor
from pipelines.interpret.references import resolve

TRADE_FROM = re.compile(r"[^,;.\d]{0,40}\b(?:exports?|output|production|sales|shipments) (?:from|of|in) (?:the )?")

Found = tuple[Entity | None, Actor | None, str]


@dataclass(slots=True)
class Figure:
    """A figure whose owner is sought, and who is named around it."""

    article: Article
    discourse: Discourse
    view: SentenceView
    draft: Draft
    actors: Sequence[Actor]
    able: list[Actor]  # of these, who may own a figure
    carried: Entity | None  # whom a sentence without an actor is about

    def first_of(self, actors: Iterable[Actor], rule: str) -> Found | None:
        """Return the first of the actors that stands for somebody."""
        for actor in actors:
            if (entity := resolve(self.article, self.discourse, actor)) is not None:
                return entity, actor, rule
        return None

    def before(self) -> list[Actor]:
        """Return who may own the figure and stands before its number."""
        return [actor for actor in self.able if actor.span.end <= self.draft.number_start]
