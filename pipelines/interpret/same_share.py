"""A share told again of another time: "40 percent, up from 28 percent"; 这个比重降到26%."""

import re

from pipelines.interpret.draft import Draft
from pipelines.interpret.stretches import is_first_of_two
from pipelines.text.scripts import Scripts

SAME_SHARE = "share compared with the one before"  # the rule of a share told again for another time
NEAR = 60  # characters from one share to the next
_COMPARED = re.compile(
    r" from (?:about |some |only |nearly |just |under |over )?|"
    r"[^;.()\d]{0,50} \((?:it|they|this|that) (?:was|were|had been) (?:about |some |only |nearly |just |under |over )?|"
    r",?(?:现在|如今|目前|现时|今年)(?:已经?|就|只|仅|则|却|估计|预计|大概|可能)*(?:[压降升涨减增提]+[高到至]了?|剩|占|为|是|到)?"
    r"(?:约|近|不足|不到|低于|超过?|逾)?|"
    r",(?:而|但)?(?:去年|上年|前年)(?:同期)?(?:还|仅|只|约|为|占|是|有|达)*|"
    r",?\s*(?:即|也就是|i\.e\.,?|that is,?)\s*|"
    r"(?:的)?(?:一路)?(?:升|降|增|涨|跌|减|提高|上升|下降|提升|增加|减少|增长|扩大|攀升|跃升|回升|回落)[到至]了?"
    r"(?:\d{4}年的?|去年的?|如今的?|现在的?|目前的?|当前的?)?[约近超]?|"
    r"[^;.]{0,50}?(?:(?:up|down|rising|falling|increased|decreased|grown|fallen|risen) from|against|"
    r"compared (?:with|to)|"
    r", (?:has |have |had )?(?:shr[au]nk|fallen|fell|dropped|declined|risen|rose|grown|grew|climbed|slipped|come down|"
    r"gone up|increased|decreased) to|"
    r"(?:last year|in (?:19|20)\d\d),? (?:is|was|to|has become)(?: now)?(?: down to| up to)?|"
    r", (?:and )?(?:today|now|currently|at present) (?:it )?(?:reach(?:es)?|is|are|stands at|represents?|accounts? for|"
    r"makes? up|takes?|exceeds?))\s+"
    r"(?:about |some |only |nearly |just |under |over |less than |more than |around |barely |almost )?"
)
# "subcontracting makes 70% of the work, against 30% for finished goods"
_FOR_ANOTHER = re.compile(
    r" for (?!(?:the )?(?:same|previous|corresponding|whole|full|year|month|quarter|half|first|19|20))"
)
_NAMELY = re.compile(",(?:已|高)?(?:达到?|为|升至)了?")
_THAT_SHARE = Scripts(
    r"\b(?:this|that|the) (?:share|proportion|ratio|percentage|figure) "
    r"(?:had |has )?(?:is|was|rose|fell|dropped|grew|declined|went|reached|stood|increased|decreased|climbed)"
    r"[a-z ]{0,24}\Z|"
    r"\b(?:lift|rais|increas|bring|push|boost|cut|reduc|get|lower)(?:e|ing)? "
    r"(?:that|this|it|the (?:share|figure|proportion)) (?:up |down )?to [a-z ]{0,16}\Z|"
    r"(?:这个|这一|该|此)(?:比重|比例|占比)[^,;。]{0,6}\Z"
)
# "the growth rate slowed from 11 percent to 6 percent"
TO_ANOTHER = re.compile(r"(?: percent)? to (?:(?:about|around|only|just|some|over|nearly) )*")


def is_same_share(draft: Draft, previous: Draft) -> bool:
    """Say whether the share before is told of another time: "40 percent, up from 28 percent"; 这个比重降到26%."""
    if previous.unit_class != "percent" or previous.grows or not previous.indicator or draft.unit_class != "percent":
        return False
    lead = draft.view.text(previous.end, draft.number_start)
    if _NAMELY.fullmatch(lead) and draft.view.text(previous.start, previous.end).endswith("过半"):
        return True  # 占比首次过半,达53%
    if len(lead) < NEAR and _COMPARED.fullmatch(lead):
        return _FOR_ANOTHER.match(draft.view.folded, draft.end, draft.view.end) is None
    if previous.indicator == "other_percent" and previous.share_of is not None and TO_ANOTHER.fullmatch(lead):
        return is_first_of_two(draft.view, previous)  # "the share of metalware fell from 90% to 65%"
    return len(lead) < 2 * NEAR and _THAT_SHARE.search(lead) is not None
