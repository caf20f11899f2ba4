"""Wrapped lines: a line break inside a sentence reads as a space, one between lines of a list or table does not."""

import re

_WRAP = re.compile(r"(?<=[a-z,])\n(?=[a-z])")


def unwrapped(fold: str) -> str:
    r"""Return a folded text with the breaks inside its sentences made spaces; the length stays.

    >>> unwrapped("the\ntextile industry\n\n1. output")
    'the textile industry\n\n1. output'
    """
    return _WRAP.sub(" ", fold) if "\n" in fold else fold
