"""Figures in tables: measure from the column, subject from the row, period from the column's head or the lines above.

A growth column tells of the figure to its left. The row of a total is the whole's.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from pipelines.interpret.article import Article
from pipelines.interpret.compared import like_stretch
from pipelines.interpret.draft import Draft, Subject
from pipelines.interpret.entities import LOCAL, Discourse, Entity
from pipelines.interpret.measures import growth_indicator, indicator_of, speaks_of
from pipelines.recognise.grids import Grid, find_grids, is_year
from pipelines.recognise.headers import GROWTH
from pipelines.recognise.mentions import Period, Place
from pipelines.recognise.products import products_within
from pipelines.text.scripts import Scripts
from pipelines.text.spans import Span

_SHARE = Scripts(r"\bshare\b|proportion|占|比重|份额|% of\b")
_WIDE = Scripts(r"\b(?:nation|national|country|china|india|world|province)\b|全国|全省|世界|全球|中国")
_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b.*|(?:the )?(?:whole|all)\b.*|sum\b.*|nation(?:al)?\b.*|"
    r"合计|总计|总|全国.*|小计|共计"
)
_BUYERS = re.compile(r"\b(?:markets|destinations|buyers|customers)\b|主要市场|出口市场|目的地")
_TO = re.compile(r"\b(?:to|into) (?:the )?\Z")
_THIS_MONTH = re.compile(r"(?:本|当)月(?:产量|数|值|止)?|(?:this |current )?month|(?:for |in )the month")
_EXPORTING = re.compile(r"\bexport(?:ing|ers?)\b")  # "Top exporting clusters"
_OTHERS = re.compile(r"(?:all |the )?(?:others?|rest|remaining|remainder)\b|其他|其它|其余")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"(?:in |for )?(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_ZH = re.compile(r"(1[0-2]|[1-9])月份?")
Mention = TypeVar("Mention", Place, Period)


@dataclass(frozen=True)
class Cell:
    """Where a figure stands in its table."""

    grid: Grid
    row: int
    column: int

    @property
    def name(self) -> Span:
        """The first cell of the row that is a name, behind a serial number if need be."""
        return self.grid.rows[self.row][0]

    @property
    def texts(self) -> tuple[Span, ...]:
        """The cells of words beside the name: a state, a product."""
        return self.grid.texts[self.row] if self.grid.texts else ()

    @property
    def head(self) -> Span | None:
        return self.grid.column(self.column)

    @property
    def heading(self) -> Span | None:
        """The head of the column; of a table without heads the line above it."""
        return self.grid.above[-1] if not self.grid.header and self.grid.above else self.head

    def heads_leftwards(self) -> list[Span]:
        """Return the heads from this column to the left."""
        heads = (self.grid.column(index) for index in range(self.column, 0, -1))
        return [head for head in heads if head is not None]


@dataclass(frozen=True)
class Tables:
    """The cells of the article's tables by the offset at which their number begins, and what may head them."""

    cells: Mapping[int, Cell]
    places: Sequence[Place] = ()
    periods: Sequence[Period] = ()
    titles: Sequence[Span] = ()
    levels: dict[tuple[int, int], Draft] = field(default_factory=dict)  # the last level of each row: grid, row


def find_tables(article: Article) -> Tables:
    """Return the tables of the article, with all places and periods in order where there is one."""
    cells = _cells(article)
    if not cells:
        return Tables(cells)
    places = sorted((place for view in article.views for place in view.places), key=lambda place: place.span)
    periods = sorted((period for view in article.views for period in view.periods), key=lambda period: period.span)
    titles = [view.sentence.span for view in article.views if view.sentence.kind == "title"][:1]
    return Tables(cells, places, periods, titles)


def _cells(article: Article) -> dict[int, Cell]:
    return {
        digit.start(): Cell(grid, row, column)
        for grid in find_grids(article.folded)
        for row, cells in enumerate(grid.rows)
        for column, span in enumerate(cells[1:], 1)
        if (digit := _DIGIT.search(article.folded, span.start, span.end)) is not None
    }


def measure_cells(article: Article, tables: Tables, drafts: Sequence[Draft]) -> None:
    """Give the figures of a table the measure that their column says."""
    for draft in drafts:
        cell = tables.cells.get(draft.number_start)
        if cell is None or draft.unit_class in ("number", "other"):
            continue
        row = cell.grid.rows[0][0].start, cell.row
        draft.rejected = None
        head = cell.heading.of(article.folded) if cell.heading is not None else ""
        if draft.unit_class in ("percent", "points") and (GROWTH.search(head) or draft.quantity.direction):
            _grow(article, tables, cell, draft, tables.levels.get(row))
        elif draft.unit_class == "percent":
            _share(draft, head)
        else:
            _measure(article, tables, cell, draft)
            tables.levels[row] = draft


