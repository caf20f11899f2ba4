"""Reading the published warehouse for the report: SQL in, plain rows out. No page, no chart."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = Mapping[str, Any]

TELLING = "likely_cause = 'unexplained', ratio desc nulls last"  # conflicts: what has a cause comes first


class Connection(Protocol):
    """What is needed of a DuckDB connection."""

    def execute(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> Any: ...

    def sql(self, query: str) -> Any: ...


def rows(connection: Connection, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> list[Row]:
    """Run a query and return its rows by column name."""
    result = connection.execute(query, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


def cluster_rows(connection: Connection) -> list[Row]:
    """Return every cluster, the best documented first."""
    return rows(connection, "select * from marts.cluster order by documents desc, observations desc, cluster_id")


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


def evidence(connection: Connection, ids: Sequence[str]) -> list[Row]:
    """Return the words behind observations and channel statements."""
    query = """
        select evidence_id, title, published_on, quote, sentence
        from marts.evidence where evidence_id in (select unnest(?))
    """
    return rows(connection, query, [list(ids)])


def conflicts(connection: Connection, most: int) -> list[Row]:
    """Return conflicts, those of clusters first, those with a likely cause before others, the widest first."""
    query = f"select * from marts.conflict order by cluster_id is null, {TELLING}, conflict_id limit ?"
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


BY_DOCUMENT = {
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
    for name, (table, columns, order) in BY_DOCUMENT.items():
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
