"""How many short links are followed in a second, and how long each waits: Liant's door, which counts each one before it
answers, beside plain Django redirects: one known beforehand, one looked up, one looked up and counted in its row.

Everything is thrown away afterwards: a PostgreSQL of its own that writes for good (fsync), web servers as `liant up` starts
them. The four are asked in turns, in the same run, by this process. Figures are kept nowhere.
"""

import argparse
import asyncio
import contextlib
import datetime
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

import _inbox_web as web
from _links_load import Browser, Measured, as_fast_as_answered, at_a_pace
from liant.config.embedded import EmbeddedPostgres, Urls
from liant.config.startup import listen
from streams import machine

LINKS, BROWSERS, ROUNDS = 50, 32, 3
OURS, KNOWN = "Liant: counted before the answer", "Django: known beforehand, not counted"
RIVALS = {KNOWN: "known", "Django: looked up, not counted": "looked-up", "Django: counted in its row": "counted"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=5, help="of each turn (default 5; three turns each)")
    parser.add_argument("--pace", type=int, default=200, help="follows a second at a calm pace (default 200)")


def run(args: argparse.Namespace) -> int:
    """Print redirects a second, p50 and p99, and the ratios; 1 when what was counted is not what was followed."""
    folder = Path(tempfile.mkdtemp(prefix="liant-bench-", dir="/var/tmp"))
    folder.chmod(0o755)  # PostgreSQL's own user has to come by
    print(
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC, {machine()}, load before: {os.getloadavg()[0]:.1f}"
    )
    try:
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(EmbeddedPostgres(folder / "data"))
            cookies = web.make_house(server)
            codes = make_links()
            os.environ["LIANT_LINKS_PER_MINUTE"] = "0"
            site = stack.enter_context(web.liant(server.urls, server, "links", cookies))
            plain_port = stack.enter_context(plain(server.urls, codes, folder))
            places = {OURS: (site.port, [f"/l/{code}" for code in codes])}
            places |= {name: (plain_port, [f"/{word}/{code}" for code in codes]) for name, word in RIVALS.items()}
            fast, calm = asyncio.run(measure(args, places))
            counted = followed(server.urls)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"load after: {os.getloadavg()[0]:.1f}")
    tell(f"{BROWSERS} browsers, as fast as they are answered", fast)
    tell(f"{args.pace} a second", calm)
    asked = len(fast[OURS].milliseconds) + len(calm[OURS].milliseconds) + WARMING
    print(f"\nfollowed {asked}, counted {counted}")
    return 0 if counted == asked else 1


WARMING = 200


async def measure(
    args: argparse.Namespace, places: dict[str, tuple[int, list[str]]]
) -> tuple[dict[str, Measured], dict[str, Measured]]:
    fast, calm = ({name: Measured() for name in places} for _ in range(2))
    for port, paths in places.values():
        await warm(port, paths)
    for _ in range(ROUNDS):
        for name, (port, paths) in places.items():
            fast[name].add(await as_fast_as_answered(port, paths, BROWSERS, args.seconds))
        for name, (port, paths) in places.items():
            calm[name].add(await at_a_pace(port, paths, args.pace, args.seconds))
    return fast, calm


async def warm(port: int, paths: list[str]) -> None:
    browser = await Browser.at(port)
    for number in range(WARMING):
        await browser.follow(paths[number % len(paths)])
    browser.writer.close()


def make_links() -> list[str]:
    from liant.accounts.models import Member  # late: the settings need the database's address
    from liant.links.actions import make
    from liant.tenancy.before_tenant import organisation_id_of
    from liant.tenancy.context import tenant

    with tenant(organisation_id_of(web.SLUG)):
        alice = Member.objects.get(name="Alice")
        return [make(actor=alice, url=f"https://fournils.test/{number}").code for number in range(LINKS)]


@contextlib.contextmanager
def plain(urls: Urls, codes: list[str], folder: Path) -> Iterator[int]:
    """The plain redirects, in a database of their own."""
    theirs = web.copied(urls, "plain", template=None)
    with psycopg.connect(theirs.owner) as owner:
        owner.execute(
            "create table plain_link (code text primary key, url text not null, clicks bigint not null default 0)"
        )
        for code in codes:
            owner.execute("insert into plain_link values (%s, %s)", [code, f"https://fournils.test/{code}"])
    with listen("127.0.0.1", 0) as door:
        environment = {**os.environ, "PLAIN_DATABASE_URL": theirs.owner}
        command = [sys.executable, "-m", "uvicorn", "_links_plain:application", "--fd", str(door.fileno())]
        command += ["--log-level", "warning", "--no-access-log", "--no-proxy-headers"]
        log = folder / "data" / "plain.log"
        with web.started(command, environment, log, (door.fileno(),), cwd=Path(__file__).parent):
            yield door.getsockname()[1]


def followed(urls: Urls) -> int:
    with psycopg.connect(urls.owner) as owner:
        return int((owner.execute("select sum(count) from links_follow").fetchone() or (0,))[0])


def tell(what: str, found: dict[str, Measured]) -> None:
    print(f"\n{what:44}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'in 10 ms':>10}")
    for name, one in found.items():
        p50, p95, p99 = (one.quantile(hundredths) for hundredths in (50, 95, 99))
        print(f"{name:44}{one.per_second:>10.0f}{p50:>9.2f}{p95:>9.2f}{p99:>9.2f}{one.share_within(10):>10.1%}")
    ours = found[OURS]
    for name in RIVALS:
        other = found[name]
        print(f"Liant follows {ours.per_second / other.per_second:.2f} × as many as “{name}”; "
              f"its p99 is {ours.quantile(99) / other.quantile(99):.2f} × as long")  # fmt: skip
