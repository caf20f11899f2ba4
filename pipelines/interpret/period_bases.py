"""Bases of change: the times that a figure is measured against, which date no figure of their own."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.recognise.mentions import Period
from pipelines.text.endings import Ending

_BASE = Ending(
    r"\b(?:from|than|since|compared (?:with|to)|against|over|versus|up on|down on|that of|those of|as (?:much|many) as|"
    r"same as(?: that| those)?(?: of)?|share of|price of|level of|figure of|above|below|behind|short of|"
    r"(?<!where )as in)"
    r"\s+(?:in\s+|during\s+)?(?:the\s+)?(?:same\s+)?(?:level (?:of|in)\s+|figure (?:of|for|in)\s+)?\Z|"
    r"\b(?:(?<!more )(?<!less )(?<!fewer )than|than(?= the)|against|above|below|from|versus)\s+(?:the\s+|"
    r"about\s+)?\S{0,4}\s?\d(?:[\d,.]*\d)?[^,;:()]{0,30}?\s(?:of|in|for|during)"
    r"\s+(?:the\s+)?\Z|"
    r"\bover\s+(?:the\s+)?\S{0,4}\s?\d(?:[\d,.]*\d)?[^,;:()]{0,30}?\s(?:mark|level|figure|total)\s(?:of|in)\s+(?:the\s+)?\Z|"
    r"(?:比|较|与|和|同|由|[高低快慢优好][于过]|不及|已?超[过出越]?了?|相当于|接近|追平|赶上)\Z"
)
_BASE_THEN = re.compile(  # "42% above the pandemic-hit 2020"
    r"\b(?:above|over|below|than|from|on) (?:in )?(?:the )?"
    r"(?:[a-z]+-(?:hit|struck|ridden|torn|free)|pre-[a-z]+(?: year)?) \Z"
)
_AGAINST_SO_MUCH = re.compile(
    r"\b(?:(?:against|(?<!more )(?<!less )(?<!fewer )than|than(?= the)|versus)\s+(?:the |about |"
    r"some )?\S{0,4}\s?\d(?:[\d,.]*\d)?[^,;:()]{0,30}?|"
    r"compared (?:with|to)\s+(?:the |about |some )?\S{0,4}\s?\d(?:[\d,.]*\d)?[^,;:()]{0,50}?)\s(?:the )?\Z"
)  # "against 2,473 million last year", "compared to the 151 million of footwear exported during 2012"
_SURPASSES = re.compile(r"\b(?:surpass|exceed|beat|outstrip)[a-z]* (?:the|that|what) [^,;.\d]{0,50}\Z")
_FROM_SO_MUCH = re.compile(
    r"\bto\s[^;]{0,60}\bfrom\s+(?:the |about )?\S{0,4}\s?\d(?:[\d,.]*\d)?[^,;:()]{0,20}?\s(?:the )?\Z"
)
_LAST_TIME = re.compile(r"(?:the )?(?:last|previous|preceding) (?:fiscal |financial )?year\b")
_PART_OF = re.compile(r"(?:percent|per cent|pc|%|times|half|third|quarter) of (?:that of )?(?:the )?\Z")
_THAT_LEVEL = re.compile(
    r"\bfrom (?:the |its )?(?:level|figure|amount|value|peak|low)s? [a-z]{4,8} in (?:the year )?\Z"
)
_FIRST_OF_BASES = re.compile(r"[比较](?:今年|去年|上年)?第?[一二三四\d]、\Z")
_OPENING = Ending(r"(?:\A|[,;:] )\"?over (?:the )?\Z")  # "Over the last six months, exports have risen"
RATIO_OF = re.compile(
    r"(?:previous|preceding|prior|last|same|corresponding) (?:fiscal |financial )?(?:year|period|"
    r"month|quarter)|year before"
)


def is_base(view: SentenceView, period: Period) -> bool:
    """Say whether the period is what a change is counted from."""
    lead = view.text(period.start - 80, period.start)
    if "from" in lead and _FROM_SO_MUCH.search(lead) and _LAST_TIME.match(period.span.of(view.folded)):
        return True  # "to $795 million, from $650 million last year"
    if ("against" in lead or "than" in lead or "compared" in lead or "versus" in lead) and _AGAINST_SO_MUCH.search(
        lead
    ):
        return True
    if _SURPASSES.search(lead) and view.folded.startswith(" by ", period.end):
        return True  # "surpasses the amount earned the previous year by 2.5 million"
    if view.folded.startswith("的", period.end) and any(
        q.kind == "times" and 0 < q.start - period.end <= 3 for q in view.quantities
    ):
        return True  # 是2011年的1.37倍
    if lead.endswith("、") and _FIRST_OF_BASES.search(lead):
        return True  # 分别较今年一、二季度回落
    if _THAT_LEVEL.search(lead):
        return True  # "up 20 percent from the level reached in 2010"
    if _PART_OF.search(view.text(period.start - 30, period.start)) and RATIO_OF.search(period.span.of(view.folded)):
        return True
    if period.start == view.start or _OPENING.search(view.text(view.start, period.start)):
        return False
    lead = view.text(period.start - 80, period.start)  # wide enough for the "more" before a "than"
    return _BASE.search(lead) is not None or _BASE_THEN.search(lead) is not None
