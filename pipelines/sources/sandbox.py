"""A limited process for the readers of complex formats, so that a hostile file costs one file and no more.

The process is kept for the next file and replaced when it dies, hangs, or has grown. Requests and answers are lines of
JSON: nothing that it says can run here.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import Any

from pipelines.sources.records import MEGABYTE, Limits, Refusal, RejectedFile, SourceArticle

_START_SECONDS = 30.0
_FILES_EACH = 2000  # after so many a process is replaced, whatever its libraries have kept in memory


class Sandbox:
    """One reading process, started when first needed. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = b""
        self._read = 0

    def read(self, file: str, path: str, form: str, limits: Limits, *, packed: bool, size: int) -> Iterator[Any]:
        """Yield what the process finds in a file; a process that fails on it becomes the file's refusal."""
        seconds = limits.parser_seconds * (1 + size / MEGABYTE)
        request = {"file": os.fsencode(file).hex(), "path": path, "form": form, "packed": packed}
        request |= {"seconds": seconds, "limits": asdict(limits)}
        try:
            self._send(request, limits)
            while True:
                answer = self._answer(seconds, form)
                if "end" in answer:
                    return
                yield _unpacked(answer)
        except GeneratorExit:
            self.close()
            raise
        except Refusal as refusal:
            if refusal.found.pop("fatal", None):
                self.close()
            raise

    @property
    def pid(self) -> int | None:
        """The process's id, None when there is none."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process."""
        process, self._process, self._waiting = self._process, None, b""
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    pipe.close()  # type: ignore[union-attr]

    def _send(self, request: dict[str, Any], limits: Limits) -> None:
        if self._process is None or self._process.poll() is not None or self._read >= _FILES_EACH:
            self._start(limits)
        self._read += 1
        line = json.dumps(request).encode() + b"\n"
        try:
            self._process.stdin.write(line)  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except BrokenPipeError:
            self._start(limits)
            self._process.stdin.write(line)  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]

    def _start(self, limits: Limits) -> None:
        self.close()
        self._read = 0
        environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath, "LANG": "C.UTF-8"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipelines.sources.sandboxed", str(limits.parser_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            start_new_session=True,
        )
        if self._answer(_START_SECONDS, "complex") != {"ready": True}:
            raise RuntimeError("the reading process did not start")

    def _answer(self, seconds: float, form: str) -> dict[str, Any]:
        """Return the next answer. The process counts its own processor time; the clock is for one that sleeps."""
        assert self._process is not None and self._process.stdout is not None  # noqa: PT018
        deadline = time.monotonic() + max(10.0, seconds * 10)
        pipe = self._process.stdout.fileno()
        while b"\n" not in self._waiting:
            if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise Refusal("too_slow", limit=round(seconds, 1), fatal=True)
            piece = os.read(pipe, 1 << 20)
            if not piece:
                raise self._death(seconds, form)
            self._waiting += piece
        line, _, self._waiting = self._waiting.partition(b"\n")
        return json.loads(line)

    def _death(self, seconds: float, form: str) -> Refusal:
        assert self._process is not None
        status = self._process.wait()
        if status == -24:  # SIGXCPU
            return Refusal("too_slow", limit=round(seconds, 1), fatal=True)
        return Refusal("parser_failed", format=form, detail=f"its process ended with status {status}", fatal=True)


def _unpacked(answer: dict[str, Any]) -> SourceArticle | RejectedFile:
    if "refusal" in answer:
        raise Refusal(answer["refusal"], **answer["found"])
    if "rejected" in answer:
        return RejectedFile(**answer["rejected"])
    fields = answer["article"]
    day = fields.pop("published_on")
    return SourceArticle(published_on=date.fromisoformat(day) if day else None, **fields)


_LOCAL = threading.local()


def sandbox() -> Sandbox:
    """Return this thread's reading process."""
    if not hasattr(_LOCAL, "sandbox"):
        _LOCAL.sandbox = Sandbox()
    return _LOCAL.sandbox
