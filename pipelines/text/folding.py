"""Folding: one character for one, so that a lexicon need hold each word in one spelling and every offset still holds.

Traditional characters become simplified, full-width forms plain, typographic quotes and dashes ASCII, capitals small.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

_SURROGATES = range(0xD800, 0xE000)  # alone, they are no characters: nothing can encode them
_PUNCTUATION = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u3000": " ", "\u2236": ":"}

_SAID = re.compile(r"(\A|[\s(])'([A-Za-z](?:[^'\"\n]|(?<=[a-z])'(?=[a-z])|(?<=s)'(?= [a-z])){8,600}[,.?!])'(?=\s|\Z)")


@cache
def _table() -> dict[str, str]:
    path = files("pipelines.reference") / "traditional.txt"
    traditional, simplified = path.read_text(encoding="utf-8").splitlines()[1:3]
    table = dict(zip(traditional, simplified, strict=True))
    table |= {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {chr(code): "\ufffd" for code in _SURROGATES}
    return table | _PUNCTUATION


@cache
def _changed() -> re.Pattern[str]:
    """Match a character that the table changes: `re` leaps from one to the next, where `translate` asks for each."""
    return re.compile(f"[{re.escape(''.join(_table()))}]")


def _folded(found: re.Match[str]) -> str:
    return _table()[found[0]]


def fold(text: str) -> str:
    """Return the text folded, of the same length.

    >>> fold("針織服裝 １２億件, “OEM”")
    '针织服装 12亿件, "oem"'
    """
    if text.isascii():
        return _quoted(text).lower()
    return _folded_beyond_ascii(text)


def _quoted(text: str) -> str:
    """Write what somebody says between single marks between double ones: "'Our output fell,' said the manager"."""
    return _SAID.sub(r'\1"\2"', text) if ".'" in text or ",'" in text else text


@lru_cache(maxsize=2)  # the recognisers fold a text one after the other
def _folded_beyond_ascii(text: str) -> str:
    folded = _quoted(_changed().sub(_folded, text))
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)
