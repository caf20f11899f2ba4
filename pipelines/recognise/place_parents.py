"""Place parents: the wider place that a text prints beside a name binds it.

"Hong Tong Town, Kunshan City, Jiangsu" is no town of Shaanxi, whatever the table calls alike: what lies outside
the parents printed is left out before anything is scored, and a name of which nothing is left keeps its words alone.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.recognise.place_names import FoundName
from pipelines.reference.places import PlaceRecord, ancestors

_RANK = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "city": 3, "town": 4}
_LONGEST_JOINT = 7  # characters
_ABOVE_AFTER = re.compile(r", (?:in |near )?| \(|\(|（")
_ABOVE_BEFORE = re.compile(r" ?|['’]s ")
_LIST_GOES_ON = re.compile(r",? (?:and|or|&) [A-Z]|[、和及与]")


def bind(
    text: str, names: Sequence[FoundName], places_of: Callable[[FoundName], Sequence[PlaceRecord]]
) -> list[FoundName]:
    """Return the names, each with only those codes that lie in the place printed around it."""
    out = list(names)
    for at in range(len(out) - 1, -1, -1):  # from the right: the parent of a parent is bound first
        name = out[at]
        if name.form in ("demonym", "unknown") or not name.codes:
            continue
        parent = _after(text, name, out[at + 1] if at + 1 < len(out) else None)
        if parent is not None:
            parents, further = places_of(parent), out[at + 2] if at + 2 < len(out) else None
            if not _is_row(text, parent, parents, further, places_of):
                name = out[at] = _within(name, places_of(name), parents)
        if (parent := _before(text, name, out[at - 1] if at else None)) is not None:
            if name.level_word or text[parent.full_end : name.start] != " ":
                out[at] = _within(name, places_of(name), places_of(parent))
    return out


def _is_row(
    text: str,
    parent: FoundName,
    parents: Sequence[PlaceRecord],
    further: FoundName | None,
    places_of: Callable[[FoundName], Sequence[PlaceRecord]],
) -> bool:
    """Say whether what follows a name is one more of a row: "Milan, Hong Kong, New York"."""
    if further is None or text[parent.full_end : further.start] != ", ":
        return False
    beyond = places_of(further)
    return bool(beyond and parents) and _highest(beyond) >= _highest(parents)


def _highest(places: Sequence[PlaceRecord]) -> int:
    return min(_RANK[place.level] for place in places)


def _after(text: str, name: FoundName, other: FoundName | None) -> FoundName | None:
    """Return the place behind a name if it is printed as what the name lies in: "Humen Town, Dongguan"."""
    if other is None or not other.codes or other.start - name.full_end > _LONGEST_JOINT:
        return None
    if not _ABOVE_AFTER.fullmatch(text, name.full_end, other.start):
        return None
    return None if _LIST_GOES_ON.match(text, other.full_end) else other


def _before(text: str, name: FoundName, other: FoundName | None) -> FoundName | None:
    """Return the place before a name, where nothing parts them: 江阴市祝塘镇, "Zhejiang's Zhuji"."""
    if other is None or not other.codes or name.start - other.full_end > _LONGEST_JOINT:
        return None
    if not _ABOVE_BEFORE.fullmatch(text, other.full_end, name.start):
        return None
    return other


def _within(name: FoundName, places: Sequence[PlaceRecord], parents: Sequence[PlaceRecord]) -> FoundName:
    """Leave out the readings outside the parents, where every reading would lie below them."""
    if not places or not parents:
        return name
    if not (name.level_word or all(place.level in ("province", "country") for place in parents)):
        return name
    if max(_RANK[place.level] for place in parents) >= _highest(places):
        return name
    codes = {place.code for place in parents}
    inside = {place.code for place in places if codes.intersection(ancestors(place.code))}
    if not inside:  # of a city whose division the table does not know, its country must do
        lands = {land for place in parents for land in ancestors(place.code)[-1:]}
        inside = {place.code for place in places if place.parent in lands and place.level == "city"}
    if not inside:  # a town may have gone to the next county of its prefecture
        wider = {code for place in parents if place.level == "county" for code in ancestors(place.code)[:1]}
        inside = {place.code for place in places if wider.intersection(ancestors(place.code))}
    if not inside and not name.level_word and any(place.level == "country" for place in parents):
        return name
    if inside:
        return replace(name, codes=tuple(code for code in name.codes if code in inside))
    return replace(name, codes=(), form="unknown")
