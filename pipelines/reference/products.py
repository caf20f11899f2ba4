"""Products and trades: the two lexicons that say what is made, checked as they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.reference.vocabulary import Vocabulary, VocabularyError


@dataclass(frozen=True, slots=True)
class Trade:
    """A broad line of business; with a place it makes a cluster."""

    key: str
    en: tuple[str, ...]  # the first one is the name
    zh: tuple[str, ...]
    broader: str | None  # the wider trade


@dataclass(frozen=True, slots=True)
class Product:
    """What is made, with the words that articles have for it."""

    key: str
    trade: str
    hypernym: str | None  # the next wider product
    hs: str | None  # heading of the Harmonized System; None where the words do not settle it
    en: tuple[str, ...]
    zh: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.en + self.zh


@lru_cache(maxsize=8)
def read_trades(vocabulary: Vocabulary) -> Mapping[str, Trade]:
    """Return the trades by key. Raises VocabularyError on an entry that cannot be used."""
    entries = vocabulary.table("trades")
    trades = {}
    for key, entry in entries.items():
        _check("trades", key, entry, {"broader"})
        _check_reference("trades", key, "broader", entry.get("broader"), entries)
        trades[key] = Trade(key, tuple(entry.get("en", ())), tuple(entry.get("zh", ())), entry.get("broader"))
    return trades


@lru_cache(maxsize=8)
def read_products(vocabulary: Vocabulary) -> Mapping[str, Product]:
    """Return the products by key. Raises VocabularyError on an entry that cannot be used."""
    entries, trades = vocabulary.table("products"), vocabulary.table("trades")
    products = {}
    for key, entry in entries.items():
        _check("products", key, entry, {"trade", "hypernym", "hs"})
        if "trade" not in entry:
            raise VocabularyError(f'vocabulary/products.toml, [{key}]: no trade; add trade = "..." from trades.toml')
        _check_reference("products", key, "trade", entry["trade"], trades)
        _check_reference("products", key, "hypernym", entry.get("hypernym"), entries)
        products[key] = Product(
            key,
            entry["trade"],
            entry.get("hypernym"),
            entry.get("hs"),
            tuple(entry.get("en", ())),
            tuple(entry.get("zh", ())),
        )
    return products


def _check(file: str, key: str, entry: Any, optional: set[str]) -> None:
    where = f"vocabulary/{file}.toml, [{key}]"
    if not isinstance(entry, dict):
        raise VocabularyError(f"{where}: is not a table; write [{key}] on a line of its own, its fields below")
    if unknown := set(entry) - optional - {"en", "zh"}:
        fields = ", ".join(sorted(optional | {"en", "zh"}))
        raise VocabularyError(f"{where}: no field is called {min(unknown)}; the fields are {fields}")
    for name in ("en", "zh"):
        words = entry.get(name, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise VocabularyError(f'{where}: {name} must be a list of words, as in {name} = ["..."]')
    if not entry.get("en") and not entry.get("zh"):
        raise VocabularyError(f'{where}: has no words; add en = ["..."] or zh = ["..."]')
    if (hs := entry.get("hs")) is not None and not (isinstance(hs, str) and len(hs) in (4, 6) and hs.isdigit()):
        raise VocabularyError(f'{where}: hs = {hs!r} is no heading; write four digits in quotes, as in hs = "6110"')


def _check_reference(file: str, key: str, name: str, value: Any, known: Mapping[str, Any]) -> None:
    if value is not None and value not in known:
        home = "trades.toml" if name in ("trade", "broader") else "products.toml"
        raise VocabularyError(
            f"vocabulary/{file}.toml, [{key}]: {name} = {value!r} is not in {home}; "
            f"use one of its keys, or add [{value}] there"
        )
