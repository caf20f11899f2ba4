"""Reading the published warehouse for the report: SQL in, plain rows out. No page, no chart."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = Mapping[str, Any]


class Connection(Protocol):
    """What is needed of a DuckDB connection."""

    def execute(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> Any: ...

    def sql(self, query: str) -> Any: ...


def rows(connection: Connection, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> list[Row]:
    """Run a query and return its rows by column name."""
    result = connection.execute(query, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


@dataclass(frozen=True, slots=True)
class Series:
    """The statements of one indicator in one unit, which a chart may show."""

    cluster_id: str
    indicator: str
    unit: str


@dataclass(frozen=True, slots=True)
class Shown:
    """How many rows of each kind a cluster's page shows: those that the most sources bear out, then the surest."""

    figures: int = 150
    statements: int = 200
    conflicts: int = 60
    points: int = 150  # of a chart


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
    statements: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Drawn:
    """All that the charts of a cluster's page draw."""

    cluster: Row
    points: list[Row] = field(default_factory=list)  # statements; `of_all` says how many their series has
    channels: list[Row] = field(default_factory=list)  # as its page shows them


_SUREST = "source_count desc, confidence desc, period_end desc nulls last"
_PERIOD = "time_period, period_start, period_end, period_key"
_FIGURE = f"""
    indicator, product, unit, scope, value, value_low, value_high, qualifier, growth_pct, growth_computed_pct,
    value_usd, fx_rate, fx_year, {_PERIOD}, agreement, source_count, observation_ids, chosen_observation_id
"""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of rows on a cluster's page: whence, what of them, how many, which first, and in which order."""

    table: str
    columns: str
    limit: str
    best: str
    order: str


_BY_CLUSTER = {
    "output": _Kind("marts.cluster_output", _FIGURE, "figures", _SUREST, "product, indicator, unit, scope, period_key"),
    "employment": _Kind(
        "marts.cluster_employment", _FIGURE, "figures", _SUREST, "product, indicator, unit, scope, period_key"
    ),
    "position": _Kind(
        "marts.cluster_position",
        f"""
        product, unit, value, value_low, value_high, qualifier, share_basis, share_scope, share_of, {_PERIOD},
        agreement, source_count, observation_ids, chosen_observation_id
        """,
        "figures",
        _SUREST,
        "product, indicator, share_basis, share_scope, share_of, period_key",
    ),
    "channels": _Kind(
        "marts.trade_channel_mix",
        f"""
        channel_group, channel, share_pct, share_low, share_high, qualifier, share_basis, share_scope, share_of, method,
        signals, trend, {_PERIOD}, statement_ids, observation_ids
        """,
        "figures",
        "source_count desc, confidence desc",
        "channel_group, channel, share_pct desc nulls last, share_basis, share_scope, share_of, product, period_key, "
        "method",
    ),
    "profile": _Kind(
        "marts.cluster_profile",
        """
        measure, unit, value, value_low, value_high, qualifier, time_period, period_key, plausibility, agreement,
        observation_ids
        """,
        "figures",
        "measure",
        "measure, unit",
    ),
    "conflicts": _Kind(
        "marts.conflict",
        "conflict_id, subject, indicator, product, likely_cause, explanation, settled_by, observation_ids",
        "conflicts",
        "ratio desc nulls last",
        "conflict_id",
    ),
    "statements": _Kind(
        "statement",
        """
        observation_id, indicator, growth_of, product, unit, value, value_low, value_high, qualifier, statement_kind,
        time_period, period_start, period_end, quote, title, publisher, published_on
        """,
        "statements",
        "confidence desc",
        'indicator, unit, period_end nulls last, document_id, "start", observation_id',
    ),
}
# What pages say of a statement; the decisions, long as they are, stay with the article.
_STATEMENT = """
    with statement as (
        select o.observation_id, o.document_id, o."start", o.cluster_id, o.indicator, o.growth_of, o.product, o.unit,
               o.value, o.value_low, o.value_high, o.qualifier, o.statement_kind, o.time_period, o.period_start,
               o.period_end, o.confidence, o.quote, d.title, d.publisher, d.published_on
        from core.observation o join core.document d using (document_id)
        where o.cluster_id in (select unnest($clusters)) and o.restates is null
    )
"""
# A chart draws statements of what was, each at its date.
_DRAWN = "statement_kind = 'actual' and coalesce(period_end, period_start) is not null"


def cluster_rows(connection: Connection) -> list[Row]:
    """Return every cluster, the best documented first."""
    return rows(connection, "select * from marts.cluster order by documents desc, observations desc, cluster_id")


