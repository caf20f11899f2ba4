"""Run the public cases of Microsoft Recognizers-Text, read from a folder, and print the pass rates.

    python -m tests.peers.run_specs FOLDER [--misses MODEL]

FOLDER holds the `Specs` as JSON files named like `number-english-numbermodel.json`; none is part of the project.
A case passes ("found") when each labelled item is found: the same value, the same unit, an overlapping span; other
finds are forgiven. "span" asks for the exact span, too. A date with a clock time passes by its day: the time is not
read. What is outside the mission is listed by kind first, and both rates are printed: over the cases inside, and over
all.
"""

import argparse
import collections
import json
import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.recognise.numbers import recognise_numbers
from pipelines.recognise.periods import recognise_periods
from pipelines.recognise.quantities import recognise_figures


class Item(NamedTuple):
    """What a case labels, or what was found: half-open span, value, unit."""

    start: int
    end: int
    value: Any
    unit: str | None


MODELS = {
    "number-english-numbermodel": "number",
    "number-chinese-numbermodel": "number",
    "number-english-percentmodel": "percent",
    "number-chinese-percentmodel": "percent",
    "numberwithunit-english-currencymodel": "currency",
    "numberwithunit-chinese-currencymodel": "currency",
    "numberwithunit-english-dimensionmodel": "dimension",
    "numberwithunit-chinese-dimensionmodel": "dimension",
    "datetime-english-datetimemodel": "datetime",
    "datetime-chinese-datetimemodel": "datetime",
}

CURRENCIES = {
    "Dollar": "USD", "United States dollar": "USD", "Pound": "GBP", "British pound": "GBP", "Japanese yen": "JPY",
    "Chinese yuan": "CNY", "Canadian dollar": "CAD", "Euro": "EUR", "Australian dollar": "AUD", "Swiss franc": "CHF",
    "Turkish lira": "TRY", "Rupee": "INR", "Mexican peso": "MXN", "Hong Kong dollar": "HKD", "Cent": "cent",
    "Franc": "CHF",
}  # fmt: skip
UNITS = {
    "Foot": "foot", "Meter": "metre", "Mile": "mile", "Ton": "tonne", "Metric ton": "tonne", "Gallon": "gallon",
    "Kilogram": "kilogram", "Inch": "inch", "Pound": "pound_weight", "Kilometer": "kilometre",
    "Millimeter": "millimetre", "Kilometer per hour": "kilometre", "Mile per hour": "mile",
    "Barrel": "barrel", "Square meter": "square_metre", "Gram": "gram", "Mu": "mu", "Centimeter": "centimetre",
    "Cup": "piece", "Degree": "degree",
}  # fmt: skip
# Outside the mission, by the kind of item: powers in scientific notation, coins and crypto money, speeds, data sizes,
# kitchen and laboratory measures, angles, clock times, meetings that recur, holidays.
POWER = re.compile(r"\^|[0-9]e[+-]?[0-9]|[0-9][\d.]* ?[mg]\b", re.I)
OUTSIDE_UNITS = re.compile(
    r"per milli|byte|bit|spoon|Dram|Radian|Turn|microgram|Picometer|Decimeter|calorie|hertz|Liang|Bitcoin|Satoshi|"
    r"Penny|Pence|lari", re.I,
)  # fmt: skip
RECURRING, CLOCK = {"set"}, {"time", "timerange", "timezone", "datetimealt"}
COUNTED_CLOCK = re.compile(r"\b(?:hours?|hrs?|h|minutes?|mins?|min|seconds?|secs?)\b|小时|分钟|分鐘|小時", re.I)
HOLIDAY = re.compile(
    r"day(?!s)\b(?<!to day)|christmas|easter|thanksgiving|halloween|mlk|patrick|new year|eid |[节節]|除夕|元宵|eve\b",
    re.I,
)
NO_HOLIDAY = re.compile(
    r"today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d ?days?|first day|last day|next day|weekday|\ba day",
    re.I,
)


