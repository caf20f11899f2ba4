"""Chinese organisations and persons: a name ends with a word of its kind, and begins after a mark or a particle."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

from pipelines.recognise.mentions import Organisation
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span

_LONGEST = 24
# A name does not reach back over these.
_BREAK = re.compile(
    r"[^\u3400-\u9fffA-Za-z()（）]|记者|据|的|是|在|由|从|对|与|和|及|了|到|等|向|被|让|将|以|家|个|名|举办|举行|召开|主办|承办|参加|亮相|走进|走访|来到|位于|进入|探访|记得"
)
_ANY = re.compile(r"(?:上市|龙头|外贸|骨干|重点|中小|跨国|民营|贸易|电商|相关|加工|生产)\Z")  # 体育上市公司 is no name
_GENERIC = re.compile(
    r"^(?:该|本|各|某|一|两|多|数|几|上市|龙头|外贸|分|子|母|总|我|其|这|大型|小型|贸易|电商|企业|产业|行业|地方|相关|"
    r"有关|当地|国内|全国|省级|市级)*$"
)


class _Grammar:
    def __init__(self, vocabulary: Vocabulary) -> None:
        words: Any = vocabulary.table("organisations")
        self.kinds = {word: kind for kind, ends in words["chinese"].items() for word in ends}
        self.ends = re.compile("|".join(sorted(map(re.escape, self.kinds), key=len, reverse=True)))
        person = words["person"]
        surname = f"[{person['chinese_surnames']}]"
        before = "|".join(person["chinese_before"])
        after = "|".join(person["chinese_after"])
        self.person = re.compile(
            rf"(?:{before})(?P<titled>{surname}[\u4e00-\u9fff]{{1,2}}?)(?={after}|[,。:;、 ]|$)"
            rf"|(?:^|(?<=[,。:;、!?\"\s]))(?P<speaking>{surname}[\u4e00-\u9fff]{{1,2}})(?={after})",
            re.MULTILINE,
        )


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    return _Grammar(vocabulary)


def chinese_organisations(text: str, vocabulary: Vocabulary) -> Iterator[Organisation]:
    """Yield the organisations and persons of a text, in order within each."""
    folded = fold(text)
    grammar = _grammar(vocabulary)
    for match in grammar.ends.finditer(folded):
        floor = max(0, match.start() - _LONGEST)
        start = floor
        for broken in _BREAK.finditer(folded, floor, match.start()):
            start = broken.end()
        stem = folded[start : match.start()]
        if (
            (len(stem) < 2 and grammar.kinds[match.group()] != "media")
            or _GENERIC.match(stem)
            or (match.group() in ("公司", "集团") and _ANY.search(stem))
        ):
            continue
        kind: Literal["firm", "association", "agency", "event", "media"] = grammar.kinds[match.group()]
        yield Organisation(Span(start, match.end()), text[start : match.end()], kind, f"<name>{match.group()}")
    for match in grammar.person.finditer(folded):
        group = "titled" if match.group("titled") else "speaking"
        start, end = match.span(group)
        yield Organisation(Span(start, end), text[start:end], "person", f"<{group} name>")
