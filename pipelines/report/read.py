"""Reading the published warehouse for the report: SQL in, plain rows out. No page, no chart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Row = Mapping[str, Any]


class Connection(Protocol):
    """What is needed of a DuckDB connection."""

    def execute(self, query: str, parameters: Sequence[Any] | None = None) -> Any: ...

    def sql(self, query: str) -> Any: ...


def rows(connection: Connection, query: str, parameters: Sequence[Any] | None = None) -> list[Row]:
    """Run a query and return its rows by column name."""
    result = connection.execute(query, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, values, strict=True)) for values in result.fetchall()]


@dataclass(slots=True)
class ClusterFacts:
    """All that a cluster's page shows."""

    cluster: Row
    output: list[Row] = field(default_factory=list)
    employment: list[Row] = field(default_factory=list)
    position: list[Row] = field(default_factory=list)
    channels: list[Row] = field(default_factory=list)
    profile: list[Row] = field(default_factory=list)
    conflicts: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)  # every observation of the cluster


_BY_CLUSTER = {
    "output": "select * from marts.cluster_output where cluster_id in (select unnest(?)) order by all",
    "employment": "select * from marts.cluster_employment where cluster_id in (select unnest(?)) order by all",
    "position": "select * from marts.cluster_position where cluster_id in (select unnest(?)) order by all",
    "channels": """
        select * from marts.trade_channel_mix where cluster_id in (select unnest(?))
        order by channel_group, channel, share_pct desc nulls last,
                 share_basis, share_scope, share_of, product, period_key, method
    """,
    "profile": "select * from marts.cluster_profile where cluster_id in (select unnest(?)) order by measure, unit",
    "conflicts": "select * from marts.conflict where cluster_id in (select unnest(?)) order by conflict_id",
    "statements": """
        select * from core.observation
        where cluster_id in (select unnest(?)) and restates is null
        qualify row_number() over (partition by cluster_id order by confidence desc, observation_id) <= 1000
        order by indicator, unit, period_end nulls last, document_id, start, observation_id
    """,
}


def cluster_rows(connection: Connection) -> list[Row]:
    """Return every cluster, the best documented first."""
    return rows(connection, "select * from marts.cluster order by documents desc, observations desc, cluster_id")


def clusters(connection: Connection, chosen: Sequence[Row]) -> list[ClusterFacts]:
    """Return the chosen clusters with their rows of each mart; at most 1,000 statements of each."""
    found = {row["cluster_id"]: ClusterFacts(row) for row in chosen}
    for name, query in _BY_CLUSTER.items():
        for row in rows(connection, query, [list(found)]):
            getattr(found[row["cluster_id"]], name).append(row)
    return list(found.values())


def evidence(connection: Connection, ids: Sequence[str]) -> dict[str, Row]:
    """Return the words behind observations and channel statements, by id."""
    query = """
        select e.*, d.publisher
        from marts.evidence e
        join core.document d using (document_id)
        where e.evidence_id in (select unnest(?))
    """
    return {row["evidence_id"]: row for row in rows(connection, query, [list(ids)])}


def conflicts(connection: Connection, most: int) -> list[Row]:
    """Return conflicts, those of clusters first, the widest first."""
    query = "select * from marts.conflict order by cluster_id is null, ratio desc nulls last, conflict_id limit ?"
    return rows(connection, query, [most])


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
    "observations": "core.observation",
    "channels": "core.channel_statement",
    "rejected": "core.rejected_mention",
    "periods": "core.period_mention",
    "furniture": "core.furniture",
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
    for name, table in _BY_DOCUMENT.items():
        query = f'select * from {table} where document_id in (select unnest(?)) order by start, "end"'
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
