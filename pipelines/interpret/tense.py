"""Tense: whether the clause of a figure speaks of what is or of what was. English only; Chinese verbs have none."""

import re

from pipelines.text.endings import Ending

_PRESENT = re.compile(
    r"\b(?:is|are|accounts?|makes?|takes?|sells?|turns?|produces?|employs?|stands?|holds?|keeps?|gives?|covers?|"
    r"boasts?|buys?|works?|goes|go|runs?|exceeds|totals|amounts? to|contributes?|represents?|occupies|occupy|needs?|"
    r"remains?|provides?|ships|costs|sustains?|counts|hosts?|owns?|pays?|gathers?|numbers|sews?|knits?|weaves?|"
    r"leaves?|comes?|lies?|gets?|sends?|supplies|supply|fetch(?:es)?|weighs?|brings?|spends?|earns?|belongs?|eats?|"
    r"consists?|concentrates?|calls|wants|now|"
    r"generates?|handles|serves|attracts?|comprises?|operates|constitutes?|manufactures|reaches|"
    r"ha(?:s|ve)(?=\s*\Z))\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|fell|rose|grew|sold|made|took|went|came|hit|stood|got|won|kept|left|held|gave|bought|"
    r"brought|shrank|spent|saw|ran|sent|paid|lost|became|began|sank|slid|"
    r"[a-z]{3,}ed)\b"
)
# Participles that stand as adjectives in this press: they tell no time.
_ADJECTIVES = frozenset(
    {
        "designated", "related", "knitted", "finished", "dyed", "printed", "registered", "unregistered",
        "combined", "needed", "based", "integrated", "advanced", "specialised", "specialized", "listed",
        "said", "used", "branded", "coated", "embroidered", "tufted", "licensed", "organised", "organized",
        "renowned", "known", "located", "situated", "united", "limited", "invested", "foreign-invested",
        "hundred", "indeed", "exceed",
    }
)  # fmt: skip
_PASSIVE = Ending(r"\b(?:is|are|be|being)\s+(?:\w+ly\s+)?\Z")


def is_present(words: str) -> bool:
    """Say whether the last finite verb of the (case-folded) words is in the present.

    >>> is_present("the town accounts for"), is_present("exports of the town reached"), is_present("output value")
    (True, False, False)
    """
    present = max((match.start() for match in _PRESENT.finditer(words)), default=-1)
    return present > _last_past(words)


def is_past(words: str) -> bool:
    """Say whether the last finite verb of the (case-folded) words is in the past.

    >>> is_past("the main buyers were vietnam"), is_past("enterprises above designated size")
    (True, False)
    """
    present = max((match.start() for match in _PRESENT.finditer(words)), default=-1)
    return _last_past(words) > present


def _last_past(words: str) -> int:
    last = -1
    for match in _PAST.finditer(words):
        if match.group() not in _ADJECTIVES and not _PASSIVE.search(words[: match.start()]):
            last = match.start()
    return last
