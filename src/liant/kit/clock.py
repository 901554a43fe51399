"""The time, from one place, so that tests and the demonstration can set it, and a rehearsal can run it faster."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from liant.kit import env


def paced(pace: str) -> Callable[[], datetime]:
    """A clock that runs faster from a moment on: "1764000000:300", seconds since 1970 and how many times as fast. The
    true clock when `pace` is empty; raises ValueError when it cannot be read."""
    if not pace:
        return lambda: datetime.now(UTC)
    start, times = (float(part) for part in pace.split(":"))
    return lambda: datetime.fromtimestamp(start + (datetime.now(UTC).timestamp() - start) * times, UTC)


_running = paced(env.text("LIANT_CLOCK_PACE"))
_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed.get() or _running()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at `moment`."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
