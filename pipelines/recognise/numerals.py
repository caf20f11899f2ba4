"""Numerals: digits and number words to exact numbers, with the place where they stand.

A numeral is the number alone, its scale included ("1 billion 418 million", "5.9 lakh", "three hundred", 1.2亿). Whether
it is a figure, and of what, is decided in `quantities`. Chinese numerals are read in `numerals_zh`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from pipelines.recognise.numerals_zh import CHINESE, read_chinese
from pipelines.reference.vocabulary import Vocabulary

Form = Literal["digits", "words", "zh", "part", "ordinal", "multiple", "superlative", "code"]

LONGEST = 30  # digits; a longer run is no figure


@dataclass(slots=True)
class Numeral:
    """A number as written. `base * scale == value`; `scale` is the last scale word's, to be shared by a range."""

    start: int
    end: int
    value: Fraction
    base: Fraction
    scale: int
    form: Form
    hedge: str | None = None  # a hedge inside the number: "2,000-odd", 60多亿
    low: Fraction | None = None  # for a vague number ("hundreds of", 数百), with high
    high: Fraction | None = None
    printed: int = 0  # digits written before the decimal mark; 0 for words


@dataclass(frozen=True)
class NumberWords:
    """The number words of a vocabulary, compiled."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    marks: Mapping[str, int]
    parts: Mapping[str, Fraction]
    ordinals: Mapping[str, int]
    multiples: Mapping[str, int]
    zh: Mapping[str, Any]
    anchor: re.Pattern[str]
    anchor_ascii: re.Pattern[str]
    run: re.Pattern[str]
    scale: re.Pattern[str]
    mark: re.Pattern[str]
    part: re.Pattern[str]


SUPERLATIVES = ("largest", "biggest", "highest", "foremost", "top-ranked")

_DIGITS = re.compile(r"[0-9]+(?:[,.'][0-9]+){0,12}")
_SPACED = re.compile(r"(?:[ \u202f\u2009][0-9]{3}(?![0-9]))+")
_COMMA_SPACE = re.compile(r"(?:, [0-9]{3}(?![0-9]))+")
_SLASH = re.compile(r"[ -]?([0-9]{1,2})/([0-9]{1,3})(?![0-9/])")
_COMMA_DECIMAL = re.compile(r"(?<![0-9.,])[0-9]{1,4},[0-9]{1,2}(?![0-9.,])")
_POINT_DECIMAL = re.compile(r"(?<![0-9.,])[0-9]{1,4}\.[0-9]{1,2}(?![0-9.,])")
_COMMA_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_POINT_GROUP = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9,])")


@lru_cache(maxsize=8)
def number_words(vocabulary: Vocabulary) -> NumberWords:
    """Compile the number words of a vocabulary."""
    table = vocabulary.table("numerals")
    words: Mapping[str, int] = table["words"]
    scales: Mapping[str, int] = table["scales"]
    parts = {word: Fraction(value) for word, value in table["parts"].items()}
    anchors = [*words, *scales, *parts, *table["ordinals"], *table["multiples"], *SUPERLATIVES, "several"]
    latin = "[0-9]|" + r"\b(?:" + _by_first_letter(anchors) + r")\b"
    number = _by_first_letter([*words, *scales])
    return NumberWords(
        words=words,
        scales=scales,
        marks=table["marks"],
        parts=parts,
        ordinals=table["ordinals"],
        multiples=table["multiples"],
        zh=table["zh"],
        anchor_ascii=re.compile(latin),
        anchor=re.compile(latin + "|" + CHINESE),
        run=re.compile(rf"(?:{number})\b(?:(?:[ -]|[ -]and[ -])(?:{number})\b){{0,24}}"),
        scale=re.compile(rf"[ -]{{0,2}}({_by_first_letter(scales)})\b"),
        mark=re.compile("(" + "|".join(sorted(table["marks"], key=len, reverse=True)) + r")(?![a-z])"),
        part=re.compile(rf"[ -](?:of a |a )?({_by_first_letter(parts)})\b"),
    )


def _by_first_letter(words: Iterator[str] | Any) -> str:
    """Return an alternation grouped by first letter, which the matcher tries four times faster than a flat one."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(sorted(set(g), key=len, reverse=True))})" for first, g in groups.items())


def uses_decimal_comma(fold: str) -> bool:
    """Say whether a text writes its decimals with a comma: "22,5" and "1.984.240" against "22.5" and "1,984,240"."""
    comma = sum(1 for _ in _COMMA_DECIMAL.finditer(fold))
    if not comma:
        comma = 2 if _POINT_GROUP.search(fold) else 0
    if not comma:
        return False
    point = sum(1 for _ in _POINT_DECIMAL.finditer(fold)) + sum(1 for _ in _COMMA_GROUP.finditer(fold))
    return comma > point


