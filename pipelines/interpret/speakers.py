"""Speakers: whose figures they are that somebody gives of himself, with "I" or "we", within quotation marks."""

import re
from collections import Counter

from pipelines.interpret.article import SentenceView
from pipelines.interpret.discourse import Discourse, Entity
from pipelines.text.folding import fold

_LEADS = re.compile(
    r",\s*(?:[a-z-]+ ){0,3}(?:manager|director|chairman|chairwoman|president|owner|founder|boss|ceo) (?:of|at) "
    r"(?:the )?(?P<name>[^,;\"]{3,60}), (?:said|says|told[^,;\"]{1,40}):?,?\s*\"[^\"]*\b(?:we|our|i)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our)\b")


def speakers_firm(discourse: Discourse, view: SentenceView, start: int) -> Entity | None:
    """Return the firm of 'Li, manager of Hongda Dyeing, said: "we sold"', whether or not its name is known as one."""
    match = _LEADS.search(view.text(view.start, start))
    if match is None or not any(name.kind == "person" and name.end <= start for name in view.organisations):
        return None
    words = " ".join(view.printed[view.start + match.start("name") : view.start + match.end("name")].split())
    known = next((e for e in discourse.entities.values() if words in (*e.names, *e.other_names)), None)
    if known is None:
        known = discourse.entities[fold(words)] = Entity(fold(words), "firm", "firm", None, (), Counter({words: 1}))
    return known if known.kind == "firm" else None


def speaking(discourse: Discourse, view: SentenceView, start: int) -> Entity | None:
    """Return the person who says "I" or "we" before the figure, within quotation marks."""
    words = view.text(view.start, start)
    opened = words.rfind('"')
    if opened < 0 or words.count('"') % 2 == 0 or not _FIRST_PERSON.search(words, opened):
        return None
    if discourse.focus is not None and discourse.focus.kind == "firm":
        return None  # the text is on a firm already, and goes on with it
    return discourse.last_person
