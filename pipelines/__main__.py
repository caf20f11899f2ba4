"""`python -m pipelines`: the same as `clusterbook`."""

import sys

from pipelines.cli import main

# Reading processes import this module under another name and must not start a command.
if __name__ == "__main__":
    sys.exit(main())
