"""The steps of the group `corpus`: what needs all articles at once: copies, corrections, clusters."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

from pipelines.corpus.clusters import ClusterRules, Membership, Split, assign_clusters
from pipelines.corpus.copies import CopyCandidate, Passages, find_copies
from pipelines.corpus.correcting import Corrected, Row, apply_corrections, fact_id
from pipelines.corpus.corrections import Correction, merged_clusters
from pipelines.engines.fingerprint import code_fingerprint
from pipelines.orchestration.reading_steps import collected
from pipelines.orchestration.sources_steps import corrections_of, sources_of
from pipelines.orchestration.steps import Outcome, content_of, make, rows_on_disk
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.products import read_trades
from pipelines.reference.vocabulary import Vocabulary, load_vocabulary
from pipelines.store import parquet
from pipelines.store.layout import Layout
from pipelines.store.state import hash_of
from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import TABLES

_MEMBER = ("document_id", "place_code", "trade", "subject_kind", "product", "subject")
_FACTS = {"observation": "observation_id", "channel_statement": "statement_id"}


def make_document_copy(layout: Layout) -> Outcome:
    """One row a document: the story that it tells."""

    def rows() -> pa.Table:
        documents = rows_on_disk(layout, "core.document", ["document_id", "published_on"])
        dates = dict(zip(documents["document_id"].to_pylist(), documents["published_on"].to_pylist(), strict=True))
        columns = ["document_id", "passages", "figures"]
        candidates = (
            CopyCandidate(row["document_id"], dates[row["document_id"]], _passages(row))
            for batch in collected(layout, "reading", columns).to_batches()
            for row in batch.to_pylist()
        )
        return pa.Table.from_pylist(
            [
                {
                    "document_id": copy.document_id,
                    "representative_id": copy.representative_id,
                    "similarity": copy.similarity,
                    "differing_figures": list(copy.differing_figures),
                }
                for copy in find_copies(candidates)
            ],
            schema=parquet.loose_schema(TABLES["core.document_copy"]),
        )

    sources = [code_fingerprint("corpus"), *content_of(layout, ["core.document", "core.reading"]).values()]
    return make(layout, TABLES["core.document_copy"], sources, rows)


def _passages(row: Row) -> Passages:
    return Passages(array("Q", row["passages"]), tuple(row["figures"]))


@dataclass(frozen=True, slots=True)
class Facts:
    """Every observation and channel statement, corrected, with its cluster."""

    tables: Mapping[str, pa.Table]
    outcomes: pa.Table  # of the corrections


def fact_steps(raw: Path, layout: Layout) -> dict[str, Callable[[], Outcome]]:
    """Return the steps of the tables that are decided together, in their order: a correction touches all of them."""
    sources = _fact_sources(raw, layout)
    decided = cache(lambda: decide_facts(raw, layout))

    def step(name: str, rows: Callable[[Facts], pa.Table]) -> Callable[[], Outcome]:
        return lambda: make(layout, TABLES[name], sources, lambda: rows(decided()))

    return {
        "core.observation": step("core.observation", lambda facts: facts.tables["observation"]),
        "core.channel_statement": step("core.channel_statement", lambda facts: facts.tables["channel_statement"]),
        "core.correction": step("core.correction", lambda facts: facts.outcomes),
    }


def _fact_sources(raw: Path, layout: Layout) -> list[str]:
    corrections = corrections_of(raw)
    return [
        code_fingerprint("corpus", "reference"),
        load_vocabulary(raw / "vocabulary").fingerprint,
        hash_of(*map(repr, corrections)),
        *content_of(layout, ["core.reading", "core.source_file", "core.document"]).values(),
    ]


def decide_facts(raw: Path, layout: Layout) -> Facts:
    """Apply the corrections, then give each fact its cluster; both look at observations and statements together."""
    corrections = corrections_of(raw)
    tables = {
        name: collected(layout, name, [c.name for c in TABLES[f"core.{name}"].columns if c.name != "cluster_id"])
        for name in _FACTS
    }
    corrected = _correct(corrections, tables, layout)
    clusters = _clusters(tables, cluster_rules(corrections, load_vocabulary(raw / "vocabulary")))
    with_clusters = {name: tables[name].append_column("cluster_id", clusters[name]) for name in _FACTS}
    return Facts(with_clusters, _outcome_rows(corrections, corrected))


def _correct(corrections: Iterable[Correction], tables: dict[str, pa.Table], layout: Layout) -> Corrected:
    """Apply the corrections to the facts of the documents that they name, in place in `tables`."""
    corrections = list(corrections)
    documents = sources_of(layout, {c.source for c in corrections if c.source})
    named = pa.array(sorted({identity for ids in documents.values() for identity in ids}), pa.string())
    touched = {name: parquet.only(table, "document_id", named) for name, table in tables.items()}
    rows: list[Row] = [row for name in _FACTS for row in touched[name].to_pylist()]
    sentences = parquet.only(rows_on_disk(layout, "core.sentence"), "document_id", named)
    texts = dict(zip(sentences["sentence_id"].to_pylist(), sentences["text"].to_pylist(), strict=True))
    corrected = apply_corrections(corrections, rows, texts, documents)
    if corrected.rejected or any(outcome.applied_to for outcome in corrected.outcomes):
        gone = {fact_id(row) for row in corrected.rejected}
        for name, key in _FACTS.items():
            rest = parquet.without(tables[name], "document_id", named)
            changed = [
                _settled(row, gone) for row in corrected.rows if ("statement_id" in row) == (key == "statement_id")
            ]
            tables[name] = pa.concat_tables([rest, pa.Table.from_pylist(changed, schema=rest.schema)])
    return corrected


def _settled(row: Row, gone: set[str]) -> Row:
    """Return a row that no longer refers to an observation that a correction took out."""
    out = dict(row)
    if out.get("restates") in gone:
        out |= {"restates": None, "restates_kind": None}
    if "statement_id" in out and out["observation_id"] in gone:
        out["observation_id"] = None
    return out


def cluster_rules(corrections: Iterable[Correction], vocabulary: Vocabulary) -> ClusterRules:
    """Return what decides membership: the known clusters, the order of the trades, merges and splits."""
    corrections = list(corrections)
    known: dict[str, list[str]] = defaultdict(list)
    for cluster in read_gazetteer(vocabulary).clusters.values():
        if cluster.trade not in known[cluster.place_code]:
            known[cluster.place_code].append(cluster.trade)
    return ClusterRules(
        known=known,
        broader={key: trade.broader for key, trade in read_trades(vocabulary).items() if trade.broader},
        merged=merged_clusters(corrections),
        splits=[
            Split(c.clusters[0], c.into, c.products, c.subjects)
            for c in corrections
            if c.action == "split_cluster" and c.clusters and c.into
        ],
    )


def _clusters(tables: Mapping[str, pa.Table], rules: ClusterRules) -> dict[str, pa.Array]:
    members = [
        Membership(*values)
        for name in _FACTS
        for values in zip(*(tables[name][column].to_pylist() for column in _MEMBER), strict=True)
    ]
    found = assign_clusters(members, rules)
    observations = tables["observation"].num_rows
    return {
        "observation": pa.array(found[:observations], pa.string()),
        "channel_statement": pa.array(found[observations:], pa.string()),
    }


def _outcome_rows(corrections: Iterable[Correction], corrected: Corrected) -> pa.Table:
    outcomes = {outcome.correction.correction_id: outcome for outcome in corrected.outcomes}
    rows = []
    for correction in corrections:
        outcome = outcomes[correction.correction_id]
        figures = correction.action in ("set", "reject")
        rows.append(
            {
                "correction_id": correction.correction_id,
                "action": correction.action,
                "target": correction.target,
                "status": outcome.status if figures else "applied",
                "applied_to": list(outcome.applied_to) if figures else list(correction.clusters),
                "author": correction.author,
                "made_on": correction.made_on,
                "note": "; ".join(part for part in (correction.reason, outcome.why if figures else "") if part) or None,
            }
        )
    return pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["core.correction"]))
