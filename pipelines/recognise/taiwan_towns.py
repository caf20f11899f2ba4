"""Towns of Taiwan that the table of places lacks: with their level, or behind their county if the text tells it."""

import re
from collections.abc import Collection, Iterator

from pipelines.reference.gazetteer import Gazetteer

_TRADE_AFTER = re.compile("[一-鿿]{1,4}?(?:产业|业者|聚落|工厂)|织|鞋|袜|毛巾|家具|木器")  # 云林虎尾毛巾产业
OF_TAIWAN = ("tw-", "gn-16")  # codes of its counties


def towns_of_taiwan(
    folded: str, counties: Collection[int], gazetteer: Gazetteer
) -> Iterator[tuple[int, int, str, str, int]]:
    """Yield start and end of each name, the name, its level, and the end with it: 彰化和美, 和美镇公所.

    `counties` are where the names of counties end.
    """
    if not counties:
        return
    for town, level in gazetteer.taiwan_towns.items():
        at = folded.find(town)
        while at >= 0:
            end = at + len(town)
            whole = folded.startswith(level, end)
            trade = _TRADE_AFTER.match(folded, end) is not None and folded.count(town) > 1
            if whole or (at in counties and (trade or town + level in folded)):
                yield at, end, town, level, end + whole
            at = folded.find(town, end)
