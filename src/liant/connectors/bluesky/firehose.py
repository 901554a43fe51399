"""The stream of everything a server takes in (com.atproto.sync.subscribeRepos): frames of DAG-CBOR, records in CAR.

The cursor is the server's sequence number. A cursor ahead of the server (it was rebuilt) or older than what it keeps is
a gap, written down as one.
"""

import base64
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from liant.connectors.bluesky import items as reader
from liant.connectors.bluesky import stream
from liant.connectors.bluesky.interest import Interest
from liant.connectors.contract import Gap, IncomingItem, Json, Page, Temporary
from liant.kit import clock


class FutureCursor(Exception):
    """The server has not reached this cursor: its count began anew."""


@dataclass(frozen=True)
class Change:
    uri: str
    cid: str | None
    action: str  # create, update, delete
    record: Json | None


@dataclass(frozen=True)
class Event:
    kind: str  # commit, account, identity, sync, info, error …
    seq: int | None = None
    did: str | None = None
    at: datetime | None = None
    changes: Sequence[Change] = ()
    detail: Json = field(default_factory=dict)


def decode(frame: bytes) -> Event:
    """One frame of the stream. Raises ValueError when it is not one."""
    import libipld  # a compiled module that only this stream needs

    header, payload = libipld.decode_dag_cbor_multi(frame)
    if header.get("op") == -1:
        return Event("error", detail=payload)
    kind = str(header.get("t", "")).lstrip("#")
    did = payload.get("repo") or payload.get("did")
    at = reader.parse(payload.get("time"))
    if kind != "commit":
        return Event(kind, payload.get("seq"), did, at, detail={k: v for k, v in payload.items() if k != "blocks"})
    blocks = libipld.decode_car(payload["blocks"])[1] if payload.get("blocks") else {}
    changes = []
    for operation in payload.get("ops", ()):
        if operation["path"].partition("/")[0] not in reader.HEARD:
            continue
        cid = operation.get("cid")
        record = blocks.get(cid)
        changes.append(
            Change(
                uri=f"at://{did}/{operation['path']}",
                cid=libipld.encode_cid(cid) if cid else None,
                action=operation["action"],
                record=_as_json(record) if isinstance(record, dict) else None,
            )
        )
    return Event(kind, payload.get("seq"), did, at, changes)


def _as_json(value: Any) -> Any:
    """A decoded value as JSON writes it: links as {"$link": …}, bytes as {"$bytes": …}."""
    import libipld  # it costs time, and only the firehose needs it

    if isinstance(value, dict):
        return {name: _as_json(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    if isinstance(value, bytes):
        if value[:1] == b"\x01" and len(value) == 36:
            return {"$link": libipld.encode_cid(value)}
        return {"$bytes": base64.b64encode(value).decode().rstrip("=")}
    return value


class Batch:
    """What came since the last page."""

    def __init__(self, interest: Interest, cursor: Json | None):
        self._interest = interest
        self.seq: int | None = (cursor or {}).get("seq")
        self.at: datetime | None = reader.parse((cursor or {}).get("at"))
        self._lost_from: datetime | None = None
        self._is_outdated = False
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

    def add(self, frame: bytes) -> None:
        """Take in one frame. Raises FutureCursor, or Temporary when the server ends the stream."""
        try:
            event = decode(frame)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.unreadable.append(f"A frame of the stream after number {self.seq} could not be read ({error}).")
            return
        if event.kind == "error":
            if event.detail.get("error") == "FutureCursor":
                raise FutureCursor
            raise Temporary(f"The server ended the stream: {event.detail.get('error')}.")
        if event.kind == "info":
            self._is_outdated = self._is_outdated or event.detail.get("name") == "OutdatedCursor"
            return
        if self._is_outdated and event.at:
            self._is_outdated = False
            self.gaps.append(Gap(self.at, event.at, "The server no longer held what was said while nobody listened."))
        if event.kind == "account" and event.detail.get("status") == "deleted" and event.did:
            self.gone[event.did] = None
        for change in event.changes:
            self._change(change)
        self.seq, self.at = event.seq or self.seq, event.at or self.at

    def _change(self, change: Change) -> None:
        if change.action == "delete":
            self.withdrawn[change.uri] = None
            self.items.pop(change.uri, None)
        elif change.record is None:
            self.unreadable.append(f"{change.uri} was announced without its content.")
        elif item := self._interest.read(change.uri, change.cid, change.record):
            self.withdrawn.pop(change.uri, None)
            self.items[change.uri] = item

    def begin_anew(self) -> None:
        """The server's count began anew: from here on, live."""
        self.gaps.append(
            Gap(self.at, clock.now(), "The server’s stream began anew; what was said in between is not in it.")
        )
        self.seq = None

    def page(self, heard_from_at: datetime | None) -> Page:
        """What came, as a page; the batch is empty afterwards."""
        page = Page(
            items=list(self.items.values()),
            cursor={"seq": self.seq, "at": self.at.isoformat() if self.at else None},
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
    """Pages from the server at `address` for at most `seconds`. What came before an error is yielded before it."""
    batch = Batch(interest, cursor)
    if batch.at and batch.seq is None:
        batch.begin_anew()  # until now another stream was followed, which counts otherwise
    ends = time.monotonic() + seconds
    heard_from = batch.at or clock.now()
    for _ in range(3):
        try:
            url = _stream_address(address, batch.seq)
            for page in stream.read(url, batch, ends, heard_from, setting="firehose"):
                heard_from = page.heard_to_at or heard_from
                yield page
        except FutureCursor:
            batch.begin_anew()
            continue
        except stream.Refused as refusal:
            raise Temporary(f"The server refuses the stream ({refusal.status}).") from refusal
        except Temporary:
            if batch.size:
                yield batch.page(heard_from)
            raise
        return


def _stream_address(address: str, seq: int | None) -> str:
    parts = urlsplit(address)
    scheme = {"http": "ws", "https": "wss"}.get(parts.scheme, parts.scheme)
    query = f"?{urlencode({'cursor': seq})}" if seq is not None else ""
    return f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/xrpc/com.atproto.sync.subscribeRepos{query}"
