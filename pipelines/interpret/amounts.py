"""Amounts of money that are no output: prices, pay, what is kept, what is sent abroad, and what prints no currency."""

import re

from pipelines.interpret.classes import (
    is_small,
)
from pipelines.interpret.draft import Draft
from pipelines.interpret.ellipsis import counts_on, is_volume, scale_currency
from pipelines.interpret.measures import speaks_of
from pipelines.recognise.mentions import Quantity
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_PAID = Scripts(
    r"\b(?:wage|salary|worker|seamstress|weaver|tailor|employee|labourer|laborer|operator|operative|artisan|"
    r"craftsman|stitcher|carver|machinist|embroiderer|"
    r"staff)s? (?:(?:typically|usually|normally|generally|"
    r"often|still|now|each|can|on average) )?(?:get|gets|"
    r"receive|receives|earn|earns|make|makes|is paid|are paid)\b|\bwork(?:s|ing|ed)?\b[^,;]{0,40}\bfor\s+(?:just |"
    r"only |about |some )?\Z|\b(?:takes?|took|taking) home\b|"
    r"\b(?:he|she) (?:gets?|got|earns?|earned|receives?|is paid)\b|"
    r"\bcost of (?:a|an|one|each) (?:worker|employee|operator|seamstress|tailor)\b|工资|月薪|工人.{0,6}(?:拿|挣|收入)"
)
_SALES_ARE = Ending(
    r"\b(?:sales|turnover|takings) (?:are|is|were|was|of|reach(?:ed)?|come to|came to|averaged?)\s+"
    r"(?:about |around |some |over |nearly )?\Z|(?:销售额|营业额|流水)(?:为|达|达到|约|近|超)*\Z"
)
# What is paid by the month or the day and is nobody's pay.
_NO_PAY = re.compile(
    r"\b(?:rent\w*|leas\w+|fees?|charg\w+|toll|bills?|prices?|priced|costs?|tax\w*|electricity|power|water|gas|"
    r"subscription|stalls?|booths?|shops?|stores?|rooms?|space|storage|parking|premium|sales|sells?|sold|"
    r"turnover|revenue|"
    r"takings|profits?|losses)\b|租|费|价|销售|营业"
)
_LEADS_ON = Ending(
    r"\b(?:against|compared (?:with|to)|and|up from|down from|from|versus|than|to|"
    r"(?:it|this|that|price|rate) (?:was|is|stood at)|was|is now|are now|now)\s+"
    r"(?:about |around |some |over |nearly |only |just |quoted at )?\Z|"
    r"(?:压|降|涨|升|跌|飙|提高|下降|上涨|下跌|加价?|减)?[到至]了? ?\Z"
)
_SPENT = re.compile(
    r"\b(?:spen(?:t|ds?|ding)|put(?:s|ting)?|sank|sunk)\s+(?:about |over |some |nearly |more than |another )?\Z"
)
_ON_WHAT = re.compile(
    r"\s*(?:to|on|for|in(?:to)?)\s+(?:the |a |an |its |their |new |(?:more than |over |about )?[\d,]+ "
    r"(?:sets of )?(?:[a-z-]+ ){0,4}?)*(?:[a-z-]+ )?"
    r"(?:automat|build|upgrad|buy|import|purchas|renew|renovat|moderni|install|expan|set|research|r&d|develop|"
    r"machin|equip|plant|factor|line|workshop|warehouse|park|transform|digital|robot|construct)"
)
# "founded in 1988 with 30,000 yuan"
_STARTED_WITH = re.compile(
    r"\b(?:founded|set up|started|established|began|opened)\b[^,;.]{0,40} with "
    r"(?:(?:only|just|about|some|a mere|a loan of|savings of|a capital of|capital of|borrowed) )*"
    r"(?:[a-z]{0,3}[$€£¥₹]|rs\.? )?\Z"
)
_ALIKE = 8  # times: how far a price moves
_A_BOX = 20  # times a small amount: what the freight of a container costs
_SENT_ABROAD = re.compile(
    r"\b(?:sends?|sent|sells?|sold|ships?|shipped)\b[^,;:]{0,60}"
    r"\b(?:abroad|overseas|to foreign (?:countries|markets))\b"
)
_ABROAD_WORTH = re.compile(
    r"\b(?:abroad|overseas)(?: as well| too)?,? worth (?:about |over |some |nearly )?(?:[a-z]{0,3}[$€£¥₹.]? ?)?\Z"
)
_OF_IT_ABROAD = re.compile(
    r" of (?:it|them|this|that|which)(?: (?:is|was|were|being))?(?: (?:sold|shipped|sent|exported))? "
    r"(?:abroad|overseas|for export|to foreign buyers)\b|, (?:sold |shipped )?(?:abroad|overseas)\b"
)
_CHINESE_MONEY, _IN_TEN_THOUSANDS = (
    {"cn": "CNY", "tw": "TWD"},
    re.compile("[万亿]"),
)  # 卖了4个亿: what the Chinese press counts in
_PIECES = re.compile(r"[个支枚颗粒把片](?![一-鿿])|[羽尾株盆棵]|头(?![部一])")
_DEALS = re.compile(
    r"\b(?:agreements?|contracts?|deals?) (?:[a-z]+ ){0,3}?(?:signed|inked|clinched|concluded)\b|"
    r"\b(?:signed|inked|clinched) (?:[a-z]+ ){0,3}?(?:agreements?|contracts?|deals?)\b"
)
_THEN_A_MONTH = re.compile(
    r" \([^()]{1,24}\) (?:an?|per|each|every) (?:month|day|week)\b"
)  # "1,500 birr ($36) a month"
_INCOME = re.compile(r"\b(?:earn(?:s|ed|ing)?|incomes?)\b")
_MAKES = re.compile(r"\b(?:i|he|she|each|villagers?|workers?|weavers?) (?:can |could |now )?(?:make|earn)s?\b")
_BESIDE = 12  # characters between a buying country and what it paid
_TO = Ending(r"\bto (?:the )?\Z")
_SALES = re.compile(r"\b(?:sales|sold|shipments|shipped)\b")
_SOLD = re.compile(r"(?:sell|sold|sale|ship|sent|send|deliver|export)")
_RATIO = re.compile(r" (?:share|ratio|proportion|quota|rate|percentage|intensity)\b")
_BUYS = re.compile(r",? (?:took|takes|bought|buys|imported|ordered|absorbed|received|purchased)\b")
_LEFT = re.compile(r"\s*(?:is|are|remains?|was)? ?(?:left|remains?) (?:to|for|over|with)\b")
_KEEPS = Ending(
    r"\b(?:maker|owner|firm|factory|trader|shop ?keeper|boss|weaver|manufacturer)s? (?:earns?|makes?|keeps?)"
    r"(?: only| about| just)?\Z"
)
_PUT_IN = re.compile(r"投[资入了]|斥资|出资")
# "Pay starts at $300 and rises to $600", 工人一个月能挣6000元
_A_HAND_EARNS = Scripts(
    r"\bpay (?:now |still )?(?:starts?|begins?|ranges?|averages?|is|was|rose|has risen|stands)\b|"
    r"(?:工人|织工|女工|车工|缝纫工|打工者|员工|学徒|普工)[^,;。]{0,10}[挣赚拿]"
)
_AN_ARTICLE = re.compile(r"\s*(?:per|an?|on (?:each|a|every)) (?:item|piece|pair|garment|shirt|metre|meter|set|unit)\b")


