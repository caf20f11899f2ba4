"""What kind of statement a figure is and how sure its source is: from the words of its clause."""

import re
from datetime import date

from pipelines.interpret.article import SentenceView
from pipelines.interpret.dating import is_booked_until
from pipelines.interpret.draft import Draft
from pipelines.interpret.stretches import is_first_of_two
from pipelines.recognise.mentions import Cue
from pipelines.text.endings import Ending
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_PAST = Scripts(
    r"(?<!to )\b(?:reached|was|were|had|rose|grew|fell|hit|achieved|exceeded|completed)\b|达到了|完成|实现了"
)
_BEATEN = re.compile(
    r"\b(?:above|exceed\w*|beat\w*|over|surpass\w*|met|meeting|hit|ahead of)\s+(?:the\s+|its\s+)?(?:[a-z-]+\s+)?\Z"
)
_PART_OF = re.compile(r"(?:%|per ?cent|pc) of (?:the|its|their|this|that) (?:[a-z]+ )?\Z")  # "78% of the annual target"
_NOW = Ending(
    r"\b(?:current|existing|present)(?: level of| figure of|(?: (?!target|goal|plan)[a-z]+){1,4} of)? \Z|"
    r"[由从](?:现在|目前|当前|如今|现有|去年|20\d\d年)的?[约近不足超]{0,2}\Z"
)  # "to a billion from the current 420 million"
_THERE_IS = Ending(r"\bthere (?:are|is|were) (?:(?:now|about|some|over|nearly|already|around|currently|only) )*\Z")
# "nobody knows what will be the effect"
_WHAT = re.compile(r"\b(?:what|how (?:much|many)[a-z ]{0,24}|whether[a-z ]{0,24}) \Z")
_THERE_IS_ZH = re.compile(r"现有[^,。;\d]{0,10}\Z")
# "has targeted the production of affordable dresses", "targets young buyers"
# "earnings stood at 16 billion against the target of 17": what was earned is no hope
_AGAINST_IT = re.compile(
    r"[^;.]{0,60}?\b(?:against|versus|compared (?:to|with)|short of|missing|missed|exceeding|beating|surpassing|"
    r"below|above) "
    r"(?:an? |the |its |their )?(?:[a-z]+ )?"
)
_BUYERS = re.compile(
    r" (?:at )?(?:the )?(?:[a-z-]+ ){0,2}?(?:production|markets?|segments?|customers?|consumers?|buyers?|audiences?)\b"
)
_GAUGED = re.compile(r" (?:gauged|judged|measured|understood|seen|attributed|traced|said)\b")
_IN_THE = re.compile(r"\s?(?:(?:in|during|for) )?(?:the )?")
_IS = re.compile(
    r" (?:have )?(?:be|been|have|number|employ|account|produce|make|export|contribute|earn|provide|generate|stand|"
    r"support|house|total)\b"
)
# "employs 450,000 people and is likely to add jobs": the hope is of the second verb
_NEXT_VERB = re.compile(
    r"\band (?:(?:(?:it|he|she|they|the) )?(?:[a-z.]+ ){0,3}?(?:has|had|have|set|fixed)|is|are|was|were|will|may|might|"
    r"could|should|aims?|plans?|expects?|hopes?|targets?)\b"
)
_WHICH_IT = re.compile(r",? (?:which|that|and (?:this|it|these)) (?:[a-z]+ ){0,2}")
# "wants to depend less on the US, which takes 35 percent"
_CONTRAST = re.compile(
    r"\b(?:whereas|while|although)\b|, but (?:the|it|they|this|these|its|now|currently|at present)\b|"
    r", which (?:now |already |currently |also |still )?(?:takes?|took|accounts?|accounted|has|have|had|is|are|"
    r"was|were|makes?|employs?|buys?|bought|absorbs?|holds?)\b"
)
_STRIVES = re.compile(r" (?:striving|aiming|targeting|hoping|aspiring)\b")
_FIRST_WORD = re.compile(r"\A\s*[a-z]+")
_NOT_YET = Scripts(r"\b(?:will|to be|is to|are to|shall)\b|将|拟")
# "has plans to build 11 parks", "is planning eleven parks"
_PLANS = re.compile(
    r"\b(?:plans?|planning)(?: to [a-z]+(?: up)?)? (?:(?:about|some|another|over|nearly|up to|more than|a further) )?\Z"
)
# What a park has cost so far: "opened in July 2016 at a cost of $246 million"
_SPENT = Scripts(
    r"\b(?<!be )(?<!being )(?:opened|inaugurated|completed|finished|commissioned|built)\b"
    r"(?!.*\b(?:will|plans?|to be)\b)|"
    r"累计|已(?:经)?(?:投|完成)|完成投资"
)
_CAPACITY_WORTH = re.compile(r"(?:生产能力|产能)(?:约|达到?|近|超过?|为)*\Z")  # 年生产能力超2000亿元
_WORKS_ZH = re.compile(r"的?[^,。;、\d]{0,18}?(?:项目|生产线|生产基地|技改|扩能|扩建工程)")
_MET_ZH = re.compile(r"(?<![要将拟未])(?:超额)?完成[^,。;]{0,16}\Z")  # 均完成目标的160%
_INVESTMENTS = frozenset({"investment"})
# Between two figures of one list of hopes: no word that begins a statement of its own, or a comparison with what was.
_NEW_STATEMENT = Scripts(
    r"[;!?。;]|\b(?:reached|was|were|had|has|have|is|rose|grew|fell|hit|achieved|exceeded|completed|stood|came|"
    r"made|sold|"
    r"exported|against|compared|than|after|while|but|although|currently|current|existing|now|"
    r"already|present|which|who|last (?:year|month|season)|(?:this|the) year before)\b|"
    r"\bfrom (?:about |some )?\Z|达到了|完成|实现了|去年|上年|目前|已|现有|比|由|从"
)

