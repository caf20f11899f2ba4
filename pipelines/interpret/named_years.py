"""Years that end a name and date nothing: "ahead of Kumbh Mela 2019", "at Techtextil 2022"."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.recognise.mentions import Period

_CAPITALISED = re.compile(r"\b(?P<word>[A-Z][\w'-]*) \Z")
# Capitalised words that a year stands behind in its own right: at the head of a sentence, months, seasons.
_NO_NAME = re.compile(
    r"in|during|by|since|until|till|from|of|for|year|fiscal|fy|cy|financial|calendar|season|spring|summer|autumn|fall|"
    r"winter|end|late|early|mid|[qh]\d|quarter|half|then|and|or|to|the|an?|over|around|about|circa|before|after|between|"
    r"through|than|as|only|exports?|imports?|output|sales|production|(?:jan|febr)uary|march|april|may|june|july|august|"
    r"(?:sept|nov|dec)ember|october|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_REACH = 40


def ends_a_name(view: SentenceView, period: Period) -> bool:
    """Say whether the year stands behind a name, with no word of time between, in running text."""
    if period.kind != "year" or view.sentence.kind != "body" or not view.text(period.start, period.end).isdigit():
        return False
    lead = view.printed[max(view.start, period.start - _REACH) : period.start]
    found = _CAPITALISED.search(lead)
    if found is None or _NO_NAME.fullmatch(found["word"].casefold()) or found.start() == 0:
        return False
    return not view.printed[view.start : period.start].isupper()
