"""Copies: documents that tell one story, found by the passages they share.

Precision first. A document is compared with representatives only, never with other copies, so shared templates cannot
chain different stories into one. The representative is the earliest published, then the smallest id.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pipelines.corpus.passages import Passages

SIMILAR = 0.5  # share of the shorter text's passages that must stand in the other
FEWEST = 8  # passages a text needs before it can be called a copy
_LONGER = 3.0  # a text this much longer than the other tells more than one story
_FIGURES_SHARED = 0.5  # share of figures in common, below which two texts share a template and not a story
COMMON = 200  # a passage found in more stories than this is a template's
_BLOCK = 8_192  # passages of documents that are looked at together


@dataclass(frozen=True, slots=True)
class CopyCandidate:
    """A document to be compared."""

    document_id: str
    published_on: date | None
    passages: Passages

    @property
    def size(self) -> int:
        """How many passages it has."""
        return len(self.passages.hashes)


@dataclass(frozen=True, slots=True)
class DocumentCopy:
    """Which story a document tells; a row of core.document_copy."""

    document_id: str
    representative_id: str
    similarity: float
    differing_figures: tuple[str, ...]

    @property
    def is_story(self) -> bool:
        return self.document_id == self.representative_id


def find_copies(documents: Iterable[CopyCandidate]) -> list[DocumentCopy]:
    """Return one row a document, sorted by id; a document that is no copy represents itself."""
    ordered = sorted(documents, key=lambda d: (d.published_on or date.max, d.document_id))
    index = _Index(ordered)
    rows = []
    for block in index.blocks():
        near = index.near(block)
        for at in block:
            document = ordered[at]
            sharing = index.sharing(at, near[at], fewest_shared(document.size)) if at in near else []
            rows.append(copy_of(document, ((ordered[other], count) for other, count in sharing)))
            if rows[-1].is_story:
                index.add(at)
        index.file()
    return sorted(rows, key=lambda row: row.document_id)


class _Index:
    """Which stories hold which passage, as flat arrays: a list a passage would take gigabytes.

    A document goes by its place in the order; stories are added in that order, and filed a block at a time.
    """

    def __init__(self, documents: Sequence[CopyCandidate]) -> None:
        self._sizes = np.fromiter((d.size for d in documents), np.int64, len(documents))
        ends = np.cumsum(self._sizes)
        every = np.empty(int(self._sizes.sum()), np.uint64)
        for document, end, size in zip(documents, ends, self._sizes, strict=True):
            hashes = document.passages.hashes
            every[end - size : end] = hashes if isinstance(hashes, np.ndarray) else np.fromiter(hashes, np.uint64, size)
        _, numbers, times = np.unique(every, return_inverse=True, return_counts=True)
        del every
        # A passage that stands in a single document finds nobody.
        shared = times > 1
        kept = shared[numbers]
        until = np.concatenate((np.zeros(1, np.int64), np.cumsum(kept)))
        self._starts, self._ends = until[ends - self._sizes], until[ends]
        self._passages = (np.cumsum(shared) - 1)[numbers[kept]].astype(np.int32)  # of all documents, one after another
        self._room = np.minimum(times[shared], COMMON + 1).astype(np.int32)
        self._offsets = np.cumsum(self._room, dtype=np.int64) - self._room
        self._stories = np.empty(int(self._room.sum()), np.int32)
        self._held = np.zeros(len(self._room), np.int32)  # stories so far that hold a passage, filed or not
        self._is_story = np.zeros(len(documents), bool)
        self._waiting: list[int] = []  # stories that are not filed yet

    def blocks(self) -> Iterator[range]:
        """Yield runs of documents that come one after another and hold no more passages than memory bears at once."""
        start = 0
        while start < len(self._ends):
            end = int(np.searchsorted(self._ends, self._starts[start] + _BLOCK, "right"))
            yield range(start, max(end, start + 1))
            start = max(end, start + 1)

    def add(self, at: int) -> None:
        """Take a document for a story."""
        self._held[self._passages[self._starts[at] : self._ends[at]]] += 1
        self._is_story[at] = True
        self._waiting.append(at)

    def file(self) -> None:
        """File the passages of the stories of a block, as far as there is room."""
        added = np.array(self._waiting, np.int64)
        self._waiting.clear()
        sizes = self._ends[added] - self._starts[added]
        passages = self._passages[each(self._starts[added], sizes)]
        order = np.argsort(passages, kind="stable")
        passages, stories = passages[order], np.repeat(added, sizes)[order]
        _, before, behind = _runs(passages)
        places = self._held[passages] - behind + before
        fits = places < self._room[passages]
        self._stories[self._offsets[passages[fits]] + places[fits]] = stories[fits]

    def near(self, block: range) -> dict[int, list[int]]:
        """Return the documents of a block that may be copies, each with those before it that are enough like it.

        Passages that become a template's within the block still count here, so none is missed; `sharing` is exact.
        """
        many = len(self._sizes)
        kind = np.int32 if len(block) * many < 2**31 else np.int64  # half the bytes are sorted in half the time
        passages = self._passages[self._starts[block.start] : self._ends[block.stop - 1]]
        within = slice(block.start, block.stop)
        owners = np.repeat(np.arange(len(block), dtype=kind), self._ends[within] - self._starts[within])
        telling = self._held[passages] <= COMMON
        passages, owners = passages[telling], owners[telling]
        order = np.argsort(passages, kind="stable")
        passages, owners = passages[order], owners[order]
        held = self._held[passages]
        firsts, before, _ = _runs(passages)
        earlier = self._stories[each(self._offsets[passages], held)]
        beside = owners[each(firsts, before)] + kind(block.start)
        base = np.multiply(owners, many, dtype=kind)
        pairs = np.concatenate((np.repeat(base, held) + earlier, np.repeat(base, before) + beside))
        pairs, shared = repeated(pairs, math.ceil(SIMILAR * FEWEST))
        owners, others = pairs // many + block.start, pairs % many
        alike = may_be_copies(self._sizes[owners], self._sizes[others], shared)
        found: dict[int, list[int]] = {}
        for at, like in zip(owners[alike].tolist(), others[alike].tolist(), strict=True):
            found.setdefault(at, []).append(like)
        return found

    def sharing(self, at: int, among: Iterable[int], fewest: int) -> list[tuple[int, int]]:
        """Return which stories among some share at least so many passages with a document, and how many; most first."""
        passages = self._passages[self._starts[at] : self._ends[at]]
        held = self._held[passages]
        passages = passages[(held > 0) & (held <= COMMON)]  # what more stories hold is a template's
        pairs = [
            (other, int(np.isin(passages, self._passages[self._starts[other] : self._ends[other]]).sum()))
            for other in among
            if self._is_story[other]
        ]
        return sorted((pair for pair in pairs if pair[1] >= fewest), key=lambda pair: (-pair[1], pair[0]))


def _runs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each of some sorted values where the run of its like begins, how many of them go before it, and how
    many there are of them.
    """  # noqa: D205
    begins = np.flatnonzero(np.concatenate((np.ones(min(len(values), 1), bool), values[1:] != values[:-1])))
    lengths = np.diff(np.append(begins, len(values)))
    firsts = np.repeat(begins, lengths)
    return firsts, np.arange(len(values)) - firsts, np.repeat(lengths, lengths)


