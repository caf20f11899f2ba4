"""Chinese numerals: 一万五千亿, 3万4000, 60多亿, 三成 without its 成, 近百 without its 近. Folded (simplified) text."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

CHINESE = "[零〇一二两三四五六七八九十百千万亿兆半几数壹贰叁肆伍陆柒捌玖拾佰仟廿卅]"
MORE = "多余"
_LONGEST = 40
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_TOKEN = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|" + CHINESE + "|[多余点]")

Reading = tuple[int, Fraction, Fraction, int, str | None, Fraction | None, Fraction | None]


def read_chinese(fold: str, start: int, pos: int, lead: Fraction | None, zh: Mapping[str, Any]) -> Reading:
    """Read a numeral from `pos`, after a number in digits (`lead`) if there is one.

    Return end, value, base, last power, hedge, low, high; an end equal to `pos` says that there is no numeral.
    """
    digits, places, powers = zh["digits"], zh["places"], zh["powers"]
    end = limit = pos
    total = section = Fraction(0)  # closed by a power; closed by a place
    number: Fraction | None = lead
    place = 0  # the last place or power read, for 一百二 and 三千五
    hedge: str | None = None
    vague = False
    scale = 1
    limit = pos + _LONGEST
    seen = 0 if lead is None else 1
    string = ""  # digits one after another: 二〇二三
    while end < len(fold) and end < limit:
        char = fold[end]
        if char in digits:
            value = digits[char]
            if number is not None and place == 0 and string:
                string += str(value)
                number = Fraction(int(string))
            elif number is not None:
                break
            else:
                number = Fraction(value)
                string = str(value) if not place else ""
            end += 1
        elif char in places:
            if (
                lead is not None
                and seen == 1
                and char in "百十廿卅拾佰"
                and number == lead
                and lead >= 10
                and not _powered(fold, end, powers)
            ):
                break
            if char in "廿卅":
                section += places[char]
            else:
                section += (number if number is not None else 1) * places[char]
            number, string, place = None, "", places[char]
            end += 1
        elif char in powers:
            below = section + (number if number is not None else 0)
            if below == 0:
                below = Fraction(1) if total == 0 else Fraction(0)
            power = powers[char]
            if (total and power > place and place >= 10000) or (total and power >= 100000000):
                total = (total + below) * power
            else:
                total += below * power
            section, number, string, place = Fraction(0), None, "", power
            scale = power
            end += 1
        elif char in MORE and (seen or place):
            following = fold[end + 1 : end + 2]
            if char == "多" and following in "于元样种功" and following not in ("元", "种"):
                break
            hedge = "more_than"
            end += 1
            if following not in places and following not in powers:
                break
            continue
        elif char in "几数" and not vague:
            following = fold[end + 1 : end + 2]
            if following not in places and following not in powers and not (char == "几" and place):
                break
            vague = True
            number = Fraction(1) if number is None else number
            end += 1
        elif char == "半" and place and number is None and not section and end > pos:
            break
        elif char == "点" and number is not None and fold[end + 1 : end + 2] in digits and fold[end + 1 : end + 2]:
            decimals = ""
            end += 1
            while end < len(fold) and fold[end] in digits and len(decimals) < 12:
                decimals += str(digits[fold[end]])
                end += 1
            number += Fraction(int(decimals), 10 ** len(decimals))
        elif char.isdigit() and char.isascii() and place >= 10000 and number is None and hedge is None:
            more = _DIGITS.match(fold, end)
            assert more is not None
            if len(more[0]) > 12:
                break
            number = Fraction(more[0].replace(",", ""))
            if number * 10 < 1 or number >= place:
                number = None
                break
            end = more.end()
        else:
            break
        seen += 1
    if end == pos:
        return pos, Fraction(0), Fraction(0), 1, None, None, None
    if number is not None and place >= 100 and not string and lead is None and number < 10 and _is_short(fold, end):
        number *= place // 10
    value = total + section + (number if number is not None else Fraction(0))
    if vague:
        return end, value, value, 1, None, value, value * 10
    if scale > 1 and total and not section and number is None:
        return end, value, value / scale, scale, hedge, None, None
    return end, value, value, 1, hedge, None, None


def _powered(fold: str, pos: int, powers: Mapping[str, int]) -> bool:
    return fold[pos + 1 : pos + 2] in powers


def _is_short(fold: str, end: int) -> bool:
    """Say whether the last digit was written without its place: 一百二 is 120, 一百零二 is 102."""
    return end >= 2 and fold[end - 2] not in "零〇"
