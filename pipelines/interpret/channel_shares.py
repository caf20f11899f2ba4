"""Shares of channels: the percentage that a channel's word is joined to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.measures import gap_end
from pipelines.recognise.mentions import Cue
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span

_WIDER = frozenset({"nation", "world", "province"})
_PARTED = re.compile(r"[;:。]|,\s*(?:the\s+)?[a-z]+\s+(?:is|are|was|were|ma[dk]es?)\b")
_NEXT = re.compile(r"\s*(?:and|while|but|而)\b")
_TRADED = re.compile(r"export|sales|turnover|output|production|orders|出口|销售|交易|产值|营收|订单")
_EXPORT = re.compile(r"\bexports?(?:\s+of\b.*)?\Z|(?:出口|外销)(?:额|总额|量)?\Z")
_ROUTES = frozenset({"route", "ownership"})


@lru_cache(maxsize=8)
def _link(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in vocabulary.table("signals")["share_link"]))


def find_shares(view: SentenceView, drafts: Sequence[Draft], cues: Sequence[Cue]) -> Iterator[tuple[Draft, Cue]]:
    """Yield each percentage that is the share of a channel, with the word that says which."""
    for draft in drafts:
        if draft.unit_class != "percent" or draft.grows:
            continue
        cue = _channel(view, draft, cues)
        if cue is not None:
            yield draft, cue


def _channel(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the word of the channel whose share the figure is; the figure's indicator becomes that share."""
    named = _named(view, draft, cues)
    if named is None and (draft.indicator not in ("other_percent", "market_share") or _of_wider(view, draft)):
        return None
    cue = _before(view, draft, cues) or named or _behind(view, draft, cues)
    if cue is None and draft.share_of and _TRADED.search(fold(draft.share_of)):
        return _route_before(view, draft, cues)  # of the whole trade: "wholesale brought 75 percent of total exports"
    if cue is not None and cue.key == "export" and _EXPORT.search(fold(draft.share_of or "")):
        return None  # a part of the exports, not the part that is exported
    if cue is not None and draft.share_channel != cue.key:
        draft.share_channel, draft.share_scope = cue.key, "own"
        draft.indicator = str(view.vocabulary.table("channels")[cue.key]["share"])
        draft.decide("indicator", draft.indicator, cue.span.of(view.folded), cue.span, "share of a channel")
    return cue


def _of_wider(view: SentenceView, draft: Draft) -> bool:
    """Say whether the whole is more than the subject's own: but "leave the country" names no whole."""
    if draft.share_scope not in _WIDER or draft.share_of is None:
        return draft.indicator == "market_share"
    named = [m.span for m in (*view.wholes, *view.places) if _in_whole(view, draft, m.span)]
    return any(not any(cue.span.covers(span) for cue in view.channels) for span in named) or not named


def _in_whole(view: SentenceView, draft: Draft, span: Span) -> bool:
    """Say whether the span lies in the words of the whole: "75 percent of total exports"."""
    whole = fold(draft.share_of or "")
    start = view.folded.find(whole, view.start, view.end) if whole else -1
    return start >= 0 and start <= span.start < start + len(whole)


def _named(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the word of the channel that the figure has already been given."""
    if draft.share_channel is None:
        return None
    same = [cue for cue in cues if cue.key == draft.share_channel]
    return min(same, key=lambda cue: abs(cue.span.start - draft.quantity.start), default=None)


def _behind(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the channel that follows in the clause: "95 % of the rugs go to America", 九成企业做贴牌."""
    clause = view.clause(draft.quantity.span)
    if not view.text(clause.start, clause.end).replace(draft.quantity.span.of(view.folded), "").strip():
        clause = view.clause(Span(clause.end + 1, clause.end + 2))  # "almost everything, 95pc, leaves the country"
    end = min(clause.end, gap_end(view, draft))
    following = [
        cue for cue in cues if draft.quantity.end <= cue.span.start < end or cue.span.covers(draft.quantity.number)
    ]
    if not following or _NEXT.match(view.folded, draft.quantity.end, end):
        return None
    return following[0]


def _before(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    """Return the channel that the figure is said of: "private label still makes 70 %", 线上占七成."""
    start, number = draft.quantity.start, draft.quantity.number.start
    before = [cue for cue in cues if cue.span.end <= number and cue.span.end > start - 70]
    if not before:
        return None
    cue = before[-1]
    between = view.text(cue.span.end, number)
    if any(cue.span.end <= q.start < start for q in view.quantities) or _PARTED.search(between):
        return None
    return cue if _link(view.vocabulary).search(between) else None


def _route_before(view: SentenceView, draft: Draft, cues: Sequence[Cue]) -> Cue | None:
    groups = view.vocabulary.table("channels")
    before = [cue for cue in cues if cue.span.end <= draft.quantity.start and groups[cue.key]["group"] in _ROUTES]
    if not before or ";" in view.text(before[-1].span.end, draft.quantity.start):
        return None
    return before[-1]
