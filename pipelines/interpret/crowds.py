"""People who do not work in the trade: a population, visitors, an audience."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pipelines.interpret.article import SentenceView
from pipelines.interpret.classes import EMPLOYS, VISITED
from pipelines.recognise.mentions import Quantity
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_A_DAY = re.compile(r" (?:daily|annually|(?:a|per|each|every) (?:day|week|month|year))\Z")
_LIVE_THERE = re.compile(
    r" (?:who |that )?(?:lives?|lived|living|resid(?:es?|ed|ing)) (?:in|there|here|within|around|under|below)\b"
)
_ANYBODY = frozenset({"people", "persons", "residents", "inhabitants"})
_AMONG = Ending(r"\b(?:among|of) the (?:about |some |over |nearly |more than |around |almost )?\Z")
_OF_A_PLACE = re.compile(r" (?:in|of) (?:the |this )?(?:whole )?(?:county|town|township|city|district|village|area)\b")
# "200,000 residents of Jepara work in the furniture industry"
_WORK_IN_IT = re.compile(
    r"(?: of [a-z]+)? (?:(?:now|who|are|still|mostly) ){0,2}(?:work|working|employed|engaged|involved) in (?:the |its |"
    r"this )?(?:[a-z-]+ ){0,3}(?:industry|trade|sector|business|factories|workshops|mills)\b"
)
_IN_A_TRADE = re.compile(
    r" (?:who are |are |were )?(?:(?:directly|indirectly)(?: (?:and|or|&) (?:directly|indirectly))? )?"
    r"(?:associated|connected|linked|dependent|attached|involved) (?:with|to|on|in) (?:the |this |its "
    r")?(?:[a-z-]+ ){0,2}"
    r"(?:industry|trade|sector|business|units|cluster)\b|"
    r" (?:who are )?(?:registered|enrolled|affiliated) (?:with|in|to) (?:the )?social security\b|"
    r" (?:are |were |now )?(?:(?:working|employed|engaged|involved) )?in (?:the |its |this "
    r")?(?:[a-z-]+ ){0,3}(?:industry|trade|sector|business)\b"
)
_AT_WORK = re.compile(
    r"从业人口|就业人口|从业|从事|(?<!外出)(?<!在外)务工|上班|就业(?![压形率]|难|局)|(?<!外出)(?<!在外)打工|维生|为生|谋生|吃[^,。]{1,6}饭|工作机会|就业岗位|员工|"
    r"工人|职工|用工|受雇"
)

# "a small district of 800,000 people"
_TOWN_OF = re.compile(
    r"\b(?:town|city|county|district|village|township|province|country|nation|community|region|place) (?:of|with) "
    r"(?:about |around |some |nearly |over |more than |just |only |almost )?\Z"
)
_ALL_THERE = re.compile(r"全[镇村县市区乡]的?(?:近|约|超)?\Z")
# "is home to 3,500 firms, providing employment to 500,000 people"
_WORK_FOR = Ending(
    r"\b(?:giv(?:e|es|ing)|provid(?:e|es|ing)|offer(?:s|ing)?|creat(?:e|es|ing)) (?:direct |indirect |"
    r"direct and indirect )?"
    r"(?:employment|jobs|work) (?:to|for) (?:about |some |over |nearly |more than |around |almost )?\Z"
)
_A_NOUN = 30  # characters
_CLAUSES = re.compile(r"[.,;、。]")


@lru_cache(maxsize=8)
def _people(vocabulary: Vocabulary) -> Mapping[str, Scripts]:
    table: Mapping[str, Any] = vocabulary.table("figures")["population"]
    nouns = rf"\b(?:{'|'.join(table['nouns'])})s?\b|{'|'.join(table['zh_nouns'])}"
    return {
        "nouns": Scripts(nouns),
        "vague": Scripts(rf"(?:.*\b)?(?:{'|'.join(table['vague'])})\Z"),
        "words": Scripts("|".join(table["words"])),
        "work": Scripts("|".join(table["work"])),
    }


_ENGAGED = re.compile(r" (?:who (?:are|were) )?(?:engaged|employed|working|involved) in\b")


def no_workers(view: SentenceView, quantity: Quantity) -> bool:
    """Say whether people are counted who do not work in the trade."""
    if EMPLOYS.search(view.text(quantity.start - 30, quantity.start)):
        return False
    if _WORK_FOR.search(view.text(quantity.start - 50, quantity.start)):
        return False
    if VISITED.match(view.text(quantity.end, quantity.end + 30)):
        return True
    if _WORK_IN_IT.match(view.folded, quantity.end, view.end):
        return False
    patterns = _people(view.vocabulary)
    said = _A_DAY.sub("", view.text(quantity.number.end, quantity.end))
    if quantity.rule == "<noun> <number>":
        lead = view.text(quantity.start - _A_NOUN, quantity.number.start)
        said = _CLAUSES.split(lead)[-1]  # "Daily visitors: 60,000"
    if said.endswith("residents") and _ENGAGED.match(view.folded, quantity.end):
        return False
    if patterns["nouns"].search(said) and not (
        said.strip() == "人次" and "就业" in view.text(quantity.start - 6, quantity.start)
    ):
        return True
    if (
        said.strip() in _ANYBODY
        and _AMONG.search(view.text(quantity.start - 30, quantity.start))
        and _OF_A_PLACE.match(view.folded, quantity.end)
    ):
        return True  # "Among the 700,000 people in the county"
    if not patterns["vague"].match(said.strip()) or _IN_A_TRADE.match(view.text(quantity.end, quantity.end + 50)):
        return False
    if _LIVE_THERE.match(view.folded, quantity.end):
        return True  # "100 million people live in poverty"
    if _ALL_THERE.search(view.text(quantity.start - 4, quantity.start)) and view.folded.startswith("中", quantity.end):
        return True  # 全镇5万人中超过六成从事珍珠产业
    if view.folded.startswith(("口中", "口的", "口里"), quantity.end):
        return True  # 全县120万人口中有15万人从事藤铁
    clause = view.clause(quantity.span)
    lead = view.text(max(clause.start, quantity.start - 24), clause.end)
    if not lead.isascii() and _AT_WORK.search(lead):
        return False  # 人口10万, 其中3万人从事织袜
    if _TOWN_OF.search(view.text(quantity.start - 40, quantity.number.start)):
        return True
    sentence = view.text(view.start, view.end)
    return patterns["words"].search(sentence) is not None or patterns["work"].search(sentence) is None
