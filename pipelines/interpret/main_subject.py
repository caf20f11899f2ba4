"""The main subject of a text: the place, firm or land that it is about, as its title and first sentences tell.

A place that acts or owns something stands before one in passing; a text that opens on a nation's people and their trade
is the nation's. Where the opening names nobody the place named most is taken, then the first firm, then the country.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_key, home_of
from pipelines.interpret.foreground import foremost
from pipelines.interpret.foreign import country_of
from pipelines.interpret.home import seat_of_a_body, town_of_a_body
from pipelines.interpret.parts import Actor
from pipelines.interpret.people_told import opens_on_people
from pipelines.interpret.roles import is_held_there
from pipelines.interpret.standing import is_part
from pipelines.reference.places import ancestors

_ROW_OF, _OPENING = 3, 3
_DATELINE = re.compile(r"[A-Z][A-Za-z ,]{2,30}\s*(?:\([A-Za-z]+\)\s*)?(?:-{1,2}|–|—|:)\s")
# "Portugal's footwear exports", "The Turkish carpet industry"
_OF_A_COUNTRY = re.compile(
    r"(?:the )?[a-z][a-z .-]{2,30}(?:'s|')? (?:total |overall |annual )?(?:[a-z-]+ (?:and [a-z-]+ )?){0,2}"
    r"(?:exports?|imports?|shipments|sales|output|production|industry|sector|manufacturers|exporters|makers|trade)\b"
)
_IN_PASSING = frozenset({"destination", "source", "container", "compared", "speaker", "listed", "dateline"})


@dataclass(slots=True)
class _Opening:
    """Whom the title and the first sentences name."""

    lead: list[Entity] = field(default_factory=list)  # places that act or own something
    wide: list[Entity] = field(default_factory=list)  # lands, and places that only say where
    passed: list[tuple[SentenceView, Actor, Entity]] = field(default_factory=list)  # where goods or people come and go
    settled: Entity | None = None  # told beyond doubt
    written: Entity | None = None  # where the report was written
    rivals: list[tuple[Actor, Entity]] = field(default_factory=list)  # in the body's sentence that names the first lead


def main_subject(article: Article, discourse: Discourse) -> Entity | None:
    """Return whom the text is about; the country and the actors of the discourse are known."""
    if discourse.country is not None and _opens_on_row(article, discourse):
        return discourse.country
    opening = _Opening()
    for view in _opening_views(article):
        _look_at(article, discourse, view, opening)
        if opening.settled is not None:
            return opening.settled
        if view.sentence.kind != "title" and (opening.lead or (opening.wide and view.quantities)):
            break
    if opening.lead:
        return _narrower(discourse, opening.lead[0])
    if opening.wide:
        return opening.wide[0]
    return _named_most(article, discourse, opening) or _first_firm(article, discourse)


def is_abroad(discourse: Discourse, entity: Entity) -> bool:
    """Say whether a place lies in another country than the text is of: the town of a fair, of a rival, of a buyer."""
    home = discourse.country
    if home is None or home.place_code is None or entity.place_code is None or entity.kind == "country":
        return False
    return country_of(entity.place_code) != home.place_code


def _opening_views(article: Article) -> Iterator[SentenceView]:
    """Yield the title, headings and the first three sentences of the body."""
    bodies = 0
    for view in article.views:
        if view.sentence.kind in ("furniture", "caption"):
            continue
        bodies += view.sentence.kind == "body"
        if bodies > _OPENING:
            return
        yield view


def _look_at(article: Article, discourse: Discourse, view: SentenceView, opening: _Opening) -> None:
    """Note whom a sentence of the opening names."""
    in_title = view.sentence.kind == "title"
    if not opening.lead and (told := opens_on_people(article, discourse, view)) is not None:
        opening.settled = told
        return
    if in_title and not opening.lead:
        bodied = (home_of(discourse, name) for name in view.organisations if name.kind in ("association", "agency"))
        opening.lead += [entity for entity in bodied if entity is not None]
    first = not opening.lead
    for actor in discourse.actors[view.index]:
        if actor.anaphor is not None:
            _look_back(discourse, actor, opening)
        elif actor.kind == "project" and actor.role == "subject":
            if (seat := _seat_named(article, discourse, actor)) is not None:
                opening.lead.append(seat)
        elif actor.place is not None:
            _look_at_place(article, discourse, view, actor, opening)
    if first and opening.rivals and opening.lead[0] is opening.rivals[0][1]:
        beside = [(actor, entity) for other, actor, entity in opening.passed if other is view]
        opening.lead[0] = foremost(view, sorted((*opening.rivals, *beside), key=lambda one: one[0].span.start))


def _look_back(discourse: Discourse, actor: Actor, opening: _Opening) -> None:
    """Note whom "the country" and "this small town" stand for."""
    if actor.kind == "country" and actor.role == "subject" and discourse.country is not None:
        opening.wide.append(discourse.country)
    elif actor.kind in ("town", "city") and opening.written is not None and not opening.lead:
        opening.lead.append(opening.written)  # "TIRUPUR, India - This small town has grown"


def _look_at_place(article: Article, discourse: Discourse, view: SentenceView, actor: Actor, opening: _Opening) -> None:
    entity = discourse.entities[entity_key(article, actor)]
    in_body = view.sentence.kind == "body"
    if actor.role == "dateline" and opening.written is None:
        opening.written = _local(entity)
    if in_body and actor.role in ("destination", "source") and not view.quantities:
        if _local(entity) is not None and not is_abroad(discourse, entity):
            opening.passed.append((view, actor, entity))
    if actor.role in _IN_PASSING:
        return
    if in_body and actor.span.start == view.start and _DATELINE.match(article.text, view.start):
        opening.written = _local(entity)
        return
    if actor.role == "aside" and is_held_there(view, actor):
        return  # 大会在安徽合肥召开
    if actor.role == "aside" and entity.kind == "country" and entity is not discourse.country:
        return  # "buyers abroad, such as America and Japan"
    if is_part(view, actor) or is_abroad(discourse, entity) or (actor.role == "whole" and _local(entity) is None):
        return
    if entity.kind == "country" or actor.role == "locative":
        if entity.kind == "country" and not (opening.lead or opening.wide) and view.quantities and _opens(view, actor):
            opening.settled = entity  # "Portugal's exports reached ..., the association said in Milan"
        opening.wide.append(entity)
        return
    opening.lead.append(entity)
    if in_body and len(opening.rivals) == len(opening.lead) - 1:
        opening.rivals.append((actor, entity))


def _local(entity: Entity) -> Entity | None:
    return entity if entity.kind in LOCAL - {"province"} else None


def _opens(view: SentenceView, actor: Actor) -> bool:
    """Say whether the sentence is of the trade or the firms of the country that it begins with."""
    return actor.role == "subject" and _OF_A_COUNTRY.match(view.text(view.start, actor.span.end + 40)) is not None


def _seat_named(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the place in the name of a venue: the text of "Nantong International Textile Park" is Nantong's."""
    venue = discourse.entities[entity_key(article, actor)] if actor.anaphor is None else None
    seat = discourse.entities.get(venue.place_code) if venue is not None and venue.place_code else None
    return _local(seat) if seat is not None else None


