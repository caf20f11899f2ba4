"""Actors: the places, firms and words such as "the town" of a sentence, each with the part it plays there.

A place is the subject of figures, or a destination ("exported to Japan"), a source, a container ("a town in Huzhou"), a
whole ("70 % of China's output") or something compared. Only subjects, and failing them locatives, own figures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.interpret.article import SentenceView
from pipelines.interpret.nameless import find_nameless, is_seat
from pipelines.interpret.parts import Actor
from pipelines.interpret.roles import role_of
from pipelines.interpret.standing import ends_an_aside
from pipelines.recognise.mentions import Cue, Place
from pipelines.text.endings import Ending
from pipelines.text.hinted import Hinted
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

# "Hawassa, Bole Lemi and Adama": one of the row may be a place that no list has.
_ROW_GAP = re.compile(
    r"、(?:[一-鿿]{2,4}、)?|\s*(?:,|、|和|and|,\s*and)\s*(?:[A-Z][\w']*(?: [A-Z][\w']*){0,2}(?:, | and |, and ))?"
)
_TOWN_NAME = Ending(r"\s(?:Village|Town|Township|County|District)\Z")
_ONE_AT_A_TIME = frozenset({"firm", "cluster", "town"})
_PLURAL = Ending(r"[a-z](?:s|ies)\Z")
_A = Ending(r"\ban? \Z")
_RATE = re.compile(r"\s+(?:rate|average|mean|total|level|rise|growth)")
# "Brazilian exports of clothing" are Brazil's; "Chinese firms" are anybody.
_TRADE_OF = re.compile(r"\b(?:exports?|imports?|sales|output|production|shipments)(?: value| volume)? of \Z")
_ITS_TRADE = re.compile(
    r"\s+(?:(?:apparel|garment|clothing|textile|footwear|shoe|leather|furniture|toy|knitwear|rmg|goods|total|"
    r"overall|carpet|"
    r"towel|home textile|ceramic|tile|wood|wooden|wool|woollen|woolen|fabric|cotton|silk|yarn|sock|lingerie|"
    r"underwear|glove|"
    r"bag|luggage|eyewear|marble|machinery|sportswear|sports|hosiery|handicraft|jewellery|denim)\s+(?:and\s+[a-z]+\s+)?){0,2}"
    r"(?:(?:exports?|imports?|output|production|sales|shipments)\b(?!\s+(?:base|centre|center|hub))|"
    r"(?:(?:textiles?|garments?|apparel|clothing|footwear|shoes?|leather|furniture|toys?|knitwear|fashion)"
    r"(?: (?:sector|industry|makers))? (?:saw|posted|fell|rose|grew|shrank|recorded|registered|"
    r"employs?|employed|exported|earned)\b)|"
    r"(?:[a-z]+ )?(?:industry|sector)'s (?:[a-z]+ )?(?:exports?|revenues?|sales|output|production|turnover)\b|"
    r"(?:industry|sector)\s+(?:as a whole |itself |alone )?(?:sold|sells|earned|earns|exported|exports|ships|shipped|"
    r"makes|made|produces|produced|employs|employed|turned over|turns out|counts|has|had)\b|"
    r"(?:producers|manufacturers|makers|exporters|products|goods|mills|tanneries|factories)\s+(?:(?:have|has|"
    r"had|also|are|were|is)\s+)?"
    r"(?:sold|earned|generated|exported|shipped|sent|produced|made|accounted|export|sell|earn)\b)"
)
_INDUSTRY = re.compile(
    r" (?:[a-z]+ (?:and [a-z]+ )?){0,2}(?:industry|sector)(?:,| (?!associations?|bod(?:y|ies)|groups?|leaders?|"
    r"experts?|fairs?|sources?|players?|officials?|insiders?|analysts?|giants?|firms?|hubs?|cent(?:re|er)|capital|"
    r"cluster|and |in )[a-z])"
)
_HEADS_IT = re.compile(r"(?:\A|(?:\b(?:that|while|whereas|and|but|because|although|though)|[;:,]) )(?:the )?\Z")
_NAME_BEFORE = re.compile(r"\b[A-Z][a-z]+ \Z")
_SURNAME_OF = re.compile(
    r"\b(?:Paulo|João|José|Jose|Juan|Luis|Luís|Carlos|Pedro|António|Antonio|Manuel|Miguel|Francisco|Fernando|Jorge|Rui|"
    r"Maria|María|Ana|Marcos|Rafael|Ricardo|Sérgio|Sergio|Alberto|Roberto|Eduardo|Domingos|Joaquim) (?:de|da|do|"
    r"dos|del) \Z"
)
_TOLD = Ending(r"\b(?:told|tells|telling) (?:the )?\Z")
# "Lu's factory": the firm of somebody who was named
_HIS_FIRM = re.compile(
    r"(?<![\w-])[A-Z][a-z]+['’]s (?:own |family |small |new )?(?:company|factory|firm|workshop|"
    r"business|mill|plant|shop|brand|"
    r"enterprise|tannery|start-?up|group)\b(?!['’])"
)
# "the Exporters' Association (KTIB), which realized an export of": the exports are those of its members.
_EXPORTS = re.compile(
    r"(?:\s*\(\w{2,8}\))?,?\s+(?:which |that )?(?:reali[sz]ed (?:an? )?exports?\b|exported\b|made exports?\b|"
    r"closed (?:the|its)\b)"
)
_LED_BY = re.compile(r"\b(?:director|head|chief|deputy|leader|secretary|manager) (?:general )?(?:of|at) (?:the )?\Z")
_NATIONAL_ROAD = re.compile(
    r" (?:highway|road|expressway|railway|route|day|holidays?|brands?|titles?|awards?|honou?rs?|"
    r"standards?|patents?|teams?|"
    r"parks?|level|key)\b"
)
_VENUE = Ending(r"(?:Center|Centre|Mall|Plaza|City)\Z")
_BODY_OF = re.compile(
    r"\b(?:Committee|Bureau|Commission|Department|Administration|Office|Board|Authority) (?:of|for)\b"
)


# 该纺织服装产业基地占地: the venue named before, by the end of its name
_THAT_VENUE = Hinted(
    r"该[一-鿿]{2,9}?(?:基地|园区|产业园|工业园|小镇|市场|商城|工业区)(?=项目|位于|规划|总|占|已|现|目前|计划|由|是|年|拥有|有)"
)
_NO_MARKET = re.compile(
    r" (?:procurement|share|economy|prices?|demand|size|value|potential|environment|conditions|situation|prospects?|"
    r"players?|trends?|forces|entit(?:y|ies)|access|needs)\b"
)  # "the market procurement trade" is of no market named before
_NO_VENUE = re.compile(r"采购|主体|份额|占有|监管|需求|价格|行情|化|营销|开拓|环境|竞争|经济|低迷|疲软|回暖|预期|空间")
_AREA_OF = re.compile(r"一带|等地|等镇|等乡镇|等街道|[两三四]镇|[两三四]地|及其?周边|为中心")
_PAIR_GAP = re.compile("[、和及与]|以及")
_BARE = frozenset({"公司", "集团"})
_NOUN = re.compile(r"[一-鿿](?<![该本此其在从对让由给把为使与和到说称是])")
_HEADS_CLAUSE = Scripts(r"(?:(?:\A|[^一-鿿\d])|目前|如今|现在|[年月底末初]|该|整个|使|让)\Z")


def _in_venue(view: SentenceView, place: Place) -> bool:
    return any(name.kind in ("project", "firm") and name.span.covers(place.span) for name in view.organisations)


def _is_agency(view: SentenceView, place: Place) -> bool:
    """Say whether the name is that of a news agency: Xinhua, where it is called neither county nor city."""
    return view.quoted(place.span) in view.vocabulary.table("subjects")["agency"]["names"]


def _stands_alone(view: SentenceView, cue: Cue) -> bool:
    """Say whether a Chinese word for a firm or a venue is a noun of its own, and no end of a longer one: 服饰公司."""
    word = cue.span.of(view.folded)
    if word == "中国" and view.folded.startswith("其", cue.span.start - 1):
        return False  # 其中国内零售
    if word == "企业主" and view.folded.startswith(("营", "要", "导", "管", "体"), cue.span.end):
        return False  # 规模以上企业主营业务收入
    if word == "the market" and _NO_MARKET.match(view.folded, cue.span.end):
        return False
    if cue.key == "cluster" and word == "集聚区":
        return not _NOUN.search(view.text(cue.span.start - 1, cue.span.start))
    if cue.key == "venue":
        lead = view.text(cue.span.start - 5, cue.span.start)
        return _HEADS_CLAUSE.search(lead) is not None and not _NO_VENUE.match(view.folded, cue.span.end)
    return cue.key != "firm" or word not in _BARE or not _NOUN.search(view.text(cue.span.start - 1, cue.span.start))


def _is_of_its_goods(view: SentenceView, place: Place) -> bool:
    """Say whether the trade in a country's goods is told of: "the export value of Chinese wigs"."""
    if not _TRADE_OF.search(view.text(place.start - 30, place.start)):
        return False
    return any(cue.span.start == place.end + 1 for cue in view.products)


