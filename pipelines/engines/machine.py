"""What this machine can do at once."""

import os


def default_workers() -> int:
    """Return how many processes this machine can keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
