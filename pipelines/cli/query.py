"""`clusterbook sql`: the published warehouse, read-only, in the format one needs."""

import argparse
import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.cli.console import json_line, plain, print_table, safe
from pipelines.errors import ClusterbookError
from pipelines.project import default_warehouse
from pipelines.report.cells import harmless

if TYPE_CHECKING:
    import pyarrow as pa

_EPILOG = """\
examples:
  clusterbook sql "SELECT name, observations FROM marts.cluster ORDER BY observations DESC"
  clusterbook sql "SELECT * FROM marts.cluster_output WHERE cluster_id = 'cn-360111-knitwear'" --format csv
  clusterbook sql "FROM core.observation" --format parquet -o observations.parquet
  echo "SHOW ALL TABLES" | clusterbook sql -
"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sql",
        help="query the published warehouse",
        description="Run a query on the published warehouse, read-only; it can read and write no other file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("query", help="a SELECT; - reads it from standard input")
    parser.add_argument("--format", choices=("table", "csv", "json", "parquet"), default="table")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the rows to a file")
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse (default: warehouse)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print or write the rows of the query."""
    if args.format == "parquet" and not args.output:
        print("clusterbook sql: --format parquet needs -o FILE", file=sys.stderr)
        return 2
    query = sys.stdin.read() if args.query == "-" else args.query
    if not query.strip():
        print("clusterbook sql: the query is empty", file=sys.stderr)
        return 2
    rows = fetch(args.warehouse or default_warehouse(), query)
    if args.format == "table" and not args.output:
        print_table(rows.column_names, zip(*(column.to_pylist() for column in rows.columns), strict=True))
        return 0
    _write(rows, args.format if args.format != "table" else "csv", args.output)
    return 0


def fetch(warehouse: Path, query: str) -> "pa.Table":
    """Return the rows of a query on the warehouse in a folder.

    Raises:
        ClusterbookError: there is no warehouse, or the query is wrong; the message is DuckDB's first line.
    """
    import duckdb

    from pipelines.store.layout import Layout
    from pipelines.store.opening import connect

    with connect(Layout(warehouse).database) as connection:
        try:
            found = connection.sql(query)
            return found.to_arrow_table() if found is not None else _nothing()
        except duckdb.Error as error:
            raise ClusterbookError(f"the query failed: {str(error).strip().splitlines()[0]}") from error


def _nothing() -> "pa.Table":
    import pyarrow as pa

    return pa.table({})


def _write(rows: "pa.Table", form: str, output: Path | None) -> None:
    if form == "parquet":
        import pyarrow.parquet as pq

        assert output is not None
        pq.write_table(rows, output)
        return
    text = io.StringIO(newline="")
    if form == "csv":
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(rows.column_names)
        for row in rows.to_pylist():
            writer.writerow("" if value is None else _cell(value) for value in row.values())
    else:
        for row in rows.to_pylist():
            json_line(row, text)
    if output:
        output.write_text(text.getvalue(), encoding="utf-8")
    elif sys.stdout.isatty():  # a person looks on: nothing that could steer the terminal
        sys.stdout.writelines(f"{safe(line)}\n" for line in text.getvalue().splitlines())
    else:
        sys.stdout.write(text.getvalue())


def _cell(value: object) -> object:
    return harmless("; ".join(str(plain(item)) for item in value) if isinstance(value, list) else plain(value))
