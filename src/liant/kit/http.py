"""The door out for HTTP: guarded addresses, limits on time, bytes and redirects, and errors that tell whether the
request may have arrived.

    HttpError
    ├── NotSent        nothing left: trying again is safe
    ├── NoAnswer       bytes left, no whole answer came: look before trying again
    └── BadAnswer      an answer came that cannot be used (too large, broken, a redirect that is refused)
"""

import json
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from liant import __version__
from liant.kit import addresses

USER_AGENT = f"Liant/{__version__}"
REDIRECTS = {301, 302, 303, 307, 308}
SECRET_HEADERS = {"authorization", "cookie", "dpop", "proxy-authorization"}
_BLOCK = 65_536


class HttpError(Exception):
    """A sentence that may be shown to a person; it never holds a header or a body that was sent."""


class NotSent(HttpError):
    pass


class Forbidden(NotSent):
    """The address is one that Liant does not talk to, or the address is not written as one."""


class NoAnswer(HttpError):
    pass


class BadAnswer(HttpError):
    pass


class TooLarge(BadAnswer):
    pass


@dataclass(frozen=True)
class Limits:
    """What one request may cost, redirects included. Bytes are counted after decompression."""

    connect_seconds: float = 10
    total_seconds: float = 30
    max_bytes: int = 10_000_000
    max_redirects: int = 5


@dataclass(frozen=True)
class Answer:
    status: int
    headers: httpx.Headers
    body: bytes
    url: str  # where the answer came from, after redirects
    moved_to: str | None = None  # the new address, when every redirect on the way was a permanent one

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body as JSON; raises BadAnswer when it is not."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise BadAnswer(f"{_place(self.url)} answered {self.status} with something that is not JSON.") from error

    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class _Stream(httpcore.NetworkStream):
    """A connection that keeps the deadline of the whole request: a slow drip cannot outlive it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float):
        self._inner, self._deadline = inner, deadline

    def _left(self, timeout: float | None, error: type[Exception]) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise error("the time limit is reached")
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Dials only addresses that were checked; the name is resolved once and not again."""

    def __init__(self, deadline: float, allow_private: bool | None):
        self._deadline, self._allow_private = deadline, allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        error: Exception | None = None
        for address in addresses.resolve(host, port, allow_private=self._allow_private):
            left = self._deadline - time.monotonic()
            if left <= 0:
                break
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, min(left, timeout or left), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failure:
                error = failure
        raise error or httpcore.ConnectTimeout("the time limit is reached")


class _Transport(httpx.HTTPTransport):
    def __init__(self, deadline: float, allow_private: bool | None):
        super().__init__(verify=tls(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls(), max_connections=1, network_backend=_Backend(deadline, allow_private)
        )


@cache
def tls() -> ssl.SSLContext:
    """The one TLS configuration: certificates are checked, always."""
    return httpx.create_ssl_context(trust_env=False)


def request(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, Any] | None = None,
    content: bytes | None = None,
    json_body: Any = None,
    limits: Limits | None = None,
    allow_private: bool | None = None,
) -> Answer:
    """One request and its answer, whatever its status. Redirects are followed for GET and HEAD only, each one checked.

    Raises HttpError. `json_body` is sent as it is, nulls included.
    """
    limits = limits or Limits()
    deadline = time.monotonic() + limits.total_seconds
    sent = {
        "user-agent": USER_AGENT,
        "accept-encoding": "gzip, deflate",
        **{k.lower(): v for k, v in (headers or {}).items()},
    }
    if json_body is not None:
        content = json.dumps(json_body, ensure_ascii=False).encode()
        sent.setdefault("content-type", "application/json")
    moved_to: str | None = None
    is_permanent = True
    with httpx.Client(transport=_Transport(deadline, allow_private), trust_env=False, follow_redirects=False) as client:
        for _ in range(limits.max_redirects + 1):
            answer = _once(client, method, url, headers=sent, params=params, content=content, limits=limits)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target or method not in {"GET", "HEAD"}:
                return Answer(
                    answer.status, answer.headers, answer.body, answer.url, moved_to if is_permanent else None
                )
            sent = _headers_after_redirect(answer.url, urljoin(answer.url, target), sent)
            url, params = urljoin(answer.url, target), None
            is_permanent = is_permanent and answer.status in {301, 308}
            moved_to = url
    raise BadAnswer(f"{_place(url)} redirects more than {limits.max_redirects} times.")


def get(url: str, **options: Any) -> Answer:
    """A GET request; the options are those of `request`."""
    return request("GET", url, **options)


def post(url: str, **options: Any) -> Answer:
    """A POST request; the options are those of `request`."""
    return request("POST", url, **options)


@contextmanager
def open_stream(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, Any] | None = None,
    seconds: float,
    silence_seconds: float = 45,
    allow_private: bool | None = None,
) -> Iterator[tuple[int, Iterator[str]]]:
    """An answer that goes on: its status, and its lines as they come, until `seconds` are over, which ends them quietly.

    Redirects are not followed. Raises NotSent; and NoAnswer when the line breaks or is silent for too long.
    """
    deadline, place = time.monotonic() + seconds, _place(url)
    sent = {"user-agent": USER_AGENT, "accept-encoding": "identity", **(headers or {})}
    timeout = httpx.Timeout(silence_seconds, connect=min(10, seconds))
    with ExitStack() as open_things:
        with _as_our_errors(url, place, silence_seconds):
            client = open_things.enter_context(
                httpx.Client(transport=_Transport(deadline, allow_private), trust_env=False)
            )
            reply = open_things.enter_context(client.stream("GET", url, headers=sent, params=params, timeout=timeout))
        yield reply.status_code, _lines_until(reply, deadline, url, silence_seconds)