def _narrower(discourse: Discourse, entity: Entity) -> Entity:
    """Return the place inside the one of the title that the text is on all the time: the town of a county."""
    if entity.place_code is None or entity.kind not in ("province", "city", "district"):
        return entity
    named = [
        one for one in discourse.entities.values() if one.level == "project" and one.place_code == entity.place_code
    ]
    times = sum(one.names.total() for one in (entity, *named))  # a park that bears its name speaks of it as well
    inside = [
        one
        for one in discourse.entities.values()
        if one.place_code is not None and one.acts and entity.place_code in ancestors(one.place_code)
    ]
    most = max(inside, key=lambda one: sum(one.names.values()), default=None)
    return most if most is not None and sum(most.names.values()) >= max(4, 3 * times) else entity


def _named_most(article: Article, discourse: Discourse, opening: _Opening) -> Entity | None:
    """Return the place that the text names most, or its country where several are named alike."""
    country = discourse.country
    counted = _counted(article, discourse)
    if not counted:
        if not opening.passed or (country is not None and country.first >= 0):
            return None
        view = opening.passed[0][0]  # "When buyers from New York look for cashmere, they fly to Ulaanbaatar"
        return foremost(view, [(actor, entity) for other, actor, entity in opening.passed if other is view])
    (first, times), *others = counted.most_common(3)
    if country is not None and len(others) == _ROW_OF - 1 and times < 2 * others[0][1]:
        return country  # places in a row: the text is of them all
    if country is not None and times == 1 and _is_in_row(article, discourse, first):
        return country
    chosen = discourse.entities[first]
    return town_of_a_body(article, discourse) or chosen if chosen.kind == "country" else chosen


