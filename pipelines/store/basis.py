"""From what each document's rows were made, so that a table is mended where that changed and kept where it did not.

A basis is written down under its own hash beside the notes; a table's note names the one that it was made from. A basis
that is missing or damaged costs a table made anew, never a stale row.
"""

import contextlib
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.store.files import replacing


@dataclass(frozen=True)
class Basis:
    """Documents, and for each a mark of all that decides its rows."""

    documents: pa.Array  # distinct ids
    marks: pa.Array

    @cached_property
    def hash(self) -> str:
        """One hash of it all, whatever the order."""
        return hashlib.sha256("\n".join(sorted(self._pairs.to_pylist())).encode()).hexdigest()

    @cached_property
    def _pairs(self) -> pa.Array:
        return pc.binary_join_element_wise(self.documents, self.marks, " ")

    def touched_since(self, old: "Basis") -> pa.Array:
        """Return the documents that came, went, or are made from something else than in `old`."""
        came = self.documents.filter(pc.invert(pc.is_in(self._pairs, value_set=old._pairs)))
        went = old.documents.filter(pc.invert(pc.is_in(old._pairs, value_set=self._pairs)))
        return pc.unique(pa.concat_arrays([came, went]))


def basis_of(documents: pa.Array | pa.ChunkedArray, marks: pa.Array | pa.ChunkedArray) -> Basis:
    """Return the basis of two columns."""
    return Basis(_whole(documents), _whole(marks))


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return pc.cast(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column, pa.string())


def keep_basis(folder: Path, basis: Basis) -> None:
    """Write a basis down, before a note names it."""
    path = folder / f"{basis.hash}.parquet"
    if not path.exists():
        with replacing(path) as staged:
            pq.write_table(pa.table({"document_id": basis.documents, "mark": basis.marks}), staged, compression="zstd")


def recall_basis(folder: Path, known: str) -> Basis | None:
    """Return the basis of a hash; None when it is missing or is not what was written."""
    if not known:
        return None
    try:
        return _recalled(folder, known)
    except (OSError, KeyError, ValueError, pa.ArrowException):
        return None


@lru_cache(maxsize=2)  # most tables of a run were made from the same
def _recalled(folder: Path, known: str) -> Basis:
    rows = pq.read_table(folder / f"{known}.parquet", partitioning=None)
    basis = basis_of(rows["document_id"], rows["mark"])
    if basis.hash != known:
        raise ValueError(f"the basis {known} is not what was written")
    return basis


def sweep_bases(folder: Path, notes: Path) -> None:
    """Remove the bases that no note in the folder `notes` names any more."""
    named = set()
    for note in notes.glob("*.json"):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            named.add(json.loads(note.read_text(encoding="utf-8"))["basis"])
    for path in folder.glob("*.parquet"):
        if path.stem not in named:
            path.unlink(missing_ok=True)
