"""Words of trade channels in a sentence: those of the lexicon, its phrases, and the roads that lead out of the country.

A word is none of a channel's where its neighbours say so: an export rebate is no export.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pipelines.recognise.mentions import Cue, Place
from pipelines.reference.places import ancestors
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.hinted import Hinted
from pipelines.text.occurrences import Occurrences
from pipelines.text.spans import Span

if TYPE_CHECKING:
    from pipelines.interpret.article import SentenceView

_BEFORE, _AFTER = 30, 30  # how many characters beside a word are looked at


@dataclass(frozen=True)
class _Words:
    phrases: tuple[tuple[str, Hinted], ...]
    roads: tuple[Hinted, ...]
    abroad: re.Pattern[str]
    barred: Mapping[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]
    hints: Occurrences  # what phrases and roads hold
    hinted: tuple[tuple[Hinted, ...], ...]  # the phrases and roads that hold each of these
    unhinted: tuple[Hinted, ...]


@lru_cache(maxsize=8)
def _words(vocabulary: Vocabulary) -> _Words:
    table: Mapping[str, Mapping[str, Any]] = vocabulary.table("channels")
    phrases = tuple((key, Hinted(pattern)) for key, entry in table.items() for pattern in entry.get("phrases", ()))
    roads = tuple(map(Hinted, table["export"]["roads"]))
    patterns = (*(phrase for _, phrase in phrases), *roads)
    hinted: dict[str, list[Hinted]] = {}
    for pattern in patterns:
        for hint in pattern.hints:
            hinted.setdefault(hint, []).append(pattern)
    return _Words(
        phrases,
        roads,
        _any(vocabulary.table("signals")["abroad"]),
        {
            key: tuple(_any(entry[side]) if entry.get(side) else None for side in ("not_before", "not_after"))  # type: ignore[misc]
            for key, entry in table.items()
        },
        Occurrences(hinted),
        tuple(map(tuple, hinted.values())),
        tuple(pattern for pattern in patterns if not pattern.hints),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


class ChannelSearch:
    """Where an article may speak of channels in a phrase: most sentences do not."""

    def __init__(self, folded: str, vocabulary: Vocabulary) -> None:
        self._words = words = _words(vocabulary)
        found = [(at, pattern) for index, at, _ in words.hints.find(folded) for pattern in words.hinted[index]]
        found += [(match.start(), pattern) for pattern in words.unhinted for match in pattern.pattern.finditer(folded)]
        found.sort(key=itemgetter(0))
        self._starts, self._patterns = [at for at, _ in found], [pattern for _, pattern in found]

    def find(self, view: "SentenceView") -> list[Cue]:
        """Return the channel cues of a sentence in order; where two overlap, the longer one holds."""
        first, last = bisect_left(self._starts, view.start), bisect_left(self._starts, view.end)
        named = view.search.find("channel", view.start, view.end)
        if not named and first == last:
            return []
        return _find_channels(view, self._words, named, set(self._patterns[first:last]))


def _find_channels(view: "SentenceView", words: _Words, named: Sequence[Cue], said: Collection[Hinted]) -> list[Cue]:
    """Return the channel cues of a sentence from its words of the lexicon and the phrases that it may hold."""
    found = [cue for cue in named if not _is_barred(view, words, cue)]
    found += [
        Cue(Span(*match.span()), "channel", key)
        for key, phrase in words.phrases
        if phrase in said
        for match in phrase.pattern.finditer(view.folded, view.start, view.end)
    ]
    found += [
        Cue(span, "channel", "export") for road in words.roads if road in said for span in _abroad(view, words, road)
    ]
    if not found:
        return []
    groups = view.vocabulary.table("channels")
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.span.start - cue.span.end, cue.span.start)):
        if not _is_part_of_name(view, cue) and not any(cue.span.overlaps(other.span) for other in kept):
            kept.append(cue)
    kept.sort(key=lambda cue: cue.span)
    return [
        cue
        for before, cue, after in zip([None, *kept], kept, [*kept[1:], None], strict=False)
        if groups[cue.key]["group"] != "market"
        or not (
            (before is not None and _joined(view, before, cue))
            or (after is not None and groups[after.key]["group"] == "ownership" and _joined(view, cue, after))
        )
    ]


def _joined(view: "SentenceView", before: Cue, cue: Cue) -> bool:
    """Say whether the words make one name: "cross-border e-commerce exports" are that route's."""
    return cue.key != before.key and not view.folded[before.span.end : cue.span.start].strip()


def _is_part_of_name(view: "SentenceView", cue: Cue) -> bool:
    return view.in_name(cue.span) and not any(name.span == cue.span for name in view.organisations)


def _is_barred(view: "SentenceView", words: _Words, cue: Cue) -> bool:
    before, after = words.barred[cue.key]
    start, end = cue.span.start, cue.span.end
    return bool(
        (before is not None and before.search(view.text(start - _BEFORE, start)))
        or (after is not None and after.match(view.text(end, end + _AFTER)))
    )


def _abroad(view: "SentenceView", words: _Words, road: Hinted) -> Iterator[Span]:
    """Yield "go to the US", "are sold in European markets", 远销日本: goods on their way out of the country."""
    for match in road.pattern.finditer(view.folded, view.start, view.end):
        end = _end_of_land(view, words, match.end())
        if end is not None and not view.folded.startswith("$", end):  # "sales of socks came to US$2 billion"
            yield Span(match.start(), end)


def _end_of_land(view: "SentenceView", words: _Words, at: int) -> int | None:
    if (match := words.abroad.match(view.folded, at, view.end)) is not None:
        return match.end()
    for place in view.places:
        if place.start == at:
            return place.end if _is_foreign(view, place) else None
    return None


def _is_foreign(view: "SentenceView", place: Place) -> bool:
    """Say whether a place lies in a country that is not the article's own; a town must be known."""
    if place.level == "country" or place.place_code is None or view.home is None:
        return place.level == "country" and place.place_code != view.home
    return ancestors(place.place_code)[-1:] not in ((), (view.home,))
