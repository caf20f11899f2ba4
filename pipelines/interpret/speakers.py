"""Speakers: whose figures they are that somebody gives of himself, with "I" or "we", within quotation marks."""

import re
from collections import Counter

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import Discourse, Entity, entity_of
from pipelines.interpret.nameless import tells_own
from pipelines.recognise.mentions import NAMELESS
from pipelines.text.folding import fold
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_LEADS = re.compile(
    r",\s*(?:[a-z-]+ ){0,3}(?:manager|director|chairman|chairwoman|president|owner|founder|boss|ceo)(?: (?:for|"
    r"in charge of) [a-z ]{3,30}?)? (?:of|at) "
    r"(?:the )?(?P<name>[^,;\"]{3,60}), (?:said|says|told[^,;\"]{1,40}):?,?\s*\"[^\"]*\b(?:we|our|i)\b"
)
# "目前经营面积4万平方米。"富民时装城经理黄美玉说: the house that the speaker leads, behind the quotation or before it.
_ZH_HEAD = "公司|集团|[鞋袜织布衣革帽]厂|工厂|[装织业纺材品纱]城|市场|商城|产业园|园区|合作社|旗舰店"
_ZH_HOUSE = rf"(?P<name>[一-鿿]{{2,16}}?(?:{_ZH_HEAD}))"
_ZH_TITLE = (
    r"(?:的)?(?:党委|运营|常务|执行|[一-鿿]{1,4}部)?副?"
    r"(?:总经理|董事长|负责人|经理|厂长|总裁|创始人|总监|主管|书记|主任)[一-鿿]{2,4}?"
)
_ZH_SAYS = r"(?:(?:对|向|告诉)[^\",。]{0,14})?(?:说|表示|介绍|告诉|坦言|透露|称)"
# "总结起一年的经营,某公司总经理李明信心十足": how the speaker feels stands for what he says
_ZH_FEELS = (
    r"信心(?:十足|满满|百倍)|满怀信心|(?:满是|颇有|十分|非常|深有|不禁)?(?:感慨|感触|欣喜|自豪|兴奋|底气)|"
    r"直言|笑着|如数家珍"
)
_ZH_BEHIND = re.compile(
    rf'"(?:(?![^",。]{{0,12}}(?:{_ZH_HEAD}))[^",。\d]{{2,14}},){{0,2}}{_ZH_HOUSE}{_ZH_TITLE}(?:{_ZH_SAYS}|{_ZH_FEELS})'
)
_ZH_BEFORE = Scripts(rf'(?:\A|[。,;!?\s]){_ZH_HOUSE}{_ZH_TITLE}{_ZH_SAYS}[^\"。]{{0,6}}"[^\"]*\Z')
_QUOTE = 300  # characters: a longer quotation is no one's
_ZH_I = r"我(?!国|省|市|区|县|镇|乡|村|们(?:国|省|市|区|县|镇|乡|村))|咱|俺|自家"
_ZH_SAY = r"(?:说|表示|介绍|告诉|坦言|透露|感慨|苦笑|回忆|解释|算了?一?笔账)"
_FIRST_PERSON = re.compile(rf"\b(?:i|we|my|our)\b|{_ZH_I}")
_THERE_ARE = re.compile(r"\bthere (?:is|are|was|were)\b[^.;]*\Z")
_SAYS = (
    r"(?:sa(?:ys|id)|t(?:ells|old)|add(?:s|ed)|explain(?:s|ed)|not(?:es|ed)|recall(?:s|ed)|stat(?:es|ed)|reveal(?:s|ed)|"
    r"disclos(?:es|ed)|introduced|point(?:s|ed) out|laugh(?:s|ed)|sigh(?:s|ed)|complain(?:s|ed)|admit(?:s|ted)|"
    r"reckon(?:s|ed)|continue(?:s|d)|emphasi[sz]e(?:s|d)|report(?:s|ed)|claim(?:s|ed)|estimate(?:s|d))"
)
_SAYS_WHO = re.compile(rf'"[,.]?\s*{_SAYS} (?:[a-z-]+ ){{0,4}}')  # '," said the manager '
_WHO = re.compile(r'"[,.]?\s*(?:[a-z-]+ ){0,4}|"[一-鿿]{1,30}')
_WHO_SAYS = re.compile(rf'[^".;]{{0,100}}?\b{_SAYS}\b|[^"。;]{{0,10}}?{_ZH_SAY}')
_BUSINESS = r"(?:company|firm|factory|mill|workshop|shop|business|plant|tannery|studio|stall|brand|unit)"
_ZH_BUSINESS = r"公司|厂里|店里|(?:我们|咱们?)(?:家|厂|店|企业)"
_OF_HIS_OWN = re.compile(rf"\b(?:i|we|my|our|us|the {_BUSINESS}(?:'s)?)\b|{_ZH_I}|{_ZH_BUSINESS}")
_OF_HIMSELF = re.compile(
    rf"\b(?:i|my|(?:our|the) (?:[a-z]+ )?{_BUSINESS}(?:'s)?)\b|我(?!们|国|省|市|区|县|镇|乡|村)|{_ZH_BUSINESS}"
)
_BODY = re.compile(
    r"\b(?:Association|Federation|Council|Chamber|Union|Committee|Bureau|Institute|University|Society|Department|"
    r"Government|Ministry|industry|town|city|county|district|province|village|country|market|zone|sector)\b"
)
_SEATED = re.compile(  # "Li Ming, manager of Hongda Dyeing,": a firm that no grammar knows by its name
    r",\s*(?:the |who (?:is|was) )?(?:[a-z-]+ ){0,3}(?:manager|director|chairman|chairwoman|president|"
    r"owner|founder|boss|"
    r"ceo|head|in charge)(?: (?:for|in charge of) [a-z ]{3,30}?)? (?:of|at) (?:the "
    r")?\"?(?P<name>[^,;\"]{3,50}?)\"?(?:,| in [a-z]+[.,]| (?=said|says|told))"
)


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
    if _BODY.search(words):
        return None  # "president of the exporters' association": whose exports are the town's
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


