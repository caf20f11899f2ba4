"""Place scores: how well each reading of a name fits its text, and which one, if any, is the answer.

The numbers are ranks of evidence, not probabilities: a county named beside a town outweighs a city, a city a province;
a level word that fits outweighs none; readings within half a point of the best are a tie, and a tie is no answer.
"""

from collections.abc import Sequence

from pipelines.recognise.mentions import PlaceCandidate
from pipelines.recognise.place_context import Context, Support
from pipelines.recognise.place_names import FoundName
from pipelines.recognise.place_senses import LARGE, Sense, Senses
from pipelines.reference.gazetteer import Gazetteer
from pipelines.reference.places import PlaceRecord, ancestors, find_place, latin_key

TIE = 0.5
_CLUSTER_PRIOR = 2.0
_TRADE_NAMED = 0.7
_ADJACENT = 6  # characters from the place above to a name that is a word: 江西新建
_QUOTED = 2_000_000  # a city that may stand for its government
_SMALL = 100_000


def candidates(name: FoundName, found: Senses, context: Context, gazetteer: Gazetteer) -> list[PlaceCandidate]:
    """Return the readings that may stand, the best first."""
    thinkable = found.all if name.level_word or len(found.all) == 1 else _thinkable(found, context)
    supports = [context.support(name, sense.place) for sense in thinkable]
    if len(thinkable) == 1:
        sense = thinkable[0]
        only = _score(
            name, sense, context, gazetteer, supports[0], known=sense.known, rivals=False, called_so=_abroad(sense)
        )
        return [] if only is None else [only]
    named = any(support.is_named for support in supports)
    rivals = sum(sense.known for sense in thinkable) > 1
    # Ceará is the state: of its city the name is told in old books alone
    called_so = any(sense.place.level == "city" and latin_key(sense.place.name) == name.key for sense in thinkable)
    out = []
    for sense, support in zip(thinkable, supports, strict=True):
        # Where the text names what lies above one reading, being known speaks for no other.
        known = sense.known and (support.is_named or not named)
        scored = _score(
            name, sense, context, gazetteer, support, known=known, rivals=rivals, called_so=called_so and _abroad(sense)
        )
        if scored is not None:
            out.append(scored)
    if not name.level_word and len(out) > 1:
        if any(each.level == "country" for each in out):  # China is also a town of Okinawa
            out = [each for each in out if each.level not in ("city", "town")]
        out = [each for each in out if not _gives_way(each, out, context)]
    return sorted(out, key=lambda each: (-each.score, each.place_code))


def _abroad(sense: Sense) -> bool:
    return not sense.place.code.startswith("cn-")


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
    called_so: bool,
) -> PlaceCandidate | None:
    place = sense.place
    settled = context.settled(name, place.code)
    told = known and _is_told_by_trade(name, place, context, gazetteer)
    if not ((known and sense.trusted) or told or settled is not None or _stands(name, place, support, gazetteer)):
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
    if place.level == "province" and called_so and not name.level_word and settled is None:
        score -= 2.0  # a division called after its city: the city is meant, unless the text says what it is
    if sense.former:
        score -= 1.5
        evidence.append("former name")
    if place.gone is not None:
        score -= 0.7
        evidence.append(f"former division, last in {place.gone}")
    return PlaceCandidate(place.code, place.name, place.level, round(score, 2), tuple(evidence))


def _is_told_by_trade(name: FoundName, place: PlaceRecord, context: Context, gazetteer: Gazetteer) -> bool:
    """Say whether a county whose name is a word is meant: a known cluster in a text that names its trade, 兴城泳装."""
    return (
        _is_word(name, gazetteer)
        and place.level == "county"
        and place.suffix in ("县", "市")
        and not gazetteer.cluster_trades[place.code].isdisjoint(context.trades)
    )


def _is_one(codes: Sequence[str]) -> bool:
    """Say whether a name is of one place alone, or of a province and the city in it: Ninh Binh."""
    if len(codes) != 2:
        return len(codes) == 1
    one, other = (find_place(code) for code in codes)
    if one is None or other is None or {one.level, other.level} != {"city", "province"}:
        return False
    return one.name == other.name and ancestors(one.code)[-1] == ancestors(other.code)[-1]


def _is_word(name: FoundName, gazetteer: Gazetteer) -> bool:
    """Say whether a bare Chinese name is a word of the language."""
    return name.form == "stem" and not name.level_word and name.key in gazetteer.words


def _stands(name: FoundName, place: PlaceRecord, above: Support, gazetteer: Gazetteer) -> bool:
    """Say whether a reading is fit to be an answer at all: weak forms of small places need a place above them."""
    support = above.gain
    if name.key in gazetteer.not_places:
        return support >= (1.5 if name.level_word else 2.5)
    if place.level == "country":
        return True
    if name.speaks and place.level in ("county", "town", "city") and (place.population or 0) < _QUOTED:
        return False
    if name.form == "stem" and (place.population or 0) >= LARGE and place.code[:3] != "cn-":
        if place.code.startswith("tw") or "tw" in ancestors(place.code):
            return True  # 台中, 台南: Chinese writes them bare
    weak_form = name.form in ("split", "translated")
    if place.level == "city":
        people = place.population or 0
        if people < _SMALL and not name.level_word:  # a small town is a word or a person unless its country is named
            if name.located and above.implied and len(name.key) > 4:
                return True  # "Fermo has 450 firms, and in Ancona there are 150"
            return above.named and support > (2.4 if len(name.key) < 5 else 0.9)
        large = people >= LARGE and len(name.key) > 3
        return support > 0.9 or (large and name.form != "capitals") or (bool(name.level_word) and support > 0.4)
    if place.code[:3] != "cn-":  # a first division abroad
        return bool(name.level_word) or support > 0.9 or (_is_one(name.codes) and len(name.key) > 5)
    if place.level in ("province", "prefecture"):
        return support >= 1 or not _is_word(name, gazetteer)
    if _is_word(name, gazetteer):
        return place.level == "county" and above.nearest is not None and above.nearest <= _ADJACENT
    if name.form == "stem" and place.level == "town" and not name.level_word:
        # two characters of common Chinese are some town's name: only where the text settles it, or right behind the
        # county that it lies in, 乐清柳市
        return above.behind
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
