"""Chinese numerals: 一万五千亿, 3万4000, 60多亿, 数百, 十几万, 三点五. Of folded (simplified) text."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from pipelines.recognise.numeral import Exact, Numeral, decimal

CHINESE = "[零〇一二两三四五六七八九十百千万亿兆半几数壹贰叁肆伍陆柒捌玖拾佰仟廿卅俩仨]"

_LONGEST = 40
_TOO_LONG = re.compile(CHINESE + "{40,}")
_HALF = re.compile(
    "一半|半数|半壁江山|(?<=[占近过超])半壁(?![一-鿿])|(?<=[过各])半(?![个年天数日夜月边途路身空决推导成径])"
)
_DIGITS = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_COUNTED = frozenset("家户个万亿人台间条双件名位")
_CLASSED = re.compile("个([多余]?)(?=亿(?!元|级|吨|件|双|套|米|人))")  # 40个亿, 3个多亿; 5个亿元村 are villages
_MEASURED = frozenset("米克瓦")  # 千米, 千克, 兆瓦 are units


class _Sum:
    """A Chinese number while it is read: parts closed by a power, the section below it, the digit not yet placed."""

    __slots__ = ("closed", "high", "last", "low", "number", "placed", "section", "string", "zero")

    def __init__(self, lead: Exact | None) -> None:
        self.closed: list[tuple[Exact, int]] = []
        self.section: Exact = 0
        self.number = lead
        self.last = 0  # the last place or power
        self.zero = False  # a 零 stands before the last digit, which then is no short form
        self.string = ""  # digits in a row: 二〇二三
        self.placed = False
        self.low: Exact | None = None
        self.high: Exact | None = None

    def digit(self, value: int) -> bool:
        if self.number is None:
            self.number, self.string = value, str(value)
            if value == 0:
                self.zero = True
                if self.placed:
                    self.number, self.string = None, ""
                    return True
            return True
        if not self.string or self.placed:
            return False
        self.string += str(value)
        self.number = int(self.string)
        return len(self.string) < 20

    def place(self, place: int) -> None:
        if not self.placed:
            self.pair(place)
        self.section += (1 if self.number is None else self.number) * place
        self.settle(place)

    def pair(self, unit: int) -> None:
        """Take two digits that count on for a range: 两三元, 三五百家."""
        if len(self.string) == 2 and (int(self.string[1]) == int(self.string[0]) + 1 or self.string == "35"):
            self.low, self.high = (int(digit) * unit for digit in self.string)
            self.number = int(self.string[0])

    def power(self, power: int) -> None:
        if not self.placed:
            self.pair(1)
        below = self.section + (self.number or 0)
        while self.closed and (self.closed[-1][1] < power or (not below and self.closed[-1][1] == power)):
            below += self.closed.pop()[0]
        self.closed.append(((below or 1) * power, power))
        if self.low is not None and self.high is not None:
            self.low, self.high = self.low * power, self.high * power
        self.section = 0
        self.settle(power)

    def settle(self, last: int) -> None:
        self.number, self.string, self.last, self.zero, self.placed = None, "", last, False, True

    def begun(self) -> bool:
        return self.number is not None or self.placed

    def value(self) -> Exact:
        number = self.number or 0
        if number and number < 10 and self.last >= 100 and not self.zero and number.denominator == 1:
            number *= self.last // 10  # 一百二 is 120, 九十二万四 is 924,000
        return sum((part for part, _ in self.closed), self.section + number)


def read_chinese(fold: str, start: int, pos: int, lead: Exact | None, zh: Mapping[str, Any]) -> Numeral | None:
    """Read a numeral from `pos`, after a number in digits (`lead`) if there is one; None where there is none."""
    run = _TOO_LONG.match(fold, pos)
    if run is not None:
        return Numeral(start, run.end(), 0, 1, "code")
    half = _HALF.match(fold, pos) if lead is None else None
    if half is not None:
        return Numeral(start, half.end(), Fraction(1, 2), 1, "part")
    digits, places, powers = zh["digits"], zh["places"], zh["powers"]
    state = _Sum(lead)
    end = pos
    more = False
    while end < len(fold) and end - pos < _LONGEST:
        char = fold[end]
        after = fold[end + 1 : end + 2]
        if char in digits:
            if not state.digit(digits[char]):
                break
        elif char in places:
            if after in _MEASURED and char == "千" and lead is not None:
                break
            if lead is not None and state.number is lead and not state.placed and lead >= 10 and char == "十":
                break
            if state.placed and state.number is None and state.last < 10000 and not state.zero:
                break  # 七十 and 百, not a number
            if char in "廿卅":
                state.number = None
                state.section += places[char]
                state.settle(10)
            else:
                state.place(places[char])
        elif char in powers:
            if char == "兆" and after in _MEASURED:
                break
            state.power(powers[char])
        elif char in "多余" and (lead is not None or state.placed):
            if char == "多" and (after in ("于", "样", "功") or fold.startswith("元化", end + 1)):
                break
            more = True
            if after not in places and after not in powers:
                end += 1
                break
        elif char == "几" and lead is not None and lead % 10 == 0 and not state.placed and after in _COUNTED:
            more = True  # 60几家
            end += 1
            if after in powers:
                continue
            break
        elif char in "几数" and state.low is None:
            if after in places or after in powers:
                unit = places.get(after) or powers[after]
                state.low, state.high = unit, 10 * unit
                if state.placed:
                    state.low = state.high = None
                    more = True
                    end += 1
                    continue
                end += 1
                state.section = 0
                if after in places:
                    state.place(unit)
                else:
                    state.low, state.high = 1, 10
                    state.power(unit)
            elif char == "几" and state.placed and state.last < 10000 and state.number is None:
                state.low, state.high = state.value(), state.value() + state.last
                end += 1
                break
            else:
                break
        elif char == "半" and (after in places or after in powers) and state.number is None and not state.placed:
            state.number = Fraction(1, 2)
        elif char == "点" and fold[end + 1 : end + 3].lstrip(" ")[:1] in zh["digits"] and state.begun():
            end, decimals = _decimals(fold, end + 1, digits)
            state.number = state.value() + decimals
            state.closed, state.section, state.string = [], 0, ""
            state.last, state.zero = 0, True
            continue
        elif "0" <= char <= "9" and state.number is None and state.placed:
            found = _DIGITS.match(fold, end)
            assert found is not None
            amount: Exact = 10**18
            if len(found[0]) < 15:
                whole, _, below = found[0].replace(",", "").partition(".")
                amount = decimal(int(whole + below), len(below)) if below else int(whole)
            if amount >= state.last or state.low is not None:
                break
            state.number = amount
            state.zero = amount >= 10
            end = found.end()
            continue
        elif char == " " and after and _goes_on(state, after, end > pos or lead is not None, zh):
            pass
        elif char == "个" and (more_or_less := _CLASSED.match(fold, end)) is not None and not state.closed:
            end = more_or_less.end()
            more = more or bool(more_or_less[1])
            continue
        else:
            break
        end += 1
    while end > pos and fold[end - 1] == " ":
        end -= 1
    if end == pos:
        return None
    if lead is None and not state.placed and state.string != "0":
        state.pair(1)
    value = state.value()
    if state.low is not None:
        return Numeral(start, end, value, 1, "zh", more, state.low, state.high)
    if state.closed and not state.section and state.number is None and len(state.closed) == 1:
        scale = state.closed[0][1]
        return Numeral(start, end, value, scale, "zh" if lead is None else "digits", more)
    return Numeral(start, end, value, 1, "zh" if lead is None else "digits", more)


def _goes_on(state: _Sum, after: str, begun: bool, zh: Mapping[str, Any]) -> bool:
    """Say whether a number goes on behind a space: 一百 五 十 does, 二 三 are two."""
    if after in zh["digits"] or after.isdigit():
        return begun and state.placed and state.number is None
    return after in zh["powers"] or (begun and (after in zh["places"] or after in "点余多"))


def _decimals(fold: str, pos: int, digits: Mapping[str, int]) -> tuple[int, Fraction]:
    written = ""
    pos += fold[pos] == " "
    while pos < len(fold) and fold[pos] in digits and len(written) < 12:
        written += str(digits[fold[pos]])
        pos += 1
    return pos, decimal(int(written), len(written))