_IN_YEARS_TO_COME = re.compile(
    r"(?:未来|今后)[一二三四五六七八九十两几\d至到~-]{1,5}年(?:内|里|间|时间)?,|"
    r"[^。;]{0,24}(?:提出|计划|明确|要)[^。;\d]{0,4}用[一二三四五六七八九十两几\d至到~-]{1,5}年(?:左右)?的?时间"
)
_WHEN_BUILT = re.compile(r"达产|投产|建成|建好|投用|项目|全部|将")  # 投产后年可实现产值3亿元
# 投资3.7亿元,于2014年初建成并投入使用
_IS_BUILT = Scripts(
    r"(?:(?!将|预计|计划|拟|力争)[^。;\d]){0,6}(?:20\d\d年)?(?:(?!将|预计|计划|拟|力争)[^。;\d]){0,8}?(?:建成|"
    r"竣工|投入使用|投产)(?!后|时|达产)|"
    r"(?:兴建|建成|建起)的"
)


def assign_kinds(draft: Draft, published_on: date | None, previous: Draft | None = None) -> None:
    """Set statement_kind and obs_status; `previous` is the figure before in the same sentence."""
    view, clause = draft.view, draft.clause
    now, past = _is_told_as_it_is(view, draft, published_on), _is_past(draft, published_on)
    draft.statement_kind = _kind(draft, view, clause, now, past)
    if draft.statement_kind == "actual" and not now and published_on is not None and _ahead(view, draft, published_on):
        hoped = previous is not None and previous.statement_kind == "forecast" and _goes_on(previous, draft)
        draft.statement_kind = "forecast" if hoped else "target"
        draft.decide("statement_kind", draft.statement_kind, "", None, "a year to come")
    if draft.statement_kind == "actual" and not now and _IN_YEARS_TO_COME.match(view.folded, view.start, view.end):
        draft.statement_kind = "target"
        draft.decide("statement_kind", "target", "", None, "years to come")
    over = past and previous is not None and previous.period_end != draft.period_end
    if draft.statement_kind == "actual" and not (now or over) and previous is not None and _goes_on(previous, draft):
        draft.statement_kind = previous.statement_kind
        draft.decide("statement_kind", draft.statement_kind, "", None, "kind of the figure before it in the list")
    _status(draft, view, clause)


