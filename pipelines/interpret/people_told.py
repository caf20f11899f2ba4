"""A people's trade: "Indonesian shoemakers are hiring again" begins a text on the land, whatever towns it looks at."""

import re

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, Entity
from pipelines.recognise.mentions import Place

_LEAD = re.compile(
    r"\W*(?:(?:the|most|many|some|all|for|with [^,]{3,40}|after [^,]{3,40}|(?:last|this) (?:year|month|week)|in \d{4}|"
    r"once|today|now|and|but|while),? )*"
)
_TRADE = re.compile(
    r" (?:[a-z-]+ (?:and [a-z-]+ )?){0,3}?(?:[a-z]*makers?|producers|manufacturers|exporters?|weavers|spinners|tanners|"
    r"tailors|factories|mills|workshops|companies|firms|brands|enterprises|exports?|shipments|sales|output|production|"
    r"goods|products|industry|industries|sector|trade)\b"
    r"(?! (?:town|city|hub|centre|center|capital|district|in|from|of)\b)"
)
_TOWN = re.compile(
    r" (?:[a-z-]+ ){0,3}?(?:town|city|village|hub|cluster|district|province|state|region|county|capital|port|island)\b"
)
_OFTEN = 3  # mentions


def opens_on_people(article: Article, discourse: Discourse, view: SentenceView) -> Entity | None:
    """Return the text's land if the sentence begins with its people's trade, and no town is spoken of all the time."""
    land = discourse.country
    if land is None:
        return None
    for place in view.places:
        if _is_its_people(place, land):
            if not _LEAD.fullmatch(view.folded, view.start, place.start) or _TOWN.match(
                view.folded, place.end, view.end
            ):
                return None
            made = any(cue.span.start == place.end + 1 for cue in view.products)
            if not made and not _TRADE.match(view.folded, place.end, view.end):
                return None
            return None if _is_on_a_town(article, discourse, land) else land
    return None


def _is_on_a_town(article: Article, discourse: Discourse, land: Entity) -> bool:
    """Say whether the text speaks of one of the land's towns oftener than of the land."""
    named = land.names.total()
    for view in article.views:
        named += sum(_is_its_people(place, land) for place in view.places)
        named += sum(actor.anaphor is not None and actor.kind == "country" for actor in discourse.actors[view.index])
    most = max((entity.names.total() for entity in discourse.entities.values() if entity.kind in LOCAL), default=0)
    return most >= max(_OFTEN, named + 1)


def _is_its_people(place: Place, land: Entity) -> bool:
    return place.rule == "demonym" and place.candidates[0].place_code == land.place_code
