"""Derive the tables of places: `python -m pipelines.reference.build.places FOLDER`.

Writes `reference/places.txt.gz` (one line a place, by code) and `reference/place_names.txt.gz` (one line a written
form, with the codes it may mean), both sorted, so that the loader searches them as they are, and
`reference/place_heads.txt.gz`: how Chinese names begin, so that a text is scanned without trying each.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.reference.build import china, world
from pipelines.reference.build.archives import Archives
from pipelines.reference.build.romanise import syllables
from pipelines.reference.places import latin_key
from pipelines.text.folding import fold

_OUT = Path(__file__).resolve().parents[1]
# GeoNames' number of each Chinese province.
_OURS = "34 33 36 32 22 63 35 23 41 13 43 42 65 54 62 45 52 21 15 64 11 31 14 37 61 12 53 44 46 51 50"
_THEIRS = "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 18 19 20 21 22 23 24 25 26 28 29 30 31 32 33"
_FAR = 1.5  # degrees from its city that a place of China may lie, but for the largest counties
_DIVISIONS = dict(zip(_OURS.split(), _THEIRS.split(), strict=True))


def coordinates(divisions: list[china.Division], points: world.Points) -> dict[str, tuple[float, float]]:
    """Return a point for each division that has one: of its name in its province, else amid its towns that have one.

    A name that two divisions of a province share gives no point, nor does one far from its city.
    """
    present = [division for division in divisions if not division.successor]
    shared = Counter((division.code[:2], division.stem, len(division.code)) for division in present)
    spots: dict[str, tuple[float, float]] = {}
    amid: dict[str, list[tuple[float, float]]] = {}
    for division in sorted(present, key=lambda division: (len(division.code), division.code)):
        if shared[division.code[:2], division.stem, len(division.code)] > 1 and not division.code.endswith("00"):
            continue
        province = _DIVISIONS.get(division.code[:2], "")
        found = points.get((province, fold(division.name))) or points.get((province, fold(division.stem))) or []
        largest = sorted(found, key=lambda point: -point[2])
        city = spots.get(division.code[:4] + "00")
        if len(largest) == 1 or (len(largest) > 1 and largest[0][2] > 3 * largest[1][2]):
            spot = largest[0][:2]
            if city is not None and max(abs(spot[axis] - city[axis]) for axis in (0, 1)) > _FAR:
                continue
            spots[division.code] = spot
            if len(division.code) == 9:
                amid.setdefault(division.code[:6], []).append(spot)
    for code, towns in amid.items():
        middle = tuple(round(sum(town[axis] for town in towns) / len(towns), 2) for axis in (0, 1))
        spots.setdefault(code, (middle[0], middle[1]))
    return spots


def build(folder: Path) -> None:
    archives = Archives(folder)
    names: dict[str, set[str]] = {}
    lines: list[str] = []
    divisions = china.divisions(archives)
    points = world.china_points(archives)
    spots = coordinates(divisions, points)
    known = {division.code for division in divisions if not division.successor}
    for division in divisions:
        code = f"cn-{division.code}"
        if division.successor:
            lines.append(f"{code}\t>\tcn-{division.successor}")
            continue
        joined = division.romanised.replace(" ", "")
        latitude, longitude = map(str, spots.get(division.code, ("", "")))
        gone = "" if division.last == 2023 else str(division.last)
        lines.append("\t".join((code, division.name, division.romanised, division.english, latitude, longitude, gone)))
        forms = {division.name, division.stem, *division.former, *(china.stem_of(name) for name in division.former)}
        for form in forms:
            if len(form) > 1:
                names.setdefault(fold(form), set()).add(code)
        if division.stem != "陕西":  # its pinyin is the English name of 山西
            names.setdefault(latin_key(joined), set()).add(code)
        if "v" in joined:
            for spelling in ("u", "yu"):
                names.setdefault(joined.replace("v", spelling), set()).add(code)
        if division.english:
            names.setdefault(latin_key(division.english), set()).add(code)
        for former in {china.stem_of(name) for name in division.former} - {division.stem}:
            names.setdefault("".join(syllables(former)), set()).add(code)
    for division in divisions:
        if division.successor and division.successor in known:
            names.setdefault(fold(division.name), set()).add(f"cn-{division.successor}")
    first = world.first_divisions(archives)
    for place in (*world.countries(archives), *first, *world.cities(archives, first)):
        if place.code == "cn":
            place.others.append("People's Republic of China")
        latitude = "" if place.latitude is None else str(place.latitude)
        longitude = "" if place.longitude is None else str(place.longitude)
        people = str(place.population or "")
        lines.append("\t".join((place.code, place.name, place.zh, place.parent, people, latitude, longitude)))
        for name in (place.name, place.zh, *place.others):
            key = fold(name) if name and ord(name[0]) > 0x3000 else latin_key(name)
            if len(key) >= (2 if key and ord(key[0]) > 0x3000 else 3):
                names.setdefault(key, set()).add(place.code)
    _write("places", sorted(lines))
    _write("place_heads", _heads(names))
    _write("place_names", sorted(f"{key}\t{' '.join(sorted(codes))}" for key, codes in names.items()))


def _heads(names: Iterable[str]) -> list[str]:
    """Return the first two characters of every Chinese name with the lengths of the names, as `chinese_heads` reads."""
    lengths: dict[str, set[int]] = {}
    for name in names:
        if ord(name[0]) > 0x3000:
            lengths.setdefault(name[:2], set()).add(len(name))
    return [head + "".join(chr(48 + each) for each in sorted(found, reverse=True)) for head, found in lengths.items()]


def _write(name: str, lines: list[str]) -> None:
    content = ("\n" + "\n".join(sorted(lines, key=lambda line: line.encode())) + "\n").encode()
    with (_OUT / f"{name}.txt.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)
    print(f"{name}: {len(lines):,} lines, {len(content):,} bytes")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
