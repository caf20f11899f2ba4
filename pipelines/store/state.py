"""What a table was made from, so that a run makes again only what has changed.

The note is removed before its file is replaced and written after: a killed run can cause work, never a stale row.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.store.files import file_hash, replacing


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it was made."""

    from_hash: str  # of everything that decided its content: the files it was made from, code, settings
    content_hash: str  # sha256 of its bytes
    rows: int
    size: int
    mtime_ns: int
    rules: str = ""  # of what decides every row alike, where each document has rows of its own
    basis: str = ""  # hash of what decides the rows of each document


def recall(note: Path, made: Path) -> Made | None:
    """Return what is known of the file `made`; None when it is missing, unknown, or was touched since."""
    try:
        known = Made(**json.loads(note.read_text(encoding="utf-8")))
        stat = made.stat()
    except (OSError, ValueError, TypeError):
        return None
    return known if (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns) else None


def forget(note: Path) -> None:
    """Remove the note, before its file is replaced."""
    note.unlink(missing_ok=True)


def remember(
    note: Path, made: Path, from_hash: str, rows: int, rules: str = "", basis: str = "", content_hash: str = ""
) -> Made:
    """Write down what the file `made` was made from; `content_hash` is given where it was hashed as it was written."""
    stat = made.stat()
    known = Made(from_hash, content_hash or file_hash(made), rows, stat.st_size, stat.st_mtime_ns, rules, basis)
    with replacing(note) as staged:
        staged.write_text(json.dumps(asdict(known), sort_keys=True), encoding="utf-8")
    return known


def hash_of(*parts: str) -> str:
    """Return one hash of several strings, none of which can run into the next."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def hash_of_rows(rows: pa.Table) -> str:
    """Return one hash of a table's values, column by column: no row becomes an object of its own."""
    return hash_of(*(part for column in rows.columns for part in _as_text(column)))


def _as_text(column: pa.ChunkedArray) -> tuple[str, str]:
    """Return the values of a column as one string, with what says where each begins and which are null."""
    values = pc.cast(column, pa.string())
    lengths = pc.fill_null(pc.binary_length(values), -1).to_numpy()
    return "".join(pc.fill_null(values, "").to_pylist()), lengths.tobytes().hex()
