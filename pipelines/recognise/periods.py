"""Periods: every stretch of time that a text states, found at its anchors and read by the grammars.

An anchor is what nearly every period holds: a four-digit year, a month's name, "year", "quarter", 年, 月 ... From an
anchor the text is read leftwards over words of time only; the rules are tried from there. So plain text costs a few
searches for short strings and no more.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipelines.recognise import periods_en, periods_zh
from pipelines.recognise.landmarks import Landmarks, landmarks
from pipelines.recognise.mentions import Period, PeriodBasis
from pipelines.recognise.periods_calendar import (
    Draft,
    FiscalCalendar,
    YearMode,
    bounds,
    following_weekday,
    joined,
    most_recent,
    time_period,
)
from pipelines.recognise.periods_context import is_compared, stands
from pipelines.recognise.periods_en import Found, Grammar
from pipelines.recognise.periods_en_words import Setting
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span

_MONTHS = frozenset({"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"})
_BROKEN_LINE = re.compile(r"\n[a-z]")
_WORD = re.compile(r"[a-z]+|\d+")
_LEFT_LIMIT = 64  # characters: no period has more of its words before its anchor
_MEMORY = 40  # periods: how far back one that leans on another looks
_TOO_FAR = re.compile(r"[.!?] |[。！？\n]|.{120}", re.DOTALL)  # for a year to be lent: another sentence, or a long way
_HAN = re.compile(r"[一-鿿]")
_ZH_YEAR = re.compile(r"\d年|今年|去年")  # of a text in two languages
_FY = re.compile(r"(?<![a-z])fy|\d[mqh]fy")
_YEAR_PAIR = re.compile(r"20\d\d[-/](?:20)?\d\d(?!\d)")
_DEFAULT_CALENDAR = FiscalCalendar(4, 1, True)
_RANGE_LEAD = re.compile(r"\b(from|between) (?:the )?\Z")
_HABIT = re.compile(r"(?:from )?[a-z]{3,6}day(?: to | ?- ?| through | until | till )[a-z]{3,6}day")  # of every week
_RANGE_MARK = re.compile(r"(?: ?[-~] ?| (?P<word>to|until|till|through|up to|and) )(?:the )?")


def recognise_periods(
    text: str,
    reference_date: date | None = None,
    language: str | None = None,
    *,
    country: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[Period, ...]:
    """Return the periods of `text` in order, none overlapping another.

    Words such as "last year" count from `reference_date`, the day the text was published; without one they have no
    dates, and `resolve` can give them some later. `country` (ISO 3166, lower case) names the fiscal year's country.

    >>> [p.time_period for p in recognise_periods("from January to July 2013")]
    ['2013-01-01/P7M']
    """
    chosen = vocabulary or default_vocabulary()
    rules = periods_en.grammar(chosen)
    folded = fold(text)
    low = _with_broken_lines_joined(text, folded)
    setting = _setting(rules, low, reference_date, country)
    marks = landmarks(folded, chosen)
    found = list(_english(text, low, _anchors(text, marks), rules.for_anchors(marks.time_words), setting))
    if not low.isascii() and (_ZH_YEAR if language == "en" else _HAN).search(low):
        found = _merged(list(periods_zh.find_periods(low, periods_zh.grammar(chosen), setting)), found)
    out: list[Period] = []
    for start, reading in found:
        out.append(_period(low, start, reading, reference_date, out))
    return tuple(out)


def _with_broken_lines_joined(text: str, low: str) -> str:
    """Put a blank for each line break before a small letter, so that a period may run over it."""
    breaks = [match.start() for match in _BROKEN_LINE.finditer(text)] if "\n" in text else None
    if not breaks:
        return low
    pieces = [low[start + 1 : end] for start, end in zip([-1, *breaks], [*breaks, len(low)], strict=True)]
    return " ".join(pieces)


def _setting(rules: Grammar, low: str, reference: date | None, country: str | None) -> Setting:
    calendar = rules.calendars.get(country or _country(rules.words, low), _DEFAULT_CALENDAR)
    return Setting(reference, calendar, rules.calendars, rules.words)


def _country(words: Mapping[str, Any], low: str) -> str:
    """Return the country whose words the text has most often; asked only where a fiscal year is in sight."""
    if "fiscal" not in low and "financial year" not in low and "budget year" not in low and "财年" not in low:
        if ("fy" not in low or _FY.search(low) is None) and _YEAR_PAIR.search(low) is None:
            return ""
    best, most = "", 0
    for country, names in words["countries"].items():
        here = [name for name in names if name in low]
        count = sum(len(re.findall(rf"\b{name}\b" if name.isascii() else name, low)) for name in here)
        if count > most:
            best, most = country, count
    return best


def _anchors(text: str, marks: Landmarks) -> list[int]:
    """Return where a period may be: at the words of time, and at what begins like a month's name with its capital."""
    months = [at for at in marks.months if text[at : at + 3] in _MONTHS]
    return sorted([*marks.times, *months]) if months else marks.times


