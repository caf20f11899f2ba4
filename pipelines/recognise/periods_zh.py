"""Chinese periods: the rules of `period_rules.toml`, tried at the time characters of a folded (simplified) text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.recognise.periods_changes import CHANGES
from pipelines.recognise.periods_en import Found
from pipelines.recognise.periods_en_words import Setting
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
    """The rules by the characters with which they may begin, and those that change the period beside them."""

    by_head: Mapping[str, tuple[Rule, ...]]
    before: Mapping[str, tuple[Rule, ...]]
    after: tuple[Rule, ...]


_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十两]{1,3})"
_YEAR_4 = r"(?:(?:1[6-9]|20)\d\d(?!\d)|[一二][〇零○一二三四五六七八九]{3})"
_PART = r"\s?(?:[上下]半年|第?[一二三四1-4]季|前[一二三四五六七八九十\d]|[1-9]\d?-1?\d月)"
_YEAR = (
    rf"(?:公元)?{_YEAR_4}\s?年(?!代)(?:度)?|{_YEAR_4}(?={_PART})|\d\d年(?=[1-9]\d?月|{_PART})|0\d年(?![代间来度限前后])"
    r"|(?<![一二三四五六七八九十\d])[零〇九][〇零一二三四五六七八九]年(?!代)"
    r"|[这那]一年(?![来间里多头])"
    r"|(?<!马)(?!(?<=新)上年产)(?!(?<=疫情|危机|开放|整治|战争)前年)[今去本明前当上来后同次翌](?:一)?年(?![龄代级会货])(?:度)?|(?<!马)[前上]一年(?:度)?|今(?=[上下]半年|第?[一二三四]季|前[一二三四五六七八九十\d])"
)
_RANGE = r"\s?(?:--?|~|至|到)\s?"
_MACROS = {
    "Y": _YEAR,
    "Y4": _YEAR_4,
    "OY": rf"(?:(?P<y>{_YEAR})的?\s?)?",
    "N": _NUMBER,
    "M": f"(?P<m>{_NUMBER}|元)",
    "M2": f"(?P<m2>{_NUMBER})",
    "-": _RANGE,
}
_CLASSES = {
    "%digits": "0123456789",
    "%number": "0123456789一二三四五六七八九十两元",
    "%year": "0123456789一二零〇九今去本明前当上来后同次翌公这那",
}
# Where a period may be: nearly every one holds one of these.
_ANCHOR = re.compile(
    r"[年月季日期纪今现周]|[春夏秋冬]天|昨[晚晨夜]|去冬|礼拜|目前|当前|[昨明前后]天|天前|十[一二三四]五|至今|\d{4}[-/.]\d|双(?:11|12|十)|(?<!\d)618(?!\d)"
)
_INSIDE = frozenset(
    "0123456789一二三四五六七八九十〇零○两今去本明前当上下来后同次翌第首末近最过未头自从截到至目现如而公昨该这那历多个几数些度开"
    "民国年月日号季半的元全岁力争止世周星期礼拜春夏秋冬、-~/. \"'「『双刚结束落幕"
)
_IN_A_NUMBER = re.compile(r"\d[.,]?\Z")
_REACH = 16  # characters: no period has more of its own before its anchor


@lru_cache(maxsize=8)
def grammar(vocabulary: Vocabulary) -> Grammar:
    """Compile the rules of `vocabulary`."""
    table = vocabulary.table("period_rules")

    def by_head(key: str) -> dict[str, tuple[Rule, ...]]:
        out: dict[str, list[Rule]] = {}
        for entry in table[key]:
            for char in _heads(entry["heads"]):
                out.setdefault(char, []).append(_rule(entry))
        return {char: tuple(rules) for char, rules in out.items()}

    return Grammar(by_head("chinese"), by_head("chinese_before"), tuple(map(_rule, table["chinese_after"])))


def _rule(entry: Mapping[str, str]) -> Rule:
    pattern = entry["pattern"]
    for key, body in _MACROS.items():
        pattern = pattern.replace("{" + key + "}", body)
    return Rule(entry["name"], re.compile(pattern), entry["reading"])


def _heads(heads: str) -> set[str]:
    for name, chars in _CLASSES.items():
        heads = heads.replace(name, chars)
    return set(heads) - {" "}


def find_periods(fold: str, rules: Grammar, setting: Setting) -> Iterator[tuple[int, Found]]:
    """Yield the periods of a folded text with their starts, in order."""
    tried = 0  # the first place at which no rule has been tried
    for anchor in _ANCHOR.finditer(fold):
        start = anchor.start()
        limit = max(tried, start - _REACH)
        while start > limit and fold[start - 1] in _INSIDE:
            start -= 1
        for at in range(max(start, tried), anchor.end()):
            tried = at + 1
            if fold[at].isdigit() and _IN_A_NUMBER.search(fold, max(0, at - 2), at):
                continue
            found = match_at(fold, at, rules, setting)
            if found is not None and found.end > anchor.start():
                yield at, found
                tried = found.end
                break


def match_at(fold: str, at: int, rules: Grammar, setting: Setting, depth: int = 0) -> Found | None:
    """Return the longest reading that begins at `at`, with what stands before or after it taken in."""
    best: Found | None = None
    for rule in rules.by_head.get(fold[at : at + 1], ()):
        match = rule.pattern.match(fold, at)
        if match is None or match.end() == at or (best is not None and match.end() <= best.end):
            continue
        draft = READINGS[rule.reading](match, setting)
        if draft is not None:
            best = Found(match.end(), draft, rule.name)
    if best is None:
        return _after_prefix(fold, at, rules, setting) if depth == 0 else None
    if best.draft.open_start or best.draft.open_end or best.draft.kind == "unknown":
        return best
    for rule in rules.after:
        after = rule.pattern.match(fold, best.end)
        if after is not None:
            return Found(after.end(), CHANGES[rule.reading](best.draft, after.group()), f"{best.rule} {rule.name}")
    return best


def _after_prefix(fold: str, at: int, rules: Grammar, setting: Setting) -> Found | None:
    for rule in rules.before.get(fold[at : at + 1], ()):
        before = rule.pattern.match(fold, at)
        inner = match_at(fold, before.end(), rules, setting, 1) if before is not None else None
        if before is None or inner is None:
            continue
        if inner.draft.open_end or inner.draft.kind in ("unknown", "as_of"):
            return inner
        if rule.reading == "since" and ("至" in inner.rule or before.group().startswith("从")):
            return Found(inner.end, inner.draft, f"{rule.name} {inner.rule}")  # 从10月到11月, 从2010年的3亿元增至5亿元
        return Found(inner.end, CHANGES[rule.reading](inner.draft, before.group()), f"{rule.name} {inner.rule}")
    return None
