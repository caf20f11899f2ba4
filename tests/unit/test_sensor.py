"""The sensor on the raw folder and the daily schedule."""

import json

import dagster as dg

from pipelines.orchestration.schedules import daily
from pipelines.orchestration.sensors import Seen, look, raw_folder_sensor
from pipelines.orchestration.standing import listing_hash


def test_a_change_is_asked_for_once_it_has_been_seen_twice():
    seen, key = look("a", Seen())
    assert key is None
    seen, key = look("a", seen)
    assert key
    assert look("a", seen)[1] is None


def test_a_file_that_is_still_growing_is_waited_for():
    seen = Seen(built="a")
    for size in ("b", "c", "d"):
        seen, key = look(size, seen)
        assert key is None
    assert look("d", seen)[1]


def test_a_folder_that_returns_to_an_old_state_gets_a_run_of_its_own():
    seen, keys = Seen(), []
    for listing in ("a", "a", "b", "b", "a", "a", "b", "b"):
        seen, key = look(listing, seen)
        keys += [key] if key else []
    assert len(keys) == len(set(keys)) == 4


def test_the_key_is_the_same_when_the_same_change_is_seen_again():
    # the daemon may die between asking for a run and keeping the cursor
    waiting, _ = look("b", Seen(built="a", last_key="k"))
    assert look("b", waiting) == look("b", waiting)


def test_articles_settings_and_vocabulary_are_seen(project):
    seen = [listing_hash(project.raw)]
    for name in ("new.txt", "corrections.toml", "sources.csv", "vocabulary/units.toml"):
        path = project.raw / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("# more\n")
        seen.append(listing_hash(project.raw))
    (project.raw / "new.txt").unlink()
    seen.append(listing_hash(project.raw))
    (project.raw / "_draft.txt").write_text("not an article", encoding="utf-8")
    assert len(set(seen)) == 6
    assert listing_hash(project.raw) == seen[-1]


def test_the_sensor_asks_dagster_for_a_run_and_keeps_a_short_cursor(project):
    sensor = raw_folder_sensor(project.raw)
    cursor = None
    with dg.DagsterInstance.ephemeral() as instance:
        requests = []
        for _ in range(3):
            with dg.build_sensor_context(instance=instance, cursor=cursor) as context:
                data = sensor.evaluate_tick(context)
            cursor = data.cursor
            requests.append([request.run_key for request in data.run_requests or []])
    assert [len(keys) for keys in requests] == [0, 1, 0]
    assert requests[1][0] == json.loads(cursor)["last_key"]
    assert len(cursor) < 300


def test_a_cursor_of_another_version_is_no_obstacle(project):
    with (
        dg.DagsterInstance.ephemeral() as instance,
        dg.build_sensor_context(instance=instance, cursor='{"old": 1}') as context,
    ):
        assert raw_folder_sensor(project.raw).evaluate_tick(context).cursor


def test_schedule_and_sensor_run_from_the_start(project):
    assert daily.default_status == dg.DefaultScheduleStatus.RUNNING
    assert raw_folder_sensor(project.raw).default_status == dg.DefaultSensorStatus.RUNNING
