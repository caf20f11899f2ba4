"""Channel statements: what an article says of a trade channel, with a number or without.

A share comes from a percentage joined to the channel; a trend from a figure of growth, from two figures compared, from
a turn "from OEM to brand" or a word of change beside the channel; else the channel is present, where goods are said to
be sold that way. Of what is said twice of one subject the more telling statement is kept.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipelines.interpret.article import SentenceView
from pipelines.interpret.channel_shares import find_shares
from pipelines.interpret.channel_signals import (
    Change,
    changed_by_words,
    changed_in_figures,
    find_turns,
    is_planned,
    is_site,
    is_sold,
    says_sold,
)
from pipelines.interpret.draft import Draft, Subject
from pipelines.recognise.mentions import Cue, Quantity
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_REACH = 45  # characters: a statement quotes no more than this on each side of its words
_SIDES = frozenset({"furniture", "caption"})
_LEVELS = {
    "export_value": "export",
    "export_volume": "export",
    "domestic_sales_value": "domestic",
}
_SHARE_OF = Ending(r"\b(?:share|proportion|percentage) of (?:the )?\Z")  # "the share of exports in sales"
_DONE = Scripts(
    r"\b(?:stays?|remains?|reach(?:es)?|go(?:es)?|went|comes?|came|finds?|found|ends? up|is|are|was|were|pass(?:es)?|"
    r"runs?|depends?|rel(?:y|ies)|works?|serves?|sells?|sold|made|done)\b|(?:做|从事|搞|靠|通过|走|用|以|卖|销)[^,;。]{0,4}\Z"
)  # 80%的企业做代工: what they do, no whole
_IN = Ending(r"\b(?:in|at|over|through) \Z")
_JOINED = re.compile(r"\s*(?:(?:by|through|via|in|with|on) )?(?:[a-z]+ )?")
_TO_COME = frozenset({"forecast", "target", "planned"})
_SALES = frozenset({"sales_value", "sales_volume", "other_money", "export_value", "domestic_sales_value"})


@dataclass
class ChannelDraft:
    """One statement on its way to a record."""

    span: Span
    view: SentenceView
    channel: str
    signal: str
    rule: str
    weight: int  # of two presences, the one with more is kept
    draft: Draft | None = None  # the share that it states
    lean: Draft | None = None  # the figure whose subject and period it shares
    subject: Subject | None = None
    cue: Cue | None = None
    site: bool = False

    @property
    def in_words(self) -> bool:
        """Whether no figure says it."""
        return self.rule in ("turn from one channel to another", "word of change beside the channel")


def read_channels(
    view: SentenceView, drafts: Sequence[Draft], place: Callable[[list[Draft]], None]
) -> list[ChannelDraft]:
    """Return the channel statements of a sentence.

    `place` gives subject and period to the stand-in of a statement that leans on no figure.
    """
    if view.sentence.kind in _SIDES or not (view.channels or any(map(is_of_a_channel, drafts))):
        return []
    live = [draft for draft in drafts if draft.rejected is None]
    out = _statements(view, live)
    alone = [item for item in out if item.draft is None and item.lean is None]
    for item in alone:
        item.lean = _stand_in(view, item.span)
    if alone:
        place([item.lean for item in alone if item.lean is not None])
    for item in out:
        owner = item.draft or item.lean
        item.subject = owner.subject if owner else None
    return out


def is_of_a_channel(draft: Draft) -> bool:
    """Say whether a figure is what went through a channel, its share, or how that grew, whatever words tell so."""
    return draft.share_channel is not None or draft.indicator in _LEVELS or draft.growth_of in _LEVELS


def _statements(view: SentenceView, drafts: Sequence[Draft]) -> list[ChannelDraft]:
    out: list[ChannelDraft] = []
    taken: list[Cue] = []
    wholes = [cue for cue in view.channels if not says_sold(view, cue) and _in_whole(view, drafts, cue)]
    free = [cue for cue in view.channels if cue not in wholes]
    told = [draft for draft in drafts if draft.statement_kind not in _TO_COME]
    for draft, cue in find_shares(view, told, free):
        out.append(_item(view, cue, "share", "share of a channel", 9, draft=draft))
        taken.append(cue)
    changes: list[Change] = []
    for change in changed_in_figures(view, told, free):
        same = [other for other in changes if other.cue == change.cue]
        if change.cue in taken and not (same and all(_is_another(change, other) for other in same)):
            continue
        span = _around(view, change.draft) if change.cue is None or same else None
        lean = change.draft
        out.append(_item(view, change.cue, change.signal, change.rule, 9, lean=lean, channel=change.channel, span=span))
        changes.append(change)
        taken += [change.cue] if change.cue is not None else []
    for cue, signal in find_turns(view).items():
        if cue not in taken:
            out.append(_item(view, cue, signal, "turn from one channel to another", 9))
            taken.append(cue)
    for cue in free:
        if cue not in taken and not _says_less(view, cue):
            out += _of_words(view, drafts, cue)
    return out


def _is_another(change: Change, other: Change) -> bool:
    """Say whether a change is no part of another one: the other way, in another time or measure.

    "exported 800 million in 2019, up 3 percent; in 2020 receipts came to 350 million, 9 percent lower".
    """
    one, two = change.draft, other.draft
    return change.signal != other.signal and (one.period_end, one.growth_of) != (two.period_end, two.growth_of)


def _says_less(view: SentenceView, cue: Cue) -> bool:
    """Say whether a narrower word stands beside "online": "sold online through live broadcasting"."""
    if cue.key != "ecommerce":
        return False
    clause = view.clause(cue.span)
    return any(
        other.key in ("livestream", "cross_border_ecommerce")
        and clause.covers(other.span)
        and other.span.start - cue.span.end < 20
        and _JOINED.fullmatch(view.folded, min(cue.span.end, other.span.end), max(cue.span.start, other.span.start))
        for other in view.channels
    )


def _of_words(view: SentenceView, drafts: Sequence[Draft], cue: Cue) -> Iterator[ChannelDraft]:
    if is_planned(view, cue):
        return
    if is_site(view, cue):
        yield _item(view, cue, "presence", "site of the channel", 5, site=True)
    elif (signal := changed_by_words(view, cue)) is not None:
        yield _item(view, cue, signal, "word of change beside the channel", 8)
    elif (level := _level(view, drafts, cue)) is not None:
        yield _item(view, cue, "presence", "figure of the channel", 7, lean=level)
    elif is_sold(view, cue):
        yield _item(view, cue, "presence", "sold that way", 6)


def _item(
    view: SentenceView,
    cue: Cue | None,
    signal: str,
    rule: str,
    weight: int,
    *,
    draft: Draft | None = None,
    lean: Draft | None = None,
    channel: str | None = None,
    span: Span | None = None,
    site: bool = False,
) -> ChannelDraft:
    if span is None:
        assert cue is not None, "a statement without a cue says where it stands"
        span = _quote(view, cue, draft or lean)
    key = channel or (cue.key if cue else "")
    return ChannelDraft(span, view, key, signal, rule, weight, draft, lean, None, cue, site)


def _quote(view: SentenceView, cue: Cue, draft: Draft | None) -> Span:
    """Return the words of the clause around the cue, out to its figure where that is near."""
    clause = view.clause(cue.span)
    near = cue.span
    if draft is not None and draft.view is view:
        both = Span(min(near.start, draft.start), max(near.end, draft.end))
        near = both if both.end - both.start <= 2 * _REACH else near
    return _words_around(view, near, clause)


def _around(view: SentenceView, draft: Draft) -> Span:
    return _words_around(view, draft.quantity.span, draft.clause)


def _words_around(view: SentenceView, span: Span, clause: Span) -> Span:
    """Return `span` with the words of its clause on each side, as far as a quote reaches."""
    start, end = max(min(clause.start, span.start), span.start - _REACH), span.end
    room = _REACH if span.end - span.start < _REACH else 0
    end = min(max(clause.end, end), end + room)
    while (
        start > clause.start
        and start < span.start
        and view.folded[start - 1].isalnum()
        and view.folded[start].isascii()
    ):
        start += 1
    while end < clause.end and end > span.end and view.folded[end].isalnum() and view.folded[end].isascii():
        end -= 1
    while start < span.start and (view.folded[start].isspace() or view.folded[start] in ",;:"):
        start += 1
    while end > span.end and view.folded[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _in_whole(view: SentenceView, drafts: Sequence[Draft], cue: Cue) -> bool:
    """Say whether the cue is in what a percentage is of: "14 percent of total exports", "90 % of India's exports"."""
    for draft in drafts:
        if draft.unit_class == "percent" and not draft.grows and draft.share_of:
            start = view.printed.find(draft.share_of, draft.end, view.end)
            if start < 0:
                start = view.printed.rfind(draft.share_of, view.start, draft.number_start)
            if cue.span.start == start and _IN.search(view.text(start - 6, start)):
                return False  # "50 percent in web shops"
            if start <= cue.span.start < start + len(draft.share_of):
                share_of_it = start == cue.span.start and _SHARE_OF.search(view.text(start - 20, start))
                return not share_of_it and not _DONE.search(view.text(start, cue.span.start))
    return False


def _level(view: SentenceView, drafts: Sequence[Draft], cue: Cue) -> Draft | None:
    """Return the figure of what went through the channel, in the clause of its word."""
    clause = view.clause(cue.span)
    for draft in drafts:
        if draft.statement_kind != "actual" or draft.grows or not clause.overlaps(draft.quantity.span):
            continue
        if _LEVELS.get(draft.indicator) == cue.key or (
            draft.indicator == "export_value" and cue.key == "cross_border_ecommerce"
        ):
            return draft
        if cue.key not in ("export", "domestic") and draft.indicator in _SALES and draft.indicator not in _LEVELS:
            return draft
    return None


def _stand_in(view: SentenceView, span: Span) -> Draft:
    """Return a figure that is none, so that a statement without one gets its subject and period as figures do."""
    return Draft(
        Quantity(span, span, "number", None, None, None, "exact", None, "", "", None, None, "none"), view, "other"
    )


def settle(found: Sequence[ChannelDraft]) -> list[ChannelDraft]:
    """Return the statements of an article without those that say less of the same than another one does."""
    told = {item.channel for item in found if item.view.sentence.kind == "body"}
    found = [item for item in found if item.view.sentence.kind == "body" or item.channel not in told]
    out: list[ChannelDraft] = []
    for item in sorted(found, key=lambda item: item.in_words):
        if item.signal == "presence":
            continue
        if not any(_says_the_same(item, other) for other in out):
            out.append(item)
    presences = [item for item in found if item.signal == "presence"]
    for item in sorted(presences, key=lambda item: (_is_aside(item), -item.weight)):
        before = [other for other in out if other.channel == item.channel]
        if item.site:
            before = [other for other in before if other.signal == "presence"]
        if not any(_is_aside(item) or _same(item, other) for other in before):
            out.append(item)
    return sorted(out, key=lambda item: (item.view.index, item.span))


def _says_the_same(item: ChannelDraft, other: ChannelDraft) -> bool:
    if (item.channel, item.signal) != (other.channel, other.signal):
        return False
    if item.signal == "share":
        return item.draft is other.draft or (
            item.view is other.view and _percent(item) == _percent(other) and _name(item) == _name(other)
        )  # "88 percent is exported, i.e. an export share of 88 percent"
    if item.in_words and other.in_words:  # said again elsewhere, it is said of something else
        return item.view.paragraph == other.view.paragraph
    return _same(item, other)


def _same(item: ChannelDraft, other: ChannelDraft) -> bool:
    return item.channel == other.channel and _name(item) == _name(other)


def _is_aside(item: ChannelDraft) -> bool:
    """Say whether the statement is of no place of its own: of a firm, a person, a whole country."""
    return item.subject is None or item.subject.kind not in ("cluster", "district", "city", "province")


def _percent(item: ChannelDraft) -> Fraction | None:
    return item.draft.quantity.value if item.draft else None


def _name(item: ChannelDraft) -> str | None:
    return item.subject.name if item.subject else None
