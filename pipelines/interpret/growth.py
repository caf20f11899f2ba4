"""Growth: whether a percentage says how much something grew, which way, and against what."""

import re

from pipelines.interpret.draft import Draft
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

# What stands between a growth, or what it began with, and the level that it led to.
LED_TO = re.compile(
    r"\s*to (?:(?:about|around|some|over|nearly|more than|less than|fewer than|under|only|"
    r"just|almost) )*(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?"
)

_UP = (
    r"(?<!made )(?<!make )(?<!makes )(?<!making )(?<!take )(?<!takes )(?<!took )(?<!taking )(?<!taken )up|"
    r"increas\w*|grow\w*|grew|ris(?:e|es|en|ing)|rose|"
    r"gain\w*|climb\w*|jump\w*|surg\w*|soar\w*|"
    r"expan(?:d|s)\w*|higher|"
    r"rais(?:e|ed|es|ing)|upward|advanc\w+|accelerat\w+|improv\w*|boost\w*|doubl\w+|trebl\w+|tripl\w+|"
    r"quadrupl\w+|multipl(?:y|ied)|add(?:ed|ing)?(?! (?:that|it|they|there|the (?:[a-z]+ ){0,2}(?:industry|sector|"
    r"trade|country|city|cluster))\b)|plus of|plus(?=\s*\Z)|rebound\w*|recover\w*|swell\w*|swollen|"
    r"leap(?:s|ed|t)?"
)
_UP_ZH = (
    r"增长|增加(?!值)|上升|提高|提升|增幅|增速|上涨|攀升|成长|递增|增(?=[^值])(?!加值)|涨|翻|多卖|多了|"
    r"(?:较|比)[^,;。\d]{0,4}(?:\d{4}年)?(?:同期|[去上前]年|年|月|季|前)?[高多](?=\Z|了|出|\d|[一二两三四五六七八九])"
)
_FEATHERS = r"(?! (?:jacket|coat|garment|cloth|vest|parka|quilt|wear|apparel|product|industr|feather|duvet|comforter))"
_DOWN = (
    rf"down{_FEATHERS}|"
    r"decreas\w*|declin\w*|fell|fall(?:s|ing|en)?|drop\w*|reduc\w*|lower\w*|shrink\w*|shrank|"
    r"shrunk|slump\w*|plung\w*|cut(?:s|ting)?|"
    r"dip(?:s|ped)?|contract(?:ed|ion|s?(?= by\b|\Z)|ing(?= by\b|\s*\Z))|negative|slid|slip\w*|plummet\w*|sank|"
    r"slash\w*|off|shed|lost|narrow\w*|"
    r"sav(?:e|es|ed|ing)|less|fewer|shorten\w*|retract\w*|retreat\w*|reced\w+|minus of|minus(?=\s*\Z)|loss of|tumbl\w*|"
    r"collaps\w*|crash(?:ed|es|ing)|nosedived?|"
    r"gave up|giv(?:e|es|ing|en) up|diminish\w*|weaken\w*|dwindl\w*|ebb\w*"
)
_DOWN_ZH = (
    r"下降|减少|压缩|下滑|回落|降低|下跌|负增长|衰退|锐减|减幅|降幅|缩短|缩减|萎缩|降|跌|减|倒退|缩水|少了|掉了|丢了|流失|少卖|砍掉|腰斩|"
    r"(?:较|比)[^,;。\d]{0,4}(?:\d{4}年)?(?:同期|[去上前]年|年|月|季|前)?[低少](?=\Z|了|\d|[一二两三四五六七八九])"
)
_CHANGE = Scripts(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b|(?P<high>\A ?high of\b)|(?P<up_zh>{_UP_ZH})|(?P<down_zh>{_DOWN_ZH})"
)
_DECREASES = frozenset({"down", "down_zh"})
_FALLS_SHORT = re.compile(r"below|under|short|cheaper|behind|down")  # "20 percent below last year"
_ADVERB = re.compile(
    r"同比|环比|年均|year[- ]on[- ]year|\byoy\b|\by-o-y\b|over the (?:same|previous|corresponding)|"
    r"than (?:a year|last year|the)"
)
_AFTER = re.compile(
    r"\s*(?:\(?(?:year[- ]on[- ]year|annual|yearly|yoy|y-o-y|on average|a year|annually|on the year)\)?\s+)?"
    r"(?P<word>increase|growth|rise|gain|jump|surge|expansion|higher|above|more|up\b|improvement|hike|decrease|"
    r"decline|drop|fall|below|lower|dearer|costlier|pricier|cheaper|short of (?:the|that|those|last)|"
    r"(?:up|down) on|under (?:the|that|those|last)\b|behind (?:the|that|last)\b|less|fewer|"
    r"down\b(?! (?:jacket|coat|garment|vest|quilt))|reduction|cut|ahead\b|"
    r"over (?:last|the (?:previous|year|same|corresponding)|a year|that|(?:us)?[$€£¥₹]|rs\b|rmb\b|[0-9])|"
    r"from (?:the (?:same|preceding|previous|prior|corresponding)|last (?:year|month)|a year (?:ago|earlier|before))\b|"
    r"(?:[a-z0-9]+ ){1,3}growth\b|"
    r"year[- ]on[- ]year|yoy|"
    r"的(?:出口|产值|产量|销售|收入)?(?:年均|平均)?(?:增长率|增长速度|增速|增幅)|的(?:比例|速度|幅度|速率|增速)(?:快速|逐年|稳步|稳定|持续)?(?:增长|递增|增加|上升|下降|递减|减少)|的?(?:增长|增幅|增速|涨幅|下降|降幅|提升)(?![到至为]))"
)
_YOY = Scripts(
    r"year[- ]on[- ]year|\byoy\b|y-o-y|over the (?:same|corresponding) (?:period|time|months?|quarter)|"
    r"(?:same|corresponding) (?:period|time|months?) (?:of )?(?:last|the previous|a year|the year)|"
    r"than (?:a year|last year|the (?:same|previous year|year before))|from (?:a year|last year|"
    r"the (?:same|previous year|year before))|a year earlier|over the previous year|over last year|"
    r"compared (?:with|to) (?:last year|the same|the previous year|a year)|"
    r"同比|比上年|较上年|上年同期|比去年|较去年|去年同期"
)
_PREVIOUS = Scripts(
    r"month[- ]on[- ]month|"
    r"quarter[- ]on[- ]quarter|\bmom\b|\bqoq\b|previous (?:month|quarter)|环比|比上月|较上月|上季度"
)
_SINCE = Scripts(
    r"\bsince (?:19|20)\d\d|\bfrom (?:19|20)\d\d|compared (?:with|to) (?:19|20)\d\d|比(?:19|20)\d\d年|"
    r"较(?:19|20)\d\d年|over (?:the past|the last)"
)
_GAP = re.compile(
    r"(?P<up>高于|高出|高过|快于|快了|加快|扩大|提高|提升|上升|回升|升高|优于|多于|增加|升[了至到]?(?=[^级])|涨|"
    r"\b(?:higher|faster|above|more|widen\w*|quicker|up|accelerat\w+|rose|rais\w+|increas\w+|improv\w+)\b)|"
    r"(?P<down>低于|低了|收窄|放缓|回落|下降|下滑|降低|缩小|慢于|少于|不及|减少|减缓|趋缓|(?<!增)低(?=\d)|降(?=[了\d])|"
    r"\b(?:lower|slower|below|less|narrow\w*|down|slow\w+|fell|drop\w*|declin\w+|decreas\w+|shrank|smaller)\b)"
)
_PACE = Ending(
    r"(?:(?P<up>增速|增幅|增长率|涨幅|增长速度|升幅|增长(?=高?达)|(?<=[同环]比)增长|(?<=年均)增长)|降幅|减幅|跌幅|"
    r"下降(?=高?达)|(?<=[同环]比)下降)(?:最[大高]?[,]?|居首[,]?|高|已|均|也|则|超|更|都|却|仍|最高|分别|回落|放缓|趋缓|加快|提升|"
    r"回升|收窄|"
    r"扩大|进一步|上升|降)*(?:达到|达|为|至|到|约|近|过|是)+\s*\Z"
)
# Two years that are named before the change: "compared with 2008, exports of 2013 grew".
_AGAINST = re.compile(
    r"(?:compared (?:with|to)|[与和同跟]|比起)\s?(?P<then>(?:19|20)\d\d)年?[^;。]{0,40}?"
    r"(?<!\d)(?P<now>(?:19|20)\d\d)(?!\d)"
)
_LEVEL = Ending(
    r"(?:\b(?:f[ae]ll(?:en)?|dropped|dipped|slipped|sank|rose|risen|climbed) (?:below|under|above)|"
    r"\bto|\breach(?:ed|es|ing)?|\bst(?:ood|ands) at|\bcame to|\bhit|达到|至|到|达|为)"
    r"(?:(?:目前|如今|现在|现今|当前|今年|去年|(?:19|20)\d\d年)的)?\s*(?:about|around|"
    r"some|over|nearly|more than|less than|under|below|only|just|roughly|almost|约|近|超|不足|不到|逾|超过|仅|只)?\s*\Z"
)
# "Growth in exports came to 12 percent", "The drop in orders reached a third"
_CHANGE_IS = Ending(
    r"\b(?P<word>growth|increase|rise|gain|decline|drop|fall|decrease|reduction) (?:in|of) (?:the )?"
    r"(?!share|proportion)[a-z][a-z '-]{2,40}? (?:came to|reached|stood at|amounted to|hit|(?:is|was) put at)"
    r"(?: (?:about|around|some|over|nearly|more than|almost|only))* \Z"
)
_FROM_TO = Ending(
    r"\b(?:rose|grew|fell|dropped|declined|increased|decreased|climbed|went|risen|fallen|slipped|slid|shrank|"
    r"jumped|gone|came down)"
    r" from (?:about |around |over |nearly |more than |some )?\Z"
)
_TO_LEVEL = re.compile(
    r"(?: (?:in|during|at|before) [^,;.]{2,24}| [a-z]+ (?:years?|decades?|months?) (?:ago|earlier|before)|"
    r" last year)? to (?:about |around |over |nearly |more than |some |only |just |"
    r"less than )?[\da-z]"
)
_FROM_NORM = re.compile(
    r"\s*(?:below|above|lower than|higher than|cheaper than|less than|more than) (?:the )?"
    r"(?:international|market|world|global|average|normal|national average)\b"
)
_SHARE_FROM = re.compile(
    r"\b(?:share|proportion|ratio|percentage|weight)\b[^,;.\d]{0,60} from (?:about |around |some |under )?\Z"
)
_BUT_IS = re.compile(
    r" (?:but|yet|though|although) (?:they |it )?(?:still )?(?:remains?|is|are|stays?|makes? up|accounts? for) "
)
_SPEED = re.compile(r"\b(?:growth|inflation|increase|pace|rate of)\b")
_MAKE_UP = Ending(r"\bma(?:ke|kes|king|de) up\s+(?:about |around |over |nearly |more than |some |almost |roughly )?\Z")
_BY = Ending(r"\bby\s+(?:about |around |over |nearly |more than |some |almost |roughly )?\Z")
_OR_SHARE = Ending(r"\b(?:or|i\.e\.,?|that is,?|being|equal to|equivalent to)\s+\Z")
_PUT_AS = re.compile(
    r"\s*,?\s*(?:\(\s*)?"
    r"(?:(?:or|i\.e\.,?|that is,?|equal to|equivalent to|equalling|corresponding to|representing)\s+)?"
)
_CHANGED_BY = Ending(
    r"\b(?P<word>increase|growth|rise|gain|jump|improvement|decrease|reduction|decline|drop|fall|cut|loss|"
    r"(?:grew|rose|climbed|jumped|increased|fell|dropped|declined|decreased|shrank|slipped)(?= by))\s(?:of|by)\s+"
    r"(?:(?:about|around|over|nearly|almost|some|more|less|than|approximately|[a-z]{0,3}[$€£¥₹]) ?)*\Z"
)
_TO = re.compile(r" (?:in (?:19|20)\d\d )?to (?:about |around |over |nearly |more than |some )*")
_ROUNDED = 1  # percentage points by which a rounded change may differ
_TO_THE_GROWTH = re.compile(r" to (?:the |its |their )?(?!export|online)(?:[a-z]+ ){0,2}(?:growth|increase|rise)\b")
_OF_WHOLE = re.compile(r"\s*,?\s*of\b")