def _is_told_as_it_is(view: SentenceView, draft: Draft, published_on: date | None) -> bool:
    """Say whether hopes stand beside what is: "from the current 420 million", "15 billion in 2020 and expects"."""
    if _NOW.search(view.text(draft.start - 50, draft.start)) is not None or is_first_of_two(view, draft):
        return True
    if _THERE_IS_ZH.search(view.text(draft.start - 14, draft.start)) is not None:
        return True
    if _THERE_IS.search(view.text(draft.start - 40, draft.start)) is not None:
        return True
    if published_on is None:
        return False
    behind = next((p for p in view.periods if p.start >= draft.end), None)
    if behind is None or _IN_THE.fullmatch(view.folded, draft.end, behind.start) is None:
        return False
    # "was forecast to earn 5 billion in 2020" alone is what was hoped for then
    over = behind.end_date is not None and behind.end_date < published_on
    return over and len({p.end_date for p in view.periods if p.end_date is not None}) > 1


_WHILE_SO_MUCH = re.compile(r" (?:while|and) (?:[a-z]{0,3}[$€£¥₹.]{0,2} ?)?")


def _goes_on(previous: Draft, draft: Draft) -> bool:
    """Say whether a list of hopes goes on: "aims to earn 8 billion from Japan (up 9%), 3 billion from Korea"."""
    if previous.statement_kind not in ("target", "forecast"):
        return False
    between = draft.view.text(previous.end, draft.number_start)
    if _WHILE_SO_MUCH.fullmatch(between):
        return True  # "is set at 7 billion while 6.6 billion for woven garments"
    return _NEW_STATEMENT.search(between) is None


def _ahead(view: SentenceView, draft: Draft, published_on: date) -> bool:
    """Say whether the clause, up to the next amount, or the head of the sentence is dated after the publication."""
    for period in view.periods:
        if (period.start_date or period.end_date or published_on) <= published_on or is_booked_until(view, period):
            continue
        if view.folded.startswith("截", period.start) and period.end_date is not None:
            if period.end_date.year == published_on.year:
                continue  # 截至2025年, told in that year: up to now
        if period.start <= view.start + 12:
            return True
        if draft.clause.covers(period.span) and not any(
            draft.end <= other.start and other.end <= period.start for other in view.quantities
        ):
            return True  # but in "runs 360 looms and will add 120 next year" the 360 are there
    return False


def _near(draft: Draft, view: SentenceView, clause: Span) -> list[Cue]:
    """Return the words of kinds in the clause up to the next figure, or since the figure before."""
    before = Span(max(view.start, min(clause.start, draft.gap_start)), draft.number_start)
    beside = next((q for q in reversed(view.quantities) if q.end <= draft.start), None)
    if beside is not None and view.text(beside.end, draft.start) in ("、", "和", "及"):
        before = Span(min(before.start, view.clause(beside.span).start), before.end)  # 预计将突破700万人、90亿元
    end = min(clause.end, draft.gap_end)
    near = [
        cue for cue in view.kinds if (clause.start <= cue.span.start and cue.span.end <= end) or before.covers(cue.span)
    ]
    near = [cue for cue in near if not draft.quantity.number.overlaps(cue.span)]
    if draft.unit_class in ("enterprise", "person"):  # "with 28,000 enterprises striving for speed": those there are
        near = [cue for cue in near if cue.span.start != draft.end + 1 or not _STRIVES.match(view.folded, draft.end)]
    near = [
        cue
        for cue in near
        if cue.span.start < draft.end or not _AGAINST_IT.fullmatch(view.folded, draft.end, cue.span.start)
    ]
    near = [cue for cue in near if not _WHAT.search(view.text(cue.span.start - 40, cue.span.start))]
    return [cue for cue in near if not _PART_OF.search(view.text(cue.span.start - 40, cue.span.start))]


def _is_past(draft: Draft, published_on: date | None) -> bool:
    """Say whether the figure is dated, by its start and its end, before the day of writing."""
    if published_on is None or draft.period_start is None or draft.period_end is None:
        return False
    return draft.period_end < published_on


