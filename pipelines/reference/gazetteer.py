"""Gazetteer: the table of places with the words of the vocabulary over it: aliases, demonyms, known clusters."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pipelines.reference.places import chinese_heads, codes_of, find_place, latin_key
from pipelines.reference.vocabulary import Vocabulary, VocabularyError, default_vocabulary
from pipelines.text.folding import fold

_CODES = "write cn- and six or nine digits, gn- and a GeoNames number, or a code of ISO 3166 such as tr or tr-20"


@dataclass(frozen=True, slots=True)
class KnownCluster:
    """A cluster that is known of before any article is read."""

    key: str
    place_code: str
    trade: str
    en: tuple[str, ...]  # names of the place in this trade beside those of the table
    zh: tuple[str, ...]


def name_key(name: str) -> str:
    """Return the form under which a name of either script is filed."""
    return fold(name) if any(ord(char) > 0x2E80 for char in name) else latin_key(name)


class Gazetteer:
    """What a written name may mean."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.table("places")
        _check_sections(words)
        self.clusters = _read_clusters(vocabulary)
        self.cluster_trades: dict[str, set[str]] = {}
        for cluster in self.clusters.values():
            self.cluster_trades.setdefault(cluster.place_code, set()).add(cluster.trade)
        self.cluster_places = frozenset(self.cluster_trades)
        self.not_places = frozenset(map(name_key, words["not_places"]))
        self.words = frozenset(map(fold, words["words"]))
        self.taiwan_towns = {name: level for level, names in words["taiwan_towns"].items() for name in names}
        self.demonyms = {name: code for code, names in words["demonyms"].items() for name in names}
        self.aliases: dict[str, tuple[str, ...]] = {}
        for name, code in words["aliases"].items():
            self._add("places", f'[aliases] "{name}"', name, code)
        for code, names in words["countries"].items():
            for name in names:
                self._add("places", f"[countries] {code}", name, code)
        for cluster in self.clusters.values():
            for name in (*cluster.en, *cluster.zh):
                self._add("clusters", cluster.key, name, cluster.place_code, beside=True)

    def _add(self, file: str, entry: str, name: str, code: str, *, beside: bool = False) -> None:
        """Let a name mean a place: instead of what the table says, or beside it."""
        if not beside:
            place = find_place(code) if isinstance(code, str) else None
            if place is None:
                raise VocabularyError(f"vocabulary/{file}.toml, {entry}: no place has the code {code!r}; {_CODES}")
            code = place.code
        key = name_key(name)
        if len(key) < 2:
            raise VocabularyError(
                f"vocabulary/{file}.toml, {entry}: {name!r} is too short for a name; write it in full"
            )
        others = self.aliases.get(key, ()) or (codes_of(key) if beside else ())
        if code not in others:
            self.aliases[key] = (code, *others)

    def codes(self, key: str) -> tuple[str, ...]:
        """Return the codes that a filed name may mean; an alias stands before, and instead of, the table."""
        return self.aliases.get(key) or codes_of(key)

    @cached_property
    def chinese_heads(self) -> Mapping[str, tuple[int, ...]]:
        """The first two characters of every Chinese name, with the lengths of the names, the longest first."""
        heads = dict(chinese_heads())
        for key in self.aliases:
            if ord(key[0]) > 0x2E80:
                heads[key[:2]] = tuple(sorted({*heads.get(key[:2], ()), len(key)}, reverse=True))
        return heads


@lru_cache(maxsize=8)
def read_gazetteer(vocabulary: Vocabulary) -> Gazetteer:
    """Return the gazetteer of a vocabulary. Raises VocabularyError on an entry that cannot be used."""
    return Gazetteer(vocabulary)


def _check_sections(words: Mapping[str, Any]) -> None:
    tables, lists = {"aliases", "countries", "demonyms", "taiwan_towns"}, {"not_places", "words"}
    for section, value in words.items():
        if section not in tables | lists:
            known = ", ".join(sorted(tables | lists))
            raise VocabularyError(f"vocabulary/places.toml: no section is called {section}; the sections are {known}")
        if section in tables and not isinstance(value, Mapping):
            raise VocabularyError(
                f"vocabulary/places.toml: {section} is not a table; write [{section}], its names below"
            )
        names = [value] if section in lists else list(value.values()) if section != "aliases" else []
        if not all(isinstance(each, list) and all(isinstance(name, str) for name in each) for each in names):
            raise VocabularyError(f'vocabulary/places.toml: {section} holds lists of names, as in ["Turkish"]')


def _read_clusters(vocabulary: Vocabulary) -> dict[str, KnownCluster]:
    trades = vocabulary.table("trades")
    shipped = default_vocabulary().table("clusters")  # checked by a test, once, and not at each start
    clusters = {}
    for key, entry in vocabulary.table("clusters").items():
        code = entry["place"] if entry == shipped.get(key) else _checked_place(key, entry, trades)
        clusters[key] = KnownCluster(key, code, entry["trade"], tuple(entry.get("en", ())), tuple(entry.get("zh", ())))
    return clusters


def _checked_place(key: str, entry: Any, trades: Mapping[str, Any]) -> str:
    where = f"vocabulary/clusters.toml, {key}"
    _check_cluster(where, entry, trades)
    place = find_place(entry["place"])
    if place is None:
        raise VocabularyError(f"{where}: no place has the code {entry['place']!r}; {_CODES}")
    return place.code


def _check_cluster(where: str, entry: Any, trades: Mapping[str, Any]) -> None:
    shape = 'zhili = { place = "cn-330502100", trade = "childrens_wear", en = ["Zhili"], zh = ["织里"] }'
    if not isinstance(entry, dict) or not {"place", "trade"} <= set(entry) <= {"place", "trade", "en", "zh"}:
        raise VocabularyError(f"{where}: needs a place and a trade, and may have names en and zh: {shape}")
    if entry["trade"] not in trades:
        raise VocabularyError(
            f"{where}: trade {entry['trade']!r} is not in trades.toml; use one of its keys, or add it"
        )
    for name in ("en", "zh"):
        names = entry.get(name, [])
        if not isinstance(names, list) or not all(isinstance(word, str) for word in names):
            raise VocabularyError(f"{where}: {name} must be a list of names: {shape}")
