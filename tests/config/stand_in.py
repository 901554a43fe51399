"""A small web part, worker and set of commands, so that the supervisor is tried by itself.

Its ways of failing are asked for in the environment: STAND_IN=worker_dies,migrate_fails,worker_is_deaf
"""

import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

ASKED = os.environ.get("STAND_IN", "").split(",")


async def application(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    if scope["type"] != "http":
        raise RuntimeError("web requests only")
    told: dict[str, object] = {"pid": os.getpid(), "client": scope["client"], "environment": dict(os.environ)}
    if scope["path"] == "/database":
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            told["user"] = connection.execute("select current_user").fetchone()[0]  # type: ignore[index]
    body = json.dumps(told).encode()
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]}
    )
    await send({"type": "http.response.body", "body": body})


def migrate() -> None:
    if "migrate_fails" in ASKED:
        sys.exit("Traceback\nSomeError: the reason")
    assert os.environ["LIANT_ROLE"] == "owner"
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("create table if not exists django_migrations (id int)")


def load_demonstration() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("insert into django_migrations values (1)")


def sign_in_link() -> None:
    assert "DATABASE_OWNER_URL" not in os.environ
    print(os.environ["LIANT_BASE_URL"] + "/enter/once")


def work() -> None:
    if "worker_is_deaf" in ASKED:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("working", os.getpid(), flush=True)
    if "worker_dies" in ASKED:
        sys.exit(7)
    time.sleep(600)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
