"""The Ray engine gives the rows of the local one, in the same bytes."""

import pytest

from tests.conftest import Project, fill_raw

ray = pytest.importorskip("ray", reason="Ray is not installed; pip install clusterbook[ray]")
pytestmark = pytest.mark.ray


def test_ray_gives_the_rows_of_the_local_engine(built: Project, tmp_path) -> None:
    project = Project(fill_raw(tmp_path / "raw"), tmp_path / "warehouse")
    try:
        assert project.build(engine="RAY").success
    finally:
        ray.shutdown()
    assert project.hashes() == built.hashes()
