"""Ellipsis: the unit that a bare number leaves out, from the noun before it or from the figure it leans on.

"Workers: 4 lakh"; "860 plants, of which 180 make irons"; "105 million pairs, up from 97"; "contributed 1.12 billion".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pipelines.interpret.article import SentenceView
from pipelines.interpret.classes import in_whole_numbers
from pipelines.interpret.nouns_apart import noun_before, noun_beside, noun_of_clause
from pipelines.recognise.mentions import Quantity, QuantityKind
from pipelines.text.endings import Ending

_PART_BEFORE = Ending(
    r"(?:\bof (?:which|them|these|whom)|\bamong (?:them|which|these)|\bincluding|其中|包括)\s*(?:only |about |"
    r"some |over )?\Z|"
    r"\b(?:of|among) (?:which|them),? [a-z][a-z' -]{2,30} (?:has|have|had|hosts?|houses?) (?:about |some |over )?\Z"
)
_OF_WHICH = Ending(r"\bof which(?: about| some| over| nearly)? \Z")
_PART_AFTER = re.compile(
    r"\s*(?:of (?:them|these|which|its|the|their)\b(?! (?:[a-z]+ )?\d)|"
    r"(?:are|were|have|had|remain(?:ed)?|still|closed|left|"
    r"make|do|work)\b|in (?:19|20)\d\d\b|above designated)"
)
# "60,000 people; another 40,000 stitch at home"
_ANOTHER = Ending(
    r"\b(?:another|a further|an additional|an estimated further) (?:(?:about|some|estimated|nearly|over|around) )?\Z"
)
_OTHERS_DO = re.compile(
    r"\s*(?:[,.;)]|\Z|(?:and|in|at|on|across|through|as|from|are|were|have|had|(?:in)?directly|part-time|"
    r"elsewhere|work|"
    r"stitch|sew|weave|knit|spin|embroider|depend|rely|earn|live|find|toil|do|make|run|get|come)\b)"
)
_SAME = Ending(
    r"(?:\b(?:up|down) from|\bfrom|\bagainst|\bas against|\bcompared with|(?<!close )\bto|\bthan the|"
    r"\bthan)\s+(?:(?:about|some|only|the|around|present|current|existing|previous|earlier|just) )*\Z|"
    r"(?:由|从|自|至|到|为)\Z"
)
# A noun that no lexicon knows: "1.1 million passengers".
_COUNTS_ON = re.compile(
    r"\s+(?!in\b|of\b|by\b|from\b|to\b|and\b|or\b|for\b|at\b|on\b|last\b|this\b|a\b|an\b|the\b|year|"
    r"compared|against|up\b|down\b|which|account(?:s|ed|ing)?\b|"
    r"with|as\b|over|than|during|while|but\b|were\b|was\b|is\b|are\b|have\b|has\b|had\b|will\b|would\b|respectively|more\b|less\b|annually|"
    r"worth|before|after|until|since)[a-z]|"
    r"[羽株尾匹](?![一-鿿])"  # 年出栏100万羽
)
_DIRECT = re.compile(r"\s*(?:in)?direct(?:ly)?\b")  # "20 thousand jobs, being 10 thousand direct"
_RATES = frozenset({"percent", "times", "percentage_point"})
_FROM_LEVEL = Ending(
    r"\b(?:from|against|compared (?:with|to)|over|on)\s+(?:about |some |only |just |the |around |nearly )?\Z"
)
# "104 member firms (end of March 2017: 109)"; "in clothing more than 20 thousand, in textiles just over 19 thousand".
_THEN_IN_BRACKETS = Ending(r"\([^()]{0,24}\b(?:19|20)\d\d\s*:\s*\Z")
_NEXT_BRANCH = re.compile(
    r"[,;]\s*(?:and |while )?in (?:the )?[a-z' -]{2,30}?\s+"
    r"(?:about |some |just over |over |nearly |more than |only )?\Z"
)
_IN_VOLUME = re.compile(r"\b(?:in|by) (?:terms of )?(?:volume|quantity)(?: terms)?\b|\bvolume-wise\b")
_PIECES = re.compile(r"[个支枚颗粒把](?![一-鿿])")
_CLASSIFIER = re.compile(r"[个個家名户戶条條项項座大类種种款省级級次届届岁]")  # 增至38個, 发展到8大系列
_BY_THE_THOUSAND = 10_000
_OF_GOODS = frozenset({"output", "sales", "export"})
_UNSCALED = 100_000
_SCALES = {"crore": 10**7, "lakh": 10**5, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_LEVELS = Ending(
    r"\b(?:from|against|to|than|compared with|versus)\s+(?:about |some |only |the |around |nearly |just )?\Z"
)
_MOST_PERCENT = 1000
# "it made 500,000 pairs then; it now makes 800,000"
_MAKES_NOW = Ending(
    r"\b(?:it|they|the (?:company|firm|factory|mill|plant|town|city|cluster)) (?:now |today )?"
    r"(?:makes?|made|produces?|produced|"
    r"sells?|sold|ships?|shipped|exports?|exported|turns? out)(?: now| today)?"
    r"\s+(?:(?:about|over|nearly|some|around|more than|only) )*\Z"
)
_ALONE = re.compile(r"\s*(?:[.,;)]|\Z|and\b|but\b)")
_GOES_ON = Ending(
    r"(?:\bthey (?:are|were|numbered)|\bnow (?:has|have|counts|numbers|employs)|\b(?:it|they|which|"
    r"(?:the|this) (?:company|firm|factory|mill|group|plant|workshop|"
    r"town|city|district|county|cluster|village|country|state|province|area|belt|region)) (?:now |today )?"
    r"(?:has|have|had|employs?|runs?|operates?|counts?|numbers?|boasts?)(?: now)?|"
    r"\bthere (?:are|were|used to be|had been|have been)|\b(?:is|are|was|were) (?:now|still|only|down to|up to))"
    r"\s+(?:about |some |over |only )?\Z"
)
_TALLY = Ending(
    r"\b(?:the )?(?:tally|number|figure|count|workforce|strength) (?:(?:has|have|had) )?(?:now |since )?"
    r"(?:is|was|comes to|rises to|would be|goes up to|reach(?:es|ed)|stands at|"
    r"(?:shr[aiu]nk|f[ae]ll(?:en)?|dropped|declined|dwindled|come down|came down|gone down|r[io]se(?:n)?|grown?|grew|"
    r"gone up|went up|swelled|reduced|been reduced|increased) to)\s+"
    r"(?:(?:about|nearly|over|some|more than|just|only|around|a mere|barely) )*\Z|"
    r"(?:数量|总数)(?:达到?|为|是|近|约|超)*\Z"
)
_ROW_GAP = re.compile(r"\s*(?:,|、|和|及|and|or|,\s*and)\s*")
_ADJECTIVE = re.compile(r"\s+[a-z-]+\s+and\s+")  # "20,000 direct and 22,000 indirect jobs"
_SCALED = 1_000_000
_MOST_COUNTED = 100_000_000
_ALL_OF_IT = 100
# Between two shares: a clause that names the next owner and no verb or time.
_NEXT_OWNER = re.compile(
    r"(?:[^,;.()]{0,40}[,;]\s*(?:and |while )?|\s+and\s+)"
    r"(?!(?:in|on|at|by|since|until|from|page|up|down|aged?|no|may|june|july|march)\b)"
    r"(?:(?:the |[A-Za-z'-]+ ){1,3}(?:, [a-z ]{1,20}, )?(?:for |to |the remaining |takes |took )?)?"
)
_SHARE_ENDS = re.compile(r"\s*(?:[,.;)]|$|and\b|from\b|to (?!\d)|for\b)")
_COUNTED = frozenset({"person", "enterprise", "shop", "machine"})

_IN_CRORES = re.compile(r"\b(?:crore|lakh)s?\b")
_OF_CRORES = {"in": "INR", "pk": "PKR", "bd": "BDT", "np": "NPR", "lk": "LKR"}


def _nearest(quantity: Quantity, last: Quantity, counted: Sequence[Quantity]) -> Quantity:
    """Return what is compared: of "192 factories with 100,000 workers, compared with just 40", the factories."""
    if last.unit not in _COUNTED or quantity.value is None or _near(quantity.value, last.value or quantity.value):
        return last
    value = quantity.value
    return next((q for q in reversed(counted) if q.value is not None and _near(value, q.value)), last)


def _stands_behind_place(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the number stands alone in brackets behind the name of a place."""
    if not view.folded.startswith(")", quantity.end) or not view.folded.startswith("(", quantity.start - 1):
        return False
    return any(place.end in (quantity.start - 2, quantity.start - 1) for place in view.places)