def read_digits(text: str, fold: str, pos: int, decimal_comma: bool) -> tuple[int, int, int, int]:
    """Read plain digits at `pos`: end, numerator, power of ten below, digits before the mark. Numerator -1: a code."""
    found = _DIGITS.match(fold, pos)
    assert found is not None
    run, end = found[0], found.end()
    if run.isdigit():
        if len(run) > LONGEST:
            return end, -1, 0, len(run)
        if len(run) <= 3 and end < len(fold):
            more = _SPACED.match(fold, end) or _COMMA_SPACE.match(fold, end)
            if more and len(more[0]) < 20 and not _goes_on(fold, more.end()) and not _listed(fold, pos):
                joined = run + "".join(filter(str.isdigit, more[0]))
                return more.end(), int(joined), 0, len(joined)
        return end, int(run), 0, len(run)
    if len(run) > LONGEST + 12:
        return end, -1, 0, len(run)
    return _read_marks(text, run, pos, decimal_comma)


def _goes_on(fold: str, end: int) -> bool:
    """Say whether a list of numbers goes on: then "4, 300 and 12" is no thousands mark."""
    return (
        (fold[end : end + 1] in {",", "."}
        and fold[end + 1 : end + 2].isdigit())
        or (fold[end : end + 2] in {", "}
        and (fold[end + 2 : end + 3].isdigit()))
    )


def _listed(fold: str, pos: int) -> bool:
    before = fold[max(0, pos - 3) : pos]
    return len(before) > 1 and before[-1] == " " and before[-2] in ",0123456789"


def _read_marks(text: str, run: str, pos: int, decimal_comma: bool) -> tuple[int, int, int, int]:
    """Read digits with marks among them: thousands, decimals, or several numbers of a list."""
    marks = [(i, c) for i, c in enumerate(run) if c in ",.'"]
    groups = [*re.split("[,.']", run)]
    kinds = {c for _, c in marks}
    end = pos + len(run)
    if len(kinds) == 1:
        mark = marks[0][1]
        if mark == "," and any(text[pos + i] == "，" and text[pos + i - 1].isascii() for i, _ in marks):
            return pos + len(groups[0]), int(groups[0]), 0, len(groups[0])  # a Chinese comma divides clauses
        point = "," if decimal_comma else "."
        if len(marks) == 1 and (
            mark == point
            or (mark == ","
            and len(groups[1]) in (1, 2))
            or (mark == "." and (len(groups[1]) != 3 or not decimal_comma))
        ):
            return end, int(groups[0] + groups[1]), len(groups[1]), len(groups[0])
        if _grouped(groups):
            return end, int("".join(groups)), 0, len("".join(groups))
        if mark == ".":
            return end, -1, 0, 0  # a version or a section number
        return pos + len(groups[0]), int(groups[0]), 0, len(groups[0])
    last_at, last = marks[-1]
    whole = groups[:-1]
    if [c for _, c in marks].count(last) == 1 and last in ",." and _grouped(whole):
        return end, int("".join(groups)), len(groups[-1]), len("".join(whole))
    if marks[0][1] == "," and last == "." and len(groups[0]) <= 3:
        first_point = next(i for i, c in marks if c == ".")
        head = run[:first_point].split(",")
        if _grouped(head):
            return pos + first_point, int("".join(head)), 0, len("".join(head))
    del last_at
    return pos + len(groups[0]), int(groups[0]), 0, len(groups[0])


def _grouped(groups: list[str]) -> bool:
    """Say whether these are groups of thousands, or of lakh and crore: 1,984,240 and 2,00,000."""
    if len(groups[0]) > 3 or len(groups) < 2 or len(groups[-1]) != 3:
        return False
    middle = {len(g) for g in groups[1:-1]}
    return middle <= {3} or (middle == {2} and len(groups[0]) <= 2)


def read_numerals(text: str, fold: str, words: NumberWords, decimal_comma: bool) -> Iterator[Numeral]:
    """Yield every numeral of the text, left to right, none overlapping another."""
    pos = 0
    search = (words.anchor_ascii if fold.isascii() else words.anchor).search
    found = search(fold)
    while found is not None:
        start = found.start()
        char = fold[start]
        numeral: Numeral | None
        if char.isdigit() and char.isascii():
            numeral = _digit_numeral(text, fold, start, words, decimal_comma)
        elif char.isascii():
            numeral = _word_numeral(fold, start, found.end(), words)
        else:
            numeral = _chinese(text, fold, start, words, decimal_comma)
        pos = found.end()
        if numeral is not None:
            yield numeral
            pos = max(pos, numeral.end)
        found = search(fold, pos)


def _chinese(text: str, fold: str, start: int, words: NumberWords, decimal_comma: bool) -> Numeral | None:
    end, value, base, scale, hedge, low, high = read_chinese(fold, start, start, None, words.zh)
    if end == start:
        return None
    return Numeral(start, end, value, base, scale, "zh", hedge, low, high)


