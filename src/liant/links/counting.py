"""Each follow is counted in the database before it is answered, together with all others that came meanwhile: one statement
and one commit for as many as wait.

So nothing that was answered is ever lost, whatever is killed. What was counted and not answered yet, when this process or
the database dies, was on its way: it may be followed, and counted, again.
"""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.conf import settings

PATIENCE_SECONDS = 8.0  # the database is back within one when it is started again
PAUSE_SECONDS = 0.1
COUNT = "select liant_count_follows(%s::bigint[], %s::timestamptz[], %s::text[], %s::integer[])"


class NotCounted(Exception):
    """The database did not take it in time; nobody is sent anywhere."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One follow. `at`: the beginning of a quarter of an hour, so that what came together is written together."""

    link_id: int
    at: datetime
    kind: str


async def connect() -> psycopg.AsyncConnection[Any]:
    values: dict[str, Any] = settings.DATABASES["default"]
    return await psycopg.AsyncConnection.connect(
        host=values["HOST"], port=values["PORT"] or None, dbname=values["NAME"], user=values["USER"],
        password=values["PASSWORD"], autocommit=True, prepare_threshold=0, connect_timeout=2,
    )  # fmt: skip


class Line:
    """One connection, made when it is needed and again when it broke; one question at a time."""

    def __init__(self) -> None:
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._lock = asyncio.Lock()

    async def ask(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        """Asked again until there is an answer; raises NotCounted when there is none for too long."""
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        async with self._lock:
            while True:
                try:
                    if self._connection is None:
                        self._connection = await connect()
                    return await (await self._connection.execute(sql, values)).fetchall()
                except psycopg.OperationalError as error:  # it is being started again
                    await self.close()
                    if time.monotonic() > give_up_at:
                        raise NotCounted from error
                    await asyncio.sleep(PAUSE_SECONDS)

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


class Counting:
    """Gathers what waits while the last lot is written, and writes it as the next."""

    def __init__(self) -> None:
        self._line = Line()
        self._waiting: list[tuple[Hit, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def count(self, hit: Hit) -> None:
        """Returns once it is committed; raises NotCounted."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((hit, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            lot, self._waiting = self._waiting, []
            problem: BaseException | None = None
            try:
                await self._line.ask(COUNT, columns([hit for hit, _done in lot]))
            except (NotCounted, psycopg.Error) as error:
                problem = error if isinstance(error, NotCounted) else NotCounted(str(error))
            for _hit, done in lot:
                if done.done():  # whoever asked has left
                    continue
                if problem:
                    done.set_exception(problem)
                else:
                    done.set_result(None)

    async def close(self) -> None:
        if self._writer is not None:
            await self._writer
        await self._line.close()


def columns(hits: list[Hit]) -> tuple[list[int], list[datetime], list[str], list[int]]:
    counted = Counter(hits)
    return (
        [hit.link_id for hit in counted],
        [hit.at for hit in counted],
        [hit.kind for hit in counted],
        list(counted.values()),
    )
