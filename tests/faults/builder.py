"""Builds on request, each time in a fresh child process that may be told to die on the way.

Everything is imported once, before the children are forked, so a build of a few articles takes a second. A request is a
line of JSON: {"raw", "warehouse", "after": seconds} or {"at": n}, n counting the calls by which files appear, vanish or
reach the disk.
"""

import json
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pipelines.interpret.reading
import pipelines.orchestration.steps
from pipelines.engines.fingerprint import intake_fingerprint, reader_fingerprint
from tests.faults.steps import build

# Between any two of these nothing on the disk changes its name: they are the commit points.
COMMITS = ("replace", "rename", "unlink", "fsync", "rmdir", "mkdir", "chmod")


def main() -> None:
    pipelines.interpret.reading.read_article("Zhili has 7,500 mills.")  # lexicons and places, loaded once for all
    # A package installed elsewhere while hundreds of builds run must not make them read by another fingerprint.
    reader_fingerprint()
    intake_fingerprint()
    pipelines.orchestration.steps.MENDED = 1.0  # a dozen articles, half of them changed, take the way of thousands
    for line in sys.stdin:
        request = json.loads(line)
        started = time.monotonic()
        status, calls, error = _in_a_child(request)
        answer = {"status": status, "calls": calls, "error": error, "seconds": time.monotonic() - started}
        print(json.dumps(answer), flush=True)


def _in_a_child(request: dict[str, Any]) -> tuple[int, int, str]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(request, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        words = told.read().decode()
    _, status = os.waitpid(child, 0)
    calls, _, error = words.partition("\n")
    return os.waitstatus_to_exitcode(status), int(calls or 0), error


def _child(request: dict[str, Any], writing: int) -> None:
    calls = _die_at(request.get("at"))
    if request.get("after") is not None:
        threading.Timer(request["after"], _die).start()
    if request.get("file_bytes") is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["file_bytes"], request["file_bytes"]))
    error = ""
    try:
        build(Path(request["raw"]), Path(request["warehouse"]), full=request.get("full", False))
    except BaseException as problem:
        error = f"{type(problem).__name__}: {problem}"
    os.write(writing, f"{calls()}\n{error}".encode())
    os._exit(1 if error else 0)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at(wanted: int | None) -> Callable[[], int]:
    """Count the commit points, and die right after the wanted one."""
    count = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal count
            result = real(*args, **more)
            count += 1
            if count == wanted:
                _die()
            return result

        return call

    for name in COMMITS:
        setattr(os, name, counted(getattr(os, name)))
    return lambda: count


if __name__ == "__main__":
    main()
