"""Progress bars on a terminal; off one, nothing."""

import contextlib
import sys
from collections.abc import Iterator

from pipelines import progress


@contextlib.contextmanager
def shown_progress() -> Iterator[None]:
    """Show on a terminal how far long work has come."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bars = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    with bars, progress.showing(_Bars(bars)):
        yield


class _Bars:
    def __init__(self, bars: "object") -> None:
        self._bars = bars
        self._tasks: dict[str, object] = {}

    def step(self, name: str, done: int, total: int) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._bars.add_task(name, total=total)  # type: ignore[attr-defined]
        self._bars.update(self._tasks[name], completed=done, total=total)  # type: ignore[attr-defined]
