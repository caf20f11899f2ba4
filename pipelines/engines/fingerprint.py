"""Which reader read: a hash that changes when the code, the data or a library that decides a reading does."""

import hashlib
import sys
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

_READING = ("text", "recognise", "interpret", "reference", "engines", "corpus/passages.py")
_INTAKE = ("sources", "text/publication.py")
# Libraries that turn bytes or characters into what is read; one that is not installed reads nothing.
_LIBRARIES = ("ftfy", "regex", "google-re2", "ahocorasick-rs")
_FORMAT_LIBRARIES = (
    "trafilatura",
    "lxml",
    "pypdf",
    "pdfminer.six",
    "python-docx",
    "docx2txt",
    "charset-normalizer",
    "ftfy",
    "fastwarc",
)


@cache
def reader_fingerprint() -> str:
    """Return the fingerprint of what turns an article's text into rows (the user's vocabulary comes on top)."""
    return _fingerprint(_READING, _LIBRARIES)


@cache
def intake_fingerprint() -> str:
    """Return the fingerprint of what turns a file into articles."""
    return _fingerprint(_INTAKE, _FORMAT_LIBRARIES)


@cache
def code_fingerprint(*packages: str) -> str:
    """Return a hash of the code and data of some packages of the project."""
    return _fingerprint(packages, ())


def _fingerprint(packages: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {unicodedata.unidata_version}".encode())
    root = files("pipelines")
    for package in packages:
        for name, data in _files(root / package, package):
            digest.update(f"{name}:{len(data)}:".encode())
            digest.update(data)
    for library in libraries:
        try:
            digest.update(f"{library}=={version(library)};".encode())
        except PackageNotFoundError:
            continue
    return digest.hexdigest()


def _files(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    if not folder.is_dir():
        return [(path, folder.read_bytes())] if folder.is_file() else []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry, name)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            found.append((name, entry.read_bytes()))
    return found
