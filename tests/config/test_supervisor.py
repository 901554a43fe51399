"""`liant up`: what it prints, what it survives, and that it leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from liant.config.announcement import Reload
from liant.config.embedded import EmbeddedPostgres

from .processes import HERE, about, eventually, free_port, is_alive

pytestmark = pytest.mark.xdist_group("supervisor")


@dataclass
class Running:
    """A `liant up` in another process, its output in files."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        return self.folder.with_name("out").read_text()

    @property
    def errors(self) -> str:
        return self.folder.with_name("err").read_text()

    @property
    def worker(self) -> int:
        """Its number, once it said so: it begins beside the web."""
        assert eventually(lambda: "[worker] working" in self.errors, 20)
        return int(re.findall(r"\[worker\] working (\d+)", self.errors)[-1])

    @property
    def database(self) -> int:
        return int((self.folder / "postgres/postmaster.pid").read_text().split()[0])

    def get(self, path: str = "/") -> dict[str, Any]:
        return dict(httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=20).json())

    def stop(self, number: signal.Signals = signal.SIGINT) -> float:
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - started


class Starter:
    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.started = folder, free_port(), list[Running]()

    def launch(self, *arguments: str, **environment: str) -> Running:
        out, err = (self.folder.with_name(name) for name in ("out", "err"))
        with out.open("wb") as said, err.open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, HERE / "run_up.py", "--port", str(self.port), "--data", self.folder, *arguments],
                stdout=said,
                stderr=errors,
                env={**os.environ, "PYTHONPATH": str(HERE), **environment},
            )
        running = Running(self.folder, self.port, process)
        self.started.append(running)
        return running

    def up(self, *arguments: str, **environment: str) -> Running:
        running = self.launch(*arguments, **environment)
        assert eventually(lambda: "Ctrl-C" in running.said or running.process.poll() is not None, 60)
        assert running.process.poll() is None, running.errors
        return running


@pytest.fixture
def starter(made: Path) -> Iterator[Starter]:
    yield from use(Starter(made))


@pytest.fixture
def first_starter(folder: Path) -> Iterator[Starter]:
    yield from use(Starter(folder))


def use(starter: Starter) -> Iterator[Starter]:
    yield starter
    for running in starter.started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
    assert eventually(lambda: not about(starter.folder)), about(starter.folder)


def test_it_prints_one_address_and_one_link_and_stops_cleanly(first_starter: Starter) -> None:
    starter = first_starter
    running = starter.up("--demo")
    address = f"http://127.0.0.1:{starter.port}"
    assert running.said.splitlines() == [
        f"Liant prepares its database in {starter.folder}. The first start takes a few seconds.",
        "Liant lays out the demonstration.",
        f"Liant is ready: {address}",
        f"To sign in, open this link; it serves once: {address}/enter/once",
        "Ctrl-C stops everything.",
    ]
    assert running.get("/database")["user"] == "liant_app"
    assert running.stop() < 10
    assert running.process.returncode == 0
    assert running.said.splitlines()[-1] == "Liant has stopped; everything is kept."
    assert not about(starter.folder)
    assert "database system is shut down" in (starter.folder / "postgres.log").read_text()


def test_a_second_time_it_is_ready_sooner_and_stops_on_sigterm_in_french(starter: Starter) -> None:
    running = starter.up(LC_ALL="fr_FR.UTF-8")
    assert running.said.splitlines()[0] == f"Liant est prêt\u00a0: http://127.0.0.1:{starter.port}"
    assert running.stop(signal.SIGTERM) < 10
    assert running.process.returncode == 0
    assert not about(starter.folder)


def test_only_the_migrations_know_the_owner(starter: Starter) -> None:
    running = starter.up()
    told = running.get()
    assert told["environment"]["DATABASE_URL"].startswith("postgresql://liant_app:")
    assert told["environment"]["LIANT_POOL"] == "1"
    assert told["client"][0] == "127.0.0.1"
    secret = (starter.folder / "secret-key").read_text()
    for pid in (told["pid"], running.worker):
        environment = Path(f"/proc/{pid}/environ").read_text()
        assert "DATABASE_OWNER_URL" not in environment
        assert f"LIANT_SECRET_KEY={secret}" in environment
    assert (starter.folder / "secret-key").stat().st_mode & 0o777 == 0o600


