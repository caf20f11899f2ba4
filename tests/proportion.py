"""Whether the cost of reading grows with the length of the text and no faster, however busy the machine is."""

import math
import time
from collections.abc import Callable

TIMES = 8  # as long: 8 times the cost where it is linear, 64 times where it is quadratic
TRIES = 10  # the least of several is the cost itself; the rest is the machine's


def assert_in_proportion(read: Callable[[str], object], unit: str, characters: int = 6_000) -> None:
    """Fail if a text of `unit` over and over costs out of proportion to its length, in processor time."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    short = long = math.inf
    seconds(characters)  # whatever is loaded once
    for _ in range(TRIES):
        short, long = min(short, seconds(characters)), min(long, seconds(TIMES * characters))
        if long < TIMES * math.sqrt(TIMES) * max(short, 0.002):
            return
    raise AssertionError(f"{unit!r}: {short:.4f} s for {characters} characters, {long:.4f} s for {TIMES} times as many")
