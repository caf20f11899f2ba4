"""The step of the report: pages of what is published, written again only when that changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import Any

import pyarrow as pa

from pipelines.engines.fingerprint import code_fingerprint
from pipelines.engines.machine import default_workers
from pipelines.orchestration.mart_steps import DATABASE
from pipelines.store.changes import compare
from pipelines.store.intake import left_out_of, texts_of
from pipelines.store.layout import Layout
from pipelines.store.opening import connect
from pipelines.store.snapshots import list_snapshots
from pipelines.store.state import forget, hash_of, recall, remember

REPORT = "report"
_CHANGES_SHOWN = 40
_CHANGES_OF = ("marts.cluster_output", "marts.cluster_employment", "marts.cluster_position", "marts.cluster_profile")
_CHANGES_IN = ("value", "qualifier", "agreement")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the report."""

    pages: int | None  # None when it was left as it is
    bytes: int


def make_report(layout: Layout) -> Written:
    """Write the report if the published warehouse or the code of the report changed."""
    from pipelines.report.pages import write_report

    index = layout.report / "index.html"
    note = layout.state(REPORT)
    published = recall(layout.state(DATABASE), layout.database)
    code = code_fingerprint("report", "evaluation")
    from_hash = hash_of(code, published.content_hash if published else "")
    known = recall(note, index)
    if known and published and known.from_hash == from_hash:
        return Written(None, known.rows)
    forget(note)
    with connect(layout.database) as connection:
        report = write_report(
            connection,
            lambda identities: texts(layout, identities),
            layout.report,
            cache=layout.root / "cache" / "report",
            code=code,
            card=_published_card(),
            changes=_changes(layout),
            left_out=lambda identities: left_out_of(layout, identities),
            workers=max(1, default_workers() - 1),  # this process writes meanwhile
        )
    remember(note, index, from_hash, report.bytes)
    return Written(report.pages, report.bytes)


def _changes(layout: Layout) -> list[Mapping[str, Any]]:
    """Return what the last publish changed in the marts, most telling columns first; nothing for a first publish."""
    taken = list_snapshots(layout.snapshots)
    if len(taken) < 2:
        return []
    return [
        {
            "table": change.table.removeprefix("marts."),
            "key": ", ".join(str(part) for part in change.key),
            "column": change.column,
            "before": change.before,
            "after": change.after,
            "cause": change.cause,
        }
        for change in islice(compare(taken[-2], taken[-1], _CHANGES_OF, _CHANGES_IN), _CHANGES_SHOWN)
    ]


def _published_card() -> Mapping[str, Any] | None:
    """Return the accuracy of this version as measured when it was published."""
    card = files("pipelines.evaluation") / "published.json"
    return json.loads(card.read_text(encoding="utf-8")) if card.is_file() else None


def texts(layout: Layout, identities: Sequence[str]) -> Mapping[str, str]:
    """Return the stored texts of the named documents."""
    found: dict[str, str] = {}
    for digit in sorted({identity[:1] for identity in identities}):
        rows = texts_of(layout, digit, pa.array([one for one in identities if one[:1] == digit]))
        found |= zip(rows["document_id"].to_pylist(), rows["text"].to_pylist(), strict=True)
    return found
