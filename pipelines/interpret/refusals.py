"""Refusals: why a number is no figure of an industry, by the first reason that holds."""

import re
from collections.abc import Callable
from functools import cache

from pipelines.interpret.classes import is_likeness, is_rate, is_threshold, is_year
from pipelines.interpret.crowds import no_workers
from pipelines.interpret.draft import Draft
from pipelines.interpret.ellipsis import counts_on
from pipelines.interpret.percentages import is_quarter
from pipelines.interpret.roles import TIMES_IT
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_BORROWED = "<number> as the currency before"  # the rule of a number that takes the currency of the amount before it
_NO_LAND_HAS = 200_000_000  # firms
_VAGUE = re.compile("[几数a-z]")
# 445个国家新型工业化示范基地: of the state's kind, and no countries
_OF_THE_STATE = re.compile(
    r"(?:级|新型|重点|高新|高技术|标准|中小|示范|工业|科技|火炬|特色|产业|外贸|知识|专精|先进|专利|授权|质检|认定|地理|非遗|实验)"
)
_MEMBERS = re.compile(r"\bmember|\bthe\s+\d")
_CHAIN = Scripts(
    r"[^,;。]{0,6}(?:运动队|球队|队伍|代表队|代表团|团队|股票|基金)|[^,;。\d]{0,10}生产线|[^,;。、]{0,4}(?:产业链|链条|供应链|生产线|措施|政策|街|路|意见|专线)"
)
_LINES = re.compile(r"(?:生产线|流水线|产业链|链条|专线)[^,;。\d]{0,3}\Z")  # 纺纱生产线20余条
# What a ratio is taken of: "waste water per hundred metres", "85 of 100 pairs", "of every ten sweaters".
_BASES = frozenset({10, 100, 1000, 10_000})
_OF_THESE = Ending(
    r"\b(?:per|for every|for each|(?:out )?of every)\s+\Z|"
    r"\b(?:(?!1\b)\d+|[a-z]+ty|[a-z]+teen|two|three|four|five|six|seven|"
    r"eight|nine)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))? (?:out )?of\s+\Z|每\Z"
)
_OF_THE_SEA = re.compile(r"\s*(?:above|below) (?:the )?sea[ -]level\b")
_THAN_THOSE_OF = Ending(r"\b(?:than|to|with) (?:that|those) of (?:the )?(?:other )?\Z")
_RIGHTS = Scripts(r"(?:版权|著作权|专利|商标|提案|案件|纠纷|奖项)[^,;。、\d]{0,6}\Z")  # 花样版权1.8万件
_RIGHTS_BEHIND = re.compile(r"[^,。;、\d]{0,6}(?:商标|专利|版权|著作权)")
_PLATES = re.compile(r"[^,。;\d]{0,12}?(?:招牌|牌子|牌匾|奖牌|金牌|名片|金字|屏)")
_PEOPLE_OF = re.compile(r"[名位][^,。;]{0,8}企业\Z")
_STOREYS = re.compile(r"-(?:store?y|storeyed|storied|floor|star|level|bed|seat)\b")
_SO_RICH = re.compile(r"(?:multi-?)?(?:m|b|tr)illion-(?:dollar|yuan|euro|rupee|pound)s?\b")
_VICTIMS = re.compile(
    r"(?: (?:have|has|had|were|was|been|are|being)){0,3} (?:drowned|died|dead|killed|injured|hurt|perished|trapped|"
    r"lost their lives|(?:fell|taken) ill|burn(?:ed|t))\b"
)
_VICTIMS_BEFORE = Ending(
    r"\b(?:kill(?:s|ed|ing)|injur(?:es|ed|ing)|deaths? of|claimed the lives of)\s+"
    r"(?:at least |some |more than |about )?\Z|"
    r"(?:死亡|遇难|受伤|致死)\Z"
)
# "one worker looks after 10 machines", 一人看10台机
_MINDS = Scripts(
    r"\b(?:one|an?|each|every|per|single) (?:[a-z]+ )?"
    r"(?:worker|person|weaver|operator|employee|man|woman|girl|technician|hand)"
    r"(?: (?:now|only|alone|used to|can|could|has to|had to|may))*"
    r" (?:look(?:s|ed)? after|(?:tend|mind|operat|handl|watch|run|ran|manag|control|supervis|overs)\w*)|"
    r"(?:[一每1]|单)[个名位]?(?:人|工人|挡车工|员工|女工|操作工)[^,;。\d]{0,8}?(?:看|管|操作|照看|负责|值守)[护理着住]?"
)
_UP_TO_THE_NUMBER = re.compile(r"[^,;。\d]{0,24}")
_POPULATION_ZH = re.compile(
    r"(?<!就业)(?<!从业)(?<!劳动)人口(?:总数|总量|数)?(?:仅|只有|约|近|达|为|有|不到|不足|超过?|突破)*\Z"
)
_POPULATION = re.compile(
    r"\b(?:population|inhabitants|populace)(?:,| of| is| was| at| stood| stands| reached| exceeds| exceeded| totals| "
    r"numbers|:)* (?:about |around |some |nearly |over |more than |just |only |almost )?\Z"
)

