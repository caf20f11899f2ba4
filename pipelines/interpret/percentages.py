"""Percentages and multiples: growth of a measure, an efficiency, or a share of a whole."""

import re

from pipelines.interpret.draft import Draft
from pipelines.interpret.growth import gap_direction, reads_as_growth
from pipelines.interpret.measures import find_measure, growth_indicator, market_before
from pipelines.interpret.same_share import NEAR, SAME_SHARE, TO_ANOTHER, is_same_share
from pipelines.interpret.shares import read_share
from pipelines.recognise.mentions import Cue
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_THE = Ending(r"\b(?:the|this|last|first|second|third|fourth|next|per)\s+\Z")
_ROSE = re.compile(r"\b(?:rose|grew|increase[ds]?|climbed|jumped|went up|gained)\b")
_RATE_OF = Ending(
    r"\b(?:rate|average|pace|growth|increase|figure|highest|lowest|fastest|slowest) (?:of|was|is|at|being)\s+\Z|"
    r"(?:最高|最低|最快|最慢)(?:的?(?:为|达|达到|是))?\Z"
)
_AND_SO = re.compile(
    r"(?: (?:for|in|during) (?:the )?[a-z0-9 ]{3,40})?\s*(?:,|、|和|及|与|and|,\s*and)\s*"
)  # "an increase of 12%, 9% and 4% respectively"
_OF_IT = re.compile(r" of (?:its|it|which|that|this|them|these|those)\b")  # "up 5 percent, two thirds of it for export"
_OF_THE = re.compile(r" of (?:the|all|total)\b")  # "34% more than in 2020, and two thirds of the market's total"
_WORKS_OUT = re.compile(
    r"\b(?:it|that|this|which) (?:is|works out|worked out|comes|came|amounts|amounted)(?: to| at)? "
    r"(?:only |just |about |a mere )?\Z"
)
_THEN = re.compile(
    r"\s*[,(]?\s*(?:as )?(?:compared (?:with|to)|against|versus|instead of)\s+(?:about |some |the |only )?"
)
# A list of what grew goes on by names alone: "up 16 percent, garments (22.9 percent) and yarn (43 percent)".
_NEXT_GROWN = re.compile(
    r"(?: percent)?\)?\s*(?:[,;]|,?\s*and\b)\s*(?:and |while )?"
    r"(?:(?!(?:account|mak|represent|tak|hold|compris|constitut|contribut)(?:es?|s|ed|ing)?\b|"
    r"(?:with|of|to|from|for|has|had|have|which|share|is|was|were|are|or)\b)[a-z'-]+ ){1,4}\(?"
)
_ENDS = re.compile(r"\s*(?:[,;.)]|$|and\b)")
_VALUE_ROSE = re.compile(
    r"\bvalue (?:(?:has|was|is) )?(?:increas|ris|rose|grow|grew|fall|fell|declin|drop|up|down)\w* (?:by )?\Z"
)
_SORT = re.compile(r"(?: \w+)? in (?:terms of )?(quantity|volume|value|revenues?|turnover|dollars|amount)\b")
_IN_VALUE = re.compile(r"(?: \w+)? in (?:terms of )?(?:quantity|volume|value)(?: terms)?,? and (?:by )?")
# "exports to Japan fell 20%, the EU 3.4% and China 7.7%"
_NEXT_OWNER = re.compile(
    r"\s*(?:,|;|,? and)\s*(?:(?:(?:those|that|exports|shipments|sales) )?(?:to|of|from) )?(?:the )?"
    r"[A-Z][\w.'’-]*(?: (?:of |the |and )?[A-Z][\w.'’-]*){0,3}(?: by| \()? ?"
)
# "shipments grew 7% in September, compared with India's 6% and Bangladesh's 3.5%"
_OWNED_BESIDE = re.compile(
    r"(?: in [A-Za-z0-9 ]{3,20})?,? (?:(?:as )?compared (?:with|to)|against|versus|and|than) (?:the )?"
    r"[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2}['’]s "
)
_BRACKET = re.compile(r" ?\([^()]{1,24}\)")
_IN_BRACKET = re.compile(r"\([^()]{0,40}\d[^()]{0,40}\Z")


_PACE = re.compile(r"\b(?:growth|increase|decline|pace|expansion)\b")


