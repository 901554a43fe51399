"""A data folder with a migrated database: made once for the same migrations, by whichever process comes first, and copied by
the others and by later runs."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path("/var/tmp")  # the embedded server runs as a user of its own, who has to reach it
TEMPLATE = "liant_template"


def copy_migrated(data: Path) -> None:
    """Lay a data folder out at `data`, with the migrated database in it."""
    sums = what_migrates()
    name = hashlib.sha256(json.dumps(sums, sort_keys=True).encode()).hexdigest()[:16]
    origin = KEPT / f"liant-migrated-{name}"
    with origin.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not origin.exists():
            making = origin.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            make_migrated(making, furthest_towards(sums))
            making.rename(origin)
            origin.with_suffix(".sums").write_text(json.dumps(sums))
            forget_the_oldest()
        os.utime(origin)
    subprocess.run(["cp", "-a", str(origin), str(data)], check=True)


def furthest_towards(sums: dict[str, str]) -> Path | None:
    """Of the databases that were migrated before, one from which only the newest migrations are missing."""
    found: list[tuple[int, Path]] = []
    for kept in KEPT.glob("liant-migrated-*.sums"):
        before = json.loads(kept.read_text())
        if before.items() <= sums.items() and (folder := kept.with_suffix("")).exists():
            found.append((len(before), folder))
    return max(found, default=(0, None))[1]


def what_migrates() -> dict[str, str]:
    """Of each file that decides what a migrated database looks like, what is in it, as a sum."""
    migrations = [path for path in (ROOT / "src").rglob("*.py") if "migrations" in path.parts]
    others = [
        ROOT / name
        for name in ("requirements/base.txt", "src/liant/config/settings.py", "src/liant/tenancy/operations.py")
    ]
    files = [*migrations, *others, *(ROOT / "src/liant/config/embedded").glob("*.py")]
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)}


def forget_the_oldest(most: int = 6) -> None:
    made = sorted(KEPT.glob("liant-migrated-*[0-9a-f]"), key=lambda path: path.stat().st_mtime)
    for old in made[:-most]:
        old.with_suffix(".sums").unlink(missing_ok=True)
        shutil.rmtree(old, ignore_errors=True)


def make_migrated(data: Path, start: Path | None) -> None:
    from liant.config.embedded import EmbeddedPostgres

    if start is not None:
        subprocess.run(["cp", "-a", str(start), str(data)], check=True)
    with EmbeddedPostgres(data, fsync=False) as server:
        if start is None:
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


def drop(owner_url: str, name: str) -> None:
    """A server that tidies up a database is not sent away by its owner: it is soon done."""
    for _ in range(50):
        try:
            with psycopg.connect(owner_url, autocommit=True) as connection:
                connection.execute(f"drop database if exists {name} with (force)")
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
            time.sleep(0.2)
        else:
            return