def _measure(article: Article, tables: Tables, cell: Cell, draft: Draft) -> None:
    measure = _said(article, tables, cell, draft.unit_class)
    if measure is None and (above := tables.levels.get((cell.grid.rows[0][0].start, cell.row - 1))) is not None:
        measure = above.measure if above.unit_class == draft.unit_class else None  # 其中:服装
    if measure is None and draft.unit_class == "goods":
        measure = "output"
    draft.grows, draft.growth_of, draft.direction = False, None, None
    draft.measure = measure or draft.measure
    draft.indicator = indicator_of(article.vocabulary, measure, draft.unit_class)
    draft.decide("indicator", draft.indicator, _words(article, cell), cell.head, "column of a table")


def _grow(article: Article, tables: Tables, cell: Cell, draft: Draft, level: Draft | None) -> None:
    head = [cell.head] if cell.head is not None else []
    measure = _measure_in(article, head, "money") or (level.measure if level is not None else None)
    if measure is None:
        measure = _measure_in(article, [*cell.grid.above[::-1], *tables.titles], "money")
    known = draft.growth_of if level is None and draft.measure == measure else None  # by the words around
    draft.indicator, draft.grows, draft.measure = "growth_rate", True, measure
    draft.direction = draft.quantity.direction or _sign(article, draft)
    if level is not None and (measure is None or measure == level.measure):
        draft.growth_of = level.indicator
    elif measure is not None:
        volume = level is not None and level.unit_class == "goods"
        draft.growth_of = known or growth_indicator(article.vocabulary, measure, volume)
    draft.decide("indicator", "growth_rate", _words(article, cell), cell.head, "column of a table")


def _sign(article: Article, draft: Draft) -> str:
    start = draft.number_start
    return "decrease" if "-" in article.folded[max(0, start - 2) : start] else "increase"


def _share(draft: Draft, head: str) -> None:
    draft.grows, draft.direction = False, None
    if not _SHARE.search(head):
        return
    draft.indicator = "market_share" if _WIDE.search(head) else "other_percent"
    draft.share_of, draft.share_scope = head, "nation" if _WIDE.search(head) else "other"
    draft.decide("indicator", draft.indicator, head, None, "column of a table")


def _said(article: Article, tables: Tables, cell: Cell, unit_class: str) -> str | None:
    """Return the measure of the column or the row, else of the lines above, the title, the sentence before."""
    head = [cell.head] if cell.head is not None else []
    below = [cell.grid.below] if cell.grid.below is not None else []
    spans = [*head, cell.name, *cell.grid.above[::-1], *below, *tables.titles]
    return _measure_in(article, spans, unit_class) or _measure_in(article, _before(article, cell.grid), unit_class)


def _before(article: Article, grid: Grid) -> list[Span]:
    """Return the last sentence of the text before a table."""
    top = min(span.start for span in (*grid.above, *grid.header, grid.rows[0][0]))
    ends = [view for view in article.views if view.end <= top + 1 and view.sentence.kind == "body"]
    return [ends[-1].sentence.span] if ends else []


def _measure_in(article: Article, spans: Sequence[Span], unit_class: str) -> str | None:
    for span in spans:
        for cue in article.search.find("indicator", span.start, span.end):
            if speaks_of(article.vocabulary, cue.key, unit_class):
                return cue.key
    told = any(_EXPORTING.search(article.folded, span.start, span.end) for span in spans)
    return "export" if told and speaks_of(article.vocabulary, "export", unit_class) else None


def _words(article: Article, cell: Cell) -> str:
    return article.quote(cell.head) if cell.head is not None else ""


def settle_cells(article: Article, discourse: Discourse, tables: Tables, drafts: Sequence[Draft]) -> None:
    """Give the figures of a table the subject of their row and the period of their column or heading."""
    for draft in drafts:
        cell = tables.cells.get(draft.number_start)
        if cell is None:
            continue
        subject = _subject(article, discourse, tables, cell)
        if subject is not None:
            draft.subject = subject
            draft.decide("subject", subject.name, article.quote(cell.name), cell.name, "row of a table")
        _cover(article, cell, draft)
        period = _of_row(article, tables, cell) or _period(tables, cell)
        if period is not None:
            period = like_stretch(period, _stretches(article, tables, cell))
            draft.period_start, draft.period_end = period.start_date, period.end_date
            draft.time_period, draft.period_basis = period.time_period, period.basis
            _narrow(article, cell, draft)
            words = article.quote(period.span)
            draft.decide("period", period.time_period or "unknown", words, period.span, "heading of a table")


