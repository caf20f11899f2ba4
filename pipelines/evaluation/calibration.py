"""Calibration: stated confidence against observed reliability, and the measurement that it is stated from.

Run as a module on folders of labels it measures the groups by cross-validation over articles and prints
`reliability.toml` anew: `python -m pipelines.evaluation.calibration tests/gold tests/gold-blind tests/gold-sealed`.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipelines.evaluation.agreement import FIELDS, Row, pair, pair_channels
from pipelines.evaluation.gold import Labelled, read_labelled

Outcome = tuple[str, str, float, float]  # article, group, stated confidence, right: 1, 0, or a half

_FOLDS = 5
_PRIOR = 20  # figures of average reliability that each group is shrunk by


def outcomes(articles: Iterable[Labelled]) -> list[Outcome]:
    """Return article, group, stated confidence and whether all fields are right, for each observation that claims."""
    out: list[Outcome] = []
    for article in articles:
        pairing = pair(article.observations, article.facts)
        rows = [(one, all(same(one, label) for same in FIELDS.values())) for one, label in pairing.pairs]
        rows += [(one, False) for one in pairing.extra if one.get("statement_kind") == "actual"]
        out += [(article.article_id, group_in(one), float(one["confidence"]), right) for one, right in rows]
    return out


def channel_outcomes(articles: Iterable[Labelled]) -> list[Outcome]:
    """Return article, rule, stated confidence and what is right, for each channel statement; the channel alone is half.

    The groups of channel statements are the rules that made them.
    """
    out: list[Outcome] = []
    for article in articles:
        worth = {i: 1.0 if same else 0.5 for i, _, same in pair_channels(article.statements, article.channels)}
        out += [
            (article.article_id, str(one["rule"]), float(one["confidence"]), worth.get(i, 0.0))
            for i, one in enumerate(article.statements)
        ]
    return out


def group_in(row: Row) -> str:
    """Return the group of rule paths that an observation's decisions name."""
    return next((d["value"] for d in row["decisions"] if d["field"] == "confidence"), "")


def calibration(rows: Sequence[Outcome]) -> list[tuple[float, float, int]]:
    """Return stated confidence, observed share right and n, one row a stated value."""
    bins: defaultdict[float, list[float]] = defaultdict(list)
    for _, _, stated, right in rows:
        bins[round(stated, 2)].append(right)
    return [(stated, sum(seen) / len(seen), len(seen)) for stated, seen in sorted(bins.items())]


def reliabilities(rows: Sequence[Outcome]) -> dict[str, tuple[int, float, float]]:
    """Return n, right and the reliability of each group, shrunk to the mean of all."""
    mean = sum(right for *_, right in rows) / max(len(rows), 1)
    seen: defaultdict[str, list[float]] = defaultdict(list)
    for _, group, _, right in rows:
        seen[group].append(right)
    return {
        group: (len(rights), sum(rights), round((sum(rights) + _PRIOR * mean) / (len(rights) + _PRIOR), 3))
        for group, rights in sorted(seen.items())
    }


def cross_validated_error(rows: Sequence[Outcome]) -> float:
    """Return how far stated and observed lie apart when each fold is stated from the others (weighted mean)."""
    names = sorted({article for article, *_ in rows})
    error = 0.0
    for fold in range(_FOLDS):
        out = set(names[fold::_FOLDS])
        learnt = reliabilities([row for row in rows if row[0] not in out])
        held: defaultdict[str, list[float]] = defaultdict(list)
        for article, group, _, right in rows:
            if article in out:
                held[group].append(right)
        for group, rights in held.items():
            stated = learnt[group][2] if group in learnt else 0.5
            error += abs(stated * len(rights) - sum(rights))
    return error / max(len(rows), 1)


def main(folders: Sequence[str]) -> None:
    """Print the reliability file measured on these folders."""
    articles = [article for folder in folders for article in read_labelled(Path(folder))]
    print("# How often readings of each group were right in value, unit, qualifier, indicator, direction, subject, and")
    print(
        "# period on labelled articles; channel statements, by rule, in channel, signal and share (the channel alone is"
    )
    print("# half right). reliability: right/n, shrunk to the mean by 20 of average worth.")
    for table, rows in (("group", outcomes(articles)), ("channel", channel_outcomes(articles))):
        error = cross_validated_error(rows)
        print(f"\n# Five-fold cross-validation over articles: stated and observed differ by {error:.3f}.")
        for group, (n, right, reliability) in reliabilities(rows).items():
            print(f'\n[{table}."{group}"]\nn = {n}\nright = {right:g}\nreliability = {reliability}')


if __name__ == "__main__":
    main(sys.argv[1:])
