"""Naming the files of a folder: which are articles, which can never be, and how a path is written in a table.

Nothing is opened here, so listing 100,000 files is cheap. Links to folders are not followed: no walk runs in a circle.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.sources.records import Limits, Refusal

SIDECAR = "sources.csv"
_NEVER_FILES = re.compile(r"[._]|README|.*\.toml$|sources\.csv$", re.DOTALL)
_NEVER_FOLDERS = re.compile(r"[._]|vocabulary$", re.DOTALL)
# What would make a path unreadable or ambiguous in a table: control, format and lone characters, the escape itself,
# and a "#7" at the end, which stands for the seventh record of a file.
_UNSAFE = re.compile(
    "[\\\\\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]|#(?=[0-9]+$)"
)
_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A name in the folder that stands for an article, or for something that cannot be one."""

    path: str  # as written in tables: `/` between folders, unsafe characters escaped
    size: int
    mtime_ns: int
    stamp: str  # changes whenever the file does, even with its size and time kept
    refusal: Refusal | None = None  # why it cannot even be opened


def list_files(root: Path, *, limits: Limits | None = None) -> list[FileEntry]:
    """Return every article file below `root`, sorted by path, with those that cannot be opened marked."""
    top = os.path.realpath(root)
    return sorted(_walk(top, top, 0, limits or Limits()), key=lambda entry: entry.path)


def list_settings(root: Path) -> list[FileEntry]:
    """Return the files that are no articles but change what is read: `sources.csv`, `*.toml`, the vocabulary."""
    top = os.path.realpath(root)
    found: list[FileEntry] = []
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name[0] not in "._"]
        for name in names:
            if name == SIDECAR or (name.endswith(".toml") and name[0] not in "._"):
                path = os.path.join(folder, name)  # noqa: PTH118 (undecodable names stay as they are)
                try:
                    found.append(_entry(table_path(os.path.relpath(path, top)), os.stat(path), None))  # noqa: PTH116
                except OSError:
                    continue
    return sorted(found, key=lambda entry: entry.path)


def table_path(name: str) -> str:
    r"""Write a file name so that a table can hold it: unsafe characters become `\xNN` or `\uNNNN`.

    >>> table_path("two\nlines.txt")
    'two\\x0alines.txt'
    """
    return _UNSAFE.sub(_escaped, name)


def real_path(root: Path, path: str) -> str:
    """Return the path on disk that `table_path` wrote; it may lead nowhere, but never out of `root`."""
    name = re.sub(r"\\(\\|x[0-9a-f]{2}|u[0-9a-f]{4})", lambda m: _unescaped(m[1]), path)
    if os.path.isabs(name) or ".." in name.split("/"):  # noqa: PTH117
        raise Refusal("link_outside")
    return os.path.join(os.path.realpath(root), name)  # noqa: PTH118


def is_article_name(name: str) -> bool:
    """Say whether a file of this name can be an article.

    >>> [is_article_name(name) for name in ("zhili.txt", "sources.csv", "README.md", "_draft.txt", "x.toml")]
    [True, False, False, False, False]
    """
    return not _NEVER_FILES.match(name)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as the system hands it over
        code -= 0xDC00
        return f"\\x{code:02x}"
    # U+0080 to U+009F take the long form: the short one means a byte from there on
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def _unescaped(escape: str) -> str:
    if escape == "\\":
        return "\\"
    code = int(escape[1:], 16)
    return chr(code + 0xDC00) if escape[0] == "x" and code >= 0x80 else chr(code)


def _walk(top: str, folder: str, depth: int, limits: Limits) -> Iterator[FileEntry]:
    prefix = "" if folder == top else folder[len(top) + 1 :] + "/"
    try:
        found = list(os.scandir(folder))
    except OSError as error:
        yield FileEntry(table_path(prefix), 0, 0, "", Refusal("unreadable", detail=error.strerror))
        return
    for item in found:
        path = table_path(prefix + item.name)
        if item.is_dir(follow_symlinks=False):
            if _NEVER_FOLDERS.match(item.name):
                continue
            if depth >= limits.folder_depth:
                yield FileEntry(path, 0, 0, "", Refusal("too_deep", limit=limits.folder_depth))
            else:
                yield from _walk(top, item.path, depth + 1, limits)
        elif is_article_name(item.name):
            entry = _looked_at(path, item, top)
            if entry is not None:
                yield entry


def _looked_at(path: str, item: os.DirEntry[str], top: str) -> FileEntry | None:
    try:
        if not item.is_symlink():
            return _entry(path, item.stat(), None)
        target = os.path.realpath(item.path)
        if not os.path.lexists(target):
            return _entry(path, item.stat(follow_symlinks=False), Refusal("broken_link"))
        if os.path.commonpath([top, target]) != top:
            return _entry(path, item.stat(follow_symlinks=False), Refusal("link_outside"))
        return _entry(path, item.stat(), Refusal("link_to_folder") if item.is_dir() else None)
    except FileNotFoundError:
        return None  # gone since the folder was listed: as if it had gone before
    except OSError as error:
        code = "broken_link" if item.is_symlink() else "unreadable"
        return FileEntry(path, 0, 0, "", Refusal(code, detail=error.strerror))


def _entry(path: str, status: os.stat_result, refusal: Refusal | None) -> FileEntry:
    if refusal is None and not stat.S_ISREG(status.st_mode):
        refusal = Refusal("not_a_file", kind=_KINDS.get(stat.S_IFMT(status.st_mode), "something else"))
    stamp = f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"
    return FileEntry(path, status.st_size, status.st_mtime_ns, stamp, refusal)
