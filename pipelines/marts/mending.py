"""Mending the marts: after a few articles changed, only what rests on them is made again, by the same SQL.

The ledger keeps, beside the marts, each figure's place among the others, what was reconciled and what was found. The
steps run on the figures of the touched cells alone, their outcome takes the place of the old in the ledger, and the
marts' queries run on the lines, clusters and conflicts that this touches. `tests/integration/test_mending.py` holds the
marts so mended against those made from nothing.

Databases of the connection: `wh`, with the schemas core and marts; `ledger`; and the default one, in memory, whose
core and marts are views of what a step is to see.
"""

from collections.abc import Callable, Iterable
from importlib.resources import files

import duckdb
import pyarrow as pa

from pipelines.marts.build import (
    MARTS,
    MartReference,
    load_reference,
    load_tables_of_the_world,
    run_step,
    select_mart,
)
from pipelines.tables.catalogue import TABLES
from pipelines.tables.duckdb_ddl import quoted

_CORE = tuple(table.name for table in TABLES.values() if table.schema == "core" and table.in_duckdb)
# Which rows of each mart are made again; the tables named are those of the SQL in `mending/`.
_MADE_AGAIN = {
    "cluster": "cluster_id IN (FROM dirty_cluster)",
    "cluster_output": "line_of(cluster_id, product) IN (FROM dirty_line)",
    "cluster_employment": "line_of(cluster_id, product) IN (FROM dirty_line)",
    "cluster_position": "line_of(cluster_id, product) IN (FROM dirty_line)",
    "trade_channel_mix": "line_of(cluster_id, product) IN (FROM dirty_channel_line)",
    "area_output": "line_of(place_code, product) IN (FROM dirty_line)",
    "cluster_profile": "cluster_id IN (FROM dirty_profile)",
    "conflict": "conflict_id IN (FROM dirty_conflict)",
    "evidence": "document_id IN (FROM touched)",
    "coverage": "document_id IN (FROM dirty_story)",
}


class UnlikeError(Exception):
    """What all figures rest on changed, too: the marts are to be made anew."""


def keep_ledger(connection: duckdb.DuckDBPyConnection) -> None:
    """Write into `ledger` what a later build needs to mend the marts that `build_marts` has just made."""
    connection.execute("CREATE OR REPLACE TEMP VIEW all_observations AS FROM core.observation")
    made = {"ledger.figure": "figure", "ledger.told_alike": "told_alike", "wh.core.observation": "all_observations"}
    _run(connection, "7_findings", made)
    _run(connection, "keep")


