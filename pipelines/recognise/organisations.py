"""Organisations: firms, bodies, events, media and persons, by a grammar of the words that end or introduce them.

What they hold is neither a place nor a cluster: a place recogniser is given them to pass over. The name of a place in a
title ("Tiruppur Knitwear Exports Rise") is no firm: a word of the trade ends a name only after a proper one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, Literal

from pipelines.recognise.mentions import Organisation
from pipelines.recognise.organisations_seated import begun_firms, seated_firms
from pipelines.recognise.organisations_zh import chinese_organisations
from pipelines.recognise.persons_at_work import persons_at_work
from pipelines.recognise.pinyin import is_pinyin
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.places import find_place, latin_key
from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.spans import Span

Kind = Literal["firm", "association", "agency", "person", "event", "project", "media"]
_WORD = r"[A-Z](?:&(?=[A-Z]))?[\w'’]*(?:-[A-Z]?[\w'’]+)*"
# "Manufacturers and Exporters Association" is one name.
_BEFORE_BODY = (
    r"(?=[A-Z]\w+(?: [A-Z]\w+)? (?:Association|Federation|Council|Chamber|Union|Bureau|Commission|Committee|"
    r"Department)\b)"
)
# "Vinh Textile and Garment Joint Stock Company": a word of the trade, then the end of the name.
_BEFORE_FIRM = (
    r"(?=(?:Garments?|Textiles?|Exports?|Imports?|Trading|Dyeing|Printing|Weaving|Spinning|Leather|Embroidery|Shoes|Footwear|Apparel|"
    r"Clothing|Accessories|Investment|Development|Services|Machinery)(?: [A-Z]\w+)? "
    r"(?:Joint[- ]Stock|JSC|Corporation|Company|Co|Group|Ltd|Limited)\b)"
)
_RUN = re.compile(
    rf"{_WORD}(?:(?<![a-z]{{4}})\.(?= ?[A-Z][\w]* ?[A-Z])|\.(?=,? ?(?:Ltd|LTD|Inc|Pvt)\b)|\.(?=[A-Z]\.))?"
    rf"(?:(?:,? ?(?=(?:Ltd|LTD|Inc|Limited|Pvt|LLC|Co)\b)| & | and {_BEFORE_BODY}| and {_BEFORE_FIRM}| |"
    rf" (?:de|da|do|dos|van|von) (?=[A-Z])|"
    rf"\.? (?=[A-Z]\. [A-Z]))"
    rf"{_WORD}(?:\.(?=,? ?(?:Ltd|LTD|Inc|Pvt)\b))?)*\.?"
)
_TOKEN = re.compile(r"[\w'’.&-]+")
_OF = re.compile(rf" (?:of|for) (?:the )?({_WORD}(?: (?:and |& )?{_WORD})*)")
_THEIR_FIRM = re.compile(rf",? of ({_WORD}(?: {_WORD})+)")
# "Ravi Menon, 44,"; "Ravi Menon's booth", "Ravi Menon and his four helpers": one who has a business is a person.
_AGED = re.compile(r", (?:aged )?\d\d(?=,| years old\b| who\b)(?!, \d{4})")
# '"Most pieces are for one group," admits Nadia Cherkaoui of Bahia Confection'
_SAYS = re.compile(
    r"[,.!?][\"”’] (?:says|said|admits|admitted|explains|explained|adds|added|recalls|recalled|sighs|notes|noted|"
    r"complains|"
    r"complained|insists|insisted|argues|laughs) \Z"
)
# "a manager at Luolai Down, says": that name is the firm's.
_AT = re.compile(
    r"\b(?:manager|owner|founder|director|boss|worker|employee|executive|partner) (?:of|at|with) (?:the )?\Z"
)
_HAS = re.compile(
    r"['’]s (?:own |small |family |little |tiny )?(?:booth|workshop|shop|stall|factory|company|firm|unit|plant|"
    r"business|mill|store|studio|tannery|atelier)\b| and (?:his|her) "
)
# "minister for commerce and textiles Anand Rao": a person, whatever town bears the first name
_IN_CHARGE = re.compile(
    r"\b[Mm]inister (?:of state )?(?:for|of) [a-z]+(?:(?:,| and|, and) [a-z]+){0,3} $|"
    r"\b(?:[Ss]ecretary|[Cc]ommissioner) (?:for|of) [a-z]+(?:(?:,| and|, and) [a-z]+){0,3} $"
)
_SURNAMED = re.compile(r"\bsurnamed ([A-Z][a-z]+)\b")
# What ends the name of a place, or of who runs it: "the Cao County Government said" is said by no person.
_LEVELS = frozenset(
    {"District", "County", "Town", "Township", "City", "Province", "Village", "Subdistrict", "Region", "Prefecture"}
    | {"State", "Government", "Municipality", "Authorities", "Administration", "Cluster", "Market"}
)
_SENTENCE_ENDS = frozenset({"USA.", "UK.", "UAE.", "EU.", "US.", "UN.", "WTO.", "GDP.", "FOB.", "GSP.", "AGOA."})
_OF_A_SIZE = re.compile(r" (?:[Aa]bove|[Bb]elow) (?:the )?[Dd]esignated")
_MANY = frozenset({"Companies", "Enterprises"})
_ASSEMBLIES = ("People's", "People’s", "National", "Party", "US", "American")
_COUNTED = re.compile(r"(?<![\d,.])(?!(?:19|20)\d\d )\d[\d,.]*\+? (?:[A-Z][A-Za-z-]+ (?:and|&) )?\Z")
_FULL_NAME = 2  # words
_FULL_NAMES = (2, 3)
_LEADING_WORDS = (
    "The A An In At On As By For From Of And But With Since After Before When While Its This That These Those To It He "
    "She They We According Meanwhile However Also Then Now Today Recently Currently So Among Under "
    "Over Last Our Their His Her If Although Local Photo "
    "Source Reporter Editor Take Taking Consider"
)
_LEADING = frozenset(_LEADING_WORDS.split())


class _Grammar:
    """The lexicon, compiled."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words: Any = vocabulary.table("organisations")
        self.ends: dict[str, Kind] = {word: kind for kind, ends in words["ends"].items() for word in ends}
        self.soft = frozenset(words["firm_soft"])
        self.sizes = frozenset((*words["firm_sizes"], "&"))
        self.heads: dict[str, Kind] = {word: kind for kind, heads in words["heads"].items() for word in heads}
        person = words["person"]
        self.titles = frozenset((*person["before"], *(word.capitalize() for word in person["before_lower"])))
        self.surnames = frozenset(person["surnames"])
        self.ends_before = tuple(f"{word} " for word in person["before_lower"])
        self.before = re.compile(rf"\b(?:{'|'.join(map(re.escape, person['before_lower']))}) $")
        after = "|".join(sorted(map(re.escape, person["after"]), key=len, reverse=True))
        self.after = re.compile(rf",? (?:(?:the|a|an|its|is|was) )?(?:\w+ )?(?:{after})\b")


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    return _Grammar(vocabulary)


