"""Refusals: why a number is no figure of an industry, by the first reason that holds."""

import re
from collections.abc import Callable
from functools import cache

from pipelines.interpret.classes import is_likeness, is_rate, is_threshold, is_year, no_workers
from pipelines.interpret.draft import Draft
from pipelines.interpret.ellipsis import counts_on
from pipelines.interpret.percentages import is_quarter
from pipelines.text.scripts import Scripts

_BORROWED = "<number> as the currency before"  # the rule of a number that takes the currency of the amount before it
_VAGUE = re.compile("[几数a-z]")
_MEMBERS = re.compile(r"\bmember|\bthe\s+\d")
_CHAIN = Scripts(
    r"[^,;。]{0,6}(?:运动队|球队|队伍|代表队|代表团|团队|股票|基金)|[^,;。]{0,4}(?:产业链|链条|供应链|生产线|措施|政策|街|路|意见|专线)"
)
_POPULATION = re.compile(
    r"\b(?:population|inhabitants|populace)(?:,| of| is| was| at| stood| stands| reached| exceeds| exceeded| totals| "
    r"numbers|:)* (?:about |around |some |nearly |over |more than |just |only |almost )?\Z"
)


def refusal(draft: Draft) -> str | None:
    """Return the reason code for which a number is not used, None where it is a figure."""
    for reason, holds in _reasons(draft.unit_class):
        if holds(draft):
            return reason
    return None


def _are_few(draft: Draft) -> bool:
    """Say whether so few goods are counted that it is no output: "three export T-shirts"."""
    quantity = draft.quantity
    return quantity.value is not None and quantity.value < 10 and quantity.number.start + 6 > quantity.number.end


def _are_no_market(draft: Draft) -> bool:
    """Say whether countries are counted that are no markets: "the 28 member countries of the European Union"."""
    view, quantity = draft.view, draft.quantity
    return quantity.unit == "country" and bool(_MEMBERS.search(view.text(quantity.start - 8, quantity.end)))


def _is_vague(draft: Draft) -> bool:
    """Say whether nobody knows how many: 几百元; where two digits count on, 四五百元, one does."""
    quantity = draft.quantity
    if quantity.rule != "<vague number>":
        return False
    words = draft.view.text(quantity.number.start, quantity.number.end)
    return quantity.low is None or _VAGUE.search(words) is not None


def _is_of_a_chain(draft: Draft) -> bool:
    """Say whether the classifier of goods counts what is none: 两条产业链, 三件措施."""
    return _CHAIN.match(draft.view.text(draft.end, draft.end + 8)) is not None


def _is_year(draft: Draft) -> bool:
    return is_year(draft.view, draft.quantity)


def _is_likeness(draft: Draft) -> bool:
    return is_likeness(draft.view, draft.quantity)


def _is_population(draft: Draft) -> bool:
    """Say whether a number without a unit counts who lives there: "a population of 312,000"."""
    if draft.unit_class != "number" and not draft.quantity.rule.startswith("<number>"):
        return False
    return _POPULATION.search(draft.view.text(draft.start - 60, draft.number_start)) is not None


def _counts_a_noun(draft: Draft) -> bool:
    """Say whether a noun that is no measure follows a number to which the currency before was lent."""
    if draft.quantity.rule != _BORROWED or not counts_on(draft.view, draft.quantity):
        return False
    return not any(0 <= cue.span.start - draft.end < 20 for cue in draft.view.measures)


def _is_threshold(draft: Draft) -> bool:
    """Say whether a figure parts the large from the small, or converts one that does: "above 20m yuan ($3m)"."""
    if is_threshold(draft.view, draft.quantity):
        return True
    previous = draft.before
    if previous is None or previous.rejected != "threshold" or draft.unit_class != "money":
        return False
    return draft.view.text(previous.end, draft.start).strip() == "("


def _is_rate(draft: Draft) -> bool:
    return is_rate(draft.view, draft.quantity)


def _are_no_workers(draft: Draft) -> bool:
    return no_workers(draft.view, draft.quantity)


def _always(_draft: Draft) -> bool:
    return True


_Rule = tuple[str, Callable[[Draft], bool], frozenset[str] | None]
# In their order; a rule without classes looks at figures of any class.
_RULES: tuple[_Rule, ...] = (
    ("few", _are_few, frozenset({"goods"})),
    ("other_noun", _are_no_market, None),
    ("vague", _is_vague, frozenset({"goods", "money"})),
    ("other_noun", _is_of_a_chain, frozenset({"goods"})),
    ("year", _is_year, None),
    ("likeness", _is_likeness, None),
    ("people", _is_population, None),
    ("other_noun", _counts_a_noun, None),
    ("no_unit", _always, frozenset({"number"})),
    ("other_unit", _always, frozenset({"other"})),
    ("threshold", _is_threshold, None),
    ("period", is_quarter, frozenset({"percent"})),
    ("composition", _is_rate, frozenset({"percent", "points"})),
    ("people", _are_no_workers, frozenset({"person"})),
)


@cache
def _reasons(unit_class: str) -> tuple[tuple[str, Callable[[Draft], bool]], ...]:
    """Return the rules that look at figures of a class."""
    return tuple((reason, holds) for reason, holds, classes in _RULES if classes is None or unit_class in classes)
