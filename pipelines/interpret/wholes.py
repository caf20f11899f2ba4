"""The whole of a rank or a share: in the nation, the province, the world, by the words beside the figure."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.share_wholes import IN_GOODS
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_ENGLISH = re.compile(r"\b(?:in|of|among|across|throughout|on|within)\s+(?:the\s+|all\s+)*(?P<whole>[^,;:.()]{2,60})")
_OWNER = Ending(r"(?P<whole>(?:the\s+)?[\w-]+(?:'s|s'))\s*\Z")
_CHINESE = Scripts(
    r".*(?P<whole>全国|全球|全世界|世界|全省|全市|我国|中国|国内|亚洲|[一-鿿]{2,4}(?:省|市))[^,;。]{0,8}\Z"
)
_CHINESE_FIRST = Scripts(r"(?P<whole>全国|全球|世界|全世界|全省|我国|中国|国内|亚洲)")
_SCOPES = {"country": "nation", "province": "province"}


def rank_whole(draft: Draft) -> None:
    """Set share_scope and share_of of a rank from its own words, or from those right beside it."""
    view, span = draft.view, draft.quantity.span
    words = view.text(span.start, span.end)
    before = view.text(span.start - 40, span.start)
    after = view.text(span.end, span.end + 60)
    readings = (
        (span.start, _ENGLISH.search(words)),
        (span.start - len(before), _OWNER.search(before)),
        (span.start, _CHINESE.search(words) or _CHINESE_FIRST.match(words)),
        (span.start - len(before), _CHINESE.search(before)),
        (span.end, re.match(r"[^,;:.()]{0,40}?" + _ENGLISH.pattern, after)),
    )
    for start, found in readings:
        if found is None:
            continue
        at, end = start + found.start("whole"), start + found.end("whole")
        scope = _scope(view, at, end)
        if scope is not None:
            draft.share_scope, draft.share_of = scope, view.quoted_between(at, end)
            draft.decide("share_scope", scope, draft.share_of, None, "whole of the rank")
            return


def _scope(view: SentenceView, start: int, end: int) -> str | None:
    places = [place for place in view.places if start <= place.start < end]
    if places:
        return _SCOPES.get(places[0].level or "", "other")
    cues = [cue for cue in view.wholes if start <= cue.span.start < end or (start <= cue.span.end <= end)]
    cues = [cue for cue in cues if not IN_GOODS.match(view.folded, cue.span.start)]
    return cues[0].key if cues else None
