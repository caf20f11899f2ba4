"""The subject of each figure: the actor of its own clause, else of its sentence, else whom the text is speaking of.

The discourse keeps what "the town", "the company" and a sentence without a name refer to: a paragraph goes on with its
subject, a firm's paragraph ends with the firm, and the article falls back on the place of its title.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipelines.interpret.actors import RANKS, Actor, find_actors
from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft, Subject
from pipelines.recognise.mentions import Organisation
from pipelines.reference.places import find_place
from pipelines.text.folding import fold
from pipelines.text.spans import Span

_KIND = {
    "country": "country",
    "province": "province",
    "prefecture": "city",
    "county": "district",
    "town": "cluster",
    "city": "city",
}
# "the Haochi smart factory (3 billion yuan)"
_LISTED = re.compile(r"\b(?:the|a|an)\s+(?P<name>[A-Za-z0-9][^,();:]{8,100}?)\s*\(\s*\Z")
_BUILDS = re.compile(r"\b(?:cost|costs|costing|built|build|completed|construction|investment)\b|\s*\(\s*\Z")
_ROW = re.compile(r"\s*[:(]?\s*")  # "Jiangsu: 17,000 tons"
_ROW_OF = 3
_OUR = re.compile(r"\"[^\"]*\b(?:our|we)\b")
_RELATIVE = re.compile(
    r"\s*(?:of\s+)?(?:[a-z-]+\s+){0,3}(?:that|which)\s+(?:the\s+)?"
)  # "85 million pairs that Portugal exported"
_OF_WHICH = re.compile(r"\W*(?:of (?:which|these|them|this)|among (?:them|these|which)|其中)")
_VENUE_HEAD = re.compile(r"(?:market|city|town|mall|plaza|bazaar|mandi|base|市场|城)\Z", re.IGNORECASE)
_LEVEL_WORD = re.compile(
    r"\s+(?:town|township|city|county|district|province|municipality|subdistrict|state|region)\Z|[镇市县区省]\Z"
)
_CITY = re.compile(r"(?:city|市)\Z")
_PERSON = re.compile(r"\b(?:he|she|his|her|the \d\d-year-old|this entrepreneur|this seller)\b")
_PRONOUN_START = re.compile(
    r"\W*(?:it|its|they|their|he|she|his|her|this|these|the (?:company|firm|factory|group|enterprise|"
    r"brand))\b|\W*(?:其|它|该|公司)"
)
_DATELINE = re.compile(r"[A-Z][A-Za-z ,]{2,30}\s*(?:\([A-Za-z]+\)\s*)?(?:-{1,2}|–|—|:)\s")
# What a country does that is spoken of for its own sake.
_ACTS = re.compile(
    r"(?:'s?)?(?:,[^,;]{0,40},)?\s+(?:(?:also|had|has|have|itself|alone|still|now|textile|garment|apparel|"
    r"clothing|total)\s+){0,3}"
    r"(?:export|produc|ship|rank|remain|record|account|earn|saw|sold|manufactur|made|makes|report|posted|"
    r"output|industry|sales|employ|garment|is the|was the|came|follow)|的?(?:出口|产量|产值|生产|销售)"
)
_GROUP = re.compile(
    r"\b(?:the |these )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ )?(?:provinces|"
    r"cities|countries|towns|counties|districts|states|clusters|regions)(?= together|,? (?:in total|"
    r"combined|jointly|accounted|produced|made|exported))|\d{1,2}大?(?:省市|省份|省区|省|市|县|国家)(?=合计|共|的|\d|占)"
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
                _entity(article, discourse, actor)
    discourse.country = _country(article, discourse)
    _send_abroad(article, discourse)
    discourse.main = _main(article, discourse)
    return discourse


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
            and _key(article, actor) != home.key
            and not _ACTS.match(view.text(actor.span.end, actor.span.end + 50))
            else actor
            for actor in discourse.actors[view.index]
        ]


def _key(article: Article, actor: Actor) -> str:
    if actor.place is not None and actor.place.place_code:
        return actor.place.place_code
    words = fold(article.quote(actor.span))
    return _LEVEL_WORD.sub("", words) if actor.place is not None else words


def _entity(article: Article, discourse: Discourse, actor: Actor) -> Entity:
    key, words = _key(article, actor), " ".join(article.quote(actor.span).split())
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
    entity.names[words] += 1
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


def _country(article: Article, discourse: Discourse) -> Entity | None:
    counted: Counter[str] = Counter()
    titled = next((view.index for view in article.views if view.sentence.kind == "title"), -1)
    for index, actors in discourse.actors.items():
        for actor in actors:
            if actor.place is not None and actor.role not in ("destination", "source", "listed"):
                if actor.kind == "country":
                    counted[_key(article, actor)] += 3 if index == titled else 1
                elif actor.place.place_code:
                    counted[country_of(actor.place.place_code)] += 4 if index == titled else 2
    for view in article.views:
        for place in view.places:
            if place.rule == "demonym":
                counted[place.candidates[0].place_code] += 3 if view.sentence.kind == "title" else 1
    if not counted:
        return _named_country(discourse, "cn", article) if article.language == "zh" else None
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
            entity = discourse.entities[_key(article, actor)]
            if actor.role == "whole":
                continue
            (wide if entity.kind == "country" or actor.role == "locative" else lead).append(entity)
        if (lead or (wide and view.quantities)) and bodies:
            break
    if lead:
        return lead[0]
    if wide:
        return wide[0]
    counted = Counter(
        {key: sum(e.names.values()) for key, e in discourse.entities.items() if e.kind not in ("firm", "project")}
    )
    if counted:
        (first, times), *others = counted.most_common(3)
        if discourse.country is not None and len(others) == _ROW_OF - 1 and times < 2 * others[0][1]:
            return discourse.country  # places in a row: the text is of them all
        return discourse.entities[first]
    firms = [entity for entity in discourse.entities.values() if entity.kind == "firm" and entity.level == "firm"]
    return firms[0] if firms else discourse.country


def assign_subjects(article: Article, discourse: Discourse, view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure of the sentence its subject, then move the focus on."""
    actors = discourse.actors[view.index]
    carried = _carried(article, discourse, view)
    owners: list[Entity] = []
    for draft in drafts:
        entity, actor, rule = _owner(article, discourse, view, draft, actors, carried)
        if group := _group(view, draft):
            draft.subject = Subject(" ".join(article.quote(group).split()), "province")
            draft.decide("subject", draft.subject.name, draft.subject.name, group, "group of places")
        elif entity is not None:
            draft.subject = entity.subject()
            owners.append(entity)
            words = article.quote(actor.span) if actor else ""
            draft.decide("subject", draft.subject.name, words, actor.span if actor else None, rule)
    _move_focus(article, discourse, view, actors, {id(entity) for entity in owners})


