"""What stands beside a period and changes it: "since", "by the end of", 以来. `CHANGES` names them for the rules."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import Template
from pipelines.recognise.periods_calendar import (
    Draft,
    bounds,
    dated,
    days_on,
    settled,
    shifted_months,
    since,
    until,
)
from pipelines.recognise.periods_en_words import Setting, count_of


def _since(draft: Draft, words: str) -> Draft:
    if draft.template is None:
        return since(draft)
    t = draft.template
    if "end of" in words:
        t = replace(t, first_year=t.last_year, first_month=t.last_month, first_day=t.last_day)
    return since(replace(draft, template=t))


def _end_of(draft: Draft, words: str) -> Draft:
    return until(draft, "as_of")


def _until(draft: Draft, words: str) -> Draft:
    return until(draft)


def _before(draft: Draft, words: str) -> Draft:
    """End on the eve of the period."""
    if draft.template is None:
        return until(draft)
    t = draft.template
    first = Template(t.first_year, t.first_month, t.first_day, t.first_year, t.first_month, t.first_day)
    if (t.first_month, t.first_day) == (1, 1):
        return until(replace(draft, template=Template(t.first_year - 1, 1, 1, t.first_year - 1, 12, 31)))
    if t.first_day == 1:
        return until(replace(draft, template=replace(first, last_month=t.first_month - 1, last_day=31, first_month=1)))
    return until(replace(draft, template=replace(first, first_day=1, last_day=t.first_day - 1)))


def _after(draft: Draft, words: str) -> Draft:
    """Begin on the day after the period."""
    if draft.template is None:
        return since(draft)
    t = draft.template
    if t.last_day == 31:
        start = (t.last_year + t.last_month // 12, t.last_month % 12 + 1, 1)
    elif draft.mode == "absolute" and (found := bounds(t, 0)) is not None:
        following = days_on(found[1], 1)
        start = (following.year, following.month, following.day)
    else:
        start = (t.last_year, t.last_month, t.last_day)
    return since(replace(draft, template=Template(*start, *start)))


def _start_of(draft: Draft, words: str) -> Draft:
    if draft.template is None:
        return until(draft, "as_of")
    t = draft.template
    return until(
        replace(draft, template=replace(t, last_year=t.first_year, last_month=t.first_month, last_day=t.first_day)),
        "as_of",
    )


def _part_of(draft: Draft, words: str) -> Draft:
    return draft


def _shifted(draft: Draft, match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "two weeks before March 5", "3 days from today": that day."""
    dates, count, unit = settled(draft, setting.reference), count_of(match["n"], setting), match["unit"]
    if draft.kind != "day" or dates is None or count == 0:
        return None
    at = moved(dates[0], -count if match["way"] in ("before", "prior to") else count, unit)
    return dated("day", at, at, "stated" if draft.mode == "absolute" and draft.basis is None else "relative")


def _lasting(draft: Draft, match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "for 3 days from today", "two weeks starting May 20": so long from that day."""
    dates, count = settled(draft, setting.reference), count_of(match["n"], setting)
    if draft.kind != "day" or dates is None or count == 0:
        return None
    last = days_on(moved(dates[0], count, match["unit"]), -1)
    return dated("months", dates[0], max(last, dates[0]), "relative")


def _week(draft: Draft, match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the week of July 18", "the week ended June 7", "the week beginning February 4"."""
    dates = settled(draft, setting.reference)
    if draft.kind != "day":
        return None
    if dates is None:
        return Draft("months", draft.mode, None)
    day, way = dates[0], match["way"]
    if way == "of":
        first = days_on(day, -day.weekday())
    else:
        first = days_on(day, -6) if way in ("ended", "ending", "to", "through") else day
    return dated("months", first, days_on(first, 6), "stated" if draft.mode == "absolute" else "relative")


def _weekday_of(draft: Draft, match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "Friday, March 15": the day of the month decides."""
    return draft if draft.kind == "day" else None


def _rest(draft: Draft, match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the rest of the year": from the day after the reference date."""
    dates = settled(replace(draft, mode="relative") if draft.mode == "same" else draft, setting.reference)
    if dates is None or setting.reference is None or not dates[0] <= setting.reference < dates[1]:
        return draft
    return dated("months", days_on(setting.reference, 1), dates[1], "relative")


def _half_of(draft: Draft, match: re.Match[str], setting: Setting) -> Draft | None:
    """Read "the second half of June" and "the first ten days of June"; half of a decade, too."""
    t = draft.template
    if t is not None and draft.kind == "years" and match["part"] == "half":
        count = (t.last_year - t.first_year + 1) // 2
        if match["o"] == "first":
            return replace(draft, template=replace(t, last_year=t.first_year + count - 1))
        return replace(draft, template=replace(t, first_year=t.last_year - count + 1))
    if draft.kind != "month" or t is None:
        return None
    part = match["part"]
    if part == "half":
        first, last = (1, 15) if match["o"] == "first" else (16, 31)
    else:
        first, last = {"first": (1, 10), "second": (11, 20), "middle": (11, 20)}.get(match["o"], (21, 31))
    return replace(draft, kind="months", template=replace(t, first_day=first, last_day=last))


def moved(at: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, fortnights, months or years on."""
    if unit in ("day", "week", "fortnight"):
        return days_on(at, count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return shifted_months(at, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])


# Those that count from the period behind them, and so need its dates.
MEASURES: Mapping[str, Callable[[Draft, "re.Match[str]", Setting], Draft | None]] = {
    "shifted": _shifted,
    "lasting": _lasting,
    "week": _week,
    "weekday_of": _weekday_of,
    "rest": _rest,
    "half_of": _half_of,
}

CHANGES: Mapping[str, Callable[[Draft, str], Draft]] = {
    "since": _since,
    "end_of": _end_of,
    "until": _until,
    "before": _before,
    "after": _after,
    "start_of": _start_of,
    "part_of": _part_of,
}
