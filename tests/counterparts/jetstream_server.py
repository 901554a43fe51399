"""A small Jetstream for tests: it plays back events that were written down, by the rules of its two versions. It is not
Jetstream itself, which cannot be run here; the rules are those of its documentation and lexicon.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

V1, V2 = "/subscribe", "/xrpc/network.bsky.jetstream.subscribeEvents"
TYPE = "network.bsky.jetstream.subscribeEvents"
TIME = 10**15


@dataclass(frozen=True)
class Event:
    """`detail` is the commit, or the account or identity event that it carries."""

    seq: int
    time_us: int
    did: str
    kind: str
    detail: dict[str, Any]

    @property
    def v1(self) -> str:
        return json.dumps({"did": self.did, "time_us": self.time_us, "kind": self.kind, self.kind: self.detail})

    @property
    def v2(self) -> str:
        at = datetime.fromtimestamp(self.time_us / 1e6, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        inner = self.detail if self.kind == "commit" else {self.kind: self.detail}
        about = {"$type": f"{TYPE}#{self.kind}", "seq": self.seq, "did": self.did, "time": at, "witnessedAt": at}
        return json.dumps({"$type": "message", "payload": about | inner})


@dataclass
class JetstreamServer:
    """`events` in order; `floor` is the oldest seq still held; `speaks` the versions; `ends_with` an error after them."""

    port: int = 0
    events: list[Event] = field(default_factory=list)
    floor: int = 0
    speaks: tuple[int, ...] = (1, 2)
    ends_with: str = ""
    refuses_old_times: bool = False
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def happen(self, did: str, kind: str, detail: dict[str, Any], *, time_us: int, seq: int | None = None) -> None:
        number = seq if seq is not None else (self.events[-1].seq + 1 if self.events else self.floor + 1)
        self.events.append(Event(number, time_us, did, kind, detail))

    def post(self, did: str, rkey: str, record: dict[str, Any], *, time_us: int, operation: str = "create") -> None:
        commit = {"rev": "3m", "operation": operation, "collection": "app.bsky.feed.post", "rkey": rkey}
        if operation != "delete":
            commit |= {"record": {"$type": "app.bsky.feed.post", **record}, "cid": "bafyx"}  # type: ignore[dict-item]
        self.happen(did, "commit", commit, time_us=time_us)

    def refuse(self, _connection: ServerConnection, request: Request) -> Response | None:
        parts = urlsplit(request.path)
        asked = parse_qs(parts.query)
        version = {V1: 1, V2: 2}.get(parts.path)
        self.asked.append((parts.path, asked))
        if version not in self.speaks:
            return _answer(HTTPStatus.NOT_FOUND, {})
        if version == 2:
            if "wantedCollections" in asked or "xrpc.v1.json" not in request.headers.get("Sec-WebSocket-Protocol", ""):
                return _answer(HTTPStatus.BAD_REQUEST, {"error": "InvalidRequest"})
            cursor = int(asked.get("cursor", [TIME])[0])
            if (cursor < TIME and cursor < self.floor) or (cursor > TIME and self.refuses_old_times):
                return _answer(HTTPStatus.BAD_REQUEST, {"error": "CursorTooOld", "message": f"floor {self.floor}"})
        return None

    def play(self, connection: ServerConnection) -> None:
        path, asked = self.asked[-1]
        held = [event for event in self.events if event.seq >= self.floor]
        cursor = int(asked["cursor"][0]) if "cursor" in asked else None
        try:
            if path == V1:
                for event in held if cursor is not None else []:
                    if event.time_us >= (cursor or 0):  # an older cursor is moved forward, and nothing is said
                        connection.send(event.v1)
            else:
                self._play_v2(connection, held, cursor)
            if self.ends_with:
                connection.send(json.dumps({"$type": "error", "error": self.ends_with, "message": "too slow"}))
                return
            connection.recv()  # any word of the client ends it
        except ConnectionClosed:
            return

    def _play_v2(self, connection: ServerConnection, held: list[Event], cursor: int | None) -> None:
        if cursor is None:
            return
        is_time = cursor >= TIME
        if is_time and held and cursor < held[0].time_us:
            connection.send(
                json.dumps({"$type": "message", "payload": {"$type": f"{TYPE}#info", "name": "OutdatedCursor"}})
            )
        if not is_time and held and cursor > held[-1].seq + 1:
            connection.send(
                json.dumps({"$type": "message", "payload": {"$type": f"{TYPE}#info", "name": "FutureCursor"}})
            )
            return
        for event in held:
            if (event.time_us if is_time else event.seq) >= cursor:
                connection.send(event.v2)


def _answer(status: HTTPStatus, body: dict[str, str]) -> Response:
    return Response(status, status.phrase, Headers({"Content-Type": "application/json"}), json.dumps(body).encode())


@contextmanager
def start(**values: Any) -> Iterator[JetstreamServer]:
    """The server, for the duration of the block. Only 127.0.0.1 listens."""
    found = JetstreamServer(**values)
    with serve(
        found.play,
        "127.0.0.1",
        0,
        process_request=found.refuse,
        subprotocols=["xrpc.v1.json"],  # type: ignore[list-item]
        select_subprotocol=lambda _connection, names: names[0] if names else None,
    ) as server:
        found.port = server.socket.getsockname()[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()
