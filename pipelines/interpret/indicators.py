"""The indicator of each figure of a sentence, read from left to right: a later figure may lean on an earlier one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.amounts import unprinted_currency
from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.classes import in_pieces, renamed, unit_class
from pipelines.interpret.draft import Draft
from pipelines.interpret.ellipsis import corrected, with_scale, with_unit
from pipelines.interpret.levels import read_level
from pipelines.interpret.measures import find_measure, indicator_of, speaks_of
from pipelines.interpret.movements import CHANGED_BY
from pipelines.interpret.percentages import read_percentage
from pipelines.interpret.refusals import refusal
from pipelines.interpret.set_apart import set_apart
from pipelines.interpret.wholes import rank_whole
from pipelines.recognise.mentions import Quantity
from pipelines.text.endings import Ending
from pipelines.text.hinted import Hinted

_LEVELS = frozenset({"money", "goods"})
_CHANGES = frozenset({"percent", "points", "times"})
_NOTHING_KNOWN = frozenset({"no_unit", "other_unit"})  # refused for its unit alone: the words around it may still tell
_AN_AMOUNT = 1_000_000
_AMONG = Ending(r"\b(?:in|of|from|by|across|among)\s+(?:the |its |these |about |some |over |more than |nearly )*\Z")
_WAS = re.compile(r"[^,;.\d]{0,40}\b(?:was|were|reached|stood at|totall?ed|amounted to|came to|hit|exceeded|topped)\b")
# A sentence without a figure names what the next one is about: "Exports tell a mixed story. They were $61m."
_OPENS = re.compile(
    r"(?:(?:the|its|their|our) )?(?:[a-z'-]+ )?"
    r"(exports?|imports?|sales|turnover|output|production|investment|profits?)\b"
)
_MOVES = Hinted(
    r"\b(?:growth|increase|rise|surge|decline|drop|fall|slump|recovery) in (?:its |their |the |total |overall )?"
    r"(exports?|imports?|sales|turnover|output|production)\b"
)
_TOPICS = {
    "export": "export",
    "import": "import",
    "sale": "sales",
    "turnover": "sales",
    "output": "output",
    "production": "output",
    "investment": "investment",
    "profit": "profit",
}
# Class of what is counted to the measure that its count is of.
_COUNTED = {"person": "employment", "enterprise": "enterprises", "machine": "equipment"}


def draft_sentence(
    view: SentenceView, running: str | None, background: str | None = None, before: Sequence[Quantity] = ()
) -> tuple[list[Draft], str | None]:
    """Return a draft for each figure, and the measure that the sentence ends with."""
    drafts: list[Draft] = []
    for quantity in view.quantities:
        quantity = renamed(view, quantity)
        if quantity.rule.startswith("<number> as the"):
            quantity = corrected(view, quantity)
        if quantity.kind == "number":
            said = [draft.quantity for draft in drafts if draft.rejected is None] or list(before)
            quantity = with_unit(view, quantity, said, running or background) or quantity
        if quantity.kind == "money":
            quantity = with_scale(view, quantity, [d.quantity for d in drafts if d.quantity.kind == "money"])
        kind = unit_class(view, quantity)
        draft = Draft(in_pieces(view, quantity) if kind == "goods" else quantity, view, kind)
        if quantity.rule == "<number> as the currency before" and _is_slight(quantity):
            draft.unit_class = "number"
        if draft.unit_class in _CHANGES:
            draft.level = _last_level(view, drafts, before)
            draft.volume = draft.level == "goods"
            draft.told = running
        draft.before = drafts[-1] if drafts else None
        running = _read(draft, running, background)
        drafts.append(draft)
    return drafts, running


def topic_of(view: SentenceView) -> str | None:
    """Return the measure that a sentence without a figure opens with, or tells the growth of."""
    opened = _OPENS.match(view.folded, view.start, view.end)
    opened = opened or next(iter(_MOVES.finditer(view.folded, view.start, view.end)), None)
    return _TOPICS[opened[1].rstrip("s")] if opened is not None else None


def _is_slight(quantity: Quantity) -> bool:
    """Say whether a number without a currency is too small to be an amount: "of whom 350,000 are migrants"."""
    return quantity.kind == "money" and quantity.value is not None and quantity.value < _AN_AMOUNT


def _last_level(view: SentenceView, drafts: Sequence[Draft], before: Sequence[Quantity]) -> str | None:
    """Return whether the last level that was told stands in money or in goods."""
    classes = [d.unit_class for d in drafts] or [unit_class(view, q) for q in before]
    return next((name for name in reversed(classes) if name in _LEVELS), None)


def _read(draft: Draft, running: str | None, background: str | None) -> str | None:
    """Fill in measure and indicator; return what the sentence is about from here on."""
    if draft.unit_class == "number" and draft.quantity.kind != "money" and (unit := unprinted_currency(draft)):
        draft.quantity = replace(draft.quantity, kind="money", unit=unit)
        draft.unit_class = "money"
    draft.rejected = refusal(draft)
    if draft.rejected is not None:
        named = _measure_of_these(draft) if draft.rejected in _NOTHING_KNOWN else None
        return named or running
    if draft.unit_class in _CHANGES:
        return read_percentage(draft, running, draft.before, background)
    if (apart := set_apart(draft)) is not None:
        draft.indicator, draft.measure = apart.indicator, apart.measure
        draft.decide("indicator", apart.indicator, "", None, apart.why)
        told = draft.view.text(draft.clause.start, draft.start)
        if draft.unit_class == "money" and apart.why == CHANGED_BY and not told.isascii():
            return find_measure(draft, running, background)[0] or running  # 出口下跌8亿港元,跌28%,至22亿港元
        return running
    if draft.unit_class in _LEVELS:
        return read_level(draft, running, background)
    return _read_count(draft, running)


def _read_count(draft: Draft, running: str | None) -> str | None:
    """Fill in the indicator of a count, which the class of its unit says; return what the sentence is about."""
    view, quantity, kind = draft.view, draft.quantity, draft.unit_class
    draft.indicator = indicator_of(view.vocabulary, None, kind)
    draft.decide(
        "indicator", draft.indicator, quantity.noun or quantity.unit_printed, quantity.span, "class of the unit"
    )
    draft.measure = _COUNTED.get(kind)
    if kind == "rank":
        rank_whole(draft)
    return _measure_of_these(draft) or draft.measure or running


def _measure_of_these(draft: Draft) -> str | None:
    """Return the measure that a counted phrase stands in: "the turnover of clusters in 269 counties was"."""
    view, start = draft.view, draft.start
    if not _AMONG.search(view.text(start - 24, start)):
        return None
    since = max((q.end for q in view.quantities if q.end <= start), default=view.start)
    named = [cue for cue in view.measures if since <= cue.span.start and cue.span.end <= start]
    usable = [cue for cue in named if speaks_of(view.vocabulary, cue.key, "money")]
    return usable[-1].key if usable and _WAS.match(view.text(draft.end, draft.end + 60)) else None


def title_measure(article: Article) -> str | None:
    """Return the measure that the title names: what a figure is about that no words nearer tell."""
    for view in article.views:
        if view.sentence.kind == "title":
            named = [cue.key for cue in view.measures if speaks_of(view.vocabulary, cue.key, "money")]
            return named[0] if named else None
    return None
