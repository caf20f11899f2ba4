"""Chains of places: the wider place that another is said to lie in is a container, and owns no figure."""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import RANKS, Actor
from pipelines.reference.places import find_place
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_CHAIN_GAP = re.compile(
    r"(?:\s*\(|,\s*(?:in\s+)?|\s+of\s+|\s+in\s+|\s+|'s\s+|的(?:一[个座][一-鿿]{1,6})?|)"
    r"(?:the\s+|east china's\s+|south china's\s+)?\Z|"
    r"'s\s+(?:[a-z-]+\s+){0,2}\"[^\"]{3,30}\"\s+|"
    r",?\s+in\s+the\s+(?:[a-z]+\s+){0,2}(?:state|province|region|prefecture|department|governorate|county|district|city|"
    r"municipality|town)\s+of\s+|"
    r",\s+(?:in\s+)?(?:the\s+)?(?:(?:north|south|east|west)[a-z-]*|central|upper|lower)\s+(?:of\s+)?"
)
# "Nankang, a district of 800,000 people in Ganzhou"
_APPOSITION = re.compile(
    r"\s*,\s+(?:a|an|the|one of(?: the)?)\s+(?:[a-z'-]+\s+){0,4}?(?:town|city|county|district|village|"
    r"township|hub|cluster|place|region|area|"
    r"suburb|community|municipality|base|province|state)s?\b(?:[^.;:,]|,\d){0,40}?\s(?:in|of|under|near|outside)\s+(?:the\s+)?(?:[a-z-]+\s+)?"
)
_NEAR = re.compile(r",\s+(?:near|outside|just outside|close to|not far from)\s+(?:the\s+)?")  # "Savar, near Dhaka"
_SEAT = re.compile(r",?\s+(?:in|of|near|at)\s+")
_TOWN_OF = Ending(
    r"\b(?:town|city|county|district|village|township|hub|base|centre|center|municipality|suburb|port|"
    r"cluster|capital)\s+(?:of|in)\s+(?:the\s+)?\Z"
)
_A_TOWN_OF = re.compile(r"\ban?\s+(?:[a-z-]+\s+){0,4}\Z|\ban?\s+(?:[a-z-]+\s+){1,5}of\s+\Z")
_IN_WIDER = Ending(
    r"\b(?:in|at)\s+(?:the\s+)?(?:(?:northern|southern|eastern|western|central|[a-z]+ china's)\s+)?\Z|在\Z"
)
# "In the Veneto, there are around 600 firms, and Vicenza is the third"
_THERE_ARE = re.compile(r",? there (?:are|were) (?:(?:about|around|some|over|nearly|now|only|more than) )*\d")
_TOWN_IN = re.compile(
    r"\b(?:town|city|county|district|village|township|hub|base|market|park|subdistrict|community|cluster|"
    r"company|firm|factory|zone|area|center|centre)(?:\s+of\s+[\d,.]+\s+(?:million\s+|lakh\s+)?(?:people|residents|"
    r"inhabitants))?\s+(?:in|near|"
    r"under)\s+(?:the\s+)?(?:(?:[a-z]+ )?[a-z]+'s\s+)?(?:[a-z]+(?:ern)?\s+)?(?:(?:state|province|region) of\s+)?\Z"
)

# "Situated in Huzhou's Wuxing district, Zhili has 14,000 firms"
_SITUATED_IN = re.compile(r"\W*(?:situated|located|nestled|lying|set|tucked away|sited) (?:in|at|on|near) [^,;]*\Z")
# In Chinese a firm stands behind its seat.
_ZH_IN = Scripts(r"(?:在|位于|地处|落户于?|坐落于)[一-鿿]{0,8}\Z")
# 某公司在铁桥镇的工厂, 位于铁桥镇的车间: the place is that of the firm's works
_ZH_FIRM_IN = re.compile(r"\"?(?:位于|坐落于?|设在|在)")
_ZH_WORKS = re.compile(r"的[^,。;\d]{0,6}(?:工厂|车间|厂区|厂房|生产线|基地|总部|仓库|门店|中心)")
_ZH_AT = re.compile(r"[^。;\d]{0,4}?[,的]|的?[^,。;\d]{0,4}")


