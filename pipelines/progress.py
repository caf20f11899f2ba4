"""Telling a user how far long work has come: silent unless someone shows it."""

import contextlib
from collections.abc import Iterator
from typing import Protocol


class Progress(Protocol):
    """Where long work reports to."""

    def step(self, name: str, done: int, total: int) -> None:
        """Say that `done` of `total` of the named work are done."""


class _Silent:
    def step(self, name: str, done: int, total: int) -> None:
        pass


_shown: Progress = _Silent()


@contextlib.contextmanager
def showing(progress: Progress) -> Iterator[None]:
    """Let `progress` be told of the work done inside the block."""
    global _shown
    before, _shown = _shown, progress
    try:
        yield
    finally:
        _shown = before


def report(name: str, done: int, total: int) -> None:
    """Report to whoever shows progress."""
    _shown.step(name, done, total)
