"""Rejections: what looks like a figure and is none, with the reason.

The reason codes are those of `core.rejected_mention`: year, date, phone, page_counter, version, name, list_number,
clock_time, age, address, tariff_code, footnote, code, reference, ratio, ordinal, word, url.
"""

import re
from functools import lru_cache

from pipelines.recognise.neighbours import Neighbours
from pipelines.reference.vocabulary import Vocabulary

_CODES = ("name", "reference", "tariff_code", "address", "phone", "code", "page_counter")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。）)]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_CLOCK = re.compile(
    r"(?<![0-9:])[0-2]?[0-9][::][0-5][0-9](?:[::][0-5][0-9])?(?![0-9:])(?: ?[ap]\.?m\b\.?)?|"
    r"(?<![0-9.,])1?[0-9](?:\.[0-5][0-9])? ?(?:a\.m\.|p\.m\.|am\b|pm\b|o'clock)"
)
_PHONE = re.compile(
    r"\+ ?[0-9]{1,3}[ -][0-9 ()-]{6,18}[0-9]|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])|"
    r"(?<![0-9,.-])1[3-9][0-9]{9}(?![0-9])"
)
_YEAR = re.compile(r"(?:1[6-9]|20)[0-9][0-9]\Z")


@lru_cache(maxsize=8)
def trap_words(vocabulary: Vocabulary) -> tuple[Neighbours[str], Neighbours[str]]:
    """Return the words that name the number behind them, and those that name the number in front."""
    table = vocabulary.table("traps")
    return (
        Neighbours((word, code) for code in _CODES for word in table[code]["before"]),
        Neighbours((word, code) for code in _CODES for word in table[code].get("after", ())),
    )


def masked_spans(fold: str) -> list[tuple[int, int, str]]:
    """Return the stretches in which no digit is a figure: addresses of the net, clock times, phone numbers."""
    found: list[tuple[int, int, str]] = []
    if "www." in fold or "http" in fold or "@" in fold:
        found += [(m.start(), m.end(), "url") for m in _URL.finditer(fold)]
    if ":" in fold or ".m." in fold or "am" in fold or "pm" in fold:
        found += [(m.start(), m.end(), "clock_time") for m in _CLOCK.finditer(fold)]
    found += [(m.start(), m.end(), "phone") for m in _PHONE.finditer(fold)]
    return sorted(found)


_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_DECADE = re.compile(r"'?s\b")
_AGE = re.compile(r"[ -]years?[ -]old\b|[ -]yr[ -]old\b|岁|周岁")
_AGED = re.compile(r"\b(?:aged|age) (?:of )?\Z")
_LIST = re.compile(r"(?:\A|\n)[ \t(]*\Z")
_LIST_END = re.compile(r"[.)、．:](?![0-9])|\) ")
_TOP = re.compile(r"\b(?:top|前) ?\Z")


def rejection(
    text: str, fold: str, start: int, end: int, bare: bool, printed: int, traps: tuple[Neighbours[str], Neighbours[str]]
) -> tuple[int, int, str] | None:
    """Return the span and the reason for which the number at `start` is no figure; None when it may be one.

    `bare` says that it has no unit, currency, scale or hedge; `printed` counts its digits, 0 for words.
    """
    before = fold[start - 1] if start else "\n"
    after = fold[end] if end < len(fold) else "\n"
    if _AGE.match(fold, end) or (_AGED.search(fold, max(0, start - 12), start) and bare):
        return start, end, "age"
    if printed:
        if before.isalnum() and before < "\u0250":
            return start, end, "name"
        if before in "-/_" and start > 1 and fold[start - 2].isalnum() and fold[start - 2] < "\u0250" and bare:
            return start, end, "name" if fold[start - 2].isalpha() else "code"
        if after < "\u0250" and after.isalpha() and bare:
            if _ORDINAL.match(fold, end):
                return start, end + 2, "ordinal"
            if _DECADE.match(fold, end):
                return start, end + 1, "year" if printed == 4 or printed == 2 else "name"
            return start, end, "name"
    if not bare:
        return None
    if after in "])" and before in "[(" and printed < 3:
        return start - 1, end + 1, "footnote" if before == "[" else "list_number"
    if printed and printed <= 2 and _LIST.search(fold, max(0, start - 4), start) and _LIST_END.match(fold, end):
        return start, end, "list_number"
    if printed == 4 and end - start == 4 and _YEAR.match(fold, start, end):
        return start, end, "year"
    pos = start
    while pos and fold[pos - 1] == " ":
        pos -= 1
    named = traps[0].before(fold, pos)
    if named is not None:
        return start, end, named[1]
    named = traps[1].at(fold, end + 1 if after == " " else end)
    if named is not None:
        return start, end, named[1]
    if _TOP.search(fold, max(0, start - 6), start):
        return start, end, "ordinal"
    if (printed and after == ":" and fold[end + 1 : end + 2].isdigit()) or (
        before == ":" and printed and fold[start - 2 : start - 1].isdigit()
    ):
        return start, end, "ratio"
    return None
