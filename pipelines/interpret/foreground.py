"""The foreground: which of several places named in one sentence the text goes on about.

"A delegation from Dongguan came to Jinjiang to learn. The city has 340 workshops": not always the place named first.
Each sign weighs a little; where they are even, the first one named is taken.
"""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.entities import Entity
from pipelines.interpret.parts import RANKS, Actor
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.places import find_place
from pipelines.text.endings import Ending

_LARGER = 4  # times as many people
_OFTEN = 3  # mentions
# "The small town of Jinjiang", "Today Surat's": the head of the sentence, or of its main clause
_HEAD = re.compile(
    r"\W*(?:(?:but|and|yet|so|today|now|recently|here|there|still|in fact|meanwhile),? )*(?:the |this |our )?"
    r"(?:[a-z'-]+ ){0,4}?(?:(?:town|city|county|district|village|province|state|port|valley|region) of )?"
)
_NO_NOUN = re.compile(r"\b(?:of|in|from|to|at|for|by|with|near|between|and|who|that|which|where)\b(?! \Z)")
_NEIGHBOUR = re.compile(r"(?:'s?)? (?:neighbou?rs?|rivals?|sister|twin|model|example|experience|style)\b")
_FROM = Ending(r"\b(?:from|leaving|left) (?:the |neighbou?ring |nearby )?\Z")
_GOODS_FROM = Ending(r"\b(?:comes?|came|coming|made|produced|woven|sewn|hails?|originates?) from (?:the )?\Z|自\Z")
_ASIDE = re.compile(r"\b(?:who|whose|that|which|where|when|while|as)\b[^,;]*\Z")
# Where somebody was born, went to school or has his office; where a fair, a talk or a visit was
_ONCE_THERE = Ending(
    r"\b(?:studied|educated|graduated|trained|born|raised|grew up|lived|married|met|based|office|offices|headquarters|"
    r"showroom|flat|fair|expo|exhibition|conference|forum|summit|meeting|market|markets|university|college|experts?|"
    r"scholars|economists|analysts|reporters?|journalists?|delegation|officials|anyone|people|traders|buyers|investors|"
    r"businessmen|merchants|tourists|visitors|owners) (?:[a-z]+ ){0,3}(?:in|at|of|from) (?:the )?\Z"
)
_THERE = Ending(r"\b(?:in|at|to|into|of|near) (?:the )?\Z|[在到进来于]\Z")


def foremost(view: SentenceView, named: Sequence[tuple[Actor, Entity]]) -> Entity:
    """Return whom of the places of a sentence the text goes on about; `named` are in the order of the sentence."""
    if len({id(entity) for _, entity in named}) == 1:
        return named[0][1]
    scored = [(_weight(view, actor, entity, named), -at) for at, (actor, entity) in enumerate(named)]
    return named[-max(scored)[1]][1]


def _weight(view: SentenceView, actor: Actor, entity: Entity, named: Sequence[tuple[Actor, Entity]]) -> float:
    before = view.text(max(view.start, actor.span.start - 90), actor.span.start)
    clause = view.text(view.clause(actor.span).start, actor.span.start)
    weight = min(_OFTEN, entity.names.total() - 1) * 1.0
    if entity.place_code in read_gazetteer(view.vocabulary).cluster_places:
        weight += 1.5
    if _HEAD.fullmatch(clause) and not _NO_NOUN.search(clause):
        weight += -2.0 if _NEIGHBOUR.match(view.folded, actor.span.end, view.end) else 1.5
    elif _ONCE_THERE.search(before):
        weight -= 1.5
    elif _ASIDE.search(clause) or (_FROM.search(before) and not _GOODS_FROM.search(before)):
        weight -= 1.0
    elif _THERE.search(before):
        weight += 0.5
    if actor is named[-1][0]:
        weight += 0.75
    others = [other for _, other in named if other is not entity]
    if any(_people(entity) > _LARGER * _people(other) > 0 for other in others):
        weight -= 0.75
    if any(RANKS.get(entity.level, 4) > RANKS.get(other.level, 4) for other in others):
        weight += 0.5
    return weight


def _people(entity: Entity) -> int:
    record = find_place(entity.place_code) if entity.place_code is not None else None
    return (record.population or 0) if record is not None else 0
