"""Counted nouns: the noun phrase behind a number, its head and the unit that the head stands for.

"14,000 children's wear enterprises" counts enterprises; "788 million pairs of glasses" counts pairs. A noun that no
lexicon knows keeps its own singular.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.recognise.neighbours import Neighbours
from pipelines.recognise.numeral import Exact
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.records import record

_WORDS = 7  # of a noun phrase, the head included
_JOINED_WORDS = 8  # behind "and"
_WORD = re.compile(r"[ /-]?([a-z][a-z.]*(?:'s?)?)")
_SENTENCE_END = re.compile(r"\A[a-z]{5,}\.\Z")  # but "u.s.", "mfg."
_QUOTED = re.compile(r' "[^"\n\d]{1,40}"(?= [a-z])')  # 1,720 "low, small and scattered" enterprises
_LARGE = 100_000
_NO_PLURAL = ("ss", "us", "is", "'s", "as", "ous")
_DASHED = re.compile(r"-(?:which|who|that|and|or|including|mostly|mainly|most|some|many|all|about|while)\b")  # a dash
_SIZES = re.compile(r", (?:small|medium|large|tiny|cottage)\b")  # "micro, small and medium firms"
# "1,087 garment, shoe and bag factories": trades before the last of which an "and" stands
_LISTED = re.compile(r",(?: [a-z-]+(?: [a-z-]+)?,){0,3} [a-z-]+(?: [a-z-]+)?,? (?:and|or|&)(?= )")
_HEADS = frozenset({"enterprise", "shop", "machine", "person"})
_WHAT_THEY_DO = frozenset({"production", "export", "trade", "industry", "making", "retail", "wholesale"})
_TIMES = frozenset(
    {"shift", "year", "month", "week", "day", "hour", "phase", "stage", "step", "round", "floor", "generation"}
)
_HELD = frozenset({"pair", "piece", "set"})
_NAMES = frozenset({"brand", "trademark", "patent", "order"})  # what goods before them only qualify
# "200 million down jackets": feathers, and no direction
FEATHERS = re.compile(r"down (?:jacket|coat|vest|garment|quilt|comforter|parka|duvet|pillow)s?\b")
_OF_GOODS = re.compile(r" of (?:[a-z]+ )?(?:[a-z]+[^s\W]s|clothing|hosiery|apparel|equipment|clothes|knitwear)\b")


@record()
class Noun:
    """A counted noun phrase: its end, its unit, and whether a lexicon knows its head."""

    end: int
    unit: str
    known: bool


@dataclass(frozen=True)
class NounWords:
    plural: Neighbours[str]
    singular: Neighbours[str]
    zh: Neighbours[str]
    stop: frozenset[str]
    modified: Mapping[str, tuple[str, frozenset[str]]]  # what a noun stands for behind a word that tells what it does
    large: Mapping[str, str]  # what a noun stands for in figures of 100,000 and more
    mass: Mapping[str, str]  # goods without a plural, and what they are counted in from 100,000 on


@lru_cache(maxsize=8)
def noun_words(vocabulary: Vocabulary) -> NounWords:
    """Compile the counted nouns of a vocabulary."""
    table = vocabulary.table("units")
    plural: dict[str, str] = {}
    singular: dict[str, str] = {}
    zh: dict[str, str] = {}
    counts: Mapping[str, Mapping[str, list[str]]] = table["count"]
    for name, entry in counts.items():
        for word in entry.get("words", ()):
            singular.setdefault(word, name)
            plural.setdefault(plural_of(word), name)
        for word in entry.get("plurals", ()):
            plural[word] = name
        for word in entry.get("zh", ()):
            zh.setdefault(word, name)
    return NounWords(
        Neighbours(plural.items()),
        Neighbours(singular.items()),
        Neighbours(zh.items()),
        frozenset(table["stop"]["words"]),
        {name: (entry["unit"], frozenset(entry["except"])) for name, entry in table["modified"].items()},
        {plural_of(word): name for word, name in table["large"].items()},
        {word: unit for unit, mass in table["mass"].items() for word in mass},
    )


def plural_of(word: str) -> str:
    """Form the regular plural of a noun.

    >>> plural_of("company"), plural_of("dress")
    ('companies', 'dresses')
    """
    head, of, rest = word.partition(" of ")
    if of:
        return plural_of(head) + of + rest
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", word):
        return word + "es"
    return word + "s"


def singular_of(word: str) -> str:
    """Form the singular of a regular plural.

    >>> singular_of("villages"), singular_of("factories")
    ('village', 'factory')
    """
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(ss|x|z|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _is_time(noun: tuple[int, str] | None) -> bool:
    """Say whether the noun before "and" is what the number counts: "three shifts and large manufacturing units"."""
    return noun is not None and noun[1] in _TIMES


def _joined_noun(fold: str, pos: int, words: NounWords) -> Noun | None:
    """Read the counted noun behind "and": "2,300 apparel production and processing enterprises"."""
    counted = False
    for count in range(_JOINED_WORDS):
        step = _WORD.match(fold, pos)
        if step is None:
            return None
        if step[1] in words.stop and not _is_joined(fold, step) and (step[1] != "and" or not count):
            return None
        word = step[1]
        if (plural := words.plural.at(fold, step.start(1))) is not None:
            return _whole_compound(fold, Noun(plural[0], plural[1], True), words)
        if counted and word.endswith("ed") and not _is_joined(fold, step):
            return None  # "and foreign buyers visited": the phrase is over
        counted |= word.endswith("s") and not word.endswith("ss")
        pos = step.end()
    return None


def _listed_noun(fold: str, pos: int, words: NounWords) -> Noun | None:
    """Read who is counted behind a list of trades: "1,087 garment, shoe and bag factories"."""
    listed = _LISTED.match(fold, pos)
    whole = _joined_noun(fold, listed.end(), words) if listed is not None else None
    return whole if whole is not None and whole.unit in _HEADS else None


def _is_joined(fold: str, word: re.Match[str]) -> bool:
    """Say whether a word is part of a longer one: "raw-to-wet", "state-of-the-art"."""
    return fold[word.start(1) - 1] == "-" or fold.startswith("-", word.end())


def _whole_compound(fold: str, noun: Noun, words: NounWords) -> Noun:
    """Return the head of a compound whose first noun stands in the plural too: "30 blankets units" are units."""
    if noun.unit in _HEADS:
        return noun
    pos = noun.end
    for _ in range(3):
        step = _WORD.match(fold, pos)
        if step is None or step[1] in words.stop:
            return noun
        behind = words.plural.at(fold, step.start(1))
        if behind is not None:
            return Noun(behind[0], behind[1], True) if behind[1] in _HEADS | _NAMES else noun
        if not step[1].endswith("ing") and step[1] not in _WHAT_THEY_DO:
            return noun  # "shoes manufacturing firms", "shoes export firms"
        pos = step.end()
    return noun


# What those do whom a noun that no lexicon knows names.
_DO = frozenset(
    {"make", "sell", "produce", "export", "import", "weave", "knit", "sew", "work", "employ", "supply", "buy", "use"}
)
OF_THE_STATE = ("级", "重点", "标准", "免检", "专利", "队", "运动队", "地理标志")  # 42个国家级品牌 counts no countries


def noun_behind(fold: str, end: int, words: NounWords, number: Exact) -> Noun | None:
    """Read the counted noun phrase behind `end`; behind the number 1 a singular counts."""
    if end >= len(fold):
        return None
    if fold[end] > "\u2fff":
        found = words.zh.at(fold, end)
        if found is None or (found[1] == "country" and fold.startswith(OF_THE_STATE, found[0])):
            return None
        return Noun(found[0], found[1], True)
    quoted = _QUOTED.match(fold, end) if fold.startswith(' "', end) else None
    pos = quoted.end() if quoted is not None else end + 2 if fold.startswith(' "', end) else end
    unknown: tuple[int, str] | None = None
    known_singular: tuple[int, str] | None = None
    mass: Noun | None = None
    for count in range(_WORDS):
        step = _WORD.match(fold, pos)
        if step is None:
            break
        at = step.start(1)
        if step[1] == "such" and not count:
            pos = step.end()  # "7,500 such units"
            continue
        stops = step[1] in words.stop and not (_is_joined(fold, step) and (count or fold[at - 1] == " "))
        if stops and FEATHERS.match(fold, at):
            pos = step.end()
            continue
        if stops:
            if (
                step[1] == "and"
                and count
                and not _is_time(unknown)
                and (joined := _joined_noun(fold, step.end(), words)) is not None
            ):
                return joined
            break
        plural = words.plural.at(fold, at)
        if plural is not None and fold.startswith(("-", "' "), plural[0]) and not _DASHED.match(fold, plural[0]):
            plural = None  # "1,600 glasses-related firms", "two farmers' markets"
        if plural is not None:
            if number >= _LARGE and fold[at : plural[0]] in words.large:
                return Noun(plural[0], words.large[fold[at : plural[0]]], True)
            if count and plural[1] in words.modified:
                unit, plain = words.modified[plural[1]]
                before = fold[end:at].strip(" -").replace("-", " ").split()
                if not plain.intersection(before):
                    return Noun(plural[0], unit, True)
            what = _OF_GOODS.match(fold, plural[0]) if plural[1] in _HELD else None
            if what is None:
                return _whole_compound(fold, Noun(plural[0], plural[1], True), words)
            return Noun(what.end(), plural[1], True)
        single = words.singular.at(fold, at)
        if single is not None and not count and fold[end] == "-":
            return Noun(single[0], single[1], True)  # "a 50,000-spindle mill"
        if single is not None and fold.startswith(("'s ", "' "), single[0]):
            single = None  # "300 woman's shoes firms"
        if single is not None:
            known_singular = single
            pos = single[0]
            if fold[pos : pos + 1] == "," and (whole := _listed_noun(fold, pos, words)) is not None:
                return whole
            continue
        if step[1] in words.mass and number >= _LARGE:
            mass = Noun(step.end(), words.mass[step[1]], True)  # "16.4 billion knitwear"
        word, pos = step[1], step.end()
        ended = _SENTENCE_END.search(word) is not None
        if ended:
            word, pos = word[:-1], pos - 1
        if count and unknown is not None and (word.endswith(("ed", "ing")) or word in _DO):
            break  # "eleven tenants make shoes"
        hyphened = fold.startswith("-", step.end())
        if not hyphened and word.endswith("s") and not word.endswith(_NO_PLURAL) and len(word) > 3:
            unknown = (pos, singular_of(word))
        if ended:
            break
        if fold[pos : pos + 1] == ",":
            if unknown is None and (whole := _listed_noun(fold, pos, words)) is not None:
                return whole
            if _SIZES.match(fold, pos):
                pos += 1
        if fold[pos : pos + 1] not in (" ", "-", "/"):
            break
    if known_singular is not None and (unknown is None or number == 1):
        return Noun(known_singular[0], known_singular[1], True)
    if unknown is not None:
        return Noun(unknown[0], unknown[1].replace("'", ""), False)
    return mass
