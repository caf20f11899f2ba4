"""What was so once: before the pandemic, in the past, at its peak. It is of no known period, and not of now."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.draft import Draft
from pipelines.text.scripts import Scripts

_ONCE = Scripts(
    r"\b(?:once|formerly|previously|earlier|used to|in the past|at one (?:point|time)|at (?:its|the|their) peak|"
    r"in (?:its|their) heyday)\b"
    r"(?=.*\b(?:had|was|were|have|be|employ(?:ed)?|numbered|made|sold|sent|held|[a-z]+ed)\b)|\bonce (?:had|"
    r"employed|counted|boasted|"
    r"home to)\b|"
    r"\bonce (?:(?:about|some|nearly|over|more than|as much as|as many as|almost) )?\Z|"
    r"(?:过去|以前|从前|昔日|早年|当年|原先|原来)(?![\d一二三四五六七八九十几两数多]|的)|曾(?:经|有|达|占|是|创|一度|突破)|一度(?:有|达|占|超|高达|多达|拥有|聚集|突破|\Z)|当时[^,;。]{0,8}(?:有|达|占)?\Z|"
    r"[从由](?:原来|原先|最初|当初|过去|以前|此前)的(?:约|近|约为)?\Z|[从由]最(?:高|多|好|旺|低|少)时的?(?:约|近)?\Z|"
    r"\bused to [a-z]+\b|\b(?:was|were|had been) once\b|"
    r"\b(?:it was a time when|in those days|in its glory days)\b|"
    r"\bduring the [a-z ]{3,20} (?:occupation|era|rule|reign|times)\b"
)
_AT_ITS_PEAK = Scripts(
    r"\bat (?:its|the|their) (?:peak|height)(?: of [a-z ]{3,24})?,? (?!to )[^,;.]{0,12}\Z|"
    r"曾经?[^,;。\d]{0,4}占[^,;。]*、[^,;。\d]{0,6}\Z|"
    r"(?<![比较])(?:鼎盛|全盛|巅峰|最?高峰|最(?:红火|辉煌|兴旺|兴盛|火爆|旺|多))(?:时期|时|期|的时候|的时期|的时代)"
    r"(?:(?!如今|现在|目前|现有|现今|今年|减[为至到]|降[为至到]|跌[至到]|剩|缩减|锐减|整合)[^;。])*\Z"
)
_BEFORE_AN_EVENT = re.compile(
    r"(?: [a-z]+){0,4} (?:before|prior to|ahead of) (?:the )?(?:covid|pandemic|coronavirus|crisis|war|outbreak|"
    r"epidemic|lockdown|earthquake|reform|collapse|boom|crash|recession|revolution|accession|uprising|"
    r"(?:[a-z-]+ ){1,4}(?:was|were|had been|came into|took effect|began|started|broke out)\b)"
)


_OPENS_ON_IT = re.compile(
    r"\W*(?:once|in the past|previously|formerly|in (?:its|the) heyday|in those days|back then),|"
    r"(?:.{0,40}[\"“] ?)?(?:in the past|previously|formerly),|"
    r"(?:.{0,160}\b)?(?:during|in|at) (?:the|its|their) (?:peak (?:period|years)|heyday)\b|"
    r"\W*(?:过去|以前|从前|早年|早些年|早先|原先|起初|最初|当初),"
)
_NOW = re.compile(r";|\b(?:now|today|currently|nowadays|at present)\b|现在|如今|目前|今年|去年|眼下|而今|[到至为了]\Z")
_JUST_ONCE = Scripts(
    r"\b(?:once (?:home to|had|employed|counted|boasted)|used to (?:be|have|employ|number|count)) (?:about |some |"
    r"over |nearly |more than )?\Z"
)
_USED_TO_MAKE = re.compile(
    r"\bused to (?:make|produce|have|employ|sell|export|account|turn out|supply|count|ship|be)\b"
)
_USED_TO = re.compile(r" used to\b| at (?:its|the|their) (?:peak|height)\b")


def is_before_an_event(view: SentenceView, draft: Draft) -> bool:
    """Say whether the words behind the figure date it before an event: "above 70 percent before the war"."""
    return _BEFORE_AN_EVENT.match(view.folded, draft.end, view.end) is not None


def is_just_once(view: SentenceView, draft: Draft) -> bool:
    """Say whether the words right before the figure say so: "Cebu, once home to over 160 exporters, now has 52"."""
    near = view.text(draft.start - 40, draft.start)
    return _JUST_ONCE.search(near) is not None and not any(draft.clause.covers(p.span) for p in view.periods)


def was_once(view: SentenceView, draft: Draft) -> bool:
    """Say whether the words before the figure or behind it tell of a time gone by."""
    if is_before_an_event(view, draft) or _USED_TO.match(view.folded, draft.end, view.end):
        return True
    used = next(_USED_TO_MAKE.finditer(view.folded, view.start, draft.start), None)
    if used is not None and not _NOW.search(view.folded, used.end(), draft.start):
        return True  # "used to make 300 million ties, 90 percent of China's"
    opened = _OPENS_ON_IT.match(view.folded, view.start, draft.start)
    if opened is not None and not _NOW.search(view.folded, opened.end(), draft.start):
        return True  # "In the past, 90 percent was OEM; now ..."
    peak = view.text(max(view.start, draft.start - 60), draft.number_start)
    return bool(_ONCE.search(view.text(draft.clause.start, draft.start)) or _AT_ITS_PEAK.search(peak))
