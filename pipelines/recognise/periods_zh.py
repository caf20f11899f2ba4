"""Chinese periods, simplified and traditional: the rules of `period_rules.toml`, tried at time characters."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.recognise.periods_en import Found
from pipelines.recognise.periods_en_readings import CHANGES, Setting
from pipelines.recognise.periods_zh_readings import READINGS
from pipelines.reference.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and the name of its reading."""

    name: str
    pattern: re.Pattern[str]
    reading: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules, and what may stand after and before a period and changes it."""

    rules: tuple[Rule, ...]
    after: tuple[Rule, ...]
    before: tuple[Rule, ...]


_N = r"(?:\d{1,2}|[一二三四五六七八九十两兩]{1,3})"
_YEAR4 = r"(?:(?:19|20|1[6-9])\d\d|[一二][〇零○一二三四五六七八九]{3})"
_YEAR = (
    rf"(?:公元)?(?:{_YEAR4}|\d\d(?=年))\s?(?:年(?!代)|財年|财年)(?:度)?|(?:今|去|本|明|前|当|當|上|来|來|后|後)(?:一)?年(?:度)?"
    r"|(?:上一|前一|同)年|今(?=年|上|前|第|一季|\d)|本(?=年|上半)|(?:19|20)\d\d(?=\s?(?:上半年|下半年|第?[一二三四1-4]季"
    r"|前[一二三四五六七八九十\d]))"
)
_DASH = r"\s?(?:[-—–~～－﹣至到]|——|[到至])\s?"
_OY = rf"(?:(?P<y>{_YEAR})的?\s?)?"
_MACROS = {
    "YEAR": _YEAR, "YEAR4": _YEAR4, "N": _N, "DASH": _DASH, "M": f"(?P<m>{_N})", "OY": _OY,
    "PERIOD": "(?:期间|期間|时期|時期)?",
}  # fmt: skip


@lru_cache(maxsize=8)
def grammar(vocabulary: Vocabulary) -> Grammar:
    """Compile the rules of `vocabulary`."""
    table = vocabulary.table("period_rules")

    def rules(key: str) -> tuple[Rule, ...]:
        return tuple(Rule(e["name"], re.compile(_expanded(e["pattern"])), e["reading"]) for e in table[key])

    return Grammar(rules("chinese"), rules("chinese_after"), rules("chinese_before"))


def _expanded(pattern: str) -> str:
    for key, body in _MACROS.items():
        pattern = pattern.replace("{" + key + "}", body)
    return pattern


def match_at(text: str, at: int, rules: Grammar, setting: Setting, depth: int = 0) -> Found | None:
    """Return the longest reading that begins at `at`, with what stands before or after it taken in."""
    best: Found | None = None
    for rule in rules.rules:
        match = rule.pattern.match(text, at)
        if match is None or match.end() == at or (best is not None and match.end() <= best.end):
            continue
        draft = READINGS[rule.reading](match, setting)
        if draft is not None:
            best = Found(match.end(), draft, rule.name)
    if best is None:
        return _after_prefix(text, at, rules, setting) if depth == 0 else None
    for rule in rules.after:
        after = rule.pattern.match(text, best.end)
        if after is not None and best.draft.kind not in ("as_of", "unknown"):
            return Found(after.end(), CHANGES[rule.reading](best.draft, after.group()), f"{best.rule} {rule.name}")
    return best


def _after_prefix(text: str, at: int, rules: Grammar, setting: Setting) -> Found | None:
    for rule in rules.before:
        before = rule.pattern.match(text, at)
        inner = match_at(text, before.end(), rules, setting, 1) if before is not None else None
        if before is None or inner is None:
            continue
        if inner.draft.open_end or inner.draft.kind in ("unknown", "as_of"):
            return inner
        return Found(inner.end, CHANGES[rule.reading](inner.draft, before.group()), f"{rule.name} {inner.rule}")
    return None
