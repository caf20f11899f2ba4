"""Companions: what a figure takes from one beside it, once both are read.

A growth takes the period of its level, a whole that of its part; people seen at work in a workshop are the workshop's.
"""

import re
from collections.abc import Sequence
from datetime import date

from pipelines.interpret.draft import Draft, Subject
from pipelines.interpret.entities import Discourse
from pipelines.interpret.growth import LED_TO
from pipelines.interpret.same_share import SAME_SHARE
from pipelines.text.scripts import Scripts

_AFAR = frozenset({"period carried forward", "no period", "annual figure without a year", "as of the publication"})
_CARRIED = frozenset({"subject carried forward", "main subject of the article", None})
_NOW = Scripts(r"\b(?:now|today|currently|nowadays|at present|at the moment)\b|目前|现在|如今|当前|现有")
_PART_OF = Scripts(r"(?:percent|per cent|%|share|third|half|quarter)s? of\b|占")
_COMPARED = re.compile(r"\s*(?:over|than|from|above|below|against)\s+(?:[a-z]{0,3}[$€£¥₹] ?)?\d")
_WORTH = re.compile(r",? (?:worth|valued at) (?:about |some |over |more than |nearly )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?")
_PLACE_OF_WORK = Scripts(
    r"\b(?:in|inside|on) (?:the|a|an|one|its|his|her|this|their)(?: [a-z-]+){0,2} (?:workshop|factory|plant|mill|"
    r"production line|assembly line|sewing room|production hall)\b|(?:车间|厂房|生产线|工厂)(?:里|内|中|上)"
)
_AT_WORK = Scripts(r"\b(?:busy|busily|at work|working|sewing|stitching|bent over)\b|忙|正在")
_YEARS_ON = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)[^.;]*?[.;]?\s*[^.;]*?\b(?P<years>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|"
    r"fifteen|twenty) years (?:on|later|afterwards|after that)\b(?P<rest>[^.;]*)\Z|"
    r"(?P<zh_year>(?:19|20)\d\d)年[^。;]*?(?P<zh_years>\d{1,2}|[二两三四五六七八九十])年(?:后|之后|以后)(?P<zh_rest>[^。;]*)\Z"
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_WORDS |= {"fifteen": 15, "twenty": 20}
_WORDS |= dict(zip("二两三四五六七八九十", (2, 2, *range(3, 11)), strict=True))
_ROSE_TO = re.compile(
    r"[万亿千百]{0,2}[美欧港日]?元(?:逐步|逐年|迅速|大幅)?(?:增长|提高|上升|增加|提升|上涨|攀升|扩大|下降|减少|降低|[升增涨降减])(?:到|至|为)了?"
    r"(?:(?:19|20)\d\d年的?|去年的?|今年的?|目前的?|如今的?)?[约近超]?"
)
_SEEN = 5_000  # nobody sees more at once


def settle_companions(discourse: Discourse, drafts: Sequence[Draft]) -> None:
    """Give the figures of a sentence what they take from one another."""
    for at, draft in enumerate(drafts):
        if draft.grows:
            _with_its_level(draft, drafts[:at])
            _with_level_reached(draft, drafts[at + 1 : at + 2])
        else:
            _with_its_part(draft, drafts[:at])
            _with_same_share(draft, drafts[:at])
            _with_its_worth(draft, drafts[at + 1 : at + 2])
            _with_level_it_rose_from(draft, drafts[:at])
        _years_on(draft)
        _at_work(discourse, draft)


def _with_its_level(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Date a growth by its level: "$17 billion in 2012, and they go up by 8.5%", "$2.18, 20% over $1.82"."""
    levels = [other for other in earlier if other.indicator == draft.growth_of and not other.grows]
    compares = _COMPARED.match(draft.view.text(draft.end, draft.end + 30)) is not None
    dated = levels and levels[-1].period_end is not None
    if levels and (compares or (dated and draft.rules.get("period") in _AFAR)):
        _date_like(draft, levels[-1], "period of the level that grew")


def _with_level_reached(draft: Draft, following: Sequence[Draft]) -> None:
    """Date a growth by the level that it led to: "saw a rise of 10 percent to 3 billion yuan in the first quarter"."""
    if draft.period_end is not None or not following or following[0].unit_class not in ("money", "goods"):
        return
    level = following[0]
    if level.period_end is not None and LED_TO.fullmatch(draft.view.text(draft.end, level.number_start)):
        _date_like(draft, level, "period of the level reached")


def _with_its_part(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Date a whole by its part: "sales of 9.7 billion in 2012 were 25 percent of the total sales of 38.6 billion"."""
    if draft.time_period is not None or draft.period_end is not None:
        return
    parts = [other for other in earlier if other.indicator == draft.indicator and other.period_end is not None]
    if not parts:
        return
    between = draft.view.text(parts[-1].quantity.end, draft.start)
    if _PART_OF.search(between) and not _NOW.search(between):
        _date_like(draft, parts[-1], "period of its part")


def _with_its_worth(draft: Draft, following: Sequence[Draft]) -> None:
    """Date goods by what they were worth: "made 300 million pieces, worth 12 billion yuan, in 2018"."""
    if draft.unit_class != "goods" or draft.rules.get("period") not in _AFAR or not following:
        return
    worth = following[0]
    if worth.unit_class == "money" and worth.period_end is not None:
        if _WORTH.fullmatch(draft.view.text(draft.end, worth.number_start)):
            _date_like(draft, worth, "period of what it was worth")


def _with_same_share(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Give a share that another is compared with its owner: "15 percent of the city's exports, up from 4"."""
    if not earlier or draft.rules.get("indicator") != SAME_SHARE or draft.rules.get("subject") not in _CARRIED:
        return
    if (owner := earlier[-1].subject) is not None:
        draft.subject = owner
        draft.decide("subject", owner.name, "", earlier[-1].quantity.span, "owner of the share compared")


def _with_level_it_rose_from(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Give a Chinese amount the measure of the one it came from: 年工资从3.1万元增长至2025年的3.3万元."""
    if not earlier or draft.indicator != "other_money" or earlier[-1].unit_class != "money":
        return
    level = earlier[-1]
    if _ROSE_TO.fullmatch(draft.view.text(level.number_end, draft.number_start)):
        draft.indicator, draft.measure = level.indicator, level.measure
        draft.decide("indicator", draft.indicator, "", level.quantity.span, "level that it came from")


def _years_on(draft: Draft) -> None:
    """Date what came a number of years after a year: "began in 1988; ten years on the town had 100,000 workers"."""
    if draft.rules.get("period") not in _AFAR:
        return
    found = _YEARS_ON.search(draft.view.text(draft.view.start, draft.start))
    if found is None:
        return
    year, years = (found["year"] or found["zh_year"]), (found["years"] or found["zh_years"])
    then = int(year) + (int(years) if years.isdigit() else _WORDS[years])
    draft.period_start, draft.period_end = date(then, 1, 1), date(then, 12, 31)
    draft.time_period, draft.period_basis = str(then), "relative"
    draft.decide("period", draft.time_period, found.group(), None, "years after the year named")


def _date_like(draft: Draft, other: Draft, rule: str) -> None:
    draft.period_start, draft.period_end = other.period_start, other.period_end
    draft.time_period, draft.period_basis = other.time_period, other.period_basis
    draft.decide("period", draft.time_period or "unknown", "", other.quantity.span, rule)


def _at_work(discourse: Discourse, draft: Draft) -> None:
    """Give the people seen at work in a workshop to its firm, where the text names one, and to no place."""
    view, value = draft.view, draft.quantity.value
    if draft.indicator != "employees" or value is None or value > _SEEN:
        return
    words = view.text(view.start, view.end)
    if (draft.subject is not None and draft.subject.kind == "firm") or not _AT_WORK.search(words):
        return
    found = _PLACE_OF_WORK.search(view.text(view.start, draft.start))
    if found is not None:
        firm = discourse.last_firm
        draft.subject = firm.subject() if firm is not None else Subject(found.group().strip(), "firm")
        draft.decide("subject", draft.subject.name, found.group(), None, "people seen at work")
