"""Persons told by their work: an age, an occupation, a business that they run.

"45-year-old Chen Wei", "Rashid Idrisi, a caster,", "Fatima Begum runs a factory", "Fatima began with two machines.
Today she has 40". They stand where a speaker or a title does not mark them, and their figures are no town's.
"""

import re
from collections.abc import Callable, Iterator

from pipelines.recognise.mentions import Organisation
from pipelines.text.hinted import Hinted
from pipelines.text.spans import Span

_WORD = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]+"
_ONE = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_TWO = rf"(?P<name>{_WORD}(?: {_WORD}){{1,2}})"
_TRADE = (
    r"(?:weaver|dyer|tanner|knitter|spinner|trader|potter|carver|caster|polisher|engraver|tailor|carpenter|stitcher|"
    r"shoemaker|cobbler|goldsmith|silversmith|blacksmith|welder|jeweller|embroiderer|lacemaker|artisan|craftsman|"
    r"craftswoman|merchant|dealer|seller|vendor|stallholder|shopkeeper|entrepreneur|businessman|businesswoman|"
    r"manufacturer|exporter|wholesaler|retailer|middleman|broker|subcontractor|designer|livestreamer|seamstress|"
    r"farmer|housewife|widow|villager|mother|father|graduate|foreman|mechanic)"
)
_HOUSE = (
    r"(?:workshop|factory|mill|tannery|dyehouse|foundry|shop|store|stall|booth|firm|company|business|studio|atelier|"
    r"unit|plant|startup|start-up|live room|kiln|sewing room)"
)
_STARTS = (
    r"(?:runs|ran|owns|owned|opened|set up|started|founded|rented|rents|bought|took over|inherited|operates|manages)"
)
_AGED = Hinted(rf"\b\d\d-year-old {_ONE}(?! (?:city|town|company|firm|factory|market))")
_IS_A = Hinted(
    rf"{_TWO}(?:, \d\d)?, (?:an?|the|once an?|now an?|himself an?|herself an?) (?:[a-z-]+ ){{0,3}}"
    rf"{_TRADE}\b(?= ?[,.]| (?:who|in|from|at|with) )"
)
_RUNS = Hinted(
    rf"{_TWO}(?: and (?:his|her) [a-z-]+)? (?:now |also |once )?(?:{_STARTS}|run) "
    r"(?:an?|his|her|their|the family|two|three|\d+) "
    rf"(?:[a-z'-]+ ){{0,3}}{_HOUSE}s?\b"
)
_AGED_SPEAKER = Hinted(
    r"\b(?:says|said|adds|added|recalls|laughs|sighs|admits|explains|shrugs|jokes|complains) "
    rf"(?P<name>{_WORD}), \d\d(?=[,.])"
)
# One name alone at the head of a sentence, taken up by "he" or "she".
_THEN_HE = Hinted(
    rf"(?:\A|\n|[.!?][\"”]? ){_ONE} (?:now |once |first )?(?:{_STARTS}|began|works?|worked|learn(?:ed|t)|employs|"
    r"employed|keeps|kept|sells|sold|makes|made|has|had|left|came|went|quit|borrowed)\b[^.!?\n]{0,140}"
    r"(?:[.!?][\"”]? (?:[A-Z][a-z]+,? )?|\b)(?:he|she|his|her|He|She|His|Her)\b"
)
_CUES = re.compile(
    r"-year-old |, an? |, once |(?:says|said|recalls|laughs|admits|explains) [A-Z][a-z]+, \d\d[,.]|"
    r" (?:runs?|owns?|opened|set up|started|founded|began|husband|wife|brother) "
)


_RULES = (
    (_AGED, "<age> <name>"),
    (_IS_A, "<name>, <occupation>"),
    (_RUNS, "<name> runs <business>"),
    (_AGED_SPEAKER, "says <name>, <age>"),
    (_THEN_HE, "<name> then he"),
)


def persons_at_work(text: str, is_taken: Callable[[str], bool]) -> Iterator[Organisation]:
    """Yield the persons of a text who are told by their work; `is_taken` knows names of places, peoples and words."""
    if _CUES.search(text) is None:
        return
    for pattern, rule in _RULES:
        for match in pattern.finditer(text, 0, len(text)):
            name = match["name"]
            if not any(is_taken(word) for word in (name, *name.split())):
                yield Organisation(Span(*match.span("name")), name, "person", rule)
