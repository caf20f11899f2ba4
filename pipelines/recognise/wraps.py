"""Wrapped lines: a line break inside a sentence reads as a blank, one between lines of a list or table does not."""

import re

_WRAP = re.compile(r"\n(?:(?<=[a-z,]\n)|(?<=,\d{3}\n))(?=[a-z])")  # the break first: `re` leaps to it


def unwrapped(text: str, fold: str) -> str:
    r"""Return the folded text with the breaks inside sentences of `text` made blanks; the length stays.

    >>> unwrapped("The\ntextile industry\nOutput", "the\ntextile industry\noutput")
    'the textile industry\noutput'
    """
    if "\n" not in fold:
        return fold
    parts, end = [], 0
    for wrap in _WRAP.finditer(text):
        parts += [fold[end : wrap.start()], " "]
        end = wrap.end()
    return "".join([*parts, fold[end:]]) if parts else fold