_SHORT_OF_TARGET = re.compile(r" (?:short of|below|under) (?:the|its|their|a) (?:[a-z]+ )?target\b")


def reads_as_growth(draft: Draft) -> bool:
    """Set direction and comparison where the figure is a change; say whether it is one."""
    view, quantity = draft.view, draft.quantity
    clause = draft.clause
    start = max(clause.start, draft.gap_start)
    hedged = quantity.direction is None and (
        quantity.qualifier == "less_than" or view.folded.startswith(("not less", "no less"), quantity.start)
    )
    before = view.text(start, quantity.start if hedged else quantity.number.start)  # "less than" is no change
    after = view.text(quantity.number.end, min(clause.end, draft.gap_end))
    tail = view.text(quantity.end, min(clause.end, quantity.end + 40))
    since = next((m.end() for m in _BUT_IS.finditer(before)), 0)  # "have grown but remain under 5 percent"
    *_, found = None, *_CHANGE.finditer(before, since, len(before))
    right = _AFTER.match(tail)
    if found is None and right is None and quantity.direction is None and (way := _amount_of_change(draft)) is not None:
        draft.direction, draft.compared_to = way, _comparison(view.text(clause.start, clause.end) + after)
        draft.decide("direction", way, "", None, "rate of the change told in an amount")
        return True
    if _TO_THE_GROWTH.match(tail) and "contribut" in before:
        return False
    if _SHORT_OF_TARGET.match(tail):
        return False  # "fell around 8 percent short of the target"
    if _MAKE_UP.search(view.text(quantity.start - 30, quantity.number.start)):
        return False
    lead = view.text(quantity.start - 12, quantity.number.start)
    if (change := _CHANGE_IS.search(before)) is not None and right is None:
        draft.direction, draft.compared_to = _direction(change["word"]), _comparison(before + after)
        draft.decide("direction", draft.direction, change["word"], None, "change that is so much")
        return True
    if _LEVEL.search(lead) and right is None and not _PACE.search(lead):
        return False  # "rose to 30 percent" is a level
    if right is None and _FROM_TO.search(view.text(quantity.start - 40, quantity.number.start)) is not None:
        if _TO_LEVEL.match(view.text(quantity.end, quantity.end + 60)) and not _SPEED.search(
            view.text(start, quantity.start)
        ):
            return False  # "the share fell from 50 percent in 2007 to a third"
    if right is None and _SHARE_FROM.search(view.text(clause.start, quantity.start)):
        if _TO_LEVEL.match(view.text(quantity.end, quantity.end + 60)):
            return False  # "to raise the share of own brands from 3% to 10%"
    if quantity.direction is None and _FROM_NORM.match(tail):
        return False  # "sold at 40 percent below international rates"
    told_of_pace = right is None and _PACE.search(lead) is not None  # 跌幅最大,达79.9%
    if (
        right is None
        and found is None
        and quantity.direction is None
        and not _ADVERB.search(before)
        and not told_of_pace
    ):
        return _BY.search(view.text(quantity.start - 14, quantity.number.start)) is not None
    told = quantity.direction is not None and _CHANGE.search(view.text(quantity.start, quantity.end)) is not None
    if right is None and found is None and not told and _OR_SHARE.search(before) and _OF_WHOLE.match(tail):
        return False  # "up 3.6%, or 57.1% of the country's imports"
    if right is None and quantity.direction is None and _OF_WHOLE.match(tail):
        return False
    word, at = (right, quantity.end) if right is not None else (found, start)
    said = word.group() if word else before
    pace = _PACE.search(lead) if right is None else None
    if pace is not None:
        draft.direction = "increase" if pace["up"] else "decrease"  # 增速回落至12%: it still grew
    elif right is not None and found is None and _ADVERB.fullmatch(right["word"]):
        draft.direction = quantity.direction  # "by 13 percent YoY and 10 percent YoY": as the one before
    else:
        draft.direction = quantity.direction or _direction(said)
    draft.compared_to = _comparison(view.text(clause.start, clause.end) + after)
    against = _AGAINST.search(view.text(view.start, quantity.start))
    if draft.compared_to is None and against is not None and int(against["then"]) + 1 < int(against["now"]):
        draft.compared_to = "since"
    where = Span(at + word.start(), at + word.end()) if word else quantity.span
    draft.decide("direction", draft.direction, view.text(where.start, where.end), where, "word of change")
    return True


