"""The indicator of each figure of a sentence, read from left to right: a later figure may lean on an earlier one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.amounts import (
    as_before,
    is_built,
    is_deal,
    is_sent_abroad,
    is_spent,
    price_or_wage,
    unprinted_currency,
)
from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.classes import (
    in_pieces,
    is_input,
    is_likeness,
    is_rate,
    is_small,
    is_threshold,
    is_year,
    no_workers,
    renamed,
    unit_class,
)
from pipelines.interpret.draft import Draft
from pipelines.interpret.ellipsis import corrected, counts_on, with_scale, with_unit
from pipelines.interpret.measures import find_measure, indicator_of, speaks_of
from pipelines.interpret.movements import OTHER, movement, no_level
from pipelines.interpret.percentages import is_quarter, read_percentage
from pipelines.interpret.wholes import rank_whole
from pipelines.recognise.mentions import Cue, Quantity
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_LEVELS = frozenset({"money", "goods"})
_CHANGES = frozenset({"percent", "points", "times"})
_TAKINGS = frozenset({"receipts", "earnings", "revenue", "revenues", "income", "proceeds"})
_OF_ALL = re.compile(
    r"\b(?:annual|total|overall|gross|combined|(?:industry|sector|company|firm|group|cluster|town|"
    r"district|city|county)'s) (?:annual |total )?\Z"
)
_ABROAD = frozenset({"USD", "EUR", "GBP", "JPY", "HKD"})  # money that is earned by selling abroad
_WITH_TAKINGS = 30  # characters: "exports last year with revenues of"
_IN_KINDS = re.compile(r" (?:in|of) (?:[a-z0-9]+ ){1,3}?(?:categories|series|varieties|kinds|types)\b")
_OF_MACHINES = re.compile(r"\A sets? of (?:[a-z-]+ ){0,6}(?:machinery|machines|equipment|looms)\b")
_NUMBER_OF_MACHINES = re.compile(r"\bnumber of (?:[a-z-]+ ){0,4}(?:looms|machines|lines)\b")
_MOST_PAID = 100  # times a small amount: more is nobody's pay and no price
_VAGUE = re.compile("[几数a-z]")
_MEMBERS = re.compile(r"\bmember|\bthe\s+\d")
_CHAIN = Scripts(
    r"[^,;。]{0,6}(?:运动队|球队|队伍|代表队|代表团|团队|股票|基金)|[^,;。]{0,4}(?:产业链|链条|供应链|生产线|措施|政策|街|路|意见|专线)"
)
_AN_AMOUNT = 1_000_000
_AN_INDUSTRY = re.compile(
    r"[- ](?:(?!(?:was|were|is|are|went|came|by|on|in|under|to|from|through|via|at|and|for|of|the|with)\b)"
    r"[a-z']+ ){0,3}"
    r"(?:industry|sector|business|market|trade)\b"
)
_AMONG = Ending(r"\b(?:in|of|from|by|across|among)\s+(?:the |its |these |about |some |over |more than |nearly )*\Z")
_WAS = re.compile(r"[^,;.\d]{0,40}\b(?:was|were|reached|stood at|totall?ed|amounted to|came to|hit|exceeded|topped)\b")
_EACH_HAS = re.compile(
    r"\b(?:each|every) (?:[a-z]+ )?(?:unit|firm|factory|mill|workshop|household|family|company|plant|"
    r"enterprise|shop|line)s? "
    r"[^,;.]{0,30}\b(?:employ|have|has|engage|hire)s?(?: (?:about|around|over|some|at least|an average of))?\s+\Z"
)
_ON_AVERAGE = re.compile(r"\s*(?:on average|each\b|apiece|a firm\b|per (?:firm|unit|factory|mill)\b)")
# A sentence without a figure names what the next one is about: "Exports tell a mixed story. They were $61m."
_OPENS = re.compile(
    r"(?:(?:the|its|their|our) )?(?:[a-z'-]+ )?"
    r"(exports?|imports?|sales|turnover|output|production|investment|profits?)\b"
)
_MOVES = re.compile(
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
_EACH = re.compile(r" each\b")
_POPULATION = re.compile(
    r"\b(?:population|inhabitants|populace)(?:,| of| is| was| at| stood| stands| reached| exceeds| exceeded| totals| "
    r"numbers|:)* (?:about |around |some |nearly |over |more than |just |only |almost )?\Z"
)
_MADE_ZH = Scripts(r"(?:年产|日产|月产|年生产|年产量|总产量)[^,。;、\d]{0,10}\Z")  # 年产起重机30万台
_EACH_COSTS = Ending(
    r"(?:一|每)[台条双件套只张床][^,。;、\d]{0,10}(?:要价?|卖到?|售价|报价|得花)\Z|"
    r"\b(?:an?|each|one) (?:(?!(?:project|plan|park|plant|factory|programme|program|centre|center|hall|mill|building|"
    r"scheme|year)\b)[a-z-]+ ){1,3}costs? (?:about |around |some |over |up to |nearly )?\Z"
)  # 一台进口机要85万元, "a new loom costs 12 million rupees"
# "the strike cost the exporters $25 million", "the fire destroyed goods worth 60 million rupees"
_DAMAGE = re.compile(
    r"\b(?:cost(?:s|ing)? (?:the |its |their |local |them |it )(?:(?!country|state|treasury)[a-z]+ ){0,2}|"
    r"(?:destroyed|gutted|damaged|burnt|burned|ruined|washed away|seized|stole|stolen|confiscated) "
    r"(?:[a-z]+ ){0,4}(?:worth|valued at) )(?:(?:about|around|some|over|up to|nearly|more than|an estimated) )*\Z"
)
_PLAIN = frozenset({"person", "enterprise", "shop", "machine", "area", "rank", "count"})


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
        previous = draft.before = drafts[-1] if drafts else None
        running = _read(draft, running, previous, background)
        drafts.append(draft)
    return drafts, running


def _is_pair(draft: Draft) -> bool:
    """Say whether two digits count on, 四五百元: that tells more than 几百元."""
    quantity = draft.quantity
    words = draft.view.text(quantity.number.start, quantity.number.end)
    return not _VAGUE.search(words) and quantity.low is not None


def topic_of(view: SentenceView) -> str | None:
    """Return the measure that a sentence without a figure opens with, or tells the growth of."""
    opened = _OPENS.match(view.folded, view.start, view.end) or _MOVES.search(view.folded, view.start, view.end)
    return _TOPICS[opened[1].rstrip("s")] if opened is not None else None


def _is_slight(quantity: Quantity) -> bool:
    """Say whether a number without a currency is too small to be an amount: "of whom 350,000 are migrants"."""
    return quantity.kind == "money" and quantity.value is not None and quantity.value < _AN_AMOUNT


def _last_level(view: SentenceView, drafts: Sequence[Draft], before: Sequence[Quantity]) -> str | None:
    """Return whether the last level that was told stands in money or in goods."""
    classes = [d.unit_class for d in drafts] or [unit_class(view, q) for q in before]
    return next((name for name in reversed(classes) if name in _LEVELS), None)


def _read(draft: Draft, running: str | None, previous: Draft | None, background: str | None) -> str | None:
    """Fill in measure and indicator; return what the sentence is about from here on."""
    kind = draft.unit_class
    if kind == "number" and draft.quantity.kind != "money" and (unit := unprinted_currency(draft)) is not None:
        draft.quantity = replace(draft.quantity, kind="money", unit=unit)
        draft.unit_class = kind = "money"
    if (kind == "goods" and _few(draft.quantity)) or _no_market(draft):
        draft.rejected = "few" if kind == "goods" else "other_noun"
        return running
    if kind in ("goods", "money") and draft.quantity.rule == "<vague number>" and not _is_pair(draft):
        draft.rejected = "vague"
        return running
    if kind == "goods" and _CHAIN.match(draft.view.text(draft.end, draft.end + 8)):
        draft.rejected = "other_noun"
        return running
    if is_year(draft.view, draft.quantity):
        draft.rejected = "year"
        return running
    if is_likeness(draft.view, draft.quantity):
        draft.rejected = "likeness"
        return running
    if draft.quantity.rule.startswith("<number>") or kind == "number":
        if _POPULATION.search(draft.view.text(draft.quantity.start - 60, draft.quantity.number.start)):
            draft.rejected = "people"
            return running
    if draft.quantity.rule == "<number> as the currency before" and _of_a_noun(draft):
        draft.rejected = "other_noun"
        return running
    if kind in ("number", "other"):
        draft.rejected = "no_unit" if kind == "number" else "other_unit"
        return _measure_of_these(draft) or running
    if is_threshold(draft.view, draft.quantity) or _restates_threshold(draft, previous):
        draft.rejected = "threshold"
        return running
    if kind == "percent" and is_quarter(draft):
        draft.rejected = "period"
        return running
    if kind in ("percent", "points") and is_rate(draft.view, draft.quantity):
        draft.rejected = "composition"
        return running
    if kind in _CHANGES:
        return read_percentage(draft, running, previous, background)
    if kind == "person" and no_workers(draft.view, draft.quantity):
        draft.rejected = "people"
        return running
    if kind == "person" and (
        _ON_AVERAGE.match(draft.view.text(draft.end, draft.end + 16))
        or _EACH_HAS.search(draft.view.text(draft.start - 60, draft.start))
    ):
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, "people of a firm on average")
        return running
    if (told := movement(draft, previous)) is not None:
        draft.indicator = OTHER[kind]
        draft.decide("indicator", draft.indicator, "", None, told)
        return running
    if kind == "machine" and _MADE_ZH.search(draft.view.text(draft.clause.start, draft.number_start)):
        draft.indicator = "output_volume"
        draft.decide("indicator", "output_volume", "", None, "machines that are made")
        return running
    if kind in _PLAIN:
        draft.indicator = indicator_of(draft.view.vocabulary, None, kind)
        draft.decide(
            "indicator",
            draft.indicator,
            draft.quantity.noun or draft.quantity.unit_printed,
            draft.quantity.span,
            "class of the unit",
        )
        draft.measure = {"person": "employment", "enterprise": "enterprises", "machine": "equipment"}.get(kind)
        if kind == "rank":
            rank_whole(draft)
        if (named := _measure_of_these(draft)) is not None:
            return named
        return running if kind in ("rank", "count", "area") else (draft.measure or running)
    if (
        kind in ("money", "goods")
        and _EACH.match(draft.view.text(draft.end, draft.end + 6))
        and not is_small(draft.view, draft.quantity)
    ):
        draft.indicator = OTHER[kind]
        draft.decide("indicator", draft.indicator, "", None, "of each, and not of all")
        return running
    if (
        kind == "goods"
        and draft.quantity.unit == "set"
        and (
            _OF_MACHINES.search(draft.view.text(draft.number_end, draft.end + 60))
            or _NUMBER_OF_MACHINES.search(draft.view.text(draft.clause.start, draft.start))
        )
    ):
        gone = no_level(draft)
        draft.indicator, draft.measure = "other_count" if gone else "equipment_count", "equipment"
        draft.decide("indicator", draft.indicator, "", None, gone or "sets of machines")
        return running
    if (
        kind == "goods"
        and draft.quantity.unit == "product"
        and _IN_KINDS.match(draft.view.text(draft.end, draft.end + 50))
    ):
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, "kinds of goods")
        return running
    measure, cue, rule = find_measure(draft, running, background)
    if rule == "measure of the text before" and (of_amount := _of_amount_before(draft, previous)) is not None:
        measure, rule = of_amount, "measure of the amount before"
    lead = draft.view.text(draft.clause.start, draft.start) if kind == "money" else ""
    if lead and _DAMAGE.search(lead) and not is_small(draft.view, draft.quantity):
        draft.indicator = "other_money"
        draft.decide("indicator", "other_money", "", None, "what was lost")
        return running
    if lead and _EACH_COSTS.search(lead):
        draft.indicator = draft.measure = "price"
        draft.decide("indicator", "price", "", None, "what one of it costs")
        return running
    if kind == "goods" and is_input(draft.view, draft.quantity):
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, "goods that go in")
        return running
    if kind == "money" and draft.view.folded.startswith("%", draft.end):
        draft.obs_status = "U"  # money and a percentage at once: "import US$ 158.68%"
        draft.span = Span(draft.start, draft.end + 1)
    elif kind == "money" and (small := as_before(draft, previous) or price_or_wage(draft, measure)) is not None:
        draft.indicator = draft.measure = small
        draft.decide("indicator", small, cue.span.of(draft.view.folded) if cue else "", None, "small amount")
        return running
    if measure in ("wage", "price") and not is_small(draft.view, draft.quantity, _MOST_PAID):
        measure, cue, rule = (
            ("earnings", cue, rule)
            if measure == "wage"
            else (running or background, None, "measure of the text before")
        )
    if kind == "money" and measure not in ("investment", "export", "import") and is_deal(draft):
        measure, rule = "sales", "deals signed"
    if cue is None and kind == "money" and _AN_INDUSTRY.match(draft.view.text(draft.end, draft.end + 40)):
        measure, rule = "sales", "worth of an industry"
    if (
        measure == "sales"
        and cue is not None
        and cue.span.of(draft.view.folded) in _TAKINGS
        and not _OF_ALL.search(draft.view.text(cue.span.start - 24, cue.span.start))
    ):
        if running == "export" or any(
            c.key == "export"
            and 0 <= cue.span.start - c.span.end < _WITH_TAKINGS
            and "," not in draft.view.text(c.span.end, cue.span.start)
            for c in draft.view.measures
        ):
            measure = "export"
    if measure == "earnings" and (draft.quantity.unit in _ABROAD or running == "export"):
        measure, rule = "export", "foreign money earned"
    if (
        kind == "money"
        and measure in ("sales", "output", None)
        and not _is_of_output(draft, cue)
        and is_sent_abroad(draft)
    ):
        measure, rule = "export", "goods sent abroad"
    elif kind == "money" and (is_spent(draft) or (cue is None and is_built(draft))):
        measure, cue, rule = "investment", None, "money spent on plant"
    if measure is None and kind == "goods":
        measure = "export" if background == "export" and not draft.view.verbs else "output"
    draft.measure = measure
    draft.indicator = indicator_of(draft.view.vocabulary, measure, kind)
    if (
        draft.quantity.per in ("piece", "pair", "set", "tonne", "kilogram", "metre", "dozen", "unit")
        and kind == "money"
    ):
        draft.indicator, rule = "price", "money per unit"
    words = cue.span.of(draft.view.folded) if cue else ""
    draft.decide("indicator", draft.indicator, words, cue.span if cue else None, rule)
    return running if draft.indicator in ("price", "wage") else (measure or running)


def _is_of_output(draft: Draft, cue: Cue | None) -> bool:
    """Say whether the value of output is named: "its production value was 3 billion and exporting value was 2"."""
    return cue is not None and cue.key == "output" and cue.span.of(draft.view.folded).endswith("value")


def _restates_threshold(draft: Draft, previous: Draft | None) -> bool:
    """Say whether the amount converts a threshold: "firms with sales above 100 million yuan ($16 million)"."""
    if previous is None or previous.rejected != "threshold" or draft.unit_class != "money":
        return False
    return draft.view.text(previous.end, draft.start).strip() == "("


def _of_amount_before(draft: Draft, previous: Draft | None) -> str | None:
    """Return the measure of the amount before a count: "900 firms with a capital of 3 billion, and 310 with 2"."""
    if previous is None or previous.before is None or previous.unit_class not in ("enterprise", "person"):
        return None
    return previous.before.measure if previous.before.unit_class == "money" else None


def _of_a_noun(draft: Draft) -> bool:
    """Say whether a noun that is no measure follows a number to which the currency before was lent."""
    view, end = draft.view, draft.quantity.end
    return counts_on(view, draft.quantity) and not any(0 <= cue.span.start - end < 20 for cue in view.measures)


def _measure_of_these(draft: Draft) -> str | None:
    """Return the measure that a counted phrase stands in: "the turnover of clusters in 269 counties was"."""
    view, start = draft.view, draft.start
    if not _AMONG.search(view.text(start - 24, start)):
        return None
    since = max((q.end for q in view.quantities if q.end <= start), default=view.start)
    named = [cue for cue in view.measures if since <= cue.span.start and cue.span.end <= start]
    usable = [cue for cue in named if speaks_of(view.vocabulary, cue.key, "money")]
    return usable[-1].key if usable and _WAS.match(view.text(draft.end, draft.end + 60)) else None


def _no_market(draft: Draft) -> bool:
    """Say whether countries are counted that are no markets: "the 28 member countries of the European Union"."""
    view, quantity = draft.view, draft.quantity
    if quantity.unit != "country":
        return False
    return bool(_MEMBERS.search(view.text(quantity.start - 8, quantity.end)))


def _few(quantity: Quantity) -> bool:
    """Say whether so few goods are counted that it is no output: "three export T-shirts"."""
    return quantity.value is not None and quantity.value < 10 and quantity.number.start + 6 > quantity.number.end


def title_measure(article: Article) -> str | None:
    """Return the measure that the title names: what a figure is about that no words nearer tell."""
    for view in article.views:
        if view.sentence.kind == "title":
            named = [cue.key for cue in view.measures if speaks_of(view.vocabulary, cue.key, "money")]
            return named[0] if named else None
    return None
