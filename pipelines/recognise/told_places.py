"""Places that no table has: a name with the word for what it is, and the same name wherever else the text writes it.

"La Phu commune", "the Van Phuc silk village", "Fort Payne, a town of 14,000 in the hills", "the village of Selci". They
have no code, but figures are theirs and not those of the next place that is known.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pipelines.recognise.mentions import Place
from pipelines.text.occurrences import Occurrences
from pipelines.text.spans import Span

_LEVELS = {
    "village": "town", "town": "town", "township": "town", "commune": "town", "hamlet": "town", "subdistrict": "town",
    "county": "county", "district": "county", "city": "city", "municipality": "city", "suburb": "town",
    "valley": "county",
    "region": "province", "province": "province",
}  # fmt: skip
_WORDS = [
    (form, level)
    for word, level in _LEVELS.items()
    for form in (word, word.capitalize())
    if form not in ("City", "Town")  # so markets are called: "China Textile City"
]
_AWAY = (
    *("km", "kms", "kilometres", "kilometers", "miles", "outskirts", "suburbs", "edge"),
    *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
)
_LEVEL_WORDS = Occurrences((*(form for form, _level in _WORDS), *_AWAY))
# Capitalised words that are no name of a place, or only the first of a sentence.
_NO_NAME = (
    r"(?:The|This|That|These|Those|A|An|In|At|On|From|Of|By|For|Our|Its|His|Her|Their|Each|Every|Many|Another|Any|No|One|Two|Some|All|"
    r"Most|Both|Such|While|When|But|And|As|To|With|It|He|She|They|We|I|Mr|Mrs|Ms|Dr|New|Old|Home|Smart|Special|Free|Local|"
    r"Rural|Urban|Whole|Nearby|Same|Other|Inner|Central|North|South|East|West|Northern|Southern|Eastern|Western|Middle|"
    r"Industrial|Economic|Export|Textile|Garment|Fashion|Trade|Business|World|Global|Asia|Asian|Europe|European|Pacific|"
    r"Capital|Chinese|Indian|Italian|Turkish|Party|Mayor|Governor|Chairman|President|Deputy|Minister|Director|Secretary|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Today|Now|Here|There|Once|Unlike|Like|Since|According|"
    r"First|Second|Third|Last|National|Municipal|Federal|Autonomous|Development|Metropolitan|Photo|Source|Made)\b"
)
_PART = r"[A-Z][a-zß-öø-ÿ’'-]+"
_NAME = rf"(?<![A-Za-z’'-])(?!{_NO_NAME}){_PART}(?:(?: de| da| do| dos| del| di| la| el| al)? {_PART}){{0,3}}"
_BEFORE = re.compile(rf"(?P<name>{_NAME})(?: (?!and\b|or\b|of\b|in\b|is\b|the\b|a\b|to\b|as\b)[a-z-]+){{0,2}} \Z")
_APPOSED = re.compile(rf"(?P<name>{_NAME}), (?:a|an|the|once a|now a) (?:[a-z'’-]+ ){{0,5}}\Z")
_SAID_OF = re.compile(r"(?: (?:in|of|on|near|outside|where|that|which|with|about|some|known|\d)|,|\.)")
_AFTER = re.compile(rf" (?:of|called|named) (?P<name>{_NAME})(?! (?:District|County|Province|City|Town))")
_DATELINE = re.compile(
    r"^(?P<name>[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]+){0,2})(?:, [A-Z][A-Za-z. ]{1,20})?(?: \([A-Z][^()\n]{1,30}\))?"
    r" ?(?:—|–|--|-|:) (?=[A-Z\"“‘])",
    re.MULTILINE,
)
# "In Riviera del Brenta, where 520 firms ...", "In Montegranaro, 300 makers ..."
_SPOKEN_OF = re.compile(
    rf"(?:^|[.!?]\s+)(?:In|Around) (?P<name>{_NAME}), "
    r"(?:where\b|(?:some |about |around |over |more than |nearly |the |its )*\d)",
    re.MULTILINE,
)
# "Vairag, 45 km north of the city, was known", "Cibaduyut, in the south of Bandung, lines its road"
_FROM_THERE = re.compile(r" (?:(?:to the )?(?:(?:north|south)?-?(?:east|west)?(?:ern)?) ?)?(?:from|of|away|outside)\b")
_STANDS_AWAY = re.compile(
    rf"(?:^|[.!?]\s+|\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear) )(?P<name>{_NAME}),"
    r" (?:(?:(?:about|some|around|just|only|roughly|nearly|over|situated|located|lying) )*[\d.,]+ |"
    r"(?:situated |located |lying )?(?:in|on) the (?:far )?)\Z",
    re.MULTILINE,
)
# "Lunjiao, located in the hinterland of the Pearl River Delta, is a town of": what it is may stand behind
_LOCATED = re.compile(
    rf"(?:^|[.!?]\s+)(?P<name>{_NAME}),? (?:which is |is )?(?:located|situated|nestled|lying) (?:in|at|on|to|between) "
    r"[^.;\n]{5,140}?,? (?:is|was|has been|covers|governs|administers|has jurisdiction)\b[^.;\n]{0,80}?"
    r"\b(?:town|township|county|subdistrict|district|village|villages|city)\b",
    re.MULTILINE,
)
# "Montegranaro has 300 firms": no firm has others
_HAS_FIRMS = re.compile(
    rf"(?:^|[.!?] )(?P<name>{_NAME})(?:, [^,.;\n]{{3,40}},)? (?:alone |now )?"
    r"(?:has|had|counts|counted|hosts|boasts|houses) "
    r"(?:about |some |over |more than |nearly |around |only |just |now )*[\d,]+ (?:[a-z-]+ ){0,2}"
    r"(?:firms|companies|enterprises|mills|tanneries|workshops|manufacturers|makers|weavers|households|exporters|"
    r"producers|units)\b",
    re.MULTILINE,
)
# "Not far from Jaipur, Sanganer prints cotton by hand. The town has 340 workshops"
_THEN_THE_TOWN = re.compile(
    rf", (?P<name>{_NAME}) (?:(?:now|also|still|once|long|has|had|is|was) )*"
    r"(?!says\b|tells\b|adds\b|notes\b|explains\b|recalls\b|thinks\b|believes\b|remembers\b|owns\b|runs\b)"
    r"(?:[a-z]+(?:s|ed|en|n)|made|sewn|known|home|spun|become|one|an?|the)\b[^.!?\n]{0,160}[.!?]\s+"
    r"(?:The|This) (?:[a-z-]+ ){0,2}(?P<word>town|village|city|hamlet|township)\b"
)
# "Dingji is home to over 400 makers"
_HOME_TO = re.compile(
    rf"(?:^|[.!?]\s+)(?P<name>{_NAME}) (?:is|was) (?:now |also )?home to "
    r"(?:(?:some|about|around|over|more than|nearly|almost|at least|an estimated|roughly|up to) )*\d",
    re.MULTILINE,
)
_THIS_TOWN = re.compile(r"\b[Tt]h(?:is|e) (?:[a-zA-Z'’-]+ ){0,4}(?:town|city|village|hamlet|township)\b")
_HEAD = 1500  # characters: a dateline stands at the head
_REACH = 90
_FEWEST = 4  # letters of a name
_ADJECTIVE = re.compile(r"\A[A-Z][a-z]+(?:ian|ean|ese|ish|an)\Z")
_NO_PART = re.compile(
    r"\b(?:City|Town|Village|County|District|Province|Region|Park|Zone|Market|Group|Company|University|Association|"
    r"Government|Council|Board|Bureau|Committee|Industry|Industries|Factory|Mills?|Street|Road|River|Mountain)\b"
)


def told_places(text: str, known: Sequence[Span], is_free: Callable[[str], bool]) -> Iterator[Place]:
    """Yield places that a text tells by their level; `known` are names read already, `is_free` refuses words."""
    taken = sorted(known)
    told: dict[str, str] = {}
    for index, first, last in sorted(_LEVEL_WORDS.find(text)):
        if not _is_whole(text, first, last):
            continue
        if index >= len(_WORDS):
            away = _so_far_away(text, first, last)
            if away is not None and _stands(text, away["name"], away.start("name"), taken, True):
                if is_free(away["name"]):
                    told.setdefault(away["name"], "town")
                    taken.append(Span(*away.span("name")))
                    yield Place(taken[-1], None, "town", (), "<unknown name> so far away")
            continue
        level = _WORDS[index][1]
        for name, start, end, sure in _named(text, first, last):
            if not _stands(text, name, start, taken, sure) or not is_free(name):
                continue
            told.setdefault(name, level)
            span = Span(start, end)
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield Place(span, None, level, (), "<unknown name> <level>")
    if (head := _DATELINE.search(text, 0, _HEAD)) is not None:
        name = head["name"].title()
        if is_free(name) and _stands(text, name, head.start("name"), taken, True):
            if name in text[head.end() :] or _THIS_TOWN.search(text, head.end(), head.end() + 300):
                told.setdefault(name, "city")
                span = Span(*head.span("name"))
                taken.append(span)
                yield Place(span, None, "city", (), "<unknown name> <dateline>")
    for spoken in _SPOKEN_OF.finditer(text):
        name, start = spoken["name"], spoken.start("name")
        if _stands(text, name, start, taken, True) and is_free(name):
            told.setdefault(name, "city")
            taken.append(Span(start, start + len(name)))
            yield Place(taken[-1], None, "city", (), "<unknown name> spoken of")
    told_of = [*_LOCATED.finditer(text)] if "ocated in" in text or "ituated " in text else []
    for located in (*told_of, *_HOME_TO.finditer(text)) if " home to " in text else told_of:
        name, start = located["name"], located.start("name")
        if _stands(text, name, start, taken, True) and is_free(name):
            told.setdefault(name, "town")
            taken.append(Span(start, start + len(name)))
            yield Place(taken[-1], None, "town", (), "<unknown name> located in")
    for having in _HAS_FIRMS.finditer(text):
        name, start = having["name"], having.start("name")
        if _stands(text, name, start, taken, True) and is_free(name) and f" {name.lower()} " not in text:
            told.setdefault(name, "city")
            taken.append(Span(start, start + len(name)))
            yield Place(taken[-1], None, "city", (), "<unknown name> has firms")
    for then in _THEN_THE_TOWN.finditer(text):
        name, start = then["name"], then.start("name")
        if _stands(text, name, start, taken, True) and is_free(name):
            told.setdefault(name, _LEVELS[then["word"]])
            taken.append(Span(start, start + len(name)))
            yield Place(taken[-1], None, _LEVELS[then["word"]], (), "<unknown name> then the town")
    for name, level in told.items():
        for at in _occurrences(text, name):
            span = Span(at, at + len(name))
            if not any(span.overlaps(other) for other in taken):
                yield Place(span, None, level, (), "<unknown name> told")


def _so_far_away(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the name that is told to lie so far from another place, or on which side of it."""
    if _FROM_THERE.match(text, end) is None:
        return None
    return _STANDS_AWAY.search(text, max(0, start - _REACH), start)


