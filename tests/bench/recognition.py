"""Time the reading of figures and periods on generated news, and the peers on the same text.

python -m tests.bench.recognition [--peers DIR] [--megabytes N]

Prints MB/s, articles a second and peak memory for a compiled scan of the digits (the floor), the recognisers and
`read_article`, with ratios; then that hostile text costs no more than in proportion, and what the first reading takes.
With `--peers DIR`, quantulum3 and the Duckling wheel are installed into environments of their own below DIR and timed
on the same articles; one that does not install is said so and left out.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pipelines.recognise.periods import recognise_periods
from pipelines.recognise.quantities import recognise_figures, recognise_quantities
from tests.bench.news import news

KINDS = {"news": 0.2, "figure-dense": 1.0}  # share of sentences with figures
TARGET = 5.0  # MB/s of quantities with periods on news
FIRST_READING = 0.3  # seconds
HOSTILE = {"digits": "7", "one hundred": "one hundred ", "brackets": "(", "亿": "亿"}
DIGITS = re.compile("[0-9]+")

PEERS = {
    "quantulum3": (
        ("quantulum3==0.10.0",),
        "from quantulum3 import parser\nread = parser.parse",
    ),
    "duckling": (
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
articles = json.load(open(sys.argv[1]))
read(articles[0])
begun, done = time.process_time(), 0
for article in articles:
    read(article)
    done += len(article)
    if time.process_time() - begun > 20:
        break
print(done / (time.process_time() - begun) / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


class Speed(NamedTuple):
    megabytes: float  # a second
    articles: float  # a second


def timed(read: Callable[[str], object], articles: list[str]) -> Speed:
    """Time the reading of the articles, the best of three."""
    read(articles[0])
    best = 1e9
    for _ in range(3):
        begun = time.process_time()
        for article in articles:
            read(article)
        best = min(best, time.process_time() - begun)
    return Speed(sum(map(len, articles)) / best / 1e6, len(articles) / best)


def whole_article(text: str) -> object:
    from pipelines.interpret.reading import read_article

    return read_article(text)


def peer_speed(name: str, folder: Path, articles: list[str]) -> tuple[float, int] | str:
    """Return MB/s and peak megabytes of a peer in an environment of its own, or why there is none."""
    packages, setup = PEERS[name]
    home = folder / name
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        done = subprocess.run(
            [python, "-m", "pip", "install", "-q", *packages], capture_output=True, text=True, check=False
        )
        if done.returncode:
            return f"does not install: {done.stderr.strip().splitlines()[-1][:100]}"
    with tempfile.TemporaryDirectory() as work:
        texts, script = Path(work) / "texts.json", Path(work) / "peer.py"
        texts.write_text(json.dumps(articles), encoding="utf-8")
        script.write_text(PEER.format(setup=setup), encoding="utf-8")
        done = subprocess.run([python, script, texts], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"does not run: {done.stderr.strip().splitlines()[-1][:100]}"
    speed, memory = done.stdout.split()
    return float(speed), int(memory)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, help="install and time the peers in environments below this folder")
    parser.add_argument("--megabytes", type=float, default=0.5)
    args = parser.parse_args()
    ours: dict[str, Callable[[str], object]] = {
        "floor: compiled scan of digits": DIGITS.findall,
        "periods": recognise_periods,
        "quantities alone": lambda text: recognise_figures(text, periods=()),
        "quantities with periods": recognise_quantities,
        "read_article": whole_article,
    }
    reached = 0.0
    for kind, share in KINDS.items():
        articles = news(int(args.megabytes * 1e6), figures=share)
        size = sum(map(len, articles)) / 1000
        runs = sum(len(recognise_figures(article).runs) for article in articles)
        print(f"\n{kind}: {len(articles)} articles, {size:.0f} kB, {runs / size:.1f} numerals a kB")
        print(f"{'':<34}{'MB/s':>9}{'articles/s':>12}{'of floor':>10}")
        floor = 0.0
        for name, read in ours.items():
            speed = timed(read, articles if name != "read_article" else articles[:40])
            floor = floor or speed.megabytes
            print(f"{name:<34}{speed.megabytes:>9.2f}{speed.articles:>12.0f}{speed.megabytes / floor:>10.3f}")
            if name == "quantities with periods":
                mine = speed.megabytes
        reached = reached or mine
        for name in PEERS if args.peers else ():
            result = peer_speed(name, args.peers, articles)
            if isinstance(result, str):
                print(f"{name:<34} {result}")
            else:
                faster = mine / result[0]
                print(f"{name:<34}{result[0]:>9.4f}   peak {result[1]} MB; we are {faster:,.0f} times as fast")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    for name, piece in HOSTILE.items():
        seconds = []
        for length in (250_000, 1_000_000):
            begun = time.process_time()
            recognise_figures((piece * (length // len(piece) + 1))[:length])
            seconds.append(time.process_time() - begun)
        print(
            f"a megabyte of {name}: {seconds[1]:.2f} s, {seconds[1] / max(seconds[0], 1e-9):.1f} times a quarter of it"
        )
    begun = time.perf_counter()
    code = "from pipelines.recognise.quantities import recognise_quantities as r; r('more than 2,000 firms in 2010')"
    subprocess.run([sys.executable, "-c", code], check=True)
    print(f"interpreter, import and first reading: {time.perf_counter() - begun:.2f} s (target {FIRST_READING})")
    print(
        f"target {TARGET} MB/s of quantities with periods on news: {'reached' if reached >= TARGET else 'not reached'}"
    )


if __name__ == "__main__":
    main()
