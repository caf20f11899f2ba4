"""`clusterbook evaluate`: accuracy on labelled articles."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pipelines.project import project_root


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "evaluate",
        help="accuracy on labelled articles",
        description="Read labelled articles and print the accuracy card: each level with its 95 % interval.",
        epilog="examples:\n  clusterbook evaluate\n  clusterbook evaluate my-labels/ --json",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", nargs="?", type=Path, metavar="GOLD_DIR", help="default: tests/gold")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the accuracy card."""
    gold = args.gold or project_root() / "tests" / "gold"
    if not (gold / "facts.jsonl").is_file():
        print(f"clusterbook evaluate: {gold} holds no facts.jsonl", file=sys.stderr)
        return 2
    from pipelines.evaluation.card import print_card

    return print_card(gold, as_json=args.json)
