"""A web server on loopback that does what servers do when they are ill, each path another illness."""

import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

STORY = "The town of Zhili has 7,500 mills, which made 1.4 billion pieces last year, officials said on Tuesday. " * 3
PAGE = f"<html><head><title>Zhili</title></head><body><article><p>{STORY}</p></article></body></html>"
BOMB = gzip.compress(bytes(200_000_000), 1)  # packed beforehand: the client's clock is running when it is asked for
_LINGER = 0.02  # seconds in which requests that come together are seen to

Answer = Callable[[Callable[[bytes], None], dict[str, str]], None]


def plain(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", *headers: str) -> Answer:
    def answer(send: Callable[[bytes], None], _: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
        send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    return answer


def redirect(to: str) -> Answer:
    return plain(b"", "text/html", "302 Found", f"Location: {to}")


def slow(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        send(b"<")
        time.sleep(0.1)


def slow_headers(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    while True:
        send(b"X")
        time.sleep(0.1)


def silent(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    time.sleep(60)


def endless(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        send(b"<p>45 billion yuan</p>" * 5000)


def endless_headers(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    while True:
        send(b"X-More: 45 billion\r\n" * 500)


def too_short(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n" + PAGE.encode())


def bomb(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + BOMB)


def broken_chunks(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE.encode())


def no_http(send: Callable[[bytes], None], _: dict[str, str]) -> None:
    send(b"\x16\x03\x01 this is no HTTP\r\n\r\n")


def conditional(send: Callable[[bytes], None], headers: dict[str, str]) -> None:
    if headers.get("if-none-match") == '"v1"':
        send(b"HTTP/1.1 304 Not Modified\r\n\r\n")
    else:
        plain(PAGE.encode(), "text/html", "200 OK", 'ETag: "v1"', "Last-Modified: Tue, 08 Aug 2023 00:00:00 GMT")(
            send, {}
        )


class Server(socketserver.ThreadingTCPServer):
    """Answers by `answers`, and remembers every request."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        path = self.rfile.readline().decode("latin-1").split(" ")[1]
        headers: dict[str, str] = {}
        while (line := self.rfile.readline().strip()) != b"":
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        with self.server.lock:
            self.server.asked.append(path)
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        time.sleep(_LINGER)
        with self.server.lock:  # before the answer: who has it may ask again at once
            self.server.at_once -= 1
        answer = self.server.answers.get(path, plain(b"not here", "text/plain", "404 Not Found"))
        with suppress(OSError):  # the client had enough
            answer(self.wfile.write, headers)


@contextmanager
def running() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
