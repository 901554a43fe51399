"""Under which system user PostgreSQL runs: ourselves, or `liant` when we are root, which PostgreSQL refuses."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liant.config.phrases import refuse

NAME = "liant"
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
# PostgreSQL reads PG* variables: it gets none of ours.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """A system user; `uid` is None when it is the one we already are."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def popen_arguments(self) -> dict[str, Any]:
        """What `subprocess` needs to run a program as this user, from a folder it may always read."""
        arguments: dict[str, Any] = {"env": ENVIRONMENT, "cwd": "/"}
        if self.uid is not None:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def can(self, test: str, path: Path) -> bool:
        """Whether this user passes `test` (-x, -r, -w) on `path`; asked of the kernel, so that ACLs count."""
        if self.uid is None:
            return os.access(path, {"-x": os.X_OK, "-r": os.R_OK, "-w": os.W_OK}[test])
        asked = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)]
        return subprocess.run(asked, check=False, **self.popen_arguments()).returncode == 0


def account() -> Account:
    """The user that runs PostgreSQL here, created when we are root and it does not exist."""
    if os.geteuid() != 0:
        return Account(name=str(os.geteuid()))
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        found = _create()
    return Account(name=NAME, uid=found.pw_uid, gid=found.pw_gid)


def _create() -> pwd.struct_passwd:
    program = shutil.which("useradd", path=SYSTEM_PATH)
    reason = "useradd: not found"
    if program:
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/liant"]
        done = subprocess.run(
            [program, *options, "--shell", "/usr/sbin/nologin", NAME],
            check=False,
            capture_output=True,
            text=True,
            env=ENVIRONMENT | {"PATH": SYSTEM_PATH},
        )
        reason = done.stderr.strip() or f"useradd: {done.returncode}"
    try:
        return pwd.getpwnam(NAME)  # another start may have created it meanwhile
    except KeyError:
        raise refuse("no_database_user", user=NAME, reason=reason) from None
