"""The grammar of one text: every lexicon that the reading of quantities uses, compiled once for a vocabulary."""

from dataclasses import dataclass
from functools import lru_cache

from pipelines.recognise.directions import DirectionWords, direction_words
from pipelines.recognise.hedges import hedges
from pipelines.recognise.mentions import Qualifier
from pipelines.recognise.neighbours import Neighbours
from pipelines.recognise.nouns import NounWords, noun_words
from pipelines.recognise.numerals_en import NumberWords, number_words
from pipelines.recognise.rejections import trap_words
from pipelines.recognise.units import UnitWords, unit_words
from pipelines.reference.vocabulary import Vocabulary


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


@lru_cache(maxsize=32)
def grammar(vocabulary: Vocabulary, local: tuple[str, ...]) -> Grammar:
    """Compile the grammar of a vocabulary; `local` are the currencies that shared names stand for in this text."""
    before, after = hedges(vocabulary)
    traps_before, traps_after = trap_words(vocabulary)
    return Grammar(
        number_words(vocabulary),
        unit_words(vocabulary, local),
        noun_words(vocabulary),
        before,
        after,
        direction_words(vocabulary),
        traps_before,
        traps_after,
    )