def price_or_wage(draft: Draft, measure: str | None) -> str | None:
    """Return what a small amount of money is: a wage where pay is spoken of, else the price of something."""
    if is_small(draft.view, draft.quantity) and _is_kept(draft):
        return "profit"
    if is_small(draft.view, draft.quantity) and _A_HAND_EARNS.search(
        draft.view.text(draft.clause.start, draft.number_start)
    ):
        return "wage"
    if measure == "investment" and _PUT_IN.search(draft.view.text(draft.clause.start, draft.start)):
        return None  # 投资40万元办厂: what went in, however small
    cost = measure == "investment" and is_small(draft.view, draft.quantity, _A_BOX)
    if measure == "sales" and _SALES_ARE.search(draft.view.text(draft.start - 40, draft.number_start)):
        return None  # "his store's sales are 4,000 yuan a day"
    if measure in ("price", "profit", "tax", "loss") or not (cost or is_small(draft.view, draft.quantity)):
        return None
    clause = draft.clause
    monthly = draft.quantity.per in ("month", "day", "week") or bool(_THEN_A_MONTH.match(draft.view.folded, draft.end))
    pay = any(
        cue.key == "wage" and (clause.covers(cue.span) or (monthly and cue.span.end <= draft.start))
        for cue in draft.view.measures
    )
    if not pay and _NO_PAY.search(draft.view.text(clause.start, draft.start)) is None:
        pay = _goes_on_with_pay(draft)
    if not pay and _has_a_head(draft):  # "Minimum monthly wage in the country: Tk 8,000"
        pay = any(cue.key == "wage" and cue.span.end <= draft.start for cue in draft.view.measures)
    if monthly and _MAKES.search(draft.view.text(draft.view.start, draft.start)):
        return "wage"
    if monthly and _INCOME.search(draft.view.text(clause.start, draft.start)):
        return "wage"
    if measure == "wage" and draft.quantity.per in ("month", "day", "year", "week"):
        return "wage"
    said = draft.view.text(clause.start, draft.start)
    if monthly and not pay and _NO_PAY.search(said) is None:
        pay = _NO_PAY.search(draft.view.text(draft.end, min(clause.end, draft.end + 30))) is None
    return "wage" if pay or _PAID.search(said) else "price"


