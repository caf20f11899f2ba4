"""What one land takes: a share of the exports that a single buyer has, and no share of a channel or a market."""

import re

from pipelines.interpret.draft import Draft
from pipelines.interpret.share_wholes import Whole
from pipelines.text.scripts import Scripts

PRODUCT_WORDS = Scripts(
    r"products?|output|production|goods|garments?|sales|turnover|revenue|wares?|business|orders|apparel|"
    r"clothing|产品|产量|产值|销售|订单|销量|生产|总量|营收|业务"
)
MARKET_WORD = Scripts(r"\bmarkets?\b|\bdemand\b|\bsupply\b|\bconsumption\b|市场|需求")
_SENT_TO = re.compile(
    r"\b(?:exports?|shipments?|sales|deliveries)(?: [a-z]+)?(?: (?:of|from) [a-z' -]{3,40})? to (?:the )?\Z"
)
_MAKE_UP = re.compile(
    r",? (?:alone )?(?:now |still )?(?:ma(?:ke|kes|de) up|account(?:s|ed)?(?: for)?|represent(?:s|ed)?|constitute[sd]?|"
    r"(?:was|were|is|are)|took|formed) "
    r"(?:about |some |around |nearly |over |almost |only |more than )?"
)
_BUYS_IT = re.compile(
    r" (?:alone )?(?:now |still |already )?(?:buys?|bought|takes?|took|absorb(?:s|ed)?|imports?|imported|"
    r"purchase[sd]?) "
    r"(?:about |some |around |nearly |over |almost |only |more than |up to )?"
)
_IMPORTED = re.compile(r"\W*(?:the )?(?:import(?:s|ed)\b|[a-z]+ imports\b)")
THEM = re.compile(r"(?:them|it|these|those|this|that|which)\b")
OF_ONE_LAND = "what one land takes of the exports"
_OF_THESE = re.compile(r"\W*of (?:these|this|them|that|the total|this total|this amount)\b")
_GOES_THERE = re.compile(
    r" (?:(?:go(?:es)?|went|was|were|is|are) )?(?:(?:sent|shipped|sold|exported|destined) )?(?:to|for) "
    r"(?:(?:[a-z0-9]+ ){1,2}in )?(?:the )?"
)


def is_of_one_land(draft: Draft, whole: Whole | None) -> bool:
    """Say whether one land takes it: "shipments to the US made up 34 percent", "the US buys half of its shoes"."""
    view, start = draft.view, draft.clause.start
    if whole is not None and _IMPORTED.match(view.folded, view.start, draft.start):
        return True  # "imported clothes take 60 percent of the domestic market"
    if _OF_THESE.match(view.folded, view.start) and draft.told == "export" and _goes_to_a_land(draft, draft.end):
        return True
    if whole is not None and THEM.match(whole.words) and _is_told_of_exports(draft):
        return True  # "exports were $162 million; 86% of them went to the United States"
    if whole is not None and whole.words.endswith(("exports", "shipments")):
        if _goes_to_a_land(draft, whole.start + len(whole.words)):
            return True  # "38 percent of Turkey's carpet exports go to the USA"
    of_trade = whole is not None and (
        PRODUCT_WORDS.search(whole.words) is not None or whole.scope not in ("own", "other")
    )
    for place in view.places:
        if (
            place.level == "country"
            and place.place_code != view.home
            and start <= place.start
            and place.end < draft.start
        ):
            if _BUYS_IT.fullmatch(view.folded, place.end, draft.start):
                return whole is not None and MARKET_WORD.search(whole.words) is None
            if of_trade or not _MAKE_UP.fullmatch(view.folded, place.end, draft.start):
                continue
            if _SENT_TO.search(view.text(start, place.start)):
                return True
    return False


def _goes_to_a_land(draft: Draft, end: int) -> bool:
    """Say whether one foreign land follows: "Of these, 31% went to France, 17% to Germany"."""
    view = draft.view
    return any(
        place.level == "country"
        and place.place_code != view.home
        and _GOES_THERE.fullmatch(view.folded, end, place.start)
        for place in view.places
    )


def _is_told_of_exports(draft: Draft) -> bool:
    """Say whether the last level of the sentence before the share is one of exports."""
    level = draft.before
    while level is not None and level.unit_class not in ("money", "goods"):
        level = level.before
    return level is not None and level.measure == "export" and level.rules.get("indicator") != "class of the unit"
