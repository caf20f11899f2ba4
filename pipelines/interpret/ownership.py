"""Ownership: whose a figure is, by one kind of evidence after the other, the surest first.

Each rule looks at one figure and who is named around it, and returns the owner, the actor that named it and the words
for `explain`, or nothing. The noun phrase goes before the speaker, the speaker before the clause, the clause before
whom the text is speaking of.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipelines.interpret import owners_beside, owners_of_wholes
from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.averages import average_of_all
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_of, home_of
from pipelines.interpret.events import event_of
from pipelines.interpret.figure import TRADE_FROM, Figure, Found
from pipelines.interpret.focus import PRONOUN_START
from pipelines.interpret.home import home_of_a_speaker
from pipelines.interpret.nameless import is_nameless
from pipelines.interpret.owners import counted_in, project_before
from pipelines.interpret.parts import RANKS, Actor
from pipelines.interpret.people import owner_told, topic_of
from pipelines.interpret.references import named_here, resolve
from pipelines.interpret.speakers import named_behind, speakers_firm, speaking
from pipelines.interpret.trade_told import told_of_it, trade_goes_on
from pipelines.interpret.world_told import all_the_world
from pipelines.reference.places import ancestors
from pipelines.text.endings import Ending

_MANY_FIRMS = 30
_SHORT = 300  # characters of a paragraph before a sentence that goes on with it
_MOST_SUPPLIERS = 1_000
_OF_THE_TRADE = re.compile(r"\bthe (?:[a-z-]+ ){0,2}(?:industry|sector)\b")
_THERE_ARE = Ending(
    r"\bthere (?:are|were|exist)(?: (?:now|currently|still|about|around|some|over|nearly|more than))*\s+\Z"
)
_IN_A_COUNTRY = re.compile(r"\s*(?:[a-z'-]+\s+){0,3}in (?:the )?")
# "60 companies with 45,000 workers are in operation in the country", "45 million people in the country work in"
_WORK_IN = re.compile(
    r"(?:(?:[^,;:.]|[,.]\d){0,60} (?:in operation|operating|operate|working|work|employed|active|registered|exist|"
    r"are))? (?:in|across) "
)
_ANYBODYS = frozenset({"price", "wage", "profit"})
_OUR = re.compile(r"\"[^\"]*\b(?:our|we)\b")
# "rented a plant in Chuanjiang and hired 50 workers": the second verb goes with the subject of the first
_AND_DOES = re.compile(
    r"\band (?:now |also |then |has |have |had )?(?:has|have|had|covers?|covering|employ(?:s|ed)|"
    r"hire[sd]|produce[sd]|made|makes|sold|"
    r"sells|export(?:s|ed)|earned|earns|generate[sd]|house[sd]|runs?|ran|owns?|owned|rent(?:s|ed)|invest(?:s|ed)|"
    r"achieved|reali[sz]ed|recorded|posted|reported|booked|supports?|provide[sd]|boasts?|plans|"
    r"built)(?: [a-z]+){0,4} \Z"
)
_AND = re.compile(r",? and (?:the )?")
_PRONOUN = re.compile(r"\b(?:he|she|it|they)\b")
_FRONTED = re.compile(r"\W*(?:(?:and|but|while) )?(?:in|at|near|from|of|outside|around)\s+(?:the\s+)?")
_BEHIND = re.compile(r"\b(?:in|at|near|from|of|outside|around)\s+(?:the\s+)?\Z")
_ARE_BASED = re.compile(r"\s*(?:[a-z'-]+\s+){0,3}(?:based|located|operating|registered) in (?:the )?")
_PERSON = re.compile(
    r"\b(?:(?:he|she)(?! (?:\w+ly )?(?:sa(?:ys|id)|add(?:s|ed)|not(?:es|ed)|told|tells|explain(?:s|ed)|"
    r"disclos(?:es|ed)|point(?:s|ed)|stress(?:es|ed)|reveal(?:s|ed)|inform(?:s|ed)|claim(?:s|ed)|stat(?:es|ed)|"
    r"mention(?:s|ed)|"
    r"indicat(?:es|ed)|confirm(?:s|ed)|highlight(?:s|ed)|underlin(?:es|ed)|estimat(?:es|ed)|remark(?:s|ed)|"
    r"report(?:s|ed)|"
    r"affirm(?:s|ed)|declar(?:es|ed)|announc(?:es|ed)|argu(?:es|ed)|admit(?:s|ted)|warn(?:s|ed)|insist(?:s|ed)|"
    r"continue[sd]?|emphasi[sz]e[sd]|further|also|went on|recall(?:s|ed)|observ(?:es|ed)|maintain(?:s|ed))\b)|his|"
    r"her|the \d\d-year-old|this entrepreneur|this seller)\b|"
    r"[他她](?!人|们?(?:说|还说|表示|介绍|告诉|坦言|透露|补充|认为|估|算了|指出|回忆|称|解释|苦笑|笑|坦承|感慨|"
    r"直言|强调|预计|"
    r"举例)|乡|国|县|市|日)"
)
_HIS_IS = re.compile(r"\W*(?:his|hers) is one of\b")  # "His is one of the 900 firms of the park"
_ONE_OF = Ending(r"\b(?:one of|(?:is|was) among) (?:the |some |about |over |more than |nearly )*\Z")
_ONE_OF_MANY = re.compile(r"\b(?:is|was) one of (?:the |over |about |some |more than |nearly |around )*\d")
_PLACES = frozenset({"town", "district", "city", "county", "province"})
_WITH = re.compile(r"\W*(?:with|having|boasting|employing|covering|spread over|home to|producing|making|exporting)\b")


def owner_of(
    article: Article,
    discourse: Discourse,
    view: SentenceView,
    draft: Draft,
    actors: Sequence[Actor],
    carried: Entity | None,
) -> Found:
    """Return whose the figure is, the actor that names the owner, and the rule."""
    able = [actor for actor in actors if actor.role == "subject" and actor.kind != "person"]
    if able:
        able = _without_objects(view, draft, able)
    figure = Figure(article, discourse, view, draft, actors, able, carried)
    for rule in _rules_for(_sort(draft)):
        if (found := rule(figure)) is not None:
            return found
    return None, None, "no subject"


def _without_objects(view: SentenceView, draft: Draft, able: list[Actor]) -> list[Actor]:
    """Leave out the place that ends the clause before "and has 300 firms": the subject of that verb stands ahead."""
    last = next((actor for actor in reversed(able) if actor.span.end <= draft.number_start), None)
    if (
        last is None
        or (last.place is None and last.anaphor is None)
        or not _AND_DOES.search(view.text(last.span.end, draft.start))
    ):
        return able
    led_by = _BEHIND.search(view.text(last.span.start - 16, last.span.start)) is not None
    if _FRONTED.fullmatch(view.folded, view.clause(last.span).start, last.span.start):
        return able  # "in China they are 50 billion and have 300 makers"
    first = (
        able[0].span.start < last.span.start or _PRONOUN.search(view.folded, view.start, last.span.start) is not None
    )
    return [actor for actor in able if actor is not last] if led_by and first else able


def _what_is_built(figure: Figure) -> Found | None:
    if figure.draft.indicator != "investment":
        return None
    built = project_before(figure.article, figure.discourse, figure.view, figure.draft)
    return (built, None, "what the money builds") if built is not None else None


def _fair(figure: Figure) -> Found | None:
    event = event_of(figure.discourse, figure.view, figure.draft)
    return (event, None, "fair whose it is") if event is not None else None


def _business_of_a_person(figure: Figure) -> Found | None:
    lead = figure.view.text(figure.view.start, figure.draft.start)
    if figure.draft.unit_class == "enterprise" and _ONE_OF.search(lead):
        return None  # "Ravi's company is one of over 6,000 mills": the place's
    told = owner_told(figure.article, figure.discourse, figure.view, figure.actors, figure.draft.start)
    return (*told, "person whose business it is") if told is not None else None


# "There are 42 foundries, 800 makers and 745 workshops in Bogura district"
_ROW_OPENS = re.compile(r"\W*there (?:are|were) ")
_ROW_GAP = re.compile(r"(?: [a-z-]+){0,3}(?:,|,? and) ")
_ENDS_ROW = re.compile(r"[a-z' -]{3,90}? in (?:the )?")


def _after_a_row(figure: Figure) -> Iterator[Actor]:
    """Yield the local place in which all that a row counts is, told once behind its last figure."""
    view, draft, end = figure.view, figure.draft, figure.draft.end
    later = [q for q in view.quantities if q.start >= end]
    if not later or _ROW_OPENS.match(view.folded, view.start) is None:
        return
    if not all(_ROW_GAP.fullmatch(view.folded, one.end, two.start) for one, two in pairwise([draft.quantity, *later])):
        return
    for actor in figure.actors:
        if actor.place is not None and actor.kind in LOCAL and later[-1].end <= actor.span.start:
            if _ENDS_ROW.fullmatch(view.folded, later[-1].number.end, actor.span.start):
                yield actor


def _place_of_the_counted(figure: Figure) -> Found | None:
    view, draft, able = figure.view, figure.draft, figure.able
    if (found := counted_in(figure.article, figure.discourse, view, draft, able, draft.clause)) is not None:
        return *found, "place that the counted are in"
    if _THERE_ARE.search(view.text(draft.start - 40, draft.start)):  # "There are 40,000 workshops in Bangladesh"
        lands = (
            a
            for a in figure.actors
            if a.kind == "country" and _IN_A_COUNTRY.fullmatch(view.text(draft.end, a.span.start))
        )
        if (found_there := figure.first_of(lands, "place that the counted are in")) is not None:
            return found_there
    if not figure.before() and (row := figure.first_of(_after_a_row(figure), "place that the row is in")) is not None:
        return row
    based = (
        a for a in figure.actors if a.role == "container" and _ARE_BASED.fullmatch(view.folded, draft.end, a.span.start)
    )
    if (found_in := figure.first_of(based, "place that the counted are in")) is not None:
        return found_in
    lead = view.text(view.start, draft.start)
    if _ONE_OF.search(lead) or ("one of" in lead and _ONE_OF_MANY.search(lead)):
        figure.able = [actor for actor in able if actor.kind != "firm"]  # "Hongda is one of 3,000 mills"
        if figure.carried is None or figure.carried.kind == "firm":
            figure.carried = figure.discourse.main
    return None


def _at_work_in_a_land(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    if figure.before() or (figure.carried is not None and figure.carried.kind in ("firm", "country")):
        return None
    lands = (
        a
        for a in figure.actors
        if a.kind == "country" and a.role == "locative" and _WORK_IN.fullmatch(view.text(draft.end, a.span.start))
    )
    return figure.first_of(lands, "land that the counted are in")


def _speakers_firm(figure: Figure) -> Found | None:
    firm = speakers_firm(figure.discourse, figure.view, figure.draft.start)
    if firm is not None:
        return firm, None, "firm that the speaker leads"
    if any(actor.place is not None for actor in figure.before()):
        return None
    speaker = named_behind(figure.article, figure.discourse, figure.view, figure.draft.start)
    if speaker is not None and speaker.nameless and figure.draft.indicator in _ANYBODYS:
        return None
    return (speaker, None, "who is quoted") if speaker is not None else None


def _subject_before(figure: Figure) -> Found | None:
    for actor in reversed(figure.before()):
        if actor.kind == "firm" and figure.draft.indicator in _ANYBODYS and is_nameless(actor):
            continue  # "an artisan earns Rs 250 a pair": what any of them does
        if actor.place is not None and owners_beside.is_seat_of_part(figure, actor):
            continue
        entity = named_here(figure.discourse, figure.view, actor) or resolve(figure.article, figure.discourse, actor)
        if entity is not None:
            return _first_of_pair(figure, actor) or (entity, actor, "subject before the figure")
    return None


def _first_of_pair(figure: Figure, actor: Actor) -> Found | None:
    """Return the text's own place of two named side by side: "exports from Kanpur and Unnao"."""
    main = figure.discourse.main
    before = [a for a in figure.able if a.span.end < actor.span.start]
    if main is None or not before or actor.place is None or before[-1].place is None:
        return None
    if not _AND.fullmatch(figure.view.folded, before[-1].span.end, actor.span.start):
        return None
    first = resolve(figure.article, figure.discourse, before[-1])
    return (main, before[-1], "subject before the figure") if first is main else None


