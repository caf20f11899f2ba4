"""Groups of places: figures that are of "the three provinces" together, and of "them" in the sentence behind."""

import re
from collections.abc import Sequence

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft, Subject
from pipelines.interpret.entities import Discourse
from pipelines.interpret.parts import Actor
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_THEY = re.compile(r"\W*(?:they|their|these)\b")
_GROUP = Scripts(
    r"\b(?:the |these )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ )?(?:provinces|"
    r"cities|countries|towns|counties|districts|states|clusters|regions|cent(?:re|er)s|hubs|parks|villages|zones|belts)"
    r"(?= together|,? (?:in total|"
    r"combined|jointly|accounted|produced|made|exported))|"
    r"\b(?:these|those|this|the) (?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[a-z]+ )?"
    r"(?:provinces|cities|towns|counties|districts|states|clusters|regions|cent(?:re|er)s|hubs|villages)"
    r"(?= (?:possess|own|have|had|has|employ|produce|make|made|earn|host)"
    r"(?:s|ed)?\b)|"
    r"(?<!第)(?:[两二三四五六七八九十]|\d{1,2})大?(?:省市|省份|省区|省|市|县|国家|产区)(?=合计|共|的|占|\Z|[一-鿿]{2,8}占全)|"
    r"(?<![一-鿿第])(?:[两二三四五六七八九十]|\d{1,2})个?(?:镇街|街镇|镇|乡|村|区|街道|园区|地)"
    r"(?=合计|共有|加起来|现有|一共|总共|目前)|"
    r"(?<![高低快慢多少]于)(?<![比较对往是为在])(?:中西部|东部|中部|西部|东北|华东|华南|沿海|长三角|珠三角|京津冀)(?:地区|省份|各省|区域|产区|三省)(?!的?(?:增速|[最第重主]|唯一|规模最))"
)

# 五省产量分别为 ..., 合计占: the sum behind a row of their figures
_ROW_OF = Scripts(
    r"(?<![第近多余])(?:[两二三四五六七八九十]|\d{1,2})个?大?(?:省市|省份|省区|省|市|县|区|镇|地|产区)(?=[一-鿿]{0,8}分别)"
)
_TOGETHER = re.compile(r"[,、](?:合计|总计|共计|加起来|共占|合占)[^,;。\d]{0,12}\Z")
_MARKETS = re.compile(r"(?:出口|销往|远销|市场为|市场是)[^,;。]{2,30},\Z")
_KINDS = {"cities": "city", "counties": "district", "districts": "district", "countries": "country"}
_PROVINCES = frozenset({"provinces", "states", "regions"})
_TOWNS = frozenset("镇鎮乡鄉村街道地")


def theirs_of(discourse: Discourse, view: SentenceView, actors: Sequence[Actor]) -> Subject | None:
    """Return the places counted together in the sentence before that "their" speaks of."""
    group = discourse.group
    if group is None or actors or group[0] != view.paragraph:
        return None
    return group[1] if _THEY.match(view.folded, view.start, view.end) else None


def group_kind(words: str) -> str:
    """Return what the members of a group of places are."""
    last = words.split()[-1].lower()
    if not last.isascii():
        return "cluster" if last[-1] in _TOWNS else "province"
    return _KINDS.get(last, "province" if last in _PROVINCES else "cluster")


def group_before(view: SentenceView, draft: Draft, actors: Sequence[Actor]) -> Span | None:
    """Return the words for the places whose figure it is together."""
    found = None
    if _TOGETHER.search(view.text(draft.start - 20, draft.number_start)):
        for match in _ROW_OF.finditer(view.folded, view.start, draft.start):
            found = Span(*match.span())
    for match in _GROUP.finditer(view.folded, view.start, draft.start):
        if match.group()[-1:] in "地国" and _MARKETS.search(view.text(view.start, match.start())):
            continue  # 主要出口俄罗斯、美国和欧盟,三地合计占54%
        named = (a.span for a in actors if a.place is not None and a.role == "subject")
        if any(match.end() <= span.start and span.end <= draft.start for span in named):
            continue  # 五省合计占七成,其中广东22亿件
        if view.folded.find(";", match.end(), draft.start) < 0:
            found = Span(*match.span())
    return found
