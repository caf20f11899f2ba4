"""Attributes found when first asked for: `functools.cached_property` without the lock that it takes in Python 3.11."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Found = TypeVar("Found")


class kept(Generic[Found]):  # noqa: N801 -- reads as the decorator it is
    """Call a method once for an object and keep what it returns in place of the method."""

    def __init__(self, find: Callable[[Any], Found]) -> None:
        self._find, self.__doc__ = find, find.__doc__
        self._name = find.__name__

    def __get__(self, owner: Any, kind: type | None = None) -> Found:
        value = owner.__dict__[self._name] = self._find(owner)
        return value
