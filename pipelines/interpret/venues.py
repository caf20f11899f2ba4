"""Venues that no list knows, by their heads: markets, parks, trade cities: "China Textile City", "Zhihao market"."""

import re
from collections.abc import Collection, Iterator, Sequence

from pipelines.interpret.venues_zh import chinese_venues
from pipelines.recognise.mentions import Organisation
from pipelines.text.hinted import Hinted
from pipelines.text.spans import Span

_CAPITAL = r"[A-Z][\w&'’.-]*"
_TRADE = (
    r"(?:Textiles?|Garments?|Leather|Clothing|Apparel|Fashion|Fabrics?|Silk|Light|Fur|Shoes?|Footwear|"
    r"Socks?|Hosiery|Jewell?ry|"
    r"Commodit(?:y|ies)|Trade|Trading|Furniture|Hardware|Lighting|Ceramics?|Toys?|Sweaters?|Knitwear|"
    r"Cashmere|Yarns?|Cotton|"
    r"Industrial|Industries|Tannery|Logistics|Technology|Economic|Processing|International|Wholesale|Home|Denim|Down|Pearls?|Carpets?|"
    r"Plastics?|Umbrellas?|Neckties?|Ties?|Buttons?|Zippers?|Bags?|Luggage|Kitchenware|Optical|Eyewear|Glasses|"
    r"Stationery|Underwear|Lingerie|Small|Daily)"
)
_HEAD = r"(?:City|Town|Park|Zone|Market|Mall|Plaza|Cent(?:er|re)|Complex|Bazaar|Base|Port|Exchange|Estate|Mart)"
_GOODS = r"(?:yarn|fabric|cloth|leather|sock|shoe|fur|sweater|garment|wholesale)"
_VENUE = Hinted(
    rf"\b(?!The\b)(?:{_CAPITAL}\s+(?:(?:and|&)\s+)?){{0,8}}?{_TRADE}\s+(?:{_CAPITAL}\s+(?:(?:and|&)\s+)?){{0,6}}?{_HEAD}\b|"
    rf"\b(?!The\b|This\b|Its?\b|In\b|At\b|A\b|One\b|By\b|Main\b|Our\b|Other\b|Each\b|Home\b|Domestic\b|"
    rf"Export\b|Local\b)(?:{_CAPITAL}\s+){{1,2}}(?:{_GOODS}\s+)?(?:market|bazaar|mandi)\b(?! shares?\b|"
    rf" size\b| demand\b)"
)
# "the PM MITRA park", "Kenya's export processing zones": a head in small letters behind a name.
_SMALL = Hinted(
    rf"\b(?P<name>(?:{_CAPITAL}\s+){{0,3}}{_CAPITAL}['’]s\s+"
    rf"(?:export[- ]processing|special economic|free[- ]trade|export|industrial)\s+(?:zones?|parks?)|"
    rf"(?:{_CAPITAL}\s+){{1,3}}(?:(?:industrial )?park|industrial (?:estate|area)|(?:free )?zone|EPZ|SEZ))\b(?![-'’])"
)
_TRADED = re.compile(rf"\b{_TRADE}\s")
_NO_NAME = re.compile(
    r"(?:By|For|On|To|Each|Every|Our|Their|Domestic|Export|Local|Home|Main|Key|Other|Foreign|Overseas|Labou?r|Stock|No|Any)"
    r"\s+(?:market|bazaar|mandi)\Z"
)
_LEAD = re.compile(
    r"(?:The|This|That|In|At|On|By|For|From|To|Of|A|An|Its?|One|And|But|As|Near|Our|Each|Every|When|While)\s+"
)
_OF_A_LAND = re.compile(
    rf"(?:{_CAPITAL} )?[A-Z][\w-]*['’]s (?=[A-Z])(?!{_TRADE}\s)"
)  # "Ethiopia's Hawassa Industrial Park"
_BUILT_BY = re.compile(r"[A-Z][a-z]+-[a-z]+ (?=[A-Z][\w-]* [A-Z])")  # "Chinese-built Hawassa Industrial Park"
_NATIONAL = re.compile(r"\b(?:City|Mall|Plaza|Bazaar)\Z")  # "China Plastic City" is a market and not the country
_FOREIGN = re.compile(r"(?:US|EU|UK|USA|U\.S\.|European|Asian|African|American|Middle|World|Global|International)\b")


def find_venues(
    text: str,
    folded: str,
    sentences: Sequence[Span],
    places: Sequence[tuple[int, int, str | None]],
    demonyms: Collection[tuple[int, int]] = (),
) -> Iterator[Organisation]:
    """Yield venues (kind project) of the sentences; `places` are start, end and level of known places."""
    bare = {(start, end) for start, end, _level in places}
    countries = {start for start, _end, level in places if level == "country"}
    lands = countries | {start for start, _end, level in places if level == "province"}
    adjectives = {start for start, _end in demonyms}
    chinese = not folded.isascii()
    ends = {end: (start, level) for start, end, level in places} if chinese else {}
    for span in sentences:
        for match in _VENUE.finditer(text, span.start, span.end):
            if _NO_NAME.match(match[0]):
                continue
            start, end = match.span()
            if (of := _OF_A_LAND.match(text, start, end)) is not None and start in lands:
                start = of.end()
            if start in adjectives and (of := _BUILT_BY.match(text, start, end)) is not None:
                start = of.end()
            name = text[start:end]
            national = start in countries and not _NATIONAL.search(name)
            if not (national or start in adjectives or (start, end) in bare or _FOREIGN.match(name)):
                yield Organisation(Span(start, end), name, "project", "<name> <head of a venue>")
        for match in _SMALL.finditer(text, span.start, span.end):
            if match["name"].endswith("EPZ") and _TRADED.search(match["name"]):
                continue  # "Machakos Apparel EPZ" is one firm of a zone
            named = _without_lead(text, Span(*match.span("name")))
            if named is not None and (named.start, named.end) not in bare and named.start not in adjectives:
                yield Organisation(named, named.of(text), "project", "<name> <head of a venue>")
        if chinese:
            yield from chinese_venues(text, folded, span, ends)


def _without_lead(text: str, span: Span) -> Span | None:
    """Return a name without the words with which only its sentence begins; None where a head is all that is left."""
    start = span.start
    while (lead := _LEAD.match(text, start, span.end)) is not None:
        start = lead.end()
    return Span(start, span.end) if text[start : start + 1].isupper() and " " in text[start : span.end] else None