def _amount_of_change(draft: Draft) -> str | None:
    """Return which way led the amount that the figure puts in percent: "a reduction of 14 million, equal to 2.3%"."""
    view, start = draft.view, draft.start
    amount = next((q for q in reversed(view.quantities) if q.end <= start), None)
    if (way := _works_out(draft)) is not None:
        return way
    if amount is None or amount.kind == "percent" or not _PUT_AS.fullmatch(view.folded, amount.end, start):
        return None
    if _OF_WHOLE.match(view.text(draft.end, draft.end + 6)):
        return None
    lead = _CHANGED_BY.search(view.text(amount.start - 50, amount.number.start))
    return _direction(lead["word"]) if lead is not None else None


def _works_out(draft: Draft) -> str | None:
    """Return which way two amounts led whose difference the figure is: "from 200 million to 300 million, or 50%"."""
    view, share = draft.view, draft.quantity.value
    before = [q for q in view.quantities if q.end <= draft.start][-2:]
    if len(before) < 2 or share is None or draft.quantity.kind != "percent":
        return None
    first, last = before
    if first.unit != last.unit or not first.value or last.value is None or first.kind == "percent":
        return None
    if not _PUT_AS.fullmatch(view.folded, last.end, draft.start) or not _TO.fullmatch(
        view.folded, first.end, last.start
    ):
        return None
    change = (last.value - first.value) / first.value * 100
    if abs(abs(change) - share) > _ROUNDED:
        return None
    return "increase" if change > 0 else "decrease"


def gap_direction(draft: Draft) -> str | None:
    """Return which way points lead: "增速低于上年同期4.8个百分点", "2 points lower", whatever grew or shrank."""
    view, quantity = draft.view, draft.quantity
    clause = draft.clause
    before = view.text(max(clause.start, draft.gap_start), quantity.number.start)
    found = max(_GAP.finditer(before), key=lambda match: match.start(), default=None)
    found = found or _GAP.search(view.text(quantity.end, min(clause.end, draft.gap_end)))
    return None if found is None else "decrease" if found.lastgroup == "down" else "increase"


def _direction(word: str) -> str:
    if _FALLS_SHORT.match(word.strip()):
        return "decrease"
    found = _CHANGE.search(word)
    return "decrease" if found is not None and found.lastgroup in _DECREASES else "increase"


def _comparison(words: str) -> str | None:
    for name, pattern in (("yoy", _YOY), ("previous_period", _PREVIOUS), ("since", _SINCE)):
        if pattern.search(words):
            return name
    return None
