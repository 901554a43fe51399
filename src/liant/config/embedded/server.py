"""The running server: a child of ours, listening on 127.0.0.1 only, that stops cleanly even when we are killed."""

import os
import random
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from liant.config.embedded.account import account
from liant.config.embedded.binaries import binaries
from liant.config.embedded.cluster import APPLICATION, DATABASE, OWNER, ensure_cluster, explain
from liant.config.embedded.folder import DataFolder
from liant.config.embedded.orphan import clear_remnant, is_ready
from liant.config.phrases import refuse
from liant.config.process import dies_with_parent

ADDRESS = "127.0.0.1"
# Below the range from which Linux serves outgoing connections, so that the port stays ours from one start to the next.
FREE_PORTS = range(20_000, 32_000)
START_SECONDS = 60.0  # recovery after a crash may replay up to max_wal_size
SETTINGS = {
    "listen_addresses": ADDRESS,
    "unix_socket_directories": "",
    "max_connections": "80",
    "shared_buffers": "256MB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "1",
    "jit": "off",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_checkpoints": "off",
    # People's words and addresses stay out of the log: neither the statement nor the row that failed is written.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
UNSYNCED = {"fsync": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Urls:
    """The two ways in: the application's, held by row-level security, and the owner's, for migrations and backup."""

    app: str
    owner: str


class EmbeddedPostgres:
    """PostgreSQL in a data folder, held by this process alone.

    `port` None takes the folder's last port, or a free one. `fsync=False` is for tests: quicker, and lost in a power cut.
    Start it from a thread that lives as long as the process: the server stops when its parent thread dies.
    """

    def __init__(self, data_dir: Path, port: int | None = None, *, fsync: bool = True) -> None:
        self.folder = DataFolder(Path(data_dir).absolute(), account())
        self._asked_port, self._port = port, port
        self._is_synced = fsync
        self._process: subprocess.Popen[bytes] | None = None
        self._programs: Path | None = None
        self.exit_code: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Urls:
        """Start the server, or start it again after it died; returns when it accepts connections."""
        if self.is_running():
            return self.urls
        folder, had_hold = self.folder, self.folder.is_ours()
        self.hold()
        try:
            folder.check_room()
            self._programs = binaries(folder.account, folder.path)
            clear_remnant(folder.cluster)
            ensure_cluster(folder, self._programs, is_synced=self._is_synced)
            self._start_on_some_port()
        except BaseException:
            self._stop_process()
            if not had_hold:
                folder.release()
            raise
        return self.urls

    def hold(self) -> None:
        """Make the folder if absent and take it, before anything else is started."""
        self.folder.prepare()
        self.folder.hold()

    def stop(self) -> None:
        """Stop cleanly (fast shutdown), within 10 seconds, and let go of the folder."""
        self._stop_process()
        self._port = self._asked_port
        self.folder.release()

    def _stop_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            for number, patience in ((signal.SIGINT, 7.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 5.0)):
                if process.poll() is None:
                    process.send_signal(number)
                try:
                    process.wait(patience)
                    break
                except subprocess.TimeoutExpired:
                    continue

    def is_running(self) -> bool:
        if self._process is None:
            return False
        self.exit_code = self._process.poll()
        return self.exit_code is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def programs(self) -> Path:
        """The folder of `pg_dump`, `psql` and the others."""
        if self._programs is None:
            self._programs = binaries(self.folder.account, self.folder.path)
        return self._programs

    @property
    def urls(self) -> Urls:
        return _urls(self.folder)

    def _start_on_some_port(self) -> None:
        if self._port is not None:
            if not _is_free(self._port):
                raise refuse("database_port_taken", port=self._port)
            self._launch(self._port)
            return
        last = self.folder.read_keys().get("port")
        port = last if isinstance(last, int) and _is_free(last) else _free_port()
        for _ in range(5):
            if self._launch(port, may_retry=True):
                return
            port = _free_port()
        raise refuse("database_port_taken", port=port)

    def _launch(self, port: int, *, may_retry: bool = False) -> bool:
        """Run the server; False when the port was taken under our feet and another may be tried."""
        log = self.folder.open_log()
        deadline = time.monotonic() + START_SECONDS
        try:
            while True:
                read_from = os.fstat(log).st_size
                process = self._spawn(port, log)
                self._process = process
                if self._wait_until_ready(process, deadline):
                    kept = self.folder.read_keys()
                    if kept.get("port") != port:
                        self.folder.write_keys(kept | {"port": port})
                    self._port = port  # should it die, it comes back where its clients look for it
                    return True
                said = os.pread(log, 100_000, read_from).decode(errors="replace")
                # The former server's last processes still hold its memory: they notice its death within moments.
                if "shared memory block" in said and time.monotonic() < deadline:
                    time.sleep(0.05)
                    continue
                if "Address already in use" in said:
                    if may_retry:
                        return False
                    raise refuse("database_port_taken", port=port)
                raise explain(self.folder, said, "database_refused")
        finally:
            os.close(log)

    def _spawn(self, port: int, log: int) -> subprocess.Popen[bytes]:
        settings = SETTINGS | ({} if self._is_synced else UNSYNCED)
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        return subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder.cluster, "-p", str(port), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C at the terminal is for us; the database goes last
            preexec_fn=dies_with_parent(signal.SIGINT),  # noqa: PLW1509 - no other thread holds a lock that matters here
            **self.folder.account.popen_arguments(),
        )

    def _wait_until_ready(self, process: subprocess.Popen[bytes], deadline: float) -> bool:
        pid_file = self.folder.cluster / "postmaster.pid"
        while process.poll() is None:
            if is_ready(pid_file, process.pid):
                return True
            if time.monotonic() > deadline:
                process.send_signal(signal.SIGQUIT)
                process.wait()
                return False
            time.sleep(0.005)
        return False


def running_urls(data_dir: Path) -> Urls | None:
    """The addresses of the server that some process runs on this folder; None when none does or we may not know."""
    folder = DataFolder(Path(data_dir).absolute(), account())
    if not folder.is_held() or not {"owner", "app", "port"} <= folder.read_keys().keys():
        return None
    return _urls(folder)


def _urls(folder: DataFolder) -> Urls:
    kept = folder.read_keys()
    place = f"{ADDRESS}:{kept['port']}/{DATABASE}"
    return Urls(
        app=f"postgresql://{APPLICATION}:{kept['app']}@{place}",
        owner=f"postgresql://{OWNER}:{kept['owner']}@{place}",
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    return next(port for port in random.sample(FREE_PORTS, len(FREE_PORTS)) if _is_free(port))
