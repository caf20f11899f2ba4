"""The rules that rows must keep before they take the place of the old ones.

Each rule is an SQL query that selects the FAILING rows of `staged`, the table about to be written; most are derived
from the catalogue. A rule may look at other tables, which are there as `core_document`, `marts_cluster` ...
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.duckdb_ddl import literal, quoted

CONFIG = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one table."""

    name: str
    says: str  # the rule in words a user understands
    failing: str  # SQL that selects the failing rows
    needs: tuple[tuple[str, str], ...] = ()  # (table, column) it looks at beside `staged`
    of_one_row: bool = True  # a row that kept it once keeps it for good, whatever comes and goes elsewhere


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found."""

    rule: Rule
    failures: int
    examples: tuple[str, ...]  # the first failing rows, in words

    @property
    def passed(self) -> bool:
        return self.failures == 0


def rules_of(table: Table, upstream: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules of a table; references are checked against the `upstream` tables, which are made before it."""
    made = set(upstream)
    rules = [_unique_key(table), _nothing_missing(table)]
    names = {column.name for column in table.columns}
    rules += _known_words(table)
    rules += _references(table, made)
    if {"quote", "start", "end"} <= names and "core.document_text" in made:
        rules.append(_quotes())
    rules += _ordered_bounds(names)
    rules += _percentages(names)
    rules += _evidence(table, names, made)
    if table.full_name == "core.reading":
        rules.append(_numerals())
    return tuple(rules)


