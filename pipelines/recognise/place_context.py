"""Place context: what a whole text names, and what that says for one reading of one name.

A place named near lends most to what lies below it; one in the title less; one that only other places of it imply
least. A name never supports itself: Yiwu the town is not in Yiwu the county because the text says "Yiwu" twice.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from pipelines.recognise.place_names import FoundName
from pipelines.recognise.place_senses import Senses
from pipelines.reference.places import PlaceRecord, ancestors, find_place
from pipelines.text.records import record

_WEIGHT = {"county": 3.0, "prefecture": 2.5, "province": 1.5, "country": 0.8}
_CITY = 2.5  # the weight of a prefecture, and of what is smaller
_COUNTRY_ABROAD = 2.0  # abroad the country is all that most texts name
_NEAR, _SAME_PASSAGE = 60, 300  # characters
_BELOW = 0.8  # what a place in it, named in the text, adds
_NAMED = 1.2  # gain from which on a place above is said to be named


@record()
class Support:
    """What the places above a reading add."""

    gain: float = 0.0
    words: tuple[str, ...] = ()
    nearest: int | None = None  # characters to the nearest of them in the text
    named: bool = False  # one of them is named in the text or a hint, and not only implied
    implied: bool = False  # other places in one of them are
    behind: bool = False  # the county or city that it lies in is named right before it

    @property
    def is_named(self) -> bool:
        return self.named and self.gain >= _NAMED


_NONE = Support()


@dataclass
class Context:
    """What the whole text names: where each code may be meant, and what the hints name."""

    find_trades: Callable[[], frozenset[str]] = frozenset  # of the products that the text names; asked for seldom
    named: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # code to (offset, key), by offset
    implied: dict[str, set[str]] = field(default_factory=dict)  # code above a place that is surely named, to keys
    hinted: set[str] = field(default_factory=set)
    strong: dict[str, tuple[int, str]] = field(default_factory=dict)  # settled code to where, and the words that did it
    spoken_of: set[str] = field(default_factory=set)  # the codes that are named, implied or hinted at
    version: int = 0  # counts what has been learnt
    _implied_by: set[tuple[str, str]] = field(default_factory=set)  # key and code

    @cached_property
    def trades(self) -> frozenset[str]:
        return self.find_trades()

    def add(self, name: FoundName, meant: Senses, offset: int | None) -> None:
        """Note what a name may mean; without an offset it stands in a hint."""
        for place in meant.wide:
            self.spoken_of.add(place.code)
            if offset is None:
                self.hinted.add(place.code)
            else:
                self.named.setdefault(place.code, []).append((offset, name.key))
        # Most names are some town's too, so a bare one says nothing of where the text is.
        sure = meant.places if name.level_word else meant.wide
        if len(sure) == 1:
            self.imply(name, sure[0].code)

    def imply(self, name: FoundName, code: str) -> None:
        """Note that a name surely means a place, and so speaks of what lies above it."""
        if (name.key, code) in self._implied_by:
            return
        self._implied_by.add((name.key, code))
        self.version += 1
        for above in ancestors(code):
            self.implied.setdefault(above, set()).add(name.key)
            self.spoken_of.add(above)

    def settle(self, name: FoundName, code: str, words: str) -> None:
        """Note that words beside a name leave no doubt of the place."""
        if code not in self.strong:
            self.strong[code] = name.start, words
            self.version += 1

    def settle_whole(self, code: str, words: str) -> None:
        """Note that the text as a whole leaves no doubt of the place, at whichever mention."""
        if code not in self.strong:
            self.strong[code] = -1, words
            self.version += 1

    def settled(self, name: FoundName, code: str) -> str | None:
        """Return the words that settled a code at another mention than this one."""
        found = self.strong.get(code)
        return None if found is None or found[0] == name.start else found[1]

    def support(self, name: FoundName, place: PlaceRecord) -> Support:
        """Return what the places above this one add to its reading of a name."""
        best, words, named, implied = 0.0, [], False, False
        nearest: int | None = None
        behind = False
        for code, above, weight in _lineage(place.code):
            if code not in self.spoken_of:
                continue
            gain = 0.0
            offsets = self.named.get(code)
            near = _nearest(offsets, name) if offsets else None
            behind = behind or (weight >= _CITY and offsets is not None and _ends_before(offsets, name))
            if near is not None:
                gain, named = weight * (1.3 if near <= _NEAR else 1.0 if near <= _SAME_PASSAGE else 0.75), True
                nearest = near if nearest is None else min(near, nearest)
                where = f"{near} characters away" if near <= _SAME_PASSAGE else "in the text"
                words.append(f"{above} named {where}")
            elif code in self.hinted:
                gain, named = weight * 0.6, True
                words.append(f"{above} in the title or the publisher's name")
            elif (keys := self.implied.get(code)) and (len(keys) > 1 or name.key not in keys):
                gain, implied = weight * 0.5, True
                words.append(f"other places of {above}")
            if gain:
                best = max(best, gain) + (0.2 if best else 0.0)
        if (keys := self.implied.get(place.code)) and (len(keys) > 1 or name.key not in keys):
            best += _BELOW
            words.append("places in it named")
        return Support(best, tuple(words), nearest, named, implied, behind) if words else _NONE


def _ends_before(offsets: Sequence[tuple[int, str]], name: FoundName) -> bool:
    """Say whether the Chinese name of one of these ends where the name begins: 乐清柳市."""
    at = bisect_left(offsets, (name.start, "")) - 1
    return at >= 0 and not offsets[at][1].isascii() and offsets[at][0] + len(offsets[at][1]) == name.start


@cache
def _lineage(code: str) -> tuple[tuple[str, str, float], ...]:
    """Return code, name and weight of each place above."""
    out = []
    for above in ancestors(code):
        record = find_place(above)
        if record is not None:
            abroad = record.level == "country" and not code.startswith("cn-")
            out.append((above, record.name, _COUNTRY_ABROAD if abroad else _WEIGHT[record.level]))
    return tuple(out)


def _nearest(offsets: Sequence[tuple[int, str]], name: FoundName) -> int | None:
    """Return the distance to the nearest other name among these, looking at eight on either side."""
    at = bisect_left(offsets, (name.start, ""))
    best: int | None = None
    for index in range(at - 1, max(at - 9, -1), -1):
        if offsets[index][1] != name.key:
            best = name.start - offsets[index][0]
            break
    for index in range(at, min(at + 8, len(offsets))):
        offset, key = offsets[index]
        if key != name.key and offset != name.start:
            return offset - name.start if best is None else min(best, offset - name.start)
    return best
