"""Firms that no word marks as such, told by where they sit and by what only a firm does.

"Rotelix of Caruaru, 2,100 employees", "Tamborim, of Toritama, sews", "Rota do Mar of Santa Cruz bought three rivals".
"""

import re
from collections.abc import Callable, Iterator

from pipelines.recognise.mentions import Organisation
from pipelines.text.spans import Span

_WORD = r"[A-Z][\w'’&-]+"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:de|da|do|dos|di|&) )?{_WORD}){{0,2}})"
_SEAT = rf"(?P<seat>{_WORD}(?: (?:(?:de|da|do|dos|di) )?{_WORD}){{0,3}}?)"
_HANDS = (
    r"(?:with |which has )?(?:about |some |over |around |nearly )?[\d,.]+ (?:employees|workers|people|staff|hands)\b"
)
_DOES = (
    r"(?:(?:now|also|still) )?(?:makes|made|sews|sewed|sells|sold|bought|employs|employed|exports|exported|produces|"
    r"produced|turns out|opened|invested|runs|ran|has|had|gave up|supplies|supplied|moved|plans|owns|owned|spins|"
    r"weaves|"
    r"knits|tans|dyes|earns|earned|ships|shipped|uses|buys|bottles|builds|built)\b"
)
_OF = re.compile(r" of (?=[A-Z])")
_BEFORE = re.compile(rf"(?:\A|\n|[.!?]\"? ){_NAME}(?P<comma>,)?\Z")
_BEHIND = re.compile(rf"{_SEAT},? (?:(?P<hands>{_HANDS})|(?={_DOES}))")
# "Antares Sports, which started in Jinjiang in 1991, has grown": of a place, a fair or a person this is not said so
_BEGUN = re.compile(
    rf"(?:\A|\n|[.!?]\"? )(?P<name>{_WORD}(?: {_WORD}){{1,3}}), (?:which (?:was )?)?"
    r"(?:founded|started|set up|established) "
    r"(?:in|by) [^,.;\n]{3,60}, (?:(?:now|also|has|today|currently) )*[a-z]+"
)
_REACH = 60  # characters of a name
_NO_FIRM = re.compile(
    r"\b(?:The|This|That|These|Those|A|An|In|At|On|From|By|For|Our|Its|His|Her|Their|Each|Every|Many|Most|All|Half|Some|"
    r"Several|None|One|Two|Part|Much|North|South|East|West|President|Minister|Mayor|Governor|King|Queen|Prince|Secretary|"
    r"Bank|University|Government|Chamber|City|Town|Province|District|County|State|Republic|People|Union|Bay|Gulf|"
    r"Province|Village|Port|Kingdom|Emirate|Region|Association|Federation|Institute|Ministry|Department|Museum|Court|"
    r"Production|Output|Exports|Industry|Municipality|Valley|Fair|Festival|Market|Park|Zone|Cluster|Centre|Center|Base|Expo)\b"
)


def seated_firms(text: str, is_place: Callable[[str], bool], is_taken: Callable[[str], bool]) -> Iterator[Organisation]:
    """Yield the firms of a text that are told by their seat; `is_place` knows local places, `is_taken` other names."""
    for of in _OF.finditer(text):
        last = max(text.rfind(" ", 0, of.start()), text.rfind("\n", 0, of.start()))
        if not text[last + 1].isupper():
            continue
        if (match := _BEFORE.search(text, max(0, of.start() - _REACH), of.start())) is None:
            continue
        name = match["name"]
        if _NO_FIRM.search(name) or (behind := _BEHIND.match(text, of.end())) is None:
            continue
        if " " not in name and not match["comma"] and not behind["hands"]:
            continue  # any word is written so at the head of a sentence: "Cloth of Como has"
        if not is_taken(name) and is_place(behind["seat"]):
            yield Organisation(Span(*match.span("name")), name, "firm", "<name> of <seat>")


def begun_firms(text: str, is_place: Callable[[str], bool], is_taken: Callable[[str], bool]) -> Iterator[Organisation]:
    """Yield the firms of a text that are told by when or by whom they were begun."""
    for match in _BEGUN.finditer(text):
        name = match["name"]
        if _NO_FIRM.search(name) is None and not is_taken(name) and not is_place(name):
            yield Organisation(Span(*match.span("name")), name, "firm", "<name> begun in <place>")
