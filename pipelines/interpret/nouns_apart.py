"""The noun that a bare number counts, told apart from it: "Workers: 4 lakh", "the number of firms rose to 3,400"."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.recognise.mentions import Quantity
from pipelines.text.endings import Ending

# What may stand between the noun that is counted and its number.
_LINK = re.compile(
    r"\s*(?:(?:of )?(?:above|over|below) (?:the )?(?:designated )?(?:size|scale)\s*)?"
    r"(?:[:,(]|-|,? ?numbering|amount(?:ed|s)? to|add(?:ed|s)? up to|number(?:ed|s)?|total(?:l?ed|s)?|is|are|"
    r"was|were|now|stood at|reached|came to|in all|at work|"
    r"已?达到|已?达|已有|共有|共|有|约|近|超过|超|为|数|总数|[由从])?"
    r"\s*(?:about|over|nearly|some|around|more than|now|only|at least|as many as|约|近|超|逾|达)?\s*"
)
_OF_WHOM = re.compile(r"s? (?:in|of|at|across) (?:the |these |its )?(?:[a-z-]+ ){0,3}")
_NUMBER_OF = re.compile(r"\b(?:number|total|count) of (?!which)|\b(?=(?:employment|workforce|headcount|payrolls?)\b)")
_HAVE_GROWN = Ending(
    r"\b(?:ha(?:s|ve|d) |already |now |also ){1,3}(?:developed|grown|increased|expanded|risen|"
    r"multiplied|swelled|reached)"
    r"(?: in number)?(?: to)?\s+(?:about |over |nearly |some |around |more than |almost )?\Z"
)
# "Looms in the town number more than 70,000", "practitioners in the hosiery trade exceed 200,000"
_WHO_COUNT = re.compile(
    r"\s+(?:who work |working |engaged |employed |active |based )?(?:in|of|at|across|on|around) [^,;:.()\d]{2,60}?\s+"
    r"(?:(?:now|already|today|alone|together)\s+)?"
    r"(?:(?:has|have|had)\s+)?(?:number(?:s|ed)?|exceed(?:s|ed)?|surpass(?:es|ed)?|top(?:s|ped)?|total(?:s|led|ed)?|"
    r"(?:amount|add up|come)s? to|amounted to|added up to|came to|reach(?:es|ed)?|stands? at|stood at)\s+"
    r"(?:(?:about|over|nearly|some|around|almost|more than|well|a total of)\s+)*"
)
# "Jobs recovered to 146,000 after dropping to 107,000"
_WHO_MOVED = re.compile(
    r"\s+(?:(?:in|at|of) [^,;:.()\d]{2,40}\s+)?(?:(?:has|have|had)\s+)?(?:since\s+|now\s+)?"
    r"(?:recovered|rebounded|rose|risen|grew|grown|climbed|swelled|increased|fell|fallen|dropped|shrank|shrunk|declined|"
    r"dwindled|decreased|slipped|plunged)\s+(?:back\s+|again\s+|steadily\s+|sharply\s+)?to\s+"
    r"(?:(?:about|over|nearly|some|around|almost|more than|just|only|barely)\s+)*"
)
_FLOWS = frozenset({"export", "output", "sales", "import", "profit", "tax", "investment", "wage", "price"})
_TO_LEVEL = Ending(
    r"\b(?:from|to|at|to the tune of|exceeding|reaching|topping|totall?ing|being|reach(?:ed|es)?|hit|is|was|are|"
    r"were|exceeds|"
    r"exceeded|"
    r"tops|topped|stands|totall?ed|started|opened|numbered|averaged)\s+(?:about |"
    r"over |nearly |some |around |now |a paltry |a mere |just |only |as many as |as low as |as high as )?\Z|"
    r"[a-z]: \Z"
)
_OF_THEM = re.compile(r"\s*of (?:them|these|which|(?P<whose>its|the|their))\b")
# "furniture makers, of whom there are about 900"
_THERE_ARE = Ending(
    r"\bof (?:whom|which) there (?:are|were) (?:(?:now|still|about|over|nearly|some|around|only|more than) )*\Z"
)
# "with a payroll of 71,000"
_PAYROLL = Ending(r"\b(?:payroll|workforce|headcount|staff) of (?:(?:about|over|nearly|some|around|more than) )?\Z")


def noun_beside(view: SentenceView, quantity: Quantity) -> str | None:
    """Return the unit of the noun right before the number, or of the one that "23,000 of them" means."""
    if (unit := noun_before(view, quantity)) is not None:
        return unit
    if _PAYROLL.search(view.text(quantity.start - 40, quantity.number.start)):
        return "person"
    return _noun_meant(view, quantity, view.text(quantity.end, quantity.end + 30))


def noun_of_clause(view: SentenceView, quantity: Quantity) -> str | None:
    """Return the unit of the noun that the clause tells the number of."""
    return _number_of(view, quantity) or _grown_to(view, quantity) or _who_count(view, quantity)


def noun_before(view: SentenceView, quantity: Quantity) -> str | None:
    """Return the unit of the counted noun that stands right before the number."""
    cues = view.search.find("counted", max(view.start, quantity.start - 60), quantity.start)
    if quantity.value is not None and quantity.value < 100 and "," in view.text(quantity.start - 3, quantity.start):
        return None  # "a worker, 19,"
    if not cues or not _LINK.fullmatch(view.folded, cues[-1].span.end, quantity.number.start):
        return None
    if len(cues) > 1 and _OF_WHOM.fullmatch(view.folded, cues[-2].span.end, cues[-1].span.start):
        return cues[-2].key  # "the number of employees in these enterprises was 61,300"
    return cues[-1].key


def _number_of(view: SentenceView, quantity: Quantity) -> str | None:
    """Return the unit of "the number of shoe firms in Wenzhou rose from 908 last year to 1009"."""
    named = _NUMBER_OF.search(view.folded, view.start, quantity.start)
    if named is None or not _TO_LEVEL.search(view.text(quantity.start - 24, quantity.number.start)):
        return None
    found = view.search.find("counted", named.end(), quantity.start)
    return found[0].key if found else None


def _grown_to(view: SentenceView, quantity: Quantity) -> str | None:
    """Return the unit of "the shoe makers of Jinjiang have developed to more than 3000": the subject of the verb."""
    verb = _HAVE_GROWN.search(view.text(quantity.start - 44, quantity.number.start))
    if verb is None:
        return None
    start, end = view.clause(quantity.span).start, max(view.start, quantity.start - 44) + verb.start()
    found = view.search.find("counted", start, end)
    if not found or any(start <= cue.span.start < end and cue.key in _FLOWS for cue in view.measures):
        return None
    return found[-1].key


def _who_count(view: SentenceView, quantity: Quantity) -> str | None:
    """Return the unit of the noun with which the clause begins: "workshops in the old quarter number 1,200"."""
    start = view.clause(quantity.span).start
    found = view.search.find("counted", start, quantity.start)
    if not found or any(start <= cue.span.start < quantity.start and cue.key in _FLOWS for cue in view.measures):
        return None
    told = (found[0].span.end, quantity.number.start)
    return (
        found[0].key if _WHO_COUNT.fullmatch(view.folded, *told) or _WHO_MOVED.fullmatch(view.folded, *told) else None
    )


def _noun_meant(view: SentenceView, quantity: Quantity, after: str) -> str | None:
    """Return the unit of "23,000 of them", "makers, of whom there are 900" or "30,000 of its shops"."""
    match = _OF_THEM.match(after)
    if match is None:
        if not _THERE_ARE.search(view.text(quantity.start - 50, quantity.number.start)):
            return None
        named = view.search.find("counted", view.start, quantity.start)
        return named[-1].key if named else None
    start = quantity.end + match.end()
    behind = view.search.find("counted", start, min(view.end, start + 30))
    if match["whose"] and behind:
        return behind[0].key
    ahead = view.search.find("counted", view.start, quantity.start)
    return ahead[-1].key if ahead and not match["whose"] else None
