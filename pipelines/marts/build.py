"""Build the marts on a DuckDB connection that holds the schema `core`."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.tables.catalogue import TABLES
from pipelines.tables.duckdb_ddl import comments, create_table, literal, quoted

_HERE = files(__package__)
STEPS = (
    "1_readings",
    "2_placed",
    "3_told_alike",
    "4_statement",
    "5_choice",
    "6_reconciled",
    "7_disputes",
    "8_series",
    "9_channels",
    "10_contradictions",
)
# in the order in which they may refer to one another
MARTS = (
    "cluster",
    "cluster_output",
    "cluster_employment",
    "cluster_position",
    "trade_channel_mix",
    "area_output",
    "cluster_profile",
    "conflict",
    "evidence",
    "coverage",
)
CHANNEL_GROUPS = {
    "export": "market",
    "domestic": "market",
    "ecommerce": "route",
    "cross_border_ecommerce": "route",
    "livestream": "route",
    "wholesale_market": "route",
    "oem": "ownership",
    "own_brand": "ownership",
}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """What the marts show of a place; `within` are the codes of the places it lies in, nearest first."""

    place_code: str
    name: str | None = None
    level: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    coordinates_of: str | None = None  # code of the place whose coordinates they are
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MartReference:
    """The tables of the world that the marts need; `places` covers the place codes in core."""

    rates: Sequence[tuple[int, str, float]] = ()  # year, currency, units of the currency per US dollar
    places: Sequence[PlaceRow] = ()
    trades: dict[str, str] = field(default_factory=dict)  # key to name
    hypernyms: dict[str, str] = field(default_factory=dict)  # product to the next wider product


def build_marts(connection: duckdb.DuckDBPyConnection, reference: MartReference | None = None) -> None:
    """Create and fill every table of the schema `marts`."""
    load_tables_of_the_world(connection, reference or load_reference(connection))
    for step in STEPS:
        run_step(connection, step)
    for name in MARTS:
        build_mart(connection, name)
    create_macros(connection)


def run_step(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run one of the steps that prepare the marts."""
    connection.execute(_text(f"steps/{name}.sql"))


def build_mart(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Create the table of the catalogue and fill it by its SELECT."""
    table = TABLES[f"marts.{name}"]
    connection.execute("CREATE SCHEMA IF NOT EXISTS marts")
    connection.execute(f"DROP TABLE IF EXISTS marts.{quoted(name)}")
    connection.execute(create_table(table))
    for statement in comments(table):
        connection.execute(statement)
    connection.execute(f"INSERT INTO marts.{quoted(name)} {select_mart(name)}")


def select_mart(name: str) -> str:
    """Return the SELECT that gives the rows of a mart, its columns in the order of the catalogue."""
    columns = ", ".join(quoted(column.name) for column in TABLES[f"marts.{name}"].columns)
    query = _text(f"{name}.sql").rstrip().removesuffix(";")
    return f"SELECT {columns} FROM ({query}\n) AS mart"


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macros for people: cite, per_worker, cluster_figures, sources_of."""
    connection.execute(_text("macros.sql"))


def read_checks() -> dict[str, str]:
    """Return the checks by name: each query selects the rows that must not exist."""
    folder = _HERE / "checks"
    return {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".sql")
    }