def recognise_organisations(
    text: str, language: str | None = None, vocabulary: Vocabulary | None = None
) -> tuple[Organisation, ...]:
    """Return the organisations and persons named in a text, in order, none inside another.

    >>> [(each.kind, each.name) for each in recognise_organisations("Huaxing Garment Co., Ltd and Mr Li Dingru")]
    [('firm', 'Huaxing Garment Co., Ltd'), ('person', 'Li Dingru')]
    """
    vocabulary = vocabulary or default_vocabulary()
    gazetteer = read_gazetteer(vocabulary)
    found = list(_latin(text, _grammar(vocabulary), gazetteer))
    if " of " in text:
        found.extend(seated_firms(text, partial(_is_local, gazetteer), partial(_is_named, gazetteer)))
    if any(word in text for word in ("founded ", "started ", "established ", "set up ")):
        found.extend(begun_firms(text, partial(_is_local, gazetteer), partial(_is_named, gazetteer)))
    found.extend(persons_at_work(text, partial(_is_no_person, gazetteer)))
    if not text.isascii():
        found.extend(chinese_organisations(text, vocabulary))
    if "surnamed " in text:
        found.extend(_organisation(text, *match.span(1), "person", "<surname>") for match in _SURNAMED.finditer(text))
    return tuple(_outermost(found))


def _is_local(gazetteer: Gazetteer, words: str) -> bool:
    """Say whether some town, county or city bears the name."""
    places = (find_place(code) for code in gazetteer.codes(latin_key(words)))
    return any(place is not None and place.level not in ("country", "province") for place in places)


def _is_named(gazetteer: Gazetteer, words: str) -> bool:
    """Say whether the words name a place or a people already, or are known to be no name of their own."""
    key = latin_key(words)
    return bool(gazetteer.codes(key)) or key in gazetteer.not_places or words in gazetteer.demonyms


