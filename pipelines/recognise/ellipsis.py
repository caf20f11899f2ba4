"""Ellipsis: the unit of a figure that has none of its own, from the words before it or the figure before it.

"a workforce of 12,000", "the number of firms rose to 3,400 from 2,100", 从业人员达6万.
The rule's name says that the unit was carried, so that a reader of the figure may ask for more support.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.recognise.mentions import Quantity, QuantityKind
from pipelines.recognise.numeral import Exact
from pipelines.recognise.said_again import said_again

if TYPE_CHECKING:
    from pipelines.recognise.drafts import Draft
    from pipelines.recognise.quantities import Reader

Carried = tuple[str, QuantityKind, str]

_REACH = 90
_MONEY_REACH = 400
# Between a noun and its number stand verbs of measure, hedges and years: "firms rose in 2010 to 3,400".
_VERBS = (
    "number|now|in|the|total|as|of|to|at|by|from|about|around|nearly|over|some|more|than|only|is|are|was|were|has|have|"
    "had|been|into|rose|risen|rises|grew|grown|grows|increased|fell|fallen|dropped|declined|shrank|stood|stands|stand|"
    "reached|reaches|reach|reaching|totalled|totaled|totalling|totaling|numbered|numbers|numbering|came|come|amounted|"
    "reduced|cut|trimmed|expanded|shrunk|narrowed|raised|brought|slashed|compressed|integrated|consolidated|merged|"
    "climbed|exceeded|exceeds|exceeding|topped|passed|alone|doubled|went|up|down|19[0-9]{2}|20[0-9]{2}"
)
_NOUN_TO_NUMBER = re.compile(rf"(?:\b(?:{_VERBS})[ :,(]{{1,2}}|[:(] ?){{1,8}}\Z")
_EMPLOYS = re.compile(
    r"\b(?:employ(?:s|ed|ing)?|(?:work ?|labou?r )force of|"
    r"staff of|(?:jobs?|work|living|livelihoods?|employment|income) (?:to|for)|hir(?:es|ed|ing))"
    r"(?: (?:about|around|nearly|over|some|more than|almost|up to|at least|a total of|another|as many as))? \Z"
)
# "employment in the sock mills rose from 3,000"
_EMPLOYMENT_IN = re.compile(
    r"\b(?:employment|workforce|head ?count|jobs|staff|payrolls?) (?:in|of|at|across) (?:[a-z'’-]+ ){0,6}\Z"
)
_ABOVE_SIZE = re.compile(r" (?:above|over|below) (?:the )?designated (?:size|scale)\Z")
_ZH_TO_NUMBER = re.compile(
    r"(?:总?数量?|已|共|共有|达|达到|有|为|约|超|超过|近|逾|增至|升至|增加到|发展到|减至|突破|仅|合计|分别为|:){0,4}\Z"
)
_LINK = re.compile(r"\b(?:to|from|against|versus|vs|compared|than|up|down)\b|[至到从由]")
_GREW_TO = re.compile(r"(?: [a-z-]+)?(?: in (?:19|20|1[6-9])\d\d)? to (?:about |some |over |nearly |more than )*")
_LOOSE_LINK = re.compile(r"\b(?:and|or|then|in)\b|[,、和与及]")  # joins amounts in millions, which count nothing else
_SENTENCE_END = re.compile(r"[.!?;] |[。!?;\n]")
_OF_THEM = re.compile(
    r" (?:of (?:them|these|those|whom|which)|among them|have|are|were|do|had|export|sell|"
    r"closed|shut|failed|folded|survived?|remain(?:ed)?|hold|held|own|use|belong|moved|stand|stood|lie)\b"
)
_OF_WHICH = re.compile(r"(?:\b(?:of|among) (?:which|these|those|them|whom|the total),? |\bincluding |其中有?)\Z")
_OF_THESE = re.compile(
    r"(?:\A|[.\n\"]\s?)(?:out )?of (?:(?:the|its|their|these|those|some|about|around|nearly|over|more|than|all|area's|"
    r"city's|town's|district's|region's) )*\Z"
)
_PARTED = re.compile(r"[^.;:\d]{0,60}, (?:only |just |but |fewer than |at least )?")
_PART_REACH = 200
_YEAR = r"(?:fy ?)?(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?"
_YEAR_AND_ON = re.compile(rf"(?P<open> in | \(){_YEAR}\)?(?:[,;]|,? and|,? to) (?:to |from )?")
_IN_YEAR, _BRACKETED = re.compile(rf" in {_YEAR}\b"), re.compile(rf" \({_YEAR}\)")
_WORK = re.compile(
    r"-strong\b| (?:depend on|rely on|live (?:off|from|by)|work|are employed|were employed|are engaged|"
    r"were engaged|(?:are|were) (?:directly )?involved in|"
    r"are working|were working|find work|found work|earn their|earn a living|make a living|lost their jobs)\b"
)
_PAYROLL = re.compile(r" (?:people )?on (?:the|its|their|his|her) (?:payrolls?|books)\b| in (?:its|their) employ\b")
_RATIO = 50
_THOUSAND, _MILLION = 10**3, 10**6


def carried_unit(reader: "Reader", draft: "Draft", start: int) -> Carried | None:
    """Return unit, kind and rule for a bare figure whose hedge begins at `start`; None where no unit is near."""
    n = draft.number
    if n.form != "digits" and not (n.form == "words" and n.scale >= _THOUSAND):
        return None
    if n.form == "digits" and (n.scale == 1 and n.printed < 2 and n.value.denominator == 1):
        return None
    last = reader.quantities[-1] if reader.quantities else None
    low = max(start - _REACH, last.span.end if last is not None else 0)
    if _PAYROLL.match(reader.fold, draft.end) is not None:
        return "person", "count", "<number> work"
    noun = _noun_before(reader, low, start)
    if noun is not None:
        return noun, "count", "<noun> <number>"
    if last is not None and (part := _part_of_these(reader, draft, last, start)) is not None:
        return part
    if last is not None and (again := said_again(reader, draft, last, start)) is not None and again.unit is not None:
        return again.unit, again.kind, "<number> as the figure before"
    if _WORK.match(reader.fold, draft.end) is not None:
        return "person", "count", "<number> work"
    if last is None:
        return None
    part = _whole_of_part(reader, draft, start)
    if part is not None:
        return part
    if n.scale == 1 and n.printed < 3 and n.value.denominator == 1:
        return None
    between = reader.fold[last.span.end : start]
    link = _LINK.search(between) or (_LOOSE_LINK.search(between) if n.scale >= _MILLION else None)
    if len(between) < _REACH and _SENTENCE_END.search(between) is None and link is not None:
        grew = last.kind == "count" and _GREW_TO.fullmatch(between) is not None
        if last.unit is not None and (grew or _comparable(last, draft)):
            return last.unit, last.kind, "<number> as the figure before"
    return _money_before(reader, draft, start)


def carried_from_year(reader: "Reader", draft: "Draft", start: int) -> tuple[Carried, Exact] | None:
    """Give "2.8" its unit in "$3.1 billion in 2019, 2.8 in 2020", and "530" in "430 firms (2018), 530 (2013)".

    Returned with what the number is to be multiplied by: its scale is that of the figure before, too.
    """
    last, n = reader.quantities[-1] if reader.quantities else None, draft.number
    if last is None or last.unit is None or not last.value or last.kind not in _CARRIED_BACK or n.form != "digits":
        return None
    between = _YEAR_AND_ON.fullmatch(reader.fold, last.span.end, start)
    if between is None:
        return None
    if (_BRACKETED if between["open"].endswith("(") else _IN_YEAR).match(reader.fold, draft.end) is None:
        return None
    printed = next((m for m in reader.numerals if m.start == last.number.start), None)
    if printed is None or not printed.value:
        return None
    factor = last.value / printed.value * (printed.scale if n.scale == 1 else 1)
    if not last.value / _RATIO <= draft.value * factor <= last.value * _RATIO:
        return None
    return (last.unit, last.kind, "<number> as in another year"), factor


def _whole_of_part(reader: "Reader", draft: "Draft", start: int) -> Carried | None:
    """Give "300 of them" and "of which 300" the unit of the larger count before."""
    fold = reader.fold
    of_which = _OF_WHICH.search(fold, max(0, start - 24), start) is not None
    if not of_which and _OF_THEM.match(fold, draft.end) is None:
        return None
    for whole in reversed(reader.quantities[-4:]):
        if start - whole.span.end > _PART_REACH:
            return None
        size = whole.value or whole.high
        fits = whole.kind == "count" or (of_which and whole.kind in ("money", "measure"))
        if fits and whole.unit and size and size >= draft.value:
            return whole.unit, whole.kind, "<number> of <figure before>"
    return None


def _part_of_these(reader: "Reader", draft: "Draft", last: Quantity, start: int) -> Carried | None:
    """Give "1,900" its unit in "Of the 7,400 firms of Prato, about 1,900 work for other brands"."""
    fold, size = reader.fold, last.value or last.high
    if last.kind != "count" or last.unit is None or not size or size < draft.value:
        return None
    if _OF_THESE.search(fold, max(0, last.span.start - 40), last.span.start) is None:
        return None
    return (
        (last.unit, "count", "<number> of <figure before>") if _PARTED.fullmatch(fold, last.span.end, start) else None
    )


def carry_back(reader: "Reader") -> None:
    """Give "from 1,800 in 2015" the unit of "to 2,300 firms", which has just been read."""
    if len(reader.quantities) < 2:
        return
    first, second = reader.quantities[-2:]
    if first.unit is not None or first.value is None or second.unit is None or second.kind not in _CARRIED_BACK:
        return
    fold = reader.fold
    between = fold[first.span.end : second.span.start]
    if len(between) < 40 and _FROM.search(fold, max(0, first.span.start - 6), first.span.start) and _TO.search(between):
        reader.quantities[-2] = replace(
            first,
            unit=second.unit,
            kind=second.kind,
            unit_printed=second.unit_printed,
            rule="from <number> to <figure>",
        )


_FROM = re.compile(r"(?:\bfrom |[从由])\Z")
_TO = re.compile(r"\A(?:(?!, and )[^.;。;]){0,30}(?:\bto |[至到])\Z")
_CARRIED_BACK = ("count", "money", "measure", "percent")


def _noun_before(reader: "Reader", low: int, start: int) -> str | None:
    """Find a counted noun that leads up to the number by nothing but verbs of measure."""
    fold, nouns = reader.fold, reader.grammar.nouns
    if start and fold[start - 1] > "\u2fff":
        for at in range(max(low, start - 14), start - 1):
            found = nouns.zh.at(fold, at) if fold[at] > "\u2fff" else None
            if found is not None and found[0] - at > 1 and _ZH_TO_NUMBER.fullmatch(fold, found[0], start):
                return found[1]
        return None
    if _EMPLOYS.search(fold, max(low, start - 40), start) is not None:
        return "person"
    link = _NOUN_TO_NUMBER.search(fold, max(low, start - 60), start)
    if link is None:
        return None
    end = link.start()
    while end > low and fold[end - 1] == " ":
        end -= 1
    if (size := _ABOVE_SIZE.search(fold, low, end)) is not None:
        end = size.start()
    found = nouns.plural.before(fold, end)
    if found is None or found[0] < low:
        return None
    return "person" if _EMPLOYMENT_IN.search(fold, max(0, found[0] - 70), found[0]) else found[1]


def _comparable(last: Quantity, draft: "Draft") -> bool:
    if last.kind in ("rank", "times", "number"):
        return False
    known, value = last.value or last.high, draft.value
    if not known or not value:
        return False
    if last.kind in ("percent", "percentage_point"):
        return draft.number.scale == 1 and value <= 100 and draft.number.printed < 3
    return known / _RATIO <= value <= known * _RATIO


def _money_before(reader: "Reader", draft: "Draft", start: int) -> Carried | None:
    """Carry the currency of an amount nearby to a number in millions that counts nothing."""
    if draft.number.scale < _MILLION:
        return None
    for last in reversed(reader.quantities[-6:]):
        if start - last.span.end > _MONEY_REACH:
            return None
        if last.kind == "money" and last.unit is not None:
            return last.unit, "money", "<number> as the currency before"
    return None
