"""A WebSocket through the guarded door, read for a while: frames go into a batch, the batch comes out as pages."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from liant.connectors.contract import Misconfigured, Page, Temporary
from liant.kit import http

FLUSH_SECONDS, PROGRESS_SECONDS, BATCH = 0.5, 10.0, 200
LARGEST_FRAME = 10_000_000
BROKE_OFF = "The stream broke off; it is taken up again where it stopped."


class Refused(Exception):
    """The server said no before it streamed; `name` is its own word for why, empty when it gave none."""

    def __init__(self, status: int, name: str):
        super().__init__(f"{status} {name}".strip())
        self.status, self.name = status, name


class Batch(Protocol):
    """What came since the last page."""

    @property
    def size(self) -> int: ...

    def add(self, frame: bytes) -> None:
        """Take in one frame. May raise Temporary when the server ends the stream."""
        ...

    def page(self, heard_from_at: datetime | None) -> Page:
        """What came, as a page; the batch is empty afterwards."""
        ...


def read(
    url: str, batch: Batch, ends: float, heard_from: datetime, *, setting: str, protocols: Sequence[str] = ()
) -> Iterator[Page]:
    """Pages until `ends` (of the steady clock). Raises Refused, Temporary or Misconfigured, which names `setting`."""
    # late: it costs time, and only who listens needs it
    from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
    from websockets.sync.client import connect
    from websockets.typing import Subprotocol

    try:
        connection = http.connect_for_websocket(url)
    except http.Forbidden as error:
        raise Misconfigured(str(error), setting) from error
    except http.HttpError as error:
        raise Temporary(str(error)) from error
    tls = http.tls() if url.startswith("wss:") else None
    flushed_at = time.monotonic()
    try:
        with connect(url, sock=connection, ssl=tls, max_size=LARGEST_FRAME, compression=None, proxy=None,
                     subprotocols=[Subprotocol(name) for name in protocols] or None,
                     user_agent_header=http.USER_AGENT, close_timeout=1) as stream:  # fmt: skip
            while (now := time.monotonic()) < ends:
                due = flushed_at + (FLUSH_SECONDS if batch.size else PROGRESS_SECONDS)
                try:
                    frame = stream.recv(timeout=max(0.01, min(due, ends) - now))
                    batch.add(frame if isinstance(frame, bytes) else frame.encode())
                except TimeoutError:
                    pass
                if time.monotonic() >= due or batch.size >= BATCH:
                    page = batch.page(heard_from)
                    heard_from = page.heard_to_at or heard_from
                    flushed_at = time.monotonic()
                    yield page
        yield batch.page(heard_from)
    except InvalidStatus as error:
        raise Refused(error.response.status_code, _name_of(error.response.body)) from error
    except (ConnectionClosed, InvalidHandshake, InvalidURI, OSError, TimeoutError) as error:
        raise Temporary(BROKE_OFF) from error


def _name_of(body: bytes | bytearray | None) -> str:
    try:
        said = json.loads(bytes(body or b""))
    except ValueError:
        return ""
    return str(said.get("error") or "") if isinstance(said, dict) else ""
