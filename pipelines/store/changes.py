"""Changes: which rows and cells of the marts differ between two snapshots, and why.

Tables are compared one after the other, as the changes are asked for, and of the rest only what bears on a change is
read: to say what ten articles changed, or the first changes of many, costs a look at a few columns.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.store.snapshots import Snapshot
from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.duckdb_ddl import quoted

if TYPE_CHECKING:
    import duckdb

COMPARED = tuple(
    name
    for name, table in TABLES.items()
    if table.schema == "marts" and name not in ("marts.evidence", "marts.coverage")
)
_ROWS_AT_ONCE = 500
_FACTS = ("observation_ids", "statement_ids")  # columns that name what a row rests on

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A mart cell, or row, that differs between two snapshots, and why."""

    table: str
    key: tuple[str, ...]
    column: str  # "" for a row that came or went
    before: Any
    after: Any
    cause: str


def compare(
    before: Snapshot, after: Snapshot, tables: Collection[str] = COMPARED, columns: Collection[str] | None = None
) -> Iterator[Change]:
    """Yield every change of the marts from one snapshot to another, in the order of tables and keys.

    With `columns`, changes of other columns are passed over.
    """
    import duckdb

    with duckdb.connect() as connection:
        causes = _Causes(connection, before, after)
        for name in COMPARED:
            if name not in tables or name not in before.files or name not in after.files:
                continue
            if before.files[name] == after.files[name]:
                continue
            found = _differing(connection, before.path(name), after.path(name), TABLES[name], columns)
            for key, one, two, differing in found:
                cause = causes.of(one, two, differing)
                for column in differing:
                    yield Change(name, key, column, one and (one[column] if column else "row"),
                                 two and (two[column] if column else "row"), cause)  # fmt: skip


def _differing(
    connection: "duckdb.DuckDBPyConnection", before: Path, after: Path, table: Table, wanted: Collection[str] | None
) -> Iterator[tuple[tuple[str, ...], Row | None, Row | None, list[str]]]:
    """Yield the rows that differ: the key, the row before and after, and the columns; "" for one that came or went."""
    import pyarrow.parquet as pq

    # a column that a snapshot of an older version lacks is no change of its cells
    later = pq.read_schema(after).names
    both = [name for name in pq.read_schema(before).names if name in later]
    compared = [name for name in both if name not in table.key and (wanted is None or name in wanted)]
    read = [name for name in both if name in table.key or name in compared or name in (*_FACTS, "cluster_id")]
    columns = ", ".join(map(quoted, read))
    alike = " AND ".join(f"one.{quoted(name)} = two.{quoted(name)}" for name in table.key)
    order = ", ".join(f"coalesce(one.{quoted(name)}, two.{quoted(name)})" for name in table.key)
    unlike = " OR ".join(f"one.{quoted(name)} IS DISTINCT FROM two.{quoted(name)}" for name in compared)
    first = quoted(table.key[0])
    rows = connection.sql(
        f"""
        SELECT one, two
        FROM (SELECT {columns} FROM read_parquet($before)) AS one
        FULL JOIN (SELECT {columns} FROM read_parquet($after)) AS two ON {alike}
        WHERE one.{first} IS NULL OR two.{first} IS NULL OR {unlike or "false"}
        ORDER BY {order}
        """,
        params={"before": str(before), "after": str(after)},
    ).to_arrow_table()
    for pair in (pair for batch in rows.to_batches(_ROWS_AT_ONCE) for pair in batch.to_pylist()):
        one, two = (row if row and row[table.key[0]] is not None else None for row in (pair["one"], pair["two"]))
        differing = [name for name in compared if one[name] != two[name]] if one and two else [""]
        yield tuple(str((one or two or {})[name]) for name in table.key), one, two, differing


class _Causes:
    """Why a row changed: its articles came or went, a correction, new rates, new rules, or what follows from those."""

    _MONEY = frozenset(("value_usd", "fx_rate", "fx_year", "fx_basis", "band_low", "band_high", "plausibility"))

    def __init__(self, connection: "duckdb.DuckDBPyConnection", before: Snapshot, after: Snapshot) -> None:
        self._connection = connection
        self._paths: dict[tuple[str, str], str] = {}  # of files that are those that were written
        gone, came = self._only_in(before, after), self._only_in(after, before)
        self._new, self._gone = set(came), set(gone)
        # an edited article is a new document under an old address
        self._edited_addresses = set(gone.values()) & set(came.values()) - {None}
        self._addresses = gone | came
        # of the facts of articles that came or went
        self._document = self._documents_of_facts(before) | self._documents_of_facts(after)
        self._corrected = self._corrections(before) ^ self._corrections(after)
        self._corrected_ids = {identity for _, identity in self._corrected}
        self._new_rates = before.inputs.get("rates") != after.inputs.get("rates")
        self._new_rules = before.inputs.get("rules") != after.inputs.get("rules")

    def of(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, columns: list[str]) -> str:
        """Return the cause of a changed row."""
        facts = {fact for row in (before, after) if row for fact in _facts(row)}
        places = {row["cluster_id"] for row in (before, after) if row and row.get("cluster_id")}
        documents = {self._document[identity] for identity in facts if identity in self._document}
        if (facts | places) & self._corrected_ids:
            return "correction"
        if before and after and self._new_rates and self._MONEY.issuperset(columns):
            return "new rates"
        if documents & (self._new | self._gone):
            return self._of_documents(documents)
        if self._new_rules:
            return "new rules"
        if self._corrected:
            return "correction"
        if self._new or self._gone:
            return self._of_documents(self._new | self._gone)
        return "new rates" if self._new_rates else "new rules"  # of the user's vocabulary

    def _of_documents(self, documents: set[str]) -> str:
        if {self._addresses[d] for d in documents & (self._new | self._gone)} & self._edited_addresses:
            return "edited article"
        return "new article" if documents & self._new else "removed article"

    def _found(self, snapshot: Snapshot, table: str, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """Run a query on the file of a table; a snapshot without it has no rows."""
        if table not in snapshot.files:
            return []
        return self._connection.execute(query, [self._path(snapshot, table), *given]).fetchall()

    def _path(self, snapshot: Snapshot, table: str) -> str:
        if (snapshot.name, table) not in self._paths:
            self._paths[snapshot.name, table] = str(snapshot.path(table))
        return self._paths[snapshot.name, table]

    def _only_in(self, snapshot: Snapshot, other: Snapshot) -> dict[str, str | None]:
        """Return the documents of a snapshot that another does not hold, with their addresses."""
        query = "SELECT document_id, source_url FROM read_parquet($1)"
        if "core.document" not in other.files:
            return dict(self._found(snapshot, "core.document", query))
        query += " WHERE document_id NOT IN (SELECT document_id FROM read_parquet($2))"
        return dict(self._found(snapshot, "core.document", query, self._path(other, "core.document")))

    def _documents_of_facts(self, snapshot: Snapshot) -> dict[str, str]:
        touched = sorted(self._new | self._gone)
        query = """
            SELECT evidence_id, document_id FROM read_parquet($1) WHERE document_id IN (SELECT unnest($2))
        """
        return dict(self._found(snapshot, "marts.evidence", query, touched) if touched else [])

    def _corrections(self, snapshot: Snapshot) -> set[tuple[str, str]]:
        query = "SELECT correction_id, unnest(applied_to) FROM read_parquet($1)"
        return set(self._found(snapshot, "core.correction", query))


def _facts(row: Row) -> Iterator[str]:
    return (fact for column in _FACTS for fact in row.get(column) or ())
