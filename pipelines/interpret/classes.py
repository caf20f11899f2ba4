"""The class of a figure by its unit, and the figures that say nothing about an industry."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pipelines.interpret.article import SentenceView
from pipelines.recognise.mentions import Quantity
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_KINDS = {
    "money": "money",
    "percent": "percent",
    "percentage_point": "points",
    "times": "times",
    "rank": "rank",
    "number": "number",
}


_PARTED = re.compile(r"[;。]|,(?! (?:[0-9]|down|up|now))")
_AND = re.compile(r"\s*(?:,|、|和|and|,\s*and)\s*")
EMPLOYS = Ending(r"\bemploy(?:s|ed|ing)?(?: (?:about|over|some|more than|nearly|around|almost|up to))?\s+\Z")
_MANY, _UNITS, _WORKFORCE = 1000, 100, 5000
_BOUNDS = frozenset({"more_than", "at_least", "less_than", "at_most"})
_AN_AMOUNT = 1_000_000
# "107,600 traders visited the market each day"
VISITED = re.compile(r" (?:[a-z]+ly )?(?:visit(?:ed)?|attend(?:ed)?|tour(?:ed)?|flock(?:ed)?|throng(?:ed)?)\b")
_EXPRESS = re.compile(r"\b(?:express|parcels?|courier)\b[^,;.\d]{0,30}\Z")  # "the daily express volume is 1.2 million"
# "the average number of employees in regulated enterprises was 61,300"
_HANDS_OF = re.compile(
    r"\bnumber of (?:employees|workers|staff|people|hands|practitioners) (?:employed |working )?(?:in|of|at) "
    r"(?:the |these |its )?(?:[a-z-]+ ){0,4}(?:enterprises|firms|companies|factories|mills|units)\b[^,;.]*\Z"
)
_GOODS = frozenset({"goods", "area"})
_EACH_YEAR = re.compile(
    r"(?:\s+(?:annually|yearly|monthly|weekly|daily|(?:a|per|each|every) (?:year|month|week|day)))?"
)
_MADE = frozenset({"output", "sales", "export"})
_HEDGED = re.compile(r" (?:[a-z]+ ){0,2}")
_SPACE = re.compile(
    r"\s*(?:of )?(?:[a-z]+ ){0,2}(?:malls?|land|space|plants?|shops?|sites?|buildings?|factor(?:y|ies)|markets?|"
    r"workshops?)\b"
)
_OUTPUT_OF = re.compile(
    r"\b(?:production|output|capacity)(?::| of| was| is| reached| stood at| exceeds)? "
    r"(?:(?:about|some|over|nearly|around|more than) )?\Z|年[^,。;\d]{1,6}能力(?:为|达到?|约|超过?)?\Z"
)
_YEARS_OUTPUT = Ending(  # "an annual output exceeding 2.4 million instruments"
    r"\b(?:annual|yearly|daily|monthly) (?:production|output)(?: of| was| is| reached)?"
    r"(?: about| some| over| nearly| around)? \Z"
)
_SHOPS = Ending(
    r"(?:(?:店|铺|摊|档口|网点|门市|专柜)|(?:(?<!企业和)(?<!企业及)(?<!企业与)(?:网店|店铺|商铺|门店)|(?:入驻|经营)商户|网商|网上店铺|摊位)"
    r"(?:总?数)?(?:有|达|达到|超|超过|逾|近|约|共|共有|已|已有|现有|为|增至|突破|多达|总计|发展到|开到|开了|开出|增加到|扩展到|曾经?|一度|最多时|最多)+)\Z|(?:入驻|经营)商户\Z"
)
_AS_LARGE = Ending(
    r"\b(?:as (?:large|big|long|high|tall|wide|heavy)(?: an area)? as|the size of)\s+(?:about |some |nearly )?\Z"
)
_FIELDS = re.compile(
    r"\s*(?:football|soccer|cricket|tennis|basketball|standard)\b[a-z ]{0,20}\b(?:field|pitch|court|stadium|pool)"
)
_SPACE_TOLD = re.compile(r"\b(?:area|space|land|floor|plot|site)\b")  # "a sales area of two million square metres"
_SOME = 100  # so many a day are made as well: "900 pumps a day"
_WHOLE = frozenset({"person", "enterprise", "shop", "machine", "household"})
# "8 million fans are manufactured a year"
_ARE_MADE = re.compile(
    r"(?: and [a-z]+)?,? (?:(?:are|were|is|was|being|get|a year|annually|per annum|now|"
    r"still) ){1,3}(?:manufactured|produced|made|assembled|"
    r"turned out|built|woven|knitted|sewn|sold|exported|shipped)\b"
)
_OUTPUT_IS = re.compile(
    r"\b(?:production|output) (?:is|was|(?:could |can |may )?reach(?:es|ed)?|stood at|stands at|hit) "
    r"(?:(?:about|some|only|around|over) )*\Z"
)
_BY_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_IN_A_YEAR = Ending(r"\b(?:in|by|since|during|until)\s+\Z")


@lru_cache(maxsize=8)
def _classes(vocabulary: Vocabulary) -> Mapping[str, str]:
    table: Mapping[str, list[str]] = vocabulary.table("figures")["classes"]
    out = {unit: name for name, units in table.items() for unit in units if name != "counted"}
    return out | dict.fromkeys(table["counted"], "count")


@lru_cache(maxsize=8)
def _measured(vocabulary: Vocabulary, kind: str) -> Scripts:
    """Return the pattern of goods that are measured by an area ("fabrics") or by a room ("volumes")."""
    table = vocabulary.table("figures")[kind]
    return Scripts(rf"\b(?:{'|'.join(table['en'])})s?\b|{'|'.join(table['zh'])}")


@lru_cache(maxsize=8)
def _renamed(vocabulary: Vocabulary) -> Mapping[str, str]:
    table: Mapping[str, list[str]] = vocabulary.table("figures")["same_as"]
    return {noun: unit for unit, nouns in table.items() for noun in nouns}


def renamed(view: SentenceView, quantity: Quantity) -> Quantity:
    """Return the quantity with the unit that its noun is a kind of: dealers are enterprises."""
    unit = _renamed(view.vocabulary).get(quantity.unit or "")
    if quantity.unit in ("enterprise", "household") and _SHOPS.search(
        view.text(max(view.clause(quantity.span).start, quantity.number.start - 14), quantity.number.start).rstrip()
    ):
        unit = "shop"
    elif quantity.unit == "enterprise" and VISITED.match(view.text(quantity.end, quantity.end + 30)):
        unit = "person"  # "60,000 merchants visit the market"
    elif quantity.rule == "<noun> <number>" and quantity.unit == "enterprise":
        lead = view.text(quantity.number.start - 90, quantity.number.start)
        unit = "person" if "of " in lead and _HANDS_OF.search(lead) else unit
    elif quantity.unit == "piece" and _EXPRESS.search(view.text(quantity.start - 40, quantity.start)):
        unit = "parcel"
    elif quantity.unit == "industry" and quantity.value is not None and quantity.value >= _UNITS:
        unit = "enterprise"  # "more than 5,000 industries": what India calls its firms
    elif quantity.noun[:1].isupper() and EMPLOYS.search(view.text(quantity.start - 30, quantity.start)):
        unit = "person"  # "employ 46,000 Kenyans"
    elif quantity.unit == "enterprise" and _units_are_made(view, quantity):
        unit = "piece"
    quantity = in_whole_numbers(view, quantity)
    return quantity if unit is None else replace(quantity, unit=unit)


_UNITS_OF_INDUSTRY = tuple(
    f"{word} units" for word in ("industrial", "manufacturing", "processing", "household", "cottage", "registered")
)


def _units_are_made(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether units are goods and no firms: "produces 45,000 units daily", "daily output is 300 units"."""
    said = view.text(quantity.start, quantity.end).removesuffix(" daily")
    if not said.endswith("units") or said.endswith(_UNITS_OF_INDUSTRY):
        return False
    if _OUTPUT_IS.search(view.text(quantity.start - 40, quantity.start)):
        return True
    verbs = [cue for cue in view.verbs if cue.key in _MADE and 0 < quantity.start - cue.span.end < 15]
    return bool(verbs) and _HEDGED.fullmatch(view.folded, verbs[-1].span.end, quantity.start) is not None


