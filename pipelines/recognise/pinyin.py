"""Pinyin: whether a Latin word can be a romanised Chinese name."""

import re

_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|"
    r"ia|ie|iu|ua|ui|uo|ue|er|[aeiouv])){1,3}$"
)


def is_pinyin(word: str) -> bool:
    """Say whether a word of small letters spells one to three Chinese syllables.

    >>> is_pinyin("huaxing"), is_pinyin("warsaw")
    (True, False)
    """
    return _SYLLABLES.match(word) is not None
