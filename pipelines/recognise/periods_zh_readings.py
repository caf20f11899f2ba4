"""What the Chinese rules of `period_rules.toml` mean: each function reads a match into a `Draft`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from pipelines.recognise.mentions import PeriodKind, Template
from pipelines.recognise.periods_calendar import (
    MISSING,
    Draft,
    FiscalCalendar,
    Year,
    dated,
    day,
    month_end,
    months,
    shifted_months,
    whole_year,
)
from pipelines.recognise.periods_en_readings import Setting

_PLAIN = FiscalCalendar(1, 1, False)
_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2, "元": 1}
_REL = {
    "今": 0,
    "本": 0,
    "当": 0,
    "當": 0,
    "去": -1,
    "上": -1,
    "前": -2,
    "明": 1,
    "来": 1,
    "來": 1,
    "下": 1,
    "后": 2,
    "後": 2,
}


def number(text: str) -> int:
    """Read a small Chinese or digit number: 十二 is 12, 二十 is 20."""
    if text.isascii():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGIT[c]) for c in text))
    tens, _, ones = text.partition("十")
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0) if len(tens) < 2 and len(ones) < 2 else 0


def year_of(text: str | None) -> Year:
    if not text:
        return MISSING
    digits = "".join(str(_DIGIT[c]) if c in _DIGIT else c for c in text if c.isdecimal() or (c in _DIGIT and c != "元"))
    if len(digits) == 4:
        return Year("absolute", int(digits))
    if len(digits) == 2 and text[0].isdigit():
        return Year("absolute", int(digits) + (2000 if int(digits) < 70 else 1900))
    if "同年" in text or text[0] in "当當":
        return Year("same", 0)
    if text.startswith(("前一年", "上一年")):
        return Year("relative", -1)
    return Year("relative", _REL.get(text[0], 0))


def _day(m: "re.Match[str]", s: Setting) -> Draft | None:
    return day(year_of(m["y"]), number(m["m"]), number(m["d"]))


def _day_range(m: "re.Match[str]", s: Setting) -> Draft | None:
    year = year_of(m["y"])
    last_year = year_of(m["y2"]) if m.groupdict().get("y2") else year
    first_month = number(m["m"])
    last_month = number(m["m2"]) if m["m2"] else first_month
    return Draft(
        "months",
        year.mode,
        Template(year.value, first_month, number(m["d"]), last_year.value, last_month, number(m["d2"])),
    )


def _month(m: "re.Match[str]", s: Setting) -> Draft | None:
    month = number(m["m"])
    return months(year_of(m["y"]), month, month, "month", _PLAIN) if 1 <= month <= 12 else None


def _month_range(m: "re.Match[str]", s: Setting) -> Draft | None:
    first, last = number(m["m"]), number(m["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    year = year_of(m["y"])
    if m.groupdict().get("y2"):
        year2 = year_of(m["y2"])
        if year.mode != year2.mode:
            return None
        return Draft("months", year.mode, Template(year.value, first, 1, year2.value, last, 31))
    return months(year, first, last, "months", _PLAIN) if first != last else None


def _first_months(m: "re.Match[str]", s: Setting) -> Draft | None:
    count = number(m["n"])
    return months(year_of(m["y"]), 1, count, "months" if count > 1 else "month", _PLAIN) if 1 <= count <= 12 else None


def _quarter(m: "re.Match[str]", s: Setting) -> Draft | None:
    words = m["q"]
    first = {"首": 1, "末": 4}.get(words) or number(words)
    last = number(m["q2"]) if m.groupdict().get("q2") else first
    if not 1 <= first <= last <= 4:
        return None
    return months(year_of(m["y"]), first * 3 - 2, last * 3, "quarter" if first == last else "months", _PLAIN)


def _first_quarters(m: "re.Match[str]", s: Setting) -> Draft | None:
    count = number(m["n"])
    return months(year_of(m["y"]), 1, count * 3, "months", _PLAIN) if 1 < count < 5 else None


def _half(m: "re.Match[str]", s: Setting) -> Draft | None:
    first = m["h"][0] in "上前"
    return months(year_of(m["y"]), 1 if first else 7, 6 if first else 12, "half", _PLAIN)


def _year(m: "re.Match[str]", s: Setting) -> Draft | None:
    return whole_year(year_of(m["y"]), _PLAIN)


def _years(m: "re.Match[str]", s: Setting) -> Draft | None:
    first = year_of(m["y"] if "年" in m["y"] else m["y"] + "年").value
    last = year_of(m["y2"] if "年" in m["y2"] else m["y2"] + "年").value
    if last < 100:
        last += first // 100 * 100
    return Draft("years", "absolute", Template(first, 1, 1, last, 12, 31)) if first < last else None


def _plan(m: "re.Match[str]", s: Setting) -> Draft | None:
    years = s.words["plans"].get(str(number(m["n"])))
    return None if years is None else Draft("plan", "absolute", Template(years[0], 1, 1, years[1], 12, 31))


def _same_period(m: "re.Match[str]", s: Setting) -> Draft | None:
    words = m.groupdict().get("y")
    year = year_of(words) if words else Year("same", -1)
    if words is None:
        return Draft("unknown", "same", None, comparison=True)
    return replace(whole_year(year, _PLAIN), kind="unknown", comparison=True)


def _past(m: "re.Match[str]", s: Setting) -> Draft | None:
    kind: PeriodKind = "years" if m["u"] == "年" else "months"
    if m["n"] in ("几", "幾", "些", "数", "數") or s.reference is None:
        return Draft("unknown" if s.reference else kind, "relative", None)
    count = number(m["n"])
    if count == 0:
        return None
    ref = s.reference
    there = (
        shifted_months(ref, -count * 12 if m["u"] == "年" else -count)
        if m["u"] != "天"
        else ref - timedelta(days=count)
    )
    ahead = m["rel"] in ("未来", "未來", "今后", "今後")
    if ahead:
        there = shifted_months(ref, count * 12 if m["u"] == "年" else count)
    return dated(kind, *((ref, there) if ahead else (there, ref)), "relative")


def _decade(m: "re.Match[str]", s: Setting) -> Draft | None:
    tens = number(m["n"])
    century = 20 if m["c"] in (None, "上", "二十", "20") else number(m["c"]) if m["c"] not in ("本",) else 21
    first = (century - 1) * 100 + tens
    return Draft("years", "absolute", Template(first, 1, 1, first + 9, 12, 31)) if tens % 10 == 0 else None


def _century(m: "re.Match[str]", s: Setting) -> Draft | None:
    n = {"上": 20, "本": 21}.get(m["c"]) or number(m["c"])
    return Draft("years", "absolute", Template(n * 100 - 99, 1, 1, n * 100, 12, 31)) if 0 < n < 30 else None


def _now(m: "re.Match[str]", s: Setting) -> Draft | None:
    if s.reference is None:
        return Draft("as_of", "relative", None, basis="as_of", open_start=True)
    return replace(dated("as_of", s.reference, s.reference, "as_of"), open_start=True)


def _relative_month(m: "re.Match[str]", s: Setting) -> Draft | None:
    word = m["rel"]
    kind: PeriodKind = "month" if m["u"] == "月" else "quarter"
    if word in ("当", "當", "该", "該", "同"):
        return Draft(kind, "same", None)
    if s.reference is None:
        return Draft(kind, "relative", None)
    size = 1 if kind == "month" else 3
    shift = {"上": -1, "下": 1}.get(word[0], 0)
    begin = s.reference.replace(month=(s.reference.month - 1) // size * size + 1, day=1)
    first = shifted_months(begin, shift * size)
    return dated(kind, first, shifted_months(first, size) - timedelta(days=1), "relative")


def _this_day(m: "re.Match[str]", s: Setting) -> Draft | None:
    shift = {"昨": -1, "前": -2, "明": 1, "后": 2, "後": 2}.get(m.group()[0], 0)
    if s.reference is None:
        return Draft("day", "relative", None)
    at = s.reference + timedelta(days=shift)
    return dated("day", at, at, "relative")


def _ago(m: "re.Match[str]", s: Setting) -> Draft | None:
    count = number(m["n"])
    if m["u"] == "年":
        return whole_year(Year("relative", -count), _PLAIN)
    if s.reference is None or count == 0:
        return Draft("unknown", "relative", None)
    if m["u"] in ("天", "日"):
        at = s.reference - timedelta(days=count)
        return dated("day", at, at, "relative")
    first = shifted_months(s.reference.replace(day=1), -count)
    return dated("month", first, first.replace(day=month_end(first.year, first.month)), "relative")


def _numeric_date(m: "re.Match[str]", s: Setting) -> Draft | None:
    return day(Year("absolute", int(m["y"])), int(m["m"]), int(m["d"])) if 1 <= int(m["m"]) <= 12 else None


READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    "day": _day,
    "day_range": _day_range,
    "month": _month,
    "month_range": _month_range,
    "first_months": _first_months,
    "quarter": _quarter,
    "first_quarters": _first_quarters,
    "half": _half,
    "year": _year,
    "years": _years,
    "plan": _plan,
    "same_period": _same_period,
    "past": _past,
    "decade": _decade,
    "century": _century,
    "now": _now,
    "relative_month": _relative_month,
    "this_day": _this_day,
    "ago": _ago,
    "numeric_date": _numeric_date,
}
