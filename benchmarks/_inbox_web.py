"""A house in a throw-away database, the web server before it as `liant up` starts it, and a reader who signed in."""

import contextlib
import datetime
import http.client
import os
import platform
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import IO

import psycopg

from liant.config.embedded import EmbeddedPostgres, Urls
from liant.config.process import dies_with_parent
from liant.config.startup import address_of, child_environment, listen, migrate, parts

SLUG = "fournils"
START_SECONDS = 60
READERS = {"alice": ["owner"], "bob": ["care_agent"], "hugo": ["press_officer"]}


class Failed(Exception):
    """A server did not answer as it must; the benchmark would measure something else."""


@contextlib.contextmanager
def thrown_away() -> Iterator[EmbeddedPostgres]:
    """A server with a house, which is gone afterwards. Says when it is, and on what machine."""
    folder = Path(tempfile.mkdtemp(prefix="liant-bench-", dir="/var/tmp"))
    folder.chmod(0o755)  # PostgreSQL's own user has to come by
    now, load = datetime.datetime.now(datetime.UTC), os.getloadavg()[0]
    print(
        f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}, load before: {load:.1f}"
    )
    try:
        with EmbeddedPostgres(folder / "data", fsync=False) as server:
            make_house(server)
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Site:
    """A web server on this machine. One connection is kept, as a browser does."""

    name: str
    port: int
    cookies: dict[str, str]  # reader -> the Cookie header
    log: Path
    owner_url: str = ""
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str, reader: str) -> str:
        """The page's text, by a reader who has signed in. Raises `Failed` unless it is a page."""
        try:
            status, text = self._ask(path, reader)
        except (http.client.RemoteDisconnected, ConnectionResetError):  # it was idle for too long: that is allowed
            status, text = self._ask(path, reader)
        if status != 200:
            raise Failed(f"{self.name}: {path} answered {status}; {self.log.read_text()[-2000:]}")
        return text

    def _ask(self, path: str, reader: str) -> tuple[int, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            self.connection.request("GET", path, headers={"Cookie": self.cookies[reader]})
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            self.connection = None
            raise

    def next_page(self, path: str, reader: str) -> str:
        """Where the link to the next page leads."""
        found = re.search(r'rel="next" href="([^"]+)"', self.get(path, reader))
        if not found:
            raise Failed(f"{self.name}: {path} has no further page")
        return path.partition("?")[0] + unescape(found[1])


def make_house(server: EmbeddedPostgres) -> dict[str, str]:
    """Migrate, found an organisation, sign its readers in: reader → session. All copies of the database hold them."""
    folder, urls = server.folder, server.urls
    environment = child_environment(urls, folder, "http://127.0.0.1")
    migrate(environment, urls, folder.path / "migrate.log")
    os.environ |= {name: environment[name] for name in ("DATABASE_URL", "LIANT_DATA", "LIANT_SECRET_KEY")}
    os.environ["DJANGO_SETTINGS_MODULE"] = "liant.config.settings"

    import django  # late: its settings need the database's address

    django.setup()
    from django.db import connection
    from django.test import Client

    from liant.accounts.actions import found_organisation
    from liant.accounts.models import Member, User
    from liant.tenancy.context import tenant

    users = {name: User.objects.create_user(email=f"{name}@{SLUG}.test", name=name.capitalize()) for name in READERS}
    rooms = ["today", "listening", "inbox"]
    house = found_organisation(actor=users["alice"], name="Les Trois Fournils", kind="firm", slug=SLUG, rooms=rooms)
    with tenant(house.id):
        for name, roles in READERS.items():
            if name != "alice":
                Member.objects.create(user=users[name], name=name.capitalize(), roles=roles)
    cookies = {}
    for name, user in users.items():
        client = Client()
        client.force_login(user)
        cookies[name] = f"sessionid={client.cookies['sessionid'].value}"
    connection.close()  # a database in use cannot be copied
    return cookies


def copied(urls: Urls, name: str, template: str | None = "liant") -> Urls:
    """A database of this name on the same server, a copy of the house unless `template` is None."""
    with psycopg.connect(urls.owner, autocommit=True, dbname="template1") as owner:
        owner.execute(f"create database {name}" + (f" template {template}" if template else ""))
    return Urls(*(url.rsplit("/", 1)[0] + f"/{name}" for url in (urls.app, urls.owner)))


@contextlib.contextmanager
def liant(urls: Urls, server: EmbeddedPostgres, name: str, cookies: dict[str, str]) -> Iterator[Site]:
    """Liant's web server on this database, as `liant up` starts it."""
    with listen("127.0.0.1", 0) as door:
        environment = child_environment(urls, server.folder, address_of(door, "127.0.0.1"))
        web = parts(environment, door)[0]
        log = server.folder.path / f"web-{name}.log"
        site = Site(name, door.getsockname()[1], cookies, log, urls.owner)
        with started(list(web.command), web.environment, log, web.pass_fds):
            wait_for(site, f"/o/{SLUG}/inbox/", "alice")
            yield site


@contextlib.contextmanager
def started(
    command: list[str], environment: dict[str, str], log: Path, pass_fds: tuple[int, ...] = (), cwd: Path | None = None
) -> Iterator[None]:
    """A process for the time of the block."""
    with log.open("ab") as written:
        child = _start(command, environment, written, pass_fds, cwd)
        try:
            yield
        finally:
            child.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(10)
            child.kill()
            child.wait()


def _start(
    command: list[str], environment: dict[str, str], written: IO[bytes], pass_fds: tuple[int, ...], cwd: Path | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=written,
        stderr=written,
        pass_fds=pass_fds,
        cwd=cwd,
        preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - no other thread runs here
    )


def wait_for(site: Site, path: str, reader: str) -> None:
    """Until the page comes."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            site.get(path, reader)
        except (http.client.HTTPException, OSError):
            if time.monotonic() > deadline:
                raise Failed(f"{site.name} does not start; {site.log.read_text()[-2000:]}") from None
            time.sleep(0.1)
        else:
            return
