"""One polite and careful HTTP request: only to public addresses, within limits of time and size, on every redirect.

A name is resolved once, its addresses are checked, and the checked address is the one connected to; so no second answer
of a name server can lead inside. Nothing is sent but the request line and a few headers: no cookies, no credentials.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

USER_AGENT = "Clusterbook/0.1 (article reader; one request at a time)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_CHUNK = 1 << 16


class NotFetched(Exception):  # noqa: N818 (a finding about an address)
    """Why an address gave nothing; `code` is one word, `retry_after` seconds where the server named them."""

    def __init__(self, code: str, reason: str, retry_after: float | None = None) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one address may cost."""

    seconds: float = 30.0  # from the first connection to the last byte, redirects included
    wire_bytes: int = 10_000_000
    body_bytes: int = 20_000_000  # after decompression
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered in the end."""

    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case


def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    allowed: frozenset[str] = frozenset(),
    limits: FetchLimits | None = None,
) -> Response:
    """Get an address; a 304 comes back as such. `allowed` names hosts (or host:port) of a private network."""
    limits = limits or FetchLimits()
    deadline = time.monotonic() + limits.seconds
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    seen: set[str] = set()
    for _ in range(limits.redirects + 1):
        address = _checked(url)
        if url in seen:
            raise NotFetched("redirect_loop", f"it redirects in a circle over {url}")
        seen.add(url)
        response = _one(address, headers, allowed, limits, deadline)
        if response.status not in _REDIRECTS or "location" not in response.headers:
            return _judged(response)
        url = urljoin(url, response.headers["location"])
    raise NotFetched("redirect_loop", f"it redirects more than {limits.redirects} times")


def _checked(url: str) -> SplitResult:
    """Take an address apart and refuse every kind but a plain one of the web."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched("bad_address", f"{url!r} is no address: {error}") from None
    if parts.scheme not in _PORTS:
        raise NotFetched("bad_address", f"only http and https are fetched, not {parts.scheme or 'nothing'}:")
    if not parts.hostname or "@" in parts.netloc or port == 0:
        raise NotFetched("bad_address", f"{url!r} names no plain host")
    return parts


def _judged(response: Response) -> Response:
    if response.status in (200, 304):
        return response
    retry_after = _seconds_to_wait(response.headers.get("retry-after", ""))
    if retry_after is None and response.status in (429, 503):
        retry_after = 3600.0
    raise NotFetched(f"http_{response.status}", f"the server answers {response.status}", retry_after)


def _seconds_to_wait(printed: str) -> float | None:
    """Read a Retry-After: seconds, or the time from which the server may be asked again."""
    if printed.isdecimal():
        return float(printed)
    try:
        return max(0.0, parsedate_to_datetime(printed).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def public_address(host: str, port: int, *, private_allowed: bool) -> tuple[str, int]:
    """Resolve a name once; return an address to connect to, refused if any of its addresses lies inside."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched("unknown_host", f"the name {host} is not known: {error}") from None
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not private_allowed:
        for address in addresses:
            if not _is_public(address):
                raise NotFetched("private_address", f"{host} leads to {address}, inside a private network")
    return addresses[0], port


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None and not _is_public(str(inner)):
            return False
    return found.is_global and not found.is_multicast


def _one(
    parts: SplitResult, headers: Mapping[str, str], allowed: frozenset[str], limits: FetchLimits, deadline: float
) -> Response:
    """Make one request and read its answer, redirects not followed."""
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    private_allowed = host in allowed or f"{host}:{port}" in allowed
    target = public_address(host, port, private_allowed=private_allowed)
    with _Deadline(deadline) as clock:
        try:
            connection = _connected(parts.scheme, host, port, target, clock)
            path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe="%/:=&?~#+!$,;'@()*[]")
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            body = b"" if answer.status in _REDIRECTS else _body(answer, named, limits, clock)
        except (OSError, http.client.HTTPException, ValueError) as error:
            clock.check()
            raise NotFetched("broken", f"the connection failed: {error or type(error).__name__}") from None
        clock.check()
    return Response(urlunsplit(parts), answer.status, body, named)


class _Deadline:
    """Ends a connection when the time is up, even one that sends a byte now and then."""

    def __init__(self, at: float) -> None:
        self._at = at
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, at - time.monotonic()), self._end)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self.check()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._socket is not None:
            self._socket.close()

    @property
    def left(self) -> float:
        return max(0.01, self._at - time.monotonic())

    def watch(self, connected: socket.socket) -> None:
        self._socket = connected

    def check(self) -> None:
        if time.monotonic() >= self._at:
            raise NotFetched("too_slow", "it took longer than allowed")

    def _end(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _connected(
    scheme: str, host: str, port: int, target: tuple[str, int], clock: _Deadline
) -> http.client.HTTPConnection:
    """Connect to the checked address, in the name of the host."""
    plain = socket.create_connection(target, timeout=clock.left)
    clock.watch(plain)
    if scheme == "https":
        plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        clock.watch(plain)
    connection = http.client.HTTPConnection(host, port)
    connection.default_port = _PORTS[scheme]  # so that the Host header names the port only where it is unusual
    connection.sock = plain
    return connection


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], limits: FetchLimits, clock: _Deadline) -> bytes:
    coding = headers.get("content-encoding", "identity").lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise NotFetched("bad_answer", f"the answer is packed as {coding}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    parts: list[bytes] = []
    taken = given = 0
    while chunk := answer.read1(_CHUNK):
        clock.check()
        taken += len(chunk)
        try:
            part = unpacker.decompress(chunk, limits.body_bytes + 1 - given) if unpacker else chunk
        except zlib.error as error:
            raise NotFetched("bad_answer", f"the answer is damaged: {error}") from None
        given += len(part)
        if taken > limits.wire_bytes or given > limits.body_bytes:
            raise NotFetched("too_big", f"it has more than {limits.body_bytes} bytes")
        parts.append(part)
    promised = headers.get("content-length", "")
    if "transfer-encoding" not in headers and promised.isdecimal() and taken < int(promised):
        raise NotFetched("incomplete", f"{taken} of {promised} bytes came")
    if unpacker is not None and taken and not unpacker.eof:
        raise NotFetched("incomplete", "the packed answer ends too early")
    return b"".join(parts)