def _english(
    text: str, low: str, anchors: Sequence[int], rules: Grammar, setting: Setting
) -> Iterator[tuple[int, Found]]:
    done = tried = 0  # where the last period ends; the first place at which no rule has been tried
    for anchor in anchors:
        if anchor < done or low[anchor + 4 : anchor + 5] == "年":  # 2010年 is the Chinese grammar's
            continue
        start = _leftmost(low, anchor, max(done, tried), rules.inside)
        for word in _WORD.finditer(low, start, anchor + 16):
            at = word.start()
            if at > anchor + 1 or done > anchor:
                break
            if at < tried or (at and low[at - 1].isalpha() and low[at].isalpha()):
                continue
            tried = at + 1
            found = periods_en.match_at(low, at, word.group(), rules, setting)
            if found is None or not stands(text, low, at, found, rules):
                continue
            if found.rule != "no period":
                at, found = _to_another(low, at, done, found, rules, setting)
            if found.rule != "no period" and _HABIT.fullmatch(low, at, found.end) is None:
                yield _with_article(low, at, done, found), found
            done = tried = found.end


def _to_another(low: str, at: int, done: int, found: Found, rules: Grammar, setting: Setting) -> tuple[int, Found]:
    """Join two periods into a range: "from March 2010 to the end of 2012", "January 12, 2016 - 22 January 2016"."""
    mark = _RANGE_MARK.match(low, found.end)
    if mark is None:
        return at, found
    lead = _RANGE_LEAD.search(low, max(done, at - 14), at)
    if (mark["word"] == "and") != (lead is not None and lead[1] == "between"):
        return at, found
    word = _WORD.match(low, mark.end())
    other = periods_en.match_at(low, mark.end(), word.group(), rules, setting) if word else None
    if other is None or (lead is None and not _both_dated(found, other, mark["word"])):
        return at, found
    last = other.draft
    if other.rule == "<weekday>" and found.draft.kind == "day":
        last = following_weekday(found.draft, last)  # "from next Monday to Friday"
    draft = joined(found.draft, last)
    if draft is None:
        return at, found
    return lead.start() if lead else at, Found(other.end, draft, f"{found.rule} to {other.rule}")


def _both_dated(first: Found, last: Found, word: str | None) -> bool:
    """Say whether two periods make a range without "from": two days, FY12-FY15, or two years with a word between."""
    if first.draft.kind == last.draft.kind and first.draft.kind in ("day", "fiscal_year"):
        return True
    return word is not None and first.draft.mode == last.draft.mode == "absolute"


def _with_article(low: str, at: int, done: int, found: Found) -> int:
    """Take "the" into the span, and an opening quote: "the first half"; not before a bare year."""
    if at > done and low[at - 1] == '"' and low.count('"', at, found.end) % 2:
        at -= 1
    if low.startswith("the ", at - 4, at) and at - 4 >= done and not low[at : found.end].isdigit():
        return at - 4
    return at


def _leftmost(low: str, at: int, done: int, inside: frozenset[str]) -> int:
    """Return where the words of time before `at` begin."""
    limit = max(done, at - _LEFT_LIMIT)
    limit = max(limit, low.rfind("\n", limit, at) + 1)
    while at > limit and low[at - 1] not in " \t":
        at -= 1
    while at > limit:
        end = at
        while end > limit and low[end - 1] == " ":
            end -= 1
        if end == at:
            break
        left = low.rfind(" ", limit, end) + 1 or limit
        if low[left:end] not in inside and low[left:end] not in ("~", "-"):
            word = low[left:end].strip(",.-'\"(~/")
            if not word or not (word in inside or word[0].isdigit() or word.rpartition("-")[2] in inside):
                break
        at = left
    return at


