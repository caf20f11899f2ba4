"""Periods: every stretch of time that a text states, found at its anchors and read by the grammars.

An anchor is what nearly every period holds: a four-digit year, a month's name, "year", "quarter", 年, 月 ... From an
anchor the text is read leftwards over words of time only; the rules are tried from there. So plain text costs one scan.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipelines.recognise import periods_en, periods_zh
from pipelines.recognise.mentions import Period, PeriodBasis
from pipelines.recognise.periods_calendar import (
    Draft,
    FiscalCalendar,
    bounds,
    most_recent,
    time_period,
)
from pipelines.recognise.periods_en import Found, Grammar
from pipelines.recognise.periods_en_readings import Setting
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.cleaning import fold
from pipelines.text.spans import Span

_ANCHOR = re.compile(
    r"(?:19|20|1[5-8])\d\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*\b"
    r"|years?|months?|quarters?|qtr|half|decade|centur(?:y|ies)|period|fy(?=[\s\d'’-])|\bfiscal|\bfyp\b|plan\b|week|days"
    r"|present(?:ly)?\b|currently|\btoday\b|yesterday|tomorrow|so far|to date|till? now|ago\b|ties\b"
    r"|\b[1-4]q|\bq[1-4]|\b[12]h(?![a-z])|\bh[12]\b|['’]?[2-9]0['’]?s\b|\d[/.-]\d\d?[/.-](?=\d)"
)
_WORD = re.compile(r"[a-z]+|\d+")
_LEFT_LIMIT = 64  # characters: no period has more of its words before its anchor
_BETWEEN = frozenset(" \n,-–—~～/'’\"“”.")
_HAN_ANCHOR = re.compile(
    r"[年月季期今天现現纪紀]|目?前|[一二三四][·\s]?五(?:[”’」』\"规規计計期时時以末初]|\Z)|\d{4}[-/.]\d"
)
_HAN_START = re.compile(
    r"[\d一二三四五六七八九十〇零○两兩今去本明前当當上下来來后後同第首近最过過未头頭自从從截到至目现現如“‘「『\"公该該昨這这比较較与與和力]"
)
_HAN_LEFT = 12
_WORD_BEFORE = re.compile(r"([a-z]+)\s{1,3}\Z")
_WORDS_AFTER = re.compile(r"[\s-]{0,2}([a-z]+)(?:\s([a-z]+))?")
_NO_YEAR_BEFORE = re.compile(r"[$€£¥₹₺₫#№+×x]\s?\Z|\d[,.:]\Z|(?:rs|no|us|rmb)\.?\s?\Z")
_MONTH_WORDS = re.compile(r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


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
    plain = fold(text)
    low = plain.lower() if plain.isascii() else plain.replace("İ", "I").lower()
    setting = _setting(rules.words, low, reference_date, country)
    found = list(_english(plain, low, rules, setting))
    if not plain.isascii() and language != "en":
        found = _merged(list(_chinese(plain, periods_zh.grammar(chosen), setting)), found)
    out: list[Period] = []
    for start, reading in found:
        out.append(_period(text, start, reading, reference_date, out))
    return tuple(out)


def _setting(words: Mapping[str, Any], low: str, reference: date | None, country: str | None) -> Setting:
    calendars = {
        key: FiscalCalendar(entry["month"], entry["day"], entry["named_after"] == "last")
        for key, entry in words["fiscal_years"].items()
    }
    return Setting(reference, calendars.get(country or _country(words, low), _DEFAULT_CALENDAR), calendars, words)


_DEFAULT_CALENDAR = FiscalCalendar(4, 1, True)
_FISCAL_HINT = re.compile(r"\bfy[\s'’\d-]|fiscal|financial year|\b20\d\d[-/–]\d\d\b")


def _country(words: Mapping[str, Any], low: str) -> str:
    """Return the country whose words the text has most often; asked only where a fiscal year is in sight."""
    if not _FISCAL_HINT.search(low):
        return ""
    best, most = "", 0
    for country, names in words["countries"].items():
        count = sum(len(re.findall(rf"\b{name}\b", low)) for name in names)
        if (count > most and country not in ("cn", "us")) or count > most * 2:
            best, most = country, count
    return best


def _english(plain: str, low: str, rules: Grammar, setting: Setting) -> Iterator[tuple[int, Found]]:
    done = 0
    for anchor in _ANCHOR.finditer(low):
        if anchor.start() < done:
            continue
        start = _leftmost(low, anchor.start(), done, rules)
        for word in _WORD.finditer(low, start, anchor.end()):
            at = word.start()
            if at < done or (at and low[at - 1].isalpha() and low[at].isalpha()):
                continue
            found = periods_en.match_at(low, at, word.group(), rules, setting)
            if found is None or not _stands(plain, low, at, found, rules):
                continue
            yield at, found
            done = found.end
            if done > anchor.start():
                break


def _leftmost(low: str, at: int, done: int, rules: Grammar) -> int:
    """Return where the words of time before `at` begin."""
    limit = max(done, at - _LEFT_LIMIT)
    while at > limit and low[at - 1].isalnum():
        at -= 1
    inside = rules.inside
    while at > limit:
        left = at
        while left > limit and low[left - 1] in _BETWEEN:
            left -= 1
        if left == at or at - left > 3:
            break
        end = left
        while left > limit and low[left - 1].isalnum():
            left -= 1
        if left == end or not (low[left].isdigit() or low[left:end] in inside):
            break
        at = left
    return at


def _stands(plain: str, low: str, at: int, found: Found, rules: Grammar) -> bool:
    """Say whether the words around let the reading stand: a capital for a month, no counted noun after a year."""
    if low[at].isdigit() and at:
        before = low[max(0, at - 4) : at]
        if before[-1].isalnum() or _NO_YEAR_BEFORE.search(before):
            return False
    words = low[at : found.end]
    for month in _MONTH_WORDS.finditer(words):
        if plain[at + month.start()].islower():
            return any(c.isdigit() for c in words)
    if words in ("may", "march", "mar"):  # a modal or a verb at the head of a sentence
        lead = _WORD_BEFORE.search(low, max(0, at - 12), at)
        return lead is not None and lead[1] in rules.words["words"]["month_leads"]
    if found.rule.endswith("<year>") and len(words) - found.year_at == 4 and words[-4:].isdigit():
        return _year_stands(low, at, found, words, rules)
    return True


def _year_stands(low: str, at: int, found: Found, words: str, rules: Grammar) -> bool:
    """Say whether four digits alone are a year: "in 2010", and not "more than 2000 enterprises"."""
    lexicon = rules.words["words"]
    nouns = rules.nouns
    lead_match = _WORD_BEFORE.search(low, max(0, at - 16), at)
    lead = lead_match[1] if lead_match and not found.year_at else ""
    if lead in lexicon["hedges"] and lead != "than":
        return False
    after = _WORDS_AFTER.match(low, found.end)
    follows, second = (after[1], after[2] or "") if after else ("", "")
    if follows in nouns:
        return False
    year = int(words[-4:])
    if lead in lexicon["year_prepositions"] or found.year_at:
        return year >= 1900 or not follows or low[found.end : found.end + 1] in ",.;)"
    if follows.endswith("s") and follows not in ("was", "is", "has", "as", "its"):
        return False
    return year >= 1900 and not (second.endswith("s") and second in nouns)


def _chinese(text: str, rules: periods_zh.Grammar, setting: Setting) -> Iterator[tuple[int, Found]]:
    done = 0
    for anchor in _HAN_ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        for at in range(max(done, anchor.start() - _HAN_LEFT), anchor.end()):
            if not _HAN_START.match(text, at) or (at and text[at].isdigit() and text[at - 1] in "0123456789.,"):
                continue
            found = periods_zh.match_at(text, at, rules, setting)
            if found is not None and found.end > anchor.start():
                yield at, found
                done = found.end
                break


def _merged(first: list[tuple[int, Found]], second: list[tuple[int, Found]]) -> list[tuple[int, Found]]:
    """Put two lists together; where two overlap the longer stays."""
    out: list[tuple[int, Found]] = []
    for start, found in sorted([*first, *second], key=lambda item: (item[0], -item[1].end)):
        if out and start < out[-1][1].end:
            if found.end - start > out[-1][1].end - out[-1][0]:
                out[-1] = (start, found)
            continue
        out.append((start, found))
    return out


def _period(text: str, start: int, found: Found, reference: date | None, before: list[Period]) -> Period:
    draft = found.draft
    base: int | None = None
    basis: PeriodBasis = draft.basis or "stated"
    if draft.mode == "absolute":
        base = 0
    elif draft.template is not None and reference is not None:
        base = reference.year if draft.mode in ("relative", "same") else most_recent(draft.template, reference)
        basis = draft.basis or "relative"
    else:
        basis = draft.basis or ("relative" if draft.mode == "relative" else "unknown")
    dates = bounds(draft.template, base) if draft.template is not None and base is not None else None
    if draft.comparison and draft.kind == "unknown":
        dates = _same_stretch(draft, dates, before) or dates
    return _made(Span(start, found.end), draft, dates, basis, found.rule, found.ambiguous)


def _made(
    span: Span, draft: Draft, dates: tuple[date, date] | None, basis: PeriodBasis, rule: str, ambiguous: bool
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
        comparison=draft.comparison,
        anaphoric=draft.mode in ("same", "missing"),
        rule=rule,
        template=draft.template if draft.mode != "absolute" else None,
        open_start=draft.open_start,
        open_end=draft.open_end,
        ambiguous=ambiguous,
    )


def _same_stretch(draft: Draft, year: tuple[date, date] | None, before: list[Period]) -> tuple[date, date] | None:
    """Return the stretch that "the same period last year" stands for: the last one named, in the other year."""
    for period in reversed(before):
        if period.comparison or period.start_date is None or period.end_date is None:
            continue
        back = period.start_date.year - year[0].year if year else 1
        if back == 0:
            return None
        return _years_back(period.start_date, back), _years_back(period.end_date, back)
    return None


def _years_back(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def resolve(period: Period, reference_date: date | None = None, year: int | None = None) -> Period:
    """Give dates to a period that names no year of its own.

    `year` is the year that its words stand for ("January to July" with 2013) or from which they count ("last year" with
    2013 is 2012); without it the reference date decides. A period with all its years printed comes back as it is.
    """
    if period.template is None or (year is None and reference_date is None):
        return period
    base = year
    if base is None and reference_date is not None:
        base = most_recent(period.template, reference_date) if period.anaphoric else reference_date.year
    dates = bounds(period.template, base) if base is not None else None
    if dates is None:
        return period
    basis: PeriodBasis = "inferred" if year is not None else "relative"
    mode = "missing" if period.anaphoric else "relative"
    draft = Draft(period.kind, mode, period.template, period.comparison, None, period.open_start, period.open_end)  # type: ignore[arg-type]
    return _made(period.span, draft, dates, basis, period.rule, period.ambiguous)
