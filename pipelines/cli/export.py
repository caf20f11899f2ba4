"""`clusterbook export`: the marts for other tools."""

import argparse
from pathlib import Path
from typing import Any

from pipelines.project import default_warehouse


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export",
        help="the marts as CSV, Parquet or Excel",
        description="Write every mart into a folder, with a Frictionless datapackage.json that describes each column.",
        epilog="examples:\n  clusterbook export out --format csv\n  clusterbook export out --format xlsx",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to; made if it is missing")
    parser.add_argument("--format", choices=("csv", "parquet", "xlsx"), default="csv", help="default: csv")
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse (default: warehouse)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the files and list them."""
    from pipelines.errors import ClusterbookError
    from pipelines.report.exports import export_marts
    from pipelines.store.layout import Layout
    from pipelines.store.opening import connect

    try:
        with connect(Layout(args.warehouse or default_warehouse()).database) as connection:
            written = export_marts(connection, args.folder, args.format)
    except OSError as error:
        raise ClusterbookError(f"cannot write to {args.folder}: {error.strerror or error}") from error
    for path in written:
        print(path)
    return 0
