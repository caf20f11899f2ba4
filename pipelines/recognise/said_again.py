"""Figures whose unit is left out because the same is said again: of the next place, of another time, of the next thing.

"Montegranaro has 300 firms. Fermo has 450.", "In 2001 there were 7,000 firms. Today it has 3,400.", "A seamstress earns
4,500 yuan a month, a cutter 6,000.", "7,000 firms in 2001, 3,400 in 2020 and 3,000 today".
"""

import re
from typing import TYPE_CHECKING

from pipelines.recognise.mentions import Quantity

if TYPE_CHECKING:
    from pipelines.recognise.drafts import Draft
    from pipelines.recognise.quantities import Reader

_RATIO = 50
_MONEY_RATIO = 20
_HEDGED = (
    r"(?: (?:about|some|around|over|nearly|only|just|almost|another|more than|fewer than|less than|at least|now|"
    r"still))*"
)
_HAVE = r"(?:has|had|have|counts|counted|boasts|houses|hosts|runs|ran|makes|made|produces|produced|employs|employed)"
_SAYS = (
    rf"(?:{_HAVE}|is|was|are|were|stands? at|stood at|reach(?:es|ed)|fell to|rose to|grew to|dropped to|"
    r"came to|turns? out|turned out|remain(?:s|ed)?)"
)
_WHEN = (
    r"(?:in|by|since) (?:19|20)\d\d|today|now|currently|at present|last year|this year|"
    r"(?:[a-z]+ ){1,2}(?:years?|decades?) later"
)
_HAS = re.compile(rf"\b(?:{_HAVE}|(?:there )?(?:are|were)){_HEDGED} \Z")
_NEXT_HAS = re.compile(
    rf"(?: [a-z-]+){{0,4}}[.;] (?:the )?[a-z][a-z' -]{{1,30}}(?:, [a-z -]{{3,40}},)? {_HAVE}{_HEDGED} "
)
# "Today it is 18,000", "In 2020 it counted 3,400", "they now made 150"
_IT_IS_NOW = re.compile(
    rf"(?:[^.;]{{0,60}}?)[.;] (?:but |and )?(?:(?:{_WHEN}),? )?"
    rf"(?:it|they|the (?:figure|number|total|count|tally)|that(?: figure)?|there)"
    rf"(?: now| still| only)? {_SAYS}{_HEDGED} "
)
_AND_NO_MORE = re.compile(r"(?:[.;,\"]|\Z|\n| (?:and|but|in|by|today|now|last|this|at|left|of them)\b)")
# "a cutter 6,000", "leaves the factory at 60"
_NEXT_ONE = re.compile(r"(?:(?: a| per)? [a-z]+)?,(?: and)? (?:an?|the) [a-z][a-z -]{2,30} (?:gets |earns )?")
_SELLS_AT = re.compile(
    r"[^.;]{0,60}?\b(?:leaves? (?:the|its) [a-z]+ (?:at|for)|sells? (?:for|at)|is sold (?:for|at)|goes (?:for|at)|"
    r"retails? (?:for|at)|costs?|fetch(?:es)?|pays?|charges?)(?: (?:about|around|only|just|some))* "
)
# "7,000 firms in 2001, 3,400 in 2020 and 3,000 today"
_THEN = re.compile(r" in (?:19|20)\d\d(?:,| and|, and) (?:some |about |only |just )*")
_TODAY = re.compile(r" (?:today|now|at present|currently|last year|this year|at last count|remain|are left)\b")
# "a third, 200,000, stand idle"
_PART = re.compile(
    r"\b(?:half|a third|a quarter|a fifth|two[ -]thirds|three[ -]quarters|most)(?: of (?:them|these|those))?"
    r"(?:, | \(|: )(?:some |or |about |around |nearly )*\Z"
)


def said_again(reader: "Reader", draft: "Draft", last: Quantity, start: int) -> Quantity | None:
    """Return the figure before whose unit the bare number that begins at `start` has, too."""
    if last.unit is None or draft.number.form != "digits" or last.kind not in ("count", "measure", "money"):
        return None
    fold = reader.fold
    if _PART.search(fold, max(last.span.end, start - 50), start) is not None:
        return last if last.kind == "count" and _is_less(last, draft) else None
    if not _is_near(last, draft, _MONEY_RATIO if last.kind == "money" else _RATIO):
        return None
    if last.kind == "money":
        if draft.number.scale > 1:
            return None
        again = _NEXT_ONE.fullmatch(fold, last.span.end, start) or _SELLS_AT.fullmatch(fold, last.span.end, start)
        return last if again is not None and _AND_NO_MORE.match(fold, draft.end) is not None else None
    if _THEN.fullmatch(fold, last.span.end, start) is not None and _TODAY.match(fold, draft.end) is not None:
        return last
    if _AND_NO_MORE.match(fold, draft.end) is None:
        return None
    if _IT_IS_NOW.fullmatch(fold, last.span.end, start) is not None:
        return last
    if _NEXT_HAS.fullmatch(fold, last.span.end, start) is None:
        return None
    return last if _HAS.search(fold, max(0, last.span.start - 60), last.span.start) is not None else None


def _is_less(last: Quantity, draft: "Draft") -> bool:
    size = last.value or last.high
    return size is not None and size >= draft.value


def _is_near(last: Quantity, draft: "Draft", ratio: int) -> bool:
    known, value = last.value or last.high, draft.value
    return known is not None and known > 0 and known / ratio <= value <= known * ratio