def _merged(first: list[tuple[int, Found]], second: list[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """Put two lists together; where two overlap the longer stays."""
    out: list[tuple[int, Found]] = []
    for start, found in sorted([*first, *second], key=lambda item: (item[0], -item[1].end)):
        if out and start < out[-1][1].end:
            if found.end - start > out[-1][1].end - out[-1][0]:
                out[-1] = (start, found)
            continue
        if found.rule != "不是时间":
            out.append((start, found))
    return out


def _period(low: str, start: int, found: Found, reference: date | None, before: list[Period]) -> Period:
    draft = found.draft
    base, basis = _base(draft, reference, before, low, start)
    dates = bounds(draft.template, base) if draft.template is not None and base is not None else None
    if draft.kind == "unknown":
        dates = (_same_stretch(dates, before) or dates) if draft.comparison else None
        if found.rule in ("in the same time", "in the period") and (last := _last_dated(before)) is not None:
            dates, basis = last, "inferred"
    compared = draft.comparison or (draft.kind not in ("since", "until") and is_compared(low, start))
    return _made(Span(start, found.end), draft, dates, draft.basis or basis, found.rule, compared, found.ambiguous)


def _last_dated(before: list[Period]) -> tuple[date, date] | None:
    for period in reversed(before[-_MEMORY:]):
        if not period.comparison and period.start_date is not None and period.end_date is not None:
            return period.start_date, period.end_date
    return None


def _base(
    draft: Draft, reference: date | None, before: list[Period], low: str = "", start: int = 0
) -> tuple[int | None, PeriodBasis]:
    """Return the year from which the years of a draft count, and the basis that this gives the period."""
    if draft.mode == "absolute":
        return 0, "stated"
    if draft.mode == "same" or (draft.mode == "missing" and reference is None):
        for period in reversed(before[-_MEMORY:]):
            known = period.start_date or period.end_date
            if known is None or period.comparison:
                continue
            if draft.mode == "missing" and (period.basis != "stated" or _TOO_FAR.search(low, period.end, start)):
                break
            return known.year, "inferred"
    if reference is None or draft.template is None:
        return None, "relative" if draft.mode == "relative" else "unknown"
    if draft.mode == "missing":
        if draft.kind == "quarter" and reference.month == draft.template.last_month == 12:
            return reference.year, "relative"  # in December the fourth quarter is the one that is ending
        return most_recent(draft.template, reference), "relative"
    return reference.year, "relative"


def _made(
    span: Span,
    draft: Draft,
    dates: tuple[date, date] | None,
    basis: PeriodBasis,
    rule: str,
    comparison: bool,
    ambiguous: bool,
) -> Period:
    first = dates[0] if dates and not draft.open_start else None
    last = dates[1] if dates and not draft.open_end else None
    return Period(
        span=span,
        start_date=first,
        end_date=last,
        time_period=time_period(first, last) if first and last else None,
        kind=draft.kind,
        basis=basis,
        comparison=comparison,
        anaphoric=draft.mode in ("same", "missing"),
        rule=rule,
        template=draft.template if draft.mode != "absolute" else None,
        open_start=draft.open_start,
        open_end=draft.open_end,
        ambiguous=ambiguous,
    )


def _same_stretch(year: tuple[date, date] | None, before: list[Period]) -> tuple[date, date] | None:
    """Return the stretch that "the same period last year" stands for: the last one named, in the other year."""
    for period in reversed(before[-_MEMORY:]):
        if period.comparison or period.start_date is None or period.end_date is None:
            continue
        if year is not None and period.kind == "year" and period.start_date.year == year[0].year:
            continue  # "in the first half. Last year ... In the same half of last year": not the year itself
        back = (period.start_date.year - year[0].year if year else 1) or 1
        if back < 0 or period.start_date.year <= back:
            return None
        return _years_back(period.start_date, back), _years_back(period.end_date, back)
    return None


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def resolve(period: Period, reference_date: date | None = None, year: int | None = None) -> Period:
    """Give dates to a period that names no year of its own.

    `year` is the year that its words stand for ("January to July" with 2013) or from which they count ("last year" with
    2013 is 2012); without it the reference date decides. A period with all its years printed comes back as it is.
    """
    if period.template is None:
        return period
    mode: YearMode = "missing" if period.anaphoric else "relative"
    draft = Draft(period.kind, mode, period.template, open_start=period.open_start, open_end=period.open_end)
    base, basis = (year, "inferred") if year is not None else _base(draft, reference_date, [])
    dates = bounds(period.template, base) if base is not None else None
    if dates is None:
        return period
    return _made(period.span, draft, dates, basis, period.rule, period.comparison, period.ambiguous)