def outside(model: str, case: dict[str, Any]) -> str | None:
    """Return the kind for which a case lies outside the mission; None when it lies inside."""
    for item in case["Results"]:
        resolution = item.get("Resolution") or {}
        text = item["Text"]
        if model == "number" and POWER.search(text):
            return "powers and scientific notation"
        if model == "percent" and resolution.get("value") in (None, "null"):
            return "the bare word"
        if model == "percent" and (text.startswith("per") or (" " in text and re.search("[百成]", text))):
            return "the word before the number; characters set apart by blanks"
        unit = resolution.get("unit")
        if model in ("currency", "dimension") and (unit is None or OUTSIDE_UNITS.search(unit)):
            return "speeds, data, kitchen and laboratory measures, coins"
        if model == "datetime" and "Context" not in case:
            return "without a reference date"
        if model == "datetime":
            kind = item.get("TypeName", ".time").rpartition(".")[2]
            if kind in RECURRING:
                return "what recurs: every week, daily"
            if kind in CLOCK or (kind.startswith("datetime") and COUNTED_CLOCK.search(text)):
                return "clock times without a day, hours and minutes"
            if kind == "date" and HOLIDAY.search(text) and not NO_HOLIDAY.search(text):
                return "holidays"
            values = resolution.get("values") if isinstance(resolution, dict) else None
            if not values or values[0].get("value") == "not resolved":
                return "without a resolution"
    return None


def number_of(written: str) -> Fraction | None:
    try:
        return Fraction(written.rstrip("%"))
    except (ValueError, ZeroDivisionError):
        return None


def gold(model: str, item: dict[str, Any]) -> Item:
    start, end = item["Start"], item["End"] + 1
    resolution = item["Resolution"]
    if model == "number":
        return Item(start, end, number_of(resolution["value"]), None)
    if model == "percent":
        return Item(start, end, number_of(resolution["value"]), "percent")
    if model in ("currency", "dimension"):
        units = CURRENCIES if model == "currency" else UNITS
        value = number_of(resolution["value"]) if resolution.get("value") not in (None, "null") else None
        return Item(
            start, end, value, resolution.get("isoCurrency") or units.get(resolution["unit"], resolution["unit"])
        )
    return Item(start, end, tuple(resolution["values"]), item["TypeName"].rpartition(".")[2])


def found(model: str, case: dict[str, Any]) -> list[Item]:
    text = case["Input"]
    if model == "number":
        return [Item(n.span.start, n.span.end, n.value, None) for n in recognise_numbers(text)]
    if model == "datetime":
        given = case.get("Context", {}).get("ReferenceDateTime")
        reference = date.fromisoformat(given[:10]) if given else None
        periods = [Item(p.start, p.end, (p.start_date, p.end_date), "") for p in recognise_periods(text, reference)]
        durations = recognise_figures(text, periods=()).quantities
        return periods + [Item(q.start, q.end, q.value, q.unit) for q in durations if q.unit in DURATIONS]
    items = []
    for q in recognise_figures(text, periods=()).quantities:
        if q.value is None:
            items += [Item(q.start, q.end, v, q.unit) for v in (q.low, q.high)]
        else:
            sign = -1 if q.direction == "decrease" and re.match(r"[-－负負]|minus", text[q.start :]) else 1
            items.append(Item(q.start, q.end, q.value * sign, q.unit))
    if model == "percent":
        points = {"percentage_point": "percent"}
        items = [item._replace(unit=points.get(item.unit or "", item.unit)) for item in items]
    return items


DURATIONS = {"year": 365 * 86400, "month": 30 * 86400, "week": 7 * 86400, "day": 86400, "hour": 3600, "minute": 60,
             "second": 1, "decade": 3650 * 86400, "century": 36500 * 86400}  # fmt: skip


def meets(model: str, mine: Item, wanted: Item) -> bool:
    if min(mine.end, wanted.end) <= max(mine.start, wanted.start):
        return False
    if model == "datetime":
        return any(same_time(mine, value) for value in wanted.value)
    if wanted.value is None or mine.value is None or mine.unit != wanted.unit:
        return False
    return abs(mine.value - wanted.value) <= abs(wanted.value) / 10**6


def ends(end: date) -> set[str]:
    """Return how the cases may write our inclusive end: the day after it, or the first day of a range's last unit."""
    after = date.fromordinal(end.toordinal() + 1)
    firsts = {end}
    if after.day == 1:
        firsts.add(end.replace(day=1))
        if after.month == 1:
            firsts.add(end.replace(month=1, day=1))
    return {day.isoformat() for day in (after, *firsts)}


