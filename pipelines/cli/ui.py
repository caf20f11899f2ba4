"""`clusterbook ui`: the Dagster UI on loopback, with schedule and sensor running."""

import argparse
import os
import signal
import subprocess
import sys
from typing import Any

from pipelines.project import project_root, set_up_dagster


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "ui",
        help="the Dagster UI",
        description="Start the Dagster UI on this machine alone; the daily schedule and the sensor on the raw folder "
        "run while it does. Ctrl-C stops it.",
        epilog="example:\n  clusterbook ui --port 3001",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=3000, help="default: 3000")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Start the UI and wait for it to end."""
    set_up_dagster()
    workspace = project_root() / "workspace.yaml"
    if not workspace.exists():
        print("clusterbook ui: run it in a checkout of the project, where workspace.yaml lies", file=sys.stderr)
        return 2
    print(f"Dagster UI: http://127.0.0.1:{args.port}  (Ctrl-C stops it)", file=sys.stderr)
    command = [sys.executable, "-m", "dagster", "dev", "-w", str(workspace), "-h", "127.0.0.1", "-p", str(args.port)]
    command += ["--log-level", "warning"]
    # A script that starts this with & has interrupts ignored, and Dagster would inherit that: nothing could stop it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _end)
    child = subprocess.Popen(command, cwd=project_root(), env=os.environ | {"PYTHONWARNINGS": "ignore"})
    try:
        return child.wait()
    except KeyboardInterrupt:
        pass  # the terminal has told the child, too; a second signal would cut its tidying short
    except SystemExit:
        child.send_signal(signal.SIGINT)
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    return 0


def _end(number: int, frame: object) -> None:
    raise SystemExit(0)