def _cover(article: Article, cell: Cell, draft: Draft) -> None:
    """Give the figure the firms that its row or column is of: 规上企业数."""
    table = article.vocabulary.table("scopes")
    for span in (cell.name, cell.head):
        for cue in article.search.find("scope", span.start, span.end) if span is not None else ():
            if "of" not in table[cue.key]:
                draft.scope = cue.key
                draft.decide("scope", cue.key, article.quote(cue.span), cue.span, "heading of a table")


def _narrow(article: Article, cell: Cell, draft: Draft) -> None:
    """Date a column of a year by the month that heads the table: MARCH over 2012, 2013 and their change."""
    head = cell.head.of(article.folded).strip() if cell.head is not None else ""
    if _THIS_MONTH.fullmatch(head) and draft.period_end is not None:
        draft.period_start = draft.period_end.replace(day=1)
        draft.time_period = f"{draft.period_end:%Y-%m}"
        return
    if draft.time_period is None or _YEAR.fullmatch(draft.time_period) is None:
        return
    for span in (cell.name, *cell.grid.above):
        month = _month(article, span)
        if month is not None:
            year = int(draft.time_period)
            draft.period_start = date(year, month, 1)
            draft.period_end = date(year, month, monthrange(year, month)[1])
            draft.time_period = f"{year}-{month:02d}"
            return


def _month(article: Article, span: Span) -> int | None:
    """Return the number of the month that a cell or a line names."""
    words = span.of(article.folded).strip(" |.:")
    if (chinese := _MONTH_ZH.fullmatch(words)) is not None:
        return int(chinese[1])
    named = _MONTH.fullmatch(words)
    return _MONTHS.index(named["month"][:3]) + 1 if named is not None else None


def name_goods(article: Article, tables: Tables, drafts: Sequence[Draft]) -> None:
    """Give the figures of a table the product that names their row, else their column; of rows of years, the table."""
    for draft in drafts:
        cell = tables.cells.get(draft.number_start)
        if cell is None:
            continue
        dated = _is_dated(article, cell)
        for span in (cell.name, *cell.texts, cell.head, *(cell.grid.above[::-1] if dated else ())):
            cues = products_within(article.folded, span.start, span.end, article.vocabulary) if span else []
            if cues:
                draft.product = cues[0].key
                draft.decide("product", draft.product, article.quote(span or cues[0].span), span, "row of a table")
                break
        else:
            if cell.grid.units or _measure_in(article, [cell.name], "money"):
                draft.product = None  # a row that is a measure is none of the goods of the row before
                draft.decide("product", "none", article.quote(cell.name), cell.name, "row of a table")


def _is_dated(article: Article, cell: Cell) -> bool:
    """Say whether a year or a month names the row."""
    return is_year(cell.name.of(article.folded)) or _month(article, cell.name) is not None


def _subject(article: Article, discourse: Discourse, tables: Tables, cell: Cell) -> Subject | None:
    places = [place for span in (cell.name, *cell.texts) for place in _inside(tables.places, span)]
    if places and (entity := _entity(discourse, places[0])) is not None:
        seller = _seller(article, discourse, tables, cell) if entity.level == "country" else None
        return (seller or entity).subject()
    words = cell.name.of(article.folded).strip()
    if _TOTAL.fullmatch(words) or _OTHERS.match(words):
        whole = _whole(discourse, tables, cell)
        return whole.subject() if whole is not None else None
    if _is_dated(article, cell):
        heading = _of_heading(discourse, tables, cell)
        return heading.subject() if heading is not None else None
    return _unknown(article, discourse, tables, cell)


