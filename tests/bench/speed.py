"""Time the reading of figures, periods and whole articles, and the peers on the same text.

python -m tests.bench.speed [--megabytes N] [--peers DIR | --no-peers]

Prints a table for ordinary news and one for figure-dense reports (Markdown): a compiled scan of the digits (the floor),
the recognisers, `read_article`, and quantulum3 and the Duckling wheel, installed into environments of their own below
DIR (one that does not install is said so); each row is timed in a process of its own, in CPU time on one core. Then:
that hostile text costs no more than in proportion, and what the first reading takes.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.recognise.periods import recognise_periods
from pipelines.recognise.quantities import recognise_figures, recognise_quantities
from tests.bench.machine import described
from tests.bench.news import news

KINDS = {"Ordinary news": 0.2, "Figure-dense reports": 1.0}  # share of sentences with figures
FIGURES_TARGET, ARTICLE_TARGET = 5.0, 1.0  # MB/s on news
FIRST_READING = 0.3  # seconds
MEMORY = 300  # megabytes
HOSTILE = {"digits": "7", '"one hundred"': "one hundred ", "brackets": "(", "亿": "亿"}
FLOOR, FIGURES, ARTICLE = "compiled scan of the digits (the floor)", "quantities and periods", "`read_article`"

PEERS = {
    "quantulum3 0.10": (
        ("quantulum3==0.10.0",),
        "from quantulum3 import parser\nread = parser.parse",
    ),
    "Duckling 0.3 (pyduckling-native-phihos)": (
        ("pyduckling-native-phihos==0.3.0", "pendulum<3"),
        """
from duckling import (Context, default_locale_lang, load_time_zones, parse, parse_dimensions, parse_lang, parse_locale,
                      parse_ref_time)
zones = load_time_zones("/usr/share/zoneinfo")
locale = parse_locale("EN_US", default_locale_lang(parse_lang("EN")))
context = Context(parse_ref_time(zones, "UTC", 1300147200), locale)
kinds = parse_dimensions(["amount-of-money", "numeral", "ordinal", "quantity", "duration", "time"])
read = lambda text: parse(text, context, kinds, False)
""",
    ),
}
PEER = """
import json, resource, sys, time
{setup}
articles = json.load(open(sys.argv[1], encoding="utf-8"))
read(articles[0])
begun, size, done = time.process_time(), 0, 0
for article in articles:
    read(article)
    size, done = size + len(article), done + 1
    if time.process_time() - begun > 20:
        break
