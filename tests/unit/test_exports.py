"""Exports, each opened by the reader that a user would take."""

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipelines.report.exports import export_marts
from pipelines.tables.catalogue import TABLES
from tests.unit.small_warehouse import small_warehouse

FORMULA = '=HYPERLINK("http://127.0.0.1/?"&A1,"x")'
MARTS = {table.name for table in TABLES.values() if table.schema == "marts"}


def test_csv_opens_in_pandas_with_typed_numbers(tmp_path: Path) -> None:
    export_marts(small_warehouse(), tmp_path, "csv")
    frame = pd.read_csv(tmp_path / "cluster_output.csv")
    assert frame["value"].tolist() == [1_000_000_000]
    assert json.loads(frame["observation_ids"][0]) == ["o2"]
    assert {path.stem for path in tmp_path.glob("*.csv")} == MARTS


def test_parquet_keeps_the_types_and_descriptions_of_the_catalogue(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from pipelines.tables.arrow import arrow_schema

    export_marts(small_warehouse(), tmp_path, "parquet")
    for name in MARTS:
        assert pq.read_schema(tmp_path / f"{name}.parquet").equals(arrow_schema(TABLES[f"marts.{name}"]))


def test_excel_has_typed_numbers_units_in_headings_and_a_sources_sheet(tmp_path: Path) -> None:
    export_marts(small_warehouse(), tmp_path, "xlsx")
    book = openpyxl.load_workbook(tmp_path / "clusterbook.xlsx")
    assert set(book.sheetnames) == MARTS | {"sources"}
    heading, first = list(book["cluster_output"].iter_rows(values_only=True))
    row = dict(zip(heading, first, strict=True))
    assert row["value"] == 1_000_000_000
    assert "value_usd [USD]" in row
    assert book["sources"].max_row == 4


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_text_becomes_a_formula(tmp_path: Path, format: str) -> None:
    export_marts(small_warehouse(name=FORMULA, title=FORMULA), tmp_path, format)  # type: ignore[arg-type]
    if format == "csv":
        assert "\"'=HYPERLINK" in (tmp_path / "cluster.csv").read_text(encoding="utf-8-sig")
        return
    book = openpyxl.load_workbook(tmp_path / "clusterbook.xlsx")
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert any(cell.value == FORMULA for line in book["cluster"].iter_rows() for cell in line)


@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_the_data_package_is_valid_and_fits_its_files(tmp_path: Path, format: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    export_marts(small_warehouse(), tmp_path, format)  # type: ignore[arg-type]
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    if format == "parquet":
        assert {resource.path for resource in package.resources} == {f"{name}.parquet" for name in MARTS}
        return
    # A sheet does not store the empty cells at the end of a row.
    report = package.validate(frictionless.Checklist(skip_errors=["missing-cell"] if format == "xlsx" else []))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]
