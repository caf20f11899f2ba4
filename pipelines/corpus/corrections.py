"""Corrections: what people mended, in `raw/corrections.toml`; they survive rebuilds, new rules and edited articles.

A correction of a figure is keyed by source, quote and sentence; the observation_id is a hint, as ids change with the
text. One that meets nothing is listed, two that disagree are an error. The format stands in `FORMAT`.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pipelines.tables.columns import COLUMNS

FORMAT = """\
# Corrections, one [[correction]] each; they are applied on every build.
#
#   action    set, reject (a figure); merge_clusters, split_cluster; set_date (of a document)
#   source    the article's source_url, or its path below raw/
#   quote, sentence   the figure's words and the sentence they stand in; observation_id is only a hint
#   set       the fields to change: set = { value = 21160000000, unit = "CNY" }
#   channel   for a trade-channel statement: its channel
#   from, into        clusters to merge: from = ["cn-360111-apparel"], into = "cn-360111-knitwear"
#   cluster, into, products or subjects    what leaves a cluster
#   published_on      the date of a document
#   reason, author, date   why, who, when
"""
ACTIONS = ("set", "reject", "merge_clusters", "split_cluster", "set_date")
# Fields that a correction may set; spans and ids are what it is keyed by.
SETTABLE = (
    "value", "value_low", "value_high", "qualifier", "unit", "indicator", "growth_of", "direction", "compared_to",
    "product", "trade", "subject", "subject_kind", "place_code", "period_start", "period_end", "time_period",
    "period_basis", "statement_kind", "scope", "obs_status", "share_basis", "share_scope", "share_of", "signal",
    "share_pct", "share_low", "share_high", "restates", "restates_kind",
)  # fmt: skip
_FIELDS = {
    "set": {"source", "quote", "set"},
    "reject": {"source", "quote"},
    "merge_clusters": {"from", "into"},
    "split_cluster": {"cluster", "into"},
    "set_date": {"source", "published_on"},
}
_OPTIONAL = {
    "set": {"sentence", "observation_id", "channel"},
    "reject": {"sentence", "observation_id", "channel"},
    "merge_clusters": set(),
    "split_cluster": {"products", "subjects"},
    "set_date": set(),
}
_ALWAYS = {"action", "reason", "author", "date"}


class CorrectionError(ValueError):
    """A correction that cannot be used; the message says which one and how to mend it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of corrections.toml."""

    correction_id: str
    number: int  # from 1, in the order of the file
    action: str
    source: str | None = None
    quote: str | None = None
    sentence: str | None = None
    observation_id: str | None = None
    channel: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    clusters: tuple[str, ...] = ()
    into: str | None = None
    products: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    published_on: date | None = None
    reason: str | None = None
    author: str | None = None
    made_on: date | None = None

    @property
    def target(self) -> str:
        """What the correction is about, in words."""
        if self.clusters:
            return f"{', '.join(self.clusters)} -> {self.into}"
        return " | ".join(part for part in (self.source, self.quote, self.channel) if part)


def parse_corrections(text: str) -> tuple[Correction, ...]:
    """Return the corrections of a file.

    Raises:
        CorrectionError: the file is not TOML, an entry lacks or misspells something, or two entries disagree.
    """
    try:
        entries = tomllib.loads(text).get("correction", [])
    except tomllib.TOMLDecodeError as error:
        raise CorrectionError(f"corrections.toml is not valid TOML: {error}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CorrectionError("corrections.toml: write each correction under a line [[correction]]")
    corrections = tuple(_parse(number, entry) for number, entry in enumerate(entries, 1))
    _refuse_contradictions(corrections)
    unique = {correction.correction_id: correction for correction in reversed(corrections)}
    return tuple(sorted(unique.values(), key=lambda correction: correction.number))


def _parse(number: int, entry: Mapping[str, Any]) -> Correction:
    where = f"corrections.toml, correction {number}"
    action = entry.get("action")
    if action not in ACTIONS:
        raise CorrectionError(f"{where}: action must be one of {', '.join(ACTIONS)}, not {action!r}")
    required, optional = _FIELDS[action], _OPTIONAL[action]
    if missing := required - entry.keys():
        raise CorrectionError(f"{where}: a {action} needs {', '.join(sorted(missing))}")
    if unknown := entry.keys() - required - optional - _ALWAYS:
        raise CorrectionError(
            f"{where}: no field {min(unknown)!r}; the fields are {', '.join(sorted(required | optional | _ALWAYS))}"
        )
    keyed = {key: value for key, value in entry.items() if key not in ("reason", "author", "date")}
    digest = hashlib.sha256(json.dumps(keyed, sort_keys=True, default=str).encode()).hexdigest()
    clusters = entry.get("from", [entry["cluster"]] if "cluster" in entry else [])
    return Correction(
        correction_id=digest[:24],
        number=number,
        action=action,
        source=_text(where, entry, "source"),
        quote=_text(where, entry, "quote"),
        sentence=_text(where, entry, "sentence"),
        observation_id=_text(where, entry, "observation_id"),
        channel=_text(where, entry, "channel"),
        changes={name: _value(where, name, value) for name, value in sorted(entry.get("set", {}).items())},
        clusters=_texts(where, clusters),
        into=_text(where, entry, "into"),
        products=_texts(where, entry.get("products", ())),
        subjects=_texts(where, entry.get("subjects", ())),
        published_on=_date(where, entry.get("published_on")),
        reason=_text(where, entry, "reason"),
        author=_text(where, entry, "author"),
        made_on=_date(where, entry.get("date")),
    )


def _text(where: str, entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise CorrectionError(f'{where}: {name} must be text in quotation marks, as in {name} = "..."')
    return value


def _texts(where: str, values: Any) -> tuple[str, ...]:
    if isinstance(values, str):
        values = [values]
    if not isinstance(values, (list, tuple)) or not all(isinstance(value, str) for value in values):
        raise CorrectionError(f'{where}: write a list of texts, as in ["cn-360111-apparel"]')
    return tuple(values)


def _date(where: str, value: Any) -> date | None:
    if value is None:
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError as error:
        raise CorrectionError(f"{where}: {value!r} is no date; write it as 2023-08-08") from error


def _value(where: str, name: str, value: Any) -> Any:
    """Return the value as its column holds it; "" stands for null."""
    if name not in SETTABLE:
        raise CorrectionError(f"{where}: {name!r} cannot be set; what can is {', '.join(SETTABLE)}")
    column = COLUMNS[name]
    if value == "":
        return None
    if column.type == "decimal":
        try:
            return Decimal(str(value).replace(",", ""))
        except InvalidOperation as error:
            raise CorrectionError(f"{where}: {name} must be a number, not {value!r}") from error
    if column.type == "date":
        return _date(where, value)
    if column.words and value not in column.words:
        raise CorrectionError(f"{where}: {name} must be one of {', '.join(column.words)}, not {value!r}")
    return str(value)


def _refuse_contradictions(corrections: Sequence[Correction]) -> None:
    decided: dict[tuple[object, ...], tuple[object, int]] = {}

    def decide(key: tuple[object, ...], what: object, number: int) -> None:
        before = decided.setdefault(key, (what, number))
        if before[0] != what:
            raise CorrectionError(
                f"corrections.toml: corrections {before[1]} and {number} disagree on {key[-1]}; remove one of them"
            )

    for c in corrections:
        figure = (c.source, _folded(c.quote), _folded(c.sentence), c.channel)
        match c.action:
            case "set":
                decide((*figure, "whether the figure stands"), True, c.number)
                for name, value in c.changes.items():
                    decide((*figure, name), value, c.number)
            case "reject":
                decide((*figure, "whether the figure stands"), False, c.number)
            case "set_date":
                decide((c.source, "the date"), c.published_on, c.number)
            case "merge_clusters":
                for cluster in c.clusters:
                    decide((cluster, "the cluster that replaces " + cluster), c.into, c.number)
    merged = merged_clusters(corrections)
    for cluster in merged:
        seen, follow = {cluster}, merged[cluster]
        while follow in merged:
            if follow in seen:
                raise CorrectionError(f"corrections.toml: the merges of {cluster} run in a circle; remove one of them")
            seen.add(follow)
            follow = merged[follow]


def merged_clusters(corrections: Iterable[Correction]) -> dict[str, str]:
    """Return the merges as stated: a cluster_id to the one that replaces it."""
    return {
        cluster: c.into
        for c in corrections
        if c.action == "merge_clusters" and c.into
        for cluster in c.clusters
        if cluster != c.into
    }


def corrected_dates(corrections: Iterable[Correction]) -> dict[str, date]:
    """Return the dates that corrections give to documents, by source: they are an input of reading."""
    return {c.source: c.published_on for c in corrections if c.action == "set_date" and c.source and c.published_on}


def _folded(text: str | None) -> str:
    return " ".join(text.split()).lower() if text else ""