def _our_firm(figure: Figure) -> Found | None:
    firms = [actor for actor in figure.actors if actor.kind == "firm"]
    if not firms or not _OUR.search(figure.view.text(figure.view.start, figure.draft.start)):
        return None
    return figure.first_of(firms[-1:], "firm of the speaker")


def _without_a_name(figure: Figure) -> Found | None:
    """Look at a sentence that names nobody who may own the figure before it."""
    if figure.before():
        return None
    article, discourse, view, able = figure.article, figure.discourse, figure.view, figure.able
    start, end, clause = figure.draft.start, figure.draft.end, figure.draft.clause
    # "we aim at Rs 24 crore worth of exports from Agra": not the speaker's
    trades = (a for a in able if a.place is not None and TRADE_FROM.fullmatch(view.text(end, a.span.start)))
    if (found := figure.first_of(trades, "whose trade follows the figure")) is not None:
        return found
    said = [a for a in figure.actors if a.role == "speaker" and a.kind == "firm" and a.span.start >= end]
    if len(said) == 1 and resolve(article, discourse, said[0]) is discourse.last_firm:
        return (
            discourse.last_firm,
            said[0],
            "firm whose head speaks",
        )  # "Sales grew 15 percent, Hongda CEO Li Ming said"
    if (speaker := speaking(discourse, view, start)) is not None:
        return speaker, None, "who speaks of himself"
    person = _person_before(article, discourse, figure.actors, start)
    words = view.text(view.start, start)
    if person is not None and not _HIS_IS.match(words) and _PERSON.search(words):
        return person.leads or person, None, "pronoun for a person"
    if (topic := topic_of(article, discourse, view, figure.actors)) is not None:
        return topic, figure.actors[0], "person that the sentence tells of"
    if figure.carried is not None and PRONOUN_START.match(view.text(view.start, view.start + 30)):
        return figure.carried, None, "pronoun"
    if not _WITH.match(words):
        return None
    behind = (actor for actor in able if clause.end <= actor.span.start <= clause.end + 30)
    return figure.first_of(behind, "subject behind the opening phrase")


