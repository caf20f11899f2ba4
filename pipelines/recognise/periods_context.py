"""What the words around a period decide: whether it stands, and whether something is compared with it."""

import re

from pipelines.recognise.periods_en import Found, Grammar

_WORD_BEFORE = re.compile(r"([a-z]+) {1,3}\Z")
_NUMBER_GOES_ON = re.compile(r"[-/]\d")
_WORDS_AFTER = re.compile(r"[ -]{0,2}([a-z]+)(?: ([a-z]+))?")
_NO_YEAR_BEFORE = re.compile(r"[$€£¥₹₺₫#№+×]\s?\Z|\d[,.:-]\Z|\b(?:rs|no|us|rmb|x)\.? ?\Z")
_MONTH_WORDS = re.compile(
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
# In small letters these are other words, or too short to be sure.
_SMALL_MONTHS = frozenset(
    ("jan", "feb", "mar", "march", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
)
# "March garment exports", "May shipments": no verb has such an object
_TOLD_OF_MONTH = re.compile(
    r" (?:[a-z]+ ){0,2}(?:exports?|shipments|sales|output|production|earnings|figures|turnover|"
    r"imports)\b(?! (?:to|into|on)\b)"
)
_BEFORE_YEARS = ("in", "during", "since", "spring", "summer", "autumn", "winter", "season")
_COMPARING = frozenset(
    ("with", "to", "against", "than", "versus", "vs", "vs.", "from", "over", "on", "of", "in", "the")
)
_LINKS = {"in": ("than", "that"), "of": ("that",)}  # "than in 2013", "that of 2013"
_COMPARED = re.compile(
    r"(?:compared? (?:with|to|against)|(?<!more )(?<!less )\bthan(?: in)?|\bversus|\bvs\.?|\bagainst|"
    r"(?:%|percent|per cent|pct|percentage points?)(?: \w+)? (?:from|over|on)|"
    r"(?:up|down|higher|lower|increase|rise|decline|growth|decrease|drop|fall) (?:from|over|on)|[比较]|相比)"
    r"(?: that (?:of|in))?(?: the)? ?\Z"
)


def stands(text: str, low: str, at: int, found: Found, rules: Grammar) -> bool:
    """Say whether the words around let the reading stand: a capital for a month, no counted noun after a year."""
    if at and low[at].isdigit():
        before = low[max(0, at - 4) : at]
        if before[-1].isalnum() or _NO_YEAR_BEFORE.search(before):
            return False
    words = low[at : found.end]
    for month in _MONTH_WORDS.finditer(words) if "month>" in found.rule or "ended" in found.rule else ():
        if text[at + month.start()].islower() and month.group() in _SMALL_MONTHS:
            return any(char.isdigit() for char in words) or ("in words" in found.rule and month.group() != "may")
    if words.rstrip(".") in ("may", "march", "mar", "jun"):  # a modal or a verb at the head of a sentence
        lead = _WORD_BEFORE.search(low, max(0, at - 12), at)
        if text[at].isupper() and _TOLD_OF_MONTH.match(low, found.end):
            return True
        return lead is not None and lead[1] in rules.words["words"]["month_leads"]
    if found.rule.endswith("<year>") and len(words) - found.year_at == 4 and words[-4:].isdigit():
        return _year_stands(low, at, found, words, rules)
    return True


_MEASURED = frozenset(("exports", "imports", "sales", "revenues", "earnings", "shipments", "profits"))
_IS_YEAR = re.compile(r" year[ ,]| years, ")  # "2007 year China's exports", "In 2022 years, the exports"
_SO_MANY = re.compile(
    r"\b(?:to|at|of|with|has|have|had|are|were|employs?|now|around|about|some) (?:more|less|fewer) than \Z"
)


def _year_stands(low: str, at: int, found: Found, words: str, rules: Grammar) -> bool:
    """Say whether four digits alone are a year: "in 2010", and not "more than 2000 enterprises"."""
    if "一" <= low[found.end : found.end + 1] <= "鿿":
        return False  # 2010家: the Chinese grammar reads the years
    if _NUMBER_GOES_ON.match(low, found.end):
        return False  # 2012-3456
    lexicon = rules.words["words"]
    lead_match = _WORD_BEFORE.search(low, max(0, at - 16), at)
    lead = lead_match[1] if lead_match and not found.year_at else ""
    if lead in lexicon["hedges"] and (lead != "than" or _SO_MANY.search(low, max(0, at - 24), at)):
        return False
    after = _WORDS_AFTER.match(low, found.end)
    follows, second = (after[1], after[2] or "") if after else ("", "")
    year = int(words[-4:])
    if low.startswith(" year-end", found.end):
        return True  # "the 2023 year-end targets"
    if follows in ("year", "years") and second not in ("old", "olds") and _IS_YEAR.match(low, found.end):
        return 1949 <= year < 2100  # "2007 year China's exports"
    if follows in rules.nouns:
        return lead in _BEFORE_YEARS and 1900 <= year < 2100  # "In 2024 makers will travel"
    if lead in lexicon["year_prepositions"] or found.year_at:
        return year >= 1900 or not follows or low[found.end : found.end + 1] in ",.;)"
    if lead == "the" and 1900 <= year < 2100:
        return True  # "the 2022 figures"
    if follows in _MEASURED and 1980 <= year < 2100:
        return True  # "2022 exports: $300 million"
    if follows.endswith("s") and follows not in ("was", "is", "has", "as", "its"):
        return False
    return year >= 1900 and not (second.endswith("s") and second in rules.nouns)


def is_compared(low: str, start: int) -> bool:
    """Say whether the words before make it the period that something is compared with: "up 5 percent from 2013"."""
    before = low[max(0, start - 40) : start].rstrip()
    last = before[before.rfind(" ") + 1 :]
    if last not in _COMPARING and before[-1:] not in ("比", "较"):
        return False
    if last in _LINKS and before[: -len(last)].rstrip().rpartition(" ")[2] not in _LINKS[last]:
        return False
    return _COMPARED.search(before + " ") is not None
