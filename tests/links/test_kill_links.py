"""Every follow that was answered is counted, once, whatever is killed meanwhile; what was counted and not answered was on its
way. Through real processes: the short proof kills the web server, the long one `liant up` piece by piece."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from tests.installation import ROOT, Inside, Installation, answers, free_port, kill, wait_until
from tests.links.following import Told, follow_all

AT_ONCE = 24


def check(told: Told, counted: int, at_once: int, kills: int) -> None:
    print(
        f"{told.answered} answered, {told.broken} on their way when something died, {counted} counted", told.others[:5]
    )
    assert counted >= told.answered, "a follow that was answered is not counted"
    assert counted - told.answered <= min(told.broken, at_once * kills), "more is counted than was on its way"


def campaign(installation: Installation, follows: int, kills: int) -> None:
    installation.more = {"LIANT_LINKS_PER_MINUTE": "0"}
    house = installation.call("make_house")
    codes = installation.call("tests.links.furniture:make_links", organisation=house["organisation"], count=7)
    web = installation.web()

    async def kill_web() -> None:
        nonlocal web
        await asyncio.to_thread(kill, web)
        web = await asyncio.to_thread(installation.web)

    acts = {follows * turn // (kills + 1): kill_web for turn in range(1, kills + 1)}
    told = asyncio.run(follow_all(installation.port, codes, follows, AT_ONCE, acts))
    counted = installation.one("select sum(count) from links_follow where kind = 'person'")
    check(told, counted, AT_ONCE, kills)


def test_no_follow_is_lost_when_the_web_server_is_killed(installation):
    campaign(installation, follows=3000, kills=1)


# the long proof


@dataclass
class House:
    """`liant up` in a folder of its own, with a database that writes for good."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "LIANT_"))}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "liant", "up", "--port", str(self.port), "--data", str(self.folder)],
            env=environment | {"LIANT_LINKS_PER_MINUTE": "0"},
            cwd=ROOT,
            stdout=(self.folder.parent / "up.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def pid_of(self, word: str) -> int:
        """A part of it: a child whose command has this word."""
        assert self.process is not None
        for path in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            for child in path.read_text().split():
                with contextlib.suppress(OSError):
                    if word in Path(f"/proc/{child}/cmdline").read_text().replace("\0", " "):
                        return int(child)
        return 0

    def environment(self) -> dict[str, str]:
        """As its web part has it."""
        lines = Path(f"/proc/{self.pid_of('uvicorn')}/environ").read_bytes().split(b"\0")
        return dict(line.decode().split("=", 1) for line in lines if b"=" in line)

    def stop(self) -> None:
        if self.process is not None:
            kill(self.process, signal.SIGTERM)


@pytest.fixture
def house_up() -> Iterator[House]:
    place = Path(tempfile.mkdtemp(prefix="liant-links-", dir="/var/tmp"))
    place.chmod(0o755)
    found = House(place / "data")
    try:
        found.start()
        wait_until(lambda: answers(found.port) and found.pid_of("uvicorn"), 240, "Liant is up")
        yield found
    finally:
        print((place / "up.log").read_text(errors="replace")[-2000:])
        found.stop()
        shutil.rmtree(place, ignore_errors=True)


@pytest.mark.full
def test_a_hundred_thousand_follows_and_three_kills_lose_none(house_up):
    """The web part, the database and Liant whole are killed, in turn, while a hundred thousand follows come in."""
    environment = house_up.environment()
    inside = Inside(environment, house_up.folder.parent / "inside.log")
    house = inside.ask("make_house", {})
    codes = inside.ask("tests.links.furniture:make_links", {"organisation": house["organisation"], "count": 50})
    inside.leave()

    async def kill_web() -> None:
        os.kill(house_up.pid_of("uvicorn"), signal.SIGKILL)

    async def kill_database() -> None:
        os.kill(house_up.pid_of("postgres"), signal.SIGKILL)

    async def kill_all() -> None:
        assert house_up.process is not None
        await asyncio.to_thread(kill, house_up.process)
        house_up.start()

    acts = {25_000: kill_web, 50_000: kill_database, 75_000: kill_all}
    told = asyncio.run(follow_all(house_up.port, codes, 100_000, AT_ONCE, acts))
    with psycopg.connect(environment["DATABASE_URL"]) as database:
        database.execute("select set_config('liant.organisation', %s, false)", [str(house["organisation"])])
        counted = database.execute("select sum(count) from links_follow where kind = 'person'").fetchone()[0]
    check(told, counted, AT_ONCE, 3)
