"""The Ray engine gives the rows of the local one, in the same bytes."""

from pathlib import Path

import pytest

from pipelines.engines import on_ray
from pipelines.errors import ClusterbookError
from tests.conftest import FEW, Project, fill_raw

pytest.importorskip("ray", reason="Ray is not installed; pip install clusterbook[ray]")
pytestmark = pytest.mark.ray


def test_ray_gives_the_rows_of_the_local_engine(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.orchestration.reading_steps.BATCH", 2)
    monkeypatch.setattr("pipelines.engines.on_ray.WINDOW", 2)
    windows = []
    started = on_ray._started

    def counted():
        ray = started()
        from_arrow = ray.data.from_arrow
        monkeypatch.setattr(ray.data, "from_arrow", lambda tables: windows.append(len(tables)) or from_arrow(tables))
        return ray

    monkeypatch.setattr(on_ray, "_started", counted)
    project = Project(fill_raw(tmp_path / "raw"), tmp_path / "warehouse")
    assert project.build(engine="RAY").success
    assert project.hashes() == built.hashes()
    assert sum(windows) == len(FEW) // 2 + 1
    assert len(windows) == 2, "Ray was handed more than a window at once"


@pytest.mark.slow
def test_a_cluster_named_by_its_address_gives_the_same_rows(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two nodes that share nothing with this process but a port on loopback."""
    from ray.cluster_utils import Cluster

    monkeypatch.setattr("pipelines.orchestration.reading_steps.BATCH", 1)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        cluster.add_node(num_cpus=1)
        monkeypatch.setenv("RAY_ADDRESS", cluster.address)
        project = Project(fill_raw(tmp_path / "raw"), tmp_path / "warehouse")
        assert project.build(engine="RAY").success
    finally:
        cluster.shutdown()
    assert project.hashes() == built.hashes()


def test_workers_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """They would read otherwise, and nothing in the rows would say so."""
    from pipelines.engines.batch import ARTICLES

    row = on_ray.read_packed(ARTICLES.empty_table(), {}).to_pylist()[0]
    assert on_ray._unpacked(dict(row))[0] == 0
    with pytest.raises(ClusterbookError, match="another version"):
        on_ray._unpacked(row | {"reader": "older"})


def test_a_cluster_that_does_not_answer_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
    with pytest.raises(ClusterbookError, match="no Ray cluster answers"):
        next(on_ray.read_on_ray([], {}))
