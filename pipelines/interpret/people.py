"""People of business: whose firm "his workshop" is, what a person is told to own, and who only holds an office."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import Discourse, Entity, entity_of
from pipelines.interpret.parts import Actor
from pipelines.interpret.people_zh import LONGEST_TITLE, chinese_titles

_LEADER_AND_LED = ({"person", "firm"}, {"person", "project"})
_REACH = 100  # characters behind a name in which its office is told
_OFFICE = re.compile(
    r"\s*,\s*(?:\d\d,\s*)?(?:who (?:is|heads|leads|directs|chairs)\s+)?[^,.;:\"]{0,60}?\b(?:secretary(?:-general)?|"
    r"minister|mayor|official|spokes\w+|analyst|economist|professor|researcher|governor|commissioner|bureau|association|committee|"
    r"government|chamber|federation|council|union|department|ministry|institute|university|academy|administration|"
    r"(?:park|zone|town|city|county|district)'s)\b"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:secretary|minister|mayor|official|professor|governor|commissioner|spokes\w+|analyst|economist|director)\s+\Z"
)
# What stands between the name of a person and that of the firm he leads, or the other way round.
_LEADS = re.compile(
    r",?\s*(?:aged\s+)?(?:\d\d,\s*)?(?:who\s+)?(?:[a-z-]+\s+){0,5}?(?:of|at|in charge of|runs|owns|founded|heads|"
    r"manages|started)\s+(?:the\s+)?\"?"
)
# "Li Ming, the company's deputy general manager": whose firm was named before
_HEAD = (
    r"(?:[a-z-]+ ){0,3}(?:manager|director|chairman|chairwoman|chairperson|president|owner|founder|boss|ceo|head|"
    r"executive)"
)
_HOUSE = r"(?:company|firm|factory|mill|group|enterprise|workshop|plant)"
_OF_THE_FIRM = re.compile(
    rf"\s*,\s*(?:(?:its|(?:the |this )?{_HOUSE}'s) {_HEAD}(?! of)|(?:the )?{_HEAD} of the {_HOUSE}|"
    rf"who (?:runs|owns|heads|founded|manages|leads) (?:it|the {_HOUSE}))\b"
)
_SET_UP = re.compile(
    r"[^\".;]{0,80}\b(?:founded|set up|established|opened|started|owns|runs)\s+(?:the\s+|a\s+|(?:his|"
    r"her) (?:own )?(?:firm|company),? )?"
)
_LED_BY = re.compile(r"'s\s+(?:[a-z-]+\s+){1,4}|\s+(?:[a-z]+\s+)?(?:manager|owner|founder|boss|director|chairman)\s+")
_HOLDS = re.compile(
    r"\A's\s+(?:own |small |family |little )?(?:booth|workshop|shop|stall|factory|company|firm|unit|plant|business|"
    r"mill|store|studio|tannery|atelier|looms)\b|\A\s+and (?:his|her)\b|"
    r"\b(?:(?:began|started) with|owns|runs|operates|employs|keeps|kept|rents|set up|opened|bought|rented)\b"
)
# "Rashid Idrisi has 12 furnaces", "Idrisi, 51, who kept nine men"
_HAS_SO_MANY = re.compile(
    r"(?:, \d\d)?(?:,? who)? (?:now |still |also |today )?(?:has|had|owns|runs|keeps|kept|employs|employed)"
    r" (?:about |some |only |just |more than )*|(?:现在|如今|目前|手里|家里)?(?:有|拥有)"
)
_REPORTS = re.compile(
    r"\b(?:said|says|told|adds?|added|noted|according|explains?|explained|estimates?|estimated|reckons?|puts|put|claims?|claimed|"
    r"the (?:town|city|county|district|village|park|market|industry|cluster|association))\b|\"|"
    r"[说称]|介绍|表示|告诉|透露|坦言|全[镇县市区村]"
)
# "Zhang Sheng, an online trader in Chuanjiang, sold": one who is told to be in business owns what he did.
_TRADES = (
    r"(?:trader|dealer|owner|boss|merchant|seller|maker|manufacturer|entrepreneur|weaver|tailor|shopkeeper|"
    r"businessman|businesswoman|founder|manager|exporter|designer|supplier|wholesaler|stallholder|livestreamer|vendor)"
)
_DID = (
    r"(?:[a-z]+ly\s+|also\s+|now\s+|then\s+|alone\s+|has\s+|had\s+)*(?:finali[sz]ed|dispatche[sd]|sold|sells|made|makes|"
    r"earned|earns|turned over|turns over|produce[sd]|export(?:s|ed)|receive[sd]|hire[sd]|recruit(?:s|ed)|"
    r"invest(?:s|ed)|has|had|deals|handle[sd]|ship(?:s|ped)|owns?|owned|runs?|ran|rent(?:s|ed)|lease[sd]|bought|"
    r"employ(?:s|ed)|booked|open(?:s|ed)|expanded|built)\b"
)
_APPOSED = re.compile(
    rf",\s+(?:\d\d,\s+)?(?:who (?:is|was) )?(?:an?|the|one of "
    rf"the)\s[^,;.\"]{{0,60}}?\b{_TRADES}\b[^;.\"]{{0,90}}?,\s+(?={_DID})"
)
_OWNS_ONE = re.compile(
    rf",\s+(?:\d\d,\s+)?(?:who (?:now )?(?:owns|runs|founded|opened|set up|started)\b|"
    rf"(?:an?|the) [^,;.\"]{{0,50}}?\b{_TRADES}\b(?! of the (?:association|chamber|federation)))"
)
_TRADES_BEFORE = re.compile(rf"\b{_TRADES},?\s+\Z")
_DOES = re.compile(rf",?\s*{_DID}")
_ZH_OWN_HOUSE = re.compile(
    r"(?:[,:]|\A)(?:现在|如今|目前|去年|今年)?(?:自己的?|自家|我们)?[店厂家铺]里|自家[店厂]|自己的[店厂]"
)
_SPOKEN = frozenset({"subject", "aside", "source", "speaker"})
_HIS_NUMBER = re.compile(r"\b(?:his|her)\s+(?:own\s+)?\Z")


def holds_office(view: SentenceView, actor: Actor) -> bool:
    """Say whether a person speaks for a body: "Li Ming, secretary of the town"."""
    end = actor.span.end
    before = view.text(actor.span.start - LONGEST_TITLE, actor.span.start)
    if not before.isascii():
        return chinese_titles(view.vocabulary).office.search(before) is not None
    return (
        _OFFICE.match(view.text(end, end + _REACH)) is not None
        or _OFFICE_BEFORE.search(view.text(actor.span.start - 24, actor.span.start)) is not None
    )


def _is_head(view: SentenceView, actor: Actor) -> bool:
    """Say whether a Chinese title before the name is that of a firm's head: 总经理邵志宏, whichever firm was named."""
    before = view.text(actor.span.start - LONGEST_TITLE, actor.span.start)
    return not before.isascii() and chinese_titles(view.vocabulary).head.search(before) is not None