def _subject_behind(figure: Figure) -> Found | None:
    start, clause = figure.draft.start, figure.draft.clause
    inside = (a for a in figure.able if start <= a.span.start and a.span.end <= clause.end)
    return figure.first_of(inside, "subject after the figure in its clause")


def _place_where(figure: Figure) -> Found | None:
    carried = figure.carried
    for actor in figure.actors:
        if actor.role == "locative" and (entity := resolve(figure.article, figure.discourse, actor)) is not None:
            if carried is None or RANKS.get(entity.level, 4) > RANKS.get(carried.level, 4):
                return entity, actor, "place where it is"
    return None


def _spoken_of(figure: Figure) -> Found | None:
    carried = figure.carried
    if carried is not None and carried.kind == "firm" and (_are_many(figure) or _on_its_place(figure)):
        around = figure.discourse.section or figure.discourse.main
        carried = around if around is not None and around.kind in LOCAL else carried
    if carried is None:
        return None
    if carried.kind in ("firm", "country") or carried.level in ("project", "town"):
        home = home_of_a_speaker(figure.article, figure.discourse, figure.view)
        if home is not None and (carried.level != "town" or home.place_code in ancestors(carried.place_code or "")):
            return home, None, "place whose body tells it"
    if _is_named_later(figure, carried):
        return figure.discourse.country, None, "country of the text, which names its place only later"
    told = "subject carried forward" if carried is figure.discourse.focus else "main subject of the article"
    return carried, None, told