def _goes_on_with_pay(draft: Draft) -> bool:
    """Say whether the clause goes on with the pay it left: "The income of weavers, extra hours included, rose to"."""
    view, clause = draft.view, draft.clause
    if _ROSE.match(view.folded, clause.start, draft.start) is None:
        return False
    told = [cue for cue in view.measures if cue.span.end <= clause.start]
    return bool(told) and told[0].key == "wage"


_ROSE = re.compile(
    r"\W*(?:has |have |had )?(?:increased|rose|risen|grew|grown|climbed|fell|fallen|dropped|was|were|is|are|stood|"
    r"stands|"
    r"reached|averaged)\b"
)


def _has_a_head(draft: Draft) -> bool:
    """Say whether the amount stands right behind a colon, and what it is before it."""
    return draft.view.text(max(draft.view.start, draft.start - 2), draft.start).strip() == ":"


def as_before(draft: Draft, previous: Draft | None) -> str | None:
    """Return the price or wage that the amount is compared with: "182 dollars, up from 170 dollars last year"."""
    told = previous and (previous.growth_of if previous.grows else previous.indicator)
    if previous is None or told not in ("price", "wage", "profit"):
        return None
    if not _are_alike(previous.quantity, draft.quantity) and not (previous.grows and told != "profit"):
        return None
    lead = draft.view.text(max(previous.end, draft.start - 60), draft.start)
    if lead.rstrip("₹$€£¥ ") in (" (", "("):
        return told  # "7.1 million dong a month (6.6 million in 2020)"
    return told if _LEADS_ON.search(lead.rstrip("₹$€£¥ ") + " ") else None


def _are_alike(one: Quantity, two: Quantity) -> bool:
    first, second = one.value or one.high, two.value or two.high
    if one.unit != two.unit or not first or not second:
        return False
    return second / _ALIKE <= first <= second * _ALIKE


