"""Pages that are open learn of changes: NOTIFY inside the transaction, one LISTEN connection per web process,
fan-out to the open streams of the same organisation. Only ids travel."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse

from liant.tenancy.context import current_organisation_id

CHANNEL = "liant_live"
BEAT_SECONDS = 15
MOST_STREAMS = 500  # per web process; beyond it a page polls


def notify(what: str, thing_id: int | None = None) -> None:
    """Tell open pages of this organisation that something changed; said when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, f"{current_organisation_id()}:{what}:{thing_id or ''}"])


class Hub:
    """Keeps the one LISTEN connection of this process and the queues of its open streams."""

    def __init__(self) -> None:
        self.streams: dict[int, set[asyncio.Queue[str]]] = {}
        self.listener: asyncio.Task[None] | None = None
        self.changed_at: dict[int, float] = {}  # seconds since 1970, of the latest change of each organisation
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
                    self.listening_since = time.time()
                    self.tell_all("")  # what was missed is read again
                    async for notice in listening.notifies():
                        organisation, _, payload = notice.payload.partition(":")
                        self.tell(int(organisation), payload)
            except psycopg.OperationalError:  # the database is restarting
                self.listening_since = float("inf")
                await asyncio.sleep(1)

    def has_changed_since(self, organisation_id: int, moment: float) -> bool:
        """Something may have changed between the moment a page was made and the opening of its stream."""
        return moment < self.listening_since or moment <= self.changed_at.get(organisation_id, 0)

    def tell(self, organisation_id: int, payload: str) -> None:
        self.changed_at[organisation_id] = time.time()
        for queue in self.streams.get(organisation_id, ()):
            if not queue.full():  # a page that is that far behind reloads everything anyway
                queue.put_nowait(payload)

    def tell_all(self, payload: str) -> None:
        for organisation_id in self.streams:
            self.tell(organisation_id, payload)

    def count(self) -> int:
        return sum(len(queues) for queues in self.streams.values())

    def open(self, organisation_id: int) -> asyncio.Queue[str]:
        if self.listener is None or self.listener.done():
            self.listener = asyncio.get_running_loop().create_task(self.listen())
        queue: asyncio.Queue[str] = asyncio.Queue(100)
        self.streams.setdefault(organisation_id, set()).add(queue)
        return queue

    def close(self, organisation_id: int, queue: asyncio.Queue[str]) -> None:
        self.streams.get(organisation_id, set()).discard(queue)


hub = Hub()


async def stream(request: HttpRequest) -> StreamingHttpResponse:
    """Server-sent events: one unnamed message per change, `{"topic": what changed, "id": of which row}`."""
    if hub.count() >= MOST_STREAMS:
        return StreamingHttpResponse(status=503, headers={"Retry-After": "30"})
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    messages = _messages(organisation_id, made_at(request))
    response = StreamingHttpResponse(messages, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def made_at(request: HttpRequest) -> float:
    """When the page was made, as it says itself; at the beginning of time when it says nothing."""
    try:
        return float(request.GET.get("since", "0"))
    except ValueError:
        return 0.0


async def _messages(organisation_id: int, since: float) -> AsyncIterator[str]:
    queue = hub.open(organisation_id)
    if hub.has_changed_since(organisation_id, since):
        queue.put_nowait("")
    try:
        yield "retry: 3000\n\n"
        while True:
            try:
                topic, _, thing_id = (await asyncio.wait_for(queue.get(), BEAT_SECONDS)).partition(":")
                yield f"data: {json.dumps({'topic': topic, 'id': thing_id})}\n\n"
            except TimeoutError:
                yield ": still here\n\n"
    finally:
        hub.close(organisation_id, queue)
