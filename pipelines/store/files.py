"""Files that appear whole or not at all, and locks that the kernel frees."""

import contextlib
import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipelines.errors import ClusterbookError


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; on success it is synced and takes the place of `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        yield staged
        sync(staged)
        staged.replace(path)
        sync(path.parent)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        staged.unlink(missing_ok=True)


def _explained(error: OSError, path: Path) -> Exception:
    reasons = {
        errno.ENOSPC: "the disk is full; free some space and run again",
        errno.EDQUOT: "the disk quota is used up; free some space and run again",
        errno.EFBIG: "files may not grow so large here; raise the limit (ulimit -f) and run again",
        errno.EACCES: "the folder may not be written to; mend its permissions and run again",
        errno.EPERM: "the folder may not be written to; mend its permissions and run again",
        errno.EROFS: "the file system is read-only; choose another --warehouse",
    }
    reason = reasons.get(error.errno or 0)
    return ClusterbookError(f"cannot write {path}: {reason}") if reason else error


def sync(path: Path) -> None:
    """Flush a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, pattern: str) -> None:
    """Remove what killed writers left behind."""
    for leftover in folder.glob(pattern):
        leftover.unlink(missing_ok=True)


def sweep_all(root: Path) -> None:
    """Remove everything that killed builds left below a warehouse folder. Only for who holds its lock."""
    for pattern in (".*.tmp-*", ".*.build-*"):
        for leftover in root.rglob(pattern):
            if leftover.is_file():
                leftover.unlink(missing_ok=True)


def file_hash(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_hashes(*paths: Path) -> list[str]:
    """Return the sha256 of several files, hashed side by side."""
    with ThreadPoolExecutor(len(paths)) as pool:
        return list(pool.map(file_hash, paths))


@contextlib.contextmanager
def locked(path: Path, on_wait: Callable[[str], None] = lambda holder: None) -> Iterator[None]:
    """Hold an exclusive lock on `path`, waiting for it; `on_wait` is told who holds it. Freed even by kill -9."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise _explained(error, path) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            on_wait(file.read().strip() or "another process")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}")
        file.flush()
        yield
