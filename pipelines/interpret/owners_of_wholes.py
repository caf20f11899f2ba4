"""Whose a figure is where a share or its whole tells it: "45 per cent of the country's output of 21,273 tonnes".

Each rule takes a figure and returns its owner, the actor that named it and the words for `explain`, or nothing.
"""

import re

from pipelines.interpret.entities import entity_of
from pipelines.interpret.figure import TRADE_FROM, Figure, Found
from pipelines.interpret.one_land import OF_ONE_LAND
from pipelines.interpret.owners import owner_of_whole
from pipelines.interpret.owners_beside import COUNTED, WIDER
from pipelines.interpret.parts import Actor
from pipelines.interpret.shares import PART_THAT_SHUT

_ARE_FROM = re.compile(
    r"\s+(?:of )?[^,;.\d]{3,70}? (?:(?:are|is|were|was) (?:all )?(?:directly )?"
    r"(?:made |produced |exported |sourced |supplied |woven |knitted |sewn |cast |tanned |stitched |spun )?|"
    r"comes? |came |originates? )"
    r"(?:directly )?(?:from|in|by) (?:the )?(?:(?:[a-z]+ern )?(?:city|town|district|county|province|region) of )?"
)
_FROM = re.compile(r" (?:came |comes? )?from (?:the )?")  # "205 million pairs; 70% came from Guanajuato"
_PART_OF = re.compile(
    r"(?:%|percent|per cent|half|third|quarter|fifth) of (?:the |[a-z' ]{3,20}'s )?(?:total |overall )?\Z"
)
_SHARE_OF = re.compile(r"(?:%|percent|per cent|pc|half|third|quarter|fifth|tenth) of (?:the )?\Z")
_OUTPUT_OF = re.compile(
    r"(?:'s)? (?:total |overall |annual |entire )?(?:[a-z-]+ ){0,2}"
    r"(?:output|production|exports?|sales|shipments|turnover|total) "
    r"(?:of|worth|totall?ing) (?:about |some |nearly |over |around )?"
)
_ITS_COUNT = re.compile(
    r"(?:'s)? (?:total |estimated |some |roughly |about )*"
)  # "over half of the country's 1,500 firms"
_ITS_TOTAL = re.compile(r"'s (?:total |overall |annual )?")
_OF = re.compile(r"\s*of (?:the )?")
_ITS_TRADE = re.compile(r"'s (?:total |annual |own )?(?:turnover|sales|output|production|exports|revenues?)\b")
_ITS_OWN = re.compile(r"(?:'s|s'|..'s) ")
_TOTAL_WORTH = re.compile(r"\b(?:exports?|imports?|output|production|sales)(?: (?:worth|of|valued at|totall?ing))? \Z")
_FROM_A_LAND = re.compile(r" (?:from|of|in) (?:the )?")
_ROSE = r"(?:have |has |had )?(?:rose|risen|fell|fallen|grew|grown|dropped|declined|slipped|increased|jumped|climbed)"
_WHICH_STOOD = re.compile(
    rf"(?:'s)?(?: [a-z]+){{0,8}}, which {_ROSE} (?:by )?"
    r"(?:[\d.]+ ?(?:%|pc|per ?cent|percent) to (?:about |over |nearly |some )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?)?|"
    r"(?:'s)?(?: [a-z]+){0,8}, which (?:stood at|was|were|totall?ed|reached|amounted to|came to|hit|stands at|"
    r"(?:is|was|are|were) (?:estimated|valued|put|reckoned)(?: to be| at)?) "
    r"(?:an? (?:all-time |record |new )?(?:high|peak|record) of |about |around |over |nearly |some )?"
    r"(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?"
)
# 全国每3件就有2件来自织里, 七成的袜子产自大唐
_GIVES = re.compile(r"[省市县区镇]?(?:贡献|生产|制造|出产|提供|供应)")
_COMES_FROM = re.compile(
    r"[^,。;\d]{0,12}?(?:来自|出自|产自|产于|出于)于?[一-鿿]{0,6}|"
    r" of (?:which|them|these|those|all|the|its) (?:[a-z-]+ ){0,4}?(?:is|are|was|were) (?:now |still )?"
    r"(?:located|based|situated|concentrated|made|produced|manufactured) (?:in|at|by) (?:the )?|"
    r" (?:now |still )?(?:comes?|came|originates?|is|are|was|were) from (?:the )?(?:(?:town|city|district) of )?"
)


