"""Events: fairs and shows own the exhibitors, buyers and floor that are told of them, not the place that holds them."""

import re
from collections import Counter

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import Discourse, Entity
from pipelines.text.folding import fold

_EVENT = re.compile(
    r"\b(?:the|this|which) (?!same)(?P<name>(?:[a-z\d-]+ ){0,3}?(?:expo|fair|exhibition|trade show|exposition|"
    r"event(?! of| that)|"
    r"show)s?)\b(?! ?(?:room|case|ed\b))"
)
_HAPPENS = re.compile(
    r"\b(?:exhibit(?:s|ed|ing|ors?)|showcas(?:e|es|ed|ing)|attend(?:s|ed|ing|ance)?|participat\w+|(?:took|taking|"
    r"take|takes) part|"
    r"drew|draws|attract(?:s|ed|ing)?|covers?|covering|covered|spread|displayed|on display|booths?|gathered|"
    r"brings? together|brought together|featur(?:es|ed|ing)|received|welcomed|opened|closed|are showing|"
    r"is showing|showed)\b"
)
_HOLIDAY = re.compile(r"\b(?:Spring|Lantern|Mid-Autumn|Dragon Boat|Qingming|Tet|Eid)\b[\w -]* Festival\Z")
_CLASSES = frozenset({"enterprise", "area", "shop", "count"})


def event_of(discourse: Discourse, view: SentenceView, draft: Draft) -> Entity | None:
    """Return the fair whose exhibitors or floor the figure counts: "275 firms took part in the expo"."""
    if draft.unit_class not in _CLASSES or not _HAPPENS.search(view.text(view.start, view.end)):
        return None
    named = [name for name in view.organisations if name.kind == "event" and not _HOLIDAY.search(name.name)]
    words = named[-1].name if named else None
    if words is None:
        said = _EVENT.search(view.folded, view.start, view.end)
        if said is None:
            return None
        first, last = sorted((said.start(), draft.start))
        if re.search("[;:]", view.folded[first:last]):
            return None
        known = next((e for e in reversed(discourse.entities.values()) if e.kind == "event"), None)
        if known is not None:
            return known
        words = said["name"]
    return discourse.entities.setdefault(
        fold(words), Entity(fold(words), "event", "project", None, (), Counter({words: 1}))
    )