def _is_no_person(gazetteer: Gazetteer, words: str) -> bool:
    """Say whether the words begin a sentence, name a place that articles speak of, or are no name."""
    key = latin_key(words)
    if words in _LEADING or key in gazetteer.not_places or words in gazetteer.demonyms or words in _LEVELS:
        return True
    places = [(code, find_place(code)) for code in gazetteer.codes(key)]
    return any(
        code in gazetteer.cluster_places or (place is not None and place.level in ("country", "province", "prefecture"))
        for code, place in places
    )


def _outermost(found: Iterable[Organisation]) -> Iterator[Organisation]:
    reach = 0
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= reach:
            yield each
            reach = each.end


def _latin(text: str, grammar: _Grammar, gazetteer: Gazetteer) -> Iterator[Organisation]:
    for run in _RUN.finditer(text):
        words, at = run[0], run.start()
        if " " not in words and words not in grammar.heads:
            continue  # one word alone names no firm and no person
        tokens = [(at + token.start(), token[0]) for token in _TOKEN.finditer(words)]
        seated = max((index for index, (_, word) in enumerate(tokens) if word.endswith("-based")), default=-1)
        tokens = tokens[seated + 1 :]  # "the Hong Kong-based Mau Wing Group"
        ended = max((index for index, (_, word) in enumerate(tokens[:-1]) if word in _SENTENCE_ENDS), default=-1)
        tokens = tokens[ended + 1 :]  # "exports go to the USA. Ahmet Kileci noted"
        first = next((index for index, (_, word) in enumerate(tokens) if word not in _LEADING), len(tokens))
        if first < len(tokens):
            yield from _read_run(text, tokens[first:], grammar, gazetteer)


def _read_run(
    text: str, tokens: list[tuple[int, str]], grammar: _Grammar, gazetteer: Gazetteer
) -> Iterator[Organisation]:
    for index in range(len(tokens) - 1, 0, -1):
        word = tokens[index][1].removesuffix("'s").removesuffix("’s")
        kind = grammar.ends.get(word) or grammar.ends.get(word.rstrip("."))
        if kind == "event" and word == "Congress" and tokens[index - 1][1].endswith(_ASSEMBLIES):
            kind = "agency"  # the Zhejiang Provincial People's Congress
        if kind == "firm" and all(token in grammar.sizes for _, token in tokens[:index]):
            return  # "Micro, Small and Medium-sized Enterprises"
        if kind == "firm" and word in _MANY and _COUNTED.search(text, max(0, tokens[0][0] - 40), tokens[0][0]):
            return  # "227 Carpet Companies"
        if kind == "firm" and word in _MANY and _OF_A_SIZE.match(text, tokens[index][0] + len(word)):
            return  # "Textile Enterprises above designated size"
        if kind is not None:
            end = tokens[index][0] + len(word if word in grammar.ends else word.rstrip("."))
            if kind in ("association", "agency") and (more := _OF.match(text, end)):
                end = more.end(1)
            yield _organisation(text, tokens[0][0], end, kind, f"<name> {kind} word")
            if index + 1 < len(tokens):
                yield from _read_run(text, tokens[index + 1 :], grammar, gazetteer)
            return
    first, word = tokens[0]
    if word in grammar.heads and (more := _OF.match(text, first + len(word))) and len(tokens) == 1:
        yield _organisation(text, first, more.end(1), grammar.heads[word], "<body> of <name>")
        return
    person = _person(text, tokens, grammar, gazetteer)
    if person is not None:
        yield person
        firm = _THEIR_FIRM.match(text, person.end)
        if firm is not None and not gazetteer.codes(latin_key(firm[1])):
            yield _organisation(text, *firm.span(1), "firm", "<person> of <name>")
        return
    for index in range(1, min(len(tokens), 4)):
        if tokens[index][1] in grammar.soft and index + 1 == len(tokens):
            if all(_is_proper(token, grammar, gazetteer) for _, token in tokens[:index]):
                yield _organisation(text, first, tokens[index][0] + len(tokens[index][1]), "firm", "<name> <trade>")
            return


def _organisation(text: str, start: int, end: int, kind: Kind, rule: str) -> Organisation:
    return Organisation(Span(start, end), text[start:end], kind, rule)


