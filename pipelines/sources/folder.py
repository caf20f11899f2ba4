"""Reading a whole folder: every file gives articles or one reason why not, in the order of their paths."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipelines.sources import formats
from pipelines.sources.listing import FileEntry, list_files, real_path
from pipelines.sources.metadata import Origin, described, host_of, origin_of_byline, origin_of_name, origin_of_page
from pipelines.sources.records import Limits, Refusal, RejectedFile, SourceArticle, rejection
from pipelines.sources.sandbox import sandbox
from pipelines.sources.sidecar import Sidecars, read_sidecars


def read_folder(root: Path, *, limits: Limits | None = None) -> Iterator[SourceArticle | RejectedFile]:
    """Yield the articles of `root` and the files and records that are none, sorted by path."""
    limits = limits or Limits()
    sidecars = read_sidecars(root, limits=limits)
    yield from sidecars.rejected
    for entry in list_files(root, limits=limits):
        yield from read_file(root, entry, sidecars=sidecars, limits=limits)


def read_file(
    root: Path, entry: FileEntry, *, sidecars: Sidecars | None = None, limits: Limits | None = None
) -> Iterator[SourceArticle | RejectedFile]:
    """Yield the articles of one file of `list_files`, or the reason why it gives none."""
    limits = limits or Limits()
    sidecars = sidecars or Sidecars()
    try:
        if entry.refusal is not None:
            raise entry.refusal
        for found in _read(real_path(root, entry.path), entry.path, entry.size, limits):
            if isinstance(found, RejectedFile):
                yield found
            else:
                yield _described(found, sidecars.of(found.path), origin_of_name(entry.path))
    except Refusal as refusal:
        yield rejection(entry.path, refusal)


def _described(article: SourceArticle, sidecar: Origin, name: Origin) -> SourceArticle:
    """Fill in what stands beside the article: its own front matter first, a page's metadata only after the sidecar."""
    if article.format in formats.COMPLEX:
        page = origin_of_page(article)
        article = replace(article, **dict.fromkeys(("title", "source_url", "publisher", "published_on", "language")))
        article = described(article, sidecar, page)
    else:
        article = described(article, sidecar)
    if article.published_on is None and name.published_on is not None:
        article = described(article, origin_of_byline(article.text), name)
    return (
        article if article.publisher else described(article, Origin("unknown", publisher=host_of(article.source_url)))
    )


def _read(file: str, path: str, size: int, limits: Limits) -> Iterator[SourceArticle | RejectedFile]:
    form, packed = formats.look(file, path)
    if form in formats.COMPLEX:
        if form != "warc" and size > limits.file_bytes:
            raise Refusal("too_big", size=size, limit=limits.file_bytes)
        yield from sandbox().read(file, path, form, limits, packed=packed, size=size)
        return
    yield from formats.read_plain(file, path, form, limits, packed=packed)
