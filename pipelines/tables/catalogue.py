"""The catalogue of tables: which columns each holds, its key, its group and what one row is."""

from dataclasses import dataclass

from pipelines.tables.columns import COLUMNS, Column


@dataclass(frozen=True, slots=True)
class Table:
    """A table `schema.name`; `key` columns come first and are never null, nor are those in `required`."""

    schema: str
    name: str
    description: str
    key: tuple[str, ...]
    others: tuple[str, ...]
    required: tuple[str, ...] = ()  # columns that may be null elsewhere and not here
    references: tuple[tuple[str, str], ...] = ()  # (column, table): every non-null value stands in that table's key
    in_duckdb: bool = True  # article texts live in Parquet only
    group: str = "marts"  # the step of the pipeline that makes it

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(COLUMNS[name] for name in (*self.key, *self.others))

    def nullable(self, name: str) -> bool:
        """Say whether the column may be null in this table."""
        return COLUMNS[name].null is not None and name not in self.key and name not in self.required


_SPAN = ("document_id", "start", "end")
_PERIOD = ("period_start", "period_end", "time_period", "period_basis")
_BOUNDS = ("value", "value_low", "value_high", "qualifier")
_SUPPORT = ("agreement", "source_count", "observation_count", "observation_ids", "chosen_observation_id")
_MONEY = ("value_usd", "fx_rate", "fx_year", "fx_basis")
_GROWTH = ("growth_pct", "growth_computed_pct", "implied_previous_value")
_RECONCILED = (*_PERIOD, *_BOUNDS, *_MONEY, *_GROWTH, "obs_status", "confidence", *_SUPPORT)
_DOC = (("document_id", "core.document"),)
_CLUSTER = (("cluster_id", "marts.cluster"),)

