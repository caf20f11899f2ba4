"""Landmarks: where in a text a reading may begin: at digits, number words, words of time.

The words of all these lexicons are found in a single pass, which costs less than one search by `re`. The grammars are
tried at the landmarks alone, so that plain prose costs this pass and no more.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipelines.recognise.numerals_en import number_words
from pipelines.recognise.numerals_zh import CHINESE
from pipelines.recognise.units import speaking_names
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.occurrences import Occurrences

_NUMBER, _TIME, _MONTH, _YEAR, _NAME = (1 << bit for bit in range(5))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURIES = ("15", "16", "17", "18", "19", "20")


class Landmarks(NamedTuple):
    """Offsets in order, and names. A number word or a month may turn out to be a part of another word."""

    numbers: list[int]
    times: list[int]
    time_words: set[str]  # the words of time that are there
    months: list[int]
    names: list[str]  # those that tell for which country's money a text speaks, as often as they stand there


class _Lexicons(NamedTuple):
    words: tuple[str, ...]
    kinds: tuple[int, ...]
    occurrences: Occurrences


@lru_cache(maxsize=8)
def _lexicons(vocabulary: Vocabulary) -> _Lexicons:
    """Compile the words of a vocabulary that are landmarks."""
    kinds: dict[str, int] = {}
    families: Mapping[int, Iterable[str]] = {
        _NUMBER: (*"0123456789", *CHINESE.strip("[]"), *number_words(vocabulary).first_words),
        _TIME: vocabulary.table("periods")["words"]["anchors"],
        _MONTH: _MONTHS,
        _YEAR: _CENTURIES,
        _NAME: speaking_names(vocabulary),
    }
    for kind, words in families.items():
        for word in words:
            kinds[word] = kinds.get(word, 0) | kind
    return _Lexicons(tuple(kinds), tuple(kinds.values()), Occurrences(kinds))


@lru_cache(maxsize=2)  # asked for the periods of a text, then for its quantities
def landmarks(fold: str, vocabulary: Vocabulary) -> Landmarks:
    """Return the landmarks of a folded text; a phrase may run over a line break."""
    words, kinds, lexicons = _lexicons(vocabulary)
    text = fold.replace("\n", " ")
    numbers: list[int] = []
    times: list[int] = []
    time_words: set[str] = set()
    months: list[int] = []
    names: list[str] = []
    for index, start, end in lexicons.find(text):
        kind = kinds[index]
        if kind == _NUMBER:
            numbers.append(start)
            continue  # most are digits
        if kind & _NUMBER:
            numbers.append(start)
        elif kind == _YEAR:
            if text[end : end + 2].isdecimal() and end + 2 <= len(text):
                times.append(start)
        elif kind == _MONTH:
            months.append(start)
        elif kind == _NAME:
            names.append(words[index])
        if kind & _TIME:
            times.append(start)
            time_words.add(words[index])
    numbers.sort()
    times.sort()
    return Landmarks(numbers, times, time_words, months, names)
