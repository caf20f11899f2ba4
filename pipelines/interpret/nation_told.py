"""What a body of the nation tells of the trade: in a text on a town it is the nation's trade, and not the town's.

"According to the Export Promotion Bureau, the sector earned 916 million", "data of the Bureau of Statistics show that
exports grew".
"""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.entities import LOCAL, Discourse, home_of

_HEAD = 48  # characters at the beginning of a sentence in which the body is named
_OF_NATION = re.compile(
    r"\b(?:Export Promotion (?:Bureau|Council|Agency)|Bureau of Statistics|Statistics (?:Bureau|Office|Division|"
    r"Authority|"
    r"Department|Institute)|(?:National|Federal|Central) [A-Z][a-z]+|Ministry of|Institute of Statistics|"
    r"Statistical Institute|"
    r"Exporters['’]? Assembly|Customs|Trade Development Authority|Revenue (?:Board|Authority)|Board of Revenue)"
)
_LEADS = re.compile(
    r"\W*(?:(?:as per|according to|citing|going by|based on) (?:the )?(?:[a-z]+ ){0,3}?(?:(?:of|from|by) )?(?:the )?|"
    r"(?:the )?(?:[a-z]+ )?(?:data|figures|statistics|numbers)(?: [a-z]+)? (?:of|from|by) (?:the )?|(?:the )?)"
)
_THE_TRADE = re.compile(
    r"\b(?:the (?:[a-z]+ ){0,2}(?:sector|industry)(?:'s)?|(?:exports?|imports?|shipments|export earnings|earnings)"
    r"(?: (?:of|from) (?!this|the (?:city|town|district|region|cluster|area))[^,;.]{3,40})?) "
    r"(?:(?:has|have|had|also) )?(?:registered|rose|fell|grew|dropped|declined|increased|decreased|earned|fetched|"
    r"reached|"
    r"were|was|stood|amounted|totall?ed|recorded|posted|exported|slid|slipped|jumped|climbed|surged|plunged|brought|went)\b"
)


# "the leather sector is one of the prime industrial sectors of the Indian economy"
_OF_THE_ECONOMY = re.compile(
    r"\b(?:sector|industry|trade)(?: [a-z-]+){0,3}? (?:is|was|remains|has been|plays) [^;:.]{3,80} "
    r"(?:of|in|for|to) (?:the )?(?:country|nation|national|[a-z]+an|[a-z]+ese|[a-z]+ish|[a-z]+i)(?:'s)? "
    r"(?:[a-z]+ )?(?:economy|exports|manufacturing)\b"
)


def is_of_the_economy(discourse: Discourse, view: SentenceView) -> bool:
    """Say whether the sentence tells what the trade is to the land, and names no town."""
    if all(view.folded.find(word, view.start, view.end) < 0 for word in ("econom", "export")):
        return False
    if any(actor.kind in LOCAL or actor.kind == "district" for actor in discourse.actors[view.index]):
        return False
    return _OF_THE_ECONOMY.search(view.folded, view.start, view.end) is not None


def tells_of_the_land(discourse: Discourse, view: SentenceView) -> bool:
    """Say whether the sentence opens with what a body of the nation told of the trade."""
    if not view.organisations or not view.quantities or view.organisations[0].start > view.start + _HEAD:
        return False
    body = view.organisations[0]
    if body.kind not in ("association", "agency") or home_of(discourse, body) is not None:
        return False
    if _OF_NATION.search(body.name) is None or not _LEADS.fullmatch(view.folded, view.start, body.start):
        return False
    if any(actor.kind in LOCAL or actor.kind == "district" for actor in discourse.actors[view.index]):
        return False
    return _THE_TRADE.search(view.folded, body.end, view.end) is not None
