"""Chinese firms that bear a brand's name and no word of a trade, by what stands beside them.

"品牌“岚衣”", "走进“岚衣”的展厅", "岚衣去年营收", "以岚衣、瑞绒等一批品牌". A name without quotation marks holds none of
the characters of which common words are made, no goods and no place.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.recognise.mentions import Organisation
from pipelines.recognise.organisations_zh import SOFT_FIRM
from pipelines.recognise.products import products_within
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.occurrences import Occurrences
from pipelines.text.spans import Span

_HEAD = r"(?:(?<=[,。;:、\s])|(?<=其中)|(?<=[,。;]以)|(?<![一-鿿\d\"]))"
_QUOTED = re.compile(r'"(?P<name>[一-鿿A-Za-z·&]{2,8})"')
_BEFORE = 20  # characters in which a word may lead to a name
_AROUND = 24  # characters beside a mark in which a name may stand
# A brand that a firm has is no firm: 自有品牌“岚衣”, 旗下的“岚衣”
_OWNED = re.compile(r"(?:自有|自主|自创|旗下|公司|的)[^,。;\"]{0,5}品牌\Z|旗下的?\Z")
_ROW = re.compile("[、和与及]")


@dataclass(frozen=True, slots=True)
class _Grammar:
    marks: Occurrences  # words without one of which a sentence tells of no brand
    led: re.Pattern[str]  # what ends before a name in quotation marks
    told: re.Pattern[str]  # what follows such a name
    bare: re.Pattern[str]  # a name without marks, before what only firms do
    row: re.Pattern[str]  # names in a row that are told to be brands
    no_name: re.Pattern[str]


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    words: Any = vocabulary.table("organisations")["chinese_brand"]
    led, told, does, are = (f"(?:{'|'.join(words[name])})" for name in ("led_by", "told", "does", "are"))
    own = f"[^{words['in_no_name']}\\W\\da-z_]{{2,4}}"
    return _Grammar(
        Occurrences(words["marks"]),
        re.compile(rf"{led}\Z"),
        re.compile(rf"{told}|{does}"),
        re.compile(rf"{_HEAD}(?P<name>{own}?)(?={does})"),
        re.compile(rf"(?P<row>{own}(?:[、和与及]{own})+){are}"),
        re.compile("|".join(words["no_name"])),
    )


def chinese_brands(folded: str, text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> Iterator[Organisation]:
    """Yield the firms of the sentences that only what stands beside them tells."""
    grammar, gazetteer = _grammar(vocabulary), read_gazetteer(vocabulary)
    marked = sorted({start for _, start, _ in grammar.marks.find(folded)})
    for span in spans:
        marks = marked[bisect_left(marked, span.start) : bisect_left(marked, span.end)]
        if not marks:
            continue
        quoted = {
            match.span("name")
            for match in _QUOTED.finditer(folded, span.start, span.end)
            if not grammar.no_name.search(match["name"]) and _is_told(folded, match, span, grammar)
        }
        bare: set[tuple[int, int]] = set()
        for mark in marks:
            if folded[mark] != '"':
                around = max(span.start, mark - _AROUND), min(span.end, mark + _AROUND)
                bare |= {match.span("name") for match in grammar.bare.finditer(folded, *around)}
                bare |= {name for match in grammar.row.finditer(folded, *around) for name in _of_row(match)}
        for start, end in sorted(quoted | bare):
            if _is_own(folded[start:end], (start, end) in quoted, gazetteer, vocabulary):
                yield Organisation(Span(start, end), text[start:end], "firm", SOFT_FIRM)


def _is_told(folded: str, match: re.Match[str], span: Span, grammar: _Grammar) -> bool:
    """Say whether the words beside a name in quotation marks tell that it is a firm's."""
    before = folded[max(span.start, match.start() - _BEFORE) : match.start()]
    if _OWNED.search(before):
        return False
    return grammar.led.search(before) is not None or grammar.told.match(folded, match.end(), span.end) is not None


def _of_row(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start = match.start("row")
    for joint in (*_ROW.finditer(match.string, *match.span("row")), None):
        end = joint.start() if joint is not None else match.end("row")
        yield start, end
        start = joint.end() if joint is not None else end


def _is_own(name: str, quoted: bool, gazetteer: Gazetteer, vocabulary: Vocabulary) -> bool:
    """Say whether a name is neither a place nor begins with one, and holds no goods; in quotation marks, is none."""
    if any(gazetteer.codes(name[:length]) for length in range(2, len(name) + 1)):
        return False
    goods = products_within(name, 0, len(name), vocabulary)
    return all(cue.span.start > 1 for cue in goods) if quoted else not goods
