"""The focus: whom a sentence without an actor is about, and how the focus moves on behind each sentence.

A paragraph goes on with its subject, a firm's paragraph ends with the firm, and the article falls back on the place of
its title.
"""

import re
from collections.abc import Sequence

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, Entity, entity_of
from pipelines.interpret.nation_told import is_of_the_economy, tells_of_the_land
from pipelines.interpret.parts import Actor
from pipelines.interpret.people import topic_of
from pipelines.interpret.references import resolve
from pipelines.interpret.standing import is_part
from pipelines.reference.places import ancestors

_ALONE = re.compile(r" alone (?:[a-z]+ ){1,4}[^.;]{0,40}\bof (?:them|it|these|this|that)\b")
_AND = re.compile(r",? and (?:the )?")
_ROW = re.compile(r"\s*[:(]?\s*")  # "Jiangsu: 17,000 tons"
# Whom a sentence without figures names behind these it is not of: "the growth was welcomed by the mills of Surat".
_AGENT = re.compile(r"\b(?:by|said|says|told|with|from|to|at|against|like|than|including|for|visited|between)\b")
_CLUSTER = re.compile(r"(?:-[a-z]+)? (?:[a-z]+ )?cluster\b")
_OF_WHICH = re.compile(r"\W*(?:of (?:which|these|them|this)|among (?:them|these|which)|其中)")
PRONOUN_START = re.compile(
    r"\W*(?:(?:last|this) (?:year|month),? |in \d{4},? )?(?:it|its|they|their|he|she|his|her|this|"
    r"these|the (?:sector|industry|company|firm|factory|group|enterprise|brand))\b|\W*(?:其|它|该|公司)"
)
_INDUSTRY = re.compile(r"the ((?:[a-z'-]+ ){1,3}(?:industry|sector))\s+(?!(?:of|in)\b)")
_LOCAL_TRADE = re.compile(
    r"\W*(?:[a-z']+ ){0,3}?(?:the |most |many |all )?local (?:[a-z]+ )?(?:industry|sector|economy|"
    r"trade|government|makers|producers|"
    r"manufacturers|firms|companies|enterprises|factories|mills|workshops|exporters|officials)\b"
)
_THE_TRADE = re.compile(r"\W*the (?:[a-z-]+ ){0,2}(?:industry|sector|cluster)(?:'s)?\b")  # of no firm
_HERE = re.compile(r"\W*(?:but |and |back )?here,? ")
_ONES_HOUSE = re.compile(
    r"(?:'s|\b(?:runs?|owns?|opened|founded|set up|started|rents?) (?:an?|his|her|their)) (?:[a-z-]+ ){0,3}"
    r"(?:workshop|factory|mill|firm|company|business|shop|plant|unit|tannery|studio|foundry|dyehouse)\b"
)
_IT = re.compile(r"(?:it|its)\b")
_THE_INDUSTRY = re.compile(r"\W*the (?:[a-z-]+ ){0,2}(?:industry|sector)(?:'s)?\b(?! (?:here|there|in|of)\b)")
# "Its owner", "Orders at the mill", "There, 40 workers": the text goes on with a firm that has no name
GOES_ON_WITH_IT = re.compile(
    r"\W*(?:it|its|they|their|he|she|his|her|there|this|that|the (?:[a-z-]+ ){0,2}(?:owner|manager|boss|founder|"
    r"director|head|foreman|company|firm|factory|mill|workshop|plant|unit|tannery|business|shop|family|machines|looms))\b|"
    r"[^,.;]{0,40}\b(?:the|this) (?:company|firm|factory|mill|workshop|plant|unit|tannery|business|shop)\b|"
    r"\W*(?:该[企公厂店]|这家|这间|公司|企业(?:现|有|去|年|负责人|主)|厂里|厂长|老板|[他她它]|车间|工厂)"
)
# "Across town there are 3,500 such firms", "In all, they sold 3 million": after a firm, of all of them again
_TRADE_OF_GOODS = re.compile(
    r"(?:[a-z-]+ ){1,2}(?:exports|shipments)(?: of [a-z -]{3,24})? (?:rose|fell|grew|dropped|declined|"
    r"increased|decreased|slid|slipped|climbed|jumped|plunged|surged|dipped|reached|amounted|totalled|were|stood)\b"
)
_IN = re.compile(r"\W*(?:in|at|around|near) (?:the )?(?:city of |town of |province of |region of |state of )?")
_ALL_OF_THEM = re.compile(
    r"\W*(?:most |many |all )?(?:power ?looms|handlooms|small (?:workshops|units|firms|makers)|exporters|weavers|"
    r"tanners|"
    r"manufacturers)\b|"
    r"\W*(?:in all|altogether|all told|taken together|together|collectively|overall|as a whole|"
    r"(?:across|around|throughout|all over) (?:the )?(?:town|city|district|county|valley|area|region|province|cluster|"
    r"village)|(?:nearby|elsewhere|hereabouts)|(?:some|about|around|nearly|over|more than|at least|an estimated) "
    r"[\d,]+(?: to [\d,]+)? (?:[a-z-]+ ){0,2}(?:manufacturers|exporters|makers|producers|firms|companies|factories|"
    r"mills|workshops|units|tanneries|enterprises|households|"
    r"artisans|weavers|workers|people)\b)"
)
# 对美国出口, 从市场看, 以一般贸易方式: a new paragraph goes on with the statistics of the one before
_TELLS = re.compile(r"[^,。;\d]{0,14}(?:介绍|表示|透露|统计|数据|发布|显示|说)")
_GOES_ON = re.compile(r"\W*(?:[对从向按以]|其中|同期|此外|分[^,。]{1,6}看|主要|民营企业|外商投资企业|一般贸易)")


