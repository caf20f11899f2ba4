"""`clusterbook build`: everything through Dagster, with progress, and what came of it."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pipelines.cli.console import console
from pipelines.project import default_raw, default_warehouse, set_up_dagster

_EPILOG = """\
examples:
  clusterbook build                                        read raw/ into warehouse/
  clusterbook build --raw ~/articles --warehouse ~/book    your own folder
  clusterbook build --full --workers 4                     read every article again, four at a time
  clusterbook build --engine ray                           read on Ray (pip install clusterbook[ray])
"""


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "build",
        help="read the articles and publish the warehouse",
        description="Read the articles of a folder, build every table, check them, and publish the warehouse. Only "
        "what changed since the last build is read again; where nothing changed, no run is started.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--raw", type=Path, metavar="DIR", help="folder of the articles (default: raw)")
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="folder to fill (default: warehouse)")
    parser.add_argument("--full", action="store_true", help="read every article again, also those that did not change")
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="where articles are read")
    parser.add_argument("--workers", type=_workers, metavar="N", help="processes to read with (default: one a core)")
    parser.set_defaults(run=run)


def _workers(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError("must be a number from 1")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Build, and print the summary."""
    raw = (args.raw or default_raw()).resolve()
    warehouse = (args.warehouse or default_warehouse()).resolve()
    if not raw.is_dir():
        print(f"clusterbook build: there is no folder {raw}", file=sys.stderr)
        return 2
    from pipelines.cli.summary import print_summary
    from pipelines.orchestration.standing import forget_standing, inputs_of, nothing_new, remember_standing
    from pipelines.store.layout import Layout

    layout = Layout(warehouse)
    inputs = inputs_of(raw)
    if not args.full and nothing_new(layout, inputs):
        print_summary(warehouse, 0)
        return 0
    set_up_dagster()
    from pipelines.cli.progress import shown_progress
    from pipelines.orchestration.running import run_build

    forget_standing(layout)
    with shown_progress():
        built = run_build(raw, warehouse, args.engine, args.workers, args.full)
    if built.failed:
        console(stderr=True).print(f"clusterbook build: {built.failed}")
        return 1
    remember_standing(layout, inputs)
    print_summary(warehouse, built.read, built.warnings)
    return 0
