"""The Ray engine (extra `ray`): the same function of a batch through Ray Data, on this machine or a cluster.

Articles travel to the workers as Arrow blocks and rows travel back, so that a worker needs nothing but the package: no
file is opened there. Only the machine that started the build writes the warehouse.
"""

import logging
import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa

from pipelines.engines.batch import read_batch
from pipelines.engines.fingerprint import reader_fingerprint
from pipelines.errors import ClusterbookError

WINDOW = 64  # batches handed to Ray at a time, so that memory is bounded whatever the size of the corpus


def read_on_ray(
    batches: Iterable[pa.RecordBatch], words: Mapping[str, str], workers: int | None = None
) -> Iterator[tuple[int, dict[str, pa.Table]]]:
    """Yield for each batch how many articles it held and their rows.

    `RAY_ADDRESS` names a cluster, else Ray runs on this machine for as long as the reading takes.
    """
    ray = _started()
    try:
        waiting = iter(batches)
        while chosen := [pa.Table.from_batches([batch]) for batch in islice(waiting, WINDOW)]:
            read = ray.data.from_arrow(chosen).map_batches(
                read_packed,
                batch_size=None,  # a block is a batch as it came
                batch_format="pyarrow",
                fn_kwargs={"words": dict(words)},
                concurrency=workers,
            )
            for found in read.iter_batches(batch_size=None, batch_format="pyarrow"):
                yield from map(_unpacked, found.to_pylist())
    finally:
        ray.shutdown()


def read_packed(articles: pa.Table, words: Mapping[str, str]) -> pa.Table:
    """Read a batch on a worker: one row, with the rows of each table packed into a cell of its own."""
    tables = read_batch(articles, words)
    packed: dict[str, list[Any]] = {name: [_pack(rows)] for name, rows in tables.items()}
    return pa.table(packed | {"articles": [articles.num_rows], "reader": [reader_fingerprint()]})


def _pack(rows: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, rows.schema) as stream:
        stream.write_table(rows)
    return out.getvalue().to_pybytes()


def _unpacked(row: dict[str, Any]) -> tuple[int, dict[str, pa.Table]]:
    articles, reader = row.pop("articles"), row.pop("reader")
    if reader != reader_fingerprint():
        raise ClusterbookError(
            "the Ray workers run another version of clusterbook or of its libraries, which would read otherwise; "
            "install on them what is installed here, and run again"
        )
    return articles, {name: pa.ipc.open_stream(packed).read_all() for name, packed in row.items()}


def _started() -> Any:
    """Return the module `ray`, connected."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ClusterbookError("Ray is not installed; run `pip install clusterbook[ray]`") from error
    address = os.environ.get("RAY_ADDRESS", "")
    _knock(address)
    here = {} if address else {"include_dashboard": False}
    try:
        ray.init(ignore_reinit_error=True, log_to_driver=False, logging_level=logging.ERROR, **here)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ClusterbookError(f"Ray cannot be used at {address or 'this machine'}: {error}") from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray


def _knock(address: str) -> None:
    """See whether anything listens at the address; Ray itself tries for minutes before it says no."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdecimal():
        return  # none, `auto` or `local`
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except OSError as error:
        raise ClusterbookError(
            f"no Ray cluster answers at {address} ({error.strerror or error}); start one with `ray start --head` "
            "there, or set RAY_ADDRESS to the one you mean"
        ) from error