def _group(view: SentenceView, draft: Draft) -> Span | None:
    found = None
    for match in _GROUP.finditer(view.folded, view.start, draft.quantity.start):
        if ";" not in view.folded[match.end() : draft.quantity.start]:
            found = Span(*match.span())
    return found


def _carried(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return whom a sentence without an actor is about."""
    if view.sentence.kind in ("title", "heading"):
        return discourse.main
    focus = discourse.focus
    if focus is None:
        return discourse.section or discourse.main
    if view.paragraph == discourse.focus_paragraph:
        return _after_excursion(article, discourse, view) or focus
    if _PRONOUN_START.match(view.text(view.start, view.start + 30)):
        return focus
    if focus.kind in ("firm", "project", "country") and discourse.main is not None and discourse.main.kind != "country":
        return discourse.section or discourse.main
    return focus


def _after_excursion(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return the main subject again after a sentence on the nation or a market, unless the text goes on with it."""
    focus, main = discourse.focus, discourse.main
    if focus is None or main is None or focus is main or main.kind == "country":
        return None
    if focus.kind != "country" and focus.level != "project":
        return None
    before = article.folded[max(0, view.start - 3) : view.start]
    if ";" in before or _PRONOUN_START.match(view.text(view.start, view.start + 30)):
        return None
    return main


def _owner(
    article: Article,
    discourse: Discourse,
    view: SentenceView,
    draft: Draft,
    actors: Sequence[Actor],
    carried: Entity | None,
) -> tuple[Entity | None, Actor | None, str]:
    quantity = draft.quantity
    clause = view.clause(quantity.span)
    able = [actor for actor in actors if actor.role == "subject" and actor.kind != "person"]
    for actor in actors:
        between = view.text(quantity.end, actor.span.start)
        if quantity.end <= actor.span.start <= quantity.end + 50 and _RELATIVE.fullmatch(between):
            if (entity := _resolve(article, discourse, actor)) is not None:
                return entity, actor, "subject of the relative clause"
    if draft.indicator == "investment" and (built := _project_before(article, discourse, view, draft)) is not None:
        return built, None, "what the money builds"
    left = [actor for actor in able if actor.span.end <= quantity.number.start]
    for actor in reversed(left):
        if (entity := _resolve(article, discourse, actor)) is not None:
            return entity, actor, "subject before the figure"
    if _OUR.search(view.text(view.start, quantity.start)):
        firms = [actor for actor in actors if actor.kind == "firm"]
        if firms:
            return entity_of(article, discourse, firms[-1]), firms[-1], "firm of the speaker"
    person = _person_before(article, discourse, actors, quantity.start)
    if person is not None and _PERSON.search(view.text(view.start, quantity.start)) and not left:
        return person, None, "pronoun for a person"
    if _PRONOUN_START.match(view.text(view.start, view.start + 30)) and carried is not None and not left:
        return carried, None, "pronoun"
    inside = [actor for actor in able if quantity.start <= actor.span.start and actor.span.end <= clause.end]
    for actor in inside:
        if (entity := _resolve(article, discourse, actor)) is not None:
            return entity, actor, "subject after the figure in its clause"
    for actor in actors:
        if actor.role == "locative" and (entity := _resolve(article, discourse, actor)) is not None:
            if carried is None or RANKS.get(entity.level, 4) > RANKS.get(carried.level, 4):
                return entity, actor, "place where it is"
    if carried is not None:
        return carried, None, "subject carried forward" if carried is discourse.focus else "main subject of the article"
    for actor in actors:
        if actor.role in ("container", "locative") and (entity := _resolve(article, discourse, actor)) is not None:
            return entity, actor, "place around it"
    return None, None, "no subject"


def _project_before(article: Article, discourse: Discourse, view: SentenceView, draft: Draft) -> Entity | None:
    """Return the centre or park, named right before the amount, that the money builds."""
    if match := _LISTED.search(view.quoted(Span(view.start, draft.quantity.start))):
        words = " ".join(match["name"].split())
        entity = discourse.entities.setdefault(fold(words), Entity(fold(words), "project", "project", None, ()))
        entity.names[words] += 1
        return entity
    names = [
        name for name in view.organisations if name.kind in ("agency", "project") and name.end <= draft.quantity.start
    ]
    if not names or not _BUILDS.search(view.text(names[-1].end, draft.quantity.end + 20)):
        return None
    return _entity(
        article, discourse, Actor(names[-1].span, "project", "subject", organisation=replace(names[-1], kind="project"))
    )


def _person_before(article: Article, discourse: Discourse, actors: Sequence[Actor], start: int) -> Entity | None:
    """Return the person whom "she" or "the 33-year-old" stands for."""
    here = [actor for actor in actors if actor.kind == "person" and actor.span.end <= start]
    return discourse.entities[_key(article, here[-1])] if here else discourse.last_person


def _resolve(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return the entity that an actor names or refers to."""
    if actor.anaphor is None:
        return discourse.entities[_key(article, actor)]
    if actor.kind == "world":
        return None
    if actor.kind == "country":
        return discourse.country
    if actor.kind == "firm":
        return discourse.last_firm or discourse.last_person
    near = [entity for entity in (discourse.focus, discourse.section, discourse.main) if entity is not None]
    named = [entity for entity in reversed(discourse.entities.values()) if entity.kind != "firm"]
    for fits in (_is_named, _fits):
        for entity in (*near, *named):
            if fits(entity, actor.kind):
                return entity
    return None


def _is_named(entity: Entity, kind: str) -> bool:
    """Say whether the word names the entity's own level: "the town" for a town, "the district" for a district."""
    return entity.level == "town" if kind == "town" else entity.kind == kind


def _fits(entity: Entity, kind: str) -> bool:
    if kind in ("cluster", "town"):
        return entity.kind in ("cluster", "district", "city", "project")
    if kind == "district":
        return entity.kind == "district"
    if kind == "city":
        return entity.kind in ("city", "cluster")
    return entity.kind == kind


def _is_aside(view: SentenceView, discourse: Discourse, owners: set[int]) -> bool:
    """Say whether the sentence leaves the text's subject where it was: "of which ...", a row of places and figures."""
    if discourse.focus is None:
        return False
    first = discourse.actors[view.index][0] if discourse.actors[view.index] else None
    if first is not None and view.quantities and _ROW.fullmatch(view.text(first.span.end, view.quantities[0].start)):
        return True
    return len(owners) >= 3 or _OF_WHICH.match(view.text(view.start, view.start + 20)) is not None


def entity_of(article: Article, discourse: Discourse, actor: Actor) -> Entity:
    """Return the entity of a place or firm that is named."""
    return discourse.entities[_key(article, actor)]


def _move_focus(
    article: Article, discourse: Discourse, view: SentenceView, actors: Sequence[Actor], owners: set[int]
) -> None:
    if view.sentence.kind in ("furniture", "caption", "table_row"):
        return
    subjects = []
    first = min((q.start for q in view.quantities), default=view.end)
    for actor in actors:
        if actor.organisation is not None:
            entity = discourse.entities[_key(article, actor)]
            if actor.kind == "firm":
                discourse.last_firm = entity
            elif actor.kind == "person":
                discourse.last_person = entity
        if (
            actor.role == "subject"
            and actor.kind not in ("person", "world")
            and actor.span.start < first
            and (found := _resolve(article, discourse, actor))
        ):
            subjects.append(found)
    if view.sentence.kind == "heading" and subjects:
        discourse.section = subjects[0]
        discourse.focus, discourse.focus_paragraph = subjects[0], view.paragraph + 1
    elif view.sentence.kind == "body" and subjects and not _is_aside(view, discourse, owners):
        discourse.focus, discourse.focus_paragraph = subjects[0], view.paragraph
    elif view.sentence.kind == "body" and discourse.focus is not None:
        carried = _carried(article, discourse, view)
        if carried is not None:
            discourse.focus, discourse.focus_paragraph = carried, view.paragraph
