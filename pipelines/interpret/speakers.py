"""Speakers: whose figures they are that somebody gives of himself, with "I" or "we", within quotation marks."""

import re
from collections import Counter

from pipelines.interpret.article import SentenceView
from pipelines.interpret.entities import Discourse, Entity
from pipelines.text.folding import fold
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_LEADS = re.compile(
    r",\s*(?:[a-z-]+ ){0,3}(?:manager|director|chairman|chairwoman|president|owner|founder|boss|ceo) (?:of|at) "
    r"(?:the )?(?P<name>[^,;\"]{3,60}), (?:said|says|told[^,;\"]{1,40}):?,?\s*\"[^\"]*\b(?:we|our|i)\b"
)
# "目前经营面积4万平方米。"富民时装城经理黄美玉说: the house that the speaker leads, behind the quotation or before it.
_ZH_HEAD = "公司|集团|[鞋袜织布衣革帽]厂|工厂|[装织业纺材品纱]城|市场|商城|产业园|园区|合作社|旗舰店"
_ZH_HOUSE = rf"(?P<name>[一-鿿]{{2,16}}?(?:{_ZH_HEAD}))"
_ZH_TITLE = (
    r"(?:的)?(?:党委|市场部|销售部|外贸部|运营|常务|执行)?副?"
    r"(?:总经理|董事长|负责人|经理|厂长|总裁|创始人|总监|主管|书记|主任)[一-鿿]{2,4}?"
)
_ZH_SAYS = r"(?:(?:对|向|告诉)[^\",。]{0,14})?(?:说|表示|介绍|告诉|坦言|透露|称)"
_ZH_BEHIND = re.compile(rf'"{_ZH_HOUSE}{_ZH_TITLE}{_ZH_SAYS}')
_ZH_BEFORE = Scripts(rf'(?:\A|[。,;!?\s]){_ZH_HOUSE}{_ZH_TITLE}{_ZH_SAYS}[^\"。]{{0,6}}"[^\"]*\Z')
_QUOTE = 300  # characters: a longer quotation is no one's
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our)\b")


def speakers_firm(discourse: Discourse, view: SentenceView, start: int) -> Entity | None:
    """Return the firm of 'Li, manager of Hongda Dyeing, said: "we sold"', whether or not its name is known as one."""
    if view.folded.rfind('"', max(0, min(view.start, start - _QUOTE)), start) < 0:
        return None
    if (house := _zh_house(view, start)) is not None:
        return _known(discourse, view.quoted(house))
    match = _LEADS.search(view.text(view.start, start))
    if match is None or not any(name.kind in ("person", "firm") and name.end <= start for name in view.organisations):
        return None
    words = " ".join(view.printed[view.start + match.start("name") : view.start + match.end("name")].split())
    known = _known(discourse, words)
    return known if known.kind == "firm" else None


def _known(discourse: Discourse, words: str) -> Entity:
    """Return the entity of that name, made as a firm if it is new."""
    known = next((e for e in discourse.entities.values() if words in (*e.names, *e.other_names)), None)
    if known is None:
        known = discourse.entities[fold(words)] = Entity(fold(words), "firm", "firm", None, (), Counter({words: 1}))
    return known


def _zh_house(view: SentenceView, start: int) -> Span | None:
    """Return where the house is named whose head says the figure within quotation marks."""
    lead = view.folded[max(0, start - _QUOTE) : start].rsplit("\n", 1)[-1]
    if lead.count('"') % 2 == 0:
        return None
    first = start - len(lead)
    if (match := _ZH_BEFORE.search(lead)) is not None:
        return Span(first + match.start("name"), first + match.end("name"))
    closed = view.folded.find('"', start, start + _QUOTE)
    if closed < 0 or "\n" in view.folded[start:closed] or (match := _ZH_BEHIND.match(view.folded, closed)) is None:
        return None
    return Span(*match.span("name"))


def speaking(discourse: Discourse, view: SentenceView, start: int) -> Entity | None:
    """Return the person who says "I" or "we" before the figure, within quotation marks."""
    words = view.text(view.start, start)
    opened = words.rfind('"')
    if opened < 0 or words.count('"') % 2 == 0 or not _FIRST_PERSON.search(words, opened):
        return None
    if discourse.focus is not None and discourse.focus.kind == "firm":
        return None  # the text is on a firm already, and goes on with it
    person = discourse.last_person
    return None if person is not None and person.official else person
