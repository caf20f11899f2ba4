"""What a build prints at its end: what was read, found and refused, some facts, and what to try next."""

from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from pipelines.cli.console import console, number, safe
from pipelines.project import default_warehouse
from pipelines.store.layout import Layout
from pipelines.store.opening import connect

_COUNTS = """
SELECT
    (SELECT count(*) FROM core.source_file),
    (SELECT count(*) FROM core.document),
    (SELECT count(*) FROM core.document_copy WHERE document_id <> representative_id),
    (SELECT count(*) FROM core.rejected_file),
    (SELECT coalesce(sum(figures_seen), 0) FROM core.reading),
    (SELECT coalesce(sum(figures_used), 0) FROM core.reading),
    (SELECT coalesce(sum(figures_in_periods), 0) FROM core.reading),
    (SELECT coalesce(sum(figures_in_furniture), 0) FROM core.reading),
    (SELECT coalesce(sum(figures_rejected), 0) FROM core.reading),
    (SELECT count(*) FROM core.rejected_mention),
    (SELECT count(*) FROM core.observation),
    (SELECT count(*) FROM core.channel_statement),
    (SELECT count(*) FROM marts.cluster),
    (SELECT count(*) FROM marts.conflict)
"""
_REASONS = (
    "SELECT reason_code, count(*) AS n FROM core.rejected_mention GROUP BY ALL ORDER BY n DESC, reason_code LIMIT 8"
)
# The best supported: several independent sources first, then clusters of which the most is stated (output, people and
# channels bear each other out), then output value and employees, then what was read most surely; of a cluster one of
# output and one of people.
_FACTS = """
WITH facts AS (
    SELECT m.*, false AS employment FROM marts.cluster_output m
    UNION ALL BY NAME
    SELECT m.*, true AS employment FROM marts.cluster_employment m
),
breadth AS (
    SELECT cluster_id, count(*) AS statements FROM (
        SELECT DISTINCT cluster_id, indicator FROM facts
        UNION ALL SELECT DISTINCT cluster_id, indicator FROM marts.cluster_position
        UNION ALL SELECT DISTINCT cluster_id, channel FROM marts.trade_channel_mix
    ) GROUP BY ALL
),
ranked AS (
    SELECT f.*,
        row_number() OVER (
            PARTITION BY f.cluster_id, f.employment
            ORDER BY f.source_count DESC, f.observation_count DESC, f.indicator IN ('output_value', 'employees') DESC,
                f.confidence DESC, f.value DESC, f.indicator
        ) AS place
    FROM facts f
    WHERE f.value IS NOT NULL AND f.agreement <> 'conflict'
)
SELECT value, unit, qualifier, indicator, scope, cluster_name, time_period, published_on, source_count, confidence,
    sentence, evidence_id
FROM ranked JOIN breadth USING (cluster_id) JOIN marts.evidence ON evidence_id = chosen_observation_id WHERE place = 1
ORDER BY source_count DESC, statements DESC, cluster_id, employment LIMIT 6
"""
_HEDGE = {
    "more_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "approx": "about ",
    "nearly": "nearly ",
}


def print_summary(warehouse: Path, read: int, warnings: Iterable[str] = ()) -> None:
    """Print what a build came to that read `read` articles, with the checks that turned red and stopped nothing."""
    out = console()
    database = Layout(warehouse).database
    with connect(database) as connection:
        (counts,) = connection.execute(_COUNTS).fetchall()
        reasons = connection.execute(_REASONS).fetchall()
        facts = connection.execute(_FACTS).fetchall()
    (
        files,
        documents,
        copies,
        refused,
        seen,
        used,
        dated,
        aside,
        rejected,
        mentions,
        observations,
        channels,
        clusters,
        conflicts,
    ) = counts
    now = f"{read:,} read now, {documents - read:,} known from before" if read != documents else "all read now"
    why = " (why: core.rejected_file)" if refused else ""
    codes = ", ".join(f"{code} {n:,}" for code, n in reasons)
    lines = [
        (
            "articles",
            f"{documents:,} in {_many(files, 'file')} ({now}); {_many(copies, 'copy', 'copies')}; "
            f"{_many(refused, 'file')} refused{why}",
        ),
        (
            "numbers",
            f"{_many(seen, 'numeral')}: {used:,} in facts, {dated:,} in periods, {aside:,} in page furniture, "
            f"{rejected:,} rejected",
        ),
        # a word such as "first" may be rejected too, and is no numeral
        ("rejected", f"{mentions:,}, words included: {codes}" if mentions else "none"),
        (
            "found",
            f"{_many(observations, 'observation')}, {_many(channels, 'channel statement')}, "
            f"{_many(clusters, 'cluster')}",
        ),
        ("conflicts", f"{conflicts:,} between statements, each with a likely cause in marts.conflict"),
    ]
    lines += [("warning", safe(warning)) for warning in warnings]
    for name, text in lines:
        out.print(Text.assemble((f"{name:<10}", "bold"), text), soft_wrap=True)
    if facts:
        out.print()
        out.print(Text("Among the best supported:", style="bold"))
    for fact in facts:
        _print_fact(out, fact)
    out.print()
    out.print(Text.assemble(("warehouse ", "bold"), str(database)), soft_wrap=True)
    extra = "" if warehouse == default_warehouse() else f" --warehouse {warehouse}"
    example = facts[0][-1] if facts else "OBSERVATION_ID"
    out.print(Text("Next, try:", style="bold"))
    for command in (
        f'clusterbook sql "SELECT name, documents, observations FROM marts.cluster ORDER BY observations DESC"{extra}',
        f"clusterbook explain {example}{extra}",
        "clusterbook ui",
    ):
        out.print(f"  {command}", soft_wrap=True)


def _many(count: int, one: str, more: str = "") -> str:
    """Return a count with its noun: "1 file", "2,000 files", "0 copies"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def _print_fact(out: "object", fact: tuple[object, ...]) -> None:
    value, unit, qualifier, indicator, scope, cluster, period, published, sources, confidence, sentence, _ = fact
    when = period or (f"as of {published}" if published else "undated")
    support = _many(int(str(sources)), "source")
    what = str(indicator).replace("_", " ")
    counted = what if unit in ("person", "enterprise") else f"{unit} {what}"
    covers = "" if scope == "all" else f" ({safe(str(scope).replace('_', ' '))})"  # 201 enterprises above a size
    head = Text.assemble(
        "  ",
        (f"{_HEDGE.get(str(qualifier), '')}{number(value)} {counted}{covers}", "bold green"),  # type: ignore[arg-type]
        f"  {safe(cluster)}, {when} ({support}, confidence {confidence:.2f})",
    )
    out.print(head, soft_wrap=True)  # type: ignore[attr-defined]
    text = safe(sentence)
    short = text if len(text) <= 240 else text[:239] + "…"
    out.print(Text(f"      “{short}”", style="dim"), soft_wrap=True)  # type: ignore[attr-defined]