_WORTH_SO_MUCH = re.compile(r"-(?:million|billion|crore|lakh)|(?:million|billion|crore|lakh)-")
_A_WORK = re.compile(r"\b(?:an?|the|its|new|major) \Z")
_HEADS_LINE = re.compile(r"(?:\A|\n)[\s•*-]*\Z")
_IS_WORK = re.compile(
    r",? (?:\S+-(?:hectare|acre|square-met(?:er|re)) )?(?:[a-z-]+ ){0,3}?(?:complex|plant|factory|"
    r"industrial park|project|"
    r"facility|mall|mill|dyehouse|spinning unit|"
    r"expansion|upgrade|tannery|warehouse|terminal|(?:exhibition|trade|design|logistics) (?:centre|center)|"
    r"production base|production line|hub)\b|, [\d,.]+-(?:hectare|acre)\b"
)
# "a thermal power project of 2.3 billion yuan broke ground"
_WORK_OF = re.compile(
    r"\b(?:complex|plant|factory|industrial park|project|facility|mall|production base|production line) of "
    r"(?:about |some |over |nearly |more than )*(?:[a-z]{0,3}[$€£¥₹]? ?)?\Z"
)
_IS_BEGUN = re.compile(
    r" (?:(?:has|have|had|was|were|is|are|been|being|also|recently|officially) )*(?:broke(?:n)? ground|"
    r"started|begun|began|launched|under construction|completed|signed|approved|inaugurated|opened|settled|put into)\b"
)


def is_built(draft: Draft) -> bool:
    """Say whether the amount is what a work cost: "a 700 million yuan lighting retail complex"."""
    view, start = draft.view, draft.start
    if view.sentence.kind == "title" and _WORTH_SO_MUCH.search(view.text(start, draft.end)):
        return _IS_WORK.match(view.text(draft.end, draft.end + 60)) is not None  # "Work on 15-million-USD mill begins"
    if _WORK_OF.search(view.text(start - 48, start)) and _IS_BEGUN.match(view.text(draft.end, draft.end + 60)):
        return True
    return (
        _A_WORK.search(view.text(start - 12, start)) is not None
        or _HEADS_LINE.search(view.text(view.start, start)) is not None
    ) and _IS_WORK.match(view.text(draft.end, draft.end + 60)) is not None


def is_spent(draft: Draft) -> bool:
    """Say whether the amount went into plant, or into the start: "spent 260 million yuan to automate its lines"."""
    view = draft.view
    if _STARTED_WITH.search(view.text(draft.start - 90, draft.start)):
        return True
    if _SPENT.search(view.text(draft.start - 30, draft.start)) is None:
        return False
    return _ON_WHAT.match(view.text(draft.end, draft.end + 40)) is not None


def is_sent_abroad(draft: Draft) -> bool:
    """Say whether the amount is the worth of what leaves the country: "sent goods worth $5 million abroad"."""
    view, quantity = draft.view, draft.quantity
    clause = draft.clause
    if any(
        sent.start() <= draft.start or not any(sent.start() <= q.start < sent.end() for q in view.quantities)
        for sent in _SENT_ABROAD.finditer(view.folded, clause.start, clause.end)
    ):
        return True  # but "invoiced 7.5 billion and sold 5.4 billion abroad": the second alone
    if _OF_IT_ABROAD.match(view.folded, draft.end, view.end):
        return True
    lead = view.text(max(view.start, quantity.start - 60), quantity.number.start)
    if _ABROAD_WORTH.search(lead) is not None or _sold_to(draft) or _bought_abroad(draft):
        return True
    return any(
        cue.key == "export"
        and clause.covers(cue.span)
        and _SOLD.match(cue.span.of(view.folded)) is not None
        and not _RATIO.match(view.folded, cue.span.end)
        and not view.folded.startswith(" volume", cue.span.end)  # "the shipment volume": what was sold
        and "of which" not in view.text(draft.end, cue.span.start)
        and " and " not in view.text(draft.end, cue.span.start)  # "sales of 12.6 billion and exports of 3"
        for cue in view.channels
    )


def is_deal(draft: Draft) -> bool:
    """Say whether the amount is that of contracts signed: "the purchase agreements signed reached 300 million"."""
    return _DEALS.search(draft.view.text(draft.clause.start, draft.start)) is not None or (
        _DEALS.search(draft.view.text(draft.gap_start, draft.start)) is not None
    )