# "a population of 80 thousand employees", "an employed population of 80 thousand": the words of a translation
_AT_WORK = re.compile(
    r"(?: thousand| million)? (?:employees|workers|(?:people|persons) (?:who are |are )?(?:engaged|employed|working))\b"
)
_WORKING = re.compile(r"\b(?:employed|employment|working) population\b")


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
    if quantity.unit != "country":
        return False
    return bool(_MEMBERS.search(view.text(quantity.start - 8, quantity.end))) or bool(
        _OF_THE_STATE.match(view.folded, quantity.end, view.end)
    )


def _is_vague(draft: Draft) -> bool:
    """Say whether nobody knows how many: 几百元; where two digits count on, 四五百元, one does."""
    quantity = draft.quantity
    if quantity.rule != "<vague number>":
        return False
    words = draft.view.text(quantity.number.start, quantity.number.end)
    return quantity.low is None or _VAGUE.search(words) is not None


def _is_base(draft: Draft) -> bool:
    """Say whether a round number only says of how many: "eighty of 100 pieces", 每百米."""
    return (
        draft.quantity.value in _BASES and _OF_THESE.search(draft.view.text(draft.start - 24, draft.start)) is not None
    )


def _are_plates(draft: Draft) -> bool:
    """Say whether 块 counts what hangs on a wall, and no money: 两块招牌."""
    view = draft.view
    return view.folded.endswith("块", draft.start, draft.end) and _PLATES.match(view.folded, draft.end) is not None


def _are_entrepreneurs(draft: Draft) -> bool:
    """Say whether people are counted whose name begins with their firms': 300名专家和企业家."""
    view = draft.view
    if view.folded[draft.start : draft.end].endswith("户") and _FARMERS.match(view.folded, draft.end):
        return True  # 带动1.6万户农民增收
    return _PEOPLE_OF.search(view.folded[draft.start : draft.end]) is not None and view.folded.startswith(
        "家", draft.end
    )


def _is_times_a_place(draft: Draft) -> bool:
    """Say whether so many times another place is told: 是福建的1.95倍."""
    places = draft.view.places
    return any(TIMES_IT.match(draft.view.folded, p.end) for p in places if p.end + len("的") == draft.start)


def _is_height(draft: Draft) -> bool:
    view = draft.view
    return draft.quantity.unit == "metre" and (
        _OF_THE_SEA.match(view.text(draft.end, draft.end + 20)) is not None
        or "海拔" in view.text(draft.start - 6, draft.start)
    )


def _are_rights(draft: Draft) -> bool:
    if _RIGHTS_BEHIND.match(draft.view.folded, draft.end, draft.view.end):
        return True  # 42枚中国驰名商标
    return _RIGHTS.search(draft.view.text(draft.start - 12, draft.number_start)) is not None


def _is_of_storeys(draft: Draft) -> bool:
    """Say whether the number describes what is counted: "5-storey workshops"."""
    return draft.view.folded.startswith("-", draft.number_end) and (
        _STOREYS.match(draft.view.text(draft.number_end, draft.number_end + 10)) is not None
    )


def _are_minded_by_one(draft: Draft) -> bool:
    """Say whether so many machines are told that one worker minds: none are counted."""
    lead = draft.view.text(draft.start - 80, draft.number_start)
    found = _MINDS.search(lead)
    return found is not None and _UP_TO_THE_NUMBER.fullmatch(lead, found.end()) is not None


def _are_too_many(draft: Draft) -> bool:
    """Say whether no land has so many firms: "annual sales of 6 billion enterprises", 年销售6亿企业."""
    value = draft.quantity.value if draft.quantity.value is not None else draft.quantity.high
    return value is not None and value >= _NO_LAND_HAS


def _are_victims(draft: Draft) -> bool:
    view = draft.view
    return (
        _VICTIMS.match(view.text(draft.end, draft.end + 40)) is not None
        or _VICTIMS_BEFORE.search(view.text(draft.start - 30, draft.start)) is not None
    )


