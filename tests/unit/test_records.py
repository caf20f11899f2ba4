"""Files of events that stay open while a run writes them."""

from pathlib import Path

from dagster._core.storage.event_log.sqlite import sqlite_event_log
from sqlalchemy import text
from sqlalchemy.pool import NullPool

from pipelines.orchestration.records import records_kept_open


def test_a_file_of_events_keeps_its_engine_and_its_log_until_the_run_ends(tmp_path: Path) -> None:
    before = sqlite_event_log.create_engine
    address, log = f"sqlite:///{tmp_path / 'events.db'}", tmp_path / "events.db-wal"
    with records_kept_open():
        engine = sqlite_event_log.create_engine(address, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("PRAGMA journal_mode = WAL"))
        assert sqlite_event_log.create_engine(address, poolclass=NullPool) is engine
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE told (what TEXT)"))
        engine.dispose()
        assert log.exists()
    assert not log.exists()
    assert sqlite_event_log.create_engine is before
    with before(address).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM told")).scalar() == 0
