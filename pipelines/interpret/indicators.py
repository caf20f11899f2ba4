"""The indicator of each figure of a sentence, read from left to right: a later figure may lean on an earlier one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.classes import (
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
from pipelines.interpret.growth import gap_direction, reads_as_growth
from pipelines.interpret.measures import find_measure, growth_indicator, indicator_of, speaks_of
from pipelines.interpret.shares import read_share
from pipelines.interpret.wholes import rank_whole
from pipelines.recognise.mentions import Quantity
from pipelines.text.spans import Span

_LEVELS = frozenset({"money", "goods"})
_TAKINGS = frozenset({"receipts", "earnings", "revenue", "revenues", "income", "proceeds"})
_ABROAD = frozenset({"USD", "EUR", "GBP", "JPY", "HKD"})  # money that is earned by selling abroad
_PAID = re.compile(
    r"\b(?:wage|salary|worker|seamstress|weaver|tailor|employee|labourer|laborer|staff)s? (?:get|gets|"
    r"receive|receives|earn|earns|make|makes|is paid|are paid)\b|\bwork(?:s|ing|ed)?\b[^,;]{0,40}\bfor\s+(?:just |"
    r"only |about |some )?\Z|工资|月薪|工人.{0,6}(?:拿|挣|收入)"
)
_A_BOX = 20  # times a small amount: what the freight of a container costs
_MOST_PAID = 100  # times a small amount: more is nobody's pay and no price
_MEMBERS = re.compile(r"\bmember|\bthe\s+\d")
_CHAIN = re.compile(
    r"[^,;。]{0,6}(?:运动队|球队|队伍|代表队|代表团|团队|股票|基金)|[^,;。]{0,4}(?:产业链|链条|供应链|生产线|措施|政策|街|路|意见|专线)"
)
_AN_AMOUNT = 1_000_000
_THE = re.compile(r"\b(?:the|this|last|first|second|third|fourth|next|per)\s+\Z")
_AN_INDUSTRY = re.compile(r"[- ](?:[a-z']+ ){0,3}(?:industry|sector|business|market|trade)\b")
_ROSE = re.compile(r"\b(?:rose|grew|increased|climbed|jumped|went up|gained)\b")
_RATE_OF = re.compile(
    r"\b(?:rate|average|pace|growth|increase|figure|highest|lowest|fastest|slowest) (?:of|was|is|at|being)\s+\Z|"
    r"(?:最高|最低|最快|最慢)(?:的?(?:为|达|达到|是))?\Z"
)
_AND_SO = re.compile(r"\s*(?:,|、|和|及|与|and|,\s*and)\s*")  # "an increase of 12%, 9% and 4% respectively"
_AMONG = re.compile(r"\b(?:in|of|from|by|across|among)\s+(?:the |its |these |about |some |over |more than |nearly )*\Z")
_WAS = re.compile(r"[^,;.\d]{0,40}\b(?:was|were|reached|stood at|totall?ed|amounted to|came to|hit|exceeded|topped)\b")
_VALUE_ROSE = re.compile(
    r"\bvalue (?:(?:has|was|is) )?(?:increas|ris|rose|grow|grew|fall|fell|declin|drop|up|down)\w* (?:by )?\Z"
)
_SORT = re.compile(r"(?: \w+)? in (?:terms of )?(quantity|volume|value)\b")
_IN_VALUE = re.compile(r"(?: \w+)? in (?:terms of )?(?:quantity|volume|value)(?: terms)?,? and (?:by )?")
_NEAR = 60  # characters from one share to the next
_COMPARED = re.compile(
    r",?\s*(?:即|也就是|i\.e\.,?|that is,?)\s*|"
    r"(?:的)?(?:一路)?(?:升|降|增|涨|跌|减|提高|上升|下降|提升|增加|减少|增长|扩大|攀升|跃升|回升|回落)[到至]了?"
    r"(?:\d{4}年的?|去年的?|如今的?|现在的?)?[约近超]?|"
    r"[^;.]{0,30}?(?:(?:up|down|rising|falling|increased|decreased|grown|fallen|risen) from|against|"
    r"compared (?:with|to)|"
    r"(?:last year|in (?:19|20)\d\d),? (?:is|was|to|has become)(?: now)?(?: down to| up to)?)\s+"
    r"(?:about |some |only |nearly |just )?"
)
_THAT_SHARE = re.compile(
    r"\b(?:this|that|the) (?:share|proportion|ratio|percentage|figure) "
    r"(?:had |has )?(?:is|was|rose|fell|dropped|grew|declined|went|reached|stood|increased|decreased|climbed)"
    r"[a-z ]{0,12}\Z|"
    r"(?:这个|这一|该|此)(?:比重|比例|占比)[^,;。]{0,6}\Z"
)
_SENT_ABROAD = re.compile(
    r"\b(?:sends?|sent|sells?|sold|ships?|shipped)\b[^,;:]{0,60}"
    r"\b(?:abroad|overseas|to foreign (?:countries|markets))\b"
)
_ABROAD_WORTH = re.compile(
    r"\b(?:abroad|overseas)(?: as well| too)?,? worth (?:about |over |some |nearly )?(?:[a-z]{0,3}[$€£¥₹.]? ?)?\Z"
)
_ON_AVERAGE = re.compile(r"\s*(?:on average|each\b|apiece|a firm\b|per (?:firm|unit|factory|mill)\b)")
_LEFT = re.compile(r"\s*(?:is|are|remains?|was)? ?(?:left|remains?) (?:to|for|over|with)\b")
_KEEPS = re.compile(
    r"\b(?:maker|owner|firm|factory|trader|shop ?keeper|boss|weaver|manufacturer)s? (?:earns?|makes?|keeps?)"
    r"(?: only| about| just)?\Z"
)
_AN_ARTICLE = re.compile(r"\s*(?:per|an?|on (?:each|a|every)) (?:item|piece|pair|garment|shirt|metre|meter|set|unit)\b")
# 比上年减少1.8万人: not how many there are
_IS_CHANGE = re.compile(r"(?:增加|减少|净增|净减|少了|多了|多出|少出)了?(?:约|近|超|超过|逾)?\Z")
_CHANGED = {
    "person": "other_count",
    "enterprise": "other_count",
    "shop": "other_count",
    "machine": "other_count",
    "goods": "other_count",
    "money": "other_money",
}
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
        draft = Draft(quantity, view, unit_class(view, quantity), direction=None)
        if quantity.rule == "<number> as the currency before" and _is_slight(quantity):
            draft.unit_class = "number"
        draft.volume = _in_goods(view, drafts, before)
        previous = drafts[-1] if drafts else None
        running = _read(draft, running, previous, background)
        drafts.append(draft)
    return drafts, running


def _grew_before(draft: Draft, previous: Draft) -> bool:
    """Say whether it goes on as before: "rose 15 percent to 5.16 billion and woven 6 percent to 3.9"."""
    view, end = draft.view, draft.quantity.end
    leads_up = any(q.start > end and view.folded[end : q.start].strip() == "to" for q in view.quantities)
    return leads_up and (
        previous.grows or previous.direction is not None or _ROSE.search(view.text(view.start, end)) is not None
    )


def _same_share(draft: Draft, previous: Draft) -> bool:
    """Say whether the share before is told of another time: "40 percent, up from 28 percent"; 这个比重降到26%."""
    if previous.unit_class != "percent" or previous.grows or not previous.indicator or draft.unit_class != "percent":
        return False
    lead = draft.view.text(previous.quantity.end, draft.quantity.number.start)
    return len(lead) < _NEAR and (_COMPARED.fullmatch(lead) or _THAT_SHARE.search(lead)) is not None


def _is_slight(quantity: Quantity) -> bool:
    """Say whether a number without a currency is too small to be an amount: "of whom 350,000 are migrants"."""
    return quantity.kind == "money" and quantity.value is not None and quantity.value < _AN_AMOUNT


def _is_quarter(draft: Draft) -> bool:
    """Say whether "quarter" is a part of the year here: "the target for the quarter"."""
    view, span = draft.view, draft.quantity.span
    if view.text(span.start, span.end) != "quarter":
        return False
    return (
        re.search(r"\b(?:the|this|last|first|second|third|fourth|next|per)\s+\Z", view.text(view.start, span.start))
        is not None
    )


def _in_goods(view: SentenceView, drafts: Sequence[Draft], before: Sequence[Quantity]) -> bool:
    """Say whether the last level that was told stands in goods."""
    classes = [d.unit_class for d in drafts] or [unit_class(view, q) for q in before]
    levels = [name for name in classes if name in _LEVELS]
    return bool(levels) and levels[-1] == "goods"


def _read(draft: Draft, running: str | None, previous: Draft | None, background: str | None) -> str | None:
    """Fill in measure and indicator; return what the sentence is about from here on."""
    kind = draft.unit_class
    if kind == "number" and draft.quantity.kind != "money" and (unit := _unprinted_currency(draft)) is not None:
        draft.quantity = replace(draft.quantity, kind="money", unit=unit)
        draft.unit_class = kind = "money"
    if (kind == "goods" and _few(draft.quantity)) or _no_market(draft):
        draft.rejected = "few" if kind == "goods" else "other_noun"
        return running
    if kind in ("goods", "money") and draft.quantity.rule == "<vague number>":
        draft.rejected = "vague"
        return running
    if kind == "goods" and _CHAIN.match(draft.view.text(draft.quantity.end, draft.quantity.end + 8)):
        draft.rejected = "other_noun"
        return running
    if is_likeness(draft.view, draft.quantity) or is_year(draft.view, draft.quantity):
        draft.rejected = "year" if is_year(draft.view, draft.quantity) else "likeness"
        return running
    if kind in ("number", "other"):
        draft.rejected = "no_unit" if kind == "number" else "other_unit"
        return _measure_of_these(draft) or running
    if is_threshold(draft.view, draft.quantity):
        draft.rejected = "threshold"
        return running
    if kind == "percent" and _is_quarter(draft):
        draft.rejected = "period"
        return running
    if kind in ("percent", "points") and is_rate(draft.view, draft.quantity):
        draft.rejected = "composition"
        return running
    if kind in ("percent", "points", "times"):
        return _read_percentage(draft, running, previous, background)
    if kind == "person" and no_workers(draft.view, draft.quantity):
        draft.rejected = "people"
        return running
    if kind == "person" and _ON_AVERAGE.match(draft.view.text(draft.quantity.end, draft.quantity.end + 16)):
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, "people of a firm on average")
        return running
    if kind in _CHANGED and _IS_CHANGE.search(draft.view.text(draft.quantity.start - 6, draft.quantity.number.start)):
        draft.indicator = _CHANGED[kind]
        draft.decide("indicator", draft.indicator, "", None, "how much it changed by")
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
    measure, cue, rule = find_measure(draft, running, background)
    if kind == "goods" and is_input(draft.view, draft.quantity):
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, "goods that go in")
        return running
    if kind == "money" and draft.view.folded.startswith("%", draft.quantity.end):
        draft.obs_status = "U"  # money and a percentage at once: "import US$ 158.68%"
        draft.span = Span(draft.quantity.start, draft.quantity.end + 1)
    elif kind == "money" and (small := _price_or_wage(draft, measure)) is not None:
        draft.indicator = draft.measure = small
        draft.decide("indicator", small, cue.span.of(draft.view.folded) if cue else "", None, "small amount")
        return running
    if measure in ("wage", "price") and not is_small(draft.view, draft.quantity, _MOST_PAID):
        measure, cue, rule = (
            ("earnings", cue, rule)
            if measure == "wage"
            else (running or background, None, "measure of the text before")
        )
    if (
        cue is None
        and kind == "money"
        and _AN_INDUSTRY.match(draft.view.text(draft.quantity.end, draft.quantity.end + 40))
    ):
        measure, rule = "sales", "worth of an industry"
    if measure == "sales" and running == "export" and cue is not None and cue.span.of(draft.view.folded) in _TAKINGS:
        measure = "export"
    if measure == "earnings" and draft.quantity.unit in _ABROAD:
        measure, rule = "export", "foreign money earned"
    if kind == "money" and measure in ("sales", "output", None) and _is_sent_abroad(draft):
        measure, rule = "export", "goods sent abroad"
    if measure is None and kind == "goods":
        measure = "output"
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


def _measure_of_these(draft: Draft) -> str | None:
    """Return the measure that a counted phrase stands in: "the turnover of clusters in 269 counties was"."""
    view, start = draft.view, draft.quantity.start
    if not _AMONG.search(view.text(start - 24, start)):
        return None
    since = max((q.end for q in view.quantities if q.end <= start), default=view.start)
    named = [cue for cue in view.measures if since <= cue.span.start and cue.span.end <= start]
    usable = [cue for cue in named if speaks_of(view.vocabulary, cue.key, "money")]
    return usable[-1].key if usable and _WAS.match(view.text(draft.quantity.end, draft.quantity.end + 60)) else None


def _no_market(draft: Draft) -> bool:
    """Say whether countries are counted that are no markets: "the 28 member countries of the European Union"."""
    view, quantity = draft.view, draft.quantity
    if quantity.unit != "country":
        return False
    return bool(_MEMBERS.search(view.text(quantity.start - 8, quantity.end)))


def _price_or_wage(draft: Draft, measure: str | None) -> str | None:
    """Return what a small amount of money is: a wage where pay is spoken of, else the price of something."""
    if is_small(draft.view, draft.quantity) and _is_kept(draft):
        return "profit"
    cost = measure == "investment" and is_small(draft.view, draft.quantity, _A_BOX)
    if measure in ("price", "profit", "tax", "loss") or not (cost or is_small(draft.view, draft.quantity)):
        return None
    clause = draft.view.clause(draft.quantity.span)
    monthly = draft.quantity.per in ("month", "day", "week")
    pay = any(
        cue.key == "wage" and (clause.covers(cue.span) or (monthly and cue.span.end <= draft.quantity.start))
        for cue in draft.view.measures
    )
    if measure == "wage" and draft.quantity.per in ("month", "day", "year", "week"):
        return "wage"
    return "wage" if pay or _PAID.search(draft.view.text(clause.start, draft.quantity.start)) else "price"


def _is_sent_abroad(draft: Draft) -> bool:
    """Say whether the amount is the worth of what leaves the country: "sent goods worth $5 million abroad"."""
    view, quantity = draft.view, draft.quantity
    clause = view.clause(quantity.span)
    if _SENT_ABROAD.search(view.text(clause.start, clause.end)):
        return True
    lead = view.text(max(view.start, quantity.start - 60), quantity.number.start)
    return _ABROAD_WORTH.search(lead) is not None


def _is_kept(draft: Draft) -> bool:
    """Say whether the amount is what a seller keeps of a price: "only 2 yuan a pair is left to us"."""
    view, quantity = draft.view, draft.quantity
    if _LEFT.match(view.text(quantity.end, quantity.end + 40)):
        return True
    lead = view.text(quantity.start - 30, quantity.number.start).rstrip("₹$€£¥ ")
    return bool(_KEEPS.search(lead) and _AN_ARTICLE.search(view.text(quantity.number.end, quantity.end + 25)))


def _few(quantity: Quantity) -> bool:
    """Say whether so few goods are counted that it is no output: "three export T-shirts"."""
    return quantity.value is not None and quantity.value < 10 and quantity.number.start + 6 > quantity.number.end


def _unprinted_currency(draft: Draft) -> str | None:
    """Return the currency of an amount that prints none: "the total contract amount is 211.6 billion"."""
    view, quantity = draft.view, draft.quantity
    if quantity.value is None or quantity.value < 1_000_000 or quantity.unit is not None:
        return None
    if counts_on(view, quantity):
        return None
    clause = view.clause(quantity.span)
    named = [c for c in view.measures if clause.covers(c.span) and c.span.end <= quantity.start]
    if not any(speaks_of(view.vocabulary, cue.key, "money") for cue in named):
        return None
    return view.currency


def _level_ahead(draft: Draft, background: str | None) -> str | None:
    """Return the measure of the amount that the growth leads to: "Footwear: up 6 percent to $1.2 billion"."""
    view, end = draft.view, draft.quantity.end
    ahead = [q for q in view.quantities if q.start >= end and q.kind == "money"]
    return background if ahead and view.folded[end : ahead[0].start].strip() == "to" else None


def _read_percentage(draft: Draft, running: str | None, previous: Draft | None, background: str | None) -> str | None:
    view, quantity = draft.view, draft.quantity
    measure, cue, rule = find_measure(draft, running)
    direct = cue is not None and rule.startswith(("measure in the clause", "measure right after", "verb in the clause"))
    growing = draft.unit_class == "times" or reads_as_growth(draft)
    if (
        not growing
        and previous is not None
        and previous.grows
        and (
            _RATE_OF.search(view.text(quantity.start - 30, quantity.start))
            or _AND_SO.fullmatch(view.folded, previous.quantity.end, quantity.start)
        )
    ):
        growing, draft.direction = True, previous.direction
    if not growing and previous is not None and previous.grows:
        if _IN_VALUE.fullmatch(view.folded, previous.quantity.end, quantity.start):
            growing, draft.direction = True, previous.direction
    if not growing and previous is not None and _grew_before(draft, previous):
        growing, draft.direction = True, previous.direction or "increase"
    if previous is not None and _same_share(draft, previous):
        read_share(draft)
        draft.indicator, draft.share_channel = previous.indicator, previous.share_channel
        draft.share_scope, draft.share_of = previous.share_scope, draft.share_of or previous.share_of
        draft.decide("indicator", draft.indicator, "", None, "share compared with the one before")
        return running
    if growing and draft.direction is None and previous is not None:
        draft.direction = previous.direction
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
        measure = measure or _level_ahead(draft, background)
        draft.growth_of = growth_indicator(view.vocabulary, measure, draft.volume and not direct) if measure else None
        if (sort := _SORT.match(view.folded, quantity.end, view.end)) and measure in ("export", "output", "sales"):
            draft.growth_of = growth_indicator(view.vocabulary, measure, sort[1] != "value")
        elif measure in ("export", "output", "sales") and _VALUE_ROSE.search(
            view.text(quantity.start - 40, quantity.number.start)
        ):
            draft.growth_of = growth_indicator(view.vocabulary, measure, False)  # "with overall value increasing by"
        if cue is None and previous is not None and previous.indicator in ("price", "wage"):
            draft.growth_of = previous.indicator  # "the average price was $3, 12% over last year's"
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


def title_measure(article: Article) -> str | None:
    """Return the measure that the title names: what a figure is about that no words nearer tell."""
    for view in article.views:
        if view.sentence.kind == "title":
            named = [cue.key for cue in view.measures if speaks_of(view.vocabulary, cue.key, "money")]
            return named[0] if named else None
    return None
