"""Copies after some documents came or went: only those are decided anew that the change may bear upon.

What a document is decided by: the stories before it that are like it, and which of its passages too many of them hold.
So a document that becomes a story, or is none any more, bears upon later ones that share enough with it, and on those
between the old and the new place from which on one of its passages is a template's. These are decided anew, and what
they bear upon, until nothing more turns: the outcome is that of `find_copies`, document by document.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.corpus import copies
from pipelines.corpus.copies import (
    CopyCandidate,
    DocumentCopy,
    copy_of,
    each,
    fewest_shared,
    may_be_copies,
    own_story,
    repeated,
)
from pipelines.corpus.passages import Passages

_AT_ONCE = 256  # documents whose likes are looked for together

_TOLD = [
    ("document_id", pa.string()),
    ("mark", pa.string()),  # of the text and all else that it was read by
    ("published_on", pa.date32()),
    ("passages", pa.list_(pa.uint64())),
    ("figures", pa.list_(pa.string())),
]
_FOUND = [
    ("representative_id", pa.string()),
    ("similarity", pa.float64()),
    ("differing_figures", pa.list_(pa.string())),
]
TOLD = pa.schema(_TOLD)  # what documents are decided by
DECIDED = pa.schema(_TOLD + _FOUND)  # and what was found


def candidates(told: pa.Table) -> Iterator[CopyCandidate]:
    """Yield documents to compare, their passages slices of one array: no number becomes an object of its own."""
    hashes = told["passages"].combine_chunks()
    offsets, values = hashes.offsets.to_numpy(), hashes.values.to_numpy()
    columns = (told[name].to_pylist() for name in ("document_id", "published_on", "figures"))
    for at, (identity, published_on, figures) in enumerate(zip(*columns, strict=True)):
        yield CopyCandidate(identity, published_on, Passages(values[offsets[at] : offsets[at + 1]], tuple(figures)))


def as_decided(told: pa.Table, found: list[DocumentCopy]) -> pa.Table:
    """Return documents with what was found of each, in their order."""
    columns: list[list[object]] = [
        [copy.representative_id for copy in found],
        [copy.similarity for copy in found],
        [copy.differing_figures for copy in found],
    ]
    for (name, kind), column in zip(_FOUND, columns, strict=True):
        told = told.append_column(name, pa.array(column, kind))
    return told


def decide_anew(decided: pa.Table, gone: pa.Array, came: pa.Table) -> pa.Table:
    """Return what holds of all documents after some of the decided ones have gone and others came.

    One that was dated or read anew has gone and come.
    """
    every = pa.concat_tables([decided.select(TOLD.names), came.cast(TOLD)]).combine_chunks()
    old = decided.num_rows
    stays = np.concatenate((~_flags(pc.is_in(decided["document_id"], value_set=gone)), np.ones(came.num_rows, bool)))
    is_own = _flags(pc.equal(decided["document_id"], decided["representative_id"]))
    found = _Revision(every, np.concatenate((is_own, np.zeros(came.num_rows, bool)))).revise(old, stays)
    anew = np.zeros(every.num_rows, bool)
    anew[list(found)] = True
    at = np.flatnonzero(anew)
    kept = decided.filter(pa.array((stays & ~anew)[:old]))
    return pa.concat_tables([kept, as_decided(every.take(at), [found[one] for one in at.tolist()])])


def _flags(told: pa.ChunkedArray | pa.Array) -> np.ndarray:
    return np.asarray(told.to_numpy(zero_copy_only=False), bool)


class _Revision:
    """Documents of before and of now, by their number, and which of them are stories as far as is known."""

    def __init__(self, every: pa.Table, is_story: np.ndarray) -> None:
        self._every = every
        self._is_story = is_story
        hashes = every["passages"].combine_chunks()
        offsets = hashes.offsets.to_numpy()
        self._sizes = np.diff(offsets)
        self._hashes = hashes.values.slice(offsets[0], offsets[-1] - offsets[0])
        self._owners = np.repeat(np.arange(every.num_rows, dtype=np.int32), self._sizes)
        dates = pa.table({"date": pc.fill_null(every["published_on"], date.max), "id": every["document_id"]})
        order = pc.sort_indices(dates, [("date", "ascending"), ("id", "ascending")])
        self._order = order.to_numpy().astype(np.int64)  # the documents in the order of their dates
        self._place = np.argsort(self._order)

    def revise(self, old: int, stays: np.ndarray) -> dict[int, DocumentCopy]:
        """Return what holds of each document from number `old` on, and of those that had to be decided anew.

        A round decides some documents in their order; the next, those that see otherwise what turned in it.
        """
        found: dict[int, DocumentCopy] = {}
        named = ~stays
        deciding = np.arange(len(stays)) >= old
        while (named | deciding).any():
            before = self._is_story.copy()
            self._is_story &= stays & ~deciding
            holders = self._holders(named | deciding)
            found |= self._decided(deciding, holders)
            named = np.zeros(len(stays), bool)
            deciding = self._borne_upon(before, holders) & stays & ~deciding
        return found

    def _holders(self, named: np.ndarray) -> "_Holders":
        """Return who holds the passages of some documents."""
        passages = pc.unique(self._hashes.filter(pa.array(named[self._owners])))
        return _Holders(pc.index_in(self._hashes, value_set=passages), self._place[self._owners], self._order)

    def _decided(self, deciding: np.ndarray, holders: "_Holders") -> dict[int, DocumentCopy]:
        """Decide some documents in their order; the others are as they were."""
        held = holders.before(self._is_story)
        more = np.zeros(holders.passages, np.int64)  # stories among those decided here, for each passage
        found = {}
        for at, entries in holders.of(deciding):
            passages = holders.passage[entries]
            entries = entries[held[entries] + more[passages] <= copies.COMMON]
            firsts = holders.first[entries]
            others = holders.owner[each(firsts, entries - firsts)]
            stories, counts = repeated(self._place[others[self._is_story[others]]], fewest_shared(self._sizes[at]))
            if len(stories):
                most_first = np.lexsort((stories, -counts))
                sharing = ((self._document(self._order[stories[n]]), int(counts[n])) for n in most_first)
                found[at] = copy_of(self._document(at), sharing)
            else:
                found[at] = own_story(self._every["document_id"][at].as_py())
            if found[at].is_story:
                self._is_story[at] = True
                more[passages] += 1
        return found

    def _document(self, at: int) -> CopyCandidate:
        return next(candidates(self._every.slice(at, 1)))

    def _borne_upon(self, before: np.ndarray, holders: "_Holders") -> np.ndarray:
        """Return which documents see other stories, or other telling passages, than before a round."""
        touched = np.zeros(len(before), bool)
        told, tells = (holders.before(stories) <= copies.COMMON for stories in (before, self._is_story))
        touched[holders.owner[told != tells]] = True
        for turned, telling in ((before & ~self._is_story, told), (self._is_story & ~before, tells)):
            for like in self._like(np.flatnonzero(turned), telling, holders):
                touched[like] = True
        return touched

    def _like(self, turned: np.ndarray, telling: np.ndarray, holders: "_Holders") -> Iterator[np.ndarray]:
        """Yield documents that share enough telling passages with one of those that turned, which is before them."""
        ends = holders.ends(telling)
        many = np.int64(len(self._sizes))
        for start in range(0, len(turned), _AT_ONCE):
            few = np.zeros(many, bool)
            few[turned[start : start + _AT_ONCE]] = True
            entries = np.flatnonzero(few[holders.owner])
            behind = np.maximum(ends[entries] - entries - 1, 0)
            pairs = np.repeat(holders.owner[entries], behind) * many + holders.owner[each(entries + 1, behind)]
            pairs, shared = repeated(pairs, fewest_shared(0))
            one, other = np.divmod(pairs, many)
            yield other[may_be_copies(self._sizes[one], self._sizes[other], shared)]


class _Holders:
    """Who holds some passages: a passage after another, the holders of each in the order of their dates."""

    def __init__(self, numbers: pa.Array, places: np.ndarray, order: np.ndarray) -> None:
        held = pc.is_valid(numbers).to_numpy(zero_copy_only=False)
        passages = numbers.drop_null().to_numpy().astype(np.int64)
        self.passages = int(passages.max()) + 1 if len(passages) else 0
        self.passage, self._place = np.divmod(np.sort(passages * len(order) + places[held]), len(order))
        self.owner = order[self._place]
        self._begins = np.searchsorted(self.passage, np.arange(self.passages))
        self.first = self._begins[self.passage]  # of the entries of the same passage
        self._order = order

    def before(self, chosen: np.ndarray) -> np.ndarray:
        """Return for each entry how many chosen documents hold its passage before it."""
        flags = chosen[self.owner]
        until = np.cumsum(flags) - flags
        before: np.ndarray = until - until[self.first]
        return before

    def ends(self, telling: np.ndarray) -> np.ndarray:
        """Return for each entry where the telling ones of its passage end; they are its first ones."""
        counts = np.bincount(self.passage[telling], minlength=self.passages)
        ends: np.ndarray = (self._begins + counts)[self.passage]
        return ends

    def of(self, chosen: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """Yield the chosen documents in the order of their dates, each with its entries."""
        entries = np.flatnonzero(chosen[self.owner])
        entries = entries[np.argsort(self._place[entries], kind="stable")]
        documents = np.flatnonzero(chosen[self._order])
        begins, ends = (np.searchsorted(self._place[entries], documents, side) for side in ("left", "right"))
        for place, begin, end in zip(documents, begins, ends, strict=True):
            yield int(self._order[place]), entries[begin:end]
