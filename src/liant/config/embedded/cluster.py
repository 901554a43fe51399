"""The first start: the cluster, its two roles and its database. Whole or absent: it takes its name when all is done.

The superuser has no password and no door of its own: its few commands go through PostgreSQL's single-user mode.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from liant.config.embedded.binaries import MAJOR
from liant.config.embedded.folder import DataFolder
from liant.config.phrases import Refusal, refuse

SUPERUSER, OWNER, APPLICATION, DATABASE = "liant_bootstrap", "liant_owner", "liant_app", "liant"
DOORS = "# Written by Liant. One door: this machine, with a password.\nhost all all 127.0.0.1/32 scram-sha-256\n"

# One statement a line, as single-user mode reads them. What template1 holds, later (test) databases inherit.
ROLES = f"""
CREATE ROLE {OWNER} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS
CREATE ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
ALTER SCHEMA public OWNER TO {OWNER}
GRANT USAGE ON SCHEMA public TO {APPLICATION}
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION}
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT SELECT, UPDATE, USAGE ON SEQUENCES TO {APPLICATION}
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT EXECUTE ON FUNCTIONS TO {APPLICATION}
CREATE DATABASE {DATABASE} OWNER {OWNER}
"""


def ensure_cluster(folder: DataFolder, programs: Path, *, is_synced: bool) -> None:
    """Create the cluster if absent, refuse another major version, and know both passwords at the end."""
    version = folder.cluster / "PG_VERSION"
    if version.exists():
        if (found := version.read_text().strip()) != MAJOR:
            raise refuse("other_major", folder=folder.path, found=found, carried=MAJOR)
        if not _has_passwords(folder):
            _set_passwords(folder, programs, folder.cluster)
        return
    unfinished = folder.path / "postgres.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(mode=0o700)
    except OSError as error:
        raise refuse("folder_not_writable", folder=folder.path, reason=error.strerror) from error
    folder.account.own(unfinished)
    try:
        _initdb(folder, programs, unfinished, is_synced=is_synced)
        _single_user(folder, programs, unfinished, ROLES)
        _set_passwords(folder, programs, unfinished)
        unfinished.rename(folder.cluster)
    except OSError as error:
        raise refuse("initdb_failed", folder=folder.path, reason=error.strerror or error) from error


def _initdb(folder: DataFolder, programs: Path, cluster: Path, *, is_synced: bool) -> None:
    command: list[Path | str] = [programs / "initdb", "-D", cluster, "-U", SUPERUSER, "-E", "UTF8", "--auth=reject"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--no-instructions"]
    command += ["-c", "password_encryption=scram-sha-256"]
    if not is_synced:
        command.append("--no-sync")
    _run(folder, command)
    doors = cluster / "pg_hba.conf"
    doors.write_text(DOORS)


def _has_passwords(folder: DataFolder) -> bool:
    kept = folder.read_keys()
    return bool(kept.get("owner") and kept.get("app"))


def _set_passwords(folder: DataFolder, programs: Path, cluster: Path) -> None:
    owner, app = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    statements = f"ALTER ROLE {OWNER} PASSWORD '{owner}'\nALTER ROLE {APPLICATION} PASSWORD '{app}'\n"
    _single_user(folder, programs, cluster, statements)
    folder.write_keys(folder.read_keys() | {"owner": owner, "app": app})


def _single_user(folder: DataFolder, programs: Path, cluster: Path, statements: str) -> None:
    """Run statements as the superuser without opening any door; the first error stops all."""
    command: list[Path | str] = [
        programs / "postgres",
        "--single",
        "-D",
        cluster,
        "-c",
        "exit_on_error=on",
        "-c",
        "log_statement=none",
    ]
    _run(
        folder,
        [*command, "-c", "log_min_messages=error", "-c", "log_min_error_statement=panic", "template1"],
        statements,
    )


def _run(folder: DataFolder, command: Sequence[Path | str], text: str = "") -> None:
    done = subprocess.run(
        command,
        check=False,
        input=text.encode(),
        capture_output=True,
        **folder.account.popen_arguments(),
    )
    said = (done.stderr + done.stdout).decode(errors="replace")
    if done.returncode or "FATAL:" in said:
        raise explain(folder, said)


def explain(folder: DataFolder, said: str, key: str = "initdb_failed") -> Refusal:
    """What a PostgreSQL program wrote before giving up, as one sentence."""
    if os.strerror(28) in said or "Disk quota exceeded" in said or "File too large" in said:
        return refuse("disk_filled_up", folder=folder.path)
    lines = [
        line for line in said.splitlines() if any(mark in line for mark in ("FATAL:", "ERROR:", "error:", "PANIC:"))
    ]
    reason = (lines or said.strip().splitlines() or ["?"])[-1]
    return refuse(key, folder=folder.path, log=folder.log, reason=reason.split("  ", 1)[-1].strip())
