"""What tests share: a small raw folder, and one whole build of it."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # the machine may be busy with others
settings.load_profile("unhurried")
os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
SAMPLE = Path(__file__).parents[1] / "raw"
# A few articles of the sample that hold output, employment, shares and a pair of years, in both languages.
FEW = ("qingshanhu-2023", "datang-2023", "zh-datang-2023", "puyuan-2022", "humen-2013p2")


def fill_raw(folder: Path, names: tuple[str, ...] = FEW) -> Path:
    """Copy some sample articles with their sources.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(SAMPLE / f"{name}.txt", folder)
    shutil.copy(SAMPLE / "sources.csv", folder)
    return folder


@dataclass(frozen=True)
class Project:
    """A raw folder and the warehouse beside it."""

    raw: Path
    warehouse: Path

    @property
    def layout(self):
        from pipelines.store.layout import Layout

        return Layout(self.warehouse)

    def build(self, job: str = "build", **options):
        """Run a job in this process; return Dagster's result."""
        import dagster as dg

        from pipelines.orchestration.wiring import build_definitions

        config: dict = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        if options:
            config["ops"] = {"core__reading": {"config": options}}
        definitions = build_definitions(self.raw, self.warehouse)
        with dg.DagsterInstance.ephemeral() as instance:
            return definitions.resolve_job_def(job).execute_in_process(
                instance=instance, run_config=config, raise_on_error=False
            )

    def sql(self, query: str) -> list[tuple]:
        from pipelines.store.opening import connect

        with connect(self.layout.database) as connection:
            return connection.execute(query).fetchall()

    def hashes(self) -> dict[str, str]:
        """Return the hash of every Parquet table."""
        from pipelines.store.files import file_hash

        tables = self.warehouse / "tables"
        return {str(path.relative_to(tables)): file_hash(path) for path in sorted(tables.rglob("*.parquet"))}


@pytest.fixture
def project(tmp_path):
    """A project of a few articles, not built yet."""
    return Project(fill_raw(tmp_path / "raw"), tmp_path / "warehouse")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A project of a few articles, built once; tests must not change it."""
    root = tmp_path_factory.mktemp("built")
    project = Project(fill_raw(root / "raw"), root / "warehouse")
    assert project.build().success
    return project


@pytest.fixture
def finished(built, tmp_path):
    """A copy of the built project, to be changed; its files look new to a build, its readings are known."""
    shutil.copytree(built.raw, tmp_path / "raw")
    shutil.copytree(built.warehouse, tmp_path / "warehouse")
    return Project(tmp_path / "raw", tmp_path / "warehouse")