def source_of_share(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    for actor in reversed(figure.actors):
        near = actor.place is not None and actor.kind != "country" and draft.end <= actor.span.start
        if near and _COMES_FROM.fullmatch(view.text(draft.end, actor.span.start)):
            return entity_of(figure.article, figure.discourse, actor), actor, "place that the share comes from"
        by = near and view.text(draft.end, actor.span.start) in ("由", "都由", "均由")
        if by and _GIVES.match(view.folded, actor.span.end, view.end):  # 其中40%由葫芦岛贡献
            return entity_of(figure.article, figure.discourse, actor), actor, "place that the share comes from"
    return None


def whole_of_money(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    if _TOTAL_WORTH.search(
        view.text(draft.start - 40, draft.start)
    ):  # "the total exports worth $400 billion from the country"
        lands = (a for a in figure.actors if a.kind == "country" and draft.end <= a.span.start)
        lands = (a for a in lands if _FROM_A_LAND.fullmatch(view.folded, draft.end, a.span.start))
        if (found := figure.first_of(lands, "whose whole it is")) is not None:
            return found
    if not _PART_OF.search(view.text(draft.start - 60, draft.start)):
        return None
    wide = (
        actor
        for actor in figure.actors
        if actor.place is not None
        and actor.kind in ("country", "province")
        and (
            _ITS_TOTAL.fullmatch(view.text(actor.span.end, draft.start))
            or TRADE_FROM.fullmatch(view.text(draft.end, actor.span.start))
        )
    )
    return figure.first_of(wide, "whose whole it is")


def whole_of_share(figure: Figure) -> Found | None:
    """Look for "45 per cent of the country's output of 21,273 tonnes": the amount is the whole's."""
    view, draft = figure.view, figure.draft
    wide = (
        actor
        for actor in figure.actors
        if (
            (actor.kind in ("country", "province") and _OUTPUT_OF.fullmatch(view.text(actor.span.end, draft.start)))
            or (draft.unit_class in COUNTED and _ITS_COUNT.fullmatch(view.folded, actor.span.end, draft.start))
        )
        and _SHARE_OF.search(view.text(view.start, actor.span.start))
    )
    return figure.first_of(wide, "whose whole it is")


def trade_of_share(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    if (entity := owner_of_whole(figure.article, figure.discourse, view, draft, figure.actors)) is not None:
        return entity, None, "whose trade the share is of"
    behind = (
        a
        for a in figure.actors
        if draft.end <= a.span.start
        and (
            _ARE_FROM.fullmatch(view.text(draft.end, a.span.start))
            or (draft.level == "goods" and _FROM.fullmatch(view.folded, draft.end, a.span.start))
        )
    )
    return figure.first_of(behind, "where the goods of the share are from")


def share_of_its_own(figure: Figure) -> Found | None:
    """Look for "60 percent of the company's products", "a channel took 15 percent of the city's exports"."""
    view, draft = figure.view, figure.draft
    whole = (a for a in figure.actors if _OF.fullmatch(view.folded, draft.end, a.span.start))
    its_own = (a for a in whole if _ITS_OWN.match(view.folded, a.span.end - 2))
    of_a_channel = (
        any(draft.clause.start <= cue.span.start and cue.span.end <= draft.start for cue in view.channels)
        and not figure.before()
    )
    taken = draft.rules.get("indicator") in (
        OF_ONE_LAND,
        PART_THAT_SHUT,
    )  # "the US buys 55 percent of Vietnam's furniture"
    return figure.first_of(
        (
            a
            for a in its_own
            if a.kind == "firm" or taken or (a.kind not in WIDER and (of_a_channel or _is_its_trade(figure, a)))
        ),
        "whose own share it is",
    )


def _is_its_trade(figure: Figure, actor: Actor) -> bool:
    """Say whether nobody is named but whose trade it is: "Own collections generate 56% of Carpi's turnover"."""
    return not figure.before() and _ITS_TRADE.match(figure.view.folded, actor.span.end) is not None


def whole_that_stood_at(figure: Figure) -> Found | None:
    view, draft = figure.view, figure.draft
    wholes = (
        actor
        for actor in figure.actors
        if actor.role == "whole"
        and actor.span.end < draft.start
        and _WHICH_STOOD.fullmatch(view.text(actor.span.end, draft.number_start))
    )
    return figure.first_of(wholes, "whole that the figure is of")
