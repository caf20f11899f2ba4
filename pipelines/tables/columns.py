"""The dictionary of columns: one entry a name, the same meaning, type and unit wherever the name stands."""

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "decimal", "double", "date", "boolean", "strings", "decimals"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, what it means, what null means (`null` None: it is never null), its closed set of words."""

    name: str
    type: ColumnType
    description: str
    null: str | None = None
    unit: str | None = None
    words: tuple[str, ...] = ()


QUALIFIERS = ("exact", "approx", "nearly", "more_than", "at_least", "less_than", "at_most", "range")
STATEMENT_KINDS = ("actual", "target", "forecast", "capacity", "contract", "planned")
PERIOD_BASES = ("stated", "relative", "as_of", "inferred", "unknown")
SUBJECT_KINDS = ("cluster", "district", "city", "province", "country", "firm", "project", "event", "industry", "world")
CHANNELS = (
    "export",
    "domestic",
    "ecommerce",
    "cross_border_ecommerce",
    "livestream",
    "wholesale_market",
    "oem",
    "own_brand",
)
SIGNALS = ("share", "increase", "decrease", "presence")
SHARE_BASES = ("value", "volume", "enterprises", "orders", "employees", "unknown")
SHARE_SCOPES = ("own", "province", "nation", "world", "other", "unstated")
AGREEMENTS = ("single", "agree", "conflict")
CAUSES = (
    "scale_slip",
    "unit",
    "definition",
    "vintage",
    "part_over_whole",
    "growth_mismatch",
    "garbled",
    "unexplained",
)

_ALL = (
    # documents and files
    Column(
        "path", "string", "Path of the file below the raw folder, with #record for one of several articles in a file."
    ),
    Column("document_id", "string", "Hash of the decoded text: the same text has the same id wherever it lies."),
    Column("bytes", "integer", "Size of the file as found.", unit="byte"),
    Column("encoding", "string", "Encoding that the bytes were read with, and the repair where one was made."),
    Column("format", "string", "Format that the file was read as: text, html, pdf, docx, csv, jsonl, warc ..."),
    Column(
        "lines_left_out",
        "integer",
        "Lines of the file that are furniture or running heads: core.left_out.",
    ),
    Column("left_out", "string", "What the page says besides the article, a line each, in its order."),
    Column("title", "string", "Title of the article.", null="no title found"),
    Column("source_url", "string", "Address the article came from.", null="not given"),
    Column("publisher", "string", "Who published the article.", null="not given"),
    Column("language", "string", "Language of the text as ISO 639-1, or `unsupported`."),
    Column("published_on", "date", "Date of publication.", null="neither given nor found in the text"),
    Column(
        "published_basis",
        "string",
        "Where the date of publication comes from.",
        words=(
            "correction",
            "sidecar",
            "front_matter",
            "page_metadata",
            "byline",
            "file_name",
            "argument",
            "text",
            "inferred",
            "ambiguous",
            "unknown",
        ),
    ),
    Column("char_count", "integer", "Length of the stored text.", unit="code point"),
    Column("text", "string", "The stored text that all offsets refer to."),
    Column("representative_id", "string", "The document that this one copies; its own id where it stands for itself."),
    Column("similarity", "double", "Share of the shorter text's passages that stand in the representative, 0 to 1."),
    Column("differing_figures", "strings", "Figures of this copy that its representative does not hold."),
    Column("reason_code", "string", "Why, as one word of a closed list; `clusterbook describe` lists them."),
    Column("reason", "string", "Why, in a sentence."),
    Column("remedy", "string", "What a user can do about it."),
    # where a figure stands
    Column(
        "observation_id",
        "string",
        "Hash of document, span and ordinal: it does not change when a reading does.",
        null="the statement is no observation",
    ),
    Column("statement_id", "string", "Hash of document, span, channel and ordinal."),
    Column("sentence_id", "string", "Hash of document and span of the sentence."),
    Column("start", "integer", "First code point of the quote in the stored text.", unit="code point"),
    Column("end", "integer", "One past the last code point of the quote.", unit="code point"),
    Column("ordinal", "integer", "0, or 1, 2 ... where several readings share one span."),
    Column("quote", "string", "The very characters text[start:end]."),
    Column("paragraph", "integer", "Paragraph of the document, counted from 0."),
    Column(
        "sentence_kind",
        "string",
        "What the sentence is.",
        words=("title", "heading", "body", "caption", "table_row", "furniture"),
    ),
    Column("sentence", "string", "The sentence that the quote stands in."),
    # the figure
    Column(
        "value", "decimal", "The printed number in base units of `unit`.", null="a range, or growth without a level"
    ),
    Column("value_low", "decimal", "Lower bound that the wording implies.", null="no lower bound stated"),
    Column("value_high", "decimal", "Upper bound that the wording implies.", null="no upper bound stated"),
    Column("qualifier", "string", "The hedge of the wording.", null="no share or level stated", words=QUALIFIERS),
    Column(
        "unit", "string", "ISO 4217 for money; singular snake_case otherwise; percent, percentage_point, times, rank."
    ),
    Column("unit_printed", "string", "The words of the unit as printed; empty where none stands there."),
    Column("indicator", "string", "What is measured: output_value, employees, export_value, growth_rate ..."),
    Column(
        "growth_of", "string", "For a growth rate, the indicator that grows.", null="not a growth rate, or not said"
    ),
    Column(
        "direction",
        "string",
        "Which way a growth rate goes; the value is positive.",
        null="no change is stated",
        words=("increase", "decrease"),
    ),
    Column(
        "compared_to",
        "string",
        "What a change is measured against.",
        null="not said",
        words=("yoy", "previous_period", "since"),
    ),
    Column(
        "product",
        "string",
        "Product by its key in the vocabulary; in marts `all` where none is named.",
        null="none named",
    ),
    Column("trade", "string", "Broad trade of the product.", null="no product of a known trade"),
    Column("subject", "string", "Whom the figure is about, in the words of the article.", null="not decided"),
    Column("subject_kind", "string", "What the subject is.", null="not decided", words=SUBJECT_KINDS),
    Column(
        "place_code",
        "string",
        "Place of the subject: cn-360111, gn-1254348, in, tr-20.",
        null="no place, or not resolved",
    ),
    Column("place_candidates", "strings", "Codes that the place name may mean, best first."),
    Column(
        "cluster_id",
        "string",
        "Cluster of the fact: place_code and trade.",
        null="no cluster: firm, country, unknown place or trade",
    ),
    Column("period_start", "date", "First day of the period.", null="open or unknown"),
    Column("period_end", "date", "Last day of the period.", null="open or unknown"),
    Column(
        "time_period",
        "string",
        "SDMX time period: 2023, 2023-Q1, 2023-S1, 2023-03, 2023-01-01/P7M.",
        null="a bound is unknown",
    ),
    Column("period_basis", "string", "How the period is known.", words=PERIOD_BASES),
    Column("period_key", "string", "time_period, else published:YEAR, else undated:DOCUMENT_ID."),
    Column("statement_kind", "string", "Whether the figure is a fact or a hope.", words=STATEMENT_KINDS),
    Column(
        "scope",
        "string",
        "Whom the figure covers: all, above_designated_size, incl_household, sample, a kind (household, dealing ...), "
        "a rate (per day), one land (to Japan), or as printed.",
    ),
    Column(
        "obs_status",
        "string",
        "SDMX status: A normal, E estimated, P provisional, F forecast, U low reliability.",
        words=("A", "E", "P", "F", "U"),
    ),
    Column("confidence", "double", "How often readings of this kind are right on labelled articles, 0 to 1."),
    Column(
        "share_basis",
        "string",
        "What a share is a share of: value, volume, enterprises ...",
        null="not a share",
        words=SHARE_BASES,
    ),
    Column("share_scope", "string", "The whole of a share or rank.", null="not a share or rank", words=SHARE_SCOPES),
    Column(
        "share_of",
        "string",
        "The words of the whole; in keys `unstated` where none is named.",
        null="not a share or rank, or not said",
    ),
    Column("restates", "string", "observation_id that this one repeats or converts.", null="stands for itself"),
    Column(
        "restates_kind", "string", "Repeat or conversion.", null="stands for itself", words=("repeat", "conversion")
    ),
    Column("rule", "string", "The rule that read it."),
    Column("decisions", "strings", "How each field was decided: `field=value | words | rule`."),
    # channels
    Column("channel", "string", "Trade channel.", words=CHANNELS),
    Column(
        "channel_group",
        "string",
        "Market, route or ownership: only inside one group may shares be added.",
        words=("market", "route", "ownership"),
    ),
    Column("signal", "string", "What is said of the channel.", words=SIGNALS),
    Column("signals", "strings", "What is said of the channel, each word once."),
    Column(
        "trend",
        "string",
        "Direction that the statements agree on.",
        null="no trend stated",
        words=("increase", "decrease", "mixed"),
    ),
    Column("share_pct", "decimal", "Share of the channel.", null="no share stated", unit="percent"),
    Column("share_low", "decimal", "Lower bound of the share.", null="no lower bound", unit="percent"),
    Column("share_high", "decimal", "Upper bound of the share.", null="no upper bound", unit="percent"),
    Column("method", "string", "How the share is known.", words=("stated", "computed", "complement", "signal")),
    Column("statement_ids", "strings", "Channel statements behind the row."),
    # mentions
    Column("reading", "string", "What the mention was read as, in words.", null="read as nothing in particular"),
    Column("candidates", "strings", "Readings considered, best first."),
    Column("score", "double", "Support of the best candidate; higher is better.", null="no candidate"),
    Column("kind", "string", "Kind of the mention, or of the evidence."),
    # clusters
    Column("cluster_name", "string", "Name of the cluster: place and trade."),
    Column("name", "string", "Name of the cluster: place and trade."),
    Column("names", "strings", "All names that the articles use for it."),
    Column("place_name", "string", "English name of the place.", null="no name known"),
    Column("place_level", "string", "Level of the place: prefecture, county, town, city ...", null="not known"),
    Column("city", "string", "Prefecture-level city above the place, or the place itself.", null="not known"),
    Column("province", "string", "Province or first-level division.", null="not known"),
    Column("country", "string", "ISO 3166 code of the country, lower case.", null="not known"),
    Column("latitude", "double", "Latitude of the place in coordinates_of.", null="no coordinate known", unit="degree"),
    Column(
        "longitude", "double", "Longitude of the place in coordinates_of.", null="no coordinate known", unit="degree"
    ),
    Column(
        "coordinates_of",
        "string",
        "Whose coordinates they are: the place itself, else the county, the prefecture or the city that it lies in.",
        null="no coordinate known",
    ),
    Column("documents", "integer", "Documents with a fact on the cluster, copies counted once."),
    Column("observations", "integer", "Observations of the cluster."),
    # reconciled figures
    Column("observation_ids", "strings", "All observations behind the row."),
    Column("observation_count", "integer", "Number of observations behind the row."),
    Column("source_count", "integer", "Independent sources behind the row: copies of one story count once."),
    Column("agreement", "string", "Whether the sources agree.", words=AGREEMENTS),
    Column("chosen_observation_id", "string", "The observation whose value the row shows.", null="the row is computed"),
    Column(
        "value_usd",
        "double",
        "Value in US dollars at the yearly average rate.",
        null="no rate or no year; fx_basis says which",
        unit="USD",
    ),
    Column("fx_rate", "double", "Units of the currency per US dollar, yearly average.", null="no rate or no year"),
    Column("fx_year", "integer", "Year of the rate.", null="no year"),
    Column(
        "fx_basis",
        "string",
        "Which year the rate is of, or why there is none.",
        null="not money",
        words=("period", "publication", "none_needed", "no_rate", "no_year"),
    ),
    Column("growth_pct", "decimal", "Growth as stated, negative for a decrease.", null="none stated", unit="percent"),
    Column(
        "growth_computed_pct",
        "double",
        "Growth from the values of this and the same period a year before.",
        null="no value a year before",
        unit="percent",
    ),
    Column(
        "implied_previous_value",
        "double",
        "Value a year before that the stated growth implies: implied, not stated.",
        null="no growth stated",
    ),
    Column("conflict_id", "string", "Hash of the observations in conflict."),
    Column("values", "decimals", "The values in conflict, in the order of observation_ids."),
    Column("ratio", "double", "Largest value over the smallest.", null="not comparable"),
    Column("likely_cause", "string", "The likely cause of the conflict.", words=CAUSES),
    Column(
        "settled_by", "string", "What chose the value shown: a rule of the policy or a correction.", null="not settled"
    ),
    Column("explanation", "string", "The conflict in a sentence."),
    # profile
    Column(
        "measure",
        "string",
        "Indicator, or a derived measure: output_per_worker, value_per_piece, workers_per_enterprise.",
    ),
    Column("band_low", "double", "Lower end of the plausible band.", null="no band for this measure"),
    Column("band_high", "double", "Upper end of the plausible band.", null="no band for this measure"),
    Column(
        "plausibility",
        "string",
        "Where the value lies against the band.",
        null="no band, or no value",
        words=("within", "below", "above"),
    ),
    # evidence and coverage
    Column("evidence_id", "string", "observation_id or statement_id."),
    Column("figures_seen", "integer", "Numeral runs of the text."),
    Column("figures_used", "integer", "Numeral runs inside an observation or channel statement."),
    Column("figures_in_periods", "integer", "Numeral runs inside a period."),
    Column("figures_in_furniture", "integer", "Numeral runs inside page furniture."),
    Column("figures_rejected", "integer", "Numeral runs rejected with a reason."),
    Column("figures_unaccounted", "integer", "Numeral runs that lie in none of these, or in several: always 0."),
    Column("reading_key", "string", "Hash of text, date, hints, language, rules and vocabulary of the reading."),
    Column("failure", "string", "Why the text could not be read.", null="it was read"),
    Column("rejected_by_reason", "strings", "Reason codes with their count: `year 3`."),
    Column("copies", "integer", "Other documents that copy this one."),
    # corrections
    Column("correction_id", "string", "Hash of the entry in corrections.toml."),
    Column("action", "string", "What the correction does: set, reject, merge_clusters, split_cluster, set_date."),
    Column("target", "string", "What it is about, in words."),
    Column("status", "string", "What became of it.", words=("applied", "unmatched", "contradicted")),
    Column("applied_to", "strings", "Ids that it changed."),
    Column("author", "string", "Who made the correction.", null="not given"),
    Column("made_on", "date", "When the correction was made.", null="not given"),
    Column("note", "string", "Why, in the author's words.", null="not given"),
)

COLUMNS: dict[str, Column] = {column.name: column for column in _ALL}
