"""The place of an actor in its sentence: behind a quotation, in a title, in the predicate, at the head of a clause."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor
from pipelines.text.scripts import Scripts

_PREDICATE = 30  # characters
_ZH_IS_A_FIRM = Scripts(r"的?[一-鿿、]{0,24}?(?:企业|公司|厂家|品牌)")
_TITLE_WORDS = 8
_DOES = re.compile(
    r"(?:'s [a-z]+)? (?:now |also |still )*(?:has|had|is|was|takes|took|gets|got|makes|made|sells|sold|grew|rose|fell|"
    r"won|lost|gains?|gained|employs|produces|exports|(?:ha[sd] )?[a-z]{3,}ed)\b"
)
_ROW_BEFORE = re.compile(r"[A-Z][\w'.-]*(?:,| and) (?:the )?\Z")
_OF_WHICH = re.compile(r"其中|分(?:省市?|地区|区域)看|\b(?:of which|of them|of these|among (?:them|these|which))\b")


def is_part(view: SentenceView, actor: Actor) -> bool:
    """Say whether the actor is told of as a part of what stood before: "of which Guangdong 30 billion, Zhejiang 28"."""
    return _OF_WHICH.search(view.folded, view.start, actor.span.start) is not None


def is_behind_quotation(view: SentenceView, actor: Actor) -> bool:
    """Say whether the mark before a Chinese place closes what it is called: 在“中国起重机之乡”河南长垣."""
    lead = view.text(view.start, actor.span.start)
    return not lead.isascii() and lead.count('"') % 2 == 0


def begins_clause(view: SentenceView, previous: Actor, actor: Actor) -> bool:
    """Say whether ", and" goes on with what the place does: "leave China for Bangladesh, and Gazipur takes them"."""
    if not view.folded.startswith(", and ", previous.span.end) or not _DOES.match(view.folded, actor.span.end):
        return False
    return not _ROW_BEFORE.search(view.printed, max(view.start, previous.span.start - 30), previous.span.start)


_ASIDE_OPENS = re.compile(
    r"\W*(?:surpassing|overtaking|beating|outpacing|unlike|like|following|behind|alongside|besides|ahead of|along with|"
    r"compared (?:to|with)|apart from) "
)


def ends_an_aside(view: SentenceView, previous: Actor, actor: Actor) -> bool:
    """Say whether what opens the sentence ends before the place: "Surpassing Kenya and Madagascar, Lesotho is"."""
    return (
        view.folded.startswith(", ", previous.span.end)
        and _ASIDE_OPENS.match(view.folded, view.start) is not None
        and _DOES.match(view.folded, actor.span.end) is not None
    )


def opens_speech(view: SentenceView, actor: Actor) -> bool:
    """Say whether the quotation mark before the place opens a sentence that somebody says, and no name."""
    mark = actor.span.start - 1
    opens = mark == view.start or view.text(mark - 2, mark) in (", ", ": ")
    return opens and '"' not in view.text(actor.span.end, actor.span.end + 40)


def in_title(view: SentenceView, actor: Actor) -> bool:
    """Say whether the place stands in a title within quotation marks: 'the "Home Town of China's Socks"'."""
    lead = view.text(view.start, actor.span.start)
    opened = lead.rfind('"')
    if opened < 0 or lead.count('"') % 2 == 0:
        return False
    closed = view.folded.find('"', actor.span.end, view.end)
    words = view.folded[view.start + opened + 1 : closed].split()
    return closed > 0 and len(words) <= _TITLE_WORDS and words[-1][-1:] not in ",.!?"


def is_in_predicate(view: SentenceView, actor: Actor, after: str) -> bool:
    """Say whether a place stands in what a firm is said to be: 某公司,是新疆最大的地毯企业."""
    firm = next((n for n in reversed(view.organisations) if n.kind == "firm" and n.end <= actor.span.start), None)
    if firm is None or actor.span.start - firm.end > _PREDICATE:
        return False
    between = view.text(firm.end, actor.span.start)
    return between.startswith((",是", "是")) and "," not in between[1:] and _ZH_IS_A_FIRM.match(after) is not None
