"""Shown: the rows that the pages of clusters show, chosen once for all pages to be written and read a few at a time.

What is chosen stands in temporary tables, so that the long tables of a large corpus are looked through once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.report.read import TELLING, Connection, Row, rows


@dataclass(frozen=True, slots=True)
class Most:
    """How many rows of each kind a cluster's page shows: those that the most sources bear out, then the surest."""

    figures: int = 150
    statements: int = 200
    conflicts: int = 60
    points: int = 150  # of a chart


LINKS = 12  # of the statements behind one figure


@dataclass(slots=True)
class ClusterFacts:
    """All that a cluster's page shows; each row's `of_all` says how many there are of its kind."""

    cluster: Row
    output: list[Row] = field(default_factory=list)
    employment: list[Row] = field(default_factory=list)
    position: list[Row] = field(default_factory=list)
    channels: list[Row] = field(default_factory=list)
    profile: list[Row] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    sides: list[Row] = field(default_factory=list)  # the words of both sides of the conflicts
    statements: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of rows on a cluster's page: whence, what of them, how many, which first, and in which order."""

    table: str
    columns: str
    most: int
    best: str
    order: str


_SUREST = "source_count desc, confidence desc, period_end desc nulls last"
_PERIOD = "time_period, period_start, period_end, period_key"
_BEHIND = f"observation_ids[:{LINKS}] as observation_ids"
_FIGURE = f"""
    indicator, product, unit, scope, value, value_low, value_high, qualifier, growth_pct, growth_computed_pct,
    value_usd, fx_rate, fx_year, {_PERIOD}, agreement, source_count, {_BEHIND}, chosen_observation_id
"""


def _kinds(most: Most) -> dict[str, _Kind]:
    series = "product, indicator, unit, scope, period_key"
    return {
        "output": _Kind("marts.cluster_output", _FIGURE, most.figures, _SUREST, series),
        "employment": _Kind("marts.cluster_employment", _FIGURE, most.figures, _SUREST, series),
        "position": _Kind(
            "marts.cluster_position",
            f"""
            product, unit, value, value_low, value_high, qualifier, share_basis, share_scope, share_of, {_PERIOD},
            agreement, source_count, {_BEHIND}, chosen_observation_id
            """,
            most.figures,
            _SUREST,
            "product, indicator, share_basis, share_scope, share_of, period_key",
        ),
        "channels": _Kind(
            "marts.trade_channel_mix",
            f"""
            channel_group, channel, share_pct, share_low, share_high, qualifier, share_basis, share_scope, share_of,
            method, signals, trend, {_PERIOD}, statement_ids[:{LINKS}] as statement_ids, {_BEHIND}
            """,
            most.figures,
            "source_count desc, confidence desc",
            """
            channel_group, channel, share_pct desc nulls last, share_basis, share_scope, share_of, product, period_key,
            method
            """,
        ),
        "profile": _Kind(
            "marts.cluster_profile",
            f"""
            measure, unit, value, value_low, value_high, qualifier, time_period, period_key, plausibility, agreement,
            {_BEHIND}
            """,
            most.figures,
            "measure",
            "measure, unit",
        ),
        "conflicts": _Kind(
            "marts.conflict",
            "conflict_id, subject, indicator, product, likely_cause, explanation, settled_by, observation_ids",
            most.conflicts,
            TELLING,
            "conflict_id",
        ),
    }


_STATEMENTS_IN_ORDER = 'indicator, unit, period_end nulls last, document_id, "start", observation_id'
_SAID = """
    observation_id, indicator, growth_of, product, unit, value, value_low, value_high, qualifier, statement_kind,
    time_period, period_start, period_end, quote, title, publisher, published_on
"""