def _opens_as_industry(view: SentenceView, place: Place) -> bool:
    """Say whether a land's industry opens the sentence or a clause: "he said that the Indian pump industry has"."""
    opens = _HEADS_IT.search(view.text(view.start, place.start)) is not None
    return opens and _INDUSTRY.match(view.text(place.end, place.end + 60)) is not None


def find_actors(view: SentenceView) -> list[Actor]:
    """Return the actors of a sentence in order, each with its role."""
    found: list[Actor] = []
    for place in view.places:
        if place.rule == "demonym":
            if (
                _ITS_TRADE.match(view.text(place.end, place.end + 50))
                or _is_of_its_goods(view, place)
                or _opens_as_industry(view, place)
            ):
                home = replace(place, place_code=place.candidates[0].place_code, level="country")
                found.append(Actor(place.span, "country", "subject", place=home))
            continue
        if place.rule == "tie" and _NAME_BEFORE.search(view.printed, max(view.start, place.start - 20), place.start):
            continue  # "Peetal Nagri": the end of a name, and no village
        if _in_venue(view, place) or _is_agency(view, place):
            continue
        if place.level != "country" and _SURNAME_OF.search(
            view.printed, max(view.start, place.start - 24), place.start
        ):
            continue  # "Paulo de Oliveira, the biggest group"
        found.append(Actor(place.span, place.level or "city", "subject", place=place))
    for name in view.organisations:
        if name.kind == "person" and _TOWN_NAME.search(name.name):
            continue
        if name.kind in ("firm", "person") and _TOLD.search(view.text(name.start - 12, name.start)):
            continue  # "told Business Standard": who listens
        if name.kind in ("firm", "person", "project"):
            found.append(Actor(name.span, name.kind, "subject", organisation=name))
        elif name.kind == "association" and _EXPORTS.match(view.printed, name.end, view.end):
            found.append(Actor(name.span, "firm", "subject", organisation=name))
        elif (
            name.kind == "agency"
            and _VENUE.search(name.name)
            and not _BODY_OF.search(name.name)
            and not ("Development" in name.name and _LED_BY.search(view.text(name.start - 30, name.start)))
        ):
            venue = replace(name, kind="project")
            found.append(Actor(name.span, "project", "subject", organisation=venue))
    spans = [actor.span for actor in found]
    for cue in view.anaphors:
        if not _stands_alone(view, cue):
            continue
        if cue.key in _ONE_AT_A_TIME and _PLURAL.search(cue.span.of(view.folded)):
            continue  # "the enterprises" are those of the place, "the parks" none of them
        if (
            cue.key == "country"
            and _A.search(view.text(cue.span.start - 4, cue.span.start))
            and not _RATE.match(view.text(cue.span.end, cue.span.end + 10))
        ):
            continue  # "a national base" is no nation
        if view.folded.startswith(" of ", cue.span.end) and any(p.start == cue.span.end + 4 for p in view.places):
            continue  # "the province of Zhejiang" is one name
        if cue.key == "country" and _NATIONAL_ROAD.match(view.folded, cue.span.end, view.end):
            continue
        if not any(cue.span.overlaps(span) or (span.end == cue.span.start and cue.key != "firm") for span in spans):
            found.append(Actor(cue.span, cue.key, "subject", anaphor=cue))
    if view.folded.find("'s ", view.start, view.end) >= 0:
        for match in _HIS_FIRM.finditer(view.printed, view.start, view.end):
            span = Span(*match.span())
            if not any(actor.span.overlaps(span) for actor in found) and not view.in_name(span):
                found.append(Actor(span, "firm", "subject", anaphor=Cue(span, "anaphor", "firm")))
    for match in _THAT_VENUE.finditer(view.folded, view.start, view.end):
        span = Span(*match.span())
        if not any(actor.span.overlaps(span) for actor in found):
            found.append(Actor(span, "venue", "subject", anaphor=Cue(span, "anaphor", "venue")))
    for nameless in find_nameless(view):
        if not any(nameless.span.overlaps(actor.span) for actor in found):
            found.append(nameless)
    if not found:
        return []
    found.sort(key=lambda actor: (actor.span.start, actor.span.end))
    out: list[Actor] = []
    for index, actor in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        role = role_of(view, actor, out[-1] if out else None, following, found[index + 1 :], _head(out))
        if out and is_seat(view, out[-1], actor):
            role = "container"
        out.append(Actor(actor.span, actor.kind, role, actor.place, actor.organisation, actor.anaphor))
    return _without_rows(view, out)


