"""Firms without a name: "a tannery in Jajmau", "one of its mills", "the owner of a small workshop".

Their figures are nobody's whose name is known, and least of all those of the place around them. Such a noun phrase owns
figures where it begins a sentence, or where it tells who says what stands within quotation marks before it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor
from pipelines.recognise.mentions import NAMELESS, Organisation
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.spans import Span

_LEAD = (
    r"\W*(?:(?:in|on|at|last|this|across|behind|near|beyond|down|further|nearby|outside|inside|elsewhere|for|today|now|"
    r"meanwhile|by|once|founded|set up|built|opened|opposite|next)\b[^,.;:\"\d]{0,50}, )?"
    r"(?:(?:but|and|yet|still|so|then|take) )?"
    r"(?:(?:in|at|inside|behind|for|from|near|like) )?"
    r"(?:(?:the|its) (?:[a-z]+ )?(?:owner|manager|boss|head|director|back|yard|office|showroom|workshop|plant|factory|"
    r"premises|floor) (?:of|at|in) )?"
)
_SAYS = r"(?:sa(?:ys|id)|add(?:s|ed)|explain(?:s|ed)|recall(?:s|ed)|complain(?:s|ed)|estimate(?:s|d)|reckon(?:s|ed))"
_WHO_SAYS = rf'"[,.]?\s*{_SAYS} (?:(?:the|its) (?:[a-z-]+ )?[a-z-]+ (?:of|at) )?'
_MODIFIER = r"(?!(?:of|in|that|which|and|who|at|for|to|from|is|was|has|typical|average|medium|normal)\b)[a-z0-9'-]+,? "
# What a head is no firm before: "a factory worker", "one mill in three", "a company called Hongda".
_NO_FIRM = (
    r"(?!['’]s|-| (?:workers?|owners?|managers?|hands?|floors?|gates?|towns?|city|cities|villages?|prices?|clusters?|"
    r"districts?|complex|buildings?|boss(?:es)?|girls?|jobs?|wages?|lines?|visits?|fires?|area|zones?|parks?|costs?|"
    r"closures?|called|named|known)\b| in (?:two|three|four|five|six|eight|ten|every)\b)"
)
_BY = re.compile(rf"{_WHO_SAYS}(?:an?|one|another) (?:{_MODIFIER}){{0,5}}?")
_TELLS_OF = re.compile(rf"[^.;\"]{{0,80}}?\b{_SAYS}\b")  # "one exporter said"
_HIS_OWN = re.compile(r"\b(?:he|she|his|her|it|its|who|i|my|we|our)\b")
_SEAT = re.compile(r" (?:[a-z-]+ ){0,5}?(?:in|near|of|at|outside|on|off)(?: the)?(?: [a-z]+ of)? ")

# 区内一家龙头企业去年产值4.2亿元: what opens a Chinese sentence, behind the place where it stands
_ZH = re.compile(
    r"\W*(?:(?:[^,。;:\"\d]{0,16}(?:[内里上中的镇村县市区]|附近|走进|来到|,))?(?:有)?)?一[家间](?!一)"
    r"(?P<name>(?:[^,。;:、\"\d的是有]{0,12}的)?[^,。;:、\"\d的是有]{0,10}?(?:企业|公司|厂家|工厂|作坊|厂|网店|店铺|商户|直播间))"
    r"(?![一-鿿]{0,3}(?:聚集|集群))"
)


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = vocabulary.table("organisations")["nameless"]
    heads = (*words["houses"], *words["people"])
    head = "(?:" + "|".join(heads) + ")"
    heads_many = "(?:" + "|".join(f"{head[:-1]}ies" if head.endswith("y") else f"{head}s" for head in heads) + ")"
    one = rf"(?:an?|one|another) (?P<name>(?:{_MODIFIER}){{0,5}}?{head})\b{_NO_FIRM}"
    of_many = rf"one of (?:{_MODIFIER}){{1,4}}?(?P<many>{heads_many})\b"
    phrase = rf"(?:{one}|{of_many})"
    return re.compile(_LEAD + phrase), re.compile(_WHO_SAYS + phrase)


def find_nameless(view: SentenceView) -> Iterator[Actor]:
    """Yield the firms without a name that the sentence tells of."""
    if view.sentence.kind != "body":
        return
    if not view.folded[view.start : view.end].isascii():
        if (match := _ZH.match(view.folded, view.start, view.end)) is not None:
            yield _actor(view, match)
        return
    opens, says = _grammar(view.vocabulary)
    match = opens.match(view.folded, view.start, view.end)
    if match is None and '"' in view.text(view.start, view.end):
        match = says.search(view.folded, view.start, view.end)
    if match is not None:
        yield _actor(view, match)


def _actor(view: SentenceView, match: re.Match[str]) -> Actor:
    span = Span(*match.span("name" if match.groupdict()["name"] else "many"))
    told = _TELLS_OF.match(view.folded, span.end, view.end)
    only_says = told is not None and not _HIS_OWN.search(view.folded, span.end, view.end)
    name = Organisation(span, view.quoted_between(span.start, span.end), "firm", NAMELESS)
    return Actor(span, "firm", "speaker" if only_says else "subject", organisation=name)


def tells_own(folded: str, closed: int, start: int) -> bool:
    """Say whether the firm at `start` follows a quotation as the one that says it."""
    return _BY.fullmatch(folded, closed, start) is not None


def is_seat(view: SentenceView, firm: Actor, actor: Actor) -> bool:
    """Say whether a place only tells where a firm without a name stands: "a mill on the edge of Denizli"."""
    if actor.organisation is not None or not is_nameless(firm):
        return False
    return _SEAT.fullmatch(view.folded, firm.span.end, actor.span.start) is not None


def is_nameless(actor: Actor) -> bool:
    """Say whether the actor is a firm without a name."""
    return actor.organisation is not None and actor.organisation.rule == NAMELESS
