"""Folders that the system user `liant` may reach: pytest's own are closed to all but root."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from liant.config.embedded import EmbeddedPostgres, cluster


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of data that does not exist yet, and English sentences."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in (
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "LIANT_DATA",
        "LIANT_SECRET_KEY",
        "LIANT_BASE_URL",
        "LIANT_ROLE",
    ):
        monkeypatch.delenv(name, raising=False)
    with reachable() as place:
        yield place / "data"


@pytest.fixture
def made(folder: Path, first_start: Path) -> Path:
    """A folder of data whose database exists already and does not run."""
    subprocess.run(["cp", "-a", first_start, folder], check=True)
    return folder


@pytest.fixture(scope="session")
def first_start() -> Iterator[Path]:
    with reachable() as place:
        with EmbeddedPostgres(place / "data", fsync=False) as server, psycopg.connect(server.urls.owner) as connection:
            connection.execute("create table kept (word text)")
            connection.execute("insert into kept values ('kept')")
        yield place / "data"


@contextmanager
def reachable() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="liant-test-", dir="/var/tmp"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def own_database() -> Iterator[dict[str, str]]:
    """The addresses, by role, of a PostgreSQL that stands for the operator's own."""
    with reachable() as place:
        database = EmbeddedPostgres(place / "data", fsync=False)
        database.start()
        urls = database.urls
        database.stop()
        cluster._single_user(
            database.folder,
            database.programs,
            database.folder.cluster,
            "CREATE ROLE super LOGIN SUPERUSER PASSWORD 'x'\n"
            "CREATE ROLE bypass LOGIN BYPASSRLS PASSWORD 'x'\n"
            "CREATE ROLE member LOGIN PASSWORD 'x' IN ROLE liant_owner\n"
            "CREATE ROLE stranger LOGIN PASSWORD 'x'\n",
        )
        with database:
            at = urls.app.split("@")[1]
            named = {name: f"postgresql://{name}:x@{at}" for name in ("super", "bypass", "member", "stranger")}
            yield named | {
                "app": urls.app,
                "owner": urls.owner,
                "wrong": f"postgresql://liant_app:not-the-password@{at}",
            }
