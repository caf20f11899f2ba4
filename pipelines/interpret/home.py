"""The country of a text that names none: told by its language, by words of one country's press, by its money."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, Entity
from pipelines.recognise.mentions import Place, PlaceCandidate, Quantity
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.places import PlaceRecord, find_place, latin_key
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.folding import fold
from pipelines.text.hinted import Hinted

# What is said of China alone, and the money that one country counts in.
_CHINESE = Hinted(r"\bfive[- ]year[- ]plan\b|\babove (?:the )?designated (?:size|scale)\b")
_MONEY_OF = {"CNY": "cn", "INR": "in", "BDT": "bd", "PKR": "pk", "TRY": "tr", "VND": "vn", "ETB": "et"} | {
    **{"KES": "ke", "LKR": "lk", "NPR": "np", "IDR": "id", "THB": "th", "KRW": "kr", "BRL": "br", "EGP": "eg"},
    **{"MAD": "ma", "TND": "tn", "NGN": "ng", "ZAR": "za", "PLN": "pl", "RON": "ro", "PHP": "ph", "MYR": "my"},
}
_MONEY_OF_CHINESE = {"TWD": "tw", "HKD": "hk", "MOP": "mo"}
_TRADITIONAL = re.compile("[億萬產業縣鄉廠]")
_RENMINBI = re.compile("人民[币幣]|RMB")
# Bodies, money and measures of which only Taiwan's texts tell as their own.
_OF_TAIWAN = re.compile(r"行政院|经济部|主计总?处|新台币|纺拓会|公吨|民国\s?\d|(?<!\d)1[01]\d\s?年\s?(?:度|\d|我国)")
_TAIWANS_WAYS = re.compile(r"新台币|合并营收|-ky(?![a-z])|中央社|[年月季][增减]\s?[\d.]+\s?%")
_TAIWAN = PlaceCandidate("tw", "Taiwan", "country", 1.0, ("Taiwan writes of itself",))
_SHORT = 3
_LENGTHS = (5, 4, 3, 2)
_PLACES = frozenset({"city", "district"})
_LEVEL_OF = {
    "town": ("town",),
    "city": ("county", "prefecture"),
    "district": ("county",),
    "county": ("county",),
}
_TOLD_BY = re.compile("据|根据|来自")
_TELLS = re.compile(
    r"(?:[一-鿿]{0,6}(?:负责人|主任|局长|会长|秘书长)[一-鿿]{0,3})?(?:的?(?:最新)?(?:(?:公布|发布)的?[一-鿿]{0,3})?(?:统计|数据|资料|介绍|透露|消息|测算|不完全统计))"
)
_KIND_OF = {"province": "province", "town": "town"}
_PROSE = 60  # characters


def in_money_of_home(
    quantities: Sequence[Quantity], home: str | None, text: str, vocabulary: Vocabulary
) -> Sequence[Quantity]:
    """Return the amounts of a text with the words that currencies share read as those of its country.

    "¥" is yen where the places of the text lie in Japan, "rupees" are Pakistan's in Pakistan; Taiwan's press writes 元
    for its own money, unless it says whose.
    """
    if home == "tw":
        if not _TRADITIONAL.search(text) or _RENMINBI.search(text):
            return quantities
        return [replace(q, unit="TWD") if q.unit == "CNY" and q.unit_printed.endswith("元") else q for q in quantities]
    code, words = _money_there(vocabulary).get(home or "", ("", frozenset()))
    if not code:
        return quantities
    return [
        replace(q, unit=code) if q.kind == "money" and q.unit != code and _word_of(q) in words else q
        for q in quantities
    ]


def _word_of(quantity: Quantity) -> str:
    return fold(quantity.unit_printed).strip()


@lru_cache(maxsize=8)
def _money_there(vocabulary: Vocabulary) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return for each country the currency that words shared with others mean there, and these words."""
    table = vocabulary.table("currencies")
    return {land: (code, frozenset(entry["there"])) for code, entry in table.items() for land in entry.get("lands", ())}


