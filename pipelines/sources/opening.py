"""Opening a file and reading its bytes within limits: packed or not, never a device, never one being written."""

import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pipelines.sources.records import MEGABYTE, Limits, Refusal

_CHUNK = 1 << 18
_GZIP = b"\x1f\x8b"
# The first bytes by which a file is known, whatever its name says.
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (_GZIP, "gzip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"WARC/", "warc"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
    (b"PAR1", "parquet"),
)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a regular file; refuse it if it changed by the time the block is left."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Refusal("vanished") from None
    except (OSError, ValueError) as error:
        raise Refusal("unreadable", detail=getattr(error, "strerror", None) or error) from None
    with os.fdopen(handle, "rb") as stream:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise Refusal("not_a_file", kind="a folder, pipe or device")
        yield stream
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise Refusal("changing")


def kind_of(head: bytes) -> str | None:
    """Return what the first bytes say the file is, None where they say nothing."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return "tar" if head[257:262] == b"ustar" else None


def is_gzip(head: bytes) -> bool:
    return head.startswith(_GZIP)


def chunks(stream: BinaryIO, limits: Limits, *, packed: bool) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked where it is gzipped, and refuse a bomb before it has grown."""
    if not packed:
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    taken = given = 0
    unpacker, inside = zlib.decompressobj(wbits=31), False
    while chunk := stream.read(_CHUNK):
        taken += len(chunk)
        while chunk:
            inside = True
            try:
                out = unpacker.decompress(chunk, _CHUNK * 4)
            except zlib.error as error:
                raise Refusal("damaged", detail=error) from None
            given += len(out)
            if given > 10 * MEGABYTE and given > taken * limits.expansion:
                raise Refusal("bomb", ratio=limits.expansion)
            if out:
                yield out
            chunk = unpacker.unconsumed_tail
            if unpacker.eof:  # the next member of several, or the zeros some writers pad with
                chunk = unpacker.unused_data.lstrip(b"\0")
                unpacker, inside = zlib.decompressobj(wbits=31), False
    if inside:
        raise Refusal("damaged", detail="the packed data ends too early")


def all_bytes(stream: BinaryIO, limits: Limits, *, packed: bool) -> bytes:
    """Return the whole content, refused beyond the limit for a file that holds one article."""
    if not packed:
        size = os.fstat(stream.fileno()).st_size
        if size > limits.file_bytes:
            raise Refusal("too_big", size=size, limit=limits.file_bytes)
    parts: list[bytes] = []
    length = 0
    for part in chunks(stream, limits, packed=packed):
        length += len(part)
        if length > limits.file_bytes:
            raise Refusal("too_big", size=f"more than {limits.file_bytes}", limit=limits.file_bytes)
        parts.append(part)
    return b"".join(parts)


def unpacked(data: bytes, limits: Limits) -> bytes:
    """Return the content of gzipped bytes, at most as much as a record may have."""
    parts: list[bytes] = []
    length = 0
    for part in chunks(io.BytesIO(data), limits, packed=True):
        length += len(part)
        if length > limits.record_bytes:
            raise Refusal("too_big", size=f"more than {limits.record_bytes}", limit=limits.record_bytes)
        parts.append(part)
    return b"".join(parts)
