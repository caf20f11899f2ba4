"""Chinese organisations and persons: a name ends with a word of its kind, and begins after a mark or a particle."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

from pipelines.recognise.mentions import Organisation
from pipelines.recognise.organisations_tw import taiwan_firms
from pipelines.reference.gazetteer import Gazetteer, read_gazetteer
from pipelines.reference.places import find_place
from pipelines.reference.vocabulary import Vocabulary
from pipelines.text.folding import fold
from pipelines.text.spans import Span

Kind = Literal["firm", "association", "agency", "event", "media"]
SOFT_FIRM = "<name> <trade> of a firm"
_LONGEST = 24
_MARK = r"[^\u3400-\u9fffA-Za-z()（）]"  # no name goes over a mark
_COUNTER = r"[\d一二两三四五六七八九十百千万亿几数多余这那该某每各哪首][家个名]"  # 一家袜厂, but not 家居 or 国家
_GIVEN = r"[\u4e00-\u9fff]{1,2}"
_SUCH_AS = re.compile(r"(?<=[,，、。;；(（])如(?=[一-鿿]{4})(?![意家皋东春龙海新日])")  # ,如天山织毯公司; but 如意集团
_OF_A_TRADE = re.compile(r"[一-鿿]{1,3}(?:厂|大厂|龙头|厂商)(?=[一-鿿]{2})")  # 製鞋廠中傑投資控股公司
_NO_OWN = ("属母", "属子", "其母", "其子")  # 歸屬母公司淨利
_JOINT = re.compile(r"[和与及以]")  # parts two names, or stands inside one: 河北瑞和纺织集团
# 鼎盛时袜厂逾800家: what is counted by the house is no single firm
_COUNTED = re.compile(
    r"(?:[已曾仅还現现]?(?:超过?|逾|近|约|有|多达|达到?|共有?|只剩|减少|增加|新增|关闭|倒闭|减至|增至))?\d[\d,.万千百]*[多余]?[家户戶間间](?!工?厂)"
)
_SURELY_FIRMS = frozenset({"股份", "控股", "实业"})
_ANY = re.compile(r"(?:上市|龙头|外贸|骨干|重点|中小|跨国|民营|贸易|电商|相关|加工|生产)\Z")  # 体育上市公司 is no name

_ITS_HEAD = re.compile("董事长|总经理|创始人|厂长|老板|总裁|掌门人")
_TIME = re.compile(r"[一二三四上下首]个?(?:季度?|半年|年)|期间|季度|年度|去年|今年")


class _Grammar:
    def __init__(self, vocabulary: Vocabulary) -> None:
        words: Any = vocabulary.table("organisations")
        self.kinds: dict[str, Kind] = {word: kind for kind, ends in words["chinese"].items() for word in ends}
        self.ends = re.compile("|".join(sorted(map(re.escape, self.kinds), key=len, reverse=True)))
        breaks = "|".join(sorted(map(re.escape, words["chinese_breaks"]), key=len, reverse=True))
        self.breaks = re.compile(f"{_MARK}|{_COUNTER}|{breaks}")
        self.no_name = _only(words["chinese_generic"])
        self.no_firm = _only([*words["chinese_generic"], *words["chinese_goods"]])
        trades = f"(?:{'|'.join(words['chinese_firm_soft'])})"
        told, led = "|".join(words["chinese_told_of_firms"]), "|".join(words["chinese_leads_to_firms"])
        self.soft = re.compile(f"{trades}(?=的?(?:{told}))")
        surname = f"[{words['person']['chinese_surnames']}]"
        # 龙头企业瑞贝卡上半年实现营业收入
        self.leader = re.compile(
            r"(?:龙头|上市|骨干|领军|领头|头部|代表|重点|明星)(?:公司|企业)(?!们?[已在均都有和的实带引不纷达拥超也就还正多数中集])"
            r"(?P<name>(?:(?!产[值量]|营[收业]|销[售量]|出口|利润|数量|总数|占比|员工|订单|税收|公司|企业)[\u4e00-\u9fff]){2,5}?)(?=(?:上半年|下半年|前[一二三]季度|[一二三四]季度|去年|今年|目前|20\d\d年|1-\d+月|年产|"
            r"现有|董事长|总经理|负责人|创始人|相关负责人))"
        )
        self.led = re.compile(f"(?:(?:{led})|(?:老板|小伙|姑娘|夫妇){surname}[\u4e00-\u9fff]{{1,2}}?的)")
        self.name = re.compile(rf'"?(?P<own>(?:(?!一[家间])[\u3400-\u9fff]){{2,4}}?)(?P<trade>{trades})')
        self.common = _only([*words["chinese_generic"], *words["chinese_goods"], *words["chinese_common"]])
        person = words["person"]
        self.no_person = frozenset(person["chinese_no_person"])
        before, after = "|".join(person["chinese_before"]), "|".join(person["chinese_after"])
        beyond, own = "|".join(person["chinese_beyond"]), "|".join(person["chinese_business"])
        holds = "|".join(person["chinese_holds"])
        alone = r"(?:^|(?<=[,。:;、!?\"\s在])|(?<=走进)|(?<=来到))"
        begun = "(?:办起|开起|创办|开办|办|开|租下|盘下)了"
        self.person = re.compile(
            rf"(?:{before}) ?(?P<titled>[{person['chinese_surnames']}许]{_GIVEN}?)(?={after}|{beyond}|[,。:;、 ]|$)"
            rf"|{alone}(?P<speaking>{surname}{_GIVEN})(?={after})"
            rf"|{alone}(?P<owning>{surname}{_GIVEN}?)(?=(?:夫妇|夫妻|两口子|一家|家)?(?:(?:创办|创立|经营|开办|开|办)的[\u4e00-\u9fff]{{0,4}}?|的?)(?:{own})|(?:夫妇|夫妻|两口子)(?:{holds})|{begun}[\u4e00-\u9fff]{{0,6}}?(?:{own}))",
            re.MULTILINE,
        )


def _only(words: list[str]) -> re.Pattern[str]:
    """Return a pattern of text that is made of these words alone."""
    return re.compile(f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})*\\Z")


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    return _Grammar(vocabulary)


def chinese_organisations(text: str, vocabulary: Vocabulary) -> Iterator[Organisation]:
    """Yield the organisations and persons of a text, in order within each."""
    folded = fold(text)
    grammar, gazetteer = _grammar(vocabulary), read_gazetteer(vocabulary)
    for match in grammar.ends.finditer(folded):
        start = _start_of_name(folded, match.start(), grammar, gazetteer)
        if (lead := _OF_A_TRADE.match(folded, start, match.start())) is not None:
            start = lead.end()
        if folded[start : start + 1] in ("年", "月", "日") and folded[start - 1 : start].isdigit():
            start += 1  # 2013年台湾纺织厂
        stem = folded[start : match.start()]
        kind = grammar.kinds[match.group()]
        if match.group() == "海关" and folded.startswith(("关区", "口岸"), match.end()):
            continue  # 上海海关关区 is a place
        if match.group().endswith("厂") and folded.startswith("商", match.end()):
            continue  # 毛织厂商近年由外销转攻内销
        generic = grammar.no_firm if kind == "firm" else grammar.no_name
        if (
            (len(stem) < 2 and kind != "media")
            or generic.match(stem)
            or (match.group() in ("公司", "集团") and _ANY.search(stem))
            or (kind == "firm" and (_COUNTED.match(folded, match.end()) or stem.endswith(_NO_OWN)))
        ):
            continue
        yield Organisation(Span(start, match.end()), text[start : match.end()], kind, f"<name>{match.group()}")
    yield from _soft_firms(text, folded, grammar, gazetteer)
    yield from taiwan_firms(text, folded)
    for match in grammar.person.finditer(folded):
        group = str(match.lastgroup)
        start, end = match.span(group)
        if group == "owning" and (
            gazetteer.codes(folded[start:end])
            or _begins_with_place(folded[start:end], gazetteer)
            or folded[start:end] in grammar.no_person
            or folded[end - 1] in "有在是的和与开办"
        ):
            continue
        yield Organisation(Span(start, end), text[start:end], "person", f"<{group} name>")


def _begins_with_place(name: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name of three characters begins with a county or above: 江西设厂 is nobody's factory."""
    return len(name) > 2 and _is_wide(name[:2], gazetteer)


