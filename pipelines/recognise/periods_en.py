"""English periods: the rules of `period_rules.toml`, compiled over the words of `periods.toml`.

Rules are matched on a folded text (`text.folding`), at a place where one of their first words stands.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from pipelines.recognise.periods_calendar import Draft, FiscalCalendar
from pipelines.recognise.periods_changes import CHANGES, MEASURES
from pipelines.recognise.periods_en_readings import READINGS
from pipelines.recognise.periods_en_words import RELATIVE, Setting
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.records import record


@record()
class Found:
    """A rule's reading of a stretch of text, from where the rule was tried to `end`."""

    end: int
    draft: Draft
    rule: str
    ambiguous: bool = False
    year_at: int = 0  # where the period proper begins, behind the words of a prefix


@dataclass(frozen=True)
class Rule:
    """A named pattern and the name of its reading; one that `changes` reads the period behind it and alters that."""

    name: str
    written: str  # the pattern with its macros
    macros: Mapping[str, str]
    reading: str
    changes: bool
    holds: tuple[str, ...] = ()  # anchors of which every match has one: in a text without them the rule is not tried

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; made when first tried, since all of them together take longer than a first reading."""
        return re.compile(_expanded(self.written, self.macros) + ("" if self.changes else r"(?![a-z\d])"))


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled rules, by the words with which they may begin.

    "%year" stands for four digits, "%year-" for four before a mark, "%small" for fewer.
    """

    by_head: Mapping[str, tuple[Rule, ...]]
    words: Mapping[str, Any]
    inside: frozenset[str]  # words that may stand in a period, left of its anchor
    nouns: frozenset[str]  # what a number before them counts
    calendars: Mapping[str, FiscalCalendar]  # by ISO country
    hints: frozenset[str]  # the anchors that rules hold
    narrowed: dict[frozenset[str], "Grammar"]  # what is left of it for texts with these hints alone

    def for_anchors(self, found: set[str]) -> "Grammar":
        """Return the grammar without the rules that cannot match in a text with these anchors."""
        present = self.hints & found
        grammar = self.narrowed.get(present)
        if grammar is None:
            kept = {word: tuple(r for r in rules if _may_match(r, present)) for word, rules in self.by_head.items()}
            grammar = replace(self, by_head={word: rules for word, rules in kept.items() if rules})
            self.narrowed[present] = grammar
        return grammar


def _may_match(rule: Rule, present: frozenset[str]) -> bool:
    return not rule.holds or not present.isdisjoint(rule.holds)


_RELATIVE = "(?:" + "|".join(RELATIVE) + ")"
_FISCAL = (
    r"(?:the )?(?:[a-z]{4,12} )?(?:fy|fiscal years?|financial years?|fiscal|crop year|marketing year)"
    r"(?: of(?= \d)| \(fy\)(?= \d))?_?'?"
    r"(?:19|20)?\d\d(?:[-/](?:19|20)?\d\d)?(?![\d%])"
    r"|(?:the )?(?:year|season) (?:19|20)\d\d[-/]\d\d(?![\d%/-])"
    rf"|(?:the )?{_RELATIVE} (?:fiscal|financial|fy)(?: year)?(?:, | \()(?:fy ?)?(?:19|20)\d\d[-/](?:19|"
    rf"20)?\d\d(?![\d%])"
    r"|(?:the (?=\d{4} ?[-/]\d\d (?:fiscal|financial)))?(?:19|20)\d\d ?[-/]\d\d(?: (?:fiscal|"
    r"financial)(?: year)?)?(?![\d%/-])"
    r"|(?:19|20)\d\d[-/](?:19|20)\d\d (?:fiscal|financial)(?: year)?"
    rf"|(?:the )?{_RELATIVE} (?:[a-z]{{4,12}} (?=(?:fiscal|financial|budget) year)|)"
    r"(?:(?:fiscal|financial)(?: year)?|budget year|fy(?![ -]?\d))"
    r"|(?:the )?just[ -](?:ended|concluded|completed|finished) (?:[a-z]{4,12} )?(?:fiscal|financial|budget) year"
    r"|(?:the )?[a-z]{4,12} (?:fiscal|financial|budget) year(?: just ended)?"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%])(?![.:]\d|,\d{3}(?!\d))"
_UNIT = "(?P<unit>year|decade|month|week|day|quarter)"
_OF_YEAR = r"(?:(?: ?, ?| |[-/'](?=\d))(?:(?:of|in|for|during) )?{Y})?"
_RANGE = r"(?:\s?(?:--?|[~/])\s?|[ \t]{1,3}(?:to|until|till|through|thru|and)[ \t]{1,3}|-to-)"
# What may stand behind a number of words that is a year or a day, and counts nothing.
_CLOSES = (
    r"(?=[.,;:!?)\"']|$|\n| (?:and|or|to|until|till|through|the|it|he|she|they|we|i|you|there|when|was|were|is|are|had|"
    r"has|with|by|in|on|at|for|from|as|after|before|but|that|this|which|who|a|an)\b)"
)
_BLANKS = {" ": r"(?:[ \t]{1,3})", "_": r"(?:[ \t-]{1,2})", "~": _RANGE}
_TOKEN = re.compile(r"\(\?<[=!][^()]*\)|\\.|\[(?:\\.|[^\]])*\]|\{[A-Z]+\d?\}|.", re.DOTALL)


