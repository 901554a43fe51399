"""What happens before the parts run: the door is taken, the secrets are found, the database is brought up to date."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from liant.config.embedded import Urls
from liant.config.embedded.folder import DataFolder
from liant.config.phrases import refuse
from liant.config.process import dies_with_parent
from liant.config.supervisor import Part
from liant.kit import env

DOOR_SECONDS = 1.0  # a server that was killed a moment ago may still be leaving
WAITING_ROOM = 2048  # requests that wait while the web part is started again
GRACEFUL_SECONDS = 4
APPLICATION = "liant.config.asgi:application"


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, held here so that requests wait for a web part that is being started again."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise refuse("host_unknown", host=host, reason=error.strerror) from None
    deadline = time.monotonic() + DOOR_SECONDS
    while True:
        door = socket.socket(family, kind, protocol)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Accepted connections inherit it; uvicorn does not set it on a socket it was handed.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            door.bind(address)
            door.listen(WAITING_ROOM)
        except OSError as error:
            door.close()
            if error.errno == errno.EADDRINUSE:
                if time.monotonic() < deadline:
                    time.sleep(0.05)
                    continue
                raise refuse("port_taken", port=port) from None
            if error.errno in {errno.EACCES, errno.EPERM}:
                raise refuse("port_not_allowed", port=port, reason=error.strerror) from None
            raise refuse("host_unknown", host=host, reason=error.strerror) from None
        return door


def address_of(door: socket.socket, host: str) -> str:
    """The address a person on this machine opens."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - compared
    return f"http://{name}:{door.getsockname()[1]}"


def child_environment(urls: Urls, folder: DataFolder, address: str) -> dict[str, str]:
    """What every part is given. The owner's address is not in it: only the migrations get that."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    try:
        secret = env.text("LIANT_SECRET_KEY") or folder.secret("secret-key")
    except OSError as error:
        raise refuse("secret_unreadable", path=folder.path / "secret-key", reason=error.strerror) from None
    given |= {
        "DATABASE_URL": urls.app,
        "LIANT_DATA": str(folder.path),
        "LIANT_SECRET_KEY": secret,
        "LIANT_BASE_URL": env.text("LIANT_BASE_URL") or address,
        "PYTHONUNBUFFERED": "1",
    }
    given.pop("LIANT_ROLE", None)
    return given


def parts(environment: Mapping[str, str], door: socket.socket, graceful_seconds: int = GRACEFUL_SECONDS) -> list[Part]:
    """The web, which gives open pages so long to finish when it must stop, and the worker."""
    web = [sys.executable, "-m", "uvicorn", APPLICATION, "--fd", str(door.fileno())]
    web += ["--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", str(graceful_seconds)]
    if not env.boolean("LIANT_BEHIND_PROXY"):
        web.append("--no-proxy-headers")
    return [
        Part("web", web, {"LIANT_POOL": "1", **environment}, (door.fileno(),)),
        Part("worker", manage("work"), dict(environment)),
    ]


def manage(*arguments: str) -> list[str]:
    """The command line of one of Django's commands."""
    return [sys.executable, "-m", "liant.config.manage", *arguments]


def run_once(name: str, environment: Mapping[str, str], log: Path, refusal: str) -> None:
    """Run a command to its end; what it says goes to its log, and to the person only when it fails."""
    done = subprocess.run(
        manage(name),
        check=False,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=dies_with_parent(signal.SIGTERM),
    )
    log.write_bytes(done.stdout)
    if done.returncode:
        raise refuse(refusal, reason=last_line(done.stdout), log=log)


def last_line(said: bytes) -> str:
    """The last words of a program, which hold the reason."""
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else "?"


def migrate(environment: Mapping[str, str], urls: Urls, log: Path) -> None:
    """Bring the database up to date, as its owner."""
    as_owner = {**environment, "DATABASE_OWNER_URL": urls.owner, "LIANT_ROLE": "owner"}
    run_once("migrate", as_owner, log, "migrate_failed")
