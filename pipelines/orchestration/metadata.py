"""How a table shows in the Dagster UI: its columns, row count, first rows, and a chart where one helps."""

import base64
from collections.abc import Mapping
from html import escape
from pathlib import Path

import dagster as dg

from pipelines.orchestration.steps import Outcome
from pipelines.store import parquet
from pipelines.tables.catalogue import Table

_PREVIEW_ROWS = 8
_PREVIEW_CHARACTERS = 120


def column_schema(table: Table) -> dg.TableSchema:
    """Return the columns of a table with what they mean."""
    columns = []
    for column in table.columns:
        null = f" Null: {column.null}." if table.nullable(column.name) else ""
        unit = f" Unit: {column.unit}." if column.unit else ""
        words = [f"one of: {', '.join(column.words)}"] if column.words else []
        constraints = dg.TableColumnConstraints(
            nullable=table.nullable(column.name), unique=table.key == (column.name,), other=words
        )
        columns.append(dg.TableColumn(column.name, column.type, f"{column.description}{unit}{null}", constraints))
    other = [f"unique together: {', '.join(table.key)}"] if len(table.key) > 1 else []
    return dg.TableSchema(columns, dg.TableConstraints(other))


def table_metadata(table: Table, outcome: Outcome) -> dict[str, dg.MetadataValue]:
    """Return what a materialisation says of the table that it made, or left as it is."""
    return {
        "dagster/row_count": dg.MetadataValue.int(outcome.made.rows),
        "dagster/uri": dg.MetadataValue.path(str(outcome.path)),
        "size": dg.MetadataValue.text(f"{outcome.made.size:,} bytes"),
        "state": dg.MetadataValue.text(_state(outcome)),
        "preview": preview(outcome.path),
    }


def _state(outcome: Outcome) -> str:
    if outcome.unchanged:
        return "unchanged"
    return "written anew" if outcome.mended is None else f"mended by the rows of {outcome.mended} documents"


def preview(path: Path) -> dg.MetadataValue:
    """Return the first rows of a Parquet file as a grid."""
    rows = parquet.head(path, _PREVIEW_ROWS)
    records = [
        dg.TableRecord({name: _shown(value) for name, value in row.items()})
        for row in rows.slice(0, _PREVIEW_ROWS).to_pylist()
    ]
    schema = dg.TableSchema([dg.TableColumn(name, "string") for name in rows.column_names])
    return dg.MetadataValue.table(records, schema)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    text = f"{value:f}".rstrip("0").rstrip(".") if hasattr(value, "as_tuple") else str(value)
    return text if len(text) <= _PREVIEW_CHARACTERS else text[: _PREVIEW_CHARACTERS - 1] + "…"


def bar_chart(title: str, bars: Mapping[str, float]) -> dg.MetadataValue:
    """Return a bar chart as a picture that the UI shows; nothing in it can run."""
    if not bars:
        return dg.MetadataValue.text("nothing to show")
    top = max(bars.values()) or 1
    left, width, row = 230, 380, 24
    lines = []
    for at, (name, value) in enumerate(bars.items()):
        y = 34 + at * row
        length = round(width * value / top)
        label = escape(name if len(name) <= 34 else name[:33] + "…")
        lines.append(f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{label}</text>')
        lines.append(f'<rect x="{left}" y="{y}" width="{max(length, 1)}" height="17" rx="2" fill="#4f6bed"/>')
        lines.append(f'<text x="{left + length + 6}" y="{y + 13}">{value:,.0f}</text>')
    height = 44 + len(bars) * row
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{height}" font-family="sans-serif" '
        f'font-size="12"><rect width="720" height="{height}" fill="#ffffff"/>'
        f'<text x="12" y="20" font-size="14" font-weight="bold">{escape(title)}</text>{"".join(lines)}</svg>'
    )
    picture = base64.b64encode(svg.encode()).decode()
    return dg.MetadataValue.md(f"![{escape(title)}](data:image/svg+xml;base64,{picture})")
