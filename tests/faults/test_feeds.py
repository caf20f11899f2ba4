"""Fetching from a server that misbehaves, and bringing feeds and pages into the inbox."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import formatdate
from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.wiring import build_definitions
from pipelines.sources import SourceArticle, read_folder
from pipelines.sources.feeds import FeedsError, Report, fetch_feeds, read_feeds
from pipelines.sources.fetching import FetchLimits, NotFetched, fetch, public_address
from tests.faults import misbehaving_server as ill
from tests.faults.misbehaving_server import PAGE, STORY, Server, plain, redirect

QUICK = FetchLimits(seconds=1.5, wire_bytes=2_000_000, body_bytes=3_000_000)


@pytest.fixture
def server() -> Iterator[Server]:
    with ill.running() as server:
        yield server


def refusal(server: Server, path: str) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        fetch(server.url(path), allowed=frozenset({server.host}), limits=QUICK)
    return caught.value


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (ill.slow, "too_slow"),
        (ill.slow_headers, "too_slow"),
        (ill.silent, "too_slow"),
        (ill.endless, "too_big"),
        (ill.endless_headers, "broken"),
        (ill.too_short, "incomplete"),
        (ill.bomb, "too_big"),
        (ill.broken_chunks, "broken"),
        (ill.no_http, "broken"),
        (redirect("/ill"), "redirect_loop"),
        (redirect("file:///etc/passwd"), "bad_address"),
        (redirect("gopher://127.0.0.1/"), "bad_address"),
        (redirect("http://user:word@127.0.0.1/"), "bad_address"),
        (redirect("http://169.254.169.254/latest/meta-data/"), "private_address"),
        (redirect("http://localhost:1/"), "private_address"),
        (redirect("http://[::1]/"), "private_address"),
        (redirect("http://[::ffff:10.0.0.1]/"), "private_address"),
        (plain(b"", "text/html", "500 Internal Server Error"), "http_500"),
        (plain(b"x", "text/html", "200 OK", "Content-Encoding: br"), "bad_answer"),
        (plain(b"not packed", "text/html", "200 OK", "Content-Encoding: gzip"), "bad_answer"),
    ],
)
def test_an_ill_server_costs_little_and_says_why(server: Server, answer: ill.Answer, code: str) -> None:
    server.answers["/ill"] = answer
    started = time.monotonic()
    assert refusal(server, "/ill").code == code
    assert time.monotonic() - started < QUICK.seconds + 2


def test_a_chain_of_redirects_is_followed_only_so_far(server: Server) -> None:
    server.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    assert refusal(server, "/0").code == "redirect_loop"
    assert len(server.asked) == QUICK.redirects + 1


def test_too_many_requests_says_when_to_come_back(server: Server) -> None:
    server.answers["/"] = plain(b"", "text/html", "429 Too Many Requests", "Retry-After: 120")
    assert refusal(server, "/").retry_after == 120


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("in five minutes", 300), ("Tue, 08 Aug 2023 10:00:00 GMT", 0), ("soon", 3600)],
)
def test_a_retry_after_may_be_a_time_or_nonsense(server: Server, told: str, seconds: float) -> None:
    told = told.replace("in five minutes", formatdate(time.time() + 300, usegmt=True))
    server.answers["/"] = plain(b"", "text/html", "503 Service Unavailable", f"Retry-After: {told}")
    assert refusal(server, "/").retry_after == pytest.approx(seconds, abs=120)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "fc00::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_an_address_inside_is_refused_unless_allowed(host: str) -> None:
    with pytest.raises(NotFetched, match="private_address"):
        public_address(host, 80, private_allowed=False)
    assert public_address(host, 80, private_allowed=True)[1] == 80


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_connected_to(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers with a public address first and an inner one later must not get us inside."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    connected: list[object] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple]:
        return [(2, 1, 6, "", (next(answers), port))]

    def connect(target: tuple[str, int], timeout: float) -> None:
        connected.append(target)
        raise OSError("not in a test")

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(NotFetched, match="broken"):
        fetch("http://rebinding.example/")
    assert connected == [("93.184.216.34", 80)]


# --- the asset and its schedule ---


def test_the_inbox_is_an_asset_with_a_schedule_that_rests_while_nothing_is_listed(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.sources.feeds._POLITE", 0.0)
    definitions = build_definitions(tmp_path, tmp_path / "warehouse")
    schedule = definitions.resolve_schedule_def("hourly_fetch")
    context = dg.build_schedule_context(scheduled_execution_time=datetime(2026, 1, 1, tzinfo=UTC))
    assert not schedule.evaluate_tick(context).run_requests
    server.answers |= {"/rss": plain(rss(server, "/1"), "application/rss+xml"), "/1": plain(PAGE.encode())}
    listed(tmp_path, server)
    assert len(schedule.evaluate_tick(context).run_requests) == 1
    with dg.instance_for_test() as instance:
        result = definitions.resolve_job_def("fetch").execute_in_process(instance=instance)
    (made,) = result.asset_materializations_for_node("raw__inbox")
    assert made.metadata["files written"].value == 1
    assert len(articles(tmp_path)) == 1


# --- feeds ---------------------------------------------------------------------------------------------------------


def rss(server: Server, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>Story {path}</title><link>{server.url(path)}</link>"
        f"<pubDate>Tue, 08 Aug 2023 10:00:00 GMT</pubDate><description>{STORY}</description></item>"
        for path in paths
    )
    return f'<rss version="2.0"><channel><title>n</title><language>en</language>{items}</channel></rss>'.encode()


def listed(raw: Path, server: Server, more: str = "") -> None:
    raw.mkdir(exist_ok=True)
    (raw / "feeds.toml").write_text(
        f'allow_private = ["{server.host}"]\n[[feed]]\nurl = "{server.url("/rss")}"\n{more}'
    )


def run(raw: Path, at: float = 1_700_000_000.0) -> Report:
    return fetch_feeds(raw, limits=QUICK, now=lambda: at, pause=lambda _: None)


def articles(raw: Path) -> list[SourceArticle]:
    return [item for item in read_folder(raw) if isinstance(item, SourceArticle)]


def test_without_a_list_nothing_is_fetched_and_nothing_written(tmp_path: Path) -> None:
    assert run(tmp_path) == Report()
    assert list(tmp_path.iterdir()) == []


def test_what_a_feed_links_to_becomes_articles_with_title_date_and_address(server: Server, tmp_path: Path) -> None:
    server.answers |= {"/rss": plain(rss(server, "/1", "/2"), "application/rss+xml")}
    server.answers |= {path: plain(PAGE.encode()) for path in ("/1", "/2")}
    listed(tmp_path, server, 'publisher = "Silk News"')
    assert len(run(tmp_path).written) == 2
    found = articles(tmp_path)
    assert {item.source_url for item in found} == {server.url("/1"), server.url("/2")}
    assert {(item.publisher, item.published_on, item.published_basis) for item in found} == {
        ("Silk News", date(2023, 8, 8), "sidecar")
    }
    assert all("7,500 mills" in item.text for item in found)
    assert server.most_at_once == 1


def test_a_second_run_fetches_only_what_is_new(server: Server, tmp_path: Path) -> None:
    server.answers |= {"/rss": plain(rss(server, "/1"), "application/rss+xml"), "/1": plain(PAGE.encode())}
    listed(tmp_path, server)
    run(tmp_path)
    server.answers |= {"/rss": plain(rss(server, "/2", "/1"), "application/rss+xml"), "/2": plain(PAGE.encode())}
    server.asked.clear()
    assert len(run(tmp_path).written) == 1
    assert server.asked == ["/robots.txt", "/rss", "/2"]
    assert len(articles(tmp_path)) == 2


def test_a_feed_that_keeps_its_words_is_read_without_following_its_links(server: Server, tmp_path: Path) -> None:
    server.answers["/rss"] = plain(rss(server, "/1"), "application/rss+xml")
    listed(tmp_path, server, "follow = false")
    run(tmp_path)
    assert "7,500 mills" in articles(tmp_path)[0].text
    assert "/1" not in server.asked


def test_a_page_that_did_not_change_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    server.answers["/page"] = ill.conditional
    (tmp_path / "feeds.toml").write_text(f'allow_private = ["127.0.0.1"]\n[[page]]\nurl = "{server.url("/page")}"\n')
    assert len(run(tmp_path).written) == 1
    assert run(tmp_path).unchanged == [server.url("/page")]


def test_robots_txt_is_kept_to(server: Server, tmp_path: Path) -> None:
    server.answers |= {"/rss": plain(rss(server, "/open", "/closed/1"), "application/rss+xml")}
    server.answers |= {"/open": plain(PAGE.encode()), "/closed/1": plain(PAGE.encode())}
    server.answers["/robots.txt"] = plain(b"User-agent: *\nDisallow: /closed/\n", "text/plain")
    listed(tmp_path, server)
    report = run(tmp_path)
    assert [(url, code) for url, code, _ in report.refused] == [(server.url("/closed/1"), "robots")]
    assert "/closed/1" not in server.asked


def test_a_host_whose_robots_txt_is_broken_is_left_alone(server: Server, tmp_path: Path) -> None:
    server.answers["/robots.txt"] = plain(b"", "text/plain", "503 Service Unavailable")
    listed(tmp_path, server)
    assert run(tmp_path).refused[0][1] == "robots"
    assert "/rss" not in server.asked


def test_a_host_that_asks_for_rest_is_given_it_across_runs(server: Server, tmp_path: Path) -> None:
    server.answers["/rss"] = plain(b"", "text/html", "429 Too Many Requests", "Retry-After: 600")
    listed(tmp_path, server)
    assert run(tmp_path, at=1000.0).refused[0][1] == "http_429"
    server.asked.clear()
    assert run(tmp_path, at=1500.0).refused[0][1] == "waiting"
    assert server.asked == []
    server.answers |= {"/rss": plain(rss(server, "/1"), "application/rss+xml"), "/1": plain(PAGE.encode())}
    assert len(run(tmp_path, at=1601.0).written) == 1


def test_one_page_that_fails_stops_no_other_and_is_tried_again(server: Server, tmp_path: Path) -> None:
    server.answers |= {"/rss": plain(rss(server, "/ill", "/2"), "application/rss+xml", "200 OK", 'ETag: "r"')}
    server.answers |= {"/ill": ill.too_short, "/2": plain(PAGE.encode())}
    listed(tmp_path, server)
    report = run(tmp_path)
    assert (len(report.written), report.refused[0][1]) == (1, "incomplete")
    server.answers["/ill"] = plain(PAGE.encode())
    assert len(run(tmp_path).written) == 1


@pytest.mark.parametrize(
    ("declared", "codec"), [("text/html; charset=gb2312", "utf-8"), ("text/html; charset=utf-8", "gb18030")]
)
def test_a_wrong_charset_is_seen_through(server: Server, tmp_path: Path, declared: str, codec: str) -> None:
    words = "织里童装产业有七千五百家企业，去年产量十四亿件，同比增长百分之十二。" * 5
    server.answers["/page"] = plain(f"<html><body><p>{words}</p></body></html>".encode(codec), declared)
    (tmp_path / "feeds.toml").write_text(f'allow_private = ["127.0.0.1"]\n[[page]]\nurl = "{server.url("/page")}"\n')
    run(tmp_path)
    assert words in articles(tmp_path)[0].text


@pytest.mark.parametrize(
    "body", [b"", b"\0\xff", b"<html>no feed</html>", b"<rss>" * 100_000, b'<!DOCTYPE x [<!ENTITY a "a">]>']
)
def test_what_is_no_feed_is_said_to_be_none(server: Server, tmp_path: Path, body: bytes) -> None:
    server.answers["/rss"] = plain(body, "application/rss+xml")
    listed(tmp_path, server)
    assert run(tmp_path).refused[0][1] == "bad_feed"
    assert articles(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [("[[feed]]\n", "no url"), ("feed = 1", "cannot be used"), ("[[feeds]]\nurl='x'", "unknown entry"),
     ("[[", "cannot be used"), ("[[feed]]\nurl='x'\ncolour='red'", "cannot be used")],
)  # fmt: skip
def test_a_mistake_in_the_list_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "feeds.toml").write_text(text)
    with pytest.raises(FeedsError, match=says):
        read_feeds(tmp_path)