def _counted(article: Article, discourse: Discourse) -> Counter[str]:
    """Return how often each place is named that is told of anywhere, and not as a part, a buyer or a venue."""
    roles: dict[str, set[str]] = {}
    parts: Counter[str] = Counter()
    for view in article.views:
        for actor in discourse.actors[view.index]:
            if actor.anaphor is not None:
                continue
            key = entity_key(article, actor)
            if actor.role not in ("destination", "source"):
                roles.setdefault(key, set()).add(actor.role)
            parts[key] += actor.place is not None and is_part(view, actor)
    told = {key for key, played in roles.items() if not played.isdisjoint(("subject", "locative"))}
    named = told or {key for key, played in roles.items() if played != {"speaker"}}
    return +Counter(
        {
            key: entity.names.total() - parts[key]
            for key, entity in discourse.entities.items()
            if entity.acts
            and key in named
            and entity.kind not in ("firm", "project")
            and (entity.kind != "country" or roles[key] - {"compared", "aside"})
        }
    )


def _first_firm(article: Article, discourse: Discourse) -> Entity | None:
    """Return the firm that a text without places begins with, else the seat of a body, else the country."""
    firms = [entity for entity in discourse.entities.values() if entity.kind == "firm" and entity.level == "firm"]
    firms = [entity for entity in firms if not entity.nameless]
    if firms and (discourse.country is None or _opens_on(article, discourse, firms[0])):
        return firms[0]
    return seat_of_a_body(article, discourse) or discourse.country


def _is_in_row(article: Article, discourse: Discourse, key: str) -> bool:
    """Say whether a place is named in one sentence alone, with three others in a row."""
    for actors in discourse.actors.values():
        if any(
            actor.anaphor is None and actor.place is not None and entity_key(article, actor) == key for actor in actors
        ):
            return sum(actor.role == "listed" for actor in actors) >= _ROW_OF
    return False


def _opens_on_row(article: Article, discourse: Discourse) -> bool:
    """Say whether the first figures are of places in a row: "five parks located in Hawassa, Mekele and Kombolcha"."""
    first = next((view for view in article.views if view.sentence.kind == "body" and view.quantities), None)
    if first is None or first.index > _OPENING:
        return False
    if any(actor.place is not None for at in range(first.index) for actor in discourse.actors[at]):
        return False
    roles = [actor.role for actor in discourse.actors[first.index] if actor.place is not None]
    return "subject" not in roles and "listed" in roles and len(roles) >= _ROW_OF


def _opens_on(article: Article, discourse: Discourse, firm: Entity) -> bool:
    """Say whether the text begins with the firm, and does not only quote it further down."""
    for view in article.views:
        if any(
            actor.anaphor is None and actor.role != "speaker" and entity_key(article, actor) == firm.key
            for actor in discourse.actors[view.index]
        ):
            return view.index <= _OPENING
    return False