def _digit_numeral(text: str, fold: str, start: int, words: NumberWords, decimal_comma: bool) -> Numeral:
    end, number, power, printed = read_digits(text, fold, start, decimal_comma)
    if number < 0:
        return Numeral(start, end, Fraction(0), Fraction(0), 1, "code", printed=printed)
    base = Fraction(number, 10**power) if power else Fraction(number)
    if end < len(fold):
        after = fold[end]
        if after in "/-" or after == " ":
            slash = _SLASH.match(fold, end)
            if after == "/" and not power and printed <= 3:
                below = re.compile(r"/([0-9]{1,3})(?![0-9/,.])").match(fold, end)
                if below and 0 < number < int(below[1]) and int(below[1]) <= 100:
                    value = Fraction(number, int(below[1]))
                    return Numeral(start, below.end(), value, value, 1, "part", printed=printed)
            elif slash and after != "/" and not power and 0 < int(slash[1]) < int(slash[2]) and int(slash[2]) <= 16:
                base += Fraction(int(slash[1]), int(slash[2]))
                end = slash.end()
                after = fold[end : end + 1]
        if after > "\u2fff":
            tail = read_chinese(fold, start, end, base, words.zh)
            if tail[0] > end:
                return Numeral(start, tail[0], tail[1], tail[2], tail[3], "digits", tail[4], tail[5], tail[6], printed)
    numeral = Numeral(start, end, base, base, 1, "digits", printed=printed)
    _scale(text, fold, numeral, words, decimal_comma)
    return numeral


def _scale(text: str, fold: str, numeral: Numeral, words: NumberWords, decimal_comma: bool) -> None:
    """Read the scale behind a number, and the smaller parts of a chain: "2 billion 230 million 646 thousand"."""
    end = numeral.end
    mark = words.mark.match(fold, end)
    if mark is not None:
        numeral.scale = words.marks[mark[1]]
        numeral.value = numeral.base * numeral.scale
        numeral.end = mark.end()
        return
    found = words.scale.match(fold, end)
    if found is None:
        return
    last = words.scales[found[1]]
    if found[1] == "gross":
        return
    value = numeral.base * last
    scale = last
    end = found.end()
    again = words.scale.match(fold, end)
    while again is not None and words.scales[again[1]] >= 1000:  # "3 hundred million", "2 lakh crore"
        scale *= words.scales[again[1]]
        value *= words.scales[again[1]]
        last = words.scales[again[1]]
        end = again.end()
        again = words.scale.match(fold, end)
    parts = 0
    while parts < 4 and fold[end : end + 1] in (" ", ","):
        gap = 1
        if fold.startswith(" and ", end):
            gap = 5
        elif fold.startswith(", ", end):
            gap = 2
        if not fold[end + gap : end + gap + 1].isdigit():
            break
        next_end, number, power, _ = read_digits(text, fold, end + gap, decimal_comma)
        smaller = words.scale.match(fold, next_end)
        if number < 0 or smaller is None or words.scales[smaller[1]] >= last:
            break
        if gap == 2 and last < 1000:
            break
        last = words.scales[smaller[1]]
        amount = Fraction(number, 10**power) * last
        if amount >= scale:
            break
        value += amount
        end = smaller.end()
        parts += 1
    numeral.value, numeral.scale, numeral.end = value, scale, end
    if parts:
        numeral.base, numeral.scale = value, 1


def _word_numeral(fold: str, start: int, end: int, words: NumberWords) -> Numeral | None:
    word = fold[start:end]
    if word in words.multiples:
        value = Fraction(words.multiples[word])
        return Numeral(start, end, value, value, 1, "multiple")
    if word in SUPERLATIVES:
        return Numeral(start, end, Fraction(1), Fraction(1), 1, "superlative")
    if word == "several" or (word in words.scales and word not in words.words):
        return _bare_scale(fold, start, end, word, words)
    if word in words.words:
        return _spelled(fold, start, words)
    if word in words.parts and word != "second":
        value = words.parts[word]
        return Numeral(start, end, value, value, 1, "part" if word not in words.ordinals else "ordinal")
    value = Fraction(words.ordinals[word])
    return Numeral(start, end, value, value, 1, "ordinal")


