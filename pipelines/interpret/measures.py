"""What a figure measures: cue words, the class of its unit, and the grammar of its clause.

A figure looks for its measure in the words right after it ("300 million yuan in sales"), then in the words since the
figure before ("an annual output value of"), then to what the sentence is already about. The indicator follows from the
measure and the class of the unit: exports in money are export_value, in pieces export_volume.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pipelines.interpret.article import SentenceView
from pipelines.interpret.classes import counts_what_has_none
from pipelines.interpret.draft import Draft
from pipelines.interpret.worth import IS_FROM_EXPORTS, verb_behind_worth
from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

# What may stand between a figure and the noun that says what it is.
_RIGHT_LINK = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:(?:in|of|worth of|from|as|by way of|a year in|annually in|for)\s+)?"
    r"(?:(?!and\b|while\b|but\b|to\b|with\b|by\b|at\b|than\b|more\b|"
    r"after\b|before\b|since\b|as\b|when\b|because\b|if\b|once\b)[a-z][\w'-]*\s+){0,2}\Z"
)
_RIGHT_VERB_LINK = re.compile(
    r"\s*(?:(?:of [\w' -]{1,30}?(?<!\band)|(?!and\b|while\b|but\b|with\b|it\b)\w+)\s+)?"
    r"(?:(?:was|were|is|are|has been|have been|being|had been)\s+)?\Z"
)
_RIGHT_LINK_ZH = Scripts(r"\s*的[^,;。、\d]{0,4}\Z")
_PARTICIPLE = re.compile(r"(?:ed|sold|made|woven|sent|abroad|shipped|left the|leaves the)(?: \w+)?\Z")
_WORTH = Ending(
    r"(?:\bworth|\bvalued at|\bvalue of|\bvalue|\bto the tune of|价值|货值|金额|总额|总值)\s*(?:about|some|over|of|"
    r"is|was|超|达|为|约|more than|around|nearly)?\s*\Z"
)
_GOODS_WORTH = frozenset({"goods worth", "products worth"})  # "exported goods worth": the verb says what was done
_THE_TOTAL = Ending(
    r"\bthe total (?:was|is|came to|reached|stood at|amounted to)\s+(?:about |some |over |more than )?\Z"
)
# "Sales on the local market, which may be a fifth of output, were 430 million": the verb comes late.
_PREDICATE = re.compile(
    r"\s*(?:is|are|was|were|reached|stood at|totall?ed|amounted to|came to|hit|exceeded|topped)"
    r"(?: (?:an?|about|some|over|only|just|nearly|almost|more|less|than|paltry|mere|modest|meagre|estimated|worth))*\s*"
)
_MADE = frozenset({"made", "make", "makes", "making"})
_IS_WORTH = re.compile(
    r"\s+(?:worth|valued at|to the value of|of)\s+(?:about |some |over |more than |around |nearly |a total of )?"
)
# "investment in production": the head of the phrase is the first noun.
_HEADS = frozenset({"investment", "price", "wage", "tax", "profit", "efficiency", "loss"})
_BOTH_WAYS = frozenset({"export", "import"})
_TRADE_OF_IT = frozenset({"output", "sales", "export", "import"})
_MAKERS = frozenset({"enterprises", "employment", "equipment"})  # "the output of garment enterprises"
_HEAD_LINK = re.compile(r"\s+(?:in|for|of|on|by|from|at)\s+(?:[a-z'-]+\s+){0,3}\Z")

_COMPARED = Ending(
    r"\b(?:against|compared (?:with|to)|up from|down from|versus)\s+(?:about |around |the |some |nearly )?\Z"
)
# "in both domestic (Rs 40 crore) and export markets (Rs 15 crore)"
_MARKET_BRACKET = re.compile(
    r"\b(domestic|exports?|overseas|foreign|home)(?: (?:markets?|sales|trade|business|segments?))? ?\(\s*\Z|"
    r"(?:,|;| and) (domestic|home)(?: (?:about|some|nearly|around|another|:))* ?\Z"  # "exports 160 crore, domestic 440"
)
_NOUN_WORTH = re.compile(
    r"\b(?:exports?|sales|shipments?|imports?) (?:worth|valued at|of|totall?ing|amounting to)\s[^,;]{0,20}\Z"
)
_GIVEN_TO = re.compile(r"\s*(?:\([^()]{0,40}\) |\) )?to(?:wards)? (?:the |its |total |annual )*")
_OF_A_LAND = re.compile(r" (?:of (?:the )?[a-z]|city\b)")
_MARKET_OF = re.compile(r"\b(domestic|home-market|overseas|foreign|export) (?:[a-z-]+ ){1,2}\Z")
_PART_OF = re.compile(r"\b(?:of|among) which\b[^;.]*\b(?:accounted for|accounts for|contributed|made up|took)\b")
_NEAR = 40  # characters
_OF_THAT = re.compile(r" of (?:it|that|this|these|them)(?= ?[,.;)]|$| (?:was|were|came|went|is|are)\b)")
_OF_WHICH = re.compile(
    r"\d(?:[a-z% ]{0,12}), of which (?:about |some |over |nearly )?\Z"
)  # "610 million, of which 267"
_A_YEAR = re.compile(
    r"(?:\s*\([^()]{0,40}\))? (?:an?|each|every|per) (?:year|annum|month)(?= (?:in|of|through|from|worth) )"
)
_OPEN_BRACKET = re.compile(r" ?\( ?\Z")
_IN_ROW = re.compile(r"(?:,|,? and|,? as well as) (?:about |around |over |some |nearly |more than )?")
_IN_IT = re.compile(r" in (?:[a-z-]+ ){0,2}")
_BRACKET = re.compile(r"\s*\([^()]{0,40}\) (?:of|in)\b|\) (?:of|in)\b")

_OF_MONEY = re.compile(r" of (?:about |over |nearly |some |around |more than )?(?:[a-z]{0,3}[$€£¥₹]|[a-z]{2,3}\.? ?\d)")
_AMOUNTED = re.compile(r" (?:amounted|stood|were|totall?ed|reached|rose|fell|grew)\b")
_EXPORTS = re.compile(r"\bexports?\b(?![^;.]*\b(?:workers?|weavers?|wages?|employees?)\b)")
_WHO_EARN = re.compile(
    r"\b(?:workers?|weavers?|artisans?|labou?rers?|employees?|tailors?|wages?|daily|hands|households?)\b"
)

DEFAULT = {
    "money": "other_money",
    "goods": "output_volume",
    "person": "employees",
    "enterprise": "enterprises",
    "shop": "stalls_or_shops",
    "machine": "equipment_count",
    "area": "area",
    "percent": "other_percent",
    "points": "other_percent",
    "times": "growth_rate",
    "rank": "rank",
    "count": "other_count",
}


def measure_table(vocabulary: Vocabulary) -> Mapping[str, Mapping[str, Any]]:
    """Return the indicator lexicon: measure to its words and indicators."""
    return vocabulary.table("indicators")


def speaks_of(vocabulary: Vocabulary, measure: str, unit_class: str) -> bool:
    """Say whether the measure is one that figures of this class can have."""
    return measure in _measures_of(vocabulary, unit_class)


@lru_cache(maxsize=128)
def _measures_of(vocabulary: Vocabulary, unit_class: str) -> frozenset[str]:
    """Return the measures that figures of a class can have."""
    table = measure_table(vocabulary)
    if unit_class not in ("percent", "points", "times"):
        return frozenset(measure for measure, entry in table.items() if unit_class in entry)
    levels = {"money", "percent", "growth_of"}
    return frozenset(
        measure for measure, entry in table.items() if entry.get("percent") != "none" and levels & entry.keys()
    )


def indicator_of(vocabulary: Vocabulary, measure: str | None, unit_class: str) -> str:
    """Return the indicator of a level figure; the class alone decides where the measure is unknown."""
    if measure is None or unit_class in ("person", "enterprise", "shop", "machine", "rank", "count"):
        return DEFAULT[unit_class]
    return str(measure_table(vocabulary)[measure].get(unit_class, DEFAULT[unit_class]))


def growth_indicator(vocabulary: Vocabulary, measure: str, volume: bool) -> str | None:
    """Return what grows when `measure` grows: in goods if the level stands in goods."""
    entry = measure_table(vocabulary)[measure]
    named = entry.get("growth_of")
    if named is not None:
        return None if named == "none" else str(named)
    named = entry.get("goods") if volume and "goods" in entry else entry.get("money")
    return str(named) if named is not None else None


def find_measure(
    draft: Draft, running: str | None, background: str | None = None
) -> tuple[str | None, Cue | None, str]:
    """Return the measure, the cue that says it and the name of the rule.

    `running` is what the sentence is about so far, `background` what the text before it was.
    """
    view, quantity = draft.view, draft.quantity
    able = _measures_of(view.vocabulary, draft.unit_class)
    usable = [cue for cue in view.measures if cue.key in able and not _names_none(view, cue)]
    verbs = [cue for cue in view.verbs if cue.key in able and not _is_takings(view, cue)]
    inside = [cue for cue in usable if quantity.span.covers(cue.span) and cue.span.start >= quantity.number.end]
    if inside and (
        draft.unit_class in ("money", "percent") or (draft.unit_class == "goods" and inside[0].key == "export")
    ):
        return inside[0].key, inside[0], "measure in the figure"
    if running is not None and draft.unit_class == "money" and _COMPARED.search(view.text(view.start, quantity.start)):
        return running, None, "measure of the figure before"
    if draft.unit_class == "money" and (at := _MARKET_BRACKET.search(view.text(quantity.start - 30, quantity.start))):
        market = "export" if at[1] in ("export", "exports", "overseas", "foreign") else "domestic_sales"
        return market, None, "market before the bracket" if at[1] else "market before the figure"
    if draft.unit_class == "goods" and (cue := verb_behind_worth(draft, verbs)) is not None:
        return cue.key, cue, "verb behind what the goods are worth"
    clause = draft.clause
    if draft.unit_class == "money" and "contribut" in view.text(clause.start, draft.start):
        given = _GIVEN_TO.match(view.folded, quantity.end, view.end)
        behind = (cue for cue in usable if given is not None and 0 <= cue.span.start - given.end() < _NEAR)
        if (to := next(behind, None)) is not None and "," not in view.text(quantity.end, to.span.start):
            return to.key, to, "measure that the figure adds to"
    if "total_trade" in able and _BOTH_WAYS.issubset([cue.key for cue in view.measures]):
        if _THE_TOTAL.search(view.text(clause.start, draft.start)):
            return "total_trade", None, "total of exports and imports"
    if draft.unit_class == "money" and IS_FROM_EXPORTS.match(view.folded, quantity.end, view.end):
        return "export", None, "where the figure comes from"
    if running is not None and draft.unit_class == "money" and draft.before is not None:
        if draft.before.unit_class == "money" and _OF_WHICH.search(view.text(draft.start - 40, draft.start)):
            return running, None, "measure of the figure that it is a part of"
    if running is not None and draft.unit_class == "money" and _OF_THAT.match(view.folded, draft.end, view.end):
        return running, None, "measure of the figure that it is a part of"
    if draft.unit_class == "percent" and (led := _OPEN_BRACKET.search(view.text(draft.start - 4, draft.start))):
        named = [cue for cue in usable if cue.span.end == draft.start - len(led[0])]
        if named:
            return named[0].key, named[0], "measure in the clause before the figure"  # "turnover (+1.3%) and exports"
    bracket = _BRACKET.match(view.folded, quantity.end, view.end)  # "30 crore ($4 million) of exports"
    right_end = view.clause(Span(bracket.end(), bracket.end())).end if bracket else clause.end
    start, number_start = _reach(draft), draft.number_start
    left = [cue for cue in usable if start <= cue.span.start and cue.span.end <= number_start]
    near = [cue for cue in left if cue.span.start >= clause.start]
    if near and draft.unit_class == "money":
        named = [cue for cue in near if cue.span.end <= draft.start]
        if named and _IS_WORTH.fullmatch(view.folded, named[-1].span.end, draft.start):
            return named[-1].key, named[-1], "worth of the measure"
    if (cue := _right_neighbour(draft, usable, verbs, right_end)) is not None:
        return cue.key, cue, "measure right after the figure"
    left_verbs = [cue for cue in verbs if start <= cue.span.start and cue.span.end <= number_start]
    near_verbs = [cue for cue in left_verbs if cue.span.start >= clause.start]
    if left and left[-1].span.end == clause.start - 1 and _WORTH.search(view.text(clause.start, draft.start)):
        return left[-1].key, left[-1], "measure that is worth so much"  # "Exports, worth 2.3 billion euros, grew"
    if not near and not near_verbs and running in able and _WORTH.search(view.text(start, draft.start)):
        return running, None, "worth of what was counted"
    if near and left_verbs and near[-1].span.of(view.folded) in _GOODS_WORTH:
        return left_verbs[-1].key, left_verbs[-1], "verb of the goods worth so much"
    if near:
        cue = _head(view, near)
        return cue.key, cue, "measure in the clause before the figure"
    if draft.unit_class == "money" and (cue := _behind_the_row(draft, usable)) is not None:
        return cue.key, cue, "measure behind a row of figures"
    if left and _PREDICATE.fullmatch(view.text(clause.start, draft.start)) and (first := _subject_of(view, usable)):
        return first.key, first, "measure that the sentence is of"
    if near_verbs and running == "sales" and draft.unit_class == "money":
        if (
            near_verbs[-1].span.of(view.folded) in _MADE
        ):  # "expects sales of 200 million; last year it made 152 million"
            return running, None, "measure of the figure before"
    if near_verbs:
        return near_verbs[-1].key, near_verbs[-1], "verb in the clause before the figure"
    if draft.unit_class == "goods" and (
        cue := _first_between(verbs + usable, quantity.end, min(clause.end, draft.gap_end))
    ):
        return cue.key, cue, "measure in the clause after the figure"
    if left:
        cue = _head(view, left)
        return cue.key, cue, "measure in the sentence before the figure"
    if left_verbs:
        return left_verbs[-1].key, left_verbs[-1], "verb in the sentence before the figure"
    if running in _MAKERS and draft.unit_class != "goods" and (opened := _opens_with(view, usable)) is not None:
        return (
            opened.key,
            opened,
            "measure that the sentence is of",
        )  # "Production at 450 mills has dropped by 30 percent"
    if running in able:
        return running, None, "measure of the figure before"
    if cue := _first_between(usable + verbs, quantity.end, draft.gap_end):
        if draft.unit_class != "percent" or cue.key not in _MAKERS:  # "demand shrank by 30 percent, and firms turned"
            return cue.key, cue, "measure after the figure"
    if draft.unit_class == "money" and (whole := _whole_before(draft)) is not None:
        return whole, None, "measure of the figure that it is a part of"
    if (cue := _whole_behind(draft, usable)) is not None:
        return cue.key, cue, "measure of the share beside the figure"
    if background is not None and draft.unit_class == "money":
        return background, None, "measure of the text before"
    return None, None, "class of the unit"


def _opens_with(view: SentenceView, usable: list[Cue]) -> Cue | None:
    """Return the measure of a trade that the sentence opens with."""
    return next((c for c in usable if c.span.start <= view.start + len("the ") and c.key in _TRADE_OF_IT), None)


def market_before(draft: Draft, cue: Cue) -> str | None:
    """Return the market whose sales the words before "sales" say they are: "domestic blanket sales"."""
    told = _MARKET_OF.search(draft.view.text(cue.span.start - 40, cue.span.start))
    if told is None:
        return None
    return "domestic_sales" if told[1] in ("domestic", "home-market") else "export"


def _whole_before(draft: Draft) -> str | None:
    """Return the measure of an amount of which a part is told: "85 billion, of which 268 firms accounted for 38"."""
    before = draft.before
    while before is not None and (before.unit_class != "money" or before.measure is None):
        before = before.before
    if before is None or before.view is not draft.view:
        return None
    return before.measure if _PART_OF.search(draft.view.text(before.end, draft.start)) else None


def _subject_of(view: SentenceView, usable: list[Cue]) -> Cue | None:
    """Return the measure with which the sentence begins."""
    first = view.clause(Span(view.start, view.start + 1))
    return next((cue for cue in usable if first.covers(cue.span)), None)


def _names_none(view: SentenceView, cue: Cue) -> bool:
    """Say whether the words head a paragraph, or honour a city: "Foreign trade: goods worth", "the towel capital"."""
    if cue.key == "total_trade":
        return view.folded.startswith(":", cue.span.end)
    if cue.key != "investment" or cue.span.of(view.folded) != "capital":
        return False
    return _OF_A_LAND.match(view.folded, cue.span.end) is not None or any(
        product.span.end + 1 == cue.span.start for product in view.products
    )


def _is_takings(view: SentenceView, cue: Cue) -> bool:
    """Say whether the word is no pay, but what a trade takes from its buyers: "earnings from the EU fell"."""
    if not view.folded.startswith("earnings ", cue.span.start):
        return False
    if view.folded.startswith("from ", cue.span.end + 1):
        return True
    if _AMOUNTED.match(view.folded, cue.span.end) and _EXPORTS.search(view.folded, view.start, cue.span.start):
        return True  # "a boom in exports, when earnings amounted to 152 million"
    return _OF_MONEY.match(view.folded, cue.span.end) is not None and not _WHO_EARN.search(
        view.text(view.start, cue.span.start)
    )


def _reach(draft: Draft) -> int:
    """Return where the words begin that may name the measure: figures that have none part nothing.

    "Turnover of the market and its five branches exceeded 15 billion"; "exports of 107,900 batches, 851 million pairs".
    """
    start = draft.gap_start
    if draft.unit_class not in ("money", "goods"):
        return start
    for quantity in reversed(draft.view.quantities):
        if quantity.end <= draft.start:
            if not counts_what_has_none(draft.view.vocabulary, quantity):
                return quantity.end
            start = draft.view.start
    return start


def _right_neighbour(draft: Draft, nouns: list[Cue], verbs: list[Cue], clause_end: int) -> Cue | None:
    view, end = draft.view, draft.end
    if view.folded[end : end + 1] == ")":
        end += 1
    if (rate := _A_YEAR.match(view.folded, end, view.end)) is not None:
        end = rate.end()  # "Rs 6,000 crore ($300 million) a year in foreign exchange"
        clause_end = max(clause_end, view.clause(Span(end, end)).end)
    for cue in nouns:
        if end <= cue.span.start <= end + 45 and cue.span.start < clause_end:
            between = view.folded[end : cue.span.start]
            if draft.unit_class == "percent" and between.startswith(" for "):
                break  # "raised costs by 25 percent for most companies"
            if (
                between.isascii() and _RIGHT_LINK.match(between) and (between or draft.unit_class == "money")
            ) or _RIGHT_LINK_ZH.match(between):
                return cue
            break
    for cue in verbs:
        if end <= cue.span.start <= end + 40 and cue.span.start < clause_end:
            if _NOUN_WORTH.search(view.text(draft.start - 40, draft.number_start)):
                return None  # "exports worth 15,000 crore were made": the noun says what
            word = cue.span.of(view.folded)
            if _PARTICIPLE.search(word) and _RIGHT_VERB_LINK.match(view.folded[end : cue.span.start]):
                return cue
            break
    return None


def _behind_the_row(draft: Draft, nouns: list[Cue]) -> Cue | None:
    """Return the measure told once behind a row: "respectively generated 6 billion and 4 billion yuan in exports"."""
    view, end = draft.view, draft.end
    if "respectively" not in view.folded[view.start : view.end]:
        return None
    for quantity in view.quantities:
        if quantity.start >= end:
            if quantity.kind != "money" or not _IN_ROW.fullmatch(view.text(end, quantity.start)):
                break
            end = quantity.end
    if end == draft.end:
        return None
    return next((c for c in nouns if c.span.start > end and _IN_IT.fullmatch(view.text(end, c.span.start))), None)


def _whole_behind(draft: Draft, cues: list[Cue]) -> Cue | None:
    """Return the measure of a share that restates the figure: "17.8 billion, 75 percent of total exports"."""
    following = [q for q in draft.view.quantities if q.start >= draft.end]
    if not following or following[0].kind != "percent":
        return None
    limit = following[1].start if len(following) > 1 else draft.view.end
    return _first_between(cues, following[0].end, min(limit, following[0].end + 60))


def _head(view: SentenceView, cues: list[Cue]) -> Cue:
    """Return the nearest cue, or the head of its phrase: "investment in production"."""
    nearest = cues[-1]
    for cue in reversed(cues[:-1]):
        if (cue.key in _HEADS or nearest.key in _MAKERS) and _HEAD_LINK.fullmatch(
            view.folded, cue.span.end, nearest.span.start
        ):
            return cue
    return nearest


def _first_between(cues: list[Cue], start: int, end: int) -> Cue | None:
    inside = [cue for cue in cues if start <= cue.span.start and cue.span.end <= end]
    return min(inside, key=lambda cue: cue.span.start, default=None)
