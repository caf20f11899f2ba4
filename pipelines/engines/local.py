"""The local engine: batches of articles read in this process, or on a pool of processes sized by the machine."""

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

import pyarrow as pa

from pipelines.engines.batch import read_batch
from pipelines.engines.machine import default_workers
from pipelines.errors import ClusterbookError

Tables = dict[str, pa.Table]
_ALONE = 200  # articles that are read sooner than a pool is up


def read_locally(
    batches: Iterable[pa.RecordBatch], articles: int, words: Mapping[str, str], workers: int | None = None
) -> Iterator[tuple[int, Tables]]:
    """Yield for each batch, as it is done, how many articles it held and their rows; the order says nothing."""
    workers = workers or (default_workers() if articles > _ALONE else 1)
    if workers == 1:
        for batch in batches:
            yield batch.num_rows, read_batch(batch, words)
        return
    yield from _pooled(batches, words, workers)


def _pooled(batches: Iterable[pa.RecordBatch], words: Mapping[str, str], workers: int) -> Iterator[tuple[int, Tables]]:
    """Keep two batches a worker under way, so that memory is bounded by the batch and not by the corpus."""
    # A fresh interpreter a worker: forking a process that holds threads (Arrow, Dagster) can hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent) as pool:
        under_way: dict[Future[Tables], int] = {}
        try:
            for batch in batches:
                under_way[pool.submit(read_batch, batch, words)] = batch.num_rows
                if len(under_way) >= 2 * workers:
                    yield from _done(under_way)
            while under_way:
                yield from _done(under_way)
        except BrokenProcessPool as error:
            raise ClusterbookError(
                "a reading process was killed, most likely for want of memory; run again with fewer --workers"
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _done(under_way: dict[Future[Tables], int]) -> Iterator[tuple[int, Tables]]:
    finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in finished:
        yield under_way.pop(future), future.result()


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
