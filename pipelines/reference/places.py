"""Places: the table of the world's places and the names they are written with.

Sorted, packed files (see `build/places.py`) are unpacked once and searched as they are: no dictionary of 170,000
names is built, so the first look-up takes some hundredths of a second and a few megabytes.
"""

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

# Level word of a Chinese name, and the English words it is given, the usual one first.
SUFFIXES: dict[str, tuple[str, ...]] = {
    "街道": ("Subdistrict", "Sub-district", "Street", "Street Office", "Neighborhood", "Town", "Township"),
    "苏木": ("Sumu", "Township"),
    "自治州": ("Prefecture", "Autonomous Prefecture"),
    "自治县": ("County", "Autonomous County"),
    "自治旗": ("Banner", "Autonomous Banner"),
    "自治区": ("Autonomous Region", "Region"),
    "地区": ("Prefecture", "Region", "Area"),
    "林区": ("Forestry District", "District"),
    "特区": ("Special District", "District"),
    "新区": ("New District", "New Area", "District"),
    "省": ("Province",),
    "市": ("City", "Municipality", "Prefecture"),
    "区": ("District", "Area"),
    "县": ("County",),
    "旗": ("Banner", "County"),
    "盟": ("League",),
    "镇": ("Town", "Township"),
    "乡": ("Township", "Town", "Village"),
}
_LETTERS = str.maketrans("łŁđĐıøØßæœ’ʻ‘`ʼ", "lLdDioOsao'''''")
_NOT_LETTER = re.compile(r"[^a-z]+")


def without_accents(written: str) -> str:
    """Return a Latin name without its accents.

    >>> without_accents("Kahramanmaraş"), without_accents("Łódź")
    ('Kahramanmaras', 'Lodz')
    """
    if written.isascii():
        return written
    written = written.translate(_LETTERS)
    return "".join(char for char in unicodedata.normalize("NFKD", written) if ord(char) < 128)


@lru_cache(maxsize=1 << 14)
def latin_key(name: str) -> str:
    """Return the form under which a Latin name is filed.

    >>> latin_key("Xi'an"), latin_key("Ho Chi Minh City")
    ('xian', 'hochiminhcity')
    """
    return _NOT_LETTER.sub("", without_accents(name).lower())


@dataclass(frozen=True, slots=True, eq=False)
class PlaceRecord:
    """One place of the table."""

    code: str  # cn-360111, gn-314830, tr-27, tr
    level: str  # country, province, prefecture, county, town, city
    name: str  # English, with its level word below the province in China: Qingshanhu District
    zh: str  # official Chinese name, "" if none
    stem_length: int  # characters of `zh` without its level word; 0 outside China
    suffix: str  # the level word of `zh`: 区, 街道; "" outside China
    parent: str | None  # code of the next place above; None for a country
    population: int | None
    latitude: float | None
    longitude: float | None
    gone: int | None  # the vintage a former division was last seen in
    syllables: tuple[str, ...]  # of the Chinese name's stem

    @property
    def stem(self) -> str:
        return self.zh[: self.stem_length]


class _SortedLines:
    """Lines sorted by their first field, searched in place."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._spans: dict[bytes, tuple[int, int]] = {}

    @cached_property
    def _content(self) -> bytes:
        return gzip.decompress((files("pipelines.reference") / self._name).read_bytes())

    def find(self, key: str) -> str | None:
        """Return what follows the key on its line, None where no line has it."""
        wanted = key.encode()
        low, high = self._span(wanted[: 6 if wanted[0] < 0x80 else 3])
        at = self._content.find(b"\n" + wanted + b"\t", low, high)
        if at < 0:
            return None
        start = at + len(wanted) + 2
        return self._content[start : self._content.index(b"\n", start)].decode()

    def _span(self, prefix: bytes) -> tuple[int, int]:
        if prefix not in self._spans:
            self._spans[prefix] = self._lower(prefix), self._lower(prefix + b"\xff") + 1
        return self._spans[prefix]

    def _lower(self, prefix: bytes) -> int:
        """Return the offset of the line break before the first line that is not less than the prefix."""
        content = self._content
        low, high = 0, len(content) - 1
        while low < high:
            middle = content.rfind(b"\n", low, (low + high) // 2 + 1)
            following = content.find(b"\n", middle + 1)
            if content[middle + 1 : middle + 1 + len(prefix)] < prefix:
                low = following
            else:
                high = middle
        return low


_PLACES = _SortedLines("places.txt.gz")
_NAMES = _SortedLines("place_names.txt.gz")


@cache
def find_place(code: str) -> PlaceRecord | None:
    """Return the place of a code; a former code gives the place that took its place."""
    line = _PLACES.find(code)
    if line is None:
        return None
    fields = line.split("\t")
    if fields[0] == ">":
        return find_place(fields[1])
    return _chinese(code, fields) if code.startswith("cn-") else _foreign(code, fields)


def _chinese(code: str, fields: list[str]) -> PlaceRecord:
    zh, romanised, english, latitude, longitude, gone = fields
    digits = code[3:]
    level = (
        "town" if len(digits) == 9
        else "province" if digits.endswith("0000")
        else "prefecture" if digits.endswith("00")
        else "county"
    )  # fmt: skip
    syllables = tuple(romanised.split())
    rest = zh[len(syllables) :]
    suffix = next((suffix for suffix in SUFFIXES if rest.endswith(suffix)), "")
    name = english or _spelt(syllables)
    if level != "province" and suffix:
        name = f"{name} {SUFFIXES[suffix][0]}"
    parents = (f"cn-{digits[:6]}" if level == "town" else "", f"cn-{digits[:4]}00", f"cn-{digits[:2]}0000")
    parent = next((parent for parent in parents if parent not in ("", code) and find_place(parent)), "cn")
    return PlaceRecord(
        code,
        level,
        name,
        zh,
        len(syllables),
        suffix,
        parent,
        None,
        _number(latitude),
        _number(longitude),
        int(gone) if gone else None,
        syllables,
    )


def _spelt(syllables: tuple[str, ...]) -> str:
    """Return a romanised name as it is written: Xi'an, not Xian."""
    marked = "".join(f"'{each}" if place and each[0] in "aeo" else each for place, each in enumerate(syllables))
    return marked.capitalize()


def _foreign(code: str, fields: list[str]) -> PlaceRecord:
    name, zh, parent, population, latitude, longitude = fields
    level = "city" if code.startswith("gn-") else "province" if "-" in code else "country"
    people = int(population) if population else None
    return PlaceRecord(
        code, level, name, zh, 0, "", parent or None, people, _number(latitude), _number(longitude), None, ()
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def codes_of(key: str) -> tuple[str, ...]:
    """Return the codes that a name may mean; `key` is `latin_key` of a Latin name, or a folded Chinese one."""
    line = _NAMES.find(key) if key else None
    return tuple(line.split(" ")) if line else ()


@cache
def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes above a place, the nearest first.

    >>> ancestors("cn-360111")
    ('cn-360100', 'cn-360000', 'cn')
    """
    record = find_place(code)
    if record is None or record.parent is None:
        return ()
    return (record.parent, *ancestors(record.parent))


@cache
def chinese_heads() -> dict[str, tuple[int, ...]]:
    """Return the first two characters of every Chinese name, with the lengths of the names, the longest first."""
    packed = (files("pipelines.reference") / "place_heads.txt.gz").read_bytes()
    lengths = cache(lambda digits: tuple(ord(digit) - 48 for digit in digits))
    return {line[:2]: lengths(line[2:]) for line in gzip.decompress(packed).decode().split()}