_ONE_OF_THEM = re.compile(r"[^,;。\d]{0,14}之一(?![,、]?\d)")
_ONE_OF_THE = Ending(r"\bone of (?:the |its |china's |the country's |the world's )(?:top |first )?\Z")
_FIRST_SO_MANY = Ending(r"(?:排名|位居|位列)?前\Z")
_TITLE_OF_TEN = re.compile(r"(?:中国|全国|世界|全球|[\"“「][^\"”」,。]{0,10})\Z")
_FARMERS = re.compile(r"(?:农民|农户|村民|群众|居民|贫困|养殖户|种植户|家庭)")
_PER_MINUTE = re.compile(
    r"(?:[^.;。,]{0,60}|(?:, [\d,]+ [a-z]+)*(?:,? and [\d,]+ [a-z]+)?) (?:per|a|every|each) (?:minute|second)\b"
)
_A_MINUTE = re.compile(r"(?:平均)?每(?:分钟|秒钟?)[^,;。\d]{0,12}\Z")
_DIGITS = re.compile(r"[- ]digits?\b")
_THE_MARKETS = re.compile(r"[两二三四五]大(?:主要)?市场")


def _are_the_others(draft: Draft) -> bool:
    """Say whether they are counted only as what something is one of, or just named: 十大中小企业集群之一, 两大市场."""
    view = draft.view
    if _ONE_OF_THEM.match(view.folded, draft.end, view.end):
        return True
    number = draft.quantity.number.of(view.folded)
    if number in ("十", "10") and view.folded.startswith(("大", "强"), draft.quantity.number.end):
        if _TITLE_OF_TEN.search(view.text(draft.start - 16, draft.number_start)):
            return True  # “中国十大产业集群”称号
    if draft.unit_class == "count" and _ONE_OF_THE.search(view.text(draft.start - 30, draft.start)):
        return True  # "has become one of the three largest bases"
    if _FIRST_SO_MANY.search(view.text(draft.start - 8, draft.number_start)) and view.folded.startswith(
        "大", draft.quantity.number.end
    ):
        return True  # 前10大自有品牌
    return draft.quantity.unit == "market" and _THE_MARKETS.match(view.folded, draft.number_start) is not None


def _is_in_digits(draft: Draft) -> bool:
    """Say whether the double is of digits: "a growth of more than double digits"."""
    return _DIGITS.match(draft.view.folded, draft.end) is not None


def _is_a_saying(draft: Draft) -> bool:
    """Say whether ten households are those of a saying: 十户九爆."""
    return draft.view.folded.startswith("户九", draft.quantity.number.end)


def _is_a_minute(draft: Draft) -> bool:
    """Say whether goods are told of a minute: "an average of 1,350 sets, 670 quilts and 340 pillows per minute"."""
    view = draft.view
    lead = view.text(draft.clause.start, draft.number_start)
    return _PER_MINUTE.match(view.folded, draft.end, view.end) is not None or _A_MINUTE.search(lead) is not None


def _are_just_named(draft: Draft) -> bool:
    """Say whether a few firms are counted right behind their names: 恒力和盛虹两家企业."""
    view, quantity = draft.view, draft.quantity
    if quantity.value is None or not 1 < quantity.value < 10:
        return False
    return any(name.kind == "firm" and name.end == draft.start for name in view.organisations)


def _is_of_a_chain(draft: Draft) -> bool:
    """Say whether the classifier of goods counts what is none: 两条产业链, 三件措施."""
    view = draft.view
    return (
        _CHAIN.match(view.text(draft.end, draft.end + 14)) is not None
        or _LINES.search(view.text(draft.start - 8, draft.number_start)) is not None
    )


def _is_how_often(draft: Draft) -> bool:
    """Say whether the times are those that somebody came: "has visited Chenghai more than 30 times"."""
    view = draft.view
    if draft.quantity.unit != "times" or draft.quantity.direction is not None:
        return False
    return _CAME.search(view.text(max(draft.clause.start, draft.start - 90), draft.start)) is not None


def _is_year(draft: Draft) -> bool:
    return is_year(draft.view, draft.quantity)


def _is_likeness(draft: Draft) -> bool:
    view = draft.view
    if draft.unit_class == "money" and _SO_RICH.match(view.folded, draft.number_start):
        return True  # "this trillion-dollar industry"
    return is_likeness(draft.view, draft.quantity)


def _are_compared_with(draft: Draft) -> bool:
    """Say whether firms are counted only to compare with them: "4 points higher than that of 63 key enterprises"."""
    view = draft.view
    return "of" in view.text(draft.start - 12, draft.start) and (
        _THAN_THOSE_OF.search(view.text(draft.start - 30, draft.start)) is not None
    )


