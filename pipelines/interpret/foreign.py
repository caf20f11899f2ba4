"""Lands beside the text's own: which is only a market, a buyer or the seat of a fair, and which does something."""

import re
from dataclasses import replace
from functools import lru_cache

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.entities import Discourse, Entity, entity_key
from pipelines.interpret.parts import Actor
from pipelines.reference.places import find_place

# What a country does that is spoken of for its own sake.
_ACTS = re.compile(
    r"(?:'s?)?(?:,[^,;]{0,60},)?\s+(?:(?:also|could|can|may|would|will|had|has|have|itself|alone|still|now|"
    r"textile|garment|apparel|"
    r"clothing|total)\s+){0,3}"
    r"(?:export|produc|ship|rank|remain|record|account|earn|saw|sold|manufactur|made|makes|report|posted|"
    r"output|industry|sales|employ|garment|is the|was the|came|follow|"
    r"(?:large |small |big |many )?(?:units|factories|firms|mills|enterprises|capacity)\b)|"
    r"'s\s+(?:[a-z']+ ){0,2}(?:fell|rose|grew|dropped|declined|increased|slid|climbed|jumped|plunged|shrank|"
    r"contracted)\b|"
    r", (?:by far )?the (?:[a-z-]+ ){1,4}(?:supplier|exporter|producer|maker|seller|source|competitor|rival)\b|"
    r"\s+(?:has|had|holds|held) (?:about |around |some |over |nearly )?[\d.]+ ?(?:%|percent|per cent) "
    r"of (?:the )?(?:global|world)|"
    r"的?[^,。;\d对向]{0,6}(?:出口|产量|产值|生产|销售)"
)
_ACCOUNTS = re.compile(r"(?: and [^,;]{2,30}?)? (?:accounted|accounts|accounting|account|made up|represented) ")
_IN_IT = re.compile(r"\bin (?:the )?\Z")
_IS_SO_MUCH = re.compile(  # "the minimum wage in China is $326"
    r"\s+(?:is|was|are|were|stands at|stood at|averages?) (?:about |only |just |around |over "
    r")?(?:[a-z]{0,3}[$€£¥₹]|rs\.? )?\d"
)
# "output of footwear in Bangladesh increased": its own, though the text is of India
_CHANGES = re.compile(
    r"\s+(?:ha[sd] )?(?:increased|rose|risen|grew|grown|fell|fallen|dropped|declined|decreased|reached|totall?ed)\b"
)
_MADE_IN_IT = re.compile(
    r"\b(?:output|production|manufacture|employment|exports?|shipments) (?:value )?(?:of [a-z -]{2,30} )?"
    r"(?:in|from) (?:the )?\Z"
)
_BUYER = re.compile(r"\b(?:buyers?|customers?|importers?|destinations?|markets?|bought|took|takes|absorbed|imported)\b")
_IS_MARKET = re.compile(
    r"\s+(?:(?:also|still|again|now)\s+)?(?:is|was|remain(?:s|ed)?|came|ranked|"
    r"stood)\s+(?:[a-z]+\s+){0,2}(?:the|its|their|our|as)\s+"
    r"(?:[a-z]+\s+){0,3}(?:market|destination|importer|buyer|customer|outlet)\b"
)


def send_abroad(article: Article, discourse: Discourse) -> None:
    """Make markets of the foreign countries that are named without doing anything themselves."""
    home = discourse.country
    if home is None:
        return
    for view in article.views:
        discourse.actors[view.index] = [
            replace(actor, role="destination")
            if actor.place is not None
            and actor.role == "subject"
            and _is_foreign(article, home, actor)
            and (
                not _ACTS.match(view.text(actor.span.end, actor.span.end + 90))
                or _IS_MARKET.match(view.text(actor.span.end, actor.span.end + 70))
                or _buys(view, actor)
            )
            and not (
                _IS_SO_MUCH.match(view.text(actor.span.end, actor.span.end + 40))
                and _IN_IT.search(view.text(actor.span.start - 8, actor.span.start))
            )
            and not (
                _CHANGES.match(view.text(actor.span.end, actor.span.end + 24))
                and _MADE_IN_IT.search(view.text(actor.span.start - 60, actor.span.start))
            )
            else actor
            for actor in discourse.actors[view.index]
        ]


def _buys(view: SentenceView, actor: Actor) -> bool:
    """Say whether a country has its part as a buyer: "the EU, the biggest buyer, took 43 percent, Japan 9"."""
    after = view.text(actor.span.end, actor.span.end + 50)
    return _ACCOUNTS.match(after) is not None and _BUYER.search(view.text(view.start, view.end)) is not None


def _is_foreign(article: Article, home: Entity, actor: Actor) -> bool:
    """Say whether an actor is another country, or a place in one that is only named: "a fair in Milan"."""
    key = entity_key(article, actor)
    if actor.kind == "country":
        return key != home.key
    code = actor.place.place_code if actor.place is not None else None
    return code is not None and home.place_code is not None and country_of(code) != home.place_code


@lru_cache(maxsize=4096)
def country_of(place_code: str) -> str:
    """Return the ISO code of the country that a place lies in."""
    record = find_place(place_code)
    while record is not None and record.parent is not None:
        record = find_place(record.parent)
    return record.code if record is not None else place_code.split("-")[0]
