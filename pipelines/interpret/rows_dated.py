"""Figures in a row before the time of them all: "8,900 companies, 168,000 jobs and R$ 17 billion of sales in 2012"."""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft

_ROW = 3  # figures: "with 210 machines and 96 million of turnover in 2017" has the machines now
_BEHIND = frozenset({"period after the figure in its clause", "period after the figure in its sentence"})
_OPEN = frozenset({"as of the publication", "no period", "period carried forward", "only year of the article"})
_GAP = re.compile(r"(?:,| and|, and|、|和|及)(?: ?(?:about|some|around|over|nearly|more than|almost|only|约|近))* ?")


def date_rows(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure of a row the time told behind its last one, where nothing else stands between them."""
    row: list[Draft] = []
    for draft in drafts:
        if row and not _goes_on(view, row[-1], draft):
            row = []
        row.append(draft)
        if len(row) >= _ROW and draft.rules.get("period") in _BEHIND and draft.period_end is not None:
            for other in row[:-1]:
                if other.rules.get("period") in _OPEN:
                    _date_by(other, draft)


def _goes_on(view: SentenceView, draft: Draft, following: Draft) -> bool:
    if draft.quantity.unit == following.quantity.unit or "percent" in (draft.unit_class, following.unit_class):
        return False  # "54,300, against 51,000 in 2020": the first is of another time
    return _GAP.fullmatch(view.folded, draft.end, following.start) is not None


def _date_by(draft: Draft, last: Draft) -> None:
    draft.period_start, draft.period_end = last.period_start, last.period_end
    draft.time_period, draft.period_basis = last.time_period, last.period_basis
    draft.decide("period", draft.time_period or "", "", last.quantity.span, "period behind the row")