def same_time(mine: Item, value: dict[str, str]) -> bool:
    """Compare with one of the alternatives of a case: a day, a range (its end exclusive), or a duration in seconds."""
    if value["type"] == "duration":
        return (
            mine.unit in DURATIONS
            and mine.value is not None
            and mine.value * DURATIONS[mine.unit] == number_of(value["value"])
        )
    if mine.unit != "":
        return False
    start, end = mine.value
    if value["type"] == "date":
        return start is not None and start.isoformat() == value.get("value") and end in (start, None)
    if value["type"] == "datetime":  # "at present" and "the end of today" have an end alone
        only = start or end
        return only is not None and only.isoformat() == value["value"][:10] and end in (only, None)
    if value["type"] == "datetimerange":
        return same_days(start, end, value)
    if value["type"] == "daterange":
        first, last = value.get("start"), value.get("end")
        if "Mod" in value:
            eve = start and date.fromordinal(start.toordinal() - 1)  # "after 7 January" is written with the 7th
            opens = start is not None and first in (start.isoformat(), value["Mod"] == "after" and eve.isoformat())
            return opens or (end is not None and last in ends(end))
        return (
            start is not None and end is not None and first is not None and last is not None
            and start.isoformat() == first and last in ends(end)
        )  # fmt: skip
    return False


def same_days(start: date | None, end: date | None, value: dict[str, str]) -> bool:
    """Compare with the days of a stretch of clock times: "Monday afternoon" is right as that Monday."""
    first, last = value.get("start", "")[:10], value.get("end", "")[:10]
    if "Mod" in value or not (first and last):  # "today before 4 pm" is written with one end; the day is today
        only = first or last
        return any(day is not None and day.isoformat() == only for day in (start, end))
    eve = date.fromordinal(date.fromisoformat(last).toordinal() - 1).isoformat()
    ends_at_midnight = value["end"].endswith("00:00:00") and eve >= first
    return (
        start is not None and end is not None and start.isoformat() == first
        and end.isoformat() in ({last, eve} if ends_at_midnight else {last})
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", help="print the cases of this file that are missed")
    args = parser.parse_args()
    rows, left_out = [], []
    for name, model in MODELS.items():
        path = args.folder / f"{name}.json"
        if not path.exists():
            continue
        cases = json.loads(path.read_text(encoding="utf-8-sig"))
        kinds = collections.Counter(filter(None, (outside(model, case) for case in cases)))
        counts = collections.Counter[str]()
        for case in cases:
            inside = outside(model, case) is None
            try:
                wanted = [gold(model, item) for item in case["Results"]]
            except KeyError:
                wanted = []
            mine = found(model, case)
            hit = all(any(meets(model, m, w) for m in mine) for w in wanted)
            exact = hit and all(any(meets(model, m, w) and m[:2] == w[:2] for m in mine) for w in wanted)
            counts.update(all=1, all_found=hit, inside=inside, found=inside and hit, span=inside and exact)
            if inside and not hit and args.misses == name:
                print(
                    repr(case["Input"]),
                    [w[2:] for w in wanted],
                    "found",
                    [(case["Input"][m[0] : m[1]], str(m.value), m.unit) for m in mine],
                )
        rows.append((name, counts))
        left_out.append((name, len(cases), kinds))
    print("Outside the mission, by kind:")
    for name, total, kinds in left_out:
        print(f"  {name}: {sum(kinds.values())} of {total}  {dict(kinds) or ''}")
    print(f"{'model':<42}{'cases':>6}{'inside':>7}{'found %':>9}{'span %':>8}{'found % of all':>16}")
    for name, c in rows:
        rate = [100 * c[a] / max(c[b], 1) for a, b in (("found", "inside"), ("span", "inside"), ("all_found", "all"))]
        print(f"{name:<42}{c['all']:>6}{c['inside']:>7}{rate[0]:>9.1f}{rate[1]:>8.1f}{rate[2]:>16.1f}")


if __name__ == "__main__":
    main()
