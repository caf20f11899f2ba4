"""The language of a text, by its scripts and its commonest words: no model is needed for those that are read."""

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_KANA = re.compile(r"[\u3040-\u30ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7af]+")
_LATIN = re.compile(r"[A-Za-z]+")
# Letters of any other script: Cyrillic, Arabic, Bengali, Devanagari, Thai ...
_OTHER = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
# English prose has one of these in about four words, other languages in Latin script almost none.
_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "is", "are", "was", "were", "has", "have", "for", "with", "that", "from", "by",
    "on", "at", "as", "it", "its", "this", "be", "an", "will", "more", "than", "or",
})  # fmt: skip
_FOREIGN = frozenset({
    "der", "die", "das", "und", "nicht", "ist", "el", "los", "las", "una", "del", "que", "les", "des", "est",
    "une", "dans", "il", "che", "della", "di", "ve", "bir", "bu", "ile", "için", "của", "và", "các", "là", "một",
    "dan", "yang", "dari", "untuk", "het", "een", "van", "por", "para", "com", "não", "em", "na", "zum", "mit",
    "von",
})  # fmt: skip
_SAMPLE = 8_000  # characters: a language shows long before


def detect_language(text: str) -> str:
    """Return "en", "zh", or "unsupported" for any other language or none.

    >>> detect_language("大唐街道年产袜子250亿双"), detect_language("Sales rose in 2012")
    ('zh', 'en')
    """
    sample = text[:_SAMPLE]
    if not sample.isascii():
        han, kana, hangul, latin, other = (
            sum(map(len, pattern.findall(sample))) for pattern in (_HAN, _KANA, _HANGUL, _LATIN, _OTHER)
        )
        if (kana * 10 > han + kana or hangul > han) and kana + hangul > latin // 4:
            return "unsupported"
        if han * 2 > latin and han >= other:
            return "zh"
        if other > latin:
            return "unsupported"
    words = sample.lower().split()
    if not _FOREIGN.isdisjoint(words):
        english = sum(map(_ENGLISH.__contains__, words))
        foreign = sum(map(_FOREIGN.__contains__, words))
        if foreign > english and foreign * 12 > len(words):
            return "unsupported"
    return "en" if any(word[0].isalpha() for word in words) else "unsupported"
