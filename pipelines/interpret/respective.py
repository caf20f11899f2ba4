"""Respectively: a row of figures shared out over a row of places or of periods of the same length.

"In 2015 and 2016 their output was 3.069 billion yuan and 3.681 billion yuan respectively"; 三地产值分别为 …
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TypeVar

from pipelines.interpret.article import Article, SentenceView
from pipelines.interpret.draft import Draft
from pipelines.interpret.entities import Discourse, entity_of
from pipelines.interpret.measures import growth_indicator, indicator_of
from pipelines.interpret.movements import ADDED
from pipelines.interpret.parts import Actor
from pipelines.interpret.period_bases import is_base
from pipelines.interpret.restating import is_conversion
from pipelines.recognise.mentions import Cue, Period
from pipelines.text.scripts import Scripts

_Mention = TypeVar("_Mention", Actor, Cue, Period)
_FLOWS = frozenset({"money", "goods"})
_GROWING = _FLOWS | {"enterprise", "person", "shop", "machine"}
_PLAIN_ROW = 3  # so many places and as many figures belong together without a word
_SAID = Scripts(r"\brespectively\b|分别")
# "The two towns have 8,500 and 4,000 makers": those named one beside the other in the sentence before
_THE_TWO = re.compile(r"\b(?:the|these|those) (?:two|three|four|pair)\b|\b(?:both|they|their)\b.*\brespectively\b")
_NUMBERS = {"two": 2, "three": 3, "four": 4}
_SEAT = re.compile(r",? in (?:the )?(?:[a-z]+ of )?")
_SEATED = re.compile(r" in [a-z' -]{3,30}?(?= and |, )")
_IN = re.compile(r",? (?:in|for|during|over|at the end of) (?:the )?")
_ROW_GAP = re.compile(r"(?:'s)?\s*(?:,|、|和|及|and|,\s*and|&)\s*(?:the\s+|by\s+)?")


# 大唐、山下湖分别有袜企400家、珍珠商户600户: figures of any kind, up to the end of the clause
_ZH_SHARED = re.compile(r"分别|各(?=[有为达占])")
_ZH_UP_TO = re.compile(r"[,;。]|分别")
_ITS_TRADE = re.compile(r"[一-鿿]{1,5}[、和及与]")
_PERIOD_TOO = re.compile(r"(?:[^,;。\d]|(?:19|20)\d\d年){2,20}")
_NEXT_CLAUSE = re.compile(r"[,;][^,;。\d]{0,8}")
_ZH_NO_MORE = re.compile(r"[^,;。\d]{0,12}")


def share_out(article: Article, discourse: Discourse, view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give each figure of a row its own place or period, where the sentence says "respectively"."""
    if len(drafts) < 2:
        return
    if not view.text(view.start, view.end).isascii():
        _share_clause(article, discourse, view, drafts)
    said = _SAID.search(view.text(view.start, view.end)) is not None
    for row in _rows(view, drafts):
        if (before := _row_before(discourse, view, row)) and (said or _counted(view, row)):
            for draft, actor in zip(row, before, strict=True):
                _own(article, discourse, draft, actor)
            continue
        if not said and (len(row) < _PLAIN_ROW or row[0].unit_class not in ("goods", "money")):
            continue
        _grow(view, drafts, row)
        if said:
            _grow_each(view, row)
        start = row[0].quantity.start
        named = [a for a in discourse.actors[view.index] if a.span.end <= start and (a.place or a.kind == "project")]
        if not said:
            named = [a for a in named if a.role in ("listed", "subject")]
        named = _without_seats(view, named)
        if row[0].measure == "export" or (row[0].unit_class == "percent" and not row[0].grows):
            # they are where the goods go: but "Vietnam's and Cambodia's fell by 6 and 11 percent"
            named = [a for a in named if not _is_abroad(view, a) or view.folded.startswith("'s ", a.span.end)]
        actors = _last_row(view, named, len(row))
        if actors:
            for draft, actor in zip(row, actors, strict=True):
                _own(article, discourse, draft, actor)
            continue
        if not said:
            continue
        dated = [p for p in view.periods if p.end_date is not None]
        if any(is_base(view, p) for p in dated if p.end <= start):
            continue  # 占比分别较1-9月份和上年同期提高0.1和1.2个百分点
        told = [p for p in dated if p.end <= start]
        periods = _periods_behind(view, dated, row) or _last_row(view, told, len(row))
        periods = periods or _each_year(told[-1:], len(row))
        for draft, period in zip(row, periods, strict=False):
            _date(article, draft, period)


def _row_before(discourse: Discourse, view: SentenceView, row: Sequence[Draft]) -> list[Actor]:
    """Return the places of the sentence before that "the two towns" are, one for each figure."""
    if not _THE_TWO.search(view.text(view.start, row[0].start)):
        return []
    if any(actor.place for actor in discourse.actors[view.index] if actor.span.end <= row[0].start):
        return []
    named = [a for a in discourse.actors.get(view.index - 1, ()) if a.place and a.role in ("subject", "listed")]
    return named if len(named) == len(row) else []


