"""The words around Chinese names of people: an office, the head of a firm, what somebody is told to own."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending

_COUPLE = "(?:夫妇|夫妻|两口子|一家|家)?"
_FOUNDS = "创办|创立|开办|经营|接手|掌管"
LONGEST_TITLE = 6


@dataclass(frozen=True, slots=True)
class ChineseTitles:
    """What stands before a name, between it and that of a firm, and behind it."""

    office: Ending  # 镇党委书记: speaks for a body
    head: Ending  # 总经理: leads the firm that was named, whichever it is
    leads: re.Pattern[str]  # from a person to his firm: 方立强创办的
    led_by: re.Pattern[str]  # from a firm to its head
    holds: re.Pattern[str]  # 方立强的厂子, 方立强夫妇买了
    says: re.Pattern[str]  # 方立强说: what follows may be anybody's


@lru_cache(maxsize=8)
def chinese_titles(vocabulary: Vocabulary) -> ChineseTitles:
    """Compile the titles of a vocabulary."""
    person: Any = vocabulary.table("organisations")["person"]
    offices, titles, business, holds = (
        f"(?:{'|'.join(person[name])})"
        for name in ("chinese_offices", "chinese_titles", "chinese_business", "chinese_holds")
    )
    return ChineseTitles(
        Ending(rf"{offices}\s*\Z"),
        Ending(rf"{titles}\s*\Z"),
        re.compile(rf"(?:是|任|[,(])?(?:[\u4e00-\u9fff]{{0,4}}的)?|的|(?:{_FOUNDS})了?的?"),
        re.compile(rf"的?(?:[\u4e00-\u9fff]{{0,4}}?)?{titles} ?"),
        re.compile(
            rf"\A{_COUPLE}的?{business}|\A{_COUPLE}(?:{_FOUNDS}|开办|开|办)的[\u4e00-\u9fff]{{0,4}}?{business}|(?:\A|,|便|就|又|已|如今|现在){_COUPLE}{holds}"
        ),
        re.compile(rf"[^,。;]{{0,4}}?(?:{'|'.join(person['chinese_after'])})"),
    )
