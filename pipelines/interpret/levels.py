"""Levels: what an amount of money or goods measures, once its measure is found and what speaks against it is heard."""

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.interpret.amounts import as_before, is_built, is_deal, is_sent_abroad, is_spent, price_or_wage
from pipelines.interpret.classes import is_small
from pipelines.interpret.draft import Draft
from pipelines.interpret.measures import find_measure, indicator_of, market_before
from pipelines.interpret.shares import OF_WORTH
from pipelines.interpret.works import is_cost_of_a_work
from pipelines.recognise.mentions import Cue
from pipelines.text.endings import Ending
from pipelines.text.spans import Span

_TAKINGS = frozenset({"receipts", "earnings", "revenue", "revenues", "income", "proceeds"})
_OF_ALL = re.compile(
    r"\b(?:annual|total|overall|gross|combined|(?:industry|sector|company|firm|group|cluster|town|"
    r"district|city|county)'s) (?:annual |total )?\Z"
)
_WITH_TAKINGS = 30  # characters: "exports last year with revenues of"
_ABROAD = frozenset({"USD", "EUR", "GBP", "JPY", "HKD"})  # money that is earned by selling abroad
_EARNED_ABROAD = re.compile(
    r"(?: worth)?(?: of goods)? (?:abroad|overseas|(?:in|from|through) (?:exports?|foreign (?:sales|markets)))\b"
)
_EQUAL_TO = Ending(r"\b(?:equivalent to|equal to|which is|worth|valued at) (?:about |around |some |over |nearly )?\Z")
_MOST_PAID = 100  # times a small amount: more is nobody's pay and no price
_AN_INDUSTRY = re.compile(
    r"[- ](?:(?!(?:was|were|is|are|went|came|by|on|in|under|to|from|through|via|at|and|for|of|the|with)\b)"
    r"[a-z']+ ){0,3}"
    r"(?:industry|sector|business|market|trade)\b"
)
# "the hosiery trade, worth Rs 14,000 crore": what it turns over, but of the export trade what it exports
_TRADE_WORTH = re.compile(
    r"(?<!export )(?<!import )(?<!foreign )(?<!domestic )(?<!home )\b(?:industry|trade|sector|market)"
    r"(?:, including [^;:.\d]{3,60},| (?:of|in) [a-z' -]{3,30})?,? "
    r"(?:(?:now|which|is|was|currently|already|then) )*(?:worth|valued at|pegged at|estimated at|put at) "
    r"(?:about |approximately |roughly |some |around |over |nearly |almost |up to |at least |more than |"
    r"an estimated )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z"
)
_RUNNING = re.compile(r"\b(?:electricity|energy|gas|power|fuel|labou?r|wages|water|raw materials?|freight|transport)\b")
_TOP_BUYER = re.compile(
    r"\b(?:top|largest|biggest|main|leading|number one) (?:[a-z]+ )?(?:buyer|importer|customer|purchaser)s? (?:of|for) "
    r"[^,;.]{3,60}?,? (?:with|at) (?:imports|purchases)\b"
)  # "Saudi Arabia was the top buyer of Turkish carpets with imports worth 1.7 billion"
_BUYERS_BOUGHT = re.compile(
    r"\b(?:foreign|overseas|international|global) (?:buyers|retailers|brands|importers|customers) "
    r"(?:have |had )?(?:imported|bought|purchased)\b"
)
_WHICH_BOUGHT = re.compile(r", which (?:imported|bought|purchased|took) (?:about |some |nearly |over |almost )?")
_HOME_MARKET = re.compile(
    r"\bfrom (?:the )?(?:domestic|home) market,? (?:to|at|of|was|were) [^,;.\d]{0,12}\Z|"
    r"\b(?:domestic|home) market,? (?:(?:is|was|now|currently|alone) )*(?:pegged|valued|estimated|put|worth|reckoned)"
    r"[^,;.\d]{0,20}\Z|"
    r"\b(?:domestic|home) market (?:contribut(?:ed|es|ing)|brought in|brings in|bringing in|generat(?:ed|es|ing)|"
    r"add(?:ed|ing|s)) "
    r"[^,;.\d]{0,16}\Z"
)
_OF_ONE = frozenset({"piece", "pair", "set", "tonne", "kilogram", "metre", "dozen", "unit"})


