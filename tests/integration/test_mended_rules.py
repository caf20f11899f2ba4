"""Rules on marts that were mended: what is looked at again is enough to find what a whole look would."""

import duckdb
import pyarrow as pa
import pytest

from pipelines.orchestration.mart_steps import _examined_mended
from pipelines.orchestration.steps import FailedRulesError
from pipelines.store.checks import examine, rules_of
from pipelines.tables.catalogue import TABLES
from pipelines.tables.duckdb_ddl import create_table

COVERAGE = TABLES["marts.coverage"]


def covered(document: str) -> str:
    return f"SELECT '{document}', 'Title', NULL, 3, 1, 1, 1, 0, [], 0"


@pytest.fixture
def connection():
    """A published mart of three documents, of which none was made again yet."""
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS wh; USE wh; CREATE SCHEMA core; CREATE SCHEMA marts")
        for table in (COVERAGE, TABLES["core.document"]):
            connection.execute(create_table(table))
        for document in ("a", "b", "c"):
            connection.execute(f"INSERT INTO marts.coverage {covered(document)}")
            columns = "document_id, language, published_basis, char_count"
            connection.execute(f"INSERT INTO core.document ({columns}) VALUES ('{document}', 'en', 'sidecar', 9)")
        connection.execute("USE memory; CREATE TEMP TABLE mended_coverage AS FROM wh.marts.coverage LIMIT 0")
        yield connection


def make_again(connection: duckdb.DuckDBPyConnection, document: str) -> None:
    for table in ("mended_coverage", "wh.marts.coverage"):
        connection.execute(f"INSERT INTO {table} {covered(document)}")


def broken(connection: duckdb.DuckDBPyConnection) -> set[str]:
    with pytest.raises(FailedRulesError) as refused:
        _examined_mended(connection, COVERAGE)
    return {finding.rule.name for finding in refused.value.findings if not finding.passed}


def test_a_row_made_again_that_shares_a_key_with_one_that_stays_is_refused(connection):
    assert all(finding.passed for finding in _examined_mended(connection, COVERAGE))
    make_again(connection, "b")
    assert broken(connection) == {"key_is_unique"}


def test_two_rows_made_again_that_share_a_key_are_refused(connection):
    connection.execute("DELETE FROM wh.marts.coverage WHERE document_id = 'b'")
    make_again(connection, "b")
    make_again(connection, "b")
    assert broken(connection) == {"key_is_unique"}


def test_a_row_that_stays_and_whose_document_went_is_refused(connection):
    connection.execute("DELETE FROM wh.core.document WHERE document_id = 'b'")
    assert broken(connection) == {"references_hold"}


def test_what_names_nothing_is_found_though_what_is_named_has_a_null(connection):
    rows = connection.sql("FROM wh.marts.coverage").to_arrow_table()
    documents = pa.table({"document_id": pa.array(["a", "b", None])})
    found = examine(rows, rules_of(COVERAGE, ["core.document"]), lambda name, columns: documents)
    assert [finding.examples for finding in found if finding.rule.name == "references_hold"] == [("document_id | c",)]
