"""Entities: one place, firm or venue of an article under all of its names, and the discourse that holds them."""

import re
from collections import Counter
from dataclasses import dataclass, field

from pipelines.interpret.article import Article
from pipelines.interpret.draft import Subject
from pipelines.interpret.parts import Actor
from pipelines.recognise.mentions import NAMELESS, SHORT_NAME, Organisation
from pipelines.reference.places import ancestors, find_place
from pipelines.text.endings import Ending
from pipelines.text.folding import fold

_KIND = {
    "country": "country",
    "province": "province",
    "prefecture": "city",
    "county": "district",
    "town": "cluster",
    "city": "city",
}
LOCAL = frozenset({"cluster", "district", "city", "province"})
_OURS = frozenset({"我国", "我國", "全台", "全臺", "全港", "本港"})
_VENUE_HEAD = re.compile(
    r"(?:market|city|town|mall|plaza|bazaar|mandi|base|parks?|zones?|centre|center|complex|port|exchange|estate|epz|sez|"
    r"市场|城)\Z",
    re.IGNORECASE,
)
_ITS_ZONES = re.compile(r"['’]s\s.*(?:zones?|parks?)\Z")  # "Kenya's export processing zones" are the country's
_LEVEL_WORD = re.compile(
    r"\s+(?:town|township|city|county|district|province|municipality|subdistrict|state|region)\Z|[镇市县区省]\Z"
)
_VILLAGE = re.compile(r"\s+village\Z")
_CITY = Ending(r"(?:city|市)\Z")


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
    first: int = -1  # where it is named first
    leads: "Entity | None" = None  # the firm that a person leads
    trades: bool = False  # a person who is told to own or run a business
    nameless: bool = False  # "a tannery": the text is not all about it
    official: bool = False  # a person who speaks for a body, and whose "we" is the trade of the place
    _told: tuple[object, ...] = ()  # what the subject was made of
    _subject: Subject | None = None

    def subject(self) -> Subject:
        """Return whom figures of the entity are about, made anew where it has been named since."""
        told = self.names.total(), self.other_names, self.place_code
        if self._subject is None or told != self._told:
            self._told, self._subject = told, self._made()
        return self._subject

    def _is_own(self, name: str) -> bool:
        """Say whether a name is the place's own, and not the one of a market that it is known for."""
        record = find_place(self.place_code) if self.place_code is not None else None
        if record is None:
            return True
        return bool(record.zh and record.zh.startswith(fold(name).rstrip("省市县区镇乡"))) or record.name.startswith(
            name.split(" ")[0]
        )

    def _made(self) -> Subject:
        names = sorted(self.names, key=lambda name: (-self.names[name], not self._is_own(name), -len(name), name))
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
    last_firm_at: int = -1
    last_owner: Entity | None = None  # whose the figure told last is
    last_owner_at: int = -1  # in which sentence
    last_person: Entity | None = None
    section: Entity | None = None
    group: tuple[int, Subject] | None = None  # paragraph, and the places that it counted together
    actors: dict[int, list[Actor]] = field(default_factory=dict)
    topic: Entity | None = None  # whom the paragraph began with, by name
    topic_paragraph: int = -1
    here: list[Actor] = field(default_factory=list)  # those of the sentence that is read

    def as_it_stands(self) -> "Discourse":
        """Return a discourse that stays at this point of the text; the entities are the same."""
        return Discourse(**vars(self))


def entity_key(article: Article, actor: Actor) -> str:
    """Return what an entity is known by: its code, else its folded words."""
    if actor.place is not None and actor.place.place_code:
        return actor.place.place_code
    if actor.organisation is not None and actor.organisation.rule == SHORT_NAME:
        return fold(actor.organisation.name)
    words = fold(article.quote(actor.span))
    if actor.organisation is not None and actor.organisation.rule == NAMELESS:
        return f"{words} @{actor.span.start}"  # one tannery is not the other
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
            entity = Entity(key, kind, organisation.kind, inside, (), nameless=organisation.rule == NAMELESS)
        else:
            code = place.place_code if place is not None else None
            others = (
                tuple(c.name for c in place.candidates if c.place_code == code) if place is not None and code else ()
            )
            tied = tuple(c.place_code for c in place.candidates) if place is not None and code is None else ()
            entity = Entity(key, _place_kind(actor.kind, words, code), actor.kind, code, tied, other_names=others)
        entity.first = actor.span.start
        discourse.entities[key] = entity
    if actor.organisation is not None and actor.organisation.name != words:
        entity.other_names = tuple(dict.fromkeys((*entity.other_names, actor.organisation.name)))
    if said != words:
        entity.other_names = tuple(dict.fromkeys((*entity.other_names, said)))
    entity.names[words] += 1
    if actor.kind == "person" and actor.organisation is not None and " " in words:
        entity.other_names = tuple(dict.fromkeys((*entity.other_names, surname(actor.organisation.rule, words))))
    entity.acts |= actor.role not in ("dateline", "speaker", "listed")
    return entity


def surname(rule: str, name: str) -> str:
    """Return what a person is called for short: Zhou for Zhou Hexi, Menon for Ravi Menon."""
    words = name.split()
    return words[0] if rule == "<surname> <given name>" else words[-1]


def _lies_at_home(home: str | None, code: str | None) -> bool:
    """Say whether the place lies in the country of the text: the Bole of a park in Ethiopia is none in China."""
    return home is None or code is None or home in (code, *ancestors(code))


_A_WORD_TOO = frozenset({"东方", "和平", "平安", "新城", "兴业", "友好"})


def _place_inside(article: Article, organisation: Organisation) -> str | None:
    """Return the code of the local place in a venue's name: the Changshu Garments Town is Changshu's."""
    for view in article.views:
        if view.start <= organisation.start < view.end:
            for place in view.places:
                wide = place.level in ("country", "province") and not _ITS_ZONES.search(organisation.name)
                if place.span.of(article.folded) in _A_WORD_TOO:
                    continue  # 东方丝绸市场 is not of 东方 in Hainan
                if organisation.span.covers(place.span) and not wide and _lies_at_home(view.home, place.place_code):
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
        if entity.kind in LOCAL and any(f" {fold(name)} " in words for name in entity.names):
            return entity
    return None


def entity_of(article: Article, discourse: Discourse, actor: Actor) -> Entity:
    """Return the entity of a place or firm that is named."""
    return discourse.entities[entity_key(article, actor)]