def _kind(draft: Draft, view: SentenceView, clause: Span, as_it_is: bool, past: bool) -> str:
    near = _near(draft, view, clause) if view.kinds else []
    if past:  # "in 2022, there will be more than 1,000 enterprises", translated from what has no tense
        near = [cue for cue in near if not view.folded.startswith("will ", cue.span.start)]
    if draft.rules.get("indicator") == "deals signed":
        return "contract"
    if draft.indicator == "output_volume" and _WORKS_ZH.match(view.folded, draft.end, view.end):
        if "年产" in view.text(clause.start, draft.start):
            draft.decide("statement_kind", "capacity", "年产", None, "works for so much a year")
            return "capacity"  # 年产120万台水泵技术改造项目
    if not near and draft.indicator not in _INVESTMENTS:
        return "actual"
    for name in ("target", "forecast") if not as_it_is else ():
        found = [c for c in near if c.key == name and not _over(view, c, draft) and not _tells_of_now(view, c)]
        if found:
            draft.decide(
                "statement_kind", name, found[-1].span.of(view.folded), found[-1].span, f"{name} word in the clause"
            )
            return name
    if draft.indicator == "output_volume" or _CAPACITY_WORTH.search(view.text(draft.start - 10, draft.number_start)):
        wanted: tuple[str, ...] = ("capacity",)
    elif draft.indicator in _INVESTMENTS:
        wanted = ("contract", "planned")
        spent = _SPENT.search(view.text(clause.start, draft.start)) is not None
        spent = spent or _IS_BUILT.match(view.text(draft.end, draft.end + 40)) is not None
        if draft.subject is not None and draft.subject.kind == "project" and not near and not spent:
            draft.decide("statement_kind", "planned", "", None, "investment in a named project")
            return "planned"
    else:
        start = max(view.start, min(clause.start, draft.gap_start))
        lead = view.text(start, draft.number_start)
        wanted = ("planned",) if not as_it_is and (_NOT_YET.search(lead) or _PLANS.search(lead)) else ()
    for name in wanted:
        found = [cue for cue in near if cue.key == name]
        if found:
            draft.decide(
                "statement_kind", name, found[-1].span.of(view.folded), found[-1].span, f"{name} word in the clause"
            )
            return name
    return "actual"


def _tells_of_now(view: SentenceView, cue: Cue) -> bool:
    """Say whether the words tell of what is: an estimate, or a yearly figure of no works to come: 年可实现."""
    if view.folded.startswith("年可", cue.span.start - 1):
        return _WHEN_BUILT.search(view.folded, view.start, view.end) is None
    return _is_estimate(view, cue)


_TO_BE_NAMED = re.compile(r"(?: to)? be (?:named|identified|quoted)\b")


def _is_estimate(view: SentenceView, cue: Cue) -> bool:
    """Say whether somebody reckons what is, and not what will be: "is estimated to be a Rs 500-crore trade"."""
    if _GAUGED.match(view.folded, cue.span.end) or (
        cue.span.of(view.folded).startswith("target") and _BUYERS.match(view.folded, cue.span.end)
    ):
        return True  # "its weight could be gauged from the fact that"
    if _TO_BE_NAMED.match(view.folded, cue.span.end):
        return True  # "a caster, who did not want to be named, sold 40,000 lamps"
    if not cue.span.of(view.folded).endswith("estimated to"):
        return False
    return _IS.match(view.text(cue.span.end, cue.span.end + 30)) is not None


def _over(view: SentenceView, cue: Cue, draft: Draft) -> bool:
    """Say whether the words tell of a target that was met: "exceeding the target, exports reached"."""
    if _MET_ZH.search(view.text(cue.span.start - 20, cue.span.start)):
        return True
    if cue.span.start > draft.end and view.text(cue.span.start - 4, cue.span.start) == "had ":
        return True  # "the 17,000-crore industry had expected a deal"
    if cue.span.start > draft.end:
        if _NEXT_VERB.search(view.text(draft.end, cue.span.start + 6)):
            return True
        if _WHICH_IT.fullmatch(view.folded, draft.end, cue.span.start):
            return True  # "whose exports were 435 million, which could be increased"
        return _BEATEN.search(view.text(cue.span.start - 30, cue.span.start)) is not None
    between = view.folded[cue.span.end : draft.number_start]
    if view.folded[cue.span.start : cue.span.end].endswith(" to"):
        between = _FIRST_WORD.sub("", between)  # "expected to hit"
    if _CONTRAST.search(between):
        return True
    return _PAST.search(between) is not None and _NOT_YET.search(between) is None


def _status(draft: Draft, view: SentenceView, clause: Span) -> None:
    if draft.statement_kind == "forecast":
        draft.obs_status = "F"
    elif found := [cue for cue in view.statuses if clause.covers(cue.span)]:
        draft.obs_status = found[-1].key
        draft.decide(
            "obs_status", draft.obs_status, found[-1].span.of(view.folded), found[-1].span, "status word in the clause"
        )
