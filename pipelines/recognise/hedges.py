"""Hedges: words before or after a number that bound it, and the bounds that they imply."""

import re
from fractions import Fraction
from functools import lru_cache

from pipelines.recognise.mentions import Qualifier
from pipelines.recognise.neighbours import Neighbours
from pipelines.reference.vocabulary import Vocabulary

_NAMES: tuple[Qualifier, ...] = ("more_than", "at_least", "nearly", "less_than", "at_most", "approx")
# Between a hedge and its number: "more than a total of 300", "over the 500 mark".
_GAP = re.compile(r"(?:\ba (?:total|combined|average)(?: of)?|\btotal of|\bthe|\ban?|\bof|\baverage of)\Z")


# 约占全国的55%, 不到全省的三成: the hedge stands before the verb, and the whole between.
_PART_OF = re.compile(
    r"(约|近|超|逾|不到|不足|超过|接近|大约)(?:占[^,;。占\d]{1,8}|有[一-鿿]{1,6}|(?:全[国省球市县]|世界)[^,;。占\d]{0,6}的)\Z"
)
_SIDES = frozenset({"more_than", "less_than"})
_RATE = re.compile(r"(?:%|percent|per cent|pc|pct|points) \Z")
_PLAIN = re.compile(r"[^百千万亿]")  # 上千台 is at least so many, 换上520台 and 规模以上61家 are just so many
# "they fall under two broad categories"
_SORTS = re.compile(
    r"under \w+ (?:[a-z]+ ){0,2}(?:categor|class|(?:heads?|headings?|groups?|types?|sections?|segments?)\b)"
)
_MARK = re.compile(r"[^ ]+(?: [a-z]+){0,3}[ -](?:mark|line|level|threshold|barrier)\b")


def _is_compared(fold: str, number: int, hedge: int) -> bool:
    """Say whether a rate stands before the word: in "18% over $2.5" the dollars are what is compared with."""
    words = fold[hedge:number].split()
    return (
        bool(words)
        and words[0] in ("over", "above", "below", "under")
        and _RATE.search(fold, max(0, hedge - 10), hedge) is not None
    )


@lru_cache(maxsize=8)
def hedges(vocabulary: Vocabulary) -> tuple[Neighbours[Qualifier | None], Neighbours[Qualifier | None]]:
    """Return the hedges that stand before a number, and those behind it; None for a phrase that only looks like one."""
    table = vocabulary.table("hedges")
    before: dict[str, Qualifier | None] = dict.fromkeys(table["none"]["before"])
    after: dict[str, Qualifier | None] = dict.fromkeys(table["none"]["after"])
    for name in _NAMES:
        before |= dict.fromkeys(table[name]["before"], name)
        after |= dict.fromkeys(table[name]["after"], name)
    return Neighbours(before.items()), Neighbours(after.items())


def hedge_before(fold: str, start: int, before: Neighbours[Qualifier | None]) -> tuple[int, Qualifier | None]:
    """Return where the hedge in front of `start` begins, and its qualifier; `start` and None without one."""
    pos = start
    while pos and fold[pos - 1] in " (":
        pos -= 1
    found = before.before(fold, pos)
    if found is not None and found[1] in _SIDES:
        if _is_compared(fold, start, found[0]) or _SORTS.match(fold, found[0]):
            return start, None
    if found is None and pos and fold[pos - 1] > "\u2fff":
        part = _PART_OF.search(fold, max(0, pos - 12), pos)
        if part is not None:
            return before.before(fold, part.end(1)) or (start, None)
    if found is None and pos and fold[pos - 1] in "alefn":
        gap = _GAP.search(fold, max(0, pos - 20), pos)
        if gap is not None:
            pos = gap.start()
            while pos and fold[pos - 1] == " ":
                pos -= 1
            found = before.before(fold, pos)
            if found is not None and gap[0] == "the" and found[1] in _SIDES and not _MARK.match(fold, start):
                return start, None  # "still under the 34 billion of 2018" is what the year had
    if (
        found is None
        or found[1] is None
        or (pos - found[0] == 1 and fold[found[0]] == "上" and _PLAIN.match(fold, start))
    ):
        return start, None
    return found


_NEXT_FIGURE = re.compile(
    r" (?:(?:than|about|a|an|half a|us|rs|rmb|usd|inr) ?)*[$€£¥₹]? ?"
    r"(?:\d|(?:hundred|thousand|million|billion|ten|twenty|dozen)s?\b)"
)


def hedge_after(fold: str, end: int, after: Neighbours[Qualifier | None]) -> tuple[int, Qualifier | None]:
    """Return where the hedge behind `end` ends, and its qualifier; `end` and None without one."""
    if end >= len(fold):
        return end, None
    found = after.at(fold, end)
    if found is None and fold[end] == " ":
        found = after.at(fold, end + 1)
    if found is None or found[1] is None or _NEXT_FIGURE.match(fold, found[0]):
        return end, None  # "14,000 firms and over 8,000 shops": the hedge is the next figure's
    if fold[found[0] - 1] == "+" and fold[found[0] : found[0] + 1].isdecimal():
        return end, None  # "$1.3 billion +12%": a sign of the next figure
    return found


def bounds(value: Fraction, qualifier: Qualifier) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and highest value that a number with this hedge can have; None where it says nothing."""
    if qualifier == "exact":
        return value, value
    if qualifier in ("more_than", "at_least"):
        return value, None
    if qualifier in ("less_than", "at_most", "nearly"):
        return None, value
    return None, None
