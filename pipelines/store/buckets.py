"""Tables too long for memory: sixteen files by the first digit of document_id, each brought in step on its own.

New rows wait in one staging file a bucket, so that memory is bounded by a bucket and not by the corpus.
"""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.store import parquet
from pipelines.store.files import sweep
from pipelines.tables.catalogue import Table

BUCKETS = "0123456789abcdef"
_AT_ONCE = 512  # rows held before they go to their staging files

Accept = Callable[[Table, pa.Table], None]


def bucket_file(folder: Path, digit: str) -> Path:
    """Return the file of the rows whose document_id begins with `digit`."""
    return folder / f"bucket={digit}.parquet"


def read_bucket(table: Table, folder: Path, digit: str) -> pa.Table:
    """Read one bucket; one that is not there has no rows."""
    path = bucket_file(folder, digit)
    return parquet.read(path) if path.exists() else parquet.empty(table)


def held(folder: Path, column: str) -> set[str]:
    """Return every value of a column over all buckets; a damaged bucket is removed, and holds nothing."""
    values: set[str] = set()
    for digit in BUCKETS:
        path = bucket_file(folder, digit)
        if path.exists():
            try:
                values.update(pq.read_table(path, columns=[column], partitioning=None)[column].to_pylist())
            except (pa.ArrowInvalid, OSError):
                path.unlink()
    return values


class Incoming:
    """New rows on their way into the buckets of a table."""

    def __init__(self, table: Table, folder: Path) -> None:
        self._table = table
        self._folder = folder
        self._waiting: list[dict[str, object]] = []
        self._writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> "Incoming":
        self._folder.mkdir(parents=True, exist_ok=True)
        sweep(self._folder, ".new-*")
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers.values():
            writer.close()
        sweep(self._folder, ".new-*")

    def add(self, row: dict[str, object]) -> None:
        """Take a row; one with the key of an earlier row is left out when the buckets are merged."""
        self._waiting.append(row)
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def merge(self, kept: pa.Array, wanted: pa.Array, accept: Accept) -> None:
        """Write every bucket that gains or loses a row: of the old rows those with a key in `kept`, of the new those
        in `wanted`. `accept` sees the new rows first, and raises to stop them; the old ones were accepted when they
        came, are read with their checksums, and share no key with a new one.
        """  # noqa: D205
        self._flush()
        for writer in self._writers.values():
            writer.close()
        for digit in BUCKETS:
            path = bucket_file(self._folder, digit)
            if digit not in self._writers and not self._loses(path, kept):
                continue
            old = read_bucket(self._table, self._folder, digit)
            rows = parquet.only(old, self._table.key[0], kept)
            came = self._came(digit, rows, wanted)
            if came.num_rows:
                accept(self._table, came)
            elif rows.num_rows == old.num_rows:
                continue
            if rows.num_rows or came.num_rows:
                rows = pa.concat_tables([rows.cast(came.schema), came])
                parquet.write(parquet.conform(rows, self._table), self._table, path)
            else:
                path.unlink(missing_ok=True)

    def _loses(self, path: Path, kept: pa.Array) -> bool:
        """Say whether a bucket holds a row that is not kept: its keys tell, without the rest."""
        key = self._table.key[0]
        return path.exists() and not pc.all(pc.is_in(parquet.read(path, [key])[key], value_set=kept)).as_py()

    def _came(self, digit: str, old: pa.Table, wanted: pa.Array) -> pa.Table:
        """Return the new rows of a bucket that are wanted and not held yet, of several with one key the first."""
        new = parquet.read(self._staging(digit)) if digit in self._writers else parquet.empty(self._table)
        key = self._table.key[0]
        new = parquet.without(parquet.only(new, key, wanted), key, old[key].combine_chunks())
        numbered = new.append_column("at", pa.array(range(new.num_rows), pa.int64()))
        first = numbered.group_by(key).aggregate([("at", "min")])["at_min"]
        return parquet.conform(new.take(pc.cast(first, pa.int64())), self._table)

    def _staging(self, digit: str) -> Path:
        return self._folder / f".new-{digit}.parquet"

    def _flush(self) -> None:
        schema = parquet.empty(self._table).schema
        for digit in BUCKETS:
            rows = [row for row in self._waiting if str(row["document_id"])[0] == digit]
            if not rows:
                continue
            if digit not in self._writers:
                self._writers[digit] = pq.ParquetWriter(self._staging(digit), schema, compression="zstd")
            self._writers[digit].write_table(pa.Table.from_pylist(rows, schema=schema))
        self._waiting.clear()
