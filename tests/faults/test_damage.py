"""What happens to disks, folders, clocks and caches: the last warehouse stays readable, the next run heals."""

import os
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.sources import SourceArticle, read_folder
from tests.faults.world import Builder, World, builder, contents, published, write_corrections

FULL = os.environ.get("CLUSTERBOOK_FAULTS") == "full"


@pytest.fixture(scope="module")
def workshop() -> Iterator[Builder]:
    with builder() as process:
        yield process


@pytest.fixture(scope="module")
def scene(workshop: Builder, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """A warehouse, a raw folder that has changed since, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("scene")
    world = World(folder / "raw", "damage", 4)
    workshop.must_build(world.raw, folder / "before")
    for change in (world.add, world.edit, world.rename, world.correct):
        change()
    write_corrections(world.raw, [world])
    workshop.must_build(world.raw, folder / "full")
    rows = contents(folder / "full")
    return {"folder": folder, "raw": world.raw, "old": published(folder / "before"), "rows": rows}


@pytest.fixture
def warehouse(scene: dict, tmp_path: Path) -> Path:
    """A copy of the warehouse of before the changes."""
    shutil.copytree(scene["folder"] / "before", tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def finished(scene: dict, tmp_path: Path) -> Path:
    """A copy of the warehouse of after the changes."""
    shutil.copytree(scene["folder"] / "full", tmp_path / "warehouse")
    return tmp_path / "warehouse"


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Lay a small file system over a folder; skipped where that is not permitted."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("file systems may not be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


# --- the disk ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [2_000, 20_000, 60_000, 200_000, 800_000][:: 1 if FULL else 2])
def test_files_that_may_not_grow_leave_the_old_warehouse_readable(
    workshop: Builder, scene: dict, warehouse: Path, limit: int
) -> None:
    answer = workshop.build(scene["raw"], warehouse, file_bytes=limit)
    assert answer["status"] != 0
    assert published(warehouse) == scene["old"]
    workshop.must_build(scene["raw"], warehouse)
    assert contents(warehouse) == scene["rows"]


@pytest.mark.parametrize("free_kb", [16, 200, 700, 1500, 4000][:: 1 if FULL else 2])
def test_a_full_disk_is_named_and_loses_nothing(
    workshop: Builder, scene: dict, warehouse: Path, tmp_path: Path, free_kb: int
) -> None:
    used = sum(file.stat().st_size + 4096 for file in warehouse.rglob("*")) // 1024
    with mounted(tmp_path / "disk", f"size={used + free_kb}k") as disk:
        here = Path(shutil.copytree(warehouse, disk / "warehouse"))
        answer = workshop.build(scene["raw"], here)
        if answer["status"] != 0:
            assert "disk is full" in answer["error"] or "No space left" in answer["error"], answer["error"]
            assert published(here) == scene["old"]
        subprocess.run(["mount", "-o", "remount,size=500m", str(disk)], check=True)
        workshop.must_build(scene["raw"], here)
        assert contents(here) == scene["rows"]


def test_a_folder_that_may_not_be_written_is_named(
    workshop: Builder, scene: dict, warehouse: Path, tmp_path: Path
) -> None:
    with mounted(tmp_path / "disk", "size=100m") as disk:
        here = Path(shutil.copytree(warehouse, disk / "warehouse"))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        answer = workshop.build(scene["raw"], here)
        assert answer["status"] != 0
        assert "read-only" in answer["error"]
        assert published(here) == scene["old"]


# --- several at once -----------------------------------------------------------------------------------------------


def test_two_builds_at_once_wait_for_each_other(workshop: Builder, scene: dict, warehouse: Path) -> None:
    answers = []
    with builder() as other:
        rival = threading.Thread(target=lambda: answers.append(other.build(scene["raw"], warehouse)))
        rival.start()
        answers.append(workshop.build(scene["raw"], warehouse))
        rival.join()
    assert [answer["error"] for answer in answers] == ["", ""]
    assert contents(warehouse) == scene["rows"]


def test_a_file_replaced_while_it_is_read_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    versions = {letter * 200_000 for letter in "ab"}
    file = raw / "a.txt"
    file.write_text("a" * 200_000)
    stop = threading.Event()

    def rewrite() -> None:
        for number in range(10**6):
            if stop.is_set():
                return
            staged = tmp_path / "staged"
            staged.write_text("ab"[number % 2] * 200_000)
            staged.replace(file)
            if number % 5 == 0:
                file.unlink()

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(1000 if FULL else 100):
            for item in read_folder(raw):
                if isinstance(item, SourceArticle):
                    assert item.text in versions
                else:
                    assert item.reason_code in ("vanished", "changing", "unreadable"), item
    finally:
        stop.set()
        writer.join()


def test_a_file_that_grows_while_it_is_read_is_left_for_the_next_run(tmp_path: Path) -> None:
    from pipelines.sources.opening import opened
    from pipelines.sources.records import Refusal

    file = tmp_path / "a.txt"
    file.write_text("half a sent")
    with pytest.raises(Refusal) as caught, opened(str(file)) as stream:  # noqa: PT012
        stream.read()
        file.write_text("half a sentence")
    assert caught.value.code == "changing"


# --- the clock -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", [0, 4_102_444_800])
def test_a_clock_that_is_wrong_hides_no_change(
    workshop: Builder, scene: dict, tmp_path: Path, finished: Path, when: int
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(scene["raw"], raw)
    file = next(raw.rglob("*.txt"))
    workshop.must_build(raw, finished)
    status = file.stat()
    text = file.read_text()
    file.write_text(text.swapcase())  # of the same size
    os.utime(file, (when, when) if when else (status.st_atime, status.st_mtime))
    workshop.must_build(raw, finished)
    workshop.must_build(raw, tmp_path / "full")
    assert contents(finished) == contents(tmp_path / "full")


# --- what lies in the warehouse ------------------------------------------------------------------------------------


def everything(warehouse: Path, part: str) -> list[Path]:
    return sorted(file for file in (warehouse / part).rglob("*") if file.is_file())


def spoil(file: Path, rng: random.Random) -> None:
    """Damage a file as disks and people do."""
    data = bytearray(file.read_bytes())
    file.chmod(0o644)
    match rng.randrange(4):
        case 0:
            data = data[: rng.randrange(len(data) + 1)]
        case 1:
            data = bytearray(rng.randbytes(100))
        case 2:
            for _ in range(20):
                data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
        case 3:
            file.unlink()
            return
    file.write_bytes(data)


@pytest.mark.parametrize("part", ["cache", "tables"])
@pytest.mark.parametrize("number", range(25 if FULL else 2))
def test_a_damaged_cache_or_table_is_made_again(
    workshop: Builder, scene: dict, finished: Path, part: str, number: int
) -> None:
    rng = random.Random(f"{part} {number}")
    for file in rng.sample(everything(finished, part), 5):
        spoil(file, rng)
    answer = workshop.build(scene["raw"], finished)
    if answer["status"] != 0:  # readings that are needed again and damaged: taken away, and read anew by the next run
        assert "run again" in answer["error"], answer["error"]
        workshop.must_build(scene["raw"], finished)
    assert contents(finished) == scene["rows"]


@pytest.mark.parametrize("number", range(10 if FULL else 1))
def test_a_damaged_warehouse_file_is_made_again(workshop: Builder, scene: dict, finished: Path, number: int) -> None:
    spoil(finished / "clusterbook.duckdb", random.Random(number))
    workshop.must_build(scene["raw"], finished)
    assert contents(finished) == scene["rows"]


def test_a_foreign_log_beside_the_warehouse_goes(workshop: Builder, scene: dict, finished: Path) -> None:
    log = finished / "clusterbook.duckdb.wal"
    log.write_bytes(b"not ours" * 100)
    workshop.must_build(scene["raw"], finished)
    assert not log.exists()
    assert contents(finished) == scene["rows"]


# --- the network ---------------------------------------------------------------------------------------------------


def test_a_build_with_no_network_gives_the_same(scene: dict, tmp_path: Path) -> None:
    apart = ["unshare", "-rn"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode:
        pytest.skip("an empty network namespace may not be made here")
    with builder(*apart) as alone:
        alone.must_build(scene["raw"], tmp_path / "warehouse")
    assert contents(tmp_path / "warehouse") == scene["rows"]
