"""Reads the folders named on the command line, one after the other, and says what each gave and cost.

A process of its own, so that its memory is that of the reader alone.
"""

import json
import resource
import sys
import time
from pathlib import Path

from pipelines.sources import RejectedFile, read_folder
from pipelines.sources.sandbox import sandbox


def cost() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def peak_mb(process: object) -> float:
    """Return the most memory a process has held; what getrusage says includes the process it was forked from."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    for folder in sys.argv[1:]:
        before, clock = cost(), time.monotonic()
        rows = [
            [item.path, item.reason_code, item.reason] if isinstance(item, RejectedFile) else [item.path, None, None]
            for item in read_folder(Path(folder))
        ]
        seconds = time.monotonic() - clock
        peak = max(peak_mb("self"), peak_mb(sandbox().pid))
        sandbox().close()  # so that its processor time is counted
        used = cost() - before
        print(json.dumps({"rows": rows, "seconds": seconds, "processor": used, "peak_mb": peak}), flush=True)


if __name__ == "__main__":
    main()