def with_unit(
    view: SentenceView, quantity: Quantity, before: Sequence[Quantity], running: str | None
) -> Quantity | None:
    """Return the bare number with the unit that it leaves out; None where nothing says one."""
    if is_volume(view, quantity):
        before = [q for q in before if q.kind != "money"]
    last = before[-1] if before else None
    lead = view.text(quantity.start - 40, quantity.number.start)
    after = view.text(quantity.end, quantity.end + 30)
    if (quantity.value or 0) >= _BY_THE_THOUSAND and _PIECES.match(after) and _is_of_goods(view, quantity):
        return _counted(quantity, "piece")  # 出口打火机50亿个
    if (unit := noun_beside(view, quantity)) is not None:
        return in_whole_numbers(view, _counted(quantity, unit))
    if (row := _row_ahead(view, quantity)) is not None:
        return _like(quantity, row)
    if (unit := noun_of_clause(view, quantity)) is not None:
        return in_whole_numbers(view, _counted(quantity, unit))
    counted = [q for q in before if q.unit in _COUNTED]
    if last is not None and last.kind == "money" and _OF_WHICH.search(lead):
        if quantity.value is not None and last.value is not None and quantity.value <= last.value:
            return _like(quantity, last)  # "to 3.4 billion, of which 1.57 billion exported"
    if counted and (_GOES_ON.search(lead) or _TALLY.search(lead)):
        return _counted(quantity, counted[-1].unit)
    if counted and (_PART_BEFORE.search(lead) or (quantity.qualifier == "exact" and _PART_AFTER.match(after))):
        if _SAME.search(lead):
            return _counted(quantity, _nearest(quantity, counted[-1], counted).unit)
        return _counted(quantity, counted[-1].unit)
    if counted and counted[-1].start >= view.start and _ANOTHER.search(lead) and _OTHERS_DO.match(after):
        return _counted(quantity, counted[-1].unit)
    if following := _whole_after(view, quantity):
        return _counted(quantity, following.unit)
    if last is None or last.value is None or quantity.value is None:
        return None
    if _DIRECT.match(after) and counted and counted[-1].unit == "person":
        return _counted(quantity, "person")
    if _COUNTS_ON.match(after):
        return None
    if last.kind in _RATES and (level := _level_that_grew(quantity, before, lead)) is not None:
        return _like(quantity, level)
    if counted and _stands_behind_place(view, quantity) and _near(quantity.value, counted[-1].value or quantity.value):
        return _like(quantity, counted[-1])  # "Ceará, with 83,600 workers, Bahia (39 thousand)"
    if last.unit in _COUNTED and (_THEN_IN_BRACKETS.search(lead) or _NEXT_BRANCH.search(lead)):
        return _like(quantity, last) if _near(quantity.value, last.value) else None
    if (
        _SAME.search(lead)
        and (last.kind != "percent" or (quantity.value < _MOST_PERCENT and not _CLASSIFIER.match(after)))
        and last.kind in ("money", "count", "measure", "percent")
        and last.unit is not None
    ):
        return _like(quantity, _nearest(quantity, last, counted))
    if (
        last.kind in ("count", "measure")
        and last.unit not in _COUNTED
        and _near(quantity.value, last.value)
        and _MAKES_NOW.search(lead)
        and _ALONE.match(after)
    ):
        return _like(quantity, last)
    if _is_next_share(view, quantity, last):
        return replace(quantity, kind="percent", unit=last.unit)
    money = [q for q in before if q.kind == "money"]
    if money and quantity.value >= _SCALED and running is not None and not _is_a_line(view, quantity):
        return replace(quantity, kind="money", unit=scale_currency(view, quantity, money[-1].unit))
    return None