def carried_by(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return whom a sentence without an actor is about."""
    if view.sentence.kind in ("title", "heading") and not _is_a_line_of(discourse, view):
        return discourse.main
    if discourse.country is not None and (_national_body_says(view) or tells_of_the_land(discourse, view)):
        return discourse.country
    focus = discourse.focus
    if focus is None:
        return discourse.section or discourse.main
    if discourse.main is not None and discourse.main.kind in LOCAL and _HERE.match(view.folded, view.start):
        return discourse.section or discourse.main
    if view.folded.startswith("it", view.start) and (firm := _house_before(article, discourse, view)) is not None:
        return firm
    if focus.kind == "firm" and _ALL_OF_THEM.match(view.folded, view.start):
        return discourse.section or discourse.main
    if focus.kind == "firm" and _THE_TRADE.match(view.folded, view.start):
        return discourse.section or discourse.main
    if focus.kind == "firm" and _LOCAL_TRADE.match(view.text(view.start, view.start + 60)):
        return discourse.section or discourse.main
    if focus.nameless and not GOES_ON_WITH_IT.match(view.folded, view.start):
        return discourse.section or discourse.main
    if view.paragraph == discourse.focus_paragraph:
        return _after_excursion(article, discourse, view) or focus
    if discourse.main is not None and discourse.main.kind == "country" and focus.kind in LOCAL:
        if _THE_INDUSTRY.match(view.folded, view.start):
            return discourse.section or discourse.main
    if PRONOUN_START.match(view.text(view.start, view.start + 30)):
        return focus
    if focus.kind == "industry" or (
        _is_left(article, discourse, focus) and not _GOES_ON.match(view.folded, view.start)
    ):
        return discourse.main
    if focus.key.startswith("@") and discourse.main is not None and not discourse.main.acts:
        return focus  # the bulletin of a county that it never names: nothing in it is said of the nation
    if discourse.main is not None and discourse.main.kind == "country" and focus.kind in LOCAL:
        return discourse.section or discourse.main  # a text on a country comes back to it
    if focus.kind in ("firm", "project", "country") and discourse.main is not None:
        if discourse.main.kind != "country" or focus.kind == "country":
            return discourse.section or discourse.main
    if discourse.main is not None and discourse.section is None and _is_passing(discourse, focus):
        return discourse.main
    return focus


def _house_before(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return what "it" is behind '"We sell," says Calvano's owner' or "Fatima Begum runs a factory"."""
    if view.index == 0 or not _IT.match(view.folded, view.start, view.end):
        return None
    before = article.views[view.index - 1]
    words = before.text(before.start, before.end)
    if before.paragraph != view.paragraph:
        return None
    named = [actor for actor in discourse.actors[before.index] if actor.anaphor is None]
    told = [actor for actor in named if actor.kind != "person"]
    if not told and len(named) == 1 and _ONES_HOUSE.search(words):
        person = entity_of(article, discourse, named[0])
        return None if person.official else person.leads or person
    if '"' not in words or len(told) != 1 or told[0].kind != "firm":
        return None
    return entity_of(article, discourse, told[0])


def _is_a_line_of(discourse: Discourse, view: SentenceView) -> bool:
    """Say whether a line such as "Enterprises: 238" goes on with the town of the main county that was spoken of."""
    focus, main = discourse.focus, discourse.main
    if view.sentence.kind != "heading" or not view.quantities or focus is None or main is None:
        return False
    return bool(focus.place_code and main.place_code and main.place_code in ancestors(focus.place_code))


def _national_body_says(view: SentenceView) -> bool:
    """Say whether a Chinese sentence opens with what a body of the nation told: 中国口腔用品协会理事长介绍."""
    return any(
        name.kind == "association"
        and name.start <= view.start + 2
        and view.folded.startswith(("中国", "全国"), name.start)
        and _TELLS.match(view.folded, name.end, view.end) is not None
        for name in view.organisations
    )


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
    if focus is None or main is None or focus is main:
        return None
    if main.kind == "country":
        return main if _looked_at(article, discourse, view, focus) else None
    if focus.kind != "country" and focus.level != "project":
        return None
    if article.language == "zh" and discourse.topic is focus and discourse.topic_paragraph == view.paragraph:
        return None  # the paragraph began with it
    if focus.kind == "country" and _TRADE_OF_GOODS.match(view.folded, view.start):
        return None  # after the exports of the land: "Knitwear shipments dropped 13 percent"
    before = article.folded[max(0, view.start - 3) : view.start]
    if ";" in before or PRONOUN_START.match(view.text(view.start, view.start + 30)):
        return None
    return main


def _looked_at(article: Article, discourse: Discourse, view: SentenceView, focus: Entity) -> bool:
    """Say whether a text on a land only looked at a place in the sentence before: "In Monastir, 500 firms ..."."""
    if view.index == 0 or focus.kind not in LOCAL:
        return False
    if PRONOUN_START.match(view.text(view.start, view.start + 30)) and not _THE_INDUSTRY.match(view.folded, view.start):
        return False
    before = article.views[view.index - 1]
    first = next((a for a in discourse.actors[before.index] if a.place is not None), None)
    if first is None or (discourse.actors[view.index] and any(a.anaphor for a in discourse.actors[view.index])):
        return False
    led = _IN.fullmatch(before.folded, before.start, first.span.start) is not None
    return led and entity_of(article, discourse, first) is focus


def industry_of(discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return the industry that a sentence is of, where the text names no place at all."""
    if any(entity.level not in ("firm", "person", "industry") for entity in discourse.entities.values()):
        return None
    match = _INDUSTRY.match(view.text(view.start, view.start + 60))
    if match is None:
        return None
    entity = discourse.entities.setdefault(match[1], Entity(match[1], "industry", "industry", None, ()))
    entity.names[match[1]] += 1
    return entity


def _is_aside(view: SentenceView, discourse: Discourse, owners: set[int]) -> bool:
    """Say whether the sentence leaves the text's subject where it was: "of which ...", a row of places and figures."""
    if discourse.focus is None:
        return False
    first = discourse.actors[view.index][0] if discourse.actors[view.index] else None
    start = view.quantities[0].start if view.quantities else view.start
    if first is not None and first.span.end <= start and _ROW.fullmatch(view.text(first.span.end, start)):
        return True
    if first is not None and first.kind == "firm" and _ALONE.match(view.folded, first.span.end, view.end):
        return True  # "Babei alone accounted for 15 million of them"
    return len(owners) >= 3 or _OF_WHICH.match(view.text(view.start, view.start + 20)) is not None


def _only_passed(places: Sequence[Entity], main: Entity | None) -> bool:
    """Say whether places stand side by side: parts of the province that the text is of, or three, none in another."""
    local = {entity.key: entity for entity in places if entity.kind in LOCAL}
    codes = {entity.place_code for entity in local.values() if entity.place_code}
    wide = main.place_code if main is not None and main.kind in ("country", "province") else None
    if len(codes) > 1 and wide is not None and all(wide in ancestors(code) and wide != code for code in codes):
        return True
    return len(local) > 2 and not any(other in ancestors(code) for code in codes for other in codes - {code})


def _stand_together(view: SentenceView, actors: Sequence[Actor], subjects: Sequence[Entity], owners: set[int]) -> bool:
    """Say whether a figure is of two places named side by side at the head of the sentence."""
    places = [actor for actor in actors if actor.place is not None and actor.role == "subject"][:2]
    if len(places) < 2 or not any(id(entity) in owners for entity in subjects[:2]):
        return False
    return _AND.fullmatch(view.folded, places[0].span.end, places[1].span.start) is not None


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


def _is_named(article: Article, discourse: Discourse, actors: Sequence[Actor], own: Entity) -> bool:
    """Say whether the sentence names the text's own local place."""
    return own.kind in LOCAL and any(
        actor.place is not None
        and actor.role in ("subject", "destination", "source", "locative")
        and entity_of(article, discourse, actor) is own
        for actor in actors
    )


def move_focus(
    article: Article,
    discourse: Discourse,
    view: SentenceView,
    actors: Sequence[Actor],
    owners: set[int],
    named: Sequence[Entity],
) -> None:
    if view.sentence.kind in ("furniture", "caption", "table_row"):
        return
    if not owners and not view.quantities and discourse.country is not None and is_of_the_economy(discourse, view):
        discourse.focus, discourse.focus_paragraph = discourse.country, view.paragraph
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
    together = bool(owners) and _stand_together(view, actors, subjects, owners)
    if len(subjects) > 1 and (together or not owners) and _only_passed(subjects, discourse.main):
        if together:
            return  # "Bhadohi and Mirzapur together have 60 percent": the text is on the land again
        subjects = []  # "beach shoes in Fuzhou, sports shoes in Putian and Quanzhou": the text is on none of them
    own = discourse.main if discourse.focus is None and not view.quantities else None
    of_places = own is not None and all(one.kind in LOCAL and one.level != "project" for one in subjects)
    if own is not None and of_places and _is_named(article, discourse, actors, own):
        subjects = [own]  # "A delegation from Dongguan came to Jinjiang": the text opens on it
    owning = [entity for entity in discourse.entities.values() if id(entity) in owners] if owners else []
    if owners and subjects and id(subjects[0]) not in owners:
        if subjects[0].kind == "firm" or (len(owning) == 1 and owning[0].kind == "firm" and owning[0] in subjects):
            subjects = owning or subjects  # "In Guimaraes, Kyaia employs 620 people": on the firm
    if not subjects and named:
        subjects = list(named[:1])  # "With 300 hands the company turns out ..."
    if not subjects and len(owning) == 1 and owning[0].level == "project" and owning[0] is discourse.main:
        subjects = owning
    if not subjects and len(owning) == 1 and _is_spoken_of(article, discourse, view, actors, owning[0]):
        subjects = owning  # "3,000 tonnes are made in Panipat": the text is on its main place again
    if not subjects and len(owning) == 1 and owning[0].level == "firm" and discourse.last_person is not None:
        if discourse.last_person.leads is owning[0]:
            subjects = owning  # "Her 410 women finish 9,000 pieces. Turnover was 74 million": the house that she leads
    if not subjects and len(owning) == 1 and owning[0].kind in LOCAL and discourse.main is not None:
        if discourse.main.kind == "country" and discourse.focus_paragraph != view.paragraph:
            subjects = owning  # in a text on a land: "a million pairs are made in Aba each week. With 48 million"
    if not subjects and (topic := topic_of(article, discourse, view, actors)) is not None:
        subjects = [topic]
    if view.sentence.kind == "heading" and subjects:
        discourse.section = subjects[0]
        discourse.focus, discourse.focus_paragraph = subjects[0], view.paragraph + 1
    elif view.sentence.kind == "body" and subjects and not _is_aside(view, discourse, owners):
        if view.paragraph != discourse.topic_paragraph:
            opens = any(a.span.start == view.start and a.organisation is not None for a in actors)
            discourse.topic, discourse.topic_paragraph = (subjects[0] if opens else None), view.paragraph
        discourse.focus, discourse.focus_paragraph = subjects[0], view.paragraph
    elif view.sentence.kind == "body" and discourse.focus is not None:
        carried = carried_by(article, discourse, view)
        if carried is not None:
            discourse.focus, discourse.focus_paragraph = carried, view.paragraph
