"""The grammar of one text: every lexicon that the reading of quantities uses, compiled once for a vocabulary.

`before` and `behind` say at the price of one look-up what the word next to a number may be; most words are nothing, and
the finer reading is not even tried.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.recognise.beside import (
    AGE,
    AGED,
    ANYTHING,
    HEDGE,
    LINE,
    MINUS,
    ORDINAL,
    PER,
    PERCENT_SIGN,
    RANK,
    SIGN,
    TOP,
    TRAP,
    UNIT,
    WAY,
)
from pipelines.recognise.directions import DirectionWords, direction_words
from pipelines.recognise.hedges import hedges
from pipelines.recognise.mentions import Qualifier
from pipelines.recognise.neighbours import Neighbours
from pipelines.recognise.nouns import NounWords, noun_words
from pipelines.recognise.numerals_en import NumberWords, number_words
from pipelines.recognise.rejections import AGE_WORDS, trap_words
from pipelines.recognise.units import UnitWords, unit_words
from pipelines.reference.vocabulary import Vocabulary

_GAPS = ("a", "an", "the", "of", "total", "average", "的")  # between a hedge and its number
_LINKS = ("year", "yoy", "y", "annual", "annually", "per", "a", "average", "in", "compound", "over", "(")
_BEFORE_LINES = (":", ".", "tel", "fax", "phone", "whatsapp", "mobile", "telephone", "话", "真", "机")
_BEFORE_RANKS = ("no", "nr", "number", "#", ".", "ranked", "ranks", "ranking", "rank")
_WORD = re.compile("[a-z]+|.", re.S)
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Grammar:
    """What can stand around a number, and where it is looked up."""

    numbers: NumberWords
    units: UnitWords
    nouns: NounWords
    hedges_before: Neighbours[Qualifier | None]
    hedges_after: Neighbours[Qualifier | None]
    directions: DirectionWords
    traps_before: Neighbours[str]
    traps_after: Neighbours[str]
    last_words: Mapping[str, int]
    first_words: Mapping[str, int]

    def before(self, fold: str, pos: int) -> int:
        """Return what the word that ends at `pos` (or a blank before it) may be."""
        while pos and fold[pos - 1] in " (":
            pos -= 1
        if not pos:
            return 0
        last = fold[pos - 1]
        if not "a" <= last <= "z":
            return self.last_words.get(last, 0)
        low = pos - _LONGEST_WORD if pos > _LONGEST_WORD else 0
        blank = fold.rfind(" ", low, pos)
        word = fold[blank + 1 if blank >= 0 else low : pos]
        found = self.last_words.get(word)
        if found is not None:
            return found
        return 0 if word.isalpha() else ANYTHING

    def behind(self, fold: str, pos: int) -> int:
        """Return what the word that begins at `pos`, or behind a blank there, may be."""
        if pos >= len(fold):
            return 0
        char = fold[pos]
        if char == "-":
            return ANYTHING
        if char == " ":
            pos += 1
        elif not "a" <= char <= "z":
            return self.first_words.get(char, 0)
        blank = fold.find(" ", pos, pos + _LONGEST_WORD)
        found = self.first_words.get(fold[pos:blank]) if blank > 0 else None
        if found is None:  # no word before a blank: it may end otherwise
            word = _WORD.match(fold, pos)
            found = 0 if word is None else self.first_words.get(word[0], 0)
        return found


@lru_cache(maxsize=32)
def grammar(vocabulary: Vocabulary, local: tuple[str, ...]) -> Grammar:
    """Compile the grammar of a vocabulary; `local` are the units that shared names stand for in this text."""
    before, after = hedges(vocabulary)
    traps_before, traps_after = trap_words(vocabulary)
    units, directions = unit_words(vocabulary, local), direction_words(vocabulary)
    last_words: dict[str, int] = {}
    first_words: dict[str, int] = {}
    for bit, words in (
        (SIGN, units.signs.last_words()),
        (HEDGE, (*before.last_words(), *_GAPS)),
        (WAY, directions.steps.last_words()),
        (MINUS, ("-", "−", "minus", "负")),
        (PER, units.per.last_words()),
        (TRAP, traps_before.last_words()),
        (LINE, _BEFORE_LINES),
        (TOP, ("top", "前")),
        (AGED, ("age", "aged", "of")),
        (RANK, _BEFORE_RANKS),
        (ORDINAL, ("第",)),
        (PERCENT_SIGN, ("%",)),
    ):
        for word in words:
            last_words[word] = last_words.get(word, 0) | bit
    for bit, words in (
        (UNIT, (*units.behind.first_words(), *units.glued.first_words(), *units.digits.first_words(), "[", "{", "<")),
        (HEDGE, after.first_words()),
        (WAY, (*directions.after.first_words(), *_LINKS)),
        (PER, units.per.first_words()),
        (TRAP, traps_after.first_words()),
        (AGE, AGE_WORDS),
    ):
        for word in words:
            first_words[word] = first_words.get(word, 0) | bit
    return Grammar(
        number_words(vocabulary),
        units,
        noun_words(vocabulary),
        before,
        after,
        directions,
        traps_before,
        traps_after,
        last_words,
        first_words,
    )