def clusters(connection: Connection, chosen: Sequence[Row], shown: Shown | None = None) -> list[ClusterFacts]:
    """Return the chosen clusters with their rows of each mart, as many as a page shows."""
    found = {row["cluster_id"]: ClusterFacts(row) for row in chosen}
    for name in _BY_CLUSTER:
        for row in _shown_rows(connection, name, list(found), shown or Shown()):
            getattr(found[row["cluster_id"]], name).append(row)
    return list(found.values())


def _shown_rows(connection: Connection, name: str, chosen: list[str], shown: Shown) -> list[Row]:
    """Return the rows of one kind that the pages of the chosen clusters show."""
    kind = _BY_CLUSTER[name]
    query = f"""
        {_STATEMENT if kind.table == "statement" else ""}
        select cluster_id, {kind.columns}, count(*) over (partition by cluster_id) as of_all from {kind.table}
        where cluster_id in (select unnest($clusters))
        qualify row_number() over (
            partition by cluster_id order by {kind.best}, {kind.order}
        ) <= {getattr(shown, kind.limit)}
        order by cluster_id, {kind.order}
    """
    return rows(connection, query, {"clusters": chosen})


def drawn(
    connection: Connection, chosen: Sequence[Row], charted: Iterable[Series], shown: Shown | None = None
) -> list[Drawn]:
    """Return what the charts of the chosen clusters draw, of those that have `charted` series."""
    shown = shown or Shown()
    known = {row["cluster_id"]: row for row in chosen}
    wanted = [one for one in charted if one.cluster_id in known]
    found = {one.cluster_id: Drawn(known[one.cluster_id]) for one in wanted}
    if not found:
        return []
    query = f"""
        {_STATEMENT}, series as (
            select unnest($indicators) as indicator, unnest($units) as unit, unnest($charted) as cluster_id
        )
        select s.*, count(*) over (partition by cluster_id, indicator, unit) as of_all
        from statement s join series using (cluster_id, indicator, unit)
        where {_DRAWN}
        qualify row_number() over (
            partition by cluster_id, indicator, unit order by confidence desc, observation_id
        ) <= {shown.points}
        order by cluster_id, indicator, unit, period_end nulls last, document_id, "start", observation_id
    """
    given = {
        "clusters": list(found),
        "indicators": [one.indicator for one in wanted],
        "units": [one.unit for one in wanted],
        "charted": [one.cluster_id for one in wanted],
    }
    for row in rows(connection, query, given):
        found[row["cluster_id"]].points.append(row)
    for row in _shown_rows(connection, "channels", list(found), shown):
        found[row["cluster_id"]].channels.append(row)
    return list(found.values())


def series(connection: Connection, indicators: Sequence[str]) -> list[Series]:
    """Return every series of the indicators that has at least two dates."""
    query = f"""
        select cluster_id, indicator, unit from core.observation
        where cluster_id is not null and restates is null and {_DRAWN} and indicator in (select unnest(?))
        group by all having count(distinct coalesce(period_end, period_start)) > 1
        order by all
    """
    return [Series(**row) for row in rows(connection, query, [list(indicators)])]


def latest(connection: Connection, clusters: Sequence[str], indicator: str, by: str) -> list[Row]:
    """Return the ten clusters of which most is said under an indicator, each with its latest row; most by `by`."""
    query = f"""
        select * from (
            select * from marts.cluster_output union all by name select * from marts.cluster_employment
        )
        where indicator = $indicator and cluster_id in (select unnest($clusters))
          and coalesce(value, value_low, value_high) is not null
        qualify row_number() over (
            partition by cluster_id
            order by period_end desc nulls last, confidence desc, product, unit, scope, period_key
        ) = 1
        order by {by} desc nulls last, cluster_id limit 10
    """
    return rows(connection, query, {"indicator": indicator, "clusters": list(clusters)})


def cited_articles(connection: Connection, clusters: Sequence[str], most: int) -> list[str]:
    """Return the articles to give a page: those that most figures of the clusters were taken from, then the newest."""
    query = """
        with chosen as (
            select chosen_observation_id as evidence_id from marts.cluster_output
            where cluster_id in (select unnest($clusters))
            union all
            select chosen_observation_id from marts.cluster_employment where cluster_id in (select unnest($clusters))
            union all
            select chosen_observation_id from marts.cluster_position where cluster_id in (select unnest($clusters))
        )
        select d.document_id
        from core.document d
        left join (
            select document_id, count(*) as figures from chosen join marts.evidence using (evidence_id) group by all
        ) using (document_id)
        order by coalesce(figures, 0) desc, published_on desc nulls last, document_id
        limit $most
    """
    return [row["document_id"] for row in rows(connection, query, {"clusters": list(clusters), "most": most})]


def cited(connection: Connection, articles: Collection[str]) -> dict[str, str]:
    """Return for each observation and channel statement of the articles the article it stands in."""
    query = "select evidence_id, document_id from marts.evidence where document_id in (select unnest(?))"
    return dict(connection.execute(query, [list(articles)]).fetchall())


