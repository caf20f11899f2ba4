"""The part that an actor plays in its sentence: subject, destination, whole, container, and the words that say so."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.interpret.article import SentenceView
from pipelines.interpret.chains import is_container
from pipelines.interpret.datelines import opens_report, was_written_at
from pipelines.interpret.fronted import ends_phrase, is_fronted
from pipelines.interpret.parts import Actor, Role
from pipelines.interpret.roles_of_bodies import LIST_GAP, role_of_body
from pipelines.interpret.standing import (
    begins_clause,
    ends_an_aside,
    in_title,
    is_behind_quotation,
    is_in_predicate,
    opens_speech,
)
from pipelines.interpret.whole_places import centre_is_here, is_whole, owns_share
from pipelines.interpret.wide_places import is_in_passing, is_next_market, is_of_all, is_of_its_own, is_told_of
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

_FOR_THE_CITY = re.compile(
    r"\b(?:exports?|sales|output|shipments|turnover)\b[^,;]{0,40} for the (?:city|county|district|town|province) of \Z"
)
# "For the whole kingdom, exports came to 2 billion": of it, and not sold to it
_FOR_ALL_OF_IT = re.compile(r"\W*(?:for|in|across) (?:(?:the (?:whole(?: of)?|entire)|all(?: of)?)(?: the)? ?)?")
_AT_ITS_CORE = re.compile(r" (?:at|as) its (?:core|cent(?:re|er)|heart|hub)\b")
_COME_FROM = re.compile(r"\b(?:comes?|came|coming) from (?:the )?\Z")
_GOODS_MADE_IN = re.compile(
    r"\W*(?:the )?(?:(?!of\b)[a-z-]+ ){1,4}(?:made|produced|manufactured|woven|knitted) in (?:the )?"
)
_LEAVES = re.compile(r"\b(?:leav(?:es?|ing)|left) \Z")
_FROM_THERE = re.compile(r",? (?:it|they|he|she|we|goods|containers|trucks|lorries)\b")
_LEFT_FOR = re.compile(r" (?:for|behind)\b")
_MARKET_OF = re.compile(r"\bmarkets? of (?:the )?(?:city of |town of )?\Z")
_MARKETS_IN = re.compile(r"(?:\A|[,.;] )(?:some |about |the )?(?:\d[\d,]*|[a-z]+) (?:[a-z]+ )?markets in (?:the )?\Z")
_WHICH = re.compile(r",? (?:which|where|that)\b")
_OWNS = re.compile(
    r"'s (?:export |special |industrial |economic |free |processing |garment |textile )*(?:zones?|parks?|industry|"
    r"sector)\b"
)  # "firms based in Kenya's export zones"
_EXPORTS_TO = Ending(
    r"\b(?:exports?|shipments?|sales|exported|shipped|sold) (?:[a-z]+ ){0,4}to (?:the )?[^,;.]{2,60}(?:,|"
    r" and) (?:the )?\Z"
)
_ARE_MARKETS = re.compile(
    r"(?:(?:,| and|, and) (?:the )?[a-z.]+(?: [a-z.]+)?){0,6} "
    r"(?:remained|remains?|were|are|was|is|stayed|became|continued to be) (?:the |its |their |still )?"
    r"(?:(?!world's)[a-z'-]+ ){0,5}?(?:markets?|destinations?|buyers?|customers?|importers?)\b(?! of)"
)
_TOLD_IN = Ending(
    r"\b(?:told|talking to|speaking to|addressing) [^,.;]{2,40} (?:in|at) (?:the )?\Z|"
    r"\b(?:at|during|for|attending|visited) (?:the |this |a |an |its )?[^,.;]{0,40}\b(?:fairs?|shows?|expo|"
    r"exhibitions?|conference|congress|summit|forum|meeting|ceremony|seminar|festival|workshop|briefing|convention|"
    r"fashion week|event|tradeshow|symposium)(?: [a-z]+ed(?: by [^,.;]{3,70})?)?(?: (?:this|last|on) \w+)? (?:in|"
    r"at) (?:the )?\Z|"
    r"\b(?:released|published|issued|compiled|collected|gathered|provided|supplied|announced|reported|conducted|"
    r"presented) by "
    r"[^,.;]{2,50} (?:of|in|for) (?:the )?\Z"
)
# 根据浙江省某基地监测数据显示, 从湖北省经信委获悉: the place is in the name of who says it.
_ZH_SOURCE_BEFORE = Ending(r"(?:据|根据|从|来自)\Z")
_ZH_SOURCE_AFTER = Scripts(r"[^,;。\d]{2,24}?(?:数据|统计|监测|获悉|了解到|显示|介绍|消息|透露|公布|发布)")
_RIVALS = re.compile(r"\b(?:competitors?|rivals?|peers),? (?:such as|like|including) (?:the )?\Z")
_ASIDE = re.compile(
    r"\b(?:(?<!said )(?<!says )(?<!added )(?<!noted )(?<!stated )(?<!shows )(?<!showed )that|"
    r"(?<!of )(?<!in )(?<!among )which|whose|where|who|whom|as)\b"
)
_APPOSED_IN = re.compile(r",\s+(?:an?|one of|another)\s[^,.;:\"]{3,60}\s(?:in|from|of|near)\s+(?:the\s+)?")
# "Sneakers are two thirds of the pairs made in Novo Hamburgo", "70 percent of what Caruaru sells"
_ITS_GOODS = Ending(
    r"\bof (?:the |all )?(?:[a-z-]+ ){1,4}(?:made|produced|woven|sewn|knitted|manufactured|turned out) in (?:the )?\Z|"
    r"\bof what \Z"
)
_INDUSTRY_IS = re.compile(
    r"\W*the (?:[a-z]+ ){0,2}(?:industry|sector|trade) (?:(?:now|alone|still|currently) )?"
    r"(?:accounts? for|makes? up|employs?|represents?|provides?|generates?|contributes?) (?:[a-z]+ ){0,3}"
    r"\S{1,8} ?(?:%|per ?cent|pc) of (?:the )?"
)
_PRONOUN = re.compile(r"\W*(?:it|they|this|these|that|here)\b")
_IN_ITS_EAST = re.compile(
    r",? in (?:[nsewc]|[ns][ew]|(?:north|south)?-?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?|central) "
)
_APPOSED_END = re.compile(r",\s+(?:[a-z]+ly\s+)?[a-z]+")
_ZH_INCLUDES = Ending(r"(?:包括|涵盖|涉及|囊括|[括盖]了)\Z")  # 用地包括某镇某村: of its land
_ZH_IS_HELD = Scripts(r"[一-鿿]{0,8}?(?:召开|举行|举办|开幕|开班|揭幕|发布|揭晓|签约)")
# "the Wuhan city circle", 武汉城市圈: a wider region that bears the name
_CIRCLE = Scripts(
    r"(?:\s(?:city|metropolitan|economic|urban)\s(?:circle|area|region|belt|zone)\b)|\scircle\b|都?市圈|城市群|经济[圈带]"
)
_COMPOUND = re.compile(r"-[a-z]")  # China-Europe trains
# "Sialkot-based exporters", but no "Datang-based mill": many of them are the place's
_BASED_THERE = re.compile(
    r"-based (?:[a-z]+ (?:and [a-z]+ )?){0,4}?(?:industries|exporters|firms|companies|units|manufacturers|makers|"
    r"factories|mills|enterprises|traders|producers|tanneries|workshops|industry|sector)\b"
)
_TWINS = re.compile(r"-[A-Z]\w+ (?:cluster|belt|region|area|hub|zone|corridor)\b")  # "the Tirur-Vanpet cluster"
# "the plain between Beijing and Shanghai": neither is told of, but of trade between two lands both are
_BETWEEN = Ending(
    r"(?<!trade )(?<!business )(?<!commerce )\b(?:between|halfway from) (?:the )?(?:[^,;.\d]{2,24} and (?:the )?)?\Z"
)
_HAILS_FROM = re.compile(
    r"[a-z], (?:who (?:is|hails|comes) |hailing |originally |a native )?(?:from|of) (?:neighbou?ring |nearby )?\Z"
)
_ITS_VENUE = re.compile(r" (?:[a-z-]+ ){0,3}")
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
_ZH_AMONG_ALL = re.compile(r"[^,;。]{0,6}[人户家口](?:当中|中|里)")
_ZH_ONE_CALLED = re.compile(r"的?一[个座][^,;。]{0,4}(?:叫做?|名为|名叫)")  # 晋江市一个叫深沪的小镇
# 以叠石桥、志浩为核心的家纺产业集群: parts of what is told of
_ZH_CORE = re.compile(
    r"(?:[、和及与][一-鿿]{2,8}){0,6}(?:等地?)?为(?:核心|中心|重点|龙头|主体|主导|依托|代表|引领|支撑|主(?=[,的]))"
)
_ZH_TITLE = Scripts(r"(?:驰名|名牌|著名商标|世界名牌|质量奖|五百强|\d*百?强|专利)")  # 中国驰名商标 is no China
# 产品出口东南亚、日本和欧美: behind a region that is no place
_ZH_SOLD_IN_ROW = re.compile(r"(?:出口[到至]?|远销|销往|畅销|行销|外销)(?:[一-鿿]{2,5}[、和及与]){1,5}\Z")
_NATIONWIDE = re.compile(r"(?:nationwide|nationally|countrywide),? and\b")
_ZH_PEOPLE = Scripts(
    r"(?:[一-鿿]{0,6}村)?(?:村民|农民|小伙|姑娘|籍|居民|妇女|大妈|大姐|大叔|大学生|人,|的?(?:一[位名个])?(?:生意人|商人|客商|采购商))"
)
_ZH_SMALL_TOWN = Scripts(
    r"的?(?:一[座个])?(?:小城|小镇|小县城?|山城|小山城|县城|山村|小村|水乡)"
)  # 湖南小城: one of its
_ZH_LIKE = Scripts(r"(?:一样|那样)[,地的]?")  # 就像义乌一样
_ZH_BEHIND = Scripts(r"之[后下](?=[,居位列排名、])")  # 仅列东莞市之后居第二位
TIMES_IT = re.compile(r"的[\d.]+倍")  # 是福建的1.95倍
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
_ZH_AND_ITS = re.compile(r"[市县镇区]?,(?:年(?:产|销)|(?:现|共|总)有|拥有)")  # 主要集中在永康,年产值达
_IN = re.compile(r"\s*in\s+(?:the\s+)?")
_SHARE_IN = Ending(r"\b(?:share|proportion|percentage) (?:in|of)\s+(?:the\s+)?\Z")
_SHARE_OF_GOODS = Ending(
    r"(?:'s|\b(?:its|their|whose)) (?:share|proportion|percentage) (?:in|of) [^,;:.]{0,50}\b(?:in|of|"
    r"from)\s+(?:the\s+)?\Z"
)  # "Tiruppur's share in the knitwear exports from India"
_QUOTE_BEFORE = re.compile(
    r"[\"「『'](?:the )?\Z|\b(?:known|named|called|dubbed|titled|honou?red|hailed) (?:as )?[^,.;]{0,20}\Z"
)
_BY_NAME_OF = re.compile(
    r"\b(?:known|famous|renowned|dubbed|called|hailed|nicknamed|titled|described|regarded) (?:as )?(?:the )?\"?\Z"
)
_OF_A_REGION = re.compile(r" of (?:the )?[a-z]+")
_FOLLOWED_BY = re.compile(r"\bfollowed by (?:the )?\Z")
_WITH_ITS_OWN = re.compile(r"(?: in [a-z]+)?,? (?:with|which|representing|accounting for)\b")


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
        return role_of_body(view, actor, previous, before, after)
    if actor.place is not None and _ZH_SOURCE_BEFORE.search(before) and _ZH_SOURCE_AFTER.match(after):
        return "speaker"
    if opens_report(view, actor):
        return "dateline"
    if view.sentence.kind == "body" and _TOLD_IN.search(before):
        return "speaker"
    if actor.place is not None and later and is_fronted(view, actor, later):
        return "compared"
    if actor.place is not None and previous is not None and ends_phrase(view, previous, actor, later):
        return "subject"
    if previous is not None and previous.place is not None and actor.place is not None and after.startswith(")"):
        if view.text(previous.span.end, start).strip() == "(":  # "the United States (U.S.)", "Carpi (Modena)"
            same = previous.place.place_code == actor.place.place_code
            return previous.role if same or previous.role != "subject" else "container"
    if actor.kind in ("country", "world") and before.endswith(("放眼", "纵观", "环顾")):
        return "aside"  # 放眼全国,没有一座县城
    if actor.kind == "country" and (_EXPORTS_TO.search(before) or _ZH_SOLD_IN_ROW.search(before[-40:])):
        return "destination"
    if actor.kind == "country" and _ARE_MARKETS.match(view.folded, end, view.end):
        return "destination"  # "Europe, the US and Japan remained the top three markets for"
    if was_written_at(view, actor, before, after):
        return "dateline"
    if actor.place is not None and (
        (
            _COMPOUND.match(after)
            and not _TWINS.match(view.printed, end)
            and not _BASED_THERE.match(view.text(end, end + 70))
        )
        or (before.endswith('"') and not opens_speech(view, actor) and not is_behind_quotation(view, actor))
        or in_title(view, actor)
    ):
        return "aside"
    if actor.place is not None and before.endswith("在") and _ZH_IS_HELD.match(after):
        return "aside"  # 协会在扬州召开大会
    if actor.place is not None and _ZH_INCLUDES.search(before):
        return "listed"
    if view.organisations and actor.kind != "firm" and is_in_predicate(view, actor, after):
        return "aside"
    if actor.place is not None and (_CIRCLE.match(after) or (before.endswith("以") and _ZH_CORE.match(after))):
        return "aside"
    if _SHARE_IN.search(before) or _SHARE_OF_GOODS.search(before):
        return "whole"
    if actor.kind == "country" and _QUOTE_BEFORE.search(before):
        if not (before.endswith('"') and opens_speech(view, actor)):
            return "whole"
    if actor.place is not None and _OF_A_REGION.match(after) and _BY_NAME_OF.search(before):
        return "listed"  # "Faisalabad, famous as the Manchester of Pakistan"
    if previous is not None and previous.organisation is None and previous.role not in ("subject", "container"):
        if actor.anaphor is None and LIST_GAP.fullmatch(view.folded, previous.span.end, start):
            if not begins_clause(view, previous, actor) and not ends_an_aside(view, previous, actor):
                return previous.role
        if actor.place is not None and previous.place is not None and previous.span.end == start:
            if previous.role in ("source", "destination", "compared", "listed", "aside"):
                return previous.role  # 来自四川广安, 仅次于吉林省辽源市, 大会在安徽合肥召开
    if actor.anaphor is not None and before.endswith("s ") and _NATIONWIDE.match(view.folded, start):
        return "whole"  # "one out of three umbrellas nationwide, and one out of four globally"
    if actor.place is not None and owns_share(view, actor, before):
        return "subject"
    if actor.place is not None and _ZH_LIES_IN.search(before) and _ZH_AND_ITS.match(view.folded, end, view.end):
        return "subject"
    if actor.place is not None and _ZH_LIES_IN.search(before) and _ZH_MORE.match(view.folded, end, view.end):
        return "listed"
    if actor.place is not None and previous is None and actor.kind != "country" and _ITS_GOODS.search(before):
        if not _PRONOUN.match(view.folded, view.start):
            return "subject"
    if actor.place is not None and previous is None and _INDUSTRY_IS.fullmatch(view.text(view.start, start)):
        return "subject"  # "The textile industry accounts for 80 percent of Panipat's industrial output"
    if actor.place is not None and _GOODS_MADE_IN.fullmatch(view.text(view.start, start)):
        return "subject"  # "Home textiles made in Portugal reached"
    if actor.anaphor is not None and before.endswith("在") and _ZH_AMONG_ALL.match(after):
        return "subject"  # 在全乡三万人当中,有一万人靠织袜维生
    if actor.place is not None and centre_is_here(view, actor.span, before):
        return "subject"
    if actor.kind == "country" and before.endswith(("imported from ", "imports from ", "importing from ")):
        return "source"  # "80 percent of what was imported from China is made here"
    if is_whole(view, actor.span, before, after):
        return "whole"
    if actor.place is not None and _FOR_THE_CITY.search(before):
        return "subject"  # "toy exports of 9 billion yuan for the city of Shantou"
    if actor.anaphor is not None and following is not None and following.place is not None:
        if view.text(end, following.span.start) in (" ", "'s "):
            return "container"  # "the city's Shunde district"
    if actor.place is not None and following is not None and following.place is not None:
        if view.text(end, following.span.start) in ("•", "·", "・"):
            return "container"  # 葫芦岛•兴城
    if actor.anaphor is not None and following is not None and following.kind == "project":
        if view.folded.endswith("'s", start, end) and _ITS_VENUE.fullmatch(view.folded, end, following.span.start):
            return "container"  # "the country's flagship Chinese-built Hawassa Industrial Park"
    if actor.place is not None and view.quantities and _FROM_HERE.match(view.folded, end, view.end):
        return "whole"
    if actor.place is not None and _ZH_PEOPLE.match(after):
        return "aside"  # 新城村村民向某: where somebody is from
    if _ZH_TITLE.match(after) or (actor.kind == "country" and (_ZH_CALLED.search(before) or _ZH_NAMES.match(after))):
        return "aside"
    if actor.place is not None and _ZH_EVEN_OF.search(before):
        return "whole"  # 成为成都市乃至四川省的特色产业
    if actor.kind in ("country", "province", "world") and (_ZH_EPITHET.match(after) or _EPITHET.match(after)):
        return "whole"
    if actor.place is not None and (_ZH_BEHIND.match(after) or _ZH_LIKE.match(after) or TIMES_IT.match(after)):
        return "compared"
    if actor.place is not None and (_ZH_BESIDE.match(after) or _ZH_ONE_CALLED.match(after)):
        return "container"
    if actor.kind in ("country", "province") and actor.place is not None:
        if actor.kind == "country" and start == view.start and _THE_FAMOUS.match(view.printed, end):
            return "container"  # "China The famous knitted town is": 中国名镇
        if _CALLED.match(after) or (_THE_TOWN.match(view.printed, end) and before.endswith(("the ", "this "))):
            return "container"
    if actor.place is not None and actor.kind in ("province", "country") and _ZH_SMALL_TOWN.match(after):
        return "container"
    if actor.kind == "country" and before.endswith("到") and not before.endswith("达到"):
        return "destination"  # 从一镇到全国200多个城市
    if actor.kind == "country" and " " in before and _RIVALS.search(before):
        return "compared"  # "larger competitors such as Kenya"
    if actor.anaphor is not None and is_of_all(view, actor, before):
        return "whole"  # "the highest exporting region nationally"
    if actor.anaphor is not None and actor.kind in ("country", "province") and _LEAVES.search(before):
        return "locative"  # "Almost everything leaves the country"
    if actor.place is not None and _LEFT_FOR.match(after) and _LEAVES.search(before):
        return "source"  # "Orders leave China for Bangladesh"
    if actor.place is not None and _FROM_THERE.match(after) and view.text(view.start, start) in ("from ", "from the "):
        return "source"  # "From Nairobi they fly to Amsterdam"
    if actor.place is not None and _AT_ITS_CORE.match(after):
        return "aside"
    if actor.kind == "country" and _FOR_ALL_OF_IT.fullmatch(view.folded, view.clause(actor.span).start, start):
        return "subject"
    for name, pattern in _roles(view.vocabulary).items():
        if name == "source" and _COME_FROM.search(before) and actor.kind != "country" and _WHICH.match(after):
            continue  # "practically all come from Zheng'an, which ships to 40 countries"
        if pattern.search(before) and not (name == "container" and _OWNS.match(after)):
            if name == "destination" and actor.kind != "country" and _MARKET_OF.search(before):
                continue  # "the glasses market of Danyang"
            if name == "destination" and actor.kind != "country" and _MARKETS_IN.search(before):
                continue  # "In 2023, 46 markets in Zhejiang reported sales"
            if name == "destination" and actor.kind == "country" and is_of_its_own(before):
                continue
            if name == "compared" and actor.kind == "country" and is_next_market(view, start, before):
                return "destination"
            if name == "compared" and _FOLLOWED_BY.search(before) and _WITH_ITS_OWN.match(after):
                if previous is None or previous.role not in ("destination", "source"):
                    continue  # "followed by Solofra in Campania with 460 companies"
            if name == "destination" and before.endswith("for ") and _makes(view, actor):
                continue  # "the demand for Panipat blankets"
            return name
    if is_container(view, actor, previous, following, later, head, before):
        return "container"
    if actor.kind == "country" and previous is not None and previous.place is not None:
        if _IN_ITS_EAST.fullmatch(view.folded, previous.span.end, start):
            return "container"  # "Danyang in E China becomes"
    if actor.place is not None and _BETWEEN.search(before):
        return "aside"
    if actor.place is not None and previous is not None and previous.kind == "firm":
        if _APPOSED_IN.fullmatch(view.folded, previous.span.end, start) and _APPOSED_END.match(after):
            return "aside"  # "Aurelia, a hosiery maker in Xinyu, has sold"
    if previous is not None and _ASIDE.search(view.text(max(view.clause(actor.span).start, previous.span.end), start)):
        return "aside"
    if _HAILS_FROM.search(before):
        return "aside"  # "Zhou, from neighbouring Hunan, says he makes"
    if actor.kind in ("country", "province") and _IN.fullmatch(view.text(view.clause(actor.span).start, start)):
        return "subject"  # "...; in China they are"
    if actor.kind in ("country", "province", "world") and is_in_passing(view, actor, before):
        return "subject" if head is None and is_told_of(view, actor, before, after) else "locative"
    return "subject"


def is_held_there(view: SentenceView, actor: Actor) -> bool:
    """Say whether a meeting is told to be held at the place: 大会在安徽合肥召开."""
    return _ZH_IS_HELD.match(view.text(actor.span.end, actor.span.end + 40)) is not None


def _makes(view: SentenceView, actor: Actor) -> bool:
    """Say whether goods are called after the place: "Panipat blankets"."""
    return actor.kind != "country" and any(cue.span.start == actor.span.end + 1 for cue in view.products)
