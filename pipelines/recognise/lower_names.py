"""Known clusters of China that a translation writes small: "guzhen town", "keqiao district"."""

import re
from collections.abc import Iterator

from pipelines.recognise.pinyin import is_pinyin
from pipelines.recognise.place_names import FoundName
from pipelines.reference.gazetteer import Gazetteer

_LEVELS = (" town", " street", " county", " district", " subdistrict", " city")
_BEFORE = re.compile(r"(?<![A-Za-z'-])(?P<name>[a-z]{5,14})\Z")


def lower_names(text: str, gazetteer: Gazetteer) -> Iterator[FoundName]:
    """Yield the known clusters of China that a translation writes small, with their level: "guzhen town"."""
    for level in _LEVELS:
        at = text.find(level)
        while at >= 0:
            end = at + len(level)
            before = _BEFORE.search(text, max(0, at - 16), at)
            if before is not None and not text[end : end + 1].isalnum():
                key = before["name"]
                codes = gazetteer.codes(key) if is_pinyin(key) and key not in gazetteer.not_places else ()
                if any(code in gazetteer.cluster_places for code in codes):
                    yield FoundName(before.start("name"), at, key, "pinyin", codes, level.strip().title(), end)
            at = text.find(level, end)