def scale_currency(view: SentenceView, quantity: Quantity, currency: str | None) -> str | None:
    """Return the currency that an amount prints none of: crores are of South Asia, though dollars stand beside."""
    if currency in _OF_CRORES.values() or _IN_CRORES.search(quantity.number.of(view.folded)) is None:
        return currency
    return _OF_CRORES.get(view.home or "", "INR")


def _is_a_line(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the number stands alone on its line: an entry of a data sheet, and of no amount before it."""
    return view.text(view.start, quantity.start).strip() == view.text(quantity.end, view.end).strip(" .") == ""


def _level_that_grew(quantity: Quantity, before: Sequence[Quantity], lead: str) -> Quantity | None:
    """Return the level before its growth: "66,800 people on the payroll, up 20.5 percent from 55,400"."""
    levels = [q for q in before if q.kind not in _RATES]
    if not levels or _FROM_LEVEL.search(lead) is None or quantity.value is None or not quantity.value:
        return None
    level = levels[-1]
    fits = level.unit is not None and level.value is not None and _near(quantity.value, level.value)
    return level if fits and level.kind in ("count", "measure", "money") and quantity.value >= _ALL_OF_IT else None


def counts_on(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether a noun that no lexicon knows follows the number: "1.1 million passengers"."""
    return _COUNTS_ON.match(view.text(quantity.end, quantity.end + 30)) is not None


def _is_next_share(view: SentenceView, quantity: Quantity, last: Quantity) -> bool:
    """Say whether a list of shares goes on without the word: "Spain took 58 percent, France 21 and Italy 5"."""
    if last.kind != "percent" or last.value is None or quantity.value is None or quantity.qualifier != "exact":
        return False
    if not (view.start <= last.start < quantity.start and last.value + quantity.value <= _ALL_OF_IT):
        return False
    between = view.text(last.end, quantity.number.start)
    after = view.text(quantity.end, min(view.end, quantity.end + 20))
    return _NEXT_OWNER.fullmatch(between) is not None and _SHARE_ENDS.match(after) is not None


def is_volume(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether goods are told of and no money: "In volume terms, shipments rose to 6.4 billion"."""
    return _IN_VOLUME.search(view.text(view.start, quantity.start)) is not None


def corrected(view: SentenceView, quantity: Quantity) -> Quantity:
    """Return a figure whose unit was carried from the one before, with its own where its words say one."""
    if (unit := noun_before(view, quantity)) is not None:
        return _counted(quantity, unit)
    row = _row_ahead(view, quantity)
    if row is not None and row.kind != quantity.kind:
        return _like(quantity, row)
    if quantity.kind == "money" and is_volume(view, quantity):
        return replace(quantity, kind="number", unit=None)
    since = max((q.end for q in view.quantities if q.end <= quantity.start), default=view.start)
    named = [cue for cue in view.measures if since <= cue.span.start and cue.span.end <= quantity.start]
    if quantity.kind == "money" and named and named[-1].key == "employment":
        return _counted(quantity, "person")  # "labour force: 1.5 million", behind an amount
    return quantity


def with_scale(view: SentenceView, quantity: Quantity, before: Sequence[Quantity]) -> Quantity:
    """Return an amount with the scale that it leaves out: "Rs 2,800 crore as against Rs 3,350"."""
    if quantity.value is None or quantity.value >= _UNSCALED or not before:
        return quantity
    last = before[-1]
    lead = view.text(quantity.start - 24, quantity.start)
    if last.kind != "money" or last.unit != quantity.unit or last.value is None or not _LEVELS.search(lead):
        return quantity
    words = last.span.of(view.folded)
    scale = next((factor for word, factor in _SCALES.items() if word in words), None)
    if scale is None or last.start < view.start or not _near(quantity.value * scale, last.value):
        return quantity
    low, high = quantity.low, quantity.high
    return replace(
        quantity,
        value=quantity.value * scale,
        low=low * scale if low is not None else None,
        high=high * scale if high is not None else None,
    )


def _row_ahead(view: SentenceView, quantity: Quantity) -> Quantity | None:
    """Return the figure that ends the row and says the unit for all: "3.27, 2.24 and 1.52 billion pieces"."""
    end = quantity.end
    for other in view.quantities:
        if other.start < end:
            continue
        gap = view.folded[end : other.start]
        if not (_ROW_GAP.fullmatch(gap) or _ADJECTIVE.fullmatch(gap)):
            return None
        if (
            other.kind == "percent"
            and quantity.value is not None
            and quantity.value > max(_ALL_OF_IT, other.value or 0)
        ):
            return None
        if other.unit in _COUNTED and (quantity.value or 0) >= _MOST_COUNTED > (other.value or 0):
            return None  # "an output value of 20 billion and 3,000 firms"
        if other.unit is not None and other.kind in ("money", "count", "measure", "percent"):
            return other if _ROW_GAP.fullmatch(gap) or other.unit in _COUNTED else None
        end = other.end
    return None


def _whole_after(view: SentenceView, quantity: Quantity) -> Quantity | None:
    """Return the count in "78 of 165 big mills"."""
    for other in view.quantities:
        if other.start >= quantity.end:
            between = view.folded[quantity.end : other.start]
            if other.unit in _COUNTED and re.fullmatch(r"\s*(?:out )?of (?:the |its |[a-z]+'s )?", between):
                return other
            return None
    return None


def _is_of_goods(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether the clause tells what is made, sold or sent abroad."""
    clause = view.clause(quantity.span)
    cues = (*view.measures, *view.verbs)
    return any(c.key in _OF_GOODS and clause.start <= c.span.start < quantity.start for c in cues)


def _counted(quantity: Quantity, unit: str | None) -> Quantity:
    kind: QuantityKind = "count"
    return replace(quantity, kind=kind, unit=unit)


def _like(quantity: Quantity, last: Quantity) -> Quantity:
    """Give the number the unit of the figure it is compared with, and its scale where it prints none."""
    value, scale = quantity.value, Fraction(1)
    if value is not None and last.value is not None and value < _SCALED <= last.value:
        scale = next(
            (
                Fraction(10) ** n
                for n in (12, 9, 8, 6, 4)
                if last.value / Fraction(10) ** n >= 1 and _near(value * Fraction(10) ** n, last.value)
            ),
            Fraction(1),
        )
    return replace(
        quantity,
        kind=last.kind,
        unit=last.unit,
        value=value * scale if value is not None else None,
        low=quantity.low * scale if quantity.low is not None else None,
        high=quantity.high * scale if quantity.high is not None else None,
    )


def _near(one: Fraction, two: Fraction) -> bool:
    return two / 5 <= one <= two * 5
