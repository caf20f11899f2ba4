"""Shares once the subject is known: of a market, of a country that is its own whole, of a market hall."""

import re
from collections.abc import Sequence

from pipelines.interpret.draft import Draft
from pipelines.interpret.one_land import OF_ONE_LAND
from pipelines.interpret.shares import PART_SOLD, PART_THAT_SHUT
from pipelines.interpret.wider import widen
from pipelines.text.scripts import Scripts

# "seven out of every 10 sweaters in the world": the counted goods lie behind the figure, without an "of"
_IN_TEN = re.compile(r"\b(?:out of|in) (?:every )?\w+\Z")
_GOODS_OF = re.compile(
    r"\s+[a-z][a-z' -]{1,40}? (?:in|of|on) (?:the |this )?(?P<whole>world|planet|globe|country|nation)\b"
)
_GOODS_THERE = re.compile(
    r"\s+[a-z][a-z' -]{1,40}? (?:sold |made |produced |used )?(?P<whole>nationwide|worldwide|globally)\b"
)
_MARKET = re.compile(
    r"\b(?:market|mart|mall|bazaar|plaza|(?:textile|trade|leather|commodit(?:y|ies)|garments?) (?:city|town|"
    r"centre|center))\Z|市场|城\Z",
    re.IGNORECASE,
)
_OF_WHICH = Scripts(r"\bof (?:which|this|that|these)\b[^;:.]*\Z|其中[^;。]*\Z")
PART_OF_FIGURE = "figure before, of which it is a share"
_TOLD = {
    "export_value": "exports",
    "export_volume": "exports",
    "import_value": "imports",
    "output_value": "output",
    "output_volume": "output",
    "sales_value": "sales",
    "sales_volume": "sales",
}
_WHOLES = {"country": "nation", "world": "world"}
_PARTS = frozenset({"percent", "points"})  # classes of figures that may be shares
_NO_MARKETS = frozenset({PART_THAT_SHUT, PART_SOLD, OF_ONE_LAND})
_NEAR = 3  # figures: as far back a total is looked for
_OF_THE_TOTAL = re.compile(r" of (?:the|that) (?:overall )?total\b(?! [a-z])")
_NEAR_TRADE = 6
_TO_TOTAL_TRADE = re.compile(
    r" (?:of|to) (?:the )?(?:total|overall)(?: [a-z-]+){0,2}? (?P<trade>exports?|imports?|output|sales)\b"
    r"(?! (?:of|from) )"
)
_SO_MUCH_IS = re.compile(
    r",? ?\(?(?:(?:or|that is|which is|which was|accounting for|making up|representing|equal to|equivalent to|about|"
    r"around|roughly|nearly|almost|some|over|more than)\s+)*"
)
_PLACES = frozenset({"cluster", "district", "city", "province"})