def in_whole_numbers(view: SentenceView, quantity: Quantity) -> Quantity:
    """Return a count with its point read as the mark of thousands: nobody employs 40.08 people."""
    value = quantity.value
    if value is None or quantity.unit not in _WHOLE:
        return quantity
    printed = quantity.number.of(view.folded)
    if not _BY_THOUSANDS.fullmatch(printed) or value != Fraction(printed):
        return quantity  # that is read already: "2.100 firms" beside "2,5 percent"
    low, high = quantity.low, quantity.high
    return replace(
        quantity,
        value=value * _MANY,
        low=low * _MANY if low is not None else None,
        high=high * _MANY if high is not None else None,
    )


def _beside_goods(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the count goes on with goods: "100 million frames and 400 million lenses"."""
    before = [q for q in view.quantities if q.end <= quantity.start]
    if not before or not _AND.fullmatch(view.folded, before[-1].end, quantity.start):
        return False
    last = before[-1]
    return _classes(view.vocabulary).get(last.unit or "", "other") in ("goods", "other") and _is_product(view, last)


def _is_product(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether goods are counted: a product of the lexicon, or what is made or sold by the thousand."""
    least = quantity.value if quantity.value is not None else quantity.low
    if (
        least is not None
        and least >= (_MANY if quantity.per is None else _SOME)
        and quantity.rule.endswith(("<noun>", "> to <number>"))
    ):
        verbs = [cue for cue in view.verbs if cue.key in _MADE and 0 <= quantity.start - cue.span.end < 12]
        if verbs or _beside_goods(view, quantity) or _ARE_MADE.match(view.text(quantity.end, quantity.end + 50)):
            return True
        if _YEARS_OUTPUT.search(view.text(quantity.start - 40, quantity.start)):
            return True
    return any(
        cue.span.start >= quantity.number.end and _EACH_YEAR.fullmatch(view.folded, cue.span.end, quantity.end)
        for cue in view.products
    )


def _is_turned_out(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether square metres are made or sold: "produce 1,820 million square metres of wall and floor tiles"."""
    if _OUTPUT_OF.search(view.text(quantity.start - 50, quantity.start)):
        return True
    verbs = [cue for cue in view.verbs if cue.key in _MADE and 0 < quantity.start - cue.span.end < 15]
    if not verbs or not _HEDGED.fullmatch(view.folded, verbs[-1].span.end, quantity.start):
        return False
    return _SPACE.match(view.text(quantity.end, quantity.end + 40)) is None


def counts_what_has_none(vocabulary: Vocabulary, quantity: Quantity) -> bool:
    """Say whether the figure counts what is no measure of the trade: five branches, 38 firms, a bare 12."""
    if quantity.kind == "number":
        return quantity.value is not None and quantity.value < _AN_AMOUNT
    return (
        quantity.kind in ("count", "measure") and _classes(vocabulary).get(quantity.unit or "", "other") not in _GOODS
    )


_NO_VOLUME = Scripts(
    r"\b(?:water|gas|sewage|storage|reservoir|growing stock|standing stock|forest stock)\b|[水气汽库]|蓄积|仓储"
)
_YEARLY = re.compile(r" (?:annually|(?:a|per|each|every) year)\b")
_SENT = re.compile(r"\b(?:ship|export|send|sen[dt])\w*\b[^,;.]*\Z")  # "ships 250 containers a month"


# "exported 250,000 sewing machines", 出口水泵312万台: what a trade of machines turns out, and not what it works with
_TRADED = Scripts(
    r"\b(?:export(?:ed|s)?|sold|sells?|shipped|ships?|produce[sd]?|ma[dk]es?|manufacture[sd]?|turn(?:s|ed) out)\s+"
    r"(?:(?:about|over|some|nearly|around|almost|more than|a total of|up to|as many as) )*\Z|"
    r"\b(?:exports|sales|shipments|output|production|export volume|sales volume|production volume) of "
    r"(?:the |its |all )?(?:[a-z-]+ ){1,5}"
    r"(?:(?:has|have|had) )?(?:reached|totall?ed|stood at|hit|were|was|amounted to|exceeded)\s+"
    r"(?:(?:about|over|some|nearly|around|almost|more than) )*\Z|"
    r"(?:出口|外销|销售|销出|售出|卖出|销量|出口量|销售量)(?!企业|基地|产品企业|订单|收入|商|公司)"
    r"(?:(?!有|引进|购|进口|配备|安装|投入|更新|淘汰|设备)[^,。;、\d]){0,12}\Z"
)


def is_traded(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether machines are counted that were made, sold or exported by the hundred."""
    least = quantity.value if quantity.value is not None else quantity.low
    if least is None or least < _SOME:
        return False
    start = max(view.clause(quantity.span).start, quantity.start - 90)
    return _TRADED.search(view.text(start, quantity.start)) is not None or (
        quantity.start != quantity.number.start and _TRADED.search(view.text(start, quantity.number.start)) is not None
    )


def _is_wood(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether boards or stone are made or sold by the cubic metre."""
    clause = view.clause(quantity.span)
    if _NO_VOLUME.search(view.text(clause.start, clause.end)):
        return False
    traded = any(cue.key in _MADE for cue in (*view.measures, *view.verbs))
    traded = traded or _YEARLY.search(view.text(quantity.end, clause.end)) is not None
    return traded and _measured(view.vocabulary, "volumes").search(view.text(view.start, view.end)) is not None


def unit_class(view: SentenceView, quantity: Quantity) -> str:
    """Return the class: money, goods, person, percent ..., count for what is worth counting, else other."""
    if quantity.kind in _KINDS:
        return _KINDS[quantity.kind]
    name = _classes(view.vocabulary).get(quantity.unit or "", "other")
    if name == "other" and quantity.kind == "count" and _is_product(view, quantity):
        return "goods"
    if quantity.unit == "container" and _SENT.search(view.text(quantity.start - 40, quantity.start)):
        return "goods"
    if quantity.unit == "cubic_metre":
        return "goods" if _is_wood(view, quantity) else name
    if name == "machine" and is_traded(view, quantity):
        return "goods"
    if quantity.unit == "vehicle" and any(cue.key in _MADE for cue in (*view.measures, *view.verbs)):
        return "goods" if quantity.unit_printed.endswith("辆") else name
    if quantity.unit in ("square_metre", "square_foot"):
        near = quantity.noun.lower() + " " + view.text(quantity.end, quantity.end + 14)
        clause = view.clause(quantity.span)
        produced = any(
            cue.key in ("output", "export", "sales") for cue in (*view.measures, *view.verbs) if clause.covers(cue.span)
        )
        built = any(cue.key == "floor" and clause.covers(cue.span) for cue in (*view.measures, *view.verbs))
        since = max((q.end for q in view.quantities if q.end <= quantity.start), default=clause.start)
        nouns = [cue for cue in view.measures if max(clause.start, since) <= cue.span.start < quantity.start]
        made = bool(nouns) and nouns[-1].key == "output"
        if nouns and nouns[-1].key in ("sales", "export") and (quantity.value or 0) >= _AN_AMOUNT:
            made = _SPACE_TOLD.search(view.text(nouns[-1].span.start - 20, quantity.start)) is None
        if _is_turned_out(view, quantity):
            return "goods"
        if (_measured(view.vocabulary, "fabrics").search(near) and produced) or (made and not built):
            return "goods"
    return name


def in_pieces(view: SentenceView, quantity: Quantity) -> Quantity:
    """Return goods that are counted by their own name in pieces: "3.2 million guitars"."""
    known = quantity.kind != "count" or quantity.unit == "product" or quantity.unit in _classes(view.vocabulary)
    return quantity if known else replace(quantity, unit="piece")


def is_likeness(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the figure only tells how large something is: "as large as 500 football pitches"."""
    if quantity.kind not in ("count", "measure", "number"):
        return False
    like = _AS_LARGE.search(view.text(quantity.start - 40, quantity.start))
    if like is not None and not ("high" in like.group() and quantity.value is not None and quantity.value >= _MANY):
        return True  # but "output as high as 1.4 million metres" is a figure
    return _FIELDS.match(view.text(quantity.number.end, quantity.number.end + 50)) is not None


def is_year(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the number dates what follows: "In 2024 makers will travel"."""
    if quantity.kind != "count" or _YEAR.fullmatch(view.text(quantity.number.start, quantity.number.end)) is None:
        return False
    round_one = quantity.value is not None and quantity.value % 100 == 0
    return quantity.start == quantity.number.start and (
        _IN_A_YEAR.search(view.text(quantity.start - 8, quantity.start)) is not None
        and (not round_one or quantity.start - view.start <= 4)
    )


_SIZE_CLASS = re.compile(
    r"级?(?:以上)?的?(?:(?:年|总)?(?:产值|销售额)的?)?(?:龙头|骨干|规模|工业|旗舰|重点|制造业|特色|[一-鿿]{2}(?=企业))?"
    r"(?:企业|(?:产业)?集群|产业|园区|产业园|工业园|[乡村强]?镇|项目|大户|淘宝店|网店|店铺|商户|品牌|单品|市场|平台|基地)"
    r"(?:有|达到?|数量|总数|共|已)*(?=[\d近约超逾])"
)  # 年产值百亿元企业10家


@lru_cache(maxsize=8)
def _thresholds(vocabulary: Vocabulary) -> list[tuple[Ending | None, re.Pattern[str] | None]]:
    out = []
    for pattern in vocabulary.table("figures")["thresholds"]["patterns"]:
        before, after = pattern.split("«")
        out.append((Ending(f"(?:{before})\\Z") if before else None, re.compile(after) if after else None))
    return out


def is_threshold(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the figure only defines who is meant: "enterprises with sales above 20 million yuan"."""
    most = {"person": _WORKFORCE, "machine": _MANY}.get(quantity.unit or "")
    if most is not None and quantity.value is not None and quantity.value >= most:
        return False  # "480 firms with more than 70,000 workers" have them together
    if quantity.kind == "money" and _SIZE_CLASS.match(view.folded, quantity.end):
        return True
    if quantity.qualifier not in _BOUNDS or quantity.kind not in ("money", "count"):
        return False
    starts = {view.text(quantity.start - 90, quantity.start), view.text(quantity.start - 90, quantity.number.start)}
    after = view.text(quantity.end, quantity.end + 40)
    for left, right in _thresholds(view.vocabulary):
        if (left is None or any(left.search(start) for start in starts)) and (right is None or right.match(after)):
            return True
    return False


def is_small(view: SentenceView, quantity: Quantity, times: int = 1) -> bool:
    """Say whether an amount of money is too small for the figure of an industry: a price or somebody's pay."""
    table: Mapping[str, Any] = view.vocabulary.table("figures")["dollar"]
    amount = quantity.value if quantity.value is not None else quantity.high
    return amount is not None and amount < times * table["small"] * table.get(quantity.unit or "", 1)


@lru_cache(maxsize=8)
def _rates(vocabulary: Vocabulary) -> tuple[Scripts, Scripts]:
    """Return the words of a rate anywhere before a figure, and those right behind one."""
    table = vocabulary.table("figures")["rates"]
    before = rf"\b(?:{'|'.join(table['en'])})\b|{'|'.join(table['zh'])}"
    return Scripts(before), Scripts(rf"{before}|(?:{'|'.join(table['behind'])})\b")


def is_rate(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the percentage is a tax, an interest, a joblessness: none of an industry's."""
    rates, rates_behind = _rates(view.vocabulary)
    before = _PARTED.split(view.text(quantity.start - 45, quantity.number.start).rstrip(" ,("))[-1]
    behind = view.text(quantity.end, quantity.end + 12)
    return rates.search(before) is not None or rates_behind.match(behind.strip(" ()")) is not None


@lru_cache(maxsize=8)
def _inputs(vocabulary: Vocabulary) -> re.Pattern[str]:
    table = vocabulary.table("figures")["inputs"]
    english = rf"\b(?:{'|'.join(table['en'])})\s+(?:up |about |some |over |more than |nearly |around )?"
    chinese = rf"(?:{'|'.join(table['zh'])})[^,;。\d]{{0,4}}"
    return re.compile(rf"(?:{english}|{chinese})\Z")


def is_input(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the goods are used up and not made: "they eat 300,000 kg of rags a day"."""
    return _inputs(view.vocabulary).search(view.text(quantity.start - 24, quantity.number.start)) is not None
