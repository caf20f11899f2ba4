"""What stands right beside a figure and tells whose it is: relative clauses, names it belongs to, wholes of shares.

Each rule takes a figure and returns its owner, the actor that named it and the words for `explain`, or nothing.
"""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import entity_of
from pipelines.interpret.figure import Figure, Found
from pipelines.interpret.parts import Actor
from pipelines.interpret.whole_places import that_holds
from pipelines.interpret.wide_places import goes_on_with_buyers
from pipelines.text.endings import Ending

COUNTED = frozenset({"enterprise", "shop", "machine", "person"})
WIDER = frozenset({"country", "province", "world"})  # a town has a share of these as well
_RELATIVE = re.compile(
    r"\s*(?:of\s+)?(?:[a-z-]+\s+){0,3}(?:that|which)\s+(?:the\s+)?"
)  # "85 million pairs that Portugal exported"
_MADE_IN = re.compile(
    r"\s*(?:of\s+)?(?:[a-z-]+\s+){0,3}(?:produced|made|sold|exported|shipped|manufactured|consumed|"
    r"imported)\s+(?:(?:annually|yearly|every year|each year|a year|per year|per annum) )?(?:in |by |from )?(?:the )?"
)  # "the 9 billion pairs of shoes made nationwide", "made in China"
# "99 per cent of carpets made in India are exported"
_OF_GOODS_MADE_IN = re.compile(
    r" of (?:the |all )?(?:[a-z-]+ ){1,4}(?:made|produced|woven|manufactured|knitted|sewn) in (?:the )?"
)
ARE_SENT = re.compile(
    r" (?:is|are|was|were|gets?) (?:then |now |currently )?(?:shipped|exported|sold (?:abroad|overseas)|sent (?:abroad|"
    r"overseas))\b"
)
# "employs 4 million people across the nation"
_ALL_OVER = re.compile(
    r"\s*(?:(?:in )?all )?(?:across|throughout|over|around)\s+(?:all\s+)?(?:the\s+)?(?:whole\s+|entire\s+)?"
)
_UNITS_OVER = re.compile(r"\s*(?:units )?(?:in )?(?:all )?(?:across|over|throughout) (?:the )?")
# "55% of India's Rs 60 crore exports", "75 per cent of the Rs 44 crore exports from India": the whole is the country's
_OUTDONE = re.compile(
    r"\b(?:surpassed|overtaken|outstripped|outpaced|outdone|beaten|followed) by (?:the )?"
    r"(?:[a-z' -]{2,30} \([^()]{1,30}\)(?:,| and|, and) (?:the )?)*\Z"
)
_BUYER = re.compile(r"\b(?:importers?|buyers?|destinations?|customers?) (?:with|at|was|were|in)\b")
_WHICH_COVERS = re.compile(r"\W*which (?:now |also )?(?:covers?|has|have|had|houses|employs|is home to|boasts|spans)\b")
_WHICH_IS = re.compile(
    r"\W*which (?:is|was|are|remains|remained|became) (?:now |also |currently |still )?(?:the )?[a-z' ]{0,24}"
)
_AS_A_LAND = re.compile(
    r" (?:[a-z-]+ ){0,4}?(?:market|importer|buyer|consumer|exporter|producer|supplier|destination|economy|country|"
    r"nation|grower|maker|manufacturer)\b"
)
_BASED_IN = Ending(r"\b(?:based|located|operating|registered) in (?:the )?\Z")
_TOUCHING = 2  # characters from a name to the clause that is about it
_COMPARED_WITH = Ending(
    r"\b(?:compared (?:to|with)|against|versus|and) (?:about |only |just |around |over "
    r")?(?:[a-z]{0,3}[$€£¥₹]|rs\.? )?\Z"
)
_WHOSE = re.compile(
    r",? (?:[^,;.\d]{2,40}, )?whose (?:(?:about |some |nearly )?|(?:[a-z-]+ ){0,3}"
    r"(?:factory|company|firm|workshop|mill|business|unit|plant|tannery|brand|family|group|shop|"
    r"looms)\b[^,;.\d]{0,40}(?:, with)? )"
)
_AN = re.compile(r"\b(?:an?|the|its|new) (?:\S{1,12} (?:million|billion|crore|lakh)?,? ?)?\Z")
_BELONGS = re.compile(r"(?: \S{1,14} yuan)?,? (?:[\d,.]+-[a-z]+(?:-[a-z]+)? )?")
_REACH = 24  # characters
_IN = Ending(r"\b(?:in|at|near|outside|around) (?:the )?\Z")
_LEAST_PAY = re.compile(r"\b(?:minimum|legal) (?:[a-z]+ )?(?:wages?|pay|salary|salaries)\b|\blegal minimum\b")
_WORK_IN_THE = re.compile(
    r" (?:who )?(?:(?:used to|now|still|currently|are|were|is) )*(?:work|works|worked|working|employed|"
    r"engaged) (?:in|at|for) "
    r"(?:the )?(?:[a-z-]+ ){0,2}(?:tanneries|factories|mills|workshops|units|firms|companies|plants|industry|"
    r"sector|trade) "
    r"(?:in|of|at|around) (?:the )?"
)
_ITS_FIGURE = re.compile(r"'s (?:(?:overall|total|own|annual|current) )?")  # "India's overall 13.8 percent growth"
_FRONTED = re.compile(r"\W*(?:(?:and|but|while) )?(?:in|at|near|outside|around) (?:the )?")
# Verbs of a firm's own; what it says of a place is the place's.
_HAS_THERE = re.compile(
    r"(?: (?:now|also|currently|alone))*,? (?:has|had|have|employs|employed|runs|ran|owns|owned|operates|operated|"
    r"opened|built|set up|makes|made|sells|sold|invested|rents|rented|bought|produces|produced|exports|"
    r"exported)\b[^;:\"]*\Z"
)
_OTHERS_THERE = re.compile(r",? (?:where|whose|which|that)\b|'s\b")
_DONE_BY = re.compile(r",? (?:were|was|are|is|have been|had been) [a-z]{3,} (?:by|from|in|at) [^,;.\d]{0,50}")
_IS_OF_A_LAND = re.compile(
    r"(?: and [a-z]+)?(?: (?:industry|sector|trade|manufacturing|production|goods))?,? "
    r"(?:is|are|was|were|has been|have been|remains?|ranks?|counts?)\b(?=[^;:.]{0,60}\b(?:sectors?|industry|industries|"
    r"employers?|earners?|pillars?|contributors?|sources?|economy|trades|exports?)\b)[^;:.]{3,110}?"
    r"(?=,|\b(?:with|employing|generating|providing|accounting|contributing|that|which|and)\b)"
)
_OF_GDP = re.compile(r" (?:of|to|towards) (?:the )?(?:country's |nation's |national )?(?:gdp|gross domestic product)\b")