def _lines_until(reply: httpx.Response, deadline: float, url: str, silence_seconds: float) -> Iterator[str]:
    with _as_our_errors(url, _place(url), silence_seconds):
        try:
            yield from reply.iter_lines()
        except httpx.TimeoutException:
            if time.monotonic() < deadline:
                raise


def connect_for_websocket(url: str, *, timeout_seconds: float = 10, allow_private: bool | None = None) -> socket.socket:
    """A guarded TCP connection for a WebSocket library that accepts an open socket. Raises NotSent."""
    parts = urlsplit(url)
    if parts.scheme not in {"ws", "wss"} or not parts.hostname:
        raise Forbidden(f"{url} is not a WebSocket address.")
    try:
        port = parts.port or (443 if parts.scheme == "wss" else 80)
        return addresses.connect(parts.hostname, port, timeout_seconds=timeout_seconds, allow_private=allow_private)
    except ValueError as error:
        raise Forbidden(f"{url} is not a WebSocket address.") from error
    except addresses.ForbiddenAddress as error:
        raise Forbidden(str(error)) from error
    except addresses.NeverLeft as error:
        raise NotSent(str(error)) from error


def _once(
    client: httpx.Client,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    params: Mapping[str, Any] | None,
    content: bytes | None,
    limits: Limits,
) -> Answer:
    place = _place(url)
    timeout = httpx.Timeout(limits.total_seconds, connect=limits.connect_seconds)
    with (
        _as_our_errors(url, place, limits.total_seconds),
        client.stream(method, url, headers=dict(headers), params=params, content=content, timeout=timeout) as reply,
    ):
        body = b"" if method == "HEAD" else _read(reply, limits.max_bytes, place)
        return Answer(reply.status_code, reply.headers, body, str(reply.url))


@contextmanager
def _as_our_errors(url: str, place: str, seconds: float) -> Iterator[None]:
    """What the libraries raise inside becomes one of ours, which tells whether anything left."""
    try:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise Forbidden(f"{url} is not an address of the web.")
        yield
    except addresses.ForbiddenAddress as error:
        raise Forbidden(str(error)) from error
    except addresses.NeverLeft as error:
        raise NotSent(str(error)) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError) as error:
        raise Forbidden(f"{url} is not an address of the web.") from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise NotSent(f"{place} cannot be reached: {_reason(error)}.") from error
    except httpx.TimeoutException as error:
        raise NoAnswer(f"{place} did not answer within {seconds:g} seconds.") from error
    except httpx.TransportError as error:
        raise NoAnswer(f"{place} broke off before its answer was complete.") from error


def _read(reply: httpx.Response, max_bytes: int, place: str) -> bytes:
    decode = _decoder(reply.headers.get("content-encoding", ""), place)
    parts: list[bytes] = []
    size = 0
    try:
        for block in reply.iter_raw(_BLOCK):
            for part in decode(block, max_bytes - size + 1):
                size += len(part)
                if size > max_bytes:
                    raise TooLarge(f"{place} sent more than {max_bytes:,} bytes.")
                parts.append(part)
    except zlib.error as error:
        raise BadAnswer(f"{place} sent something that cannot be decompressed.") from error
    return b"".join(parts)


def _decoder(encoding: str, place: str) -> Callable[[bytes, int], Iterable[bytes]]:
    """Decompression that never makes more than is allowed, whatever the ratio."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return lambda block, _limit: (block,)
    if name not in {"gzip", "x-gzip", "deflate"}:
        raise BadAnswer(f"{place} answered in {encoding}, which was not asked for.")
    wbits = 15 if name == "deflate" else 31
    machine = zlib.decompressobj(wbits)
    is_first = True

    def decode(block: bytes, limit: int) -> Iterable[bytes]:
        nonlocal machine, is_first
        if is_first and name == "deflate" and block[:1] and block[0] & 0x0F != 8:
            machine = zlib.decompressobj(-15)  # some servers send deflate without its envelope
        is_first = False
        part = machine.decompress(block, limit)
        yield part
        while machine.eof and machine.unused_data and name != "deflate" and (limit := limit - len(part)) > 0:
            rest, machine = machine.unused_data, zlib.decompressobj(wbits)
            part = machine.decompress(rest, limit)
            yield part

    return decode


def _headers_after_redirect(source: str, target: str, headers: Mapping[str, str]) -> dict[str, str]:
    here, there = urlsplit(source), urlsplit(target)
    has_secret = bool(SECRET_HEADERS & headers.keys()) or "@" in here.netloc
    if has_secret and here.scheme == "https" and there.scheme == "http":
        raise BadAnswer(f"{_place(source)} redirects from https to http; credentials are not sent in the clear.")
    if (here.scheme, here.netloc) == (there.scheme, there.netloc):
        return dict(headers)
    return {name: value for name, value in headers.items() if name not in SECRET_HEADERS}


def _place(url: str) -> str:
    """The part of an address that is safe to show: no password, no query."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "this address"
    return f"{host}:{port}" if port else host or "this address"


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "no answer in time"
    text = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return "its certificate is not trusted"
    if "refused" in text:
        return "the connection was refused"
    return "the connection failed"
