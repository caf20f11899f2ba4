"""Ellipsis: the unit of a figure that has none of its own, from the words before it or the figure before it.

"a workforce of 12,000", "the number of firms rose to 3,400 from 2,100", 从业人员达6万.
The rule's name says that the unit was carried, so that a reader of the figure may ask for more support.
"""

import re
from typing import TYPE_CHECKING

from pipelines.recognise.mentions import Quantity, QuantityKind

if TYPE_CHECKING:
    from pipelines.recognise.figures import Draft
    from pipelines.recognise.quantities import Reader

Carried = tuple[str, QuantityKind, str]

_REACH = 90
_MONEY_REACH = 400
# Between a noun and its number stand verbs of measure, hedges and years: "firms rose in 2010 to 3,400".
_VERBS = (
    "number|now|in|the|total|as|of|to|at|by|from|about|around|nearly|over|some|more|than|only|is|are|was|were|has|have|"
    "had|been|rose|risen|rises|grew|grown|grows|increased|fell|fallen|dropped|declined|shrank|stood|stands|stand|"
    "reached|reaches|reach|reaching|totalled|totaled|totalling|totaling|numbered|numbers|numbering|came|come|amounted|"
    "climbed|exceeded|exceeds|exceeding|topped|passed|alone|doubled|went|up|down|19[0-9]{2}|20[0-9]{2}"
)
_NOUN_TO_NUMBER = re.compile(rf"(?:\b(?:{_VERBS})[ :,(]{{1,2}}|[:(] ?){{1,8}}\Z")
_EMPLOYS = re.compile(
    r"\b(?:employ(?:s|ed|ing)?|workforce of|jobs (?:to|for)|work for|hir(?:es|ed|ing))"
    r"(?: (?:about|around|nearly|over|some|more than|almost|up to|at least|a total of|another|as many as))? \Z"
)
_ZH_TO_NUMBER = re.compile(
    r"(?:总?数量?|已|共|共有|达|达到|有|为|约|超|超过|近|逾|增至|升至|增加到|发展到|减至|突破|仅|合计|分别为|:){0,4}\Z"
)
_LINK = re.compile(
    r"\b(?:to|from|against|versus|vs|compared|than|and|or|up|down|in|respectively)\b|[,、和与及至到从由]"
)
_SENTENCE_END = re.compile(r"[.!?;] |[。!?;\n]")
_RATIO = 50
_MILLION = 10**6


def carried_unit(reader: "Reader", draft: "Draft", start: int) -> Carried | None:
    """Return unit, kind and rule for a bare figure whose hedge begins at `start`; None where no unit is near."""
    n = draft.number
    if n.scale == 1 and n.printed < 3 and n.value.denominator == 1:
        return None
    last = reader.quantities[-1] if reader.quantities else None
    low = max(start - _REACH, last.span.end if last is not None else 0)
    noun = _noun_before(reader, low, start)
    if noun is not None:
        return noun, "count", "<noun> <number>"
    if last is None:
        return None
    between = reader.fold[last.span.end : start]
    if len(between) < _REACH and _SENTENCE_END.search(between) is None and _LINK.search(between) is not None:
        if last.unit is not None and _comparable(last, draft):
            return last.unit, last.kind, "<number> as the figure before"
    return _money_before(reader, draft, start)


def _noun_before(reader: "Reader", low: int, start: int) -> str | None:
    """Find a counted noun that leads up to the number by nothing but verbs of measure."""
    fold, nouns = reader.fold, reader.grammar.nouns
    if start and fold[start - 1] > "\u2fff":
        for at in range(max(low, start - 14), start - 1):
            found = nouns.zh.at(fold, at) if fold[at] > "\u2fff" else None
            if found is not None and found[0] - at > 1 and _ZH_TO_NUMBER.fullmatch(fold, found[0], start):
                return found[1]
        return None
    if _EMPLOYS.search(fold, max(low, start - 40), start) is not None:
        return "person"
    link = _NOUN_TO_NUMBER.search(fold, max(low, start - 60), start)
    if link is None:
        return None
    end = link.start()
    while end > low and fold[end - 1] == " ":
        end -= 1
    found = nouns.plural.before(fold, end)
    return None if found is None or found[0] < low else found[1]


def _comparable(last: Quantity, draft: "Draft") -> bool:
    if last.kind in ("rank", "times", "number"):
        return False
    known, value = last.value or last.high, draft.value
    if not known or not value:
        return False
    if last.kind in ("percent", "percentage_point"):
        return draft.number.scale == 1 and value <= 100 and draft.number.printed < 3
    return known / _RATIO <= value <= known * _RATIO


def _money_before(reader: "Reader", draft: "Draft", start: int) -> Carried | None:
    """Carry the currency of an amount nearby to a number in millions that counts nothing."""
    if draft.number.scale < _MILLION:
        return None
    for last in reversed(reader.quantities[-6:]):
        if start - last.span.end > _MONEY_REACH:
            return None
        if last.kind == "money" and last.unit is not None:
            return last.unit, "money", "<number> as the currency before"
    return None
