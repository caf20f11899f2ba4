"""The part that an actor plays in its sentence: subject, destination, whole, container, and the words that say so."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from pipelines.interpret.article import SentenceView
from pipelines.recognise.mentions import Cue, Organisation, Place
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.records import record
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

Role = Literal[
    "subject",
    "listed",
    "dateline",
    "aside",
    "locative",
    "destination",
    "source",
    "container",
    "compared",
    "whole",
    "speaker",
]
RANKS = {
    "world": 0,
    "country": 1,
    "province": 2,
    "prefecture": 3,
    "city": 4,
    "county": 4,
    "district": 4,
    "town": 5,
    "cluster": 5,
    "firm": 6,
}
_LIST_GAP = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|、|和|及|以及|与|&|and|or|as well as|, and)\s*(?:the )?\Z")
_CHAIN_GAP = re.compile(
    r"(?:\s*\(|,\s*(?:in\s+)?|\s+of\s+|\s+in\s+|\s+|'s\s+|的|)(?:the\s+|east china's\s+|south china's\s+)?\Z"
)
_OF_SHARE = re.compile(r"\s*(?:market )?(?:share\s+)?(?:\([^()]*\)\s*)?(?:of|in|among|from)\s+[^,;:]*\Z")
_SUPERLATIVE_BEFORE = Ending(
    r"\b(?:largest|biggest|leading|top|first|second|third|fourth|fifth|sixth|no\.? ?\d+|number one|"
    r"greatest|main|major|famous|known|important)\b[^,;:.]{0,60}\b(?:in|of|across|throughout)\s+(?:the\s+|"
    r"all\s+)?(?:whole\s+)?\Z"
)
_SUPERLATIVE_AFTER = re.compile(
    r"(?:'s|')?\s+(?!(?:is|are|was|were|has|have|had|became|becomes|remains|ranks|stands)\b)"
    r"(?:[a-z-]+\s+){0,3}?(?:largest|biggest|leading|top|(?:first|second|third|fourth|fifth)"
    r"(?!\s+(?:half|quarter|month|(?:[a-z]+|\d+)\s+(?:months|quarters|weeks|days|years)))|"
    r"no\.? ?\d+|number one|most|main|major|premier)\b|"
    r"(?:的)?(?:最大|最|第|首|著名|知名|重要|同行业|前)"
)
_FOR_THE_CITY = re.compile(
    r"\b(?:exports?|sales|output|shipments|turnover)\b[^,;]{0,40} for the (?:city|county|district|town|province) of \Z"
)
_AT_ITS_CORE = re.compile(r" (?:at|as) its (?:core|cent(?:re|er)|heart|hub)\b")
_COME_FROM = re.compile(r"\b(?:comes?|came|coming) from (?:the )?\Z")
_WHICH = re.compile(r",? (?:which|where|that)\b")
# "Nankang, a district of 800,000 people in Ganzhou"
_APPOSITION = re.compile(
    r"\s*,\s+(?:a|an|the|one of the)\s+(?:[a-z'-]+\s+){0,4}?(?:town|city|county|district|village|"
    r"township|hub|cluster|place|region|area|"
    r"suburb|community|municipality|base)s?\b(?:[^.;:,]|,\d){0,40}?\s(?:in|of|under|near|outside)\s+(?:the\s+)?(?:[a-z-]+\s+)?"
)
_ITS_CAPITAL = re.compile(r"\s+(?:[a-z-]+\s+){0,3}?(?:capital|hub|heartland|powerhouse|cradle)\b")
# "60 percent of all liquor is made in Moutai", "half of them come from Datang": whose share it is
_MADE_IN = re.compile(
    r"\b(?:(?:is|are|was|were|being|been) (?:now )?(?:produced|made|manufactured|woven|sewn|knitted|"
    r"assembled|processed|grown|spun|"
    r"built|turned out|concentrated|based|crafted|stitched)\s+(?:in|at|by)|(?:comes?|came|coming|"
    r"originat(?:es?|ed|ing)|"
    r"stems?|hails?|sourced)\s+(?:from|in)|(?:is|are|was|were) from|(?:met|made|supplied|produced|"
    r"contributed|fed|handled|"
    r"covered|served|earned|woven|controlled|manufactured|held) by)\s+(?:the )?(?:(?:town|city|county|"
    r"district|village|province) of )?\Z"
)
_ZH_PART = r"(?:[近约超逾]|超过)?(?:[\d.]+%|\d/\d|百分之|[一二三四五六七八九十]分之|[一二三四五六七八九]成)"
_ZH_NATION_SHARE = Scripts(rf"的{_ZH_PART}|{_ZH_PART}[^,;。]{{0,4}}的")
_ZH_WHOLE_BEFORE = Ending(r"(?:占|占据|占到|占了|居|列|位居|位列|排名|排|为|是|在|跻身|领跑|稳居|约占)\Z")
_WIDE_LOCATIVE = Ending(
    r"\b(?:in|across|throughout|within|around|all over|over)\s+(?:the\s+|all\s+|southern |northern |"
    r"eastern |western |central |other parts of |much of )*\Z"
)
_SPEAKER = Ending(r"(?:\baccording to|\bsays?|\bsaid|\btold|据|根据)\s+(?:the\s+|statistics from\s+|data from\s+)*\Z")
_OWNS = re.compile(
    r"'s (?:export |special |industrial |economic |free |processing |garment |textile )*(?:zones?|parks?|industry|"
    r"sector)\b"
)  # "firms based in Kenya's export zones"
_EXPORTS_TO = Ending(
    r"\b(?:exports?|shipments?|sales|exported|shipped|sold) (?:[a-z]+ ){0,4}to (?:the )?[^,;.]{2,60}(?:,|"
    r" and) (?:the )?\Z"
)
_TOLD_IN = Ending(
    r"\b(?:told|talking to|speaking to|addressing) [^,.;]{2,40} (?:in|at) (?:the )?\Z|"
    r"\b(?:at|during|for|attending|visited) (?:the |this |a |an |its )?[^,.;]{0,40}\b(?:fairs?|shows?|expo|"
    r"exhibitions?|conference|congress|summit|forum|meeting|ceremony|seminar|festival|workshop|briefing|convention|"
    r"fashion week|event|tradeshow|symposium)(?: [a-z]+ed)?(?: (?:this|last|on) \w+)? (?:in|at) (?:the )?\Z|"
    r"\b(?:released|published|issued|compiled|collected|gathered|provided|supplied|announced|reported|conducted|"
    r"presented) by "
    r"[^,.;]{2,50} (?:of|in|for) (?:the )?\Z"
)
_VERB_AFTER = re.compile(
    r"\s+(?:was|were|is|are|reached|hit|stood|totall?ed|amounted|came to|exceeded|topped|rose|fell|grew|increased|"
    r"decreased|declined|dropped|climbed|jumped|surged)\b"
)
# 根据浙江省某基地监测数据显示, 从湖北省经信委获悉: the place is in the name of who says it.
_ZH_SOURCE_BEFORE = Ending(r"(?:据|根据|从|来自)\Z")
_ZH_SOURCE_AFTER = Scripts(r"[^,;。\d]{2,24}?(?:数据|统计|监测|获悉|了解到|显示|介绍|消息|透露|公布|发布)")
# "Some big enterprises are Hoa Lua and Thanh Cong": named as examples
_FIRMS_ARE = Ending(
    r"\b(?:enterprises|businesses|firms|companies|manufacturers|brands|players|exporters|makers)\b[^.;:]{0,50}\b(?:are|were|include|included)"
    r"\s+(?:the\s+)?\Z"
)
_SUCH_AS = Ending(r"\b(?:such as|including|like|e\.g\.|for example|among them)\s+(?:the\s+)?\Z|(?:如|包括|像|例如)\Z")
_SEAT = re.compile(r",?\s+(?:in|of|near|at)\s+")
_IS_ONE_OF = re.compile(r" (?:is|was) (?:just |only )?one of (?:the |some |over |more than |about |nearly )*[\d,]+ ")
_ASIDE = re.compile(r"\b(?:that|(?<!of )(?<!in )which|whose|where|who|whom|as)\b")
_COMPOUND = re.compile(r"-[a-z]")  # China-Europe trains
_TWINS = re.compile(r"-[A-Z]\w+ (?:cluster|belt|region|area|hub|zone|corridor)\b")  # "the Tirur-Vanpet cluster"
# "the textile trade in Jiangsu was growing": what is spoken of, and not where
_TRADE_IN = re.compile(
    r"\b(?:industry|industries|sector|trade|business|cluster|enterprises|firms|companies|factories|mills|exports?|output|"
    r"production)\s+(?:in|of)\s+(?:the\s+)?\Z"
)
_DOES = re.compile(r"\s+(?:has|have|had|is|are|was|were|saw|made|grew|rose|fell|[a-z]{2,}ed)\b")
_TITLE_WORDS = 8
_HAILS_FROM = re.compile(
    r"[a-z], (?:who (?:is|hails|comes) |hailing |originally |a native )?(?:from|of) (?:neighbou?ring |nearby )?\Z"
)
# "Hamdan Tanneries managing director Rafiq Islam": whose words they are, and not whose figures
_ITS_HEAD = re.compile(
    r"(?:'s|’s)? (?:[Mm]anaging [Dd]irector|[Cc]hairman|[Cc]hairperson|[Pp]resident|CEO|MD|[Ee]xecutive [Dd]irector|"
    r"[Gg]eneral [Mm]anager|[Dd]irector|[Oo]wner) [A-Z][a-z]+"
)
_CALLED = re.compile(r"'s\s+[\"']")  # China's "capital of glasses" is a town
_THE_FAMOUS = re.compile(
    r" The (?:famous|well-known|renowned|first|largest|characteristic) (?:[a-z]+ ){0,4}"
    r"(?:town|city|county|district|base|capital)\b"
)
_THE_TOWN = re.compile(r"\s+(?:[a-z]+\s+)?(?:town|city|county|district|village|cluster|hub)\b")  # "the Zhejiang town"
# "four in ten of the quilts sold in China come from here": the wider place is the whole, and here is the text's own.
_FROM_HERE = re.compile(
    r"(?:[^,;:.]{0,60}\b(?:here|from this (?:town|city|county|district|village|place|market))\b)|"
    r"[^,;。]{0,24}(?:产自|来自|出自|产于|来源于|集中在)(?:这里|此地|本地|当地)"
)
_ZH_TITLE = Scripts(r"(?:驰名|名牌|著名商标|世界名牌|质量奖|五百强|\d*百?强|专利)")  # 中国驰名商标 is no China
_ZH_BEHIND = Scripts(r"之[后下](?=[,居位列排名、])")  # 仅列东莞市之后居第二位
_ZH_BESIDE = Scripts(r"区?(?:以?[东西南北]|[东西南北]部|[东西南北]郊)(?:以外)?的")  # "晋江市区以东的"
# 中国棉袜之都, 中国童装名镇, 中国西部鞋都; "China's sock capital": an honour of a town
_ZH_EPITHET = Scripts(
    r"[一-鿿]{0,8}?(?:之[都乡城镇]|名[城镇县村]|第一[镇村县城市乡街]|(?<![首成])[鞋灯皮袜瓷茶酒药衣布纺椅锁伞笔帽]都)(?![的]?(?:产量|出口))"
)
_EPITHET = re.compile(
    r"'s\s+(?:[a-z-]+\s+){1,3}(?:capital|town|city|village|hub|kingdom|valley)\b(?=[\"',.;)]|\s+(?:in|of|is)\b)"
)
# 活力中国调研行, 中国新闻: 中国 in the name of a campaign, a column, a saying
_ZH_EVEN_OF = Ending(r"(?:乃至|甚至|以至)\Z")
_ZH_CALLED = Ending(r"(?:活力|美丽|数字|健康|平安|走进|发现|文化|幸福|品牌|乡村|新时代)\Z")
_ZH_NAMES = Scripts(
    r"(?:调研行|行动|新闻|梦|故事|质造|智造|制造(?!业|商|企业|基地)|品牌日|品牌建设|网(?![络店商购销上])|报(?![道告]))"
)
# 主要分布在广东东莞、浙江湖州等地: where they lie, one beside the other
_ZH_LIES_IN = Ending(r"(?:分布|集中|聚集|散布|集聚)(?:在|于)(?:了|我国|全国)?\Z")
_ZH_MORE = re.compile(r"[一-鿿]{0,10}?(?:、|和|及|以及|等)")
_COUNTED = re.compile(r"\b(?:enterprises|companies|factories|firms|mills|workshops|makers|workers|shops)\b[^,;]*\Z")
_IN = re.compile(r"\s*in\s+(?:the\s+)?")
_SHARE_IN = Ending(r"\b(?:share|proportion|percentage) (?:in|of)\s+(?:the\s+)?\Z")
_SHARE_OF_GOODS = Ending(
    r"(?:'s|\b(?:its|their|whose)) (?:share|proportion|percentage) (?:in|of) [^,;:.]{0,50}\b(?:in|of|"
    r"from)\s+(?:the\s+)?\Z"
)  # "Tiruppur's share in the knitwear exports from India"
_DASH_AFTER = re.compile(r"\s+(?:\([a-z/ ]{2,20}\)\s*)?-{1,2}\s")
_QUOTE_BEFORE = re.compile(
    r"[\"「『'](?:the )?\Z|\b(?:known|named|called|dubbed|titled|honou?red|hailed) (?:as )?[^,.;]{0,20}\Z"
)
# "HANOI, Oct. 13 (VNS) --"; "Ahmedabad, Jan 6 (PTI) Ahead of"; "PHNOM PENH, (The Post - 13th Jan, 2024) Exports"
_DATELINE_AFTER = re.compile(
    r"(?:, [A-Z][a-z]+(?= -))?(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?,?\s*"
    r"(?:\([A-Za-z/ ]{2,20}\)\s*)?(?:-{1,2}|–|—|:)\s"
)
# 新华社杭州4月7日电, 财经福州 11 月 9 日电, 记者 何一 东莞报道
_ZH_WRITTEN_AT = re.compile(
    r"\s*(?:\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:电|讯|消息)|(?:\S{0,3}专)?[电讯](?=\s*\()|报[道导](?![称说中指]))"
)
_POSTED = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+(?:\d{1,2}:\d{2}(?::\d{2})?)?\s+(?:发布于|来自|IP属地:?)?\s*\Z"
)
_AGENCY_AFTER = re.compile(
    r",(?: [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?\s*\([A-Z][^()]{1,60}\)\s*(?::|-{1,2}|–|—)?\s*[A-Z]"
)
# "新华社北京10月13日电(记者 ...)", "本报杭州讯", "【广州4月9日】": where it was written
_ZH_DATELINE_BEFORE = re.compile(r"[【\[(\s]*(?:[一-鿿]{1,8}(?:社|网|报|台|客户端))?(?:记者)?[:\s]*")
_ZH_DATELINE_AFTER = re.compile(
    r"(?:\d{4}年)?\s*(?:\d{1,2}月\s*)?(?:\d{1,2}日)?\s*(?:专?电|讯|消息|报道)(?=[\s,:。(】\]]|[\u3400-\u9fff])|"
    r"\s*\d{1,2}月\s*\d{1,2}日[】\])]"
)
_OF_WHICH = re.compile(r"其中|分(?:省市?|地区|区域)看|\b(?:of which|of them|of these|among (?:them|these|which))\b")
_TOWN_OF = Ending(
    r"\b(?:town|city|county|district|village|township|hub|base|centre|center|municipality|suburb|port|"
    r"cluster|capital)\s+(?:of|in)\s+(?:the\s+)?\Z"
)
_A_TOWN_OF = re.compile(r"\ban?\s+(?:[a-z-]+\s+){0,4}\Z|\ban?\s+(?:[a-z-]+\s+){1,5}of\s+\Z")
_IN_WIDER = Ending(
    r"\b(?:in|at)\s+(?:the\s+)?(?:(?:northern|southern|eastern|western|central|[a-z]+ china's)\s+)?\Z|在\Z"
)
_TOWN_IN = re.compile(
    r"\b(?:town|city|county|district|village|township|hub|base|market|park|subdistrict|community|cluster|"
    r"company|firm|factory|zone|area|center|centre)(?:\s+of\s+[\d,.]+\s+(?:million\s+|lakh\s+)?(?:people|residents|"
    r"inhabitants))?\s+(?:in|near|"
    r"under)\s+(?:the\s+)?(?:(?:[a-z]+ )?[a-z]+'s\s+)?(?:[a-z]+(?:ern)?\s+)?\Z"
)


@record()
class Actor:
    """A mention that may own figures, and the part it plays."""

    span: Span
    kind: str  # country, province, prefecture, county, city, town, firm, project, person, or the kind of an anaphor
    role: Role
    place: Place | None = None
    organisation: Organisation | None = None
    anaphor: Cue | None = None


@lru_cache(maxsize=8)
def _roles(vocabulary: Vocabulary) -> dict[Role, Ending]:
    table = vocabulary.table("subjects")
    names: tuple[Role, ...] = ("destination", "source", "container", "compared")
    return {name: Ending("(?:" + "|".join(table[name]["before"]) + r")\Z") for name in names}


def role_of(
    view: SentenceView,
    actor: Actor,
    previous: Actor | None,
    following: Actor | None,
    later: Sequence[Actor],
    head: Actor | None,
) -> Role:
    start, end = actor.span.start, actor.span.end
    before = view.text(start - 90, start)
    after = view.text(end, end + 40)
    if actor.organisation is not None:
        if _SPEAKER.search(before) or (actor.kind == "firm" and _ITS_HEAD.match(view.printed, end)):
            return "speaker"
        if previous is not None and previous.organisation is not None and previous.role == "compared":
            if _LIST_GAP.fullmatch(view.folded, previous.span.end, start):
                return "compared"
        if _SUCH_AS.search(before) or _FIRMS_ARE.search(before) or _IS_ONE_OF.match(after):
            return "compared"
        return "subject"
    if actor.place is not None and _ZH_SOURCE_BEFORE.search(before) and _ZH_SOURCE_AFTER.match(after):
        return "speaker"
    if start < view.start + 40 and view.quoted(actor.span).isupper() and _DATELINE_AFTER.match(view.printed, end):
        return "dateline"
    if start < view.start + 16 and _ZH_DATELINE_AFTER.match(view.folded, end):
        if _ZH_DATELINE_BEFORE.fullmatch(view.folded, view.start, start):
            return "dateline"
    if view.sentence.kind == "body" and _TOLD_IN.search(before):
        return "speaker"
    if previous is not None and previous.place is not None and actor.place is not None and after.startswith(")"):
        if view.text(previous.span.end, start).strip() == "(":  # "the United States (U.S.)", "Carpi (Modena)"
            same = previous.place.place_code == actor.place.place_code
            return previous.role if same or previous.role != "subject" else "container"
    if actor.kind == "country" and _EXPORTS_TO.search(before):
        return "destination"
    if actor.place is not None and (_ZH_WRITTEN_AT.match(after) or _is_posted_from(view, start, end, before)):
        return "dateline"
    if start == view.start and _AGENCY_AFTER.match(view.printed, end):
        return "dateline"
    if start == view.start and _DASH_AFTER.match(after):
        return "dateline"
    if actor.place is not None and (
        (_COMPOUND.match(after) and not _TWINS.match(view.printed, end))
        or (before.endswith('"') and not _opens_speech(view, actor))
        or _in_title(view, actor)
    ):
        return "aside"
    if _SHARE_IN.search(before) or _SHARE_OF_GOODS.search(before):
        return "whole"
    if actor.kind == "country" and _QUOTE_BEFORE.search(before):
        return "whole"
    if previous is not None and previous.organisation is None and previous.role not in ("subject", "container"):
        if actor.anaphor is None and _LIST_GAP.fullmatch(view.folded, previous.span.end, start):
            return previous.role
        if actor.place is not None and previous.place is not None and previous.span.end == start:
            if previous.role in ("source", "destination", "compared", "listed"):
                return previous.role  # 来自四川广安, 仅次于吉林省辽源市
    if actor.place is not None and _owns_share(view, actor, before):
        return "subject"
    if actor.place is not None and _ZH_LIES_IN.search(before) and _ZH_MORE.match(view.folded, end, view.end):
        return "listed"
    if _is_whole(view, actor.span, before, after):
        return "whole"
    if actor.place is not None and _FOR_THE_CITY.search(before):
        return "subject"  # "toy exports of 9 billion yuan for the city of Shantou"
    if actor.anaphor is not None and following is not None and following.place is not None:
        if view.text(end, following.span.start) in (" ", "'s "):
            return "container"  # "the city's Shunde district"
    if actor.place is not None and view.quantities and _FROM_HERE.match(view.folded, end, view.end):
        return "whole"
    if _ZH_TITLE.match(after) or (actor.kind == "country" and (_ZH_CALLED.search(before) or _ZH_NAMES.match(after))):
        return "aside"
    if actor.place is not None and _ZH_EVEN_OF.search(before):
        return "whole"  # 成为成都市乃至四川省的特色产业
    if actor.kind in ("country", "province", "world") and (_ZH_EPITHET.match(after) or _EPITHET.match(after)):
        return "whole"
    if actor.place is not None and _ZH_BEHIND.match(after):
        return "compared"
    if actor.place is not None and _ZH_BESIDE.match(after):
        return "container"
    if actor.kind in ("country", "province") and actor.place is not None:
        if actor.kind == "country" and start == view.start and _THE_FAMOUS.match(view.printed, end):
            return "container"  # "China The famous knitted town is": 中国名镇
        if _CALLED.match(after) or (_THE_TOWN.match(view.printed, end) and before.endswith(("the ", "this "))):
            return "container"
    if actor.place is not None and _AT_ITS_CORE.match(after):
        return "aside"
    for name, pattern in _roles(view.vocabulary).items():
        if name == "source" and _COME_FROM.search(before) and actor.kind != "country" and _WHICH.match(after):
            continue  # "practically all come from Zheng'an, which ships to 40 countries"
        if pattern.search(before) and not (name == "container" and _OWNS.match(after)):
            if name == "destination" and before.endswith("for ") and _makes(view, actor):
                continue  # "the demand for Panipat blankets"
            return name
    if previous is not None and _contains(view, previous, actor):
        return "container"
    if (
        previous is not None
        and head is not None
        and previous.role == "container"
        and _contains(view, previous, actor, head=head)
    ):
        return "container"
    if following is not None and following.organisation is None and _contains(view, following, actor, forward=True):
        return "container"
    if previous is not None and previous.role != "dateline" and _TOWN_IN.search(before):
        return "container"
    if previous is not None and previous.role == "subject" and _wider(actor, previous):
        if _APPOSITION.fullmatch(view.folded, previous.span.end, start):
            return "container"
    if previous is not None and previous.organisation is not None and actor.place is not None:
        if _SEAT.fullmatch(view.folded, previous.span.end, start):
            return "container"  # "Hongda Hosiery in Datang"
    if _TOWN_OF.search(before) and (actor.kind in ("country", "province", "prefecture") or _A_TOWN_OF.search(before)):
        return "container"
    if _IN_WIDER.search(before) and _narrower_follows(actor, later):
        return "container"
    if previous is not None and _ASIDE.search(view.text(max(view.clause(actor.span).start, previous.span.end), start)):
        return "aside"
    if _HAILS_FROM.search(before):
        return "aside"  # "Zhou, from neighbouring Hunan, says he makes"
    if actor.kind in ("country", "province") and _IN.fullmatch(view.text(view.clause(actor.span).start, start)):
        return "subject"  # "...; in China they are"
    if actor.kind in ("country", "province", "world") and start > view.start + 14 and _WIDE_LOCATIVE.search(before):
        own = head is None and (_its_measure(view, actor, after) or _speaks_of_trade(before, after))
        return "subject" if own else "locative"
    return "subject"


def _wider(actor: Actor, other: Actor) -> bool:
    """Say whether the place is of a wider level than another."""
    if actor.place is None or other.place is None:
        return False
    return RANKS.get(actor.kind, 4) < RANKS.get(other.kind, 4)


def is_part(view: SentenceView, actor: Actor) -> bool:
    """Say whether the actor is told of as a part of what stood before: "of which Guangdong 30 billion, Zhejiang 28"."""
    return _OF_WHICH.search(view.folded, view.start, actor.span.start) is not None


def _is_posted_from(view: SentenceView, start: int, end: int, before: str) -> bool:
    """Say whether the place stands alone behind the time of a post: "2024-04-12 18:20 山东"."""
    return view.folded[end : end + 1] in ("", "\n") and _POSTED.search(before) is not None


def _opens_speech(view: SentenceView, actor: Actor) -> bool:
    """Say whether the quotation mark before the place opens a sentence that somebody says, and no name."""
    mark = actor.span.start - 1
    opens = mark == view.start or view.text(mark - 2, mark) in (", ", ": ")
    return opens and '"' not in view.text(actor.span.end, actor.span.end + 40)


def _makes(view: SentenceView, actor: Actor) -> bool:
    """Say whether goods are called after the place: "Panipat blankets"."""
    return actor.kind != "country" and any(cue.span.start == actor.span.end + 1 for cue in view.products)


def _in_title(view: SentenceView, actor: Actor) -> bool:
    """Say whether the place stands in a title within quotation marks: 'the "Home Town of China's Socks"'."""
    lead = view.text(view.start, actor.span.start)
    opened = lead.rfind('"')
    if opened < 0 or lead.count('"') % 2 == 0:
        return False
    closed = view.folded.find('"', actor.span.end, view.end)
    words = view.folded[view.start + opened + 1 : closed].split()
    return closed > 0 and len(words) <= _TITLE_WORDS and words[-1][-1:] not in ",.!?"


