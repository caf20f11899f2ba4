"""Titles: a figure of the title takes from the body what a title leaves out: its year, whom it is about."""

from collections.abc import Sequence

from pipelines.interpret.draft import Draft

_UNSETTLED = (None, "no subject", "main subject of the article")


def complete_titles(drafts: Sequence[Draft]) -> None:
    """Give each figure of a title the period of the body's figure that it announces, and a subject if it has none."""
    body = [draft for draft in drafts if draft.view.sentence.kind != "title" and draft.rejected is None]
    for draft in drafts:
        if draft.view.sentence.kind != "title" or draft.rejected is not None:
            continue
        told = _told(draft, body)
        if told is None:
            continue
        if draft.rules.get("period") in ("no period", "as of the publication", "period carried forward"):
            draft.period_start, draft.period_end = told.period_start, told.period_end
            draft.time_period, draft.period_basis = told.time_period, told.period_basis
            draft.decide("period", draft.time_period or "", "", told.quantity.span, "period of the body's figure")
        if told.subject is not None and draft.rules.get("subject") in _UNSETTLED:
            draft.subject = told.subject
            draft.decide("subject", told.subject.name, "", told.quantity.span, "subject of the body's figure")


def _told(draft: Draft, body: Sequence[Draft]) -> Draft | None:
    """Return the figure of the body that the title announces: the same value, else the first of the same indicator."""
    alike = [other for other in body if other.indicator == draft.indicator]
    same = [other for other in alike if other.quantity.value == draft.quantity.value]
    found = same or alike
    return found[0] if found else None