_NUMBER_OF = re.compile(
    r"\bnumber of [a-z' -]{3,30}? (?:(?:has|have|had|also|was|is) )*"
    r"(?:up|down|increas|r[io]se|gr[eo]w|f[ae]ll|declin|drop|jump|surg|climb|shr[aiu]nk)[a-z]*"
    r"(?: by)?(?: [a-z]+){0,2} ?\Z"
)
_DEMAND = re.compile(r"\bdemand\b[^,;.\d]{0,60}\Z")
_NUMBER_OF_FIRMS = re.compile(
    r"\bnumber of (?:[a-z-]+ ){0,3}?(?:units|firms|companies|enterprises|factories|workshops|businesses|tanneries|"
    r"mills|"
    r"makers|manufacturers|exporters)\b[^,;.]*\Z"
)
# "the growth rate slowed to 7 percent", "the decline deepened in the last quarter to reach 2 percent"
_PACE_NOW = re.compile(
    r"\b(?:(?P<up>growth(?: rate)?|expansion)|(?P<down>decline|contraction|drop|fall|slump))"
    r"(?: (?:in|of) [a-z' -]{3,50}?)? (?:(?:also|has|had|then|has been|was) )*"
    r"(?:(?:slowed|declined|fell|fallen|dropped|eased|accelerated|quickened|slipped|picked up|moderated|deepened|"
    r"widened|worsened|narrowed|rose|risen)(?: down| further)?(?: [^,;.\d]{3,40})? (?:to|to reach|reaching)|"
    r"reached|stood at|hit|averaged|touched)(?: about| only| just| nearly)? \Z|"
    r"\b(?:push|rais|lift|boost|bring|tak|accelerat)(?:e|es|ed|ing|s)? (?:the |its |their |this )?"
    r"(?P<lifted>growth)(?: rate)? to(?: about| nearly| over| some)? \Z"
)
_GOING_TO = re.compile(
    r"(?:[^;.\d]|(?:19|20)\d\d\b){0,40},? (?:before )?(?:accelerating|slowing|quickening|easing|moderating)(?: "
    r"down| further)? to "
    r"(?:about |only |just |nearly )?"
)
_TRADE = frozenset({"export", "import", "output", "sales", "domestic_sales"})  # what a text may be about all along
_PAYS = re.compile(r"\b(?:pay|pays|paid|paying)\b")
# 珍珠价格普遍上涨两三成
_PRICE_ROSE = Scripts(r"(?:价格|单价|均价|售价|报价|批发价|零售价|收购价|出厂价|租金|运费)[^,;。、\d]{0,10}\Z")
_PRICE_BEFORE = re.compile(
    r"(?:\b(?P<burden>gas|electricity|power|energy|fuel|water|oil|diesel|coal) )?\b(?:prices?|freight(?: rates?)?|"
    r"rents?) "
    r"(?:[a-z]+ly |(?:has|have|had|been|also|now) )*"
    r"(?:up |rose |risen |fell |fallen |increased |jumped |climbed |dropped |declined |raised |gone up |went up |"
    r"soared |"
    r"surged |down |hiked )?(?:by )?(?:about |some |over |more than |as much as |up to |nearly )?\Z"
)
_DEARER = re.compile(r"\s*(?:dearer|cheaper|costlier|pricier)\b")
_IN_PRICE = re.compile(
    r"(?: (?:hike|rise|increase|jump|surge|drop|fall|decline))? in (?:the |its )?(?:[a-z]+ )?prices?\b"
)
_FOR_IT = re.compile(r"(?: (?:less|more))? for\b")


_VOLUME = re.compile(
    r"\bnumber of (?:pairs|pieces|sets|units|tonnes|tons|bales|garments)\b|"
    r"\b(?:volume|quantity|tonnage)\b(?! of (?:trade|business|sales))|"
    r"\bin (?:metres|meters|tonnes|tons|pairs|pieces|units)\b"
)
_VALUE = re.compile(r"\bvalue\b|\bworth\b|值|额")


_PRICE_TOPIC = re.compile(r"\bin terms of (?:the )?(?:[a-z]+ ){0,2}prices?\b[^;\d]*\Z")


def _in_terms_of_prices(draft: Draft) -> bool:
    """Say whether the sentence is of prices alone: "In terms of export prices, it showed an increase of 7 percent"."""
    lead = draft.view.text(draft.view.start, draft.start)
    return "in terms of " in lead and _PRICE_TOPIC.search(lead) is not None


def _in_volume(draft: Draft, measure: str, cue: Cue | None) -> bool:
    """Say whether goods grew and no value: "in volume terms shipments rose 9 percent"; production without money."""
    view = draft.view
    if measure in ("sales", "output", "export") and cue is not None:
        if "量" in view.text(cue.span.start, cue.span.end + 2):
            return True  # 销售量下降3%, 出口数量增长9%, 出口货量升6.4%
    if _VOLUME.search(view.text(max(draft.clause.start - 24, draft.gap_start), draft.start)):
        return True
    if measure != "output" or (cue is not None and _VALUE.search(cue.span.of(view.folded))):
        return False
    return draft.level is None


