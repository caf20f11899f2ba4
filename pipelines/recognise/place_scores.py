"""Place scores: how well each reading of a name fits its text, and which one, if any, is the answer.

The numbers are ranks of evidence, not probabilities: a county named beside a town outweighs a city, a city a province;
a level word that fits outweighs none; readings within half a point of the best are a tie, and a tie is no answer.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.recognise.mentions import PlaceCandidate
from pipelines.recognise.place_context import Context, Support
from pipelines.recognise.place_names import FoundName
from pipelines.reference.gazetteer import Gazetteer
from pipelines.reference.places import SUFFIXES, PlaceRecord, ancestors, find_place, latin_key
from pipelines.text.folding import fold
from pipelines.text.records import record

TIE = 0.5
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
_CLUSTER_PRIOR = 2.0
_TRADE_NAMED = 0.7
_ADJACENT = 6  # characters from the place above to a name that is a word: 江西新建
_QUOTED = 2_000_000  # a city that may stand for its government
_SMALL = 100_000
_LARGE = 300_000  # a city that needs no country beside it
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
        return 1.0 if word in _CHINESE_GROUP.get(place.level, "") else None
    words = SUFFIXES.get(place.suffix, ())
    usual = [each.lower() for each in words]
    if word.lower() in usual:
        return 2.5 if word.lower() == usual[0] else 2.0
    if place.level == "province" and not place.suffix:
        return 2.0 if word in ("Province", "State", "Region", "Division", "Governorate", "Emirate") else None
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


class Senses(NamedTuple):
    """The places that a name may mean; its form and level word exclude the others."""

    name: FoundName  # without a level word that is not its own
    all: tuple[Sense, ...]
    likely: tuple[Sense, ...]
    around_unlikely: frozenset[str]  # the codes of the others and of what lies above them

    @property
    def places(self) -> tuple[PlaceRecord, ...]:
        return tuple(sense.place for sense in self.all)


def senses(name: FoundName, gazetteer: Gazetteer) -> Senses:
    """Return the places that a name may mean."""
    if name.doubtful_level:
        name = _with_its_level(name, gazetteer)
    return Senses(name, *_senses(name.key, name.form, name.level_word, name.codes, gazetteer))


def _with_its_level(name: FoundName, gazetteer: Gazetteer) -> FoundName:
    """Drop a level word that is not the name's own: "the fashion city of Colombia", "the China region"."""
    bare = without_level(name)
    if not _fitting(name, gazetteer) or any(place.level == "country" for place in _fitting(bare, gazetteer)):
        return bare
    return name


def without_level(name: FoundName) -> FoundName:
    """Return the name without its level word, which belongs to something else."""
    return replace(name, level_word="", full_end=name.end, doubtful_level=False)


def _fitting(name: FoundName, gazetteer: Gazetteer) -> list[PlaceRecord]:
    return [sense.place for sense in _senses(name.key, name.form, name.level_word, name.codes, gazetteer)[0]]


