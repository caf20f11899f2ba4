"""Exports: the marts for other tools as CSV, Parquet or Excel, with a Frictionless data package beside them."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pipelines.report import read
from pipelines.report.cells import harmless
from pipelines.tables.catalogue import TABLES, Table
from pipelines.tables.columns import Column

Format = Literal["csv", "parquet", "xlsx"]

_FIELD_TYPES = {
    "string": "string",
    "integer": "integer",
    "decimal": "number",
    "double": "number",
    "date": "date",
    "boolean": "boolean",
    "strings": "array",
    "decimals": "array",
}
_SHEET_ROWS = 1_048_576  # of which one is the heading: the limit of the Excel format


class ExportError(ValueError):
    """An export that cannot be made; the message says why and what helps."""


def export_marts(connection: read.Connection, folder: Path, format: Format) -> list[Path]:
    """Write every mart into `folder` and return the files written, the data package last."""
    folder.mkdir(parents=True, exist_ok=True)
    marts = [table for table in TABLES.values() if table.schema == "marts"]
    write = {"csv": _write_csv, "parquet": _write_parquet, "xlsx": _write_workbook}[format]
    written = write(connection, marts, folder)
    package = folder / "datapackage.json"
    package.write_text(json.dumps(_package(marts, format), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return [*written, package]


def _query(table: Table) -> str:
    key = ", ".join(f'"{name}"' for name in table.key)
    return f"select {', '.join(_quoted(c) for c in table.columns)} from {table.full_name} order by {key}"


def _quoted(column: Column) -> str:
    return f'"{column.name}"'


def _write_csv(connection: read.Connection, marts: Iterable[Table], folder: Path) -> list[Path]:
    written = []
    for table in marts:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            lines = csv.writer(out, lineterminator="\r\n")
            lines.writerow(column.name for column in table.columns)
            for row in connection.execute(_query(table)).fetchall():
                lines.writerow(map(_text, row))
        written.append(path)
    return written


def _text(value: Any) -> Any:
    """Return a CSV cell: lists as JSON, numbers plain, and no text that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps([_plain(one) for one in value], ensure_ascii=False)
    if isinstance(value, Decimal):
        return _plain(value)
    return harmless(value)


def _plain(value: Any) -> Any:
    """Return a decimal as the shortest exact number, anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _write_parquet(connection: read.Connection, marts: Iterable[Table], folder: Path) -> list[Path]:
    import pyarrow.parquet as pq

    from pipelines.tables.arrow import arrow_schema

    written = []
    for table in marts:
        path = folder / f"{table.name}.parquet"
        rows = connection.sql(_query(table)).to_arrow_table()
        pq.write_table(rows.cast(arrow_schema(table)), path, compression="zstd")
        written.append(path)
    return written


def _write_workbook(connection: read.Connection, marts: Sequence[Table], folder: Path) -> list[Path]:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in marts:
        rows = connection.execute(_query(table)).fetchall()
        if len(rows) >= _SHEET_ROWS:
            raise ExportError(
                f"{table.full_name} has {len(rows):,} rows, more than a sheet holds; use --format csv or parquet"
            )
        _fill(book, table, rows)
    _fill_sources(book, connection)
    path = folder / "clusterbook.xlsx"
    book.save(path)
    return [path]


def _fill(book: Any, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, min(28, len(_heading(column)) + 2))
    sheet.append([_cell(sheet, _heading(column), bold=True) for column in table.columns])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}1"


def _heading(column: Column) -> str:
    return f"{column.name} [{column.unit}]" if column.unit else column.name


def _cell(sheet: Any, value: Any, *, bold: bool = False, link: str | None = None) -> Any:
    """Return a typed cell: numbers and dates stay themselves, text never becomes a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if isinstance(value, list):
        value = ", ".join(str(_plain(one)) for one in value)
    value = _plain(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    if link:
        cell.hyperlink = link
        cell.font = Font(underline="single", color="9A4522")
    return cell


def _fill_sources(book: Any, connection: read.Connection) -> None:
    """Add the sheet that leads each id back to its words and its article."""
    sheet = book.create_sheet("sources")
    sheet.freeze_panes = "B2"
    names = ("evidence_id", "kind", "quote", "sentence", "title", "published_on", "source_url")
    for letter, width in zip("ABCDEFG", (20, 18, 30, 80, 40, 13, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in names])
    query = f"select {', '.join(names)} from marts.evidence order by evidence_id"
    for row in connection.execute(query).fetchall():
        address = row[-1] if str(row[-1] or "").startswith(("http://", "https://")) else None
        sheet.append([*(_cell(sheet, value) for value in row[:-1]), _cell(sheet, row[-1], link=address)])


def _package(marts: Iterable[Table], format: Format) -> dict[str, Any]:
    """Return the Frictionless descriptor: each mart as a resource with its fields, key and meaning of null."""
    resources: list[dict[str, Any]] = []
    for table in marts:
        resource: dict[str, Any] = {
            "name": table.name.replace("_", "-"),
            "title": table.full_name,
            "description": table.description,
        }
        if format == "xlsx":
            resource |= {
                "path": "clusterbook.xlsx",
                "scheme": "file",
                "format": "xlsx",
                "dialect": {"excel": {"sheet": table.name}},
            }
        else:
            resource |= {"path": f"{table.name}.{format}", "format": format, "encoding": "utf-8"}
        if format == "csv":
            resource |= {"profile": "tabular-data-resource", "mediatype": "text/csv"}
        resource["schema"] = {
            "fields": [_field(column, table, format) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        }
        resources.append(resource)
    return {
        "name": "clusterbook",
        "title": "Clusterbook: what articles state about industrial clusters",
        "profile": "tabular-data-package" if format == "csv" else "data-package",
        "resources": resources,
    }


def _field(column: Column, table: Table, format: Format) -> dict[str, Any]:
    listed = column.type in ("strings", "decimals")
    kind = "string" if format == "xlsx" and listed else _FIELD_TYPES[column.type]
    field: dict[str, Any] = {"name": column.name, "type": kind, "description": _described(column, table)}
    if format == "xlsx":
        field["name"] = _heading(column)
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {}
    if not table.nullable(column.name) and not (format == "xlsx" and listed):  # an empty list is an empty cell
        constraints["required"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    if constraints:
        field["constraints"] = constraints
    return field


def _described(column: Column, table: Table) -> str:
    meaning = f" Empty: {column.null}." if column.null and table.nullable(column.name) else ""
    return column.description + meaning
