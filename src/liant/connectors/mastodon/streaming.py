"""What happens on the server as it happens: one open answer for the account, one for each hashtag, read side by side.

A stream has no memory: what was said while none was open is read by `reading`, which goes on from the last number.
Source: docs.joinmastodon.org, "Streaming timelines" (server-sent events; a line ":thump" now and then says it lives).
"""

import json
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from liant.connectors.contract import (
    Account,
    ConnectorError,
    IncomingItem,
    Json,
    OutcomeUnknown,
    Page,
    Rejected,
    Temporary,
)
from liant.connectors.mastodon import items as reader
from liant.connectors.mastodon.reading import tags_of, with_thread
from liant.connectors.mastodon.session import Session, raise_for_refusal
from liant.connectors.translation import translated
from liant.kit import clock, http

FLUSH_SECONDS, PROGRESS_SECONDS, BATCH = 0.5, 10.0, 40
MOST_HASHTAGS = 8  # what is beyond is read every minute
SILENCE_SECONDS = 45  # a server thumps every fifteen


@dataclass(frozen=True)
class Happening:
    """One event; `is_tag` when a hashtag's stream told it."""

    name: str
    data: str
    is_tag: bool = False


@dataclass
class Batch:
    """What came since the last page."""

    us: str
    host: str
    items: dict[str, IncomingItem] = field(default_factory=dict)
    edited: dict[str, IncomingItem] = field(default_factory=dict)
    withdrawn: dict[str, None] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.items) + len(self.edited) + len(self.withdrawn) + len(self.unreadable)

    def add(self, happening: Happening) -> None:
        if happening.name == "delete":
            key = reader.status_key(self.host, happening.data.strip())
            self.withdrawn[key] = None
            self.items.pop(key, None)
            self.edited.pop(key, None)
            return
        if happening.name not in {"update", "status.update", "notification"}:
            return
        try:
            found = json.loads(happening.data)
            self._take(happening, found)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.unreadable.append(
                f"A frame of the stream could not be read: {happening.name}, {type(error).__name__}."
            )

    def _take(self, happening: Happening, found: Any) -> None:
        if happening.name == "notification":
            item = reader.read_notification(found, self.us, self.host)
        else:
            item = reader.read_status(found, self.us, self.host)
        if item is None:
            return
        if happening.name == "status.update":
            self.edited[item.key] = item
        elif happening.name == "notification" or happening.is_tag or item.is_ours or item.is_addressed:
            known = self.items.get(item.key)  # a notification that it speaks to us tells more than the timeline does
            self.items[item.key] = item if known is None or item.is_addressed else known

    def page(self, session: Session, heard_from_at: datetime) -> Page:
        """What came, as a page; the batch is empty afterwards."""
        to_at = clock.now()
        page = Page(
            items=with_thread(session, list(self.items.values())),
            cursor={"at": to_at.isoformat()},
            withdrawn=list(self.withdrawn),
            edited=list(self.edited.values()),
            unreadable=self.unreadable,
            heard_from_at=heard_from_at,
            heard_to_at=to_at,
        )
        self.items, self.edited, self.withdrawn, self.unreadable = {}, {}, {}, []
        return page


Arrivals = queue.SimpleQueue[Happening | ConnectorError]


def listen(account: Account, seconds: float) -> Iterator[Page]:
    """Pages for at most `seconds`. What came before an error is yielded before it."""
    session, ends = Session(account), time.monotonic() + seconds
    batch = Batch(session.own_id, session.host)
    arrivals = _opened(account, session, ends)
    heard_from, flushed_at = clock.now(), time.monotonic()
    problem: ConnectorError | None = None
    while problem is None and (now := time.monotonic()) < ends:
        due = flushed_at + (FLUSH_SECONDS if batch.size else PROGRESS_SECONDS)
        try:
            came = arrivals.get(timeout=max(0.01, min(due, ends) - now))
        except queue.Empty:
            came = None
        if isinstance(came, ConnectorError):
            problem = came
        elif came is not None:
            batch.add(came)
        if time.monotonic() >= due or batch.size >= BATCH or problem or time.monotonic() >= ends:
            page = batch.page(session, heard_from)
            heard_from, flushed_at = page.heard_to_at or heard_from, time.monotonic()
            yield page
    if problem is not None:
        raise problem


def _opened(account: Account, session: Session, ends: float) -> Arrivals:
    """One thread for each stream: each ends by itself when the time is over."""
    arrivals: Arrivals = queue.SimpleQueue()
    address = str(session.whoami().get("streaming") or session.server)
    wanted: list[tuple[str, Json]] = [("user", {})]
    wanted += [("hashtag", {"tag": tag}) for tag in tags_of(account)[:MOST_HASHTAGS]]
    for name, params in wanted:
        url = f"{address}/api/v1/streaming/{name}"
        arguments = (url, params, session.headers, ends, arrivals)
        threading.Thread(target=_follow, args=arguments, name=f"mastodon {name}", daemon=True).start()
    return arrivals


def _follow(url: str, params: Json, headers: dict[str, str], ends: float, arrivals: Arrivals) -> None:
    """One stream until the time is over; an error goes the way of what happens."""
    seconds = ends - time.monotonic()
    try:
        with (
            translated(setting="server"),
            http.open_stream(url, headers=headers, params=params, seconds=seconds, silence_seconds=SILENCE_SECONDS) as (
                status,
                lines,
            ),
        ):
            if status in {404, 405, 501}:
                return  # this server does not stream: what is said is read at every pass all the same
            raise_for_refusal(status, f"status {status}.")
            for happening in happenings(lines, is_tag="tag" in params):
                arrivals.put(happening)
        if time.monotonic() < ends:
            raise Temporary("The stream broke off; it is taken up again where it stopped.")
    except (Rejected, OutcomeUnknown):
        return  # refused for good, for example a hashtag that this server hides
    except ConnectorError as error:
        arrivals.put(error)


def happenings(lines: Iterator[str], *, is_tag: bool = False) -> Iterator[Happening]:
    """Server-sent events: a name, then data, then an empty line; a line that begins with a colon is a heartbeat."""
    name = ""
    data: list[str] = []
    for line in lines:
        if not line:
            if name or data:
                yield Happening(name or "message", "\n".join(data), is_tag)
            name, data = "", []
        elif not line.startswith(":"):
            part, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if part == "event":
                name = value
            elif part == "data":
                data.append(value)