def _named(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, bool]]:
    """Yield the name that a word for a level belongs to, where it stands, and whether its case is telling."""
    if (after := _AFTER.match(text, end)) is not None:
        yield after["name"], after.start("name"), after.end("name"), True
        return
    low = max(0, start - _REACH)
    near = text[low:start]
    if near.islower():
        return  # a name has a capital: "the plain around the town"
    if ", " not in near and "".join(near.split(" ")[-4:]).islower():
        return
    if (apposed := _APPOSED.search(text, low, start)) is not None and _SAID_OF.match(text, end) is not None:
        yield apposed["name"], apposed.start("name"), apposed.end("name"), True
    elif (before := _BEFORE.search(text, low, start)) is not None:
        yield before["name"], before.start("name"), end, False


def _stands(text: str, name: str, start: int, taken: Sequence[Span], sure: bool) -> bool:
    """Say whether the name may be one of a place: no other name, no first word of a sentence alone."""
    if len(name) < _FEWEST or _NO_PART.search(name):
        return False
    if not sure and (_ADJECTIVE.search(name) or text[max(0, start - 5) : start].lower() in ("this ", "that ")):
        return False  # "this Appalachian town"
    if (
        not sure
        and " " not in name
        and (start == 0 or text[start - 2 : start] in (". ", "! ", "? ") or text[start - 1] == "\n")
    ):
        return False  # any word is written so there
    span = Span(start, start + len(name))
    return not any(span.overlaps(other) for other in taken)


def _occurrences(text: str, word: str) -> Iterator[int]:
    """Yield where a word stands as a whole word."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if _is_whole(text, at, end):
            yield at
        at = text.find(word, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether letters stand on neither side, nor the mark of a possessive behind."""
    if start and text[start - 1].isalnum():
        return False
    return not text[end : end + 1].isalnum() and text[end : end + 2] != "'s"