def _without_seats(view: SentenceView, named: Sequence[Actor]) -> list[Actor]:
    """Leave out the places that the others lie in: "Datang in Zhejiang and Liaoyuan in Jilin"."""
    return [
        actor
        for before, actor in zip([None, *named], named, strict=False)
        if before is None or not _SEAT.fullmatch(view.folded, before.span.end, actor.span.start)
    ]


def _counted(view: SentenceView, row: Sequence[Draft]) -> bool:
    """Say whether "the two" are as many as the figures of the row, which need no "respectively" then."""
    said = _THE_TWO.search(view.text(view.start, row[0].start))
    return said is not None and _NUMBERS.get(said.group().rpartition(" ")[2]) == len(row)


def _share_clause(article: Article, discourse: Discourse, view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give the figures behind a Chinese "respectively" one by one to the places that stand in a row before it."""
    last: list[Actor] = []
    until = view.start
    for said in _ZH_SHARED.finditer(view.folded, view.start, view.end):
        stop = next((b for b in view.breaks if b >= said.end() and view.folded[b] != "、"), view.end)
        if (again := _ZH_UP_TO.search(view.folded, said.end(), stop)) is not None:
            stop = again.start()
        shared = [draft for draft in drafts if said.end() <= draft.number_start < stop]
        named = [a for a in discourse.actors[view.index] if a.place and a.span.end <= said.start()]
        if any(_is_abroad(view, a) for a in named):
            continue  # 对越南、孟加拉国出口分别为
        _share_alike(shared)
        _measure_each(view, shared, said.start())
        row = _last_row(view, named, len(shared)) if len(shared) > 1 else []
        if row and not (row[-1] is named[-1] and _ZH_NO_MORE.fullmatch(view.folded, row[-1].span.end, said.start())):
            row = []
        row = row or _trades_in_a_row(view, named, len(shared), said.start())
        if not row and len(last) == len(shared) and _NEXT_CLAUSE.fullmatch(view.folded, until, said.start()):
            row = last  # 三地交易额分别为…,同比分别增长
        row = row or _each_with_its_level(view, named, [d for d in drafts if d.end <= said.start()], said.start())
        if len(row) == len(shared) > 1:
            last, until = row, shared[-1].end
            for draft, actor in zip(shared, row, strict=True):
                _own(article, discourse, draft, actor)


def _trades_in_a_row(view: SentenceView, named: Sequence[Actor], length: int, end: int) -> list[Actor]:
    """Return the places named each with its trade before "respectively": 大朗毛织、厚街鞋业、虎门服装三地产值分别为."""
    row = list(named[-length:]) if length > 1 else []
    if len(row) < length or not row or not _PERIOD_TOO.fullmatch(view.folded, row[-1].span.end, end):
        return []
    gaps = [_ITS_TRADE.fullmatch(view.folded, a.span.end, b.span.start) for a, b in pairwise(row)]
    return row if all(gaps) else []


def _each_with_its_level(view: SentenceView, named: Sequence[Actor], levels: Sequence[Draft], end: int) -> list[Actor]:
    """Return the places that stand each before a level of its own: 温州18亿元、宁波16亿元,增速分别为."""
    if not levels or not _NEXT_CLAUSE.fullmatch(view.folded, levels[-1].end, end):
        return []
    return [a for a in named if any(a.span.end == d.start for d in levels)]


def _measure_each(view: SentenceView, shared: Sequence[Draft], end: int) -> None:
    """Give each amount of a row its own measure: 税收、出口分别完成5.1亿元、2.6亿元."""
    if len(shared) < 2 or any(draft.unit_class != "money" or draft.grows for draft in shared):
        return
    named = [cue for cue in view.measures if cue.span.end <= end]
    row = _last_row(view, named, len(shared))
    if not row or len({cue.key for cue in row}) < 2 or view.folded[row[-1].span.end : end].strip():
        return
    for draft, cue in zip(shared, row, strict=True):
        draft.measure, draft.indicator = cue.key, indicator_of(view.vocabulary, cue.key, "money")
        draft.decide("indicator", draft.indicator, cue.span.of(view.folded), cue.span, "measure before the figure: row")


def _share_alike(shared: Sequence[Draft]) -> None:
    """Give the shares of a row the whole of the first: 分别占全国的80%、65%."""
    first = shared[0] if shared else None
    if first is None or first.indicator != "market_share":
        return
    for draft in shared[1:]:
        if draft.unit_class == "percent" and draft.indicator == "other_percent" and not draft.grows:
            draft.indicator, draft.share_scope, draft.share_of = first.indicator, first.share_scope, first.share_of
            draft.decide("indicator", draft.indicator, "", first.quantity.span, "share of the whole told in its row")


def _is_abroad(view: SentenceView, actor: Actor) -> bool:
    return actor.role == "destination" or (
        actor.kind == "country" and actor.place is not None and actor.place.place_code != view.home
    )


def _grow(view: SentenceView, drafts: Sequence[Draft], row: Sequence[Draft]) -> None:
    """Give each growth of a row the level that grew: "利税12亿元，同比分别增长18%和20%"."""
    start = row[0].quantity.start
    levels = [d for d in drafts if d.unit_class in _GROWING and d.quantity.end <= start]
    if len(levels) > len(row):  # "2 billion yuan (about 280 million dollars)" is one level
        levels = [d for d in levels if d.before is None or not is_conversion(d.before, d)]
    if len(levels) > len(row):
        levels = [d for d in levels if d.unit_class in _FLOWS]
    if len(levels) > len(row):
        levels = [d for d in levels if ";" not in view.text(d.quantity.end, start)]
    if not all(d.grows for d in row) or len(levels) != len(row):
        return
    for draft, level in zip(row, levels, strict=True):
        added = level.rules.get("indicator") == ADDED
        if level.measure is not None or added:
            of_goods = level.unit_class == "goods"
            draft.measure, draft.growth_of = level.measure, None
            if level.measure is not None and not added:
                draft.growth_of = growth_indicator(view.vocabulary, level.measure, of_goods)
            draft.decide("growth_of", draft.growth_of, "", level.quantity.span, "growth of the level in its row")


def _grow_each(view: SentenceView, row: Sequence[Draft]) -> None:
    """Give each growth of a row the measure that grew: "sales and exports rose by 9 and 14 percent"."""
    if not all(draft.grows for draft in row):
        return
    named = _last_row(view, [cue for cue in view.measures if cue.span.end <= row[0].start], len(row))
    for draft, cue in zip(row, named, strict=False):
        draft.measure = cue.key
        draft.growth_of = growth_indicator(view.vocabulary, cue.key, False)
        draft.decide("growth_of", draft.growth_of, cue.span.of(view.folded), cue.span, "measure before the figure: row")


def _rows(view: SentenceView, drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Return the rows of two or more figures of one class with nothing but commas between them."""
    rows: list[list[Draft]] = [[drafts[0]]]
    for first, second in pairwise(drafts):
        gap = view.folded[first.end : second.start]
        alike = first.unit_class == second.unit_class or (first.grows and second.grows)  # 增长83.8%和1.4倍
        if alike and _ROW_GAP.fullmatch(gap):
            rows[-1].append(second)
        else:
            rows.append([second])
    return [row for row in rows if len(row) > 1]


def _periods_behind(view: SentenceView, dated: Sequence[Period], row: Sequence[Draft]) -> list[Period]:
    """Return the periods right behind a row: "fell 5.7 and 3.9 percent in 2015 and 2016 respectively"."""
    behind = [p for p in dated if p.start >= row[-1].end][: len(row)]
    if len(behind) < len(row) or not _IN.fullmatch(view.folded, row[-1].end, behind[0].start):
        return []
    return _last_row(view, behind, len(row))


def _each_year(stretch: Sequence[Period], length: int) -> list[Period]:
    """Return the years of a stretch that has as many: "from 2017 to 2019 they were 2.3, 2.5 and 2.8 respectively"."""
    for period in stretch:
        start, end = period.start_date, period.end_date
        if start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            years = range(start.year, end.year + 1)
            if len(years) == length:
                return [
                    replace(period, start_date=date(y, 1, 1), end_date=date(y, 12, 31), time_period=str(y))
                    for y in years
                ]
    return []


def _last_row(view: SentenceView, mentions: Sequence[_Mention], length: int) -> list[_Mention]:
    """Return the last row of `length` mentions that stand side by side; empty where there is none."""
    for end in range(len(mentions), length - 1, -1):
        row = list(mentions[end - length : end])
        if all(_ROW_GAP.fullmatch(view.folded, _end(view, a), b.span.start) for a, b in pairwise(row)):
            return row
    return []


def _end(view: SentenceView, mention: Actor | Cue | Period) -> int:
    """Return where a member of a row ends, with the place that it lies in."""
    seated = _SEATED.match(view.folded, mention.span.end) if isinstance(mention, Actor) else None
    return seated.end() if seated is not None else mention.span.end


def _own(article: Article, discourse: Discourse, draft: Draft, actor: Actor) -> None:
    draft.subject = entity_of(article, discourse, actor).subject()
    draft.decide("subject", draft.subject.name, article.quote(actor.span), actor.span, "subject before the figure: row")


def _date(article: Article, draft: Draft, period: Period) -> None:
    draft.period_start, draft.period_end, draft.time_period = period.start_date, period.end_date, period.time_period
    draft.period_basis = period.basis
    words = article.quote(period.span)
    draft.decide("period", period.time_period or "", words, period.span, "period before the figure in its clause")