class Measured(NamedTuple):
    """What a figure measures, the words that say so, if any, and the rule that found it."""

    measure: str | None
    cue: Cue | None
    rule: str


class Told(NamedTuple):
    """What the text told before a figure: the measure that the sentence is about, and that of the text before."""

    running: str | None
    background: str | None


# "spends 10 billion taka a year to import finished leather", but no machines
_TO_IMPORT = re.compile(
    r"(?: \([^()]{3,40}\))?(?: annually| (?:a|every|each|per) year)? (?:to import|on imports of|on importing|"
    r"importing) "
    r"(?!(?:[a-z-]+ ){0,4}(?:machin|equipment|loom|technolog|line|robot))"
)
_COST_OF_A_WORK = "cost of a work"  # an aside: the text goes on with what it was about


def read_level(draft: Draft, running: str | None, background: str | None) -> str | None:
    """Fill in measure and indicator of an amount; return what the sentence is about from here on."""
    told = Told(running, background)
    found = _measure_before(draft, Measured(*find_measure(draft, running, background)))
    if draft.unit_class == "money":
        if draft.view.folded.startswith("%", draft.end):
            draft.obs_status = "U"  # money and a percentage at once: "import US$ 158.68%"
            draft.span = Span(draft.start, draft.end + 1)
        elif (small := as_before(draft, draft.before) or price_or_wage(draft, found.measure)) is not None:
            draft.indicator = draft.measure = small
            draft.decide("indicator", small, _words(draft, found.cue), None, "small amount")
            return running
    for correct in _CORRECTIONS[draft.unit_class]:
        found = correct(draft, found, told) or found
    measure, cue, rule = found
    draft.measure = measure
    draft.indicator = indicator_of(draft.view.vocabulary, measure, draft.unit_class)
    if draft.unit_class == "money" and draft.quantity.per in _OF_ONE:
        draft.indicator, rule = "price", "money per unit"
    draft.decide("indicator", draft.indicator, _words(draft, cue), cue.span if cue else None, rule)
    aside = draft.indicator in ("price", "wage") or rule == _COST_OF_A_WORK
    return running if aside else (measure or running)


def _words(draft: Draft, cue: Cue | None) -> str:
    return cue.span.of(draft.view.folded) if cue else ""


def _measure_before(draft: Draft, found: Measured) -> Measured:
    """Take the measure of the amount before a count: "900 firms with a capital of 3 billion, and 310 with 2"."""
    count = draft.before
    if found.rule != "measure of the text before" or count is None or count.before is None:
        return found
    amount = count.before
    if count.unit_class not in ("enterprise", "person") or amount.unit_class != "money" or amount.measure is None:
        return found
    return Measured(amount.measure, found.cue, "measure of the amount before")


def _too_much_to_be_paid(draft: Draft, found: Measured, told: Told) -> Measured | None:
    """Correct a price or pay that is too much for one."""
    if found.measure not in ("wage", "price") or is_small(draft.view, draft.quantity, _MOST_PAID):
        return None
    if found.measure == "wage":
        return found._replace(measure="earnings")
    return Measured(told.running or told.background, None, "measure of the text before")


