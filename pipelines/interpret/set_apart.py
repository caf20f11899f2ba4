"""Figures set apart: counts and amounts that their own words keep from being the level of a measure.

The people of a firm on average, what each earns, what came or went or was lost, what goes into the goods, and the
machines that are made or stand there in sets.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.interpret.classes import is_input, is_small
from pipelines.interpret.draft import Draft
from pipelines.interpret.movements import OTHER, movement, no_level
from pipelines.recognise.mentions import Quantity
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_EACH_HAS = re.compile(
    r"\b(?:each|every) (?:[a-z]+ )?(?:unit|firm|factory|mill|workshop|household|family|company|plant|"
    r"enterprise|shop|line)s? "
    r"[^,;.]{0,30}\b(?:employ|have|has|engage|hire)s?(?: (?:about|around|over|some|at least|an average of))?\s+\Z"
)
# "three-fifths of the firms have less than 30 workers"
_SOME_HAVE = re.compile(
    r"(?:%|\bper ?cent) (?:have|employ) \Z|"
    r"(?:%|\bper ?cent|\bthirds?|\bquarters?|\bfifths?|\bhalf|\bmost|\bmajority|\bpart|\bmany) of "
    r"(?:the |all |its |their |these )*(?:[a-z-]+ ){0,2}"
    r"(?:enterprises|firms|companies|factories|units|workshops|mills|makers|plants)\b"
    r"[^,;.\d]{0,24}\b(?:have|has|employ|employs|had|employed)\s+\Z"
)
_SOME_WITH = re.compile(
    r"\b(?:some|most|many|others?|a few|the (?:largest|smallest|biggest)(?: ones?)?) (?:with|have|has|employ|employs)"
    r" (?:only |just |about |around |up to |as many as |fewer than |more than )?\Z"
)
_LARGEST_LEAST = 500  # people: statistics begin no higher
_FIRMS_WITH = re.compile(
    r"\b(?:enterprises|firms|companies|units|factories|establishments|plants)"
    r" (?:employing|with|having|that employ|which employ) \Z"
)
_ON_AVERAGE = re.compile(r"\s*(?:on average|each\b|apiece|a firm\b|per (?:firm|unit|factory|mill)\b)")
_THEIR = re.compile(r"\b(?:their|its|and the) \Z")
_EACH = re.compile(r" each\b")
_MADE_ZH = Scripts(
    r"(?:年产|日产|月产|年生产|产量)[^,。;、\d]{0,10}\Z|"
    r"(?<!可)生产(?!线|设备|车间|企业|基地|用|经营|型|商|厂|户|能力|规模)[^,。;、\d的]{2,10}\Z"
)  # 年产起重机30万台
_OF_MACHINES = re.compile(r"\A sets?(?: \(sets?\))? of (?:[a-z-]+ ){0,6}(?:machinery|machines|equipment|looms)\b")
# "looms 36 thousand sets", "weaving machines reached 120 thousand units": the classifier of a translation
_MACHINES_BEFORE = re.compile(
    r"\b(?:looms?|(?:weaving|knitting|sewing|circular|sock|computer|spinning) machines?|equipment)\b(?: in [a-z]+)?"
    r"(?: (?:has|have|had|reached|totall?ed|of|more than|over|nearly|about|up to|to))* ?\Z"
)
_CONSUMPTION = Scripts(  # 消费量达到3.56亿只
    r"\bconsumption(?: of [a-z -]{2,24})? (?:was|is|reached|stood at|of|at|totall?ed|hit|exceeded)"
    r"(?: about| some| over| nearly| around| more than)? \Z|消费量(?:为|约为?|达到?|超过?|接近)?\Z"
)
_TRADE_OF = re.compile(r"\b(?:exports?|sales|shipments?|output|production|imports?)(?: volume)? of [^,;.\d]*\Z")
_UNIT_OF_MACHINES = re.compile(r"(?: thousand| million)? ?(?:sets|units|pieces)\b")
_NUMBER_OF_MACHINES = re.compile(r"\bnumber of (?:[a-z-]+ ){0,4}(?:looms|machines|lines)\b")
_IN_KINDS = re.compile(r" (?:in|of) (?:[a-z0-9]+ ){1,3}?(?:categories|series|varieties|kinds|types)\b")
# "the sewage plant of 30,000 tons per day", 日处理污水3万吨
_WATER_BEFORE = Scripts(
    r"\b(?:sewage|waste ?water|effluents?|drinking water|water treatment)\b[^,;.\d]{0,30}\Z|"
    r"(?:污水|废水|用水|蒸汽|取水)[^,;。\d]{0,6}\Z"
)
_WATER_BEHIND = re.compile(r" of (?:[a-z]+ )?(?:sewage|waste ?water|effluents?|water|steam)\b|的?(?:污水|废水|蒸汽)")
# "the strike cost the exporters $25 million", "the fire destroyed goods worth 60 million rupees"
_DAMAGE = re.compile(
    r"\b(?:cost(?:s|ing)? (?:the |its |their |local |them |it )(?:(?!country|state|treasury)[a-z']+ ){0,2}|"
    r"(?:destroyed|gutted|damaged|burnt|burned|ruined|washed away|seized|stole|stolen|confiscated) "
    r"(?:[a-z]+ ){0,4}(?:worth|valued at) )(?:(?:about|around|some|over|up to|nearly|more than|an estimated) )*\Z"
)
_OF_DAMAGE = re.compile(r" (?:of|in|worth of) (?:[a-z]+ ){0,2}?(?:damages?|destruction|losses)\b")
_EACH_COSTS = Ending(
    r"(?:一|每)[台条双件套只张床个][^,。;、\d]{0,10}(?:要价?|卖到?|售价|报价|得花|出厂|批发|零售|机|車|车)\Z|"
    r"\b(?:an?|each|one) (?:(?!(?:project|plan|park|plant|factory|programme|program|centre|center|hall|mill|building|"
    r"scheme|year)\b)[a-z-]+ ){1,3}costs? (?:about |around |some |over |up to |nearly )?\Z"
)  # 一台进口机要85万元, "a new loom costs 12 million rupees"

# "I spent more than 60,000 dollars in just five days"
_I_SPENT = re.compile(
    r"\b(?:i|customers?|visitors?|tourists?|shoppers?|buyers?) (?:have |has |had )?(?:spent|spends?|paid) "
    r"(?:(?:about|around|over|some|nearly|almost|more than|up to|an average of|on average) )*\Z"
)
# "exempt from 1.09 billion yuan ($155.7 million) worth of tariffs"
_OF_DUTIES = re.compile(r"(?: ?\([^()]{0,40}\)|\))? (?:worth )?of (?:[a-z]+ )?(?:tariffs|dut(?:y|ies)|rebates?)\b")
# "rural per capita income reached 13,000 yuan", 农民人均可支配收入: what people live on, and nobody's pay
_LIVES_ON = Scripts(
    r"\bper[- ]capita (?:[a-z]+ ){0,2}(?:incomes?|gdp|earnings)\b|\bdisposable income\b|"
    r"\b(?:incomes?|gdp) per (?:capita|head)\b|人均(?:年|月)?(?:可支配|纯|总|现金)?(?:收入|gdp|生产总值)"
)
_MACHINES_MADE = "machines that are made"
_ONE_COSTS = "what one of it costs"
_NEXT_MAKE = re.compile(r"[,、] ?(?:a |an |one |and )*[^,;。.\d]{1,20}")
_ALIKE = 5  # times: how far the prices of two makes lie apart


class Apart(NamedTuple):
    """What a figure set apart is."""

    indicator: str
    why: str
    measure: str | None = None


def set_apart(draft: Draft) -> Apart | None:
    """Return what a figure is whose own words keep it from being the level of a measure; None for all others."""
    for rule in _RULES.get(draft.unit_class, ()):
        if (found := rule(draft)) is not None:
            return found
    return None


def _on_average(draft: Draft) -> Apart | None:
    view = draft.view
    if _ON_AVERAGE.match(view.text(draft.end, draft.end + 16)) or _EACH_HAS.search(
        view.text(draft.start - 60, draft.start)
    ):
        return Apart("other_count", "people of a firm on average")
    if _SOME_HAVE.search(view.text(draft.start - 80, draft.start)):
        return Apart("other_count", "people of one of those firms")
    return None


def _of_some_firms(draft: Draft) -> Apart | None:
    """Read "60 firms are left, some with 10 employees, others with 150": the size of those alone."""
    if _SOME_WITH.search(draft.view.text(draft.start - 50, draft.start)):
        return Apart("other_count", "people of some of the firms")
    return None


def _least_of_a_firm(draft: Draft) -> Apart | None:
    """Read "1,530 enterprises employing ten or more people": the size from which on a firm is counted."""
    if draft.quantity.qualifier not in ("at_least", "more_than") or (draft.quantity.value or 0) > _LARGEST_LEAST:
        return None
    if not _FIRMS_WITH.search(draft.view.text(draft.start - 40, draft.start)):
        return None
    return Apart("other_count", "people that a firm has at least")


def _movement(draft: Draft) -> Apart | None:
    told = movement(draft, draft.before)
    return Apart(OTHER[draft.unit_class], told) if told is not None else None


def _machines_before(draft: Draft) -> Apart | None:
    view = draft.view
    if not _UNIT_OF_MACHINES.match(view.text(draft.number_end, draft.number_end + 24)):
        return None
    told = _MACHINES_BEFORE.search(view.text(draft.start - 60, draft.start))
    if told and _TRADE_OF.search(view.text(draft.clause.start, draft.start)):
        return None  # "exports of sewing machines reached 1.2 million units"
    return Apart("equipment_count", "sets of machines", "equipment") if told else None


def _machines_made(draft: Draft) -> Apart | None:
    view, previous = draft.view, draft.before
    listed = (
        previous is not None
        and previous.rules.get("indicator") == _MACHINES_MADE
        and _NEXT_MAKE.fullmatch(view.text(previous.end, draft.number_start)) is not None
    )  # 年产起重机30万台、零部件170万台
    made = listed or _MADE_ZH.search(view.text(draft.clause.start, draft.number_start))
    return Apart("output_volume", _MACHINES_MADE) if made else None


def _of_each(draft: Draft) -> Apart | None:
    if not _EACH.match(draft.view.text(draft.end, draft.end + 6)) or is_small(draft.view, draft.quantity):
        return None
    return Apart(OTHER[draft.unit_class], "of each, and not of all")


def _sets_of_machines(draft: Draft) -> Apart | None:
    view = draft.view
    if draft.quantity.unit != "set" or not (
        _OF_MACHINES.search(view.text(draft.number_end, draft.end + 60))
        or _NUMBER_OF_MACHINES.search(view.text(draft.clause.start, draft.start))
    ):
        return None
    gone = no_level(draft)
    return Apart("other_count" if gone else "equipment_count", gone or "sets of machines", "equipment")


def _kinds_of_goods(draft: Draft) -> Apart | None:
    if draft.quantity.unit != "product" or not _IN_KINDS.match(draft.view.text(draft.end, draft.end + 50)):
        return None
    return Apart("other_count", "kinds of goods")


def _consumed(draft: Draft) -> Apart | None:
    used = _CONSUMPTION.search(draft.view.text(draft.clause.start, draft.start))
    return Apart("other_count", "what is consumed") if used else None


def _water(draft: Draft) -> Apart | None:
    view = draft.view
    if draft.quantity.unit not in ("tonne", "cubic_metre", "litre"):
        return None
    if not (
        _WATER_BEFORE.search(view.text(draft.start - 48, draft.start))
        or _WATER_BEHIND.match(view.text(draft.end, draft.end + 24))
    ):
        return None
    return Apart("other_count", "water that is used or cleaned")


def _what_was_lost(draft: Draft) -> Apart | None:
    if _OF_DAMAGE.match(draft.view.text(draft.end, draft.end + 40)):
        return Apart("other_money", "what was lost")
    lead = draft.view.text(draft.clause.start, draft.start)
    if not _DAMAGE.search(lead) or is_small(draft.view, draft.quantity):
        return None
    return Apart("other_money", "what was lost")


def _spent_by_a_buyer(draft: Draft) -> Apart | None:
    if _I_SPENT.search(draft.view.text(draft.start - 60, draft.start)) is None:
        return None
    return Apart("other_money", "spent by a buyer")


def _duties(draft: Draft) -> Apart | None:
    if _OF_DUTIES.match(draft.view.text(draft.end, draft.end + 60)) is None:
        return None
    return Apart("other_money", "duties paid or spared")


def _income_of_a_head(draft: Draft) -> Apart | None:
    told = _LIVES_ON.search(draft.view.text(max(draft.clause.start, draft.gap_start), draft.number_start))
    return Apart("other_money", "income of a head") if told else None


def _what_one_costs(draft: Draft) -> Apart | None:
    view, previous = draft.view, draft.before
    listed = (
        previous is not None
        and previous.rules.get("indicator") == _ONE_COSTS
        and _are_alike(draft.quantity, previous.quantity)
        and _NEXT_MAKE.fullmatch(view.text(previous.end, draft.start)) is not None
    )  # 一台国产机卖11万元,德国机40万元
    if listed or _EACH_COSTS.search(view.text(draft.clause.start, draft.start)):
        return Apart("price", _ONE_COSTS, "price")
    return None


def _are_alike(one: Quantity, other: Quantity) -> bool:
    first, second = one.value or one.high, other.value or other.high
    return first is not None and second is not None and second / _ALIKE <= first <= second * _ALIKE


def _their_families(draft: Draft) -> Apart | None:
    """Read "2 lakh weavers and their 10 lakh families": no households at work."""
    if not draft.quantity.unit_printed.startswith("famil"):
        return None
    told = _THEIR.search(draft.view.text(draft.start - 12, draft.start))
    return Apart("other_count", "families of those at work") if told else None


def _goods_that_go_in(draft: Draft) -> Apart | None:
    return Apart("other_count", "goods that go in") if is_input(draft.view, draft.quantity) else None


# Class of figure to its rules, in their order.
_RULES: dict[str, tuple[Callable[[Draft], Apart | None], ...]] = {
    "person": (_on_average, _least_of_a_firm, _of_some_firms, _movement),
    "enterprise": (_movement, _their_families),
    "shop": (_movement,),
    "machine": (_movement, _machines_made),
    "goods": (
        _movement,
        _of_each,
        _sets_of_machines,
        _machines_before,
        _kinds_of_goods,
        _goods_that_go_in,
        _water,
        _consumed,
    ),
    "money": (_movement, _of_each, _what_was_lost, _duties, _spent_by_a_buyer, _income_of_a_head, _what_one_costs),
}
