"""The machine that figures were measured on, in a line."""

import os
import platform
import time


def described() -> str:
    """Return processor, cores, Python, and how fast that calls a function: builds of one Python differ."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{calls_a_second() / 1e6:.0f} million calls a second"
    )


def calls_a_second(calls: int = 200_000) -> float:
    """Time a Python function that does next to nothing, on one core; the best of five counts."""

    def called(number: int) -> int:
        return number + 1

    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        for number in range(calls):
            called(number)
        best = min(best, time.process_time() - begun)
    return calls / best
