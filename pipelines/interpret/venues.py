"""Venues and firms that no list knows: markets, parks and trade cities by their heads, firms by what is said of them.

"China Textile City", "the Zhihao market"; "Leutus, a lingerie house", "his firm, Shiva Looms".
"""

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
    r"Industrial|Logistics|Technology|Economic|Processing|International|Wholesale|Home|Denim|Down|Pearls?|Carpets?|"
    r"Plastics?|Umbrellas?|Neckties?|Ties?|Buttons?|Zippers?|Bags?|Luggage|Kitchenware|Optical|Eyewear|Glasses|"
    r"Stationery|Underwear|Lingerie|Small|Daily)"
)
_HEAD = r"(?:City|Town|Park|Zone|Market|Mall|Plaza|Cent(?:er|re)|Complex|Bazaar|Base|Port|Exchange)"
_GOODS = r"(?:yarn|fabric|cloth|leather|sock|shoe|fur|sweater|garment|wholesale)"
_VENUE = re.compile(
    rf"\b(?!The\b)(?:{_CAPITAL}\s+(?:(?:and|&)\s+)?){{0,8}}?{_TRADE}\s+(?:{_CAPITAL}\s+(?:(?:and|&)\s+)?){{0,6}}?{_HEAD}\b|"
    rf"\b(?!The\b|This\b|Its?\b|In\b|At\b|A\b|One\b)(?:{_CAPITAL}\s+){{1,2}}(?:{_GOODS}\s+)?(?:market|bazaar|mandi)\b"
)
_FIRM_HEAD = (
    r"(?:company|maker|manufacturer|firm|producer|brand|house|exporter|group|start-?up|mill|factory|"
    r"enterprise|retailer|supplier|"
    r"label|workshop|tannery|plant|weaver|dyer|spinner|knitter|wholesaler)"
)
_NAME = rf"(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"
_HEDGE = r"(?:some\s+|about\s+|more than\s+)?"
_HANDS = r"(?:workers|employees|staff|people|weavers|machines|looms)"
_FIRMS = (
    Hinted(rf"{_NAME},\s+(?:a|an|one of|the)\s+[^,.;]{{0,60}}?\b{_FIRM_HEAD}\b"),
    Hinted(
        rf"\b(?:his|her|their|whose|the|a|family)\s+(?:\w+\s+){{0,2}}{_FIRM_HEAD},?\s+(?:called\s+|named\s+)?{_NAME}"
    ),
    Hinted(rf"{_NAME},\s+{_HEDGE}[\d,]+\s+{_HANDS}\b"),
    Hinted(rf"(?P<name>(?:{_CAPITAL}\s+){{1,5}}(?:JSC|SpA|Ltda|SA|GmbH|Srl|Bhd|PT|AS|AŞ|SAS|PLC)\b)"),
    Hinted(rf"\b[Aa]t\s+{_NAME},?\s+{_HEDGE}[\d,]+\s+{_HANDS}\b"),
    Hinted(rf"{_NAME}\s+(?:has|employs|had|employed)\s+{_HEDGE}[\d,]+\s+{_HANDS}\b"),
)
_NATIONAL = re.compile(r"\b(?:City|Mall|Plaza|Bazaar)\Z")  # "China Plastic City" is a market and not the country
_FOREIGN = re.compile(r"(?:US|EU|UK|USA|U\.S\.|European|Asian|African|American|Middle|World|Global|International)\b")
_NO_FIRM = re.compile(
    r"(?:The|This|That|It|He|She|They|In|At|On|By|For|Its?|One|Two|Three|According|Now|Today|China|India)\b"
)


def find_venues(
    text: str,
    folded: str,
    sentences: Sequence[Span],
    places: Sequence[tuple[int, int, str | None]],
    demonyms: Collection[tuple[int, int]] = (),
) -> Iterator[Organisation]:
    """Yield venues (kind project) and firms of the sentences; `places` are start, end and level of known places."""
    ends = {end: (start, level) for start, end, level in places}
    countries = {start for start, _end, level in places if level == "country"}
    bare = {(start, end) for start, end, _level in places}
    for span in sentences:
        for match in _VENUE.finditer(text, span.start, span.end):
            national = match.start() in countries and not _NATIONAL.search(match.group())
            if _FOREIGN.match(match.group()) or national:
                continue
            if match.span() not in bare and not any(start == match.start() for start, _end in demonyms):
                yield Organisation(Span(*match.span()), match.group(), "project", "<name> <head of a venue>")
        for firm in _FIRMS:
            for match in firm.finditer(text, span.start, span.end):
                named = Span(*match.span("name"))
                if not _NO_FIRM.match(match["name"]) and (named.start, named.end) not in bare:
                    yield Organisation(named, match["name"], "firm", "<name> said to be a firm")
        yield from chinese_venues(text, folded, span, ends)
