"""What the Chinese rules of `period_rules.toml` mean: each function reads a match of folded text into a `Draft`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import PeriodKind, Template
from pipelines.recognise.periods_calendar import (
    Draft,
    FiscalCalendar,
    Year,
    dated,
    day,
    days_on,
    fiscal_months,
    month_end,
    months,
    shifted_months,
    whole_year,
)
from pipelines.recognise.periods_en_words import Setting
from pipelines.recognise.periods_zh_weeks import WEEK_READINGS
from pipelines.recognise.periods_zh_words import number, year_of

_PLAIN = FiscalCalendar(1, 1, False)
_REPORTS_UNTIL, _HALF = 3, 6  # months
_APRIL = FiscalCalendar(4, 1, True)


def _months(year: Year, first: int, last: int, kind: PeriodKind) -> Draft | None:
    return months(year, first, last, kind, _PLAIN) if 1 <= first <= 12 and 1 <= last <= 12 else None


def _day(match: re.Match[str], setting: Setting) -> Draft | None:
    return day(year_of(match["y"]), number(match["m"]), number(match["d"]))


_SALES = {"11": 11, "十一": 11, "12": 12, "十二": 12}


def _shopping_day(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 今年双11, 2021年“双十一”期间, 去年618, 刚过去的双11: the sales of a day, in a year that is told."""
    month, last = (6, 18) if match["june"] else (_SALES[match["s"]],) * 2
    ref = setting.reference
    if match["past"] and ref is not None:
        year = Year("absolute", ref.year - ((ref.month, ref.day) < (month, last)))
    elif match["y"]:
        year = year_of(match["y"])
    else:
        return None
    if not match["during"]:
        return day(year, month, last)
    return Draft("months", year.mode, Template(year.value, month, 1, year.value, month, last))


def _day_range(match: re.Match[str], setting: Setting) -> Draft | None:
    year = year_of(match["y"])
    last_year = year_of(match["y2"]) if match["y2"] else year
    month = number(match["m"])
    last_month = number(match["m2"]) if match["m2"] else month
    first_day, last_day = number(match["d"]), number(match["d2"])
    if year.mode != last_year.mode:
        return None
    template = Template(year.value, month, first_day, last_year.value, last_month, last_day)
    return Draft("months", year.mode, template)


def _day_alone(match: re.Match[str], setting: Setting) -> Draft | None:
    ref = setting.reference
    if ref is None:
        return Draft("day", "missing", None)
    number_ = int(match["d"])
    for back in (0, -1, -2):
        first = shifted_months(ref.replace(day=1), back)
        if number_ <= month_end(first.year, first.month) and first.replace(day=number_) <= ref:
            at = first.replace(day=number_)
            return dated("day", at, at, "relative")
    return None


