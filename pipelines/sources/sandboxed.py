"""What runs inside the sandbox: it limits itself, then reads the files it is asked for until its input ends."""

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any

from pipelines.sources.records import Limits, Refusal, SourceArticle


def main(memory: int) -> None:
    """Serve requests on standard input; whatever a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _load_readers()
    _confine(memory)
    _say(out, {"ready": True})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        _allow_time(request["seconds"])
        _serve(request, out)


def _load_readers() -> None:
    """Import every reader while files may still be opened freely and memory is not yet counted."""
    import docx
    import fastwarc.warc
    import feedparser
    import ftfy  # noqa: F401
    import pypdf

    import pipelines.sources.documents
    import pipelines.sources.pages

    docx.Document()  # reads its template once
    _ = fastwarc.warc, feedparser, pypdf, pipelines.sources.documents, pipelines.sources.pages


def _confine(memory: int) -> None:
    limits = [(resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64)]
    if sys.platform == "linux":  # elsewhere the limit on the address space is not kept, or counts what is shared
        with open("/proc/self/statm") as file:  # noqa: PTH123
            pages = int(file.read().split()[0])
        limits.append((resource.RLIMIT_AS, pages * resource.getpagesize() + memory))
    for name, value in limits:
        resource.setrlimit(name, (value, value))


def _allow_time(seconds: float) -> None:
    """Allow so much processor time from now on; beyond it the system ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _serve(request: dict[str, Any], out: Any) -> None:
    from pipelines.sources.documents import read_complex

    limits = Limits(**request["limits"])
    file = os.fsdecode(bytes.fromhex(request["file"]))
    try:
        for found in read_complex(file, request["path"], request["form"], limits, packed=request["packed"]):
            if isinstance(found, SourceArticle):
                fields = asdict(found)
                fields["published_on"] = found.published_on.isoformat() if found.published_on else None
                _say(out, {"article": fields})
            else:
                _say(out, {"rejected": asdict(found)})
            _allow_time(request["seconds"])
        _say(out, {"end": True})
    except Refusal as refusal:
        _say(out, {"refusal": refusal.code, "found": refusal.found})
    except MemoryError:
        _say(out, {"refusal": "too_much_memory", "found": {"limit": str(limits.parser_bytes), "fatal": "memory"}})
    except BaseException as error:  # whatever a reader raises on a hostile file, panics of compiled ones included
        detail = f"{type(error).__name__}: {error}"[:200]
        _say(out, {"refusal": "parser_failed", "found": {"format": request["form"], "detail": detail}})


def _say(out: Any, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main(int(sys.argv[1]))
