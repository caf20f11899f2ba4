"""Page furniture: menus, counters, credits, share buttons. What is found is named, never deleted.

The rules are data (`furniture.toml`): a pattern for a whole line, or for a piece inside a line of text.
"""

import re
from functools import lru_cache

from pipelines.reference.vocabulary import Vocabulary, default_vocabulary
from pipelines.text.spans import Span

_LINE = re.compile(r"[^\n\r]+")
_LINE_LIMIT = 240  # characters: furniture is short; a longer line is only searched for pieces


@lru_cache(maxsize=8)
def _rules(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = vocabulary.table("furniture")
    return (
        re.compile("|".join(f"(?:{p})" for p in table["lines"]), re.IGNORECASE),
        re.compile("|".join(f"(?:{p})" for p in table["pieces"]), re.IGNORECASE),
    )


def find_furniture(text: str, vocabulary: Vocabulary | None = None) -> tuple[Span, ...]:
    """Return the stretches of `text` that belong to the page and not to the article, in order.

    >>> [s.of("Click: 321") for s in find_furniture("Click: 321")]
    ['Click: 321']
    """
    whole, piece = _rules(vocabulary or default_vocabulary())
    out: list[Span] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if end - start <= _LINE_LIMIT and whole.fullmatch(text, start, end):
            out.append(Span(start, end))
        else:
            out.extend(Span(*found.span()) for found in piece.finditer(text, start, end) if found.end() > found.start())
    return tuple(out)
