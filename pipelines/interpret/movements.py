"""Movements: figures that tell what came, went, was lost or changed, and not how much or how many there are."""

import re

from pipelines.interpret.article import SentenceView
from pipelines.interpret.classes import is_small
from pipelines.interpret.draft import Draft
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts

# What such a figure is, by its class.
OTHER = {
    "person": "other_count",
    "enterprise": "other_count",
    "shop": "other_count",
    "machine": "other_count",
    "goods": "other_count",
    "money": "other_money",
}

# Who came or went: no count of who is there.
_JOINED = Ending(
    r"\b(?:took on|takes on|taken on|taking on|hired|hiring|(?:to|will|would|may|could) hire|recruit(?:s|ed|ing)?|"
    r"laid off|lays off|laying off|"
    r"dismiss(?:ed|es|ing)|sacked|fired|let go|shed|furloughed|closed|closing|shut down|shut|inspected|inspecting|"
    r"controlled|audited|visited|fined|punished)"
    r"\s+(?:of )?(?:about |some |over |nearly |more than |another |a further |up to )*\Z"
)
_CAME_OR_WENT = re.compile(
    r"\s*(?:(?:were|was|have|had|has|been|have been|had been|were newly|newly) )*(?:opened|closed|close|shut|"
    r"set up shop|set up|established|registered(?! and )|started up|went (?:bankrupt|bust|under)|laid off|"
    r"sacked|dismissed|hired|recruited|"
    r"put up (?:the|their) shutters|shut down|stopped|suspended|inspected|fined)\b"
)
# "created 16,000 new jobs": no count of those that there are
_JOBS_ADDED = re.compile(
    r"\b(?:new|additional|extra|further)\b[a-z ,-]*\b(?:jobs?|posts|positions|opportunit(?:y|ies))\Z"
)
_ADDED_BEFORE = Scripts(
    r"\bnew(?:ly)?[ -]added (?:employment|jobs?)\b[^,;.\d]{0,16}\Z|新增(?:城镇)?(?:就业|用工|岗位)[^,;。\d]{0,6}\Z"
)
# 新增规上企业20家: no count of those that there are
_FIRMS_ADDED = Scripts(
    r"\bnewly (?:added|registered|established|set up|opened|recogni[sz]ed|introduced)\b[^,;.\d]{0,24}\Z|"
    r"(?:新增|新注册|新登记|新设立?|新办|新引进|新培育|新认定|新开|新入驻|新签约)[^,。;、\d]{0,20}\Z"
)
# "200 firms were set up in 2022", "40 mills opened last year"; but those that "have been opened" are there
_BEGUN = re.compile(
    r" (?:newly )?(?:(?:were|was) (?:newly )?(?:opened|set up|established|registered|founded|created|started|launched)|"
    r"(?:(?:have|has) (?:since |also )?(?:been )?)?opened"
    r"(?= (?:[^,;.\d]{3,40} )?(?:in (?:19|20)\d\d|last|this|since|during)\b))"
    r"(?= (?:in|last|this|here|there|across|since|during|over|between|within|by|every|each)\b|[,.;])"
)
_CREATED = re.compile(r" (?:(?:have|had|has) been|were|was) (?:newly )?(?:created|added)\b")
_NEXT_ADDED = re.compile(r"[、和][^,。;、\d]{0,16}")
_NEWLY = re.compile(r"\W*(?:newly|new) (?!market|home)")
_TO_CREATE = Ending(
    r"\b(?:to|will|would|could|may|should) (?:also |help )?(?:create|generate|add)\s+"
    r"(?:(?:about|over|nearly|some|around|almost|another|more than|up to|an additional|a further) )*\Z"
)
CHANGED_BY = "how much it changed by"
_COMINGS = "who came or went"
SHUT = "firms that were shut"
_ZH_SHUT = re.compile(r"(?:关停|取缔|关闭|淘汰|清退|腾退)[^,。;、\d]{0,14}\Z")
ADDED = "firms newly there"  # which happens in a period
_NEW = re.compile(r"\b(?:new|newly)\b")
_COME_AND_GO = frozenset({"person", "enterprise"})
_OPENED = frozenset({"enterprise", "shop"})
# 比上年减少1.8万人, "slumped by $900 million", "a jump of 10,000 crore": not how many there are
_ROSE = (
    r"(?:r[io]se|rises|risen|rising|gr[eo]w|grows|grown|growing|increas\w+|climb\w*|jump\w*|surg(?:e|ed|es|ing)|soar\w*|"
    r"f[ae]ll|falls|fallen|falling|drop(?:s|ped|ping)?|declin\w+|decreas\w+|slump\w*|plung\w+|plummet\w*|sh[rau]+nk|shrinks|"
    r"slid|slipped|contract(?:ed|ion)|expand\w*|expansion|swell\w*|swollen|narrow\w*|widen\w*|reduc\w+|rebound\w*|dip\w*|more|less|"
    r"tumbl\w+|dwindl\w+|shortfall|growth|gain|hike|up|down|higher|lower)"
)
_ABOUT = (
    r"(?:(?:about|around|some|nearly|over|more than|almost|roughly|approximately|at least|just|only|as much as|a) )*"
)
_IS_CHANGE = Ending(
    r"(?:增加|增长|减少|下跌|下降|上升|上涨|净增量?|净减|少了|多了|多出|少出)了?"
    r"(?:约|近|超|超过|逾|达到?|为)?\Z"
)
_IS_CHANGE_BY = re.compile(
    rf"(?<!made )(?<!makes )(?<!make )\b{_ROSE} (?:by|of) {_ABOUT}(?:[a-z]{{0,3}}[$€£¥₹.]{{0,2}} ?)?\Z|"
    # "grew by 11.4 percent, or 12.4 million", "surpasses the amount earned the previous year by 2.5 million"
    rf"\b{_ROSE} (?:by |of )?{_ABOUT}[\d.]+ ?(?:%|percent|per cent|pc),? or (?:by )?{_ABOUT}"
    r"(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z|"
    rf"\b(?:surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|outstrip(?:s|ped)?) [^,;.\d]{{3,70}} by "
    rf"{_ABOUT}(?:[a-z]{{0,3}}[$€£¥₹.]{{0,2}} ?)?\Z"
)
_OR = re.compile(r"(?:%|percent|per cent|pc),? or (?:by )?(?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?\Z")
_THAN = re.compile(r" (?:more|less|higher|lower|fewer) than (?:in |a |the |last )")
_LESS_THAN = re.compile(r" (?:more|less|lower|higher|fewer) than\Z")
_LAST_TIME = re.compile(
    r" (?:in |during |for )?(?:the (?:year|same|previous|corresponding)|a year|last (?:year|month)|(?:19|20)\d\d)\b"
)
_HEADS = frozenset({"person", "enterprise", "shop", "machine"})
_PART_OF = re.compile(
    r"\s+(?:out )?of (?:the|its|their|our|[a-z]+'s) (?:about |around |some |roughly |nearly |total )?"
)
_NEXT_FIGURE = 40  # characters
_WHOLE_GAP = re.compile(
    r"\s+(?:out )?of (?:(?:the|its|their|our|[a-z]+'s) )?(?:about |around |some |roughly |nearly |total )?"
)
_LOST_AFTER = re.compile(
    r"(?: of them| of (?:the |its |their )?(?:[a-z-]+ ){0,3}(?:units|mills|factories|firms|companies|workshops|"
    r"looms|shops)"
    r"(?: in (?:the )?[a-z' -]{3,40}?)?| in [a-z' -]{3,40}, (?:the|a|an) [^,;.\d]{3,60},| in (?:the )?[a-z' "
    r"-]{3,40}?| and (?:[a-z-]+ ){1,4}"
    r"(?:enterprises|firms|companies|factories|shops|workshops|mills))? "
    r"(?:(?:have|has|had|were|was|are|being|having|also|either|completely|since|been|already|now|made) ){0,4}"
    r"(?:down(?:ed|ing) (?:their )?(?:shutters|tools|looms)|lost|cut|shed|wiped out|shut(?: down)?|closed(?: "
    r"down)?|laid off|jobless|unemployed|redundant|retrenched|"
    r"dismissed|"
    r"gone out of business|(?:had|"
    r"forced) to (?:close|shut(?: shop| down)?|down shutters)|eliminated|"
    r"scrapped|phased out|merged or|taken out|taken offline|put out of (?:use|service)|written off|"
    r"dismantled|demolished|(?:faced?|facing) (?:a )?(?:shutdown|closure|unemployment)|"
    r"(?:directed|ordered|told|asked) (?:[^,;.\d]{0,40} )?(?:to (?:close|shut)|for closure)|"
    r"(?:likely|expected|set|due) to (?:close(?: down)?|shut(?: down)?)|going (?:out of business|bust)|"
    r"without (?:work|jobs|a job)|at a loss|in the red|heading home|relocated|moved (?:out|away|elsewhere)|"
    r"(?<=have )left|(?<=also )left|"
    r"(?:(?:will|would|could|may|might|to|have|already) )*(?:los[et]|losing) their (?:jobs|livelihoods?|work)|"
    r"(?:(?:will|would|could|may|might) be|been) (?:affected|hit|thrown out|closed|shut)|"
    r"(?:staged|protest(?:ed|ing)?|(?:(?:went|go|gone) )?on strike|walked out|took to the streets))\b"
)
_LOST_BEFORE = Ending(
    r"\b(?:fired|axed|sacked|laid off|dismissed|retrenched|shed|eliminated|eliminating|scrapped|phased out|"
    r"dismantled|(?:layoffs?|lay-offs?|redundanc(?:y|ies)|retrenchments?|dismissals?|firing|sacking) of|closure "
    r"of|shutdown of|shut down|closing of|loss of|lost|"
    r"training of|trained|training for|train|shortage of|short of|deficit of|unemployment of|lacks|lack|lacking|"
    r"in need of|looking for)"
    r"(?: (?:about|over|some|more than|nearly|around|almost|another|the|these|those|its|their))*\s+\Z"
)
# 关停取缔小散户1100多家, 样本是210家企业, 参展商家2800多家, 仍缺20多名车工; 三百一十家企业停产
_ZH_NO_LEVEL = Scripts(
    r"(?:关停|取缔|关闭|淘汰|清退|招聘|招收|新招|招工|裁员|裁减|遣散|辞退|缺口?|短缺|授权|抽样|抽查|调查|走访|问卷|样本|培训|"
    r"参展|返乡|邀请|组织)(?!率|指数)[^,。;、\d]{0,8}(?:是|为|有|达|共)?\Z"
)
_ZH_STOPPED = re.compile(r"(?:[^,。;、\d]{0,6}?(?:停产|倒闭|歇业|外迁|迁出|迁至|搬离|参展|受访)|会员?的?问卷)")
_ATTRACTS = re.compile(
    r"\b(?:attract(?:s|ed|ing)?|receiv(?:es?|ed|ing)|host(?:s|ed|ing)?|dr[ae]w(?:s|n)?|welcom(?:es?|"
    r"ed|ing)|gather(?:s|ed|ing)?|bring(?:s|ing)? together|"
    r"participation of)\b[^.;]{0,80}\Z"
)
_SHOW_THERE = re.compile(
    r"(?: from [^,;.\d]{3,40}| and [\d,]+ [a-z]+)? (?:(?:are|were|is|was|have|has|had|been) )*"
    r"(?:showcas(?:e|ed|ing)|unveil(?:ed|ing)?|present(?:ed|ing)|exhibit(?:ed|ing)?|display(?:ed|"
    r"ing)?|tak(?:e|ing) part|took part|participat(?:e|ed|"
    r"ing)|attend(?:ed|ing)?)\b"
)


