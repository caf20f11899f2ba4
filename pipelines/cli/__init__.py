"""The `clusterbook` command: one module a group of commands, each with `add(commands)`.

A module imports what is heavy inside the function that runs, so `clusterbook --help` and `extract` start at once.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from pipelines.errors import ClusterbookError

# In the order of the help text.
_GROUPS = ("build", "extract", "query", "explain", "review", "describe", "report", "export", "evaluate", "ui")

_EPILOG = """\
examples:
  clusterbook build                                     read raw/ and publish the warehouse
  clusterbook build --raw ~/articles --warehouse ~/book your own folder
  clusterbook extract article.txt --format table        facts of one article, no warehouse needed
  clusterbook sql "SELECT * FROM marts.cluster"         query the published warehouse
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(
        prog="clusterbook",
        description="What articles state about industrial clusters, as a warehouse that leads back to the words.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in _GROUPS:
        import_module(f"pipelines.cli.{group}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status: 0 done, 1 not all done, 2 wrong usage."""
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except (ClusterbookError, ValueError) as error:
        if isinstance(error, ValueError) and not _is_for_users(error):
            raise
        print(f"clusterbook: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("clusterbook: stopped; the published warehouse is as it was, run again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        sys.stderr.close()
        return 141


def _is_for_users(error: ValueError) -> bool:
    """Say whether the error is one that a layer below raised for a user to mend."""
    return type(error).__module__.startswith("pipelines.")


if __name__ == "__main__":
    sys.exit(main())
