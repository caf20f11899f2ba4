"""Flows and states: what happens in a period (output, sales, growth), and what holds on a day (staff, firms, ranks)."""

from pipelines.interpret.draft import Draft
from pipelines.interpret.movements import ADDED

STATES = frozenset(
    {
        "employees",
        "enterprises",
        "stalls_or_shops",
        "equipment_count",
        "area",
        "rank",
        "price",
        "wage",
        "market_share",
        "other_count",
        "other_percent",
        "efficiency_change",
    }
)
_STOCKS = frozenset({"brand_value"})  # money that is there, and does not flow


def is_state(draft: Draft) -> bool:
    """Say whether the figure holds on a day and does not happen in a period."""
    if draft.unit_class == "goods" and draft.measure == "import":
        return "imports" not in draft.view.text(draft.clause.start, draft.start)
    if draft.unit_class == "points":
        return False  # how much more than before something grew
    if draft.rules.get("indicator") == ADDED:
        return False
    return draft.indicator in STATES or draft.measure in _STOCKS
