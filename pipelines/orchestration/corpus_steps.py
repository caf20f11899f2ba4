"""The steps of the group `corpus`: what needs all articles at once: copies, corrections, clusters."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.corpus.clusters import ClusterRules, Membership, Split, assign_clusters
from pipelines.corpus.copies import find_copies
from pipelines.corpus.correcting import Corrected, Row, apply_corrections, fact_id
from pipelines.corpus.corrections import Correction, merged_clusters
from pipelines.corpus.redeciding import DECIDED, TOLD, as_decided, candidates, decide_anew
from pipelines.engines.fingerprint import code_fingerprint
from pipelines.orchestration.reading_steps import readings_basis, rows_read, selected
from pipelines.orchestration.sources_steps import corrections_of, sources_of
from pipelines.orchestration.steps import ByDocument, Outcome, are_few, content_of, make, rows_on_disk
from pipelines.reference.gazetteer import read_gazetteer
from pipelines.reference.products import read_trades
from pipelines.reference.vocabulary import Vocabulary, load_vocabulary
from pipelines.store import parquet
from pipelines.store.basis import Basis, basis_of
from pipelines.store.layout import Layout
from pipelines.store.readings import Selection
from pipelines.store.sorting import Rows
from pipelines.store.state import hash_of
from pipelines.store.stories import keep_stories, recall_stories
from pipelines.tables.arrow import arrow_schema
from pipelines.tables.catalogue import TABLES

_MEMBER = ("document_id", "place_code", "trade", "subject_kind", "product", "subject")
_FACTS = ("observation", "channel_statement")


def make_document_copy(layout: Layout) -> Outcome:
    """One row a document: the story that it tells."""
    table = TABLES["core.document_copy"]
    sources = [code_fingerprint("corpus"), *content_of(layout, ["core.document", "core.reading"]).values()]
    return make(layout, table, sources, lambda: _decided(layout).select([column.name for column in table.columns]))


def _decided(layout: Layout) -> pa.Table:
    """Decide which story each document tells: of all anew, or, where few changed, of those that the change touches."""
    documents = rows_on_disk(layout, "core.document", ["document_id", "published_on"])
    read = readings_basis(layout)
    keys = read.marks.take(pc.index_in(documents["document_id"].combine_chunks(), value_set=read.documents))
    dates = pc.fill_null(pc.cast(documents["published_on"], pa.string()), "undated").combine_chunks()
    documents = documents.append_column("mark", pc.binary_join_element_wise(keys, dates, " "))
    version = code_fingerprint("corpus", "store")
    before = recall_stories(layout, DECIDED, version)
    if before is not None:
        old = basis_of(before["document_id"], before["mark"])
        touched = basis_of(documents["document_id"], documents["mark"]).touched_since(old)
        if are_few(touched, old):
            came = _told(parquet.only(documents, "document_id", touched), selected(layout, touched))
            decided = decide_anew(before, touched, came)
            keep_stories(layout, decided, version)
            return decided
    told = _told(documents, selected(layout))
    decided = as_decided(told, find_copies(candidates(told)))
    keep_stories(layout, decided, version)
    return decided


def _told(documents: pa.Table, selections: Iterable[Selection]) -> pa.Table:
    """Return documents with their passages and figures, in the order of their ids."""
    found = [selection.rows("reading", ["document_id", "passages", "figures"]) for selection in selections]
    rows = pa.concat_tables(found) if found else TOLD.empty_table()
    at = pc.index_in(documents["document_id"], value_set=rows["document_id"].combine_chunks())
    for name in ("passages", "figures"):
        documents = documents.append_column(name, rows[name].take(at))
    return documents.select(TOLD.names).cast(TOLD).sort_by("document_id")


def fact_steps(raw: Path, layout: Layout) -> dict[str, Callable[[], Outcome]]:
    """Return the steps of the tables that are decided together, in their order: a correction touches all of them."""
    corrections = corrections_of(raw)
    named = _named(layout, corrections)
    alike = [code_fingerprint("corpus", "reference"), load_vocabulary(raw / "vocabulary").fingerprint]
    rules = [repr(c) for c in corrections if c.action in ("merge_clusters", "split_cluster")]
    decided = cache(lambda: Facts(raw, layout, corrections, named))

    def step(name: str) -> Callable[[], Outcome]:
        def run() -> Outcome:
            by_document = ByDocument(_facts_basis(layout, named), lambda documents: decided().of(name, documents))
            rows = lambda: Rows(decided().parts(name))  # noqa: E731
            return make(layout, TABLES[f"core.{name}"], [*alike, *rules], rows, by_document)

        return run

    told = [*alike, *map(repr, corrections), repr(sorted(named.items()))]
    return {
        "core.observation": step("observation"),
        "core.channel_statement": step("channel_statement"),
        "core.correction": lambda: make(layout, TABLES["core.correction"], told, lambda: decided().outcomes),
    }


def _named(layout: Layout, corrections: Iterable[Correction]) -> dict[str, str]:
    """Return the documents that corrections name, each with a hash of all that may decide what they do to it."""
    corrections = list(corrections)
    documents = sources_of(layout, {c.source for c in corrections if c.source})
    named = sorted({identity for ids in documents.values() for identity in ids})
    if not named:
        return {}
    basis = readings_basis(layout)
    here = pc.is_in(basis.documents, value_set=pa.array(named, pa.string()))
    told = hash_of(*map(repr, corrections), repr(sorted(documents.items())), *basis.marks.filter(here).to_pylist())
    return dict.fromkeys(named, told)


def _facts_basis(layout: Layout, named: dict[str, str]) -> Basis:
    """Return what decides the facts of each document: its reading, and the corrections that name it."""
    basis = readings_basis(layout)
    if not named:
        return basis
    marks = [
        f"{mark} {named[identity]}" if identity in named else mark
        for identity, mark in zip(basis.documents.to_pylist(), basis.marks.to_pylist(), strict=True)
    ]
    return basis_of(basis.documents, pa.array(marks, pa.string()))


class Facts:
    """Every observation and channel statement, corrected, with its cluster; part by part, each with whole articles."""

    def __init__(self, raw: Path, layout: Layout, corrections: Iterable[Correction], named: Iterable[str]) -> None:
        """Apply the corrections to the facts of the articles that they name."""
        corrections = list(corrections)
        self._layout = layout
        self._rules = cluster_rules(corrections, load_vocabulary(raw / "vocabulary"))
        # of the table that comes second, found with the first: by its name and the number of the part
        self._clusters: dict[tuple[str, int], pa.Array] = {}
        self._named = pa.array(sorted(named), pa.string())
        documents = sources_of(layout, {c.source for c in corrections if c.source})
        touched = {name: rows_read(layout, name, _columns(name), self._named) for name in _FACTS}
        rows: list[Row] = [row for name in _FACTS for row in touched[name].to_pylist()]
        sentences = rows_read(layout, "sentence", ["sentence_id", "text"], self._named).to_pydict()
        texts = dict(zip(sentences["sentence_id"], sentences["text"], strict=True))
        corrected = apply_corrections(corrections, rows, texts, documents)
        gone = {fact_id(row) for row in corrected.rejected}
        settled = [_settled(row, gone) for row in corrected.rows]
        self._changed = {
            name: pa.Table.from_pylist(
                [row for row in settled if ("statement_id" in row) == (name == "channel_statement")],
                schema=touched[name].schema,
            )
            for name in _FACTS
        }
        self.outcomes = _outcome_rows(corrections, corrected)

    def parts(self, name: str) -> Iterator[pa.Table]:
        """Yield the rows of one table."""
        (other,) = set(_FACTS) - {name}
        for at, selection in enumerate(selected(self._layout)):
            rows = self._unnamed(selection.rows(name, _columns(name)))
            clusters = self._clusters.pop((name, at), None)
            if clusters is None:
                others = self._unnamed(selection.rows(other, list(_MEMBER)))
                clusters, self._clusters[other, at] = self._assigned(rows, others)
            yield rows.append_column("cluster_id", clusters)
        yield self._corrected(name)

    def of(self, name: str, documents: pa.Array) -> pa.Table:
        """Return the rows of one table that are of some documents."""
        (other,) = set(_FACTS) - {name}
        rows = self._unnamed(rows_read(self._layout, name, _columns(name), documents))
        others = self._unnamed(rows_read(self._layout, other, list(_MEMBER), documents))
        read = rows.append_column("cluster_id", self._assigned(rows, others)[0])
        return pa.concat_tables([read, parquet.only(self._corrected(name), "document_id", documents)])

    def _corrected(self, name: str) -> pa.Table:
        (other,) = set(_FACTS) - {name}
        rows = self._changed[name]
        return rows.append_column("cluster_id", self._assigned(rows, self._changed[other])[0])

    def _unnamed(self, rows: pa.Table) -> pa.Table:
        return parquet.without(rows, "document_id", self._named) if len(self._named) else rows

    def _assigned(self, rows: pa.Table, others: pa.Table) -> tuple[pa.Array, pa.Array]:
        """Return the cluster of each row of both tables: facts of one article have a say in each other's."""
        columns = _MEMBER if self._rules.splits else _MEMBER[:4]
        told = [fact for table in (rows, others) for fact in zip(*(table[c].to_pylist() for c in columns), strict=True)]
        different = list(dict.fromkeys(told))
        known = dict(zip(different, assign_clusters((Membership(*d) for d in different), self._rules), strict=True))
        clusters = pa.array([known[fact] for fact in told], pa.string())
        return clusters.slice(0, rows.num_rows), clusters.slice(rows.num_rows)


def _columns(name: str) -> list[str]:
    return [column.name for column in TABLES[f"core.{name}"].columns if column.name != "cluster_id"]


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
