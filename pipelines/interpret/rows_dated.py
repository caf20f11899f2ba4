"""Figures in a row before the time of them all: "8,900 companies, 168,000 jobs and R$ 17 billion of sales in 2012"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft

_IN_ROW = "period behind the row"
_BEHIND = frozenset({"period after the figure in its clause", "period after the figure in its sentence", _IN_ROW})
_OPEN = frozenset({"as of the publication", "no period", "period carried forward", "only year of the article"})
_GAP = re.compile(r"(?:,| and|, and|、|和|及)(?: ?(?:about|some|around|over|nearly|more than|almost|only|约|近))* ?")


def date_row(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure the time told behind the last of its row, where nothing else stands between them."""
    for draft, following in reversed(list(pairwise(drafts))):
        if following.rules.get("period") not in _BEHIND or draft.rules.get("period") not in _OPEN:
            continue
        if draft.unit_class in ("percent", "points") or following.period_end is None:
            continue
        if _GAP.fullmatch(view.folded, draft.end, following.start):
            draft.period_start, draft.period_end = following.period_start, following.period_end
            draft.time_period, draft.period_basis = following.time_period, following.period_basis
            draft.decide("period", draft.time_period or "", "", following.quantity.span, _IN_ROW)
