"""`make bench-scale`: a hundred thousand articles from nothing, then nothing new, ten more, a thousand fewer.

Each build is the `clusterbook` command in a process of its own; time is the clock's and, beside it, the processors',
memory the sum over the command and its workers. The steps of each that take longest are named. With two sizes
the exponent between them is given, of processor time, which other work on the machine does not touch: 1 is linear.
CLUSTERBOOK_SCALE=1000,5000 chooses smaller sizes.
"""

import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import articles
from tests.bench.machine import described

SIZES = tuple(int(size) for size in os.environ.get("CLUSTERBOOK_SCALE", "1000,100000").split(","))
TARGETS = {"full": (360.0, 2000), "nothing new": (5.0, 2000), "10 new": (20.0, 2000), "1,000 removed": (20.0, 2000)}


@dataclass(frozen=True)
class Cost:
    """What a build took."""

    seconds: float
    processor: float  # seconds, over all processes
    peak_mb: float


def main() -> None:
    print(described())
    full = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="clusterbook-scale-") as folder:
            full[size] = measure(Path(folder), size)
    (small, few), (large, many) = next(iter(full.items())), list(full.items())[-1]
    if large > small:
        exponent = math.log(many.processor / few.processor) / math.log(large / small)
        print(f"exponent from {small:,} to {large:,} articles: {exponent:.2f} (at most 1.05)")


def measure(folder: Path, size: int) -> Cost:
    """Build a corpus of `size` articles and change it; print each cost, return that of the full build."""
    raw, warehouse = folder / "raw", folder / "warehouse"
    written = articles.write(raw, range(size))
    print(f"\n{size:,} articles, {written / 1e6:.1f} MB")
    first = told("full", build(raw, warehouse, folder), size)
    tell_steps(folder)
    told("nothing new", build(raw, warehouse, folder), size)
    articles.write(raw, range(size, size + 10))
    told("10 new", build(raw, warehouse, folder), size)
    tell_steps(folder)
    for number in range(min(1000, size // 2)):
        (raw / articles.name(number)).unlink()
    told("1,000 removed", build(raw, warehouse, folder), size)
    tell_steps(folder)
    print(f"warehouse {sum(f.stat().st_size for f in warehouse.rglob('*') if f.is_file()) / 1e6:,.0f} MB")
    shutil.rmtree(raw)
    return first


def told(what: str, cost: Cost, size: int) -> Cost:
    seconds, peak = TARGETS[what]
    target = f"   (target {seconds:.0f} s, {peak:,} MB)" if size == 100_000 else ""
    print(
        f"  {what:14} {cost.seconds:8.1f} s {cost.processor:8.1f} s of processors {cost.peak_mb:8,.0f} MB{target}",
        flush=True,
    )
    return cost


def build(raw: Path, warehouse: Path, folder: Path) -> Cost:
    """Run the command, and watch the memory of everything it starts."""
    environment = {**os.environ, "DAGSTER_HOME": str(folder / "home")}
    (folder / "home").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pipelines", "build", "--raw", str(raw), "--warehouse", str(warehouse)]
    started, worked = time.monotonic(), _children_worked()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watcher.start()
    if process.wait():
        raise SystemExit("the build failed")
    seconds = time.monotonic() - started
    watcher.join()
    return Cost(seconds, _children_worked() - worked, peak[0])


def tell_steps(folder: Path) -> None:
    steps = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in longest_steps(folder))
    print(f"    of which {steps}", flush=True)


def _children_worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def longest_steps(folder: Path, most: int = 8) -> list[tuple[str, float]]:
    """Return the steps of the last run that took longest, by the clock."""
    import dagster as dg

    with dg.DagsterInstance.from_config(str(folder / "home")) as instance:
        (run,) = instance.get_runs(limit=1)
        steps = instance.get_run_step_stats(run.run_id)
    took = [(step.step_key, step.end_time - step.start_time) for step in steps if step.end_time and step.start_time]
    return sorted(took, key=lambda step: -step[1])[:most]


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_resident_mb, _family(process.pid))))
        time.sleep(1.0)


def _family(pid: int) -> list[int]:
    """Return a process and all below it (Linux; elsewhere the process alone)."""
    found, waiting = [], [pid]
    while waiting:
        found.append(here := waiting.pop())
        for children in Path(f"/proc/{here}/task").glob("*/children"):
            try:
                waiting += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def _resident_mb(pid: int) -> float:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0.0
    return int(pages) * os.sysconf("SC_PAGESIZE") / 1e6


if __name__ == "__main__":
    main()