def _this_day(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("day", "relative", None)
    at = days_on(setting.reference, {"昨": -1, "前": -2, "明": 1, "后": 2}.get(match.group()[0], 0))
    return dated("day", at, at, "relative")


def _numeric_date(match: re.Match[str], setting: Setting) -> Draft | None:
    return day(Year("absolute", int(match["y"])), int(match["m"]), int(match["d"]))


def _numeric_month(match: re.Match[str], setting: Setting) -> Draft | None:
    first = int(match["m"])
    last = int(match["m2"]) if match["m2"] else first
    kind: PeriodKind = "months" if last > first else "month"
    return _months(Year("absolute", int(match["y"])), first, last, kind) if last >= first else None


def _month(match: re.Match[str], setting: Setting) -> Draft | None:
    month = number(match["m"])
    return _months(year_of(match["y"]), month, month, "month")


def _ten_days(match: re.Match[str], setting: Setting) -> Draft | None:
    year, month = year_of(match["y"]), number(match["m"])
    first = {"上": 1, "中": 11, "下": 21}[match["xun"]]
    template = Template(year.value, month, first, year.value, month, 31 if first == 21 else first + 9)
    return Draft("months", year.mode, template) if 1 <= month <= 12 else None


def _month_range(match: re.Match[str], setting: Setting) -> Draft | None:
    first, last = number(match["m"]), number(match["m2"])
    year = year_of(match["y"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    if match.groupdict().get("y2"):
        year2 = year_of(match["y2"])
        same = year.mode == year2.mode
        return Draft("months", year.mode, Template(year.value, first, 1, year2.value, last, 31)) if same else None
    return _months(year, first, last, "months") if first != last else None


def _first_months(match: re.Match[str], setting: Setting) -> Draft | None:
    count = number(match["n"])
    return _months(year_of(match["y"]), 1, count, "months" if count > 1 else "month")


def _quarter(match: re.Match[str], setting: Setting) -> Draft | None:
    first = {"首": 1, "末": 4}.get(match["q"]) or number(match["q"])
    last = number(match["q2"]) if match["q2"] else first
    kind: PeriodKind = "quarter" if first == last else "months"
    return _months(year_of(match["y"]), first * 3 - 2, last * 3, kind) if first <= last else None


def _first_quarters(match: re.Match[str], setting: Setting) -> Draft | None:
    return _months(year_of(match["y"]), 1, number(match["n"]) * 3, "months")


def _half(match: re.Match[str], setting: Setting) -> Draft | None:
    first = match["h"] in "上前"
    return _months(year_of(match["y"]), 1 if first else 7, 6 if first else 12, "half")


def _year(match: re.Match[str], setting: Setting) -> Draft | None:
    return whole_year(year_of(match["y"]), _PLAIN)


def _this_year(match: re.Match[str], setting: Setting) -> Draft | None:
    return whole_year(Year("same", 0), _PLAIN)


def _year_end(match: re.Match[str], setting: Setting) -> Draft | None:
    return replace(whole_year(Year("relative", 0), _PLAIN), kind="as_of", open_start=True)


def _year_end_told(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 年末 of a text of the first half of a year as the end of the year before: 年末规上企业96家."""
    past = setting.reference is not None and setting.reference.month <= _HALF
    return replace(whole_year(Year("relative", -1 if past else 0), _PLAIN), kind="as_of", open_start=True)


def _years(match: re.Match[str], setting: Setting) -> Draft | None:
    first, last = (year_of(words if "年" in words else words + "年") for words in (match["y"], match["y2"]))
    if first.mode != last.mode or not first.value < last.value:
        return None
    return Draft("years", first.mode, Template(first.value, 1, 1, last.value, 12, 31))


def _fiscal_year(match: re.Match[str], setting: Setting) -> Draft | None:
    calendar = setting.calendar
    first = int(match["y"])
    if match["y2"]:
        own = (calendar.month, calendar.day) != (1, 1)
        return fiscal_months(Year("absolute", first, True), 1, 12, "fiscal_year", calendar if own else _APRIL)
    after = 1 if calendar.after_last and calendar.month > 1 else 0
    return fiscal_months(Year("absolute", first - after, True), 1, 12, "fiscal_year", calendar)


def _plan(match: re.Match[str], setting: Setting) -> Draft | None:
    years = setting.words["plans"].get(str(number(match["n"])))
    return None if years is None else Draft("plan", "absolute", Template(years[0], 1, 1, years[1], 12, 31))


def _same_period(match: re.Match[str], setting: Setting) -> Draft | None:
    words = match.groupdict().get("y")
    if words is None:
        return Draft("unknown", "same", None, comparison=True)
    return replace(whole_year(year_of(words), _PLAIN), kind="unknown", comparison=True)


def _past(match: re.Match[str], setting: Setting) -> Draft | None:
    kind: PeriodKind = "years" if match["u"] == "年" else "months"
    count = 0 if match["n"] in "几些数多" else number(match["n"])
    if count == 0:
        return Draft("unknown", "relative", None)
    if setting.reference is None:
        return Draft(kind, "relative", None)
    if match["rel"] in ("过去", "") and count == 1 and kind == "years" and setting.reference.month <= _REPORTS_UNTIL:
        return whole_year(Year("relative", -1), _PLAIN)  # so a report of the new year calls the old one
    sign = 1 if match["rel"] in ("未来", "今后") else -1
    there = _shifted(setting.reference, sign * count, match["u"])
    if sign > 0:
        return dated(kind, days_on(setting.reference, 1), there, "relative")
    return dated(kind, there, days_on(setting.reference, -1), "relative")


def _shifted(at: date, count: int, unit: str) -> date:
    if unit in ("周", "星期", "礼拜"):
        return days_on(at, 7 * count)
    return days_on(at, count) if unit in "天日" else shifted_months(at, count * (12 if unit == "年" else 1))


def _recently(match: re.Match[str], setting: Setting) -> Draft | None:
    return Draft("unknown", "relative", None)


def _decade(match: re.Match[str], setting: Setting) -> Draft | None:
    century = {None: 20, "上": 20, "本": 21}.get(match["c"]) or number(match["c"])
    last = (century - 1) * 100 + number(match["n"])
    first = (century - 1) * 100 + number(match["first"]) * 10 if match["first"] else last  # 八九十年代
    return Draft("years", "absolute", Template(first, 1, 1, last + 9, 12, 31)) if first <= last else None


def _republic(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read the years of Taiwan, which begin with 1912: 民国84年 is 1995."""
    first = 1911 + number(match["n"])
    if match["decade"]:
        return Draft("years", "absolute", Template(first, 1, 1, first + 9, 12, 31))
    return whole_year(Year("absolute", first), _PLAIN) if first > 1911 else None


def _century(match: re.Match[str], setting: Setting) -> Draft | None:
    century = {"上": 20, "本": 21}.get(match["c"]) or number(match["c"])
    return Draft("years", "absolute", Template(century * 100 - 99, 1, 1, century * 100, 12, 31))


def _now(match: re.Match[str], setting: Setting) -> Draft | None:
    if setting.reference is None:
        return Draft("as_of", "relative", None, basis="as_of", open_start=True)
    return replace(dated("as_of", setting.reference, setting.reference, "as_of"), open_start=True)


def _relative_month(match: re.Match[str], setting: Setting) -> Draft | None:
    kind: PeriodKind = "month" if match["u"] == "月" else "quarter"
    if match["rel"] in "当该同次":
        return Draft(kind, "same", None)
    if setting.reference is None:
        return Draft(kind, "relative", None)
    size = 1 if kind == "month" else 3
    begin = setting.reference.replace(month=(setting.reference.month - 1) // size * size + 1, day=1)
    first = shifted_months(begin, {"上": -1, "下": 1}.get(match["rel"], 0) * size)
    return dated(kind, first, days_on(shifted_months(first, size), -1), "relative")


def _ago(match: re.Match[str], setting: Setting) -> Draft | None:
    count = number(match["n"])
    if count == 0:
        return None
    if match["u"] == "年":
        return whole_year(Year("relative", -count), _PLAIN)
    if setting.reference is None:
        return Draft("unknown", "relative", None)
    at = _shifted(setting.reference, -count, match["u"])
    if match["u"] != "月":
        return dated("day", at, at, "relative")
    return dated("month", at.replace(day=1), at.replace(day=month_end(at.year, at.month)), "relative")


def _nothing(match: re.Match[str], setting: Setting) -> Draft | None:
    return None


READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    **WEEK_READINGS,
    "day": _day,
    "day_range": _day_range,
    "day_alone": _day_alone,
    "this_day": _this_day,
    "shopping_day": _shopping_day,
    "numeric_date": _numeric_date,
    "numeric_month": _numeric_month,
    "month": _month,
    "ten_days": _ten_days,
    "month_range": _month_range,
    "first_months": _first_months,
    "quarter": _quarter,
    "first_quarters": _first_quarters,
    "half": _half,
    "year": _year,
    "this_year": _this_year,
    "year_end": _year_end,
    "year_end_told": _year_end_told,
    "years": _years,
    "fiscal_year": _fiscal_year,
    "plan": _plan,
    "same_period": _same_period,
    "past": _past,
    "recently": _recently,
    "decade": _decade,
    "century": _century,
    "republic": _republic,
    "now": _now,
    "relative_month": _relative_month,
    "ago": _ago,
    "nothing": _nothing,
}