seconds = time.process_time() - begun
print(size / seconds / 1e6, done / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


class Speed(NamedTuple):
    """What one reader does on one core."""

    megabytes: float  # a second
    articles: float  # a second
    peak: float  # megabytes of memory


def _read_article(text: str) -> object:
    from pipelines.interpret.reading import read_article

    return read_article(text)


OURS: dict[str, Callable[[str], object]] = {
    FLOOR: re.compile("[0-9]+").findall,
    "periods": recognise_periods,
    "quantities, the periods known": lambda text: recognise_figures(text, periods=()),
    FIGURES: recognise_quantities,
    ARTICLE: _read_article,
}


def timed(name: str, articles: list[str]) -> Speed:
    """Read the articles three times with a reader of ours; the best time of each counts, as others use the machine."""
    read = OURS[name]
    read(articles[0])
    seconds = [1e9] * len(articles)
    for _ in range(3):
        for at, article in enumerate(articles):
            begun = time.process_time()
            read(article)
            seconds[at] = min(seconds[at], time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Speed(sum(map(len, articles)) / sum(seconds) / 1e6, len(articles) / sum(seconds), peak)


def our_speed(name: str, texts: Path) -> Speed:
    """Time a reader of ours in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.speed", "--time", name, str(texts)]
    return Speed(*json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def peer_speed(name: str, folder: Path, texts: Path) -> Speed | str:
    """Time a peer in an environment of its own, or say why there is none."""
    packages, setup = PEERS[name]
    home = folder / name.split(" ", 1)[0].lower()
    ready = home / "installed"
    if not ready.exists():
        venv.create(home, with_pip=True, clear=True)
        done = _run([home / "bin" / "python", "-m", "pip", "install", "-q", *packages])
        if done.returncode:
            return f"does not install: {_last_line(done)}"
        ready.touch()
    script = texts.with_name("peer.py")
    script.write_text(PEER.format(setup=setup), encoding="utf-8")
    done = _run([home / "bin" / "python", script, texts])
    return f"does not run: {_last_line(done)}" if done.returncode else Speed(*map(float, done.stdout.split()))


def _run(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr.strip().splitlines() or ["no message"])[-1][:100]


def table(kind: str, articles: list[str], peers: Path | None) -> Iterator[str]:
    """Yield the lines of the table of one kind of text."""
    size = sum(map(len, articles)) / 1000
    numerals = sum(len(recognise_figures(article).runs) for article in articles) / size
    with tempfile.TemporaryDirectory() as work:
        texts = Path(work) / "texts.json"
        texts.write_text(json.dumps(articles), encoding="utf-8")
        speeds: dict[str, Speed | str] = {name: our_speed(name, texts) for name in OURS}
        if peers is not None:
            speeds |= {name: peer_speed(name, peers, texts) for name in PEERS}
    rivals = {name: speed for name in PEERS if isinstance(speed := speeds.get(name), Speed)}
    heads = ["MB/s", "articles/s", "peak MB", "of the floor", *(f"times {name.split()[0]}" for name in rivals)]
    yield f"| {kind} ({len(articles)} articles, {size:.0f} kB, {numerals:.1f} numerals a kB) | {' | '.join(heads)} |"
    yield "|---|" + "--:|" * len(heads)
    floor = speeds[FLOOR]
    assert isinstance(floor, Speed)
    for name, speed in speeds.items():
        if isinstance(speed, str):
            yield f"| {name} | {speed} |" + " |" * (len(heads) - 1)
            continue
        ratios = [_times(speed.megabytes / rival.megabytes) for rival in rivals.values()]
        cells = [f"{speed.megabytes:.2f}", f"{speed.articles:,.0f}", f"{speed.peak:.0f}"]
        yield f"| {name} | " + " | ".join([*cells, f"{speed.megabytes / floor.megabytes:.2g}", *ratios]) + " |"
    yield ""
    if kind == next(iter(KINDS)):
        yield from _against_targets(speeds)


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def _against_targets(speeds: dict[str, Speed | str]) -> Iterator[str]:
    for name, target in ((FIGURES, FIGURES_TARGET), (ARTICLE, ARTICLE_TARGET)):
        speed = speeds[name]
        assert isinstance(speed, Speed)
        for words, reached in (
            (f"{target:g} MB/s", speed.megabytes >= target),
            (f"under {MEMORY} MB", speed.peak < MEMORY),
        ):
            yield f"- {name}, target {words}: {'reached' if reached else 'not reached'}"
    yield ""


def hostile() -> Iterator[str]:
    """Yield what a megabyte of each hostile text costs, and how the cost grows with length: linear is 4."""
    for name, piece in HOSTILE.items():
        seconds = []
        for length in (250_000, 1_000_000):
            begun = time.process_time()
            recognise_figures((piece * (length // len(piece) + 1))[:length])
            seconds.append(time.process_time() - begun)
        growth = seconds[1] / max(seconds[0], 1e-9)
        yield f"- a megabyte of {name}: {seconds[1]:.2f} s, {growth:.1f} times a quarter of it"


def first_reading() -> str:
    """Time a fresh interpreter that imports the recognisers and reads one line."""
    code = "from pipelines.recognise.quantities import recognise_quantities as r; r('more than 2,000 firms in 2010')"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"- interpreter, import and first reading: {seconds:.2f} s of CPU (target {FIRST_READING})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "clusterbook" / "peers"
    parser.add_argument("--peers", type=Path, default=cache, help="where the peers are installed (%(default)s)")
    parser.add_argument("--no-peers", action="store_true", help="time only what is ours")
    parser.add_argument("--megabytes", type=float, default=0.2)
    parser.add_argument("--time", nargs=2, metavar=("NAME", "TEXTS"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.time:
        name, texts = args.time
        print(json.dumps(timed(name, json.loads(Path(texts).read_text(encoding="utf-8")))))
        return
    print(f"{described()}\n")
    for kind, share in KINDS.items():
        for line in table(kind, news(int(args.megabytes * 1e6), figures=share), None if args.no_peers else args.peers):
            print(line, flush=True)
    for line in hostile():
        print(line, flush=True)
    print(first_reading())


if __name__ == "__main__":
    main()
