"""Where goods go, told without the name of a channel: "60 percent of its products go to the US"; "sold at home"."""

import re

from pipelines.interpret.draft import Draft
from pipelines.interpret.share_wholes import Whole
from pipelines.recognise.mentions import Cue
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

OF_WHAT = re.compile(r"^ ?of what (?:the |its )?[a-z' -]{2,30}\Z")
_LEAVES = re.compile("leave|left")
_GO_ABROAD = Scripts(
    r"\b(?:ends? up|ended up|cross(?:es|ed)?|go(?:es)?|went|leaves?|left|ships?|sells?|stays?|stayed|remains?|remained|"
    r"(?:is|are|was|were|been)\s+(?:sold|consumed|shipped|sent|earned|destined|meant|intended|"
    r"bound)|find (?:its|their) way)\b|销往|卖到|运往|远销"
)
_ABROAD = Scripts(
    r"\b(?:abroad|overseas|foreign|europe|america|the us|africa|the middle east|world|international)\b|海外|"
    r"国外|欧美|境外"
)
_TO_THE_REST = re.compile(
    r"\s*(?:to|in|into|for)\s+(?:the\s+)?(?:(?:rest of the|home|domestic) (?:country|market)|"
    r"(?:other )?(?:provinces|states|regions|cities)\b|interior\b|capital\b|countryside\b)"
)
_AT_HOME = re.compile(
    r"(?:(?:is|are|was|were|been)\s+)?(?:sold|shipped|sent|sells?|supplied)\s+"
    r"(?:across|throughout|within|all over)\s+(?:the\s+)?(?:country|nation)\b|"
    r"(?:is|are|was|were|been)\s+(?:sold|consumed)\s+(?:at home|domestically|locally)\b|"
    r"(?:stays?|stayed|remains?|remained)\s+(?:in|within|inside)\s+(?:the\s+)?"
    r"(?:country|nation|home market|domestic market)\b"
)
# "overseas customers take two-thirds of the carpets"
_BUY = Ending(
    r"\b(?:buys?|bought|takes?|took|absorbs?|absorbed|purchase[sd]?) "
    r"(?:(?:about|over|nearly|some|almost|up|the remaining|the other) )*\Z"
)
_SELLS = Ending(
    r"\b(?:sells?|sold|selling|sends?|sent|exports?|exported|ships?|shipped|places?|placed|finds?|found)\s+"
    r"(?:(?:about|over|nearly|some|almost|up to|only|more than) )*\Z"
)
_OF_GOODS_THERE = re.compile(
    r" of (?:(?:its|their|the|all|his|her) [^,;.\d]{2,40}?|(?:total )?(?:output|production|"
    r"sales)) (?P<where>at home|domestically|locally|abroad|overseas|online)\b"
)
_FOREIGN = re.compile(r"\b(?:foreign|overseas|international|abroad)\b")
_AT = re.compile(r"\s*(?:in|within|inside|across|throughout|all over)\s+(?:the\s+)?")


def sold_abroad(draft: Draft, whole: Whole | None, end: int) -> Cue | None:
    """Return the export that words without its name tell: "60 % of its products go to the US and Europe"."""
    view, quantity = draft.view, draft.quantity
    after = view.text(quantity.end, end)
    if (buyer := _bought_by(draft, whole)) is not None:
        return buyer
    match = _GO_ABROAD.search(after)
    if match is None or re.search(r"export|import|出口|进口", after[: match.start()]):
        return None
    at = quantity.end + match.end()
    leaves = _LEAVES.match(match[0]) is not None and _is_named_home(draft, at)
    if OF_WHAT.search(after[: match.start()]) and not leaves:
        return None  # "60 percent of what the town sells abroad": a part of that
    if _AT_HOME.match(after[match.start() :]) or _TO_THE_REST.match(after[match.end() :]) or _is_home(draft, at):
        return Cue(Span(quantity.end + match.start(), at), "channel", "domestic")
    if leaves:
        return Cue(Span(quantity.end + match.start(), at), "channel", "export")  # "90 % of what is woven leaves India"
    foreign = any(
        place.level == "country" and place.place_code != view.home and at <= place.start < at + 60
        for place in view.places
    )
    if foreign or _ABROAD.search(after[match.start() : match.start() + 70]):
        return Cue(Span(quantity.end + match.start(), at), "channel", "export")
    return None


def sold_there(draft: Draft) -> Cue | None:
    """Return the channel of "the firm sells 60 percent of its quilts at home"."""
    view = draft.view
    there = _OF_GOODS_THERE.match(view.folded, draft.end, draft.clause.end)
    if there is None or _SELLS.search(view.text(draft.start - 40, draft.start)) is None:
        return None
    channel = {"abroad": "export", "overseas": "export", "online": "ecommerce"}.get(there["where"], "domestic")
    return Cue(Span(*there.span("where")), "channel", channel)


def _bought_by(draft: Draft, whole: Whole | None) -> Cue | None:
    """Return the export of "foreign buyers take half of the carpets"; what one country takes is no such share."""
    view, start = draft.view, draft.clause.start
    if whole is not None and re.search(r"export|import|market|demand", whole.words):
        return None
    if not _BUY.search(view.text(draft.start - 40, draft.start)):
        return None
    if _FOREIGN.search(view.folded, start, draft.start):
        return Cue(Span(draft.start, draft.end), "channel", "export")
    return None


def _is_named_home(draft: Draft, at: int) -> bool:
    """Say whether the country of the article is the next word."""
    return any(place.place_code == draft.view.home and place.start == at + 1 for place in draft.view.places)


def _is_home(draft: Draft, at: int) -> bool:
    """Say whether the country of the article follows: "seven out of ten pairs are sold in China"."""
    view = draft.view
    return any(
        place.level == "country" and place.place_code == view.home and _AT.fullmatch(view.folded, at, place.start)
        for place in view.places
        if at <= place.start
    )
