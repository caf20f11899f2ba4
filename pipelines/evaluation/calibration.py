"""Calibration: stated confidence against observed reliability, and the measurement that it is stated from.

Run as a module on folders of labels it measures the groups by cross-validation over articles and prints
`reliability.toml` anew: `python -m pipelines.evaluation.calibration tests/gold tests/gold-extra`.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipelines.evaluation.agreement import FIELDS, Row, pair
from pipelines.evaluation.gold import Labelled, read_labelled

_FOLDS = 5
_PRIOR = 20  # figures of average reliability that each group is shrunk by


def outcomes(articles: Iterable[Labelled]) -> list[tuple[str, str, float, bool]]:
    """Return article, group, stated confidence and whether all fields are right, for each observation that claims."""
    out = []
    for article in articles:
        pairing = pair(article.observations, article.facts)
        rows = [(one, all(same(one, label) for same in FIELDS.values())) for one, label in pairing.pairs]
        rows += [(one, False) for one in pairing.extra if one.get("statement_kind") == "actual"]
        out += [(article.article_id, group_in(one), float(one["confidence"]), right) for one, right in rows]
    return out


def group_in(row: Row) -> str:
    """Return the group of rule paths that an observation's decisions name."""
    return next((d["value"] for d in row["decisions"] if d["field"] == "confidence"), "")


def calibration(rows: Sequence[tuple[str, str, float, bool]]) -> list[tuple[float, float, int]]:
    """Return stated confidence, observed share right and n, one row a stated value."""
    bins: defaultdict[float, list[bool]] = defaultdict(list)
    for _, _, stated, right in rows:
        bins[round(stated, 2)].append(right)
    return [(stated, sum(seen) / len(seen), len(seen)) for stated, seen in sorted(bins.items())]


def reliabilities(rows: Sequence[tuple[str, str, float, bool]]) -> dict[str, tuple[int, int, float]]:
    """Return n, right and the reliability of each group, shrunk to the mean of all."""
    mean = sum(right for *_, right in rows) / max(len(rows), 1)
    seen: defaultdict[str, list[bool]] = defaultdict(list)
    for _, group, _, right in rows:
        seen[group].append(right)
    return {
        group: (len(rights), sum(rights), round((sum(rights) + _PRIOR * mean) / (len(rights) + _PRIOR), 3))
        for group, rights in sorted(seen.items())
    }


def cross_validated_error(rows: Sequence[tuple[str, str, float, bool]]) -> float:
    """Return how far stated and observed lie apart when each fold is stated from the others (weighted mean)."""
    names = sorted({article for article, *_ in rows})
    error = 0.0
    for fold in range(_FOLDS):
        out = set(names[fold::_FOLDS])
        learnt = reliabilities([row for row in rows if row[0] not in out])
        held: defaultdict[str, list[bool]] = defaultdict(list)
        for article, group, _, right in rows:
            if article in out:
                held[group].append(right)
        for group, rights in held.items():
            stated = learnt[group][2] if group in learnt else 0.5
            error += abs(stated * len(rights) - sum(rights))
    return error / max(len(rows), 1)


def main(folders: Sequence[str]) -> None:
    """Print the reliability file measured on these folders."""
    rows = [row for folder in folders for row in outcomes(read_labelled(Path(folder)))]
    print("# How often readings of each group were right in value, unit, qualifier, indicator, direction, subject, and")
    print("# period on labelled articles. reliability: right/n, shrunk to the mean by 20 figures of average worth.")
    error = cross_validated_error(rows)
    print(f"# Five-fold cross-validation over articles: stated and observed differ by {error:.3f}.")
    for group, (n, right, reliability) in reliabilities(rows).items():
        print(f'\n[group."{group}"]\nn = {n}\nright = {right}\nreliability = {reliability}')


if __name__ == "__main__":
    main(sys.argv[1:])
