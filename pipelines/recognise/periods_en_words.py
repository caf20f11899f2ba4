"""The words of English periods: years, months, numbers and ordinals, as the rules find them in a text."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from pipelines.recognise.periods_calendar import MISSING, FiscalCalendar, Year
from pipelines.text.records import record


@record()
class Setting:
    """What a rule may know besides its words."""

    reference: date | None
    calendar: FiscalCalendar  # of the country the article is about
    calendars: Mapping[str, FiscalCalendar]  # by ISO country
    words: Mapping[str, Any]  # periods.toml
    inner: dict[tuple[int, int], Any] = field(default_factory=dict)  # periods behind a prefix, by place and depth


RELATIVE = {
    "this": 0, "current": 0, "present": 0, "last": -1, "previous": -1, "preceding": -1, "prior": -1, "past": -1,
    "next": 1, "following": 1, "coming": 1, "upcoming": 1,
}  # fmt: skip


_DIGITS = re.compile(r"\d+")


def number_of(text: str, setting: Setting) -> int:
    return int(text) if text.isdigit() else int(setting.words["numbers"][text])


def count_of(text: str, setting: Setting) -> int:
    """Return the number of "two weeks", "a week", "a couple of weeks"; 0 for "a few"."""
    if text in ("a", "an"):
        return 1
    if text.startswith(("couple", "a couple")):
        return 2
    return number_of(text, setting) if text.isdigit() or text in setting.words["numbers"] else 0


def ordinal_of(text: str, setting: Setting) -> int:
    """Return 1 for "first" and "1st", 22 for "twenty second" and "twenty-two"; 0 for "last"."""
    if text[0].isdigit():
        return int(re.sub(r"\D", "", text))
    ordinals, numbers = setting.words["ordinals"], setting.words["numbers"]
    return sum(int(ordinals.get(word) or numbers.get(word) or 0) for word in re.split("[ \t-]+", text))


_SPELLED = ("sixteen", "seventeen", "eighteen", "nineteen", "twenty", "two ")


def spelled_year(text: str, setting: Setting) -> int:
    """Read "nineteen ninety nine", "nineteen hundred and five", "two thousand and ten"; 0 where it is none."""
    words = [word for word in re.split("[ \t-]+", text.removeprefix("the year ")) if word not in ("and", "of")]
    numbers = setting.words["numbers"]
    rest = sum(int(numbers.get(word, 0)) for word in words[1:])
    return (2000 if words[1:2] == ["thousand"] else 100 * int(numbers.get(words[0], 0))) + rest


def month_of(text: str, setting: Setting) -> int:
    return int(setting.words["months"][text.rstrip(".")])


def full_year_of(two_or_four: str) -> int:
    if len(two_or_four) == 4:
        return int(two_or_four)
    return int(two_or_four) + (2000 if int(two_or_four) < 70 else 1900)


def year_of(text: str | None, setting: Setting) -> tuple[Year, FiscalCalendar]:
    """Read the words of a year: "2010", "last year", "the year", "FY22", "2022-23", "the Ethiopian fiscal year"."""
    calendar = setting.calendar
    if text is None:
        return MISSING, calendar
    numbers = _DIGITS.findall(text)
    fiscal = "fy" in text or "fiscal" in text or "financial" in text or "budget" in text
    if fiscal:
        calendar = _named_calendar(text, setting)
    if numbers:
        first = full_year_of(numbers[0])
        if len(numbers) == 2:  # 2022-23: from the first year, whatever the country calls it
            return Year("absolute", first, True), or_april(calendar)
        if fiscal:
            back = 1 if calendar.after_last and (calendar.month, calendar.day) != (1, 1) else 0
            return Year("absolute", first - back, True), calendar
        return Year("absolute", first), calendar
    if not fiscal and text.startswith(_SPELLED):
        return Year("absolute", spelled_year(text, setting)), calendar
    if text == "the year before last":
        return Year("relative", -2), calendar
    if text == "the year before":
        return Year("same", -1), calendar
    if fiscal:
        return _relative_fiscal(text, calendar, setting), calendar
    for word in text.replace("-", " ").split():
        if word in RELATIVE:
            discourse = word in ("following", "preceding", "prior", "previous")
            return Year("same" if discourse else "relative", RELATIVE[word]), calendar
    return (MISSING if text == "the year" else Year("same", 0)), calendar


def or_april(calendar: FiscalCalendar) -> FiscalCalendar:
    return calendar if (calendar.month, calendar.day) != (1, 1) else FiscalCalendar(4, 1, True)


def _named_calendar(text: str, setting: Setting) -> FiscalCalendar:
    for country, names in setting.words["countries"].items():
        if any(word in names for word in text.split()) and country in setting.calendars:
            return setting.calendars[country]
    return setting.calendar


def _relative_fiscal(text: str, calendar: FiscalCalendar, setting: Setting) -> Year:
    shift = next((RELATIVE[w] for w in text.split() if w in RELATIVE), None)
    if "just" in text:  # "the fiscal year just ended", "the just-concluded fiscal year"
        shift = -1
    if shift is None:
        return Year("same", 0, True)
    if setting.reference is None:
        return Year("relative", shift, True)
    ref = setting.reference
    running = ref.year if (ref.month, ref.day) >= (calendar.month, calendar.day) else ref.year - 1
    return Year("relative", running + shift - ref.year, True)
