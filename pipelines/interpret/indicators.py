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
# Who came or went: no count of who is there.
_JOINED = Ending(
    r"\b(?:took on|takes on|taken on|taking on|hir(?:ed?|es|ing)|recruit(?:s|ed|ing)?|laid off|lays off|laying off|"
    r"dismiss(?:ed|es|ing)|sacked|fired|let go|shed|furloughed|closed|closing|shut down|shut|inspected|inspecting|"
    r"controlled|audited|visited|fined|punished)"
    r"\s+(?:of )?(?:about |some |over |nearly |more than |another |a further |up to )*\Z"
)
_CAME_OR_WENT = re.compile(
    r"\s*(?:(?:were|was|have|had|has|been|have been|had been|were newly|newly) )*(?:opened|closed|close|shut|"
    r"set up shop|set up|established|registered|started up|went (?:bankrupt|bust|under)|laid off|"
    r"sacked|dismissed|hired|recruited|"
    r"put up (?:the|their) shutters|shut down|stopped|suspended|inspected|fined)\b"
)
_COMINGS = "who came or went"
_NEW = re.compile(r"\b(?:new|newly)\b")
_COME_AND_GO = frozenset({"person", "enterprise"})
# 比上年减少1.8万人, "slumped by $900 million", "a jump of 10,000 crore": not how many there are
_ROSE = (
    r"(?:r[io]se|rises|risen|rising|gr[eo]w|grows|grown|growing|increas\w+|climb\w*|jump\w*|surg(?:e|ed|es|ing)|soar\w*|"
    r"f[ae]ll|falls|fallen|falling|drop(?:s|ped|ping)?|declin\w+|decreas\w+|slump\w*|plung\w+|plummet\w*|sh[rau]+nk|shrinks|"
    r"slid|slipped|contract(?:ed|ion)|expand\w*|expansion|swell\w*|swollen|narrow\w*|widen\w*|reduc\w+|rebound\w*|dip\w*|"
    r"tumbl\w+|dwindl\w+|shortfall|growth|gain|hike|up|down|higher|lower)"
)
_ABOUT = (
    r"(?:(?:about|around|some|nearly|over|more than|almost|roughly|approximately|at least|just|only|as much as|a) )*"
)
_IS_CHANGE = Ending(r"(?:增加|减少|净增|净减|少了|多了|多出|少出)了?(?:约|近|超|超过|逾)?\Z")
_IS_CHANGE_BY = re.compile(
    rf"(?<!made )(?<!makes )(?<!make )\b{_ROSE} (?:by|of) {_ABOUT}(?:[a-z]{{0,3}}[$€£¥₹.]{{0,2}} ?)?\Z"
)
_THAN = re.compile(r" (?:more|less|higher|lower|fewer) than (?:in |a |the |last )")
_CHANGED = {
    "person": "other_count",
    "enterprise": "other_count",
    "shop": "other_count",
    "machine": "other_count",
    "goods": "other_count",
    "money": "other_money",
}
_HEADS = frozenset({"person", "enterprise", "shop", "machine"})
_PART_OF = re.compile(r"\s+(?:out )?of (?:the|its|their|our) (?:about |around |some |roughly |nearly |total )?")
_NEXT_FIGURE = 40  # characters
_LOST_AFTER = re.compile(
    r"(?: of them)? (?:(?:have|has|had|were|was|are|being|having|also|completely|since|been|already|now) ){0,4}"
    r"(?:shut(?: down)?|closed(?: down)?|laid off|jobless|unemployed|redundant|retrenched|dismissed|"
    r"gone out of business|(?:had|forced) to (?:close|shut(?: shop| down)?|down shutters)|eliminated|"
    r"scrapped|phased out|"
    r"dismantled|demolished|(?:faced?|facing) (?:a )?(?:shutdown|closure|unemployment)|"
    r"(?:likely|expected|set|due) to (?:close(?: down)?|shut(?: down)?)|going (?:out of business|bust)|"
    r"heading home|relocated|moved (?:out|away|elsewhere)|"
    r"(?<=have )left|(?<=also )left|lost their (?:jobs|livelihoods?))\b"
)
_LOST_BEFORE = Ending(
    r"\b(?:fired|axed|sacked|laid off|dismissed|retrenched|shed|eliminated|eliminating|scrapped|phased out|"
    r"dismantled|closure of|shutdown of|shut down|closing of|loss of|lost|"
    r"shortage of|short of|deficit of|unemployment of)"
    r"(?: (?:about|over|some|more than|nearly|around|almost|another|the))*\s+\Z"
)
# 关停取缔小散户1100多家, 样本是210家企业, 参展商家2800多家, 仍缺20多名车工; 三百一十家企业停产
_ZH_NO_LEVEL = Scripts(
    r"(?:关停|取缔|关闭|淘汰|清退|招聘|招收|新招|招工|裁员|裁减|遣散|辞退|缺口?|短缺|授权|抽样|抽查|调查|走访|问卷|样本|培训|"
    r"参展|返乡|邀请|组织)(?!率|指数)[^,。;、\d]{0,8}(?:是|为|有|达|共)?\Z"
)
_ZH_STOPPED = re.compile(r"(?:[^,。;、\d]{0,6}?(?:停产|倒闭|歇业|参展|受访)|会员?的?问卷)")
_ATTRACTS = re.compile(
    r"\b(?:attract(?:s|ed|ing)?|receiv(?:es?|ed|ing)|host(?:s|ed|ing)?|dr[ae]w(?:s|n)?|welcom(?:es?|"
    r"ed|ing)|gather(?:s|ed|ing)?|bring(?:s|ing)? together|"
    r"participation of)\b[^.;]{0,80}\Z"
)
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
    if kind in _CHANGED and _is_change(draft):
        draft.indicator = _CHANGED[kind]
        draft.decide("indicator", draft.indicator, "", None, "how much it changed by")
        return running
    if kind in _HEADS and (why := _no_level(draft)) is not None:
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, why)
        return running
    if kind in _COME_AND_GO and _comes_or_goes(draft, previous):
        draft.indicator = "other_count"
        draft.decide("indicator", "other_count", "", None, _COMINGS)
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
        draft.indicator = _CHANGED[kind]
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
        gone = _no_level(draft)
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


