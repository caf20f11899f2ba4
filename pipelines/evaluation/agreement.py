"""Agreement: when an observation says what a label says, field by field, as two careful readers would agree.

An observation meets a label when the values are equal, the spans overlap by half of the shorter, and the observation is
not much longer. Bounds agree by direction, market_share with other_percent, names without their generic words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

_BOUND = {
    "exact": "exact",
    "more_than": "lower",
    "at_least": "lower",
    "less_than": "upper",
    "at_most": "upper",
    "approx": "approx",
    "nearly": "approx",
    "range": "range",
}
_FAMILY = {
    "other_percent": "market_share",
    "sales_volume": "output_volume",
    "equipment_count": "other_count",
    "stalls_or_shops": "other_count",
    "other": "other_count",
    None: "other_count",
}
_GENERIC = re.compile(
    r"\b(the|of|town|township|subdistrict|sub-district|district|county|city|province|municipality|area|region|country|"
    r"cluster|industrial|industry|state|a|an|in|e|w|n|s)\b|[镇鎮区區县縣市省乡鄉街道]"
)
_WORDS = re.compile(r"[a-z0-9]+|[一-鿿]+")
_HAN = re.compile("[一-鿿]")


def meets(found: Row, label: Row) -> bool:
    """Say whether the observation is of the labelled figure."""
    length, wanted = found["end"] - found["start"], label["end"] - label["start"]
    shorter = min(length, wanted)
    return overlap(found, label) * 2 >= shorter > 0 and length <= wanted + 40 and _same_value(found, label)


def overlap(one: Row, two: Row) -> int:
    """Return how many characters two spans share; negative when they are apart."""
    return int(min(one["end"], two["end"]) - max(one["start"], two["start"]))


def _same_number(one: Any, two: Any, percent: bool = False) -> bool:
    if one is None or two is None:
        return one is two
    a, b = float(one), float(two)
    return abs(a - b) <= (2e-4 if percent else 1e-6) * max(abs(a), abs(b))


def _same_value(found: Row, label: Row) -> bool:
    percent = label["unit"] == "percent"
    if label.get("value_high") is None:
        return _same_number(found.get("value"), label["value"], percent)
    low = found.get("value_low") if found.get("value_low") is not None else found.get("value")
    return _same_number(low, label["value"], percent) and _same_number(
        found.get("value_high"), label["value_high"], percent
    )


def _bare(name: str | None) -> list[str]:
    return _WORDS.findall(_GENERIC.sub(" ", (name or "").casefold()))


def _same_subject(found: Row, label: Row) -> bool:
    want = _bare(label["subject"])
    for name in (found.get("subject"), *(found.get("subject_aliases") or [])[:5]):
        if not name or len(name) < 2:
            continue
        have = _bare(name)
        if have and want and (set(have) <= set(want) or set(want) <= set(have)):
            return True
        mine, theirs = "".join(have), "".join(want)
        if mine and (mine == theirs or (_HAN.search(mine) and (mine in theirs or theirs in mine))):
            return True
    return False


def _same_period(found: Row, label: Row) -> bool:
    start, end = (str(found.get(name) or "")[:10] for name in ("period_start", "period_end"))
    if label["period_start"] is None:
        if label["period_end"] is None:
            return not start
        return not start and (end[:4] == label["period_end"][:4] or (not end and bool(label["undated"])))
    return (start, end) == (label["period_start"], label["period_end"] or "")


def _family(indicator: str | None) -> str | None:
    return _FAMILY.get(indicator, indicator)


# Each level of the card adds one field to the one before.
FIELDS: Mapping[str, Callable[[Row, Row], bool]] = {
    "unit": lambda found, label: bool(found.get("unit") == label["unit"]),
    "qualifier": lambda found, label: _BOUND.get(found.get("qualifier", "exact"), "?") == _BOUND[label["qualifier"]],
    "indicator": lambda found, label: _family(found.get("indicator")) == _family(label["indicator"]),
    "direction": lambda found, label: label["direction"] is None or found.get("direction") == label["direction"],
    "subject": _same_subject,
    "period": _same_period,
}
# Fields that stand beside the levels.
BESIDE: Mapping[str, Callable[[Row, Row], bool]] = {
    "growth_of": lambda found, label: label["growth_of"] is None or found.get("growth_of") == label["growth_of"],
    "place_code": lambda found, label: (
        not label.get("place_code")
        or found.get("place_code") in {label["place_code"], *label.get("place_code_also", [])}
    ),
}


@dataclass(frozen=True, slots=True)
class Pairing:
    """The observations and labels of one article, paired one to one."""

    pairs: tuple[tuple[Row, Row], ...]
    extra: tuple[Row, ...]  # observations that meet no label
    missed: tuple[Row, ...]  # labels that no observation meets


def is_required(label: Row) -> bool:
    """Say whether leaving the fact out is a miss."""
    return not (label["secondary"] or label["optional"] or label["indicator"] == "other_count")


def pair(found: Sequence[Row], labels: Sequence[Row]) -> Pairing:
    """Pair observations and labels, those with most fields right first."""
    candidates = [
        (sum(same(one, two) for same in FIELDS.values()), overlap(one, two), i, j)
        for i, one in enumerate(found)
        for j, two in enumerate(labels)
        if meets(one, two)
    ]
    used_found: set[int] = set()
    used_labels: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(candidates, reverse=True):
        if i not in used_found and j not in used_labels:
            used_found.add(i)
            used_labels.add(j)
            pairs.append((found[i], labels[j]))
    return Pairing(
        tuple(pairs),
        tuple(row for i, row in enumerate(found) if i not in used_found),
        tuple(row for j, row in enumerate(labels) if j not in used_labels),
    )


def pair_channels(found: Sequence[Row], labels: Sequence[Row]) -> list[tuple[int, int, bool]]:
    """Pair channel statements and labels one to one: their indexes, and whether signal and share are right, too."""
    pairs = []
    for i, one in enumerate(found):
        for j, two in enumerate(labels):
            fits = one["end"] - one["start"] <= two["end"] - two["start"] + 120
            if overlap(one, two) > 0 and one["channel"] == two["channel"] and fits:
                share = two["signal"] != "share" or _same_number(one.get("share_pct"), two["value"], True)
                pairs.append((one["signal"] == two["signal"] and share, overlap(one, two), i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for same, _, i, j in sorted(pairs, reverse=True):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((i, j, same))
    return out


def right_channels(found: Sequence[Row], labels: Sequence[Row]) -> tuple[int, int, int, int, float]:
    """Return statements to be found, found, found with the right signal, given, and given rightly."""
    pairs = pair_channels(found, labels)
    must = [(same, labels[j]["signal"] != "presence") for _, j, same in pairs]
    right = sum(1 if same else 0.5 for _, _, same in pairs)
    hit, full = sum(asked for _, asked in must), sum(asked and same for same, asked in must)
    return sum(label["signal"] != "presence" for label in labels), hit, full, len(found), right
