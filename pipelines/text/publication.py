"""The publication date of an article, read from its own byline.

Only what a page prints about itself counts: a date after a cue word ("Post time:", 发布时间), on a byline, or in the
lines around the title. A date inside the story is the story's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.text.spans import Span

_MONTH_NAMES = (
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_ANCHOR = re.compile(r"[12'’](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=[a-z.] ['’])\d\d)")  # `re` leaps to its first character
_MONTH_IN_SIGHT = re.compile("[jfmasond](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)")
_MARKS = frozenset("-/.")  # between the numbers of a date
_LEFT, _RIGHT = 24, 14  # characters of a date before and after its year


@dataclass(frozen=True, slots=True)
class DateMatch:
    """One written date; `other` is the second reading of a d/m/y that may be m/d/y, else None."""

    span: Span
    value: date
    other: date | None
    pattern: str


# Each pattern of the cascade with its name; the first that matches around a year wins.
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "year month day": re.compile(
        r"(?<!\d)" + _YEAR + r"(?:(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>[12]\d|3[01]|0?[1-9])"
        r"|\s?年\s?(?P<month2>1[0-2]|0?[1-9])\s?月\s?(?P<day2>[12]\d|3[01]|0?[1-9])\s?[日号號]?)(?![\d万萬亿億])"),
    "month name, day, year": re.compile(
        r"(?<![a-zA-Z])" + _MONTH + r"(?![a-z])\.?[ -]{0,2}" + _DAY + r"(?:,\s?|\s|-|\.\s?)\s?(?:\d\d:\d\d )?"
        + _YEAR + r"(?!\d)", re.I),
    "day, month name, year": re.compile(
        r"(?<!\d)" + _DAY + r"(?:\s?(?:of )?|-)" + _MONTH
        + r"(?![a-z])\.?[,\s-]{0,2}(?:" + _YEAR + r"|['’](?P<short>\d\d))(?!\d)", re.I),
    "day/month/year": re.compile(
        r"(?<![\d/.-])(?P<first>[0-3]?\d)(?P<sep>[/.-])(?P<second>[0-3]?\d)(?P=sep)" + _YEAR + r"(?!\d)"),
    "compact": re.compile(r"(?<![\d.])" + _YEAR + r"(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d])"),
    "month name, year": re.compile(r"(?<![a-zA-Z])" + _MONTH + r"(?![a-z])\.?,?\s" + _YEAR + r"(?!\d)", re.I),
}  # fmt: skip

_CUE = re.compile(
    r"(?:post(?:ed)?(?: ?(?:time|date|on))?|publish(?:ed)?(?: ?(?:time|date|on|at))?|publication date|"
    r"release(?:d)? ?(?:time|date|on)?|issue ?(?:time|date)|add(?:ed)? ?(?:time|date)|\bdate|\btime|\bdated|source\b|"
    r"发布(?:时间|日期|于)?|發[布佈](?:時間|日期|於)?|发表(?:时间|于)?|發表(?:時間|於)?|日期|时间|時間|来源|來源)"
    r"\s*[:：\[【(（]?\s*[\[【(]?\s*(?:\w{3,9},? )?\Z",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:updated?(?: ?(?:time|on|at|date))?|last (?:updated|modified)|更新(?:时间|日期|於|于|時間)?)\s*[:：]?\s*\Z",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:[(（]?xinhua|/\w+/ ?--|\([a-z/ ]{2,24}\) ?(?:--?|–|—)|\) "
    r"?[:–—]|(?:--|—) |来源|"
    r"來源|source|clicks?|views?|点击|點擊|报[道导]|報[導道]|[讯訊]|[电電](?![子商力视視影器])|\|)",
    re.I,
)
_IN_A_STORY = re.compile(r"\b(?:on|in|since|until|by the|from|held|opened|between)\s*\Z", re.I)
_TEASER = re.compile(r"[一-鿿]{2}\Z")
_HEAD = 1_500  # characters at each end of the page in which a byline is sought
_BYLINE_LIMIT = 160  # a longer line is a paragraph of the story


def written_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMatch]:
    """Return the full dates (and months with their year) written in `text`, in order; each stands around a year."""
    end = len(text) if end is None else end
    found: list[DateMatch] = []
    done = start
    for anchor in _ANCHOR.finditer(text, start, end):
        if anchor.start() < done:
            continue
        left, right = max(done, anchor.start() - _LEFT), min(end, anchor.end() + _RIGHT)
        reading = _date_around(text, anchor, left, right)
        if reading is not None:
            found.append(reading)
            done = reading.span.end
    return found


def _date_around(text: str, anchor: re.Match[str], left: int, right: int) -> DateMatch | None:
    for name in _in_sight(text, anchor, left, right):
        for match in _PATTERNS[name].finditer(text, left, right):
            if match.start() <= anchor.start() < match.end():
                reading = _reading(name, match)
                if reading is not None:
                    return reading
    return None


def _in_sight(text: str, anchor: re.Match[str], left: int, right: int) -> Iterator[str]:
    """Yield the patterns, in their order, of which a mark or a month stands beside a year: most years have none."""
    start, end = anchor.span()
    after = text[end : end + 2]
    named = _MONTH_IN_SIGHT.search(text[left:right].lower()) is not None
    if after[:1] in _MARKS or "年" in after:
        yield "year month day"
    if named:
        yield "month name, day, year"
        yield "day, month name, year"
    if start and text[start - 1] in _MARKS:
        yield "day/month/year"
    if after[:1].isdigit():
        yield "compact"
    if named:
        yield "month name, year"


def _reading(name: str, match: re.Match[str]) -> DateMatch | None:
    part = match.groupdict()
    year = int(part["year"]) if part.get("year") else 2000 + int(part["short"])
    if name == "day/month/year":
        first, second = int(part["first"]), int(part["second"])
        readings = [_date(year, second, first), _date(year, first, second)]
        real = [r for r in readings if r is not None]
        if not real:
            return None
        other = real[1] if len(real) == 2 and real[1] != real[0] else None
        return DateMatch(Span(*match.span()), real[0], other, name)
    month = part["month"] or part["month2"]
    number = int(month) if month.isdigit() else MONTHS[month.lower()]
    value = _date(year, number, int(part.get("day") or part.get("day2") or 1))
    return DateMatch(Span(*match.span()), value, None, name) if value else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def publication_date(text: str) -> tuple[date | None, str, Span | None]:
    """Return the date, its basis and its span. Basis: "byline", "ambiguous" (day or month first?), or "unknown".

    A date after a cue word comes first, then one on a short line of its own near the title, then one before an
    agency's name; "Updated" counts only where nothing else is printed. Of equals the earliest place wins.

    >>> publication_date("Post time: Aug-08-2023")[0]
    datetime.date(2023, 8, 8)
    """
    best: tuple[int, int] | None = None
    chosen: DateMatch | None = None
    for start, end in _zones(text):
        for match in written_dates(text, start, end):
            rank = _rank(text, match)
            if rank is not None and (best is None or (rank, match.span.start) < best):
                best, chosen = (rank, match.span.start), match
    if chosen is None:
        return None, "unknown", None
    return chosen.value, "ambiguous" if chosen.other else "byline", chosen.span


def _zones(text: str) -> Iterator[tuple[int, int]]:
    if len(text) <= 2 * _HEAD:
        yield 0, len(text)
        return
    yield 0, text.find("\n", _HEAD) if text.find("\n", _HEAD, _HEAD + 400) > 0 else _HEAD
    yield len(text) - _HEAD, len(text)


def _rank(text: str, match: DateMatch) -> int | None:
    line_start = text.rfind("\n", 0, match.span.start) + 1
    line_end = text.find("\n", match.span.end)
    line_end = len(text) if line_end < 0 else line_end
    before = text[max(line_start, match.span.start - 40) : match.span.start]
    if _CUE.search(before):
        return 0 if match.pattern != "month name, year" else 5
    if _UPDATED.search(before):
        return 2
    short = line_end - line_start <= _BYLINE_LIMIT
    line = text[line_start:line_end].strip()
    rest = len(line) - len(match.span)
    if match.pattern == "month name, year":
        return 6 if rest <= 4 else None
    if (
        short
        and (rest <= 60 or "|" in line)
        and not re.search(r"[.。!?！？]\s*\Z", line)
        and _is_byline(text, match, line)
    ):
        return 1
    if _AGENCY.match(text, match.span.end) and match.span.start - line_start < 60:
        return 3
    return None


def _is_byline(text: str, match: DateMatch, line: str) -> bool:
    """Say whether the line prints a date for its own sake: no sentence, no heading about the year."""
    if _TEASER.search(text, max(0, match.span.start - 2), match.span.start) and "。" in text[: match.span.start]:
        return False  # behind the story, a headline with its day: the teaser of another
    words = re.findall(r"[^\W\d_]+", line)
    before = max(text.rfind("\n", 0, match.span.start) + 1, match.span.start - 12)
    return len(words) <= 14 and not _IN_A_STORY.search(text, before, match.span.start)