def _abroad(draft: Draft, cue: Cue | None) -> bool:
    """Say whether the sales that grew are those in another country: "sales to Dubai have doubled"."""
    return cue is not None and any(
        other.key == "export" and other.span.start <= cue.span.start < other.span.end for other in draft.view.channels
    )


def _grew_before(draft: Draft, previous: Draft) -> str | None:
    """Return which way it goes on as before: "rose 15 percent to 5.16 billion and woven 6 percent to 3.9"."""
    view, end = draft.view, draft.end
    ahead = (q for q in view.quantities if q.start > end and q.kind != "percent")
    if not any(view.folded[end : q.start].strip() == "to" for q in ahead):
        return None
    if (way := _way_before(previous)) is not None:
        return way
    return "increase" if previous.grows or _ROSE.search(view.text(view.start, end)) is not None else None


def _way_before(previous: Draft) -> str | None:
    """Return the direction that was told last before in the sentence."""
    last: Draft | None = previous
    while last is not None and last.direction is None:
        last = last.before
    return last.direction if last is not None else None


def _grown_in_brackets(draft: Draft, previous: Draft | None) -> Draft | None:
    """Return the growth before a level in brackets: "bedwear by 19.6% (USD 1.66bn) and towels 17%"."""
    if draft.unit_class != "percent" or previous is None or previous.unit_class not in ("money", "goods"):
        return previous
    grown, text = previous.before, draft.view.folded
    if grown is None or not grown.grows or not text.startswith(")", previous.end):
        return previous
    return grown if text[grown.end : previous.start].strip() == "(" else previous


# "21%, 16.5% and 9.8% more than in 2020", "0.7% short of 2019"
_ROW_GROWN = re.compile(
    r"(?:(?:,| and|, and) (?:about )?[\d.]+ ?(?:%|per ?cent|pc)){1,4} "
    r"(?:(?P<way>more|less|higher|lower|fewer) than|(?:year[- ]on[- ]year |annual )?(?P<move>increase|growth|rise|gain|"
    r"decrease|decline|drop|fall|contraction)(?:s)?,? (?:respectively\b|in\b))"
)
_UPWARD = frozenset({"more", "higher", "increase", "growth", "rise", "gain"})
_OR_SO_MUCH_MORE = re.compile(
    r",? or [^,;]{3,30}? (?P<way>higher|more|lower|less)\b"
)  # "6.76 per cent or $2.81 billion higher"
_SHORT_OF = re.compile(r" short of (?:the )?(?:year )?(?:19|20)\d\d\b")


def _grown_next(draft: Draft, previous: Draft) -> bool:
    """Say whether the figure is the growth of another year, money or product than the one before it."""
    if draft.unit_class != "percent" or previous.unit_class != "percent" or previous.view is not draft.view:
        return False
    if draft.view.folded.startswith(")", previous.end) and _IN_BRACKET.search(draft.view.folded, 0, previous.start):
        return False  # "Spain took 25% (1.5 billion euros, +8%), France 16%"
    between = _BRACKET.sub("", draft.view.text(previous.end, draft.start))
    if len(between) > NEAR:
        return False
    if _THEN.fullmatch(between) or _WORKS_OUT.search(between):
        return True
    return (
        _NEXT_GROWN.fullmatch(between) is not None
        and _ENDS.match(draft.view.text(draft.end, draft.end + 6)) is not None
    )


def is_quarter(draft: Draft) -> bool:
    """Say whether "quarter" is a part of the year here: "the target for the quarter"."""
    view, span = draft.view, draft.quantity.span
    if view.text(span.start, span.end) != "quarter":
        return False
    return _THE.search(view.text(view.start, span.start)) is not None


def _level_ahead(draft: Draft, background: str | None) -> str | None:
    """Return the measure of the amount that the growth leads to: "Footwear: up 6 percent to $1.2 billion"."""
    view, end = draft.view, draft.end
    ahead = [q for q in view.quantities if q.start >= end and q.kind == "money"]
    return background if ahead and view.folded[end : ahead[0].start].strip() == "to" else None


def _numbers_others(draft: Draft, cue: Cue | None) -> bool:
    """Say whether what grows is a number that no measure names: "the number of exhibitors rose by 15 percent"."""
    lead = draft.view.text(max(draft.clause.start, draft.gap_start), draft.number_start)
    if cue is None and _DEMAND.search(lead) is not None:
        return True  # "overseas demand has dropped by 30 percent"
    said = _NUMBER_OF.search(lead)
    return said is not None and (cue is None or cue.span.end <= draft.number_start - len(lead) + said.start())


