"""What stands beside a period and changes it: "since", "by the end of", 以来. `CHANGES` names them for the rules."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipelines.recognise.mentions import Template
from pipelines.recognise.periods_calendar import Draft, bounds, days_on, since, until


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


CHANGES: Mapping[str, Callable[[Draft, str], Draft]] = {
    "since": _since,
    "end_of": _end_of,
    "until": _until,
    "before": _before,
    "after": _after,
    "start_of": _start_of,
    "part_of": _part_of,
}
