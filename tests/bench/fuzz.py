"""Feed the recognisers generated and mutated text, and count what breaks.

python -m tests.bench.fuzz [--inputs N] [--seed S]

Each input is a shuffle of pieces of the corpus, with characters deleted, doubled and replaced. The checks are those of
the property tests: nothing raises, spans are ordered and lie in the text, each numeral run has one home, and a
thousand characters take no longer than `LIMIT`.
"""

import argparse
import random
import sys
import time
import tomllib
from pathlib import Path

from pipelines.recognise.notation import notation
from pipelines.recognise.numbers import recognise_numbers
from pipelines.recognise.periods import recognise_periods
from pipelines.recognise.quantities import recognise_figures

CORPUS = Path(__file__).parents[1] / "corpus"
ALPHABET = (
    "0123456789,.%+-–~/:()[]$¥₹€ \n\taegiomnst'\"İß１，：\u200b𝒜½²٣"
    "一二三十百千万亿两半几多余成分之第个家件双人元年月增超近约至到"
)
LIMIT = 0.25  # seconds for a thousand characters


def pieces() -> list[str]:
    """Return the texts of the corpus without their marks."""
    found: list[str] = []
    for path in sorted(CORPUS.glob("*.toml")):
        for entries in tomllib.loads(path.read_text(encoding="utf-8")).values():
            if isinstance(entries, list):
                found += [
                    text.translate({ord("«"): None, ord("»"): None}) for e in entries for text in e.get("texts", ())
                ]
    return found


def mutated(chance: random.Random, texts: list[str]) -> str:
    """Return a few pieces put together and damaged in some places."""
    text = chance.choice(("", " ", "\n", ", ", "。")).join(chance.sample(texts, chance.randint(1, 6)))
    chars = list(text)
    for _ in range(chance.randint(0, 8)):
        if not chars:
            break
        at = chance.randrange(len(chars))
        what = chance.randrange(4)
        if what == 0:
            del chars[at]
        elif what == 1:
            chars[at] = chance.choice(ALPHABET)
        elif what == 2:
            chars[at:at] = chars[at : at + chance.randint(1, 12)]
        else:
            chars.insert(at, chance.choice(ALPHABET))
    return "".join(chars)


def complaint(text: str) -> str | None:
    """Return what is wrong with the reading of a text; None when nothing is."""
    begun = time.process_time()
    try:
        figures = recognise_figures(text)
        alone = recognise_figures(text, periods=())
        recognise_periods(text)
        recognise_numbers(text)
        for quantity in figures.quantities:
            notation(quantity)
    except Exception as error:
        return f"raises {error!r}"
    if time.process_time() - begun > LIMIT * max(1.0, len(text) / 1000):
        return "is slow"
    end = 0
    for quantity in figures.quantities:
        if not end <= quantity.start < quantity.end <= len(text) or not quantity.span.covers(quantity.number):
            return f"has a wrong span {quantity.span}"
        end = quantity.end
    homes = [*(q.span for q in alone.quantities), *(r.span for r in alone.rejected)]
    for run in alone.runs:
        if sum(home.covers(run) for home in homes) != 1:
            return f"has no one home for {run.of(text)!r}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance, texts = random.Random(args.seed), pieces()
    complaint("more than 2,000 firms in 2010; 2010年企业两千多家")  # the first reading also compiles the lexicons
    broken = 0
    for _ in range(args.inputs):
        text = mutated(chance, texts)
        wrong = complaint(text)
        if wrong is not None:
            broken += 1
            print(f"{text!r} {wrong}")
            if broken == 20:
                break
    print(f"{args.inputs:,} inputs of seed {args.seed}: {broken} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