def _numbers_firms(draft: Draft, cue: Cue | None) -> str | None:
    """Return the measure of "the number of business units in Jepara has declined by 20 percent": firms are counted."""
    lead = draft.view.text(max(draft.clause.start, draft.gap_start), draft.number_start)
    said = _NUMBER_OF_FIRMS.search(lead)
    return "enterprises" if said is not None and (cue is None or cue.span.start < draft.number_start) else None


def _pace_now(draft: Draft, previous: Draft | None) -> str | None:
    """Return which way it goes where the figure is the pace that a growth or a decline has come to."""
    lead = draft.view.text(draft.clause.start, draft.number_start)
    if (told := _PACE_NOW.search(lead)) is not None:
        return "increase" if told["up"] or told["lifted"] else "decrease"
    if previous is None or not previous.grows or previous.unit_class == "times" or previous.view is not draft.view:
        last = previous.before if previous is not None and previous.unit_class == "money" else None
        if last is None or not last.grows:
            return None
        previous = last
    between = draft.view.text(draft.gap_start, draft.number_start)
    return previous.direction if _GOING_TO.fullmatch(between) else None


_RIGHT_BEHIND = re.compile(r"[,;]?(?:同比|环比|(?:比|较)(?:上年|去年)(?:同期)?)?")


def _of_a_count(draft: Draft) -> bool:
    """Say whether it is the growth of things that are no measure: 新开工项目124个,同比增长38%."""
    before = draft.before
    if before is None or before.unit_class != "count" or before.indicator != "other_count":
        return False
    return _RIGHT_BEHIND.fullmatch(draft.view.folded, before.end, draft.start) is not None