def relative_clause(figure: Figure) -> Found | None:
    end = figure.draft.end
    behind = (a for a in figure.actors if end <= a.span.start <= end + 50 and _goes_with(figure.view, figure.draft, a))
    if figure.draft.unit_class == "percent" and not figure.draft.grows and _is_told_of_before(figure):
        behind = (a for a in behind if a.kind not in WIDER)  # "makes one in eight of the pairs that the nation exports"
    return figure.first_of(behind, "subject of the relative clause")


def _is_told_of_before(figure: Figure) -> bool:
    """Say whether a town, a firm or a venue stands before the share: it has a part of what the wider place does."""
    return any(actor.kind not in WIDER for actor in figure.before())


def antecedent(figure: Figure) -> Found | None:
    """Look for "3,000 firms based in Guzhen, which covers 48 square km": the place that the clause is about."""
    view, start = figure.view, figure.draft.clause.start
    if (holder := that_holds(view, figure.actors, figure.draft.start)) is not None:
        return figure.first_of([holder], "whom the clause is about")
    if figure.draft.unit_class == "rank" and _WHICH_IS.fullmatch(view.folded, start, figure.draft.start):
        lands = (a for a in figure.actors if a.kind == "country" and start - _TOUCHING <= a.span.end <= start)
        return figure.first_of(lands, "whom the clause is about") if _is_as_a_land(figure) else None
    if not _WHICH_COVERS.match(view.folded, start, figure.draft.start):
        return None
    near = (a for a in figure.actors if a.place is not None and start - _TOUCHING <= a.span.end <= start)
    based = (a for a in near if _BASED_IN.search(view.text(a.span.start - 16, a.span.start)))
    return figure.first_of(based, "whom the clause is about")


