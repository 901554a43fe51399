"""How soon 200 open pages learn of a change, and what they cost: Liant's streams over one LISTEN connection, beside pages
that ask every five seconds, and beside one LISTEN connection for each page.

Everything is thrown away afterwards: a PostgreSQL of its own and a web server as `liant up` starts it. Clients and
publisher are this process; all three ways are asked in the same run, one after the other. Figures are kept nowhere.
"""

import argparse
import asyncio
import contextlib
import datetime
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

import _inbox_rows as rows
import _inbox_web as web
from liant.config.embedded import EmbeddedPostgres

CHANNEL = "liant_live"
POLL_SECONDS = 5.0
PUBLISH_SECONDS = 0.2  # between two changes
STREAM = f"/o/{web.SLUG}/work/live/?since=9e12"
PART = f"/o/{web.SLUG}/inbox/"
CONVERSATIONS = 1_000


@dataclass
class Told:
    """When each change was published, and after how long each page knew of it."""

    published: dict[int, float] = field(default_factory=dict)
    delays: list[float] = field(default_factory=list)  # milliseconds

    def hear(self, change: int) -> None:
        if change in self.published:
            self.delays.append(1000 * (time.perf_counter() - self.published[change]))


@dataclass(frozen=True)
class Result:
    name: str
    pages: int
    delays: list[float]
    cpu_share: float  # of one core, web server and database
    kilobytes: float  # for each page, web server and database
    remark: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pages", type=int, default=200, help="open pages (default 200)")
    parser.add_argument("--changes", type=int, default=100, help="changes published to all of them (default 100)")


