"""Where Chinese firms and people are named again: whole, or by what is their own in a registered name.

"浙江瑞绒袜业有限公司" is 瑞绒袜业 further down, and “瑞绒” where it stands alone; 宋立强 needs his title once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.recognise.mentions import SHORT_NAME, Organisation
from pipelines.recognise.organisations_zh import SOFT_FIRM
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.places import find_place
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LEVEL = re.compile(r"[省市县区镇]")
_VENUE = re.compile(r"(?:国际)?(?:批发|专业)?(?:市场|商城|商贸城|小商品城)\Z")
_HOLDING = re.compile(r"(?:投资|控股|文化|产业|发展|用品|贸易|工贸)+\Z")
_LONG_NAME = 3  # characters that are no word by chance
_TOLD = (  # behind a name of two characters, which may be a word
    "(?:现有|已有|有员工|去年|年产|公司|员工|总经理|董事长|统计|说明|自结|合并营收|(?:今天|今日)?(?:公布|表示|指出))"
)


@dataclass(frozen=True, slots=True)
class _Ends:
    registered: re.Pattern[str]
    trade: re.Pattern[str]


@lru_cache(maxsize=8)
def _ends(vocabulary: Vocabulary) -> _Ends:
    words: Any = vocabulary.table("organisations")
    registered = (end for end in words["chinese"]["firm"] if end.endswith(("公司", "集团")))
    trades = (*words["chinese_firm_soft"], *words["chinese_goods"])
    return _Ends(_last(registered), _last(trades))


def _last(words: Any) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})\\Z")


def chinese_names_again(
    folded: str, text: str, names: Sequence[Organisation], vocabulary: Vocabulary
) -> Iterator[Organisation]:
    """Yield where firms and people of a text are named once more, in none of the names already found."""
    if folded.isascii():
        return
    taken = {at for name in names for at in range(name.start, name.end)}
    for known in {name.name: name for name in names if name.rule != SHORT_NAME}.values():
        for pattern in _patterns(known, vocabulary):
            for match in re.finditer(pattern, folded):
                span = Span(match.start("name"), match.end("name"))
                if not any(at in taken for at in range(span.start, span.end)):
                    taken.update(range(span.start, span.end))
                    whole = span.of(text) == known.name
                    yield Organisation(span, known.name, known.kind, known.rule if whole else SHORT_NAME)


def _patterns(known: Organisation, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the patterns of the names that one goes by, the longest first."""
    name = fold(known.name)
    if _HAN.fullmatch(name) is None:
        return
    if known.kind == "person":
        if len(name) >= _LONG_NAME:
            yield f"(?P<name>{name})"
        return
    if known.kind == "project":
        yield f"(?P<name>{name})"
        own = _VENUE.sub("", name)
        if len(own) >= 2 and own != name and not read_gazetteer(vocabulary).codes(own):
            yield f"(?P<name>{own})(?=[\\d,。、]|市场|商城)"
    if known.kind != "firm":
        return
    ends = _ends(vocabulary)
    if known.rule == SOFT_FIRM:
        yield f"(?P<name>{name})"
    core = ends.registered.sub("", _without_place(name, read_gazetteer(vocabulary)))
    own = core
    while (shorter := _HOLDING.sub("", ends.trade.sub("", own))) != own and len(shorter) >= 2:
        own = shorter
    if len(own) < 2 or own == name:
        return
    if own != core and core != name:
        yield f"(?P<name>{core})"
    if not read_gazetteer(vocabulary).codes(own):
        yield f"(?P<name>{own})" if len(own) >= _LONG_NAME else f'(?<=[",。;:\\s])(?P<name>{own})(?="|{_TOLD})'


def _is_seat(name: str, length: int, gazetteer: Gazetteer) -> bool:
    """Say whether a name begins with a place of so many characters: a county or above, or one with its level."""
    found = [place for code in gazetteer.codes(name[:length]) if (place := find_place(code)) is not None]
    return bool(found) and (_LEVEL.match(name, length) is not None or any(place.level != "town" for place in found))


def _without_place(name: str, gazetteer: Gazetteer) -> str:
    """Return a name without the places that it begins with: 浙江省诸暨市 of a registered name."""
    for _ in range(2):
        length = next((n for n in (4, 3, 2) if len(name) > n + 2 and _is_seat(name, n, gazetteer)), 0)
        name = name[length:]
        if length and _LEVEL.match(name):
            name = name[1:]
    return name
