"""`clusterbook describe`: the data dictionary."""

import argparse
import sys
from typing import Any

from pipelines.cli.console import console, print_table


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "describe",
        help="the data dictionary",
        description="List the tables, or the columns of one table: type, role, meaning, what null means.",
        epilog="examples:\n  clusterbook describe\n  clusterbook describe cluster_output",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("table", nargs="?", help="a table, with or without its schema")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the dictionary."""
    from pipelines.tables.catalogue import TABLES
    from pipelines.tables.describe import column_lines, find_table

    if not args.table:
        print_table(("table", "key", "one row"), [(t.full_name, t.key, t.description) for t in TABLES.values()])
        return 0
    try:
        table = find_table(args.table)
    except KeyError as error:
        print(f"clusterbook describe: {error.args[0]}", file=sys.stderr)
        return 2
    out = console()
    out.print(f"{table.full_name}: {table.description}", soft_wrap=True)
    out.print()
    lines = [(line.name, line.type, line.role, line.meaning, line.null_means) for line in column_lines(table)]
    print_table(("column", "type", "role", "meaning", "null means"), lines, out)
    return 0