def _speaks_of_trade(before: str, after: str) -> bool:
    return _TRADE_IN.search(before) is not None and _DOES.match(after) is not None


def _its_measure(view: SentenceView, actor: Actor, after: str) -> bool:
    """Say whether the place ends a subject that is a measure: "exports of furniture in Vietnam reached 9 billion"."""
    clause = view.clause(actor.span)
    return _VERB_AFTER.match(after) is not None and any(
        clause.start <= cue.span.start < actor.span.start
        and not any(cue.span.end <= q.start < actor.span.start for q in view.quantities)
        for cue in view.measures
    )


def _narrower_follows(actor: Actor, later: Sequence[Actor]) -> bool:
    rank = RANKS.get(actor.kind, 4)
    return any(other.place is not None and RANKS.get(other.kind, 4) > rank for other in later)


def _owns_share(view: SentenceView, actor: Actor, before: str) -> bool:
    """Say whether the share before the place is its own: what is made there is so much of a whole."""
    if _MADE_IN.search(before) is None or (actor.kind == "country" and _code(actor) != view.home):
        return False
    clause = view.clause(actor.span)
    return any(
        q.kind == "percent" and view.start <= q.start and q.end <= actor.span.start for q in view.quantities
    ) and (clause.start <= view.start or not any(q.start >= actor.span.end for q in view.quantities))


