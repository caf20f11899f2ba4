"""The subject of each figure: the actor of its own clause, else of its sentence, else whom the text is speaking of.

The discourse keeps what "the town", "the company" and a sentence without a name refer to: a paragraph goes on with its
subject, a firm's paragraph ends with the firm, and the article falls back on the place of its title.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft, Subject
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_of
from pipelines.interpret.events import event_of
from pipelines.interpret.owners import counted_in, owner_of_whole, project_before
from pipelines.interpret.people import owner_told
from pipelines.interpret.references import named_here, resolve
from pipelines.interpret.roles import RANKS, Actor, is_part
from pipelines.interpret.speakers import speakers_firm, speaking
from pipelines.reference.places import ancestors, find_place
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_COUNTED = frozenset({"enterprise", "shop", "machine", "person"})
_AT_WORK = re.compile(r"\b(?:town|city|market|mall)\Z", re.IGNORECASE)
_ROW = re.compile(r"\s*[:(]?\s*")  # "Jiangsu: 17,000 tons"
_OUR = re.compile(r"\"[^\"]*\b(?:our|we)\b")
# Whom a sentence without figures names behind these it is not of: "the growth was welcomed by the mills of Surat".
_AGENT = re.compile(r"\b(?:by|said|says|told|with|from|to|at|against|like|than|including|for|visited|between)\b")
_RELATIVE = re.compile(
    r"\s*(?:of\s+)?(?:[a-z-]+\s+){0,3}(?:that|which)\s+(?:the\s+)?"
)  # "85 million pairs that Portugal exported"
_MADE_IN = re.compile(
    r"\s*(?:of\s+)?(?:[a-z-]+\s+){0,3}(?:produced|made|sold|exported|shipped|manufactured|consumed|"
    r"imported)\s+(?:in |by |from )?(?:the )?"
)  # "the 9 billion pairs of shoes made nationwide", "made in China"
# "employs 4 million people across the nation"
_ALL_OVER = re.compile(r"\s*(?:all )?(?:across|throughout|over|around)\s+(?:the\s+)?(?:whole\s+|entire\s+)?")
_CLUSTER = re.compile(r"(?:-[a-z]+)? (?:[a-z]+ )?cluster\b")
_TRADE_FROM = re.compile(r"[^,;.\d]{0,40}\b(?:exports?|output|production|sales|shipments) (?:from|of|in) (?:the )?")
_ARE_FROM = re.compile(
    r"\s+(?:of )?[^,;.\d]{3,70}? (?:(?:are|is|were|was) (?:all )?(?:directly )?"
    r"(?:made |produced |exported |sourced |supplied )?|comes? |came |originates? )"
    r"(?:directly )?(?:from|in|by) (?:the )?(?:city of |town of )?"
)
_THEY = re.compile(r"\W*(?:they|their|these)\b")
# "55% of India's Rs 60 crore exports", "75 per cent of the Rs 44 crore exports from India": the whole is the country's
_PART_OF = re.compile(
    r"(?:%|percent|per cent|half|third|quarter|fifth) of (?:the |[a-z' ]{3,20}'s )?(?:total |overall )?\Z"
)
_ITS_TOTAL = re.compile(r"'s (?:total |overall |annual )?")
_DONE_BY = re.compile(r",? (?:were|was|are|is|have been|had been) [a-z]{3,} (?:by|from|in|at) [^,;.\d]{0,50}")
_OF_WHICH = re.compile(r"\W*(?:of (?:which|these|them|this)|among (?:them|these|which)|其中)")
_PERSON = re.compile(
    r"\b(?:(?:he|she)(?! (?:\w+ly )?(?:sa(?:ys|id)|add(?:s|ed)|not(?:es|ed)|told|tells|explain(?:s|ed)|"
    r"disclos(?:es|ed)|point(?:s|ed)|stress(?:es|ed)|reveal(?:s|ed)|inform(?:s|ed)|claim(?:s|ed)|stat(?:es|ed)|mention(?:s|ed)|"
    r"continue[sd]?|emphasi[sz]e[sd]|further|also|went on|recall(?:s|ed)|observ(?:es|ed)|maintain(?:s|ed))\b)|his|"
    r"her|the \d\d-year-old|this entrepreneur|this seller)\b"
)
_HIS_IS = re.compile(r"\W*(?:his|hers) is one of\b")  # "His is one of the 900 firms of the park"
_PRONOUN_START = re.compile(
    r"\W*(?:it|its|they|their|he|she|his|her|this|these|the (?:sector|industry|company|firm|factory|group|enterprise|"
    r"brand))\b|\W*(?:其|它|该|公司)"
)
_INDUSTRY = re.compile(r"the ((?:[a-z'-]+ ){1,3}(?:industry|sector))\s+(?!(?:of|in)\b)")
_OF_WORLD = re.compile(
    r"\W*(?:(?:the )?(?:global|worldwide|world|world's) (?:[a-z]+ )?"
    r"(?:sales|output|production|exports?|consumption|trade)\b|"
    r"(?:全球|全世界|世界)[^,;。\d]{0,8}(?:产量|产值|销售额|出口额|贸易额))"
)
_ONE_OF = Ending(r"\bone of (?:the )?\Z")
_ONE_OF_MANY = re.compile(r"\b(?:is|was) one of (?:the |over |about |some |more than |nearly |around )*\d")
_LOCAL_TRADE = re.compile(
    r"\W*(?:[a-z']+ ){0,3}?(?:the |most |many |all )?local (?:[a-z]+ )?(?:industry|sector|economy|"
    r"trade|government|makers|producers|"
    r"manufacturers|firms|companies|enterprises|factories|mills|workshops|exporters|officials)\b"
)
_WHICH_STOOD = re.compile(
    r"(?:'s)?(?: [a-z]+){1,8}, which (?:stood at|was|were|totall?ed|reached|amounted to|came to|hit) "
    r"(?:about |over |nearly |some )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?"
)
_WITH = re.compile(r"\W*(?:with|having|boasting|employing|covering|spread over|home to|producing|making|exporting)\b")
# 对美国出口, 从市场看, 以一般贸易方式: a new paragraph goes on with the statistics of the one before
_GOES_ON = re.compile(r"\W*(?:[对从向按以]|其中|同期|此外|分[^,。]{1,6}看|主要|民营企业|外商投资企业|一般贸易)")
# 全国每3件就有2件来自织里, 七成的袜子产自大唐
_COMES_FROM = re.compile(r"[^,。;\d]{0,12}?(?:来自|出自|产自|产于|出于)于?[一-鿿]{0,6}")
_GROUP = Scripts(
    r"\b(?:the |these )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ )?(?:provinces|"
    r"cities|countries|towns|counties|districts|states|clusters|regions)(?= together|,? (?:in total|"
    r"combined|jointly|accounted|produced|made|exported))|"
    r"\b(?:these|those|this|the) (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ )?"
    r"(?:provinces|cities|towns|counties|districts|states|clusters|regions)"
    r"(?= (?:possess|own|have|had|has|employ|produce|make|made|earn|host)"
    r"(?:s|ed)?\b)|\d{1,2}大?(?:省市|省份|省区|省|市|县|国家)(?=合计|共|的|占|\Z)|"
    r"(?<![高低快慢多少]于)(?<![比较对往是为在])(?:中西部|东部|中部|西部|东北|华东|华南|沿海|长三角|珠三角|京津冀)(?:地区|省份|各省|区域|产区|三省)(?!的?(?:增速|[最第重主]|唯一|规模最))"
)


def assign_subjects(article: Article, discourse: Discourse, view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure of the sentence its subject, then move the focus on."""
    actors = discourse.actors[view.index]
    discourse.here = actors
    carried = _carried(article, discourse, view) if drafts else None
    if (industry := _industry(discourse, view)) is not None:
        carried = discourse.focus = industry
        discourse.focus_paragraph = view.paragraph
    owners: list[Entity] = []
    theirs = _theirs(discourse, view, actors) if drafts else None
    named: list[Entity] = []
    for draft in drafts:
        entity, actor, rule = _owner(article, discourse, view, draft, actors, carried)
        if group := _group(view, draft):
            words = " ".join(article.quote(group).split())
            draft.subject = Subject(words, _group_kind(words))
            discourse.group = view.paragraph, draft.subject
            draft.decide("subject", draft.subject.name, draft.subject.name, group, "group of places")
        elif theirs is not None and entity is carried:
            draft.subject = theirs
            draft.decide("subject", theirs.name, "", None, "group of places before")
        elif entity is not None:
            draft.subject = _as_built(entity) if draft.indicator == "investment" else entity.subject()
            owners.append(entity)
            if actor is not None and actor.kind == "firm" and actor.role == "subject":
                named.append(entity)
            words = article.quote(actor.span) if actor else ""
            draft.decide("subject", draft.subject.name, words, actor.span if actor else None, rule)
    _move_focus(article, discourse, view, actors, {id(entity) for entity in owners}, named)


