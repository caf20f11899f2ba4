"""The words of Chinese periods: numbers and years, as the rules find them in a text."""

from pipelines.recognise.periods_calendar import MISSING, Year

_DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "元": 1}
_RELATIVE = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "来": 1, "后": 2}


def number(text: str) -> int:
    """Read a small Chinese or digit number: 十二 is 12, 二十 is 20; 0 where it is none."""
    if text.isdecimal():  # of any script
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGIT.get(text, 0)
    if len(tens) > 1 or len(ones) > 1 or tens == "十" or ones == "十":  # 十十
        return 0
    return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)


def year_of(text: str | None) -> Year:
    """Read the words of a year: 2010年, 二〇一〇年, 今年, 上年, 当年, 前一年."""
    if not text:
        return MISSING
    printed = text.removeprefix("公元")
    digits = "".join(str(_DIGIT.get(char, char)) for char in printed if char.isdecimal() or char in _DIGIT)
    if len(digits) == 4:
        return Year("absolute", int(digits))
    if len(digits) == 2 and (printed[0].isdecimal() or printed[0] in "零〇九"):
        return Year("absolute", int(digits) + (2000 if int(digits) < 70 else 1900))
    if printed[0] in "当同该这那":
        return Year("same", 0)
    if printed[0] in "次翌":
        return Year("same", 1)
    if printed[:2] in ("前一", "上一"):
        return Year("relative", -1)
    return Year("relative", _RELATIVE.get(printed[0], 0))