def read_percentage(draft: Draft, running: str | None, previous: Draft | None, background: str | None) -> str | None:
    view, quantity = draft.view, draft.quantity
    measure, cue, rule = find_measure(draft, running)
    if draft.unit_class == "percent" and (firms := _numbers_firms(draft, cue)):
        measure, cue, rule = firms, None, "number of firms"
    elif measure is not None and _numbers_others(draft, cue):
        measure, cue, background, rule = None, None, None, "number of others"
    direct = cue is not None and rule.startswith(("measure in the clause", "measure right after", "verb in the clause"))
    growing = draft.unit_class == "times" or (
        reads_as_growth(draft) and not view.folded.startswith("的贡献", quantity.end)
    )  # 为出口增长做出86%的贡献
    previous = _grown_in_brackets(draft, previous)
    if (
        not growing
        and previous is not None
        and previous.grows
        and (
            _RATE_OF.search(view.text(quantity.start - 30, quantity.start))
            or (
                _AND_SO.fullmatch(view.folded, previous.end, quantity.start)
                and not view.folded.startswith("one ", quantity.start)
                and not _OF_IT.match(view.folded, quantity.end)
                and not _OF_THE.match(view.folded, quantity.end)
            )
            or _grown_next(draft, previous)
        )
    ):
        growing, draft.direction = True, previous.direction
    if not growing and previous is not None and previous.grows and draft.unit_class == previous.unit_class == "percent":
        slowed = TO_ANOTHER.fullmatch(view.folded, previous.end, quantity.start)
        if slowed and _PACE.search(view.text(view.start, previous.start)):
            growing, draft.direction = True, previous.direction
    if not growing and draft.unit_class == "percent" and (way := _pace_now(draft, previous)) is not None:
        growing, draft.direction = True, way
    if not growing and previous is not None and previous.grows:
        if _IN_VALUE.fullmatch(view.folded, previous.end, quantity.start):
            growing, draft.direction = True, previous.direction
    if not growing and previous is not None and previous.grows and previous.unit_class == "percent":
        end, start = previous.quantity.end, quantity.start
        beside = _ENDS.match(view.folded, quantity.end) and _OWNED_BESIDE.fullmatch(view.printed, end, start)
        if beside or _NEXT_OWNER.fullmatch(view.printed, end, start):
            growing, draft.direction = True, previous.direction
    if not growing and previous is not None and (way := _grew_before(draft, previous)) is not None:
        growing, draft.direction = True, way
    if not growing and draft.unit_class == "percent" and (row := _ROW_GROWN.match(view.folded, draft.end, view.end)):
        growing, draft.direction = (
            True,
            "increase" if (row["way"] or row["move"]) in _UPWARD else "decrease",
        )
    if (
        not growing
        and draft.unit_class == "percent"
        and (more := _OR_SO_MUCH_MORE.match(view.folded, draft.end, view.end))
    ):
        growing, draft.direction = True, "increase" if more["way"] in _UPWARD else "decrease"
    if not growing and draft.unit_class == "percent" and _SHORT_OF.match(view.folded, draft.end, view.end):
        growing, draft.direction = True, "decrease"
    if previous is not None and is_same_share(draft, previous):
        read_share(draft)
        draft.indicator, draft.share_channel = previous.indicator, previous.share_channel
        draft.share_scope, draft.share_of = previous.share_scope, draft.share_of or previous.share_of
        draft.decide("indicator", draft.indicator, "", None, SAME_SHARE)
        return running
    if growing and draft.unit_class != "times" and draft.direction is None and previous is not None:
        draft.direction = _way_before(previous)  # "output fell by 34% to 28 million pairs, and exports by 22%"
    if direct and measure == "efficiency" and growing:
        draft.indicator, draft.measure = "efficiency_change", measure
        draft.direction = draft.direction or "increase"
        draft.decide(
            "indicator", "efficiency_change", cue.span.of(view.folded) if cue else "", cue.span if cue else None, rule
        )
        return running
    if growing and draft.unit_class != "points":
        draft.indicator, draft.grows, draft.measure = "growth_rate", True, measure
        draft.direction = draft.direction or quantity.direction or "increase"
        if rule == "measure of the figure before" and cue is None and _of_a_count(draft):
            draft.growth_of = None
            draft.decide("indicator", "growth_rate", "", None, "growth")
            draft.decide("growth_of", None, "", None, "growth of what was just counted")
            return running
        measure = measure or _level_ahead(draft, background) or (background if background in _TRADE else None)
        draft.growth_of = growth_indicator(view.vocabulary, measure, draft.volume and not direct) if measure else None
        goes_on = rule.startswith("measure of the figure before") and previous is not None and previous.grows
        sort = _SORT.match(view.folded, quantity.end, view.end)
        if sort is not None and measure == "sales" and previous is not None and previous.measure == "export":
            measure = "export"  # "exported 14 million pairs, increases of 21% in volume and 44% in revenue"
        if sort is not None and measure in ("export", "output", "sales"):
            draft.growth_of = growth_indicator(view.vocabulary, measure, sort[1] in ("quantity", "volume"))
        elif measure in ("export", "output", "sales") and _VALUE_ROSE.search(
            view.text(quantity.start - 40, quantity.number.start)
        ):
            draft.growth_of = growth_indicator(view.vocabulary, measure, False)  # "with overall value increasing by"
        if measure == "sales" and cue is not None and (market := market_before(draft, cue)) is not None:
            measure, draft.growth_of = market, growth_indicator(view.vocabulary, market, False)
        if measure == "sales" and _abroad(draft, cue):
            measure, draft.growth_of = "export", "export_value"
        elif sort is None and measure in ("export", "output", "sales") and _in_volume(draft, measure, cue):
            draft.growth_of = growth_indicator(view.vocabulary, measure, True)
            if goes_on and previous is not None and previous.measure == measure and previous.growth_of is not None:
                draft.growth_of = previous.growth_of  # of which the output value of furniture grew by 30 percent
        dearer = _DEARER.match(view.folded, quantity.end) or _IN_PRICE.match(view.folded, quantity.end)
        told = _PRICE_BEFORE.search(view.text(draft.clause.start, quantity.number.start))
        if told is not None and told["burden"]:
            measure, draft.growth_of = None, None  # what is paid for power is no price of the trade's
        elif (
            dearer
            or told
            or _in_terms_of_prices(draft)
            or _PRICE_ROSE.search(view.text(draft.clause.start, quantity.start))
        ):
            measure, draft.growth_of = "price", "price"
        elif cue is None and previous is not None and previous.indicator in ("price", "wage"):
            draft.growth_of = previous.indicator  # "the average price was $3, 12% over last year's"
        elif _PAYS.search(view.text(quantity.start - 24, quantity.start)) and _FOR_IT.match(view.folded, quantity.end):
            draft.growth_of = "price"
        words = cue.span.of(view.folded) if cue else ""
        draft.decide("indicator", "growth_rate", words, None, "growth")
        draft.decide("growth_of", draft.growth_of, words, cue.span if cue else None, rule)
        return measure or running
    if draft.unit_class == "points":
        draft.indicator = "other_percent"
        draft.direction = gap_direction(draft) or draft.direction or quantity.direction
        draft.decide("indicator", "other_percent", "", None, "percentage points")
        return running
    draft.indicator = read_share(draft)
    return running
