"""Whether a build would find nothing to do, known from listings alone: no file is opened, no run is started.

A run of Dagster writes some hundred events, seconds of work even where every step leaves its table as it is. So what a
build started from and what it left behind are written down, and the next one looks first. No Dagster here.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.engines.fingerprint import code_fingerprint, intake_fingerprint, reader_fingerprint
from pipelines.sources.listing import list_files, list_settings
from pipelines.store.files import replacing
from pipelines.store.layout import Layout
from pipelines.store.state import hash_of

_NOTE = "build"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build started from, and what lay in the warehouse when it had ended well."""

    inputs: str
    outputs: str


def listing_hash(raw: Path) -> str:
    """Return one hash of every file that a build reads: its path, size and time."""
    entries = [*list_files(raw), *list_settings(raw)]
    # One string, a line a file: of a hundred thousand, each hashed by itself takes five times as long.
    return hash_of("\n".join(f"{entry.path}\0{entry.size}\0{entry.mtime_ns}\0{entry.stamp}" for entry in entries))


def inputs_of(raw: Path) -> str:
    """Return one hash of all that decides what a build makes: the raw folder, the code, the libraries that read."""
    # The vocabulary may be a link to a folder elsewhere, into which the listing does not go.
    words = [_stamp(str(path)) for path in sorted((raw / "vocabulary").glob("*.toml"))]
    code = (code_fingerprint("."), reader_fingerprint(), intake_fingerprint())
    return hash_of(str(raw), listing_hash(raw), *code, *words)


def nothing_new(layout: Layout, inputs: str) -> bool:
    """Say whether the last build started from the same, ended well, and nothing it left was touched since."""
    try:
        known = Standing(**json.loads(layout.state(_NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return False
    return known.inputs == inputs and known.outputs == _outputs(layout)


def forget_standing(layout: Layout) -> None:
    """Remove the note, before a run: one that fails or is killed leaves none."""
    with contextlib.suppress(OSError):  # where nothing can be removed, the run itself will say so
        layout.state(_NOTE).unlink(missing_ok=True)


def remember_standing(layout: Layout, inputs: str) -> None:
    """Write down that a build from `inputs`, hashed before it started, ended well."""
    with replacing(layout.state(_NOTE)) as staged:
        staged.write_text(json.dumps(asdict(Standing(inputs, _outputs(layout))), sort_keys=True), encoding="utf-8")


def _outputs(layout: Layout) -> str:
    """Return one hash of the size and time of every file of the warehouse: also of one that is not ours, like a log."""
    note = str(layout.state(_NOTE))
    found = []
    for folder, folders, names in os.walk(layout.root):
        folders.sort()
        for name in sorted(names):
            path = f"{folder}/{name}"
            if name[0] != "." and path != note:  # locks and unfinished files begin with a dot
                found.append(_stamp(path))
    return hash_of(*found)


def _stamp(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 (thousands of files: no Path for each)
    except OSError:
        return f"{path}\0gone"
    return f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}"
