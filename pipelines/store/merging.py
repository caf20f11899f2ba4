"""A sorted Parquet file with the rows of some documents taken out and others put in: in one pass, sorting only those.

The rows that stay are neither sorted nor looked at: their pages are read with their checksums and written again, a row
group at a time, so that the file is the very one that all rows together would give.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.errors import ClusterbookError
from pipelines.store.parquet import conform, loose_schema
from pipelines.tables.catalogue import Table

_FEW = 1_000  # rows that are put into a row group sooner than it is sorted with them


def merged(old: Path, table: Table, dropped: pa.Array, fresh: pa.Table) -> Iterator[pa.RecordBatch]:
    """Yield in the order of the key what `old` holds of other documents than `dropped`, and the `fresh` rows.

    Raises:
        ClusterbookError: two rows share a key, or the file is damaged.
    """
    fresh = conform(fresh, table)
    keys = list(_Keys(fresh, table))
    taken = 0
    try:
        with pq.ParquetFile(old, page_checksum_verification=True) as file, ThreadPoolExecutor(1) as ahead:
            groups = file.num_row_groups
            # the next group is read while this one is written
            coming = ahead.submit(file.read_row_group, 0) if groups else None
            for number in range(groups):
                assert coming is not None
                rows = coming.result()
                coming = ahead.submit(file.read_row_group, number + 1) if number + 1 < groups else None
                until = bisect_right(keys, _Keys(rows, table)[rows.num_rows - 1]) if rows.num_rows else taken
                kept = _without(rows, dropped)
                if until > taken:
                    kept = _joined(kept, fresh.slice(taken, until - taken), table)
                    taken = until
                yield from _batches(kept, table)
    except (pa.ArrowInvalid, OSError) as error:
        raise ClusterbookError(f"{old} is damaged ({error})") from error
    yield from _batches(fresh.slice(taken), table)


class _Keys(Sequence[tuple[Any, ...]]):
    """The keys of sorted rows, read one at a time: a search looks at few of them."""

    def __init__(self, rows: pa.Table, table: Table) -> None:
        self._columns = [rows[name] for name in table.key]
        self._count = rows.num_rows

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: Any) -> Any:
        if at >= self._count:
            raise IndexError(at)
        return tuple(column[at].as_py() for column in self._columns)


def _without(rows: pa.Table, dropped: pa.Array) -> pa.Table:
    gone = pc.is_in(rows["document_id"], value_set=dropped)
    return rows.filter(pc.invert(gone)) if pc.any(gone).as_py() else rows  # what loses none need not be copied


def _batches(rows: pa.Table, table: Table) -> list[pa.RecordBatch]:
    schema = loose_schema(table).remove_metadata()
    return pa.Table.from_arrays([rows[field.name].cast(field.type) for field in schema], schema=schema).to_batches()


def _joined(kept: pa.Table, fresh: pa.Table, table: Table) -> pa.Table:
    kept = kept.select(fresh.column_names).cast(fresh.schema)
    return (_put_in if fresh.num_rows <= _FEW else _sorted_in)(kept, fresh, table)


def _put_in(kept: pa.Table, fresh: pa.Table, table: Table) -> pa.Table:
    """Return both in the order of the key: what is kept, cut where fresh rows go in."""
    keys = _Keys(kept, table)
    parts = []
    start = begin = 0  # of what is kept and of what is fresh, how far they are put in
    before = None
    for at, key in enumerate(_Keys(fresh, table)):
        place = bisect_left(keys, key, start)
        if key == before or (place < len(keys) and keys[place] == key):
            raise _twice(table, key)
        if place > start:
            parts += [fresh.slice(begin, at - begin), kept.slice(start, place - start)]
            start, begin = place, at
        before = key
    return pa.concat_tables([*parts, fresh.slice(begin), kept.slice(start)])


def _sorted_in(kept: pa.Table, fresh: pa.Table, table: Table) -> pa.Table:
    rows = pa.concat_tables([kept, fresh])
    rows = rows.sort_by([(name, "ascending") for name in table.key]).combine_chunks()
    above, below = rows.slice(0, rows.num_rows - 1), rows.slice(1)
    same = pc.equal(above[table.key[0]], below[table.key[0]])
    for name in table.key[1:]:
        same = pc.and_(same, pc.equal(above[name], below[name]))
    if pc.any(same).as_py():
        raise _twice(table, _Keys(above.filter(same), table)[0])
    return rows


def _twice(table: Table, key: tuple[Any, ...]) -> ClusterbookError:
    return ClusterbookError(f"{table.full_name}: two rows share {dict(zip(table.key, key, strict=True))}")
