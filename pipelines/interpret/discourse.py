"""The discourse: whom an article names, its main subject, its country, and whom it is speaking of at the moment.

An entity is one place, firm or venue under all of its names. What a figure's own sentence makes of it stands in
`subjects`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipelines.interpret.actors import Actor, find_actors
from pipelines.interpret.article import Article
from pipelines.interpret.draft import Subject
from pipelines.interpret.home import unnamed_home
from pipelines.recognise.mentions import SHORT_NAME, Organisation
from pipelines.reference.places import find_place
from pipelines.text.folding import fold

_KIND = {
    "country": "country",
    "province": "province",
    "prefecture": "city",
    "county": "district",
    "town": "cluster",
    "city": "city",
}
_LOCAL = frozenset({"cluster", "district", "city", "province"})
_OURS = frozenset({"我国", "我國"})
_ROW_OF = 3
_VENUE_HEAD = re.compile(r"(?:market|city|town|mall|plaza|bazaar|mandi|base|市场|城)\Z", re.IGNORECASE)
_LEVEL_WORD = re.compile(
    r"\s+(?:town|township|city|county|district|province|municipality|subdistrict|state|region)\Z|[镇市县区省]\Z"
)
_VILLAGE = re.compile(r"\s+village\Z")
_CITY = re.compile(r"(?:city|市)\Z")
_DATELINE = re.compile(r"[A-Z][A-Za-z ,]{2,30}\s*(?:\([A-Za-z]+\)\s*)?(?:-{1,2}|–|—|:)\s")
# What a country does that is spoken of for its own sake.
_ACTS = re.compile(
    r"(?:'s?)?(?:,[^,;]{0,40},)?\s+(?:(?:also|had|has|have|itself|alone|still|now|textile|garment|apparel|"
    r"clothing|total)\s+){0,3}"
    r"(?:export|produc|ship|rank|remain|record|account|earn|saw|sold|manufactur|made|makes|report|posted|"
    r"output|industry|sales|employ|garment|is the|was the|came|follow)|的?(?:出口|产量|产值|生产|销售)"
)


@dataclass
class Entity:
    """All mentions of one place, firm or person of the article."""

    key: str
    kind: str
    level: str
    place_code: str | None
    candidates: tuple[str, ...]
    names: Counter[str] = field(default_factory=Counter)
    other_names: tuple[str, ...] = ()
    acts: bool = False  # named otherwise than where a report was written or somebody spoke

    def subject(self) -> Subject:
        names = sorted(self.names, key=lambda name: (-self.names[name], -len(name), name))
        aliases = [name for name in (*names[1:], *self.other_names) if name != names[0]]
        return Subject(names[0], self.kind, self.place_code, tuple(dict.fromkeys(aliases))[:5], self.candidates)


@dataclass
class Discourse:
    """Whom the text is speaking of."""

    entities: dict[str, Entity] = field(default_factory=dict)
    main: Entity | None = None
    country: Entity | None = None
    focus: Entity | None = None
    focus_paragraph: int = -1
    last_firm: Entity | None = None
    last_person: Entity | None = None
    section: Entity | None = None
    actors: dict[int, list[Actor]] = field(default_factory=dict)


def read_discourse(article: Article) -> Discourse:
    """Gather the entities of the article and find its main subject and its country."""
    discourse = Discourse()
    for view in article.views:
        discourse.actors[view.index] = find_actors(view)
        for actor in discourse.actors[view.index]:
            if actor.anaphor is None:
                register(article, discourse, actor)
    discourse.country = _country(article, discourse)
    _send_abroad(article, discourse)
    discourse.main = _main(article, discourse)
    _seat_venues(article, discourse)
    return discourse


def _seat_venues(article: Article, discourse: Discourse) -> None:
    """Place the markets that bear no place's name: in the local place named before them, else in the text's own."""
    here = discourse.main if discourse.main is not None and discourse.main.kind in _LOCAL - {"province"} else None
    for view in article.views:
        named: Entity | None = None
        for actor in discourse.actors[view.index]:
            if actor.anaphor is not None:
                continue
            entity = discourse.entities[entity_key(article, actor)]
            if actor.place is not None and entity.kind in _LOCAL - {"province"}:
                named = entity
            elif entity.kind == "cluster" and entity.place_code is None and actor.organisation is not None:
                seat = named or here
                if seat is not None and seat is not entity:
                    entity.place_code = seat.place_code


def _send_abroad(article: Article, discourse: Discourse) -> None:
    """Make markets of the foreign countries that are named without doing anything themselves."""
    home = discourse.country
    if home is None:
        return
    for view in article.views:
        discourse.actors[view.index] = [
            replace(actor, role="destination")
            if actor.kind == "country"
            and actor.place is not None
            and actor.role == "subject"
            and entity_key(article, actor) != home.key
            and not _ACTS.match(view.text(actor.span.end, actor.span.end + 50))
            else actor
            for actor in discourse.actors[view.index]
        ]


def entity_key(article: Article, actor: Actor) -> str:
    """Return what an entity is known by: its code, else its folded words."""
    if actor.place is not None and actor.place.place_code:
        return actor.place.place_code
    if actor.organisation is not None and actor.organisation.rule == SHORT_NAME:
        return fold(actor.organisation.name)
    words = fold(article.quote(actor.span))
    if actor.place is not None and (code := _translated(article, words)) is not None:
        return code
    return _LEVEL_WORD.sub("", words) if actor.place is not None else words


def _translated(article: Article, words: str) -> str | None:
    """Return the code of the place whose level was translated: "Li Village" where the text has the town of Licun."""
    stem = _VILLAGE.sub("", words)
    if stem == words:
        return None
    for view in article.views:
        for place in view.places:
            if place.place_code and place.level == "town":
                name = _LEVEL_WORD.sub("", fold(article.quote(place.span)))
                if name.replace(" ", "") in (stem + "cun", stem + "zhuang"):
                    return place.place_code
    return None


def register(article: Article, discourse: Discourse, actor: Actor) -> Entity:
    """Return the entity that a mention names, made if it is new, with the name noted."""
    key, words = entity_key(article, actor), " ".join(article.quote(actor.span).split())
    said = words
    if actor.organisation is not None and actor.organisation.rule == SHORT_NAME:
        words = actor.organisation.name
    if actor.place is not None and actor.place.rule == "demonym" and (record := find_place(key)) is not None:
        words = record.name  # "Brazilian exports" are those of Brazil
    elif words in _OURS and (record := find_place(key)) is not None:
        words = record.zh or words
    entity = discourse.entities.get(key)
    if entity is None:
        place, organisation = actor.place, actor.organisation
        if organisation is not None:
            venue = organisation.kind == "project"
            inside = _place_inside(article, organisation) if venue else None
            kind = ("cluster" if _VENUE_HEAD.search(words) else "project") if venue else "firm"
            entity = Entity(key, kind, organisation.kind, inside, ())
        else:
            code = place.place_code if place is not None else None
            others = (
                tuple(c.name for c in place.candidates if c.place_code == code) if place is not None and code else ()
            )
            tied = tuple(c.place_code for c in place.candidates) if place is not None and code is None else ()
            entity = Entity(key, _place_kind(actor.kind, words, code), actor.kind, code, tied, other_names=others)
        discourse.entities[key] = entity
    if actor.organisation is not None and actor.organisation.name != words:
        entity.other_names = tuple(dict.fromkeys((*entity.other_names, actor.organisation.name)))
    if said != words:
        entity.other_names = tuple(dict.fromkeys((*entity.other_names, said)))
    entity.names[words] += 1
    entity.acts |= actor.role not in ("dateline", "speaker", "listed")
    return entity


def _place_inside(article: Article, organisation: Organisation) -> str | None:
    """Return the code of the local place in a venue's name: the Changshu Garments Town is Changshu's."""
    for view in article.views:
        if view.start <= organisation.start < view.end:
            for place in view.places:
                if organisation.span.covers(place.span) and place.level not in ("country", "province"):
                    return place.place_code
    return None


def _place_kind(level: str, words: str, code: str | None) -> str:
    record = find_place(code) if code and level == "county" else None
    if _CITY.search(words.lower()) or (record is not None and record.suffix == "市"):
        return "city"
    return _KIND.get(level, "city")


def home_of(discourse: Discourse, organisation: Organisation) -> Entity | None:
    """Return the local place that a body bears in its name: the Denizli Exporters' Association is Denizli's."""
    words = f" {fold(organisation.name)} "
    for entity in discourse.entities.values():
        if entity.kind in _LOCAL and any(f" {fold(name)} " in words for name in entity.names):
            return entity
    return None


def _country(article: Article, discourse: Discourse) -> Entity | None:
    counted: Counter[str] = Counter()
    titled = next((view.index for view in article.views if view.sentence.kind == "title"), -1)
    for index, actors in discourse.actors.items():
        for actor in actors:
            if actor.place is not None and actor.role not in ("destination", "source", "listed"):
                if actor.kind == "country":
                    counted[entity_key(article, actor)] += 3 if index == titled else 1
                elif actor.place.place_code:
                    counted[country_of(actor.place.place_code)] += 4 if index == titled else 2
    for view in article.views:
        for name in view.organisations:
            if name.kind in ("association", "agency") and (its := home_of(discourse, name)) and its.place_code:
                counted[country_of(its.place_code)] += 4 if view.index == titled else 2
    for view in article.views:
        for place in view.places:
            if place.rule == "demonym":
                counted[place.candidates[0].place_code] += 3 if view.sentence.kind == "title" else 1
    home = unnamed_home(article)
    if home is not None and (not counted or (article.language == "zh" and counted[home] * 2 >= max(counted.values()))):
        return _named_country(discourse, home, article)
    if not counted:
        return None
    return _named_country(discourse, counted.most_common(1)[0][0], article)


@lru_cache(maxsize=4096)
def country_of(place_code: str) -> str:
    """Return the ISO code of the country that a place lies in."""
    record = find_place(place_code)
    while record is not None and record.parent is not None:
        record = find_place(record.parent)
    return record.code if record is not None else place_code.split("-")[0]


def _named_country(discourse: Discourse, key: str, article: Article) -> Entity | None:
    entity = discourse.entities.get(key)
    if entity is None and key:
        entity = Entity(key, "country", "country", key, ())
        record = find_place(key)
        name = (record.zh if article.language == "zh" else record.name) if record is not None else key
        entity.names[name or key] += 1
    if entity is not None:
        words = [article.quote(cue.span) for view in article.views for cue in view.anaphors if cue.key == "country"]
        words += ["我国", "全国"] if article.language == "zh" and key == "cn" else []
        entity.other_names = tuple(dict.fromkeys((*entity.other_names, *words)))
    return entity


def _main(article: Article, discourse: Discourse) -> Entity | None:
    lead: list[Entity] = []
    wide: list[Entity] = []
    bodies = 0
    for view in article.views:
        if view.sentence.kind == "furniture":
            continue
        bodies += view.sentence.kind == "body"
        if bodies > 3:
            break
        if not lead and view.sentence.kind == "title":
            bodied = (home_of(discourse, name) for name in view.organisations if name.kind in ("association", "agency"))
            lead += [entity for entity in bodied if entity is not None]
        for actor in discourse.actors[view.index]:
            if actor.anaphor is not None and actor.kind == "country" and actor.role == "subject" and discourse.country:
                wide.append(discourse.country)
            if actor.place is None or actor.role in (
                "destination",
                "source",
                "container",
                "compared",
                "speaker",
                "listed",
                "dateline",
            ):
                continue
            if (
                view.sentence.kind == "body"
                and actor.span.start == view.start
                and _DATELINE.match(article.text, view.start)
            ):
                continue
            entity = discourse.entities[entity_key(article, actor)]
            if actor.role == "whole":
                continue
            (wide if entity.kind == "country" or actor.role == "locative" else lead).append(entity)
        if (lead or (wide and view.quantities)) and bodies:
            break
    if lead:
        return lead[0]
    if wide:
        return wide[0]
    acting = {
        entity_key(article, actor)
        for actors in discourse.actors.values()
        for actor in actors
        if actor.kind == "country" and actor.role not in ("destination", "source", "compared")
    }
    counted = Counter(
        {
            key: sum(e.names.values())
            for key, e in discourse.entities.items()
            if e.acts and e.kind not in ("firm", "project") and (e.kind != "country" or key in acting)
        }
    )
    if counted:
        (first, times), *others = counted.most_common(3)
        if discourse.country is not None and len(others) == _ROW_OF - 1 and times < 2 * others[0][1]:
            return discourse.country  # places in a row: the text is of them all
        return discourse.entities[first]
    firms = [entity for entity in discourse.entities.values() if entity.kind == "firm" and entity.level == "firm"]
    return firms[0] if firms else discourse.country


def entity_of(article: Article, discourse: Discourse, actor: Actor) -> Entity:
    """Return the entity of a place or firm that is named."""
    return discourse.entities[entity_key(article, actor)]
