"""`clusterbook report`: the pages of the published warehouse, opened in the browser."""

import argparse
import webbrowser
from pathlib import Path
from typing import Any

from pipelines.project import default_warehouse


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "report",
        help="open the report in the browser",
        description="Open the report of the published warehouse; it is written first where it is missing or old.",
        epilog="examples:\n  clusterbook report\n  clusterbook report --no-open --warehouse ~/book",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse (default: warehouse)")
    parser.add_argument("--no-open", action="store_true", help="write it and print where it is, open nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write what is missing, print the address, open it."""
    from pipelines.orchestration.report_steps import make_report
    from pipelines.store.layout import Layout

    layout = Layout(args.warehouse or default_warehouse())
    written = make_report(layout)
    address = (layout.report / "index.html").resolve().as_uri()
    print(f"{address}  ({written.bytes:,} bytes)")
    if not args.no_open:
        webbrowser.open(address)
    return 0
