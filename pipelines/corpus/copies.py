"""Copies: documents that tell one story, found by the passages they share.

Precision first. A document is compared with representatives only, never with other copies, so shared templates cannot
chain different stories into one. The representative is the earliest published, then the smallest id.
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np

# Reads the text as words: Latin words and numbers whole, Chinese character by character.
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WINDOW = 6  # words of a passage; twice as many Chinese characters
_KEPT = 4  # one passage in four is kept, by its hash: the same ones in every document

_MODULUS = (1 << 61) - 1  # a prime: every bit of a rolled hash is as good as another
_BASE = 1_000_003

_SIMILAR = 0.5  # share of the shorter text's passages that must stand in the other
_FEWEST = 8  # passages a text needs before it can be called a copy
_LONGER = 3.0  # a text this much longer than the other tells more than one story
_FIGURES_SHARED = 0.5  # share of figures in common, below which two texts share a template and not a story
_COMMON = 200  # a passage found in more stories than this is a template's


@dataclass(frozen=True, slots=True)
class Passages:
    """What is kept of a text to compare it: cached per document, it depends on the text alone."""

    hashes: Collection[int] | np.ndarray  # distinct; an array keeps a hundred thousand articles small
    figures: tuple[str, ...]  # distinct, in order of the text


@dataclass(frozen=True, slots=True)
class CopyCandidate:
    """A document to be compared."""

    document_id: str
    published_on: date | None
    passages: Passages


@dataclass(frozen=True, slots=True)
class DocumentCopy:
    """Which story a document tells; a row of core.document_copy."""

    document_id: str
    representative_id: str
    similarity: float
    differing_figures: tuple[str, ...]


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


def find_copies(documents: Iterable[CopyCandidate]) -> list[DocumentCopy]:
    """Return one row a document, sorted by id; a document that is no copy represents itself."""
    ordered = sorted(documents, key=lambda d: (d.published_on or date.max, d.document_id))
    stories: list[CopyCandidate] = []
    index = _Index(ordered)
    rows = []
    for at, document in enumerate(ordered):
        found = _closest(document, index.sharing(at, _fewest(document)), stories)
        if found is None:
            rows.append(DocumentCopy(document.document_id, document.document_id, 1.0, ()))
            index.add(at, len(stories))
            stories.append(document)
        else:
            story, similarity = found
            rows.append(_as_copy(document, story, similarity))
    return sorted(rows, key=lambda row: row.document_id)


class _Index:
    """Which stories hold which passage, as flat arrays: a list a passage would take gigabytes."""

    def __init__(self, documents: Sequence[CopyCandidate]) -> None:
        sizes = np.fromiter((len(d.passages.hashes) for d in documents), np.int64, len(documents))
        self._ends = np.cumsum(sizes)
        every = np.empty(int(sizes.sum()), np.uint64)
        for document, end, size in zip(documents, self._ends, sizes, strict=True):
            hashes = document.passages.hashes
            every[end - size : end] = hashes if isinstance(hashes, np.ndarray) else np.fromiter(hashes, np.uint64, size)
        _, numbers, times = np.unique(every, return_inverse=True, return_counts=True)
        del every
        self._passages = numbers.astype(np.int32)  # of all documents, one after another
        self._starts = np.concatenate(([0], self._ends[:-1])) if len(sizes) else sizes
        # Room for the stories of each passage; one that stands in a single document finds nobody and needs none.
        self._room = np.where(times > 1, np.minimum(times, _COMMON + 1), 0).astype(np.int32)
        self._offsets = np.cumsum(self._room, dtype=np.int64) - self._room
        self._stories = np.empty(int(self._room.sum()), np.int32)
        self._held = np.zeros(len(times), np.int32)

    def add(self, at: int, story: int) -> None:
        """File the passages of a document under its number among the stories."""
        passages = self._passages[self._starts[at] : self._ends[at]]
        passages = passages[self._held[passages] < self._room[passages]]
        self._stories[self._offsets[passages] + self._held[passages]] = story
        self._held[passages] += 1

    def sharing(self, at: int, fewest: int) -> list[tuple[int, int]]:
        """Return the stories that share at least so many passages with a document, with their number, most first."""
        passages = self._passages[self._starts[at] : self._ends[at]]
        held = self._held[passages]
        telling = (held > 0) & (held <= _COMMON)  # what more stories hold is a template's
        held = held[telling].astype(np.int64)
        if len(held) < fewest:
            return []
        offsets = self._offsets[passages[telling]]
        # the holders of each passage, one after another
        steps = np.repeat(offsets - (np.cumsum(held) - held), held) + np.arange(int(held.sum()))
        found = np.sort(self._stories[steps])
        first = found[: len(found) - fewest + 1]
        often = first[first == found[fewest - 1 :]]
        if not len(often):
            return []
        often = np.unique(often)
        counts = np.searchsorted(found, often, "right") - np.searchsorted(found, often, "left")
        return sorted(zip(often.tolist(), counts.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))


def _fewest(document: CopyCandidate) -> int:
    """Return how many passages a document shares at least with a story that it may be a copy of."""
    return math.ceil(_SIMILAR * max(_FEWEST, len(document.passages.hashes) / _LONGER))


def _closest(
    document: CopyCandidate, sharing: Iterable[tuple[int, int]], stories: Sequence[CopyCandidate]
) -> tuple[CopyCandidate, float] | None:
    """Return the story most like the document and how like it is, None where none is like it enough."""
    best: tuple[CopyCandidate, float] | None = None
    for position, count in sharing:
        story = stories[position]
        similarity = _similarity(document.passages, story.passages, count)
        if similarity is not None and (best is None or similarity > best[1]):
            best = story, similarity
    return best


def _similarity(one: Passages, other: Passages, shared: int) -> float | None:
    short, long = sorted((len(one.hashes), len(other.hashes)))
    if short < _FEWEST or long > short * _LONGER or shared < _SIMILAR * short:
        return None
    figures, others = sorted((set(one.figures), set(other.figures)), key=len)
    if len(figures) > 1 and len(figures & others) < _FIGURES_SHARED * len(figures):
        return None
    return shared / short


def _as_copy(document: CopyCandidate, story: CopyCandidate, similarity: float) -> DocumentCopy:
    known = set(story.passages.figures)
    differing = tuple(figure for figure in document.passages.figures if figure not in known)
    return DocumentCopy(document.document_id, story.document_id, round(similarity, 4), differing)
