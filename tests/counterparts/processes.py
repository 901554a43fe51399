"""Starting real servers for tests: free ports on the loopback address, children that end with their parent, and a
failure that says what to install when something is missing."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = Path(os.environ.get("ROOT", ROOT)) / ".counterparts"
ACCOUNT = "liant-counterparts"
PR_SET_PDEATHSIG = 1
# Servers that change their account lose the kernel's promise to end with their parent: this one waits for the end of a
# pipe that only the parent holds, then ends the whole group.
WATCHER = """
import os, signal, sys, time
sys.stdin.buffer.read()
for number in (signal.SIGTERM, signal.SIGKILL):
    try:
        os.killpg(int(sys.argv[1]), number)
    except ProcessLookupError:
        break
    time.sleep(2)
"""


def require(program: str, packages: str) -> str:
    """The path of a program; the test fails with the line to type when it is not installed."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin:/usr/local/sbin")
    if not found:
        pytest.fail(f"{program} is missing; type: apt-get install --no-install-recommends {packages}", pytrace=False)
    return found


def free_port() -> int:
    """A port that nobody uses on 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_ready: Callable[[], object], seconds: float, what: str) -> None:
    """Return when `is_ready` says so; fail the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            pytest.fail(f"{what} was not ready within {seconds:g} seconds.", pytrace=False)
        time.sleep(0.02)


def answers(port: int) -> bool:
    """Whether somebody listens on this port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def unprivileged() -> pwd.struct_passwd | None:
    """The system account for servers that refuse to run as root; None when we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(command, capture_output=True, check=False)  # another test process may have been first
        return pwd.getpwnam(ACCOUNT)


def _die_with_parent(parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


@contextmanager
def running(
    command: Sequence[str | Path], *, log: Path, account: pwd.struct_passwd | None = None, **options: object
) -> Iterator[subprocess.Popen[bytes]]:
    """A child process for the duration of the block, ended with SIGTERM and, if it must be, with SIGKILL."""
    if account:
        options |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    parent = os.getpid()
    with log.open("ab") as output:
        child = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=lambda: _die_with_parent(parent),  # noqa: PLW1509 - one system call, no lock
            start_new_session=True,
            **options,  # type: ignore[call-overload]
        )
    watcher = subprocess.Popen(
        [sys.executable, "-c", WATCHER, str(child.pid)], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)  # whoever outlived the one that started them
        watcher.kill()
        watcher.wait()


@contextmanager
def folder(name: str, account: pwd.struct_passwd | None = None) -> Iterator[Path]:
    """A folder for the duration of the block, which every account may enter."""
    for old in Path("/var/tmp").glob(f"liant-{name}-*-*"):
        if not Path("/proc", old.name.split("-")[2]).exists():  # left by a process that was killed
            shutil.rmtree(old, ignore_errors=True)
    path = Path(tempfile.mkdtemp(prefix=f"liant-{name}-{os.getpid()}-", dir="/var/tmp"))
    path.chmod(0o755)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