_ALL = (
    Table(
        "core",
        "source_file",
        "One row a file (or record of a file) that was read: where it lies and which document it holds.",
        ("path",),
        ("document_id", "bytes", "encoding", "format", "lines_left_out"),
        references=_DOC,
        group="sources",
    ),
    Table(
        "core",
        "left_out",
        "One row a file (or record) that holds more than its article: the menus, notices, adverts or running heads of "
        "the page that are no part of the stored text.",
        ("path",),
        ("document_id", "reason_code", "left_out"),
        references=_DOC,
        in_duckdb=False,
        group="sources",
    ),
    Table(
        "core",
        "rejected_file",
        "One row a file or record that could not be read: what, why, and how to mend it.",
        ("path",),
        ("reason_code", "reason", "remedy"),
        group="sources",
    ),
    Table(
        "core",
        "document",
        "One row a document: a text that is the same in several files is one document.",
        ("document_id",),
        ("title", "source_url", "publisher", "language", "published_on", "published_basis", "char_count"),
        group="reading",
    ),
    Table(
        "core",
        "document_text",
        "The stored text of each document, which every offset refers to.",
        ("document_id",),
        ("text",),
        references=_DOC,
        in_duckdb=False,
        group="sources",
    ),
    Table(
        "core",
        "reading",
        "One row a document: under which key its reading is filed, and what became of its numbers.",
        ("document_id",),
        (
            "reading_key",
            "figures_seen",
            "figures_used",
            "figures_in_periods",
            "figures_in_furniture",
            "figures_rejected",
            "figures_unaccounted",
            "failure",
        ),
        group="reading",
    ),
    Table(
        "core",
        "document_copy",
        "One row a document: the story it is a copy of, itself where it is none.",
        ("document_id",),
        ("representative_id", "similarity", "differing_figures"),
        references=(("document_id", "core.document"), ("representative_id", "core.document")),
        group="corpus",
    ),
    Table(
        "core",
        "sentence",
        "Sentences that carry a fact.",
        ("sentence_id",),
        (*_SPAN, "text", "paragraph", "sentence_kind"),
        references=_DOC,
        group="reading",
    ),
    Table(
        "core",
        "observation",
        "One row a figure that states something of an industry, with every field and the characters it came from.",
        ("observation_id",),
        (
            *_SPAN,
            "ordinal",
            "quote",
            "sentence_id",
            *_BOUNDS,
            "unit",
            "unit_printed",
            "indicator",
            "growth_of",
            "direction",
            "compared_to",
            "product",
            "trade",
            "subject",
            "subject_kind",
            "place_code",
            "place_candidates",
            "cluster_id",
            *_PERIOD,
            "statement_kind",
            "scope",
            "obs_status",
            "confidence",
            "share_basis",
            "share_scope",
            "share_of",
            "restates",
            "restates_kind",
            "rule",
            "decisions",
        ),
        required=("qualifier",),
        references=(
            ("document_id", "core.document"),
            ("sentence_id", "core.sentence"),
            ("restates", "core.observation"),
            ("cluster_id", "marts.cluster"),
        ),
        group="corpus",
    ),
    Table(
        "core",
        "channel_statement",
        "What an article says of one trade channel of one subject: a share, a trend or its presence.",
        ("statement_id",),
        (
            *_SPAN,
            "ordinal",
            "quote",
            "sentence_id",
            "channel",
            "signal",
            "share_pct",
            "share_low",
            "share_high",
            "qualifier",
            "share_basis",
            "share_scope",
            "share_of",
            "product",
            "trade",
            "subject",
            "subject_kind",
            "place_code",
            "cluster_id",
            *_PERIOD,
            "confidence",
            "observation_id",
            "rule",
        ),
        references=(
            ("document_id", "core.document"),
            ("sentence_id", "core.sentence"),
            ("observation_id", "core.observation"),
            ("cluster_id", "marts.cluster"),
        ),
        group="corpus",
    ),
    Table(
        "core",
        "rejected_mention",
        "One row a number that looked like a figure and was not used, with the reason.",
        _SPAN,
        ("quote", "reason_code", "reason"),
        references=_DOC,
        group="reading",
    ),
    Table(
        "core",
        "period_mention",
        "Every period that a text names, as read.",
        _SPAN,
        ("quote", *_PERIOD, "kind", "reading", "candidates", "score"),
        references=_DOC,
        group="reading",
    ),
    Table(
        "core",
        "place_mention",
        "Every place that a text names near a figure, with the candidates and their support.",
        _SPAN,
        ("quote", "place_code", "reading", "candidates", "score"),
        references=_DOC,
        group="reading",
    ),
    Table(
        "core",
        "organisation_mention",
        "Firms, associations, people and events: what was kept apart from places.",
        _SPAN,
        ("quote", "kind", "reading", "candidates", "score"),
        references=_DOC,
        group="reading",
    ),
    Table(
        "core",
        "furniture",
        "Page furniture set aside before reading: menus, counters, bylines, captions of share buttons.",
        _SPAN,
        ("quote",),
        references=_DOC,
        group="reading",
    ),
    Table(
        "core",
        "correction",
        "One row a correction of raw/corrections.toml and what became of it.",
        ("correction_id",),
        ("action", "target", "status", "applied_to", "author", "made_on", "note"),
        group="corpus",
    ),
    Table(
        "marts",
        "cluster",
        "One row a cluster: a place and a trade, under all of its names.",
        ("cluster_id",),
        (
            "name",
            "names",
            "trade",
            "place_code",
            "place_name",
            "place_level",
            "city",
            "province",
            "country",
            "latitude",
            "longitude",
            "coordinates_of",
            "documents",
            "observations",
        ),
        required=("trade", "place_code"),
    ),
    Table(
        "marts",
        "cluster_output",
        "Output, sales, exports, profit and the like of each cluster by product, indicator, unit, scope and period; "
        "of several statements value_low and value_high are the lowest and highest figure stated.",
        ("cluster_id", "product", "indicator", "unit", "scope", "period_key"),
        ("cluster_name", *_RECONCILED),
        references=_CLUSTER,
    ),
    Table(
        "marts",
        "cluster_employment",
        "Employees, enterprises, stalls or shops, wages; enterprises are a count of firms and no employment; "
        "of several statements value_low and value_high are the lowest and highest figure stated.",
        ("cluster_id", "product", "indicator", "unit", "scope", "period_key"),
        ("cluster_name", *_RECONCILED),
        references=_CLUSTER,
    ),
    Table(
        "marts",
        "cluster_position",
        "Market shares and ranks of each cluster, each with its whole.",
        ("cluster_id", "product", "indicator", "share_basis", "share_scope", "share_of", "period_key"),
        ("cluster_name", "unit", *_PERIOD, *_BOUNDS, "obs_status", "confidence", *_SUPPORT),
        references=_CLUSTER,
    ),
    Table(
        "marts",
        "trade_channel_mix",
        "Trade channels of each cluster: stated, computed and complementary shares, and trends, by basis and whole.",
        ("cluster_id", "product", "channel", "share_basis", "share_scope", "share_of", "period_key", "method"),
        (
            "cluster_name",
            "channel_group",
            *_PERIOD,
            "share_pct",
            "share_low",
            "share_high",
            "qualifier",
            "signals",
            "trend",
            "agreement",
            "confidence",
            "source_count",
            "statement_ids",
            "observation_ids",
        ),
        references=_CLUSTER,
    ),
    Table(
        "marts",
        "area_output",
        "What is stated of provinces, countries and the world: the columns of cluster_output by place.",
        ("place_code", "product", "indicator", "unit", "scope", "period_key"),
        ("place_name", "country", *_RECONCILED),
    ),
    Table(
        "marts",
        "cluster_profile",
        "The latest of each indicator of a cluster, and derived measures against plausible bands.",
        ("cluster_id", "measure", "unit"),
        (
            "cluster_name",
            *_BOUNDS,
            "value_usd",
            "time_period",
            "period_key",
            "band_low",
            "band_high",
            "plausibility",
            "agreement",
            "observation_ids",
        ),
        references=_CLUSTER,
    ),
    Table(
        "marts",
        "conflict",
        "Statements that cannot all be right, with the likely cause and what settled the value shown.",
        ("conflict_id",),
        (
            "subject",
            "place_code",
            "cluster_id",
            "product",
            "indicator",
            "unit",
            "scope",
            "statement_kind",
            "period_key",
            "observation_ids",
            "values",
            "ratio",
            "likely_cause",
            "explanation",
            "settled_by",
        ),
        references=_CLUSTER,
    ),
    Table(
        "marts",
        "evidence",
        "The words behind every fact: quote, sentence, article, date and source.",
        ("evidence_id",),
        ("kind", "document_id", "title", "source_url", "published_on", "quote", "sentence"),
        references=_DOC,
    ),
    Table(
        "marts",
        "coverage",
        "How many figures of each document were seen, used, rejected and why.",
        ("document_id",),
        (
            "title",
            "published_on",
            "figures_seen",
            "figures_used",
            "figures_in_periods",
            "figures_in_furniture",
            "figures_rejected",
            "rejected_by_reason",
            "copies",
        ),
        references=_DOC,
    ),
)

TABLES: dict[str, Table] = {table.full_name: table for table in _ALL}
