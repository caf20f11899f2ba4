"""Firms as Taiwan's press names them: 寶成工業(9904), 來億-KY, and 來億 where it is said to do or to earn something."""

import re
from collections.abc import Iterator

from pipelines.recognise.mentions import Organisation
from pipelines.text.spans import Span

_MARKED = re.compile(
    r"(?P<coded>[一-鿿]{2,8})(?:-ky)?\s?[(（](?!19|20)\d{4}[)）]|(?P<listed>[一-鿿]{2,6})-ky(?![a-z])"
)  # by the number that it is traded under, or as one of a foreign register
_LEAD = re.compile(r".*(?:龙头|大厂|厂商|业者|三雄|另一家|包括|以及|集团|由于|[厂商家和与及的为是])(?=[一-鿿]{2})")
_TRADE = re.compile(r"(?:工业|实业|企业|纺织|国际|控股|投资|科技|纤维|兴业)+\Z")
_DOES = (
    r"(?=-ky|自结|合并|统计|说明|公布|表示|指出|认为|强调|董事长|总经理|发言人|财务长|[今去]年|今[(（天日]|\d{1,2}月|前\d|"
    r"第[一二三四1-4]季|累计|上半年|下半年|预[估计期]|营收|旗下|[,，]\d{1,2}月)"
)
RULE = "<name> <as traded>"


def taiwan_firms(text: str, folded: str) -> Iterator[Organisation]:
    """Yield the firms of a text that stand with the number or the mark under which they are traded."""
    if "-ky" not in folded and re.search(r"[(（]\d{4}[)）]", folded) is None:
        return
    named: dict[str, str] = {}
    for match in _MARKED.finditer(folded):
        start, end = match.span(str(match.lastgroup))
        lead = _LEAD.match(folded, start, end)
        start = lead.end() if lead is not None else start
        if end - start < 2:
            continue
        yield Organisation(Span(start, end), text[start:end], "firm", RULE)
        short = _TRADE.sub("", folded[start:end])
        if len(short) >= 2:
            named.setdefault(short, text[start:end])
    for short, name in named.items():
        for again in re.finditer(short + _DOES, folded):
            yield Organisation(Span(*again.span()), name, "firm", RULE)
