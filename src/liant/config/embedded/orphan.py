"""What a kill -9 leaves behind: a server without a master, or a pid file whose number now belongs to someone else."""

import os
import signal
import time
from pathlib import Path

PATIENCE_SECONDS = 15.0


def clear_remnant(cluster: Path) -> None:
    """Stop an orphan server of this cluster and remove its pid file. Only for the holder of the folder's lock."""
    pid_file = cluster / "postmaster.pid"
    pid = recorded_pid(pid_file)
    if pid is None:
        pid_file.unlink(missing_ok=True)
        return
    for number, patience in ((signal.SIGINT, PATIENCE_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if not is_postgres_of(pid, cluster):
            break
        os.kill(pid, number)
        deadline = time.monotonic() + patience
        while is_postgres_of(pid, cluster) and time.monotonic() < deadline:
            time.sleep(0.01)
    pid_file.unlink(missing_ok=True)


def recorded_pid(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):  # absent, or cut short by a crash
        return None


def is_ready(pid_file: Path, pid: int) -> bool:
    """Whether the server `pid` says it accepts connections; its eighth line is where pg_ctl looks too."""
    try:
        lines = pid_file.read_text().splitlines()
    except OSError:
        return False
    return len(lines) > 7 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"


def is_postgres_of(pid: int, cluster: Path) -> bool:
    """Whether that process is a PostgreSQL working in this cluster. A zombie has neither program nor folder."""
    process = Path("/proc") / str(pid)
    try:
        return (process / "exe").readlink().name.startswith("postgres") and (process / "cwd").readlink() == cluster
    except OSError:
        return False
