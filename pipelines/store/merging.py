"""A sorted Parquet file with the rows of some documents taken out and others put in: in one pass, sorting only those.

The rows that stay are neither sorted nor looked at: their pages are read with their checksums and written again, a row
group at a time, so that the file is the very one that all rows together would give.
"""

from bisect import bisect_right
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.errors import ClusterbookError
from pipelines.store.parquet import conform, loose_schema, without
from pipelines.tables.catalogue import Table


def merged(old: Path, table: Table, dropped: pa.Array, fresh: pa.Table) -> Iterator[pa.RecordBatch]:
    """Yield in the order of the key what `old` holds of other documents than `dropped`, and the `fresh` rows.

    Raises:
        ClusterbookError: two rows share a key, or the file is damaged.
    """
    fresh = conform(fresh, table)
    keys = _keys(fresh, table)
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
                until = bisect_right(keys, _keys(rows.slice(rows.num_rows - 1), table)[0]) if rows.num_rows else taken
                kept = without(rows, "document_id", dropped) if len(dropped) else rows
                if until > taken:
                    kept = _joined(kept, fresh.slice(taken, until - taken), table)
                    taken = until
                yield from _batches(kept, table)
    except (pa.ArrowInvalid, OSError) as error:
        raise ClusterbookError(f"{old} is damaged ({error})") from error
    yield from _batches(fresh.slice(taken), table)


def _batches(rows: pa.Table, table: Table) -> list[pa.RecordBatch]:
    columns = [rows[field.name].combine_chunks().cast(field.type) for field in loose_schema(table)]
    return pa.Table.from_arrays(columns, schema=loose_schema(table).remove_metadata()).to_batches()


def _joined(kept: pa.Table, fresh: pa.Table, table: Table) -> pa.Table:
    rows = pa.concat_tables([kept.select(fresh.column_names).cast(fresh.schema), fresh])
    rows = rows.sort_by([(name, "ascending") for name in table.key]).combine_chunks()
    above, below = rows.slice(0, rows.num_rows - 1), rows.slice(1)
    same = pc.equal(above[table.key[0]], below[table.key[0]])
    for name in table.key[1:]:
        same = pc.and_(same, pc.equal(above[name], below[name]))
    if pc.any(same).as_py():
        twice = above.filter(same).select(table.key).slice(0, 1).to_pylist()[0]
        raise ClusterbookError(f"{table.full_name}: two rows share {twice}")
    return rows


def _keys(rows: pa.Table, table: Table) -> list[tuple[Any, ...]]:
    return list(zip(*(rows[name].to_pylist() for name in table.key), strict=True))
