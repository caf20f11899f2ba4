"""English number words: "two hundred and fifty thousand", "one and a half million", "two-thirds", "hundreds of"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pipelines.recognise.numeral import Exact, Numeral
from pipelines.reference.vocabulary import Vocabulary

SUPERLATIVES = ("largest", "biggest", "highest", "foremost")

_TOKEN = re.compile(r"[a-z]+")
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
              "twelve": "twelfth"}  # fmt: skip
_FEW = ("a few ", "few ", "a couple of ", "several ", "many ", "a couple ")


# Indian English leaves the article out: "one and half years".
_HALF_OF = r"half (?:years?|months?|weeks?|days?|hours?|decades?|times|million|billion|lakhs?|crores?)\b"


@dataclass(frozen=True)
class NumberWords:
    """The number words of a vocabulary, compiled."""

    words: Mapping[str, int]
    scales: Mapping[str, int]
    marks: Mapping[str, int]
    parts: Mapping[str, Fraction]
    ordinals: Mapping[str, int]
    multiples: Mapping[str, Exact]
    zh: Mapping[str, Any]
    first_words: tuple[str, ...]  # with which a numeral may begin
    first: re.Pattern[str]
    run: re.Pattern[str]
    scale: re.Pattern[str]
    mark: re.Pattern[str]
    link: re.Pattern[str]
    part: re.Pattern[str]
    and_a_half: re.Pattern[str]


@lru_cache(maxsize=8)
def number_words(vocabulary: Vocabulary) -> NumberWords:
    """Compile the number words of a vocabulary."""
    table = vocabulary.table("numerals")
    words: Mapping[str, int] = table["words"]
    scales: Mapping[str, int] = table["scales"]
    ordinals = {ordinal_of(word): value for word, value in words.items() if value}
    large = {ordinal_of(word): value for word, value in scales.items() if value > 99 and not word.endswith("s")}
    parts = {word: Fraction(value) for word, value in table["parts"].items()}
    for word, value in (*ordinals.items(), *large.items()):
        if value > 2:
            parts.setdefault(word, Fraction(1, value))
            parts.setdefault(word + "s", Fraction(1, value))
    first_words = (*words, *scales, *parts, *ordinals, *table["multiples"], *SUPERLATIVES, "several")
    number = _by_first_letter([*words, *scales])
    tens = _by_first_letter(word for word, value in words.items() if value > 19)
    parts |= {"first": Fraction(1), "firsts": Fraction(1), "second": Fraction(1, 2), "seconds": Fraction(1, 2)}
    return NumberWords(
        words=words,
        scales=scales,
        marks=table["marks"],
        parts=parts,
        ordinals=ordinals | large,
        multiples={word: Fraction(value) for word, value in table["multiples"].items()},
        zh=table["zh"],
        first_words=first_words,
        first=re.compile(rf"\b(?:{_by_first_letter(first_words)})\b"),
        run=re.compile(rf"(?:{number})\b(?:[ -]{{1,3}}(?:and {{1,2}})?(?:{number})\b){{0,24}}"),
        scale=re.compile(rf"[ -]{{1,4}}({_by_first_letter(scales)})\b"),
        mark=re.compile(f"({'|'.join(sorted(table['marks'], key=len, reverse=True))})(?![a-z0-9])"),
        link=re.compile(r"(?: and |, | )[0-9]"),
        part=re.compile(
            rf"(?: {{1,2}}| ?- ?)(?:of a |a )?(?:({tens})[ -](?=[a-z])|(?!firsts?\b|seconds?\b))"
            rf"({_by_first_letter(parts)})\b"
        ),
        and_a_half=re.compile(rf"[ -]and[ -](?:an?[ -]|one[- ]|(?={_HALF_OF}))({_by_first_letter(parts)})\b"),
    )


def ordinal_of(word: str) -> str:
    """Form the ordinal of a number word.

    >>> ordinal_of("twelve"), ordinal_of("twenty"), ordinal_of("million")
    ('twelfth', 'twentieth', 'millionth')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return word[:-1] + "ieth" if word.endswith("y") else word + "th"


def _by_first_letter(words: Iterable[str]) -> str:
    """Return an alternation grouped by first letter, which the matcher tries four times faster than a flat one."""
    groups: dict[str, set[str]] = {}
    for word in words:
        groups.setdefault(word[0], set()).add(re.escape(word[1:]))
    longest_first = {first: sorted(group, key=lambda tail: (-len(tail), tail)) for first, group in groups.items()}
    return "|".join(f"{first}(?:{'|'.join(tails)})" for first, tails in longest_first.items())


