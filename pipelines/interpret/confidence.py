"""Confidence: how often readings by the same kinds of rules were right on labelled articles.

A figure belongs to one of at most eight groups, by the rules that settled its indicator, subject and period; a channel
statement to the rule that made it. Each group's reliability was measured by cross-validation, shrunk to the mean of
all, and is kept with its n in `reference/reliability.toml`; the evaluation writes it anew.
"""

import tomllib
from functools import cache
from importlib.resources import files

from pipelines.interpret.draft import Draft

_DIRECT_MEASURE = (
    "measure right after",
    "measure in the clause",
    "measure in the figure",
    "verb in the clause",
    "class of the unit",
    "growth",
    "money per unit",
    "share of a",
    "small amount",
)
_DIRECT_SUBJECT = ("subject before", "subject after", "group of places")
_DIRECT_PERIOD = ("period before the figure in its clause", "period after the figure in its clause")


def group_of(draft: Draft) -> str:
    """Return the group of rule paths of a figure: how its three hard fields were settled."""
    if draft.indicator.startswith("other_"):
        return "unspecific"
    if draft.unit_class == "rank":
        return "rank"
    indicator = draft.rules.get("indicator", "").startswith(_DIRECT_MEASURE)
    subject = draft.rules.get("subject", "").startswith(_DIRECT_SUBJECT)
    period = draft.rules.get("period", "") in _DIRECT_PERIOD or draft.period_basis == "as_of"
    if draft.view.sentence.kind in ("title", "heading", "table_row"):
        return "title or table"
    if not indicator:
        return "measure from afar"
    if subject and period:
        return "all in the clause"
    if subject:
        return "period from afar"
    return "subject from afar" if period else "subject and period from afar"


@cache
def _reliabilities(table: str) -> dict[str, float]:
    measured = tomllib.loads((files("pipelines.reference") / "reliability.toml").read_text(encoding="utf-8"))
    return {name: float(entry["reliability"]) for name, entry in measured[table].items()}


def confidence_of(draft: Draft) -> float:
    """Return the reliability of the figure's group, and note the group among the decisions."""
    group = group_of(draft)
    draft.decide("confidence", group, "", None, "reliability of the group")
    return _reliabilities("group")[group]


def channel_confidence(rule: str) -> float:
    """Return the reliability of the channel statements that a rule makes."""
    return _reliabilities("channel")[rule]
