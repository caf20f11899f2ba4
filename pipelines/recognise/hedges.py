"""Hedges: words before or after a number that bound it, and the bounds that they imply."""

import re
from fractions import Fraction
from functools import lru_cache

from pipelines.recognise.mentions import Qualifier
from pipelines.recognise.neighbours import Neighbours
from pipelines.reference.vocabulary import Vocabulary

_NAMES: tuple[Qualifier, ...] = ("more_than", "at_least", "nearly", "less_than", "at_most", "approx")
_GAP = re.compile(r"(?:a total of|a total|an? (?:average|combined|annual|total) of|the|an?|of|total of|rmb)\Z")


@lru_cache(maxsize=8)
def hedges(vocabulary: Vocabulary) -> tuple[Neighbours[Qualifier], Neighbours[Qualifier]]:
    """Return the hedges that stand before a number, and those behind it."""
    table = vocabulary.table("hedges")
    before = Neighbours((word, name) for name in _NAMES for word in table[name]["before"])
    after = Neighbours((word, name) for name in _NAMES for word in table[name]["after"])
    return before, after


def hedge_before(fold: str, start: int, before: Neighbours[Qualifier]) -> tuple[int, Qualifier | None]:
    """Return where the hedge in front of `start` begins, and its qualifier; `start` and None without one."""
    pos = start
    while pos and fold[pos - 1] in " (":
        pos -= 1
    found = before.before(fold, pos)
    if found is None:
        gap = _GAP.search(fold, max(0, pos - 20), pos)
        if gap is None:
            return start, None
        pos = gap.start()
        while pos and fold[pos - 1] == " ":
            pos -= 1
        found = before.before(fold, pos)
        if found is None:
            return start, None
    return found


def hedge_after(fold: str, end: int, after: Neighbours[Qualifier]) -> tuple[int, Qualifier | None]:
    """Return where the hedge behind `end` ends, and its qualifier; `end` and None without one."""
    found = after.at(fold, end)
    if found is None and fold[end : end + 1] == " ":
        found = after.at(fold, end + 1)
    return (end, None) if found is None else found


def bounds(value: Fraction, qualifier: Qualifier) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and highest value that a number with this hedge can have; None where it says nothing."""
    if qualifier == "exact":
        return value, value
    if qualifier in ("more_than", "at_least"):
        return value, None
    if qualifier in ("less_than", "at_most", "nearly"):
        return None, value
    return None, None
