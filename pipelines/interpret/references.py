"""References: the entity that an actor names, or that "the town" and "the company" stand for."""

import re

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_of, home_of
from pipelines.interpret.foreign import country_of
from pipelines.interpret.home import seat_of_the_press
from pipelines.interpret.parts import Actor
from pipelines.interpret.people import firm_of
from pipelines.recognise.mentions import Organisation
from pipelines.reference.places import ancestors, codes_of, find_place, latin_key
from pipelines.text.folding import fold
from pipelines.text.spans import Span

_ANY_PARK = frozenset({"园区", "园", "基地"})  # what the one venue of a text goes by, whatever its name ends with
_A_PLACE = frozenset({"town", "city", "district", "county"})
# Words for the whole of a place, and what such a place's name ends with.
_WHOLES = {
    one + word: ends
    for one in ("全", "该", "本", "我", "这个")
    for word, ends in (("市", "市"), ("县", "县"), ("区", "区"), ("镇", ("镇", "街道")))
}
_UNNAMED = {
    "town": ("cluster", "town"),
    "district": ("district", "county"),
    "city": ("city", "city"),
    "province": ("province", "province"),
}
_OWN = frozenset("全我本该")
_OF_THE_PRESS = {"district": ("县", "区"), "city": ("市",)}
_OF_STATES = frozenset({"in", "us", "br", "mx", "ng", "au"})
_ELSEWHERE = frozenset({"destination", "source", "whole", "compared", "listed", "dateline"})
_THE_VILLAGE = frozenset({"全村", "该村"})


def named_here(discourse: Discourse, view: SentenceView, actor: Actor) -> Entity | None:
    """Return the place of "the head of the Dong Nai Wood Association said the province's exports"."""
    if actor.anaphor is None or actor.kind not in ("town", "cluster", "district", "city", "province"):
        return None
    bodies = [n for n in view.organisations if n.kind in ("association", "agency")]
    before = [n for n in bodies if n.end <= actor.span.start]
    entity = home_of(discourse, before[-1]) if before else None
    if entity is not None:
        return entity if _fits(entity, actor.kind) else None
    return _seat_of_a_body(discourse, (before or bodies)[-1], actor) if bodies else None


def _seat_of_a_body(discourse: Discourse, body: Organisation, actor: Actor) -> Entity | None:
    """Return the province or city that no word names but a body's own name: the Dong Nai Wood Association's."""
    if actor.kind not in ("province", "city"):
        return None
    land = discourse.country.place_code if discourse.country is not None else None
    words = re.sub(r"['\u2019]s\b.*", "", body.name).split()
    for count in (3, 2, 1):
        if not body.name.isascii() or len(words) < count:
            continue
        codes = codes_of(latin_key("".join(words[:count])))
        places = [place for place in map(find_place, codes) if place is not None and place.level == actor.kind]
        own = [place for place in places if land is None or country_of(place.code) == land]
        if len(own) == 1:
            place = own[0]
            entity = discourse.entities.setdefault(
                place.code, Entity(place.code, actor.kind, place.level, place.code, (), acts=True)
            )
            entity.names[" ".join(words[:count])] += 0 if entity.names else 1
            return entity
    return None


