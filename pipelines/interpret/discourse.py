"""The discourse: whom an article names, its main subject, its country, and whom it is speaking of at the moment.

An entity is one place, firm or venue under all of its names. What a figure's own sentence makes of it stands in
`subjects`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipelines.interpret.actors import find_actors
from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_key, home_of, register
from pipelines.interpret.foreign import country_of, send_abroad
from pipelines.interpret.home import seat_of_a_body, town_of_a_body, unnamed_home
from pipelines.interpret.parts import Actor
from pipelines.interpret.people import note_leaders
from pipelines.interpret.roles import is_part
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.places import ancestors, find_place, latin_key
from pipelines.text.folding import fold

_ROW_OF, _OPENING, _SHORT = 3, 3, 3
_THEME = 3  # mentions
_DATELINE = re.compile(r"[A-Z][A-Za-z ,]{2,30}\s*(?:\([A-Za-z]+\)\s*)?(?:-{1,2}|–|—|:)\s")
# 2024年1-7月我国服装行业运行情况: the text calls the nation's trade by this name
_ZH_TRADE = re.compile(r"(?:我国|中国|全国)(?P<name>[一-鿿]{1,6}?(?:行业|产业|工业))")
# "Portugal's footwear exports", "The Turkish carpet industry"
_OF_A_COUNTRY = re.compile(
    r"(?:the )?[a-z][a-z .-]{2,30}(?:'s|')? (?:total |overall |annual )?(?:[a-z-]+ (?:and [a-z-]+ )?){0,2}"
    r"(?:exports?|imports?|shipments|sales|output|production|industry|sector|manufacturers|exporters|makers|trade)\b"
)


def read_discourse(article: Article) -> Discourse:
    """Gather the entities of the article and find its main subject and its country."""
    discourse = Discourse()
    firm: Entity | None = None  # named last
    told_in = -2  # the paragraph that named it
    for view in article.views:
        actors = discourse.actors[view.index] = find_actors(view)
        named = [register(article, discourse, actor) for actor in actors if actor.anaphor is None]
        if any(actor.kind == "person" for actor in actors):
            note_leaders(article, discourse, view, actors, firm, view.paragraph - told_in <= 1)
        if any(entity.level == "firm" for entity in named):
            firm, told_in = next(entity for entity in reversed(named) if entity.level == "firm"), view.paragraph
    discourse.country = _country(article, discourse)
    send_abroad(article, discourse)
    discourse.main = _main(article, discourse)
    _seat_venues(article, discourse)
    if discourse.main is not None and discourse.main.kind == "country":
        discourse.country = discourse.main  # of which the text is, however often it names its buyers
    discourse.main = _theme(article, discourse) or discourse.main
    return discourse


def _theme(article: Article, discourse: Discourse) -> Entity | None:
    """Return the park or market that the text is all about: it is spoken of oftener than the main place."""
    main = discourse.main
    best, most = None, max(_THEME, main.names.total() + 1 if main is not None else 0)
    for entity in discourse.entities.values():
        if entity.level == "project" and entity.kind == "cluster":
            head = fold(next(iter(entity.names))).rpartition(" ")[2]
            times = entity.names.total() + len(re.findall(rf"\bthe {re.escape(head)}\b", article.folded))
            if times >= most:
                best, most = entity, times + 1
    return best


def _seat_venues(article: Article, discourse: Discourse) -> None:
    """Place the markets that bear no place's name: in the local place named before them, else in the text's own."""
    here = discourse.main if discourse.main is not None and discourse.main.kind in LOCAL - {"province"} else None
    for view in article.views:
        named: Entity | None = None
        for actor in discourse.actors[view.index]:
            if actor.anaphor is not None:
                continue
            entity = discourse.entities[entity_key(article, actor)]
            if actor.place is not None and entity.kind in LOCAL - {"province"}:
                named = entity
            elif entity.kind == "cluster" and entity.place_code is None and actor.organisation is not None:
                seat = named or here
                if seat is not None and seat is not entity:
                    entity.place_code = seat.place_code


def _country(article: Article, discourse: Discourse) -> Entity | None:
    counted: Counter[str] = Counter()
    titled = next((view.index for view in article.views if view.sentence.kind == "title"), -1)
    for index, actors in discourse.actors.items():
        for actor in actors:
            if actor.place is not None and actor.role not in ("destination", "source", "listed"):
                if actor.kind == "country" and actor.role in ("dateline", "aside"):
                    continue  # "HONG KONG - Guangdong's shoemakers"
                if actor.place.rule == "demonym":
                    continue  # counted below, whatever it says
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
    if not counted:
        counted.update(_countries_in_names(article))
    if not counted:  # only where goods went, or what stands there
        counted.update(
            country_of(actor.place.place_code)
            for actors in discourse.actors.values()
            for actor in actors
            if actor.place is not None and actor.place.place_code and actor.kind != "country"
        )
    home = unnamed_home(article)
    if home is not None and (not counted or (article.language == "zh" and counted[home] * 2 >= max(counted.values()))):
        return _named_country(discourse, home, article)
    if not counted:
        return None
    return _named_country(discourse, counted.most_common(1)[0][0], article)


def _countries_in_names(article: Article) -> Iterator[str]:
    """Yield the countries that associations and bodies bear in their names: the Bangladesh Tanners' Association."""
    gazetteer = read_gazetteer(article.vocabulary)
    for view in article.views:
        for name in view.organisations:
            if name.kind in ("association", "agency"):
                word = name.name.split(" ")[0].removesuffix("'s")
                codes = gazetteer.codes(latin_key(word)) if word.isascii() and len(word) > _SHORT else ()
                yield from (code for code in codes if "-" not in code)


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
        trade = _ZH_TRADE.search(article.title) if article.title and article.language == "zh" else None
        its = [trade["name"]] if trade is not None else []
        entity.other_names = tuple(dict.fromkeys((*its, *entity.other_names, *words)))
    return entity


