"""Plain text files and their sidecar."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileEntry:
    path: str
    size: int
    mtime_ns: int
    stamp: str
    refusal: None = None


@dataclass(frozen=True, slots=True)
class SourceArticle:
    path: str
    text: str
    encoding: str
    format: str
    bytes: int
    title: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    published_basis: str = "unknown"
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RejectedFile:
    path: str
    reason_code: str
    reason: str
    remedy: str


def list_files(root: Path) -> list[FileEntry]:
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name[0] not in "._" and name != "vocabulary"]
        for name in names:
            if name[0] in "._" or name.startswith("README") or name.endswith(".toml") or name == "sources.csv":
                continue
            path = Path(folder) / name
            stat = path.stat()
            stamp = f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}"
            found.append(FileEntry(path.relative_to(root).as_posix(), stat.st_size, stat.st_mtime_ns, stamp))
    return sorted(found, key=lambda entry: entry.path)


def read_sidecar(root: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        with (root / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["file"]: row for row in csv.DictReader(file)}
    except FileNotFoundError:
        return {}


def read_file(root: Path, path: str, sidecar: Mapping[str, Mapping[str, str]]) -> list[SourceArticle | RejectedFile]:
    data = (root / path).read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [RejectedFile(path, "encoding", "The text is not UTF-8.", "Save it as UTF-8.")]
    known = sidecar.get(path, {})
    published = date.fromisoformat(known["published"]) if known.get("published") else None
    return [
        SourceArticle(
            path,
            text,
            "utf-8",
            "text",
            len(data),
            known.get("title") or None,
            known.get("source_url") or None,
            known.get("publisher") or None,
            published,
            "sidecar" if published else "unknown",
            known.get("language") or None,
        )
    ]
