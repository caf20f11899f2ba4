"""Place senses: what a place name may mean, and how well its form and level word fit, before its text is asked.

Known once for each name: texts say the same names again and again.
"""

import math
from dataclasses import replace
from functools import cache, lru_cache

from pipelines.recognise.place_names import FoundName
from pipelines.reference.gazetteer import Gazetteer
from pipelines.reference.places import SUFFIXES, PlaceRecord, ancestors, find_place, latin_key
from pipelines.text.folding import fold
from pipelines.text.records import record

LARGE = 300_000  # people of a city that needs no country beside it
_FORM = {
    "chinese": 6.0,
    "stem": 4.5,
    "pinyin": 4.0,
    "capitals": 3.5,
    "translated": 3.0,
    "split": 3.2,
    "alias": 4.0,
    "demonym": 0.0,
}
_LEVEL_PRIOR = {"country": 3.0, "province": 3.0, "prefecture": 1.5, "county": 0.5, "town": 0.0, "city": 0.5}
_FORM_WORDS = {
    "chinese": "full Chinese name",
    "stem": "Chinese name without its level",
    "pinyin": "name as written",
    "capitals": "name in capitals",
    "translated": "name half translated",
    "split": "name written in syllables",
    "alias": "other name in the vocabulary",
    "demonym": "demonym",
}
_GROUP = {
    "town": frozenset(
        ["Subdistrict", "Sub-District", "Town", "Township", "Street", "Village", "Neighborhood", "Street Office"]
    ),
    "county": frozenset(
        ["District", "County", "City", "Area", "Banner", "New Area", "New District", "Special District"]
    ),
    "prefecture": frozenset(["City", "Prefecture", "Municipality", "Region", "League"]),
    "province": frozenset(["Province", "Region", "Municipality", "City", "State"]),
    "city": frozenset(
        ["City", "Town", "District", "Municipality", "Area", "Region", "Regency", "Village", "Township", "Division"]
    ),
    "country": frozenset(["State"]),
}
_CHINESE_GROUP = {
    "town": "街道镇乡苏木",
    "county": "市区县旗",
    "prefecture": "市地区盟自治州",
    "province": "省市自治区",
}


@cache
def level_fit(place: PlaceRecord, word: str) -> float | None:
    """Return how well a level word fits a place, None where it contradicts it."""
    if not word:
        return 0.0
    if ord(word[0]) > 0x2E80:
        if word == place.suffix:
            return 2.5
        if word == "县" and place.code.startswith("tw-"):
            return 2.0  # Taiwan's counties stand where provinces do
        return 1.0 if word in _CHINESE_GROUP.get(place.level, "") else None
    words = SUFFIXES.get(place.suffix, ())
    usual = [each.lower() for each in words]
    if word.lower() in usual:
        return 2.5 if word.lower() == usual[0] else 2.0
    if place.level == "province" and not place.suffix:
        return (
            2.0 if word in ("Province", "State", "Region", "Division", "Governorate", "Emirate", "Prefecture") else None
        )
    return 1.0 if word in _GROUP[place.level] else None


@record()
class Sense:
    """A place that a name may mean, with what its score owes to no other words of the text."""

    place: PlaceRecord
    score: float  # of form, level word and level
    words: tuple[str, ...]  # of this score
    people: float  # what their number adds
    known: bool  # a cluster that is known
    trusted: bool  # where it is known: neither a word of the language nor a name in pieces
    former: bool  # a name that the place no longer has

    @property
    def is_unlikely(self) -> bool:
        """Say whether a bare name can mean it only where the text speaks of it: most names are some town's."""
        return self.place.level == "town" and not self.known


@record()
class Senses:
    """The places that a name may mean; its form and level word exclude the others."""

    all: tuple[Sense, ...]
    likely: tuple[Sense, ...]
    around_unlikely: frozenset[str]  # the codes of the others and of what lies above them
    places: tuple[PlaceRecord, ...]
    wide: tuple[PlaceRecord, ...]  # those that others may lie in: no towns