def _is_as_a_land(figure: Figure) -> bool:
    """Say whether a rank is a land's: "the United States, which is the world's largest wig market"."""
    return _AS_A_LAND.match(figure.view.folded, figure.draft.end, figure.view.end) is not None


def place_compared(figure: Figure) -> Found | None:
    """Look for "$326, compared to $182 in Cambodia and $95 in Bangladesh"."""
    view, draft = figure.view, figure.draft
    if not _COMPARED_WITH.search(view.text(draft.start - 40, draft.start)):
        return None
    behind = (a for a in figure.actors if a.place is not None and view.text(draft.end, a.span.start) == " in ")
    return figure.first_of(behind, "place that is compared")


def possessor(figure: Figure) -> Found | None:
    """Look for "compared with New Delhi's 6 percent and Dhaka's 3.5 percent": whose figure its own words say it is."""
    view, start = figure.view, figure.draft.start
    if "'s " not in view.text(start - 16, start):
        return None
    before = (a for a in figure.actors if a.place is not None and _ITS_FIGURE.fullmatch(view.folded, a.span.end, start))
    return figure.first_of(before, "whose figure it is said to be")


def compared_in_brackets(figure: Figure) -> Found | None:
    """Look for 高于浙江(20.5%), "was surpassed by Mauritius ($636m) and Kenya ($394m)": each with its own figure."""
    view, draft = figure.view, figure.draft
    if not view.folded.startswith("(", draft.start - 1) or not view.folded.startswith(")", draft.end):
        return None
    end = draft.start - len("(") - view.folded.startswith(" ", draft.start - len(" ("))
    of_buyers = draft.unit_class == "percent" or _BUYER.search(view.text(view.start, draft.start)) is not None
    if of_buyers and any(actor.role == "destination" and actor.span.end < end for actor in figure.actors):
        return None  # "shipments to the US made up 34%, followed by the EU (32%)"
    if view.index and goes_on_with_buyers(figure.article.views[max(0, view.index - 2) : view.index], view, draft.start):
        return None  # "The US remained the largest importer with 2 billion. It was followed by China (420 million)"
    beside = (
        a
        for a in figure.actors
        if a.place is not None
        and a.span.end == end
        and (a.role == "compared" or _OUTDONE.search(view.text(view.start, a.span.start)))
    )
    return figure.first_of(beside, "place compared, with its own figure")


def whose_business(figure: Figure) -> Found | None:
    """Look for "said Shen Jianfeng, whose factory has 85 workers": what the clause set in behind a person is of."""
    view, draft = figure.view, figure.draft
    before = [a for a in figure.actors if a.kind == "person" and a.span.end <= draft.start]
    if not before or not _WHOSE.fullmatch(view.folded, before[-1].span.end, draft.start):
        return None
    return entity_of(figure.article, figure.discourse, before[-1]), before[-1], "person whose business it is"


def named_by_it(figure: Figure) -> Found | None:
    """Look for "the $250 million, 300-hectare Hawassa Industrial Park": the name that the figure belongs to."""
    view, draft = figure.view, figure.draft
    if not _AN.search(view.text(draft.start - 40, draft.start)):
        return None
    named = (
        actor
        for actor in figure.actors
        if actor.organisation is not None
        and draft.end <= actor.span.start <= draft.end + _REACH
        and _BELONGS.fullmatch(view.folded, draft.end, actor.span.start)
    )
    return figure.first_of(named, "name that the figure belongs to")


def own_words(figure: Figure) -> Found | None:
    draft = figure.draft
    within = [a for a in figure.actors if a.place is not None and draft.number_end <= a.span.start < draft.end]
    return figure.first_of(within[:1], "place in the figure's own words")  # "110 Yiwu enterprises"


