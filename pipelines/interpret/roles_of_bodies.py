"""The part that a firm or a body plays in its sentence: whose figures they are, who says so, an example of many."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor, Role
from pipelines.recognise.mentions import NAMELESS
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

LIST_GAP = re.compile(r"\s*(?:\([^()]{0,60}\)\s*)?(?:,|、|和|及|以及|与|&|and|or|as well as|, and)\s*(?:the )?\Z")
_SPEAKER = Ending(r"(?:\baccording to|\bsays?|\bsaid|\btold|据|根据)\s+(?:the\s+|statistics from\s+|data from\s+)*\Z")
_HEAD_OF = re.compile(
    r"\b(?:chair(?:man|woman|person)|president|secretary|head|director|convener|spokes(?:man|woman|person)|chief|leader|"
    r"manager|representative|member)s? (?:general )?of (?:the )?\Z"
)
# "Some big enterprises are Hoa Lua and Thanh Cong": named as examples
_FIRMS_ARE = Ending(
    r"\b(?:enterprises|businesses|firms|companies|manufacturers|brands|players|exporters|"
    r"makers)\b[^.;:]{0,50}\b(?:are|were|include|included)"
    r"\s+(?:the\s+)?\Z"
)
_SUCH_AS = Ending(r"\b(?:such as|including|like|e\.g\.|for example|among them)\s+(?:the\s+)?\Z|(?:如|包括|像|例如)\Z")
_IS_ONE_OF = re.compile(r" (?:is|was) (?:just |only )?one of (?:the |some |over |more than |about |nearly )*[\d,]+ ")
# "Hamdan Tanneries managing director Rafiq Islam": whose words they are, and not whose figures
_ITS_HEAD = re.compile(
    r"(?:'s|’s)? (?:[Mm]anaging [Dd]irector|[Cc]hairman|[Cc]hairperson|[Pp]resident|CEO|MD|[Ee]xecutive [Dd]irector|"
    r"[Gg]eneral [Mm]anager|[Dd]irector|[Oo]wner) [A-Z][a-z]+"
)
# "the head of the association, who is also managing director of Hamdan Tanneries, said"
_ALSO_HEADS = Ending(r"\bwho is also (?:the )?(?:[a-z]+ ){1,3}of (?:the )?\Z")
_NICKNAMED = Ending(r'\b(?:nicknamed|dubbed|hailed) (?:as )?(?:the )?"(?:the )?\Z')  # nicknamed "Umbrella Town"
# 恒昌、巨鹿等6家企业: each of the list is one of those counted
_ZH_AND_OTHERS = re.compile(r"(?:[、和及与][^,。;、\d]{2,14}){0,6}等(?=[\d近约超逾一二三四五六七八九十多几数])")
# 以某市场为中心, 通过建设某工业区: how somebody does it, and nothing told of the venue
_ZH_CENTRE = re.compile(r"为(?:中心|核心|重点|主体|载体|平台|依托|支撑|补充|龙头|引领|代表)")
_ZH_BY_MEANS = Ending(r"(?:通过|依托|借助|围绕|立足)(?:建设|兴建|建起|新建|规划|创建|打造)?(?:了)?\Z")
# 双驰、洛驰等企业: firms named as examples of many
_ZH_AND_SUCH = Scripts(r"(?:[、和及与][一-鿿a-z\d]{2,8}){0,5}等[^,。;\d]{0,6}?(?:企业|公司|品牌|[鞋袜服纺]企|厂家)")
_ZH_AT_THE_HEAD = re.compile(
    r"(?:[、和及与][^,。;、]{2,14}){0,4}?(?:等[^,。;]{0,6})?为(?:龙头|主体|核心|骨干|代表|依托|引领)"
)
_ZH_BUILDS = Scripts(r"(?:独资|全额|联合|共同)?(?:投资|出资|兴建|建设|开发|打造|运营|投建)")


def role_of_body(view: SentenceView, actor: Actor, previous: Actor | None, before: str, after: str) -> Role:
    """Return the part of a firm or a body; `before` and `after` are the words around its name."""
    body = actor.organisation
    if body is None:
        return "subject"
    start, end = actor.span.start, actor.span.end
    if body.rule == NAMELESS:
        return actor.role
    if body.kind == "association" and _HEAD_OF.search(before):
        return "speaker"
    if actor.kind == "firm" and _ALSO_HEADS.search(before):
        return "speaker"
    if _SPEAKER.search(before) or (actor.kind == "firm" and _ITS_HEAD.match(view.printed, end)):
        return "speaker"
    if body.kind == "project" and _NICKNAMED.search(before):
        return "aside"
    if previous is not None and previous.organisation is not None and previous.role == "compared":
        if LIST_GAP.fullmatch(view.folded, previous.span.end, start):
            return "compared"
    if before.endswith(("剔除", "扣除", "除去", "排除")):
        return "aside"  # 剔除某集团后,产值增长10%
    if before.endswith("由") and _ZH_BUILDS.match(after):
        return "aside"  # 童装城是由某公司投资兴建的: who paid, and not what is told of
    if _ZH_AND_OTHERS.match(after) or (actor.kind == "firm" and _ZH_AND_SUCH.match(after)):
        return "compared"  # 某集团等80多家分公司
    if before.endswith("如") and after.startswith((",是", "是")):
        return "subject"  # 如某公司,是当地最大的地毯企业
    if actor.kind == "firm" and "以" in before[-40:] and _ZH_AT_THE_HEAD.match(after):
        return "compared"  # 以某公司、某公司为龙头的企业发展到40家
    if actor.kind != "firm" and body.kind == "project":
        if _ZH_BY_MEANS.search(before) or (before.endswith("以") and _ZH_CENTRE.match(after)):
            return "aside"
    if _SUCH_AS.search(before) or _FIRMS_ARE.search(before) or _IS_ONE_OF.match(after):
        return "compared"
    return "subject"