def _macros(words: Mapping[str, Any]) -> dict[str, str]:
    def any_of(names: Iterable[str]) -> str:
        return "|".join(sorted(names, key=len, reverse=True))

    ordinals, ones = any_of(words["ordinals"]), "one|two|three|four|five|six|seven|eight|nine"
    teens = "ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    part = rf"(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[ \t-](?:{ones}))?|{teens})(?!-)"
    spelled = (
        rf"(?:(?:six|seven|eigh|nine)teen[ \t-](?:hundred(?: and)?(?: (?:{part}|{ones}))?|oh[ \t-](?:{ones})|{part})"
        rf"|twenty[ \t-]{part}|two thousand(?: (?:and )?(?:{part}|{ones}))?){_CLOSES}"
    )
    # 1688 is a platform as well: "added to 1688"
    year_4 = r"(?!(?<=\b(?:on|to)\x20)1688|1688(?:'s|\.com| platform))(?:1[6-9]|20)\d\d(?![\d%‰])(?![.,]\d)"
    year = (
        rf"(?:{_FISCAL}|(?:the )?(?:calendar |full[ -]|whole |entire )?year (?:of )?{year_4}|calendar {year_4}|{year_4}"
        rf"|(?:the )?{_RELATIVE} (?:calendar |full )?year(?!-)|the year before(?: last)?"
        r"|(?:that|same|the(?: same)?) year(?!-)"
        r"|'\d\d(?!\d))"
    )
    names = words["months"]
    short = [name for name in names if any(other != name and other.startswith(name) for other in names)]
    full = [name for name in names if name not in short]
    bodies = {
        "M": rf"(?:(?:{any_of(full)})(?![a-z])|(?:{any_of(short)})(?![a-z])\.?)",
        "Y": year,
        "N": rf"(?:\d{{1,3}}|{any_of(words['numbers'])})",
        "O": rf"(?:\d{{1,2}}(?:st|nd|rd|th)|last|final|(?:twenty|thirty)[ \t-](?:{ordinals})|{ordinals})",
        "D": _DAY,
        "A": year_4,
    }
    out = {"NUMBERS": any_of(words["numbers"]), "WEEKDAYS": any_of(words["weekdays"])}
    out["ORDINALS"] = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:twenty|thirty)[ \t-](?:{ordinals})|{ordinals})"
    out |= {"SPELLED": spelled, "CLOSES": _CLOSES, "TEENS": teens}
    out["LATE"] = (
        "eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|thirtieth"
    )
    out["TWENTIES"] = rf"(?:(?:twenty|thirty)[ \t-](?:{ones}))"
    out["YW"] = f"(?P<y>{year}|{spelled})"
    out |= {"YX": year, "UNIT": _UNIT + "s?", "UNITS": _UNIT + "s", "OFY": _OF_YEAR}
    for key, body in bodies.items():
        for suffix in ("", "2", "3"):
            out[key + suffix] = f"(?P<{key.lower()}{suffix}>{body})"
    return out


def _expanded(pattern: str, macros: Mapping[str, str]) -> str:
    """Write out blanks, `_`, `~` and macros; escapes, character classes and what looks behind stay as they are."""
    out = []
    for token in _TOKEN.findall(pattern):
        if token[0] == "{" and token[1:-1] in macros:
            out.append(_expanded(macros[token[1:-1]], macros))
        elif token[0] == "[" or token.startswith("(?<"):
            out.append(token)
        else:
            out.append(_BLANKS.get(token, token))
    return "".join(out)


def _heads(heads: str, words: Mapping[str, Any]) -> set[str]:
    classes = {
        "%month": tuple(words["months"]),
        "%number": (*words["numbers"], "%small"),
        "%ordinal": (
            *(word.split("-")[0] for word in words["ordinals"]),
            "twenty",
            "thirty",
            "last",
            "final",
            "%small",
        ),
        "%weekday": tuple(words["weekdays"]),
        "%country": tuple(name for names in words["countries"].values() for name in names),
        "%year": ("%year", "%year-"),
        "%year-": ("%year-",),
        "%small": ("%small",),
        "%digits": ("%digits",),
    }
    return {word for head in heads.split() for word in classes.get(head, (head.split("-")[0],))}


