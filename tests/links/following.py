"""Many browsers that follow short links at once, over connections that stay open, and what each of them was told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


@dataclass
class Told:
    """`answered`: sent where the link leads. `broken`: asked, and nothing came back: these were on their way at a kill."""

    answered: int = 0
    broken: int = 0
    others: list[int] = field(default_factory=list)  # statuses that send nobody anywhere


class Browser:
    """One connection; whatever became of it, the next request opens a new one."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def follow(self, code: str) -> int:
        """The status; raises ConnectionError where nothing came back, and OSError where nobody took the request."""
        while self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET /l/{code} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {BROWSER}\r\n\r\n"
        self.writer.write(head.encode())
        try:
            status = await self.reader.readline()
            if not status:
                raise ConnectionResetError
            length = 0
            while (line := await self.reader.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not line:
                raise ConnectionResetError
            await self.reader.readexactly(length)
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            self.leave()
            raise ConnectionResetError from error
        return int(status.split()[1])

    def leave(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def follow_all(port: int, codes: Sequence[str], wanted: int, at_once: int,
                     at: dict[int, Callable[[], Awaitable[None]]]) -> Told:  # fmt: skip
    """Follow until `wanted` were answered; `at`: what is done beside it when so many were."""
    told = Told()
    acts: set[asyncio.Task[None]] = set()
    left = dict(sorted(at.items()))
    asked = iter(range(10**9))

    async def one() -> None:
        browser = Browser(port)
        while told.answered < wanted:
            try:
                status = await browser.follow(codes[next(asked) % len(codes)])
            except ConnectionResetError:
                told.broken += 1
                continue
            except OSError:  # nobody is there to take it: it was never asked
                await asyncio.sleep(0.02)
                continue
            if status != 302:
                told.others.append(status)
                await asyncio.sleep(0.05)
                continue
            told.answered += 1
            for due in [n for n in left if told.answered >= n]:
                acts.add(asyncio.create_task(left.pop(due)()))
        browser.leave()

    await asyncio.gather(*(one() for _ in range(at_once)))
    await asyncio.gather(*acts)
    return told
