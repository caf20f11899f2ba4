"""What the Chinese rules about weeks, seasons and parts of a month mean."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from pipelines.recognise.mentions import Template
from pipelines.recognise.periods_calendar import (
    Draft,
    FiscalCalendar,
    Year,
    dated,
    days_on,
    half_a_year,
    latest_weeks,
    month_end,
    months,
    shifted_months,
    until,
    weeks_in,
    whole_year,
)
from pipelines.recognise.periods_en_words import Setting
from pipelines.recognise.periods_zh_words import number, year_of

_PLAIN = FiscalCalendar(1, 1, False)
_WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_WEEKDAYS = "一二三四五六日"
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_MONTHS = {"上": -1, "下": 1}


def _week(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 上周, 本周, 下下个星期, and the weekend 上周末."""
    ref = setting.reference
    if ref is None:
        return Draft("months", "relative", None)
    first = days_on(ref, 7 * _WEEKS[match["rel"]] - ref.weekday())
    weekend = match.group().endswith("末")
    return dated("months", days_on(first, 5) if weekend else first, days_on(first, 6), "relative")


def _weekday(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 上周五, 本周三; 周三 alone is the latest."""
    ref = setting.reference
    if ref is None:
        return Draft("day", "relative", None)
    wanted = _WEEKDAYS.index(match["day"].replace("天", "日"))
    if match["rel"] is None:
        at = days_on(ref, -((ref.weekday() - wanted) % 7))
    else:
        at = days_on(ref, 7 * _WEEKS[match["rel"]] - ref.weekday() + wanted)
    return dated("day", at, at, "relative")


def _weeks_of(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 2012年第23周, 10月的第一周, 2021年的前2周, 今年的最后3周."""
    part = match.groupdict()
    ordinal, count = (0, 1) if part["last"] else (1, 1)
    if part["n"]:
        ordinal = number(part["n"])
    elif part["count"] or part["lastcount"]:
        count = number(part["count"] or part["lastcount"])
    month = number(part["m"]) if part.get("m") else 0
    year = year_of(part["y"])
    if not 0 <= ordinal <= (5 if month else 53) or not 1 <= count <= 8 or not 0 <= month <= 12:
        return None
    if part["n"] and ordinal == 0:
        return None
    if year.mode == "missing":
        return latest_weeks(month, ordinal, count, setting.reference) if month else None
    if year.mode != "absolute" and setting.reference is None:
        return Draft("months", year.mode, None)
    at = year.value + (setting.reference.year if year.mode != "absolute" and setting.reference else 0)
    if not 2 <= at <= 9998:
        return None
    last = month or 12
    start, end = weeks_in(date(at, month or 1, 1), date(at, last, month_end(at, last)), ordinal, count)
    return dated("months", start, end, "stated" if year.mode == "absolute" else "relative")


def _season(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 2012年春季, 今夏, 去年秋冬季: the winter begins in December."""
    year = Year("relative", -1 if match["rel"] == "去" else 0) if match["rel"] else year_of(match["y"])
    first = _SEASONS[match["s"]]
    last = _SEASONS[match["s2"] or match["s"]] + 2
    if last < first:
        return None
    over = last // 13
    return Draft("months", year.mode, Template(year.value, first, 1, year.value + over, last - 12 * over, 31))


def _year_start(match: re.Match[str], setting: Setting) -> Draft | None:
    start = whole_year(Year("relative", 0), _PLAIN)
    return until(replace(start, template=Template(0, 1, 1, 0, 1, 1)), "as_of")


def _month_edge(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 月底 and 月初 alone: of the month that runs."""
    ref = setting.reference
    if ref is None:
        return Draft("as_of", "relative", None, open_start=True)
    first = ref.replace(day=1)
    at = first if match["edge"] == "初" else ref.replace(day=month_end(ref.year, ref.month))
    return until(dated("as_of", at, at, "relative"), "as_of")


def _month_of(match: re.Match[str], setting: Setting) -> date | None:
    """Return the first day of 本月, 上月, 下月."""
    return setting.reference and shifted_months(setting.reference.replace(day=1), _MONTHS.get(match["rel"], 0))


def _relative_ten_days(match: re.Match[str], setting: Setting) -> Draft | None:
    first = _month_of(match, setting)
    if first is None:
        return Draft("months", "relative", None)
    begin = first.replace(day={"上": 1, "中": 11, "下": 21}[match["xun"]])
    end = first.replace(day=month_end(first.year, first.month)) if match["xun"] == "下" else days_on(begin, 9)
    return dated("months", begin, end, "relative")


def _relative_day(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 本月十日, 上月28日."""
    first = _month_of(match, setting)
    if first is None:
        return Draft("day", "relative", None)
    at = number(match["d"])
    if not 1 <= at <= month_end(first.year, first.month):
        return None
    return dated("day", first.replace(day=at), first.replace(day=at), "relative")


def _relative_days(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 本月13、14日, 上月25至27日."""
    first = _month_of(match, setting)
    if first is None:
        return Draft("months", "relative", None)
    start, end = number(match["d"]), number(match["d2"])
    if not 1 <= start < end <= month_end(first.year, first.month):
        return None
    return dated("months", first.replace(day=start), first.replace(day=end), "relative")


def _half_month(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 6月上半月."""
    year, month = year_of(match["y"]), number(match["m"])
    first, last = (1, 15) if match["h"] == "上" else (16, 31)
    return Draft("months", year.mode, Template(year.value, month, first, year.value, month, last)) if month else None


def _past_half(match: re.Match[str], setting: Setting) -> Draft | None:
    return half_a_year(setting.reference, match["rel"] in ("未来", "今后"))


_TEN_DAYS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


def _ten_days_range(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 3月上旬至4月中旬."""
    year, month = year_of(match["y"]), number(match["m"])
    last = number(match["m2"]) if match["m2"] else month
    first_day, last_day = _TEN_DAYS[match["xun"]][0], _TEN_DAYS[match["xun2"]][1]
    if not (1 <= month <= 12 and 1 <= last <= 12):
        return None
    over = 1 if (last, last_day) < (month, first_day) else 0
    return Draft("months", year.mode, Template(year.value, month, first_day, year.value + over, last, last_day))


def _two_months(match: re.Match[str], setting: Setting) -> Draft | None:
    """Read 七八月 and 5、6月份: two months that follow each other."""
    year, first, last = year_of(match["y"]), number(match["m"].rstrip("、")), number(match["m2"])
    return months(year, first, last, "months", _PLAIN) if 1 <= first == last - 1 < 12 else None


WEEK_READINGS: Mapping[str, Callable[["re.Match[str]", Setting], Draft | None]] = {
    "week": _week,
    "weekday": _weekday,
    "weeks_of": _weeks_of,
    "past_half": _past_half,
    "season": _season,
    "year_start": _year_start,
    "month_edge": _month_edge,
    "relative_ten_days": _relative_ten_days,
    "relative_day": _relative_day,
    "relative_days": _relative_days,
    "ten_days_range": _ten_days_range,
    "two_months": _two_months,
    "half_month": _half_month,
}
