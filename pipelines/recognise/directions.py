"""Directions: the words that say which way a figure changes, before it or behind it."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from pipelines.recognise.mentions import Direction
from pipelines.recognise.neighbours import Neighbours
from pipelines.recognise.nouns import FEATHERS
from pipelines.reference.vocabulary import Vocabulary

_REACH = 6  # fillers between a word of direction and its figure


_Step = Direction | Literal["until", "filler"]


class DirectionWords(NamedTuple):
    before: Neighbours[Direction]
    after: Neighbours[Direction]
    steps: Neighbours[_Step]  # back from a figure: over fillers to a direction, or to what ends the search


@lru_cache(maxsize=8)
def direction_words(vocabulary: Vocabulary) -> DirectionWords:
    """Compile the words of direction of a vocabulary."""
    table = vocabulary.table("directions")
    both: tuple[Direction, ...] = ("increase", "decrease")
    before = [(since + word, way) for way in both for word in table[way]["before"] for since in _since(word)]
    until: list[tuple[str, _Step]] = [(word, "until") for word in table["until"]["words"]]
    fillers: list[tuple[str, _Step]] = [(word, "filler") for word in table["fillers"]["words"]]
    return DirectionWords(
        Neighbours(before),
        Neighbours((word, way) for way in both for word in table[way]["after"]),
        Neighbours(before, until, fillers),
    )


def _since(word: str) -> tuple[str, ...]:
    """Return what may be written together with a Chinese word of direction: 同比增长."""
    return ("", "同比", "环比", "比上年", "较上年", "年均") if word > "\u2fff" else ("",)


def direction_before(fold: str, start: int, words: DirectionWords) -> tuple[int, Direction | None]:
    """Return where the word of direction in front of `start` begins, and its way; `start` and None without one."""
    pos = start
    for _ in range(_REACH):
        while pos and fold[pos - 1] in " (":
            pos -= 1
        found = words.steps.before(fold, pos)
        if found is None:
            return start, None
        at, step = found
        at += fold[at] == "("  # "(plus 18 percent)"
        if step == "filler":
            pos = at
            continue
        if fold.startswith("-", at - 1) and step != "until":
            return start, None  # "a jaw-dropping 50 percent"
        if step == "until" or (fold.startswith("up", at) and _PHRASAL.search(fold, max(0, at - 8), at) is not None):
            return start, None  # "made up 80 percent" is a share
        if step == "increase" and _NEGATIVE.search(fold, max(0, at - 12), at):
            return at, "decrease"
        return at, step
    return start, None


_PHRASAL = re.compile(r"\b(?:ma[dk]e|makes|making|tak(?:e|es|ing|en)|took) \Z")
_NEGATIVE = re.compile(r"(?:negative|negative-|负) ?\Z")
_LINK = re.compile(
    r"[ -]{0,2}(?:\(?(?:year-on-year|year on year|yoy|y-o-y|annual|annually|per year|a year|average|in|compound|"
    r"over the (?:same period(?: of)?(?: last year| the previous year)?|previous year|year)|year-over-year)\)? ?)?"
)

_ITS_OWN = re.compile(r"(?:了|约|近|超过?|逾)?[\d一二两三四五六七八九十]")
_TO = ("到", "至", "为")


def direction_after(fold: str, end: int, words: DirectionWords) -> tuple[int, Direction | None]:
    """Return where the word of direction behind `end` ends, and its way."""
    link = _LINK.match(fold, end)
    pos = link.end() if link else end
    found = words.after.at(fold, pos) or (words.after.at(fold, end + 1) if pos != end + 1 else None)
    if found is None or FEATHERS.match(fold, pos) or fold.startswith(_TO, found[0]):
        return end, None  # 由100亿元增长到150亿元: what it grew from
    if fold[pos] > "\u2fff" and _ITS_OWN.match(fold, found[0]) is not None:
        return end, None  # 比去年同期的600亿元增长10%: the word is of the next figure
    if fold.startswith("(", end) and fold[found[0] : found[0] + 1].isdigit():
        return end, None  # 出口17.54亿元(增长6.66%)
    return found