def _is_wide(name: str, gazetteer: Gazetteer) -> bool:
    """Say whether a name is that of a county or above; most names of two characters are some town's."""
    return any(place.level != "town" for code in gazetteer.codes(name) if (place := find_place(code)) is not None)


def _soft_firms(text: str, folded: str, grammar: _Grammar, gazetteer: Gazetteer) -> Iterator[Organisation]:
    """Yield the firms that only a word of their trade ends, by what stands beside: 协诚鞋业的车间, 走进协诚鞋业."""
    found = [
        (_start_of_name(folded, match.start(), grammar, gazetteer), *match.span())
        for match in grammar.soft.finditer(folded)
    ]
    for led in grammar.led.finditer(folded):
        if (name := grammar.name.match(folded, led.end())) is not None:
            found.append((name.start("own"), *name.span("trade")))
    for leader in grammar.leader.finditer(folded):
        start, end = leader.span("name")
        if not gazetteer.codes(folded[start:end]) and not grammar.common.match(folded[start:end]):
            yield Organisation(Span(start, end), text[start:end], "firm", SOFT_FIRM)
    for start, at, end in sorted(set(found)):
        stem = folded[start:at]
        if _TIME.match(stem) or (stem[:1] in "年月日号个" and folded[start - 1 : start].isdigit()):
            continue  # 2023年末眼镜营收, 一季度眼镜营收
        own = next((stem[length:] for length in (4, 3, 2) if gazetteer.codes(stem[:length])), stem)  # without its place
        own = own[1:] if own[:1] in ("省", "市", "县", "区", "镇") else own
        if _TIME.match(own):
            continue  # 丹阳一季度眼镜营收
        listed = folded[at:end] in _SURELY_FIRMS
        headed = _ITS_HEAD.match(folded, end) is not None  # 日兴针织总经理: there is a town of Rixing, too
        own = stem if (listed or headed) and not own else own  # called like a place: 迎丰股份
        free = listed or not (_is_wide(own, gazetteer) if headed else gazetteer.codes(own))
        if 2 <= len(own) <= 4 and free and not grammar.common.match(own):
            yield Organisation(Span(start, end), text[start:end], "firm", SOFT_FIRM)


def _start_of_name(folded: str, end: int, grammar: _Grammar, gazetteer: Gazetteer) -> int:
    """Return where the name begins whose last word begins at `end`: behind the last word that no name holds."""
    start = max(0, end - _LONGEST)
    for broken in grammar.breaks.finditer(folded, start, end):
        start = broken.end()
    for joint in _JOINT.finditer(folded, start, end):
        if not _holds_joint(folded, start, joint.start(), grammar, gazetteer):
            start = joint.end()
    return start + (folded.startswith("届", start) or _SUCH_AS.match(folded, start) is not None)  # the rest of 第27届


def _holds_joint(folded: str, start: int, joint: int, grammar: _Grammar, gazetteer: Gazetteer) -> bool:
    """Say whether a name goes on over a joint: one that began with its place a word before, 河北瑞 和."""
    for length in (4, 3, 2):
        word = folded[start + length : joint]
        if 1 <= len(word) <= 2 and gazetteer.codes(folded[start : start + length]):
            return not grammar.no_firm.match(word) and not grammar.ends.search(word)
    return False
