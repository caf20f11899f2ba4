"""Firms that no suffix tells: by what stands beside their names.

"Leutus, a lingerie house", "his firm, Shiva Looms", "says Anna Berg, 50, who runs Nordtrik with 30 employees". A name
once told to be a firm's is one wherever it stands.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipelines.recognise.mentions import Organisation
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.occurrences import Occurrences
from pipelines.text.spans import Span

_CAPITAL = r"[A-ZÀ-ÖØ-ÞÇİÖÜĐ][\w&'’.-]*"
_NAME = rf"(?P<name>{_CAPITAL}(?:(?:\s+(?:de|da|do|di))?\s+{_CAPITAL}){{0,3}})"
_HEDGE = r"(?:some\s+|about\s+|more than\s+|over\s+|nearly\s+|only\s+|just\s+)?"
_WITHIN = r"(?:,?\s+(?:in|of|near)\s+[A-Z][^,.;\d]{1,30})?"
_RESULT = r"(?:revenues?|sales|turnover|profits?|income|loss(?:es)?|earnings)\b"
_POSSESSIVE = re.compile(r"['’]s?\Z|[.,]\Z")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w'’-]* \Z")
_TOLD = "<name> said to be a firm"
_WHAT_IT_IS = re.compile(
    r"-(?:based|owned|run|led|listed)\Z|\A(?:[A-Z][a-z]+)?(?:maker|Maker|Brand|Retailer|Exporter|Producer)\Z"
)
_MONEY = re.compile(
    r"(?:Rs|Tk|INR|PKR|BDT|USD|EUR|RMB|CNY|VND|RM|US|TL)\.?\d"
)  # "Rs285 billion, including Rs62 billion"
_LETTERS = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PERSON = r"[A-Z][\w'’-]+\s+[A-Z][\w'’-]+"
# How words of the language end that may stand alone at the head of a sentence: "Weaving employs 3,000".
_WORD_ENDS = re.compile(
    r"(?:ing|ions?|ments?|ness|ity|[eo]rs|ies|wear|ware|goods|ly|isms?|[ae]nces?|ship|age|ery|cloth|body|one|thing|where)\Z"
)
_REACH = 110  # characters before a word that the name may begin


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a word of the lexicon tells of a name beside it."""

    pattern: re.Pattern[str]
    behind: bool  # the name stands behind the word, where the pattern begins; else before it
    least: int = 1  # words that the name must have
    led_by: re.Pattern[str] | None = None  # what stands before the word
    bare: bool = False  # a word alone at the head of a sentence passes if it is none of the language


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The lexicon, compiled: one pass finds its words, and the rules are tried there alone."""

    words: Occurrences
    rules: tuple[tuple[_Rule, ...], ...]  # of each word
    no_first: frozenset[str]
    no_last: frozenset[str]
    of_trade: frozenset[str]  # words that other lexicons have: "Yarn makes up half of it"


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    words: Any = vocabulary.table("organisations")["firm"]
    head, hands, role, does = (_any(words[name]) for name in ("heads", "hands", "roles", "does"))
    gap = rf"(?:(?!\b{_any(words['no_firm'])}s?\b)[^,.;]){{0,60}}?"
    number = rf"{_HEDGE}[\d,]+\s+{hands}\b"
    results = _any(words["results"])
    his = re.compile(r"\b(?i:his|her|their|whose|the|a|an|family)\s+(?:\w+\s+){0,2}\Z")
    who = re.compile(rf"(?:\b(?i:who|he|she)|{_PERSON})\s+(?:now\s+|also\s+)?\Z")
    with_hands = re.compile(rf"\b[Ww]ith\s+(?:its\s+|just\s+)?{_HEDGE}[\d,]+\s+\Z")
    so_much = (
        r"(?:up to\s+)?"
        + _HEDGE
        + r"(?:[€$£₹]?\s?\d|(?:Rs\.?|R\$|Tk)\s?\d|its\b|most\b|half\b|almost\b|all of\b|two[ -]thirds)"
    )
    goes_on = rf"(?=\s+(?:[a-z]+ly\s+)?(?:has|had|is|was|which|in|{does})\b|['’]s|,\s+which)"
    by_kind = {
        "heads": (
            _Rule(
                re.compile(
                    rf"{_NAME},\s+(?:itself\s+)?(?:an?|another|one of|the|its|their|his|her)\s+{gap}\b{head}\b(?!['’]s)"
                ),
                False,
            ),
            _Rule(re.compile(rf"{_NAME},\s+one of\s+{gap}\b{head}s\b"), False),
            _Rule(re.compile(rf"{head},?\s+(?:called\s+|named\s+)?{_NAME}"), True, 1, his),
            _Rule(re.compile(rf"{head}\s+{_NAME}{goes_on}"), True, 2),
        ),
        "hands": (
            _Rule(re.compile(rf"{_NAME},\s+{number}"), False),
            _Rule(re.compile(rf"\b[Aa]t\s+{_NAME}{_WITHIN},?\s+{number}"), False),
            _Rule(re.compile(rf"{_NAME}\s+(?:has|employs|had|employed|keeps|kept)\s+{number}"), False),
            _Rule(re.compile(rf"{_NAME},\s+which\s+[^.;]{{5,80}},\s+(?:has|employs|had|employed)\s+{number}"), False),
            _Rule(re.compile(rf"\b[Aa]t\s+{_NAME},\s+an?\s+[^,.;]{{3,50}},\s+{number}"), False),
            _Rule(re.compile(rf"{_NAME}(?:,\s+with|:|\s+\()\s*(?:its\s+)?{number}"), False, bare=True),
            _Rule(re.compile(rf"{hands},?\s+{_NAME}(?=\s+[a-z]+s?\b)"), True, 1, with_hands),
        ),
        "results": (
            _Rule(re.compile(rf"{_NAME}['’]s\s+(?:\w+\s+){{0,2}}{results}\b"), False, bare=True),
            _Rule(re.compile(rf"{results}\s+(?:of|at)\s+{_NAME}(?=[,.]|\s+[a-z])"), True),
        ),
        "told": (_Rule(re.compile(rf"{_any(words['told'])}\s+{_NAME}(?=[,.]|\s+[a-z])"), True),),
        "speaks": (
            _Rule(re.compile(rf"{_any(words['speaks'])}\s+{_PERSON}\s+of\s+{_NAME}(?=[,.\"”]|\s+[a-z])"), True),
        ),
        "firsts": (_Rule(re.compile(rf"{_NAME},\s+(?:by far\s+)?the\s+(?:\w+\s+)?{_any(words['firsts'])}"), False),),
        "begun": (
            _Rule(
                re.compile(rf"{_NAME},\s+(?:which was |first |itself )?{_any(words['begun'])}\s+(?:in|by|with)\b"),
                False,
            ),
        ),
        "reports": (_Rule(re.compile(rf"{_NAME}\s+{_any(words['reports'])}\s+(?:[a-z-]+\s+){{0,3}}{_RESULT}"), False),),
        "plans": (_Rule(re.compile(rf"{_NAME}\s+(?:now\s+|also\s+)?{_any(words['plans'])}"), False),),
        "leads": (_Rule(re.compile(rf"\w+\s+{_NAME}"), True, 1, who),),
        "roles": (
            _Rule(re.compile(rf"{role}\s+(?:of|at)\s+(?:the\s+)?[\"“]?{_NAME}"), True),
            _Rule(re.compile(rf"{_NAME}['’]s\s+(?:\w+\s+)?{role}\b"), False),
        ),
        "does": (
            _Rule(re.compile(rf"{_NAME},\s+(?:which|that)\s+(?:now\s+|also\s+)?{does}\b"), False, 2),
            _Rule(re.compile(rf"{_NAME}\s+{does}\s+{_HEDGE}[\d,.]+\s"), False, 2),
            _Rule(re.compile(rf"{_NAME}\s+alone\s+{does}\b"), False),
            _Rule(re.compile(rf"{_NAME}\s+(?:(?:now|also|today|currently)\s+)?{does}\s+{so_much}"), False, bare=True),
        ),
        "suffixes": (_Rule(re.compile(rf"(?P<name>(?:{_CAPITAL}\s+){{1,5}}{_any(words['suffixes'])}\b)"), False),),
        "prefixes": (_Rule(re.compile(rf"(?P<name>{_any(words['prefixes'])}(?:\s+{_CAPITAL}){{1,3}})"), True),),
    }
    rules: dict[str, tuple[_Rule, ...]] = {}
    for kind, of_kind in by_kind.items():
        for word in words[kind]:
            rules[word] = (*rules.get(word, ()), *of_kind)
    return _Grammar(
        Occurrences(rules),
        tuple(rules.values()),
        frozenset(words["no_first"]),
        frozenset(words["no_last"]),
        frozenset(
            _words_of([vocabulary.table(name) for name in ("products", "trades", "indicators", "counted", "channels")])
        ),
    )


def _words_of(value: Any) -> Iterator[str]:
    """Yield the words of a lexicon, in small letters."""
    if isinstance(value, str):
        yield from _LETTERS.findall(value.lower())
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words_of(each)


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(words) + ")"


def find_firms(
    text: str,
    sentences: Sequence[Span],
    bare: Collection[tuple[int, int]],
    vocabulary: Vocabulary,
) -> Iterator[Organisation]:
    """Yield the firms of the sentences; `bare` are where known places stand: their names alone are no firms."""
    grammar = _grammar(vocabulary)
    starts = [span.start for span in sentences]
    for index, start, end in grammar.words.find(text):
        at = bisect_right(starts, start) - 1
        if at < 0 or end > sentences[at].end or text[start - 1 : start].isalpha():
            continue
        for rule in grammar.rules[index]:
            named = _named(text, rule, start, end, sentences[at], grammar)
            if named is not None and (named.start, named.end) not in bare:
                yield Organisation(named, named.of(text), "firm", _TOLD)


def _named(text: str, rule: _Rule, start: int, end: int, span: Span, grammar: _Grammar) -> Span | None:
    """Return the name that a rule finds beside its word at `start`."""
    if rule.behind:
        if rule.led_by is not None and rule.led_by.search(text, max(span.start, start - 40), start) is None:
            return None
        match = rule.pattern.match(text, start, span.end)
    else:
        first = max(span.start, start - _REACH)
        while first > span.start and not text[first - 1].isspace():
            first -= 1
        match = rule.pattern.search(text, first, min(span.end, end + 30))
    named = _trimmed(text, Span(*match.span("name")), grammar) if match is not None else None
    if named is not None and rule.bare and named.start == span.start and _may_be_a_word(text, named.of(text), grammar):
        return None
    return named if named is not None and len(named.of(text).split()) >= rule.least else None


def _may_be_a_word(text: str, name: str, grammar: _Grammar) -> bool:
    """Say whether a name of one word at the head of a sentence may be any word, written so for its place."""
    if " " in name:
        return False
    low = name.lower()
    return low in grammar.of_trade or _WORD_ENDS.search(low) is not None or f" {low} " in text


def _trimmed(text: str, span: Span, grammar: _Grammar) -> Span | None:
    """Return the name without its possessive and what no name begins with, None where nothing is left."""
    end = span.end
    while (mark := _POSSESSIVE.search(text, span.start, end)) is not None:
        end = mark.start()
    start = span.start
    words = text[start:end].split()
    while words and (words[0] in grammar.no_first or _WHAT_IT_IS.search(words[0])):
        start = text.index(words[0], start) + len(words.pop(0))
        start += len(text[start:end]) - len(text[start:end].lstrip())
    if not words or words[-1] in grammar.no_last or any(_MONEY.match(word) for word in words):
        return None
    if len(words) == 1 and (words[0].isupper() or len(words[0]) < 3):
        return None  # capitals alone are as likely an association's
    return Span(start, end)


def named_again(text: str, names: Sequence[Organisation]) -> Iterator[Organisation]:
    """Yield where the firms that only the words beside them told are named again."""
    taken = {at for name in names for at in range(name.start, name.end)}
    for words in {name.name: None for name in names if name.rule == _TOLD}:
        for match in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])(?! [A-Z])", text):
            if match.start() not in taken and not _CAPITAL_BEFORE.search(
                text, max(0, match.start() - 24), match.start()
            ):
                yield Organisation(Span(*match.span()), words, "firm", _TOLD)