def note_leaders(
    article: Article,
    discourse: Discourse,
    view: SentenceView,
    actors: Sequence[Actor],
    firm_before: Entity | None,
    near: bool,
) -> None:
    """Note who holds an office, and which firm a person of the sentence leads, by its name or as "the company".

    `firm_before` is the firm named last before the sentence, `near` whether in its paragraph or the one before.
    """
    for first, second in pairwise(actor for actor in actors if actor.organisation is not None):
        kinds = first.kind, second.kind
        if set(kinds) not in _LEADER_AND_LED:
            continue
        gap = _LEADS if kinds[0] == "person" else _LED_BY
        if not view.text(first.span.start, second.span.end).isascii():
            titles = chinese_titles(view.vocabulary)
            gap = titles.leads if kinds[0] == "person" else titles.led_by
        set_up = kinds[0] == "person" and _SET_UP.fullmatch(view.folded, first.span.end, second.span.start)
        if set_up or gap.fullmatch(view.folded, first.span.end, second.span.start):
            person, firm = (first, second) if kinds[0] == "person" else (second, first)
            entity_of(article, discourse, person).leads = entity_of(article, discourse, firm)
    for actor in actors:
        if actor.organisation is None:
            continue
        entity = entity_of(article, discourse, actor)
        entity.trades |= _OWNS_ONE.match(view.folded, actor.span.end, view.end) is not None
        if actor.kind == "firm":
            firm_before, near = entity, True
        if actor.kind != "person":
            continue
        its_head = near and _is_head(view, actor)
        if entity.leads is None and (its_head or _OF_THE_FIRM.match(view.folded, actor.span.end, view.end)):
            entity.leads = firm_before
        if entity.leads is None and holds_office(view, actor):
            entity.official = True