def _is_population(draft: Draft) -> bool:
    """Say whether a number without a unit counts who lives there: "a population of 312,000"."""
    if draft.unit_class != "number" and not draft.quantity.rule.startswith("<number>"):
        return False
    before = draft.view.text(draft.start - 60, draft.number_start)
    if draft.unit_class != "person" and _POPULATION_ZH.search(before[-12:]):
        return draft.quantity.rule.startswith("<number>") and not draft.quantity.unit_printed
    if _POPULATION.search(before) is None:
        return False
    return not (_AT_WORK.match(draft.view.text(draft.number_end, draft.end + 40)) or _WORKING.search(before))


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


# "about a third of the 100 million people live in poverty"
_OF_THE_PEOPLE = re.compile(
    r" of (?:the |its |all |their )?(?:[\d.,]+ (?:million |billion |lakh |crore |thousand )?)?"
    r"(?:people|population|citizens|inhabitants|residents) (?:still |now |who )?(?:lives?|lived|living)\b"
)


# "Sri Lanka is among the world's five top gem exporters": a place in a row, and no count
_AMONG_THE = Ending(r"\b(?:among|one of) (?:the |its )?(?:[a-z]+'s )?(?:top |leading |largest |biggest )?\Z")
_THE_FIRST = re.compile(r" ?(?:top|leading|largest|biggest|main|major)\b")


def _are_the_first(draft: Draft) -> bool:
    view = draft.view
    lead = view.text(draft.start - 40, draft.start)
    if "among" not in lead and "one of" not in lead:
        return False
    found = _AMONG_THE.search(lead)
    return found is not None and (
        _THE_FIRST.match(view.folded, draft.number_end) is not None
        or lead.endswith(("top ", "leading ", "largest ", "biggest "))
    )


def _is_of_the_people(draft: Draft) -> bool:
    return _OF_THE_PEOPLE.match(draft.view.folded, draft.end) is not None


def _are_no_workers(draft: Draft) -> bool:
    return no_workers(draft.view, draft.quantity)


def _always(_draft: Draft) -> bool:
    return True


_CAME = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|been|went|come|came|travel\w*|participat\w+|took part|taken part|attend\w*|exhibited|"
    r"was held|been held|hosted|organi[sz]ed|met|won)\b(?!.*\b(?:grew|grown|rose|risen|increas\w+|expand\w+|larger|"
    r"more "
    r"than (?:the|in|that))\b)"
)
_Rule = tuple[str, Callable[[Draft], bool], frozenset[str] | None]
# In their order; a rule without classes looks at figures of any class.
_RULES: tuple[_Rule, ...] = (
    ("few", _are_few, frozenset({"goods"})),
    ("other_noun", _are_no_market, None),
    ("other_noun", _is_how_often, frozenset({"times"})),
    ("vague", _is_vague, frozenset({"goods", "money"})),
    ("other_noun", _is_of_a_chain, frozenset({"goods"})),
    ("other_noun", _are_rights, frozenset({"goods"})),
    ("other_noun", _is_of_storeys, None),
    ("other_unit", _is_height, frozenset({"goods"})),
    ("ratio", _are_minded_by_one, frozenset({"machine", "goods"})),
    ("ratio", _is_a_minute, frozenset({"goods"})),
    ("other_noun", _is_in_digits, frozenset({"times"})),
    ("other_noun", _is_a_saying, frozenset({"enterprise"})),
    ("few", _are_just_named, frozenset({"enterprise"})),
    ("other_noun", _are_the_others, frozenset({"enterprise", "count"})),
    ("ratio", _is_base, frozenset({"goods", "person", "enterprise", "shop", "machine"})),
    ("people", _are_entrepreneurs, frozenset({"enterprise"})),
    ("likeness", _are_too_many, frozenset({"enterprise"})),
    ("ratio", _is_times_a_place, frozenset({"times"})),
    ("other_noun", _are_plates, frozenset({"money"})),
    ("year", _is_year, None),
    ("likeness", _is_likeness, None),
    ("likeness", _are_compared_with, frozenset({"enterprise"})),
    ("people", _is_population, None),
    ("other_noun", _counts_a_noun, None),
    ("no_unit", _always, frozenset({"number"})),
    ("other_unit", _always, frozenset({"other"})),
    ("threshold", _is_threshold, None),
    ("period", is_quarter, frozenset({"percent"})),
    ("composition", _is_rate, frozenset({"percent", "points"})),
    ("ordinal", _are_the_first, frozenset({"enterprise"})),
    ("people", _is_of_the_people, frozenset({"percent"})),
    ("people", _are_no_workers, frozenset({"person"})),
    ("people", _are_victims, frozenset({"person"})),
)


@cache
def _reasons(unit_class: str) -> tuple[tuple[str, Callable[[Draft], bool]], ...]:
    """Return the rules that look at figures of a class."""
    return tuple((reason, holds) for reason, holds, classes in _RULES if classes is None or unit_class in classes)
