"""Rejections: what looks like a figure and is none, with the reason.

The reason codes are those of `core.rejected_mention`: year, date, phone, page_counter, version, name, list_number,
clock_time, age, address, tariff_code, footnote, code, reference, ratio, ordinal, word, url.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.recognise.beside import AGE, AGED, LINE, TOP, TRAP
from pipelines.recognise.neighbours import Neighbours
from pipelines.reference.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pipelines.recognise.drafts import Draft
    from pipelines.recognise.grammar import Grammar
    from pipelines.recognise.numeral import Numeral

_CODES = ("name", "reference", "tariff_code", "address", "phone", "code", "page_counter")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'，。）)]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_CLOCK = re.compile(
    r"(?<![0-9:])[0-2]?[0-9][::][0-5][0-9](?:[::][0-5][0-9])?(?![0-9:])(?: ?[ap]\.?m\b\.?)?|"
    r"(?<![0-9.,])1?[0-9](?:\.[0-5][0-9])? ?(?:a\.m\.|p\.m\.|am\b|pm\b|o'clock)"
)
_CLOCK_GOES_ON = (":", " a.", " am", " p.", " pm", "am", "pm", " o'")
_PHONE = re.compile(
    r"\+ ?[0-9]{1,3}[ -][0-9 ()-]{6,18}[0-9]|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])|"
    r"(?<![0-9,.-])1[3-9][0-9]{9}(?![0-9])"
)
_LINE = re.compile(r"(?:\b(?:tel|fax|phone|telephone|whatsapp|mobile)|电话|传真|手机)[.: ]{1,3}\Z")
_DIALLED = re.compile(r"[0-9][0-9 ()-]{4,20}[0-9](?![0-9.,])")
_YEAR = re.compile(r"(?:1[6-9]|20)[0-9][0-9]\Z")


_SITE = re.compile(r"\b[a-z0-9-]*[0-9][a-z0-9-]*\.com\b")  # 1688.com


@lru_cache(maxsize=8)
def trap_words(vocabulary: Vocabulary) -> tuple[Neighbours[str], Neighbours[str]]:
    """Return the words that name the number behind them, and those that name the number in front."""
    table = vocabulary.table("traps")
    return (
        Neighbours((word, code) for code in _CODES for word in table[code]["before"]),
        Neighbours((word, code) for code in _CODES for word in table[code].get("after", ())),
    )


def masked_spans(fold: str) -> list[tuple[int, int, str]]:
    """Return the stretches in which no digit is a figure: addresses of the net."""
    if "www." in fold or "http" in fold or "@" in fold:
        return [(m.start(), m.end(), "url") for m in _URL.finditer(fold)]
    return [(m.start(), m.end(), "url") for m in _SITE.finditer(fold)] if ".com" in fold else []


def clock_or_phone(fold: str, n: "Numeral", bare: bool, around: int) -> tuple[int, int, str] | None:
    """Return the span of a clock time or a phone number that begins with the digits of `n`."""
    start, end = n.start, n.end
    after = fold[end : end + 2]
    before = fold[start - 1] if start else " "
    if fold.startswith(_CLOCK_GOES_ON, end):
        clock = _CLOCK.match(fold, start)
        if clock is not None:
            return start, clock.end(), "clock_time"
    if before == "+" or (bare and n.printed == 11 and end - start == 11) or (fold[start] == "0" and after[:1] == "-"):
        phone = _PHONE.match(fold, start - (before == "+"))
        if phone is not None:
            return phone.start(), phone.end(), "phone"
    if around & LINE and _LINE.search(fold, max(0, start - 12), start) is not None:
        line = _DIALLED.match(fold, start)
        if line is not None:
            return start, line.end(), "phone"
    return None


AGE_WORDS = ("year", "years", "yr", "岁", "周")
_SIZE = re.compile(r"[0-9]+[x×][0-9]+(?:[x×][0-9]+)?(?![0-9])")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_DECADE = re.compile(r"'?s\b")
_AGE = re.compile(r"[ -]years?[ -]old\b|[ -]yr[ -]old\b|岁|周岁")
_AGED = re.compile(r"\b(?:aged|age) (?:of )?\Z")
_LIST = re.compile(r"(?:\A|\n)[ \t(]*\Z")
# "1t is expected", "1n addition": a capital I that was read off paper as a one
_MISREAD = re.compile(
    r"1(?:t(?:'s)? (?:is|was|has|had|can|will|also|takes|took|should|would)\b|n (?:addition|order|"
    r"recent|the|this|some|fact|terms)\b)"
)
_LOST_BLANK = re.compile(
    r"(?<![a-z0-9-])(?:of|to|with|about|over|than|reached|exceeded|nearly|and)\Z"
)  # "value of10 billion yuan"
_LIST_END = re.compile(r"[.)、．:](?![0-9])|\) ")
_TOP = re.compile(r"\b(?:top|前) ?\Z")


def rejection(fold: str, n: "Numeral", draft: "Draft", bare: bool, grammar: "Grammar") -> tuple[int, int, str] | None:
    """Return the span and the reason for which a number is no figure; None when it may be one.

    `bare` says that it has no unit, currency, scale or hedge, or only a noun that no lexicon knows.
    """
    start, end, around = n.start, n.end, draft.before
    before = fold[start - 1] if start else "\n"
    after = fold[end] if end < len(fold) else "\n"
    behind = draft.behind if draft.end == end else grammar.behind(fold, end)
    if behind & AGE and _AGE.match(fold, end) is not None:
        return start, end, "age"
    if n.printed:
        if n.printed == 1 and _MISREAD.match(fold, start):
            return start, start + 1, "word"
        if after in "x×" and (size := _SIZE.match(fold, start)) is not None:
            return start, size.end(), "name"  # "a 10x13 foot room"
        dialled = clock_or_phone(fold, n, bare, around)
        if dialled is not None:
            return dialled
        if n.printed == 4 or after == "+" or after.isalnum() or before in "-/_+" or before.isalnum():
            code = _glued(fold, n, draft, before, after)
            if code is not None:
                return code
    if behind & TRAP:
        trap = grammar.traps_after.at(fold, end + 1 if after == " " else end)
        if trap is not None:
            return start, end, trap[1]
    if around & TOP and draft.unit is None and _TOP.search(fold, max(0, start - 6), start) is not None:
        return start, end, "ordinal"
    if not bare:
        if around & TRAP and draft.unit is None and draft.noun is not None and n.value < 1000 and before == " ":
            trap = grammar.traps_before.before(fold, draft.start - 1)
            if trap is not None and trap[1] in ("reference", "address"):
                return start, end, trap[1]  # "No. 4 mill"
        return None
    if n.printed:
        if n.printed == 6 and before == "(" and after in ").":
            return start, end, "code"  # a stock code
        if after in "])" and before in "[(" and n.printed < 4:
            return start - 1, end + 1, "footnote" if before == "[" else "list_number"
        if n.printed <= 2 and _LIST_END.match(fold, end) and _LIST.search(fold, max(0, start - 4), start):
            return start, end, "list_number"
        if n.printed == 4 and _YEAR.match(fold, start, end):
            return start, end, "year"
        if (after == ":" and fold[end + 1 : end + 2].isdigit()) or (before == ":" and fold[start - 2].isdigit()):
            return start, end, "ratio"
    if around & TRAP:
        pos = start
        while pos and fold[pos - 1] == " ":
            pos -= 1
        trap = grammar.traps_before.before(fold, pos)
        if trap is not None:
            amount = n.value >= 1000 and "," in fold[start:end] and fold.endswith(("number", "numbers"), 0, pos)
            return None if amount else (start, end, trap[1])  # "the mills number 4,120"
    if around & AGED and _AGED.search(fold, max(0, start - 12), start):
        return start, end, "age"
    return None


def _glued(fold: str, n: "Numeral", draft: "Draft", before: str, after: str) -> tuple[int, int, str] | None:
    """Judge digits with letters or joints directly at them: G15, 5G, COVID-19, 10th, 1980s, 4+4+X."""
    start, end = n.start, n.end
    if not draft.signed and before < "\u0250" and before.isalnum() and not fold.endswith("gdp", 0, start):
        if draft.unit is None or not _LOST_BLANK.search(fold, max(0, start - 9), start):
            return start, end, "name"
    if draft.unit_end == end and after < "\u0250" and after.isalpha() and n.scale == 1:
        if _ORDINAL.match(fold, end):
            return start, end + 2, "ordinal"
        if _DECADE.match(fold, end):
            return start, end + 1, "year" if n.printed in (2, 4) else "name"
        return start, end, "name"
    if before in "-/_+" and start > 1 and fold[start - 2] < "\u0250" and fold[start - 2].isalnum() and draft.used == 1:
        if draft.unit is None or fold[start - 2].isalpha():
            return start, end, "name" if fold[start - 2].isalpha() else "code"
    if after == "+" and fold[end + 1 : end + 2].isalnum() and fold[end + 1] < "\u0250":
        return start, end, "code"
    if draft.unit is not None and draft.unit.name == "year" and n.printed == 4 and _YEAR.match(fold, start, end):
        return start, end, "year"
    return None