def is_container(
    view: SentenceView,
    actor: Actor,
    previous: Actor | None,
    following: Actor | None,
    later: Sequence[Actor],
    head: Actor | None,
    before: str,
) -> bool:
    """Say whether the place only tells where another lies; `head` is the one that the chain began with."""
    start = actor.span.start
    if actor.place is not None and following is not None and following.organisation is not None:
        gap = view.text(actor.span.end, following.span.start)
        if gap == "的" or (_ZH_IN.search(before) and _ZH_AT.fullmatch(gap)):
            return True  # 铁桥镇的某公司, 在铁桥镇,某公司
    if actor.place is not None and previous is not None and previous.kind == "firm":
        seated = _ZH_FIRM_IN.fullmatch(view.folded, previous.span.end, start)
        if seated is not None and _ZH_WORKS.match(view.folded, actor.span.end, view.end):
            return True
    if previous is not None and _contains(view, previous, actor):
        return True
    if (
        previous is not None
        and head is not None
        and previous.role == "container"
        and not (previous.span.end == start and _wider(previous, actor))  # 吉林辽源, of which no other is told before
        and _contains(view, previous, actor, head=head)
    ):
        return True
    if following is not None and following.organisation is None and _contains(view, following, actor, forward=True):
        return True
    if previous is not None and previous.role != "dateline" and _TOWN_IN.search(before):
        return True
    if previous is not None and previous.role == "subject" and actor.place is not None:
        if _NEAR.fullmatch(view.folded, previous.span.end, start):
            return True
    if previous is not None and previous.role == "subject" and _wider(actor, previous):
        if _APPOSITION.fullmatch(view.folded, previous.span.end, start):
            return True
    if previous is not None and previous.organisation is not None and actor.place is not None:
        if _SEAT.fullmatch(view.folded, previous.span.end, start):
            return True  # "Hongda Hosiery in Datang"
    if _TOWN_OF.search(before) and (actor.kind in ("country", "province", "prefecture") or _A_TOWN_OF.search(before)):
        return True
    if _SITUATED_IN.match(view.text(view.start, start)) and view.folded.startswith(",", actor.span.end):
        return _narrower_follows(actor, later)
    if previous is None and _TOWN_IN.search(before) and _narrower_follows(actor, later):
        return True  # "A small town in the western state of Gujarat, Surat cranks out"
    if _IN_WIDER.search(before) is None or _THERE_ARE.match(view.folded, actor.span.end):
        return False
    return _narrower_follows(actor, later)


def _wider(actor: Actor, other: Actor) -> bool:
    """Say whether the place is of a wider level than another."""
    if actor.place is None or other.place is None:
        return False
    return RANKS.get(actor.kind, 4) < RANKS.get(other.kind, 4)


def _narrower_follows(actor: Actor, later: Sequence[Actor]) -> bool:
    rank = RANKS.get(actor.kind, 4)
    return any(other.place is not None and RANKS.get(other.kind, 4) > rank for other in later)


def _contains(view: SentenceView, other: Actor, actor: Actor, forward: bool = False, head: Actor | None = None) -> bool:
    """Say whether `actor` is the wider place in a chain of names: "Qingshan Lake District of Nanchang, Jiangxi"."""
    if other.place is None or actor.place is None or other.role in ("destination", "whole", "source"):
        return False
    first, second = (actor, other) if forward else (other, actor)
    if not _CHAIN_GAP.fullmatch(view.folded, first.span.end, second.span.start):
        return False
    wide, narrow = RANKS.get(actor.kind, 4), RANKS.get((head or other).kind, 4)
    gap = view.folded[first.span.end : second.span.start]
    if forward:
        return wide < narrow and ("'s" in gap or not gap.strip() or gap.startswith("的"))
    if wide == narrow and gap == ", " and _is_seat(actor, other):
        return True
    return wide < narrow or (wide == narrow and gap.strip() in ("of", "in") and other.role != "subject")


def _is_seat(actor: Actor, other: Actor) -> bool:
    """Say whether a city stands for the division that another lies in: "Elche, Valencia"."""
    codes = [one.place.place_code for one in (actor, other) if one.place is not None]
    wide, narrow = (find_place(code) if code else None for code in codes)
    if wide is None or narrow is None or wide.level != "city" or wide.parent is None or "-" not in wide.parent:
        return False
    return wide.parent == narrow.parent and (wide.population or 0) > (narrow.population or 0)
