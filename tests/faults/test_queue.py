"""A build of the command line that is killed loses no place in Dagster's queue, and the sensor goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.dead_runs import fail_dead_runs
from pipelines.orchestration.wiring import build_definitions
from tests.conftest import fill_raw

KILLS = 10 if os.environ.get("CLUSTERBOOK_FAULTS") == "full" else 1


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    return home


def command(raw: Path, warehouse: Path) -> subprocess.Popen:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    arguments = ["build", "--raw", str(raw), "--warehouse", str(warehouse)]
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def started(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    return list(instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])))


def test_a_killed_command_keeps_no_place_in_the_queue(home: Path, tmp_path: Path) -> None:
    raw = fill_raw(tmp_path / "raw")
    sensor = build_definitions(raw, tmp_path / "warehouse").resolve_sensor_def("raw_folder")
    with dg.DagsterInstance.from_config(str(home)) as instance:
        for number in range(KILLS):
            process = command(raw, tmp_path / "warehouse")
            deadline = time.monotonic() + 120
            while not started(instance) and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
            (run,) = started(instance)
            assert fail_dead_runs(instance) == [], "a living run was taken for dead"
            time.sleep(0.3 * number)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            deadline = time.monotonic() + 60
            while started(instance) and time.monotonic() < deadline:  # the kernel frees a lock in its own time
                with dg.build_sensor_context(instance=instance, definitions=None) as context:
                    sensor.evaluate_tick(context)
            assert started(instance) == []
            assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE
        assert command(raw, tmp_path / "warehouse").wait(timeout=300) == 0
        assert started(instance) == []