def _seller(article: Article, discourse: Discourse, tables: Tables, cell: Cell) -> Entity | None:
    """Return whose exports a table parts by the countries that buy: "Exports of knitwear from Tiruppur, by country"."""
    rows = {place.start for row in cell.grid.rows for place in _inside(tables.places, row[0])}
    for span in (*cell.grid.above[::-1], *tables.titles):
        exports = any(cue.key == "export" for cue in article.search.find("indicator", span.start, span.end))
        if not exports and not _BUYERS.search(article.folded, span.start, span.end):
            continue
        for place in _inside(tables.places, span):
            lead = article.folded[max(span.start, place.start - 12) : place.start]
            if place.start not in rows and not _TO.search(lead):
                return _entity(discourse, place)
        main = discourse.main
        return main if main is not None and main.kind in LOCAL else None
    return None


def _unknown(article: Article, discourse: Discourse, tables: Tables, cell: Cell) -> Subject | None:
    """Return the subject of a row whose name no table of places has, where other rows name places: never theirs."""
    named = [place for row in cell.grid.rows for place in _inside(tables.places, row[0])]
    other = next((entity for place in named if (entity := _entity(discourse, place)) is not None), None)
    span = cell.name
    if other is None or article.search.find("indicator", span.start, span.end):
        return None
    if _inside(tables.periods, span) or products_within(article.folded, span.start, span.end, article.vocabulary):
        return None
    seller = _seller(article, discourse, tables, cell) if other.level == "country" else None
    return seller.subject() if seller else Subject(" ".join(article.quote(span).split()), other.subject().kind)


def _whole(discourse: Discourse, tables: Tables, cell: Cell) -> Entity | None:
    """Return what the rows add up to: the place of the heading, else the country, where rows are its parts."""
    rows = any(_inside(tables.places, row[0]) for row in cell.grid.rows)
    return _of_heading(discourse, tables, cell) or (discourse.country if rows else discourse.main)


def _of_heading(discourse: Discourse, tables: Tables, cell: Cell) -> Entity | None:
    """Return the place that the lines above a table name, or the title."""
    rows = {place.start for row in cell.grid.rows for place in _inside(tables.places, row[0])}
    for span in (*cell.grid.above[::-1], *tables.titles):
        for place in _inside(tables.places, span):
            if place.start not in rows and (entity := _entity(discourse, place)) is not None:
                return entity
    return None


def _inside(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """Return the mentions inside a span; they are in order."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return [mention for mention in mentions[first:last] if span.covers(mention.span)]


def _entity(discourse: Discourse, place: Place) -> Entity | None:
    return discourse.entities.get(place.place_code) if place.place_code is not None else None


def _stretches(article: Article, tables: Tables, cell: Cell) -> list[Period]:
    """Return the parts of a year that the lines above a table name: "January-June" over columns of years."""
    if any(_month(article, span) is not None for span in cell.grid.above):
        return []  # MARCH beside JANUARY - MARCH: its own columns
    above = [p for span in cell.grid.above for p in _inside(tables.periods, span)]
    return [p for p in above if p.kind in ("months", "quarter", "half") and p.end_date is not None]


def _of_row(article: Article, tables: Tables, cell: Cell) -> Period | None:
    """Return the year or the month that names the row."""
    month = _month(article, cell.name)
    if month is not None:
        return _of_month(article, tables, cell, month)
    if not is_year(cell.name.of(article.folded)):
        return None
    return next((p for p in _inside(tables.periods, cell.name) if p.end_date is not None), None)


def _of_month(article: Article, tables: Tables, cell: Cell, month: int) -> Period | None:
    """Return the month of a row, in the year of the heading or else of the rows, which months in order share."""
    heading = _period(tables, cell)
    if heading is not None and heading.kind == "year":
        return heading  # narrowed later
    dated = [p for row in cell.grid.rows for p in _inside(tables.periods, row[0]) if p.start_date is not None]
    own = next((p for p in dated if cell.name.covers(p.span)), None)
    months = [_month(article, row[0]) or 0 for row in cell.grid.rows]
    first = min(dated, key=lambda p: p.start_date or date.max, default=None) if months == sorted(months) else own
    if first is None or first.start_date is None:
        return None
    start = date(first.start_date.year, month, 1)
    end = start.replace(day=monthrange(start.year, month)[1])
    return replace(first, span=cell.name, start_date=start, end_date=end, time_period=f"{start:%Y-%m}")


def _period(tables: Tables, cell: Cell) -> Period | None:
    spans = (*cell.heads_leftwards(), *cell.grid.above[::-1], *tables.titles)
    found = [p for span in spans for p in _inside(tables.periods, span) if p.end_date is not None and not p.comparison]
    stated = (period for period in found if period.basis == "stated")  # 本月累计 in a table of 2018年1-2月
    return next(stated, found[0] if found else None)
