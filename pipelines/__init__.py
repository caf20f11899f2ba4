"""Clusterbook: what raw articles state about industrial clusters, as a warehouse that leads back to the words.

The public functions load what they need on first use; importing the package loads nothing heavy.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.interpret.reading import read_article as read_article
    from pipelines.recognise.periods import recognise_periods as recognise_periods
    from pipelines.recognise.quantities import recognise_quantities as recognise_quantities
    from pipelines.store.opening import open_warehouse as open_warehouse

_HOMES = {
    "open_warehouse": "pipelines.store.opening",
    "read_article": "pipelines.interpret.reading",
    "recognise_periods": "pipelines.recognise.periods",
    "recognise_quantities": "pipelines.recognise.quantities",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