def senses(name: FoundName, gazetteer: Gazetteer) -> tuple[FoundName, Senses]:
    """Return the places that a name may mean, and the name without a level word that is not its own."""
    if name.doubtful_level:
        name = _with_its_level(name, gazetteer)
    return name, _senses(name.key, name.form, name.level_word, name.codes, gazetteer)


def _with_its_level(name: FoundName, gazetteer: Gazetteer) -> FoundName:
    """Drop a level word that is not the name's own: "the fashion city of Colombia", "the China region"."""
    bare = without_level(name)
    if not _fitting(name, gazetteer) or any(
        place.level == "country" or (place.level == "province" and name.level_word in ("Town", "Village", "Township"))
        for place in _fitting(bare, gazetteer)
    ):
        return bare
    return name


def without_level(name: FoundName) -> FoundName:
    """Return the name without its level word, which belongs to something else."""
    return replace(name, level_word="", full_end=name.end, doubtful_level=False)


def _fitting(name: FoundName, gazetteer: Gazetteer) -> tuple[PlaceRecord, ...]:
    return _senses(name.key, name.form, name.level_word, name.codes, gazetteer).places


@lru_cache(maxsize=1 << 14)
def _senses(key: str, form: str, level_word: str, codes: tuple[str, ...], gazetteer: Gazetteer) -> Senses:
    found = []
    for code in codes:
        place = find_place(code)
        fit = None if place is None else level_fit(place, level_word)
        if place is None or fit is None:
            continue
        if form == "capitals" and not _fits_capitals(key, level_word, place, gazetteer):
            continue
        if level_word or not _is_fragment(key, form, place):
            found.append(_sense(key, form, level_word, place, fit, gazetteer))
    likely = tuple(sense for sense in found if not sense.is_unlikely)
    towns = [sense.place.code for sense in found if sense.is_unlikely]
    around = frozenset(code for town in towns for code in (town, *ancestors(town)[:2]))
    places = tuple(sense.place for sense in found)
    return Senses(tuple(found), likely, around, places, tuple(place for place in places if place.level != "town"))


def _sense(key: str, form: str, level_word: str, place: PlaceRecord, fit: float, gazetteer: Gazetteer) -> Sense:
    words = (_FORM_WORDS[form], f"level word {level_word}") if level_word else (_FORM_WORDS[form],)
    people = 0.25 * math.log10(max(place.population or 0, 5000) / 5000) * 2 if place.level == "city" else 0.0
    weak = form == "split" or (not level_word and (form == "translated" or (form == "stem" and key in gazetteer.words)))
    return Sense(
        place,
        _FORM[form] + fit + _LEVEL_PRIOR[place.level],
        words,
        min(1.5, people),
        place.code in gazetteer.cluster_places,
        key not in gazetteer.not_places and not weak,
        _is_former(key, form, place),
    )


def _is_fragment(key: str, form: str, place: PlaceRecord) -> bool:
    """Say whether a form is too short for a place: "Cao" is no county, though "Cao County" is; "Us" no country."""
    if form not in ("pinyin", "stem"):
        return False
    if place.level == "country":
        return form == "pinyin" and len(key) < 4
    if place.stem_length == 1 and key == "".join(place.syllables):
        return True
    return form == "pinyin" and len(key) < 4 and place.level in ("county", "town")


def _fits_capitals(key: str, level_word: str, place: PlaceRecord, gazetteer: Gazetteer) -> bool:
    if place.level == "country":
        return len(key) > 3 or key in gazetteer.aliases
    if len(key) < 5 and not level_word:
        return False
    if level_word or place.level in ("province", "prefecture"):
        return True
    return place.code in gazetteer.cluster_places or (place.population or 0) >= LARGE


def _is_former(key: str, form: str, place: PlaceRecord) -> bool:
    """Say whether a Chinese place is meant by a name that it no longer has."""
    if not place.stem_length or form not in ("stem", "pinyin"):
        return False
    if form == "stem":
        return not key.startswith(fold(place.stem))
    return key not in _latin_forms(place)


@cache
def _latin_forms(place: PlaceRecord) -> frozenset[str]:
    return frozenset(("".join(place.syllables), latin_key(place.name), latin_key(place.name.split(" ")[0])))
