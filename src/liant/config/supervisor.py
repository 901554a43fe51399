"""Keeps the parts alive: one loop over signals, the parts' output and their deaths, in one thread.

A part that dies is started again after a pause that grows; the database goes last. The kernel kills the parts if this
process is killed, so that the next start finds the place empty.
"""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from liant.config.embedded import EmbeddedPostgres
from liant.config.journal import Journal
from liant.config.phrases import Refusal, say
from liant.config.process import dies_with_parent

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 10.0
STEADY_SECONDS = 15.0  # a part that lived so long starts again without a pause grown by its past
MANY_DEATHS, DEATHS_WINDOW_SECONDS = 5, 30.0
STOP_SECONDS = 7.0  # then the parts are killed; the database has its own two to three seconds after that
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)


@dataclass(frozen=True)
class Part:
    """A program to keep alive."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    pass_fds: tuple[int, ...] = ()


@dataclass
class Deaths:
    """When to start again something that died, and when to complain."""

    pause: float = FIRST_PAUSE_SECONDS
    moments: list[float] = field(default_factory=list)
    started_at: float = 0.0
    next_start_at: float = 0.0

    def note(self, now: float) -> bool:
        """Count a death; true when there were too many of late."""
        if now - self.started_at > STEADY_SECONDS:
            self.pause = FIRST_PAUSE_SECONDS
        self.next_start_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        self.moments = [moment for moment in self.moments if now - moment < DEATHS_WINDOW_SECONDS] + [now]
        if len(self.moments) < MANY_DEATHS:
            return False
        self.moments.clear()
        return True


class Child:
    """One part's process and what it says."""

    def __init__(self, part: Part, journal: Journal, selector: selectors.BaseSelector) -> None:
        self.part = part
        self.deaths = Deaths()
        self.process: subprocess.Popen[bytes] | None = None
        self.is_wanted_again = False  # stopped on purpose, to be started with new code
        self._journal, self._selector, self._rest = journal, selector, b""

    def start(self) -> None:
        self.is_wanted_again = False
        self.deaths.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.part.command,
            env=self.part.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=self.part.pass_fds,
            preexec_fn=dies_with_parent(signal.SIGKILL),  # noqa: PLW1509 - this program has one thread
        )
        output = self.process.stdout
        if output is not None:
            os.set_blocking(output.fileno(), False)
            self._selector.register(output, selectors.EVENT_READ, self.read)

    def read(self) -> None:
        """Pass on whole lines; at the end of the output, what is left."""
        output = self.process.stdout if self.process else None
        if output is None or output.closed:
            return
        while True:
            try:
                block = os.read(output.fileno(), 65_536)
            except BlockingIOError:
                return
            if not block:
                self._selector.unregister(output)
                output.close()
                if self._rest:
                    self._journal.write(self.part.name, self._rest)
                self._rest = b""
                return
            *lines, self._rest = (self._rest + block).split(b"\n")
            for line in lines:
                self._journal.write(self.part.name, line)

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Signal the part's whole process group, so that nothing it started stays."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def bury(self) -> int:
        """Read its last words and forget the dead process; its exit code."""
        process = self.process
        if process is None:
            return 0
        self.read()
        if process.stdout is not None and not process.stdout.closed:  # a grandchild still holds the other end
            self._selector.unregister(process.stdout)
            process.stdout.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        self.process = None
        return process.returncode


