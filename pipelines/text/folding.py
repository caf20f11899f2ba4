"""Folding: one character for one, so that a lexicon need hold each word in one spelling and every offset still holds.

Traditional characters become simplified, full-width forms plain, typographic quotes and dashes ASCII, capitals small.
"""

from functools import cache
from importlib.resources import files

_PUNCTUATION = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u3000": " "}


@cache
def _table() -> dict[int, str]:
    path = files("pipelines.reference") / "traditional.txt"
    traditional, simplified = path.read_text(encoding="utf-8").splitlines()[1:3]
    table = {ord(old): new for old, new in zip(traditional, simplified, strict=True)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(old): new for old, new in _PUNCTUATION.items()}
    return table


def fold(text: str) -> str:
    """Return the text folded, of the same length.

    >>> fold("針織服裝 １２億件, “OEM”")
    '针织服装 12亿件, "oem"'
    """
    if text.isascii():
        return text.lower()
    folded = text.translate(_table())
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)