def trade_of_a_land(figure: Figure) -> Found | None:
    """Look for "Leather is one of the prominent sectors in the Indian economy, employing 2.5 million": the land's."""
    view, draft, country = figure.view, figure.draft, figure.discourse.country
    if country is None or not view.products or figure.before():
        return None
    if draft.unit_class == "percent" and _OF_GDP.match(view.folded, draft.end):
        return country, None, "land whose product it is a part of"
    if view.text(view.start, view.products[0].span.start).strip(' "') not in ("", "the"):
        return None
    told = _IS_OF_A_LAND.match(view.folded, view.products[0].span.end, draft.start)
    if told is None:
        return None
    codes = {
        place.place_code or (place.candidates[0].place_code if place.rule == "demonym" else None)
        for place in view.places
        if told.start() < place.start < told.end()
    }
    national = any(cue.key == "country" and told.start() < cue.span.start < told.end() for cue in view.anaphors)
    named = national or country.place_code in codes
    return (country, None, "land whose trade it is") if named else None


def agent(figure: Figure) -> Found | None:
    """Look for "goods worth 30 crore were exported by firms in Ambur"."""
    view, draft = figure.view, figure.draft
    agents = (
        actor
        for actor in figure.able
        if draft.clause.end <= actor.span.start and _DONE_BY.fullmatch(view.text(draft.end, actor.span.start))
    )
    return figure.first_of(agents, "agent of the verb behind the figure")


def is_seat_of_part(figure: Figure, actor: Actor) -> bool:
    """Say whether a place only tells where a part of a firm is: "It has 680 workers in Shishi and sold 43 million"."""
    view, draft = figure.view, figure.draft
    if draft.unit_class == "enterprise" or not _IN.search(view.text(actor.span.start - 12, actor.span.start)):
        return False
    firms = [a for a in figure.able if a.kind == "firm" and a.span.end < actor.span.start]
    if not firms or _FRONTED.fullmatch(view.folded, view.clause(actor.span).start, actor.span.start):
        return False
    between = view.text(firms[-1].span.end, actor.span.start)
    return _HAS_THERE.match(between) is not None and not _OTHERS_THERE.match(view.folded, actor.span.end, view.end)


def at_work_there(figure: Figure) -> Found | None:
    """Look for "65,000 people used to work in the tanneries in Hazaribagh": whoever says so."""
    end = figure.draft.end
    near = (a for a in figure.actors if a.place is not None and end < a.span.start < end + 70)
    there = (a for a in near if _WORK_IN_THE.fullmatch(figure.view.folded, end, a.span.start))
    return figure.first_of(there, "place that the counted work in")


def least_pay_of_a_land(figure: Figure) -> Found | None:
    """Look for "Minimum monthly wage in the country: Tk 8,000": set for the whole land, wherever the text is."""
    view, draft = figure.view, figure.draft
    if draft.indicator != "wage" or not _LEAST_PAY.search(view.folded, view.start, draft.start):
        return None
    if any(actor.kind != "country" for actor in figure.before()):
        return None
    lands = (a for a in figure.actors if a.kind == "country" and _IN.search(view.text(a.span.start - 12, a.span.start)))
    return figure.first_of(lands, "land whose least pay it is")


def _goes_with(view: SentenceView, draft: Draft, actor: Actor) -> bool:
    """Say whether the figure is of what the actor behind it did: "85 million pairs that Portugal exported"."""
    between = view.text(draft.end, actor.span.start)
    if _RELATIVE.fullmatch(between):
        return True
    if actor.kind == "province" and draft.unit_class in COUNTED and actor.place is not None:
        return _UNITS_OVER.fullmatch(between) is not None
    if actor.kind != "country":
        return False
    if draft.unit_class == "percent":
        made = _OF_GOODS_MADE_IN.fullmatch(between)
        return made is not None and ARE_SENT.match(view.folded, actor.span.end, view.end) is not None
    if draft.unit_class in COUNTED:
        return draft.unit_class != "shop" and _ALL_OVER.fullmatch(between) is not None
    return draft.unit_class in ("goods", "money") and _MADE_IN.fullmatch(between) is not None
