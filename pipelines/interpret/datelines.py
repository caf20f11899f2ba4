"""Datelines: places that only tell where a report was written, posted or sent from."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.parts import Actor

# "HANOI, Oct. 13 (VNS) --"; "Ahmedabad, Jan 6 (PTI) Ahead of"; "PHNOM PENH, (The Post - 13th Jan, 2024) Exports"
_DATELINE_AFTER = re.compile(
    r"(?:, [A-Z][a-z]+(?= -|, [A-Z]))?(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4}|/\d{4})?)?,?\s*"
    r"(?:\([A-Za-z/ ]{2,20}\)\s*|/[A-Za-z ]{2,20}/\s*)?(?:-{1,2}|–|—|:-?)\s"
)
_DASH_AFTER = re.compile(r"\s+(?:\([a-z/ ]{2,20}\)\s*)?-{1,2}\s")
_AGENCY_AFTER = re.compile(
    r",(?: [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?\s*\([A-Z][^()]{1,60}\)\s*(?::|-{1,2}|–|—)?\s*[A-Z]"
)
# "Accra, Feb. 16, GNA -The cluster"
_DAY_AND_AGENCY = re.compile(r",? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?, [A-Z]{2,6} ?(?:-{1,2}|–|—|:)")
# 新华社杭州4月7日电, 财经福州 11 月 9 日电, 记者 何一 东莞报道
_ZH_WRITTEN_AT = re.compile(
    r"\s*(?:\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:电|讯|消息)|(?:\S{0,3}专)?[电讯](?=\s*\()|报[道导](?![称说中指]))"
)
_POSTED = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+(?:\d{1,2}:\d{2}(?::\d{2})?)?\s+(?:发布于|来自|IP属地:?)?\s*\Z"
)
# "新华社北京10月13日电(记者 ...)", "本报杭州讯", "【广州4月9日】": where it was written
_ZH_DATELINE_BEFORE = re.compile(r"[【\[(\s]*(?:[一-鿿]{1,8}(?:社|网|报|台|客户端|在线))?[-—]?(?:记者)?[:\s]*")
_ZH_DATELINE_AFTER = re.compile(
    r"(?:频道|分社|记者站)?(?:\d{4}年)?\s*(?:\d{1,2}月\s*)?(?:\d{1,2}日)?\s*(?:专?电(?![动子商器脑工热缆池机镀视力信瓶气])|讯|消息|报道)(?=[\s,:。(】\]]|[\u3400-\u9fff])|"
    r"\s*\d{1,2}月\s*\d{1,2}日[】\])]"
)


# "China News Agency, Huzhou, Zhejiang, March 2 (Shi Zinan) Zhili Town": the whole head of a translation
_AGENCY_FIRST = re.compile(
    r"(?:China News|Zhongxin|Xinhua|Chinanews)(?: News)?(?: (?:Service|Agency|Network|Net))?,? "
    r"(?:[A-Z][a-z']+,? ){1,3}[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? ?\([^()]{2,50}\)"
)
_DAY_THEN_DASH = re.compile(
    r",? [A-Z][a-z]+\.? \d{1,2}(?:, |/)\d{4}\s*(?:\([A-Z][A-Za-z/ ]{1,20}\)\s*)?(?:-{1,2}|–|—)\s"
)


def opens_report(view: SentenceView, actor: Actor) -> bool:
    """Say whether the sentence opens on the place of the report, in capitals or before its day: "HANOI, Oct. 13 --"."""
    start, end = actor.span.start, actor.span.end
    if start < view.start + 60 and (head := _AGENCY_FIRST.match(view.printed, view.start)) is not None:
        if end <= head.end():
            return True
    if start == view.start and actor.kind == "country" and view.sentence.kind == "title":
        if view.folded.startswith(": ", end):
            return True  # "Pakistan: over 100,000 jobless"
    if start == view.start and end == view.end and view.sentence.kind != "title" and view.quoted(actor.span).isupper():
        return True  # a line of its own
    if start < view.start + 40 and view.quoted(actor.span).isupper() and _DATELINE_AFTER.match(view.printed, end):
        return True
    return (
        start < view.start + 16
        and _ZH_DATELINE_AFTER.match(view.folded, end) is not None
        and _ZH_DATELINE_BEFORE.fullmatch(view.folded, view.start, start) is not None
    )


def was_written_at(view: SentenceView, actor: Actor, before: str, after: str) -> bool:
    """Say whether the report was sent or posted from the place: 杭州4月7日电, "Dhaka, (Reuters)", "Milan -- "."""
    start, end = actor.span.start, actor.span.end
    if actor.place is not None and (_ZH_WRITTEN_AT.match(after) or _is_posted_from(view, start, end, before)):
        return True
    if start != view.start:
        return False
    if _DAY_AND_AGENCY.match(view.printed, end) is not None or _DAY_THEN_DASH.match(view.printed, end) is not None:
        return True  # "Addis Ababa, May 24/2022 – "
    return _AGENCY_AFTER.match(view.printed, end) is not None or _DASH_AFTER.match(after) is not None


def _is_posted_from(view: SentenceView, start: int, end: int, before: str) -> bool:
    """Say whether the place stands alone behind the time of a post: "2024-04-12 18:20 山东"."""
    return view.folded[end : end + 1] in ("", "\n") and _POSTED.search(before) is not None
