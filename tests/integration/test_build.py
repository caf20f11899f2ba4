"""The whole build through Dagster: rows, bytes, what a second run does, what stops a run."""

import json
import shutil
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq
import pytest

from pipelines.orchestration.wiring import build_definitions
from pipelines.store.state import recall
from pipelines.tables.catalogue import TABLES
from tests.conftest import FEW, SAMPLE, Project, fill_raw


def materialized(result) -> set[str]:
    return {"/".join(event.asset_key.path) for event in result.get_asset_materialization_events()}


def failed_checks(result) -> set[tuple[str, str]]:
    return {("/".join(e.asset_key.path), e.check_name) for e in result.get_asset_check_evaluations() if not e.passed}


IN_BUCKETS = ("document_text", "left_out")


def test_every_table_of_the_catalogue_is_an_asset_with_its_columns(built):
    specs = {
        spec.key.to_user_string(): spec
        for spec in build_definitions(built.raw, built.warehouse).resolve_all_asset_specs()
    }
    for table in TABLES.values():
        spec = specs[f"{table.schema}/{table.name}"]
        assert spec.description == table.description
        assert [c.name for c in spec.metadata["dagster/column_schema"].columns] == [c.name for c in table.columns]
        assert spec.group_name == table.group
        assert spec.owners
        assert spec.kinds


def test_files_and_tables_hold_what_the_catalogue_says(built):
    for table in TABLES.values():
        if table.name not in IN_BUCKETS:
            schema = pq.read_schema(built.layout.parquet(table))
            assert schema.names == [column.name for column in table.columns]
            assert schema.metadata[b"table"].decode() == table.full_name
        if table.in_duckdb:
            rows = built.sql(
                f"SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = '{table.schema}' "
                f"AND table_name = '{table.name}' ORDER BY column_index"
            )
            assert [name for name, _ in rows] == [column.name for column in table.columns]
            assert all(comment for _, comment in rows)


def test_the_original_article_gives_its_figures(built):
    rows = set(
        built.sql(
            "SELECT indicator, value::BIGINT, unit, qualifier FROM core.observation "
            "JOIN core.source_file USING (document_id) WHERE path = 'qingshanhu-2023.txt'"
        )
    )
    assert {
        ("output_volume", 1_000_000_000, "piece", "more_than"),
        ("output_value", 45_000_000_000, "CNY", "exact"),
        ("employees", 60_000, "person", "exact"),
        ("enterprises", 2_000, "enterprise", "more_than"),
    } <= rows


def test_a_second_run_reads_nothing_and_publishes_nothing(built):
    before = built.layout.database.stat()
    hashes = built.hashes()
    result = built.build()
    assert result.success
    assert built.hashes() == hashes
    after = built.layout.database.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    (reading,) = [
        event.materialization.metadata
        for event in result.get_asset_materialization_events()
        if event.asset_key.path == ["core", "reading"]
    ]
    assert reading["articles read now"].value == 0


def test_the_same_articles_in_another_place_and_order_give_the_same_bytes(built, tmp_path):
    raw = tmp_path / "elsewhere"
    raw.mkdir()
    for name in reversed(FEW):
        shutil.copy(SAMPLE / f"{name}.txt", raw)
    shutil.copy(SAMPLE / "sources.csv", raw)
    other = Project(raw, tmp_path / "warehouse")
    assert other.build(workers=2).success
    assert other.hashes() == built.hashes()


def test_what_changes_in_steps_ends_as_if_built_at_once(built, project):
    later = project.raw / "puyuan-2022.txt"
    text = later.read_bytes()
    later.unlink()
    assert project.build().success
    assert project.sql("SELECT count(*) FROM core.document") == [(len(FEW) - 1,)]
    later.write_bytes(text)
    extra = project.raw / "extra.txt"
    extra.write_text("In 2019 Nowhere Town made 3 million pairs of socks.", encoding="utf-8")
    assert project.build().success
    extra.unlink()
    assert project.build().success
    assert project.hashes() == built.hashes()