def choose(connection: Connection, clusters: Sequence[str], most: Most | None = None) -> None:
    """Choose the rows that the pages of the named clusters show."""
    most, given = most or Most(), {"clusters": list(clusters)}
    for name, kind in _kinds(most).items():
        connection.execute(
            f"""
            create or replace temp table shown_{name} as
            with chosen as (
                select *, count(*) over (partition by cluster_id) as of_all
                from {kind.table} where cluster_id in (select unnest($clusters))
                qualify row_number() over (partition by cluster_id order by {kind.best}, {kind.order}) <= {kind.most}
            )
            select cluster_id, {kind.columns}, of_all,
                   row_number() over (partition by cluster_id order by {kind.order}) as place
            from chosen
            """,
            given,
        )
    connection.execute(
        f"""
        create or replace temp table shown_statements as
        with least as (  -- how sure the last one shown is: to put these few in order is quicker than all
            select cluster_id, count(*) as of_all, max(confidence, {most.statements})[-1] as least
            from core.observation where cluster_id in (select unnest($clusters)) and restates is null
            group by cluster_id
        ),
        chosen as (
            select observation_id, of_all
            from core.observation join least using (cluster_id) where confidence >= least and restates is null
            qualify row_number() over (
                partition by cluster_id order by confidence desc, {_STATEMENTS_IN_ORDER}
            ) <= {most.statements}
        )
        select cluster_id, {_SAID}, of_all,
               row_number() over (partition by cluster_id order by {_STATEMENTS_IN_ORDER}) as place
        from chosen join core.observation using (observation_id) join core.document using (document_id)
        """,
        given,
    )
    connection.execute(
        """
        create or replace temp table shown_sides as
        with chosen as (
            select distinct cluster_id, unnest(observation_ids) as evidence_id from shown_conflicts
        )
        select cluster_id, evidence_id, title, published_on, quote, sentence, 0 as place
        from chosen join marts.evidence using (evidence_id)
        """
    )


def clusters(connection: Connection, chosen: Sequence[Row]) -> list[ClusterFacts]:
    """Return what was chosen for the pages of these clusters."""
    found = {row["cluster_id"]: ClusterFacts(row) for row in chosen}
    for name in ("output", "employment", "position", "channels", "profile", "conflicts", "sides", "statements"):
        for row in _shown(connection, name, list(found)):
            getattr(found[row["cluster_id"]], name).append(row)
    return list(found.values())


def _shown(connection: Connection, name: str, clusters: list[str]) -> list[Row]:
    query = f"select * from shown_{name} where cluster_id in (select unnest(?)) order by cluster_id, place"
    return rows(connection, query, [clusters])


# ---- what is drawn

# A chart draws statements of what was, each at its date.
_DRAWN = "statement_kind = 'actual' and restates is null and coalesce(period_end, period_start) is not null"


@dataclass(frozen=True, slots=True)
class Series:
    """The statements of one indicator in one unit, which a chart may show."""

    cluster_id: str
    indicator: str
    unit: str


@dataclass(slots=True)
class Drawn:
    """All that the charts of a cluster's page draw."""

    cluster: Row
    points: list[Row] = field(default_factory=list)  # statements; `of_all` says how many their series has
    channels: list[Row] = field(default_factory=list)  # as its page shows them


def series(connection: Connection, indicators: Sequence[str]) -> list[Series]:
    """Return every series of the indicators that has at least two dates."""
    query = f"""
        select cluster_id, indicator, unit from core.observation
        where cluster_id is not null and {_DRAWN} and indicator in (select unnest(?))
        group by all having count(distinct coalesce(period_end, period_start)) > 1
        order by all
    """
    return [Series(**row) for row in rows(connection, query, [list(indicators)])]


def drawn(
    connection: Connection, chosen: Sequence[Row], charted: Iterable[Series], most: Most | None = None
) -> list[Drawn]:
    """Return what the charts of the chosen clusters draw, of those that have `charted` series."""
    known = {row["cluster_id"]: row for row in chosen}
    wanted = [one for one in charted if one.cluster_id in known]
    found = {one.cluster_id: Drawn(known[one.cluster_id]) for one in wanted}
    if not found:
        return []
    query = f"""
        with series as (
            select unnest($indicators) as indicator, unnest($units) as unit, unnest($clusters) as cluster_id
        ),
        chosen as (
            select observation_id, count(*) over (partition by cluster_id, indicator, unit) as of_all
            from core.observation join series using (cluster_id, indicator, unit) where {_DRAWN}
            qualify row_number() over (
                partition by cluster_id, indicator, unit order by confidence desc, observation_id
            ) <= {(most or Most()).points}
        )
        select cluster_id, {_SAID}, of_all
        from chosen join core.observation using (observation_id) join core.document using (document_id)
        order by cluster_id, indicator, unit, period_end nulls last, document_id, "start", observation_id
    """
    given = {
        "indicators": [one.indicator for one in wanted],
        "units": [one.unit for one in wanted],
        "clusters": [one.cluster_id for one in wanted],
    }
    for row in rows(connection, query, given):
        found[row["cluster_id"]].points.append(row)
    for row in _shown(connection, "channels", list(found)):
        found[row["cluster_id"]].channels.append(row)
    return list(found.values())