def resolve(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the entity that an actor names or refers to."""
    if actor.anaphor is None:
        return entity_of(article, discourse, actor)
    if actor.kind == "world":
        return None
    if actor.kind == "country":
        return discourse.country
    if actor.kind == "here":
        focus = discourse.focus
        if discourse.main is not None and discourse.main.kind == "province" and focus is not None:
            if focus.kind in LOCAL - {"province"}:
                return focus
        if discourse.main is not None and discourse.main.kind in LOCAL:
            return discourse.main
        return _local_before(article, discourse, actor) or discourse.focus
    if actor.kind == "firm":
        return firm_of(article, discourse, actor)
    if actor.kind == "province" and discourse.main is not None and discourse.main.kind == "city":
        code = discourse.main.place_code
        if code is not None and country_of(code) in ("it", "tr", "es"):
            return discourse.main  # provinces that bear the name of their city
    if actor.kind == "province" and (own := _chinese_region(article, discourse, actor)) is not None:
        return own
    if actor.kind == "venue":
        return _venue(article, discourse, actor)
    if actor.kind == "town" and article.folded.startswith("小镇", actor.span.start):
        if (venue := _venue(article, discourse, actor)) is not None:
            return venue  # 袜艺小镇
    if actor.span.of(article.folded) in _THE_VILLAGE and (village := _village(article, discourse, actor)) is not None:
        return village
    if (beside := _named_beside(article, discourse, actor)) is not None:
        return beside
    near = [entity for entity in (discourse.focus, discourse.section, discourse.main) if entity is not None]
    known = [entity for entity in reversed(discourse.entities.values()) if entity.kind != "firm" and entity.acts]
    named = sorted(known, key=lambda entity: entity.first > actor.span.start)  # what is named later comes last
    if actor.kind == "cluster":
        head = article.folded[actor.span.start : actor.span.end].rpartition(" ")[2]
        for entity in (*near, *named):
            if any(fold(name).endswith(" " + head) for name in entity.names):
                return entity  # "the park": the one that bears the word in its name
    told = [entity for entity in named if entity.first <= actor.span.start]
    own = discourse.main if discourse.main is not None and discourse.main.kind in LOCAL - {"province"} else None
    if actor.kind in _A_PLACE and _bears_its_name(discourse.main):
        return discourse.main
    for fits, those in ((_is_named, (*near, *told)), (_fits, (*near, *told)), (_is_named, named), (_fits, named)):
        if those is named and own is not None and actor.kind in _A_PLACE:
            if own.level == "project":
                return _seat(article, discourse, actor, own) or own
            return own  # "the city", which is a district by now: not one that is named later
        for entity in those:
            if fits(entity, actor.kind):
                return entity if entity.level != "project" else _seat(article, discourse, actor, entity) or entity
    venues = [o for o in reversed(discourse.here) if o.kind == "project" and o.span.end <= actor.span.start]
    for entity in (*near, *(entity_of(article, discourse, venue) for venue in venues)):
        if entity.level == "project" and (seat := _seat(article, discourse, actor, entity)) is not None:
            return seat
    if actor.kind in _UNNAMED and (unnamed := _unnamed(article, discourse, actor)) is not None:
        return unnamed
    return province_around(article, discourse, actor.span) if actor.kind == "province" else None


def _bears_its_name(main: Entity | None) -> bool:
    """Say whether the text's own province bears the name of a city in it, so that "the city" may mean it: Nam Dinh."""
    if main is None or main.kind != "province" or main.place_code is None or main.place_code.startswith("cn-"):
        return False
    cities = (find_place(code) for name in main.names for code in codes_of(latin_key(name)))
    return any(one is not None and one.level == "city" and one.parent == main.place_code for one in cities)


def _chinese_region(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the city or district that "the region" is in a translation from Chinese: 全区."""
    main, focus = discourse.main, discourse.focus
    if main is None or main.kind not in LOCAL or not (main.place_code or "").startswith("cn-"):
        return None
    if main.kind == "province" or (focus is not None and focus.kind == "province"):
        return None
    return main if "region" in actor.span.of(article.folded) else None


def _unnamed(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the county of a Chinese bulletin that never names it: 我县, 全县. It is not the nation."""
    words = actor.span.of(article.folded)
    if words[0] not in _OWN or (discourse.main is not None and discourse.main.kind != "country"):
        return None
    if actor.kind in _OF_THE_PRESS and f"@{_UNNAMED[actor.kind][1]}" not in discourse.entities:
        if (seat := seat_of_the_press(article, discourse, _OF_THE_PRESS[actor.kind])) is not None:
            discourse.main = seat
            return seat
    kind, level = _UNNAMED[actor.kind]
    entity = discourse.entities.setdefault(f"@{level}", Entity(f"@{level}", kind, level, None, (), acts=True))
    entity.names[words] += 1
    return entity


def _seat(article: Article, discourse: Discourse, actor: Actor, venue: Entity) -> Entity | None:
    """Return the town, county or city that a venue lies in, which no other words name: 全市 in a text on a park."""
    record = find_place(venue.place_code) if venue.place_code is not None else None
    words = actor.span.of(article.folded)
    if record is None:
        return None
    if not (words.isascii() and actor.kind == "town" and record.level == "town"):
        if words not in _WHOLES or record.suffix not in _WHOLES[words]:
            return None
    kind = "city" if record.suffix == "市" else "district" if record.level == "county" else "cluster"
    entity = discourse.entities.setdefault(record.code, Entity(record.code, kind, record.level, record.code, ()))
    name = record.name if words.isascii() else record.zh or record.name
    entity.names[name] += 0 if entity.names else 1
    return entity


def province_around(article: Article, discourse: Discourse, span: Span) -> Entity | None:
    """Return the province, which no word names, that the text's own place lies in: "the state" for Uttar Pradesh."""
    main = discourse.main
    if main is None or main.place_code is None or main.kind not in LOCAL:
        return None
    if "state" in span.of(article.folded) and country_of(main.place_code) not in _OF_STATES:
        return None  # the state is the nation
    around = (find_place(code) for code in ancestors(main.place_code))
    record = next((place for place in around if place is not None and place.level == "province"), None)
    if record is None:
        return None
    if any(latin_key(name) == latin_key(record.name) for name in main.names):
        return main  # Nam Dinh lies in Nam Dinh: the text calls them one
    name = (record.zh if article.language == "zh" else record.name) or record.name
    entity = discourse.entities.setdefault(record.code, Entity(record.code, "province", "province", record.code, ()))
    entity.names[name] += 0 if entity.names else 1
    return entity


def _local_before(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the town, county or city named before in the sentence: 在福建德化,当地有窑口3000个."""
    for other in reversed(discourse.here):
        if other.place is not None and other.span.end <= actor.span.start and other.role not in _ELSEWHERE:
            entity = entity_of(article, discourse, other)
            if entity.kind in LOCAL - {"province"}:
                return entity
    return None


def _venue(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the venue named last before whose name ends with the word: 园区 for the park, 城内 for the trade city."""
    head = article.folded[actor.span.start : actor.span.end].removeprefix("该").removesuffix("里").removesuffix("内")
    focus = discourse.focus
    if focus is not None and focus.level == "project" and any(head in fold(name) for name in focus.names):
        return focus
    before = [e for e in discourse.entities.values() if e.level == "project" and e.first < actor.span.start]
    for entity in sorted(before, key=lambda entity: -entity.first):
        if any(head in fold(name) for name in entity.names):
            return entity
    return before[0] if len(before) == 1 and head in _ANY_PARK else None


def _village(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the village named last before: 大集镇丁楼村党支部书记说,全村300多户."""
    for other in reversed(discourse.here):
        if other.place is not None and other.span.end <= actor.span.start and other.span.of(article.folded)[-1] == "村":
            return entity_of(article, discourse, other)
    before = [e for e in discourse.entities.values() if 0 <= e.first < actor.span.start]
    villages = [e for e in before if e.level == "town" and any(name.endswith("村") for name in e.names)]
    return max(villages, key=lambda entity: entity.first, default=None)


def _named_beside(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the place of the same level named before in a Chinese sentence: 川姜镇党委书记说,全镇."""
    if actor.kind not in ("town", "district", "city") or article.folded[actor.span.start].isascii():
        return None
    for other in reversed(discourse.here):
        if other.place is not None and other.span.end <= actor.span.start and other.role not in _ELSEWHERE:
            entity = entity_of(article, discourse, other)
            if _is_named(entity, actor.kind):
                return entity
    return None


def _is_named(entity: Entity, kind: str) -> bool:
    """Say whether the word names the entity's own level: "the town" for a town, "the district" for a district."""
    if kind == "town":
        return entity.level == "town" and not any(name.lower().endswith(("village", "村")) for name in entity.names)
    return entity.kind == kind


def _fits(entity: Entity, kind: str) -> bool:
    if kind in ("cluster", "town"):
        return entity.kind in ("cluster", "district", "city", "project")
    if kind == "district":
        return entity.kind == "district"
    if kind == "city":
        return entity.kind in ("city", "cluster") and entity.level != "project"
    return entity.kind == kind