def settle_shares(drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Make a place's share of what the nation or the world has a market share, now that the subject is known.

    `told` are the figures of the sentences before.
    """
    for at, draft in enumerate(drafts):
        before = drafts[at - 1] if at else None
        _settle_market(draft)
        if draft.unit_class not in _PARTS or draft.rules.get("indicator") in _NO_MARKETS:
            continue
        if before is not None:
            _find_which(draft, before)
            _find_total(draft, before, [*told, *drafts[: at - 1]])
        _find_trade(draft, [*told, *drafts[:at]])
        if draft.indicator == "market_share" and draft.share_scope == "nation" and draft.subject is not None:
            if draft.subject.kind == "country" and not draft.share_channel:
                draft.indicator = "other_percent"  # "textiles account for 63 percent of Pakistan's exports"
                draft.decide("indicator", "other_percent", draft.share_of or "", None, "a part of the country's own")
        if draft.indicator != "other_percent" or draft.grows or draft.share_channel or draft.subject is None:
            continue
        if draft.share_scope is None:
            _find_goods(draft)
        kind = draft.subject.kind
        if (draft.share_scope in ("nation", "world") and kind in _PLACES) or (
            draft.share_scope == "world" and kind == "country"
        ):
            draft.indicator = "market_share"
            draft.decide("indicator", "market_share", draft.share_of or "", None, "a place's share of a wider whole")
    shares = [at for at, draft in enumerate(drafts) if draft.unit_class == "percent"]
    shares = [at for at in shares if drafts[at].rules.get("indicator") not in _NO_MARKETS]
    for at in (*shares, *reversed(shares)):  # a share may lean on the one behind it
        widen(drafts[at], drafts[at - 1] if at else None, drafts[at + 1] if at + 1 < len(drafts) else None)


def _settle_market(draft: Draft) -> None:
    """Make the trade of a market its sales: only a place has trade with the outside."""
    if draft.measure != "total_trade" or draft.subject is None or draft.subject.kind not in ("cluster", "project"):
        return
    if _MARKET.search(draft.subject.name):
        if draft.indicator == "other_money":
            draft.indicator = "sales_value"
            draft.decide("indicator", "sales_value", draft.subject.name, None, "trade of a market")
        elif draft.grows:
            draft.growth_of = "sales_value"


def _find_which(draft: Draft, before: Draft) -> None:
    """Find the whole in the figure before: "India exported 480 billion dollars, of which Tiruppur had 1 percent"."""
    subject, whole = draft.subject, before.subject
    if draft.indicator != "other_percent" or subject is None or whole is None:
        return
    of_the_total = _OF_THE_TOTAL.match(draft.view.folded, draft.end) is not None
    if draft.share_scope is not None and not of_the_total:
        return
    if subject.kind not in _PLACES or whole.kind not in _WHOLES or before.indicator not in _TOLD:
        return
    between = draft.view.text(before.end, draft.start)
    if _OF_WHICH.search(between) or (of_the_total and ";" not in between):
        _is_part_of(draft, before)


def _find_total(draft: Draft, before: Draft, told: Sequence[Draft]) -> None:
    """Find the total in an amount told before: "Turkey sold 3 billion. Bursa sent 0.8, a quarter of the total"."""
    subject = draft.subject
    if (
        draft.indicator != "other_percent"
        or subject is None
        or subject.kind not in _PLACES
        or subject != before.subject
    ):
        return
    view = draft.view
    if not (_SO_MUCH_IS.fullmatch(view.text(before.end, draft.start)) and _OF_THE_TOTAL.match(view.folded, draft.end)):
        return
    wider = [d for d in told[-_NEAR:] if d.subject is not None and d.subject.kind in _WHOLES and d.indicator in _TOLD]
    if wider and wider[-1].unit_class == before.unit_class:
        _is_part_of(draft, wider[-1])


def _find_trade(draft: Draft, told: Sequence[Draft]) -> None:
    """Find the total of the land told of: "Exports reached 9 billion. Faisalabad contributes 45% to total exports"."""
    subject = draft.subject
    if draft.indicator != "other_percent" or draft.grows or subject is None or subject.kind not in _PLACES:
        return
    named = _TO_TOTAL_TRADE.match(draft.view.folded, draft.end)
    levels = [d for d in told[-_NEAR_TRADE:] if d.indicator in _TOLD and d.subject is not None]
    if named is None or not levels or levels[-1].subject is None or levels[-1].subject.kind not in _WHOLES:
        return
    if _TOLD[levels[-1].indicator].rstrip("s") == named["trade"].rstrip("s"):
        _is_part_of(draft, levels[-1])


def _is_part_of(draft: Draft, whole: Draft) -> None:
    owner = whole.subject
    if owner is not None:
        draft.share_scope, draft.share_of = _WHOLES[owner.kind], f"{owner.name}'s {_TOLD[whole.indicator]}"
        draft.share_basis = "value" if whole.unit_class == "money" else "volume"
        draft.decide("share_scope", draft.share_scope, owner.name, None, PART_OF_FIGURE)


def _find_goods(draft: Draft) -> None:
    view, quantity = draft.view, draft.quantity
    goods = _GOODS_OF.match(view.folded, quantity.end) or _GOODS_THERE.match(view.folded, quantity.end)
    if goods and goods.end() <= view.end and _IN_TEN.search(view.text(quantity.start, quantity.end)):
        draft.share_scope = "nation" if goods["whole"] in ("country", "nation", "nationwide") else "world"
        draft.share_of = view.quoted_between(quantity.end, goods.end()).strip()
        draft.decide("share_scope", draft.share_scope, draft.share_of, None, "goods counted behind the figure")
