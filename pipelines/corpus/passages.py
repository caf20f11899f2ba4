"""Passages: what is kept of a text to compare it with others. It depends on the text alone, and is cached with it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

# Reads the text as words: Latin words and numbers whole, Chinese character by character.
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WINDOW = 6  # words of a passage; twice as many Chinese characters
_KEPT = 4  # one passage in four is kept, by its hash: the same ones in every document

_MODULUS = (1 << 61) - 1  # a prime: every bit of a rolled hash is as good as another
_BASE = 1_000_003


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a text, by their hashes, and its figures."""

    hashes: Collection[int] | np.ndarray  # distinct; an array keeps a hundred thousand articles small
    figures: tuple[str, ...]  # distinct, in order of the text


def read_passages(text: str) -> Passages:
    """Return the passages of a text: hashes of its word windows, a fixed quarter of them, and its figures."""
    words = _WORD.findall(text.lower())
    chinese = sum(1 for word in words if word[0] >= "\u3400")
    window = _WINDOW * 2 if chinese * 2 > len(words) else _WINDOW
    return Passages(frozenset(_passage_hashes(words, window)), tuple(dict.fromkeys(_FIGURE.findall(text))))


def _passage_hashes(words: list[str], window: int) -> Iterator[int]:
    """Yield the kept hashes of all windows: a polynomial over the words' own hashes, rolled from word to word."""
    known = {word: int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") for word in set(words)}
    numbers = [known[word] for word in words]
    leaving = pow(_BASE, window, _MODULUS)
    rolled = 0
    for at, number in enumerate(numbers):
        rolled = (rolled * _BASE + number) % _MODULUS
        if at >= window:
            rolled = (rolled - leaving * numbers[at - window]) % _MODULUS
        if at >= window - 1 and rolled % _KEPT == 0:
            yield rolled
