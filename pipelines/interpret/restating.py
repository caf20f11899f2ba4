"""Repeats and conversions: the figures that say again what another figure of the same text has said."""

import itertools
import re
from collections.abc import Sequence
from fractions import Fraction

from pipelines.interpret.draft import Draft
from pipelines.text.endings import Ending

_CONVERTS = re.compile(
    r"\s*(?:[(（,]|or|that is|namely|equivalent to|or equivalent to|i\.e\.,?|约合|合|折合|即)\s*(?:about|some|"
    r"around|approximately|or|equal to|equivalent to|约|合|折合|nearly|more than|over|around|roughly|US)?\s*\Z"
)

# "Exports stood at $5 billion. In rupee terms, it is Rs 42,000 crore"
_IN_ITS_TERMS = re.compile(
    r"\W*in (?:the )?(?:[a-z]+ ){1,3}terms,? (?:it|this|that|they|the (?:figure|amount|value|total)) "
    r"(?:is|are|was|were|stood at|stands at|comes to|came to|works out (?:to|at)|amounts to|amounted to|"
    r"translates (?:in)?to) (?:about |around |some |nearly |over |approximately |roughly )?"
)
_THAT_IS = Ending(r"[,;:(]\s*(?:that is(?: to say)?|that makes|i\.e\.|namely|in other words|or|即|也就是)[\s,:]*\Z")

_SAID_IN = {"conversion": "another currency", "repeat": "other words"}


def mark_restatements(drafts: Sequence[Draft]) -> None:
    """Point each conversion and each repeat at the figure that it restates."""
    kept = [draft for draft in drafts if draft.rejected is None]
    for earlier, later in itertools.pairwise(kept):
        if kind := _kind(earlier, later):
            later.restates, later.restates_kind = earlier, kind
            later.indicator, later.measure = earlier.indicator, earlier.measure
            later.subject, later.product, later.scope = earlier.subject, earlier.product, earlier.scope
            later.period_start, later.period_end = earlier.period_start, earlier.period_end
            later.time_period, later.period_basis = earlier.time_period, earlier.period_basis
            later.statement_kind = earlier.statement_kind
            words = later.view.text(max(earlier.end, later.view.start), later.start)
            later.decide("restates", kind, words, None, f"amount in {_SAID_IN[kind]} beside it")
    for earlier, later in itertools.pairwise(kept):
        if later.restates is None and _is_said_again(earlier, later):
            if earlier.period_end is None and earlier.period_start is None:
                earlier.period_start, earlier.period_end = later.period_start, later.period_end
                earlier.time_period, earlier.period_basis = later.time_period, later.period_basis
            later.restates, later.restates_kind = earlier, "repeat"
            words = later.view.text(earlier.end, later.start)
            later.decide("restates", "repeat", words, earlier.quantity.span, "same figure said again at once")
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in kept:
        if draft.restates is None:
            key = _key(draft)
            first = seen.setdefault(key, draft)
            if first is not draft and not (first.view is draft.view and first.product != draft.product):
                draft.restates, draft.restates_kind = first, "repeat"
                draft.decide("restates", "repeat", "", first.quantity.span, "same figure said before")


def _is_said_again(earlier: Draft, later: Draft) -> bool:
    """Say whether a sentence says a figure twice: "worth $1.5 billion left the port, that is $1.5 billion"."""
    one, two = earlier.quantity, later.quantity
    if earlier.view is not later.view or earlier.indicator != later.indicator or earlier.scope != later.scope:
        return False
    if (one.value, one.low, one.high, one.unit) != (two.value, two.low, two.high, two.unit):
        return False
    return _THAT_IS.search(later.view.text(one.end, two.start)) is not None


def _kind(earlier: Draft, later: Draft) -> str | None:
    if is_conversion(earlier, later):
        return "conversion"
    return "repeat" if _is_said_otherwise(earlier, later) else None


def _is_said_otherwise(earlier: Draft, later: Draft) -> bool:
    """Say whether brackets say an amount in other words: "Rs 56,082 crore (Rs 560.82 billion) in 2003"."""
    one, two = earlier.quantity, later.quantity
    if one.kind != "money" or one.unit != two.unit or one.value != two.value or earlier.view is not later.view:
        return False
    return later.view.folded[one.end : two.start].strip() == "("


def is_conversion(earlier: Draft, later: Draft) -> bool:
    """Say whether an amount says in another currency what the one before it says."""
    one, two = earlier.quantity, later.quantity
    if one.kind != "money" or two.kind != "money" or one.unit == two.unit:
        return False
    if earlier.view is not later.view:
        return (
            later.view.index == earlier.view.index + 1
            and _IN_ITS_TERMS.fullmatch(later.view.folded, later.view.start, later.start) is not None
        )
    between = later.view.folded[one.end : two.start]
    return len(between) <= 24 and _CONVERTS.fullmatch(between) is not None


def _key(draft: Draft) -> tuple[object, ...]:
    quantity = draft.quantity
    subject = (draft.subject.place_code or draft.subject.name) if draft.subject else None
    return (
        _exactly(quantity.value),
        _exactly(quantity.low),
        _exactly(quantity.high),
        quantity.unit,
        draft.indicator,
        draft.growth_of,
        draft.statement_kind == "capacity",
        subject,
        draft.period_start,
        draft.period_end,
        draft.share_of if draft.indicator in ("market_share", "other_percent") else None,
        draft.share_scope if draft.indicator == "rank" else None,
    )


def _exactly(number: Fraction | None) -> tuple[int, int] | None:
    """Return a number as what is hashed fast: a fraction's own hash takes a modular power."""
    return number.as_integer_ratio() if number is not None else None