class Supervisor:
    """Runs the parts over the database until a signal says to stop."""

    def __init__(self, parts: Sequence[Part], journal: Journal, database: EmbeddedPostgres | None = None) -> None:
        self.selector = selectors.DefaultSelector()
        self.children = [Child(part, journal, self.selector) for part in parts]
        self.each_turn: list[Callable[[], None]] = []  # called at every turn of the loop, at least twice a second
        self.stopping_at: float | None = None
        self._journal, self._database, self._database_deaths = journal, database, Deaths()
        self._hurries = False

    def run(self) -> int:
        """Keep everything running; returns the exit code once all has stopped."""
        with self._signals():
            try:
                for child in self.children:
                    child.start()
                while self.stopping_at is None or any(child.is_alive() for child in self.children):
                    self._turn(self._pause())
            finally:
                for child in self.children:
                    child.send(signal.SIGKILL)
                    if child.process is not None:
                        child.process.wait()
                    child.bury()
        return 0

    def replace(self) -> None:
        """Stop the parts and start them again at once, with the code as it is now."""
        for child in self.children:
            child.is_wanted_again = True
            child.send(signal.SIGTERM)

    def stop(self) -> None:
        """Ask the parts to finish; asked twice, kill them."""
        self._hurries = self.stopping_at is not None
        if self.stopping_at is None:
            self.stopping_at = time.monotonic()
            self._journal.say("liant", say("stopping"))
        for child in reversed(self.children):  # the worker first: it may have something to finish
            child.send(signal.SIGKILL if self._hurries else signal.SIGTERM)

    def _turn(self, pause: float) -> None:
        for key, _ in self.selector.select(pause):
            key.data()
        now = time.monotonic()
        if self.stopping_at is not None:
            if now - self.stopping_at > STOP_SECONDS:
                for child in self.children:
                    child.send(signal.SIGKILL)
            return
        self._tend_database(now)
        for child in self.children:
            self._tend(child, now)
        for call in self.each_turn:
            call()

    def _tend(self, child: Child, now: float) -> None:
        if child.process is not None and child.process.poll() is not None:
            code = child.bury()
            if child.is_wanted_again:
                child.deaths.next_start_at = now
            else:
                self._complain(child.part.name, child.deaths, now, code)
        if child.process is None and now >= child.deaths.next_start_at:
            try:
                child.start()
            except OSError as error:  # no memory or no process left for now
                self._journal.say(child.part.name, str(error))
                child.deaths.note(now)

    def _tend_database(self, now: float) -> None:
        database, deaths = self._database, self._database_deaths
        if database is None or database.is_running():
            return
        if deaths.next_start_at <= deaths.started_at:  # first seen dead
            self._complain("database", deaths, now, database.exit_code)
        elif now >= deaths.next_start_at:
            try:
                database.start()
            except Refusal as refusal:
                self._journal.say("database", str(refusal))
                deaths.note(now)
            else:
                deaths.started_at = time.monotonic()
                self._journal.say("database", say("database_back"))

    def _complain(self, name: str, deaths: Deaths, now: float, code: int | None) -> None:
        how = say("died_by_signal", number=-code) if code is not None and code < 0 else say("died_by_code", code=code)
        is_too_much = deaths.note(now)
        self._journal.say(name, say("part_died", how=how))
        if is_too_much:
            self._journal.say(name, say("part_keeps_dying", times=MANY_DEATHS, seconds=int(DEATHS_WINDOW_SECONDS)))

    def _pause(self) -> float:
        """How long the loop may sleep: until the next start that is due, half a second at most."""
        now = time.monotonic()
        due = [child.deaths.next_start_at - now for child in self.children if child.process is None]
        if self._database is not None and not self._database.is_running():
            due.append(self._database_deaths.next_start_at - now)
        return max(0.01, min([0.5, *due]))

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """Signals wake the loop through a pipe and are acted on there, never in the middle of something."""
        wakes, wake = socket.socketpair()
        for end in (wakes, wake):
            end.setblocking(False)

        def heed() -> None:
            with contextlib.suppress(BlockingIOError):
                if set(wakes.recv(4096)) - {int(signal.SIGCHLD)}:
                    self.stop()

        former = {number: signal.signal(number, lambda *_: None) for number in SIGNALS}
        former_wake = signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self.selector.register(wakes, selectors.EVENT_READ, heed)
        try:
            yield
        finally:
            signal.set_wakeup_fd(former_wake)
            for number, handler in former.items():
                signal.signal(number, handler)
            self.selector.unregister(wakes)
            wakes.close()
            wake.close()
