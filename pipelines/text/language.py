"""The language of a text, by counting its scripts: enough for the languages that are read, and no model."""

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]+")
_OTHER = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
# The commonest words of English: prose has about one in four, other languages in Latin script almost none.
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|in|is|are|was|were|has|have|for|with|that|from|by|on|at|as|its?|this|be|an|will|more|than|or)\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:der|die|das|und|nicht|ist|el|los|las|una|del|que|les|des|est|une|dans|il|che|della|di|ve|bir|bu|ile|için|"
    r"của|và|các|là|một|dan|yang|dari|untuk|het|een|van|por|para|com|não|em)\b",
    re.IGNORECASE,
)
_SAMPLE = 20_000  # characters: a language shows long before


def detect_language(text: str) -> str:
    """Return "en", "zh", or "unsupported" for any other language or none.

    >>> detect_language("大唐街道年产袜子250亿双"), detect_language("Sales rose in 2012")
    ('zh', 'en')
    """
    sample = text[:_SAMPLE]
    han, kana, hangul = (len(p.findall(sample)) for p in (_HAN, _KANA, _HANGUL))
    words = _LATIN.findall(sample)
    letters = sum(map(len, words))
    other = len(_OTHER.findall(sample))
    if (kana * 10 > han + kana or hangul > han) and kana + hangul > letters // 4:
        return "unsupported"
    if han * 2 > letters and han >= other:
        return "zh"
    if not words or other > letters:
        return "unsupported"
    english = len(_ENGLISH.findall(sample))
    foreign = len(_FOREIGN.findall(sample))
    if foreign > english + len(words) // 100 and foreign * 12 > len(words):
        return "unsupported"
    return "en"