def test_no_request_is_lost_when_the_web_part_is_killed_under_load(starter: Starter) -> None:
    running = starter.up()
    answers, failures, is_over = [running.get()["pid"]], list[str](), threading.Event()

    def ask() -> None:
        while not is_over.wait(0.02):
            try:
                answers.append(running.get()["pid"])
            except (httpx.HTTPError, ValueError) as error:
                failures.append(repr(error))

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for _ in range(2):
        time.sleep(0.5)
        killed = answers[-1]
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda killed=killed: answers[-1] != killed, 20)
    time.sleep(0.5)
    is_over.set()
    for asker in askers:
        asker.join()
    # A request that the dead process had already taken in hand cannot be answered by another: two askers, two kills.
    assert len(failures) <= 2, failures
    assert all("RemoteProtocolError" in failure or "ReadError" in failure for failure in failures)
    assert "ConnectError" not in str(failures)
    assert len(set(answers)) == 3
    assert "[web] stopped (signal 9); it is started again" in running.errors


def test_requests_wait_while_the_web_part_is_away(starter: Starter) -> None:
    running = starter.up()
    for _ in range(3):
        os.kill(running.get()["pid"], signal.SIGKILL)
        assert [running.get()["client"][0] for _ in range(10)] == ["127.0.0.1"] * 10


def test_a_killed_worker_and_a_killed_database_come_back(starter: Starter) -> None:
    running = starter.up()
    worker, database = running.worker, running.database
    os.kill(worker, signal.SIGKILL)
    assert eventually(lambda: running.worker != worker)
    os.kill(database, signal.SIGKILL)
    assert eventually(lambda: "[database] runs again" in running.errors)
    assert running.get("/database")["user"] == "liant_app"
    assert running.database != database
    assert running.stop() < 10
    journal = (starter.folder / "logs/liant.log").read_text()
    assert re.search(
        r"^\d{4}-\d\d-\d\dT[\d:.]+Z \[worker\] stopped \(signal 9\); it is started again$", journal, re.MULTILINE
    )


def test_kill_of_the_supervisor_leaves_nothing_and_the_next_start_works(starter: Starter) -> None:
    for _ in range(2):
        running = starter.up()
        running.process.kill()
        running.process.wait()
        running = starter.up()
        assert running.get("/database")["user"] == "liant_app"
        running.process.kill()
        running.process.wait()
        assert eventually(lambda: not about(starter.folder), 5)


def test_a_part_that_keeps_dying_is_told_once_and_tried_again(starter: Starter) -> None:
    running = starter.up(STAND_IN="worker_dies")
    assert eventually(lambda: "stopped 5 times within 30 seconds; Liant keeps trying" in running.errors, 20)
    assert running.errors.count("keeps trying") == 1
    assert running.get("/database")["user"] == "liant_app"
    assert running.stop() < 10


def test_a_deaf_worker_does_not_hold_the_stop(starter: Starter) -> None:
    running = starter.up(STAND_IN="worker_is_deaf")
    worker = running.worker
    assert running.stop() < 10
    assert not is_alive(worker)


def test_asked_twice_it_stops_at_once(starter: Starter) -> None:
    running = starter.up(STAND_IN="worker_is_deaf")
    running.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert running.stop() < 3


def test_a_taken_port_is_told(starter: Starter) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", starter.port))
        taken.listen()
        running = starter.launch()
        assert running.process.wait(60) == 3
    assert running.errors == f"liant: Port {starter.port} is taken by another program. Choose another with --port.\n"