def run(args: argparse.Namespace) -> int:
    """Print p50 and p95 from the change to every page, processor and memory; 1 when a page was not told of a change."""
    folder = Path(tempfile.mkdtemp(prefix="liant-bench-", dir="/var/tmp"))
    folder.chmod(0o755)  # PostgreSQL's own user has to come by
    load = os.getloadavg()[0]
    print(f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC, {machine()}, load before: {load:.1f}")
    print(f"{args.pages} pages, {args.changes} changes, one every {PUBLISH_SECONDS} s", flush=True)
    try:
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(EmbeddedPostgres(folder / "data", fsync=False))
            cookies = web.make_house(server)
            urls = web.copied(server.urls, "liant_streams")
            with psycopg.connect(urls.owner) as owner:
                (organisation,) = owner.execute("select id from tenancy_organisation").fetchone() or (0,)
                rows.furnish(owner, organisation)
                rows.fill(owner, organisation, CONVERSATIONS)
            site = stack.enter_context(web.liant(urls, server, "streams", cookies))
            results = asyncio.run(measure(args, site, urls.app, organisation))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tell(results)
    return 0 if len(results[0].delays) == args.pages * args.changes else 1


async def measure(args: argparse.Namespace, site: web.Site, database: str, organisation: int) -> list[Result]:
    return [
        await by_streams(args, site, database, organisation),
        await by_asking(args, site, database, organisation),
        await by_connections(args, database, organisation),
    ]


# ------------------------------------------------------------ the three ways


async def by_streams(args: argparse.Namespace, site: web.Site, database: str, organisation: int) -> Result:
    told = Told()
    before = memory(the_web())
    async with asyncio.TaskGroup() as group:
        open_pages = [await connected(site, STREAM) for _ in range(args.pages)]
        ears = [group.create_task(hear_stream(reader, told)) for reader, _ in open_pages]
        await asyncio.sleep(2)  # the LISTEN connection is there
        grown = memory(the_web()) - before
        used = await publish(told, args.changes, database, organisation)
        for ear in ears:
            ear.cancel()
    for _, writer in open_pages:
        writer.close()
    return Result("Liant: streams, one LISTEN", args.pages, told.delays, used, grown / args.pages)


async def by_asking(args: argparse.Namespace, site: web.Site, database: str, organisation: int) -> Result:
    """Each page asks again five seconds after its last answer; what it then shows is what was published before it asked."""
    told = Told()
    answers: list[float] = []
    async with asyncio.TaskGroup() as group:
        pages = [group.create_task(ask_again(site, told, answers, number / args.pages)) for number in range(args.pages)]
        await asyncio.sleep(POLL_SECONDS)
        used = await publish(told, args.changes, database, organisation)
        await asyncio.sleep(POLL_SECONDS)
        for page in pages:
            page.cancel()
    median = statistics.median(answers) if answers else float("nan")
    remark = f"{len(answers)} answers, half of them after {median:.0f} ms"
    return Result("asking every 5 s", args.pages, told.delays, used, 0.0, remark)


async def by_connections(args: argparse.Namespace, database: str, organisation: int) -> Result:
    """One LISTEN connection for each page, as far as PostgreSQL lets so many in."""
    told = Told()
    before = memory(the_database())
    connections: list[psycopg.AsyncConnection] = []
    remark = ""
    for _ in range(args.pages):
        try:
            connection = await psycopg.AsyncConnection.connect(database, autocommit=True)
        except psycopg.OperationalError as error:
            remark = f"no more than {len(connections)}: {str(error).splitlines()[-1][-60:]}"
            await connections.pop().close()  # leaves one for the publisher
            break
        await connection.execute(f"listen {CHANNEL}")
        connections.append(connection)
    grown = memory(the_database()) - before
    async with asyncio.TaskGroup() as group:
        ears = [group.create_task(hear_connection(connection, told)) for connection in connections]
        used = await publish(told, args.changes, database, organisation)
        for ear in ears:
            ear.cancel()
    for connection in connections:
        await connection.close()
    return Result("one LISTEN for each", len(connections), told.delays, used, grown / max(1, len(connections)), remark)


# ------------------------------------------------------------ publishing and hearing


async def publish(told: Told, changes: int, database: str, organisation: int) -> float:
    """The changes, one after the other; the share of a core that server and database used meanwhile."""
    async with await psycopg.AsyncConnection.connect(database, autocommit=True) as publisher:
        busy, start = processor(), time.perf_counter()
        for change in range(1, changes + 1):
            told.published[change] = time.perf_counter()
            payload = f"{organisation}:conversation:{change}:"
            await publisher.execute("select pg_notify(%s, %s)", [CHANNEL, payload])
            await asyncio.sleep(PUBLISH_SECONDS)
        await asyncio.sleep(1)
        return (processor() - busy) / (time.perf_counter() - start)


async def connected(site: web.Site, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    cookie = site.cookies["alice"]
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode())
    await writer.drain()
    status = await asyncio.wait_for(reader.readline(), 120)
    if b" 200 " not in status:
        raise web.Failed(f"{path} answered {status.decode().strip()}; {site.log.read_text()[-2000:]}")
    return reader, writer


async def hear_stream(reader: asyncio.StreamReader, told: Told) -> None:
    while line := await reader.readline():
        if b'"conversation"' in line:
            told.hear(int(line.rpartition(b'"id": "')[2].partition(b'"')[0]))


async def hear_connection(connection: psycopg.AsyncConnection, told: Told) -> None:
    async for notice in connection.notifies():
        told.hear(int(notice.payload.split(":")[2]))


async def ask_again(site: web.Site, told: Told, answers: list[float], share: float) -> None:
    """A page that reads its list anew, as it would if nothing told it of changes."""
    known: set[int] = set()
    await asyncio.sleep(share * POLL_SECONDS)
    async for asked_at in asking(site, answers):
        fresh = {change for change, moment in told.published.items() if moment < asked_at} - known
        for change in fresh:
            told.hear(change)
        known |= fresh


async def asking(site: web.Site, answers: list[float]) -> AsyncIterator[float]:
    while True:
        asked_at = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        cookie = site.cookies["alice"]
        head = (
            f"GET {PART} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nHX-Request: true\r\nHX-Target: div#rows\r\n"
        )
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
        await reader.read()
        writer.close()
        answers.append(1000 * (time.perf_counter() - asked_at))
        yield asked_at
        await asyncio.sleep(POLL_SECONDS)


# ------------------------------------------------------------ what it costs


def family() -> list[int]:
    """This process's children, and theirs."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            text = path.read_text()
            parents[int(path.parent.name)] = int(text.rpartition(")")[2].split()[1])
    found, waiting = [], [os.getpid()]
    while waiting:
        above = waiting.pop()
        below = [process for process, parent in parents.items() if parent == above]
        found += below
        waiting += below
    return found


def command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def the_web() -> list[int]:
    return [process for process in family() if "uvicorn" in command(process)]


def the_database() -> list[int]:
    return [process for process in family() if "postgres" in command(process)]


def memory(processes: list[int]) -> float:
    """Kilobytes, what is shared being divided between those who share it."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("Pss:") else 0
    return total


def processor() -> float:
    """Seconds of processor used so far by web server and database."""
    ticks = 0
    for process in [*the_web(), *the_database()]:
        with contextlib.suppress(OSError):
            values = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(values[11]) + int(values[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def tell(results: list[Result]) -> None:
    print(f"\n{'from the change to the page, ms':32}{'pages':>7}{'p50':>10}{'p95':>10}{'core':>8}{'kB a page':>11}")
    for one in results:
        p50, p95 = (statistics.median(one.delays), quantile(one.delays)) if len(one.delays) > 1 else (0.0, 0.0)
        figures = f"{p50:>10.1f}{p95:>10.1f}{one.cpu_share:>7.0%}{one.kilobytes:>11.0f}"
        print(f"{one.name:32}{one.pages:>7}{figures}  {one.remark}")
    ours = results[0]
    for other in results[1:]:
        if len(other.delays) > 1:
            ratio = quantile(other.delays) / quantile(ours.delays)
            print(f"p95 of “{other.name}” is {ratio:.1f} × that of streams")


def quantile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def machine() -> str:
    about = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in about.splitlines() if line.startswith("model name")]
    return f"{os.cpu_count()} cores of {names[0] if names else platform.machine()}"