def evidence(connection: Connection, ids: Sequence[str]) -> dict[str, Row]:
    """Return the words behind observations and channel statements, by id."""
    query = """
        select evidence_id, title, published_on, quote, sentence
        from marts.evidence where evidence_id in (select unnest(?))
    """
    return {row["evidence_id"]: row for row in rows(connection, query, [list(ids)])}


def conflicts(connection: Connection, most: int) -> list[Row]:
    """Return conflicts, those of clusters first, the widest first."""
    query = "select * from marts.conflict order by cluster_id is null, ratio desc nulls last, conflict_id limit ?"
    return rows(connection, query, [most])


def article_rows(connection: Connection, document_ids: Sequence[str]) -> list[Row]:
    """Return what the list of articles says of the named ones, the newest first."""
    query = """
        with chosen as (select unnest(?) as document_id),
        used as (
            select document_id, count(*) as used from (
                select document_id from core.observation semi join chosen using (document_id)
                union all
                select document_id from core.channel_statement semi join chosen using (document_id)
                where observation_id is null
            ) group by all
        ),
        rejected as (
            select document_id, count(*) as rejected from core.rejected_mention semi join chosen using (document_id)
            group by all
        )
        select document_id, title, published_on, publisher, coalesce(used, 0) as used, coalesce(rejected, 0) as rejected
        from chosen join core.document using (document_id)
        left join used using (document_id) left join rejected using (document_id)
        order by published_on desc nulls last, document_id desc
    """
    return rows(connection, query, [list(document_ids)])


@dataclass(slots=True)
class ArticleFacts:
    """All that an article's page shows beside its text."""

    document: Row
    observations: list[Row] = field(default_factory=list)
    channels: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    periods: list[Row] = field(default_factory=list)
    furniture: list[Row] = field(default_factory=list)


_BY_DOCUMENT = {
    "observations": (
        "core.observation",
        """
        observation_id, quote, value, value_low, value_high, qualifier, unit, indicator, growth_of, subject,
        period_start, period_end, time_period, statement_kind, confidence, decisions
        """,
        "ordinal, observation_id",
    ),
    "channels": ("core.channel_statement", "statement_id, channel, signal", "ordinal, statement_id"),
    "rejected": ("core.rejected_mention", "reason", "reason"),
    "periods": ("core.period_mention", "reading", "reading"),
    "furniture": ("core.furniture", "quote", "quote"),
}


def articles(connection: Connection, document_ids: Sequence[str]) -> list[ArticleFacts]:
    """Return the named documents with all that was read in them."""
    query = """
        select d.*, v.figures_seen, v.figures_used, v.figures_rejected, c.representative_id
        from core.document d
        left join marts.coverage v using (document_id)
        left join core.document_copy c using (document_id)
        where d.document_id in (select unnest(?))
        order by d.document_id
    """
    found = {row["document_id"]: ArticleFacts(row) for row in rows(connection, query, [list(document_ids)])}
    for name, (table, columns, order) in _BY_DOCUMENT.items():
        query = f"""
            select document_id, "start", "end", {columns} from {table}
            where document_id in (select unnest(?)) order by "start", "end", {order}
        """
        for row in rows(connection, query, [list(found)]):
            getattr(found[row["document_id"]], name).append(row)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Corpus:
    """The totals of the whole corpus, for the home page."""

    totals: Row
    rejected: list[tuple[str, int]]
    rejected_files: list[Row]
    languages: list[tuple[str, int]]


def corpus(connection: Connection) -> Corpus:
    """Return what was read, used and rejected over all documents."""
    totals = rows(
        connection,
        """
        select (select count(*) from core.document) as documents,
               (select count(*) from core.document_copy where representative_id <> document_id) as copies,
               (select count(*) from core.observation) as observations,
               (select count(*) from core.channel_statement) as channel_statements,
               (select count(*) from core.rejected_mention) as rejected_mentions,
               (select count(*) from core.rejected_file) as rejected_files,
               (select count(*) from marts.cluster) as clusters,
               (select count(*) from marts.conflict) as conflicts,
               (select sum(figures_seen)::bigint from marts.coverage) as figures_seen,
               (select min(published_on) from core.document) as first_published,
               (select max(published_on) from core.document) as last_published
        """,
    )[0]
    reasons: dict[str, int] = defaultdict(int)
    counted = "select reason_code, count(*) as n from core.rejected_mention group by all order by n desc, reason_code"
    for row in rows(connection, counted):
        reasons[row["reason_code"]] = row["n"]
    languages = rows(
        connection, "select language, count(*) as n from core.document group by all order by n desc, language"
    )
    return Corpus(
        totals,
        list(reasons.items()),
        rows(connection, "select * from core.rejected_file order by path limit 200"),
        [(row["language"], row["n"]) for row in languages],
    )