def test_a_second_start_on_the_same_folder_is_told(starter: Starter) -> None:
    running = starter.up()
    done = subprocess.run(
        [sys.executable, HERE / "run_up.py", "--port", str(starter.port), "--data", starter.folder],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 3
    assert done.stderr.startswith(f"liant: Liant already runs on {starter.folder}.")
    assert running.get()["pid"]


def test_migrations_that_fail_are_told_with_their_reason(starter: Starter) -> None:
    running = starter.launch(STAND_IN="migrate_fails")
    assert running.process.wait(60) == 3
    log = starter.folder / "logs/migrate.log"
    assert running.errors == (
        f"liant: The database could not be brought up to date: SomeError: the reason The whole story is in {log}.\n"
    )
    assert "Traceback" in log.read_text()


@pytest.mark.parametrize("port", ["eighty", "70000"])
def test_a_port_that_is_none(starter: Starter, port: str) -> None:
    running = starter.launch("--port", port)
    assert running.process.wait(60) == 2
    assert f"{port!r} is not a port" in running.errors


def test_a_change_of_the_code_starts_the_parts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "room.py").write_text("one")
    monkeypatch.setattr("liant.config.announcement.PACKAGE", tmp_path)
    calls: list[int] = []
    reload = Reload(lambda: calls.append(1))
    reload()
    assert not calls
    (tmp_path / "other.py").write_text("two")
    reload._looked_at = 0.0
    reload()
    assert calls == [1]


def test_the_own_database_works_like_the_embedded_one(first_starter: Starter, own_database: dict[str, str]) -> None:
    starter = first_starter
    running = starter.up(DATABASE_URL=own_database["app"], DATABASE_OWNER_URL=own_database["owner"])
    assert running.get("/database")["user"] == "liant_app"
    assert not (starter.folder / "postgres").exists()
    with psycopg.connect(own_database["owner"]) as connection:
        assert connection.execute("select count(*) from django_migrations").fetchone() == (0,)
    assert running.stop() < 10


def test_the_roles_that_the_guide_makes_are_accepted(starter: Starter, own_database: dict[str, str]) -> None:
    text = (HERE.parents[1] / "deploy/postgresql.sql").read_text()
    script = starter.folder.with_name("roles.sql")
    script.write_text(re.sub(r"\bliant(?=_|\W)", "guide", text))  # the server of the tests has roles of these names
    psql = [EmbeddedPostgres(starter.folder).programs / "psql", "-q", "-v", "owner_password=o", "-v", "app_password=a"]
    subprocess.run([*psql, "-f", script, own_database["super"].replace("/liant", "/postgres")], check=True)
    place = own_database["super"].split("@")[1].split("/")[0]
    app, owner = f"postgresql://guide_app:a@{place}/guide", f"postgresql://guide_owner:o@{place}/guide"
    running = starter.up("--demo", DATABASE_URL=app, DATABASE_OWNER_URL=owner)
    assert running.get("/database")["user"] == "guide_app"
    with psycopg.connect(owner) as connection:
        assert connection.execute("select count(*) from django_migrations").fetchone() == (1,)


@pytest.mark.parametrize(
    ("app", "owner", "said"),
    [
        ("app", "", "set DATABASE_OWNER_URL too"),
        ("", "owner", "set DATABASE_URL too"),
        ("super", "owner", "The role super of DATABASE_URL is a superuser"),
        ("bypass", "owner", "The role bypass of DATABASE_URL may bypass row-level security"),
        ("owner", "owner", "The role liant_owner of DATABASE_URL owns the "),
        ("member", "owner", "The role member of DATABASE_URL owns the "),
        ("wrong", "owner", "DATABASE_URL leads to no database: "),
        ("app", "wrong", "DATABASE_OWNER_URL leads to no database: "),
        ("stranger", "owner", "The role stranger of DATABASE_URL may not read the tables of the owner"),
    ],
)
def test_roles_that_keep_nothing_apart_are_refused(
    first_starter: Starter, own_database: dict[str, str], app: str, owner: str, said: str
) -> None:
    running = first_starter.launch(
        DATABASE_URL=own_database.get(app, ""), DATABASE_OWNER_URL=own_database.get(owner, "")
    )
    assert running.process.wait(60) == 3
    assert said in running.errors
    assert "not-the-password" not in running.errors
    assert running.errors.count("\n") == 1
