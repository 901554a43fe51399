"""Pages that are open learn of changes: NOTIFY inside the transaction, one LISTEN connection per web process,
fan-out to the open streams of the same organisation. Only ids travel.

Changes are numbered, so a page whose line was cut says the last number it heard and is given what followed, whatever
the time that went by. Where that can't be known any more, it is told to read everything again.
"""

import asyncio
import json
import secrets
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest, StreamingHttpResponse

from liant.tenancy.context import current_organisation_id

CHANNEL = "liant_live"
BEAT_SECONDS = 15  # by which a page knows that its line still stands
MOST_STREAMS = 500  # per web process; beyond it a page polls
MOST_BEHIND = 100  # changes that a stream may have before it; beyond, its page reads everything again
REMEMBERED = 64  # of each organisation, for pages whose line was cut
EVERYTHING = ""  # the topic that means: read all of it again


def notify(what: str, thing_id: int | None = None, *, only_there: bool = False) -> None:
    """Tell open pages of this organisation that something changed; said when the transaction commits. `only_there`: of
    no interest but to the pages that show this very thing."""
    payload = f"{current_organisation_id()}:{what}:{thing_id or ''}:{'there' if only_there else ''}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, payload])


def notify_each(what: str, thing_ids: Iterable[int]) -> None:
    """The same of many things of one sort, in one statement."""
    payloads = [f"{current_organisation_id()}:{what}:{thing_id}:" for thing_id in thing_ids]
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, payload) from unnest(%s::text[]) as payload", [CHANNEL, payloads])


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed, as it is written to every stream."""

    number: int
    topic: str
    thing: str
    is_local: bool  # told only to the pages that show this thing
    text: str


@dataclass(eq=False, slots=True)
class Stream:
    """One open page: what it has still to be told, and which thing it shows."""

    here: str = ""
    queue: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(MOST_BEHIND))


@dataclass(slots=True)
class House:
    """The open pages of one organisation, and its latest changes."""

    streams: set[Stream] = field(default_factory=set)
    number: int = 0
    recent: deque[Change] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    changed_at: float = 0.0  # seconds since 1970


class Hub:
    """Keeps the one LISTEN connection of this process and its open streams."""

    def __init__(self) -> None:
        self.houses: dict[int, House] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}
        self.stretch = ""  # names the time during which nothing was missed; numbers of another one mean nothing
        self.listening_since = float("inf")

    async def listen(self) -> None:
        values: dict[str, Any] = settings.DATABASES["default"]
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    host=values["HOST"], port=values["PORT"] or None, dbname=values["NAME"], user=values["USER"],
                    password=values["PASSWORD"], autocommit=True,
                ) as listening:  # fmt: skip
                    await listening.execute(f"listen {CHANNEL}")
                    self.begin()
                    async for notice in listening.notifies():
                        organisation, what, thing, where = notice.payload.split(":")
                        self.tell(int(organisation), what, thing, is_local=bool(where))
            except psycopg.OperationalError:  # the database is restarting
                self.listening_since = float("inf")
                await asyncio.sleep(1)

    def begin(self) -> None:
        """From here on nothing is missed; what was missed before is read again."""
        self.stretch = secrets.token_hex(4)
        self.listening_since = time.time()
        for organisation_id, house in self.houses.items():
            house.recent.clear()
            self.tell(organisation_id, EVERYTHING)

    async def beat(self) -> None:
        """A sign of life on every line, by which pages notice one that is dead without saying so."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            for house in self.houses.values():
                for stream in house.streams:
                    put(stream, "event: beat\ndata: {}\n\n")

    def tell(self, organisation_id: int, topic: str, thing: str = "", *, is_local: bool = False) -> None:
        house = self.houses.setdefault(organisation_id, House())
        house.number += 1
        house.changed_at = time.time()
        said = json.dumps({"topic": topic, "id": thing})
        text = f"id: {self.stretch}-{house.number}\ndata: {said}\n\n"
        change = Change(house.number, topic, thing, is_local, text)
        house.recent.append(change)
        for stream in house.streams:
            if concerns(change, stream):
                put(stream, text)

    def missed(self, organisation_id: int, since: float, last_heard: str) -> list[Change] | None:
        """What a page has to be told when its stream opens; None when that can't be known.

        `last_heard`: the name of the last change that it heard, when its line was cut; `since`: when it was made, for a
        page that opens its first stream.
        """
        house = self.houses.setdefault(organisation_id, House())
        if last_heard:
            stretch, _, number = last_heard.partition("-")
            if stretch != self.stretch or not number.isdecimal() or int(number) > house.number:
                return None
            first = house.number - len(house.recent)  # the last number that is forgotten
            return None if int(number) < first else [one for one in house.recent if one.number > int(number)]
        return None if since < self.listening_since or since <= house.changed_at else []

    def count(self) -> int:
        return sum(len(house.streams) for house in self.houses.values())

    def open(self, organisation_id: int, here: str = "", since: float = 0.0, last_heard: str = "") -> Stream:
        """A new stream, with what its page missed already in it."""
        self.keep_running("listen", self.listen)
        self.keep_running("beat", self.beat)
        stream = Stream(here)
        house = self.houses.setdefault(organisation_id, House())
        missed = self.missed(organisation_id, since, last_heard)
        if missed is None:
            put(stream, everything(self.stretch, house.number))
        for change in missed or ():
            if concerns(change, stream):
                put(stream, change.text)
        house.streams.add(stream)
        return stream

    def keep_running(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if name not in self.tasks or self.tasks[name].done():
            self.tasks[name] = asyncio.get_running_loop().create_task(work())

    def close(self, organisation_id: int, stream: Stream) -> None:
        self.houses[organisation_id].streams.discard(stream)


def concerns(change: Change, stream: Stream) -> bool:
    return not change.is_local or change.thing == stream.here


def everything(stretch: str, number: int) -> str:
    named = f"id: {stretch}-{number}\n" if stretch else ""
    return f'{named}data: {{"topic": "{EVERYTHING}", "id": ""}}\n\n'


def put(stream: Stream, text: str) -> None:
    """One that is too far behind is told, once, to read everything again."""
    if stream.queue.full():
        while not stream.queue.empty():
            stream.queue.get_nowait()
        text = f'data: {{"topic": "{EVERYTHING}", "id": ""}}\n\n'
    stream.queue.put_nowait(text)


hub = Hub()


async def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Server-sent events: one unnamed message per change, `{"topic": what changed, "id": of which row}`."""
    if hub.count() >= MOST_STREAMS:
        return StreamingHttpResponse(status=503, headers={"Retry-After": "30"})
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    last_heard = request.headers.get("Last-Event-ID", "") or request.GET.get("heard", "")
    messages = _messages(organisation_id, request.GET.get("here", "")[:20], made_at(request), last_heard[:40])
    response = StreamingHttpResponse(messages, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def made_at(request: HttpRequest) -> float:
    """When the page was asked for, as it says itself; at the beginning of time when it says nothing."""
    try:
        return float(request.GET.get("since", "0"))
    except ValueError:
        return 0.0


async def _messages(organisation_id: int, here: str, since: float, last_heard: str) -> AsyncIterator[str]:
    # who asked is known by now; kept for as long as the page is open, its connection would be missed by all other pages
    await sync_to_async(connections.close_all)()
    opened = hub.open(organisation_id, here, since, last_heard)
    try:
        yield "retry: 3000\n\n"
        while True:
            yield await opened.queue.get()
    finally:
        hub.close(organisation_id, opened)