def _is_proper(word: str, grammar: _Grammar, gazetteer: Gazetteer) -> bool:
    """Say whether a word is a name of its own: no place that articles speak of, no word of trade, no possessive."""
    key = latin_key(word)
    if word in grammar.soft or word.endswith(("'s", "’s", "s'", "s’")) or "-" in word or len(key) < 3:
        return False
    if key in gazetteer.not_places or word in gazetteer.demonyms or word.isupper():
        return False
    return not any(
        place.level in ("country", "province", "prefecture", "city") or code in gazetteer.cluster_places
        for code in gazetteer.codes(key)
        if (place := find_place(code)) is not None
    ) and is_pinyin(word.lower())


def _person(text: str, tokens: list[tuple[int, str]], grammar: _Grammar, gazetteer: Gazetteer) -> Organisation | None:
    if len(tokens) > 8:
        return None
    titled = False
    while tokens and tokens[0][1] in grammar.titles:
        titled, tokens = True, tokens[1:]
    if not tokens or len(tokens) > 4:
        return None
    start = tokens[0][0]
    end = tokens[-1][0] + len(tokens[-1][1].rstrip("."))
    for suffix in ("'s", "’s"):
        if text[start:end].endswith(suffix):
            end -= 2
    words = [word for _, word in tokens]
    if (
        len(words) in _FULL_NAMES
        and text.endswith("-year-old ", 0, start)
        and gazetteer.codes(latin_key(words[-1]))
        and not gazetteer.codes(latin_key(words[0]))
    ):  # "30-year-old Zeeshan Ali": a person, though some town is called Ali
        return _organisation(text, start, end, "person", "<age> <name>")
    if not titled and _AT.search(text, max(0, start - 24), start):
        return None
    chinese = words[0] in grammar.surnames
    named = chinese or not gazetteer.codes(latin_key(text[start:end]))
    if len(words) > 1 and named and words[-1] not in grammar.soft and _AGED.match(text, end):
        return _organisation(text, start, end, "person", "<surname> <given name>" if chinese else "<name>, <age>")
    if len(words) == 2 and chinese and is_pinyin(words[1].lower().removesuffix("'s")) and _HAS.match(text, end):
        return _organisation(text, start, end, "person", "<surname> <given name>")
    if words[-1] in _LEVELS:
        return None  # "the bureau in Wujiang District, said"
    if gazetteer.codes(latin_key(text[start:end])) and not (titled and len(words) > 1):
        speaks = chinese and len(words) == _FULL_NAME and grammar.before.search(text, max(0, start - 24), start)
        if not speaks or not grammar.after.match(text, end):
            return None  # "says Qian Jiang, manager of": a person, though a city bears the name
        return _organisation(text, start, end, "person", "<surname> <given name>")
    if titled or (text[max(0, start - 4) : start] in ("Mr. ", "Ms. ", "Dr. ")):
        return _organisation(text, start, end, "person", "<title> <name>")
    if len(words) < 2:
        return None
    if len(words) == 3 and len(words[1].rstrip(".")) == 1:
        return _organisation(text, start, end, "person", "<name> <initial> <name>")
    if words[0] in grammar.surnames and len(words) <= 3 and all(is_pinyin(w.lower()) for w in words[1:]):
        return _organisation(text, start, end, "person", "<surname> <given name>")
    if words[-1].isupper() or words[-1] in grammar.soft:
        return None
    if _HAS.match(text, end) and not any(
        code.startswith("cn-") or code in gazetteer.cluster_places for code in gazetteer.codes(latin_key(words[0]))
    ):
        return _organisation(text, start, end, "person", "<name>'s <business>")
    if len(words) <= 3 and text[max(0, start - 2) : start - 1].islower():
        lead = text[max(0, start - 64) : start]
        if (
            (" for " in lead or " of " in lead)
            and _IN_CHARGE.search(lead)
            and not gazetteer.codes(latin_key(words[-1]))
        ):
            return _organisation(text, start, end, "person", "<role> <name>")
    if (
        len(words) <= 3
        and text[start - 1 : start] == " "
        and _SAYS.search(text, max(0, start - 16), start)
        and not gazetteer.codes(latin_key(words[-1]))
    ):
        return _organisation(text, start, end, "person", "says <name>")
    said_before = text.endswith(grammar.ends_before, 0, start) and grammar.before.search(
        text, max(0, start - 24), start
    )
    if said_before and not gazetteer.codes(latin_key(words[0])):
        return _organisation(text, start, end, "person", "<role> <name>")
    if (
        text[end : end + 1] in (" ", ",")
        and grammar.after.match(text, end)
        and not gazetteer.codes(latin_key(words[-1]))
    ):
        return _organisation(text, start, end, "person", "<name>, <role>")
    return None