def read_words(fold: str, start: int, end: int, words: NumberWords) -> Numeral | None:
    """Read the number whose first word lies between `start` and `end`; None where the word is no number here."""
    word = fold[start:end]
    if word in words.words:
        return _spelled(fold, start, words)
    if word == "several":
        return _several(fold, start, end, words)
    if word in words.scales:
        return _bare_scale(fold, start, end, word, words)
    if word in words.multiples:
        return _as(fold, start, end, words.multiples[word], "multiple")
    if word in SUPERLATIVES:
        return _as(fold, start, end, 1, "superlative")
    if word in words.ordinals:  # a third, too, until a rank or a fraction is found
        return _as(fold, start, end, words.parts.get(word, words.ordinals[word]), "ordinal")
    numeral = _as(fold, start, end, words.parts[word], "part")
    scale = None
    if word in ("half", "quarter"):  # "half million", "half a million", "a quarter of a million"
        article = _OF_A.match(fold, end)
        scale = words.scale.match(fold, end if article is None else article.end() - 1)
        if scale is not None and fold.startswith("a ", start - 2):
            numeral.start -= 2
    if scale is not None and words.scales[scale[1]] >= 100:
        numeral.form, numeral.scale, numeral.end = "words", words.scales[scale[1]], scale.end()
        numeral.value *= numeral.scale
    return numeral


def _as(fold: str, start: int, end: int, value: Exact, form: Any) -> Numeral:
    return Numeral(start, end, value, 1, form)


def _spelled(fold: str, start: int, words: NumberWords) -> Numeral:
    """Read number words in a row, as far as they make one number."""
    found = words.run.match(fold, start)
    assert found is not None, "called at a number word"
    total, group, last, end = 0, 0, 1, start
    level = 10**18  # scales fall along a number; one that does not multiplies all before it
    for token in _TOKEN.finditer(found[0]):
        word = token[0]
        if word == "and":
            if words.and_a_half.match(fold, start + token.start() - 1):
                break  # "two million and one half"
            continue
        if word in words.words:
            value = words.words[word]
            if end > start and not _fits(group, value, last):
                break
            group += value
            last = 1
        else:
            scale = words.scales[word]
            if scale in (12, 144):
                if scale == 144:
                    break
                group = (group or 1) * scale
            elif scale < 1000:
                group = (group or 1) * scale
            elif scale < level:
                total += (group or 1) * scale
                group, level = 0, scale
            else:
                total = (total + group) * scale
                group = 0
            last = scale
        end = start + token.end()
    return _finish(fold, Numeral(start, end, total + group, last, "words"), words)


def _fits(group: int, value: int, last: int) -> bool:
    """Say whether a word below hundred may follow: "twenty one" is a number, "one two" are two."""
    if last > 1:
        return True
    below = group % 100
    return below >= 20 and below % 10 == 0 and 0 < value < 10


def _finish(fold: str, numeral: Numeral, words: NumberWords) -> Numeral:
    """Add "point five" and "and a half", and make fractions of "two thirds" and "twenty-first"."""
    numeral = _with_decimals(fold, numeral, words)
    half = words.and_a_half.match(fold, numeral.end)
    part = words.part.match(fold, numeral.end) if half is None and numeral.form == "words" else None
    if half is not None:
        scale = words.scale.match(fold, half.end())
        below = words.parts[half[1]]
        if scale is None:
            numeral.value = numeral.value + below * numeral.scale
            numeral.scale, numeral.end = 1, half.end()
        elif numeral.scale == 1:  # "two and a half million"
            numeral.scale = words.scales[scale[1]]
            numeral.value, numeral.end = (numeral.value + below) * numeral.scale, scale.end()
        else:  # "one billion and a quarter million"
            numeral.value = numeral.value + below * words.scales[scale[1]]
            numeral.scale, numeral.end = 1, scale.end()
    elif part is not None and not fold.startswith((" half ", "-half "), numeral.end):
        below = words.parts[part[2]]
        if part[1] is not None:
            below = 1 / (words.words[part[1]] + 1 / below)
        tens = _HUNDRED_TENS.search(fold, numeral.start, numeral.end)
        if tens is not None and 1 / below < 10:  # "one hundred thirty-fifths" are hundredths of 35
            numeral.value -= words.words[tens[1]]
            below = 1 / (words.words[tens[1]] + 1 / below)
        mixed = _AND_LAST.search(fold, numeral.start, numeral.end)
        above = Fraction(words.words.get(mixed[1], 0) + words.words.get(mixed[2] or "", 0)) if mixed else Fraction(0)
        if mixed is not None and 0 < above * below < 1:  # "twenty and three fifths"
            numeral.value = numeral.value - above + above * below
            numeral.scale, numeral.end = 1, part.end()
            return numeral
        if (numeral.value == 1) != part[2].endswith("s"):
            numeral.value = numeral.value * below
            numeral.scale, numeral.end, numeral.form = 1, part.end(), "part"
            scale = words.scale.match(fold, numeral.end)
            if scale is not None and words.scales[scale[1]] > 999:  # "three quarters million"
                numeral.value *= words.scales[scale[1]]
                numeral.end, numeral.form = scale.end(), "words"
            return numeral
    if numeral.scale == 1:
        ordinal = _ORDINAL_TAIL.match(fold, numeral.end)
        if (
            ordinal is not None
            and ordinal[1] in words.ordinals
            and words.ordinals[ordinal[1]] < 10
            and (numeral.value >= 20 and numeral.value % 10 == 0)
        ):
            numeral.value = numeral.value + words.ordinals[ordinal[1]]
            numeral.end, numeral.form = ordinal.end(), "ordinal"
            return numeral
        scale = words.scale.match(fold, numeral.end)
        if scale is not None and words.scales[scale[1]] > 99 and scale[1] != "gross":
            numeral.scale = words.scales[scale[1]]
            numeral.value *= numeral.scale
            numeral.end = scale.end()
    return numeral


