"""Scores: the counts of each article, their sums, and intervals by resampling articles.

Recall is over the facts that must be found, precision over the observations that claim something: one that meets any
label is right, one of an other_* indicator that meets none counts half, one that is not actual is left out.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.evaluation.agreement import BESIDE, FIELDS, Pairing, is_required, overlap, pair, right_channels
from pipelines.evaluation.gold import Labelled

LEVELS = ("value", *(f"+{name}" for name in FIELDS))
_RESAMPLES = 1000
_SEED = 20230808


@dataclass(slots=True)
class Tally:
    """Counts of one article or of many."""

    must: float = 0
    given: float = 0
    trapped: int = 0
    right: Counter[str] = field(default_factory=Counter)  # by level, all pairs
    found: Counter[str] = field(default_factory=Counter)  # by level, pairs of facts that must be found
    field_right: Counter[str] = field(default_factory=Counter)
    field_asked: Counter[str] = field(default_factory=Counter)
    channels: tuple[float, ...] = (0, 0, 0, 0, 0)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.must + other.must,
            self.given + other.given,
            self.trapped + other.trapped,
            self.right + other.right,
            self.found + other.found,
            self.field_right + other.field_right,
            self.field_asked + other.field_asked,
            tuple(a + b for a, b in zip(self.channels, other.channels, strict=True)),
        )

    def f1(self, level: str) -> tuple[float, float, float]:
        """Return precision, recall and their harmonic mean at a level."""
        precision = self.right[level] / max(self.given, 1)
        recall = self.found[level] / max(self.must, 1)
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def tally(article: Labelled) -> tuple[Tally, Pairing]:
    """Count one article."""
    pairing = pair(article.observations, article.facts)
    out = Tally(must=sum(map(is_required, article.facts)), given=len(pairing.pairs))
    for one in pairing.extra:
        trap = any(overlap(one, t) > 0 and one["start"] >= t["start"] and one["end"] <= t["end"] for t in article.traps)
        if one.get("statement_kind", "actual") != "actual":
            continue
        out.trapped += trap
        out.given += 0.5 if not trap and (one.get("indicator") or "").startswith("other") else 1
    for one, label in pairing.pairs:
        required, agreed = is_required(label), True
        out.right["value"] += 1
        out.found["value"] += required
        for name, same in FIELDS.items():
            hit = same(one, label)
            out.field_right[name] += hit
            out.field_asked[name] += 1
            agreed = agreed and hit
            out.right[f"+{name}"] += agreed
            out.found[f"+{name}"] += agreed and required
        for name, same in BESIDE.items():
            if label.get(name):
                out.field_right[name] += same(one, label)
                out.field_asked[name] += 1
    out.channels = right_channels(article.statements, article.channels)
    return out, pairing


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    return sum(tallies, Tally())


def interval(tallies: Sequence[Tally], level: str) -> tuple[float, float]:
    """Return the 95 % interval of F1 at a level, resampling whole articles with a fixed seed."""
    if not tallies:
        return 0.0, 0.0
    chance = random.Random(_SEED)
    counts = [(t.right[level], t.given, t.found[level], t.must) for t in tallies]
    values = []
    for _ in range(_RESAMPLES):
        sample = chance.choices(counts, k=len(counts))
        right, given, found, must = (sum(column) for column in zip(*sample, strict=True))
        precision, recall = right / max(given, 1), found / max(must, 1)
        values.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
    values.sort()
    return values[round(0.025 * (_RESAMPLES - 1))], values[round(0.975 * (_RESAMPLES - 1))]
