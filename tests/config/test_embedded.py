"""The embedded PostgreSQL: what it lets in, and what it survives."""

import os
import pwd
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from liant.config.embedded import EmbeddedPostgres, running_urls
from liant.config.embedded import folder as folders
from liant.config.embedded.account import Account, account
from liant.config.embedded.binaries import installed_package
from liant.config.phrases import Refusal, say

from .processes import about, eventually, free_port, holder, is_alive

IS_ROOT = os.geteuid() == 0
pytestmark = pytest.mark.xdist_group("embedded")


def database(folder: Path, port: int | None = None) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder, port, fsync=False)


def value(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
        return row[0] if row else None


def run(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def refused(folder: Path, port: int | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        database(folder, port).start()
    return str(refusal.value)


def test_the_application_can_work_and_nothing_else(folder: Path) -> None:
    with database(folder) as server:
        urls = server.urls
        run(urls.owner, "create table t (id bigserial primary key)", "create database test_liant")
        run(urls.app, "insert into t default values", "update t set id = 7", "delete from t")
        for forbidden in (
            "truncate t",
            "create table u ()",
            "alter table t disable row level security",
            "set role liant_owner",
            "create database u",
            "create role u",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                run(urls.app, forbidden)
        for role in ("liant_owner", "liant_app"):
            flags = f"select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = '{role}'"
            assert value(urls.owner, flags) is False
        elsewhere = [f"{url.rsplit('/', 1)[0]}/test_liant" for url in (urls.owner, urls.app)]
        run(elsewhere[0], "create table t (id bigserial primary key)")
        run(elsewhere[1], "insert into t default values")
        assert (
            value(urls.app, "select datlocale || ' ' || datlocprovider::text from pg_database where datname = 'liant'")
            == "C.UTF-8 b"
        )


def test_it_listens_here_only_and_asks_a_password(made: Path) -> None:
    with database(made) as server:
        port = int(server.urls.app.rsplit(":", 1)[1].split("/")[0])
        listening = [
            line.split()[1]
            for name in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{name}").read_text().splitlines()
            if line.split()[3] == "0A"
        ]
        assert [place for place in listening if place.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]
        assert f".s.PGSQL.{port}" not in Path("/proc/net/unix").read_text()
        for user in ("liant_app", "liant_owner", "liant_bootstrap"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(f"postgresql://{user}:wrong@127.0.0.1:{port}/liant")
        for name in ("database.json", "postgres.log", "liant.lock"):
            assert stat.S_IMODE((made / name).stat().st_mode) == 0o600
        assert running_urls(made) == server.urls
    assert running_urls(made) is None


def test_a_warm_start_keeps_port_and_passwords_and_makes_nothing_anew(made: Path) -> None:
    with database(made) as server:
        first = server.urls
    made_at = (made / "postgres/PG_VERSION").stat().st_mtime_ns
    with database(made) as server:
        assert server.urls == first
    assert (made / "postgres/PG_VERSION").stat().st_mtime_ns == made_at


def test_kill_of_its_starter_stops_it_cleanly(made: Path) -> None:
    process, pid = holder(made)
    process.kill()
    process.wait()
    assert eventually(lambda: not is_alive(pid))
    assert eventually(lambda: not (made / "postgres/postmaster.pid").exists())
    assert "database system is shut down" in (made / "postgres.log").read_text()
    assert not about(made)
    with database(made) as server:
        assert value(server.urls.app, "select word from kept") == "kept"


def test_kill_of_the_server_and_start_again_at_once(made: Path) -> None:
    with database(made) as server:
        urls = server.urls
        run(urls.owner, "insert into kept values ('more')")
        assert server.pid
        os.kill(server.pid, signal.SIGKILL)
        assert eventually(lambda: not server.is_running())
        assert server.start() == urls
        assert value(urls.app, "select count(*) from kept") == 2


def test_kill_of_both_and_start_at_once(made: Path) -> None:
    process, pid = holder(made)
    os.kill(pid, signal.SIGKILL)
    process.kill()
    process.wait()
    with database(made) as server:
        assert value(server.urls.app, "select word from kept") == "kept"


def test_start_while_the_orphan_is_still_stopping(made: Path) -> None:
    process, pid = holder(made)
    os.kill(pid, signal.SIGSTOP)  # it will not see its parent's death
    process.kill()
    process.wait()
    starting = subprocess.Popen(["/bin/sh", "-c", f"sleep 0.5; kill -CONT {pid}"])
    with database(made) as server:
        assert value(server.urls.app, "select word from kept") == "kept"
    starting.wait()
    assert eventually(lambda: not is_alive(pid))


def test_a_pid_file_whose_number_belongs_to_someone_else(made: Path) -> None:
    as_same_user = account().popen_arguments()
    other = subprocess.Popen(["/bin/sleep", "60"], **as_same_user)
    try:
        pid_file = made / "postgres/postmaster.pid"
        pid_file.write_text(f"{other.pid}\n{made}/postgres\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n")
        with database(made) as server:
            assert value(server.urls.app, "select word from kept") == "kept"
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


@pytest.mark.parametrize("text", ["", "not a number\n"])
def test_a_damaged_pid_file(made: Path, text: str) -> None:
    (made / "postgres/postmaster.pid").write_text(text)
    with database(made) as server:
        assert value(server.urls.app, "select word from kept") == "kept"


def test_a_second_start_is_refused_in_both_languages(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with database(made) as server:
        assert refused(made) == f"Liant already runs on {made}. Stop it first, or choose another folder with --data."
        monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
        assert refused(made).startswith("Liant tourne déjà sur")
        assert value(server.urls.app, "select 1") == 1


def test_a_taken_port(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert refused(folder, port) == f"Port {port}, meant for the database, is taken by another program."
    with database(folder, port) as server:
        assert f":{port}/" in server.urls.app


def test_another_port_is_found_when_the_last_one_is_taken(made: Path) -> None:
    last = free_port()
    with database(made, last):
        pass
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", last))
        taken.listen()
        with database(made) as server:
            assert f":{last}/" not in server.urls.app
            assert value(server.urls.app, "select 1") == 1


def test_data_of_another_major_version(made: Path) -> None:
    with database(made):
        pass
    (made / "postgres/PG_VERSION").write_text("16\n")
    assert refused(made).startswith(f"{made} holds PostgreSQL 16 data; this Liant carries PostgreSQL 18.")


def test_lost_passwords_are_made_anew(made: Path) -> None:
    (made / "database.json").write_text("{")
    with database(made) as server:
        assert value(server.urls.app, "select word from kept") == "kept"


def test_a_first_start_cut_in_the_middle(folder: Path) -> None:
    folder.mkdir()
    (folder / "postgres.unfinished").mkdir()
    (folder / "postgres.unfinished/PG_VERSION").write_text("18\n")
    with database(folder) as server:
        assert value(server.urls.app, "select 1") == 1
    assert not (folder / "postgres.unfinished").exists()


def test_too_little_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "NEEDED_MB", 10_000_000_000)
    said = refused(folder)
    assert "MB are free on the disk" in said
    assert "Make room" in said
    assert not (folder / "postgres").exists()


@pytest.mark.skipif(not IS_ROOT, reason="mounting a small disk needs root")
def test_a_disk_that_fills_up_during_the_first_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m,mode=755", "none", folder], check=False).returncode:
        pytest.skip("this machine does not let us mount")
    try:
        assert "MB are free on the disk" in refused(folder)
        monkeypatch.setattr(folders, "NEEDED_MB", 0)
        assert refused(folder) == say("disk_filled_up", folder=folder)
        assert not (folder / "postgres").exists()
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the database as someone else")
def test_a_folder_out_of_reach_is_refused_and_left_as_it_is(folder: Path) -> None:
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    said = refused(closed / "deep" / "data")
    assert said.startswith(f"The system user liant, which runs the database, cannot enter {closed}/deep/data.")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not list(closed.iterdir())


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the database as someone else")
def test_as_root_all_belongs_to_the_system_user(made: Path) -> None:
    with database(made) as server:
        owner = pwd.getpwnam("liant").pw_uid
        assert server.pid
        assert Path(f"/proc/{server.pid}").stat().st_uid == owner
        assert {path.stat().st_uid for path in [made, *made.iterdir()]} == {owner}


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the database as someone else")
def test_programs_out_of_reach_are_copied_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really_can = Account.can
    package = installed_package()
    monkeypatch.setattr(
        Account, "can", lambda self, test, path: package not in path.parents and really_can(self, test, path)
    )
    with database(folder) as server:
        assert server.programs.is_relative_to(folder)
        assert value(server.urls.app, "select 1") == 1
        subprocess.run([server.programs / "pg_dump", "--version"], check=True, **account().popen_arguments())
    copied = (server.programs / "postgres").stat().st_mtime_ns, server.programs.stat().st_ino
    with database(folder) as server:
        assert copied == ((server.programs / "postgres").stat().st_mtime_ns, server.programs.stat().st_ino)


def test_a_file_where_the_folder_should_be(folder: Path) -> None:
    folder.write_text("")
    assert "cannot" in refused(folder)


def test_a_dump_is_restored_elsewhere_with_its_walls(folder: Path) -> None:
    def program(place: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "liant.config.embedded", "--data", str(place), *arguments]
        subprocess.run(command, check=True)

    dump, other = folder.parent / "liant.dump", folder.parent / "other"
    with database(folder) as server:
        run(
            server.urls.owner,
            "create table kept (organisation_id int, word text)",
            "alter table kept enable row level security",
            "create policy tenant on kept using (organisation_id = 1)",
            "insert into kept values (1, 'kept'), (2, 'hidden')",
        )
        program(folder, "pg_dump", "-Fc", "-f", str(dump))  # while it runs
    program(other, "pg_restore", "--exit-on-error", "-d", "liant", str(dump))  # while nothing runs there
    with database(other) as server:
        assert value(server.urls.app, "select string_agg(word, ',') from kept") == "kept"
        run(server.urls.app, "insert into kept values (1, 'more')")
        run(server.urls.owner, "create table later (id bigserial)")
        run(server.urls.app, "insert into later default values")