def _people_of(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return the country of a title such as "Portuguese shoemakers post a record"."""
    for place in view.places:
        if place.rule == "demonym" and discourse.country is not None:
            if place.candidates[0].place_code == discourse.country.place_code and place.start - view.start < 12:
                return discourse.country
    return None


def _is_abroad(discourse: Discourse, entity: Entity) -> bool:
    """Say whether a place lies in another country than the text is of: the town of a fair, of a rival, of a buyer."""
    home = discourse.country
    if home is None or home.place_code is None or entity.place_code is None or entity.kind == "country":
        return False
    return country_of(entity.place_code) != home.place_code


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


def _main(article: Article, discourse: Discourse) -> Entity | None:
    lead: list[Entity] = []
    wide: list[Entity] = []
    bodies = 0
    written: Entity | None = None  # where the report was written
    if discourse.country is not None and _opens_on_row(article, discourse):
        return discourse.country
    for view in article.views:
        if view.sentence.kind in ("furniture", "caption"):
            continue
        if not lead and not wide and view.sentence.kind == "title" and (told := _people_of(article, discourse, view)):
            wide.append(told)
        bodies += view.sentence.kind == "body"
        if bodies > 3:
            break
        if not lead and view.sentence.kind == "title":
            bodied = (home_of(discourse, name) for name in view.organisations if name.kind in ("association", "agency"))
            lead += [entity for entity in bodied if entity is not None]
        for actor in discourse.actors[view.index]:
            if actor.anaphor is not None and actor.kind == "country" and actor.role == "subject" and discourse.country:
                wide.append(discourse.country)
            if actor.anaphor is not None and actor.kind in ("town", "city") and written is not None and not lead:
                lead.append(written)  # "TIRUPUR, India - This small town has grown"
            if actor.role == "dateline" and actor.place is not None and written is None:
                written = _local(discourse.entities[entity_key(article, actor)])
            if actor.kind == "project" and actor.role == "subject" and (seat := _seat_named(article, discourse, actor)):
                lead.append(seat)
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
                written = _local(discourse.entities[entity_key(article, actor)])
                continue
            entity = discourse.entities[entity_key(article, actor)]
            if actor.role == "aside" and entity.kind == "country" and entity is not discourse.country:
                continue  # "buyers abroad, such as America and Japan"
            if actor.role == "whole" or is_part(view, actor) or _is_abroad(discourse, entity):
                continue
            national = entity.kind == "country"
            if national and not lead and not wide and view.quantities and _opens(view, actor):
                return entity  # "Portugal's exports reached ..., the association said in Milan"
            (wide if national or actor.role == "locative" else lead).append(entity)
        if (lead or (wide and view.quantities)) and bodies:
            break
    if lead:
        return _narrower(discourse, lead[0])
    if wide:
        return wide[0]
    acting = {
        entity_key(article, actor)
        for actors in discourse.actors.values()
        for actor in actors
        if actor.kind == "country" and actor.role not in ("destination", "source", "compared", "aside")
    }
    parts = Counter(
        entity_key(article, actor)
        for view in article.views
        for actor in discourse.actors[view.index]
        if actor.place is not None and is_part(view, actor)
    )
    leading = {
        entity_key(article, actor)
        for actors in discourse.actors.values()
        for actor in actors
        if actor.anaphor is None and actor.role not in ("destination", "source")
    }
    counted = Counter(
        {
            key: sum(e.names.values()) - parts[key]
            for key, e in discourse.entities.items()
            if e.acts
            and key in leading
            and e.kind not in ("firm", "project")
            and (e.kind != "country" or key in acting)
        }
    )
    counted = +counted
    if counted:
        (first, times), *others = counted.most_common(3)
        if discourse.country is not None and len(others) == _ROW_OF - 1 and times < 2 * others[0][1]:
            return discourse.country  # places in a row: the text is of them all
        if discourse.country is not None and times == 1 and _is_in_row(article, discourse, first):
            return discourse.country
        chosen = discourse.entities[first]
        return town_of_a_body(article, discourse) or chosen if chosen.kind == "country" else chosen
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