def _as_built(entity: Entity) -> Subject:
    """Return whom an investment is of: a park that money builds is a project, and not the place that it lies in."""
    subject = entity.subject()
    if entity.level != "project" or _AT_WORK.search(subject.name):
        return subject
    seat = find_place(subject.place_code) if subject.place_code else None
    inside = seat is not None and seat.name.split()[0] in subject.name
    return replace(subject, kind="project", place_code=subject.place_code if inside else None)


def _theirs(discourse: Discourse, view: SentenceView, actors: Sequence[Actor]) -> Subject | None:
    """Return the places counted together in the sentence before that "their" speaks of."""
    group = discourse.group
    if group is None or actors or group[0] != view.paragraph:
        return None
    return group[1] if _THEY.match(view.folded, view.start, view.end) else None


def _group_kind(words: str) -> str:
    """Return what the members of a group of places are."""
    last = words.split()[-1].lower()
    return {"cities": "city", "counties": "district", "towns": "cluster", "clusters": "cluster"}.get(last, "province")


def _group(view: SentenceView, draft: Draft) -> Span | None:
    found = None
    for match in _GROUP.finditer(view.folded, view.start, draft.start):
        if view.folded.find(";", match.end(), draft.start) < 0:
            found = Span(*match.span())
    return found


def _carried(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return whom a sentence without an actor is about."""
    if view.sentence.kind in ("title", "heading"):
        return discourse.main
    focus = discourse.focus
    if focus is None:
        return discourse.section or discourse.main
    if focus.kind == "firm" and _LOCAL_TRADE.match(view.text(view.start, view.start + 60)):
        return discourse.section or discourse.main
    if view.paragraph == discourse.focus_paragraph:
        return _after_excursion(article, discourse, view) or focus
    if _PRONOUN_START.match(view.text(view.start, view.start + 30)):
        return focus
    if focus.kind == "industry" or (
        _is_left(article, discourse, focus) and not _GOES_ON.match(view.folded, view.start)
    ):
        return discourse.main
    if discourse.main is not None and discourse.main.kind == "country" and focus.kind in LOCAL:
        return discourse.section or discourse.main  # a text on a country comes back to it
    if focus.kind in ("firm", "project", "country") and discourse.main is not None:
        if discourse.main.kind != "country" or focus.kind == "country":
            return discourse.section or discourse.main
    if discourse.main is not None and discourse.section is None and _is_passing(discourse, focus):
        return discourse.main
    return focus


def _is_left(article: Article, discourse: Discourse, focus: Entity) -> bool:
    """Say whether a new paragraph of a Chinese text is back at its own place: after the city or province around it."""
    main = discourse.main
    if main is None or article.language != "zh" or main.kind not in LOCAL or focus is main:
        return False
    return (
        focus.place_code is not None and main.place_code is not None and focus.place_code in ancestors(main.place_code)
    )


def _is_passing(discourse: Discourse, focus: Entity) -> bool:
    """Say whether the text only passed by a place: it names its own far more often."""
    main = discourse.main
    if main is None or focus is main or focus.kind == "industry":
        return False
    return 2 * sum(focus.names.values()) <= sum(main.names.values())


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
    start, end, number_start = draft.start, draft.end, draft.number_start
    clause = draft.clause
    able = [actor for actor in actors if actor.role == "subject" and actor.kind != "person"]
    for actor in actors:
        if end <= actor.span.start <= end + 50 and _goes_with(view, draft, actor):
            if (entity := resolve(article, discourse, actor)) is not None:
                return entity, actor, "subject of the relative clause"
    if draft.unit_class == "percent" and not draft.grows:
        for actor in reversed(actors):
            near = actor.place is not None and actor.kind != "country" and end <= actor.span.start
            if near and _COMES_FROM.fullmatch(view.text(end, actor.span.start)):
                return entity_of(article, discourse, actor), actor, "place that the share comes from"
    if draft.indicator == "investment" and (built := project_before(article, discourse, view, draft)) is not None:
        return built, None, "what the money builds"
    if _OF_WORLD.match(view.folded, clause.start, start) or _opens_on_world(view, able, start):
        world = Entity("world", "world", "world", None, (), Counter({"world": 1}))
        return discourse.entities.setdefault("world", world), None, "all the world's"
    if draft.unit_class in _COUNTED:
        within = [a for a in actors if a.place is not None and draft.number_end <= a.span.start < end]
        if within and (entity := resolve(article, discourse, within[0])) is not None:  # "110 Yiwu enterprises"
            return entity, within[0], "place in the figure's own words"
    if (event := event_of(discourse, view, draft)) is not None:
        return event, None, "fair whose it is"
    if (told := owner_told(article, discourse, view, actors, start)) is not None:
        return *told, "person whose business it is"
    if draft.unit_class in ("enterprise", "shop", "machine"):
        if (found := counted_in(article, discourse, view, draft, able, clause)) is not None:
            return *found, "place that the counted are in"
        lead = view.text(view.start, start)
        if _ONE_OF.search(lead) or ("one of" in lead and _ONE_OF_MANY.search(lead)):
            able = [actor for actor in able if actor.kind != "firm"]
            carried = discourse.main if carried is None or carried.kind == "firm" else carried
    if draft.unit_class == "money" and _PART_OF.search(view.text(start - 60, start)):
        for actor in actors:
            if actor.place is None or actor.kind not in ("country", "province"):
                continue
            if _ITS_TOTAL.fullmatch(view.text(actor.span.end, start)) or _TRADE_FROM.fullmatch(
                view.text(end, actor.span.start)
            ):
                if (entity := resolve(article, discourse, actor)) is not None:
                    return entity, actor, "whose whole it is"
    if draft.unit_class == "percent" and not draft.grows:
        if (entity := owner_of_whole(article, discourse, view, draft, actors)) is not None:
            return entity, None, "whose trade the share is of"
        for actor in actors:
            if end <= actor.span.start and _ARE_FROM.fullmatch(view.text(end, actor.span.start)):
                if (entity := resolve(article, discourse, actor)) is not None:
                    return entity, actor, "where the goods of the share are from"
    if (firm := speakers_firm(discourse, view, start)) is not None:
        return firm, None, "firm that the speaker leads"
    for actor in actors:
        if actor.role == "whole" and actor.span.end < start and draft.unit_class in ("money", "goods"):
            if _WHICH_STOOD.fullmatch(view.text(actor.span.end, draft.number_start)) is not None:
                if (entity := resolve(article, discourse, actor)) is not None:
                    return entity, actor, "whole that the figure is of"
    left = [actor for actor in able if actor.span.end <= number_start]
    for actor in reversed(left):
        if (entity := named_here(discourse, view, actor) or resolve(article, discourse, actor)) is not None:
            return entity, actor, "subject before the figure"
    firms = [actor for actor in actors if actor.kind == "firm"]
    if firms and _OUR.search(view.text(view.start, start)):
        return entity_of(article, discourse, firms[-1]), firms[-1], "firm of the speaker"
    if not left:
        for actor in able:  # "we aim at Rs 24 crore worth of exports from Agra": not the speaker's
            if actor.place is not None and _TRADE_FROM.fullmatch(view.text(end, actor.span.start)):
                if (entity := resolve(article, discourse, actor)) is not None:
                    return entity, actor, "whose trade follows the figure"
        if (speaker := speaking(discourse, view, start)) is not None:
            return speaker, None, "who speaks of himself"
        person = _person_before(article, discourse, actors, start)
        words = view.text(view.start, start)
        if person is not None and not _HIS_IS.match(words) and _PERSON.search(words):
            return person, None, "pronoun for a person"
        if carried is not None and _PRONOUN_START.match(view.text(view.start, view.start + 30)):
            return carried, None, "pronoun"
        behind = [actor for actor in able if clause.end <= actor.span.start <= clause.end + 30]
        if behind and _WITH.match(view.text(view.start, start)):
            for actor in behind:
                if (entity := resolve(article, discourse, actor)) is not None:
                    return entity, actor, "subject behind the opening phrase"
    inside = [actor for actor in able if start <= actor.span.start and actor.span.end <= clause.end]
    for actor in inside:
        if (entity := resolve(article, discourse, actor)) is not None:
            return entity, actor, "subject after the figure in its clause"
    for actor in able:  # "goods worth 30 crore were exported by firms in Ambur"
        if clause.end <= actor.span.start and _DONE_BY.fullmatch(view.text(end, actor.span.start)):
            if (entity := resolve(article, discourse, actor)) is not None:
                return entity, actor, "agent of the verb behind the figure"
    for actor in actors:
        if actor.role == "locative" and (entity := resolve(article, discourse, actor)) is not None:
            if carried is None or RANKS.get(entity.level, 4) > RANKS.get(carried.level, 4):
                return entity, actor, "place where it is"
    if carried is not None:
        return carried, None, "subject carried forward" if carried is discourse.focus else "main subject of the article"
    for actor in actors:
        if actor.role in ("container", "locative") and (entity := resolve(article, discourse, actor)) is not None:
            return entity, actor, "place around it"
    return None, None, "no subject"


def _goes_with(view: SentenceView, draft: Draft, actor: Actor) -> bool:
    """Say whether the figure is of what the actor behind it did: "85 million pairs that Portugal exported"."""
    between = view.text(draft.end, actor.span.start)
    if _RELATIVE.fullmatch(between):
        return True
    if actor.kind != "country":
        return False
    if draft.unit_class in _COUNTED:
        return _ALL_OVER.fullmatch(between) is not None
    return draft.unit_class in ("goods", "money") and _MADE_IN.fullmatch(between) is not None


def _opens_on_world(view: SentenceView, able: Sequence[Actor], start: int) -> bool:
    """Say whether the sentence begins with the trade of the world, and no place stands before the figure."""
    if not _OF_WORLD.match(view.folded, view.start, start):
        return False
    return not any(actor.span.end <= start and actor.place is not None for actor in able)


def _industry(discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return the industry that a sentence is of, where the text names no place at all."""
    if any(entity.level not in ("firm", "person", "industry") for entity in discourse.entities.values()):
        return None
    match = _INDUSTRY.match(view.text(view.start, view.start + 60))
    if match is None:
        return None
    entity = discourse.entities.setdefault(match[1], Entity(match[1], "industry", "industry", None, ()))
    entity.names[match[1]] += 1
    return entity


def _person_before(article: Article, discourse: Discourse, actors: Sequence[Actor], start: int) -> Entity | None:
    """Return the person whom "she" or "the 33-year-old" stands for."""
    here = [actor for actor in actors if actor.kind == "person" and actor.span.end <= start]
    person = entity_of(article, discourse, here[-1]) if here else discourse.last_person
    return None if person is not None and person.official else person


def _is_aside(view: SentenceView, discourse: Discourse, owners: set[int]) -> bool:
    """Say whether the sentence leaves the text's subject where it was: "of which ...", a row of places and figures."""
    if discourse.focus is None:
        return False
    first = discourse.actors[view.index][0] if discourse.actors[view.index] else None
    start = view.quantities[0].start if view.quantities else view.start
    if first is not None and first.span.end <= start and _ROW.fullmatch(view.text(first.span.end, start)):
        return True
    return len(owners) >= 3 or _OF_WHICH.match(view.text(view.start, view.start + 20)) is not None


def _is_spoken_of(
    article: Article, discourse: Discourse, view: SentenceView, actors: Sequence[Actor], entity: Entity
) -> bool:
    """Say whether a place named behind the figure is the main one, or the cluster whose figure it is."""
    return any(
        actor.place is not None
        and entity_of(article, discourse, actor) is entity
        and (entity is discourse.main or _CLUSTER.match(view.text(actor.span.end, actor.span.end + 40)))
        for actor in actors
    )


def _move_focus(
    article: Article,
    discourse: Discourse,
    view: SentenceView,
    actors: Sequence[Actor],
    owners: set[int],
    named: Sequence[Entity],
) -> None:
    if view.sentence.kind in ("furniture", "caption", "table_row"):
        return
    subjects = []
    first = view.quantities[0].start if view.quantities else view.end
    for actor in actors:
        if actor.organisation is not None:
            entity = entity_of(article, discourse, actor)
            if actor.kind == "firm":
                discourse.last_firm, discourse.last_firm_at = entity, actor.span.start
            elif actor.kind == "person":
                entity.official |= any(name.kind in ("association", "agency") for name in view.organisations)
                discourse.last_person = entity
        if (
            actor.role == "subject"
            and actor.kind not in ("person", "world")
            and actor.span.start < first
            and not is_part(view, actor)
            and (bool(view.quantities) or not _AGENT.search(view.folded, view.start, actor.span.start))
            and (found := resolve(article, discourse, actor))
        ):
            subjects.append(found)
    owning = [entity for entity in discourse.entities.values() if id(entity) in owners] if owners else []
    if owners and subjects and subjects[0].kind == "firm" and id(subjects[0]) not in owners:
        subjects = owning or subjects
    if not subjects and named:
        subjects = list(named[:1])  # "With 300 hands the company turns out ..."
    if not subjects and len(owning) == 1 and owning[0].level == "project" and owning[0] is discourse.main:
        subjects = owning
    if not subjects and len(owning) == 1 and _is_spoken_of(article, discourse, view, actors, owning[0]):
        subjects = owning  # "3,000 tonnes are made in Panipat": the text is on its main place again
    if view.sentence.kind == "heading" and subjects:
        discourse.section = subjects[0]
        discourse.focus, discourse.focus_paragraph = subjects[0], view.paragraph + 1
    elif view.sentence.kind == "body" and subjects and not _is_aside(view, discourse, owners):
        discourse.focus, discourse.focus_paragraph = subjects[0], view.paragraph
    elif view.sentence.kind == "body" and discourse.focus is not None:
        carried = _carried(article, discourse, view)
        if carried is not None:
            discourse.focus, discourse.focus_paragraph = carried, view.paragraph
