"""A data folder with a migrated database: made once in a run, by whichever process comes first, and copied by the others."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "liant_template"


def copy_migrated(factory: pytest.TempPathFactory, is_one_of_many: bool, data: Path) -> None:
    """Lay a data folder out at `data`, with the migrated database in it."""
    if not is_one_of_many:
        make_migrated(data)
        return
    origin = factory.getbasetemp().parent / "migrated"
    with origin.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not origin.exists():
            make_migrated(data)
            subprocess.run(["cp", "-a", str(data), str(origin)], check=True)
            return
    subprocess.run(["cp", "-a", str(origin), str(data)], check=True)


def make_migrated(data: Path) -> None:
    from liant.config.embedded import EmbeddedPostgres

    with EmbeddedPostgres(data, fsync=False) as server:
        with psycopg.connect(server.urls.owner, autocommit=True) as connection:
            connection.execute(f"create database {TEMPLATE}")
        url = f"{server.urls.owner.rsplit('/', 1)[0]}/{TEMPLATE}"
        environment = {**os.environ, "LIANT_ROLE": "owner", "DATABASE_OWNER_URL": url}
        command = [sys.executable, "-m", "liant.config.manage", "migrate", "-v", "0"]
        subprocess.run(command, env=environment, check=True, cwd=ROOT)


def create_copy(owner_url: str, name: str, template: str = TEMPLATE) -> None:
    """A database of its own, equal to the template; whatever had the name before is gone."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template {template}")