def _place_around(figure: Figure) -> Found | None:
    around = (actor for actor in figure.actors if actor.role in ("container", "locative"))
    return figure.first_of(around, "place around it")


Rule = Callable[[Figure], Found | None]
_RULES: tuple[tuple[Rule, frozenset[str] | None], ...] = (  # in order, with the sorts of figures that each may tell of
    (owners_beside.relative_clause, None),
    (owners_beside.antecedent, None),
    (average_of_all, frozenset({"percent", "share"})),
    (owners_beside.place_compared, frozenset({"money", "percent", "share"})),
    (owners_of_wholes.source_of_share, frozenset({"share"})),
    (owners_beside.possessor, frozenset({"money", "percent", "share", "goods"})),
    (
        owners_beside.compared_in_brackets,
        frozenset({"money", "percent", "share", "person", "enterprise", "goods", "machine"}),
    ),
    (owners_beside.named_by_it, frozenset({"money", "area"})),
    (_what_is_built, None),
    (all_the_world, None),
    (owners_beside.least_pay_of_a_land, frozenset({"money"})),
    (owners_beside.own_words, owners_beside.COUNTED),
    (_fair, None),
    (owners_beside.whose_business, None),
    (_business_of_a_person, None),
    (_place_of_the_counted, frozenset({"enterprise", "shop", "machine"})),
    (owners_beside.at_work_there, frozenset({"person"})),
    (_at_work_in_a_land, frozenset({"enterprise", "person"})),
    (owners_of_wholes.whole_of_money, frozenset({"money"})),
    (owners_of_wholes.whole_of_share, frozenset({"money", "goods"}) | owners_beside.COUNTED),
    (owners_of_wholes.trade_of_share, frozenset({"share"})),
    (_speakers_firm, None),
    (owners_beside.trade_of_a_land, None),
    (owners_of_wholes.share_of_its_own, frozenset({"share"})),
    (owners_of_wholes.whole_that_stood_at, frozenset({"money", "goods", "percent"})),
    (_subject_before, None),
    (_our_firm, None),
    (told_of_it, None),
    (_without_a_name, None),
    (_subject_behind, None),
    (owners_beside.agent, None),
    (trade_goes_on, frozenset({"money", "goods", "percent"})),
    (_place_where, None),
    (_spoken_of, None),
    (_place_around, None),
)


