"""The data folder: who holds it, what it keeps to itself (0600), how much room is left."""

import errno
import fcntl
import json
import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from liant.config.embedded.account import Account
from liant.config.phrases import refuse

NEEDED_MB = 200
KEPT_LOGS = 5


def default_data_dir() -> Path:
    """`LIANT_DATA`, or the place the system gives to a service (root) or to a person's programs."""
    if named := os.environ.get("LIANT_DATA"):
        return Path(named)
    if os.geteuid() == 0:
        return Path("/var/lib/liant")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "liant"


@dataclass
class DataFolder:
    """One folder of data and the lock that says it is in use."""

    path: Path
    account: Account
    _lock: int | None = field(default=None, repr=False)

    @property
    def cluster(self) -> Path:
        return self.path / "postgres"

    @property
    def log(self) -> Path:
        return self.path / "postgres.log"

    @property
    def keys(self) -> Path:
        return self.path / "database.json"

    def prepare(self) -> None:
        """Make the folder if absent; refuse one where we or the database's user cannot work."""
        nearest = next(path for path in (self.path, *self.path.parents) if path.exists())
        if not nearest.is_dir():
            raise refuse("folder_not_creatable", folder=self.path, reason=os.strerror(errno.ENOTDIR))
        if not self.account.can("-x", nearest):
            if self.account.uid is None:
                raise refuse("folder_not_writable", folder=self.path, reason=os.strerror(errno.EACCES))
            raise refuse("folder_out_of_reach", user=self.account.name, folder=self.path)
        if nearest != self.path:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.mkdir(mode=0o700)
            except OSError as error:
                raise refuse("folder_not_creatable", folder=self.path, reason=error.strerror) from error
            self.account.own(self.path)
        self.path = self.path.resolve()

    def hold(self) -> None:
        """Take the folder for as long as this process lives; the kernel lets go even after kill -9."""
        if self._lock is not None:
            return
        name = self.path / "liant.lock"
        try:
            lock = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise refuse("folder_not_writable", folder=self.path, reason=error.strerror) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise refuse("already_runs", folder=self.path) from None
        self.account.own(name)
        self._lock = lock

    def release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def is_ours(self) -> bool:
        """Whether this very object holds the folder."""
        return self._lock is not None

    def is_held(self) -> bool:
        """Whether some process, this one included, holds the folder."""
        try:
            lock = os.open(self.path / "liant.lock", os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    def check_room(self) -> None:
        free = shutil.disk_usage(self.path).free // 1_000_000
        if free < NEEDED_MB:
            raise refuse("disk_full", folder=self.path, free=free, needed=NEEDED_MB)

    def read_keys(self) -> dict[str, Any]:
        """Passwords and last port; empty when the file is absent or was damaged."""
        try:
            kept = json.loads(self.keys.read_text())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def write_keys(self, kept: dict[str, Any]) -> None:
        self.write_private(self.keys, json.dumps(kept))

    def write_private(self, path: Path, text: str) -> None:
        """Write a 0600 file that is whole or untouched."""
        unfinished = path.with_name(f"{path.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        self.account.own(unfinished)
        unfinished.rename(path)

    def secret(self, name: str) -> str:
        """A random secret made once and kept in the file of that name."""
        path = self.path / name
        if path.exists() and (kept := path.read_text().strip()):
            return kept
        made = secrets.token_urlsafe(48)
        self.write_private(path, made)
        return made

    def open_log(self) -> int:
        """A fresh log of the database, the former ones kept beside it."""
        for number in range(KEPT_LOGS - 1, 0, -1):
            older = self.path / f"postgres.log.{number}"
            newer = self.path / f"postgres.log.{number - 1}" if number > 1 else self.log
            if newer.exists():
                newer.replace(older)
        descriptor = os.open(self.log, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self.account.own(self.log)
        return descriptor