class Mending:
    """One mending: made before the core tables change, told what is touched, and `mend` called after."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, touched: Iterable[str]) -> None:
        """Note what the touched articles say before their rows are replaced."""
        self._connection = connection
        for schema in ("core", "marts"):
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        run_step(connection, "1_readings")
        ids = pa.table({"document_id": pa.array(sorted(touched), pa.string())})
        connection.register("touched_ids", ids)
        connection.execute("CREATE OR REPLACE TEMP TABLE touched AS FROM touched_ids")
        connection.unregister("touched_ids")
        for name in MARTS:
            self._show("marts", name)
        _run(connection, "1_before")

    def mend(self, reference: MartReference | None = None, told: Callable[[str], None] = lambda name: None) -> None:
        """Bring the ledger and the marts in step with the core tables of `wh`.

        Each mart is `told` of once its rows stand, the long ones first.

        Raises:
            UnlikeError: they cannot be mended; what was changed so far is of no use.
        """
        connection = self._connection
        for name in _CORE:
            self._show("core", name)
        load_tables_of_the_world(connection, reference or load_reference(connection))
        if (
            connection.execute("FROM spoken_currency EXCEPT FROM ledger.spoken_currency").fetchall()
            or connection.execute("FROM ledger.spoken_currency EXCEPT FROM spoken_currency").fetchall()
        ):
            raise UnlikeError("a currency came or went: its rate may explain a conflict elsewhere")
        self._told = told
        _run(connection, "2_after")
        self._retell_documents()
        self._reconcile()
        self._retell()

    def _reconcile(self) -> None:
        connection = self._connection
        self._show("core", "observation", "document_id IN (FROM touched)")
        run_step(connection, "2_placed")
        _run(connection, "3_figures")
        run_step(connection, "3_told_alike")
        _run(connection, "4_dirty")
        connection.execute(
            "CREATE OR REPLACE TABLE needed_observation AS "
            "FROM wh.core.observation SEMI JOIN needed USING (observation_id)"
        )
        connection.execute("CREATE OR REPLACE VIEW core.observation AS FROM needed_observation")
        for step in ("2_placed", "4_statement", "5_choice", "6_reconciled", "7_disputes"):
            run_step(connection, step)
        self._show("core", "observation")
        _run(connection, "5_reconciled")
        run_step(connection, "8_series")

    def _retell(self) -> None:
        connection = self._connection
        self._channels()
        here = _MADE_AGAIN["cluster"]
        places = f"place_code IN (SELECT place_code FROM cluster_parts WHERE {here})"
        self._make_again("cluster", {"observation": here, "channel_statement": here, "place_mention": places})
        self._rename_clusters()
        for name in ("cluster_output", "cluster_employment", "cluster_position", "area_output"):
            self._make_again(name)
        self._make_again("trade_channel_mix", marts={"cluster_output": _MADE_AGAIN["trade_channel_mix"]})
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE dirty_profile AS SELECT cluster_id FROM dirty_cluster UNION "
            "SELECT DISTINCT cluster_id FROM reconciled WHERE cluster_id IS NOT NULL"
        )
        within = "cluster_id IN (FROM dirty_profile)"
        self._make_again("cluster_profile", marts=dict.fromkeys(
            ("cluster_output", "cluster_employment", "cluster_position"), within
        ))  # fmt: skip
        _run(connection, "6_partners")
        run_step(connection, "10_contradictions")
        _run(connection, "7_findings")
        _run(connection, "8_conflicts")
        self._make_again("conflict")

    def _retell_documents(self) -> None:
        """Make again what rests on core tables alone."""
        here = "document_id IN (FROM touched)"
        self._make_again("evidence", core=dict.fromkeys(("observation", "channel_statement", "sentence"), here))
        here = "document_id IN (FROM dirty_story)"
        self._make_again("coverage", core=dict.fromkeys(("document", "reading", "rejected_mention"), here))

    def _channels(self) -> None:
        """Run the step of the channels on the touched lines, with what their sentences and shares say of others."""
        connection = self._connection
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE dirty_channel_line AS FROM dirty_channel UNION FROM dirty_line"
        )
        line = "line_of(cluster_id, coalesce(product, 'all')) IN (FROM dirty_channel_line)"
        share = "regexp_replace(indicator, '_share$', '') IN (SELECT channel FROM channel_group)"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE channel_observation AS FROM wh.core.observation WHERE {share} AND {line}; "
            "CREATE OR REPLACE VIEW core.observation AS FROM channel_observation; "
            "CREATE OR REPLACE TEMP TABLE channel_said AS "
            f"SELECT statement_id, sentence_id FROM wh.core.channel_statement WHERE {line}; "
            "CREATE OR REPLACE TEMP TABLE channel_statement AS FROM wh.core.channel_statement "
            "WHERE statement_id IN (SELECT statement_id FROM channel_said) "
            "OR sentence_id IN (SELECT sentence_id FROM channel_said) "
            "OR observation_id IN (SELECT observation_id FROM channel_observation); "
            "CREATE OR REPLACE VIEW core.channel_statement AS FROM temp.main.channel_statement"
        )
        run_step(connection, "9_channels")
        for name in ("observation", "channel_statement"):
            self._show("core", name)

    def _make_again(self, name: str, core: dict[str, str] | None = None, marts: dict[str, str] | None = None) -> None:
        """Run the query of a mart on what it is to see, and let the outcome take the place of the rows made again."""
        connection = self._connection
        seen = [("core", table, where) for table, where in (core or {}).items()]
        seen += [("marts", table, where) for table, where in (marts or {}).items()]
        for schema, table, where in seen:
            self._show(schema, table, where)
        which = _MADE_AGAIN[name]
        table = f"wh.marts.{quoted(name)}"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE mended_{name} AS SELECT * FROM ({select_mart(name)}) WHERE {which}"
        )
        connection.execute(f"DELETE FROM {table} WHERE {which}")
        connection.execute(f"INSERT INTO {table} FROM mended_{name}")
        for schema, other, _where in seen:
            self._show(schema, other)
        self._told(name)

    def _rename_clusters(self) -> None:
        """Give rows that are not made again the name that their cluster goes by now."""
        for name in MARTS:
            if name != "cluster" and any(c.name == "cluster_name" for c in TABLES[f"marts.{name}"].columns):
                self._connection.execute(
                    f"UPDATE wh.marts.{quoted(name)} AS old SET cluster_name = now.name FROM wh.marts.cluster AS now "
                    "WHERE now.cluster_id = old.cluster_id AND now.name <> old.cluster_name"
                )

    def _show(self, schema: str, name: str, where: str = "true") -> None:
        self._connection.execute(
            f"CREATE OR REPLACE VIEW {schema}.{quoted(name)} AS FROM wh.{schema}.{quoted(name)} WHERE {where}"
        )

    def show_mended(self) -> None:
        """Let the checks of the marts see what was made again, and of the rest what names a fact that is gone."""
        for name in MARTS:
            lists = [c.name for c in TABLES[f"marts.{name}"].columns if c.name in ("observation_ids", "statement_ids")]
            orphaned = " UNION ALL ".join(
                f"SELECT rowid AS row_at, unnest({column}) AS id FROM wh.marts.{quoted(name)}" for column in lists
            )
            named = f"rowid IN (SELECT row_at FROM ({orphaned}) WHERE id IN (FROM lost))" if lists else "false"
            self._connection.execute(
                f"CREATE OR REPLACE TEMP TABLE shown_{name} AS FROM mended_{name} "
                f"UNION ALL BY NAME FROM wh.marts.{quoted(name)} WHERE {named}; "
                f"CREATE OR REPLACE VIEW marts.{quoted(name)} AS FROM temp.main.shown_{name}"
            )
        self._show("marts", "evidence")


def _run(connection: duckdb.DuckDBPyConnection, name: str, instead: dict[str, str] | None = None) -> None:
    text = (files(__package__) / "mending" / f"{name}.sql").read_text(encoding="utf-8")
    for old, new in (instead or {}).items():
        text = text.replace(old, new)
    connection.execute(text)
