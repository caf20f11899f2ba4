"""The discourse: whom an article names, its main subject, its country, and whom it is speaking of at the moment.

An entity is one place, firm or venue under all of its names. What a figure's own sentence makes of it stands in
`subjects`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from pipelines.interpret.actors import find_actors
from pipelines.interpret.article import Article
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_key, home_of, register
from pipelines.interpret.foreign import country_of, send_abroad
from pipelines.interpret.home import unnamed_home
from pipelines.interpret.main_subject import main_subject
from pipelines.interpret.national_bodies import mark_venues
from pipelines.interpret.people import note_leaders
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.places import find_place, latin_key
from pipelines.text.folding import fold

_SHORT = 3
_THEME = 3  # mentions
# 2024年1-7月我国服装行业运行情况: the text calls the nation's trade by this name
_ZH_TRADE = re.compile(r"(?:我国|中国|全国)(?P<name>[一-鿿]{1,6}?(?:行业|产业|工业))")


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
    mark_venues(article, discourse)
    discourse.main = main_subject(article, discourse)
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
            if actor.place is not None and actor.role not in ("destination", "source", "listed", "compared"):
                if actor.kind == "country" and actor.role in ("dateline", "aside"):
                    continue  # "HONG KONG - Guangdong's shoemakers"
                if actor.place.rule == "demonym":
                    continue  # counted below, whatever it says
                if actor.kind == "country":
                    counted[entity_key(article, actor)] += 3 if index == titled else 1
                elif actor.place.place_code and actor.role != "aside":
                    counted[country_of(actor.place.place_code)] += 4 if index == titled else 2
    known = read_gazetteer(article.vocabulary).cluster_places
    for entity in discourse.entities.values():
        if entity.place_code in known:  # the place of a trade, and not the one where its goods are sold
            counted[country_of(entity.place_code)] += 1
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


_OF_A_LAND = re.compile(r" of (?:the )?([A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)\Z")


def _countries_in_names(article: Article) -> Iterator[str]:
    """Yield the countries that associations and bodies bear in their names: the Bangladesh Tanners' Association."""
    gazetteer = read_gazetteer(article.vocabulary)
    for view in article.views:
        for name in view.organisations:
            if name.kind in ("association", "agency"):
                word = name.name.split(" ")[0].removesuffix("'s")
                codes = gazetteer.codes(latin_key(word)) if word.isascii() and len(word) > _SHORT else ()
                yield from (code for code in codes if "-" not in code)
                if (of := _OF_A_LAND.search(name.name)) is not None:  # "the General Statistics Office of Vietnam"
                    yield from (code for code in gazetteer.codes(latin_key(of[1])) if "-" not in code)


def _named_country(discourse: Discourse, key: str, article: Article) -> Entity | None:
    entity = discourse.entities.get(key)
    if entity is None and key:
        entity = Entity(key, "country", "country", key, ())
        record = find_place(key)
        name = (record.zh if article.language == "zh" else record.name) if record is not None else key
        entity.names[name or key] += 1
        entity.other_names = tuple(article.vocabulary.table("places")["countries"].get(key, ())[:2])  # Türkiye, Turkey
    if entity is not None:
        words = [article.quote(cue.span) for view in article.views for cue in view.anaphors if cue.key == "country"]
        words += ["我国", "全国"] if article.language == "zh" and key == "cn" else []
        trade = _ZH_TRADE.search(article.title) if article.title and article.language == "zh" else None
        its = [trade["name"]] if trade is not None else []
        entity.other_names = tuple(dict.fromkeys((*its, *entity.other_names, *words)))
    return entity
