"""Says once that Liant is ready: when the web part answers and the sign-in link is made."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from liant.config import startup
from liant.config.phrases import say
from liant.config.process import dies_with_parent

PACKAGE = Path(__file__).resolve().parent.parent
LINK = re.compile(rb"https?://\S+")


class Announcement:
    """Called at every turn of the supervisor's loop until it has spoken."""

    def __init__(self, door: socket.socket, address: str, environment: Mapping[str, str]) -> None:
        self._address = environment["LIANT_BASE_URL"]
        self._own_address = address
        self._family, self._place = door.family, _reachable(door)
        self._probe: socket.socket | None = None
        self._answered = self._has_spoken = False
        self._link = subprocess.Popen(
            startup.manage("sign_in_link"),
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 - this program has one thread
        )

    def __call__(self) -> None:
        if self._has_spoken:
            return
        self._answered = self._answered or self._web_answers()
        if not self._answered or self._link.poll() is None:
            return
        self._has_spoken = True
        out, errors = self._link.communicate()
        links = LINK.findall(out)
        tell(say("ready", address=self._address))
        if links:
            tell(say("sign_in", link=links[-1].decode()))
        else:
            tell(say("link_failed", reason=startup.last_line(errors or out)))
        tell(say("how_to_stop"))
        _tell_systemd()

    def close(self) -> None:
        if self._probe is not None:
            self._probe.close()
        if self._link.poll() is None:
            self._link.kill()
        self._link.communicate()

    def _web_answers(self) -> bool:
        """Whether a first request got its answer. It waits at the door, like any other, without holding the loop."""
        if self._probe is None:
            self._probe = socket.socket(self._family, socket.SOCK_STREAM)
            try:
                self._probe.connect(self._place)  # the door is ours and open: this does not wait
                host = self._own_address.removeprefix("http://")
                self._probe.sendall(f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            except OSError:
                return self._ask_again()
            self._probe.setblocking(False)
        try:
            answer = self._probe.recv(16)
        except BlockingIOError:
            return False
        except OSError:
            return self._ask_again()
        if not answer:  # the web part died with our request in hand
            return self._ask_again()
        self._probe.close()
        self._probe = None
        return True

    def _ask_again(self) -> bool:
        if self._probe is not None:
            self._probe.close()
        self._probe = None
        return False


class Reload:
    """For those who write the code: calls `replace` when a file of the package changed."""

    def __init__(self, replace: Callable[[], None]) -> None:
        self._replace, self._looked_at = replace, 0.0
        self._seen = self._newest()

    def __call__(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < 0.5:
            return
        self._looked_at = now
        newest = self._newest()
        if newest != self._seen:
            self._seen = newest
            tell(say("code_changed"))
            self._replace()

    def _newest(self) -> tuple[int, float]:
        times = []
        for path in PACKAGE.rglob("*.py"):
            with contextlib.suppress(FileNotFoundError):
                times.append(path.stat().st_mtime)
        return len(times), max(times)


def tell(sentence: str) -> None:
    """A sentence for the person at the terminal, who may have left."""
    with contextlib.suppress(OSError, ValueError):
        print(sentence, flush=True)


def _reachable(door: socket.socket) -> tuple[str, int]:
    host, port = door.getsockname()[:2]
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port  # noqa: S104 - compared


def _tell_systemd() -> None:
    """A service of `Type=notify` counts as started from here."""
    if place := os.environ.get("NOTIFY_SOCKET"):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as telephone:
            telephone.connect("\0" + place[1:] if place.startswith("@") else place)
            telephone.sendall(b"READY=1")
