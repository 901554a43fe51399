"""A whole installation for tests that kill things: a database of its own, a worker and a web server as real processes."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.database import create_copy, drop

ROOT = Path(__file__).resolve().parent.parent


class Inside:
    """A process that stays, and does what tests.inside knows to do."""

    def __init__(self, environment: dict[str, str], log: Path):
        self.environment = environment
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.inside"], env=environment, cwd=ROOT, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log.open("ab"),
        )  # fmt: skip

    def ask(self, name: str, values: dict[str, Any]) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([name, values]) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline() or '{"error": "it ended: see inside.log"}')
        assert "error" not in told, told["error"][-3000:]
        return told["answer"]

    def leave(self) -> None:
        with self.process:
            kill(self.process)


class Installation:
    def __init__(self, app_url: str, owner_url: str, folder: Path):
        self.app_url, self.owner_url, self.folder = app_url, owner_url, folder
        self.port = free_port()
        self.children: list[subprocess.Popen[bytes]] = []
        self.more: dict[str, str] = {}  # further variables of the environment
        self.inside: Inside | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "LIANT_"))},
            "DATABASE_URL": self.app_url,
            "DJANGO_SETTINGS_MODULE": "liant.config.settings",
            "LIANT_ALLOW_PRIVATE_ADDRESSES": "1",
            "LIANT_BASE_URL": self.address,
            "LIANT_DATA": str(self.folder),
            "LIANT_SECRET_KEY": "of this test alone",
            "PYTHONUNBUFFERED": "1",
            **self.more,
        }

    def call(self, name: str, /, **values: Any) -> Any:
        """Run tests.inside.<name>(**values) in a process beside this one, with Django set up; its JSON answer."""
        if self.inside is None or self.inside.environment != self.environment:
            self.leave_inside()
            self.inside = Inside(self.environment, self.folder / "inside.log")
        return self.inside.ask(name, values)

    def leave_inside(self) -> None:
        if self.inside is not None:
            self.inside.leave()
        self.inside = None

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", sys.executable, "-m", "liant.config.manage", "work")

    def web(self) -> subprocess.Popen[bytes]:
        command = ["-m", "uvicorn", "liant.config.asgi:application", "--port", str(self.port), "--log-level", "warning"]
        started = self.start("web", "env", "LIANT_POOL=1", sys.executable, *command)  # as `liant up` does
        wait_until(lambda: answers(self.port), 20, "the web server answers")
        return started

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("ab")
        child = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        self.children.append(child)
        return child

    def rows(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        """Asked as the owner, who sees all organisations."""
        with psycopg.connect(self.owner_url) as connection:
            return connection.execute(sql, params or None).fetchall()  # type: ignore[arg-type]

    def one(self, sql: str, *params: Any) -> Any:
        return self.rows(sql, *params)[0][0]

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop(self) -> None:
        self.leave_inside()
        for child in self.children:
            kill(child, signal.SIGKILL)


def kill(child: subprocess.Popen[Any], sign: int = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, sign)
    child.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so: Callable[[], Any], seconds: float, what: str, pause: float = 0.1) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := is_so():
            return found
        time.sleep(pause)
    raise AssertionError(f"After {seconds} s still not so: {what}.")


def wait_while_it_grows(count: Callable[[], int], wanted: int, stall_seconds: float, what: str) -> None:
    """However slow the machine: it fails only when nothing has moved for so long."""
    reached, since = count(), time.monotonic()
    while reached < wanted:
        time.sleep(0.5)
        now = count()
        if now > reached:
            reached, since = now, time.monotonic()
        elif time.monotonic() - since > stall_seconds:
            raise AssertionError(f"Stands still at {reached} of {wanted}: {what}.")


@contextlib.contextmanager
def installed(postgres: Any) -> Iterator[Installation]:
    name = f"liant_{uuid.uuid4().hex[:12]}"
    create_copy(postgres.owner, name)
    folder = Path(tempfile.mkdtemp(prefix="liant-installation-", dir="/var/tmp"))
    app, owner = (url.rsplit("/", 1)[0] + f"/{name}" for url in (postgres.app, postgres.owner))
    found = Installation(app, owner, folder)
    try:
        yield found
    finally:
        for table in ("name, state, cursor, last_heard_at, last_problem from channels_channel",
                      "task_name, status, attempts, count(*) from procrastinate_jobs group by 1, 2, 3",
                      "state, problem, attempts, looks from deliveries_delivery order by id desc limit 5"):  # fmt: skip
            print(*found.rows(f"select {table}"), sep="\n")
        for log in sorted(folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}")
        found.stop()
        drop(postgres.owner, name)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installation(postgres: Any) -> Iterator[Installation]:
    with installed(postgres) as found:
        yield found


@pytest.fixture(scope="module")
def installation_of_file(postgres: Any) -> Iterator[Installation]:
    """One for all tests of a file, which leave each other's things alone: it takes a while to start."""
    with installed(postgres) as found:
        yield found
