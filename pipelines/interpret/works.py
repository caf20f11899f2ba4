"""What a work cost: mills, parks and lines named beside an amount that built them.

"A denim mill of 450 million dirhams", "six buildings built for 380 million birr", "800 billion dong is to be spent".
"""

import re

from pipelines.interpret.draft import Draft

_WORK = (
    r"(?:complex|plant|factory|park|project|facility|mall|mill|tannery|warehouse|terminal|line|system|hall|workshop|"
    r"cent(?:re|er)|building|airport|estate|zone)"
)
_SO_MUCH = r"(?:(?:about|some|over|nearly|around|almost|more than|an estimated|their own|its own|his own) )*"
_SIGN = r"(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?"
_A_WORK_OF = re.compile(
    rf"\b(?:an?|new|second|third|second-phase|another) (?:[a-z0-9-]+ ){{0,4}}{_WORK} (?:of|for|worth|"
    rf"costing) {_SO_MUCH}{_SIGN}\Z"
)
_A_WORK = re.compile(rf"\ban? (?:[a-z0-9-]+ ){{0,4}}{_WORK}, {_SO_MUCH}{_SIGN}\Z")
_BUILT_WITH = re.compile(
    r"\b(?:built|erected|constructed|rebuilt|renovated|laid out|equipped|moderni[sz]ed) (?:for|with|at a cost of) "
    rf"{_SO_MUCH}{_SIGN}\Z"
)
_CALLS_FOR = re.compile(
    rf"\b{_WORK}\b[^.;]{{0,40}} (?:calls for|requires|will require|will cost|is to cost|would cost) {_SO_MUCH}{_SIGN}\Z"
)
_SPENDS = re.compile(rf"\b(?:spends?|spent|spending) {_SO_MUCH}{_SIGN}\Z")
_ON_A_WORK = re.compile(
    rf"(?:, [^,;.]{{3,24}},)? on (?:an?|the|its|new) (?:[a-z0-9-]+ ){{0,4}}(?:{_WORK}|city|town|hub)\b"
)
_IS_SPENT = re.compile(r" (?:is|are|was|were|has been|have been|will be|would be) (?:to be )?(?:spent|invested)\b")


def is_cost_of_a_work(draft: Draft) -> bool:
    """Say whether the amount is what something that stands beside it cost to build."""
    view, start, end = draft.view, draft.start, draft.end
    if _IS_SPENT.match(view.folded, end, view.end):
        return True
    lead = view.text(start - 110, draft.number_start)
    if _A_WORK_OF.search(lead) or _BUILT_WITH.search(lead) or _CALLS_FOR.search(lead):
        return True
    if view.folded.startswith(",", end) and _A_WORK.search(lead):
        return True
    return _SPENDS.search(lead) is not None and _ON_A_WORK.match(view.folded, end, view.end) is not None
