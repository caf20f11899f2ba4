"""`clusterbook explain`: the sentence with the figure marked, and how each field was decided."""

import argparse
from pathlib import Path
from typing import Any

from rich.text import Text

from pipelines.cli.console import console, print_table, safe, shown
from pipelines.errors import ClusterbookError
from pipelines.project import default_warehouse

_FACT = """
SELECT o.*, d.title, d.source_url, d.publisher, d.published_on, d.published_basis, s.text AS sentence,
    s."start" AS sentence_start
FROM {table} o JOIN core.document d USING (document_id) LEFT JOIN core.sentence s USING (sentence_id)
WHERE o.{key} = ?
"""
_HIDDEN = {
    "observation_id", "statement_id", "document_id", "sentence_id", "start", "end", "ordinal", "quote", "decisions",
    "title", "source_url", "publisher", "published_on", "published_basis", "sentence", "sentence_start",
}  # fmt: skip


def add(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help="the sentence behind a figure, and how each field was decided",
        description="Print the sentence of an observation or channel statement with the figure marked, its source, and "
        "which words and rules decided each field. The ids stand in every mart as observation_ids.",
        epilog="example:\n  clusterbook explain 3f2a90c1d7b4e856",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("id", metavar="OBSERVATION_ID", help="observation_id or statement_id; its first digits will do")
    parser.add_argument("--warehouse", type=Path, metavar="DIR", help="folder of the warehouse (default: warehouse)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the explanation."""
    fact = find_fact(args.warehouse or default_warehouse(), args.id)
    out = console()
    out.print(Text.assemble((safe(fact["title"] or "untitled"), "bold"), f"  {_source(fact)}"), soft_wrap=True)
    out.print()
    out.print(marked(fact), soft_wrap=True)
    out.print()
    decided = [tuple(part.strip() for part in line.split(" | ")) for line in fact.get("decisions") or []]
    why = {line[0].partition("=")[0]: line[1:] for line in decided}
    rows = []
    for name, value in fact.items():
        if name in _HIDDEN or value is None or value == []:
            continue
        words, rule = ((*why[name], "", "")[:2]) if name in why else ("", "")
        rows.append((name, shown(value), words, rule))
    print_table(("field", "value", "words that decided", "rule"), rows, out)
    return 0


def find_fact(warehouse: Path, prefix: str) -> dict[str, Any]:
    """Return the row of an observation or channel statement with its sentence and document.

    Raises:
        ClusterbookError: there is none of this id, or several.
    """
    from pipelines.store.layout import Layout
    from pipelines.store.opening import connect

    with connect(Layout(warehouse).database) as connection:
        ids = connection.execute(
            "SELECT evidence_id, kind FROM marts.evidence WHERE starts_with(evidence_id, ?) ORDER BY ALL LIMIT 5",
            [prefix],
        ).fetchall()
        if not ids:
            raise ClusterbookError(f"no observation or channel statement has the id {safe(prefix)}")
        if len(ids) > 1 and ids[0][0] != prefix:
            raise ClusterbookError(f"several ids begin with {safe(prefix)}: {', '.join(found for found, _ in ids)}")
        identity, kind = ids[0]
        table, key = (
            ("core.observation", "observation_id")
            if kind == "observation"
            else ("core.channel_statement", "statement_id")
        )
        found = connection.execute(_FACT.format(table=table, key=key), [identity])
        names = [column[0] for column in found.description or ()]
        return dict(zip(names, found.fetchall()[0], strict=True))


def marked(fact: dict[str, Any]) -> Text:
    """Return the sentence with the figure marked: in colour on a terminal, in brackets everywhere."""
    sentence, quote = fact["sentence"] or fact["quote"], fact["quote"]
    at = fact["start"] - (fact["sentence_start"] or fact["start"])
    if sentence[at : at + len(quote)] != quote:
        sentence, at = quote, 0
    before, after = safe_keeping_ends(sentence[:at]), safe_keeping_ends(sentence[at + len(quote) :])
    return Text.assemble(before, (f"[{safe(quote)}]", "bold reverse"), after)


def safe_keeping_ends(text: str) -> str:
    """Return safe text with the spaces at its ends, which part it from its neighbours."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and text.strip() else ""
    return f"{lead}{safe(text)}{tail}"


def _source(fact: dict[str, Any]) -> str:
    when = f"{fact['published_on']} ({fact['published_basis']})" if fact["published_on"] else "undated"
    parts = [safe(part) for part in (fact["publisher"], when, fact["source_url"]) if part]
    return " · ".join(parts)
