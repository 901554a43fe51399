"""A Jetstream: what the whole network does, as JSON, from a server of anybody's choice. Both versions are spoken.

Version 1 counts in microseconds and moves a cursor that is too old forward without a word: the gap shows in the time of
the first event. Version 2 numbers events for itself, sends the last one again, and says when it cannot go back that far;
a cursor of 1e15 or more is a time there as well, the only place that means the same on another server. Where a number is too
old, the time still brings what is held; the gap then ends where that begins.
Source: github.com/bluesky-social/jetstream, docs/README.md and lexicons/network/bsky/jetstream/subscribeEvents.json.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

from liant.connectors.bluesky import items as reader
from liant.connectors.bluesky import stream
from liant.connectors.bluesky.interest import Interest
from liant.connectors.contract import Gap, IncomingItem, Json, Page, Temporary
from liant.kit import clock

PATHS = {1: "/subscribe", 2: "/xrpc/network.bsky.jetstream.subscribeEvents"}
COLLECTIONS = (reader.POST,)  # likes are ten times as many, and the notifications tell those that concern us
PROTOCOLS: dict[int, tuple[str, ...]] = {1: (), 2: ("xrpc.v1.json",)}
CLAMPED_AFTER = timedelta(minutes=2)
"""On a stream that carries hundreds of events a second, a first event this long after the cursor means a clamp."""
REWIND_MICROSECONDS = 10_000_000  # on another server, whose clock is another one
NO_LONGER_HELD = "The stream no longer held what was said while nobody listened."
BEGAN_ANEW = "The server’s stream began anew; what was said in between is not in it."
NOTICES = {"OutdatedCursor": NO_LONGER_HELD, "FutureCursor": BEGAN_ANEW}


@dataclass(frozen=True)
class Event:
    """One event of either version. `kind`: commit, identity, account, sync, info or error."""

    kind: str
    did: str = ""
    seq: int | None = None
    time_us: int | None = None
    detail: Json = field(default_factory=dict)


def decode(data: bytes | str) -> Event:
    """One frame. Raises ValueError, KeyError, TypeError or AttributeError when it is not one."""
    frame = json.loads(data)
    if frame.get("$type") == "error" or ("error" in frame and "kind" not in frame):
        return Event("error", detail=frame)
    if "payload" not in frame:
        kind = str(frame["kind"])
        return Event(kind, str(frame["did"]), None, int(frame["time_us"]), frame.get(kind) or {})
    payload = frame["payload"]
    kind = str(payload["$type"]).rpartition("#")[2]
    if kind == "info":
        return Event("info", detail=payload)
    witnessed = reader.parse(payload.get("witnessedAt") or payload["time"])
    if witnessed is None:
        raise ValueError("an event without its time")
    detail = payload if kind == "commit" else payload.get(kind) or {}
    return Event(kind, str(payload["did"]), int(payload["seq"]), _microseconds(witnessed), detail)


class Batch:
    """What came since the last page. `seq` is a place on this one server; `time_us` one that others understand."""

    def __init__(self, interest: Interest, cursor: Json | None, address: str = ""):
        place = (cursor or {}).get("jetstream") or {}
        at = reader.parse((cursor or {}).get("at"))  # of the other kind of stream, when that was followed until now
        self._interest, self.address = interest, address
        self.is_same_server = place.get("address") == address
        self.version: int | None = place.get("version") if self.is_same_server else None
        self.seq: int | None = place.get("seq") if self.is_same_server else None
        self.time_us: int | None = place.get("time_us") or (_microseconds(at) if at else None)
        self._asked_us: int | None = None
        self._notice = ""
        self._clear()

    def _clear(self) -> None:
        self.items: dict[str, IncomingItem] = {}
        self.withdrawn: dict[str, None] = {}
        self.gone: dict[str, None] = {}
        self.gaps: list[Gap] = []
        self.unreadable: list[str] = []

    @property
    def size(self) -> int:
        return len(self.items) + len(self.withdrawn) + len(self.gone) + len(self.gaps) + len(self.unreadable)

    @property
    def at(self) -> datetime | None:
        return _moment(self.time_us)

    def ask(self, version: int) -> int | None:
        """The cursor to ask for on a new connection of this version; None: live."""
        self._notice = ""
        if version == 2 and self.seq is not None:
            return self.seq
        if self.time_us is None:
            return None
        cursor = self.time_us if self.is_same_server and version == 1 else self.time_us - REWIND_MICROSECONDS
        self._asked_us = cursor if version == 1 else None  # version 2 says by itself when it goes forward
        return cursor

    def go_by_time(self) -> bool:
        """The number is too old; the time is understood too, and then moved to the oldest that is still held. False when
        there is nothing more to try."""
        has_another_way = self.seq is not None and self.time_us is not None
        self.seq = None
        return has_another_way

    def lose_place(self, reason: str) -> None:
        """It cannot be gone back to where we were: from here on, live."""
        self.gaps.append(Gap(self.at, clock.now(), reason))
        self.seq = self.time_us = self._asked_us = None

    def add(self, frame: bytes | str) -> None:
        try:
            event = decode(frame)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.unreadable.append(f"A frame of the stream could not be read: {frame[:80]!r}…")
            return
        if event.kind == "error":
            raise Temporary(f"The server ended the stream: {event.detail.get('error') or 'no reason given'}.")
        if event.kind == "info":
            self._notice = NOTICES.get(str(event.detail.get("name")), "")
            return
        self._note_gap(event)
        if event.kind == "account" and event.detail.get("status") == "deleted":
            self.gone[event.did] = None
        elif event.kind == "commit" and event.detail.get("collection") in reader.HEARD:
            self._change(event)
        self.seq = event.seq if event.seq is not None else self.seq
        self.time_us = max(self.time_us or 0, event.time_us or 0) or None

    def _note_gap(self, event: Event) -> None:
        """The first event after a cursor that could not be kept, whether the server says so or not."""
        asked, to_at = _moment(self._asked_us), _moment(event.time_us)
        if not self._notice and asked and to_at and to_at - asked >= CLAMPED_AFTER:
            self._notice = NO_LONGER_HELD
        if self._notice and to_at:
            self.gaps.append(Gap(self.at, to_at, self._notice))
            self.seq = self.time_us = None
        self._notice, self._asked_us = "", None

    def _change(self, event: Event) -> None:
        commit = event.detail
        uri = f"at://{event.did}/{commit['collection']}/{commit.get('rkey')}"
        if commit.get("operation") == "delete":
            self.withdrawn[uri] = None
            self.items.pop(uri, None)
        elif item := self._interest.read(uri, commit.get("cid"), commit.get("record") or {}):
            self.withdrawn.pop(uri, None)
            self.items[uri] = item

    def page(self, heard_from_at: datetime | None) -> Page:
        place = {"address": self.address, "version": self.version, "seq": self.seq, "time_us": self.time_us}
        page = Page(
            items=list(self.items.values()),
            cursor={"jetstream": place, "at": self.at.isoformat() if self.at else None},
            gaps=self.gaps,
            withdrawn=list(self.withdrawn),
            withdrawn_authors=list(self.gone),
            unreadable=self.unreadable,
            heard_from_at=heard_from_at,
            heard_to_at=clock.now(),
        )
        self._clear()
        return page


def listen(address: str, interest: Interest, cursor: Json | None, seconds: float) -> Iterator[Page]:
    """Pages from the Jetstream at `address` for at most `seconds`. What came before an error is yielded before it."""
    server, told = _server_of(address)
    batch = Batch(interest, cursor, server)
    batch.version = told or batch.version or 2
    ends = time.monotonic() + seconds
    heard_from = batch.at or clock.now()
    for _ in range(5):
        try:
            version = batch.version or 2
            url = _url(server, version, batch.ask(version))
            for page in stream.read(url, batch, ends, heard_from, setting="jetstream", protocols=PROTOCOLS[version]):
                heard_from = page.heard_to_at or heard_from
                yield page
        except stream.Refused as refusal:
            if refusal.name == "CursorTooOld":
                if not batch.go_by_time():
                    batch.lose_place(NO_LONGER_HELD)
            elif batch.version == 2 and not told and refusal.status in {404, 405, 501}:
                batch.version = 1  # an older server, which has no such address
            else:
                raise Temporary(f"The server refuses the stream ({refusal.status}).") from refusal
            continue
        except Temporary:
            if batch.size:
                yield batch.page(heard_from)
            raise
        return


def _server_of(address: str) -> tuple[str, int | None]:
    """The server without a path, and the version that the path names, if it names one."""
    parts = urlsplit(address.strip())
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    path = parts.path.rstrip("/")
    told = next((version for version, known in PATHS.items() if path.endswith(known)), None)
    base = path.removesuffix(PATHS[told]) if told else path
    return f"{scheme}://{parts.netloc}{base}", told


def _url(server: str, version: int, cursor: int | None) -> str:
    wanted = "wantedCollections" if version == 1 else "collections"
    query: list[tuple[str, str | int]] = [(wanted, name) for name in COLLECTIONS]
    if cursor is not None:
        query.append(("cursor", cursor))
    return f"{server}{PATHS[version]}?{urlencode(query)}"


def _moment(microseconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC) if microseconds else None


def _microseconds(moment: datetime) -> int:
    return (moment - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)