def _no_level(draft: Draft) -> str | None:
    """Say why a count is not of how many there are: jobs that were lost, mills that shut, guests of a fair."""
    view, end = draft.view, draft.end
    if _PART_OF.match(view.folded, end, view.end):  # "200 of the 700 tanneries have shut": those 200
        end = next((q.end for q in view.quantities if end < q.start <= end + _NEXT_FIGURE), end)
    if _LOST_BEFORE.search(view.text(draft.start - 40, draft.number_start)) or (
        _LOST_AFTER.match(view.text(end, end + 50)) and not _is_whole_of(view, draft)
    ):
        return "lost or shut"
    if _ZH_NO_LEVEL.search(view.text(draft.start - 20, draft.start)) or _ZH_STOPPED.match(
        view.text(draft.end, draft.end + 20)
    ):
        return "asked, hired, shut or shown at a fair"
    before = view.text(draft.start - 120, draft.start)
    return "who came to a fair" if view.in_fair and _ATTRACTS.search(before) else None


def _is_whole_of(view: SentenceView, draft: Draft) -> bool:
    """Say whether a part of what the figure counts was told right before it: "200 of the 700 tanneries"."""
    return draft.before is not None and _PART_OF.fullmatch(view.folded, draft.before.end, draft.start) is not None


def _of_amount_before(draft: Draft, previous: Draft | None) -> str | None:
    """Return the measure of the amount before a count: "900 firms with a capital of 3 billion, and 310 with 2"."""
    if previous is None or previous.before is None or previous.unit_class not in ("enterprise", "person"):
        return None
    return previous.before.measure if previous.before.unit_class == "money" else None


def _of_a_noun(draft: Draft) -> bool:
    """Say whether a noun that is no measure follows a number to which the currency before was lent."""
    view, end = draft.view, draft.quantity.end
    return counts_on(view, draft.quantity) and not any(0 <= cue.span.start - end < 20 for cue in view.measures)


def _is_change(draft: Draft) -> bool:
    """Say whether the figure is how much more or fewer there are than before."""
    view, quantity = draft.view, draft.quantity
    lead = view.text(quantity.start - 50, quantity.number.start)
    if _IS_CHANGE.search(lead) or ((" by " in lead or " of " in lead) and _IS_CHANGE_BY.search(lead)):
        return True
    return draft.unit_class == "money" and _THAN.match(view.text(quantity.end, quantity.end + 24)) is not None


def _comes_or_goes(draft: Draft, previous: Draft | None) -> bool:
    """Say whether people or firms are counted that came or went: "took on 11,400 workers", "71 opened, 25 closed"."""
    view = draft.view
    if _JOINED.search(view.text(draft.start - 40, draft.start)):
        return True
    if not _CAME_OR_WENT.match(view.text(draft.end, draft.end + 50)):
        return False
    if previous is not None and previous.rules.get("indicator") == _COMINGS:
        return True
    return not draft.quantity.noun or _NEW.search(draft.quantity.noun) is not None


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