@lru_cache(maxsize=1 << 14)
def _senses(
    key: str, form: str, level_word: str, codes: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[tuple[Sense, ...], tuple[Sense, ...], frozenset[str]]:
    """Return what `Senses` holds beside the name."""
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
    return tuple(found), likely, frozenset(code for town in towns for code in (town, *ancestors(town)[:2]))


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
    return place.code in gazetteer.cluster_places or (place.population or 0) >= _LARGE


def candidates(found: Senses, context: Context, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the readings that may stand, the best first."""
    name = found.name
    thinkable = found.all if name.level_word or len(found.all) == 1 else _thinkable(found, context)
    supports = [context.support(name, sense.place) for sense in thinkable]
    if len(thinkable) == 1:
        only = _score(name, thinkable[0], context, gazetteer, supports[0], known=thinkable[0].known, rivals=False)
        return [] if only is None else [only]
    named = any(support.is_named for support in supports)
    rivals = sum(sense.known for sense in thinkable) > 1
    out = []
    for sense, support in zip(thinkable, supports, strict=True):
        # Where the text names what lies above one reading, being known speaks for no other.
        known = sense.known and (support.is_named or not named)
        scored = _score(name, sense, context, gazetteer, support, known=known, rivals=rivals)
        if scored is not None:
            out.append(scored)
    if not name.level_word and len(out) > 1:
        if any(each.level == "country" for each in out):  # China is also a town of Okinawa
            out = [each for each in out if each.level not in ("city", "town")]
        out = [each for each in out if not _gives_way(each, out, context)]
    return sorted(out, key=lambda each: (-each.score, each.place_code))


def _thinkable(found: Senses, context: Context) -> tuple[Sense, ...]:
    """Leave out, before any is scored, the towns that a bare name cannot mean here."""
    around = found.around_unlikely
    if context.spoken_of.isdisjoint(around) and context.strong.keys().isdisjoint(around):
        return found.likely
    return tuple(
        sense
        for sense in found.all
        if not sense.is_unlikely
        or sense.place.code in context.strong
        or not context.spoken_of.isdisjoint(ancestors(sense.place.code)[:2])
    )


def _gives_way(reading: PlaceCandidate, others: Sequence[PlaceCandidate], context: Context) -> bool:
    """Say whether a bare name means a place above instead: Nanchang the city, not Nanchang County in it."""
    if not reading.place_code.startswith("cn-"):
        return False
    if reading.place_code in context.strong and "former name" not in reading.evidence:
        return False
    above = ancestors(reading.place_code)
    return any(each.place_code in above for each in others)


def answer(readings: Sequence[PlaceCandidate]) -> PlaceCandidate | None:
    """Return the best reading, None where it ties with one that it does not contain."""
    if len(readings) < 2:
        return readings[0] if readings else None
    best = [each for each in readings if readings[0].score - each.score < TIE]
    if len(best) == 1:
        return best[0]
    codes = {each.place_code for each in best}
    for each in best:
        if all(each.place_code == code or each.place_code in ancestors(code) for code in codes):
            return each
    return None


def _score(
    name: FoundName,
    sense: Sense,
    context: Context,
    gazetteer: Gazetteer,
    support: Support,
    *,
    known: bool,
    rivals: bool,
) -> PlaceCandidate | None:
    place = sense.place
    settled = context.settled(name, place.code)
    if not ((known and sense.trusted) or settled is not None or _stands(name, place, support, gazetteer)):
        return None
    score = sense.score + support.gain
    evidence = [*sense.words, *support.words]
    if known:
        score += _CLUSTER_PRIOR
        evidence.append("known cluster")
        if rivals and gazetteer.cluster_trades[place.code] & context.trades:
            score += _TRADE_NAMED
            evidence.append("its trade is named")
    if settled is not None and not name.level_word and not sense.former:
        score += 3.0
        evidence.append(f"settled elsewhere in the text: {settled}")
    score += sense.people
    if place.level == "province" and place.code[:3] != "cn-" and not name.level_word and settled is None:
        score -= 2.0  # a division called after its city: the city is meant, unless the text says what it is
    if sense.former:
        score -= 1.5
        evidence.append("former name")
    if place.gone is not None:
        score -= 0.7
        evidence.append(f"former division, last in {place.gone}")
    return PlaceCandidate(place.code, place.name, place.level, round(score, 2), tuple(evidence))


def _is_word(name: FoundName, gazetteer: Gazetteer) -> bool:
    """Say whether a bare Chinese name is a word of the language."""
    return name.form == "stem" and not name.level_word and name.key in gazetteer.words


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


def _stands(name: FoundName, place: PlaceRecord, above: Support, gazetteer: Gazetteer) -> bool:
    """Say whether a reading is fit to be an answer at all: weak forms of small places need a place above them."""
    support = above.gain
    if name.key in gazetteer.not_places:
        return support >= (1.5 if name.level_word else 2.5)
    if place.level == "country":
        return True
    if name.speaks and place.level in ("county", "town", "city") and (place.population or 0) < _QUOTED:
        return False
    weak_form = name.form in ("split", "translated")
    if place.level == "city":
        people = place.population or 0
        if people < _SMALL and not name.level_word:  # a small town is a word or a person unless its country is named
            return above.named and support > (2.4 if len(name.key) < 5 else 0.9)
        large = people >= _LARGE and len(name.key) > 3
        return support > 0.9 or (large and name.form != "capitals") or (bool(name.level_word) and support > 0.4)
    if place.code[:3] != "cn-":  # a first division abroad
        return bool(name.level_word) or support > 0.9 or (len(name.codes) == 1 and len(name.key) > 5)
    if place.level in ("province", "prefecture"):
        return support >= 1 or not _is_word(name, gazetteer)
    if _is_word(name, gazetteer):
        return place.level == "county" and above.nearest is not None and above.nearest <= _ADJACENT
    if name.form == "stem" and place.level == "town" and not name.level_word:
        return False  # two characters of common Chinese are some town's name: only where the text settles it
    strict = not name.level_word or weak_form or name.level_word in ("Street", "Village", "Area")
    if name.form == "alias":
        return True
    if place.level == "town":
        if place.stem_length == 1 and support < 1.2:
            return False  # "Tong Town": one syllable is the end of a longer name as often as a name
        alone = len(name.codes) == 1 and support >= 1.5 and not weak_form and len(name.key) > 4
        return not strict or support >= 1.8 or (alone and name.form == "pinyin")
    if name.form == "chinese":
        return True
    if not name.level_word or weak_form:
        return support >= (0.4 if place.suffix == "市" and not weak_form else 0.75)
    return True
