"""Shares: fractions and proportions to percent: "two-thirds", "one in three", "seven out of 10", 三成, 八分之一."""

import re
from fractions import Fraction
from typing import NamedTuple

from pipelines.recognise.numeral import Numeral

_IN = re.compile(r",? (?:[a-z']{1,15} )?(?:(?:out )?of (?:every |the |its )?|in (?:every )?|for every )")
_OUT = re.compile(r"(?: [a-z']{1,15})? out of (?:every |the |its )?| (?:in|of) (?:every )?")
_FEN = re.compile("分之")
_HALF = re.compile(r"(?: of\b| the\b| a(?!n? ?year)| its\b| their\b| that of\b|$|[.,;)])")
_BEFORE = re.compile(
    r"(?:\b(?:one|a|the|by|about|around|nearly|almost|over|than|least|some|roughly|up to|approximately|"
    r"exactly|only|just|close to|account for|accounts for|accounted for|accounting for)[ -]|\()\Z"
)
_PERIOD = re.compile(
    r"[ -](?:of (?:the |last |this |next )?(?:year|20[0-9]{2}|19[0-9]{2}|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)|year|yearly)\b"
)


class Share(NamedTuple):
    start: int
    end: int  # of the numerals
    percent: Fraction
    used: int  # numerals that it is made of
    rule: str


def read_share(fold: str, numerals: list[Numeral], i: int) -> Share | None:
    """Read a proportion that begins with numeral `i`; None when there is none."""
    n = numerals[i]
    following = numerals[i + 1] if i + 1 < len(numerals) else None
    if n.form in ("zh", "digits") and n.end < len(fold):
        if (
            fold[n.end] == "成"
            and 0 < n.value <= 10
            and fold[n.end + 1 : n.end + 2] not in ("立", "为", "功", "本", "了", "品")
        ):
            end = n.end + 1
            percent = n.value * 10
            if fold[end : end + 1] == "半":
                return Share(
                    n.start,
                    end + 1,
                    percent + 5,
                    1 + (following is not None and following.start == end),
                    "<number>成半",
                )
            if following is not None and following.start == end and following.value < 10 and following.form == "zh":
                return Share(n.start, following.end, percent + following.value, 2, "<number>成<number>")
            return Share(n.start, end, percent, 1, "<number>成")
        if fold.startswith("分之", n.end) and following is not None and following.start == n.end + 2 and n.value:
            return Share(n.start, following.end, following.value / n.value * 100, 2, "<number>分之<number>")
    if n.form == "zh" and fold.startswith("半", n.start) and n.value == 0:
        return None
    if following is None or following.start - n.end > 34:
        return _part(fold, n)
    if (
        n.form in ("words", "digits")
        and n.scale == 1
        and n.value < following.value <= 1000
        and following.form
        in (
            "words",
            "digits",
        )
    ):
        gap = fold[n.end : following.start]
        if n.value.denominator == 1 and (
            _OUT.fullmatch(gap) and not (following.form == "digits" and following.printed == 4)
        ):
            of = gap == " of " or gap == " in "
            if not of or (
                n.form == "words" and n.value <= 10 and following.value <= 20 and _is_one_in(fold, n, following, gap)
            ):
                return Share(n.start, following.end, n.value / following.value * 100, 2, "<number> out of <number>")
    return _part(fold, n)


def _is_one_in(fold: str, n: Numeral, following: Numeral, gap: str) -> bool:
    return gap == " in " or n.value == 1


def _part(fold: str, n: Numeral) -> Share | None:
    """Read a fraction on its own: "two-thirds", "half of", "by a third", "1/3 of"."""
    if n.form not in ("part", "ordinal") or n.value >= 1:
        return None
    if _PERIOD.match(fold, n.end):
        return None
    word = fold[n.start : n.end]
    if " " in word or "-" in word or "/" in word:
        return Share(n.start, n.end, n.value * 100, 1, "<fraction>")
    before = _BEFORE.search(fold, max(0, n.start - 24), n.start)
    start = n.start
    if fold.startswith(("a ", "a-"), n.start - 2) and (n.start < 3 or not fold[n.start - 3].isalnum()):
        start = n.start - 2
    if word == "half":
        if fold.startswith((" of ", " the ", " its ", " their "), n.end) or (
            before and not fold.startswith("the ", n.start - 4)
        ):
            return Share(start, n.end, n.value * 100, 1, "<half>")
        return None
    if (fold.startswith("of ", n.end + 1) and before) or fold.startswith("by a ", n.start - 5):
        return Share(start, n.end, n.value * 100, 1, "<fraction>")
    return None