def test_a_date_corrected_in_the_sidecar_changes_the_rows(finished):
    query = "SELECT published_on::VARCHAR, published_basis FROM core.document WHERE title LIKE 'Nanchang Qingshan%'"
    assert finished.sql(query) == [("2023-08-08", "sidecar")]
    sidecar = finished.raw / "sources.csv"
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("2023-08-08", "2021-08-08"), encoding="utf-8")
    assert finished.build().success
    assert finished.sql(query) == [("2021-08-08", "sidecar")]
    keys = finished.sql(
        "SELECT DISTINCT period_key FROM marts.cluster_employment WHERE cluster_id = 'cn-360111-knitwear'"
    )
    assert not any("2023" in key for (key,) in keys)


def test_one_text_in_two_files_is_one_document(project):
    shutil.copy(project.raw / "datang-2023.txt", project.raw / "again.txt")
    assert project.build().success
    assert project.sql("SELECT count(*), count(DISTINCT document_id) FROM core.source_file") == [
        (len(FEW) + 1, len(FEW))
    ]


def test_a_file_that_cannot_be_read_is_told_of_and_the_run_goes_on(project):
    (project.raw / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (project.raw / "empty.txt").write_bytes(b"")
    assert project.build().success
    rows = project.sql("SELECT path, reason <> '' AND remedy <> '' FROM core.rejected_file ORDER BY path")
    assert rows == [("broken.pdf", True), ("empty.txt", True)]


def test_an_empty_folder_builds_empty_tables(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    project = Project(raw, tmp_path / "warehouse")
    assert project.build().success
    assert project.sql("SELECT count(*) FROM marts.cluster") == [(0,)]


def test_the_marts_alone_can_be_built(finished):
    finished.layout.database.unlink()
    result = finished.build("marts_only")
    assert result.success
    assert {name.split("/")[0] for name in materialized(result)} == {"marts", "warehouse"}
    assert finished.sql("SELECT count(*) > 0 FROM marts.cluster") == [(True,)]


def test_a_broken_rule_stops_the_run_and_the_old_warehouse_stays(finished, monkeypatch):
    before = finished.hashes()
    (finished.raw / "extra.txt").write_text("In 2019 the town of Zhili had 200,000 employees.", encoding="utf-8")
    from pipelines.engines import batch

    honest = batch._read

    def slipping(article, vocabulary):
        rows = honest(article, vocabulary)
        for row in rows["observation"]:
            row["quote"] = row["quote"] + "!"
        return rows

    monkeypatch.setattr(batch, "_read", slipping)
    result = finished.build(full=True)
    assert not result.success
    assert ("core/observation", "quote_is_the_text") in failed_checks(result)
    assert not {"core/observation", "marts/cluster", "warehouse/clusterbook"} & materialized(result)
    now = finished.hashes()
    assert {name: now[name] for name in now if name.startswith("marts") or "observation" in name} == {
        name: before[name] for name in before if name.startswith("marts") or "observation" in name
    }
    assert finished.sql("SELECT count(*) FROM core.document") == [(len(FEW),)]


def test_a_damaged_table_is_made_again(finished):
    before = finished.hashes()
    path = finished.layout.parquet(TABLES["core.observation"])
    path.write_bytes(path.read_bytes()[:-40])
    assert finished.build().success
    assert finished.hashes() == before


@pytest.mark.parametrize(
    "victim", ["cache/manifest.parquet", "cache/readings", "tables/core/document_text/bucket=5.parquet"]
)
def test_a_damaged_cache_is_filled_again(project, victim):
    assert project.build().success
    before = project.hashes()
    place = project.warehouse / victim
    for file in [place] if place.is_file() else list(place.rglob("*.parquet")):
        file.write_bytes(b"PAR1 not at all")
    assert project.build().success
    assert project.hashes() == before


def test_a_damaged_reading_says_so_and_the_next_run_mends_it(finished):
    before = finished.hashes()
    finished.layout.parquet(TABLES["core.observation"]).unlink()
    (damaged,) = (finished.warehouse / "cache" / "readings").glob("*/observation.parquet")
    damaged.write_bytes(b"PAR1 not at all")
    result = finished.build()
    assert not result.success
    (failure,) = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    assert "run again" in failure.user_failure_data.description
    assert finished.build().success
    assert finished.hashes() == before


def test_a_foreign_log_beside_the_warehouse_is_removed(finished):
    log = Path(f"{finished.layout.database}.wal")
    log.write_bytes(b"not ours")
    assert finished.build().success
    assert not log.exists()
    assert finished.sql("SELECT count(*) FROM core.document") == [(len(FEW),)]


def test_a_run_reports_metadata_that_the_interface_shows(built):
    result = built.build()
    for event in result.get_asset_materialization_events():
        if event.asset_key.path[0] in ("core", "marts") and event.asset_key.path[1] not in IN_BUCKETS:
            metadata = event.materialization.metadata
            table = TABLES[".".join(event.asset_key.path)]
            known = recall(built.layout.state(table.full_name), built.layout.parquet(table))
            assert metadata["dagster/row_count"].value == known.rows
            assert isinstance(metadata["preview"], dg.TableMetadataValue)


def test_a_correction_changes_the_figure_and_survives_a_rebuild(project):
    (project.raw / "corrections.toml").write_text(
        """
[[correction]]
action = "set"
source = "qingshanhu-2023.txt"
quote = "60,000 employees"
set = { value = 61000 }
reason = "the yearbook"
author = "a reader"
date = 2026-01-31
""",
        encoding="utf-8",
    )
    query = "SELECT value::BIGINT FROM core.observation WHERE quote = '60,000 employees'"
    for _ in range(2):
        assert project.build().success
        assert project.sql(query) == [(61_000,)]
        assert project.sql("SELECT status FROM core.correction") == [("applied",)]
    (project.raw / "corrections.toml").unlink()
    assert project.build().success
    assert project.sql(query) == [(60_000,)]


def test_a_corrected_date_is_read_with_the_article(project):
    (project.raw / "corrections.toml").write_text(
        """
[[correction]]
action = "set_date"
source = "qingshanhu-2023.txt"
published_on = 2021-08-08
reason = "the page was copied"

[[correction]]
action = "merge_clusters"
from = ["cn-360111-knitwear"]
into = "cn-360100-knitwear"
""",
        encoding="utf-8",
    )
    assert project.build().success
    document = "FROM core.document JOIN core.source_file USING (document_id) WHERE path = 'qingshanhu-2023.txt'"
    assert project.sql(f"SELECT published_on::VARCHAR, published_basis {document}") == [("2021-08-08", "correction")]
    employees = project.sql(
        "SELECT period_end::VARCHAR, cluster_id FROM core.observation WHERE quote = '60,000 employees'"
    )
    assert employees == [("2021-08-08", "cn-360100-knitwear")]


def test_the_users_words_are_read_with_the_shipped_ones(tmp_path):
    raw = fill_raw(tmp_path / "raw", ("datang-2023",))
    (raw / "note.txt").write_text("In 2019 the town of Datang made 5,000 flimbos.", encoding="utf-8")
    project = Project(raw, tmp_path / "warehouse")
    assert project.build().success
    before = project.sql("SELECT count(*) FROM core.reading")
    (raw / "vocabulary").mkdir()
    (raw / "vocabulary" / "units.toml").write_text("[nonsense", encoding="utf-8")
    result = project.build()
    assert not result.success
    assert "not valid TOML" in json.dumps(
        [str(e.step_failure_data.user_failure_data) for e in result.all_events if e.is_step_failure]
    )
    assert project.sql("SELECT count(*) FROM core.reading") == before


def test_a_byline_in_the_text_dates_an_article_before_the_name_of_its_file(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    words = "Socks of Datang\nPost time: Aug-08-2023\nThe town of Datang has 60,000 employees.\n"
    (raw / "2020-01-01-datang.txt").write_text(words, encoding="utf-8")
    project = Project(raw, tmp_path / "warehouse")
    assert project.build().success
    assert project.sql("SELECT published_on::VARCHAR, published_basis FROM core.document") == [("2023-08-08", "byline")]
    assert project.sql("SELECT period_end::VARCHAR FROM core.observation WHERE indicator = 'employees'") == [
        ("2023-08-08",)
    ]