def _sold_to(draft: Draft) -> bool:
    """Say whether a foreign country bought it: "sales were made to the USA with $476 million"."""
    view, start = draft.view, draft.start
    for place in view.places:
        if place.level == "country" and place.place_code != view.home and 0 <= start - place.end < _BESIDE:
            lead = view.text(view.start, place.start)
            return _TO.search(lead) is not None and _SALES.search(lead) is not None
    return False


def _bought_abroad(draft: Draft) -> bool:
    """Say whether another country is the buyer: "France took shoes worth 402 million euros"."""
    view, clause = draft.view, draft.clause
    return any(
        place.level == "country"
        and place.place_code != view.home
        and clause.start <= place.start < draft.start
        and _BUYS.match(view.folded, place.end) is not None
        for place in view.places
    )


def _is_kept(draft: Draft) -> bool:
    """Say whether the amount is what a seller keeps of a price: "only 2 yuan a pair is left to us"."""
    view, quantity = draft.view, draft.quantity
    if _LEFT.match(view.text(quantity.end, quantity.end + 40)):
        return True
    lead = view.text(quantity.start - 30, quantity.number.start).rstrip("₹$€£¥ ")
    return bool(_KEEPS.search(lead) and _AN_ARTICLE.search(view.text(quantity.number.end, quantity.end + 25)))


_MONEY_OF = {"cn": "CNY"}  # whose machine-made English leaves the yuan out: "the town's output value of 30 billion"
_OF_MONEY = re.compile(
    r"\b(?:output value|sales|turnover|revenue|income|exports?|export value|transaction volume|investment|"
    r"profits?)\s+(?:of|reached|exceeded|exceeds|surpassed|was|were|totall?ed|amounted to|is|hit)\s+"
    r"(?:(?:about|over|nearly|more|than|some|around|almost|a|total|of)\s+)*\Z|"
    r"\b(?:output value|sales revenue|export value|transaction volume) of [^,;.\d]{3,60}? "
    r"(?:(?:has|had|have|will) )?(?:reach(?:e[sd])?|exceed(?:ed|s)?|surpass(?:ed|es)?|hit|is|was)\s+"
    r"(?:(?:about|over|nearly|more|than|some|around|almost|a|total|of)\s+)*\Z"
)
# "orders worth more than 300 crore have been cancelled"
_WORTH = re.compile(r"\bworth (?:(?:about|over|nearly|more than|some|around|almost|up to|at least|an estimated) )?\Z")


_AND_TAKEN = re.compile(
    r"的(?:总|年)?(?:收入|产值|销售额|营收|税收|利润|交易额|成交额)(?![一-鿿])"
)  # 带来400多亿的收入


def unprinted_currency(draft: Draft) -> str | None:
    """Return the currency of an amount that prints none: "the total contract amount is 211.6 billion"."""
    view, quantity = draft.view, draft.quantity
    if quantity.value is None or quantity.value < 1_000_000 or quantity.unit is not None:
        return None
    if counts_on(view, quantity) or is_volume(view, quantity):
        return None
    clause = draft.clause
    named = [c for c in view.measures if clause.covers(c.span) and c.span.end <= quantity.start]
    worth = view.currency is not None and _WORTH.search(view.text(quantity.start - 40, quantity.number.start))
    behind = _IN_TEN_THOUSANDS.search(quantity.number.of(view.folded)) and _AND_TAKEN.match(view.folded, quantity.end)
    if not (worth or behind) and not any(speaks_of(view.vocabulary, cue.key, "money") for cue in named):
        return None
    if _PIECES.match(view.folded, quantity.end):
        return None  # 出口打火机50亿个
    own = None
    if _IN_TEN_THOUSANDS.search(quantity.number.of(view.folded)) is not None:
        beside = any(q.kind == "money" and q.end <= quantity.start for q in view.quantities)
        own = _CHINESE_MONEY.get(view.home or "") if view.currency is None or not beside else None
    home = _MONEY_OF.get(view.home or "") if _OF_MONEY.search(view.text(clause.start, quantity.number.start)) else None
    return scale_currency(view, quantity, own or view.currency or home)