def _without_rows(view: SentenceView, actors: list[Actor]) -> list[Actor]:
    """Mark places that stand three or more in a row, or two that are told to be: such a list owns no figure."""
    actors = _without_pairs(view, actors)
    if len(actors) < 3:
        return actors
    out, row = list(actors), 1
    for at in range(1, len(actors)):
        first, second = actors[at - 1], actors[at]
        joined = _ROW_GAP.fullmatch(view.printed, first.span.end, second.span.start) is not None
        chain = second.role == "container"  # "Zhangcha Street, Chancheng District, Foshan": one place in two others
        chain |= first.role == "compared" and second.role == "subject"  # "After Mexico and Honduras, El Salvador"
        chain |= joined and ends_an_aside(view, first, second)
        row = row + 1 if joined and first.place and second.place and not chain else 1
        if row >= 3:
            for each in range(at - row + 1, at + 1):
                if out[each].role == "subject":
                    out[each] = replace(out[each], role="listed")
    return out


def _without_pairs(view: SentenceView, actors: list[Actor]) -> list[Actor]:
    """Mark two Chinese places told of as an area: 新埭镇、钟埭街道一带."""
    out = list(actors)
    for at, (first, second) in enumerate(pairwise(actors)):
        if first.place is None or second.place is None or first.role != "subject" or second.role != "subject":
            continue
        if _AREA_OF.match(view.folded, second.span.end) and _PAIR_GAP.fullmatch(
            view.folded, first.span.end, second.span.start
        ):
            out[at], out[at + 1] = replace(first, role="listed"), replace(second, role="listed")
            if at and actors[at - 1].role == "container" and actors[at - 1].span.end == first.span.start:
                out[at - 1] = replace(actors[at - 1], role="subject")
    return out


def _head(actors: Sequence[Actor]) -> Actor | None:
    """Return the place that a chain of containers began with: Gurao in "Gurao, in Shantou's Chaoyang District"."""
    return next((actor for actor in reversed(actors) if actor.role != "container" and actor.place is not None), None)