def _worth_of_home_market(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read "the domestic market, pegged at $13 billion" as what is sold at home."""
    if _HOME_MARKET.search(draft.view.text(draft.start - 70, draft.start)) is None:
        return None
    return Measured("domestic_sales", found.cue, "worth of the home market")


def _of_a_market(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read "domestic blanket sales" and "overseas apparel sales" as those of that market."""
    if found.measure != "sales" or found.cue is None:
        return None
    market = market_before(draft, found.cue)
    return found._replace(measure=market) if market is not None else None


def _running_costs(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read "electricity costs 80 million euros a year" as what is paid, and not as money put in."""
    if (
        found.measure != "investment"
        or found.cue is None
        or not found.cue.span.of(draft.view.folded).startswith("cost")
    ):
        return None
    lead = draft.view.text(draft.clause.start, found.cue.span.start)
    return Measured("burdens", found.cue, "costs of running") if _RUNNING.search(lead) else None


def _bought_here(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read "the United States, which imported 5.1 million pairs": what it buys is what the text's own place sells."""
    if found.measure != "import":
        return None
    view = draft.view
    bought = any(
        place.level == "country"
        and place.place_code != view.home
        and _WHICH_BOUGHT.fullmatch(view.folded, place.end, draft.start)
        for place in view.places
    )
    bought = bought or _TOP_BUYER.search(view.text(view.start, draft.start)) is not None
    bought = bought or _BUYERS_BOUGHT.search(view.text(draft.start - 80, draft.start)) is not None
    return found._replace(measure="export") if bought else None


# "the US remained Vietnam's largest footwear importer as of late May with 1.99 billion dollars"
_WITH_SO_MUCH = re.compile(
    r"\b(?:largest|biggest|top|main|leading|second|third) (?:[a-z-]+ ){0,3}(?:importer|buyer|customer|market|"
    r"destination)"
    r"s?\b[^,;\d]{0,40} with (?:about |over |nearly |some )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z"
)


def _taken_by_a_buyer(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    if found.measure is not None or "with" not in draft.view.text(draft.start - 12, draft.start):
        return None
    if not _WITH_SO_MUCH.search(draft.view.text(draft.start - 120, draft.start)):
        return None
    return Measured("export", None, "what the largest buyer takes")


def _deals(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    if found.measure in ("investment", "export", "import") or not is_deal(draft):
        return None
    return Measured("sales", found.cue, "deals signed")


def _worth_of_an_industry(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read "a 3-billion-dollar industry"."""
    if _TRADE_WORTH.search(draft.view.text(draft.number_start - 120, draft.number_start)):
        return Measured("sales", None, "worth of an industry")
    trade = _AN_INDUSTRY.match(draft.view.text(draft.end, draft.end + 40))
    if trade is None or (found.cue is not None and found.cue.span.start < draft.end + trade.end()):
        return None
    return Measured("sales", None, "worth of an industry")


def _takings_of_exports(draft: Draft, found: Measured, told: Told) -> Measured | None:
    """Read takings told of exports as exports: "exports last year with revenues of", unless they are all there is."""
    view, cue = draft.view, found.cue
    if found.measure != "sales" or cue is None or cue.span.of(view.folded) not in _TAKINGS:
        return None
    if _OF_ALL.search(view.text(cue.span.start - 24, cue.span.start)):
        return None
    of_exports = told.running == "export" or any(
        other.key == "export"
        and 0 <= cue.span.start - other.span.end < _WITH_TAKINGS
        and "," not in view.text(other.span.end, cue.span.start)
        for other in view.measures
    )
    return found._replace(measure="export") if of_exports else None


# "turned over 300 million dollars and earned 20 million": what is left of it
_TURNED_OVER = re.compile(
    r"\b(?:turned over|had (?:a )?(?:sales|turnover) of|sold|invoiced) [^,;.]{2,40} and (?:earned|netted) "
    r"[^,;.]{0,16}\Z"
)


def _earned_abroad(draft: Draft, found: Measured, told: Told) -> Measured | None:
    if found.measure in ("earnings", "sales") and _EARNED_ABROAD.match(draft.view.folded, draft.end, draft.view.end):
        return Measured("export", found.cue, "earned abroad")
    if found.measure == "earnings" and _TURNED_OVER.search(draft.view.text(draft.clause.start, draft.start)):
        return Measured("profit", found.cue, "earned of what was turned over")
    if found.measure != "earnings" or (draft.quantity.unit not in _ABROAD and told.running != "export"):
        return None
    return Measured("export", found.cue, "foreign money earned")


def _worth_of_share(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read "exports 90 percent of its production, equivalent to 2 billion euros" as exports."""
    share = draft.before
    if share is None or share.share_channel != "export" or found.measure not in ("output", "sales", None):
        return None
    return (
        Measured("export", found.cue, "worth of the share")
        if _EQUAL_TO.search(draft.view.text(share.end, draft.start))
        else None
    )


def _sent_or_spent(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Hear the verb: goods that are sent abroad, money that is spent on plant."""
    view = draft.view
    if found.rule == "measure right after the figure" and found.measure == "output" and found.cue is not None:
        return None  # "export half of their 2-billion-yuan output"
    if found.rule == "measure right after the figure" and found.measure == "sales" and found.cue is not None:
        if draft.view.text(draft.end, found.cue.span.start) == " of ":
            return None  # "exports make up 70 percent of its 380 million yuan of sales"
    share = draft.before
    if share is not None and share.unit_class == "percent" and OF_WORTH.fullmatch(view.folded, share.end, draft.start):
        return None  # "88 percent of the trade's turnover of 2 billion is exported": the worth of the whole
    if found.measure in ("sales", "output", None) and not _names_output(draft, found.cue) and is_sent_abroad(draft):
        return Measured("export", found.cue, "goods sent abroad")
    if _TO_IMPORT.match(view.folded, draft.end, view.end):
        return Measured("import", None, "money spent on imports")
    if is_cost_of_a_work(draft):
        return Measured("investment", None, _COST_OF_A_WORK)
    if is_spent(draft) or ((found.cue is None or found.cue.span.start >= draft.end) and is_built(draft)):
        return Measured("investment", None, "money spent on plant")
    return None


def _names_output(draft: Draft, cue: Cue | None) -> bool:
    """Say whether the value of output is named: "its production value was 3 billion and exporting value was 2"."""
    return cue is not None and cue.key == "output" and cue.span.of(draft.view.folded).endswith("value")


def _goods_are_made(draft: Draft, found: Measured, told: Told) -> Measured | None:
    """Read goods of which nothing else is said as made, or sent abroad where the text is about that."""
    if found.measure is not None:
        return None
    sent = told.background == "export" and not draft.view.verbs
    return found._replace(measure="export" if sent else "output")


# "saves at least Tk 1,000 crore in foreign exchange", "bought raw materials amounting to Tk 317 crore"
_SAVES = re.compile(
    r"\bsav(?:es?|ed|ing)(?: up)?(?: (?:at least|about|over|nearly|around|some|more than))? "
    r"(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z"
)
_LOSES = re.compile(
    r"\b(?:los(?:es?|ing|t)|loss(?:es)? of)(?: (?:at least|about|over|nearly|around|some|more than|an estimated|"
    r"up to))* "
    r"(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z"
)
_BUYS_INPUTS = re.compile(
    r"\b(?:buys?|bought|purchased?|procured?|sourced?) (?:[a-z-]+ ){0,2}?(?:raw materials?|inputs|scrap|hides|"
    r"yarn|fabrics?)"
    r"(?: (?:worth|amounting to|valued at|of))? (?:about |over |nearly |some )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z"
)


def _saved_or_bought(draft: Draft, found: Measured, _told: Told) -> Measured | None:
    """Read money that is saved, or paid for what goods are made of, as nobody's takings."""
    lead = draft.view.text(draft.start - 90, draft.number_start)
    lost = _LOSES.search(lead) is not None and not is_small(draft.view, draft.quantity)
    if lost or _SAVES.search(lead) or _BUYS_INPUTS.search(lead):
        return Measured("burdens", None, "money saved or paid for inputs")
    return None


_Correction = Callable[[Draft, Measured, Told], Measured | None]
# Class of figure to what corrects its measure, each on top of the one before.
_CORRECTIONS: dict[str, tuple[_Correction, ...]] = {
    "money": (
        _too_much_to_be_paid,
        _bought_here,
        _taken_by_a_buyer,
        _running_costs,
        _of_a_market,
        _worth_of_home_market,
        _deals,
        _worth_of_an_industry,
        _takings_of_exports,
        _earned_abroad,
        _worth_of_share,
        _sent_or_spent,
        _saved_or_bought,
    ),
    "goods": (_bought_here, _too_much_to_be_paid, _takings_of_exports, _earned_abroad, _goods_are_made),
}
