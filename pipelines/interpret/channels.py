"""Channel statements: what an article says of a trade channel, with a number or without.

A share comes from a percentage whose channel is known; a trend from a word of growth in the channel's clause, a turn
"from OEM to brand", or the growth of exports; else the channel is present.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft, Subject
from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.spans import Span

_ROUTES = frozenset({"route", "ownership"})
_REACH = 120  # characters: a statement quotes no more than this on each side of its word
_EXPORT_WHOLE = re.compile(r"export|sales|turnover|output|production|出口|销售|交易|产值|营收")


@dataclass
class ChannelDraft:
    """One statement on its way to a record."""

    span: Span
    view: SentenceView
    channel: str
    signal: str
    rule: str
    draft: Draft | None = None  # the share that it states
    lean: Draft | None = None  # the figure whose subject and period it shares
    subject: Subject | None = None


@dataclass(frozen=True)
class _Signals:
    increase: re.Pattern[str]
    decrease: re.Pattern[str]
    turns: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=8)
def _signals(vocabulary: Vocabulary) -> _Signals:
    table = vocabulary.table("signals")
    turns = tuple(tuple(re.split("[«»]", pattern)) for pattern in table["turn"])
    return _Signals(re.compile("|".join(table["increase"])), re.compile("|".join(table["decrease"])), turns)  # type: ignore[arg-type]


def read_channels(
    article: Article, view: SentenceView, drafts: Sequence[Draft], subject: Subject | None
) -> list[ChannelDraft]:
    """Return the channel statements of a sentence; `subject` is whom a sentence without a figure is about."""
    if view.sentence.kind == "furniture":
        return []
    out = [*_shares(view, drafts)]
    taken = {(item.channel, view.clause(item.span)) for item in out}
    turned = _turns(view)
    for cue in view.channels:
        clause = view.clause(cue.span)
        if any(item.channel == cue.key and item.span.overlaps(cue.span) for item in out) or (cue.key, clause) in taken:
            continue
        signal, rule, lean = _signal(view, cue, clause, drafts, turned)
        out.append(ChannelDraft(_quote(clause, cue), view, cue.key, signal, rule, lean=lean))
        taken.add((cue.key, clause))
    for item in out:
        owner = item.draft or item.lean or _beside(drafts, item.span)
        item.subject = owner.subject if owner is not None and owner.subject is not None else subject
    return out


def _quote(clause: Span, cue: Cue) -> Span:
    return Span(max(clause.start, cue.span.start - _REACH), min(clause.end, cue.span.end + _REACH))


def _beside(drafts: Sequence[Draft], span: Span) -> Draft | None:
    return next((d for d in drafts if d.rejected is None and span.overlaps(d.quantity.span)), None)


def _shares(view: SentenceView, drafts: Sequence[Draft]) -> list[ChannelDraft]:
    out = []
    groups: Mapping[str, Mapping[str, str]] = view.vocabulary.table("channels")
    for draft in drafts:
        if draft.rejected is not None or draft.unit_class != "percent" or draft.grows:
            continue
        if draft.share_channel is not None:
            out.append(
                ChannelDraft(
                    view.clause(draft.quantity.span), view, draft.share_channel, "share", "share of a channel", draft
                )
            )
        elif draft.share_of and _EXPORT_WHOLE.search(draft.share_of) and draft.share_scope in ("own", "other"):
            before = [
                c for c in view.channels if c.span.end <= draft.quantity.start and groups[c.key]["group"] in _ROUTES
            ]
            if before:
                clause = view.clause(before[-1].span)
                out.append(
                    ChannelDraft(_quote(clause, before[-1]), view, before[-1].key, "share", "share of a route", draft)
                )
    return out


def _turns(view: SentenceView) -> dict[Cue, str]:
    """Return the cues of a turn "from one to the other", with their signals."""
    out: dict[Cue, str] = {}
    for first in view.channels:
        for second in view.channels:
            if first.key == second.key or not first.span.end <= second.span.start <= first.span.end + 90:
                continue
            for before, between, _after in _signals(view.vocabulary).turns:
                pattern = (
                    f"{before}{re.escape(first.span.of(view.folded))}{between}{re.escape(second.span.of(view.folded))}"
                )
                if re.search(pattern, view.text(first.span.start - 60, second.span.end)):
                    out[first], out[second] = "decrease", "increase"
    return out


def _signal(
    view: SentenceView, cue: Cue, clause: Span, drafts: Sequence[Draft], turned: Mapping[Cue, str]
) -> tuple[str, str, Draft | None]:
    if cue in turned:
        return turned[cue], "turn from one channel to another", None
    if cue.key in ("export", "domestic"):
        for draft in drafts:
            if (
                draft.grows
                and draft.rejected is None
                and draft.measure in ("export", "domestic_sales")
                and draft.direction
            ):
                return draft.direction, "growth of the channel", draft
    words = _signals(view.vocabulary)
    near = view.text(clause.start, clause.end)
    if words.decrease.search(near):
        return "decrease", "word of decrease in the clause", None
    if words.increase.search(near):
        return "increase", "word of increase in the clause", None
    return "presence", "channel named", None
