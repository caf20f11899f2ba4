"""Chinese places named bare that the text calls 全镇 or 全县 further on: 泽国鞋业产值20亿元, 全镇企业300家.

Two characters of common Chinese are some town's name, so a bare one is a place only where it heads its clause, the name
of a trade follows it, and the text speaks of a place of its level that it names nowhere else.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pipelines.recognise.mentions import Place, PlaceCandidate
from pipelines.recognise.place_context import Context
from pipelines.recognise.place_names import FoundName
from pipelines.recognise.place_senses import Senses
from pipelines.reference.places import PlaceRecord, ancestors, find_place
from pipelines.text.spans import Span

WORDS = "the text speaks of it as a whole"
_WHOLE = re.compile("[全该我](?P<level>镇|县|街道|区|市|乡)(?!场|域|域内)")
_HEADS = re.compile(r"(?:\A|[^\u3400-\u9fffA-Za-z0-9%]|[年月日的]|今年|去年|目前|如今|据|在|是)\Z")
_TRADE = re.compile(
    r"的?[\u3400-\u9fff]{0,2}(?:产业|行业|企业|工业|商户|市场)|[\u3400-\u9fff]{2,3}(?:总?产值|产量|产销|出口|销售|年产|上半年|去年|今年|前|全年|一季度|三季度)|"
    r"(?:现有|拥有|共有)[\u3400-\u9fff]{0,6}(?:企业|加工|种植|从业)"
)
# 泽国、大溪、城东三地产值分别为: so many places, whatever the table knows of them
_ROW = re.compile(
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[、和与及][\u3400-\u9fff]{2,4}){1,7}?)(?P<count>[两二三四五六七八])个?"
    r"(?P<level>地|镇街|街镇|镇|街道|乡镇|区县|县区|县市|区|县)(?=[^区位点方块面])"
)
_JOINT = re.compile("[、和与及]")
_COUNTS = {word: count for count, word in enumerate("二三四五六七八", 2)} | {"两": 2}
_LEADS = frozenset("年月日在是为于据")
_REACH = 8  # characters in which the name of a trade ends
Named = tuple[FoundName, FoundName, Senses]


def settle_bare(
    text: str,
    names: Sequence[Named],
    answers: Sequence[PlaceCandidate | None],
    context: Context,
    names_a_trade: Callable[[str], bool],
) -> dict[str, str]:
    """Settle the bare names that the text speaks of as a whole; return those of many places, with their levels."""
    levels = {match["level"] for match in _WHOLE.finditer(text)}
    if not levels:
        return {}
    known = [place for best in answers if best is not None and (place := find_place(best.place_code)) is not None]
    levels -= {place.suffix for place in known}
    # 始建县 names no county: only a township is called so
    levels -= {own.level_word for _, own, meant in names if any(p.suffix == own.level_word for p in meant.places)}
    many: dict[str, str] = {}
    for (name, own, meant), best in zip(names, answers, strict=True):
        if best is not None or own.level_word or name.form != "stem":
            continue
        fitting = [place for place in meant.places if place.suffix in levels and place.gone is None]
        if not fitting or not _tells_of_a_trade(text, name, names_a_trade):
            continue
        near = [place for place in fitting if not context.spoken_of.isdisjoint(ancestors(place.code)[:-1])]
        elsewhere = any(code.startswith("cn-") for code in context.spoken_of)
        chosen = _only(near) or (None if elsewhere else _only(fitting))
        if chosen is not None:
            context.settle_whole(chosen.code, WORDS)
        else:
            many.setdefault(name.key, fitting[0].level)
        levels -= {place.suffix for place in fitting}
    return many


def complete_rows(text: str, known: Sequence[Place], names: Sequence[Named]) -> Iterator[Place]:
    """Yield the others of so many places told in a row of which one at least is known."""
    read = {name.start: meant.places for name, _, meant in names}
    for row in _ROW.finditer(text):
        members = _JOINT.split(row["names"])
        sure = [p for p in known if p.place_code and p.start >= row.start() and p.end <= row.end("names")]
        if len(members) != _COUNTS[row["count"]] or not sure:
            continue
        level = "county" if row["level"][0] in "区县" else "town"
        beside = {ancestors(place.place_code)[0] for place in sure if place.place_code}
        end = row.start("names") - 1
        for member in members:
            start, end = end + 1, end + 1 + len(member)
            start = next((at for at in range(start, end - 1) if at in read), start)
            span = Span(start + (text[start] in _LEADS), end)
            if any(span.overlaps(place.span) for place in known):
                continue
            near = _only([place for place in read.get(start, ()) if not beside.isdisjoint(ancestors(place.code)[:1])])
            if near is not None:
                reading = PlaceCandidate(near.code, near.name, near.level, 0.0, ("named in a row with others",))
                yield Place(span, near.code, near.level, (reading,), "<stem name>")
            else:
                yield Place(span, None, level, (), "<unknown name> told")


def _only(places: Sequence[PlaceRecord]) -> PlaceRecord | None:
    return places[0] if len(places) == 1 else None


def _tells_of_a_trade(text: str, name: FoundName, names_a_trade: Callable[[str], bool]) -> bool:
    if not _HEADS.search(text, max(0, name.start - 2), name.start):
        return False
    return _TRADE.match(text, name.end) is not None or names_a_trade(text[name.end : name.end + _REACH])