def movement(draft: Draft, previous: Draft | None) -> str | None:
    """Say what a figure tells that is no level: how much it changed by, what was lost, who came or went."""
    kind = draft.unit_class
    if kind in OTHER and _is_change(draft):
        return CHANGED_BY
    if kind in _HEADS and (why := no_level(draft)) is not None:
        return why
    if kind in _OPENED and _is_added(draft):
        return ADDED
    return _COMINGS if kind in _COME_AND_GO and _comes_or_goes(draft, previous) else None


def no_level(draft: Draft) -> str | None:
    """Say why a count is not of how many there are: jobs that were lost, mills that shut, guests of a fair."""
    view, end = draft.view, draft.end
    if _PART_OF.match(view.folded, end, view.end):  # "200 of the 700 tanneries have shut": those 200
        end = next((q.end for q in view.quantities if end < q.start <= end + _NEXT_FIGURE), end)
    if _LOST_BEFORE.search(view.text(draft.start - 40, draft.number_start)) or (
        _LOST_AFTER.match(view.text(end, end + 90)) and not _is_whole_of(view, draft)
    ):
        return "lost or shut"
    if _ZH_SHUT.search(view.text(draft.start - 20, draft.start)):
        return SHUT
    if _ZH_NO_LEVEL.search(view.text(draft.start - 20, draft.start)) or _ZH_STOPPED.match(
        view.text(draft.end, draft.end + 20)
    ):
        return "asked, hired, shut or shown at a fair"
    before = view.text(draft.start - 120, draft.start)
    if not view.in_fair:
        return None
    shown = _SHOW_THERE.match(view.folded, draft.end, view.end)
    return "who came to a fair" if shown or _ATTRACTS.search(before) else None


