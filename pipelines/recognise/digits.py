"""Digits: a run of figures with its thousands and decimal marks, by every habit of writing.

1,984,240,000 and 1.984.240.000; 816 000 and 32, 000; 2,00,000 (lakh); 22,5 and 22.5. Where a mark can be read both
ways, the habit of the whole text decides.
"""

import re
from typing import NamedTuple

LONGEST = 30  # digits; a longer run is no figure

_RUN = re.compile(r"[0-9]+(?:[,.'][0-9]+){0,12}")
_THOUSANDS = re.compile("[0-9]{1,3}(?:,[0-9]{3})+")
_YEAR_COMMA = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2},\Z")  # "in June 2019,5,642 firms", no space typed
_LISTED = re.compile(r"[0-9%],?[ \t]+\Z")
_PLAIN = re.compile("[0-9]+")
_SPACED = re.compile(r"(?:[ \u202f\u2009][0-9]{3}(?![0-9]))+(?:\.[0-9]+)?")
_GROUP_NEXT = re.compile(r"(?:[ \u202f\u2009]|, )[0-9]{3}")
_COMMA_SPACE = re.compile(r"(?:, [0-9]{3}(?![0-9]))+")
# Begun at the mark, to which `re` leaps.
_MAY_BE_COMMA = re.compile(r",(?<=[0-9],)[0-9]{1,2}(?![0-9])")
_MAY_BE_POINT_GROUP = re.compile(r"\.(?<=[0-9]\.)[0-9]{3}\.[0-9]")
_COMMA_DECIMAL = re.compile(r"(?<![0-9.,])[0-9]{1,4},[0-9]{1,2}(?![0-9.,])")
_POINT_DECIMAL = re.compile(r"(?<![0-9.,])[0-9]{1,4}\.[0-9]{1,2}(?![0-9.,])")
_COMMA_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_POINT_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9,])")


class Digits(NamedTuple):
    """`number / 10**power`; `printed` counts the digits before the decimal mark. A `number` of -1 is a code."""

    end: int
    number: int
    power: int
    printed: int


def uses_decimal_comma(fold: str) -> bool:
    """Say whether a text writes its decimals with a comma: "22,5" and "1.984.240" against "22.5" and "1,984,240"."""
    if _MAY_BE_COMMA.search(fold) is None and _MAY_BE_POINT_GROUP.search(fold) is None:
        return False
    comma = sum(1 for _ in _COMMA_DECIMAL.finditer(fold)) + 2 * (_POINT_GROUP.search(fold) is not None)
    if not comma:
        return False
    return comma > sum(1 for _ in _POINT_DECIMAL.finditer(fold)) + sum(1 for _ in _COMMA_GROUP.finditer(fold))


def read_digits(text: str, fold: str, pos: int, decimal_comma: bool) -> Digits:
    """Read the digits at `pos` with their marks."""
    found = _RUN.match(fold, pos)
    assert found is not None, "called where there is a digit"
    run, end = found[0], found.end()
    if run.isdigit():
        beyond = fold[end : end + 2]
        if beyond == " ." and fold.startswith(" . ", end) and fold[end + 3 : end + 4].isdigit():  # "6 . 2 %"
            decimals = _PLAIN.match(fold, end + 3)
            assert decimals is not None, "a digit was seen"
            if len(decimals[0]) < 5:
                return Digits(decimals.end(), int(run + decimals[0]), len(decimals[0]), len(run))
        if len(run) > LONGEST:
            return Digits(end, -1, 0, len(run))
        if len(run) <= 3 and (beyond == ", " or beyond[1:].isdigit()) and _GROUP_NEXT.match(fold, end) is not None:
            spaced = _read_spaced(fold, run, pos, end)
            if spaced is not None:
                return spaced
        return Digits(end, int(run), 0, len(run))
    if len(run) > LONGEST + 12:
        return Digits(end, -1, 0, len(run))
    if (
        "," in run
        and not decimal_comma
        and _THOUSANDS.fullmatch(run)
        and text[pos - 1 : pos] != ","
        and text.startswith(run, pos)
    ):
        return Digits(end, int(run.replace(",", "")), 0, len(run) - run.count(","))
    whole, point, below = run.partition(".")
    plain = point and whole.isdigit() and below.isdigit() and (len(below) != 3 or not decimal_comma)
    if plain and text[pos - 1 : pos] != ",":
        return Digits(end, int(whole + below), len(below), len(whole))
    return _read_marks(text, run, pos, decimal_comma)


def _read_spaced(fold: str, run: str, pos: int, end: int) -> Digits | None:
    """Read "816 000" and "32, 000", but not the numbers of a list or of a table's row."""
    more = _SPACED.match(fold, end) or _COMMA_SPACE.match(fold, end)
    if more is None or more.end() - end > 24:
        return None
    if fold[more.end() : more.end() + 2].strip(" ,.").isdigit():
        return None
    if _LISTED.search(fold, max(0, pos - 4), pos) is not None:
        return None
    if fold[end] == "," and fold[more.end() : more.end() + 5].lstrip(",").startswith((" and ", " or ")):
        return None
    whole, _, decimals = more[0].partition(".")
    joined = run + "".join(filter(str.isdigit, whole))
    return Digits(more.end(), int(joined + decimals), len(decimals), len(joined))


def _read_marks(text: str, run: str, pos: int, decimal_comma: bool) -> Digits:
    """Read digits with marks among them: thousands, decimals, or the first of several numbers of a list."""
    marks = [(i, char) for i, char in enumerate(run) if char in ",.'"]
    groups = re.split("[,.']", run)
    first = Digits(pos + len(groups[0]), int(groups[0]), 0, len(groups[0]))
    for i, char in marks:
        if char == "," and text[pos + i] == "，" and text[pos + i - 1].isascii():
            return first  # a Chinese comma divides clauses
    end = pos + len(run)
    last = marks[-1][1]
    behind_year = len(marks) == 1 and _grouped(groups) and _YEAR_COMMA.search(text, max(0, pos - 6), pos) is not None
    if text[pos - 1 : pos] == "," and text[pos - 2 : pos - 1].isdigit() and not behind_year:
        return first  # the middle of a list: 22,24,26
    if len({char for _, char in marks}) == 1:
        if len(marks) == 1 and _is_decimal(last, groups[1], decimal_comma):
            return Digits(end, int(groups[0] + groups[1]), len(groups[1]), len(groups[0]))
        if _grouped(groups):
            return Digits(end, int("".join(groups)), 0, sum(map(len, groups)))
        return Digits(end, -1, 0, 0) if last == "." else first  # a version, or a list
    whole = groups[:-1]
    if last in ",." and sum(char == last for _, char in marks) == 1 and _grouped(whole):
        return Digits(end, int("".join(groups)), len(groups[-1]), sum(map(len, whole)))
    return first


def _is_decimal(mark: str, decimals: str, decimal_comma: bool) -> bool:
    if mark == ".":
        return len(decimals) != 3 or not decimal_comma
    return mark == "," and (decimal_comma or len(decimals) in (1, 2))


def _grouped(groups: list[str]) -> bool:
    """Say whether these are groups of thousands, or of lakh and crore: 1,984,240 and 2,00,000."""
    if len(groups) < 2 or len(groups[0]) > 3 or len(groups[-1]) != 3:
        return False
    middle = {len(group) for group in groups[1:-1]}
    return middle <= {3} or (middle == {2} and len(groups[0]) <= 2)
