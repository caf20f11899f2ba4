"""Dagster's runs, events and schedules in a real PostgreSQL, started on loopback for the test."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.wiring import build_definitions
from tests.conftest import fill_raw

pytestmark = pytest.mark.postgres
USER = "clusterbook"


def program(name: str) -> str:
    """Return the path of a PostgreSQL program; Debian keeps them beside the version."""
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    if found is None:
        missing(f"{name} is not installed; on Debian: apt install postgresql")
    return found


def missing(reason: str) -> None:
    """Skip, but not in .ci/run, which has installed what the tests need."""
    if os.environ.get("CLUSTERBOOK_CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def server() -> Iterator[str]:
    """Start a server that nobody else can reach, and yield its URL."""
    try:
        import dagster_postgres  # noqa: F401
    except ImportError:
        missing("dagster-postgres is not installed; pip install clusterbook[postgres]")
    folder = Path(tempfile.mkdtemp(prefix="clusterbook-pg-"))
    who: dict[str, str] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        who = {"user": "postgres", "group": "postgres"}
        shutil.chown(folder, **who)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder, **who}
    try:
        subprocess.run([program("initdb"), "-D", str(data), "-U", USER, "-A", "trust", "--no-sync"], **quiet)
        control = [program("pg_ctl"), "-D", str(data), "-w"]
        subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], **quiet)
        try:
            # The driver is named: a plain postgresql:// means another one to SQLAlchemy 2.1.
            yield f"postgresql+psycopg2://{USER}@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_a_build_is_kept_in_postgresql(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dagster.yaml").write_text("storage: {postgres: {postgres_url: {env: DAGSTER_PG_URL}}}\n")
    monkeypatch.setenv("DAGSTER_PG_URL", server)
    raw = fill_raw(tmp_path / "raw", ("qingshanhu-2023",))
    definitions = build_definitions(raw, tmp_path / "warehouse")
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        result = definitions.resolve_job_def("build").execute_in_process(instance=instance)
        assert result.success
        assert "postgres" in type(instance.run_storage).__module__
        (run,) = instance.get_runs()
        assert run.status == dg.DagsterRunStatus.SUCCESS
        made = instance.get_latest_materialization_event(dg.AssetKey(["warehouse", "clusterbook"]))
        assert made is not None
    with dg.DagsterInstance.from_config(str(tmp_path)) as again:
        assert again.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.SUCCESS
