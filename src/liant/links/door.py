"""Where a short link is followed: in front of Django, since it is asked more often than anything else and has one thing to
say. Whatever it does not know goes on to the pages, which say so in words.

No cookie is set and none read. Of the address and of what a browser says of itself nothing is kept: the first serves for a
minute, in memory, to hold off whoever knocks too often; the second tells people from machines, and is forgotten.
"""

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from liant.kit import clock
from liant.kit.agents import machine
from liant.links.counting import Counting, Hit, Line, NotCounted
from liant.links.rules import CODE, MACHINE, PERSON, PREVIEW, TOLD_AS, with_parameters

PATH = "/l/"
QUARTER = 15 * 60  # no zone is nearer to another
REMEMBERED, REMEMBERED_SECONDS = 10_000, 2.0  # links, and for how long: a change is followed as soon
GUESSES_PER_MINUTE = 120  # codes that lead nowhere, asked for by one caller
FIND = "select link_id, url, is_told, is_over from liant_link_at(%s, %s)"
AHEAD = (b"sec-purpose", b"purpose", b"x-moz", b"x-purpose")  # by which a browser says that nobody asked yet
HEADERS = (
    (b"cache-control", b"no-store"),  # each follow has to reach us
    (b"content-length", b"0"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex"),
)
App = Callable[[Any, Any, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Found:
    link_id: int
    address: bytes  # as the header carries it; empty where the link is no longer in use


class Door:
    """An application around that of the pages."""

    def __init__(self, pages: App) -> None:
        self._pages = pages
        self._counting, self._line = Counting(), Line()
        self._known: OrderedDict[tuple[str, str], tuple[float, Found | None]] = OrderedDict()
        self._asked: dict[tuple[str, str], asyncio.Task[Found | None]] = {}
        self._minute, self._knocks, self._guesses = 0, Counter[str](), Counter[str]()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        place = place_in(scope)
        if place is None:
            await self._pages(scope, receive, send)
            return
        caller = (scope.get("client") or ("",))[0]
        if self._is_too_often(caller):
            await answer(send, 429, (b"retry-after", b"60"))
            return
        try:
            found = await self._find(place)
            if found is not None and found.address:
                await self._counting.count(
                    Hit(found.link_id, quarter(clock.now()), kind_of(scope["method"], scope["headers"]))
                )
        except NotCounted:
            await answer(send, 503, (b"retry-after", b"5"))
            return
        if found is not None and found.address:
            await answer(send, 302, (b"location", found.address))
            return
        self._guesses[caller] += found is None
        await self._pages(scope, receive, send)

    async def close(self) -> None:
        await self._counting.close()
        await self._line.close()

    def _is_too_often(self, caller: str) -> bool:
        """Counted in the memory of this process, and forgotten when the minute is over."""
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute = minute
            self._knocks.clear()
            self._guesses.clear()
        self._knocks[caller] += 1
        most = settings.LINKS_PER_MINUTE
        return bool(most) and (self._knocks[caller] > most or self._guesses[caller] > GUESSES_PER_MINUTE)

    async def _find(self, place: tuple[str, str]) -> Found | None:
        known = self._known.get(place)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        if (asking := self._asked.get(place)) is None:  # asked once, however many want to know
            asking = self._asked[place] = asyncio.create_task(self._ask(place))
            asking.add_done_callback(lambda _: self._asked.pop(place, None))
        return await asyncio.shield(asking)

    async def _ask(self, place: tuple[str, str]) -> Found | None:
        rows = await self._line.ask(FIND, place)
        found = None
        for link_id, url, is_told, is_over in rows:
            address = with_parameters(url, {TOLD_AS: place[0]}) if is_told else url
            found = Found(link_id, b"" if is_over else address.encode("ascii"))
        self._known[place] = (time.monotonic() + REMEMBERED_SECONDS, found)
        self._known.move_to_end(place)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return found


def place_in(scope: Any) -> tuple[str, str] | None:
    """The code and the house that the address names ("" for any); None where it is not for this door."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith(PATH):
        return None
    house, _, code = scope["path"][len(PATH) :].rstrip("/").rpartition("/")
    return (code, house) if CODE.fullmatch(code) and "/" not in house else None


def kind_of(method: str, headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Whoever only asks what is there, or fetches it before anyone wants it, shows a preview of it. Names in small letters."""
    agent = ""
    is_ahead = method == "HEAD"
    for name, value in headers:
        if name == b"user-agent":
            agent = value[:400].decode("latin-1")
        elif name in AHEAD:
            is_ahead = is_ahead or b"prefetch" in value or b"prerender" in value or b"preview" in value
    kind = machine(agent)
    if kind == "preview" or (is_ahead and not kind):
        return PREVIEW
    return MACHINE if kind else PERSON


def quarter(moment: datetime) -> datetime:
    return datetime.fromtimestamp(int(moment.timestamp()) // QUARTER * QUARTER, UTC)


async def answer(send: Any, status: int, *headers: tuple[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*HEADERS, *headers]})
    await send({"type": "http.response.body", "body": b""})