def _spelled(fold: str, start: int, words: NumberWords) -> Numeral:
    """Read number words from `start`: "two hundred and fifty thousand", "one and a half million", "two-thirds"."""
    found = words.run.match(fold, start)
    assert found is not None
    total, group, last, pos, end = 0, 0, 1, start, start
    level = 10**18  # the scale before: scales fall along the number
    for token in re.finditer(r"[a-z]+", found[0]):
        word, at = token[0], start + token.start()
        if word == "and":
            continue
        if word in words.words:
            value = words.words[word]
            if (group % 100 and (group % 10 or value >= 10 or not group % 100 >= 20)) or (end and group % 100 == value):
                break
            if end > start and not group and last < 100:
                break
            group += value
            last = 1
        else:
            scale = words.scales[word]
            if scale == 144 and word == "gross":
                break
            if scale < 1000:
                group = (group or 1) * scale
            elif scale < level:
                total += (group or 1) * scale
                group, level = 0, scale
            else:
                total = (total + group) * scale
                group, level = 0, scale
            last = scale
        end = start + token.end()
    del pos, at
    value_ = Fraction(total + group)
    return _with_part(fold, Numeral(start, end, value_, value_ / last, last, "words"), words)


_AND_A_PART = re.compile(r" and (?:a |one[- ])(half|quarter|third)\b")
_POINT = re.compile(r" point ((?:[a-z]+[ -]?){1,4})")


def _with_part(fold: str, numeral: Numeral, words: NumberWords) -> Numeral:
    """Add "and a half", or make a fraction of "two thirds"."""
    end = numeral.end
    if fold.startswith(" point ", end):
        digits = ""
        pos = end + 7
        for token in re.finditer(r"[a-z]+", fold[pos : pos + 40]):
            if words.words.get(token[0], 10) > 9:
                break
            digits += str(words.words[token[0]])
            end = pos + token.end()
        if digits:
            value = numeral.value + Fraction(int(digits), 10 ** len(digits))
            numeral = Numeral(numeral.start, end, value, value, 1, "words")
    half = _AND_A_PART.match(fold, end)
    if half is not None:
        value = numeral.value + words.parts[half[1]] * numeral.scale
        numeral = Numeral(numeral.start, half.end(), value, value, 1, "words")
        end = half.end()
    elif numeral.value < 20:
        part = words.part.match(fold, end)
        if part is not None and not fold.startswith((" half", "-half of the year"), end):
            ends = part.end(1)
            plural = part[1].endswith("s")
            if (numeral.value == 1) != plural or part[1] == "half":
                value = numeral.value * words.parts[part[1]]
                return Numeral(numeral.start, ends, value, value, 1, "part")
    if numeral.scale == 1:
        scale = words.scale.match(fold, numeral.end)
        if scale is not None and words.scales[scale[1]] > 99 and scale[1] != "gross":
            numeral.scale = words.scales[scale[1]]
            numeral.value = numeral.base * numeral.scale
            numeral.end = scale.end()
    return numeral


def _bare_scale(fold: str, start: int, end: int, word: str, words: NumberWords) -> Numeral | None:
    """Read a scale without a number: "a million", "half a million", "hundreds of", "several thousand"."""
    if word == "several":
        scale_ = words.scale.match(fold, end)
        if scale_ is None or words.scales[scale_[1]] < 12:
            return None
        amount = Fraction(words.scales[scale_[1]])
        end = scale_.end()
        more = words.scale.match(fold, end)
        if more is not None:
            amount *= words.scales[more[1]]
            end = more.end()
        return Numeral(start, end, amount, amount, 1, "words", low=amount, high=10 * amount)
    if word == "gross":
        return None
    amount = Fraction(words.scales[word])
    scale = int(amount)
    of = re.compile(r" of ([a-z]+s)\b").match(fold, end)
    if word.endswith("s") and word not in ("lacs", "lakhs", "crores"):
        if of is not None and of[1] in words.scales:
            amount *= words.scales[of[1]]
            end = of.end()
        if fold.startswith("tens of ", start - 8) and start >= 8:
            return Numeral(start - 8, end, amount * 10, amount, 10, "words", low=amount * 10, high=amount * 100)
        return Numeral(start, end, amount, amount, 1, "words", low=amount, high=10 * amount)
    more = words.scale.match(fold, end)
    if more is not None and words.scales[more[1]] >= 1000:
        amount *= words.scales[more[1]]
        end = more.end()
    for lead, factor in (
        ("half a ", Fraction(1, 2)),
        ("quarter of a ", Fraction(1, 4)),
        ("a quarter ", Fraction(1, 4)),
        ("half ", Fraction(1, 2)),
        ("a ", Fraction(1)),
        ("quarter ", Fraction(1, 4)),
    ):
        at = start - len(lead)
        if at >= 0 and fold.startswith(lead, at) and not (at and fold[at - 1].isalnum()):
            return Numeral(at, end, amount * factor, factor, int(amount), "words")
    for lead in ("a few ", "a couple of ", "several ", "many "):
        at = start - len(lead)
        if at >= 0 and fold.startswith(lead, at):
            return Numeral(at, end, amount, amount, 1, "words", low=amount, high=10 * amount)
    return Numeral(start, end, amount, Fraction(1), scale, "words")