@lru_cache(maxsize=8)
def grammar(vocabulary: Vocabulary) -> Grammar:
    """Compile the rules over the words of `vocabulary`."""
    words = vocabulary.table("periods")
    rules = vocabulary.table("period_rules")
    macros = _macros(words)
    by_head: dict[str, list[Rule]] = {}
    for entry, changes in [*((e, False) for e in rules["english"]), *((e, True) for e in rules["english_change"])]:
        rule = Rule(entry["name"], entry["pattern"], macros, entry["reading"], changes, tuple(entry.get("holds", ())))
        for word in _heads(entry["heads"], words):
            by_head.setdefault(word, []).append(rule)
    nouns = words["words"]["counted_nouns"]
    return Grammar(
        by_head={word: tuple(found) for word, found in by_head.items()},
        words=words,
        inside=frozenset([*by_head, *words["words"]["inside"]]),
        nouns=frozenset([*nouns, *(f"{noun}s" for noun in nouns), *(f"{noun}es" for noun in nouns)]),
        calendars={
            country: FiscalCalendar(entry["month"], entry["day"], entry["named_after"] == "last")
            for country, entry in words["fiscal_years"].items()
        },
        hints=frozenset(hint for found in by_head.values() for rule in found for hint in rule.holds),
        narrowed={},
    )


_YEAR_MARKS = ("-", "/", ".", "'", "s")  # 2010-11, 2010/03/01, 2010s


def _head(low: str, at: int, word: str) -> str:
    if not word[0].isdigit():
        return word
    if len(word) == 4:
        return "%year-" if low[at + 4 : at + 5] in _YEAR_MARKS else "%year"
    return "%small" if len(word) < 4 else "%digits"


def match_at(low: str, at: int, word: str, rules: Grammar, setting: Setting, depth: int = 0) -> Found | None:
    """Return the longest reading that begins at `at`, where `word` is the word that stands there."""
    best: Found | None = None
    for rule in rules.by_head.get(_head(low, at, word), ()):
        match = rule.pattern.match(low, at)
        if match is not None and _counts(low, match.end(), rules.nouns):
            match = rule.pattern.match(low, at, match.end() - 4)  # "in October 2000 workers": without the year
        if match is None:
            continue
        found = _changed(match, rule, rules, setting, depth) if rule.changes else _read(match, rule, setting)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


_SEASONS = ("spring ", "summer ", "autumn ", "winter ", "season ")  # "spring-summer 2023 orders"
_NOUN_AFTER = re.compile(r"[ -]([a-z]+)")


def _counts(low: str, end: int, nouns: frozenset[str]) -> bool:
    """Say whether the four digits before `end` count what follows: "2000 workers"."""
    if not low[end - 1].isdigit() or not low[end - 4 : end].isdigit():
        return False
    noun = _NOUN_AFTER.match(low, end)
    if noun is not None and noun[0] == " year" and not low.startswith(" old", noun.end()):
        return False  # "2007 year China's exports", word for word from the Chinese
    return noun is not None and noun[1] in nouns and not low.endswith(_SEASONS, max(0, end - 11), end - 4)


def _read(match: re.Match[str], rule: Rule, setting: Setting) -> Found | None:
    draft = READINGS[rule.reading](match, setting)
    if draft is None:
        return None
    ambiguous = rule.name == "<year>-<year> short" and int(match["second"]) <= 12
    if rule.name == "dd/mm/yyyy":
        ambiguous = int(match["a1"]) <= 12 and int(match["a2"]) <= 12 and match["a1"] != match["a2"]
    return Found(match.end(), draft, rule.name, ambiguous)


_NEXT_WORD = re.compile(r"[ \t\"']{0,3}(?:the[ \t])?([a-z]+|\d+)")


def _changed(match: re.Match[str], rule: Rule, rules: Grammar, setting: Setting, depth: int) -> Found | None:
    """Read the period behind a prefix ("since", "by the end of"), which then changes it."""
    following = _NEXT_WORD.match(match.string, match.end())
    if depth > 1 or following is None:
        return None
    if following.start(1) == match.end() and match.string[match.end() - 1].isalpha():
        return None
    key = following.start(1), depth
    if key not in setting.inner:  # "by the end of" and "the end of" ask for the same
        setting.inner[key] = match_at(match.string, key[0], following[1], rules, setting, depth + 1)
    inner = setting.inner[key]
    if inner is None or inner.draft.open_start or inner.draft.open_end:
        return None
    measure = MEASURES.get(rule.reading)
    if rule.reading == "weekday_of" and ("week" in inner.rule or inner.rule == "today"):
        return None  # "Wednesday, Thursday or Friday"
    draft = measure(inner.draft, match, setting) if measure else CHANGES[rule.reading](inner.draft, match.group())
    if draft is None:
        return None
    return Found(inner.end, draft, f"{rule.name} {inner.rule}", inner.ambiguous, following.start(1) - match.start())