def topic_of(article: Article, discourse: Discourse, view: SentenceView, actors: Sequence[Actor]) -> Entity | None:
    """Return the person of business, or his firm, that a Chinese sentence opens with to tell of: 陆芸兰每周直播六天."""
    first = actors[0] if actors else None
    if first is None or first.kind != "person" or first.span.start > view.start + 1:
        return None
    after = view.text(first.span.end, first.span.end + LONGEST_TITLE)
    person = entity_of(article, discourse, first)
    if after.isascii() or person.official or chinese_titles(view.vocabulary).says.match(after):
        return None
    return person.leads or person


def firm_of(article: Article, discourse: Discourse, actor: Actor) -> Entity | None:
    """Return what "the company" or "his workshop" stands for: the firm named last, the one that the person leads."""
    words = article.folded[actor.span.start : actor.span.end]
    here = [
        entity_of(article, discourse, other)
        for other in discourse.here
        if other.organisation is not None and other.kind in ("firm", "person") and other.span.end <= actor.span.start
    ]
    people = [entity for entity in here if entity.level == "person" and not entity.official]
    person = people[-1] if people else discourse.last_person
    if words.startswith(("his ", "her ")) and person is not None and not person.official:
        last = discourse.last_firm
        if person.leads is None and last is not None and discourse.last_firm_at > person.first - _REACH:
            return last  # named where the person was: his, whatever the text calls him there
        return person.leads or person
    firms = [entity for entity in here if entity.level == "firm"]
    if firms:
        return firms[-1]
    if discourse.last_firm is None and person is not None:
        return None if person.official else person.leads or person
    return discourse.last_firm


def _in_business(view: SentenceView, person: Actor, behind: Sequence[Actor], start: int, known: bool) -> bool:
    """Say whether the figure is of what a person did who is told to trade or to make something, here or before."""
    end = person.span.end
    apposed = _APPOSED.match(view.folded, end, start)
    if (
        apposed is None
        and not known
        and not _TRADES_BEFORE.search(view.text(person.span.start - 24, person.span.start))
    ):
        return False
    end = apposed.end() if apposed is not None else end
    if not _DOES.match(view.folded, end, start) or _REPORTS.search(view.folded, end, start):
        return False
    return not any(actor.role == "subject" and actor.span.start >= end for actor in behind)


def owner_told(
    article: Article, discourse: Discourse, view: SentenceView, actors: Sequence[Actor], start: int
) -> tuple[Entity, Actor | None] | None:
    """Return the person whose own business the figure is of: "Ravi's booth has", "Ravi, who owns a plant with"."""
    last = discourse.last_person
    if _HIS_NUMBER.search(view.text(start - 12, start)):
        here = [actor for actor in actors if actor.kind == "person" and actor.span.end <= start]
        person = entity_of(article, discourse, here[-1]) if here else last
        if person is not None and not person.official:
            return person.leads or person, here[-1] if here else None
    before = [actor for actor in actors if actor.span.end <= start and actor.role in _SPOKEN]
    first = next((at for at in range(len(before) - 1, -1, -1) if before[at].kind == "person"), None)
    if first is None:
        return None
    person = entity_of(article, discourse, before[first])
    if _in_business(view, before[first], before[first + 1 :], start, person.trades):
        return None if person.official else (person.leads or person, before[first])
    between = view.text(before[first].span.end, start)
    if not between.isascii() and not person.official:
        says = chinese_titles(view.vocabulary).says.match(between)
        if says is not None and _ZH_OWN_HOUSE.search(between, says.end()):
            return person.leads or person, before[first]  # 商户周阿芳说,店里80%的货卖给外商
    if any(actor.place is None for actor in before[first + 1 :]):
        return None
    if _HAS_SO_MANY.fullmatch(between) and not person.official:
        return person.leads or person, before[first]
    holds = _HOLDS if between.isascii() else chinese_titles(view.vocabulary).holds
    told = list(holds.finditer(between))
    if not told or _REPORTS.search(between) or before[-1].span.end > before[first].span.end + told[-1].end():
        return None
    return None if person.official else (person.leads or person, before[first])