def unnamed_home(article: Article) -> str | None:
    """Return the code of the country that a text is of without saying so."""
    if article.language == "zh":
        return _MONEY_OF_CHINESE.get(next((view.currency for view in article.views), None) or "", "cn")
    if _CHINESE.search(article.folded):
        return "cn"
    if not any(view.sentence.kind == "body" and view.end - view.start >= _PROSE for view in article.views):
        return None  # a list of figures under a name that nobody knows
    return _MONEY_OF.get(next((view.currency for view in article.views), None) or "")


def is_of_taiwans_press(folded: str, text: str) -> bool:
    """Say whether a text without a place of its own is written as Taiwan's press writes: 合併營收, 年減11.5%, -KY."""
    return "营收" in folded and _TAIWANS_WAYS.search(folded) is not None and _TRADITIONAL.search(text) is not None


def of_our_land(folded: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places of a text with its 我国 read as Taiwan where Taiwan writes of itself."""
    named = "台湾" in folded or any((place.place_code or "").startswith("tw") for place in places)
    if "我国" not in folded or not named or not _OF_TAIWAN.search(folded) or _RENMINBI.search(folded):
        return places
    return tuple(
        replace(place, place_code="tw", candidates=(_TAIWAN,)) if place.span.of(folded) == "我国" else place
        for place in places
    )


def seat_of_a_body(article: Article, discourse: Discourse) -> Entity | None:
    """Return the province or city that the first body bears in its name, where a text names no place else."""
    gazetteer = read_gazetteer(article.vocabulary)
    if article.language == "zh":
        return _chinese_seat(article, discourse, gazetteer)
    town = town_of_a_body(article, discourse)
    if town is not None or (discourse.country is not None and discourse.country.first >= 0):
        return town
    for view in article.views:
        for name in view.organisations:
            if name.kind in ("association", "agency") and name.name.isascii():
                word = name.name.removeprefix("the ").split(" ")[0].removesuffix("'s")
                seat = _seat_called(gazetteer, word, discourse.country.key if discourse.country else None)
                if seat is not None:
                    kind = _KIND_OF.get(seat.level, "city")
                    entity = discourse.entities.setdefault(seat.code, Entity(seat.code, kind, kind, seat.code, ()))
                    entity.names[word] += 1
                    return entity
    return None


def _seat_called(gazetteer: Gazetteer, word: str, country: str | None) -> PlaceRecord | None:
    """Return the only province or city of a country that bears a name, else the only cluster that does."""
    codes = gazetteer.codes(latin_key(word)) if len(word) > _SHORT else ()
    found = [place for code in codes if (place := find_place(code)) is not None]
    found = [place for place in found if country is None or place.code.split("-")[0] == country]
    wide = [place for place in found if place.level in ("province", "prefecture")]
    known = [place for place in found if place.code in gazetteer.cluster_places]
    return wide[0] if len(wide) == 1 else known[0] if len(known) == 1 and not wide else None


def town_of_a_body(article: Article, discourse: Discourse) -> Entity | None:
    """Return the cluster whose name a body bears, where the text goes on about "the town" or "the county"."""
    told = {cue.key for view in article.views for cue in view.anaphors} & _LEVEL_OF.keys()
    if not told or article.language == "zh":
        return None
    gazetteer = read_gazetteer(article.vocabulary)
    levels = {level for key in told for level in _LEVEL_OF[key]}
    for view in article.views:
        for name in view.organisations:
            if name.kind not in ("association", "agency"):
                continue
            word = name.name.removeprefix("the ").split(" ")[0].removesuffix("'s")
            codes = [code for code in gazetteer.codes(latin_key(word)) if code in gazetteer.cluster_places]
            found = find_place(codes[0]) if len(codes) == 1 and len(word) > _SHORT else None
            if found is not None and found.level in levels:
                kind = "town" if found.level == "town" else "city"
                entity = discourse.entities.setdefault(
                    found.code, Entity(found.code, kind, found.level, found.code, ())
                )
                entity.names[word] += 1
                return entity
    return None


def _chinese_seat(article: Article, discourse: Discourse, gazetteer: Gazetteer) -> Entity | None:
    """Return the county or city whose trade the first body tells of: 辛集皮革商会会长介绍,全市皮革企业1518家."""
    for view in article.views:
        if not any(cue.key in _PLACES for cue in view.anaphors):
            continue
        for name in view.organisations:
            if name.kind not in ("association", "agency"):
                continue
            if (entity := _seat_in_name(discourse, gazetteer, name.name)) is not None:
                return entity
    return None


_OWN_ACCOUNT = re.compile(r"来源:\s?(?P<name>[一-鿿]{2,4})发布")  # the county's own account: 来源:临西发布


def seat_of_the_press(article: Article, discourse: Discourse, ends: tuple[str, ...]) -> Entity | None:
    """Return the county or city whose own press prints a Chinese bulletin: 来源:惠民县融媒体中心.

    `ends` are the words that the place's name may end with.
    """
    gazetteer = read_gazetteer(article.vocabulary)
    names = [name.name for view in article.views for name in view.organisations if name.kind == "media"]
    if (source := _OWN_ACCOUNT.search(article.folded)) is not None:
        names.append(source["name"])
    for name in (*names, article.hints.publisher or ""):
        if not name or name.isascii():
            continue
        known = set(discourse.entities)
        found = _seat_in_name(discourse, gazetteer, name)
        record = find_place(found.key) if found is not None else None
        if found is not None and record is not None and record.suffix in ends:
            return found
        if found is not None and found.key not in known:
            del discourse.entities[found.key]
    return None


def _seat_in_name(discourse: Discourse, gazetteer: Gazetteer, name: str) -> Entity | None:
    """Return the county or city that a Chinese body's name begins with."""
    for length in _LENGTHS:
        found = [find_place(code) for code in gazetteer.codes(fold(name)[:length])]
        places = [place for place in found if place is not None and place.level in ("county", "prefecture")]
        if len(places) == 1:
            kind = "district" if places[0].suffix in ("区", "县") else "city"
            code = places[0].code
            entity = discourse.entities.setdefault(code, Entity(code, kind, places[0].level, code, ()))
            entity.names[name[:length]] += 1
            return entity
    return None


def _land_in_name(discourse: Discourse, gazetteer: Gazetteer, name: str) -> Entity | None:
    """Return the foreign land that a body's name begins with: 瑞士钟表工业联合会."""
    for length in (4, 3, 2):
        for code in gazetteer.codes(fold(name)[:length]):
            place = find_place(code)
            if place is not None and place.level == "country" and code != "cn":
                entity = discourse.entities.setdefault(code, Entity(code, "country", "country", code, ()))
                entity.names[name[:length]] += 1
                return entity
    return None


def home_of_a_speaker(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return the place whose body tells what a Chinese sentence says: 据南通市工信局介绍, 全产业链从业人员50万人."""
    if not _TOLD_BY.match(view.folded, view.start, view.end):
        return None
    for name in view.organisations:
        if name.start > view.start + 3:
            return None
        if name.kind in ("association", "agency") and _TELLS.match(view.folded, name.end, view.end):
            words = fold(name.name)
            named = (e for e in discourse.entities.values() if e.kind in LOCAL and e.level != "project")
            longest = max(
                ((len(own), e) for e in named for own in e.names if words.startswith(fold(own))),
                key=lambda pair: pair[0],
                default=None,
            )
            if longest is not None:
                return longest[1]
            gazetteer = read_gazetteer(article.vocabulary)
            if (seat := _seat_in_name(discourse, gazetteer, name.name)) is not None:
                return seat
            if (land := _land_in_name(discourse, gazetteer, name.name)) is not None:
                discourse.focus = land  # the next sentences are of it as well
            return land
    return None