def _is_whole_of(view: SentenceView, draft: Draft) -> bool:
    """Say whether a part of what the figure counts was told right before it: "200 of the 700 tanneries"."""
    return draft.before is not None and _WHOLE_GAP.fullmatch(view.folded, draft.before.end, draft.start) is not None


def _is_change(draft: Draft) -> bool:
    """Say whether the figure is how much more or fewer there are than before."""
    view, quantity = draft.view, draft.quantity
    lead = view.text(quantity.start - 50, quantity.number.start)
    if _IS_CHANGE.search(lead) or ((" by " in lead or " of " in lead) and _IS_CHANGE_BY.search(lead)):
        return True
    if (
        draft.unit_class == "money"
        and not is_small(view, quantity)
        and _LESS_THAN.search(view.text(quantity.number.end, quantity.end))
    ):
        return _LAST_TIME.match(view.folded, quantity.end) is not None  # "30.6 million less than the year before"
    if draft.unit_class == "money" and quantity.direction is not None and _OR.search(lead):
        return True  # "6.76 per cent or $2.81 billion higher"
    after = view.text(quantity.end, quantity.end + 24)
    return draft.unit_class in ("money", "goods") and _THAN.match(after) is not None


def _comes_or_goes(draft: Draft, previous: Draft | None) -> bool:
    """Say whether people or firms are counted that came or went: "took on 11,400 workers", "71 opened, 25 closed"."""
    view = draft.view
    if _JOINED.search(view.text(draft.start - 40, draft.start)) or _are_new_jobs(draft):
        return True
    if not _CAME_OR_WENT.match(view.text(draft.end, draft.end + 50)):
        return False
    if previous is not None and previous.rules.get("indicator") == _COMINGS:
        return True
    return not draft.quantity.noun or _NEW.search(draft.quantity.noun) is not None


