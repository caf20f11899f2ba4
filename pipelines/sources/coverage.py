"""What should have come and did not: a source that falls silent, a batch of which too much is rejected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

_ENOUGH_DAYS = 8  # days on which a publisher published, before its rhythm means anything
_RECENT_DAYS = 365  # a publisher that stopped before that is part of an archive, not silent
_PATIENCE_DAYS = 14
_GAPS = 5  # silence is so many times the usual gap between two days

_ENOUGH_FILES = 20
_JUMP = 0.2  # share of rejected files above the usual one


@dataclass(frozen=True, slots=True)
class Silence:
    """A publisher that has published nothing for far longer than it used to."""

    publisher: str
    last: date
    usual_gap_days: float
    silent_days: int


def silent_sources(published: Iterable[tuple[str | None, date | None]]) -> list[Silence]:
    """Return the publishers that fell silent, measured against the newest article of all: no clock is asked.

    >>> daily = [("a", date(2023, 1, day)) for day in range(1, 11)]
    >>> [silence.publisher for silence in silent_sources([*daily, ("b", date(2023, 3, 1))])]
    ['a']
    """
    days: dict[str, set[date]] = defaultdict(set)
    for publisher, day in published:
        if publisher and day:
            days[publisher].add(day)
    newest = max((max(found) for found in days.values()), default=None)
    if newest is None:
        return []
    found = []
    for publisher, known in sorted(days.items()):
        if len(known) < _ENOUGH_DAYS:
            continue
        ordered = sorted(known)[-50:]
        gap = median((later - earlier).days for earlier, later in pairwise(ordered))
        silent = (newest - ordered[-1]).days
        if max(_PATIENCE_DAYS, _GAPS * gap) < silent <= _RECENT_DAYS:
            found.append(Silence(publisher, ordered[-1], float(gap), silent))
    return found


def rejections_jump(refused: int, batch: int, refused_before: int, before: int) -> bool:
    """Say whether far more of a batch was rejected than of what came before it.

    >>> rejections_jump(15, 30, 2, 100), rejections_jump(1, 30, 2, 100), rejections_jump(15, 30, 50, 100)
    (True, False, False)
    """
    if batch < _ENOUGH_FILES:
        return False
    usual = refused_before / before if before else 0.0
    return refused / batch > usual + _JUMP