def run_checks(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """Return for each check its first failing rows; all lists are empty on a sound warehouse."""
    return {name: connection.execute(query).fetchmany(5) for name, query in read_checks().items()}


def load_reference(connection: duckdb.DuckDBPyConnection) -> MartReference:
    """Return the shipped reference tables for the places that core speaks of."""
    from pipelines.marts.reference import read_reference

    codes = connection.execute(
        "SELECT place_code FROM core.observation WHERE place_code IS NOT NULL UNION "
        "SELECT place_code FROM core.channel_statement WHERE place_code IS NOT NULL ORDER BY 1"
    ).fetchall()
    return read_reference([code for (code,) in codes])


def load_tables_of_the_world(connection: duckdb.DuckDBPyConnection, reference: MartReference) -> None:
    """Create the temporary tables that the SQL joins: rates, places, trades, products, indicators, bands."""
    _fill(connection, "fx_annual", "year INTEGER, currency VARCHAR, per_usd DOUBLE", reference.rates)
    _fill(
        connection,
        "place",
        "place_code VARCHAR, name VARCHAR, level VARCHAR, city VARCHAR, province VARCHAR, country VARCHAR, "
        "latitude DOUBLE, longitude DOUBLE, coordinates_of VARCHAR",
        [
            (
                p.place_code,
                p.name,
                p.level,
                p.city,
                p.province,
                p.country,
                p.latitude,
                p.longitude,
                p.coordinates_of,
            )
            for p in reference.places
        ],
    )
    within = [(place.place_code, code) for place in reference.places for code in place.within]
    _fill(connection, "place_within", "place_code VARCHAR, within VARCHAR", within)
    _fill(connection, "trade", "trade VARCHAR, name VARCHAR", sorted(reference.trades.items()))
    _fill(connection, "product_within", "product VARCHAR, hypernym VARCHAR", _ancestors(reference.hypernyms))
    _fill(connection, "channel_group", "channel VARCHAR, channel_group VARCHAR", CHANNEL_GROUPS.items())
    _fill(connection, "mart_of_indicator", "indicator VARCHAR, mart VARCHAR", _csv("indicators.csv"))
    connection.execute(_definitions_macro(_csv("definition_words.csv")))
    _fill(
        connection,
        "band",
        "measure VARCHAR, unit VARCHAR, band_low DOUBLE, band_high DOUBLE, source VARCHAR",
        _csv("bands.csv"),
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE spoken_currency AS SELECT DISTINCT unit AS currency FROM core.observation "
        "WHERE unit IN (SELECT currency FROM fx_annual)"
    )
    # a cluster_id is place_code and trade; both are taken from its facts, since a code may hold a hyphen
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE cluster_parts AS SELECT cluster_id, "
        "left(cluster_id, length(cluster_id) - length(split_part(cluster_id, '-', -1)) - 1) AS place_code, "
        "split_part(cluster_id, '-', -1) AS trade FROM ("
        "SELECT DISTINCT cluster_id FROM core.observation WHERE cluster_id IS NOT NULL UNION "
        "SELECT DISTINCT cluster_id FROM core.channel_statement WHERE cluster_id IS NOT NULL)"
    )


def _fill(connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted(name)} ({columns})")
    told = list(zip(*rows, strict=True))
    if told:
        connection.register(
            "rows_to_fill", pa.table([pa.array(column) for column in told], [f"c{n}" for n in range(len(told))])
        )
        connection.execute(f"INSERT INTO {quoted(name)} FROM rows_to_fill")
        connection.unregister("rows_to_fill")


def _definitions_macro(patterns: Iterable[Sequence[str]]) -> str:
    """Return the macro that lists the definitions whose words a text holds.

    The patterns stand in it as constants: DuckDB compiles a pattern out of a table anew for every row.
    """
    tests = (f"IF(regexp_matches(words, {literal(pattern)}), {literal(name)}, NULL)" for name, pattern in patterns)
    return (
        "CREATE OR REPLACE TEMP MACRO definitions_in(words) AS "
        f"(list_filter([{', '.join(tests)}], lambda name : name IS NOT NULL))"
    )


def _ancestors(hypernyms: dict[str, str]) -> list[tuple[str, str]]:
    pairs = []
    for product in sorted(hypernyms):
        wider, seen = hypernyms.get(product), {product}
        while wider is not None and wider not in seen:
            pairs.append((product, wider))
            seen.add(wider)
            wider = hypernyms.get(wider)
    return pairs


def _csv(name: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in list(csv.reader(_text(name).splitlines()))[1:]]


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
