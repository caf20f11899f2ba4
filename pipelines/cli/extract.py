"""`clusterbook extract`: what articles state, without a warehouse and without Dagster."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pipelines.cli.console import json_line, print_table
from pipelines.errors import ClusterbookError

if TYPE_CHECKING:
    from pipelines.sources import RejectedFile, SourceArticle

KINDS = ("observations", "channels", "quantities", "periods", "places", "rejections")
_EPILOG = """\
examples:
  clusterbook extract article.txt --format table
  clusterbook extract articles/ > facts.jsonl              dates from articles/sources.csv
  clusterbook extract article.txt --what periods --published-on 2023-08-08
"""
_TABLE_COLUMNS = {
    "observations": ("indicator", "value", "unit", "qualifier", "subject", "product", "time_period", "quote"),
    "channels": ("channel", "signal", "share_pct", "subject", "time_period", "quote"),
    "quantities": ("value", "value_low", "value_high", "unit", "qualifier", "direction", "quote"),
    "periods": ("time_period", "period_start", "period_end", "quote"),
    "places": ("place_code", "name", "level", "quote"),
    "rejections": ("reason_code", "reason", "quote"),
}


# A cluster is a matter of the whole corpus: one article alone gives place and trade.
_NO_CLUSTER = {"cluster_id": None}


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "extract",
        help="read files or folders, without a warehouse",
        description="Read files or folders and print what they state. Titles and dates come from a sources.csv beside "
        "the files if there is one, else from the text.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    parser.add_argument("--what", choices=KINDS, default="observations", help="default: observations")
    parser.add_argument("--format", choices=("jsonl", "table"), default="jsonl", help="default: jsonl")
    parser.add_argument("--sources", type=Path, metavar="CSV", help="a sources.csv that lies elsewhere")
    parser.add_argument("--published-on", type=_date, metavar="DATE", help="date of publication: 2023-08-08")
    parser.set_defaults(run=run)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2023-08-08") from None


def run(args: argparse.Namespace) -> int:
    """Print what each article states; 1 if a file could not be read."""
    from pipelines.interpret.serialise import plain
    from pipelines.sources import RejectedFile

    missing = [str(path) for path in args.paths if not path.exists()]
    if missing:
        print(f"clusterbook extract: there is no {missing[0]}", file=sys.stderr)
        return 2
    if args.sources and not args.sources.is_file():
        print(f"clusterbook extract: there is no {args.sources}", file=sys.stderr)
        return 2
    status = 0
    table: list[dict[str, Any]] = []
    for path in args.paths:
        for article in articles(path, args.sources):
            if isinstance(article, RejectedFile):
                print(f"clusterbook extract: {article.path}: {article.reason} {article.remedy}", file=sys.stderr)
                status = 1
                continue
            for row in map(plain, rows(article, args.what, args.published_on)):
                if args.format == "jsonl":
                    json_line(row)
                else:
                    table.append(row)
    if args.format == "table":
        columns = ("article_id", *_TABLE_COLUMNS[args.what])
        print_table(columns, [[row.get(name) for name in columns] for row in table])
    return status


def articles(path: Path, sources: Path | None = None) -> "Iterator[SourceArticle | RejectedFile]":
    """Yield the articles of a file or folder, with what a sources.csv beside them or `sources` says of them."""
    from pipelines.sources import list_files, read_file
    from pipelines.sources.sidecar import Sidecars, read_sidecar, read_sidecars

    root = path if path.is_dir() else path.parent
    if sources:
        rows: dict[str, Any] = {}
        rejected: list[RejectedFile] = []
        read_sidecar(str(sources), sources.name, rows, rejected, _limits())
        sidecars = Sidecars(rows, tuple(rejected))
    else:
        sidecars = read_sidecars(root)
    found = [entry for entry in list_files(root) if path.is_dir() or PurePosixPath(entry.path).name == path.name]
    if not path.is_dir():
        found = [entry for entry in found if entry.path == path.name]
        if not found:
            raise ClusterbookError(f"{path.name} is never an article: rename it")
    for entry in found:
        yield from read_file(root, entry, sidecars=sidecars)


def _limits() -> Any:
    from pipelines.sources import Limits

    return Limits()


def article_id(path: str) -> str:
    """Return how an article is called in the output: its path without suffixes, `#3` kept.

    >>> article_id("zhili-2021.txt"), article_id("china/knit.tar.gz"), article_id("all.jsonl#3")
    ('zhili-2021', 'china/knit', 'all#3')
    """
    name, mark, record = path.partition("#")
    pure = PurePosixPath(name)
    while pure.suffix and not pure.suffix[1:].isdigit():
        pure = pure.with_suffix("")
    return f"{pure}{mark}{record}"


def rows(article: "SourceArticle", what: str, published_on: date | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of one article."""
    name = {"article_id": article_id(article.path)}
    text = article.text
    when = published_on or article.published_on
    if what == "quantities":
        from pipelines.recognise.quantities import recognise_quantities

        for q in recognise_quantities(text, article.language):
            yield name | {
                "start": q.start,
                "end": q.end,
                "quote": q.span.of(text),
                "value": q.value,
                "value_low": q.low,
                "value_high": q.high,
                "qualifier": q.qualifier,
                "direction": q.direction,
                "unit": q.unit,
            }
        return
    if what == "periods":
        from pipelines.recognise.periods import recognise_periods

        for p in recognise_periods(text, when, article.language):
            yield name | {
                "start": p.start,
                "end": p.end,
                "quote": p.span.of(text),
                "period_start": p.start_date,
                "period_end": p.end_date,
                "time_period": p.time_period,
            }
        return
    yield from (name | row for row in _interpreted(article, what, when))


def _interpreted(article: "SourceArticle", what: str, when: date | None) -> Iterator[dict[str, Any]]:
    from pipelines.interpret.identity import document_id
    from pipelines.interpret.reading import read_article
    from pipelines.interpret.records import Hints
    from pipelines.interpret.serialise import channel_row, observation_row

    text = article.text
    hints = Hints(article.title, article.publisher, article.source_url)
    reading = read_article(text, when, hints, article.language)
    document = document_id(text)
    if what == "observations":
        yield from (observation_row(text, document, reading, o) | _NO_CLUSTER for o in reading.observations)
    elif what == "channels":
        yield from (channel_row(text, document, reading, c) | _NO_CLUSTER for c in reading.channels)
    elif what == "places":
        for place in reading.places:
            best = place.candidates[0] if place.candidates else None
            yield {
                "start": place.start,
                "end": place.end,
                "quote": place.span.of(text),
                "place_code": place.place_code,
                "name": best.name if best else None,
                "level": place.level,
                "candidates": [candidate.place_code for candidate in place.candidates],
            }
    else:
        for refused in reading.rejected:
            span = refused.span
            yield {
                "start": span.start,
                "end": span.end,
                "quote": span.of(text),
                "reason_code": refused.reason_code,
                "reason": refused.reason,
            }
