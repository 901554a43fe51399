"""Browsers that follow links, over connections that stay open: as fast as they are answered, or at a pace."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


class NotRedirected(Exception):
    """Something else than a redirect came back; the benchmark would measure something else."""


@dataclass
class Measured:
    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)

    def add(self, other: "Measured") -> None:
        self.seconds += other.seconds
        self.milliseconds += other.milliseconds

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    def share_within(self, milliseconds: float) -> float:
        return sum(one <= milliseconds for one in self.milliseconds) / len(self.milliseconds)

    def quantile(self, hundredths: int) -> float:
        return statistics.quantiles(self.milliseconds, n=100)[hundredths - 1]


class Browser:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def at(cls, port: int) -> "Browser":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def follow(self, path: str) -> float:
        """Milliseconds until the whole answer was there."""
        start = time.perf_counter()
        self.writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {AGENT}\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 302"):
            raise NotRedirected(f"{path}: {head[:200]!r}")
        return 1000 * (time.perf_counter() - start)


async def as_fast_as_answered(port: int, paths: Sequence[str], browsers: int, seconds: float) -> Measured:
    found = Measured()
    all_of_them = [await Browser.at(port) for _ in range(browsers)]
    turns = itertools.cycle(paths)
    start = time.perf_counter()

    async def one(browser: Browser) -> None:
        while time.perf_counter() - start < seconds:
            found.milliseconds.append(await browser.follow(next(turns)))

    await asyncio.gather(*(one(browser) for browser in all_of_them))
    found.seconds = time.perf_counter() - start
    for browser in all_of_them:
        browser.writer.close()
    return found


async def at_a_pace(port: int, paths: Sequence[str], per_second: int, seconds: float) -> Measured:
    """So many a second, whatever the answers take: one that comes while others wait is sent all the same."""
    found = Measured()
    idle = [await Browser.at(port) for _ in range(8)]
    turns = itertools.cycle(paths)

    async def one() -> None:
        browser = idle.pop() if idle else await Browser.at(port)
        found.milliseconds.append(await browser.follow(next(turns)))
        idle.append(browser)

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(max(0.0, start + number / per_second - time.perf_counter()))
            group.create_task(one())
    found.seconds = time.perf_counter() - start
    for browser in idle:
        browser.writer.close()
    return found
