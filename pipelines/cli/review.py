"""`clusterbook review` and `clusterbook diff`: what deserves a look, and what changed between snapshots."""

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from pipelines.cli.console import console, json_line, print_table, safe
from pipelines.errors import ClusterbookError
from pipelines.project import default_raw, default_warehouse

if TYPE_CHECKING:
    from pipelines.store.snapshots import Snapshot

_REVIEW = """\
examples:
  clusterbook review                      the twenty that matter most, each with a correction to paste
  clusterbook review --write 1 4          append the corrections of items 1 and 4 to raw/corrections.toml, then build
"""
_DIFF = """\
examples:
  clusterbook diff                        what the last publish changed, and why
  clusterbook diff 3                      from snapshot 3 to the last one
  clusterbook diff 2026-11-01 2026-11-20  between two days
"""


def add(commands: Any) -> None:
    """Add the commands to the parser."""
    review = commands.add_parser(
        "review",
        help="what deserves a look, with a correction ready to paste",
        description="List what matters most: conflicts, large figures read with doubt, places not resolved.",
        epilog=_REVIEW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    review.add_argument("--limit", type=int, default=20, metavar="N", help="how many items (default: 20)")
    review.add_argument("--write", type=int, nargs="+", metavar="ITEM", help="append the corrections of these items")
    review.add_argument("--author", default=None, help="who corrects (default: your login name)")
    review.add_argument("--raw", type=Path, metavar="DIR", help="folder of corrections.toml (default: raw)")
    review.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse (default: warehouse)")
    review.set_defaults(run=run_review)
    diff = commands.add_parser(
        "diff",
        help="what changed between two snapshots, and why",
        description="Print each mart cell that differs between two snapshots, with the cause: new, edited or removed "
        "article, correction, new rules, new rates.",
        epilog=_DIFF,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("before", nargs="?", metavar="A", help="number, name or day (default: the last but one)")
    diff.add_argument("after", nargs="?", metavar="B", help="number, name or day (default: the last)")
    diff.add_argument("--format", choices=("table", "jsonl"), default="table")
    diff.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse (default: warehouse)")
    diff.set_defaults(run=run_diff)


def run_review(args: argparse.Namespace) -> int:
    """Print the items, or append the corrections of some."""
    from pipelines.marts.review import append_corrections, list_review
    from pipelines.store.layout import Layout
    from pipelines.store.opening import connect

    wanted = args.write or []
    with connect(Layout(args.warehouse or default_warehouse()).database) as connection:
        items = list_review(connection, max(args.limit, *wanted, 1), args.author or _login())
    if unknown := [number for number in wanted if not 1 <= number <= len(items)]:
        raise ClusterbookError(f"there is no item {unknown[0]}; the list has {len(items)}")
    out = console()
    if wanted:
        path = (args.raw or default_raw()) / "corrections.toml"
        append_corrections(path, [items[number - 1].correction for number in wanted], datetime.now(UTC).date())
        out.print(f"{len(wanted)} corrections appended to {path}; `clusterbook build` applies them")
        return 0
    if not items:
        out.print("nothing to review")
    for number, item in enumerate(items[: args.limit], 1):
        heading = f"{number}. {item.kind}: {safe(item.cluster or 'no cluster')}  (weight {item.weight:.2f})"
        out.print(Text(heading, style="bold"))
        out.print(Text(f"   {safe(item.explanation)}"), soft_wrap=True)
        out.print(Text(f"   “{safe(item.sentence)}”  {safe(item.article)}"), soft_wrap=True)
        for line in item.correction.splitlines():
            out.print(Text(f"   {safe(line)}", style="dim"), soft_wrap=True)
        out.print()
    return 0


def _login() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in this container
        return None


def run_diff(args: argparse.Namespace) -> int:
    """Print what changed."""
    from pipelines.store.changes import compare
    from pipelines.store.layout import Layout

    pair = _pair(Layout(args.warehouse or default_warehouse()).snapshots, args.before, args.after)
    if pair is None:
        print("there is only one snapshot yet; build again after something changed", file=sys.stderr)
        return 0
    before, after = pair
    changes = list(compare(before, after))
    if args.format == "jsonl":
        for change in changes:
            json_line({name: getattr(change, name) for name in ("table", "key", "column", "before", "after", "cause")})
        return 0
    out = console()
    out.print(f"{before.name} -> {after.name}: {len(changes)} changes")
    rows = [(c.table, ", ".join(c.key), c.column or "(row)", c.before, c.after, c.cause) for c in changes]
    if rows:
        print_table(("table", "key", "column", "before", "after", "why"), rows, out)
    return 0


def _pair(folder: Path, before: str | None, after: str | None) -> "tuple[Snapshot, Snapshot] | None":
    """Return the two snapshots to compare, None where the last has none before it."""
    from pipelines.store.snapshots import find_snapshot, list_snapshots

    last = find_snapshot(folder, after)
    if before is not None:
        return find_snapshot(folder, before), last
    earlier = [snapshot for snapshot in list_snapshots(folder) if snapshot.number < last.number]
    return (earlier[-1], last) if earlier else None