def repeated(values: np.ndarray, times: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the values that stand at least so many times, each once and in order, and how often each does."""
    values = np.sort(values)
    until = max(len(values) - times + 1, 0)
    at = np.flatnonzero(values[:until] == values[times - 1 :])
    often = values[at]
    begins = np.flatnonzero(np.concatenate((np.ones(min(len(at), 1), bool), often[1:] != often[:-1])))
    return often[begins], np.diff(np.append(begins, len(at))) + times - 1


def each(starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return `start, start + 1 ...` of each start, so many as its count says, one after another."""
    ends = np.cumsum(counts, dtype=np.int64)
    return np.repeat(starts - (ends - counts), counts) + np.arange(int(ends[-1]) if len(ends) else 0)


def fewest_shared(size: int) -> int:
    """Return how many passages a document of so many shares at least with a story that it may be a copy of."""
    return math.ceil(SIMILAR * max(FEWEST, size / _LONGER))


def copy_of(document: CopyCandidate, sharing: Iterable[tuple[CopyCandidate, int]]) -> DocumentCopy:
    """Return which of some stories a document tells, or that it tells its own.

    They come with the number of telling passages that they share with it, most first, then in the order of dates.
    """
    best: tuple[CopyCandidate, float] | None = None
    for story, count in sharing:
        similarity = _similarity(document.passages, story.passages, count)
        if similarity is not None and (best is None or similarity > best[1]):
            best = story, similarity
    if best is None:
        return own_story(document.document_id)
    story, similarity = best
    known = set(story.passages.figures)
    differing = tuple(figure for figure in document.passages.figures if figure not in known)
    return DocumentCopy(document.document_id, story.document_id, round(similarity, 4), differing)


def own_story(document_id: str) -> DocumentCopy:
    """Return that a document is no copy."""
    return DocumentCopy(document_id, document_id, 1.0, ())


def may_be_copies(sizes: np.ndarray, others: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Say of pairs of documents, by their passages and those they share, which are enough like each other."""
    short, long = np.minimum(sizes, others), np.maximum(sizes, others)
    alike: np.ndarray = (short >= FEWEST) & (long <= short * _LONGER) & (shared >= SIMILAR * short)
    return alike


def _similarity(one: Passages, other: Passages, shared: int) -> float | None:
    short, long = sorted((len(one.hashes), len(other.hashes)))
    if short < FEWEST or long > short * _LONGER or shared < SIMILAR * short:
        return None
    figures, others = sorted((set(one.figures), set(other.figures)), key=len)
    if len(figures) > 1 and len(figures & others) < _FIGURES_SHARED * len(figures):
        return None
    return shared / short