def referring_rules(table: Table, made_before: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules by which tables made before this one refer to rows that this one must hold."""
    referring = [
        (TABLES[name], column)
        for name in made_before
        for column, target in TABLES[name].references
        if target == table.full_name
    ]
    return tuple(
        Rule(
            f"{other.name}_{column}_is_known",
            f"Every {column} of {other.full_name} stands in this table.",
            f"SELECT DISTINCT {quoted(column)} FROM {relation(other.full_name)} AS other "
            f"{_lacking(column, 'staged', table.key[0])}",
            ((other.full_name, column),),
            of_one_row=False,
        )
        for other, column in referring
    )


def relation(full_name: str) -> str:
    """Return the name under which rules find another table."""
    return full_name.replace(".", "_")


def examine(
    staged: pa.Table | Path,
    rules: Iterable[Rule],
    fetch: Callable[[str, list[str]], pa.Table],
    texts: Path | pa.Table | None = None,
) -> list[Finding]:
    """Run the rules on `staged`, rows or a Parquet file; `fetch` returns some columns of another table by its name.

    `texts` is the folder of the articles' texts, or those that the rows quote.
    """
    rules = tuple(rules)
    wanted: dict[str, set[str]] = {}
    for table, column in (need for rule in rules for need in rule.needs):
        wanted.setdefault(table, set()).add(column)
    with duckdb.connect(":memory:", config=CONFIG) as connection:
        if isinstance(staged, Path):
            connection.execute(f"CREATE TEMP VIEW staged AS SELECT * FROM read_parquet({literal(str(staged))})")
        else:
            connection.register("staged", staged)
        for name, columns in wanted.items():
            if name == "core.document_text" and isinstance(texts, pa.Table):
                connection.register(relation(name), texts)
            elif name == "core.document_text":
                connection.execute(_texts_view(texts))
            else:
                connection.register(relation(name), fetch(name, sorted(columns)))
        return [run_rule(connection, rule) for rule in rules]


def _texts_view(folder: Path | None) -> str:
    view = "CREATE TEMP VIEW core_document_text AS SELECT"
    if folder is None or not any(folder.glob("bucket=*.parquet")):
        return f"{view} NULL::VARCHAR AS document_id, NULL::VARCHAR AS text WHERE false"
    files = literal(str(folder / "bucket=*.parquet"))
    return f"{view} document_id, text FROM read_parquet({files}, hive_partitioning = false)"


def run_rule(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Finding:
    """Run one rule on a connection that holds what it looks at."""
    failures = connection.execute(f"SELECT count(*) FROM ({rule.failing}) AS failing").fetchall()[0][0]
    examples: tuple[str, ...] = ()
    if failures:
        rows = connection.execute(f"SELECT * FROM ({rule.failing}) AS failing LIMIT {_SHOWN}").fetchall()
        examples = tuple(" | ".join(str(value)[:80] for value in row) for row in rows)
    return Finding(rule, failures, examples)


def _columns(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)


def _unique_key(table: Table) -> Rule:
    key = _columns(table.key)
    return Rule(
        "key_is_unique",
        f"No two rows share {', '.join(table.key)}.",
        f"SELECT {key}, count(*) AS times FROM staged GROUP BY {key} HAVING count(*) > 1",
    )


def _nothing_missing(table: Table) -> Rule:
    required = [column.name for column in table.columns if not table.nullable(column.name)]
    missing = " OR ".join(f"{quoted(name)} IS NULL" for name in required)
    return Rule(
        "nothing_is_missing",
        f"Always set: {', '.join(required)}.",
        f"SELECT {_columns(required)} FROM staged WHERE {missing}",
    )


def _known_words(table: Table) -> list[Rule]:
    tests = []
    for column in table.columns:
        words = ", ".join(literal(word) for word in column.words)
        if column.words and column.type == "string":
            tests.append(f"{quoted(column.name)} NOT IN ({words})")
    if not tests:
        return []
    limited = [column.name for column in table.columns if column.words and column.type == "string"]
    return [
        Rule(
            "words_are_known",
            f"Columns with a closed list of words hold no other: {', '.join(limited)}.",
            f"SELECT {_columns((*table.key, *(n for n in limited if n not in table.key)))} FROM staged "
            f"WHERE {' OR '.join(tests)}",
        )
    ]


def _references(table: Table, made: set[str]) -> list[Rule]:
    queries: list[str] = []
    needs: list[tuple[str, str]] = []
    for column, target in table.references:
        source = "staged" if target == table.full_name else relation(target)
        if target != table.full_name and target not in made:
            continue
        key = TABLES[target].key[0]
        if target != table.full_name:
            needs.append((target, key))
        queries.append(
            f"SELECT {literal(column)} AS reference, {quoted(column)}::VARCHAR AS value FROM staged AS other "
            f"{_lacking(column, source, key)}"
        )
    if not queries:
        return []
    return [
        Rule(
            "references_hold",
            "Every row referred to exists: " + ", ".join(f"{c} in {t}" for c, t in table.references) + ".",
            " UNION ALL ".join(queries),
            tuple(dict.fromkeys(needs)),
            of_one_row=False,
        )
    ]


def _lacking(column: str, target: str, key: str) -> str:
    """Return what of `other` names no row of a target: an anti join, whose hash table is of whichever side is short."""
    named = f"other.{quoted(column)}"
    return f"ANTI JOIN {target} AS target ON target.{quoted(key)} = {named} WHERE {named} IS NOT NULL"


def _quotes() -> Rule:
    return Rule(
        "quote_is_the_text",
        "Every quote is the very characters of the article between start and end.",
        'SELECT staged.document_id, staged."start", staged."end", staged.quote FROM staged '
        'LEFT JOIN core_document_text AS texts USING (document_id) WHERE texts.text IS NULL OR staged."end" <= '
        'staged."start" OR substring(texts.text, staged."start" + 1, staged."end" - staged."start") <> staged.quote',
        (("core.document_text", "text"),),
    )


def _ordered_bounds(names: set[str]) -> list[Rule]:
    pairs = [("value_low", "value_high"), ("share_low", "share_high"), ("period_start", "period_end")]
    there = [(low, high) for low, high in pairs if {low, high} <= names]
    if not there:
        return []
    tests = [f"{quoted(low)} > {quoted(high)}" for low, high in there]
    shown = _columns(name for pair in there for name in pair)
    return [
        Rule(
            "bounds_are_ordered",
            "No lower bound lies above its upper bound, no period ends before it starts.",
            f"SELECT {shown} FROM staged WHERE {' OR '.join(tests)}",
        )
    ]


def _percentages(names: set[str]) -> list[Rule]:
    shares = sorted(names & {"share_pct", "share_low", "share_high"})
    if not shares:
        return []
    tests = " OR ".join(f"{quoted(name)} NOT BETWEEN 0 AND 100" for name in shares)
    return [
        Rule(
            "shares_are_percentages",
            "Shares lie between 0 and 100.",
            f"SELECT {_columns(shares)} FROM staged WHERE {tests}",
        )
    ]


def _evidence(table: Table, names: set[str], made: set[str]) -> list[Rule]:
    if table.schema != "marts" or table.name == "cluster":
        return []
    lists = [
        (column, target)
        for column, target in (("observation_ids", "core.observation"), ("statement_ids", "core.channel_statement"))
        if column in names and target in made
    ]
    if not lists:
        return []
    counted = " + ".join(f"coalesce(len({quoted(column)}), 0)" for column, _ in lists)
    queries = [
        f"SELECT 'no evidence' AS problem, {_columns(table.key[:1])}::VARCHAR AS row FROM staged WHERE {counted} = 0"
    ]
    for column, target in lists:
        key = TABLES[target].key[0]
        queries.append(
            f"SELECT {literal('unknown ' + column)} AS problem, id AS row FROM "
            f"(SELECT unnest({quoted(column)}) AS id FROM staged) AS other {_lacking('id', relation(target), key)}"
        )
    return [
        Rule(
            "every_row_has_evidence",
            "Every row names at least one statement of an article, and each that it names exists.",
            " UNION ALL ".join(queries),
            tuple((target, TABLES[target].key[0]) for _, target in lists),
            of_one_row=False,
        )
    ]


def _numerals() -> Rule:
    return Rule(
        "numerals_are_accounted_for",
        "Every number of a text lies in exactly one of: a figure used, a period, page furniture, a rejected mention.",
        "SELECT document_id, figures_seen, figures_unaccounted FROM staged WHERE figures_unaccounted <> 0 "
        "OR figures_seen <> figures_used + figures_in_periods + figures_in_furniture + figures_rejected",
    )