def _is_added(draft: Draft) -> bool:
    """Say whether firms or shops are counted that were not there before."""
    view = draft.view
    start = max(draft.clause.start, draft.gap_start)
    if draft.quantity.direction is not None and view.folded.startswith("add", draft.start):
        return True
    if _NEWLY.match(view.text(draft.number_end, draft.number_end + 16)):
        return True
    if draft.before is not None and draft.before.rules.get("indicator") == ADDED:
        if _NEXT_ADDED.fullmatch(view.folded, draft.before.end, draft.number_start):
            return True  # 新增小巨人企业9家、高新技术企业58家
    if _BEGUN.match(view.folded, draft.end, view.end) and not view.folded.endswith(("with ", "of "), 0, draft.start):
        return True
    return _FIRMS_ADDED.search(view.text(start, draft.number_start)) is not None


def _are_new_jobs(draft: Draft) -> bool:
    """Say whether jobs are counted that are added to those there were."""
    noun = draft.quantity.noun
    if draft.unit_class == "person" and _ADDED_BEFORE.search(draft.view.text(draft.start - 36, draft.number_start)):
        return True
    if draft.unit_class != "person" or ("job" not in noun and "post" not in noun and "opportunit" not in noun):
        return False
    if _TO_CREATE.search(draft.view.text(draft.start - 40, draft.number_start)):
        return True
    if _CREATED.match(draft.view.folded, draft.end, draft.view.end):
        return True  # "Since 2010, 9,238 jobs have been created"
    added = draft.quantity.direction is not None and draft.view.folded.startswith("add", draft.start)
    return added or _JOBS_ADDED.search(noun) is not None
