"""The Ray engine (extra `ray`): the same function of a batch through Ray Data, on this machine or a cluster."""

import os
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from pipelines.engines.batch import read_batch
from pipelines.errors import ClusterbookError


def read_on_ray(
    batches: Iterable[pa.RecordBatch], words: Mapping[str, str], window: int = 64
) -> Iterator[tuple[pa.RecordBatch, dict[str, pa.Table]]]:
    """Yield each batch with its rows; `RAY_ADDRESS` names a cluster, else Ray starts on this machine."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise ClusterbookError("Ray is not installed; run `pip install clusterbook[ray]`") from error
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    remote = ray.remote(read_batch)
    under_way = {}
    for batch in batches:
        under_way[remote.remote(batch, dict(words))] = batch
        if len(under_way) >= window:
            (ready, *_), _ = ray.wait(list(under_way))
            yield under_way.pop(ready), ray.get(ready)
    for reference, batch in under_way.items():
        yield batch, ray.get(reference)