def _code(actor: Actor) -> str | None:
    return actor.place.place_code if actor.place is not None else None


def _is_whole(view: SentenceView, span: Span, before: str, after: str) -> bool:
    start, end = span.start, span.end
    if view.folded.endswith("'s", start, end) and _ITS_CAPITAL.match(after):
        return True  # "to become the country's knitwear capital"
    if after.startswith("'s ") and _ITS_CAPITAL.match(after[2:]):
        return True
    if _SUPERLATIVE_BEFORE.search(before) or _SUPERLATIVE_AFTER.match(after) or _ZH_WHOLE_BEFORE.search(before):
        return True
    if _ZH_NATION_SHARE.match(after) and any(
        q.kind == "percent" and q.number.start - end < 5 and q.end > end for q in view.quantities
    ):
        return True  # 全国70%的羊毛衫
    shares = [q for q in view.quantities if q.kind in ("percent", "rank") and q.end <= start]
    if not shares:
        return False
    if _COUNTED.search(view.folded, shares[-1].start, start):
        return False  # "half of the mills of the town" is a figure of the town
    between = view.folded[shares[-1].end : start]
    return _OF_SHARE.match(between) is not None


def _contains(view: SentenceView, other: Actor, actor: Actor, forward: bool = False, head: Actor | None = None) -> bool:
    """Say whether `actor` is the wider place in a chain of names: "Qingshan Lake District of Nanchang, Jiangxi"."""
    if other.place is None or actor.place is None or other.role in ("destination", "whole", "source"):
        return False
    first, second = (actor, other) if forward else (other, actor)
    if not _CHAIN_GAP.fullmatch(view.folded, first.span.end, second.span.start):
        return False
    wide, narrow = RANKS.get(actor.kind, 4), RANKS.get((head or other).kind, 4)
    gap = view.folded[first.span.end : second.span.start]
    if forward:
        return wide < narrow and ("'s" in gap or not gap.strip() or gap == "的")
    return wide < narrow or (wide == narrow and gap.strip() in ("of", "in") and other.role != "subject")
