"""Numerals: digits and number words to exact numbers, with the place where they stand.

A numeral is the number alone, its scale included ("1 billion 418 million", "5.9 lakh", "three hundred", 1.2亿). Whether
it is a figure, and of what, is decided in `quantities`. Digits are read in `digits`, words in `numerals_en` and
`numerals_zh`.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from pipelines.recognise.digits import read_digits
from pipelines.recognise.numeral import Exact, Numeral, decimal, times
from pipelines.recognise.numerals_en import NumberWords, read_words
from pipelines.recognise.numerals_zh import read_chinese

_MIXED = re.compile(r"(?: {1,2}|-)([0-9]{1,2})/([0-9]{1,2})(?![0-9/])")
_OVER = re.compile(r"/([0-9]{1,3})(?![0-9/]|[,.-][0-9])")
# Behind "5 m", a word that is counted, and not one that tells how long or where.
_COUNTED = re.compile(
    r" (?!(?:wide|long|high|tall|deep|thick|from|away|apart|with|that|into|over|above|below|each|when|where|were|have|"
    r"will)\b)[a-z]{4,}"
)
_THE_ONLY = re.compile("[唯惟统]一(?=[一二两三四五六七八九十])")  # 唯一一家 is one, not eleven
_SIGNS = "$€£¥₹₺₩৳₫₱฿.￥"


def read_numerals(
    text: str, fold: str, starts: Iterable[int], words: NumberWords, decimal_comma: bool
) -> Iterator[Numeral]:
    """Yield every numeral of a folded text, left to right, none overlapping another; `starts` are its landmarks."""
    pos = 0
    for start in starts:
        if start < pos:
            continue
        char = fold[start]
        if char <= "9":
            numeral: Numeral | None = _read_figures(text, fold, start, words, decimal_comma)
        elif char <= "z":
            first = words.first.match(fold, start)
            if first is None:
                continue  # a part of another word
            pos = first.end()
            numeral = read_words(fold, start, pos, words)
        else:
            if _THE_ONLY.match(fold, start - 1):
                start += 1
            numeral = read_chinese(fold, start, start, None, words.zh)
        if numeral is not None:
            yield numeral
            if numeral.end > pos:
                pos = numeral.end


def _read_figures(text: str, fold: str, start: int, words: NumberWords, decimal_comma: bool) -> Numeral:
    """Read a number that begins with digits, with its scale: "1.2", "2-1/2", "3 hundred million", 3万4000."""
    end, number, power, printed = read_digits(text, fold, start, decimal_comma)
    if number < 0:
        return Numeral(start, end, 0, 1, "code", printed=printed)
    numeral = Numeral(start, end, decimal(number, power) if power else number, 1, "digits", printed=printed)
    if end == len(fold):
        return numeral
    after = fold[end]
    if not power and (after in "/-" or fold.startswith(" ", end)) and "/" in fold[end : end + 5]:
        _add_fraction(fold, numeral, number)
        if numeral.end == len(fold):
            return numeral
        after = fold[numeral.end]
    if after > "\u2fff" or (after == " " and fold[end + 1 : end + 2] > "\u2fff"):
        chinese = read_chinese(fold, start, numeral.end, numeral.value, words.zh)
        if chinese is not None:
            chinese.printed = printed
            return chinese
    if after in " -" or "a" <= after <= "z":
        _scale(text, fold, numeral, words, decimal_comma)
    return numeral


def _add_fraction(fold: str, numeral: Numeral, number: int) -> None:
    """Take "1/2" after a whole number into it, or make a fraction of "3/5"."""
    over = _OVER.match(fold, numeral.end)
    if over is not None and 0 < number < int(over[1]) <= 100 and fold[numeral.start - 1 : numeral.start] != "/":
        numeral.value = Fraction(number, int(over[1]))
        numeral.end, numeral.form = over.end(), "part"
        return
    mixed = _MIXED.match(fold, numeral.end)
    if mixed is not None and 0 < int(mixed[1]) < int(mixed[2]) <= 16:
        numeral.value += Fraction(int(mixed[1]), int(mixed[2]))
        numeral.end = mixed.end()


def _scale(text: str, fold: str, numeral: Numeral, words: NumberWords, decimal_comma: bool) -> None:
    """Read the scale behind a number, and the smaller parts of a chain: "2 billion 230 million 646 thousand"."""
    end = numeral.end
    mark = words.mark.match(fold, end) if fold[end].isalpha() else None
    if mark is not None:
        if len(mark[1]) > 1 or mark[1] in "kb" or _is_scale_mark(fold, numeral, mark.end()):
            numeral.scale = words.marks[mark[1]]
            numeral.value = times(numeral.value, numeral.scale)
            numeral.end = mark.end()
        return
    spaced = _SPACED_MARK.match(fold, end)
    if spaced is not None and fold[max(0, numeral.start - 1)] in _SIGNS[:-2]:  # "from €78 m to €87 m"
        numeral.scale = words.marks[spaced[1]]
        numeral.value = times(numeral.value, numeral.scale)
        numeral.end = spaced.end()
        return
    if fold.startswith(_WAN, end):  # "2.3 ten thousand people", word for word from the Chinese
        numeral.scale = 10**4
        numeral.value = times(numeral.value, numeral.scale)
        numeral.end = end + len(_WAN)
        return
    found = words.scale.match(fold, end)
    if found is None:
        return
    scale = last = words.scales[found[1]]
    end = found.end()
    again = words.scale.match(fold, end)
    while again is not None and words.scales[again[1]] >= 1000:  # "3 hundred million", "2 lakh crore"
        last = words.scales[again[1]]
        scale *= last
        end = again.end()
        again = words.scale.match(fold, end)
    value = times(numeral.value, scale)
    if last < 10**4 and (rest := _REST.match(fold, end)) is not None and int(rest[1]) < last < words.scales[rest[2]]:
        numeral.scale = words.scales[rest[2]]  # "4 hundred 26 million", word for word from 4亿2600万
        numeral.value, numeral.end = (value + int(rest[1])) * numeral.scale, rest.end()
        return
    below = _HUNDREDS if last == 1000 else _TENS if last == 100 else None
    if below is not None and (rest := below.match(fold, end)) is not None:  # "3 thousand 500 firms", "2 hundred 30"
        numeral.value, numeral.end = value + int(rest[1]), rest.end()
        return
    if fold.startswith(" and ", end) and _add_words(fold, numeral, end, last, value, words):
        return
    chained = end
    signed = fold[max(0, numeral.start - 2) : numeral.start].rstrip().endswith(tuple(_SIGNS))
    for _ in range(0 if numeral.value % 1 else 4):  # "1.1 billion, 854 million euros" are two
        part = words.link.match(fold, chained)
        if part is None or (signed and part[0].startswith(",")):
            break
        smaller = read_digits(text, fold, part.end() - 1, decimal_comma)
        its_scale = words.scale.match(fold, smaller.end)
        if smaller.number < 0 or its_scale is None or words.scales[its_scale[1]] >= last:
            break
        amount = decimal(smaller.number, smaller.power) * words.scales[its_scale[1]]
        if amount >= last:
            break
        last = words.scales[its_scale[1]]
        value += amount
        chained = its_scale.end()
    numeral.value, numeral.end = value, chained
    if chained == end:
        numeral.scale = scale
        half = words.and_a_half.match(fold, end) if fold.startswith(" and ", end) else None
        if half is not None:
            numeral.value = value + words.parts[half[1]] * scale
            numeral.scale, numeral.end = 1, half.end()


def _add_words(fold: str, numeral: Numeral, end: int, scale: int, value: Exact, words: NumberWords) -> bool:
    """Add what follows an "and": "3 hundred and one", "3 hundred and 21", "6 crore and two hundred"."""
    rest = _BELOW_HUNDRED.match(fold, end + 5) if scale == 100 else None
    if rest is not None:
        numeral.value = value + int(rest[0])
        numeral.end = rest.end()
        return True
    spelled = words.run.match(fold, end + 5)
    word = _LETTERS.match(fold, end + 5)
    more = read_words(fold, end + 5, word.end(), words) if spelled and word else None
    if more is None or more.form != "words" or more.value >= scale or (scale > 100 and more.value < 100) or more.low:
        return False
    numeral.value = value + more.value
    numeral.end = more.end
    return True


_MONEY_RANGE = re.compile(r"(?:[$€£¥₹]|\b(?:rs|us|tk|usd|eur|gbp)\.?) ?[0-9][0-9.,]* ?- ?\Z")
_SPACED_MARK = re.compile(r" (m|bn|mn)(?![a-z0-9])")
_WAN = " ten thousand"
_REST = re.compile(r"(?: and)? ([1-9][0-9]{0,2}) (thousand|million|billion)\b")
_HUNDREDS = re.compile(r"(?: and)? (?!000)([0-9]{3})(?![0-9.,%-]| (?:hundred|thousand|percent|per cent|[a-z]*illion))")
_TENS = re.compile(r" ([1-9][0-9])(?= [a-z])(?! (?:hundred|thousand|percent|per cent|[a-z]*illion))")
_BELOW_HUNDRED = re.compile(r"[0-9]{1,2}(?![0-9.,%]| (?:hundred|thousand|[a-z]*illion))")
_LETTERS = re.compile("[a-z]+")


def _is_scale_mark(fold: str, numeral: Numeral, end: int) -> bool:
    """Say whether "5m" is five million and not five metres: behind a currency sign, or before what is counted."""
    before = fold[max(0, numeral.start - 2) : numeral.start].rstrip()[-1:] or " "
    if before == "-" and _MONEY_RANGE.search(fold, max(0, numeral.start - 16), numeral.start):
        return True  # "$450-550m"
    if before in _SIGNS or (before.isalpha() and fold[numeral.start - 1] != " "):
        return True
    return fold[end - 1] == "m" and _COUNTED.match(fold, end) is not None