def _sort(draft: Draft) -> str:
    """Return the class of the figure; a percentage that is no growth is a share."""
    return "share" if draft.unit_class == "percent" and not draft.grows else draft.unit_class


@cache
def _rules_for(sort: str) -> tuple[Rule, ...]:
    return tuple(rule for rule, sorts in _RULES if sorts is None or sort in sorts)


def _are_many(figure: Figure) -> bool:
    """Say whether a sentence that names no firm counts more of them than a firm has: 目前已有企业300家.

    In English a firm may well buy from hundreds.
    """
    view, draft = figure.view, figure.draft
    many = _MOST_SUPPLIERS if view.text(view.start, draft.start).isascii() else _MANY_FIRMS
    if draft.unit_class != "enterprise" or (draft.quantity.value or 0) < many:
        return False
    return not any(actor.kind == "firm" for actor in figure.actors)


def _on_its_place(figure: Figure) -> bool:
    """Say whether the sentence is on "the province" or "the town" again, whichever that is."""
    end = figure.draft.number_start
    return any(a.anaphor is not None and a.kind in _PLACES and a.span.end <= end for a in figure.actors)


def _is_named_later(figure: Figure, carried: Entity) -> bool:
    """Say whether the text, on the trade of a country, has not yet named the place that it looks at later."""
    discourse, view = figure.discourse, figure.view
    if carried is not discourse.main or carried.kind not in LOCAL or discourse.country is None:
        return False
    if carried.first <= figure.draft.end or view.sentence.kind != "body":
        return False
    told = (name for one in figure.article.views[: view.index + 1] for name in one.organisations if name.end < view.end)
    if any(name.kind in ("association", "agency") and home_of(discourse, name) is carried for name in told):
        return False  # "the data of the Biella Chamber of Commerce"
    first = view.folded.rfind("\n", 0, view.start) + 1  # "The industry is creating jobs. It hired 20,400 more"
    return _OF_THE_TRADE.search(view.folded, first if view.start - first < _SHORT else view.start, view.end) is not None


def _person_before(article: Article, discourse: Discourse, actors: Sequence[Actor], start: int) -> Entity | None:
    """Return the person whom "she" or "the 33-year-old" stands for."""
    here = [actor for actor in actors if actor.kind == "person" and actor.span.end <= start]
    person = entity_of(article, discourse, here[-1]) if here else discourse.last_person
    return None if person is not None and person.official else person