_OF_A = re.compile(" (?:of )?an? ")
_HUNDRED_TENS = re.compile(r"hundred ([a-z]+ty)\Z")
_AND_LAST = re.compile(r" and ([a-z]+)(?:[ -]([a-z]+))?\Z")
_ORDINAL_TAIL = re.compile(r"[ -]([a-z]+)")


def _with_decimals(fold: str, numeral: Numeral, words: NumberWords) -> Numeral:
    if not fold.startswith(" point ", numeral.end):
        return numeral
    digits, pos, end = "", numeral.end + 7, numeral.end
    for token in _TOKEN.finditer(fold, pos, pos + 60):
        value = words.words.get(token[0])
        if value is None or value > 19 or fold[end : token.start()].strip(" -") not in ("", "point"):
            break
        digits += str(value)
        end = token.end()
    if digits:
        value_ = numeral.value + Fraction(int(digits), 10 ** len(digits))
        return Numeral(numeral.start, end, value_, 1, "words")
    return numeral


def _several(fold: str, start: int, end: int, words: NumberWords) -> Numeral | None:
    scale = words.scale.match(fold, end)
    if scale is None:
        return None
    amount = words.scales[scale[1]]
    more = words.scale.match(fold, scale.end())
    if more is not None:
        amount *= words.scales[more[1]]
    return _vague(fold, start, (more or scale).end(), amount)


def _vague(fold: str, start: int, end: int, amount: int) -> Numeral:
    """Read a number of which only the order of magnitude is said: it runs to ten times the scale."""
    if fold.startswith(" of ", end):
        end += 3
    return Numeral(start, end, amount, 1, "words", low=amount, high=10 * amount)


def _bare_scale(fold: str, start: int, end: int, word: str, words: NumberWords) -> Numeral | None:
    """Read a scale without a number: "a million", "half a million", "hundreds of", "a few thousand"."""
    if word == "gross":
        return None
    if not word.endswith("s") and _NAMES_UNIT.search(fold, max(0, start - 8), start):
        return None
    amount = words.scales[word]
    if word.endswith("s") and words.scales.get(word[:-1]) == words.scales[word]:
        of = _OF_SCALE.match(fold, end)
        if of is not None and of[1] in words.scales:
            amount *= words.scales[of[1]]
            end = of.end()
        if fold.startswith("tens of ", start - 8) and start >= 8:
            start -= 8
            amount *= 10
        return _vague(fold, start, end, amount)
    more = words.scale.match(fold, end)
    if more is not None and words.scales[more[1]] >= 1000:
        amount *= words.scales[more[1]]
        end = more.end()
    for lead in _FEW:
        if fold.startswith(lead, start - len(lead)) and start >= len(lead):
            return _vague(fold, start - len(lead), end, amount)
    if fold.startswith("a ", start - 2) and not (start > 2 and fold[start - 3].isalnum()):
        return _finish(fold, Numeral(start - 2, end, amount, amount, "words"), words)
    return Numeral(start, end, amount, amount, "words")


# "exports, in billion yuan", "turnover (Rs crore)", "by city, million dollars": what a table counts in
_NAMES_UNIT = re.compile(r"(?:\bin |[(,:/] ?)(?:(?:rs|us|inr|usd|eur)[.$]? ?|[$€£₹] ?)?\Z")
_OF_SCALE = re.compile(r" of ([a-z]+s)\b")