def named_behind(article: Article, discourse: Discourse, view: SentenceView, start: int) -> Entity | None:
    """Return whose own figure is told within quotation marks behind which the speaker is named.

    The firm that the speaker leads, else the speaker, if it is his own business that he tells of: "our exports" may be
    those of the town. Nobody for one who holds an office.
    """
    folded = article.folded
    first = folded.rfind("\n", 0, start) + 1
    if folded.count('"', first, start) % 2 == 0:
        return None
    last = folded.find("\n", start)
    closed = folded.find('"', start, min(last if last >= 0 else len(folded), start + _QUOTE))
    opened = folded.rfind('"', first, start)
    if closed < 0 or not _OF_HIS_OWN.search(folded, opened, closed):
        return None
    for index in (view.index, view.index + 1):
        for actor in discourse.actors.get(index, ()):
            if actor.organisation is None or actor.span.start < closed:
                continue
            if actor.organisation.rule == NAMELESS:
                return entity_of(article, discourse, actor) if tells_own(folded, closed, actor.span.start) else None
            if actor.kind != "person":
                continue
            person = entity_of(article, discourse, actor)
            lead = _SAYS_WHO if _SAYS_WHO.fullmatch(folded, closed, actor.span.start) else _WHO
            if person.official or not lead.fullmatch(folded, closed, actor.span.start):
                return None
            if lead is _WHO and not _WHO_SAYS.match(folded, actor.span.end):
                return None
            firm = person.leads = person.leads or _seat(discourse, view, actor.span.end)
            himself = _OF_HIMSELF.search(folded, opened, closed) is not None
            return firm or (person if himself else None)
    return None


def _seat(discourse: Discourse, view: SentenceView, end: int) -> Entity | None:
    """Return the firm that the words behind a speaker name, whether or not it is known as one."""
    match = _SEATED.match(view.folded, end)
    if match is None:
        return None
    words = " ".join(view.printed[match.start("name") : match.end("name")].split())
    if words.isupper() or _BODY.search(words):
        return None
    known = _known(discourse, words)
    return known if known.kind == "firm" else None


_OUR_MEMBERS = re.compile(r"\b(?:our|its|their|the) (?:member (?:firms|companies|mills|units)|members)\b")


def speaking(discourse: Discourse, view: SentenceView, start: int) -> Entity | None:
    """Return the person who says "I" or "we" before the figure, within quotation marks."""
    first = view.folded.rfind("\n", 0, start) + 1
    words = view.folded[first:start]  # of the paragraph: a quotation may hold more than one sentence
    opened = words.rfind('"')
    if opened < 0 or words.count('"') % 2 == 0 or not _FIRST_PERSON.search(words, opened):
        return None
    if _THERE_ARE.search(words, opened) or _OUR_MEMBERS.search(words, opened):
        return None  # "there were 30 shops here", "our members sold": nobody's own
    if discourse.focus is not None and discourse.focus.kind == "firm":
        return None  # the text is on a firm already, and goes on with it
    person = discourse.last_person
    if person is None or person.official:
        return None
    return person.leads or person
